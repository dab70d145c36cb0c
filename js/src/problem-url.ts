/** Where a problem is explained. */
import type { ProblemName } from "./generated/documents.js";
import { PROBLEMS } from "./generated/problems.js";

/**
 * Returns the address of the section about a problem: what it means, its causes, an example and the remedy. The same text
 * is in the package, as `docs/problems.md`.
 *
 * @param base - Where a copy of that document is, if not where this version has it.
 *
 * @example
 * ```ts
 * problemUrl("NO_RECIPES", "/help/problems.html"); // "/help/problems.html#no_recipes"
 * ```
 */
export function problemUrl(name: ProblemName, base: string = PROBLEMS): string {
  return `${base}#${name.toLowerCase()}`;
}
