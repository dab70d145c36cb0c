/** The entry of a form for edge workers that import WebAssembly as a compiled module: everything is ready on import. */
import wasm from "../../scale_batch_forms_bg.wasm";

import { forms, load, start, type WasmSource } from "../engine.js";

export * from "./api.js";

start(forms, wasm);

/** Initialises the functions. Here this is already done; a `source` replaces the WebAssembly module. */
export async function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  if (source !== undefined) await load(forms, source);
}
