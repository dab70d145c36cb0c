/** Problems as ajv errors, which JSON Forms and others accept. */
import { fieldOf, formFieldOf } from "./form-places.js";
import type { Problem } from "./generated/documents.js";
import { missingField } from "./missing-field.js";
import { pointerOf } from "./pointers.js";

/** An error in the shape of ajv's `ErrorObject`. */
export interface AjvError {
  /** JSON Pointer to the value. */
  instancePath: string;
  /** The rule, as a fragment: `#/NO_RECIPES`. It does not point into a schema. */
  schemaPath: string;
  /** The name of the problem; `required` for a missing field, so that it appears at that field. */
  keyword: string;
  /** The params of the problem; for a missing field also `missingProperty`. */
  params: Record<string, unknown>;
  /** What is wrong and what would be right, as a sentence. */
  message: string;
}

/**
 * Converts problems to ajv errors.
 *
 * @param values - The values of the form. What is wrong with a whole part of it is then at the first field that it
 * concerns, since forms show an error only at a control: a definition without a source at `dataset`.
 *
 * @example
 * ```ts
 * const additionalErrors = toAjvErrors(readDefinition({ dataset: 0.5 }).errors);
 * additionalErrors[0]?.instancePath; // "/dataset"
 *
 * const values = { recipe_type_id: 208, definition: { supersedes: true } };
 * toAjvErrors(validateBatch(values).errors)[0]?.instancePath; // "/definition"
 * toAjvErrors(validateBatch(values).errors, values)[0]?.instancePath; // "/definition/dataset"
 * ```
 */
export function toAjvErrors(problems: readonly Problem[], values?: unknown): AjvError[] {
  return problems.map((problem) => {
    const { name, description, params } = problem;
    const keys = values === undefined ? fieldOf(problem) : formFieldOf(problem, values);
    const isMissing = missingField({ params }) !== undefined && keys.length > 0;
    const missingProperty = isMissing ? String(keys.pop()) : undefined;
    return {
      instancePath: pointerOf(keys),
      schemaPath: `#/${name}`,
      keyword: isMissing ? "required" : name,
      params: isMissing ? { ...params, missingProperty } : { ...params },
      message: description,
    };
  });
}
