//! Building a comparison from batch details, as the server does.

use crate::documents::{
    Batch, BatchCountLists, BatchSummary, Comparison, ComparisonMetrics, EMPTY_CELLS,
    JobMetricLists, JobMetrics, Metric,
};
use crate::hashed::HashedSet;
use crate::problem::Problem;
use crate::read::Limits;
use crate::sorted::{SortedMap, sort_by_key};

impl Comparison {
    /// Puts the metrics of batches side by side, exactly as the server does.
    ///
    /// The batches may come in any order. One that appears twice counts once, where it appears first. A batch
    /// without a job has `None` in all metrics of that job. A comparison has a cell for every job of every batch: where the
    /// batches come from users, [`within`](Self::within) refuses those of which most cells would be empty.
    ///
    /// Source: the Scale API's *Batch Comparison*.
    ///
    /// ```
    /// use scale_batch::Comparison;
    /// use scale_batch::documents::Batch;
    ///
    /// let mut newer = Batch::new(102);
    /// newer.counts.jobs_total = Some(10);
    /// let comparison = Comparison::of(&[newer, Batch::new(101)]);
    /// assert_eq!(comparison.batches[0].id, 101.into());
    /// assert_eq!(comparison.metrics.counts.jobs_total, [None, Some(10)]);
    /// ```
    #[must_use]
    pub fn of<'b>(batches: impl IntoIterator<Item = &'b Batch>) -> Self {
        SideBySide::new(batches.into_iter().collect()).comparison()
    }

    /// As [`of`](Self::of), unless too many cells would be empty.
    ///
    /// # Errors
    /// `LIMIT_EXCEEDED` for more empty cells than the limit `entries` allows.
    ///
    /// ```
    /// use scale_batch::documents::{Batch, JobMetrics};
    /// use scale_batch::{Comparison, Limits, ProblemName};
    ///
    /// let mut batch = Batch::new(101);
    /// batch.job_metrics.insert("parse".to_owned(), JobMetrics::default());
    /// let limits = Limits { entries: 0, ..Limits::default() };
    /// let refused = Comparison::within(&limits, [&batch, &Batch::new(102)]).unwrap_err();
    /// assert_eq!(refused.name, ProblemName::LimitExceeded);
    /// ```
    pub fn within<'b>(
        limits: &Limits,
        batches: impl IntoIterator<Item = &'b Batch>,
    ) -> Result<Self, Problem> {
        let side_by_side = SideBySide::new(batches.into_iter().collect());
        if side_by_side.empty_cells() > limits.entries {
            return Err(limits.too_many_entries(EMPTY_CELLS));
        }
        Ok(side_by_side.comparison())
    }
}

/// Batches in order of id, each once, and the names of all their jobs.
struct SideBySide<'b> {
    batches: Vec<&'b Batch>,
    nodes: HashedSet<&'b str>,
}

impl<'b> SideBySide<'b> {
    fn new(mut sorted: Vec<&'b Batch>) -> Self {
        sort_by_key(&mut sorted, |batch| batch.id);
        sorted.dedup_by_key(|batch| batch.id);
        let names = |batch: &&'b Batch| batch.job_metrics.keys().map(String::as_str);
        let nodes = sorted.iter().flat_map(names).collect();
        SideBySide {
            batches: sorted,
            nodes,
        }
    }

    /// How many cells have no value because a batch does not have the job.
    fn empty_cells(&self) -> usize {
        let there = self.batches.iter().map(|batch| batch.job_metrics.len());
        let missing = self.nodes.len().saturating_mul(self.batches.len()) - there.sum::<usize>();
        missing.saturating_mul(Metric::OF_JOB.len())
    }

    fn comparison(self) -> Comparison {
        let SideBySide {
            batches: sorted,
            nodes,
        } = self;
        let mut job_metrics: SortedMap<String, JobMetricLists> = nodes
            .into_items()
            .map(|node| (node.to_owned(), JobMetricLists::default()))
            .collect();
        // Batch by batch, as they lie in memory.
        for batch in &sorted {
            for (node, lists) in job_metrics.iter_mut() {
                push_job(lists, batch.job_metrics.get(node));
            }
        }
        let mut counts = BatchCountLists::default();
        for metric in Metric::OF_BATCH {
            if let Some(list) = counts.count_mut(*metric) {
                let count = |batch: &&Batch| batch.counts.count(*metric).copied().flatten();
                *list = sorted.iter().map(count).collect();
            }
        }
        Comparison {
            batches: sorted
                .iter()
                .map(|batch| batch.summary())
                .collect::<Vec<BatchSummary>>(),
            metrics: ComparisonMetrics {
                counts,
                job_metrics,
            },
        }
    }
}

/// Adds the metrics of one more batch, which may have no such job.
fn push_job(lists: &mut JobMetricLists, job: Option<&JobMetrics>) {
    for metric in Metric::OF_JOB {
        if let Some(list) = lists.count_mut(*metric) {
            list.push(job.and_then(|job| *job.count(*metric)?));
        } else if let Some(list) = lists.duration_mut(*metric) {
            list.push(job.and_then(|job| *job.duration(*metric)?));
        }
    }
}
