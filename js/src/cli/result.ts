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

/** The inputs that are what a command is about, where there are several. */
const SUBJECTS = ["previous", "current", "diff"];

/** Whether a document that was given beside the input is none, such as an error answer of the server. */
function isUnreadable({ name, document, path, params }: Problem): boolean {
  if (document === undefined || SUBJECTS.includes(document)) return false;
  const cause = params["cause"];
  if (cause === "ERROR_ANSWER" || cause === "OTHER_DOCUMENT") return true;
  return (name === "INVALID_RESPONSE" || cause === "NOT_JSON") && path === "";
}

/** The exit code that a result stands for. */
export function codeOf(result: Result): 0 | 1 | 2 {
  const problems = [...(result.errors ?? []), ...(result.warnings ?? [])];
  return problems.some(isUnreadable) ? 2 : isValid(result) ? 0 : 1;
}
