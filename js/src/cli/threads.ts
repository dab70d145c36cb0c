/** Threads that compute the results of chunks with a function of the module. */
import { Worker } from "node:worker_threads";

import type { Results } from "./chunk.js";
import { compiled } from "./module.js";
import type { Task } from "./worker.js";

/** Who waits for the results of a chunk. */
interface Waiting {
  resolve: (results: Results) => void;
  reject: (error: unknown) => void;
}

interface Thread {
  worker: Worker;
  waiting: Waiting[];
}

/** Each thread computes its chunks in the order in which it gets them. */
export class Threads {
  readonly #threads: Thread[];
  #next = 0;

  constructor(name: string, count: number) {
    const workerData: Task = { module: compiled(), name };
    this.#threads = Array.from({ length: count }, () => {
      const worker = new Worker(new URL("worker.js", import.meta.url), { workerData });
      const waiting: Waiting[] = [];
      worker.on("message", (results: Results) => waiting.shift()?.resolve(results));
      worker.on("error", (error) => waiting.splice(0).forEach(({ reject }) => reject(error)));
      return { worker, waiting };
    });
  }

  /** The results for a chunk, which goes to a thread. Threads take turns. */
  compute(chunk: Uint8Array): Promise<Results> {
    const { worker, waiting } = this.#threads[this.#next++ % this.#threads.length] as Thread;
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
