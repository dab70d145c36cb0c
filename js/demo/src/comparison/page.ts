/** The comparison of a chain of batches: how far they are, and what got better. */
import {
  batchChain,
  compareBatches,
  comparisonCsv,
  nextBatch,
  type Analysis,
  type BatchSummary,
  type CompareOptions,
} from "scale-batch";

import { batchesIn, rootIds } from "../documents/chains.js";
import { button, html, uniqueId } from "../elements.js";
import { icon } from "../icons.js";
import { valueAt, type Json } from "../pointer.js";
import { problemList } from "../problem-list.js";
import type { Session } from "../session.js";
import { barChart } from "./chart.js";
import { changesOf, figure, metricLabel, metricNames, percents } from "./metric.js";
import { progressCards } from "./progress.js";
import { figureTable } from "./table.js";

/** What is compared, and how it is shown. */
interface Settings {
  root: number | null;
  baseline: string;
  metric: string;
  scope: string;
}

/** A batch of the chain. */
interface Member {
  summary: BatchSummary;
  document: object;
}

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
    "Pick previous batches to compare them: each metric of each batch against the one before it, against the first, or against any. ",
    "A chain is a batch and those that re-processed it.",
  );
}

function content(
  session: Session,
  document: object,
  settings: Settings,
  show: () => void,
  revise: () => void,
): HTMLElement[] {
  const batches = batchesIn(document);
  const roots = rootIds(document);
  settings.root ??= roots[0] ?? null;
  const chain = settings.root === null ? null : batchChain({ batches, root_batch_id: settings.root });
  const members: Member[] = (chain?.batches ?? []).flatMap((summary) => {
    const found = batches.find((batch) => valueAt(batch as Json, "/id") === summary.id);
    return found === undefined ? [] : [{ summary, document: found }];
  });
  const inputs = { batches: members.map((member) => member.document) };
  const options: CompareOptions = { baseline: baselineOf(settings.baseline) };
  const { analysis, comparison, errors, warnings } = compareBatches({ ...inputs, options });

  const chosen = (name: keyof Settings, value: string): void => {
    Object.assign(settings, { [name]: name === "root" ? Number(value) : value });
    show();
  };
  const head = html(
    "section",
    { class: "panel" },
    html(
      "div",
      { class: "panel-head" },
      html("h2", {}, "The chain"),
      html(
        "div",
        { class: "panel-tools" },
        roots.length > 1 &&
          chooser(
            "Root",
            "compare-root",
            String(settings.root),
            roots.map((id) => [String(id), `Batch ${id}`]),
            (value) => chosen("root", value),
          ),
        nextButton(session, members, chain?.latest ?? null, revise),
      ),
    ),
    html("ol", { class: "progress-cards" }, ...progressCards(members)),
    html("ul", { class: "problems" }, ...problemList(errors, warnings)),
  );
  if (analysis === null || comparison === null || members.length === 0) return [head];
  return [head, figures(analysis, comparison.batches, settings, chosen, () => download(inputs, options))];
}

/** Charts and tables of one analysis. */
function figures(
  analysis: Analysis,
  batches: readonly BatchSummary[],
  settings: Settings,
  chosen: (name: keyof Settings, value: string) => void,
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
    .sort((one, other) => lastChange(other.changes) - lastChange(one.changes));
  const rows = [
    ...(whole === undefined ? [] : [{ label: "All jobs", metric, changes: whole }]),
    ...jobs.map(({ node, changes }) => ({ label: node, metric, changes })),
  ];
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
      html("h2", {}, "What got better"),
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
          "Against",
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
    html("p", { class: "comparison-summary", role: "status" }, summary(analysis, batches, settings.baseline)),
    html("div", { class: "charts" }, ...rows.map((row) => barChart(row.label, metric, row.changes, ids))),
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

/** How much the last batch differs, for the order of the charts: what changed most comes first. */
function lastChange(changes: { percent: (number | null)[] }): number {
  return Math.abs(changes.percent.at(-1) ?? 0);
}

/** The last batch in two sentences. */
function summary(analysis: Analysis, batches: readonly BatchSummary[], baseline: string): string {
  const last = batches.length - 1;
  const against = analysis.batches[last]?.baseline;
  if (against === undefined || against === null) {
    return baseline === "previous" ? "The chain has one batch: there is nothing to compare it with." : "";
  }
  const id = batches[last]?.id ?? "";
  const { avg_job_duration: average, total_job_time: total } = analysis;
  const verdict = average.verdict[last];
  const parts = [
    `Batch ${id} against ${against}: a job took ${figure("avg_job_duration", average.value[last])} on average`,
    average.percent[last] === null ? "" : `, ${percents(average.percent[last])}`,
    verdict ? ` (${verdict})` : "",
    ".",
  ];
  const contribution = total.contribution?.[last];
  const delta = total.delta[last] ?? 0;
  // Of a batch that still runs, the time so far says nothing.
  if (delta !== 0 && analysis.metrics.jobs_completed?.reason[last] !== "UNFINISHED") {
    parts.push(
      ` All jobs together took ${figure("total_job_time", Math.abs(delta))} ${delta < 0 ? "less" : "more"}`,
    );
    parts.push(contribution ? `, most of it by ${contribution.node}.` : ".");
  }
  return parts.join("");
}

function chooser(
  label: string,
  id: string,
  value: string,
  options: [string, string][],
  choose: (value: string) => void,
): HTMLElement {
  const select = html(
    "select",
    { id },
    ...options.map(([option, text]) => html("option", { value: option, selected: option === value }, text)),
  );
  select.addEventListener("change", () => choose(select.value));
  return html("span", { class: "chooser" }, html("label", { for: id }, label), select);
}

/** A button that writes the request for the next batch of the chain. */
function nextButton(
  session: Session,
  members: readonly Member[],
  latest: BatchSummary | null,
  revise: () => void,
): HTMLElement | null {
  const member = members.find(({ summary }) => summary.id === latest?.id);
  if (member === undefined) return null;
  const { request } = nextBatch({ batch: member.document });
  if (request === null) return null;
  return button(
    { class: "button button-primary", id: uniqueId("next") },
    () => {
      session.replace(request as unknown as Json);
      revise();
    },
    "Write the next batch",
  );
}

function baselineOf(text: string): "previous" | "root" | number {
  return text === "previous" || text === "root" ? text : Number(text);
}

/** Saves the comparison as a file. */
function download(inputs: { batches: object[] }, options: CompareOptions): void {
  const { csv } = comparisonCsv({ ...inputs, options });
  if (csv === null) return;
  const address = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  const link = html("a", { href: address, download: "batch-comparison.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
