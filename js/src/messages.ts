/** Messages in other languages, built from the name and the params of a problem. */
import type { Problem, ProblemName } from "./generated/documents.js";
import { hasOwn } from "./objects.js";

/** The params of a problem of this name; where it has several causes, `cause` or `because` tells them apart. */
export type ParamsOf<Name extends ProblemName> = Extract<Problem, Record<"name", Name>>["params"];

/**
 * The messages for all problems in a language. TypeScript reports missing names, and params that a problem does not
 * have.
 */
export type Messages = { readonly [Name in ProblemName]: (params: ParamsOf<Name>) => string };

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
  // The name and the params of a problem belong together, which the type of the table cannot say.
  const message = messages[problem.name] as ((params: Problem["params"]) => string) | undefined;
  if (message !== undefined) return message(problem.params);
  const { description, message: english } = problem as { description?: string; message?: string };
  return (hasOwn(problem, "description") ? description : english) ?? "";
}
