/** The fields of a form: which are empty, and at which a problem is shown. */
import type { Problem } from "./generated/documents.js";
import { missingField } from "./missing-field.js";
import { objectOf, ownField } from "./objects.js";
import { keysOf } from "./pointers.js";

/** A field: keys from the outside in. */
export type Keys = (string | number)[];

/** The maximum depth of documents, whatever the limits are. */
const DEEPEST = 512;

/** The fields that say what a batch is made from: what is wrong with a whole part is shown at one of them. */
const SOURCES = ["dataset", "previous_batch", "root_batch_id"];

/** Whether a field says what a batch is made from. */
export function isSource(field: string): boolean {
  return SOURCES.includes(field);
}

/** Whether the field of a form with this value is empty. May throw. */
export function isEmptyField(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === "" || value === null || value === undefined || Number.isNaN(value);
}

/**
 * The field that a problem is about: of a missing field its own place. Empty for the whole document, and for what is wrong
 * with a document of the context. Without the document, indices of arrays are strings.
 */
export function fieldOf(problem: Problem, value?: unknown): Keys {
  if (ownField(problem, "document") !== undefined) return [];
  const keys = pathIn(value, problem.path);
  const missing = missingField(problem);
  if (missing !== undefined) keys.push(missing);
  return keys;
}

/** The same in a form, where what is wrong with a whole part is at the first field of it that the problem concerns. */
export function formFieldOf(problem: Problem, value: unknown): Keys {
  const keys = fieldOf(problem, value);
  // A definition may be the whole form.
  const isSourceless = problem.name === "NO_RECIPES" && ownField(problem, "document") === undefined;
  if (keys.length > 0 || isSourceless) keys.push(...toFirstField(value, keys, problem.name));
  return keys;
}

/**
 * The way from a part of a form to the first field in it that a problem of the whole part concerns; empty if it is a
 * field already.
 */
function toFirstField(value: unknown, path: Keys, name: Problem["name"]): Keys {
  const keys: Keys = [];
  try {
    let part = path.reduce((inside, key) => (inside as Record<string | number, unknown>)[key], value);
    // No deeper than the reader: the value is read again, and may now be a different, endless one.
    while (isPart(part) && keys.length < DEEPEST) {
      const fields = Object.keys(part);
      // A form that has neither of the fields that are missing may get the first of them.
      const others = keys.length === 0 && name === "NO_RECIPES" ? "dataset" : fields[0];
      const key = fields.find(isSource) ?? others;
      if (key === undefined) break;
      keys.push(Array.isArray(part) ? Number(key) : key);
      part = (part as Record<string, unknown>)[key];
    }
  } catch {
    // A value that throws when it is read has no fields.
  }
  return keys;
}

/** A JSON Pointer as keys. Only the value determines whether a number in it is an array index. */
function pathIn(value: unknown, pointer: string): Keys {
  let inside = value;
  return keysOf(pointer).map((key) => {
    try {
      const isIndex = Array.isArray(inside);
      inside = (inside as Record<string, unknown>)[key];
      return isIndex ? Number(key) : key;
    } catch {
      inside = undefined; // A value that throws when it is read.
      return key;
    }
  });
}

/** Whether it has fields of its own: an object with a `toJSON`, such as a date, is a value. */
function isPart(value: unknown): value is object {
  return Array.isArray(value) || (typeof value === "object" && value !== null && objectOf(value) === value);
}
