/** The verdict: whether the server would take the request, how many recipes it creates, and all problems at once. */
import type { Problem, ValidationReport } from "scale-batch";

import { html, setAttribute, setText } from "../elements.js";
import { plural } from "../documents/describe.js";
import { icon, type IconName } from "../icons.js";
import { isAboutDocument } from "../places.js";
import { problemList } from "../problem-list.js";
import type { Session } from "../session.js";

/** What the parts of a context are called. */
const documentNames: Record<string, string> = {
  recipe_type: "the recipe type",
  dataset: "the dataset",
  batches: "the previous batches",
  previous_batch: "the previous batch",
  sub_recipe_types: "the sub-recipe types",
};

/** Makes the verdict, and keeps it up to date. `visit` goes to the place of a problem. */
export function verdictPanel(session: Session, visit: (problem: Problem) => void): HTMLElement {
  const sign = html("span", { class: "verdict-sign" });
  const headline = html("strong", { class: "verdict-headline" });
  const counts = html("span", { class: "verdict-counts" });
  const number = html("output", { class: "verdict-number" });
  const list = html("ul", { class: "problems" });
  const unchecked = html("div", { class: "unchecked" });
  const summary = html("summary", {});
  const more = html("details", { class: "verdict-more" }, summary, list, unchecked);
  const panel = html(
    "section",
    { class: "verdict", "aria-label": "Verdict", tabindex: "-1" },
    html(
      "div",
      { class: "verdict-line" },
      sign,
      html("div", { class: "verdict-words", role: "status", "aria-live": "polite" }, headline, counts),
      number,
    ),
    more,
  );
  let shown = "";
  session.subscribe(({ report, request, documents }) => {
    const isBegun = documents.recipe_type !== null || JSON.stringify(request).length > 40;
    const isMissing = ({ name, params }: Problem): boolean =>
      name === "NO_RECIPES" || params["cause"] === "MISSING_FIELD";
    const isBlank = !isBegun && report.errors.every(isMissing);
    const key = JSON.stringify([
      report.errors,
      report.warnings,
      report.unchecked,
      report.recipes_estimated,
      isBlank,
    ]);
    if (key === shown) return;
    shown = key;
    const { errors, warnings } = report;
    const state: State =
      errors.length > 0 ? (isBlank ? "blank" : "invalid") : report.unchecked.length > 0 ? "unsure" : "valid";
    setAttribute(panel, "data-state", state);
    sign.replaceChildren(icon(signs[state]));
    setText(headline, headlineOf(state, errors.length));
    setText(counts, state === "blank" ? "" : countsOf(report));
    const estimated = report.recipes_estimated;
    number.replaceChildren(
      ...(estimated === null || estimated === undefined || state === "invalid" || state === "blank"
        ? []
        : [html("b", {}, estimated.toLocaleString("en")), ` ${estimated === 1 ? "recipe" : "recipes"}`]),
    );
    more.hidden = errors.length + warnings.length + report.unchecked.length === 0 || isBlank;
    setText(summary, state === "unsure" ? "What was not checked" : "All of them in one list");
    list.replaceChildren(
      ...problemList(errors, warnings, {
        mend: (problem) => {
          session.mend(problem);
          (more.hidden ? panel : summary).focus();
        },
        visit: (problem) => {
          if (!isAboutDocument(problem)) visit(problem);
        },
      }),
    );
    unchecked.replaceChildren(...uncheckedOf(report));
  });
  return panel;
}

/** How a request stands. */
type State = "valid" | "invalid" | "unsure" | "blank";

const signs: Record<State, IconName> = { valid: "check", invalid: "error", unsure: "question", blank: "add" };

function headlineOf(state: State, errors: number): string {
  switch (state) {
    case "valid":
      return "Ready to send";
    case "unsure":
      return "No error found";
    case "blank":
      return "A new batch";
    case "invalid":
      return `${plural(errors, "error")} to mend`;
  }
}

function countsOf(report: ValidationReport): string {
  const { warnings, unchecked } = report;
  const parts = [
    warnings.length > 0 && plural(warnings.length, "warning"),
    unchecked.length > 0 && `${plural(unchecked.length, "rule")} not checked`,
  ];
  return parts.filter((part) => part !== false).join(" · ");
}

/** The rules that were not decided, by the document that would decide them. */
function uncheckedOf({ unchecked }: ValidationReport): HTMLElement[] {
  const byDocument = new Map<string, string[]>();
  for (const { name, needs } of unchecked) {
    byDocument.set(needs, [...(byDocument.get(needs) ?? []), name]);
  }
  return [...byDocument].map(([needs, names]) =>
    html(
      "p",
      { class: "unchecked-line" },
      icon("question"),
      html(
        "span",
        {},
        `Not checked without ${documentNames[needs] ?? needs}: `,
        ...names.flatMap((name, index) => [
          index > 0 ? ", " : "",
          html("code", { class: "problem-name" }, name),
        ]),
      ),
    ),
  );
}
