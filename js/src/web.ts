/** The entry for browsers and bundlers: everything is ready after `await init()`. */
import { load, type WasmSource } from "./engine.js";

export * from "./api.js";

let loading: Promise<void> | undefined;

/**
 * Makes the functions ready. Calling it again does nothing, unless the first call failed or gives another source.
 *
 * @param source - Where the WebAssembly module is; by default it lies beside this package, and bundlers bring it along.
 *
 * @example
 * ```ts
 * import { init, validateBatch } from "scale-batch";
 *
 * await init();
 * ```
 */
export function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  if (source === undefined && loading !== undefined) return loading;
  const started = load(source ?? new URL("../scale_batch_bg.wasm", import.meta.url));
  loading = started;
  started.catch(() => {
    if (loading === started) loading = undefined;
  });
  return started;
}
