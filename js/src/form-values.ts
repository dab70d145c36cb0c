/** The values of forms: in HTML and in form libraries an empty field is something, in a document it is nothing. */
import { objectOf } from "./serialize.js";

/** A document as a form holds it: fields may be missing or empty. */
export type FormValues<Document> = Document extends readonly (infer Item)[]
  ? FormValues<Item>[]
  : Document extends object
    ? { [Field in keyof Document]?: FormValues<Document[Field]> | null | undefined }
    : Document;

/**
 * The values without the fields that are empty: `""`, `null`, `undefined`, `NaN`, and a part of the form in which
 * every field is empty. Items of arrays stay, so that everything else keeps its place.
 *
 * @example
 * ```ts
 * import type { CreateBatchRequest } from "scale-batch";
 *
 * const form = { title: "", recipe_type_id: 208, definition: { dataset: 1 }, configuration: { priority: NaN } };
 * withoutEmptyFields<CreateBatchRequest>(form);
 * // { recipe_type_id: 208, definition: { dataset: 1 } }
 * ```
 */
export function withoutEmptyFields<Document>(values: FormValues<Document>): Document {
  const copies = new Map<object, object>();
  const waiting: Copied[] = [];
  /** The value itself, or a copy that is filled later: what contains itself has a copy that does, too. */
  const copyOf = (value: unknown, forget?: () => void): unknown => {
    if (typeof value !== "object" || value === null) return value;
    let copy = copies.get(value);
    if (copy === undefined) {
      const isArray = Array.isArray(value);
      // What makes its own JSON, as a date, is a value and no part of the form.
      if (!isArray && objectOf(value) !== value) return value;
      copy = isArray ? new Array<unknown>(value.length) : {};
      copies.set(value, copy);
      waiting.push({ original: value, copy, forget });
    }
    return copy;
  };
  try {
    const result = copyOf(values);
    // The list grows while it is worked through: what is inside stands behind what is around it.
    for (const { original, copy } of waiting) {
      if (waiting.length > MOST_PARTS) return values as Document;
      fill(copy, original, copyOf);
    }
    for (const { original, copy, forget } of waiting.reverse()) {
      if (Object.keys(copy).length === 0 && Object.keys(original).length > 0) forget?.();
    }
    return result as Document;
  } catch {
    return values as Document; // It throws when it is read: that is for the report to tell.
  }
}

/** No form has more arrays and objects; a Proxy may pretend to have new ones for ever. */
const MOST_PARTS = 100_000;

/** An array or object, its copy, and how to take that out of what is around it, if it is a field. */
interface Copied {
  original: object;
  copy: object;
  forget: (() => void) | undefined;
}

function fill(
  copy: object,
  original: object,
  copyOf: (value: unknown, forget?: () => void) => unknown,
): void {
  const isArray = Array.isArray(copy);
  for (const [key, member] of Object.entries(original)) {
    if (!isArray && isEmpty(member)) continue;
    const forget = isArray ? undefined : () => Reflect.deleteProperty(copy, key);
    // An assignment to `__proto__` would be something else.
    Object.defineProperty(copy, key, {
      value: copyOf(member, forget),
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === null || value === undefined || Number.isNaN(value);
}
