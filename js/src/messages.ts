/** Messages in other languages, built from the name and the params of a problem. */
import type { Problem, ProblemName } from "./generated/documents.js";

/** The messages for all problems in a language. TypeScript reports missing names. */
export type Messages = { readonly [Name in ProblemName]: (params: Problem["params"]) => string };

/**
 * Returns the message of a problem in another language, or its English description if the messages lack its name.
 *
 * @example
 * ```ts
 * const messages = { INVALID_BATCH_DEFINITION: () => "Die Definition stimmt nicht." };
 * readDefinition({ dataset: 0.5 }).errors.map((problem) => translate(problem, messages));
 * // ["Die Definition stimmt nicht."]
 * ```
 */
export function translate(
  problem: Pick<Problem, "name" | "params"> & ({ description: string } | { message: string }),
  messages: Partial<Messages>,
): string {
  const message = messages[problem.name]?.(problem.params);
  return message ?? ("description" in problem ? problem.description : problem.message);
}
