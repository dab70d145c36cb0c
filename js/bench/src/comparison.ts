/**
 * The comparison of batches and its analysis in plain TypeScript, objects in and out: the competitor of
 * `compareBatches`. It follows the same rules equally exactly; `checks.ts` compares its results with the library's. It
 * does not check the structure of the documents.
 */
import { microsecondsOf, textOf } from "./durations.js";
import { minus, plus, rounded, times, type Exact } from "./exact.js";

type Count = number | null;
type Direction = "up" | "down" | null;

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
const JOB_COUNTS: readonly [string, Direction][] = [
  ["jobs_total", null],
  ["jobs_pending", null],
  ["jobs_blocked", null],
  ["jobs_queued", null],
  ["jobs_running", null],
  ["jobs_failed", "down"],
  ["jobs_completed", "up"],
  ["jobs_canceled", "down"],
];
const RECIPE_COUNTS: readonly [string, Direction][] = [
  ["recipes_estimated", null],
  ["recipes_total", null],
  ["recipes_completed", "up"],
];
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
  contribution?: (Contribution | null)[];
}

interface Contribution {
  node: string;
  share: number;
}

/** How a change is judged. */
interface Judge {
  better: Direction;
  shortest?: Count[];
  longest?: Count[];
  unfinished?: boolean[];
}

const SAME_PERCENT = 0;
const OVERLAP_PERCENT = 90;
const SHIFT_PERCENT = 10;

/** Compares batches, each with the one before it; in the shape of `compareBatches`. */
export function comparison(batches: readonly BatchDetails[]) {
  const byId = new Map<number, BatchDetails>();
  for (const batch of batches) if (!byId.has(batch.id)) byId.set(batch.id, batch);
  const sorted = [...byId.values()].sort((one, other) => one.id - other.id);
  const counts: Lists = {};
  for (const [metric] of BATCH_COUNTS) {
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
  for (const [metric] of JOB_COUNTS) {
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
  const figures = [...jobs].map(([node, lists]) => ({
    node,
    jobTime: jobTimes(lists, "avg_job_duration"),
    seedTime: jobTimes(lists, "avg_seed_duration"),
  }));
  const metrics: Record<string, MetricChanges> = {};
  const unfinishedBatches = unfinished(counts);
  for (const [metric, better] of BATCH_COUNTS) {
    const found = changes(list(counts, metric), baselines, { better, unfinished: unfinishedBatches });
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
  const perJob: Record<string, unknown> = {};
  for (const [place, [node, lists]] of [...jobs].entries()) {
    const times = (figures[place] as JobFigures).jobTime;
    perJob[node] = jobAnalysis(lists, times, baselines);
  }
  return {
    batches: batches.map(({ id }, place) => ({
      id,
      baseline: batches[baselines[place] ?? -1]?.id ?? null,
      jobs: shares(counts, place),
      failure_rate: failureRate(counts, place),
    })),
    metrics,
    total_job_time: totalJobTime(batches.length, figures, baselines),
    avg_job_duration: weightedAverage(batches.length, figures, "jobTime", baselines),
    avg_seed_duration: weightedAverage(batches.length, figures, "seedTime", baselines),
    jobs: perJob,
  };
}

function jobAnalysis(lists: Lists, jobTime: readonly Time[], baselines: readonly (number | null)[]) {
  const unfinishedJobs = unfinished(lists);
  const metrics: Record<string, MetricChanges> = {};
  for (const [metric, better] of JOB_COUNTS) {
    metrics[metric] = changes(list(lists, metric), baselines, { better, unfinished: unfinishedJobs });
  }
  for (const metric of DURATIONS) {
    const judge: Judge = { better: "down" };
    if (metric.startsWith("avg_")) {
      judge.shortest = list(lists, metric.replace("avg_", "min_"));
      judge.longest = list(lists, metric.replace("avg_", "max_"));
    }
    metrics[metric] = changes(list(lists, metric), baselines, judge);
  }
  const total = jobTime.map((time) => (typeof time === "object" ? representable(time.total) : null));
  return {
    metrics,
    total_job_time: changes(total, baselines, { better: null }),
    failure_rate: baselines.map((_, place) => failureRate(lists, place)),
  };
}

/** The time of the completed jobs of a node in a batch; absent without such jobs, unknown without their average. */
type Time = "absent" | "unknown" | { completed: number; total: Exact };

interface JobFigures {
  node: string;
  jobTime: Time[];
  seedTime: Time[];
}

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
    for (const { jobTime } of figures) {
      const time = jobTime[batch] as Time;
      if (time === "unknown") return null;
      if (time !== "absent") sum = plus(sum ?? 0, time.total);
    }
    return sum === null ? null : representable(sum);
  });
  const found = changes(totals, baselines, { better: null });
  if (count === 0) return found;
  const part = ({ jobTime }: JobFigures, batch: number): Exact => {
    const time = jobTime[batch] as Time;
    return typeof time === "object" ? time.total : 0;
  };
  found.contribution = contributions(baselines, (batch, baseline) => {
    if (totals[batch] === null || totals[baseline] === null) return null;
    const parts = figures.map((job) => [job.node, minus(part(job, batch), part(job, baseline))] as const);
    return largest(parts, ([, part]) => part);
  });
  return found;
}

/** The average over all completed jobs whose duration is known. */
function weightedAverage(
  count: number,
  figures: readonly JobFigures[],
  which: "jobTime" | "seedTime",
  baselines: readonly (number | null)[],
): MetricChanges {
  const at = (job: JobFigures, batch: number): { completed: number; total: Exact } => {
    const time = job[which][batch] as Time;
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
  const found = changes(averages, baselines, { better: "down" });
  if (count === 0) return found;
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

function changes(value: Count[], baselines: readonly (number | null)[], judge: Judge): MetricChanges {
  const found: MetricChanges = {
    value,
    baseline: [],
    delta: [],
    ratio: [],
    percent: [],
    verdict: [],
    reason: [],
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
    const [verdict, reason] = place === null ? [null, null] : verdictOf(judge, batch, place, now, before);
    found.verdict.push(verdict);
    found.reason.push(reason);
  }
  return found;
}

function verdictOf(
  { better, shortest, longest, unfinished }: Judge,
  batch: number,
  place: number,
  now: Count,
  before: Count,
): [string, string | null] {
  if (now === null || before === null) return ["unclear", "NOT_KNOWN"];
  const apart = times(Math.abs(now - before), 100);
  if (apart <= times(before, SAME_PERCENT)) return ["same", null];
  if (better === null) return ["unclear", "NO_DIRECTION"];
  if (shortest !== undefined && longest !== undefined) {
    const [low, high] = [shortest[batch] as Count, longest[batch] as Count];
    const [lowBefore, highBefore] = [shortest[place] as Count, longest[place] as Count];
    if (low !== null && high !== null && lowBefore !== null && highBefore !== null) {
      if (low <= high && lowBefore <= highBefore) {
        const common = Math.max(0, Math.min(high, highBefore) - Math.max(low, lowBefore));
        const together = Math.max(high, highBefore) - Math.min(low, lowBefore);
        const overlap = times(common, 100) >= times(together, OVERLAP_PERCENT);
        if (together > 0 && overlap && apart < times(together, SHIFT_PERCENT)) {
          return ["unclear", "OVERLAPPING_RANGES"];
        }
      }
    }
  }
  if (unfinished?.[now < before ? batch : place] === true) return ["unclear", "UNFINISHED"];
  return [now > before === (better === "up") ? "better" : "worse", null];
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
        const [shorter, length] = [before[0], textOf(before[1])];
        const description = `In batch ${id}, "${metric}" is ${textOf(duration)}, less than the ${length} of "${shorter}".`;
        found.push({ name: "DURATIONS_OUT_OF_ORDER", path: `${path}/${metric}/${place}`, description });
      }
      before = [metric, duration];
    }
  }
}
