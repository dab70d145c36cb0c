/** How many recipes the batch creates, with the breakdown of the number. */
import type { Estimate, Problem, RunReason } from "scale-batch";

import { batchesIn } from "../documents/chains.js";
import { plural } from "../documents/describe.js";
import { html, setText } from "../elements.js";
import { icon } from "../icons.js";
import { valueAt, type Json } from "../pointer.js";
import type { Session } from "../session.js";
import { shareBar } from "./share-bar.js";

/** Makes the panel, and keeps it up to date. */
export function estimatePanel(session: Session): HTMLElement {
  const number = html("output", { class: "estimate-number", "aria-label": "Recipes estimated" });
  const body = html("div", { class: "estimate-body" });
  const panel = html(
    "section",
    { class: "panel estimate", "aria-labelledby": "estimate-title" },
    html("div", { class: "panel-head" }, html("h2", { id: "estimate-title" }, "Recipes estimated"), number),
    body,
  );
  let shown = "";
  session.subscribe(({ report, documents }) => {
    const { estimate } = report;
    const differences = report.warnings.filter(({ name }) => aboutTheNumber.includes(name));
    const key = JSON.stringify([estimate, differences, report.recipes_estimated, report.prev_batch?.id]);
    if (key === shown) return;
    shown = key;
    if (estimate === null) {
      setText(number, "");
      body.replaceChildren(
        html(
          "p",
          { class: "empty" },
          "Enter the id of a dataset and choose it above: each of its files becomes a recipe. Or enter the id of a previous batch, whose recipes run again.",
        ),
      );
      return;
    }
    setText(number, estimate.recipes_estimated.toLocaleString("en"));
    const previous = report.prev_batch?.id;
    const batch = batchesIn(documents.batches?.document ?? []).find(
      (one) => valueAt(one as Json, "/id") === previous,
    );
    body.replaceChildren(
      ...breakdown(estimate, report.recipes_estimated ?? null),
      ...(previous === undefined
        ? []
        : [previousBatch(previous, valueAt(batch as Json | undefined, "/title"))]),
      ...differences.map(difference),
    );
  });
  return panel;
}

const bases: Record<Estimate["basis"], string> = {
  previous_batch: "The same number as in the previous batch: all its recipes run again or are copied.",
  dataset: "One recipe for each file of the dataset, plus those that forced sub-recipe nodes create.",
  unconnected_dataset:
    "The parameters of the dataset cannot be connected to the inputs of the recipe, so nothing can be created.",
  nothing: "There is neither a dataset nor a previous batch, so there is nothing to create.",
};

function breakdown(estimate: Estimate, reported: number | null): HTMLElement[] {
  const parts: HTMLElement[] = [html("p", { class: "hint" }, bases[estimate.basis])];
  if (reported !== null && reported !== estimate.recipes_estimated) {
    parts.push(
      html(
        "p",
        { class: "hint" },
        `The server cannot estimate because of an error and returns ${reported.toLocaleString("en")}.`,
      ),
    );
  }
  if (estimate.basis !== "dataset") return parts;
  parts.push(shareBar(estimate), table(estimate));
  const { if_all_new: created, total } = estimate;
  if (typeof created === "number" && created !== estimate.recipes_estimated) {
    // A warning of the library gives the reason.
    const atMost = estimate.if_all_new_is_upper_bound && created > 0 ? "at most " : "";
    parts.push(
      html(
        "p",
        { class: "if-all-new" },
        atMost,
        html("b", {}, created.toLocaleString("en")),
        created === 0
          ? " will be created."
          : " will actually be created if no earlier recipe used these files.",
      ),
    );
  }
  if (typeof total === "number" && estimate.recipes_estimated !== total) {
    parts.push(
      html(
        "p",
        { class: "hint" },
        `The server counts a sub-recipe type once per level, no matter how many nodes use it: ${estimate.recipes_estimated.toLocaleString("en")} instead of ${total.toLocaleString("en")}.`,
      ),
    );
  }
  if (estimate.is_lower_bound) {
    const names = estimate.unknown_sub_recipes.map(
      ({ recipe_type_name, recipe_type_revision }) =>
        `${recipe_type_name} (revision ${recipe_type_revision})`,
    );
    parts.push(
      html(
        "p",
        { class: "note note-warning" },
        `There may be more: the contents of ${names.join(", ")} are not known. Choose their revisions above to count them.`,
      ),
    );
  }
  return parts;
}

/** The batch of the chain that is re-processed. */
function previousBatch(id: number, title: Json | undefined): HTMLElement {
  return html(
    "p",
    {},
    "From ",
    html("b", {}, `batch ${id}`),
    typeof title === "string" && `, “${title}”`,
    ", the last of its chain.",
  );
}

function table(estimate: Estimate): HTMLElement {
  const row = (label: HTMLElement | string, why: string, amount: number | string, kind = ""): HTMLElement =>
    html(
      "tr",
      { class: kind },
      html("th", { scope: "row" }, label),
      html("td", {}, why),
      html("td", { class: "figure" }, amount),
    );
  const figure = (amount: number | null | undefined): string => amount?.toLocaleString("en") ?? "–";
  return html(
    "table",
    { class: "breakdown" },
    html("caption", { class: "visually-hidden" }, "Breakdown of the estimate"),
    html(
      "thead",
      {},
      html(
        "tr",
        {},
        html("th", { scope: "col" }, "From"),
        html("th", { scope: "col" }, "Why"),
        html("th", { scope: "col", class: "figure" }, "Recipes"),
      ),
    ),
    html(
      "tbody",
      {},
      ...estimate.files.map(({ parameter, files }) =>
        row(parameter, plural(files, "file"), figure(files), "from-files"),
      ),
      ...estimate.files_left_out.map(({ parameter, files, because }) =>
        row(parameter, `${plural(files, "file")} not used: ${because}`, "–", "left-out"),
      ),
      ...estimate.nodes.map((node) =>
        row(
          html(
            "span",
            {},
            node.name,
            html("small", {}, ` ${node.recipe_type_name} rev. ${node.recipe_type_revision}`),
          ),
          `${reason(node.reason)}, ${node.recipes_per_file} per file`,
          figure(node.recipes),
          "from-node",
        ),
      ),
    ),
    html(
      "tfoot",
      {},
      row("Recipes of the batch", "", figure(estimate.top_level)),
      row("Sub-recipes", "", figure(estimate.sub_recipes)),
      row("Total", estimate.is_lower_bound ? "at least" : "", figure(estimate.total), "total"),
    ),
  );
}

function reason(why: RunReason): string {
  switch (why.kind) {
    case "all_forced":
      return "every node is forced";
    case "forced":
      return "forced";
    case "below_forced":
      return `after ${why.node}, which is forced`;
  }
}

/** The warnings about the number that the server estimates, or that it actually creates. */
const aboutTheNumber: readonly string[] = [
  "SERVER_ESTIMATE_DIFFERS",
  "NOTHING_WILL_BE_CREATED",
  "CREATED_COUNT_DIFFERS",
  "SUB_RECIPES_NOT_CREATED",
];

function difference({ name, description }: Problem): HTMLElement {
  const kind = name === "NOTHING_WILL_BE_CREATED" ? "error" : "warning";
  return html("p", { class: `note note-${kind}` }, icon(kind), html("span", {}, description));
}
