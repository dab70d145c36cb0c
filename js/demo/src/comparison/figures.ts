/** What improved: the metrics of all batches as charts and tables. */
import {
  comparisonCsv,
  type Analysis,
  type BatchSummary,
  type CompareOptions,
  type MetricChanges,
} from "scale-batch";

import { button, html } from "../elements.js";
import { icon } from "../icons.js";
import { barChart } from "./chart.js";
import { chooser } from "./chooser.js";
import { changesOf, metricLabel, metricNames, trendWords } from "./metric.js";
import type { Choose, Settings } from "./settings.js";
import { headline, summaryOf } from "./summary.js";
import { figureTable } from "./table.js";

/** Charts and tables of one analysis. */
export function figuresPanel(
  analysis: Analysis,
  batches: readonly BatchSummary[],
  settings: Settings,
  chosen: Choose,
  save: () => void,
): HTMLElement {
  const { metric, scope } = settings;
  const ids = batches.map((batch) => batch.id);
  const nodes = Object.keys(analysis.jobs);
  const whole = changesOf(analysis, metric, null);
  const jobs = nodes
    .flatMap((node) => {
      const changes = changesOf(analysis, metric, node);
      return changes === undefined || changes.value.every((value) => value === null)
        ? []
        : [{ node, changes }];
    })
    .sort(
      (one, other) =>
        rank(one.changes) - rank(other.changes) || lastChange(other.changes) - lastChange(one.changes),
    );
  const rows = [
    ...(whole === undefined ? [] : [{ label: "All jobs", metric, changes: whole, trend: "" }]),
    ...jobs.map(({ node, changes }) => ({
      label: node,
      metric,
      changes,
      trend: trendWords(analysis, metric, node),
    })),
  ];
  // A chart without any bar tells nothing; its figures are in the table.
  const charted = rows.filter(({ changes }) => changes.value.some((value) => (value ?? 0) > 0));
  const scopeNode = scope === "" ? null : scope;
  const metrics = metricNames(analysis).flatMap((name) => {
    const changes = changesOf(analysis, name, scopeNode);
    return changes === undefined ? [] : [{ label: metricLabel(name), metric: name, changes }];
  });
  return html(
    "section",
    { class: "panel" },
    html(
      "div",
      { class: "panel-head" },
      html("h2", {}, "What improved"),
      html(
        "div",
        { class: "panel-tools" },
        chooser(
          "Metric",
          "compare-metric",
          metric,
          metricNames(analysis).map((name) => [name, metricLabel(name)]),
          (value) => chosen("metric", value),
        ),
        chooser(
          "Compared with",
          "compare-baseline",
          settings.baseline,
          [
            ["previous", "the batch before"],
            ["root", "the first batch"],
            ...ids.map((id): [string, string] => [String(id), `batch ${id}`]),
          ],
          (value) => chosen("baseline", value),
        ),
        button({ class: "button", id: "compare-csv" }, save, icon("download"), "CSV"),
      ),
    ),
    html(
      "p",
      { class: "comparison-summary", role: "status" },
      summaryOf(analysis, batches, settings.baseline),
    ),
    headline(analysis),
    html(
      "div",
      { class: "charts" },
      ...charted.map((row) => barChart(row.label, metric, row.changes, ids, row.trend)),
    ),
    html(
      "div",
      { class: "tables" },
      html(
        "div",
        {},
        html("div", { class: "panel-head" }, html("h3", {}, `${metricLabel(metric)}, job by job`)),
        figureTable(`${metricLabel(metric)} of each job`, "Job", batches, rows),
      ),
      html(
        "div",
        {},
        html(
          "div",
          { class: "panel-head" },
          html("h3", {}, "Every metric"),
          chooser(
            "of",
            "compare-scope",
            scope,
            [["", "the whole batch"], ...nodes.map((node): [string, string] => [node, node])],
            (value) => chosen("scope", value),
          ),
        ),
        figureTable(`Every metric of ${scopeNode ?? "the whole batch"}`, "Metric", batches, metrics),
      ),
    ),
  );
}

/** How sure it is that the last batch differs: what is surest comes first, what is unclear last. */
function rank(changes: MetricChanges): number {
  const verdict = changes.verdict.at(-1) ?? null;
  if (verdict === null) return changes.reason.at(-1) ? 3 : 2;
  if (verdict === "unclear") return 3;
  if (verdict === "same") return 2;
  return changes.certainty?.at(-1) === "LIKELY" ? 1 : 0;
}

/** How much the last batch differs, to put the charts with the largest changes first. */
function lastChange(changes: { percent: (number | null)[] }): number {
  return Math.abs(changes.percent.at(-1) ?? 0);
}

/** Saves the comparison as a file. */
export function download(inputs: { batches: object[] }, options: CompareOptions): void {
  const { csv } = comparisonCsv({ ...inputs, options });
  if (csv === null) return;
  const address = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  const link = html("a", { href: address, download: "batch-comparison.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
