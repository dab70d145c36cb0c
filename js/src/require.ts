/** The entry for `require` in Node.js: {@link "node"}, except that it finds its file in a different way. */
import { readFileSync } from "node:fs";
import type * as Path from "node:path";
import { TextDecoder, TextEncoder } from "node:util";

import { useCoders } from "./coders.js";
import { full, load, start, type WasmSource } from "./engine.js";

export * from "./api.js";

useCoders(new TextEncoder(), new TextDecoder("utf-8", { ignoreBOM: true }));
// Written so that bundlers find the file: ncc does not see a named import of `join`.
const file = readFileSync((require("node:path") as typeof Path).join(__dirname, "..", "scale_batch_bg.wasm"));
start(full, file);

/** Initialises the functions. In Node.js this is already done; a `source` replaces the WebAssembly module. */
export async function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  if (source !== undefined) await load(full, source);
}
