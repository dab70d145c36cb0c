/** How the last batch of a chain compares, in two sentences. */
import type { Analysis, BatchSummary } from "scale-batch";

import { figure, percents } from "./metric.js";

/** The sentences; empty if there is nothing to compare the batch with. */
export function summaryOf(analysis: Analysis, batches: readonly BatchSummary[], baseline: string): string {
  const last = batches.length - 1;
  const against = analysis.batches[last]?.baseline;
  if (against === undefined || against === null) {
    return baseline === "previous" ? "The chain has only one batch, so there is nothing to compare." : "";
  }
  const id = batches[last]?.id ?? "";
  const { avg_job_duration: average, total_job_time: total } = analysis;
  const verdict = average.verdict[last];
  const parts = [
    `In batch ${id}, a job took ${figure("avg_job_duration", average.value[last])} on average`,
    average.percent[last] === null
      ? ""
      : `, ${percents(average.percent[last])} compared with batch ${against}`,
    verdict ? ` (${verdict})` : "",
    ".",
  ];
  const contribution = total.contribution?.[last];
  const delta = total.delta[last] ?? 0;
  // The time so far of a batch that is still running means nothing.
  if (delta !== 0 && analysis.metrics.jobs_completed?.reason[last] !== "UNFINISHED") {
    parts.push(
      ` In total, the jobs took ${figure("total_job_time", Math.abs(delta))} ${delta < 0 ? "less" : "more"}`,
    );
    parts.push(contribution ? `, mostly due to ${contribution.node}.` : ".");
  }
  return parts.join("");
}
