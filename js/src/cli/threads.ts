/** Threads that compute the results of chunks. */
import { Worker } from "node:worker_threads";

import type { Results } from "./module.js";
import type { Task } from "./worker.js";

/** Who waits for the results of a chunk. */
interface Waiting {
  resolve: (results: Results) => void;
  reject: (error: unknown) => void;
}

interface Thread {
  worker: Worker;
  waiting: Waiting[];
  /** Why it has ended, if it has. */
  failure?: Error;
}

/** Each thread computes its chunks in the order in which it gets them. */
export class Threads {
  readonly #threads: Thread[];
  #next = 0;

  constructor(module: WebAssembly.Module, work: string, count: number) {
    const workerData: Task = { module, work };
    this.#threads = Array.from({ length: count }, () => {
      const worker = new Worker(new URL("worker.js", import.meta.url), { workerData });
      const thread: Thread = { worker, waiting: [] };
      const fail = (failure: Error): void => {
        thread.failure ??= failure;
        thread.waiting.splice(0).forEach(({ reject }) => reject(failure));
      };
      worker.on("message", (results: Results) => thread.waiting.shift()?.resolve(results));
      worker.on("error", fail);
      worker.on("exit", () => fail(new Error("A thread has ended.")));
      return thread;
    });
  }

  /** The results for a chunk, which goes to a thread. Threads take turns. */
  compute(chunk: Uint8Array): Promise<Results> {
    const { worker, waiting, failure } = this.#threads[this.#next++ % this.#threads.length] as Thread;
    if (failure !== undefined) return Promise.reject(failure);
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(chunk, [chunk.buffer as ArrayBuffer]);
    });
  }

  /** Ends all threads. */
  async end(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }
}
