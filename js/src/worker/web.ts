/**
 * The functions of `scale-batch` in a Web Worker, behind promises.
 *
 * @module
 */
import { workerOf, type BatchWorker, type WorkerOptions } from "./batch-worker.js";

import type { Reply } from "./messages.js";

export { ScaleBatchError, type WasmCode } from "../engine.js";
export type { BatchWorker, WaitOptions, WorkerOptions, WorkerValidator } from "./batch-worker.js";
export type { ValidatorMethods, WorkerFunctions } from "./promises.js";

/** The options of a worker in a browser. */
export interface WebWorkerOptions extends WorkerOptions {
  /** Makes the worker, whose script is `scale-batch/worker/thread`, for bundlers that do not find that script. */
  worker?: () => Worker;
}

/**
 * Starts a worker, with its first call.
 *
 * @example
 * ```ts
 * const worker = startWorker();
 * const { recipes_estimated } = await worker.estimateRecipes(request, { recipe_type, dataset });
 * ```
 */
export function startWorker(options: WebWorkerOptions = {}): BatchWorker {
  const make = options.worker ?? own;
  return workerOf((onReply, onFailure) => {
    const worker = make();
    worker.onmessage = ({ data }: MessageEvent<Reply>) => onReply(data);
    worker.onerror = onFailure;
    worker.onmessageerror = onFailure;
    return {
      post: (request, transfer) => worker.postMessage(request, transfer),
      isIdle: () => undefined,
      end: () => {
        worker.onmessage = null; // Nobody waits any more for what it has answered already.
        worker.terminate();
      },
    };
  }, options);
}

/** Written so that bundlers find the script. */
function own(): Worker {
  return new Worker(new URL("./thread-web.js", import.meta.url), { type: "module" });
}
