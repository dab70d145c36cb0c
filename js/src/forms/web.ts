/** The entry of a form for browsers and bundlers: everything is ready after `await init()`. */
import { forms, loadOnce, type WasmSource } from "../engine.js";

export * from "./api.js";

/**
 * Initialises the functions. Calling it again does nothing, unless the first call failed or the source is different.
 *
 * @param source - The WebAssembly module; by default the one in this package, which bundlers include.
 */
export function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  return loadOnce(forms, () => new URL("../../scale_batch_forms_bg.wasm", import.meta.url), source);
}
