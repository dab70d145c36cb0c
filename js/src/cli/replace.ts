/** Writing a file anew, so that whoever reads it finds all of the old or all of the new content: see `src/cli/replace.rs`. */
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { dirname, join } from "node:path";

/** Puts a file with this content in the place of another, with the same permissions and owner. */
export function replace(name: string, text: string): void {
  const file = realpathSync(name);
  const old = statSync(file);
  // The folder might allow what the file does not.
  if ((old.mode & 0o222) === 0) throw Object.assign(new Error("permission denied"), { code: "EACCES" });
  const [fresh, descriptor] = beside(file);
  try {
    try {
      keepOwner(old, descriptor);
      fchmodSync(descriptor, old.mode & 0o7777);
      writeFileSync(descriptor, text);
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

/** Gives a new file the owner and group of the old one; on Windows both are 0. */
function keepOwner(old: Stats, descriptor: number): void {
  const { uid, gid } = fstatSync(descriptor);
  if (uid === old.uid && gid === old.gid) return;
  try {
    fchownSync(descriptor, old.uid, old.gid);
  } catch {
    throw new Error("its owner and group cannot be kept");
  }
}

/** A new file in the same folder, as only there it can take the place of the other. */
function beside(file: string): [name: string, descriptor: number] {
  for (let number = 0; ; number++) {
    const fresh = join(dirname(file), `.scale-batch-${process.pid}-${number}.new`);
    try {
      return [fresh, openSync(fresh, "wx")];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || number === 100) throw error;
    }
  }
}
