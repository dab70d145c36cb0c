/** What a result means for the exit code. */
import type { Problem } from "../generated/documents.js";

/** What the command line needs to know of any result. */
export interface Result {
  is_valid?: boolean;
  errors?: Problem[];
  warnings?: Problem[];
  text?: string;
}

/** Whether a result says that its input is valid. */
function isValid(result: Result): boolean {
  return result.is_valid ?? (result.errors === undefined || result.errors.length === 0);
}

/** Whether a document that was given beside the input is none, such as an error answer of the server. */
function isUnreadable({ name, path, params }: Problem): boolean {
  const cause = params["cause"];
  if (cause === "ERROR_ANSWER" || cause === "OTHER_DOCUMENT") return "document" in params;
  const isNone = name === "INVALID_RESPONSE" || cause === "NOT_JSON";
  return isNone && path === "" && "document" in params;
}

/** The exit code that a result stands for. */
export function codeOf(result: Result): 0 | 1 | 2 {
  const problems = [...(result.errors ?? []), ...(result.warnings ?? [])];
  return problems.some(isUnreadable) ? 2 : isValid(result) ? 0 : 1;
}
