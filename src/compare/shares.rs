//! How the share of failed and of canceled jobs changed.

use serde::{Deserialize, Serialize};

use super::arithmetic::{float, quotient};
use super::judge::{Certainty, Interval, Judge, Judgment, Verdict, VerdictReason};
use super::students_t::normal_chance;

/// How the share of jobs with one end changed, a value for each batch: of all jobs that completed, failed or were
/// canceled, from 0 to 1.
///
/// `low` and `high` give the interval of the difference; fewer of these jobs are better.
///
/// ```
/// use scale_batch::Comparison;
/// use scale_batch::compare::{CompareOptions, Verdict};
/// use scale_batch::documents::Batch;
///
/// let [mut before, mut after] = [Batch::new(101), Batch::new(102)];
/// (before.counts.jobs_failed, before.counts.jobs_completed) = (Some(2), Some(38));
/// (after.counts.jobs_failed, after.counts.jobs_completed) = (Some(20), Some(20));
/// (before.counts.jobs_canceled, after.counts.jobs_canceled) = (Some(0), Some(0));
/// let analysis = Comparison::of(&[before, after]).analyse(CompareOptions::default())?;
/// let failed = &analysis.failed_share;
/// assert_eq!(failed.value, [Some(0.05), Some(0.5)]);
/// assert_eq!(failed.verdict, [None, Some(Verdict::Worse)]);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "How the share of jobs with one end changed, a value for each batch: of all jobs that completed, failed or were canceled, from 0 to 1.",
    )
)]
#[non_exhaustive]
pub struct ShareChanges {
    /// The shares themselves; `None` where they are not known, or no job has ended.
    pub value: Vec<Option<f64>>,
    /// The shares of the baselines.
    pub baseline: Vec<Option<f64>>,
    /// Value minus baseline.
    pub delta: Vec<Option<f64>>,
    /// Where the interval of the difference begins.
    pub low: Vec<Option<f64>>,
    /// Where the interval of the difference ends.
    pub high: Vec<Option<f64>>,
    /// Whether it is for the better.
    pub verdict: Vec<Option<Verdict>>,
    /// Why there is no verdict, or why it has to be read with care.
    pub reason: Vec<Option<VerdictReason>>,
    /// How far the verdict can be relied on.
    pub certainty: Vec<Option<Certainty>>,
}

impl ShareChanges {
    /// Compares the share of each batch with that of its baseline.
    pub(super) fn new(
        counts: &[Option<Share>],
        baselines: &[Option<usize>],
        judgments: &[Option<Judgment>],
    ) -> Self {
        let value: Vec<Option<f64>> = counts.iter().map(|share| share.map(Share::value)).collect();
        let baseline: Vec<Option<f64>> = baselines
            .iter()
            .map(|place| value.get((*place)?).copied().flatten())
            .collect();
        let both = value.iter().zip(&baseline);
        let interval = |of: fn(Interval) -> f64| {
            let found = judgments
                .iter()
                .map(|judgment| judgment.as_ref()?.interval.map(of));
            found.collect()
        };
        let judgment = || {
            judgments
                .iter()
                .map(|judgment| judgment.unwrap_or_default())
        };
        ShareChanges {
            delta: both
                .map(|(value, baseline)| Some((*value)? - (*baseline)?))
                .collect(),
            low: interval(|interval| interval.low),
            high: interval(|interval| interval.high),
            verdict: judgment().map(|judgment| judgment.verdict).collect(),
            reason: judgment().map(|judgment| judgment.reason).collect(),
            certainty: judgment().map(|judgment| judgment.certainty).collect(),
            baseline,
            value,
        }
    }
}

/// How many of so many jobs that ended.
#[derive(Clone, Copy)]
pub(super) struct Share {
    count: u64,
    all: u64,
}

impl Share {
    /// `None` where no job has ended.
    pub(super) fn new(count: u64, all: u64) -> Option<Self> {
        (all > 0 && count <= all).then_some(Share { count, all })
    }

    fn value(self) -> f64 {
        quotient(self.count.into(), self.all.into())
    }

    /// Wilson's interval, for so many standard errors.
    fn wilson(self, z: f64) -> Interval {
        let (share, all) = (self.value(), float(self.all));
        let weight = 1.0 / (1.0 + z * z / all);
        let middle = (share + z * z / (2.0 * all)) * weight;
        let reach = z * weight * (share * (1.0 - share) / all + z * z / (4.0 * all * all)).sqrt();
        // At 0 and 1 only an error in the last digit is outside.
        Interval {
            low: (middle - reach).max(0.0),
            high: (middle + reach).min(1.0),
        }
    }

    /// Newcombe's interval of the difference of two shares, his method 10.
    fn difference(before: Share, after: Share, z: f64) -> Interval {
        let [share_before, share_after] = [before.value(), after.value()];
        let [around_before, around_after] = [before.wilson(z), after.wilson(z)];
        let distance = |one: f64, other: f64| (one * one + other * other).sqrt();
        let difference = share_after - share_before;
        Interval {
            low: difference
                - distance(
                    share_after - around_after.low,
                    around_before.high - share_before,
                ),
            high: difference
                + distance(
                    around_after.high - share_after,
                    share_before - around_before.low,
                ),
        }
    }

    /// The chance of a difference like this one where nothing changed: that at which the interval begins with 0.
    fn chance(before: Share, after: Share) -> f64 {
        // The chance of more standard errors is 0 as a float.
        let (mut low, mut high) = (0.0, 39.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            let interval = Share::difference(before, after, middle);
            if interval.low > 0.0 || interval.high < 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        normal_chance(low)
    }
}

impl Judge {
    /// Judges how a share changed, of which less is better.
    pub(super) fn shares(&self, before: Share, after: Share) -> Judgment {
        let same = f64::from(self.thresholds.same_percent) / 100.0;
        let interval = Share::difference(before, after, self.quantiles.normal);
        let verdict = interval.verdict(same);
        let strict = Share::difference(before, after, self.strict_quantiles.normal);
        let certainty = Certainty::sure_if(strict.verdict(same) == verdict);
        let is_clear = verdict != Verdict::Unclear;
        let is_change = matches!(verdict, Verdict::Better | Verdict::Worse);
        Judgment {
            verdict: Some(verdict),
            certainty: is_clear.then_some(certainty),
            reason: (!is_clear).then_some(VerdictReason::NotEnoughEvidence),
            interval: Some(interval),
            jobs_needed: None,
            chance: Some(if is_change {
                Share::chance(before, after)
            } else {
                1.0
            }),
        }
    }

    /// Whether the shares differ, as far as can be told.
    pub(super) fn differ(&self, before: Share, after: Share) -> bool {
        let interval = Share::difference(before, after, self.quantiles.normal);
        interval.low > 0.0 || interval.high < 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::students_t::Quantiles;
    use super::*;
    use crate::compare::Thresholds;

    fn verdict(before: (u64, u64), after: (u64, u64)) -> Option<Verdict> {
        let [before, after] = [before, after].map(|(count, all)| Share::new(count, all).unwrap());
        Judge::new(Thresholds::default())
            .shares(before, after)
            .verdict
    }

    #[test]
    fn a_few_failures_more_are_unclear() {
        assert_eq!(verdict((2, 40), (3, 40)), Some(Verdict::Unclear));
        assert_eq!(verdict((0, 40), (40, 40)), Some(Verdict::Worse));
        assert_eq!(verdict((40, 40), (0, 40)), Some(Verdict::Better));
        assert_eq!(verdict((0, 1_000), (0, 1_000)), Some(Verdict::Same));
        assert_eq!(verdict((0, 40), (0, 40)), Some(Verdict::Unclear));
    }

    /// Table II of Newcombe, *Statistics in Medicine* 17 (1998), 873–890, method 10, at 95 %.
    #[test]
    fn intervals_are_those_that_newcombe_published() {
        let z = Quantiles::new(0.05).normal;
        for (after, before, low, high) in [
            ((56, 70), (48, 80), 0.052_4, 0.333_9),
            ((9, 10), (3, 10), 0.170_5, 0.809_0),
            ((6, 7), (2, 7), 0.058_2, 0.806_2),
            ((5, 56), (0, 29), -0.038_1, 0.192_6),
            ((0, 10), (0, 20), -0.161_1, 0.277_5),
            ((0, 10), (0, 10), -0.277_5, 0.277_5),
            ((10, 10), (0, 20), 0.679_1, 1.0),
            ((10, 10), (0, 10), 0.607_5, 1.0),
        ] {
            let share = |(count, all)| Share::new(count, all).unwrap();
            let found = Share::difference(share(before), share(after), z);
            // The upper limit of the third, 0.80625, was published as 0.8062.
            let exact =
                (found.low - low).abs() < 0.000_051 && (found.high - high).abs() < 0.000_051;
            assert!(
                exact,
                "{after:?} {before:?}: {} to {}",
                found.low, found.high
            );
        }
    }

    #[test]
    fn the_chance_is_that_of_the_interval() {
        let [before, after] = [Share::new(3, 40), Share::new(20, 50)].map(Option::unwrap);
        let chance = Share::chance(before, after);
        for (z, holds) in [(2.0, false), (8.0, true)] {
            let interval = Share::difference(before, after, z);
            assert_eq!(interval.low <= 0.0, holds);
            assert_eq!(chance > normal_chance(z), holds);
        }
        let all = Share::new(1 << 50, 1 << 50).unwrap();
        assert!(Share::chance(Share::new(0, 1 << 50).unwrap(), all) < 1e-300);
    }
}
