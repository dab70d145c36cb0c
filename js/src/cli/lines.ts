/** Lines in bounded memory: whole lines are given to the module, long inputs on all cores, and results written in order. */
import { createReadStream } from "node:fs";
import { availableParallelism } from "node:os";

import { Work, type Answer, type Chunk, type Results } from "./module.js";
import { obstacleOf } from "./obstacle.js";
import { write } from "./pipes.js";
import { Threads } from "./threads.js";

const LINE_FEED = 0x0a;
/** The longest line that is read, in bytes; the module would refuse a longer one. */
const LONGEST_LINE = 2 ** 28;
/** From so many bytes on, threads are worth their start. */
const WORTH_THREADS = 2 ** 21;
/** Of chunks for threads, each has so many; a chunk that is larger than so many bytes waits for all before it. */
const CHUNKS_EACH = 2;
const LARGE = 2 ** 24;

/** Why no more results are written. */
class Unwritable extends Error {}
class NotUtf8 extends Error {}

/** Writes the results for all lines of a file, or of standard input. */
export async function answerLines(
  file: string | null,
  described: string,
  module: WebAssembly.Module,
): Promise<Answer> {
  const cores = availableParallelism();
  const work = new Work(module, described);
  let [code, lines, length] = [0, 0, 0];
  let threads: Threads | undefined;
  const print = (results: Results): void => {
    code = Math.max(code, results.code);
    try {
      write(1, results.output);
    } catch (cause) {
      throw new Unwritable("", { cause });
    }
    lines += results.lines;
    if (!results.is_utf8) throw new NotUtf8();
  };
  try {
    const stream = file === null ? process.stdin : createReadStream(file);
    let printed = Promise.resolve();
    const underWay: Promise<void>[] = [];
    for await (const chunk of chunksOf(stream)) {
      const size = chunk?.length ?? 0;
      length += size;
      if (cores > 1 && length > WORTH_THREADS) threads ??= new Threads(module, described, cores);
      const results =
        threads === undefined || chunk === undefined
          ? Promise.resolve(work.results(chunk))
          : threads.compute(chunk);
      printed = Promise.all([results, printed]).then(([own]) => print(own));
      printed.catch((error: unknown) => stream.destroy(error as Error)); // Reading ends, with that error.
      underWay.push(printed);
      const most = threads === undefined || size > LARGE ? 0 : CHUNKS_EACH * cores - 1;
      while (underWay.length > most) await underWay.shift();
    }
    await printed;
    return { kind: "lines", code, end: "complete" };
  } catch (error) {
    if (error instanceof NotUtf8) return { kind: "lines", code, end: "not_utf8", line: lines + 1 };
    if (error instanceof Unwritable) {
      return { kind: "lines", code, end: "unwritable", obstacle: obstacleOf(error.cause) };
    }
    return { kind: "lines", code, end: "unreadable", obstacle: obstacleOf(error) };
  } finally {
    await threads?.end();
  }
}

/**
 * The whole lines of each read. Only line feeds end a line: JSON may contain the other characters that readline treats as
 * line ends.
 */
async function* chunksOf(stream: NodeJS.ReadableStream): AsyncGenerator<Chunk> {
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
