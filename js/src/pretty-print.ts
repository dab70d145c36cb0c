/** Reports as text. */
import type { PatchOperation, Problem } from "./generated/documents.js";
import { ownField } from "./objects.js";
import { isRename } from "./pointers.js";
import type { Problems } from "./types.js";

/** How a report is printed. */
export interface PrintOptions {
  /** Where the document comes from, such as the name of its file. */
  source?: string;
}

/**
 * Returns the problems of a report as text for a log or a terminal, like the command `scale-batch` prints them: place,
 * name, what is wrong, and how to fix it.
 *
 * @example
 * ```ts
 * prettyPrint(readDefinition('{"datset": 5}'), { source: "definition.json" }).split("\n");
 * // ["definition.json:1:2: error INVALID_BATCH_DEFINITION at /datset", '  There is no field "datset". Did you mean "dataset"?', "  Fix: rename /datset to /dataset"]
 * ```
 */
export function prettyPrint(report: Partial<Problems>, options: PrintOptions = {}): string {
  const print =
    (severity: string) =>
    (problem: Problem): string =>
      printed(severity, problem, options);
  const errors = (report.errors ?? []).map(print("error"));
  return [...errors, ...(report.warnings ?? []).map(print("warning"))].join("\n");
}

function printed(severity: string, problem: Problem, { source }: PrintOptions): string {
  const { name, description, path } = problem;
  const position = [ownField(problem, "line"), ownField(problem, "column")];
  const place = [ownField(problem, "document") ?? source, ...position].filter((part) => part !== undefined);
  const at = path === "" ? "" : ` at ${path}`;
  const fixes = (ownField(problem, "fix") ?? []).map((step) => `  Fix: ${instruction(step)}`);
  const heading = `${place.length > 0 ? `${place.join(":")}: ` : ""}${severity} ${name}${at}`;
  return [heading, `  ${description}`, ...fixes].map(visible).join("\n");
}

/** A step of a fix in words. */
function instruction(step: PatchOperation): string {
  switch (step.op) {
    case "add":
      return `add ${step.path} with the value ${JSON.stringify(step.value)}`;
    case "remove":
      return `remove ${step.path}`;
    case "replace":
      return `set ${step.path} to ${JSON.stringify(step.value)}`;
    case "move":
      return `${isRename(step.from, step.path) ? "rename" : "move"} ${step.from} to ${step.path}`;
  }
}

/** A string of the user's, safe to print: characters that nobody sees, but which change what is shown, are escapes. */
function visible(text: string): string {
  const controls =
    "\\0-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e";
  const others =
    "\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}";
  const short: Record<string, string> = { "\t": "\\t", "\r": "\\r", "\n": "\\n" };
  return text.replace(
    new RegExp(`[${controls}${others}]`, "gu"),
    (unseen) => short[unseen] ?? `\\u{${(unseen.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
