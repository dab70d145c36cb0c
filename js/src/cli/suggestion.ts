/** Suggestions of names that were probably meant. */
import { callText } from "./module.js";

/** The name that was probably meant, as a sentence to end a message with. */
export function didYouMean(name: string, names: readonly string[]): string {
  const result = callText("nearestName", JSON.stringify({ name, names }));
  const { nearest } = JSON.parse(result) as { nearest: string | null };
  return nearest === null ? "" : ` Did you mean "${nearest}"?`;
}
