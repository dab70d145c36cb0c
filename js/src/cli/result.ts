/** From results to exit codes. */
import type { Problem } from "../generated/documents.js";

/** The fields of any result that the command line needs. */
export interface Result {
  is_valid?: boolean;
  errors?: Problem[];
  warnings?: Problem[];
  text?: string;
}

/** Whether the input is valid, according to its result. */
function isValid(result: Result): boolean {
  return result.is_valid ?? (result.errors === undefined || result.errors.length === 0);
}

/** The main inputs of commands that have several. */
const SUBJECTS = ["previous", "current", "diff"];

/** Whether a document given with the main input is not the expected one, such as an error response of the server. */
function isUnreadable({ name, document, path, params }: Problem): boolean {
  if (document === undefined || SUBJECTS.includes(document)) return false;
  const cause = "cause" in params ? params.cause : undefined;
  if (cause === "ERROR_ANSWER" || cause === "OTHER_DOCUMENT") return true;
  return (name === "INVALID_RESPONSE" || cause === "NOT_JSON") && path === "";
}

/** Whether an option of the command line is wrong, and no document. */
function isWrongUsage({ document }: Problem): boolean {
  return document === "limits";
}

/** The exit code for a result. */
export function codeOf(result: Result): 0 | 1 | 2 {
  const problems = [...(result.errors ?? []), ...(result.warnings ?? [])];
  return problems.some((problem) => isWrongUsage(problem) || isUnreadable(problem))
    ? 2
    : isValid(result)
      ? 0
      : 1;
}
