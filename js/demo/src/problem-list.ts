/** Lists of problems: what is wrong, the stable name, and a button that fixes it. */
import type { PatchOperation, Problem } from "scale-batch";

import { button, html } from "./elements.js";
import { icon } from "./icons.js";
import { steps } from "./pointer.js";

/** How many problems there are: those of a list, and those that it only counts. */
export function countOf(problems: readonly Problem[]): number {
  return problems.reduce((count, { name, params }) => {
    const dropped = name === "LIMIT_EXCEEDED" && "dropped" in params ? params.dropped : undefined;
    return count + (typeof dropped === "number" ? dropped : 1);
  }, 0);
}

/** What a problem says. Nobody can raise a limit on this page, so it does not tell them to. */
export function sentence({ name, description, params }: Problem): string {
  if (name !== "LIMIT_EXCEEDED" || !("limit" in params)) return description;
  const { limit, maximum } = params;
  const dropped = "dropped" in params ? params.dropped : undefined;
  if (typeof dropped === "number") return `Not all of them are listed: ${dropped} more were found.`;
  return `This is more than the page takes: the limit "${limit}" is ${maximum}.`;
}

/** Actions that the list offers for a problem. */
export interface ProblemActions {
  /** Applies its fix. */
  applyFix?: (problem: Problem) => void;
  /** Goes to its place. */
  visit?: (problem: Problem) => void;
}

/** The items of a list of problems: errors first. */
export function problemList(
  errors: readonly Problem[],
  warnings: readonly Problem[],
  actions: ProblemActions = {},
): HTMLElement[] {
  return [
    ...errors.map((problem) => problemItem(problem, "error", actions)),
    ...warnings.map((problem) => problemItem(problem, "warning", actions)),
  ];
}

function problemItem(problem: Problem, kind: "error" | "warning", actions: ProblemActions): HTMLElement {
  const { applyFix, visit } = actions;
  const fix = problem.fix ?? [];
  const text = html(
    "span",
    { class: "problem-text" },
    html("span", { class: "visually-hidden" }, kind === "error" ? "Error: " : "Warning: "),
    sentence(problem),
    " ",
    html("code", { class: "problem-name" }, problem.name),
    visit !== undefined && place(problem),
  );
  return html(
    "li",
    { class: `problem problem-${kind}` },
    icon(kind),
    visit === undefined
      ? text
      : button({ class: "problem-visit", title: "Go to this place" }, () => visit(problem), text),
    applyFix !== undefined &&
      fix.length > 0 &&
      button(
        { class: "button button-small button-fix" },
        () => applyFix(problem),
        icon("check"),
        remedy(fix),
      ),
  );
}

function place(problem: Problem): HTMLElement {
  const line = problem.line === undefined ? "" : `line ${problem.line}, column ${problem.column ?? 1}`;
  return html("span", { class: "problem-place" }, line || problem.path);
}

/** What a fix does, in a few words for its button. */
function remedy(fix: readonly PatchOperation[]): string {
  const [operation] = fix;
  if (operation === undefined || fix.length > 1) return "Fix it";
  const name = steps(operation.path).at(-1) ?? "";
  switch (operation.op) {
    case "add":
      return `Add ${name}`;
    case "remove":
      return `Remove ${/^\d+$/.test(name) ? "it" : name}`;
    case "replace":
      return `Use ${brief(operation.value)}`;
    case "move":
      return steps(operation.from).slice(0, -1).join("/") === steps(operation.path).slice(0, -1).join("/")
        ? `Rename to ${name}`
        : `Move to ${steps(operation.path).join(".")}`;
  }
}

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
