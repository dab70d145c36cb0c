/** A thread that computes the results of chunks; each has its own instance of the module. */
import { parentPort, workerData } from "node:worker_threads";

import { Work } from "./module.js";

/** What a thread is given: the compiled module, and what becomes of lines. */
export interface Task {
  module: WebAssembly.Module;
  work: string;
}

const { module, work: described } = workerData as Task;
const work = new Work(module, described);
parentPort?.on("message", (chunk: Uint8Array) => {
  const results = work.results(chunk);
  parentPort?.postMessage(results, [results.output.buffer]);
});
