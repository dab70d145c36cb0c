/** What ends a command without a result. */
import { call } from "../engine.js";

/** A mistake in the arguments or an input that cannot be read; `help` is the command that explains. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly help?: string,
  ) {
    super(message);
  }
}

/** The name that was probably meant, as the end of a message. */
export function didYouMean(name: string, names: readonly string[]): string {
  const { nearest } = call<{ nearest: string | null }>("nearestName", { name, names });
  return nearest === null ? "" : ` Did you mean "${nearest}"?`;
}
