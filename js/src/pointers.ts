/** JSON Pointers as keys, and back. */

/** The keys of a JSON Pointer. */
export function keysOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replace(/~1/g, "/").replace(/~0/g, "~"));
}

/** The JSON Pointer to a field. */
export function pointerOf(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
}

/** Whether both are places in the same object or array, so that moving from one to the other is a renaming. */
export function isRename(from: string, to: string): boolean {
  const parentOf = (pointer: string): string => pointer.replace(/[^/]*$/, "");
  return parentOf(from) === parentOf(to);
}
