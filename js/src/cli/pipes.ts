/** Standard input and output, which may be pipes that do not block: whoever reads or writes waits all the same. */
import { readSync, writeSync } from "node:fs";

const never = new Int32Array(new SharedArrayBuffer(4));

/** Tries again every ten milliseconds, as long as a pipe that does not block would have to wait. */
function patiently<Result>(attempt: () => Result): Result {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(never, 0, 0, 10);
    }
  }
}

/** All of standard input. */
export function standardInput(): Buffer {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(65_536);
    const length = patiently(() => readOrEnd(chunk));
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
  }
}

function readOrEnd(chunk: Buffer): number {
  try {
    return readSync(0, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EOF") return 0; // A pipe of Windows that was closed.
    throw error;
  }
}

/** Writes all bytes to standard output or standard error. */
export function write(output: 1 | 2, bytes: Uint8Array): void {
  for (let start = 0; start < bytes.length;) {
    start += patiently(() => writeSync(output, bytes, start));
  }
}
