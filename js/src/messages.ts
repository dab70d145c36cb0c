/** Messages in other languages, made of the name and the params of a problem. */
import type { Problem, ProblemName } from "./generated/documents.js";

/** How each problem is said in a language. TypeScript says which names are missing. */
export type Messages = { readonly [Name in ProblemName]: (params: Problem["params"]) => string };

/**
 * What a problem says in another language; its English description, where the messages do not have its name.
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
