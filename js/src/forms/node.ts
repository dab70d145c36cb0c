/**
 * What a batch form needs, in a module of two thirds of the size. In Node.js everything is ready on import.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { forms, load, start, type WasmSource } from "../engine.js";
import { firstRead } from "../module-file.js";

export * from "./api.js";

const file = firstRead([
  () => readFileSync(join(dirname(fileURLToPath(import.meta.url)), "..", "..", "scale_batch_forms_bg.wasm")),
  // Bundlers that copy the file, such as ncc, make this the place of their copy.
  () => readFileSync(new URL("../../scale_batch_forms_bg.wasm", import.meta.url)),
]);
start(forms, file);

/** Initialises the functions. In Node.js this is already done; a `source` replaces the WebAssembly module. */
export async function init(source?: WasmSource | Promise<WasmSource>): Promise<void> {
  if (source !== undefined) await load(forms, source);
}
