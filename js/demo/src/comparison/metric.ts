/** The metrics of a comparison: their labels, and the format of their figures. */
import type { Analysis, MetricChanges, Reason, Verdict } from "scale-batch";

/** The names of all metrics that an analysis has, for the whole batch and for single jobs. */
export function metricNames(analysis: Analysis): string[] {
  const names = new Set(["total_job_time", "avg_job_duration", "avg_seed_duration"]);
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
  if (own !== undefined) return own as MetricChanges;
  return (from.metrics as Record<string, MetricChanges | undefined>)[metric];
}

/** The label of a metric. */
export function metricLabel(metric: string): string {
  const words = metric
    .replace(/^(min|avg|max)_(job|seed)_duration$/, (_, which: string, what: string) => {
      const kind = { min: "shortest", avg: "average", max: "longest" }[which] ?? which;
      return `${kind} ${what === "job" ? "job" : "algorithm"} time`;
    })
    .replace("total_job_time", "total job time")
    .replace(/^(jobs|recipes)_(\w+)$/, (_, what: string, status: string) =>
      status === "total" ? `total ${what}` : `${what} ${status}`,
    );
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isDuration(metric: string): boolean {
  return metric.endsWith("_duration") || metric.endsWith("_time");
}

/** A figure of a metric, formatted; durations are given in microseconds. */
export function figure(metric: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return isDuration(metric) ? duration(value) : value.toLocaleString("en");
}

/** A difference, with its sign. */
export function difference(metric: string, delta: number | null | undefined): string {
  if (delta === null || delta === undefined) return "";
  if (delta === 0) return "±0";
  return (delta > 0 ? "+" : "−") + figure(metric, Math.abs(delta));
}

/** Percents with their sign. */
export function percents(percent: number | null | undefined): string {
  if (percent === null || percent === undefined) return "";
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  const text = Math.abs(percent).toLocaleString("en", { maximumFractionDigits: digits });
  return text === "0" ? "±0 %" : `${percent > 0 ? "+" : "−"}${text} %`;
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
