/** Form values: in HTML and form libraries an empty field has a value, in a document it is absent. */
import { define, objectOf } from "./objects.js";

/** A document in a form: fields may be missing or empty. */
export type FormValues<Document> = Document extends readonly (infer Item)[]
  ? FormItems<Item>
  : Document extends object
    ? { [Field in keyof Document]?: FormValues<Document[Field]> | null | undefined }
    : Document;

/** An array in a form. An interface, because only there TypeScript before 3.7 lets a type hold itself. */
export interface FormItems<Item> extends Array<FormValues<Item>> {}

/**
 * Returns the values without empty fields: `""`, `null`, `undefined`, `NaN`, and any part of the form in which every
 * field is empty. Array items are kept, so that indices stay the same.
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
  /** The value itself, or a copy that is filled later, so that a cyclic value has a cyclic copy. */
  const copyOf = (value: unknown, forget?: () => void): unknown => {
    if (typeof value !== "object" || value === null) return value;
    let copy = copies.get(value);
    if (copy === undefined) {
      const isArray = Array.isArray(value);
      // An object with a `toJSON`, such as a date, is a value and not a part of the form.
      if (!isArray && objectOf(value) !== value) return value;
      copy = isArray ? new Array<unknown>(value.length) : {};
      copies.set(value, copy);
      waiting.push({ original: value, copy, forget });
    }
    return copy;
  };
  try {
    const result = copyOf(values);
    // The list grows while it is processed: children come after their parents.
    for (const { original, copy } of waiting) {
      if (waiting.length > MOST_PARTS) return values as Document;
      fill(copy, original, copyOf);
    }
    for (const { original, copy, forget } of waiting.reverse()) {
      if (Object.keys(copy).length === 0 && Object.keys(original).length > 0) forget?.();
    }
    return result as Document;
  } catch {
    return values as Document; // Reading it throws: the report will say so.
  }
}

/** No form has more arrays and objects than this; a Proxy may generate new ones for ever. */
const MOST_PARTS = 100_000;

/** An array or object, its copy, and a way to remove the copy from its parent if it is a field. */
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
    define(copy, key, { value: copyOf(member, forget), writable: true });
  }
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === null || value === undefined || Number.isNaN(value);
}
