/** Whole lines of JSON Lines, and the results for them. */
import { isUtf8 } from "node:buffer";

import { ScaleBatchError } from "../engine.js";
import { codeOf } from "./result.js";

/** The longest line that is read, in bytes; the module would refuse a longer one. */
export const LONGEST_LINE = 2 ** 28;
export const LINE_FEED = 0x0a;

/** Whole lines, each with its line feed; `undefined` for a line that is too long. */
export type Chunk = Uint8Array | undefined;

/** The results for the lines of a chunk. */
export interface Results {
  /** A line for each. */
  output: Uint8Array;
  /** The exit code. */
  code: number;
  /** The number of lines that have results: all, or those before one that is not UTF-8. */
  lines: number;
  isUtf8: boolean;
}

/** The results for the lines of a chunk. */
export function resultsOf(resultOf: (line: string) => string, chunk: Chunk): Results {
  const results: string[] = [];
  let code = 0;
  const add = (result: string): void => {
    code = Math.max(code, codeOf(JSON.parse(result) as object));
    results.push(result, "\n");
  };
  let isText = true;
  if (chunk === undefined) add(tooLarge(`The line is longer than ${LONGEST_LINE} bytes.`, LONGEST_LINE));
  else {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    for (let start = 0, end; start < bytes.length && isText; start = end + 1) {
      end = bytes.indexOf(LINE_FEED, start);
      const line = bytes.subarray(start, end);
      isText = isUtf8(line);
      if (isText) add(resultOrTooLarge(resultOf, line.toString("utf8")));
    }
  }
  return {
    output: new TextEncoder().encode(results.join("")),
    code,
    lines: results.length / 2,
    isUtf8: isText,
  };
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
