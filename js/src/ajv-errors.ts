/** Problems as ajv errors, which JSON Forms and others accept. */
import type { Problem } from "./generated/documents.js";
import { missingField } from "./missing-field.js";
import { ownField } from "./objects.js";

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
 * @example
 * ```ts
 * const additionalErrors = toAjvErrors(readDefinition({ dataset: 0.5 }).errors);
 * additionalErrors[0]?.instancePath; // "/dataset"
 * ```
 */
export function toAjvErrors(problems: readonly Problem[]): AjvError[] {
  return problems.map((problem) => {
    const { name, description, path, params } = problem;
    const missingProperty = missingField({ params });
    const isMissing = missingProperty !== undefined;
    return {
      // A problem with a document of the context belongs to no field.
      instancePath: ownField(problem, "document") === undefined ? path : "",
      schemaPath: `#/${name}`,
      keyword: isMissing ? "required" : name,
      params: isMissing ? { ...params, missingProperty } : { ...params },
      message: description,
    };
  });
}
