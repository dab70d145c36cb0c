/** Files as inputs of the module. */
import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";

import { Failure } from "./failure.js";

/** What the errors of the system mean. */
const reasons: Record<string, string> = {
  EACCES: "it may not be read",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file",
};

/** The failure of reading a file. */
export function unreadable(file: string, error: unknown): Failure {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return new Failure(`${nameOf(file)} cannot be read: ${reasons[code] ?? message}.`);
}

/** What a file is called in messages. */
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

/** A file as an input whose problems are told with line and column. */
export function textOf(file: string): string {
  return JSON.stringify(contentOf(file));
}

/** As {@link textOf}, of a file that is no use unless it is JSON. */
export function checkedTextOf(file: string): string {
  const content = contentOf(file).replace(/^\uFEFF/, "");
  try {
    JSON.parse(content);
  } catch (error) {
    throw new Failure(`${nameOf(file)} is not JSON: ${(error as Error).message}`);
  }
  return JSON.stringify(content);
}
