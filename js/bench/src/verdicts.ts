/**
 * The verdicts of `docs/verdicts.md` in plain TypeScript, at the usual thresholds: 99 % of confidence, and 5 % for the same.
 * What the library has as tables is integrated here.
 */

type Figure = number | null;

const SECOND = 1_000_000;
const SAME = 0.05;
const ERROR = 0.01;

/** What is said of one change. */
export interface Judgment {
  verdict: "better" | "worse" | "same" | "unclear" | null;
  certainty: "SURE" | "LIKELY" | null;
  reason: string | null;
  /** In percent of the baseline, or as a difference of shares. */
  low: Figure;
  high: Figure;
  jobsNeeded: Figure;
  /** The chance of such a difference where nothing changed, of what counts for the headline. */
  chance: Figure;
}

const NOTHING: Judgment = {
  verdict: null,
  certainty: null,
  reason: null,
  low: null,
  high: null,
  jobsNeeded: null,
  chance: null,
};

export const NO_DIRECTION: Judgment = { ...NOTHING, reason: "NO_DIRECTION" };
export const SAME_JOBS: Judgment = {
  ...NOTHING,
  verdict: "same",
  certainty: "SURE",
  reason: "SAME_JOBS",
  low: 0,
  high: 0,
};

export function unclear(reason: string): Judgment {
  return { ...NOTHING, verdict: "unclear", reason };
}

/** The interval stays, the verdict does not. */
export function unfinishedInstead({ low, high }: Judgment): Judgment {
  return { ...unclear("UNFINISHED"), low, high };
}

// The normal distribution.

/** The chance of a standard normal value as far from 0, on either side. */
function normalChance(z: number): number {
  const x = z / Math.SQRT2;
  if (x > 2.5) {
    let fraction = 0;
    for (let step = 120; step > 0; step--) fraction = step / 2 / (x + fraction);
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
  }
  let [term, sum] = [x, x];
  for (let step = 3; term > 1e-17 * sum; step += 2) {
    term *= (2 * x * x) / step;
    sum += term;
  }
  return 1 - ((2 * sum) / Math.sqrt(Math.PI)) * Math.exp(-x * x);
}

function bisected(low: number, high: number, isBelow: (middle: number) => boolean): number {
  for (let step = 0; step < 64; step++) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return low;
}

const meanRanges = new Map<number, number>();

/** The mean range of so many standard normal draws. */
function meanRangeAt(count: number): number {
  const known = meanRanges.get(count);
  if (known !== undefined) return known;
  const step = 1 / 64;
  let sum = 1 - 2 * 0.5 ** count;
  for (let x = step; x < 10; x += step) {
    const beyond = normalChance(x) / 2;
    sum += 2 * (1 - Math.exp(count * Math.log1p(-beyond)) - beyond ** count);
  }
  meanRanges.set(count, sum * step);
  return sum * step;
}

/** Linear between four points for each power of 2. */
function meanRange(count: number): number {
  if (count <= 16) return meanRangeAt(count);
  if (count >= 2 ** 31) return meanRangeAt(2 ** 31);
  const step = 2 ** (Math.floor(Math.log2(count)) - 2);
  const below = Math.floor(count / step) * step;
  const low = meanRangeAt(below);
  return low + ((meanRangeAt(below + step) - low) * (count - below)) / step;
}

// Student's distribution.

/** The chance of a value as far from 0, on either side. */
function studentChance(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = freedom % 2;
  let [term, sum] = [odd === 1 ? cosine : 1, 0];
  for (let step = odd; step + 2 <= freedom; step += 2) {
    sum += term;
    term *= (cosine * cosine * (step + 1)) / (step + 2);
  }
  const inside = odd === 1 ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  return Math.max(0, 1 - inside);
}

class Quantiles {
  readonly normal: number;
  private readonly found: number[] = [];

  constructor(private readonly error: number) {
    this.normal = bisected(0, 10, (z) => normalChance(z) > error);
  }

  at(freedom: number): number {
    const z = this.normal;
    if (freedom <= 200) {
      return (this.found[freedom] ??= bisected(0, 200, (t) => studentChance(t, freedom) > this.error));
    }
    const terms = [
      z ** 3 + z,
      5 * z ** 5 + 16 * z ** 3 + 3 * z,
      3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z,
      79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z,
    ];
    const divisors = [4, 96, 384, 92_160];
    return terms.reduce((sum, term, place) => {
      return sum + term / (divisors[place] as number) / freedom ** (place + 1);
    }, z);
  }
}

const usual = new Quantiles(ERROR);
const strict = new Quantiles(ERROR / 2);

// Samples.

/** The durations of at least two jobs of one batch. */
export interface Sample {
  count: number;
  shortest: number;
  average: number;
  longest: number;
  rounding: number;
  likely: number;
  widest: number;
}

/** The durations as a sample, or the reason why they are none. */
export function sampleOf(count: Figure, shortest: Figure, average: Figure, longest: Figure): Sample | string {
  if (count === null || shortest === null || average === null || longest === null) return "NOT_KNOWN";
  if (count < 2) return "TOO_FEW_JOBS";
  if (shortest > average || average > longest) return "NOT_KNOWN";
  const isWhole = [shortest, average, longest].every((duration) => duration % SECOND === 0);
  const rounding = isWhole ? SECOND / 2 : 0;
  const [low, high] = [shortest - rounding, longest + rounding];
  const bound = (middle: number): number =>
    Math.sqrt(((high - middle) * (middle - low) * count) / (count - 1));
  const range = (high - low) / meanRange(count);
  const likely = range ** 0.625 * bound(average) ** 0.375;
  const widest = bound((count * average + 3 * (low + high)) / (count + 6));
  return { count, shortest, average, longest, rounding, likely, widest };
}

/** Whether the shortest and the longest duration stay where the average changes by so much. */
function extremesStay(before: Sample, after: Sample, change: number): boolean {
  const stays = (one: number, other: number): boolean =>
    Math.abs(other - one) * before.average <= (change / 2) * (one + before.rounding);
  return stays(before.shortest, after.shortest) && stays(before.longest, after.longest);
}

/** A variance that is a sum over samples. */
class Variance {
  private sum = 0;
  private squares = 0;

  add(spread: number, count: number, factor: number): void {
    const variance = ((spread * spread) / count) * factor * factor;
    this.sum += variance;
    this.squares += (variance * variance) / (count - 1);
  }

  reach(quantiles: Quantiles): number {
    return this.sum > 0 ? quantiles.at(this.freedom()) * Math.sqrt(this.sum) : 0;
  }

  chance(difference: number): number {
    if (this.sum === 0) return 0;
    return studentChance(difference / Math.sqrt(this.sum), Math.min(1_000, this.freedom()));
  }

  private freedom(): number {
    return Math.max(1, Math.floor((this.sum * this.sum) / this.squares + 1e-6));
  }
}

/** How averages differ, and what that is known from. */
export class Difference {
  readonly likely = new Variance();
  readonly widest = new Variance();
  rounding = 0;
  squaredSpreads = 0;
  isEmpty = true;

  /** Adds a job of two batches, or of one of them; its averages count with these factors. */
  add(before: Sample | null, after: Sample | null, factors: readonly [number, number]): this {
    const isMix =
      before !== null &&
      after !== null &&
      extremesStay(before, after, Math.abs(after.average - before.average));
    for (const [place, sample] of [before, after].entries()) {
      if (sample === null) continue;
      const factor = factors[place] as number;
      const spread = isMix ? sample.widest : sample.likely;
      this.likely.add(spread, sample.count, factor);
      this.widest.add(sample.widest, sample.count, factor);
      this.rounding += sample.rounding * factor;
      this.squaredSpreads += spread * spread * factor;
      this.isEmpty = false;
    }
    return this;
  }

  reach(quantiles = usual): number {
    return (quantiles === usual ? this.likely : this.widest).reach(quantiles) + this.rounding;
  }
}

/** The interval of a difference in percent of the baseline. */
export function intervalOf(
  baseline: number,
  value: number,
  difference: Difference,
): { low: Figure; high: Figure } {
  if (baseline === 0) return { low: null, high: null };
  const [change, reach] = [value - baseline, difference.reach()];
  return { low: ((change - reach) / baseline) * 100, high: ((change + reach) / baseline) * 100 };
}

/** Judges how an average changed. */
export function judgeDurations(baseline: number, value: number, difference: Difference): Judgment {
  const change = value - baseline;
  const size = Math.abs(change);
  const same = baseline * SAME;
  const isLarge = size >= same;
  const holds = (reach: number): boolean => isLarge && size > reach;
  const stays = (reach: number): boolean => size + reach <= same;
  const [reach, strictReach] = [difference.reach(), difference.reach(strict)];
  const judgment: Judgment = { ...NOTHING, ...intervalOf(baseline, value, difference), chance: 1 };
  if (holds(reach)) {
    judgment.verdict = change < 0 ? "better" : "worse";
    judgment.certainty = holds(strictReach) ? "SURE" : "LIKELY";
    judgment.chance = difference.likely.chance(size - difference.rounding);
  } else if (stays(reach)) {
    judgment.verdict = "same";
    judgment.certainty = stays(strictReach) ? "SURE" : "LIKELY";
  } else {
    judgment.verdict = "unclear";
    judgment.reason = "NOT_ENOUGH_EVIDENCE";
    const shown = (isLarge ? size : same - size) - difference.rounding;
    judgment.jobsNeeded = jobsNeeded(difference.squaredSpreads, shown);
  }
  return judgment;
}

function jobsNeeded(squaredSpreads: number, difference: number): Figure {
  const jobs = Math.ceil(((usual.normal + 0.8416) ** 2 * squaredSpreads) / (difference * difference));
  if (difference <= 0 || jobs > 1e9) return null;
  let step = 1;
  while (jobs / step >= 100) step *= 10;
  return Math.max(2, Math.ceil(jobs / step) * step);
}

// Shares.

/** How many of so many jobs. */
export interface Share {
  count: number;
  all: number;
}

function wilson({ count, all }: Share, z: number): [number, number] {
  const share = count / all;
  const middle = share + (z * z) / (2 * all);
  const reach = z * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  const weight = 1 + (z * z) / all;
  return [Math.max(0, (middle - reach) / weight), Math.min(1, (middle + reach) / weight)];
}

/** Newcombe's interval of the difference. */
function newcombe(before: Share, after: Share, z: number): [number, number] {
  const [shareBefore, share] = [before.count / before.all, after.count / after.all];
  const [[lowBefore, highBefore], [low, high]] = [wilson(before, z), wilson(after, z)];
  const difference = share - shareBefore;
  return [
    difference - Math.sqrt((share - low) ** 2 + (highBefore - shareBefore) ** 2),
    difference + Math.sqrt((high - share) ** 2 + (shareBefore - lowBefore) ** 2),
  ];
}

/** Whether shares differ, as far as can be told. */
export function sharesDiffer(before: Share | null, after: Share | null): boolean {
  if (before === null || after === null) return false;
  const [low, high] = newcombe(before, after, usual.normal);
  return low > 0 || high < 0;
}

export function judgeShares(before: Share, after: Share): Judgment {
  const verdictAt = (z: number): "better" | "worse" | "same" | "unclear" => {
    const [low, high] = newcombe(before, after, z);
    if (high < 0) return "better";
    if (low > 0) return "worse";
    return -SAME <= low && high <= SAME ? "same" : "unclear";
  };
  const [low, high] = newcombe(before, after, usual.normal);
  const verdict = verdictAt(usual.normal);
  if (verdict === "unclear") return { ...unclear("NOT_ENOUGH_EVIDENCE"), low, high, chance: 1 };
  const certainty = verdictAt(strict.normal) === verdict ? "SURE" : "LIKELY";
  let chance = 1;
  if (verdict !== "same") {
    const excludesNone = (z: number): boolean => ["better", "worse"].includes(verdictAt(z));
    chance = normalChance(bisected(0, 39, excludesNone));
  }
  return { ...NOTHING, verdict, certainty, low, high, chance };
}

// Headlines.

/** A change that many others were judged beside. */
export interface Finding {
  node: string | null;
  metric: string;
  percent: Figure;
  judgment: Judgment;
}

const METRICS = ["avg_job_duration", "avg_seed_duration", "failed_share", "canceled_share"];

/** What survives Holm's correction. */
export function headlineOf(findings: readonly Finding[]): { headline: unknown[]; headline_count: number } {
  const counted = findings.filter(({ judgment }) => judgment.chance !== null);
  const changes = counted.filter(({ judgment }) => ["better", "worse"].includes(judgment.verdict ?? ""));
  const chance = ({ judgment }: Finding): number => judgment.chance as number;
  changes.sort((one, other) => chance(one) - chance(other));
  const failed = changes.findIndex((change, place) => chance(change) > ERROR / (counted.length - place));
  const survivors = failed < 0 ? changes : changes.slice(0, failed);
  const isLikely = ({ judgment }: Finding): number => (judgment.certainty === "SURE" ? 0 : 1);
  const size = ({ percent }: Finding): number => (percent === null ? Infinity : Math.abs(percent));
  const named = (one: Finding, other: Finding): number => {
    if (one.node === other.node) return METRICS.indexOf(one.metric) - METRICS.indexOf(other.metric);
    return (one.node ?? "") < (other.node ?? "") ? -1 : 1;
  };
  survivors.sort((one, other) => {
    const bySize = size(one) === size(other) ? 0 : size(other) - size(one);
    return isLikely(one) - isLikely(other) || bySize || named(one, other);
  });
  const headline = survivors.slice(0, 10).map(({ node, metric, percent, judgment }) => {
    const scale = metric.endsWith("_share") ? 100 : 1;
    return {
      node,
      metric,
      verdict: judgment.verdict,
      certainty: judgment.certainty,
      percent,
      low_percent: judgment.low === null ? null : judgment.low * scale,
      high_percent: judgment.high === null ? null : judgment.high * scale,
    };
  });
  return { headline, headline_count: survivors.length };
}

// Trends.

/** Where an average goes over these samples, each with the place of its batch. */
export function trendOf(points: readonly (readonly [number, Sample])[]): object | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 3) return null;
  const sum = (of: (place: number, sample: Sample) => number): number =>
    points.reduce((all, [place, sample]) => all + sample.count * of(place, sample), 0);
  const weight = sum(() => 1);
  const middle = sum((place) => place) / weight;
  const average = sum((_, sample) => sample.average) / weight;
  const width = sum((place) => (place - middle) ** 2);
  const slope = sum((place, sample) => (place - middle) * (sample.average - average)) / width;
  if (average === 0) return null;
  const [steps, size] = [last[0] - first[0], Math.abs(slope)];
  const isMix = extremesStay(first[1], last[1], size * steps);
  const [likely, widest] = [new Variance(), new Variance()];
  let rounding = 0;
  for (const [place, sample] of points) {
    const part = (sample.count * (place - middle)) / width;
    likely.add(isMix ? sample.widest : sample.likely, sample.count, part);
    widest.add(sample.widest, sample.count, part);
    rounding += Math.abs(part) * sample.rounding;
  }
  const same = SAME * average;
  const holds = (reach: number): boolean => size > reach && size * steps >= same;
  const stays = (reach: number): boolean => (size + reach) * steps <= same;
  const [reach, strictReach] = [likely.reach(usual) + rounding, widest.reach(strict) + rounding];
  let [direction, certainty, reason]: [string, string | null, string | null] = [
    "unclear",
    null,
    "NOT_ENOUGH_EVIDENCE",
  ];
  if (holds(reach)) {
    if (stepsBack(points, slope)) {
      reason = "UNEVEN";
    } else {
      direction = slope > 0 ? "rising" : "falling";
      [certainty, reason] = [holds(strictReach) ? "SURE" : "LIKELY", null];
    }
  } else if (stays(reach)) {
    [direction, certainty, reason] = ["steady", stays(strictReach) ? "SURE" : "LIKELY", null];
  }
  const percent = (amount: number): number => (amount / average) * 100;
  return {
    direction,
    certainty,
    reason,
    percent: percent(slope),
    low_percent: percent(slope - reach),
    high_percent: percent(slope + reach),
    batches: points.length,
  };
}

/** Whether a step between neighbors goes the other way by more than its own interval. */
function stepsBack(points: readonly (readonly [number, Sample])[], slope: number): boolean {
  return points.slice(1).some(([, after], place) => {
    const [, before] = points[place] as readonly [number, Sample];
    const change = after.average - before.average;
    return change * slope < 0 && Math.abs(change) > new Difference().add(before, after, [1, 1]).reach();
  });
}
