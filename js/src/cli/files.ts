/** Files as inputs of the module. */
import { isUtf8 } from "node:buffer";
import { readFileSync, readSync } from "node:fs";

import { Failure } from "./failure.js";

/** System errors in words. */
const reasons: Record<string, string> = {
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file",
};

/** The failure to read a file. */
export function unreadable(file: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  return new Failure(`${nameOf(file)} cannot be read: ${reasons[code] ?? message}.`);
}

/** The name of a file in messages. */
export function nameOf(file: string): string {
  return file === "-" ? "stdin" : file;
}

/** Standard input. Unlike `readFileSync` it waits for the writer of a pipe that does not block. */
function standardInput(): Buffer {
  const chunks: Buffer[] = [];
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const chunk = Buffer.allocUnsafe(65_536);
    try {
      const length = readSync(0, chunk);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, length));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return Buffer.concat(chunks); // A pipe of Windows that was closed.
      if (code !== "EAGAIN") throw error;
      Atomics.wait(never, 0, 0, 10); // Nothing has been written: look again in ten milliseconds.
    }
  }
}

/** The content of a file, or of the standard input for `-`. */
function contentOf(file: string): string {
  try {
    return textIn(file === "-" ? standardInput() : readFileSync(file), file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Bytes of a file as a string; `part` names them in the message if they are none. */
export function textIn(bytes: Buffer, file: string, part = "it"): string {
  if (!isUtf8(bytes)) throw new Failure(`${nameOf(file)} cannot be read: ${part} is not UTF-8 text.`);
  return bytes.toString("utf8");
}

/** A file as a JSON string, so that its problems have a line and column. */
export function textOf(file: string): string {
  return JSON.stringify(contentOf(file));
}

/** Like {@link textOf}, for a file that has to be JSON. */
export function checkedTextOf(file: string): string {
  const content = contentOf(file).replace(/^\uFEFF/, "");
  try {
    JSON.parse(content);
  } catch (error) {
    throw new Failure(`${nameOf(file)} is not JSON: ${(error as Error).message}`);
  }
  return JSON.stringify(content);
}
