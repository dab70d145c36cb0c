/** The entry of a form for environments that supply the WebAssembly module: edge workers, extensions, single files. */
import { forms, load, start, type WasmCode, type WasmSource } from "../engine.js";

export * from "./api.js";

/**
 * Initialises the functions.
 *
 * @param source - The WebAssembly module, which the package exports as `scale-batch/scale_batch_forms_bg.wasm`.
 */
export function init(source: WasmSource | Promise<WasmSource>): Promise<void> {
  return load(forms, source);
}

/**
 * Initialises the functions synchronously, from bytes or a compiled module.
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import { createRequire } from "node:module";
 * import { initSync, version } from "scale-batch/forms/slim";
 *
 * const require = createRequire(import.meta.url);
 * initSync(readFileSync(require.resolve("scale-batch/scale_batch_forms_bg.wasm")));
 * version(); // "0.1.0"
 * ```
 */
export function initSync(source: WasmCode): void {
  start(forms, source);
}
