/**
 * The functions of `scale-batch` in a worker thread of Node.js, behind promises.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

import { workerOf, type BatchWorker, type WorkerOptions } from "./batch-worker.js";
import { startOf } from "./node-thread.js";

export { ScaleBatchError, type WasmCode } from "../engine.js";
export type { BatchWorker, WaitOptions, WorkerOptions, WorkerValidator } from "./batch-worker.js";
export type { ValidatorMethods, WorkerFunctions } from "./promises.js";

/** Starts a worker thread, with its first call. A thread that waits for calls does not keep the process alive. */
export function startWorker(options: WorkerOptions = {}): BatchWorker {
  return workerOf(startOf(fileURLToPath(new URL("./thread-node.js", import.meta.url))), options);
}
