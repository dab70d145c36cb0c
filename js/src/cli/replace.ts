/** Writing a file anew, so that whoever reads it finds all of the old or all of the new content: see `src/cli/replace.rs`. */
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** Puts a file with this content in the place of another, which has the same permissions. */
export function replace(name: string, text: string): void {
  const file = realpathSync(name);
  const { mode } = statSync(file);
  // The folder might allow what the file does not.
  if ((mode & 0o222) === 0) throw Object.assign(new Error("permission denied"), { code: "EACCES" });
  const [fresh, descriptor] = beside(file);
  try {
    try {
      writeFileSync(descriptor, text);
      fchmodSync(descriptor, mode & 0o7777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

/** A new file in the same folder, as only there it can take the place of the other. */
function beside(file: string): [name: string, descriptor: number] {
  for (let number = 0; ; number++) {
    const fresh = join(dirname(file), `.${basename(file)}.${process.pid}-${number}.new`);
    try {
      return [fresh, openSync(fresh, "wx")];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || number === 100) throw error;
    }
  }
}
