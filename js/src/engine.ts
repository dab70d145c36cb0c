/**
 * The WebAssembly module behind all functions: texts in, texts out.
 *
 * The loader that wasm-bindgen writes holds one instance for ever. After a trap (out of memory, say) the next call
 * needs a new one, so the five lines of its calling convention that this package uses are written here.
 */
import { fieldsOf, serialize, wellFormed } from "./serialize.js";

/**
 * What the package throws when the WebAssembly module fails or is not there: never for a bad document.
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
  /** Tells it from other errors. */
  override readonly name = "ScaleBatchError";
}

/** The objects of a class by its name; `never` where the user's types know no such class, as those of Node.js alone. */
type Instance<Scope, Name extends string> =
  Scope extends Record<Name, { prototype: infer Instance }> ? Instance : never;

/** The objects of a class of the platform. */
type Platform<Name extends string> = Instance<typeof globalThis, Name>;

/** A compiled `WebAssembly.Module`. */
export type WasmModule =
  typeof globalThis extends Record<"WebAssembly", infer Scope> ? Instance<Scope, "Module"> : never;

/** The WebAssembly module at hand: its bytes, or compiled. */
export type WasmCode = ArrayBuffer | ArrayBufferView | WasmModule;

/** Where the WebAssembly module comes from: its address (a text, URL or Request), a Response, its bytes, or compiled. */
export type WasmSource = string | Platform<"URL"> | Platform<"Request"> | Platform<"Response"> | WasmCode;

/** What wasm-bindgen exports for a function from texts to a text. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly call: (...texts: [number, number, number, number, number, number]) => [number, number];
  readonly __wbindgen_externrefs: WebAssembly.Table;
  readonly __wbindgen_malloc: (size: number, alignment: number) => number;
  readonly __wbindgen_realloc: (pointer: number, old: number, size: number, alignment: number) => number;
  readonly __wbindgen_free: (pointer: number, size: number, alignment: number) => void;
  readonly __wbindgen_start: () => void;
}

let compiled: WebAssembly.Module | undefined;
let running: Exports | undefined;
let instances = 0;

/** What every WebAssembly module begins with: a NUL and `asm`. */
const WASM_MAGIC = 0x0061736d;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Makes the functions ready, from bytes or a compiled module. */
export function start(source: WasmCode): void {
  compiled = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source as BufferSource);
  running = undefined;
}

/** Makes the functions ready, from anywhere. */
export async function load(source: WasmSource | Promise<WasmSource>): Promise<void> {
  let from = await source;
  if (typeof from === "string" || from instanceof URL || isA("Request", from)) {
    from = await fetch(from as string | URL | Request);
  }
  if (isA("Response", from)) from = await compileResponse(from as Response);
  const module = from instanceof WebAssembly.Module ? from : await WebAssembly.compile(from as BufferSource);
  start(module);
}

/** Whether {@link start} or {@link load} has done its work. */
export function isReady(): boolean {
  return compiled !== undefined;
}

function isA(name: "Request" | "Response", value: unknown): boolean {
  const constructor = globalThis[name] as typeof Request | typeof Response | undefined;
  return constructor !== undefined && value instanceof constructor;
}

async function compileResponse(response: Response): Promise<WebAssembly.Module | ArrayBuffer> {
  if (!response.ok) {
    throw new ScaleBatchError(
      `The WebAssembly module of scale-batch could not be loaded: ${response.status} for ${response.url}`,
    );
  }
  // Compiling while it loads needs the right type from the server; without it there is the slower way.
  const type = response.headers.get("Content-Type") ?? "";
  if (type.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  const bytes = await response.arrayBuffer();
  // Servers of applications answer with their page what they do not know.
  if (bytes.byteLength < 4 || new DataView(bytes).getUint32(0) !== WASM_MAGIC) {
    throw new ScaleBatchError(`There is no WebAssembly module at ${response.url}, but ${type}.`);
  }
  return bytes;
}

/** Tells instances apart: whatever an earlier one held is gone. */
export function generation(): number {
  instance();
  return instances;
}

function instance(): Exports {
  if (running !== undefined) return running;
  if (compiled === undefined) {
    throw new ScaleBatchError("scale-batch is not ready: call `await init()` first.");
  }
  const imports = {
    "./scale_batch_bg.js": {
      __wbindgen_init_externref_table: (): void => {
        const table = exports.__wbindgen_externrefs;
        table.set(0, undefined);
        [undefined, null, true, false].forEach((value, index) => table.set(table.length - 4 + index, value));
      },
    },
  };
  const exports = new WebAssembly.Instance(compiled, imports).exports as unknown as Exports;
  exports.__wbindgen_start();
  instances++;
  running = exports;
  return exports;
}

/** Copies a text into the module, which takes it over. */
function pass(exports: Exports, text: string): [pointer: number, length: number] {
  if (text.length > 100_000) {
    const bytes = encoder.encode(text);
    const pointer = exports.__wbindgen_malloc(bytes.length, 1) >>> 0;
    new Uint8Array(exports.memory.buffer, pointer, bytes.length).set(bytes);
    return [pointer, bytes.length];
  }
  if (text === "") return [1, 0]; // Nothing to allocate.
  const most = text.length * 3;
  const pointer = exports.__wbindgen_malloc(most, 1) >>> 0;
  const { written } = encoder.encodeInto(text, new Uint8Array(exports.memory.buffer, pointer, most));
  return [exports.__wbindgen_realloc(pointer, most, written, 1) >>> 0, written];
}

/** Documents and options by name; `undefined` is the same as nothing. */
export type Inputs = object | undefined;

/** The inputs as JSON text. A string among them is passed on as it is: the JSON text of a document, or an option. */
function envelope(inputs: readonly Inputs[]): { text: string; foreign: string } {
  const members: string[] = [];
  const foreign: [name: string, values: object][] = [];
  for (const [name, value, wrong] of inputs.flatMap(fieldsOf)) {
    if (value === undefined && wrong === undefined) continue;
    const part = serialize(typeof value === "string" ? wellFormed(value) : value, wrong);
    members.push(`${JSON.stringify(wellFormed(name))}:${part.text}`);
    if (part.foreign.size > 0) foreign.push([name, Object.fromEntries(part.foreign)]);
  }
  return {
    text: `{${members.join(",")}}`,
    foreign: foreign.length > 0 ? JSON.stringify(Object.fromEntries(foreign)) : "",
  };
}

/** Calls a function of the module with JSON text, and gives its JSON text back. */
export function callText(name: string, input: string, foreign = ""): string {
  const exports = instance();
  try {
    const [pointer, length] = exports.call(
      ...pass(exports, name),
      ...pass(exports, input),
      ...pass(exports, foreign),
    );
    const result = decoder.decode(new Uint8Array(exports.memory.buffer, pointer >>> 0, length));
    exports.__wbindgen_free(pointer, length, 1);
    return result;
  } catch (cause) {
    running = undefined; // A module that trapped is in no state to go on with.
    throw new ScaleBatchError(`The WebAssembly module of scale-batch failed in ${name}.`, { cause });
  }
}

/** Calls a function of the module; of inputs with the same name the last one counts. */
export function call<Result>(name: string, ...inputs: Inputs[]): Result {
  const { text, foreign } = envelope(inputs);
  return JSON.parse(callText(name, text, foreign)) as Result;
}
