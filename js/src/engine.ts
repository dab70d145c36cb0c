/**
 * The WebAssembly module behind all functions: strings in, strings out.
 *
 * The loader that wasm-bindgen generates keeps one instance for ever. After a trap (such as running out of memory) the
 * next call needs a new one, so the five lines of the calling convention that this package uses are written here.
 */
import type { FunctionInputs } from "./generated/inputs.js";
import { bytesIn, fieldsOf, serialize, wellFormed, type Field, type Serialized } from "./serialize.js";

/**
 * Thrown if the WebAssembly module fails or is not loaded; never for an invalid document.
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
}

/** The instances of a class by its name; `never` if the user's types lack that class, as Node.js types do. */
type Instance<Scope, Name extends string> =
  Scope extends Record<Name, { prototype: infer Instance }> ? Instance : never;

/** The instances of a class of the platform. */
type Platform<Name extends string> = Instance<typeof globalThis, Name>;

/** A compiled `WebAssembly.Module`. */
export type WasmModule =
  typeof globalThis extends Record<"WebAssembly", infer Scope> ? Instance<Scope, "Module"> : never;

/** The WebAssembly module: its bytes, or compiled. */
export type WasmCode = ArrayBuffer | ArrayBufferView | WasmModule;

/** The source of the WebAssembly module: its address (a string, URL or Request), a Response, its bytes, or compiled. */
export type WasmSource = string | Platform<"URL"> | Platform<"Request"> | Platform<"Response"> | WasmCode;

/** The exports of wasm-bindgen for a function from strings to a string. */
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

/** The start of every WebAssembly module: a NUL and `asm`. */
const WASM_MAGIC = 0x0061736d;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Initialises the functions from bytes or a compiled module. */
export function start(source: WasmCode): void {
  compiled = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source as BufferSource);
  running = undefined;
}

/** Initialises the functions from any source. */
export async function load(source: WasmSource | Promise<WasmSource>): Promise<void> {
  let from = await source;
  if (typeof from === "string" || from instanceof URL || isA("Request", from)) {
    from = await fetch(from as string | URL | Request);
  }
  if (isA("Response", from)) from = await compileResponse(from as Response);
  const module = from instanceof WebAssembly.Module ? from : await WebAssembly.compile(from as BufferSource);
  start(module);
}

/** Whether {@link start} or {@link load} has finished. */
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
  // Streaming compilation needs the right content type; without it, compile the loaded bytes.
  const type = response.headers.get("Content-Type") ?? "";
  if (type.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  const bytes = await response.arrayBuffer();
  // Application servers return their main page for unknown paths.
  if (bytes.byteLength < 4 || new DataView(bytes).getUint32(0) !== WASM_MAGIC) {
    throw new ScaleBatchError(`Expected a WebAssembly module at ${response.url}, but found ${type}.`);
  }
  return bytes;
}

/** Identifies the instance: everything that an earlier one held is gone. */
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

/** Copies a string into the module, which takes ownership of it. */
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

/** Documents and options by name; `undefined` is the same as absent. */
export type Inputs = object | undefined;

/** The fields of inputs and options. An option that is called as an input does not replace it: no function takes it. */
function membersOf(inputs: Inputs, options: Inputs): Field[] {
  const own = fieldsOf(inputs);
  const names = new Set(own.map(([name]) => name));
  const others = fieldsOf(options).map(([name, ...read]): Field => {
    return [names.has(name) ? `options.${name}` : name, ...read];
  });
  return [...own, ...others];
}

/** The most bytes of an input that the module reads by default. */
const MOST_BYTES = 2 ** 28;
/** The longest string that is passed, which holds all inputs. V8 has no string of 2^29 units. */
const LONGEST_STRING = 2 ** 29 - 2 ** 16;

/** The inputs as JSON. */
function envelope(inputs: Inputs, options: Inputs): { text: string; foreign: string } {
  const members: string[] = [];
  const foreign: string[] = [];
  const fields = membersOf(inputs, options).filter(
    ([, value, wrong]) => value !== undefined || wrong !== undefined,
  );
  // They say how long the others may be.
  fields.sort(([one], [other]) => Number(other === "limits") - Number(one === "limits"));
  let most = MOST_BYTES;
  let values: number | undefined;
  let room = LONGEST_STRING;
  for (const [name, value, wrong] of fields) {
    const longest = Math.min(most, room);
    const part = write(value, longest, room, wrong, values) ?? { text: "null", foreign: `${longest}` };
    if (name === "limits") {
      const limits = limitsOf(part.text);
      most = Math.max(MOST_BYTES, limits.bytes ?? 0);
      ({ values } = limits);
    }
    const key = JSON.stringify(wellFormed(name));
    members.push(`${key}:${part.text}`);
    if (part.foreign !== "") foreign.push(`${key}:${part.foreign}`);
    room -= key.length + part.text.length + part.foreign.length;
  }
  return {
    text: `{${members.join(",")}}`,
    foreign: foreign.length === 0 ? "" : `{${foreign.join(",")}}`,
  };
}

/**
 * An input as JSON, or undefined if it has more than `longest` bytes. A string is passed on unchanged, as a document in
 * JSON or an option: its length counts before it is escaped.
 */
function write(
  value: unknown,
  longest: number,
  room: number,
  wrong: string | undefined,
  values: number | undefined,
): Serialized | undefined {
  if (typeof value === "string") {
    return isWithin(longest, value) ? serialize(wellFormed(value), room) : undefined;
  }
  const part = serialize(value, longest, wrong, values);
  return part !== undefined && isWithin(longest, part.text) ? part : undefined;
}

function isWithin(bytes: number, text: string): boolean {
  // A unit of a string takes up to three bytes.
  return text.length * 3 <= bytes || (text.length <= bytes && bytesIn(text) <= bytes);
}

/** The limits that are numbers in the input `limits`: the module reports what is wrong with the others. */
function limitsOf(text: string): { bytes?: number; values?: number } {
  try {
    const value = JSON.parse(text) as unknown;
    const limits = (typeof value === "string" ? JSON.parse(value) : value) as Record<string, unknown>;
    const numbers = Object.entries(limits).filter(([, limit]) => typeof limit === "number");
    return Object.fromEntries(numbers);
  } catch {
    return {};
  }
}

/** Calls a function of the module with a JSON string, and returns its JSON string. */
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
    running = undefined; // A module that trapped cannot be used any more.
    throw new ScaleBatchError(`The WebAssembly module of scale-batch failed in ${name}.`, { cause });
  }
}

/** Calls a function of the module with inputs, and with options beside them. */
export function call<Name extends keyof FunctionInputs, Result>(
  name: Name,
  inputs: FunctionInputs[Name],
  options?: Inputs,
): Result {
  try {
    const { text, foreign } = envelope(inputs, options);
    return JSON.parse(callText(name, text, foreign)) as Result;
  } catch (error) {
    if (error instanceof ScaleBatchError) throw error;
    throw new ScaleBatchError(`The inputs or the result of ${name} need more memory than there is.`, {
      cause: error,
    });
  }
}
