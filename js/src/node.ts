/**
 * Checks batches of the Scale v6 REST API offline. In Node.js everything is ready on import.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { full, load, start, type WasmSource } from "./engine.js";
import { firstRead } from "./module-file.js";

export * from "./api.js";

const file = firstRead([
  () => readFileSync(join(dirname(fileURLToPath(import.meta.url)), "..", "scale_batch_bg.wasm")),
  // Bundlers that copy the file, such as ncc, make this the place of their copy.
  () => readFileSync(new URL("../scale_batch_bg.wasm", import.meta.url)),
]);
start(full, file);

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
