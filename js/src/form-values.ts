/** Form values: in HTML and form libraries an empty field has a value, in a document it is absent. */
import { isEmptyField } from "./form-places.js";
import { classOf, define, objectOf, ownField } from "./objects.js";

/** A document in a form: fields may be missing or empty. */
export type FormValues<Document> = Document extends readonly (infer Item)[]
  ? FormItems<Item>
  : Document extends object
    ? { [Field in keyof Document]?: FormValues<Document[Field]> | null | undefined }
    : Document;

/** An array in a form. An interface, because only there TypeScript before 3.7 lets a type hold itself. */
export interface FormItems<Item> extends Array<FormValues<Item>> {}

/** How the values of a form are read. */
export interface FormOptions {
  /**
   * What `NaN` is: an empty field (the default), which is what the `valueAsNumber` of a number input returns for one, or
   * text that is no number, which is an error. Choose `"invalid"` if an empty field has another value in your form.
   */
  nan?: "empty" | "invalid";
}

/**
 * Returns the values without empty fields: `""`, `null`, `undefined`, `NaN`, a list without items, and any part of the
 * form in which every field is empty. The items of a list are kept, so that indices stay the same: a row that is not
 * filled in is not the same as no row.
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
export function withoutEmptyFields<Document>(
  values: FormValues<Document>,
  options: FormOptions = {},
): Document {
  const isNanEmpty = ownField(options, "nan") !== "invalid";
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
      fill(copy, original, isNanEmpty, copyOf);
    }
    for (const { original, copy, forget } of waiting.reverse()) {
      if (Object.keys(copy).length === 0 && Object.keys(original).length > 0) forget?.();
    }
    return result as Document;
  } catch {
    return values as Document; // Reading it throws: the report will say so.
  }
}

/**
 * Returns the document that is sent for form values, as plain JSON: without empty fields, dates as strings, instances of
 * classes without their methods. Check it and send it, so that what goes out is what was checked.
 *
 * What JSON cannot say, such as a Map or a cycle, is left as it is: the check reports it.
 *
 * @example
 * ```ts
 * import type { CreateBatchRequest } from "scale-batch";
 *
 * const form = { title: "June", description: null, recipe_type_id: 208, definition: { dataset: 1 } };
 * const sent = asSent<CreateBatchRequest>(form);
 * sent; // { title: "June", recipe_type_id: 208, definition: { dataset: 1 } }
 * validateBatch(sent, { recipe_type }, { service: "create" }).warnings; // []
 * JSON.stringify(sent); // '{"title":"June","recipe_type_id":208,"definition":{"dataset":1}}'
 * ```
 */
export function asSent<Document>(values: FormValues<Document>, options?: FormOptions): Document {
  const document = withoutEmptyFields(values, options);
  try {
    return JSON.parse(JSON.stringify(document, sayable)) as Document;
  } catch {
    return document;
  }
}

/** A value as JSON says it. Throws if JSON would say something else, or nothing. */
function sayable(_: string, value: unknown): unknown {
  switch (typeof value) {
    case "bigint":
      if (Number.isSafeInteger(Number(value))) return Number(value);
      break;
    case "number":
      if (Number.isFinite(value)) return value;
      break;
    case "object":
      if (value === null || Array.isArray(value) || classOf(value) === undefined) return value;
      break;
    case "boolean":
    case "string":
      return value;
  }
  throw new TypeError("JSON cannot say this value.");
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
  isNanEmpty: boolean,
  copyOf: (value: unknown, forget?: () => void) => unknown,
): void {
  const isArray = Array.isArray(copy);
  for (const [key, member] of Object.entries(original)) {
    if (!isArray && isEmptyField(member) && (isNanEmpty || !Number.isNaN(member))) continue;
    const forget = isArray ? undefined : () => Reflect.deleteProperty(copy, key);
    define(copy, key, { value: copyOf(member, forget), writable: true });
  }
}
