/**
 * What a batch form needs, in a module of two thirds of the size. In Node.js everything is ready on import.
 *
 * @module
 */
import { readFileSync } from "node:fs";

import { forms, load, start, type WasmSource } from "../engine.js";

export * from "./api.js";

start(forms, readFileSync(new URL("../../scale_batch_forms_bg.wasm", import.meta.url)));

/** Initialises the functions. In Node.js this is already done; a `source` replaces the WebAssembly module. */
export async function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  if (source !== undefined) await load(forms, source);
}
