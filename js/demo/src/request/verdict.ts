/** The verdict: whether the server would accept the request, how many recipes it creates, and all problems. */
import { missingField, type Problem, type Unchecked, type ValidationReport } from "scale-batch";

import { html, setAttribute, setText } from "../elements.js";
import { plural } from "../documents/describe.js";
import { icon, type IconName } from "../icons.js";
import { isAboutDocument } from "../places.js";
import { countOf, problemList } from "../problem-list.js";
import type { Session } from "../session.js";

/** The names of the parts of a context. */
const documentNames: Record<string, string> = {
  recipe_type: "the recipe type",
  dataset: "the dataset",
  batches: "the previous batches",
  previous_batch: "the previous batch",
  revisions: "the revisions",
  sub_recipe_types: "the revisions",
  recipe_types: "the recipe types",
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
    const isMissing = (problem: Problem): boolean =>
      problem.name === "NO_RECIPES" || missingField(problem) !== undefined;
    const isBlank = !isBegun && report.errors.every(isMissing);
    const key = JSON.stringify([
      report.errors,
      report.warnings,
      report.unchecked,
      report.recipes_estimated,
      report.estimate?.if_all_new,
      isBlank,
    ]);
    if (key === shown) return;
    shown = key;
    const { errors, warnings } = report;
    const state: State = isBlank && errors.length > 0 ? "blank" : states[report.outlook];
    setAttribute(panel, "data-state", state);
    sign.replaceChildren(icon(signs[state]));
    setText(headline, headlineOf(state, report));
    setText(counts, state === "blank" ? "" : countsOf(report));
    number.replaceChildren(...numberOf(state, report));
    more.hidden = errors.length + warnings.length + report.unchecked.length === 0 || isBlank;
    setText(summary, state === "unsure" ? "What was not checked" : "All problems in one list");
    list.replaceChildren(
      ...problemList(errors, warnings, {
        applyFix: (problem) => {
          session.applyFix(problem);
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

/** The state of a request. */
type State = "valid" | "invalid" | "failing" | "nothing" | "unsure" | "blank";

/** The state for each outlook. */
const states: Record<ValidationReport["outlook"], State> = {
  REFUSED: "invalid",
  SERVER_FAILS: "failing",
  CREATES_NOTHING: "nothing",
  CREATES: "valid",
  UNKNOWN: "unsure",
};

const signs: Record<State, IconName> = {
  valid: "check",
  invalid: "error",
  failing: "error",
  nothing: "error",
  unsure: "question",
  blank: "add",
};

function headlineOf(state: State, { errors, is_complete }: ValidationReport): string {
  switch (state) {
    case "valid":
      return is_complete ? "Ready to send" : "Ready to send, as far as checked";
    case "failing":
      return "Valid, but the server will fail";
    case "nothing":
      return "Valid, but nothing will be created";
    case "unsure":
      return "No errors found";
    case "blank":
      return "A new batch";
    case "invalid":
      return `${plural(countOf(errors), "error")} to fix`;
  }
}

/** The estimate, and the number that is actually created if it differs. */
function numberOf(
  state: State,
  { recipes_estimated: estimated, estimate }: ValidationReport,
): (string | HTMLElement)[] {
  if (estimated === null || state === "invalid" || state === "blank") return [];
  const created = estimate?.if_all_new ?? estimated;
  const figure = html("b", {}, created.toLocaleString("en"));
  if (created === estimated) return [figure, ` ${created === 1 ? "recipe" : "recipes"}`];
  return [`${estimated.toLocaleString("en")} estimated, `, figure, " will be created"];
}

function countsOf(report: ValidationReport): string {
  const { warnings, unchecked } = report;
  const parts = [
    warnings.length > 0 && plural(countOf(warnings), "warning"),
    unchecked.length > 0 && `${plural(unchecked.length, "rule")} not checked`,
  ];
  return parts.filter((part) => part !== false).join(" · ");
}

/** The rules that were not checked, by the document that they need. */
function uncheckedOf({ unchecked }: ValidationReport): HTMLElement[] {
  const byDocument = new Map<string, string[]>();
  for (const rule of unchecked) {
    const document = documentOf(rule);
    byDocument.set(document, [...(byDocument.get(document) ?? []), rule.name]);
  }
  return [...byDocument].map(([document, names]) =>
    html(
      "p",
      { class: "unchecked-line" },
      icon("question"),
      html(
        "span",
        {},
        `Not checked without ${document}: `,
        ...names.flatMap((name, index) => [
          index > 0 ? ", " : "",
          html("code", { class: "problem-name" }, name),
        ]),
      ),
    ),
  );
}

/** The document that a rule needs, as exactly as the library knows it. */
function documentOf({ needs, wanted }: Unchecked): string {
  const part = documentNames[needs] ?? needs;
  if (wanted === undefined) return part;
  if ("revision_num" in wanted) {
    const name = wanted.recipe_type_name;
    return `revision ${wanted.revision_num} of the recipe type${name === null ? "" : ` ${name}`}`;
  }
  if ("query" in wanted) return `the list of batches with ${wanted.query}`;
  const [[key, value] = ["", ""]] = Object.entries(wanted);
  return `the details of ${key.replace(/_(id|name)$/, "").replace("_", " ")} ${String(value)}`;
}
