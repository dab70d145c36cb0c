/** The script of a worker thread in Node.js. */
import { parentPort } from "node:worker_threads";

import "../node.js";
import { answer } from "./answer.js";
import type { Request } from "./messages.js";

parentPort?.on("message", (request: Request) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});
