/** The entry for `require` in Node.js: {@link "worker/node"}, except that it finds its file in a different way. */
import { join } from "node:path";

import { workerOf, type BatchWorker, type WorkerOptions } from "./batch-worker.js";
import { startOf } from "./node-thread.js";

export { ScaleBatchError, type WasmCode } from "../engine.js";
export type { BatchWorker, WaitOptions, WorkerOptions, WorkerValidator } from "./batch-worker.js";
export type { ValidatorMethods, WorkerFunctions } from "./promises.js";

/** Starts a worker thread, with its first call. A thread that waits for calls does not keep the process alive. */
export function startWorker(options: WorkerOptions = {}): BatchWorker {
  return workerOf(startOf(join(__dirname, "..", "..", "esm", "worker", "thread-node.js")), options);
}
