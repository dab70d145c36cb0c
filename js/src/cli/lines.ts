/** `--lines`: reads JSON Lines and prints one result per line, in order, in constant memory. */
import { once } from "node:events";
import { createReadStream } from "node:fs";

import { ScaleBatchError } from "../engine.js";
import { unreadable } from "./files.js";
import { codeOf } from "./result.js";

/** The longest line that is read, in UTF-16 units; the module would refuse a longer one. */
const LONGEST_LINE = 2 ** 28;

/** Prints the result for every line of the files or of standard input, and returns the exit code. */
export async function printResults(resultOf: (line: string) => string, files: string[]): Promise<number> {
  let code = 0;
  for (const file of files.length > 0 ? files : ["-"]) {
    for await (const line of linesOf(file)) {
      const result =
        line === undefined
          ? tooLarge(`The line is longer than ${LONGEST_LINE} characters.`, LONGEST_LINE)
          : resultOrTooLarge(resultOf, line);
      code = Math.max(code, codeOf(JSON.parse(result) as object));
      if (!process.stdout.write(`${result}\n`)) await once(process.stdout, "drain");
    }
  }
  return code;
}

function resultOrTooLarge(resultOf: (line: string) => string, line: string): string {
  try {
    return resultOf(line);
  } catch (error) {
    if (error instanceof ScaleBatchError) return tooLarge(error.message);
    throw error;
  }
}

/** The result for a line that exhausts the module: the same as the module returns for an input that is too large. */
function tooLarge(description: string, maximum?: number): string {
  const params = maximum === undefined ? {} : { limit: "bytes", maximum };
  return JSON.stringify({ errors: [{ name: "LIMIT_EXCEEDED", description, path: "", params }] });
}

/**
 * The lines of a file, `undefined` for one that is too long. Only line feeds end a line: JSON may contain the other
 * characters that readline treats as line ends.
 */
async function* linesOf(file: string): AsyncGenerator<string | undefined> {
  const stream: NodeJS.ReadableStream = file === "-" ? process.stdin : createReadStream(file);
  stream.setEncoding("utf8");
  let pending: string[] = [];
  let length = 0;
  const finish = (): string | undefined => {
    const line = length > LONGEST_LINE ? undefined : pending.join("");
    [pending, length] = [[], 0];
    return line;
  };
  const keep = (part: string): void => {
    length += part.length;
    if (length > LONGEST_LINE) pending = [];
    else pending.push(part);
  };
  try {
    for await (const chunk of stream as AsyncIterable<string>) {
      const [head = "", ...tail] = chunk.split("\n");
      keep(head);
      for (const part of tail) {
        yield finish();
        keep(part);
      }
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  if (length > 0) yield finish();
}
