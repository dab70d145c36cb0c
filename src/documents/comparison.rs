//! The comparison of the batches of a chain: their metrics side by side.

use serde::Serialize;

use super::metrics::{read_count, read_duration};
use super::rules::{duplicate_batch, unknown_metric, wrong_length};
use super::with::with_methods;
use super::{
    BatchCountLists, BatchId, BatchSummary, DocumentKind, JobMetricLists, Metric,
    deserialize_by_reading,
};
use crate::hashed::HashedSet;
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};
use crate::sorted::{SortedMap, sort_by_key};

/// The metrics of several batches side by side: one value for each batch, in order of their ids.
///
/// Built from batch details by [`Comparison::of`], or read from the server. Reading takes what there is: values that
/// are missing or broken are `None`. What is odd is a warning: `WRONG_LENGTH` for a metric that has not one value for
/// each batch, `UNKNOWN_METRIC`, `INVALID_DURATION`, `DUPLICATE_BATCH`, and `INVALID_RESPONSE` for anything else.
///
/// Source: the Scale API's *Batch Comparison*.
///
/// ```
/// use scale_batch::{Comparison, Reader};
///
/// let text = r#"{"batches": [{"id": 101}, {"id": 102}], "metrics": {"jobs_total": [10], "job_metrics": {}}}"#;
/// let reading = Reader::new().text::<Comparison>(text);
/// assert_eq!(reading.warnings[0].path, "/metrics/jobs_total");
/// assert_eq!(reading.document.unwrap().metrics.counts.jobs_total, [Some(10), None]);
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it is no object, or has no array of batches.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "The metrics of several batches side by side.",)
)]
#[non_exhaustive]
pub struct Comparison {
    /// The batches, by their ids.
    pub batches: Vec<BatchSummary>,
    /// Their metrics.
    pub metrics: ComparisonMetrics,
}

/// Every metric of the batches of a [`Comparison`], in the order of its batches.
///
/// Source: the Scale API's *Batch Comparison*, `metrics`.
///
/// ```
/// use scale_batch::Comparison;
/// use scale_batch::documents::Batch;
///
/// let comparison = Comparison::of(&[Batch::new(101)]);
/// assert_eq!(comparison.metrics.counts.jobs_total, [None]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "Every metric, one value for each batch.",)
)]
#[non_exhaustive]
pub struct ComparisonMetrics {
    /// The counts of the batches.
    #[serde(flatten)]
    pub counts: BatchCountLists,
    /// The metrics of each job, by the name of the recipe node.
    pub job_metrics: SortedMap<String, JobMetricLists>,
}

impl Comparison {
    /// The metrics of batches, whose lists have a value for each batch in the same order. [`of`](Comparison::of) makes it
    /// of the details of batches.
    ///
    /// ```
    /// use scale_batch::Comparison;
    /// use scale_batch::documents::{BatchCountLists, BatchSummary, ComparisonMetrics};
    ///
    /// let mut counts = BatchCountLists::default();
    /// counts.jobs_total = vec![Some(10), Some(12)];
    /// let batches = [BatchSummary::new(101), BatchSummary::new(102)];
    /// let comparison = Comparison::new(batches, ComparisonMetrics::default().with_counts(counts));
    /// assert_eq!(comparison.batches.len(), 2);
    /// ```
    #[must_use]
    pub fn new(
        batches: impl IntoIterator<Item = BatchSummary>,
        metrics: ComparisonMetrics,
    ) -> Self {
        Comparison {
            batches: batches.into_iter().collect(),
            metrics,
        }
    }
}

with_methods! { ComparisonMetrics {
    /// The same with the counts of the batches.
    with_counts: set counts BatchCountLists;
    /// The same with the metrics of each job, by the name of the recipe node.
    with_job_metrics: map job_metrics JobMetricLists;
}}

deserialize_by_reading!(Comparison);

impl Read for Comparison {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let wanted = "a comparison of a chain of batches";
        let fields = at.document(collector, wanted, &[DocumentKind::Comparison])?;
        let batches = fields
            .required(collector, "batches", "an array of the batches compared")?
            .items(collector, "an array of the batches compared")?
            .map(|at| {
                (
                    at.leniently(),
                    at.read_or_leave_out(collector, BatchSummary::read),
                )
            })
            .collect();
        let (batches, columns) = Columns::new(batches, collector);
        let mut metrics = ComparisonMetrics::default();
        for metric in Metric::OF_BATCH {
            if let Some(list) = metrics.counts.count_mut(*metric) {
                *list = columns.unknown();
            }
        }
        let wanted = "an object: the metrics of the batches";
        let members = fields.leniently().each_member(collector, "metrics", wanted);
        for (key, at) in members {
            let metric = Metric::named(key);
            if key == "job_metrics" {
                let most = collector.limits().entries;
                if columns.empty_cells(at) > most {
                    let problem = collector.limits().too_many_entries(EMPTY_CELLS);
                    collector.rule(problem.at(at.pointer()));
                    return None;
                }
                metrics.job_metrics = read_jobs(at, &columns, collector);
            } else if let Some(list) = metric.and_then(|metric| metrics.counts.count_mut(metric)) {
                *list = columns.read(at, collector, read_count);
            } else {
                unknown_metric(at, key, Metric::OF_BATCH, collector);
            }
        }
        Some(Comparison { batches, metrics })
    }
}

fn read_jobs(
    at: At<'_>,
    columns: &Columns,
    collector: &mut Collector,
) -> SortedMap<String, JobMetricLists> {
    let mut jobs = Vec::new();
    for (node, at) in at.each_member(collector, "an object: the metrics of each job") {
        let mut lists = JobMetricLists::default();
        for metric in Metric::OF_JOB {
            if let Some(list) = lists.count_mut(*metric) {
                *list = columns.unknown();
            } else if let Some(list) = lists.duration_mut(*metric) {
                *list = columns.unknown();
            }
        }
        let Some(members) = at.members(collector, "an object: the metrics of a job") else {
            continue;
        };
        for (key, at) in members {
            let metric = Metric::named(key);
            if let Some(list) = metric.and_then(|metric| lists.count_mut(metric)) {
                *list = columns.read(at, collector, read_count);
            } else if let Some(list) = metric.and_then(|metric| lists.duration_mut(metric)) {
                *list = columns.read(at, collector, read_duration);
            } else {
                unknown_metric(at, key, Metric::OF_JOB, collector);
            }
        }
        jobs.push((node.to_owned(), lists));
    }
    jobs.into_iter().collect()
}

/// What there may be too many of in a comparison.
pub(crate) const EMPTY_CELLS: &str = "empty cells for metrics that a batch does not have";

/// Where the value of each batch stands in the arrays that were written.
struct Columns {
    /// For each batch, in order of id, its place in the array of batches.
    places: Vec<usize>,
    /// How many batches there were, those that could not be read included.
    written: usize,
}

impl Columns {
    /// The batches that could be read, once each and in order of id.
    fn new(
        batches: Vec<(At<'_>, Option<BatchSummary>)>,
        collector: &mut Collector,
    ) -> (Vec<BatchSummary>, Self) {
        let written = batches.len();
        let mut seen: HashedSet<BatchId> = HashedSet::new();
        let mut kept = Vec::with_capacity(written);
        for (place, (at, batch)) in batches.into_iter().enumerate() {
            match batch {
                Some(batch) if seen.insert(batch.id) => kept.push((batch, place)),
                Some(batch) => at.report(collector, duplicate_batch(batch.id)),
                None => {}
            }
        }
        sort_by_key(&mut kept, |(batch, _)| batch.id);
        let (batches, places) = kept.into_iter().unzip();
        (batches, Columns { places, written })
    }

    /// How many cells of jobs have no value that is written, at least.
    fn empty_cells(&self, jobs: At<'_>) -> usize {
        let jobs_written = jobs.fields().map_or(0, |fields| fields.members().count());
        let cells = jobs_written.saturating_mul(Metric::OF_JOB.len() * self.places.len());
        cells.saturating_sub(jobs.size())
    }

    /// The values of a metric about which nothing is known.
    fn unknown<T: Clone>(&self) -> Vec<Option<T>> {
        vec![None; self.places.len()]
    }

    fn read<T: Copy>(
        &self,
        at: At<'_>,
        collector: &mut Collector,
        read: fn(At<'_>, &mut Collector) -> Option<T>,
    ) -> Vec<Option<T>> {
        let Some(items) = at.items(collector, "an array with one value for each batch") else {
            return self.unknown();
        };
        let values: Vec<Option<T>> = items.map(|at| read(at, collector)).collect();
        wrong_length(at, values.len(), self.written, collector);
        let value = |place: &usize| values.get(*place).copied().flatten();
        self.places.iter().map(value).collect()
    }
}
