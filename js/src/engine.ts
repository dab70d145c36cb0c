/**
 * The WebAssembly modules behind all functions: strings in, strings out.
 *
 * The loader that wasm-bindgen generates keeps one instance for ever. After a trap (such as running out of memory) the
 * next call needs a new one, so the five lines of the calling convention that this package uses are written here.
 */
import type { Problem } from "./generated/documents.js";
import type { FunctionInputs } from "./generated/inputs.js";
import { decoderOf, encoderOf } from "./coders.js";
import { LACKING, NEEDED } from "./lacking.js";
import { Results } from "./result.js";
import { tagOf } from "./objects.js";
import { onTape, type Inputs, type Part } from "./tape.js";

/**
 * Thrown if the WebAssembly module fails or is not loaded, and for a context that is none; never for an invalid document.
 *
 * @example
 * ```ts
 * try {
 *   new BatchValidator("no context");
 * } catch (error) {
 *   error instanceof ScaleBatchError; // true
 * }
 * ```
 */
export class ScaleBatchError extends Error {
  /** Distinguishes it from other errors. */
  override readonly name = "ScaleBatchError";
  /** What is wrong with the context that a validator was given; empty for every other error. */
  readonly errors: readonly Problem[];

  constructor(message: string, options?: { cause?: unknown }, errors: readonly Problem[] = []) {
    super(message, options);
    this.errors = errors;
  }
}

/** The instances of a class by its name; `never` if the user's types lack that class, as Node.js types do. */
type Instance<Scope, Name extends string> =
  Scope extends Record<Name, { prototype: infer Instance }> ? Instance : never;

/** The instances of a class of the platform. */
type Platform<Name extends string> = Instance<typeof globalThis, Name>;

/** The instances of a class of `WebAssembly`. */
type Wasm<Name extends string> =
  typeof globalThis extends Record<"WebAssembly", infer Scope> ? Instance<Scope, Name> : never;

/** A compiled `WebAssembly.Module`. */
export type WasmModule = Wasm<"Module">;

/** The WebAssembly module: its bytes, or compiled. */
export type WasmCode = ArrayBuffer | ArrayBufferView | WasmModule;

/** The source of the WebAssembly module: its address (a string, URL or Request), a Response, its bytes, or compiled. */
export type WasmSource = string | Platform<"URL"> | Platform<"Request"> | Platform<"Response"> | WasmCode;

/** The exports of wasm-bindgen for functions from strings to a string, and from words and strings to an address. */
interface Exports {
  readonly memory: Wasm<"Memory">;
  readonly call: (...texts: [number, number, number, number, number, number]) => [number, number];
  readonly call_on_tape: (...inputs: [number, number, number, number, number, number]) => number;
  readonly __wbindgen_externrefs: Wasm<"Table">;
  readonly __wbindgen_malloc: (size: number, alignment: number) => number;
  readonly __wbindgen_realloc: (pointer: number, old: number, size: number, alignment: number) => number;
  readonly __wbindgen_free: (pointer: number, size: number, alignment: number) => void;
  readonly __wbindgen_start: () => void;
}

/** The kind of each export. */
const EXPORTS: { readonly [Name in keyof Exports]: WebAssembly.ImportExportKind } = {
  memory: "memory",
  call: "function",
  call_on_tape: "function",
  __wbindgen_externrefs: "table",
  __wbindgen_malloc: "function",
  __wbindgen_realloc: "function",
  __wbindgen_free: "function",
  __wbindgen_start: "function",
};

/** The name of the only import. */
const IMPORT = "__wbindgen_init_externref_table";

/** An instance of a module. */
interface Running {
  readonly exports: Exports;
  readonly results: Results;
}

/** A module of the package: the one with every function, or the one with those of a form. Each has its own memory. */
export interface Engine {
  /** The entry of the package that loads it. */
  readonly entry: string;
  /** What the import is said to come from, which tells one module from the other. */
  readonly importsFrom: string;
  compiled: WasmModule | undefined;
  running: Running | undefined;
  /** The next instance, where none can be made while a page waits. */
  spare: (() => Running | undefined) | undefined;
  /** The contexts that the instance holds. */
  readonly held: HeldContexts;
  /** The first loading of the module of the package, or a later one from elsewhere. */
  loading: Promise<void> | undefined;
}

/** The start of every WebAssembly module: a NUL and `asm`. */
const WASM_MAGIC = 0x0061736d;

/** Initialises the functions from bytes or a compiled module. If that fails, an earlier module remains. */
export function start(engine: Engine, source: WasmCode): void {
  try {
    if (typeof WebAssembly === "undefined") throw new ScaleBatchError(LACKING);
    const module = isModule(source) ? source : new WebAssembly.Module(source);
    check(engine, module);
    replace(engine, module, instantiate(engine, module));
  } catch (error) {
    throw unloadable(error);
  }
}

/** Initialises the functions from any source. If that fails, an earlier module remains. */
export async function load(
  engine: Engine,
  source: WasmSource | Promise<WasmSource> | (() => WasmSource),
): Promise<void> {
  try {
    if (typeof WebAssembly === "undefined") throw new ScaleBatchError(LACKING);
    let from = (await (typeof source === "function" ? source() : source)) as unknown;
    if (from === undefined) {
      throw new ScaleBatchError("init needs the WebAssembly module here: pass its address or its bytes.");
    }
    if (typeof from === "string" || tagOf(from) === "URL" || tagOf(from) === "Request") {
      from = await fetch(from as string | URL | Request);
    }
    if (tagOf(from) === "Response") from = await compileResponse(engine, from as Response);
    const module = isModule(from) ? from : await WebAssembly.compile(from as unknown as BufferSource);
    check(engine, module);
    try {
      replace(engine, module, instantiate(engine, module));
    } catch {
      // Chrome up to 114 makes instances of large modules on the main thread only asynchronously.
      const running = await instantiateLater(engine, module);
      replace(engine, module, running, await sparesOf(engine, module));
    }
  } catch (error) {
    throw unloadable(error);
  }
}

/** Loads the module of the package once; another source replaces it. */
export function loadOnce(
  engine: Engine,
  own: () => URL,
  source: WasmSource | Promise<WasmSource> | undefined,
): Promise<void> {
  if (source === undefined && engine.loading !== undefined) return engine.loading;
  const started = load(engine, source ?? own);
  engine.loading = started;
  started.catch(() => {
    // An earlier module remains.
    if (engine.loading === started) engine.loading = isLoaded(engine) ? Promise.resolve() : undefined;
  });
  return started;
}

function isLoaded(engine: Engine): boolean {
  return engine.compiled !== undefined;
}

/** Whether {@link start} or {@link load} has finished for a module. */
export function isReady(): boolean {
  return isLoaded(forms) || isLoaded(full);
}

/** The module for a function that both have: the smaller one, if it is loaded. */
export function either(): Engine {
  return isLoaded(forms) ? forms : full;
}

/** Whether it is a compiled module, of this or another window, worker or context. */
function isModule(source: unknown): source is WebAssembly.Module {
  return tagOf(source) === "WebAssembly.Module";
}

/** Throws if it is not that module of this package. */
function check(engine: Engine, module: WebAssembly.Module): void {
  const kinds = new Map(WebAssembly.Module.exports(module).map(({ name, kind }) => [name, kind]));
  const imports = WebAssembly.Module.imports(module);
  const isRight =
    Object.entries(EXPORTS).every(([name, kind]) => kinds.get(name) === kind) &&
    imports.every((given) => given.module === engine.importsFrom && given.name === IMPORT);
  if (!isRight) throw new ScaleBatchError(`This WebAssembly module is not the one of ${engine.entry}.`);
}

function unloadable(cause: unknown): ScaleBatchError {
  if (cause instanceof ScaleBatchError) return cause;
  const isRefused = /^(Compile|Eval|Link|Reference)Error$/.test(`${(cause as Error | null)?.name}`);
  const need = isRefused ? ` ${NEEDED}` : "";
  return new ScaleBatchError(`The WebAssembly module of scale-batch could not be loaded.${need}`, { cause });
}

async function compileResponse(
  engine: Engine,
  response: Response,
): Promise<WebAssembly.Module | ArrayBuffer> {
  const remedy = `If a bundler left it out, import ${engine.entry}/slim and pass its address, as README.md shows.`;
  if (!response.ok) {
    throw new ScaleBatchError(
      `The WebAssembly module of scale-batch could not be loaded: ${response.status} for ${response.url}. ${remedy}`,
    );
  }
  // Streaming compilation needs exactly this content type, without a charset; otherwise the loaded bytes are compiled.
  const type = response.headers.get("Content-Type") ?? "";
  if (type === "application/wasm") return WebAssembly.compileStreaming(response);
  const bytes = await response.arrayBuffer();
  // Application servers return their main page for unknown paths.
  if (bytes.byteLength < 4 || new DataView(bytes).getUint32(0) !== WASM_MAGIC) {
    throw new ScaleBatchError(
      `Expected a WebAssembly module at ${response.url}, but found ${type}. ${remedy}`,
    );
  }
  return bytes;
}

/** What an instance imports, and how one that has it begins. */
function linkOf(engine: Engine): {
  imports: WebAssembly.Imports;
  begin: (instance: WebAssembly.Instance) => Running;
} {
  let exports: Exports;
  const fillTable = (): void => {
    const table = exports.__wbindgen_externrefs;
    table.set(0, undefined);
    [undefined, null, true, false].forEach((value, index) => table.set(table.length - 4 + index, value));
  };
  const begin = (instance: WebAssembly.Instance): Running => {
    encoderOf();
    decoderOf();
    exports = instance.exports as unknown as Exports;
    exports.__wbindgen_start();
    return { exports, results: new Results(exports.memory) };
  };
  return { imports: { [engine.importsFrom]: { [IMPORT]: fillTable } }, begin };
}

function instantiate(engine: Engine, module: WebAssembly.Module): Running {
  const { imports, begin } = linkOf(engine);
  return begin(new WebAssembly.Instance(module, imports));
}

async function instantiateLater(engine: Engine, module: WebAssembly.Module): Promise<Running> {
  const { imports, begin } = linkOf(engine);
  return begin(await WebAssembly.instantiate(module, imports));
}

/** Instances that are made in advance: each call takes one, and begins to make the next. */
async function sparesOf(engine: Engine, module: WebAssembly.Module): Promise<() => Running | undefined> {
  let spare: Running | undefined = await instantiateLater(engine, module);
  return () => {
    const taken = spare;
    spare = undefined;
    instantiateLater(engine, module).then(
      (next) => (spare = next),
      () => undefined, // The next call tries it again.
    );
    return taken;
  };
}

/** From now on the functions run in this instance, and after it in others of the module. */
function replace(
  engine: Engine,
  module: WebAssembly.Module,
  running: Running,
  spare?: () => Running | undefined,
): void {
  stop(engine);
  engine.compiled = module;
  engine.running = running;
  engine.spare = spare;
}

function instance(engine: Engine): Running {
  if (engine.running !== undefined) return engine.running;
  if (engine.compiled === undefined) {
    throw new ScaleBatchError(`${engine.entry} is not ready: call \`await init()\` first.`);
  }
  try {
    engine.running = engine.spare?.() ?? instantiate(engine, engine.compiled);
  } catch (cause) {
    throw new ScaleBatchError(
      "There is no memory for the WebAssembly module of scale-batch: give the process more.",
      { cause },
    );
  }
  return engine.running;
}

/** Ends the instance: the next call has a new one, which holds nothing. */
function stop(engine: Engine): void {
  engine.running = undefined;
  engine.held.clear();
}

/** A context that an instance holds: its number in the module, and the length of the text that it was read from. */
export interface Held {
  readonly engine: Engine;
  readonly number: number;
  length: number;
}

/** Contexts in the order in which they were used last. */
class HeldContexts {
  readonly #contexts = new Set<Held>();
  /** The sum of their lengths. */
  length = 0;

  /** Adds one as the one that was used last. */
  add(context: Held): void {
    this.#contexts.add(context);
    this.length += context.length;
  }

  /** Whether it was among them. */
  delete(context: Held): boolean {
    const isHeld = this.#contexts.delete(context);
    if (isHeld) this.length -= context.length;
    return isHeld;
  }

  /** The one that was not used for longest. */
  get oldest(): Held | undefined {
    return this.#contexts.values().next().value;
  }

  clear(): void {
    this.#contexts.clear();
    this.length = 0;
  }
}

function engineOf(entry: string, importsFrom: string): Engine {
  return {
    entry,
    importsFrom,
    compiled: undefined,
    running: undefined,
    spare: undefined,
    held: new HeldContexts(),
    loading: undefined,
  };
}

/** Everything. */
export const full: Engine = /* @__PURE__ */ engineOf("scale-batch", "./scale_batch_bg.js");
/** What a form needs. */
export const forms: Engine = /* @__PURE__ */ engineOf("scale-batch/forms", "./scale_batch_forms_bg.js");

/** The memory in bytes below which an instance is kept, whatever of it is in use. */
const LITTLE_MEMORY = 2 ** 26;
/** More bytes of memory than a context needs for each unit of its text, its reading included. */
const MEMORY_OF_A_UNIT = 16;

/**
 * Does something with a module; once more with a new instance if one that was in use before failed, as its memory may
 * have been full. The memory of an instance never shrinks: after a large document it is ended, unless what it holds
 * explains the memory.
 */
export function withModule<Result>(engine: Engine, act: () => Result): Result {
  const isNew = engine.running === undefined;
  const running = instance(engine);
  let result: Result;
  try {
    result = act();
  } catch (error) {
    if (isNew || engine.running === running) throw error;
    result = act();
  }
  const memory = engine.running?.exports.memory.buffer.byteLength ?? 0;
  if (memory > LITTLE_MEMORY && memory > engine.held.length * MEMORY_OF_A_UNIT) stop(engine);
  return result;
}

/** Copies a string into the module, which takes ownership of it. */
function pass(exports: Exports, text: string): [pointer: number, length: number] {
  if (text.length > 100_000) {
    const bytes = encoderOf().encode(text);
    const pointer = exports.__wbindgen_malloc(bytes.length, 1) >>> 0;
    new Uint8Array(exports.memory.buffer, pointer, bytes.length).set(bytes);
    return [pointer, bytes.length];
  }
  if (text === "") return [1, 0]; // Nothing to allocate.
  const most = text.length * 3;
  const pointer = exports.__wbindgen_malloc(most, 1) >>> 0;
  const { written } = encoderOf().encodeInto(text, new Uint8Array(exports.memory.buffer, pointer, most));
  return [exports.__wbindgen_realloc(pointer, most, written, 1) >>> 0, written];
}

/** Copies the words of a tape into the module, which takes ownership of them. */
function passWords(exports: Exports, parts: readonly Part[]): [pointer: number, length: number] {
  const length = parts.reduce((sum, { words }) => sum + 3 + words.length, 0);
  if (length === 0) return [4, 0]; // Nothing to allocate.
  const pointer = exports.__wbindgen_malloc(length * 4, 4) >>> 0;
  const tape = new Uint32Array(exports.memory.buffer, pointer, length);
  let at = 0;
  for (const { name, words, text, longerThan } of parts) {
    tape[at++] = name.length;
    tape[at++] = words.length;
    tape[at++] = longerThan ?? text.length;
    tape.set(words, at);
    at += words.length;
  }
  return [pointer, length];
}

/** Does something with the instance that runs, for a function. */
function answer<Result>(engine: Engine, name: string, act: (running: Running) => Result): Result {
  const running = instance(engine);
  try {
    return act(running);
  } catch (cause) {
    stop(engine); // A module that trapped cannot be used any more, nor one whose shapes are not all known.
    throw new ScaleBatchError(
      `The WebAssembly module of scale-batch failed in ${name}. If its memory is full: pass smaller documents.`,
      { cause },
    );
  }
}

/** Calls a function of the instance that runs, with inputs on a tape, and returns its result. */
export function run(engine: Engine, name: string, parts: readonly Part[]): unknown {
  return answer(engine, name, ({ exports, results }) => {
    const text = parts.map((part) => part.name + part.text).join("");
    const inputs = [...passWords(exports, parts), ...pass(exports, text)] as const;
    return results.read(exports.call_on_tape(...pass(exports, name), ...inputs));
  });
}

/** Calls a function of the full module with a JSON string, and returns its JSON string. */
export function callText(name: string, input: string): string {
  const act = ({ exports }: Running): string => {
    const texts = [...pass(exports, input), ...pass(exports, "")] as const;
    const [pointer, length] = exports.call(...pass(exports, name), ...texts);
    const result = decoderOf().decode(new Uint8Array(exports.memory.buffer, pointer >>> 0, length));
    exports.__wbindgen_free(pointer, length, 1);
    return result;
  };
  return withModule(full, () => answer(full, name, act));
}

/** Calls a function that both modules have. */
export function call<Name extends keyof FunctionInputs, Result>(
  name: Name,
  inputs: FunctionInputs[Name],
  options?: Inputs,
): Result {
  return callIn(either(), name, inputs, options);
}

/** Calls a function that only the full module has. */
export function callFull<Name extends keyof FunctionInputs, Result>(
  name: Name,
  inputs: FunctionInputs[Name],
  options?: Inputs,
): Result {
  return callIn(full, name, inputs, options);
}

/** Calls a function of a module with inputs, and with options beside them. */
export function callIn<Name extends keyof FunctionInputs, Result>(
  engine: Engine,
  name: Name,
  inputs: FunctionInputs[Name],
  options: Inputs,
): Result {
  const record = recorder;
  recorder = undefined; // Calls that the inputs make, such as those of a getter, are made here.
  return typed(name, () => {
    const all = onTape(inputs, options);
    if (record !== undefined) {
      record({ name, parts: all });
      return undefined as Result;
    }
    return withModule(engine, () => run(engine, name, all)) as Result;
  });
}

/** A call of a function of the module: its name, and its inputs on a tape. */
export interface Call {
  readonly name: string;
  readonly parts: readonly Part[];
}

/** What takes the next call instead of a module. */
let recorder: ((call: Call) => void) | undefined;

/** The call that a function of the package makes, which is not made here. */
export function recorded(act: () => unknown): Call {
  const calls: Call[] = [];
  recorder = (call) => calls.push(call);
  try {
    act();
  } finally {
    recorder = undefined;
  }
  // Every function that a worker offers makes one call.
  return calls[0] as Call;
}

/** Does something for a function; every error of the engine, such as a string that is too long, is told as one of ours. */
export function typed<Result>(name: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof ScaleBatchError) throw cause;
    throw new ScaleBatchError(`The inputs or the result of ${name} need more memory than there is.`, {
      cause,
    });
  }
}
