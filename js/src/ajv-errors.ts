/** Problems as the errors of ajv, which JSON Forms and others take. */
import type { Problem } from "./generated/documents.js";

/** An error in the shape of ajv's `ErrorObject`. */
export interface AjvError {
  /** JSON Pointer to the value. */
  instancePath: string;
  /** The rule, as a fragment: `#/NO_RECIPES`. It leads into no schema. */
  schemaPath: string;
  /** The name of the problem; `required` for a missing field, so that it is shown at that field. */
  keyword: string;
  /** The params of the problem; for a missing field also `missingProperty`. */
  params: Record<string, unknown>;
  /** What is wrong and what would be right, for people. */
  message: string;
}

/**
 * Problems as the errors of ajv.
 *
 * @example
 * ```ts
 * const additionalErrors = toAjvErrors(readDefinition({ dataset: 0.5 }).errors);
 * additionalErrors[0]?.instancePath; // "/dataset"
 * ```
 */
export function toAjvErrors(problems: readonly Problem[]): AjvError[] {
  return problems.map(({ name, description, document, path, params }) => {
    const isMissing = params["cause"] === "MISSING_FIELD";
    return {
      // What is wrong with a document of the context is no fault of a field.
      instancePath: document === undefined ? path : "",
      schemaPath: `#/${name}`,
      keyword: isMissing ? "required" : name,
      params: isMissing ? { ...params, missingProperty: params["field"] } : params,
      message: description,
    };
  });
}
