/** Revisions of job types: with them the recipe type is checked against what its jobs declare. */
import { checkRecipe, type Problem, type RecipeReport } from "scale-batch";

import { button, html, setText } from "../elements.js";
import { icon } from "../icons.js";
import { countOf, problemList } from "../problem-list.js";
import type { Session } from "../session.js";
import { plural } from "./describe.js";
import { pasteDialog } from "./paste.js";

const origin =
  "An array of revisions of the job types that the nodes of the recipe type run, as the API serves them.";

/** Reads such documents. */
function read(text: string): { errors: Problem[]; warnings: Problem[] } {
  const { errors, warnings } = checkRecipe({ definition: { nodes: {} }, job_type_revisions: text });
  return { errors, warnings };
}

/** Pasted revisions, and the recipe type checked with them. They are not part of the context: batches do not need them. */
export function jobTypes(session: Session): HTMLElement {
  const about = html("p", { class: "hint" }, origin);
  const problems = html("ul", { class: "problems" });
  let revisions: readonly object[] | undefined;
  let shown = "";
  const check = (): void => {
    const { recipe_type, revisions: known } = session.view.documents;
    if (revisions === undefined || recipe_type === null) {
      shown = "";
      setText(about, origin);
      problems.replaceChildren();
      return;
    }
    const report = checkRecipe({
      recipe_type: recipe_type.document,
      job_type_revisions: revisions,
      ...(known === null ? {} : { revisions: known.document }),
    });
    const key = JSON.stringify(report);
    if (key === shown) return;
    shown = key;
    setText(about, aboutOf(report));
    problems.replaceChildren(...problemList(report.errors, report.warnings));
  };
  let documents: unknown;
  session.subscribe((view) => {
    // A keystroke in the form does not affect the recipe type.
    if (view.documents === documents) return;
    ({ documents } = view);
    check();
  });
  const paste = button(
    { class: "button button-small", "aria-label": "Paste job type revisions" },
    () =>
      pasteDialog({
        title: "Paste job type revisions",
        hint: origin,
        read,
        use: (text) => {
          revisions = JSON.parse(text) as object[];
          check();
        },
      }),
    icon("paste"),
    "Paste",
  );
  return html(
    "div",
    { class: "document job-types" },
    html("div", { class: "field-head" }, html("span", { class: "label" }, "Job types"), paste),
    about,
    problems,
  );
}

function aboutOf({ errors, unchecked }: RecipeReport): string {
  const found =
    errors.length === 0
      ? "The recipe type has no errors"
      : `The recipe type has ${plural(countOf(errors), "error")}`;
  if (unchecked.length === 0) return `${found}; every node was checked.`;
  return `${found}; ${plural(unchecked.length, "node")} could not be checked because a type is missing.`;
}
