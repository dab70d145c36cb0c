/** Contexts that a module holds while there is room, and reads again when they are needed after that. */
import {
  either,
  full,
  run,
  ScaleBatchError,
  typed,
  withModule,
  type Call,
  type Engine,
  type Held,
} from "./engine.js";
import type { Problem } from "./generated/documents.js";
import type { FunctionInputs } from "./generated/inputs.js";
import { hasOwn, withDefaults } from "./objects.js";
import { fieldsOn, integerPart, onTape, type Inputs, type Part } from "./tape.js";

/**
 * The length of the texts of all contexts that a module holds, at most. The garbage collector tells only between tasks which
 * of them nobody can use any more, and a loop may make new ones without end.
 */
const MOST_HELD = 2 ** 27;
/** What a context needs beside its text. */
const LEAST_LENGTH = 1_000;

let registry: FinalizationRegistry<Held> | undefined;

/** Releases contexts that were garbage-collected. Where it is missing, they are released for lack of room. */
function registryOf(): FinalizationRegistry<Held> | undefined {
  if (typeof FinalizationRegistry !== "undefined") registry ??= new FinalizationRegistry(release);
  return registry;
}

function release(context: Held): void {
  const { engine } = context;
  if (!engine.held.delete(context)) return; // Its instance has ended, and everything that it held with it.
  try {
    withModule(engine, () => releaseNow(context));
  } catch {
    // The instance failed and has ended.
  }
}

function releaseNow({ engine, number }: Held): void {
  run(engine, "releaseContext", [integerPart("held", number)]);
}

/** Releases contexts that were not used for long until there is room for one of that length. */
function makeRoom({ held }: Engine, length: number): void {
  while (held.length + length > MOST_HELD) {
    const { oldest } = held;
    if (oldest === undefined) return;
    held.delete(oldest);
    releaseNow(oldest);
  }
}

/** A context, or an update of one: on a tape, so that it can be read again as it was. */
class Layer {
  #parts: ReadonlySet<string> | undefined;

  constructor(readonly inputs: readonly Part[]) {}

  /** The names of its parts. Only for a context that the module has read. */
  get parts(): ReadonlySet<string> {
    const context = this.inputs.find(({ name }) => name === "context");
    return (this.#parts ??= new Set(context === undefined ? [] : fieldsOn(context).keys()));
  }

  /** About how many bytes it takes. */
  get length(): number {
    return this.inputs.reduce((sum, { words, text }) => sum + words.length * 4 + text.length, 0);
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
export function contextOf(validator: object): HeldContext {
  return (validator as { [CONTEXT]: () => HeldContext })[CONTEXT]();
}

/** A context and its options on a tape. May throw an error of the platform. */
export function contextOnTape(context: unknown, options: object): Part[] {
  return onTape({ context }, options);
}

/** The inputs of a function that gets a held context too, on a tape. May throw an error of the platform. */
export function withContext(inputs: object, options: Inputs, defaults: object): Part[] {
  // An option of that name is no input.
  return onTape({ ...inputs, held: undefined }, withDefaults(options, defaults));
}

/** The context of a validator: its source, which each module reads when it first needs it. */
export class HeldContext {
  /** The context, and its updates that have a part which no later one has. */
  #layers: Layer[];
  /** What each module holds of it, or held until its instance ended. */
  readonly #held = new Map<Engine, Held>();
  #isReleased = false;
  /** The options of every call that has no others. */
  readonly #options: object;

  /**
   * Throws if it is no context at all.
   *
   * @param inputs - The context and its options on a tape.
   */
  constructor(inputs: readonly Part[], options: object) {
    this.#options = options;
    this.#layers = [new Layer(inputs)];
    this.#with(either(), (number) => number);
  }

  /** Calls a function that both modules have. */
  call<Name extends keyof FunctionInputs, Result>(
    name: Name,
    inputs: Omit<FunctionInputs[Name], "held">,
    options: Inputs,
  ): Result {
    return this.callIn(either(), name, inputs, options);
  }

  /** Calls a function that only the full module has, or whose result there is larger. */
  callFull<Name extends keyof FunctionInputs, Result>(
    name: Name,
    inputs: Omit<FunctionInputs[Name], "held">,
    options: Inputs,
  ): Result {
    return this.callIn(full, name, inputs, options);
  }

  /** Calls a function of a module with the context. */
  callIn<Name extends keyof FunctionInputs, Result>(
    engine: Engine,
    name: Name,
    inputs: Omit<FunctionInputs[Name], "held">,
    options: Inputs,
  ): Result {
    return typed(name, () => {
      const parts = withContext(inputs, options, this.#options);
      return this.callOnTape(engine, { name, parts }) as Result;
    });
  }

  /** The same with the inputs on a tape. */
  callOnTape(engine: Engine, { name, parts }: Call): unknown {
    return this.#with(engine, (held) => run(engine, name, [...parts, integerPart("held", held)]));
  }

  /** Replaces the parts that the update has, if there is nothing wrong with them. */
  update(context: unknown, options: Inputs): Problem[] {
    const inputs = typed("updateContext", () => contextOnTape(context, withDefaults(options, this.#options)));
    return this.updateOnTape(inputs);
  }

  /** The same with the context and its options on a tape. */
  updateOnTape(inputs: readonly Part[]): Problem[] {
    return typed("updateContext", () => {
      const layer = new Layer(inputs);
      const engine = either();
      const result = this.#with(engine, (number) =>
        run(engine, "updateContext", [...layer.inputs, integerPart("held", number)]),
      );
      const { errors } = result as { errors: Problem[] };
      if (errors.length === 0) {
        this.#layers = this.#layers.filter(({ parts }) => [...parts].some((part) => !layer.parts.has(part)));
        this.#layers.push(layer);
        for (const held of this.#held.values()) {
          if (held.engine !== engine)
            this.#release(held); // It has what was replaced.
          else if (engine.held.delete(held)) {
            held.length = this.#length;
            engine.held.add(held);
          }
        }
      }
      return errors;
    });
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#layers = [];
    for (const held of this.#held.values()) this.#release(held);
  }

  #release(held: Held): void {
    this.#held.delete(held.engine);
    registryOf()?.unregister(held);
    release(held);
  }

  get #length(): number {
    return this.#layers.reduce((sum, layer) => sum + layer.length, LEAST_LENGTH);
  }

  #with<Result>(engine: Engine, act: (number: number) => Result): Result {
    if (this.#isReleased) throw new ScaleBatchError("This BatchValidator was freed.");
    return withModule(engine, () => act(this.#hold(engine)));
  }

  /** The number of the context in the module, which reads it if it does not hold it. */
  #hold(engine: Engine): number {
    const earlier = this.#held.get(engine);
    if (earlier !== undefined && engine.held.delete(earlier)) {
      engine.held.add(earlier); // The one that was used last.
      return earlier.number;
    }
    const length = this.#length;
    makeRoom(engine, length);
    const [context, ...updates] = this.#layers as [Layer, ...Layer[]];
    const result = run(engine, "holdContext", context.inputs) as {
      held?: number;
      errors: Problem[];
    };
    if (!hasOwn(result, "held") || result.held === undefined) {
      const said = result.errors[0]?.description ?? "";
      throw new ScaleBatchError(`The context cannot be read: ${said}`, undefined, result.errors);
    }
    const number = result.held;
    for (const { inputs } of updates) {
      run(engine, "updateContext", [...inputs, integerPart("held", number)]);
    }
    if (earlier !== undefined) registryOf()?.unregister(earlier);
    const held: Held = { engine, number, length };
    this.#held.set(engine, held);
    engine.held.add(held);
    registryOf()?.register(this, held, held);
    return number;
  }
}
