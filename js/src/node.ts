/**
 * Checks batches of the Scale v6 REST API offline. In Node.js everything is ready on import.
 *
 * @module
 */
import { readFileSync } from "node:fs";

import { full, load, start, type WasmSource } from "./engine.js";

export * from "./api.js";

start(full, readFileSync(new URL("../scale_batch_bg.wasm", import.meta.url)));

/**
 * Initialises the functions. In Node.js this is already done; a `source` replaces the WebAssembly module.
 *
 * @example
 * ```ts
 * await init(); // needed in browsers only
 * ```
 */
export async function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  if (source !== undefined) await load(full, source);
}
