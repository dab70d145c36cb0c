/** The outside of a worker: what waits, what runs, and what becomes of it. */
import { recorded, ScaleBatchError, typed, type WasmCode } from "../engine.js";
import { CONTEXT, contextOnTape, withContext } from "../held-context.js";
import { define, merged, withDefaults } from "../objects.js";
import type { Inputs, Part } from "../tape.js";
import type { BatchContext, CallOptions, DocumentOrText } from "../types.js";
import { BatchValidator } from "../validation.js";
import * as FUNCTIONS from "./functions.js";
import type { Reply, Request } from "./messages.js";
import { METHODS, type ValidatorMethods, type WorkerFunctions } from "./promises.js";

/** A thread of the platform. */
export interface Thread {
  post(request: Request, transfer: ArrayBuffer[]): void;
  /** Whether the program may end while it waits. */
  isIdle(idle: boolean): void;
  end(): void;
}

/** Starts a thread, which calls the one when it answers, and the other when it cannot go on. */
export type Start = (onReply: (reply: Reply) => void, onFailure: (cause: unknown) => void) => Thread;

/** How calls of a worker wait. */
export interface WaitOptions {
  /**
   * Of the calls of a kind only the newest waits: those that wait already reject with an `AbortError`. A call that runs is
   * finished. Without a kind every call is made, in order.
   */
  kind?: string;
  /** Rejects a call with the reason of the signal, and does not make it if it still waits. */
  signal?: AbortSignal;
}

/** A call that waits or runs. */
interface Waiting {
  readonly request: Request;
  readonly kind: string | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** One request after another for a thread, which starts with the first. */
class Queue {
  readonly #start: Start;
  readonly #source: string | WasmCode | undefined;
  #waiting: Waiting[] = [];
  #running: Waiting | undefined;
  #thread: Thread | undefined;

  constructor(start: Start, source: string | WasmCode | undefined) {
    this.#start = start;
    this.#source = source;
  }

  ask(request: Request, { kind, signal }: WaitOptions): Promise<unknown> {
    return new Promise((resolve, reject: (reason: unknown) => void) => {
      const abort = (): void => {
        this.#drop((other) => other === waiting, signal?.reason);
        waiting.reject(signal?.reason);
      };
      const settled = (): void => signal?.removeEventListener("abort", abort);
      const waiting: Waiting = {
        request,
        kind,
        resolve: (result) => {
          settled();
          resolve(result);
        },
        reject: (reason) => {
          settled();
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- that of a signal is its owner's
          reject(reason);
        },
      };
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener("abort", abort);
      if (kind !== undefined) {
        const overtaken = new DOMException("A newer call overtook it.", "AbortError");
        this.#drop((other) => other.kind === kind, overtaken);
      }
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  /** Asks a thread that runs, and ignores what it answers. */
  tell(request: Request): void {
    if (this.#thread !== undefined) this.ask(request, {}).catch(() => undefined);
  }

  /** Ends the thread. What waits or runs rejects; the next request starts a new one. */
  end(reason: unknown): void {
    const running = this.#running;
    this.#running = undefined;
    this.#thread?.end();
    this.#thread = undefined;
    running?.reject(reason);
    this.#drop(() => true, reason);
  }

  #drop(isDropped: (waiting: Waiting) => boolean, reason: unknown): void {
    const dropped = this.#waiting.filter(isDropped);
    this.#waiting = this.#waiting.filter((waiting) => !isDropped(waiting));
    for (const waiting of dropped) waiting.reject(reason);
  }

  #next(): void {
    if (this.#running !== undefined) return;
    try {
      if (this.#thread === undefined && this.#waiting.length > 0) this.#thread = this.#begin();
      this.#running = this.#waiting.shift();
      this.#thread?.isIdle(this.#running === undefined);
      if (this.#running !== undefined) this.#thread?.post(...transferable(this.#running.request));
    } catch (cause) {
      this.#fail(cause);
    }
  }

  /** Starts a thread, whose first request is to load the module from elsewhere, if there is one. */
  #begin(): Thread {
    if (this.#source !== undefined) {
      this.#waiting.unshift({
        request: { act: "load", source: this.#source },
        kind: undefined,
        resolve: () => undefined,
        // If it fails, so does every call.
        reject: (reason) => this.end(reason),
      });
    }
    return this.#start(
      (reply) => this.#finish(reply),
      (cause) => this.#fail(cause),
    );
  }

  #fail(cause: unknown): void {
    this.end(new ScaleBatchError(FAILED, { cause }));
  }

  #finish(reply: Reply): void {
    const running = this.#running;
    this.#running = undefined;
    if ("failure" in reply) {
      const { message, errors } = reply.failure;
      running?.reject(new ScaleBatchError(message, undefined, errors));
    } else running?.resolve(reply.result);
    this.#next();
  }
}

const FAILED =
  "The worker of scale-batch could not be started, or ended. A Content-Security-Policy has to allow it by `worker-src`; where a " +
  "bundler does not find the script, pass `worker: () => new Worker(…)` with your own that imports " +
  "scale-batch/worker/thread.";

/** A request with the words of its tape in buffers that move instead of being copied. */
function transferable(request: Request): [Request, ArrayBuffer[]] {
  const buffers: ArrayBuffer[] = [];
  const moved = (parts: readonly Part[]): Part[] =>
    parts.map((part) => {
      const words = Uint32Array.from(part.words);
      buffers.push(words.buffer);
      return { ...part, words: words as unknown as readonly number[] };
    });
  if (request.act === "call") {
    const { name, parts } = request.call;
    return [{ ...request, call: { name, parts: moved(parts) } }, buffers];
  }
  return "parts" in request ? [{ ...request, parts: moved(request.parts) }, buffers] : [request, buffers];
}

/**
 * The functions of the package in a thread of their own, so that a large document never blocks the page. Inputs are read
 * here, at once, whatever they are; checks run there, one after another.
 *
 * @example
 * ```ts
 * import { startWorker } from "scale-batch/worker";
 *
 * const worker = startWorker();
 * const { errors } = await worker.validateBatch({ recipe_type_id: 208, definition: { datset: 5 } });
 * errors[0]?.description; // There is no field "datset". Did you mean "dataset"?
 * worker.end();
 * ```
 */
export interface BatchWorker extends WorkerFunctions {
  /**
   * Reads a context in the worker, which holds it for the validator.
   *
   * @throws ScaleBatchError - Rejects with one if it is not a context at all, with the problems in `errors`.
   *
   * @example
   * ```ts
   * const validator = await worker.validator({ recipe_type, dataset });
   * const { errors } = await validator.waiting({ kind: "typing" }).validate(request);
   * validator.free();
   * ```
   */
  readonly validator: (
    context?: DocumentOrText<BatchContext>,
    options?: CallOptions,
  ) => Promise<WorkerValidator>;
  /**
   * The same worker, whose calls wait in this way.
   *
   * @example
   * ```ts
   * const typing = worker.waiting({ kind: "typing" });
   * typing.validateBatch(first); // rejects with an AbortError if it still waits when
   * typing.validateBatch(second); // this is called
   * ```
   */
  readonly waiting: (options: WaitOptions) => BatchWorker;
  /**
   * Ends the thread: calls that are not finished reject, and its validators cannot be used any more. The next call starts a
   * new one.
   */
  readonly end: () => void;
}

/** A `BatchValidator` whose context is held in a worker. */
export interface WorkerValidator extends ValidatorMethods {
  /** The same validator, whose calls wait in this way. */
  readonly waiting: (options: WaitOptions) => WorkerValidator;
  /** Releases the memory; the validator cannot be used any more. */
  readonly free: () => void;
}

/** The options of a worker, without those of a platform. */
export interface WorkerOptions {
  /** The WebAssembly module: its address, its bytes, or compiled; by default the one in this package. */
  source?: string | WasmCode;
}

/** What a queue does for every worker and validator of it. */
interface Shared {
  readonly queue: Queue;
  /** The number of the next context. */
  next: number;
}

/** Starts a worker on a platform. */
export function workerOf(start: Start, { source }: WorkerOptions): BatchWorker {
  return worker({ queue: new Queue(start, source), next: 0 }, {});
}

/** Nothing in it throws: what an input does is told by the promise. */
function worker(shared: Shared, wait: WaitOptions): BatchWorker {
  const call =
    (act: (...inputs: unknown[]) => unknown) =>
    async (...inputs: unknown[]): Promise<unknown> => {
      const made = recorded(() => act(...inputs));
      return shared.queue.ask({ act: "call", call: made, held: undefined }, wait);
    };
  const functions = Object.entries(FUNCTIONS).map(([name, act]) => [
    name,
    call(act as (...inputs: unknown[]) => unknown),
  ]);
  return {
    ...(Object.fromEntries(functions) as WorkerFunctions),
    validator: async (context = {}, options = {}) => {
      const held = shared.next++;
      const defaults = merged(options);
      const parts = typed("holdContext", () => contextOnTape(context, defaults));
      try {
        await shared.queue.ask({ act: "hold", parts, held }, wait);
      } catch (error) {
        shared.queue.tell({ act: "release", held }); // An aborted one may be read nevertheless.
        throw error;
      }
      return validator(shared, wait, held, defaults);
    },
    waiting: (options) => worker(shared, { ...wait, ...options }),
    end: () => shared.queue.end(new ScaleBatchError("The worker was ended.")),
  };
}

/** What stands for the context of a validator here: it makes requests instead of calls. */
class Absent {
  request: Request | undefined;

  constructor(
    readonly held: number,
    readonly defaults: object,
  ) {}

  call(name: string, inputs: object, options: Inputs): void {
    const parts = typed(name, () => withContext(inputs, options, this.defaults));
    this.request = { act: "call", call: { name, parts }, held: this.held };
  }

  callFull(name: string, inputs: object, options: Inputs): void {
    this.call(name, inputs, options);
  }

  update(context: unknown, options: Inputs): void {
    const parts = typed("updateContext", () => contextOnTape(context, withDefaults(options, this.defaults)));
    this.request = { act: "update", parts, held: this.held };
  }
}

function validator(shared: Shared, wait: WaitOptions, held: number, defaults: object): WorkerValidator {
  const call =
    (method: (typeof METHODS)[number]) =>
    async (...inputs: unknown[]): Promise<unknown> => {
      const absent = new Absent(held, defaults);
      const here = Object.create(BatchValidator.prototype) as BatchValidator;
      define(here, CONTEXT, { value: () => absent });
      (here[method] as (...inputs: unknown[]) => unknown)(...inputs);
      return shared.queue.ask(absent.request as Request, wait);
    };
  const methods = METHODS.map((method) => [method, call(method)]);
  return {
    ...(Object.fromEntries(methods) as ValidatorMethods),
    waiting: (options) => validator(shared, { ...wait, ...options }, held, defaults),
    free: () => shared.queue.tell({ act: "release", held }),
  };
}
