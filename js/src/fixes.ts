/** Edits of documents: the fixes of problems, and fields that the API does not know. */
import type { PatchOperation, Problem, Reading } from "./generated/documents.js";
import { define, fieldsOf, ownField, read } from "./objects.js";
import { isRename, keysOf } from "./pointers.js";

/**
 * Applies the fix of a problem: returns a new document, which shares with the old one whatever did not change. The keys
 * keep their order, and a renamed field its place.
 *
 * The document itself is returned if there is no fix, and if the fix does not fit it, since the document has changed in
 * the meantime. The fixes of one report can all be applied, in any order. A problem with a `document` of the context has
 * a fix for that document.
 *
 * @example
 * ```ts
 * const request = { recipe_type_id: 208, definition: { datset: 57, supersedes: false } };
 * const [problem] = validateBatch(request).errors;
 * applyFix(request, problem?.fix); // { recipe_type_id: 208, definition: { dataset: 57, supersedes: false } }
 * ```
 */
export function applyFix<Document>(document: Document, fix: Problem["fix"] | null): Document {
  let edited: unknown = document;
  for (const step of fix ?? []) {
    const result = applied(edited, step);
    if (result === undefined) return document;
    edited = result.value;
  }
  return edited as Document;
}

/** A field that a document lost. */
export interface DroppedField {
  /** JSON Pointer to it. */
  path: string;
  /** Its value. */
  value: unknown;
}

/** A document, and what it lost. */
export interface KnownFields<Document> {
  /** The document with the fields that the API knows. */
  document: Document;
  /** What is not in it. */
  dropped: DroppedField[];
}

/**
 * Takes out of a document what the API does not know, for editors that keep keys of their own in it. What is misspelt
 * stays, and remains an error: to drop it would change what the user meant.
 *
 * @param check - Reads or checks the document, such as `readCreateRequest`; its report tells which fields are unknown.
 *
 * @example
 * ```ts
 * const edited = { recipe_type_id: 208, definition: { dataset: 57, files_display: ["a.tif"] } };
 * const { document, dropped } = withoutUnknownFields(edited, readCreateRequest);
 * document; // { recipe_type_id: 208, definition: { dataset: 57 } }
 * dropped; // [{ path: "/definition/files_display", value: ["a.tif"] }]
 * ```
 */
export function withoutUnknownFields<Document>(
  document: Document,
  check: (document: never) => Pick<Reading<unknown>, "errors" | "warnings">,
): KnownFields<Document> {
  let left = document;
  const dropped: DroppedField[] = [];
  for (;;) {
    const { errors, warnings } = check(left as never);
    const unknown = [...errors, ...warnings].filter(isUnknownField);
    let isNew = false;
    for (const { path } of unknown) {
      const found = valueAt(left, keysOf(path));
      const without = applyFix(left, [{ op: "remove", path }]);
      if (found === undefined || without === left) continue;
      dropped.push({ path, value: found.value });
      left = without;
      isNew = true;
    }
    // A report lists only so many problems: those of the rest are in the next one.
    if (!isNew) return { document: left, dropped };
  }
}

/** Whether a problem is about a field of the document that is not known, and not misspelt. */
function isUnknownField(problem: Problem): boolean {
  const { params } = problem;
  const isUnknown =
    ("cause" in params && params.cause === "UNKNOWN_FIELD") ||
    // The server tolerates it.
    ("because" in params && params.because === "input_map");
  return isUnknown && !("suggestion" in params) && ownField(problem, "document") === undefined;
}

/** A value that is there: it may be undefined. */
interface Found {
  value: unknown;
}

/** A value after one step of a fix, or undefined if the step does not fit it. */
function applied(document: unknown, step: PatchOperation): Found | undefined {
  const keys = keysOf(step.path);
  if (keys.length === 0)
    return step.op === "add" || step.op === "replace" ? { value: step.value } : undefined;
  switch (step.op) {
    case "add":
      return edited(document, keys, (part, key) => put(part, key, step.value));
    case "replace":
      return edited(document, keys, (part, key) => replaced(part, key, step.value));
    case "remove":
      return edited(document, keys, removed);
    case "move": {
      const from = keysOf(step.from);
      const old = from[from.length - 1];
      const found = valueAt(document, from);
      if (found === undefined || old === undefined) return undefined;
      const renaming =
        step.from !== step.path && isRename(step.from, step.path)
          ? edited(document, keys, (part, key) => renamed(part, old, key))
          : undefined;
      if (renaming !== undefined) return renaming;
      const without = edited(document, from, removed);
      return without && edited(without.value, keys, (part, key) => put(part, key, found.value));
    }
  }
}

/** An array or an object that is edited: a new one, or undefined if that edit does not fit it. */
type Edit = (part: Part, key: string) => Part | undefined;

/** An array, or the fields of an object. */
type Part = readonly unknown[] | Fields;

/** The fields of an object in their order. */
interface Fields {
  readonly fields: readonly (readonly [name: string, value: unknown])[];
}

function edited(value: unknown, keys: readonly string[], edit: Edit): Found | undefined {
  const ways: { part: Part; key: string }[] = [];
  let inside: Found | undefined = { value };
  for (const key of keys) {
    const part: Part | undefined = inside && partOf(inside.value);
    if (part === undefined) return undefined;
    ways.push({ part, key });
    inside = memberOf(part, key);
  }
  const last = ways.pop();
  if (last === undefined) return undefined;
  let result = edit(last.part, last.key);
  if (result === undefined) return undefined;
  for (const { part, key } of ways.reverse()) {
    result = replaced(part, key, valueOf(result));
    if (result === undefined) return undefined;
  }
  return { value: valueOf(result) };
}

function valueAt(value: unknown, keys: readonly string[]): Found | undefined {
  let found: Found | undefined = { value };
  for (const key of keys) {
    const part: Part | undefined = found && partOf(found.value);
    found = part && memberOf(part, key);
  }
  return found;
}

/** An array, or an object as the reader sees it: a `toJSON` says what is in it. */
function partOf(given: unknown): Part | undefined {
  const { value } = read(given, "");
  if (isArray(value)) return value;
  if (typeof value !== "object" || value === null) return undefined;
  return { fields: fieldsOf(value).map(([name, member]) => [name, member] as const) };
}

function isArray(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false; // A Proxy that was revoked.
  }
}

function valueOf(part: Part): unknown {
  if (isArray(part)) return part;
  const object = {};
  for (const [name, value] of part.fields) define(object, name, { value, writable: true });
  return object;
}

function memberOf(part: Part, key: string): Found | undefined {
  if (isArray(part)) {
    const index = indexIn(part, key);
    return index === undefined || index === part.length ? undefined : { value: part[index] };
  }
  const field = part.fields.find(([name]) => name === key);
  return field && { value: field[1] };
}

/** The index that a key of an array is, up to the one after the last. */
function indexIn(items: readonly unknown[], key: string): number | undefined {
  const index = key === "-" ? items.length : /^\d+$/.test(key) ? Number(key) : NaN;
  return index <= items.length ? index : undefined;
}

function put(part: Part, key: string, value: unknown): Part | undefined {
  if (!isArray(part)) return replaced(part, key, value) ?? { fields: [...part.fields, [key, value]] };
  const index = indexIn(part, key);
  return index === undefined ? undefined : [...part.slice(0, index), value, ...part.slice(index)];
}

function replaced(part: Part, key: string, value: unknown): Part | undefined {
  if (memberOf(part, key) === undefined) return undefined;
  return isArray(part)
    ? part.map((item, index) => (index === Number(key) ? value : item))
    : { fields: part.fields.map((field) => (field[0] === key ? [key, value] : field)) };
}

function removed(part: Part, key: string): Part | undefined {
  if (memberOf(part, key) === undefined) return undefined;
  return isArray(part)
    ? part.filter((_, index) => index !== Number(key))
    : { fields: part.fields.filter(([name]) => name !== key) };
}

/** A field gets another name, and takes the place of any that has it; undefined if this is no object. */
function renamed(part: Part, old: string, name: string): Part | undefined {
  if (isArray(part)) return undefined;
  const others = part.fields.filter(([other]) => other !== name);
  return { fields: others.map((field) => (field[0] === old ? [name, field[1]] : field)) };
}
