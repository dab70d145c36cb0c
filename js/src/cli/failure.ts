/** The errors that end a command without a result. */
import { call } from "../engine.js";

/** Wrong arguments, or an input that cannot be read; `help` is the command to look up. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly help?: string,
  ) {
    super(message);
  }
}

/** A suggestion of the name that was probably meant, to end a message with. */
export function didYouMean(name: string, names: readonly string[]): string {
  const { nearest }: { nearest: string | null } = call("nearestName", { name, names });
  return nearest === null ? "" : ` Did you mean "${nearest}"?`;
}
