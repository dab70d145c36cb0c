/** The errors that end a command without a result. */
/** Wrong arguments, or an input that cannot be read; `help` is the command to look up. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly help?: string,
  ) {
    super(message);
  }
}

/** A message as a terminal may show it: as in the module, characters that nobody sees are written as escapes. */
export function printable(message: string): string {
  return message.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (unseen) => `\\u{${(unseen.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
