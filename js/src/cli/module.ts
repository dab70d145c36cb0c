/**
 * The module of the command line: what to do next, and the results for lines.
 *
 * The few lines of wasm-bindgen's calling convention that it needs, as in `engine.ts`, whose module has other exports.
 */
import { readFileSync } from "node:fs";

import { LACKING } from "../lacking.js";

/** What the machine wants next: see `Action` in `src/cli/machine.rs`. */
export type Action =
  | { do: "read"; file: string | null }
  | { do: "list"; folder: string }
  | { do: "write"; to: "results" | "messages"; text: string }
  | { do: "replace"; file: string; text: string }
  | { do: "sleep"; milliseconds: number }
  | { do: "lines"; file: string | null; work: string }
  | { do: "exit"; code: number };

/** What came of it: see `Answer` there. */
export type Answer =
  | {
      kind: "start";
      arguments: string[];
      variables: Record<string, string | undefined>;
      writes_to_terminal: boolean;
      columns: number | undefined;
      folder: string;
    }
  | { kind: "done" }
  | { kind: "content" }
  | { kind: "entries"; entries: { name: string; is_folder: boolean }[] }
  | { kind: "lines"; code: number; end: "complete" | "unreadable" | "unwritable"; obstacle?: Obstacle }
  | { kind: "lines"; code: number; end: "not_utf8"; line: number }
  | { kind: "failed"; obstacle: Obstacle };

/** Why something could not be done: see `Obstacle` there. */
export interface Obstacle {
  name: "not_found" | "no_permission" | "is_folder" | "is_no_folder" | "closed" | "other";
  words?: string;
}

/** Why a line has no result of its own: see `LineObstacle` in `src/cli/work.rs`. */
export enum LineObstacle {
  None,
  TooLong,
  Exhausting,
}

/** The results for some lines. */
export interface Results {
  /** A line for each. */
  output: Uint8Array<ArrayBuffer>;
  /** The exit code. */
  code: number;
  /** The number of lines that have results: all, or those before one that is not UTF-8. */
  lines: number;
  is_utf8: boolean;
}

type Text = [pointer: number, length: number];

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly command_step: (...inputs: [number, number, number, number]) => Text;
  readonly command_results: (...inputs: [number, number, number, number, number]) => Text;
  readonly __wbindgen_externrefs: WebAssembly.Table;
  readonly __wbindgen_malloc: (size: number, alignment: number) => number;
  readonly __wbindgen_free: (pointer: number, size: number, alignment: number) => void;
  readonly __wbindgen_start: () => void;
}

const LINE_FEED = 0x0a;
/** The memory in bytes from which on an instance is not used for more lines: it never shrinks. */
const MUCH_MEMORY = 2 ** 26;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The module, compiled. */
export function compiled(): WebAssembly.Module {
  if (typeof WebAssembly === "undefined") throw new Error(LACKING);
  return new WebAssembly.Module(readFileSync(new URL("../../scale_batch_command_bg.wasm", import.meta.url)));
}

/** An instance of the module. */
class Instance {
  readonly #exports: Exports;

  constructor(module: WebAssembly.Module) {
    const init = (): void => {
      const table = this.#exports.__wbindgen_externrefs;
      table.set(0, undefined);
      [undefined, null, true, false].forEach((value, index) => table.set(table.length - 4 + index, value));
    };
    const imports = { "./scale_batch_command_bg.js": { __wbindgen_init_externref_table: init } };
    this.#exports = new WebAssembly.Instance(module, imports).exports as unknown as Exports;
    this.#exports.__wbindgen_start();
  }

  get memory(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  step(answer: Answer, content: Uint8Array): Action {
    const inputs = [...this.#pass(encoder.encode(JSON.stringify(answer))), ...this.#pass(content)] as const;
    return JSON.parse(decoder.decode(this.#take(this.#exports.command_step(...inputs)))) as Action;
  }

  results(work: string, lines: Uint8Array, obstacle: LineObstacle): Results {
    const inputs = [...this.#pass(encoder.encode(work)), ...this.#pass(lines)] as const;
    const told = this.#take(this.#exports.command_results(...inputs, obstacle));
    const end = told.indexOf(LINE_FEED);
    const { code, lines: count, is_utf8 } = JSON.parse(decoder.decode(told.subarray(0, end))) as Results;
    return { output: told.subarray(end + 1), code, lines: count, is_utf8 };
  }

  /** Copies bytes into the module, which takes ownership of them. */
  #pass(bytes: Uint8Array): Text {
    if (bytes.length === 0) return [1, 0]; // Nothing to allocate.
    const pointer = this.#exports.__wbindgen_malloc(bytes.length, 1) >>> 0;
    new Uint8Array(this.#exports.memory.buffer, pointer, bytes.length).set(bytes);
    return [pointer, bytes.length];
  }

  /** Copies bytes out of the module. */
  #take([pointer, length]: Text): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#exports.memory.buffer, pointer >>> 0, length).slice();
    this.#exports.__wbindgen_free(pointer, length, 1);
    return bytes;
  }
}

/** The machine: what it wants after each answer. */
export class Machine {
  readonly #instance: Instance;

  constructor(module: WebAssembly.Module) {
    this.#instance = new Instance(module);
  }

  step(answer: Answer, content: Uint8Array = new Uint8Array()): Action {
    try {
      return this.#instance.step(answer, content);
    } catch (cause) {
      throw new Error(
        "The WebAssembly module of scale-batch failed. If its memory is full: pass smaller documents.",
        { cause },
      );
    }
  }
}

/** Whole lines, each with its line feed; `undefined` for a line that is too long. */
export type Chunk = Uint8Array | undefined;

/** What becomes of lines; a line that exhausts the memory of the module has a result that says so. */
export class Work {
  readonly #module: WebAssembly.Module;
  readonly #work: string;
  #instance: Instance | undefined;

  constructor(module: WebAssembly.Module, work: string) {
    this.#module = module;
    this.#work = work;
  }

  results(chunk: Chunk): Results {
    if (chunk === undefined) return this.#results(new Uint8Array(), LineObstacle.TooLong);
    try {
      return this.#results(chunk);
    } catch {
      return this.#oneByOne(chunk);
    }
  }

  /** The results of a chunk that is too much at once. */
  #oneByOne(chunk: Uint8Array): Results {
    const all: Results = { output: new Uint8Array(), code: 0, lines: 0, is_utf8: true };
    const outputs: Uint8Array[] = [];
    for (let start = 0, end; start < chunk.length && all.is_utf8; start = end) {
      end = chunk.indexOf(LINE_FEED, start) + 1;
      let results: Results;
      try {
        results = this.#results(chunk.subarray(start, end));
      } catch {
        results = this.#results(new Uint8Array(), LineObstacle.Exhausting);
      }
      outputs.push(results.output);
      all.code = Math.max(all.code, results.code);
      all.lines += results.lines;
      all.is_utf8 = results.is_utf8;
    }
    return { ...all, output: new Uint8Array(Buffer.concat(outputs)) };
  }

  #results(lines: Uint8Array, obstacle = LineObstacle.None): Results {
    this.#instance ??= new Instance(this.#module);
    let results: Results;
    try {
      results = this.#instance.results(this.#work, lines, obstacle);
    } catch (error) {
      this.#instance = undefined; // A module that trapped cannot be used any more.
      throw error;
    }
    if (this.#instance.memory > MUCH_MEMORY) this.#instance = undefined;
    return results;
  }
}
