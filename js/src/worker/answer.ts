/** The inside of a worker: answers requests with the module of its thread. */
import { full, load, run, ScaleBatchError, withModule } from "../engine.js";
import { HeldContext } from "../held-context.js";
import type { Reply, Request } from "./messages.js";

/** The contexts that are held, by their numbers. */
const contexts = new Map<number, HeldContext>();

/** Answers one request; never rejects. */
export async function answer(request: Request): Promise<Reply> {
  try {
    return { result: await resultOf(request) };
  } catch (error) {
    return failure(error);
  }
}

/** What is thrown in a worker, for the other side. */
export function failure(error: unknown): Reply {
  const { message } = error as Error;
  return { failure: { message, errors: error instanceof ScaleBatchError ? error.errors : [] } };
}

async function resultOf(request: Request): Promise<unknown> {
  switch (request.act) {
    case "load":
      return load(full, request.source);
    case "hold":
      contexts.set(request.held, new HeldContext(request.parts, {}));
      return undefined;
    case "update":
      return { errors: context(request.held).updateOnTape(request.parts) };
    case "release":
      contexts.get(request.held)?.release();
      contexts.delete(request.held);
      return undefined;
    case "call": {
      const { call, held } = request;
      if (held !== undefined) return context(held).callOnTape(full, call);
      return withModule(full, () => run(full, call.name, call.parts));
    }
  }
}

function context(held: number): HeldContext {
  const context = contexts.get(held);
  if (context === undefined) throw new ScaleBatchError("This validator was freed, or its worker ended.");
  return context;
}
