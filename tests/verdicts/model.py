"""A slow model of the verdicts, written from docs/verdicts.md with numbers of 40 digits.

It writes tests/data/verdicts.jsonl: pairs of batches with one job, chains of one job, and pairs with several jobs, each
with the verdicts that follow. tests/verdicts.rs compares them with those of the crate.

    pip install mpmath
    python3 tests/verdicts/model.py > tests/data/verdicts.jsonl

The cases are always the same ones, and it takes a few minutes. Left out are cases where a word hangs on the last digits:
where two numbers that are compared differ by less than a millionth of a thousandth. `--newcombe` prints the published
examples of the difference of two shares instead.
"""

import json
import random
import sys
from functools import cache

from mpmath import mp, mpf

mp.dps = 40

SECOND = 1_000_000
CLOSE = mpf(10) ** -9


class TooClose(Exception):
    """A comparison whose outcome depends on the last digits."""


def less(one, other):
    one, other = mpf(one), mpf(other)
    if one == other:
        return False
    if abs(one - other) <= CLOSE * max(abs(one), abs(other)):
        raise TooClose
    return one < other


def at_most(one, other):
    return not less(other, one)


def floor(number):
    """Rounded down, but not for an error in the last digits."""
    nearest = mp.nint(number)
    if mpf(10) ** -7 < abs(nearest - number) < mpf(10) ** -5:
        raise TooClose
    return int(mp.floor(number + mpf(10) ** -6))


# Distributions.


def normal_quantile(chance):
    """Where the normal distribution has that chance beyond, on both sides together."""
    return mp.sqrt(2) * mp.erfinv(1 - mpf(chance))


def normal_chance(z):
    return mp.erfc(z / mp.sqrt(2))


def student_density(t, df):
    return mp.exp(mp.loggamma(mpf(df + 1) / 2) - mp.loggamma(mpf(df) / 2) - mpf(df + 1) / 2 * mp.log1p(t * t / df)) / mp.sqrt(
        df * mp.pi
    )


def student_chance(t, df):
    """The chance beyond t, on both sides, in closed form (a sum) or by quadrature."""
    angle = mp.atan(t / mp.sqrt(df))
    if df > 2000:
        scale = mp.exp(mp.loggamma(mpf(df + 1) / 2) - mp.loggamma(mpf(df) / 2)) / mp.sqrt(mp.pi)
        return 1 - 2 * scale * mp.quad(lambda a: mp.exp((df - 1) * mp.log(mp.cos(a))), [0, angle])
    sine, cosine = mp.sin(angle), mp.cos(angle)
    odd = df % 2
    term, total = (cosine if odd else mpf(1)), mpf(0)
    for k in range(odd, df - 1, 2):
        total += term
        term *= cosine * cosine * (k + 1) / (k + 2)
    inside = 2 / mp.pi * (angle + sine * total) if odd else sine * total
    return 1 - inside


@cache
def student_quantile(chance, df):
    chance = mpf(chance[0]) / chance[1]
    z = normal_quantile(chance)
    low, high = z, z + 1
    if df > 50:
        t = z + (z**3 + z) / (4 * df) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * mpf(df) ** 2)
    else:
        while student_chance(high, df) > chance:
            low, high = high, high * 2
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if student_chance(middle, df) > chance else (low, middle)
        t = low
    for _ in range(20):
        step = (student_chance(t, df) - chance) / (2 * student_density(t, df))
        t += step
        if abs(step) < mpf(10) ** -25 * t:
            return t
    raise ArithmeticError(f"no quantile of {chance} at {df}")


TABLE = sorted({*range(2, 17), *(2**k * (4 + j) // 4 for k in range(4, 31) for j in range(1, 5))})


@cache
def mean_range_at(n):
    """The mean range of n draws from a standard normal distribution."""

    def outside(x):
        beyond = mp.erfc(x / mp.sqrt(2)) / 2
        return 1 - mp.exp(n * mp.log1p(-beyond)) - (mp.exp(n * mp.log(beyond)) if beyond > 0 else 0)

    with mp.workdps(25):
        return 2 * mp.quad(outside, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15])


def mean_range(n):
    """Linear between the points of the table; above the last, the last."""
    above = next((point for point in TABLE if point >= n), None)
    if above is None:
        return mean_range_at(TABLE[-1])
    if above == n:
        return mean_range_at(n)
    below = TABLE[TABLE.index(above) - 1]
    low, high = mean_range_at(below), mean_range_at(above)
    return low + (high - low) * (n - below) / (above - below)


# One job of one batch. Durations are in microseconds.


class Sample:
    def __init__(self, n, shortest, average, longest):
        self.n, self.shortest, self.average, self.longest = n, shortest, average, longest
        whole = all(each % SECOND == 0 for each in (shortest, average, longest))
        self.rounding = mpf(SECOND) / 2 if whole else mpf(0)
        self.low, self.high = shortest - self.rounding, longest + self.rounding

    def bound(self, average):
        square = (self.high - average) * (average - self.low) * self.n / mpf(self.n - 1)
        return mp.sqrt(max(square, 0))

    def likely(self):
        spread = (self.high - self.low) / mean_range(self.n)
        return spread ** (mpf(5) / 8) * self.bound(mpf(self.average)) ** (mpf(3) / 8)

    def widest(self):
        return self.bound((self.n * mpf(self.average) + 3 * (self.low + self.high)) / (self.n + 6))


def same_mix(first, last, change):
    """Whether neither the shortest nor the longest duration changed by more than half as much as the average did, each in
    relation to itself."""
    pairs = ((first.shortest, last.shortest), (first.longest, last.longest))
    return all(
        at_most(abs(after - before) * mpf(first.average), abs(change) / 2 * (before + first.rounding))
        for before, after in pairs
    )


class Part:
    """What one job of one batch adds to the variance of an average: its weight, its spreads and its degrees of freedom."""

    def __init__(self, sample, weight, gated):
        self.df = sample.n - 1
        widest = weight**2 * sample.widest() ** 2 / sample.n
        self.sure = widest
        self.likely = widest if gated else weight**2 * sample.likely() ** 2 / sample.n


def freedom(parts):
    """The degrees of freedom of a sum of (variance, df), by Satterthwaite."""
    total = sum(variance for variance, _ in parts)
    square = sum(variance**2 / df for variance, df in parts)
    return max(1, floor(total**2 / square)) if square > 0 else 1


class Interval:
    def __init__(self, delta, parts, rounding):
        self.delta, self.parts, self.rounding = mpf(delta), parts, rounding

    def variances(self, sure):
        return [(part.sure if sure else part.likely, part.df) for part in self.parts]

    def half(self, chance, sure=False):
        parts = self.variances(sure)
        total = sum((variance for variance, _ in parts), mpf(0))
        if total == 0:
            return self.rounding
        return student_quantile(chance, freedom(parts)) * mp.sqrt(total) + self.rounding

    def chance(self):
        """The chance of a difference as large where nothing changed."""
        parts = self.variances(False)
        total = sum((variance for variance, _ in parts), mpf(0))
        apart = abs(self.delta) - self.rounding
        if apart <= 0:
            return mpf(1)
        if total == 0:
            return mpf(0)
        return student_chance(apart / mp.sqrt(total), min(1000, freedom(parts)))


def word(delta, half, baseline, same_percent):
    """The verdict of an interval."""
    large = at_most(same_percent * mpf(baseline) / 100, abs(delta))
    if less(half, abs(delta)) and large:
        return "better" if delta < 0 else "worse"
    limit = same_percent * mpf(baseline) / 100
    if at_most(abs(delta) + half, limit):
        return "same"
    return "unclear"


def error(confidence):
    """The chance of error as a fraction, and half of it."""
    return (100 - confidence, 100), (100 - confidence, 200)


def two_digits_up(number):
    """The next whole number of two digits, and zeros."""
    number = mpf(number)
    unit = 1
    while number > 99 * unit:
        less(99 * unit, number)
        unit *= 10
    whole = floor(number / unit)
    return (whole + (number / unit != whole)) * unit


def judged_interval(interval, baseline, options, failures_differ, weighted):
    """Everything that is said of an interval."""
    chance, half_chance = error(options["confidence"])
    half = interval.half(chance)
    low, high = interval.delta - half, interval.delta + half
    found = {
        "low_percent": low * 100 / baseline if baseline else None,
        "high_percent": high * 100 / baseline if baseline else None,
        "verdict": word(interval.delta, half, baseline, options["same_percent"]),
        "certainty": None,
        "reason": None,
        "jobs_needed": None,
    }
    if found["verdict"] == "unclear":
        found["reason"] = "NOT_ENOUGH_EVIDENCE"
        found["jobs_needed"] = jobs_needed(interval, weighted, baseline, options)
        return found
    sure = word(interval.delta, interval.half(half_chance, True), baseline, options["same_percent"])
    found["certainty"] = "SURE" if sure == found["verdict"] else "LIKELY"
    if failures_differ:
        found["certainty"], found["reason"] = "LIKELY", "FAILURES_DIFFER"
    return found


def without_interval(verdict, reason, certainty=None):
    return {
        "low_percent": None,
        "high_percent": None,
        "verdict": verdict,
        "certainty": certainty,
        "reason": reason,
        "jobs_needed": None,
    }


# Jobs of a batch, as the API reports them.

KINDS = ("job", "seed")
COUNTS = ("total", "pending", "blocked", "queued", "running", "failed", "completed", "canceled")


def figures(job, kind):
    return [job[f"{which}_{kind}_duration"] for which in ("min", "avg", "max")]


def sample(job, kind):
    """The sample of a job: None where it is not known, and where no job or a single one is completed."""
    shortest, average, longest = figures(job, kind)
    return Sample(job["jobs_completed"], shortest, average, longest)


def is_unfinished(job):
    return any((job[f"jobs_{status}"] or 0) > 0 for status in ("pending", "queued", "running"))


def pair_parts(before, after, weights):
    """The parts of a job in both batches, the likely spread replaced where the mix may have changed."""
    gated = same_mix(before, after, mpf(after.average - before.average))
    return [Part(each, weight, gated) for each, weight in zip((before, after), weights)]


def duration(before, after, kind, options):
    """What is said of the average duration of a job, and its interval if it counts."""
    if figures(before, kind)[1] is None or figures(after, kind)[1] is None:
        return without_interval("unclear", "NOT_KNOWN"), None
    if before == after:
        return same_jobs(), None
    reason = no_sample(before, kind) or no_sample(after, kind)
    unfinished = is_unfinished(before) or is_unfinished(after)
    if reason is not None:
        return without_interval("unclear", "UNFINISHED" if unfinished else reason), None
    first, last = sample(before, kind), sample(after, kind)
    parts = pair_parts(first, last, (1, 1))
    interval = Interval(last.average - first.average, parts, first.rounding + last.rounding)
    differ = failures_differ(before, after, options)
    found = judged_interval(interval, first.average, options, differ, ((first, 1), (last, 1)))
    if unfinished:
        return unfinished_instead(found), None
    return found, interval


def failures_differ(before, after, options):
    share, _ = share_of(before, after, "failed", options, False)
    return "low" in share and (share["low"] > 0 or share["high"] < 0)


def same_jobs():
    """What is said where the jobs are those of the baseline."""
    found = without_interval("same", "SAME_JOBS", "SURE")
    found["low_percent"] = found["high_percent"] = mpf(0)
    return found


def unfinished_instead(found):
    """The interval stays, the verdict does not."""
    found = {**found, "verdict": "unclear", "certainty": None, "reason": "UNFINISHED"}
    if "jobs_needed" in found:
        found["jobs_needed"] = None
    return found


def no_sample(job, kind):
    """Why durations are no sample; None where they are."""
    durations = figures(job, kind)
    if job["jobs_completed"] is None or None in durations:
        return "NOT_KNOWN"
    if job["jobs_completed"] < 2:
        return "TOO_FEW_JOBS"
    return None if durations == sorted(durations) else "NOT_KNOWN"


def jobs_needed(interval, weighted, baseline, options):
    """About how many jobs each batch needs; `weighted` has each sample with its weight in the average of its batch."""
    z = normal_quantile(mpf(100 - options["confidence"]) / 100)
    squares = sum(part.likely * each.n / weight for part, (each, weight) in zip(interval.parts, weighted))
    limit = options["same_percent"] * mpf(baseline) / 100
    is_large = at_most(limit, abs(interval.delta))
    apart = (abs(interval.delta) if is_large else limit - abs(interval.delta)) - interval.rounding
    if apart <= 0:
        return None
    needed = two_digits_up((z + mpf("0.8416")) ** 2 * squares / apart**2)
    return max(2, needed) if at_most(needed, 10**9) else None


# Shares.


def wilson(count, total, z):
    share = mpf(count) / total
    middle = 2 * count + z * z
    apart = z * mp.sqrt(z * z + 4 * count * (1 - share))
    return (middle - apart) / (2 * (total + z * z)), (middle + apart) / (2 * (total + z * z))


def newcombe(value, baseline, z):
    """The interval of the difference of two shares, value minus baseline, each (count, total)."""
    share, before = mpf(value[0]) / value[1], mpf(baseline[0]) / baseline[1]
    low, high = wilson(*value, z)
    low_before, high_before = wilson(*baseline, z)
    delta = share - before
    return (
        delta - mp.sqrt((share - low) ** 2 + (high_before - before) ** 2),
        delta + mp.sqrt((high - share) ** 2 + (before - low_before) ** 2),
    )


def newcombe_chance(value, baseline):
    """The chance of error at which the interval begins with 0."""
    delta = mpf(value[0]) / value[1] - mpf(baseline[0]) / baseline[1]
    if delta == 0:
        return mpf(1)

    def excludes(z):
        low, high = newcombe(value, baseline, z)
        return low > 0 or high < 0

    low, high = mpf(0), mpf(1)
    while excludes(high):
        low, high = high, high * 2
        if high > 1000:
            return mpf(0)
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if excludes(middle) else (low, middle)
    return normal_chance(low)


def ended(counts, status):
    parts = [counts[f"jobs_{each}"] for each in ("completed", "failed", "canceled")]
    if None in parts:
        return None
    return counts[f"jobs_{status}"], sum(parts)


def share_of(before, after, status, options, same_jobs):
    """What is said of a share, and the chance p if its interval counts."""
    baseline, value = ended(before, status), ended(after, status)
    if baseline is None or value is None or baseline[1] == 0 or value[1] == 0:
        return {"verdict": "unclear", "reason": "NOT_KNOWN"}, None
    z, sure_z = (normal_quantile(mpf(part) / whole) for part, whole in error(options["confidence"]))
    low, high = newcombe(value, baseline, z)

    def share_word(low, high):
        if less(high, 0):
            return "better"
        if less(0, low):
            return "worse"
        limit = mpf(options["same_percent"]) / 100
        return "same" if at_most(-limit, low) and at_most(high, limit) else "unclear"

    found = {
        "value": mpf(value[0]) / value[1],
        "baseline": mpf(baseline[0]) / baseline[1],
        "low": low,
        "high": high,
        "verdict": share_word(low, high),
        "certainty": None,
        "reason": None,
    }
    found["delta"] = found["value"] - found["baseline"]
    if same_jobs:
        found.update(low=mpf(0), high=mpf(0), verdict="same", certainty="SURE", reason="SAME_JOBS")
        return found, None
    if found["verdict"] == "unclear":
        found["reason"] = "NOT_ENOUGH_EVIDENCE"
    else:
        sure = share_word(*newcombe(value, baseline, sure_z))
        found["certainty"] = "SURE" if sure == found["verdict"] else "LIKELY"
    if is_unfinished(before) or is_unfinished(after):
        return unfinished_instead(found), None
    return found, newcombe_chance(value, baseline)


# All jobs of a batch together, and the headline.


def batch_counts(batch):
    return {f"jobs_{status}": sum(job[f"jobs_{status}"] or 0 for job in batch.values()) for status in COUNTS}


def totals(before, after, kind):
    """The average over all jobs and their total time, each with its interval and baseline; and the samples with their
    weights in the average."""
    batches = (before, after)
    counted = [sum(job["jobs_completed"] for job in batch.values()) for batch in batches]
    sums = [sum(job["jobs_completed"] * job[f"avg_{kind}_duration"] for job in batch.values()) for batch in batches]
    averages = [(total + n // 2) // n for total, n in zip(sums, counted)]
    average = Interval(averages[1] - averages[0], [], mpf(0))
    total = Interval(sums[1] - sums[0], [], mpf(0))
    weighted = []
    for node in before:
        if before[node] == after[node]:
            continue
        samples = [sample(batch[node], kind) for batch in batches]
        weights = [mpf(each.n) / n for each, n in zip(samples, counted)]
        average.parts += pair_parts(*samples, weights)
        average.rounding += sum(each.rounding * weight for each, weight in zip(samples, weights))
        total.parts += pair_parts(*samples, [each.n for each in samples])
        total.rounding += sum(each.rounding * each.n for each in samples)
        weighted += zip(samples, weights)
    return average, averages[0], total, sums[0], weighted


def of_batch(before, after, options):
    """Everything that is said of a pair of batches with several jobs."""
    found, tested = {"jobs": {}}, []

    def judge_shares(node, one, other, target, same_jobs):
        for status in ("failed", "canceled"):
            metric = f"{status}_share"
            target[metric], chance = share_of(one, other, status, options, same_jobs)
            if chance is not None:
                tested.append((chance, node, metric, target[metric]["delta"] * 100, target[metric]))

    counts = [batch_counts(batch) for batch in (before, after)]
    if before == after:
        raise TooClose
    judge_shares(None, *counts, found, False)
    for kind in KINDS:
        metric = f"avg_{kind}_duration"
        average, baseline, total, total_baseline, weighted = totals(before, after, kind)
        differ = failures_differ(*counts, options)
        said = found[metric] = judged_interval(average, baseline, options, differ, weighted)
        tested.append((average.chance(), None, metric, average.delta * 100 / baseline, said))
        if kind == "job":
            half = total.half(error(options["confidence"])[0])
            found["total_job_time"] = {
                "low_percent": (total.delta - half) * 100 / total_baseline,
                "high_percent": (total.delta + half) * 100 / total_baseline,
                "reason": "NO_DIRECTION",
            }
    for node in sorted(before):
        said = found["jobs"][node] = {}
        for kind in KINDS:
            metric = f"avg_{kind}_duration"
            said[metric], interval = duration(before[node], after[node], kind, options)
            if interval is not None:
                percent = interval.delta * 100 / before[node][metric]
                tested.append((interval.chance(), node, metric, percent, said[metric]))
        judge_shares(node, before[node], after[node], said, before[node] == after[node])
    found.update(headline(tested, options))
    return found


def headline(tested, options):
    """What survives Holm's correction."""
    alpha = mpf(100 - options["confidence"]) / 100
    # What is neither better nor worse counts with a chance of 1.
    changes = sorted((one for one in tested if one[4]["verdict"] in ("better", "worse")), key=lambda one: one[0])
    named = []
    for place, one in enumerate(changes):
        if less(alpha / (len(tested) - place), one[0]):
            break
        named.append(one)
    named.sort(key=lambda one: (one[4]["certainty"] != "SURE", -abs(one[3])))
    for one, other in zip(named, named[1:]):
        if one[4]["certainty"] == other[4]["certainty"]:
            less(abs(other[3]), abs(one[3]))
    entries = []
    for _, node, metric, percent, said in named[:10]:
        share = "low" in said
        entries.append(
            {
                "node": node,
                "metric": metric,
                "verdict": said["verdict"],
                "certainty": said["certainty"],
                "percent": percent,
                "low_percent": said["low"] * 100 if share else said["low_percent"],
                "high_percent": said["high"] * 100 if share else said["high_percent"],
            }
        )
    return {"headline": entries, "headline_count": len(named)}


# Trends.


def line(points):
    """The slope weighted by numbers of jobs, the weighted average, and the weight of each average in the slope."""
    total = mpf(sum(s.n for _, s in points))
    middle = sum(s.n * x for x, s in points) / total
    average = sum(s.n * s.average for _, s in points) / total
    square = sum(s.n * (x - middle) ** 2 for x, s in points)
    parts = [s.n * (x - middle) / square for x, s in points]
    return sum(part * s.average for part, (_, s) in zip(parts, points)), average, parts


def trend(chain, kind, options):
    points = []
    for x, job in enumerate(chain):
        if is_unfinished(job) or no_sample(job, kind) is not None:
            continue
        if x > 0 and job == chain[x - 1]:
            continue
        points.append((x, sample(job, kind)))
    if len(points) < 3:
        return None
    first, last = points[0][1], points[-1][1]
    steps = points[-1][0] - points[0][0]
    slope, average, parts = line(points)
    widest = [each.widest() ** 2 / each.n for _, each in points]
    gated = same_mix(first, last, slope * steps)
    likely = widest if gated else [each.likely() ** 2 / each.n for _, each in points]
    chance, half_chance = error(options["confidence"])

    rounding = sum(abs(part) * s.rounding for part, (_, s) in zip(parts, points))

    def half_of(variances, chance):
        squares = [(part**2 * v, s.n - 1) for part, v, (_, s) in zip(parts, variances, points)]
        return student_quantile(chance, freedom(squares)) * mp.sqrt(sum(v for v, _ in squares)) + rounding

    def goes_back():
        for (_, before), (_, after) in zip(points, points[1:]):
            step = Interval(after.average - before.average, pair_parts(before, after, (1, 1)), before.rounding + after.rounding)
            if step.delta * slope < 0 and less(step.half(chance), abs(step.delta)):
                return True
        return False

    def direction(half):
        limit = options["same_percent"] * average / 100
        if less(half, abs(slope)) and at_most(limit, abs(slope) * steps):
            if goes_back():
                return "unclear", "UNEVEN"
            return ("rising" if slope > 0 else "falling"), None
        if at_most((abs(slope) + half) * steps, limit):
            return "steady", None
        return "unclear", "NOT_ENOUGH_EVIDENCE"

    half = half_of(likely, chance)
    found, reason = direction(half)
    certainty = None
    if found != "unclear":
        certainty = "SURE" if direction(half_of(widest, half_chance))[0] == found else "LIKELY"
    return {
        "direction": found,
        "certainty": certainty,
        "reason": reason,
        "percent": slope * 100 / average,
        "low_percent": (slope - half) * 100 / average,
        "high_percent": (slope + half) * 100 / average,
        "batches": len(points),
    }


# Cases.


class Dice:
    """The same numbers in every version of Python."""

    def __init__(self, seed):
        self.source = random.Random(seed)

    def unit(self):
        return self.source.random()

    def chance(self, share):
        return self.unit() < share

    def between(self, low, high):
        return low + (high - low) * self.unit()

    def scale(self, low, high):
        return low * (high / low) ** self.unit()

    def one_of(self, choices):
        return choices[int(self.unit() * len(choices))]


def text_of(microseconds):
    if microseconds is None:
        return None
    seconds, fraction = divmod(microseconds, SECOND)
    return f"PT{seconds}" + (f".{fraction:06d}".rstrip("0") if fraction else "") + "S"


def ordered(shortest, average, longest):
    shortest, longest = max(0, min(shortest, average)), max(longest, average)
    return [shortest, average, longest]


def random_figures(dice, average, whole):
    below, above = dice.scale(1e-3, 0.9), dice.scale(1e-3, 20)
    durations = [average * (1 - below), average, average * (1 + above)]
    if dice.chance(0.04):
        durations = [average] * 3
    return whole_or_not(durations, whole)


def whole_or_not(durations, whole):
    unit = SECOND if whole else 1
    return ordered(*(round(duration / unit) * unit for duration in durations))


def random_job(dice, n, failures=0.3):
    job = {f"jobs_{status}": 0 for status in COUNTS}
    job["jobs_completed"] = n
    if dice.chance(failures):
        job["jobs_failed"] = int(n * dice.scale(0.001, 1))
        job["jobs_canceled"] = int(n * dice.scale(0.001, 1))
    job["jobs_total"] = job["jobs_completed"] + job["jobs_failed"] + job["jobs_canceled"]
    for kind in KINDS:
        for which in ("min", "avg", "max"):
            job[f"{which}_{kind}_duration"] = None
    return job


def set_figures(job, kind, durations):
    for which, value in zip(("min", "avg", "max"), durations):
        job[f"{which}_{kind}_duration"] = value


def next_figures(dice, durations, whole, change=None):
    """Durations of the same kind of job, changed or not."""
    if change is None:
        change = dice.one_of([1, dice.between(0.97, 1.03), dice.between(0.7, 1.4), dice.scale(1e-3, 1e3)])
    shortest, average, longest = durations
    if dice.chance(0.15):
        # The mix may have changed.
        average = shortest + (longest - shortest) * dice.unit()
        return whole_or_not([shortest, average, longest], whole)
    noise = dice.one_of([0, 0.05, 0.5])
    return whole_or_not(
        [
            shortest * change * (1 + noise * (dice.unit() - 0.5)),
            average * change,
            longest * change * (1 + noise * (dice.unit() - 0.5)),
        ],
        whole,
    )


def random_options(dice):
    confidence = dice.one_of([99, 99, 99, 95, 90, 50, int(dice.between(50, 100))])
    return {"same_percent": dice.one_of([5, 5, 5, 0, 1, 20]), "confidence": confidence}


def random_n(dice):
    return max(2, int(dice.scale(2, 2_000_000))) if dice.chance(0.6) else int(dice.between(2, 60))


def random_pair(dice):
    whole = dice.chance(0.5)
    n = random_n(dice)
    before = random_job(dice, n)
    after = random_job(dice, n if dice.chance(0.4) else random_n(dice))
    average = dice.scale(1, 1e6) * SECOND if whole else dice.scale(1e-3, 1e5) * SECOND
    if dice.chance(0.03):
        average = 0
    durations = random_figures(dice, average, whole)
    set_figures(before, "job", durations)
    set_figures(after, "job", next_figures(dice, durations, whole) if dice.chance(0.9) else random_figures(dice, average, whole))
    odd = dice.unit()
    if odd < 0.02:
        after = dict(before)
    elif odd < 0.04:
        after["jobs_running"] = 1 + int(10 * dice.unit())
        after["jobs_total"] += after["jobs_running"]
    elif odd < 0.06:
        dice.one_of([before, after])["jobs_completed"] = int(2 * dice.unit())
    elif odd < 0.08:
        which = dice.one_of(["min", "avg", "max"])
        dice.one_of([before, after])[f"{which}_job_duration"] = None
    elif odd < 0.09:
        after["min_job_duration"] = after["max_job_duration"] + SECOND
    return before, after


def random_batches(dice):
    nodes = [f"job_{node}" for node in range(2 + int(dice.scale(1, 14)))]
    before, after = {}, {}
    quiet = dice.one_of([0.5, 0.9, 1])
    for node in nodes:
        whole = dice.chance(0.5)
        n = int(dice.scale(2, 100_000)) + 1
        job, later = random_job(dice, n), random_job(dice, n if dice.chance(0.5) else max(2, int(n * dice.scale(0.2, 5))))
        for kind in KINDS:
            durations = random_figures(dice, dice.scale(5, 5_000) * SECOND, whole)
            set_figures(job, kind, durations)
            change = dice.between(0.98, 1.02) if dice.chance(quiet) else dice.between(0.5, 1.6)
            set_figures(later, kind, next_figures(dice, durations, whole, change))
        if dice.chance(0.1):
            later = dict(job)
        before[node], after[node] = job, later
    return before, after


def random_chain(dice):
    whole = dice.chance(0.5)
    durations = random_figures(dice, dice.scale(5, 5_000) * SECOND, whole)
    n = random_n(dice)
    step = dice.one_of([1, dice.between(0.99, 1.01), dice.between(0.9, 1.12), dice.between(0.7, 1.5)])
    chain = []
    for x in range(3 + int(6 * dice.unit())):
        job = random_job(dice, n if dice.chance(0.7) else random_n(dice))
        noise = dice.one_of([0, 0.02, 0.2])
        change = step**x * (1 + noise * (dice.unit() - 0.5))
        wobble = dice.one_of([0, 0.01])
        shortest, average, longest = durations
        moved = [shortest * (1 + wobble * dice.unit()), average * change, longest * (1 + wobble * dice.unit())]
        set_figures(job, "job", whole_or_not(moved if dice.chance(0.2) else [each * change for each in durations], whole))
        if x > 0 and dice.chance(0.05):
            job = dict(chain[-1])
        elif dice.chance(0.03):
            job["jobs_queued"] = 3
            job["jobs_total"] += 3
        elif dice.chance(0.03):
            job["avg_job_duration"] = None
        chain.append(job)
    return chain


ALWAYS_WRITTEN = ("jobs_failed", "jobs_completed", "jobs_canceled")


def detail(place, jobs):
    """The details of a batch, without its own counts where it has a single job."""

    def written(job):
        known = {key: text_of(value) if key.endswith("duration") else value for key, value in job.items()}
        return {key: value for key, value in known.items() if value or (value == 0 and key in ALWAYS_WRITTEN)}

    counts = written(batch_counts(jobs)) if len(jobs) > 1 else {}
    return {"id": 101 + place, **counts, "job_metrics": {node: written(job) for node, job in jobs.items()}}


def plain(value):
    """Numbers of 13 digits, without what is null."""
    if isinstance(value, mpf):
        return float(mp.nstr(value, 13))
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value


def write(name, batches, options, expect):
    case = {
        "id": name,
        "input": {
            "batches": [detail(place, jobs) for place, jobs in enumerate(batches)],
            "options": {"thresholds": options},
        },
        "expect": plain(expect),
    }
    print(json.dumps(case, separators=(",", ":")))


def pair_case(dice):
    before, after = random_pair(dice)
    options = random_options(dice)
    expect = {"avg_job_duration": duration(before, after, "job", options)[0]}
    for status in ("failed", "canceled"):
        expect[f"{status}_share"] = share_of(before, after, status, options, before == after)[0]
    return [{"job": before}, {"job": after}], options, {"jobs": {"job": expect}}


def batch_case(dice):
    before, after = random_batches(dice)
    options = random_options(dice)
    return [before, after], options, of_batch(before, after, options)


def chain_case(dice):
    chain = random_chain(dice)
    options = random_options(dice)
    found = trend(chain, "job", options)
    return [{"job": job} for job in chain], options, {"jobs": {"job": {"job_duration_trend": found}}}


def main():
    if "--newcombe" in sys.argv:
        z = normal_quantile(mpf(5) / 100)
        for value, baseline in NEWCOMBE:
            low, high = newcombe(value, baseline, z)
            print("%d/%d - %d/%d: %.4f to %.4f" % (*value, *baseline, low, high))
        return
    left_out = 0
    for kind, count, case in (("pair", 1000, pair_case), ("batches", 200, batch_case), ("chain", 300, chain_case)):
        written = number = 0
        while written < count:
            number += 1
            try:
                found = case(Dice(f"{kind} {number}"))
            except TooClose:
                left_out += 1
                continue
            write(f"{kind}-{number}", *found)
            written += 1
    print(f"{left_out} cases were left out.", file=sys.stderr)


# Table II of Newcombe, Statistics in Medicine 17 (1998), 873-890: (value, baseline).
NEWCOMBE = [
    ((56, 70), (48, 80)),
    ((9, 10), (3, 10)),
    ((6, 7), (2, 7)),
    ((5, 56), (0, 29)),
    ((0, 10), (0, 20)),
    ((0, 10), (0, 10)),
    ((10, 10), (0, 20)),
    ((10, 10), (0, 10)),
]

if __name__ == "__main__":
    main()
