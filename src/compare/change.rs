//! From one value to another: how much it changed.

use serde::{Deserialize, Serialize};

use super::arithmetic::{difference, quotients};
use super::contribution::Contribution;
use super::judge::{Certainty, Judgment, Verdict, VerdictReason};

/// How one metric changed, a value for each batch; counts as they are, durations in microseconds.
///
/// `delta`, `ratio` and `percent` are `None` where a value is not known or there is no baseline, the last two also
/// where the baseline is 0. Average durations of a batch with a baseline have a `verdict`; counts have none, because
/// what tells is their share ([`ShareChanges`](super::ShareChanges)). How a verdict is reached: `docs/verdicts.md`.
///
/// ```
/// use scale_batch::{Comparison, Reader};
/// use scale_batch::compare::{Certainty, CompareOptions, Verdict};
/// use scale_batch::documents::Metric;
///
/// let text = r#"{"batches": [{"id": 101}, {"id": 102}], "metrics": {"job_metrics": {"job_a": {
///     "jobs_completed": [50, 50], "min_job_duration": ["PT18S", "PT14S"],
///     "avg_job_duration": ["PT21S", "PT16S"], "max_job_duration": ["PT25S", "PT18S"]}}}}"#;
/// let comparison = Reader::new().text::<Comparison>(text).into_result()?;
/// let analysis = comparison.analyse(CompareOptions::default())?;
/// let change = analysis.jobs["job_a"].metrics[&Metric::AvgJobDuration].get(1).unwrap();
/// assert_eq!(change.delta, Some(-5_000_000));
/// assert_eq!(change.verdict, Some(Verdict::Better));
/// assert_eq!(change.certainty, Some(Certainty::Sure));
/// assert!(change.low_percent < Some(-30.0) && change.high_percent < Some(-10.0));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "How one metric changed, a value for each batch; durations in microseconds.",
    )
)]
#[non_exhaustive]
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
    /// Why there is no verdict, or why it has to be read with care.
    pub reason: Vec<Option<VerdictReason>>,
    /// How far the verdict can be relied on; only of durations, as the three lists that follow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default, transform = crate::documents::schema::without_default))]
    pub certainty: Vec<Option<Certainty>>,
    /// Where the interval of the difference begins, in percents of the baseline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default, transform = crate::documents::schema::without_default))]
    pub low_percent: Vec<Option<f64>>,
    /// Where the interval of the difference ends, in percents of the baseline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default, transform = crate::documents::schema::without_default))]
    pub high_percent: Vec<Option<f64>>,
    /// About how many jobs each of the two batches would need for a verdict, where there is not enough evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default, transform = crate::documents::schema::without_default))]
    pub jobs_needed: Vec<Option<u64>>,
    /// The job that contributes most to the change; only for figures that add up over the jobs of a batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default, transform = crate::documents::schema::without_default))]
    pub contribution: Vec<Option<Contribution>>,
}

/// How one metric of one batch changed: one place of [`MetricChanges`].
///
/// ```
#[doc = include_str!("example.md")]
/// let newest = analysis.avg_job_duration.get(2).unwrap();
/// assert_eq!(newest.value, Some(84_142_251), "microseconds");
/// assert!(newest.percent.unwrap() < 0.0);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
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
    /// Why there is no verdict, or why it has to be read with care.
    pub reason: Option<VerdictReason>,
    /// How far the verdict can be relied on.
    pub certainty: Option<Certainty>,
    /// Where the interval of the difference begins, in percents of the baseline.
    pub low_percent: Option<f64>,
    /// Where the interval of the difference ends, in percents of the baseline.
    pub high_percent: Option<f64>,
    /// About how many jobs each of the two batches would need for a verdict.
    pub jobs_needed: Option<u64>,
    /// The job that contributes most to the change.
    pub contribution: Option<&'c Contribution>,
}

impl MetricChanges {
    /// The change of the batch at that place; `None` where there is no such batch.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(analysis.avg_job_duration.get(2).is_some());
    /// assert!(analysis.avg_job_duration.get(4).is_none(), "there are four batches");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
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
            certainty: self.certainty.get(batch).copied().flatten(),
            low_percent: self.low_percent.get(batch).copied().flatten(),
            high_percent: self.high_percent.get(batch).copied().flatten(),
            jobs_needed: self.jobs_needed.get(batch).copied().flatten(),
            contribution: self.contribution.get(batch).and_then(Option::as_ref),
        })
    }

    /// Compares each value with that of its baseline.
    pub(super) fn new(value: Vec<Option<u64>>, baselines: &[Option<usize>]) -> Self {
        let count = value.len();
        let mut changes = MetricChanges {
            baseline: Vec::with_capacity(count),
            delta: Vec::with_capacity(count),
            ratio: Vec::with_capacity(count),
            percent: Vec::with_capacity(count),
            verdict: vec![None; count],
            reason: vec![None; count],
            ..MetricChanges::default()
        };
        for (batch, current) in value.iter().enumerate() {
            let place = baselines.get(batch).copied().flatten();
            let before = place.and_then(|place| value.get(place).copied().flatten());
            let both = current.zip(before);
            let (ratio, percent) = both.and_then(quotients).unzip();
            changes.baseline.push(before);
            changes
                .delta
                .push(both.and_then(|(current, before)| difference(current, before)));
            changes.ratio.push(ratio);
            changes.percent.push(percent);
        }
        changes.value = value;
        changes
    }

    /// The value of a batch and that of its baseline.
    pub(super) fn both(&self, batch: usize) -> Option<(u64, u64)> {
        let at = |list: &[Option<u64>]| *list.get(batch)?;
        at(&self.value).zip(at(&self.baseline))
    }

    /// Gives the reason why there is no verdict on any change.
    pub(super) fn without_verdict(
        mut self,
        reason: VerdictReason,
        baselines: &[Option<usize>],
    ) -> Self {
        let reasons = baselines.iter().map(|baseline| baseline.map(|_| reason));
        self.reason = reasons.collect();
        self
    }

    /// Adds what is said of the change of each batch.
    pub(super) fn judged(mut self, judgments: &[Option<Judgment>]) -> Self {
        fn list<T>(
            judgments: &[Option<Judgment>],
            of: fn(&Judgment) -> Option<T>,
        ) -> Vec<Option<T>> {
            let found = judgments.iter().map(|judgment| of(judgment.as_ref()?));
            found.collect()
        }
        self.verdict = list(judgments, |judgment| judgment.verdict);
        self.reason = list(judgments, |judgment| judgment.reason);
        self.certainty = list(judgments, |judgment| judgment.certainty);
        self.low_percent = list(judgments, |judgment| Some(judgment.interval?.low));
        self.high_percent = list(judgments, |judgment| Some(judgment.interval?.high));
        self.jobs_needed = list(judgments, |judgment| judgment.jobs_needed);
        self
    }
}
