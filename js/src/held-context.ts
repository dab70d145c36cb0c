/** Contexts that the module holds while there is room, and reads again when they are needed after that. */
import { envelope, held, run, ScaleBatchError, typed, withModule, type Held, type Inputs } from "./engine.js";
import type { Problem } from "./generated/documents.js";
import type { FunctionInputs } from "./generated/inputs.js";
import { merged, withDefaults, type Serialized } from "./serialize.js";

/**
 * The length of the texts of all contexts that are held, at most. The garbage collector tells only between tasks which
 * of them nobody can use any more, and a loop may make new ones without end.
 */
const MOST_HELD = 2 ** 27;
/** What a context needs beside its text. */
const LEAST_LENGTH = 1_000;

/** Releases contexts that were garbage-collected. */
const registry = new FinalizationRegistry<Held>(release);

function release(context: Held): void {
  if (!held.delete(context)) return; // Its instance has ended, and everything that it held with it.
  try {
    withModule(() => releaseNow(context));
  } catch {
    // The instance failed and has ended.
  }
}

function releaseNow({ number }: Held): void {
  run("releaseContext", { text: `{"held":${number}}`, foreign: "" });
}

/** Releases contexts that were not used for long until there is room for one of that length. */
function makeRoom(length: number): void {
  while (held.length + length > MOST_HELD) {
    const { oldest } = held;
    if (oldest === undefined) return;
    held.delete(oldest);
    releaseNow(oldest);
  }
}

/** A context, or an update of one: a text, so that it can be read again as it was. */
class Layer {
  readonly inputs: Serialized;
  #parts: ReadonlySet<string> | undefined;

  constructor(context: unknown, options: object) {
    this.inputs = envelope({ context }, options);
  }

  /** The names of its parts. Only for a context that the module has read. */
  get parts(): ReadonlySet<string> {
    if (this.#parts === undefined) {
      const { context } = JSON.parse(this.inputs.text) as { context?: unknown };
      const parts: unknown =
        typeof context === "string" ? JSON.parse(context.replace(/^\uFEFF/, "")) : context;
      this.#parts = new Set(Object.keys(parts ?? {}));
    }
    return this.#parts;
  }
}

/**
 * The property in which a validator has its context. Copies of the package, such as its ES and its CommonJS modules, know
 * each other's validators by it. A function, because frameworks wrap objects in proxies.
 */
export const CONTEXT = Symbol.for("scale-batch.context");

/** Whether it has the context of a validator, of any copy of the package. Never throws. */
export function hasContext(value: unknown): boolean {
  try {
    return typeof (value as { [CONTEXT]?: unknown } | null | undefined)?.[CONTEXT] === "function";
  } catch {
    return false;
  }
}

/** The context of a validator. */
export class HeldContext {
  /** The context, and its updates that have a part which no later one has. */
  #layers: Layer[];
  #held: Held | undefined;
  #isReleased = false;
  /** The options of every call that has no others. */
  readonly #options: object;

  /** Throws if it is no context at all. */
  constructor(context: unknown, options: object) {
    this.#options = merged(options);
    this.#layers = typed("holdContext", () => [new Layer(context, this.#options)]);
    this.#with((number) => number);
  }

  /** Calls a function of the module with the context. */
  call<Name extends keyof FunctionInputs, Result>(
    name: Name,
    inputs: Omit<FunctionInputs[Name], "held">,
    options: Inputs,
  ): Result {
    return typed(name, () => {
      // An option of that name is no input.
      const all = envelope({ ...inputs, held: undefined }, withDefaults(options, this.#options));
      return JSON.parse(this.#with((number) => run(name, withHeld(all, number)))) as Result;
    });
  }

  /** Replaces the parts that the update has, if there is nothing wrong with them. */
  update(context: unknown, options: Inputs): Problem[] {
    return typed("updateContext", () => {
      const layer = new Layer(context, withDefaults(options, this.#options));
      const result = this.#with((number) => run("updateContext", withHeld(layer.inputs, number)));
      const { errors } = JSON.parse(result) as { errors: Problem[] };
      if (errors.length === 0) {
        this.#layers = this.#layers.filter(({ parts }) => [...parts].some((part) => !layer.parts.has(part)));
        this.#layers.push(layer);
        if (this.#held !== undefined && held.delete(this.#held)) {
          this.#held.length = this.#length;
          held.add(this.#held);
        }
      }
      return errors;
    });
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#layers = [];
    registry.unregister(this);
    if (this.#held !== undefined) release(this.#held);
  }

  get #length(): number {
    return this.#layers.reduce((sum, { inputs }) => sum + inputs.text.length, LEAST_LENGTH);
  }

  #with<Result>(act: (number: number) => Result): Result {
    if (this.#isReleased) throw new ScaleBatchError("This BatchValidator was freed.");
    return withModule(() => act(this.#hold()));
  }

  /** The number of the context in the module, which reads it if it does not hold it. */
  #hold(): number {
    if (this.#held !== undefined && held.delete(this.#held)) {
      held.add(this.#held); // The one that was used last.
      return this.#held.number;
    }
    const length = this.#length;
    makeRoom(length);
    const [context, ...updates] = this.#layers as [Layer, ...Layer[]];
    const result = JSON.parse(run("holdContext", context.inputs)) as { held?: number; errors: Problem[] };
    if (!Object.hasOwn(result, "held") || result.held === undefined) {
      const said = result.errors[0]?.description ?? "";
      throw new ScaleBatchError(`The context cannot be read: ${said}`, undefined, result.errors);
    }
    const number = result.held;
    for (const update of updates) run("updateContext", withHeld(update.inputs, number));
    registry.unregister(this);
    this.#held = { number, length };
    held.add(this.#held);
    registry.register(this, this.#held, this);
    return number;
  }
}

/** The inputs, and the context that is held. */
function withHeld({ text, foreign }: Serialized, number: number): Serialized {
  const separator = text === "{}" ? "" : ",";
  return { text: `{"held":${number}${separator}${text.slice(1)}`, foreign };
}
