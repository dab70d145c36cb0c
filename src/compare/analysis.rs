//! What a comparison says: every change, the figures behind them, and the jobs that contribute most.

use serde::Serialize;

use super::arithmetic::quotient;
use super::change::{Judge, MetricChanges, Range};
use super::contribution::Contribution;
use super::options::{Baseline, CompareOptions, Thresholds};
use super::progress::StatusShares;
use crate::documents::{BatchId, Comparison, Direction, JobMetricLists, Metric, Unit};
use crate::duration::Duration;
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Name, Problem, Problems};
use crate::sorted::SortedMap;

/// What a comparison says: how each metric of each batch changed from its baseline, and the figures that follow.
///
/// Every list has one value for each batch, in the order of the comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "How each metric of each batch changed from its baseline, and the figures that follow.",
    )
)]
#[non_exhaustive]
pub struct Analysis {
    /// The batches, and the state of each.
    pub batches: Vec<BatchFigures>,
    /// How each metric of the batches changed.
    pub metrics: SortedMap<Metric, MetricChanges>,
    /// The time that all completed jobs took together, as far as the recipe's own jobs go (those of sub-recipes are
    /// not listed); `None` where the average of a completed job is not known.
    pub total_job_time: MetricChanges,
    /// The average duration of the completed jobs: the averages of the jobs, weighted by how many are completed.
    pub avg_job_duration: MetricChanges,
    /// As `avg_job_duration`, for the time that the algorithms themselves took.
    pub avg_seed_duration: MetricChanges,
    /// What changed about each job, by the name of the recipe node.
    pub jobs: SortedMap<String, JobAnalysis>,
}

/// The state of one batch.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(description = "The state of one batch."))]
#[non_exhaustive]
pub struct BatchFigures {
    /// The id of the batch.
    pub id: BatchId,
    /// The batch that it is compared with; `None` for the baseline itself.
    pub baseline: Option<BatchId>,
    /// The state of its jobs.
    pub jobs: Option<StatusShares>,
    /// How many of its jobs that ended by themselves failed; `None` where that is not known, or none ended.
    pub failure_rate: Option<f64>,
}

/// What changed about one job (a node of the recipe).
#[derive(Debug, Clone, PartialEq, Serialize)]
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
}

impl Comparison {
    /// Compares every metric of every batch with that of its baseline.
    ///
    /// ```
    /// use scale_batch::{Baseline, Comparison, CompareOptions, Metric, Reader};
    ///
    /// let text = r#"{"batches": [{"id": 101}, {"id": 102}], "metrics": {"job_metrics": {
    ///     "job_a": {"avg_job_duration": ["PT21S", "PT20S"]}}}}"#;
    /// let comparison = Reader::new().text::<Comparison>(text).into_result()?;
    /// let analysis = comparison.analyse(CompareOptions::default())?;
    /// let change = analysis.jobs["job_a"].metrics[&Metric::AvgJobDuration].get(1).unwrap();
    /// assert_eq!(change.delta, Some(-1_000_000));
    /// # Ok::<(), scale_batch::Problems>(())
    /// ```
    ///
    /// # Errors
    /// `INVALID_REQUEST` at `/baseline` when no batch has the id of the baseline.
    pub fn analyse(&self, options: CompareOptions) -> Result<Analysis, Problems> {
        let baselines = self.baselines(options.baseline)?;
        let basis = Basis {
            count: self.batches.len(),
            baselines: &baselines,
            thresholds: options.thresholds,
        };
        let jobs: Vec<(&str, JobFigures)> = self
            .metrics
            .job_metrics
            .iter()
            .map(|(node, lists)| (node.as_str(), JobFigures::new(lists, basis.count)))
            .collect();
        let count = |metric: Metric, batch: usize| {
            *self
                .metrics
                .counts
                .count(metric)?
                .get(batch)
                .unwrap_or(&None)
        };
        let batches = self.batches.iter().zip(&baselines).enumerate();
        Ok(Analysis {
            batches: batches
                .map(|(place, (batch, baseline))| BatchFigures {
                    id: batch.id,
                    baseline: baseline.and_then(|place| Some(self.batches.get(place)?.id)),
                    jobs: StatusShares::new(|status| count(status, place)),
                    failure_rate: failure_rate(|status| count(status, place)),
                })
                .collect(),
            metrics: self.batch_changes(&basis, &jobs),
            total_job_time: total_job_time(&basis, &jobs),
            avg_job_duration: weighted_average(&basis, &jobs, &|job| &job.job_time),
            avg_seed_duration: weighted_average(&basis, &jobs, &|job| &job.seed_time),
            jobs: self
                .metrics
                .job_metrics
                .iter()
                .zip(&jobs)
                .map(|((node, lists), (_, figures))| {
                    (node.clone(), job_analysis(lists, figures, &basis))
                })
                .collect(),
        })
    }

    /// For each batch, the place of the batch that it is compared with.
    fn baselines(&self, baseline: Baseline) -> Result<Vec<Option<usize>>, Problems> {
        let places = 0..self.batches.len();
        let fixed = match baseline {
            Baseline::Previous => {
                return Ok(places.map(|place| place.checked_sub(1)).collect());
            }
            Baseline::Root => 0,
            Baseline::Batch(id) => {
                let found = self.batches.iter().position(|batch| batch.id == id);
                found.ok_or_else(|| Problems(vec![no_baseline(id)]))?
            }
        };
        Ok(places
            .map(|place| (place != fixed).then_some(fixed))
            .collect())
    }

    fn batch_changes(
        &self,
        basis: &Basis<'_>,
        jobs: &[(&str, JobFigures)],
    ) -> SortedMap<Metric, MetricChanges> {
        let counts = &self.metrics.counts;
        let unfinished = unfinished(basis.count, |metric| {
            counts.count(metric).map(Vec::as_slice)
        });
        let mut changes = SortedMap::new();
        for &metric in Metric::OF_BATCH {
            let values = counts.count(metric).cloned().unwrap_or_default();
            let mut change = basis.counts(metric, values, &unfinished);
            if Metric::OF_JOB.contains(&metric) {
                let lists: Vec<(&str, &[Option<u64>])> = jobs
                    .iter()
                    .zip(self.metrics.job_metrics.values())
                    .map(|((node, _), lists)| {
                        (*node, lists.count(metric).map_or(&[][..], Vec::as_slice))
                    })
                    .collect();
                change.contribution = basis.contributions(|batch, baseline| {
                    Contribution::largest(lists.iter().map(|(node, list)| {
                        let at = |place: usize| {
                            i128::from(list.get(place).copied().flatten().unwrap_or(0))
                        };
                        (*node, at(batch) - at(baseline))
                    }))
                });
            }
            changes.insert(metric, change);
        }
        changes
    }
}

fn no_baseline(id: BatchId) -> Problem {
    let mistake = Mistake::UnknownBatch {
        found: id.0,
        said: format!("The baseline is batch {id}, which is none of the batches compared."),
    };
    structural(Name::InvalidRequest, None, mistake).at("/baseline")
}

/// What every change of one analysis is judged by.
struct Basis<'a> {
    count: usize,
    baselines: &'a [Option<usize>],
    thresholds: Thresholds,
}

impl Basis<'_> {
    fn counts(
        &self,
        metric: Metric,
        mut values: Vec<Option<u64>>,
        unfinished: &[bool],
    ) -> MetricChanges {
        values.resize(self.count, None);
        let judge = Judge {
            better: metric.better(),
            thresholds: self.thresholds,
            ranges: None,
            unfinished: Some(unfinished),
        };
        MetricChanges::new(values, self.baselines, &judge)
    }

    fn durations(
        &self,
        better: Option<Direction>,
        mut values: Vec<Option<u64>>,
        ranges: Option<Vec<Option<Range>>>,
    ) -> MetricChanges {
        values.resize(self.count, None);
        let judge = Judge {
            better,
            thresholds: self.thresholds,
            ranges,
            unfinished: None,
        };
        MetricChanges::new(values, self.baselines, &judge)
    }

    /// What contributes most to the change of each batch, given its place and that of its baseline.
    fn contributions(
        &self,
        largest: impl Fn(usize, usize) -> Option<Contribution>,
    ) -> Vec<Option<Contribution>> {
        let baselines = self.baselines.iter().enumerate();
        baselines
            .map(|(batch, baseline)| largest(batch, (*baseline)?))
            .collect()
    }
}

/// What follows from the metrics of one job, for each batch.
struct JobFigures {
    job_time: Vec<Time>,
    seed_time: Vec<Time>,
}

/// The time of the completed jobs of a node in one batch.
#[derive(Clone, Copy)]
enum Time {
    /// The batch has no such job, or does not say how many of them are completed.
    Absent,
    /// Some are completed, but how long they took is not known.
    Unknown,
    /// So many are completed and took so many microseconds together.
    Known { completed: u64, total: i128 },
}

impl JobFigures {
    fn new(lists: &JobMetricLists, count: usize) -> Self {
        let times = |averages: &[Option<Duration>]| {
            (0..count)
                .map(|batch| {
                    let completed = lists.jobs_completed.get(batch).copied().flatten();
                    let average = averages.get(batch).copied().flatten();
                    match (completed, average) {
                        (None, _) => Time::Absent,
                        (Some(0), _) => Time::Known {
                            completed: 0,
                            total: 0,
                        },
                        (Some(_), None) => Time::Unknown,
                        (Some(completed), Some(average)) => Time::Known {
                            completed,
                            total: i128::from(average.microseconds()) * i128::from(completed),
                        },
                    }
                })
                .collect()
        };
        JobFigures {
            job_time: times(&lists.avg_job_duration),
            seed_time: times(&lists.avg_seed_duration),
        }
    }
}

fn job_analysis(lists: &JobMetricLists, figures: &JobFigures, basis: &Basis<'_>) -> JobAnalysis {
    let unfinished = unfinished(basis.count, |metric| lists.count(metric).map(Vec::as_slice));
    let ranges = |shortest: &[Option<Duration>], longest: &[Option<Duration>]| {
        let ranges = microseconds(shortest).zip(microseconds(longest));
        Some(
            ranges
                .map(|(shortest, longest)| Range::new(shortest?, longest?))
                .collect(),
        )
    };
    let metrics = Metric::OF_JOB.iter().map(|&metric| {
        let changes = match metric.unit() {
            Unit::Count => {
                let values = lists.count(metric).cloned().unwrap_or_default();
                basis.counts(metric, values, &unfinished)
            }
            Unit::Microseconds => {
                let values = lists.duration(metric).map_or(&[][..], Vec::as_slice);
                let ranges = match metric {
                    Metric::AvgJobDuration => {
                        ranges(&lists.min_job_duration, &lists.max_job_duration)
                    }
                    Metric::AvgSeedDuration => {
                        ranges(&lists.min_seed_duration, &lists.max_seed_duration)
                    }
                    _ => None,
                };
                basis.durations(metric.better(), microseconds(values).collect(), ranges)
            }
        };
        (metric, changes)
    });
    let count = |metric: Metric, batch: usize| *lists.count(metric)?.get(batch).unwrap_or(&None);
    let times = figures.job_time.iter().map(|time| match time {
        Time::Known { total, .. } => representable(*total),
        Time::Absent | Time::Unknown => None,
    });
    JobAnalysis {
        metrics: metrics.collect(),
        total_job_time: basis.durations(None, times.collect(), None),
        failure_rate: (0..basis.count)
            .map(|batch| failure_rate(|status| count(status, batch)))
            .collect(),
    }
}

fn microseconds(durations: &[Option<Duration>]) -> impl Iterator<Item = Option<u64>> {
    let microseconds = |duration: Duration| duration.microseconds().unsigned_abs();
    durations
        .iter()
        .map(move |duration| duration.map(microseconds))
}

/// A sum of times, where it is one that a [`Duration`] can have.
fn representable(microseconds: i128) -> Option<u64> {
    let duration = Duration::from_microseconds(i64::try_from(microseconds).ok()?)?;
    Some(duration.microseconds().unsigned_abs())
}

/// Whether each batch still has jobs to run; blocked jobs wait for one that failed, maybe for ever.
fn unfinished<'l>(count: usize, list: impl Fn(Metric) -> Option<&'l [Option<u64>]>) -> Vec<bool> {
    let lists: Vec<&[Option<u64>]> = [Metric::JobsPending, Metric::JobsQueued, Metric::JobsRunning]
        .into_iter()
        .filter_map(list)
        .collect();
    let remain = |list: &[Option<u64>], batch: usize| {
        let count = list.get(batch).copied().flatten();
        count.is_some_and(|count| count > 0)
    };
    (0..count)
        .map(|batch| lists.iter().any(|list| remain(list, batch)))
        .collect()
}

/// How many of the jobs that ended by themselves failed.
fn failure_rate(count: impl Fn(Metric) -> Option<u64>) -> Option<f64> {
    let failed = i128::from(count(Metric::JobsFailed)?);
    let ended = failed + i128::from(count(Metric::JobsCompleted)?);
    (ended > 0).then(|| quotient(failed, ended))
}

fn total_job_time(basis: &Basis<'_>, jobs: &[(&str, JobFigures)]) -> MetricChanges {
    let total = |batch: usize| {
        let mut sum: Option<i128> = None;
        for (_, figures) in jobs {
            match figures.job_time.get(batch)? {
                Time::Absent => {}
                Time::Unknown => return None,
                Time::Known { total, .. } => sum = Some(sum.unwrap_or(0).checked_add(*total)?),
            }
        }
        representable(sum?)
    };
    let mut changes = basis.durations(None, (0..basis.count).map(total).collect(), None);
    changes.contribution = basis.contributions(|batch, baseline| {
        let known = [batch, baseline].map(|place| changes.value.get(place).copied().flatten());
        if known.contains(&None) {
            return None;
        }
        let part = |figures: &JobFigures, place: usize| match figures.job_time.get(place) {
            Some(Time::Known { total, .. }) => *total,
            _ => 0,
        };
        let parts = jobs
            .iter()
            .map(|(node, figures)| (*node, part(figures, batch) - part(figures, baseline)));
        Contribution::largest(parts)
    });
    changes
}

/// The average over all completed jobs whose duration is known, rounded half up to a microsecond.
fn weighted_average(
    basis: &Basis<'_>,
    jobs: &[(&str, JobFigures)],
    times: &dyn Fn(&JobFigures) -> &[Time],
) -> MetricChanges {
    let at = |figures: &JobFigures, batch: usize| match times(figures).get(batch) {
        Some(Time::Known { completed, total }) => (i128::from(*completed), *total),
        _ => (0, 0),
    };
    let sums: Vec<(i128, i128)> = (0..basis.count)
        .map(|batch| {
            jobs.iter()
                .fold((0, 0), |(weight, sum): (i128, i128), (_, figures)| {
                    let (completed, total) = at(figures, batch);
                    (weight.saturating_add(completed), sum.saturating_add(total))
                })
        })
        .collect();
    let average = |(weight, sum): &(i128, i128)| {
        (*weight > 0).then(|| sum.saturating_add(weight / 2) / weight)
    };
    let values = sums.iter().map(|sums| representable(average(sums)?));
    let mut changes = basis.durations(Some(Direction::Down), values.collect(), None);
    changes.contribution = basis.contributions(|batch, baseline| {
        let (weight, _) = *sums.get(batch)?;
        let (weight_before, _) = *sums.get(baseline)?;
        if weight == 0 || weight_before == 0 {
            return None;
        }
        // Each job's part of an average is its time divided by the whole weight; multiplied by both weights, the
        // parts stay whole numbers.
        let parts: Option<Vec<(&str, i128)>> = jobs
            .iter()
            .map(|(node, figures)| {
                let now = at(figures, batch).1.checked_mul(weight_before)?;
                let before = at(figures, baseline).1.checked_mul(weight)?;
                Some((*node, now.checked_sub(before)?))
            })
            .collect();
        Contribution::largest(parts?.into_iter())
    });
    changes
}
