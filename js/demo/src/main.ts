/** Puts the page together. */
import "./style/base.css";
import "./style/controls.css";
import "./style/layout.css";
import "./style/form.css";
import "./style/problems.css";
import "./style/tree.css";
import "./style/verdict.css";
import "./style/estimate.css";
import "./style/graph.css";
import "./style/json.css";
import "./style/comparison.css";

import { init, type Problem } from "scale-batch";

import { comparisonPage } from "./comparison/page.js";
import { jobTypes } from "./documents/job-types.js";
import { documentPicker } from "./documents/picker.js";
import { html } from "./elements.js";
import { estimatePanel } from "./estimate/panel.js";
import { examples, offered } from "./examples/index.js";
import { batchForm } from "./form/form.js";
import { GraphPanel } from "./graph/panel.js";
import { pageHeader, type ViewName } from "./header.js";
import { Places } from "./places.js";
import { JsonView } from "./request/json-view.js";
import { verdictPanel } from "./request/verdict.js";
import { parts, Session } from "./session.js";

const first = "reprocess";

/** The view for writing a batch. */
function batchView(session: Session): HTMLElement {
  const places = new Places((problem) => session.applyFix(problem));
  const json = new JsonView(session);
  const graph = new GraphPanel(session);
  const form = batchForm(session, places);
  // Problems are shown after the form has drawn its rows.
  session.subscribe(({ report }) => places.show(report));
  const visit = (problem: Problem): void => {
    if (!session.view.isReadable) {
      json.visit(problem);
      return;
    }
    const control = places.of(problem)?.control;
    control?.focus({ preventScroll: true });
    control?.scrollIntoView({ block: "center" });
  };
  return html(
    "div",
    { class: "batch-view" },
    html(
      "section",
      { class: "panel documents", "aria-labelledby": "documents-title" },
      html(
        "div",
        { class: "panel-head" },
        html("h2", { id: "documents-title" }, "Server documents"),
        html("p", { class: "hint" }, "Rules that need one of these documents are checked against it."),
      ),
      html(
        "div",
        { class: "document-list" },
        ...parts.map((part) => documentPicker(session, part, offered[part])),
        jobTypes(session),
      ),
    ),
    html("div", { class: "column-form panel" }, html("h2", {}, "The batch"), form),
    html(
      "div",
      { class: "column-result" },
      verdictPanel(session, visit),
      graph.element,
      html("div", { class: "pair-panels" }, estimatePanel(session), json.element),
    ),
  );
}

async function begin(): Promise<void> {
  await init();
  const example = examples[first]?.example;
  if (example === undefined) return;
  const session = new Session(example);
  const main = html("main", { id: "main", tabindex: "-1" });
  const batch = batchView(session);
  const comparison = comparisonPage(session, () => show("batch"));
  const show = (view: ViewName): void => {
    batch.hidden = view !== "batch";
    comparison.hidden = view !== "compare";
    header.mark(view);
    scrollTo({ top: 0 });
  };
  const header = pageHeader(session, first, show);
  main.append(batch, comparison);
  document.body.append(header.element, main);
  show("batch");
  document.documentElement.dataset["ready"] = "true";
}

begin().catch((error: unknown) => {
  document.body.append(
    html(
      "p",
      { class: "note note-error failure", role: "alert" },
      `The page could not start: ${String(error)}`,
    ),
  );
  throw error;
});
