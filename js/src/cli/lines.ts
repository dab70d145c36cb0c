/** `--lines`: reads JSON Lines and prints one result per line, in order, in bounded memory. */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { availableParallelism } from "node:os";

import { LINE_FEED, LONGEST_LINE, resultsOf, type Chunk, type Results } from "./chunk.js";
import { Failure } from "./failure.js";
import { nameOf, unreadable } from "./files.js";
import { Threads } from "./threads.js";

/** From so many bytes on, threads are worth their start. */
const WORTH_THREADS = 2 ** 21;
/** Of chunks for threads, each has so many; a chunk that is larger than so many bytes waits for all before it. */
const CHUNKS_EACH = 2;
const LARGE = 2 ** 24;

/** Where the results for lines come from. */
export interface Source {
  resultOf: (line: string) => string;
  /** The function of the module that it calls, if threads may call it too. */
  name?: string;
}

/** Prints the result for every line of the files or of standard input, and returns the exit code. */
export async function printResults({ resultOf, name }: Source, files: string[]): Promise<number> {
  const cores = availableParallelism();
  let [code, length] = [0, 0];
  let threads: Threads | undefined;
  try {
    for (const file of files.length > 0 ? files : ["-"]) {
      let lines = 0;
      const print = async (results: Results): Promise<void> => {
        code = Math.max(code, results.code);
        process.exitCode = code; // If the reader closes the pipe, this is the code.
        if (!process.stdout.write(results.output)) await once(process.stdout, "drain");
        lines += results.lines;
        if (!results.isUtf8)
          throw new Failure(`${nameOf(file)} cannot be read: line ${lines + 1} is not UTF-8 text.`);
      };
      const stream = file === "-" ? process.stdin : createReadStream(file);
      let printed = Promise.resolve();
      const underWay: Promise<void>[] = [];
      for await (const chunk of chunksOf(stream, file)) {
        const size = chunk?.length ?? 0;
        length += size;
        if (name !== undefined && cores > 1 && length > WORTH_THREADS) threads ??= new Threads(name, cores);
        const results =
          threads === undefined || chunk === undefined
            ? Promise.resolve(resultsOf(resultOf, chunk))
            : threads.compute(chunk);
        printed = Promise.all([results, printed]).then(([own]) => print(own));
        printed.catch((error: unknown) => stream.destroy(error as Error)); // Reading ends, with that error.
        underWay.push(printed);
        const most = threads === undefined || size > LARGE ? 0 : CHUNKS_EACH * cores - 1;
        while (underWay.length > most) await underWay.shift();
      }
      await printed;
    }
    return code;
  } finally {
    await threads?.end();
  }
}

/**
 * The whole lines of each read. Only line feeds end a line: JSON may contain the other characters that readline treats as
 * line ends.
 */
async function* chunksOf(stream: NodeJS.ReadableStream, file: string): AsyncGenerator<Chunk> {
  let pending: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array): void => {
    length += part.length;
    if (length > LONGEST_LINE) pending = [];
    else pending.push(part);
  };
  const take = (): Chunk => {
    const chunk = length > LONGEST_LINE ? undefined : joined([...pending, new Uint8Array([LINE_FEED])]);
    [pending, length] = [[], 0];
    return chunk;
  };
  try {
    for await (const read of stream as AsyncIterable<Buffer>) {
      const first = read.indexOf(LINE_FEED);
      const end = read.lastIndexOf(LINE_FEED);
      if (first >= 0) {
        // The line that began in an earlier read may be too long; those that begin in this one are not.
        keep(read.subarray(0, first));
        const isTooLong = length > LONGEST_LINE;
        if (!isTooLong) keep(read.subarray(first, end));
        yield take();
        if (isTooLong && end > first) {
          keep(read.subarray(first + 1, end));
          yield take();
        }
      }
      keep(read.subarray(end + 1));
    }
    if (length > 0) yield take();
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Bytes in a buffer of their own, which can be given to a thread. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
