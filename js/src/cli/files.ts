/** Files as inputs of the module. */
import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";

import { Failure } from "./failure.js";

/** System errors in words. */
const reasons: Record<string, string> = {
  EACCES: "permission denied",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file",
};

/** The failure to read a file. */
export function unreadable(file: string, error: unknown): Failure {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return new Failure(`${nameOf(file)} cannot be read: ${reasons[code] ?? message}.`);
}

/** The name of a file in messages. */
export function nameOf(file: string): string {
  return file === "-" ? "stdin" : file;
}

/** The content of a file, or of the standard input for `-`. */
function contentOf(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    throw unreadable(file, error);
  }
  if (!isUtf8(bytes)) throw new Failure(`${nameOf(file)} cannot be read: it is not UTF-8 text.`);
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
