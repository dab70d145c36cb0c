/** The entry for `require` in Node.js: {@link "node"}, except that it finds its file in a different way. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { full, load, start, type WasmSource } from "./engine.js";

export * from "./api.js";

start(full, readFileSync(join(__dirname, "..", "scale_batch_bg.wasm")));

/** Initialises the functions. In Node.js this is already done; a `source` replaces the WebAssembly module. */
export async function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  if (source !== undefined) await load(full, source);
}
