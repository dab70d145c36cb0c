//! From one value to another: how much it changed, and whether for the better.

use serde::Serialize;

use super::arithmetic::{difference, quotients, times};
use super::contribution::Contribution;
use super::options::Thresholds;
use crate::documents::Direction;
use crate::documents::words::words;

words! {
    /// Whether a change is for the better.
    pub enum Verdict {
        /// It got better.
        Better = "better",
        /// It got worse.
        Worse = "worse",
        /// It stayed as it was.
        Same = "same",
        /// It cannot be decided, for a [`Reason`].
        Unclear = "unclear",
    }
}

words! {
    /// Why it cannot be decided what got better or worse.
    pub enum Reason {
        /// One of the two values is not known.
        NotKnown = "NOT_KNOWN",
        /// Neither more nor less of it is better.
        NoDirection = "NO_DIRECTION",
        /// The ranges of the durations overlap so widely that the averages, which lie close together, prove nothing.
        OverlappingRanges = "OVERLAPPING_RANGES",
        /// The batch that has less of it still has jobs to run, so that the order may turn round.
        Unfinished = "UNFINISHED",
    }
}

/// How one metric changed, a value for each batch; counts as they are, durations in microseconds.
///
/// `delta`, `ratio` and `percent` are `None` where a value is not known or there is no baseline, the last two also
/// where the baseline is 0. `verdict` is `None` for a batch without baseline.
///
/// ```
/// use scale_batch::{Batch, Comparison, CompareOptions, Metric, Verdict};
///
/// let [mut before, mut after] = [Batch::new(101), Batch::new(102)];
/// before.counts.jobs_failed = Some(4);
/// after.counts.jobs_failed = Some(3);
/// let analysis = Comparison::of(&[before, after]).analyse(CompareOptions::default())?;
/// let change = analysis.metrics[&Metric::JobsFailed].get(1).unwrap();
/// assert_eq!((change.delta, change.percent), (Some(-1), Some(-25.0)));
/// assert_eq!(change.verdict, Some(Verdict::Better));
/// # Ok::<(), scale_batch::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "How one metric changed, a value for each batch; durations in microseconds.",
    )
)]
pub struct MetricChanges {
    /// The values themselves.
    pub value: Vec<Option<u64>>,
    /// The values of the baselines.
    pub baseline: Vec<Option<u64>>,
    /// Value minus baseline, exactly.
    pub delta: Vec<Option<i64>>,
    /// Value divided by baseline.
    pub ratio: Vec<Option<f64>>,
    /// Delta in percents of the baseline.
    pub percent: Vec<Option<f64>>,
    /// Whether it is for the better.
    pub verdict: Vec<Option<Verdict>>,
    /// Why a verdict is unclear.
    pub reason: Vec<Option<Reason>>,
    /// The job that contributes most to the change; only for figures that add up over the jobs of a batch.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default, transform = crate::documents::schema::without_default))]
    pub contribution: Vec<Option<Contribution>>,
}

/// How one metric of one batch changed: one place of [`MetricChanges`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetricChange<'c> {
    /// The value itself.
    pub value: Option<u64>,
    /// The value of the baseline.
    pub baseline: Option<u64>,
    /// Value minus baseline, exactly.
    pub delta: Option<i64>,
    /// Value divided by baseline.
    pub ratio: Option<f64>,
    /// Delta in percents of the baseline.
    pub percent: Option<f64>,
    /// Whether it is for the better.
    pub verdict: Option<Verdict>,
    /// Why the verdict is unclear.
    pub reason: Option<Reason>,
    /// The job that contributes most to the change.
    pub contribution: Option<&'c Contribution>,
}

impl MetricChanges {
    /// The change of the batch at that place; `None` where there is no such batch.
    #[must_use]
    pub fn get(&self, batch: usize) -> Option<MetricChange<'_>> {
        Some(MetricChange {
            value: *self.value.get(batch)?,
            baseline: *self.baseline.get(batch)?,
            delta: *self.delta.get(batch)?,
            ratio: *self.ratio.get(batch)?,
            percent: *self.percent.get(batch)?,
            verdict: *self.verdict.get(batch)?,
            reason: *self.reason.get(batch)?,
            contribution: self.contribution.get(batch).and_then(Option::as_ref),
        })
    }

    /// Compares each value with that of its baseline, and judges by `judge`.
    pub(super) fn new(
        value: Vec<Option<u64>>,
        baselines: &[Option<usize>],
        judge: &Judge<'_>,
    ) -> Self {
        let count = value.len();
        let mut changes = MetricChanges {
            baseline: Vec::with_capacity(count),
            delta: Vec::with_capacity(count),
            ratio: Vec::with_capacity(count),
            percent: Vec::with_capacity(count),
            verdict: Vec::with_capacity(count),
            reason: Vec::with_capacity(count),
            contribution: Vec::new(),
            value: Vec::new(),
        };
        for (batch, current) in value.iter().enumerate() {
            let place = baselines.get(batch).copied().flatten();
            let before = place.and_then(|place| value.get(place).copied().flatten());
            let both = current.zip(before);
            let (ratio, percent) = both.and_then(quotients).unzip();
            let judged = place.map(|place| judge.verdict(batch, place, both));
            changes.baseline.push(before);
            changes
                .delta
                .push(both.and_then(|(current, before)| difference(current, before)));
            changes.ratio.push(ratio);
            changes.percent.push(percent);
            changes.verdict.push(judged.map(|(verdict, _)| verdict));
            changes.reason.push(judged.and_then(|(_, reason)| reason));
        }
        changes.value = value;
        changes
    }
}

/// What tells better from worse.
pub(super) struct Judge<'a> {
    pub(super) better: Option<Direction>,
    pub(super) thresholds: Thresholds,
    /// For an average: the shortest and the longest value of each batch.
    pub(super) ranges: Option<Vec<Option<Range>>>,
    /// For a count: whether each batch still has jobs to run, so that it may grow.
    pub(super) unfinished: Option<&'a [bool]>,
}

/// The shortest and the longest duration in microseconds, in this order.
#[derive(Clone, Copy)]
pub(super) struct Range {
    shortest: u64,
    longest: u64,
}

impl Range {
    /// `None` where the longest is shorter than the shortest.
    pub(super) fn new(shortest: u64, longest: u64) -> Option<Self> {
        (shortest <= longest).then_some(Range { shortest, longest })
    }

    /// The lengths that two ranges have in common and cover together.
    fn overlap(self, other: Range) -> (u64, u64) {
        let common = self
            .longest
            .min(other.longest)
            .saturating_sub(self.shortest.max(other.shortest));
        let together = self.longest.max(other.longest) - self.shortest.min(other.shortest);
        (common, together)
    }
}

impl Judge<'_> {
    fn verdict(
        &self,
        batch: usize,
        place: usize,
        both: Option<(u64, u64)>,
    ) -> (Verdict, Option<Reason>) {
        let unclear = |reason| (Verdict::Unclear, Some(reason));
        let Some((value, baseline)) = both else {
            return unclear(Reason::NotKnown);
        };
        let apart = times(value.abs_diff(baseline), 100);
        if apart <= times(baseline, self.thresholds.same_percent) {
            return (Verdict::Same, None);
        }
        let Some(better) = self.better else {
            return unclear(Reason::NoDirection);
        };
        if self.ranges_say_nothing(batch, place, apart) {
            return unclear(Reason::OverlappingRanges);
        }
        let less = if value < baseline { batch } else { place };
        let may_grow = self.unfinished.and_then(|unfinished| unfinished.get(less));
        if may_grow == Some(&true) {
            return unclear(Reason::Unfinished);
        }
        if (value > baseline) == (better == Direction::Up) {
            (Verdict::Better, None)
        } else {
            (Verdict::Worse, None)
        }
    }

    fn ranges_say_nothing(&self, batch: usize, place: usize, apart: u128) -> bool {
        let range = |place: usize| self.ranges.as_ref()?.get(place).copied().flatten();
        let (Some(current), Some(before)) = (range(batch), range(place)) else {
            return false;
        };
        let (common, together) = current.overlap(before);
        together > 0
            && times(common, 100) >= times(together, self.thresholds.overlap_percent)
            && apart < times(together, self.thresholds.shift_percent)
    }
}
