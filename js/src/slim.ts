/** The entry for environments that supply the WebAssembly module: edge workers, extensions, single files. */
import { full, load, start, type WasmCode, type WasmSource } from "./engine.js";

export * from "./api.js";

/**
 * Initialises the functions.
 *
 * @param source - The WebAssembly module, which the package exports as `scale-batch/scale_batch_bg.wasm`.
 *
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { createRequire } from "node:module";
 * import { init, version } from "scale-batch/slim";
 *
 * // Bundlers and edge workers have their own ways to include the module.
 * const file = createRequire(import.meta.url).resolve("scale-batch/scale_batch_bg.wasm");
 * await init(readFile(file));
 * version(); // "0.1.0"
 * ```
 */
export function init(source: WasmSource | Promise<WasmSource>): Promise<void> {
  return load(full, source);
}

/**
 * Initialises the functions synchronously, from bytes or a compiled module.
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import { createRequire } from "node:module";
 * import { initSync, version } from "scale-batch/slim";
 *
 * initSync(readFileSync(createRequire(import.meta.url).resolve("scale-batch/scale_batch_bg.wasm")));
 * version(); // "0.1.0"
 * ```
 */
export function initSync(source: WasmCode): void {
  start(full, source);
}
