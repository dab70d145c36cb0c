/** The script of a worker in a browser. */
import { init } from "../web.js";
import { answer, failure } from "./answer.js";
import type { Request } from "./messages.js";

/** The global scope of a worker, as far as it is used here. */
interface Scope {
  onmessage: ((event: { data: Request }) => void) | null;
  postMessage: (message: unknown) => void;
}

const scope = globalThis as unknown as Scope;
let ready: Promise<void> | undefined;

scope.onmessage = ({ data }) => {
  // A module from elsewhere is loaded by the first request.
  ready ??= data.act === "load" ? Promise.resolve() : init();
  void ready.then(() => answer(data), failure).then((reply) => scope.postMessage(reply));
};
