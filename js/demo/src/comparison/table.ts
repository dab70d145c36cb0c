/** Figures of the batches as a table: a row for each job or metric, a column for each batch. */
import type { MetricChanges } from "scale-batch";

import { html } from "../elements.js";
import { change, difference, figure, interval, reasons, verdictSigns, verdictWords } from "./metric.js";

/** A row: what it is about, and its figures. */
export interface FigureRow {
  label: string;
  metric: string;
  changes: MetricChanges;
  /** Where it goes over the chain, in words. */
  trend?: string;
}

/** The table. */
export function figureTable(
  caption: string,
  first: string,
  batches: readonly { id: number; title?: string | null }[],
  rows: readonly FigureRow[],
): HTMLElement {
  return html(
    "div",
    { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption },
    html(
      "table",
      { class: "figures" },
      html("caption", { class: "visually-hidden" }, caption),
      html(
        "thead",
        {},
        html(
          "tr",
          {},
          html("th", { scope: "col" }, first),
          ...batches.map(({ id, title }) => html("th", { scope: "col", title: title ?? "" }, `Batch ${id}`)),
        ),
      ),
      html(
        "tbody",
        {},
        ...rows.map((row) =>
          html(
            "tr",
            {},
            html(
              "th",
              { scope: "row" },
              row.label,
              row.trend ? html("span", { class: "figure-trend" }, row.trend) : null,
            ),
            ...batches.map((_, index) => cell(row.metric, row.changes, index)),
          ),
        ),
      ),
    ),
  );
}

function cell(metric: string, changes: MetricChanges, index: number): HTMLElement {
  const verdict = changes.verdict[index] ?? null;
  const reason = changes.reason[index] ?? null;
  const delta = changes.delta[index] ?? null;
  const contribution = changes.contribution?.[index] ?? null;
  const range = interval(metric, changes.low_percent?.[index], changes.high_percent?.[index]);
  const needed = changes.jobs_needed?.[index] ?? null;
  const details = [
    difference(metric, delta),
    range !== "" && `interval ${range}`,
    reason !== null && reasons[reason],
    needed !== null && `about ${needed.toLocaleString("en")} jobs a batch would tell`,
    contribution !== null && `mostly due to ${contribution.node}`,
  ].filter(Boolean);
  return html(
    "td",
    { title: details.join("; ") },
    html("span", { class: "figure-value" }, figure(metric, changes.value[index])),
    verdict !== null &&
      html("span", { class: "figure-verdict", "data-verdict": verdict }, mark(metric, changes, index)),
  );
}

function mark(metric: string, changes: MetricChanges, index: number): string {
  const verdict = changes.verdict[index] ?? "same";
  // No change is the usual case: only the sign.
  if (verdict === "same") return verdictSigns[verdict];
  const percent = change(metric, changes.percent[index]);
  return `${verdictSigns[verdict]} ${percent} ${verdictWords(changes, index)}`.replace(/ +/g, " ");
}
