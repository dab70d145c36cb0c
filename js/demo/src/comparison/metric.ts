/** The metrics of a comparison: their labels, and the format of their figures. */
import type { Analysis, MetricChanges, Reason, ShareChanges, Trend, Verdict } from "scale-batch";

/** The names of all metrics that an analysis has, for the whole batch and for single jobs. */
export function metricNames(analysis: Analysis): string[] {
  const names = new Set([
    "total_job_time",
    "avg_job_duration",
    "avg_seed_duration",
    "failed_share",
    "canceled_share",
  ]);
  for (const name of Object.keys(analysis.metrics)) names.add(name);
  for (const job of Object.values(analysis.jobs))
    for (const name of Object.keys(job.metrics)) names.add(name);
  return [...names];
}

/** How a metric of the whole batch changed, or of one of its jobs. */
export function changesOf(
  analysis: Analysis,
  metric: string,
  node: string | null,
): MetricChanges | undefined {
  const from = node === null ? analysis : analysis.jobs[node];
  if (from === undefined) return undefined;
  const own = (from as unknown as Record<string, unknown>)[metric];
  if (own !== undefined) return isShare(metric) ? inPoints(own as ShareChanges) : (own as MetricChanges);
  return (from.metrics as Record<string, MetricChanges | undefined>)[metric];
}

/** Shares as other metrics, with percentage points in place of percents. */
function inPoints(changes: ShareChanges): MetricChanges {
  const points = (list: (number | null)[]): (number | null)[] =>
    list.map((share) => (share === null ? null : share * 100));
  return {
    ...changes,
    ratio: changes.value.map(() => null),
    percent: points(changes.delta),
    low_percent: points(changes.low),
    high_percent: points(changes.high),
  };
}

/** Where the average time of a job goes over the chain, in words; empty if that is not known or another metric. */
export function trendWords(analysis: Analysis, metric: string, node: string): string {
  const job = analysis.jobs[node];
  const trends: Record<string, Trend | null | undefined> = {
    avg_job_duration: job?.job_duration_trend,
    avg_seed_duration: job?.seed_duration_trend,
  };
  const trend = trends[metric];
  if (!trend || trend.direction === "unclear") return "";
  const likely = trend.certainty === "LIKELY" ? "likely " : "";
  if (trend.direction === "steady") return `${likely}steady`;
  return `${likely}${trend.direction}, ${percents(trend.percent)} a batch`;
}

/** The label of a metric. */
export function metricLabel(metric: string): string {
  const words = metric
    .replace(/^(min|avg|max)_(job|seed)_duration$/, (_, which: string, what: string) => {
      const kind = { min: "shortest", avg: "average", max: "longest" }[which] ?? which;
      return `${kind} ${what === "job" ? "job" : "algorithm"} time`;
    })
    .replace("total_job_time", "total job time")
    .replace(/^(failed|canceled)_share$/, "share of jobs $1")
    .replace(/^(jobs|recipes)_(\w+)$/, (_, what: string, status: string) =>
      status === "total" ? `total ${what}` : `${what} ${status}`,
    );
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isDuration(metric: string): boolean {
  return metric.endsWith("_duration") || metric.endsWith("_time");
}

function isShare(metric: string): boolean {
  return metric.endsWith("_share");
}

/** A figure of a metric, formatted; durations are given in microseconds. */
export function figure(metric: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (isShare(metric)) return `${(value * 100).toLocaleString("en", { maximumFractionDigits: 1 })} %`;
  return isDuration(metric) ? duration(value) : value.toLocaleString("en");
}

/** A difference, with its sign. */
export function difference(metric: string, delta: number | null | undefined): string {
  if (delta === null || delta === undefined) return "";
  if (delta === 0) return "±0";
  if (isShare(metric)) return change(metric, delta * 100);
  return (delta > 0 ? "+" : "−") + figure(metric, Math.abs(delta));
}

/** How much a metric changed: in percents, or a share in percentage points. */
export function change(metric: string, percent: number | null | undefined): string {
  return isShare(metric) ? signed(percent, " pp") : percents(percent);
}

/** Percents with their sign. */
export function percents(percent: number | null | undefined): string {
  return signed(percent, " %");
}

/** From where to where a change lies; empty if that is not known, or nothing can have changed. */
export function interval(
  metric: string,
  low: number | null | undefined,
  high: number | null | undefined,
): string {
  if (low === null || low === undefined || high === null || high === undefined || low === high) return "";
  return `${signed(low, "")} to ${change(metric, high)}`;
}

function signed(percent: number | null | undefined, unit: string): string {
  if (percent === null || percent === undefined) return "";
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  const text = Math.abs(percent).toLocaleString("en", { maximumFractionDigits: digits });
  const sign = percent > 0 ? "+" : "−";
  return `${text === "0" ? "±" : sign}${text}${unit}`;
}

/** The interval of the batch at a place, as values of the metric itself. */
export function valueInterval(
  metric: string,
  changes: MetricChanges,
  index: number,
): { low: number; high: number } | null {
  const baseline = changes.baseline[index] ?? null;
  const low = changes.low_percent?.[index] ?? null;
  const high = changes.high_percent?.[index] ?? null;
  if (baseline === null || low === null || high === null || low === high) return null;
  const scale = isShare(metric) ? 1 : baseline;
  const at = (percent: number): number => Math.max(baseline + (scale * percent) / 100, 0);
  return { low: at(low), high: at(high) };
}

/** A verdict and how far it can be relied on. */
export function verdictWords(changes: MetricChanges, index: number): string {
  const verdict = changes.verdict[index] ?? "";
  return changes.certainty?.[index] === "LIKELY" ? `likely ${verdict}` : verdict;
}

function duration(microseconds: number): string {
  const seconds = microseconds / 1e6;
  if (seconds < 60) return `${seconds.toLocaleString("en", { maximumFractionDigits: 1 })} s`;
  const units: [number, string][] = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
    [1, "s"],
  ];
  const whole = Math.round(seconds);
  const first = units.findIndex(([size]) => whole >= size);
  const [size, name] = units[first] ?? [1, "s"];
  const [smaller, smallerName] = units[first + 1] ?? [1, "s"];
  const rest = Math.floor((whole % size) / smaller);
  return `${Math.floor(whole / size)} ${name}${rest > 0 ? ` ${rest} ${smallerName}` : ""}`;
}

/** Why a verdict is unclear. */
export const reasons: Record<Reason, string> = {
  NOT_KNOWN: "a figure is not known",
  NO_DIRECTION: "neither more nor less is better",
  EXTREME_VALUE: "shortest and longest durations depend on the number of jobs",
  UNFINISHED: "a batch is not finished",
  TOO_FEW_JOBS: "fewer than two jobs are completed",
  NOT_ENOUGH_EVIDENCE: "the interval holds both a change and none",
  SAME_JOBS: "the jobs were copied from the baseline",
  FAILURES_DIFFER: "the shares of failed jobs differ: slow jobs may just have failed",
  UNEVEN: "a step of the trend goes the other way",
};

/** The sign of a verdict. */
export const verdictSigns: Record<Verdict, string> = { better: "✓", worse: "✗", same: "=", unclear: "?" };
