/** The values of forms: in HTML and in form libraries an empty field is something, in a document it is nothing. */
import { classOf } from "./serialize.js";

/** A document as a form holds it: fields may be missing or empty. */
export type FormValues<Document> = Document extends readonly (infer Item)[]
  ? FormValues<Item>[]
  : Document extends object
    ? { [Field in keyof Document]?: FormValues<Document[Field]> | null | undefined }
    : Document;

/**
 * The values without the fields that are empty: `""`, `null`, `undefined` and `NaN`. Items of arrays stay, so that
 * every other value keeps its place.
 *
 * @example
 * ```ts
 * const form = { title: "", recipe_type_id: 208, definition: { dataset: 1 }, configuration: { priority: NaN } };
 * withoutEmptyFields<CreateBatchRequest>(form);
 * // { recipe_type_id: 208, definition: { dataset: 1 }, configuration: {} }
 * ```
 */
export function withoutEmptyFields<Document>(values: FormValues<Document>): Document {
  const copies = new Map<object, object>();
  const waiting: [original: object, copy: object][] = [];
  /** The value itself, or a copy that is filled later: what contains itself has a copy that does, too. */
  const copyOf = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    let copy = copies.get(value);
    if (copy === undefined) {
      const isArray = Array.isArray(value);
      if (!isArray && classOf(value) !== undefined) return value;
      copy = isArray ? new Array<unknown>(value.length) : {};
      copies.set(value, copy);
      waiting.push([value, copy]);
    }
    return copy;
  };
  try {
    const result = copyOf(values);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [original, copy] = next;
      for (const [key, member] of Object.entries(original)) {
        if (!Array.isArray(copy) && isEmpty(member)) continue;
        // An assignment to `__proto__` would be something else.
        Object.defineProperty(copy, key, {
          value: copyOf(member),
          configurable: true,
          enumerable: true,
          writable: true,
        });
      }
    }
    return result as Document;
  } catch {
    return values as Document; // It throws when it is read: that is for the report to tell.
  }
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === null || value === undefined || Number.isNaN(value);
}
