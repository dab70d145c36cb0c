/** The full module, which is compiled when it is first called. */
import { readFileSync } from "node:fs";

import { callText as callReady, full, start, type WasmModule } from "../engine.js";

/** Calls a function of the module with a JSON string, and returns its JSON string. */
export function callText(name: string, input: string): string {
  compiled();
  return callReady(name, input);
}

/** The module for other threads, which need not compile it. */
export function compiled(): WasmModule {
  if (full.compiled === undefined) {
    start(full, readFileSync(new URL("../../scale_batch_bg.wasm", import.meta.url)));
  }
  return full.compiled as WasmModule;
}
