//! Whether a change is for the better, and how sure that is.

use super::arithmetic::{float, times};
use super::options::Thresholds;
use super::sample::Sample;
use super::students_t::{Quantiles, chance};
use crate::documents::words::words;

words! {
    /// Whether a change is for the better.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::compare::Verdict;
    ///
    /// let third = analysis.avg_job_duration.get(2).unwrap();
    /// assert_eq!(third.verdict, Some(Verdict::Better));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub enum Verdict {
        /// It got better.
        Better = "better",
        /// It got worse.
        Worse = "worse",
        /// It stayed as it was, but for what [`Thresholds::same_percent`] allows.
        Same = "same",
        /// It cannot be decided; `reason` says why.
        Unclear = "unclear",
    }

    /// How far a verdict can be relied on.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::compare::Certainty;
    ///
    /// let second = analysis.avg_job_duration.get(1).unwrap();
    /// assert_eq!(second.certainty, Some(Certainty::Sure));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub enum Certainty {
        /// It holds however widely the durations spread that have these figures, and at half the chance of error.
        Sure = "SURE",
        /// It holds if they spread as durations usually do.
        Likely = "LIKELY",
    }

    /// Why there is no verdict, or why it has to be read with care.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::compare::VerdictReason;
    ///
    /// let second = analysis.jobs["thumbnail"].metrics[&scale_batch::documents::Metric::AvgJobDuration].get(1).unwrap();
    /// assert_eq!(second.reason, Some(VerdictReason::SameJobs), "the batch copied its results");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[cfg_attr(feature = "schema", schemars(rename = "Reason"))]
    #[non_exhaustive]
    pub enum VerdictReason {
        /// A figure is not known, or the average is not between the shortest and the longest duration.
        NotKnown = "NOT_KNOWN",
        /// Neither more nor less of it is better.
        NoDirection = "NO_DIRECTION",
        /// Shortest and longest durations depend on the number of jobs.
        ExtremeValue = "EXTREME_VALUE",
        /// One of the batches still has jobs to run, and its slow ones may be missing.
        Unfinished = "UNFINISHED",
        /// Fewer than two jobs are completed.
        TooFewJobs = "TOO_FEW_JOBS",
        /// The interval holds both a change and none.
        NotEnoughEvidence = "NOT_ENOUGH_EVIDENCE",
        /// All figures of the job are those of the baseline: the batch counts the jobs that it copied from it.
        SameJobs = "SAME_JOBS",
        /// The shares of failed jobs differ, and durations are of completed jobs only.
        FailuresDiffer = "FAILURES_DIFFER",
        /// A step of a trend goes the other way.
        Uneven = "UNEVEN",
    }
}

/// What is said of one change.
#[derive(Clone, Copy, Default)]
pub(super) struct Judgment {
    pub(super) verdict: Option<Verdict>,
    pub(super) certainty: Option<Certainty>,
    pub(super) reason: Option<VerdictReason>,
    /// In percent of the baseline.
    pub(super) interval: Option<Interval>,
    pub(super) jobs_needed: Option<u64>,
    /// How probable such a difference is where nothing changed; only of what has an interval that counts.
    pub(super) chance: Option<f64>,
}

/// From where to where a difference lies, at the confidence of the options.
#[derive(Clone, Copy)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Interval {
    /// Better where it lies below 0, worse where it lies above, the same where it lies within `same` of 0.
    pub(super) fn verdict(self, same: f64) -> Verdict {
        if self.high < 0.0 {
            Verdict::Better
        } else if self.low > 0.0 {
            Verdict::Worse
        } else if self.is_within(same) {
            Verdict::Same
        } else {
            Verdict::Unclear
        }
    }

    /// That of a change that may be off by `reach`, in percent of the baseline; `None` where that is 0.
    fn percent(change: f64, reach: f64, baseline: u64) -> Option<Self> {
        let percent = |amount: f64| amount / float(baseline) * 100.0;
        (baseline > 0).then(|| Interval {
            low: percent(change - reach),
            high: percent(change + reach),
        })
    }

    fn is_within(self, same: f64) -> bool {
        -same <= self.low && self.high <= same
    }
}

impl Certainty {
    pub(super) fn sure_if(is_sure: bool) -> Self {
        if is_sure {
            Certainty::Sure
        } else {
            Certainty::Likely
        }
    }
}

impl Judgment {
    /// No verdict, for a reason.
    pub(super) fn none(reason: VerdictReason) -> Self {
        Judgment {
            reason: Some(reason),
            ..Judgment::default()
        }
    }

    /// It cannot be decided, for a reason.
    pub(super) fn unclear(reason: VerdictReason) -> Self {
        Judgment {
            verdict: Some(Verdict::Unclear),
            ..Judgment::none(reason)
        }
    }

    /// The same jobs: nothing was measured anew.
    pub(super) fn same_jobs() -> Self {
        Judgment {
            verdict: Some(Verdict::Same),
            certainty: Some(Certainty::Sure),
            interval: Some(Interval {
                low: 0.0,
                high: 0.0,
            }),
            ..Judgment::none(VerdictReason::SameJobs)
        }
    }

    /// The interval stays, the verdict does not.
    pub(super) fn but_unclear(self, reason: VerdictReason) -> Self {
        Judgment {
            interval: self.interval,
            ..Judgment::unclear(reason)
        }
    }
}

/// A variance that is a sum over samples, and what its degrees of freedom follow from.
#[derive(Clone, Copy, Default)]
pub(super) struct Variance {
    sum: f64,
    /// The sum of the squares, each divided by the degrees of freedom of its sample.
    squares: f64,
}

impl Variance {
    /// Adds the variance of the average of a sample, times a factor.
    pub(super) fn add(&mut self, spread: f64, count: u64, factor: f64) {
        let jobs = float(count);
        let variance = spread * spread / jobs * factor * factor;
        self.sum += variance;
        self.squares += variance * variance / (jobs - 1.0);
    }

    /// How many standard errors it takes to be sure of a difference, times the standard error.
    fn reach(&self, quantiles: &mut Quantiles) -> f64 {
        if self.sum > 0.0 {
            quantiles.at(self.freedom()) * self.sum.sqrt()
        } else {
            0.0
        }
    }

    /// The chance of a difference of this size where nothing changed.
    pub(super) fn chance(&self, difference: f64) -> f64 {
        if self.sum > 0.0 {
            chance(difference.max(0.0) / self.sum.sqrt(), self.freedom())
        } else {
            0.0
        }
    }

    /// Degrees of freedom by Satterthwaite, rounded down, but not for an error in the last digits.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float becomes the nearest integer that there is, and NaN 0"
    )]
    fn freedom(&self) -> u64 {
        let freedom = self.sum * self.sum / self.squares + 1e-6;
        (freedom as u64).max(1)
    }
}

/// How the averages of two batches differ, and what that is known from.
#[derive(Clone, Copy, Default)]
pub(super) struct Difference {
    /// With the likely spread, and with the widest.
    pub(super) likely: Variance,
    pub(super) widest: Variance,
    /// How far the difference may be from the true one because a server rounds.
    pub(super) rounding: f64,
    /// The squares of the likely spreads, each weighted as its average: from them follows the number of jobs that it would
    /// take.
    pub(super) squared_spreads: f64,
}

impl Difference {
    /// Between two samples.
    pub(super) fn between(before: &Sample, after: &Sample) -> Self {
        let mut difference = Difference::default();
        let is_mix = before.keeps_the_extremes(after);
        difference.add(before, is_mix, 1.0);
        difference.add(after, is_mix, 1.0);
        difference
    }

    /// Adds one side; its average counts `factor` times. Where a mix of jobs may have changed, its widest spread counts.
    pub(super) fn add(&mut self, sample: &Sample, is_mix: bool, factor: f64) {
        let spread = sample.spread;
        let likely = if is_mix { spread.widest } else { spread.likely };
        self.likely.add(likely, sample.count, factor);
        self.widest.add(spread.widest, sample.count, factor);
        self.rounding += sample.rounding * factor;
        self.squared_spreads += likely * likely * factor;
    }
}

/// What tells better from worse.
pub(super) struct Judge {
    pub(super) thresholds: Thresholds,
    /// At the confidence of the options.
    pub(super) quantiles: Quantiles,
    /// At half the chance of error, for what is called sure.
    pub(super) strict_quantiles: Quantiles,
}

impl Judge {
    pub(super) fn new(thresholds: Thresholds) -> Self {
        let error = thresholds.confidence.error();
        Judge {
            thresholds,
            quantiles: Quantiles::new(error),
            strict_quantiles: Quantiles::new(error / 2.0),
        }
    }

    /// Judges how an average changed, of which less is better.
    pub(super) fn durations(
        &mut self,
        baseline: u64,
        value: u64,
        difference: &Difference,
    ) -> Judgment {
        let change = float(value) - float(baseline);
        let size = change.abs();
        let same_percent = self.thresholds.same_percent;
        let is_large = times(value.abs_diff(baseline), 100) >= times(baseline, same_percent);
        let same = float(baseline) * f64::from(same_percent) / 100.0;
        let reach = self.reach(&difference.likely) + difference.rounding;
        let holds = |reach: f64| is_large && size > reach;
        let stays = |reach: f64| size + reach <= same;
        let mut judgment = Judgment {
            interval: Interval::percent(change, reach, baseline),
            chance: Some(1.0),
            ..Judgment::default()
        };
        if holds(reach) {
            let is_less = change < 0.0;
            judgment.verdict = Some(if is_less {
                Verdict::Better
            } else {
                Verdict::Worse
            });
            let strict_reach = self.strict_reach(&difference.widest) + difference.rounding;
            judgment.certainty = Some(Certainty::sure_if(holds(strict_reach)));
            judgment.chance = Some(difference.likely.chance(size - difference.rounding));
        } else if stays(reach) {
            judgment.verdict = Some(Verdict::Same);
            let strict_reach = self.strict_reach(&difference.widest) + difference.rounding;
            judgment.certainty = Some(Certainty::sure_if(stays(strict_reach)));
        } else {
            judgment.verdict = Some(Verdict::Unclear);
            judgment.reason = Some(VerdictReason::NotEnoughEvidence);
            let shown = if is_large { size } else { same - size } - difference.rounding;
            judgment.jobs_needed = self.jobs_needed(difference.squared_spreads, shown);
        }
        judgment
    }

    /// The interval of a difference in percent of the baseline; `None` where that is 0.
    pub(super) fn interval(
        &mut self,
        baseline: u64,
        value: u64,
        difference: &Difference,
    ) -> Option<Interval> {
        let reach = self.reach(&difference.likely) + difference.rounding;
        Interval::percent(float(value) - float(baseline), reach, baseline)
    }

    /// How far a difference with this variance may be from the true one, at the confidence of the options.
    pub(super) fn reach(&mut self, variance: &Variance) -> f64 {
        variance.reach(&mut self.quantiles)
    }

    /// As [`reach`](Self::reach), at half the chance of error.
    pub(super) fn strict_reach(&mut self, variance: &Variance) -> f64 {
        variance.reach(&mut self.strict_quantiles)
    }

    /// About how many jobs each of two batches needs, to show a difference of this size in four cases of five.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is a number of jobs from 1 to the most that are named"
    )]
    fn jobs_needed(&self, squared_spreads: f64, difference: f64) -> Option<u64> {
        /// How far the true difference has to be beyond the limit, in standard errors, to pass it in four cases of five.
        const FOUR_OF_FIVE: f64 = 0.841_6;
        /// More than these are not named.
        const MOST_JOBS: f64 = 1e9;
        let reach = self.quantiles.normal + FOUR_OF_FIVE;
        let jobs = (reach * reach * squared_spreads / (difference * difference)).ceil();
        if difference <= 0.0 || jobs > MOST_JOBS {
            return None;
        }
        // It is an estimate: two digits.
        let jobs = (jobs as u64).max(2);
        let mut step = 1;
        while jobs / step >= 100 {
            step *= 10;
        }
        Some(jobs.div_ceil(step) * step)
    }
}
