/** How the last batch of a chain did, in two sentences. */
import type { Analysis, BatchSummary } from "scale-batch";

import { figure, percents } from "./metric.js";

/** The sentences; none where there is nothing to compare with but the batch itself. */
export function summaryOf(analysis: Analysis, batches: readonly BatchSummary[], baseline: string): string {
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
