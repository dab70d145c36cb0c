/** A thread that computes the results of chunks with a function of the module; each has its own instance. */
import { parentPort, workerData } from "node:worker_threads";

import { full, start, callText, type WasmModule } from "../engine.js";
import { resultsOf } from "./chunk.js";

/** What a thread is given: the compiled module, and the name of the function. */
export interface Task {
  module: WasmModule;
  name: string;
}

const { module, name } = workerData as Task;
start(full, module);
parentPort?.on("message", (chunk: Uint8Array) => {
  const results = resultsOf((line) => callText(name, line), chunk);
  parentPort?.postMessage(results, [results.output.buffer as ArrayBuffer]);
});
