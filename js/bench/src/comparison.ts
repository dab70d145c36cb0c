/**
 * The comparison of batches and its analysis in plain TypeScript, objects in and out: the competitor of
 * `compareBatches`. It follows the same rules equally exactly; `checks.ts` compares its results with the library's. It
 * does not check the structure of the documents.
 */
import { microsecondsOf, shortTextOf, textOf } from "./durations.js";
import { minus, plus, rounded, times, type Exact } from "./exact.js";
import {
  Difference,
  headlineOf,
  intervalOf,
  judgeDurations,
  judgeShares,
  NO_DIRECTION,
  SAME_JOBS,
  sampleOf,
  sharesDiffer,
  trendOf,
  unclear,
  unfinishedInstead,
  type Finding,
  type Judgment,
  type Sample,
  type Share,
} from "./verdicts.js";

type Count = number | null;

/** The details of a batch, as far as they are compared. */
export interface BatchDetails {
  id: number;
  title?: string | null;
  description?: string | null;
  created?: string | null;
  root_batch?: { id: number } | null;
  recipe_type?: { id: number } | null;
  job_metrics?: Record<string, Record<string, number | string | null>>;
  [metric: string]: unknown;
}

/** A warning, by its name and its location. */
export interface Oddity {
  name: string;
  path: string;
  description: string;
}

const STATUSES = ["pending", "blocked", "queued", "running", "failed", "completed", "canceled"] as const;
const JOB_COUNTS = [
  "total",
  "pending",
  "blocked",
  "queued",
  "running",
  "failed",
  "completed",
  "canceled",
].map((status) => `jobs_${status}`);
const RECIPE_COUNTS = ["recipes_estimated", "recipes_total", "recipes_completed"];
const BATCH_COUNTS = [...JOB_COUNTS, ...RECIPE_COUNTS];
const DURATIONS = [
  "min_seed_duration",
  "avg_seed_duration",
  "max_seed_duration",
  "min_job_duration",
  "avg_job_duration",
  "max_job_duration",
];

type Lists = Record<string, Count[]>;

/** How one metric changed, a value for each batch. */
interface MetricChanges {
  value: Count[];
  baseline: Count[];
  delta: (number | null)[];
  ratio: (number | null)[];
  percent: (number | null)[];
  verdict: (string | null)[];
  reason: (string | null)[];
  certainty?: (string | null)[];
  low_percent?: (number | null)[];
  high_percent?: (number | null)[];
  jobs_needed?: (number | null)[];
  contribution?: (Contribution | null)[];
}

interface Contribution {
  node: string;
  share: number;
}

/** Compares batches, each with the one before it; in the shape of `compareBatches`. */
export function comparison(batches: readonly BatchDetails[]) {
  const byId = new Map<number, BatchDetails>();
  for (const batch of batches) if (!byId.has(batch.id)) byId.set(batch.id, batch);
  const sorted = [...byId.values()].sort((one, other) => one.id - other.id);
  const counts: Lists = {};
  for (const metric of BATCH_COUNTS) {
    counts[metric] = sorted.map((batch) => (batch[metric] as Count | undefined) ?? null);
  }
  const nodes = [...new Set(sorted.flatMap((batch) => Object.keys(batch.job_metrics ?? {})))].sort();
  const jobs = new Map(nodes.map((node) => [node, jobLists(node, sorted)]));
  const summaries = sorted.map(({ id, title = null, description = null, created = null }) => {
    return { id, title, description, created };
  });
  const baselines = sorted.map((_, place) => (place === 0 ? null : place - 1));
  return {
    comparison: { batches: summaries, metrics: { ...counts, job_metrics: written(jobs) } },
    analysis: analysis(sorted, counts, jobs, baselines),
    warnings: [...checkBatches(batches), ...check(sorted, counts, jobs)],
  };
}

/** The metrics of a job, durations in microseconds. */
function jobLists(node: string, batches: readonly BatchDetails[]): Lists {
  const lists: Lists = {};
  const metrics = batches.map((batch) => {
    const all = batch.job_metrics ?? {};
    return Object.hasOwn(all, node) ? all[node] : undefined;
  });
  for (const metric of JOB_COUNTS) {
    lists[metric] = metrics.map((job) => (job?.[metric] as Count | undefined) ?? null);
  }
  for (const metric of DURATIONS) {
    lists[metric] = metrics.map((job) => microsecondsOf(job?.[metric] as string | null | undefined));
  }
  return lists;
}

/** The metrics of the jobs as the API writes them. */
function written(
  jobs: ReadonlyMap<string, Lists>,
): Record<string, Record<string, (number | string | null)[]>> {
  const all: Record<string, Record<string, (number | string | null)[]>> = {};
  for (const [node, lists] of jobs) {
    const texts: Record<string, (number | string | null)[]> = { ...lists };
    for (const metric of DURATIONS) {
      texts[metric] = list(lists, metric).map((duration) => (duration === null ? null : textOf(duration)));
    }
    all[node] = texts;
  }
  return all;
}

function list(lists: Lists, metric: string): Count[] {
  return lists[metric] as Count[];
}

function analysis(
  batches: readonly BatchDetails[],
  counts: Lists,
  jobs: ReadonlyMap<string, Lists>,
  baselines: readonly (number | null)[],
) {
  const unfinishedBatches = unfinished(counts);
  const figures = [...jobs].map(([node, lists]) => figuresOf(node, lists, baselines, unfinishedBatches));
  const findings: Finding[][] = batches.map(() => []);
  const metrics: Record<string, MetricChanges> = {};
  for (const metric of BATCH_COUNTS) {
    const found = changes(list(counts, metric), baselines);
    if (!metric.startsWith("recipes_")) {
      found.contribution = contributions(baselines, (batch, baseline) =>
        largest(jobs, ([, lists]) => {
          const values = list(lists, metric);
          return minus(values[batch] ?? 0, values[baseline] ?? 0);
        }),
      );
      if (batches.length === 0) delete found.contribution;
    }
    metrics[metric] = found;
  }
  const perJob = Object.fromEntries(figures.map((job) => [job.node, jobAnalysis(job, baselines, findings)]));
  const all = { figures, unfinished: unfinishedBatches, failed: sharesOf(counts, "jobs_failed"), findings };
  const found = {
    metrics,
    total_job_time: totalJobTime(batches.length, figures, baselines),
    avg_job_duration: weightedAverage(batches.length, all, "avg_job_duration", baselines),
    avg_seed_duration: weightedAverage(batches.length, all, "avg_seed_duration", baselines),
    failed_share: shareOfBatches(all, all.failed, "failed_share", baselines),
    canceled_share: shareOfBatches(all, sharesOf(counts, "jobs_canceled"), "canceled_share", baselines),
    jobs: perJob,
  };
  return {
    batches: batches.map(({ id }, place) => ({
      id,
      baseline: batches[baselines[place] ?? -1]?.id ?? null,
      jobs: shares(counts, place),
      failure_rate: failureRate(counts, place),
      ...headlineOf(findings[place] as Finding[]),
    })),
    ...found,
  };
}

type Metric = "avg_job_duration" | "avg_seed_duration";

/** What follows from the metrics of one job, for each batch. */
interface JobFigures {
  node: string;
  lists: Lists;
  times: Record<Metric, Time[]>;
  samples: Record<Metric, (Sample | string)[]>;
  /** Whether its figures are those of the baseline throughout. */
  repeats: boolean[];
  unfinished: boolean[];
  failed: (Share | null)[];
}

function figuresOf(
  node: string,
  lists: Lists,
  baselines: readonly (number | null)[],
  unfinishedBatches: readonly boolean[],
): JobFigures {
  const at = (metric: string, place: number): Count => list(lists, metric)[place] ?? null;
  const samples = (metric: Metric): (Sample | string)[] =>
    baselines.map((_, place) => {
      const [shortest, longest] = [metric.replace("avg", "min"), metric.replace("avg", "max")];
      return sampleOf(
        at("jobs_completed", place),
        at(shortest, place),
        at(metric, place),
        at(longest, place),
      );
    });
  return {
    node,
    lists,
    times: {
      avg_job_duration: jobTimes(lists, "avg_job_duration"),
      avg_seed_duration: jobTimes(lists, "avg_seed_duration"),
    },
    samples: {
      avg_job_duration: samples("avg_job_duration"),
      avg_seed_duration: samples("avg_seed_duration"),
    },
    repeats: baselines.map((baseline, place) => baseline !== null && areSame(lists, baseline, place)),
    unfinished: unfinished(lists).map(
      (isUnfinished, place) => isUnfinished || unfinishedBatches[place] === true,
    ),
    failed: sharesOf(lists, "jobs_failed"),
  };
}

/** Whether the figures of a job are the same in two batches, so that these are the same jobs. */
function areSame(lists: Lists, before: number, after: number): boolean {
  if (!((list(lists, "jobs_completed")[after] ?? 0) > 0)) return false;
  return Object.values(lists).every((values) => values[before] === values[after]);
}

/** Of each batch, how many of the jobs that ended did so in this way. */
function sharesOf(lists: Lists, metric: string): (Share | null)[] {
  return list(lists, metric).map((count, place) => {
    const [completed, failed, canceled] = ["jobs_completed", "jobs_failed", "jobs_canceled"].map(
      (end) => list(lists, end)[place] ?? null,
    ) as [Count, Count, Count];
    if (count === null || completed === null || failed === null || canceled === null) return null;
    const all = completed + failed + canceled;
    return all > 0 ? { count, all } : null;
  });
}

function jobAnalysis(figures: JobFigures, baselines: readonly (number | null)[], findings: Finding[][]) {
  const { node, lists } = figures;
  const metrics: Record<string, MetricChanges> = {};
  for (const metric of JOB_COUNTS) metrics[metric] = changes(list(lists, metric), baselines);
  for (const metric of DURATIONS) {
    const found = (metrics[metric] = changes(list(lists, metric), baselines));
    if (metric === "avg_job_duration" || metric === "avg_seed_duration") {
      const judgments = durationJudgments(figures, metric, found, baselines);
      addJudgments(found, judgments);
      keep(findings, node, metric, found.percent, judgments);
    } else {
      found.reason = baselines.map((baseline) => (baseline === null ? null : "EXTREME_VALUE"));
    }
  }
  const total = figures.times.avg_job_duration.map((time) =>
    typeof time === "object" ? representable(time.total) : null,
  );
  const totalChanges = changes(total, baselines);
  totalChanges.reason = baselines.map((baseline) => (baseline === null ? null : "NO_DIRECTION"));
  const share = (metric: "failed" | "canceled"): ShareChanges => {
    const values = metric === "failed" ? figures.failed : sharesOf(lists, "jobs_canceled");
    const found = shareChanges(values, figures.repeats, figures.unfinished, baselines);
    keep(findings, node, `${metric}_share`, found.percent, found.judgments);
    return found.changes;
  };
  return {
    metrics,
    total_job_time: totalChanges,
    failure_rate: baselines.map((_, place) => failureRate(lists, place)),
    failed_share: share("failed"),
    canceled_share: share("canceled"),
    job_duration_trend: jobTrend(figures, "avg_job_duration"),
    seed_duration_trend: jobTrend(figures, "avg_seed_duration"),
  };
}

function durationJudgments(
  { samples, repeats, failed, unfinished }: JobFigures,
  metric: Metric,
  { value, baseline: before }: MetricChanges,
  baselines: readonly (number | null)[],
): (Judgment | null)[] {
  return baselines.map((baseline, batch) => {
    if (baseline === null) return null;
    const [now, then] = [value[batch] ?? null, before[batch] ?? null];
    if (now === null || then === null) return unclear("NOT_KNOWN");
    if (repeats[batch] === true) return SAME_JOBS;
    const [first, last] = [samples[metric][baseline], samples[metric][batch]] as [
      Sample | string,
      Sample | string,
    ];
    let judgment: Judgment;
    if (typeof first === "string") judgment = unclear(first);
    else if (typeof last === "string") judgment = unclear(last);
    else judgment = judgeDurations(then, now, new Difference().add(first, last, [1, 1]));
    return withDoubts(judgment, failed, unfinished, batch, baseline);
  });
}

/** The judgment of durations, unless failures or jobs that still run make it less. */
function withDoubts(
  judgment: Judgment,
  failed: readonly (Share | null)[],
  unfinished: readonly boolean[],
  batch: number,
  baseline: number,
): Judgment {
  if (unfinished[batch] === true || unfinished[baseline] === true) return unfinishedInstead(judgment);
  if (judgment.verdict === "unclear" || !sharesDiffer(failed[baseline] ?? null, failed[batch] ?? null)) {
    return judgment;
  }
  return { ...judgment, certainty: "LIKELY", reason: "FAILURES_DIFFER" };
}

function jobTrend({ lists, samples, unfinished }: JobFigures, metric: Metric): object | null {
  const points: [number, Sample][] = [];
  for (const [place, sample] of samples[metric].entries()) {
    if (typeof sample === "string" || unfinished[place] === true) continue;
    if (place === 0 || !areSame(lists, place - 1, place)) points.push([place, sample]);
  }
  return trendOf(points);
}

/** How a share changed, a value for each batch. */
interface ShareChanges {
  value: (number | null)[];
  baseline: (number | null)[];
  delta: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  verdict: (string | null)[];
  reason: (string | null)[];
  certainty: (string | null)[];
}

function shareChanges(
  values: readonly (Share | null)[],
  repeats: readonly boolean[],
  unfinished: readonly boolean[],
  baselines: readonly (number | null)[],
): { changes: ShareChanges; percent: (number | null)[]; judgments: (Judgment | null)[] } {
  const judgments = baselines.map((baseline, batch) => {
    if (baseline === null) return null;
    const [before, after] = [values[baseline] ?? null, values[batch] ?? null];
    if (before === null || after === null) return unclear("NOT_KNOWN");
    if (repeats[batch] === true) return SAME_JOBS;
    const judgment = judgeShares(before, after);
    return unfinished[batch] === true || unfinished[baseline] === true
      ? unfinishedInstead(judgment)
      : judgment;
  });
  const value = values.map((share) => (share === null ? null : share.count / share.all));
  const before = baselines.map((baseline) => (baseline === null ? null : (value[baseline] ?? null)));
  const delta = value.map((now, batch) => {
    const then = before[batch] ?? null;
    return now === null || then === null ? null : now - then;
  });
  const found = {
    value,
    baseline: before,
    delta,
    low: judgments.map((judgment) => judgment?.low ?? null),
    high: judgments.map((judgment) => judgment?.high ?? null),
    verdict: judgments.map((judgment) => judgment?.verdict ?? null),
    reason: judgments.map((judgment) => judgment?.reason ?? null),
    certainty: judgments.map((judgment) => judgment?.certainty ?? null),
  };
  return {
    changes: found,
    percent: delta.map((change) => (change === null ? null : change * 100)),
    judgments,
  };
}

/** Adds what is said of the change of each batch. */
function addJudgments(found: MetricChanges, judgments: readonly (Judgment | null)[]): void {
  found.verdict = judgments.map((judgment) => judgment?.verdict ?? null);
  found.reason = judgments.map((judgment) => judgment?.reason ?? null);
  if (judgments.length === 0) return;
  found.certainty = judgments.map((judgment) => judgment?.certainty ?? null);
  found.low_percent = judgments.map((judgment) => judgment?.low ?? null);
  found.high_percent = judgments.map((judgment) => judgment?.high ?? null);
  found.jobs_needed = judgments.map((judgment) => judgment?.jobsNeeded ?? null);
}

/** Keeps what is said of a figure for the headlines. */
function keep(
  findings: Finding[][],
  node: string | null,
  metric: string,
  percent: readonly (number | null)[],
  judgments: readonly (Judgment | null)[],
): void {
  for (const [batch, judgment] of judgments.entries()) {
    if (judgment !== null) findings[batch]?.push({ node, metric, percent: percent[batch] ?? null, judgment });
  }
}

/** The time of the completed jobs of a node in a batch; absent without such jobs, unknown without their average. */
type Time = "absent" | "unknown" | { completed: number; total: Exact };

function jobTimes(lists: Lists, metric: string): Time[] {
  const averages = list(lists, metric);
  return list(lists, "jobs_completed").map((completed, place) => {
    if (completed === null) return "absent";
    const average = averages[place] ?? null;
    if (completed === 0) return { completed, total: 0 };
    return average === null ? "unknown" : { completed, total: times(average, completed) };
  });
}

function totalJobTime(
  count: number,
  figures: readonly JobFigures[],
  baselines: readonly (number | null)[],
): MetricChanges {
  const totals = Array.from({ length: count }, (_, batch) => {
    let sum: Exact | null = null;
    for (const { times } of figures) {
      const time = times.avg_job_duration[batch] as Time;
      if (time === "unknown") return null;
      if (time !== "absent") sum = plus(sum ?? 0, time.total);
    }
    return sum === null ? null : representable(sum);
  });
  const found = changes(totals, baselines);
  if (count === 0) return found;
  const judgments = baselines.map((baseline, batch) => {
    if (baseline === null) return null;
    const [now, before] = [totals[batch] as Count, totals[baseline] as Count];
    const difference = differenceOfAll(figures, "avg_job_duration", batch, baseline, [1, 1]);
    if (now === null || before === null || typeof difference === "string") return NO_DIRECTION;
    return { ...NO_DIRECTION, ...intervalOf(before, now, difference) };
  });
  addJudgments(found, judgments);
  const part = ({ times }: JobFigures, batch: number): Exact => {
    const time = times.avg_job_duration[batch] as Time;
    return typeof time === "object" ? time.total : 0;
  };
  found.contribution = contributions(baselines, (batch, baseline) => {
    if (totals[batch] === null || totals[baseline] === null) return null;
    const parts = figures.map((job) => [job.node, minus(part(job, batch), part(job, baseline))] as const);
    return largest(parts, ([, part]) => part);
  });
  return found;
}

/** How sums over all jobs differ, each divided by the size of its batch; or why that is not known. */
function differenceOfAll(
  figures: readonly JobFigures[],
  metric: Metric,
  batch: number,
  baseline: number,
  sizes: readonly [number, number],
): Difference | string {
  const difference = new Difference();
  for (const { times, samples, repeats } of figures) {
    if (repeats[batch] === true) continue;
    const sides: [Sample | null, Sample | null] = [null, null];
    const factors: [number, number] = [0, 0];
    for (const [side, place] of [baseline, batch].entries()) {
      const time = times[metric][place] as Time;
      if (typeof time === "string" || time.completed === 0) continue;
      const sample = samples[metric][place] as Sample | string;
      if (typeof sample === "string") return sample;
      sides[side] = sample;
      factors[side] = time.completed / (sizes[side] as number);
    }
    difference.add(...sides, factors);
  }
  return difference;
}

/** What is known of all jobs. */
interface Everything {
  figures: readonly JobFigures[];
  unfinished: readonly boolean[];
  failed: readonly (Share | null)[];
  findings: Finding[][];
}

function shareOfBatches(
  { figures, unfinished, findings }: Everything,
  values: readonly (Share | null)[],
  metric: string,
  baselines: readonly (number | null)[],
): ShareChanges {
  const repeats = baselines.map((_, batch) => {
    const present = figures.filter(({ times }) => {
      const time = times.avg_job_duration[batch] as Time;
      return time === "unknown" || (typeof time === "object" && time.completed > 0);
    });
    return present.length > 0 && present.every((job) => job.repeats[batch] === true);
  });
  const found = shareChanges(values, repeats, unfinished, baselines);
  keep(findings, null, metric, found.percent, found.judgments);
  return found.changes;
}

/** The average over all completed jobs whose duration is known. */
function weightedAverage(
  count: number,
  { figures, unfinished, failed, findings }: Everything,
  metric: Metric,
  baselines: readonly (number | null)[],
): MetricChanges {
  const at = (job: JobFigures, batch: number): { completed: number; total: Exact } => {
    const time = job.times[metric][batch] as Time;
    return typeof time === "object" ? time : { completed: 0, total: 0 };
  };
  const weights: Exact[] = [];
  const averages: Count[] = [];
  for (let batch = 0; batch < count; batch++) {
    let [weight, sum]: [Exact, Exact] = [0, 0];
    for (const job of figures) {
      const { completed, total } = at(job, batch);
      weight = plus(weight, completed);
      sum = plus(sum, total);
    }
    weights.push(weight);
    averages.push(weight > 0 ? representable(rounded(sum, weight)) : null);
  }
  const found = changes(averages, baselines);
  if (count === 0) return found;
  const judgments = baselines.map((baseline, batch) => {
    if (baseline === null) return null;
    const [now, before] = [averages[batch] as Count, averages[baseline] as Count];
    if (now === null || before === null) return unclear("NOT_KNOWN");
    const sizes = [Number(weights[baseline]), Number(weights[batch])] as const;
    const difference = differenceOfAll(figures, metric, batch, baseline, sizes);
    if (typeof difference === "object" && difference.isEmpty) return SAME_JOBS;
    const judgment =
      typeof difference === "string" ? unclear(difference) : judgeDurations(before, now, difference);
    return withDoubts(judgment, failed, unfinished, batch, baseline);
  });
  addJudgments(found, judgments);
  keep(findings, null, metric, found.percent, judgments);
  found.contribution = contributions(baselines, (batch, baseline) => {
    const [weight, before] = [weights[batch] as Exact, weights[baseline] as Exact];
    if (weight == 0 || before == 0) return null;
    const parts = figures.map((job) => {
      const now = times(at(job, batch).total, before);
      return [job.node, minus(now, times(at(job, baseline).total, weight))] as const;
    });
    return largest(parts, ([, part]) => part);
  });
  return found;
}

/** A sum of microseconds, where it is one that a duration can have. */
function representable(microseconds: Exact): number | null {
  return microseconds <= Number.MAX_SAFE_INTEGER ? Number(microseconds) : null;
}

function contributions(
  baselines: readonly (number | null)[],
  find: (batch: number, baseline: number) => Contribution | null,
): (Contribution | null)[] {
  return baselines.map((baseline, batch) => (baseline === null ? null : find(batch, baseline)));
}

/** The largest of the parts that go where their sum goes. */
function largest<Job extends readonly [string, unknown]>(
  jobs: Iterable<Job>,
  partOf: (job: Job) => Exact,
): Contribution | null {
  let sum: Exact = 0;
  let most: [string, Exact] | undefined;
  let least: [string, Exact] | undefined;
  for (const job of jobs) {
    const part = partOf(job);
    sum = plus(sum, part);
    if (most === undefined || part > most[1]) most = [job[0], part];
    if (least === undefined || part < least[1]) least = [job[0], part];
  }
  const found = sum > 0 ? most : least;
  if (sum == 0 || found === undefined) return null;
  return { node: found[0], share: Number(found[1]) / Number(sum) };
}

function changes(value: Count[], baselines: readonly (number | null)[]): MetricChanges {
  const found: MetricChanges = {
    value,
    baseline: [],
    delta: [],
    ratio: [],
    percent: [],
    verdict: value.map(() => null),
    reason: value.map(() => null),
  };
  for (const [batch, now] of value.entries()) {
    const place = baselines[batch] as number | null;
    const before = place === null ? null : (value[place] as Count);
    const isKnown = now !== null && before !== null;
    found.baseline.push(before);
    found.delta.push(isKnown ? now - before : null);
    const hasQuotient = isKnown && before !== 0;
    found.ratio.push(hasQuotient ? now / before : null);
    found.percent.push(hasQuotient ? Number(times(now - before, 100)) / before : null);
  }
  return found;
}

/** Whether each batch still has jobs to run. */
function unfinished(lists: Lists): boolean[] {
  const [pending, queued, running] = ["jobs_pending", "jobs_queued", "jobs_running"].map((metric) =>
    list(lists, metric),
  ) as [Count[], Count[], Count[]];
  return pending.map(
    (count, place) => (count ?? 0) > 0 || (queued[place] ?? 0) > 0 || (running[place] ?? 0) > 0,
  );
}

function failureRate(lists: Lists, place: number): number | null {
  const [failed, completed] = [lists["jobs_failed"]?.[place], lists["jobs_completed"]?.[place]];
  if (failed == null || completed == null) return null;
  return failed + completed > 0 ? failed / (failed + completed) : null;
}

function shares(counts: Lists, place: number): Record<string, number> | null {
  let sum = 0;
  for (const status of STATUSES) {
    const count = counts[`jobs_${status}`]?.[place];
    if (count == null) return null;
    sum += count;
  }
  if (sum === 0) return null;
  return Object.fromEntries(
    STATUSES.map((status) => [status, (counts[`jobs_${status}`]?.[place] as number) / sum]),
  );
}

const MOST_ODDITIES = 1_000;

/** The warnings about a comparison of these batches. */
function checkBatches(batches: readonly BatchDetails[]): Oddity[] {
  const found: Oddity[] = [];
  const seen = new Set<number>();
  const rootOf = (batch: BatchDetails): number => batch.root_batch?.id ?? batch.id;
  const root = batches[0] === undefined ? undefined : rootOf(batches[0]);
  let recipeType: number | undefined;
  for (const [place, batch] of batches.entries()) {
    const { id } = batch;
    if (seen.has(id)) {
      const description = `Batch ${id} appears here twice. Only the first one counts.`;
      found.push({ name: "DUPLICATE_BATCH", path: `/${place}`, description });
    }
    seen.add(id);
    const own = rootOf(batch);
    if (own !== root) {
      const description = `Batch ${id} belongs to the chain of batch ${own}, but the first batch belongs to that of batch ${root}.`;
      found.push({ name: "DIFFERENT_CHAINS", path: `/${place}`, description });
    }
    const type = batch.recipe_type?.id;
    if (type === undefined) continue;
    recipeType ??= type;
    if (recipeType !== type) {
      const description = `Batch ${id} runs recipe type ${type}, but the batches before it run recipe type ${recipeType}.`;
      found.push({ name: "DIFFERENT_RECIPE_TYPES", path: `/${place}/recipe_type`, description });
    }
  }
  return found.slice(0, MOST_ODDITIES);
}

/** What cannot be right about the metrics. */
function check(batches: readonly BatchDetails[], counts: Lists, jobs: ReadonlyMap<string, Lists>): Oddity[] {
  const found: Oddity[] = [];
  for (const [place, { id }] of batches.entries()) {
    checkCounts(id, place, "/metrics", counts, found);
    checkCompleted(id, place, "/metrics", "recipes", counts, found);
    let listed: Exact = 0;
    for (const lists of jobs.values()) listed = plus(listed, list(lists, "jobs_total")[place] ?? 0);
    const total = counts["jobs_total"]?.[place];
    if (total != null && total < listed) {
      const description = `Batch ${id} has ${total} jobs, fewer than the ${listed} of its job metrics.`;
      found.push({ name: "FEWER_JOBS_THAN_LISTED", path: `/metrics/jobs_total/${place}`, description });
    }
  }
  for (const [node, lists] of jobs) {
    const path = `/metrics/job_metrics/${node.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    for (const [place, { id }] of batches.entries()) {
      checkCounts(id, place, path, lists, found);
      checkDurations(id, place, path, lists, found);
    }
  }
  return found.slice(0, MOST_ODDITIES);
}

function checkCounts(id: number, place: number, path: string, lists: Lists, found: Oddity[]): void {
  const total = lists["jobs_total"]?.[place];
  let sum: Exact | null = 0;
  for (const status of STATUSES) {
    const count: Count | undefined = lists[`jobs_${status}`]?.[place];
    sum = count == null || sum === null ? null : plus(sum, count);
  }
  if (total != null && sum !== null && sum != total) {
    const description = `The jobs of batch ${id} in each status sum to ${sum}, but there are ${total} jobs.`;
    found.push({ name: "STATUSES_DO_NOT_ADD_UP", path: `${path}/jobs_total/${place}`, description });
  }
  checkCompleted(id, place, path, "jobs", lists, found);
}

function checkCompleted(
  id: number,
  place: number,
  path: string,
  what: "jobs" | "recipes",
  lists: Lists,
  found: Oddity[],
): void {
  const [done, all] = [lists[`${what}_completed`]?.[place], lists[`${what}_total`]?.[place]];
  if (done == null || all == null || done <= all) return;
  const description = `In batch ${id}, "${what}_completed" is ${done}, more than the ${all} of "${what}_total".`;
  found.push({ name: "MORE_COMPLETED_THAN_TOTAL", path: `${path}/${what}_completed/${place}`, description });
}

function checkDurations(id: number, place: number, path: string, lists: Lists, found: Oddity[]): void {
  for (const kind of ["seed", "job"]) {
    let before: [string, number] | undefined;
    for (const which of ["min", "avg", "max"]) {
      const metric = `${which}_${kind}_duration`;
      const duration = list(lists, metric)[place] ?? null;
      if (duration === null) continue;
      if (before !== undefined && before[1] > duration) {
        const [shorter, length] = [before[0], shortTextOf(before[1])];
        const description = `In batch ${id}, "${metric}" is ${shortTextOf(duration)}, less than the ${length} of "${shorter}".`;
        found.push({ name: "DURATIONS_OUT_OF_ORDER", path: `${path}/${metric}/${place}`, description });
      }
      before = [metric, duration];
    }
  }
}
