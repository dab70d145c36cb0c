/** The entry for browsers and bundlers: everything is ready after `await init()`. */
import { full, loadOnce, type WasmSource } from "./engine.js";

export * from "./api.js";

/**
 * Initialises the functions. Calling it again does nothing, unless the first call failed or the source is different.
 *
 * @param source - The WebAssembly module; by default the one in this package, which bundlers include.
 *
 * @example
 * ```ts
 * import { init, validateBatch } from "scale-batch";
 *
 * await init();
 * ```
 */
export function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  return loadOnce(full, () => new URL("../scale_batch_bg.wasm", import.meta.url), source);
}
