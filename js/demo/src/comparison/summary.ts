/** How the last batch of a chain compares, in a few sentences, and what got better or worse. */
import type { Analysis, BatchSummary, Finding, MetricChanges } from "scale-batch";

import { html } from "../elements.js";
import {
  change,
  figure,
  interval,
  metricLabel,
  percents,
  reasons,
  verdictSigns,
  verdictWords,
} from "./metric.js";

/** How many findings are named. */
const most = 6;

/** The sentences; empty if there is nothing to compare the batch with. */
export function summaryOf(analysis: Analysis, batches: readonly BatchSummary[], baseline: string): string {
  const last = batches.length - 1;
  const against = analysis.batches[last]?.baseline;
  if (against === undefined || against === null) {
    return baseline === "previous" ? "The chain has only one batch, so there is nothing to compare." : "";
  }
  const id = batches[last]?.id ?? "";
  const { avg_job_duration: average, total_job_time: total } = analysis;
  const parts = [
    `In batch ${id}, a job took ${figure("avg_job_duration", average.value[last])} on average`,
    average.percent[last] === null
      ? ""
      : `, ${percents(average.percent[last])} compared with batch ${against}`,
    `${verdictOf(average, last)}.`,
  ];
  const contribution = total.contribution?.[last];
  const delta = total.delta[last] ?? 0;
  // The time so far of a batch that is still running means nothing.
  if (delta !== 0 && average.reason[last] !== "UNFINISHED") {
    parts.push(
      ` In total, the jobs took ${figure("total_job_time", Math.abs(delta))} ${delta < 0 ? "less" : "more"}`,
    );
    parts.push(contribution ? `, mostly due to ${contribution.node}.` : ".");
  }
  return parts.join("");
}

/** What the change of the average tells of other jobs of its kind. */
function verdictOf(average: MetricChanges, last: number): string {
  const verdict = average.verdict[last] ?? null;
  if (verdict === null) return "";
  const reason = average.reason[last] ?? null;
  const range = interval("avg_job_duration", average.low_percent?.[last], average.high_percent?.[last]);
  if (verdict === "unclear" && reason === "NOT_ENOUGH_EVIDENCE") return `; that may be chance (${range})`;
  if (verdict === "unclear" && reason !== null) return ` (unclear: ${reasons[reason]})`;
  return `: ${verdictWords(average, last)}${range === "" ? "" : ` (${range})`}`;
}

/** What got better or worse in the last batch and is hardly chance, although much was compared at once. */
export function headline(analysis: Analysis): HTMLElement | null {
  const batch = analysis.batches.at(-1);
  if (batch === undefined || batch.headline.length === 0) return null;
  const found = batch.headline;
  // The time of the algorithm itself is most of that of its job: one of the two tells enough.
  const isTold = ({ node, metric, verdict }: Finding): boolean =>
    metric === "avg_seed_duration" &&
    found.some(
      (other) => other.metric === "avg_job_duration" && other.node === node && other.verdict === verdict,
    );
  const told = found.filter((finding) => !isTold(finding));
  const more = Math.max(told.length - most, 0) + batch.headline_count - found.length;
  return html(
    "ul",
    { class: "headline", "aria-label": "What got better or worse" },
    ...told.slice(0, most).map(findingItem),
    more > 0 ? html("li", {}, `and ${more} more`) : null,
  );
}

function findingItem({ node, metric, verdict, certainty, ...found }: Finding): HTMLElement {
  const range = interval(metric, found.low_percent, found.high_percent);
  return html(
    "li",
    { "data-verdict": verdict },
    html(
      "span",
      { class: "headline-verdict" },
      `${verdictSigns[verdict]} ${certainty === "LIKELY" ? "likely " : ""}${verdict}`,
    ),
    html("b", {}, node ?? "All jobs"),
    ` ${metricLabel(metric).toLowerCase()} `,
    html(
      "span",
      { class: "headline-change" },
      change(metric, found.percent),
      range === "" ? null : html("span", { class: "headline-interval" }, ` (${range})`),
    ),
  );
}
