//! What changed about one job of the recipe.

use serde::{Deserialize, Serialize};

use super::basis::{Basis, failure_rate, unfinished};
use super::change::MetricChanges;
use super::circumstances::Circumstances;
use super::headline::JudgedMetric;
use super::judge::{Difference, Judgment, VerdictReason};
use super::sample::Sample;
use super::shares::ShareChanges;
use super::trend::Trend;
use crate::documents::{JobMetricLists, Metric};
use crate::duration::Duration;
use crate::sorted::SortedMap;

/// What changed about one job (a node of the recipe).
///
/// ```
#[doc = include_str!("example.md")]
/// let job = &analysis.jobs["trace-coast"];
/// assert!(job.job_duration_trend.as_ref().unwrap().percent < 0.0);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "What changed about one job of the recipe.",)
)]
#[non_exhaustive]
pub struct JobAnalysis {
    /// How each of its metrics changed.
    pub metrics: SortedMap<Metric, MetricChanges>,
    /// The time that its completed jobs took together: their average times their number.
    pub total_job_time: MetricChanges,
    /// How many of its jobs that ended by themselves failed; `None` where that is not known, or none ended.
    pub failure_rate: Vec<Option<f64>>,
    /// How the share of its failed jobs changed.
    pub failed_share: ShareChanges,
    /// How the share of its canceled jobs changed.
    pub canceled_share: ShareChanges,
    /// Where `avg_job_duration` goes over the batches; `None` with fewer than three that count.
    pub job_duration_trend: Option<Trend>,
    /// Where `avg_seed_duration` goes over the batches; `None` with fewer than three that count.
    pub seed_duration_trend: Option<Trend>,
}

/// What follows from the metrics of one job, for each batch.
pub(super) struct JobFigures<'a> {
    /// The name of the recipe node.
    pub(super) node: &'a str,
    lists: &'a JobMetricLists,
    pub(super) jobs: Durations,
    pub(super) seeds: Durations,
    pub(super) circumstances: Circumstances<'a>,
}

/// Durations of the completed jobs of a node, for each batch.
pub(super) struct Durations {
    pub(super) times: Vec<Time>,
    /// The durations as a sample, or why they are none.
    pub(super) samples: Vec<Result<Sample, VerdictReason>>,
}

/// The time of the completed jobs of a node in one batch.
#[derive(Clone, Copy)]
pub(super) enum Time {
    /// The batch has no such job, or does not say how many of them are completed.
    Absent,
    /// Some are completed, but how long they took is not known.
    Unknown,
    /// So many are completed and took so many microseconds together.
    Known { completed: u64, total: i128 },
}

impl Durations {
    fn new(
        lists: &JobMetricLists,
        [shortest, average, longest]: [Metric; 3],
        count: usize,
    ) -> Self {
        let completed = |batch: usize| *lists.jobs_completed.get(batch)?;
        let duration = |metric: Metric, batch: usize| {
            let duration = (*lists.duration(metric)?.get(batch)?)?;
            Some(duration.microseconds().unsigned_abs())
        };
        let time = |batch: usize| match (completed(batch), duration(average, batch)) {
            (None, _) => Time::Absent,
            (Some(0), _) => Time::Known {
                completed: 0,
                total: 0,
            },
            (Some(_), None) => Time::Unknown,
            (Some(completed), Some(average)) => Time::Known {
                completed,
                total: i128::from(average) * i128::from(completed),
            },
        };
        let sample = |batch: usize| {
            let completed = completed(batch)?;
            let shortest = duration(shortest, batch)?;
            let average = duration(average, batch)?;
            let longest = duration(longest, batch)?;
            let sample = Sample::new(completed, shortest, average, longest);
            Some(sample.ok_or(if completed < 2 {
                VerdictReason::TooFewJobs
            } else {
                VerdictReason::NotKnown
            }))
        };
        Durations {
            times: (0..count).map(time).collect(),
            samples: (0..count)
                .map(|batch| sample(batch).unwrap_or(Err(VerdictReason::NotKnown)))
                .collect(),
        }
    }

    /// The sample of a batch, or why there is none.
    pub(super) fn sample(&self, batch: usize) -> Result<&Sample, VerdictReason> {
        match self.samples.get(batch) {
            Some(Ok(sample)) => Ok(sample),
            Some(Err(reason)) => Err(*reason),
            None => Err(VerdictReason::NotKnown),
        }
    }
}

impl<'a> JobFigures<'a> {
    pub(super) fn new(node: &'a str, lists: &'a JobMetricLists, basis: &Basis<'_>) -> Self {
        use Metric::{
            AvgJobDuration, AvgSeedDuration, MaxJobDuration, MaxSeedDuration, MinJobDuration,
            MinSeedDuration,
        };
        let count = basis.count;
        let figures = |metric: Metric, batch: usize| *lists.count(metric)?.get(batch)?;
        let mut unfinished = unfinished(count, |metric| lists.count(metric).map(Vec::as_slice));
        for (of_job, of_batch) in unfinished.iter_mut().zip(&basis.unfinished) {
            *of_job |= of_batch;
        }
        let baselines = basis.baselines.iter().enumerate();
        let repeated = baselines
            .map(|(batch, baseline)| baseline.is_some_and(|place| are_same(lists, place, batch)))
            .collect();
        JobFigures {
            node,
            lists,
            jobs: Durations::new(
                lists,
                [MinJobDuration, AvgJobDuration, MaxJobDuration],
                count,
            ),
            seeds: Durations::new(
                lists,
                [MinSeedDuration, AvgSeedDuration, MaxSeedDuration],
                count,
            ),
            circumstances: Circumstances::new(Some(node), repeated, unfinished, &figures),
        }
    }

    /// A count in one batch.
    pub(super) fn count(&self, metric: Metric, batch: usize) -> Option<u64> {
        *self.lists.count(metric)?.get(batch)?
    }

    /// Which of its durations a metric tells.
    pub(super) fn durations(&self, metric: JudgedMetric) -> &Durations {
        match metric {
            JudgedMetric::AvgSeedDuration => &self.seeds,
            _ => &self.jobs,
        }
    }

    /// What changed about it.
    pub(super) fn analyse(&self, basis: &mut Basis<'a>) -> JobAnalysis {
        let mut metrics = Vec::with_capacity(Metric::OF_JOB.len());
        for &metric in Metric::OF_JOB {
            let changes = match self.lists.count(metric) {
                Some(counts) => basis.changes(counts.clone()),
                None => self.duration_changes(metric, basis),
            };
            metrics.push((metric, changes));
        }
        let times = self.jobs.times.iter().map(|time| match time {
            Time::Known { total, .. } => representable(*total),
            Time::Absent | Time::Unknown => None,
        });
        let total_job_time = basis.changes(times.collect());
        JobAnalysis {
            metrics: metrics.into_iter().collect(),
            total_job_time: total_job_time
                .without_verdict(VerdictReason::NoDirection, basis.baselines),
            failure_rate: (0..basis.count)
                .map(|batch| failure_rate(|status| self.count(status, batch)))
                .collect(),
            failed_share: self.circumstances.failed_share(basis),
            canceled_share: self.circumstances.canceled_share(basis),
            job_duration_trend: self.trend(&self.jobs, basis),
            seed_duration_trend: self.trend(&self.seeds, basis),
        }
    }

    fn duration_changes(&self, metric: Metric, basis: &mut Basis<'a>) -> MetricChanges {
        let durations = self.lists.duration(metric).map_or(&[][..], Vec::as_slice);
        let microseconds = |duration: Duration| duration.microseconds().unsigned_abs();
        let values = durations.iter().map(|duration| duration.map(microseconds));
        let changes = basis.changes(values.collect());
        let judged = match metric {
            Metric::AvgJobDuration => JudgedMetric::AvgJobDuration,
            Metric::AvgSeedDuration => JudgedMetric::AvgSeedDuration,
            _ => return changes.without_verdict(VerdictReason::ExtremeValue, basis.baselines),
        };
        let durations = self.durations(judged);
        let judgments = basis.judge(&mut |judge, batch, baseline| {
            let Some((value, before)) = changes.both(batch) else {
                return Judgment::unclear(VerdictReason::NotKnown);
            };
            if self.circumstances.is_repeated(batch) {
                return Judgment::same_jobs();
            }
            let samples = durations
                .sample(baseline)
                .and_then(|sample| Ok(Difference::between(sample, durations.sample(batch)?)));
            let judgment = match samples {
                Ok(difference) => judge.durations(before, value, &difference),
                Err(reason) => Judgment::unclear(reason),
            };
            self.circumstances
                .weigh_durations(judge, judgment, batch, baseline)
        });
        basis.keep(Some(self.node), judged, &changes.percent, &judgments);
        changes.judged(&judgments)
    }

    fn trend(&self, durations: &Durations, basis: &mut Basis<'_>) -> Option<Trend> {
        let mut points = Vec::new();
        let mut place = 0.0;
        for batch in 0..basis.count {
            let is_finished = !self.circumstances.is_unfinished(batch);
            let is_new = batch
                .checked_sub(1)
                .is_none_or(|before| !are_same(self.lists, before, batch));
            if let (true, true, Ok(sample)) = (is_finished, is_new, durations.sample(batch)) {
                points.push((place, sample));
            }
            place += 1.0;
        }
        basis.judge.trend(&points)
    }
}

/// Whether the figures of a job are the same in two batches throughout, so that these are the same jobs.
fn are_same(lists: &JobMetricLists, before: usize, after: usize) -> bool {
    fn at<T: Copy>(list: Option<&Vec<Option<T>>>, batch: usize) -> Option<T> {
        *list?.get(batch)?
    }
    at(Some(&lists.jobs_completed), after).is_some_and(|completed| completed > 0)
        && Metric::OF_JOB.iter().rev().all(|&metric| {
            let (counts, durations) = (lists.count(metric), lists.duration(metric));
            at(counts, before) == at(counts, after) && at(durations, before) == at(durations, after)
        })
}

/// A sum of times, where it is one that a [`Duration`] can have.
pub(super) fn representable(microseconds: i128) -> Option<u64> {
    let duration = Duration::from_microseconds(i64::try_from(microseconds).ok()?)?;
    Some(duration.microseconds().unsigned_abs())
}
