/** The entry for everyone who brings the WebAssembly module along: edge workers, extensions, single files. */
import { load, start, type WasmCode, type WasmSource } from "./engine.js";

export * from "./api.js";

/**
 * Makes the functions ready.
 *
 * @param source - The WebAssembly module, which the package exports as `scale-batch/scale_batch_bg.wasm`.
 *
 * @example
 * ```ts
 * import { init, validateBatch } from "scale-batch/slim";
 * import wasm from "scale-batch/scale_batch_bg.wasm";
 *
 * await init(wasm);
 * ```
 */
export function init(source: WasmSource | Promise<WasmSource>): Promise<void> {
  return load(source);
}

/** Makes the functions ready at once, from bytes or a compiled module. */
export function initSync(source: WasmCode): void {
  start(source);
}
