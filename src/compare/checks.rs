//! What cannot be right about metrics, or about batches that are compared.

use std::collections::HashSet;

use super::found::Found;
use super::progress::STATUSES;
use crate::documents::comparison::duplicate_batch;
use crate::documents::{Batch, BatchId, Comparison, JobMetricLists, Metric, RecipeTypeId};
use crate::duration::Duration;
use crate::problem::{Name, Problem, join};

impl Comparison {
    /// Finds metrics that cannot be right, as warnings with their place in the comparison.
    ///
    /// They are `STATUSES_DO_NOT_ADD_UP`, `MORE_COMPLETED_THAN_TOTAL`, `DURATIONS_OUT_OF_ORDER` and
    /// `FEWER_JOBS_THAN_LISTED`, at most 1,000 of them.
    ///
    /// ```
    /// use scale_batch::{Batch, Comparison, Name};
    ///
    /// let mut batch = Batch::new(101);
    /// (batch.counts.recipes_total, batch.counts.recipes_completed) = (Some(2), Some(3));
    /// let warnings = Comparison::of(&[batch]).check();
    /// assert_eq!(warnings[0].name, Name::MoreCompletedThanTotal);
    /// assert_eq!(warnings[0].path, "/metrics/recipes_completed/0");
    /// ```
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut found = Found::default();
        let counts = &self.metrics.counts;
        let value = |list: Option<&Vec<Option<u64>>>, batch: usize| *list?.get(batch)?;
        for (place, batch) in self.batches.iter().enumerate() {
            let count = |metric| value(counts.count(metric), place);
            check_counts(batch.id, place, "/metrics", &count, &mut found);
            let recipes = [Metric::RecipesCompleted, Metric::RecipesTotal];
            check_completed(batch.id, place, "/metrics", recipes, &count, &mut found);
            let listed: u128 = self
                .metrics
                .job_metrics
                .values()
                .filter_map(|lists| Some(u128::from(value(Some(&lists.jobs_total), place)?)))
                .sum();
            if let Some(total) =
                count(Metric::JobsTotal).filter(|total| u128::from(*total) < listed)
            {
                found.push(|| {
                    let description = format!(
                        "Batch {} has {total} jobs, fewer than the {listed} of its job metrics.",
                        batch.id
                    );
                    Problem::new(Name::FewerJobsThanListed, description)
                        .at(format!("/metrics/jobs_total/{place}"))
                        .param("id", batch.id.0)
                        .param("total", total)
                        .param("listed", countable(listed))
                });
            }
        }
        for (node, lists) in &self.metrics.job_metrics {
            let path = join("/metrics/job_metrics", node);
            for (place, batch) in self.batches.iter().enumerate() {
                let count = |metric| value(lists.count(metric), place);
                check_counts(batch.id, place, &path, &count, &mut found);
                check_durations(batch.id, place, &path, lists, &mut found);
            }
        }
        found.finish()
    }
}

/// A sum as a number in params: no sum of counts that a server could hold is larger.
fn countable(sum: u128) -> u64 {
    u64::try_from(sum).unwrap_or(u64::MAX)
}

fn check_counts(
    id: BatchId,
    place: usize,
    path: &str,
    count: &impl Fn(Metric) -> Option<u64>,
    found: &mut Found,
) {
    let sum = STATUSES.iter().try_fold(0_u128, |sum, status| {
        Some(sum + u128::from(count(*status)?))
    });
    let both = count(Metric::JobsTotal).zip(sum);
    if let Some((total, sum)) = both.filter(|(total, sum)| u128::from(*total) != *sum) {
        found.push(|| {
            let description = format!(
                "The jobs of batch {id} in each status sum to {sum}, but there are {total} jobs."
            );
            Problem::new(Name::StatusesDoNotAddUp, description)
                .at(format!("{path}/jobs_total/{place}"))
                .param("id", id.0)
                .param("total", total)
                .param("sum", countable(sum))
        });
    }
    let jobs = [Metric::JobsCompleted, Metric::JobsTotal];
    check_completed(id, place, path, jobs, count, found);
}

fn check_completed(
    id: BatchId,
    place: usize,
    path: &str,
    [completed, total]: [Metric; 2],
    count: &impl Fn(Metric) -> Option<u64>,
    found: &mut Found,
) {
    let both = count(completed).zip(count(total));
    if let Some((done, all)) = both.filter(|(done, all)| done > all) {
        found.push(|| {
            let description = format!(
                "In batch {id}, \"{completed}\" is {done}, more than the {all} of \"{total}\"."
            );
            Problem::new(Name::MoreCompletedThanTotal, description)
                .at(format!("{path}/{completed}/{place}"))
                .param("id", id.0)
                .param("metric", completed.as_str())
                .param("completed", done)
                .param("total", all)
        });
    }
}

fn check_durations(
    id: BatchId,
    place: usize,
    path: &str,
    lists: &JobMetricLists,
    found: &mut Found,
) {
    let seed = [
        Metric::MinSeedDuration,
        Metric::AvgSeedDuration,
        Metric::MaxSeedDuration,
    ];
    let job = [
        Metric::MinJobDuration,
        Metric::AvgJobDuration,
        Metric::MaxJobDuration,
    ];
    for metrics in [seed, job] {
        let known = metrics.iter().filter_map(|metric| {
            let duration: Option<Duration> = *lists.duration(*metric)?.get(place)?;
            Some((*metric, duration?))
        });
        let mut before: Option<(Metric, Duration)> = None;
        for (metric, duration) in known {
            if let Some((shorter, length)) = before.filter(|(_, length)| *length > duration) {
                found.push(|| {
                    let description = format!(
                        "In batch {id}, \"{metric}\" is {duration}, less than the {length} of \"{shorter}\"."
                    );
                    Problem::new(Name::DurationsOutOfOrder, description)
                        .at(format!("{path}/{metric}/{place}"))
                        .param("id", id.0)
                        .param("metric", metric.as_str())
                        .param("found", duration.to_string())
                        .param("shorter", shorter.as_str())
                        .param("minimum", length.to_string())
                });
            }
            before = Some((metric, duration));
        }
    }
}

/// Finds what makes a comparison of these batches odd: `DIFFERENT_CHAINS`, `DIFFERENT_RECIPE_TYPES` and
/// `DUPLICATE_BATCH`, as warnings with their place in the list of batches.
///
/// ```
/// use scale_batch::{Batch, Name};
///
/// let warnings = scale_batch::check_batches(&[Batch::new(101), Batch::new(102)]);
/// assert_eq!((warnings[0].name, warnings[0].path.as_str()), (Name::DifferentChains, "/1"));
/// ```
#[must_use]
pub fn check_batches(batches: &[Batch]) -> Vec<Problem> {
    let mut found = Found::default();
    let mut seen: HashSet<BatchId> = HashSet::new();
    let mut recipe_type: Option<RecipeTypeId> = None;
    let root = batches.first().map(Batch::root_batch_id);
    for (place, batch) in batches.iter().enumerate() {
        let (id, own_root) = (batch.id, batch.root_batch_id());
        if !seen.insert(id) {
            found.push(|| duplicate_batch(id).at(format!("/{place}")));
        }
        if let Some(root) = root.filter(|root| *root != own_root) {
            found.push(|| {
                let description =
                    format!("Batch {id} belongs to the chain of batch {own_root}, the first batch to that of batch {root}.");
                Problem::new(Name::DifferentChains, description)
                    .at(format!("/{place}"))
                    .param("id", id.0)
                    .param("found", own_root.0)
                    .param("expected", root.0)
            });
        }
        let Some(own_type) = batch.recipe_type.as_ref().map(|recipe_type| recipe_type.id) else {
            continue;
        };
        let first = *recipe_type.get_or_insert(own_type);
        if first != own_type {
            found.push(|| {
                let description = format!(
                    "Batch {id} runs recipe type {own_type}, batches before it recipe type {first}."
                );
                Problem::new(Name::DifferentRecipeTypes, description)
                    .at(format!("/{place}/recipe_type"))
                    .param("id", id.0)
                    .param("found", own_type.0)
                    .param("expected", first.0)
            });
        }
    }
    found.finish()
}
