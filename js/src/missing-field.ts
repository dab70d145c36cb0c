/** The field that a problem says is missing. */
import type { Problem } from "./generated/documents.js";
import { hasOwn } from "./objects.js";

/**
 * The field that a problem says is missing, so that a form can show the problem there: `path` leads to the object that
 * lacks it. `undefined` for any other problem.
 *
 * @example
 * ```ts
 * readCreateRequest('{"definition": {"dataset": 1}}').errors.map(missingField); // ["recipe_type_id"]
 * ```
 */
export function missingField({ params }: Pick<Problem, "params">): string | undefined {
  return hasOwn(params, "cause") && "cause" in params && params.cause === "MISSING_FIELD"
    ? params.field
    : undefined;
}
