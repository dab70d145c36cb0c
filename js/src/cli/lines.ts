/** `--lines`: reads JSON Lines and prints one result per line, in order, in constant memory. */
import { once } from "node:events";
import { createReadStream } from "node:fs";

import { ScaleBatchError } from "../engine.js";
import { textIn, unreadable } from "./files.js";
import { codeOf } from "./result.js";

/** The longest line that is read, in bytes; the module would refuse a longer one. */
const LONGEST_LINE = 2 ** 28;
const LINE_FEED = 0x0a;

/** Prints the result for every line of the files or of standard input, and returns the exit code. */
export async function printResults(resultOf: (line: string) => string, files: string[]): Promise<number> {
  let code = 0;
  for (const file of files.length > 0 ? files : ["-"]) {
    for await (const line of linesOf(file)) {
      const result =
        line === undefined
          ? tooLarge(`The line is longer than ${LONGEST_LINE} bytes.`, LONGEST_LINE)
          : resultOrTooLarge(resultOf, line);
      code = Math.max(code, codeOf(JSON.parse(result) as object));
      process.exitCode = code; // If the reader closes the pipe, this is the code.
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
  let pending: Buffer[] = [];
  let length = 0;
  let number = 0;
  const finish = (): string | undefined => {
    const bytes = length > LONGEST_LINE ? undefined : Buffer.concat(pending);
    [pending, length] = [[], 0];
    number++;
    return bytes && textIn(bytes, file, `line ${number}`);
  };
  const keep = (part: Buffer): void => {
    length += part.length;
    if (length > LONGEST_LINE) pending = [];
    else pending.push(part);
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
        keep(chunk.subarray(start, end));
        yield finish();
        start = end + 1;
      }
      keep(chunk.subarray(start));
    }
    if (length > 0) yield finish();
  } catch (error) {
    throw unreadable(file, error);
  }
}
