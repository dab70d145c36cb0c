/** A worker thread of Node.js. */
import { Worker } from "node:worker_threads";

import type { Start } from "./batch-worker.js";

/** Starts threads with the script in a file. */
export function startOf(script: string): Start {
  return (onReply, onFailure) => {
    // How `node --eval` reads its script is none of the thread's.
    const execArgv = process.execArgv.filter((option) => !option.startsWith("--input-type"));
    const worker = new Worker(script, { execArgv });
    worker.on("message", onReply);
    worker.on("error", onFailure);
    worker.on("messageerror", onFailure);
    return {
      post: (request, transfer) => worker.postMessage(request, transfer),
      isIdle: (idle) => (idle ? worker.unref() : worker.ref()),
      end: () => {
        worker.removeAllListeners();
        void worker.terminate();
      },
    };
  };
}
