//! What a comparison says: every change, the figures behind them, and the jobs that contribute most.

use serde::{Deserialize, Serialize};

use super::basis::{Basis, failure_rate, unfinished};
use super::change::MetricChanges;
use super::contribution::Contribution;
use super::everything::Everything;
use super::headline::{Finding, Findings, JudgedMetric};
use super::job::{JobAnalysis, JobFigures};
use super::judge::Judge;
use super::options::{Baseline, CompareOptions};
use super::progress::StatusShares;
use super::shares::ShareChanges;
use crate::documents::{BatchCountLists, BatchId, Comparison, Metric};
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName, Problems};
use crate::sorted::SortedMap;

/// What a comparison says: how each metric of each batch changed from its baseline, and the figures that follow.
///
/// Every list has one value for each batch, in the order of the comparison.
///
/// ```
#[doc = include_str!("example.md")]
/// assert_eq!(analysis.batches.len(), 4);
/// assert!(analysis.jobs.contains_key("trace-coast"));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// How the share of failed jobs changed.
    pub failed_share: ShareChanges,
    /// How the share of canceled jobs changed.
    pub canceled_share: ShareChanges,
    /// What changed about each job, by the name of the recipe node.
    pub jobs: SortedMap<String, JobAnalysis>,
}

/// The state of one batch.
///
/// ```
#[doc = include_str!("example.md")]
/// let newest = analysis.batches.last().unwrap();
/// assert_eq!((newest.id, newest.baseline), (314.into(), Some(309.into())));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// What got better or worse and is hardly chance, although much was judged at once; the ten surest and largest.
    pub headline: Vec<Finding>,
    /// How many there are of these.
    pub headline_count: usize,
}

impl Comparison {
    /// Compares every metric of every batch with that of its baseline.
    ///
    /// ```
    /// use scale_batch::{Comparison, Reader};
    /// use scale_batch::compare::{Baseline, CompareOptions};
    /// use scale_batch::documents::Metric;
    ///
    /// let text = r#"{"batches": [{"id": 101}, {"id": 102}], "metrics": {"job_metrics": {
    ///     "job_a": {"avg_job_duration": ["PT21S", "PT20S"]}}}}"#;
    /// let comparison = Reader::new().text::<Comparison>(text).into_result()?;
    /// let analysis = comparison.analyse(CompareOptions::default())?;
    /// let change = analysis.jobs["job_a"].metrics[&Metric::AvgJobDuration].get(1).unwrap();
    /// assert_eq!(change.delta, Some(-1_000_000));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    ///
    /// # Errors
    /// `INVALID_REQUEST` at `/baseline` when no batch has the id of the baseline.
    pub fn analyse(&self, options: CompareOptions) -> Result<Analysis, Problems> {
        let baselines = self.baselines(options.baseline)?;
        let counts = &self.metrics.counts;
        let list = |metric: Metric| counts.count(metric).map(Vec::as_slice);
        let mut basis = Basis {
            count: self.batches.len(),
            baselines: &baselines,
            unfinished: unfinished(self.batches.len(), list),
            judge: Judge::new(options.thresholds),
            findings: baselines.iter().map(|_| Findings::default()).collect(),
        };
        let jobs: Vec<JobFigures<'_>> = self
            .metrics
            .job_metrics
            .iter()
            .map(|(node, lists)| JobFigures::new(node, lists, &basis))
            .collect();
        let count = |metric: Metric, batch: usize| *list(metric)?.get(batch)?;
        let of_jobs: Vec<(String, JobAnalysis)> = jobs
            .iter()
            .map(|figures| (figures.node.to_owned(), figures.analyse(&mut basis)))
            .collect();
        let everything = Everything::new(&jobs, &count, &basis);
        let mut analysis = Analysis {
            metrics: batch_changes(counts, &basis, &jobs),
            total_job_time: everything.total_job_time(&mut basis),
            avg_job_duration: everything.average(JudgedMetric::AvgJobDuration, &mut basis),
            avg_seed_duration: everything.average(JudgedMetric::AvgSeedDuration, &mut basis),
            failed_share: everything.circumstances.failed_share(&mut basis),
            canceled_share: everything.circumstances.canceled_share(&mut basis),
            jobs: of_jobs.into_iter().collect(),
            batches: Vec::with_capacity(basis.count),
        };
        let error = options.thresholds.confidence.error();
        for (place, findings) in basis.findings.into_iter().enumerate() {
            let (headline, headline_count) = findings.headline(error);
            let batch = |place: usize| Some(self.batches.get(place)?.id);
            let Some(id) = batch(place) else { continue };
            analysis.batches.push(BatchFigures {
                id,
                baseline: baselines.get(place).copied().flatten().and_then(batch),
                jobs: StatusShares::new(|status| count(status, place)),
                failure_rate: failure_rate(|status| count(status, place)),
                headline,
                headline_count,
            });
        }
        Ok(analysis)
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
}

/// How each count of the batches changed.
fn batch_changes(
    counts: &BatchCountLists,
    basis: &Basis<'_>,
    jobs: &[JobFigures<'_>],
) -> SortedMap<Metric, MetricChanges> {
    let mut changes = SortedMap::new();
    for &metric in Metric::OF_BATCH {
        let mut change = basis.changes(counts.count(metric).cloned().unwrap_or_default());
        if Metric::OF_JOB.contains(&metric) {
            change.contribution = basis.contributions(|batch, baseline| {
                Contribution::largest(jobs.iter().map(|figures| {
                    let at = |place: usize| i128::from(figures.count(metric, place).unwrap_or(0));
                    (figures.node, at(batch) - at(baseline))
                }))
            });
        }
        changes.insert(metric, change);
    }
    changes
}

fn no_baseline(id: BatchId) -> Problem {
    let mistake = Mistake::UnknownBatch {
        found: id.0,
        said: format!("The baseline is batch {id}, which is none of the batches compared."),
    };
    structural(ProblemName::InvalidRequest, None, mistake).at("/baseline")
}
