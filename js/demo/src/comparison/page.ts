/** The comparison of a chain of batches: their progress, and what improved. */
import { compareBatches, type CompareOptions } from "scale-batch";

import { html } from "../elements.js";
import { problemList } from "../problem-list.js";
import type { Session } from "../session.js";
import { chainOf, chainPanel } from "./chain.js";
import { download, figuresPanel } from "./figures.js";
import type { Choose, Settings } from "./settings.js";

/** The page of the comparison. `revise` shows the form, after the request was replaced. */
export function comparisonPage(session: Session, revise: () => void): HTMLElement {
  const settings: Settings = { root: null, baseline: "previous", metric: "avg_job_duration", scope: "" };
  const body = html("div", { class: "comparison-body" });
  const show = (): void => {
    const choice = session.view.documents.batches;
    const focused = document.activeElement?.id;
    body.replaceChildren(
      ...(choice === null ? [teach()] : content(session, choice.document, settings, show, revise)),
    );
    if (focused) body.querySelector<HTMLElement>(`#${focused}`)?.focus();
  };
  let shown: unknown;
  session.subscribe(({ documents }) => {
    if (documents.batches === shown && shown !== undefined) return;
    shown = documents.batches;
    Object.assign(settings, { root: null, baseline: "previous", scope: "" });
    show();
  });
  return html("div", { class: "comparison" }, body);
}

function teach(): HTMLElement {
  return html(
    "p",
    { class: "empty" },
    "Choose previous batches to compare them: every metric of every batch with the batch before it, the first batch or any other. ",
    "A chain is a batch and the batches that re-processed it.",
  );
}

/** The panels of the chain that is chosen among the batches. */
function content(
  session: Session,
  document: object,
  settings: Settings,
  show: () => void,
  revise: () => void,
): HTMLElement[] {
  const chain = chainOf(document, settings.root);
  if (chain === null) return [teach()];
  const inputs = { batches: chain.members.map((member) => member.document) };
  const options: CompareOptions = { baseline: baselineOf(settings.baseline) };
  const { analysis, comparison, ...found } = compareBatches({ ...inputs, options });
  const errors = [...chain.errors, ...found.errors];
  const warnings = [...chain.warnings, ...found.warnings];
  const chosen: Choose = (name, value) => {
    Object.assign(settings, { [name]: name === "root" ? Number(value) : value });
    show();
  };
  const panels = [chainPanel(session, chain, chosen, revise)];
  if (errors.length + warnings.length > 0) {
    panels.push(html("ul", { class: "problems" }, ...problemList(errors, warnings)));
  }
  if (analysis !== null && comparison !== null) {
    panels.push(
      figuresPanel(analysis, comparison.batches, settings, chosen, () => download(inputs, options)),
    );
  }
  return panels;
}

function baselineOf(text: string): "previous" | "root" | number {
  return text === "previous" || text === "root" ? text : Number(text);
}
