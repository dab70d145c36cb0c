//! What cannot be right about metrics, or about batches that are compared.

use super::figures::Figures;
use super::rules::{
    different_chains, different_recipe_types, durations_out_of_order, fewer_jobs_than_listed,
    more_completed_than_total, statuses_do_not_add_up,
};
use crate::documents::rules::duplicate_batch;
use crate::documents::{Batch, BatchId, Comparison, Metric, RecipeTypeId};
use crate::hashed::HashedSet;
use crate::problem::{Problem, join};
use crate::read::Found;

impl Comparison {
    /// Finds metrics that cannot be right, as warnings with their place in the comparison.
    ///
    /// They are `STATUSES_DO_NOT_ADD_UP`, `MORE_COMPLETED_THAN_TOTAL`, `DURATIONS_OUT_OF_ORDER` and
    /// `FEWER_JOBS_THAN_LISTED`, at most 1,000 of them.
    ///
    /// ```
    /// use scale_batch::{Comparison, ProblemName};
    /// use scale_batch::documents::Batch;
    ///
    /// let mut batch = Batch::new(101);
    /// (batch.counts.recipes_total, batch.counts.recipes_completed) = (Some(2), Some(3));
    /// let warnings = Comparison::of(&[batch]).check();
    /// assert_eq!(warnings[0].name, ProblemName::MoreCompletedThanTotal);
    /// assert_eq!(warnings[0].path, "/metrics/recipes_completed/0");
    /// ```
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        let mut found = Found::default();
        let counts = &self.metrics.counts;
        let jobs = &self.metrics.job_metrics;
        let value = |list: Option<&Vec<Option<u64>>>, batch: usize| *list?.get(batch)?;
        for (place, batch) in self.batches.iter().enumerate() {
            let figures = Figures::new(batch.id, "/metrics", Some(place));
            let totals = jobs.values();
            let totals = totals.filter_map(|lists| value(Some(&lists.jobs_total), place));
            let count = |metric| value(counts.count(metric), place);
            check_batch_figures(figures, &count, totals, &mut found);
        }
        for (node, lists) in jobs {
            let path = join("/metrics/job_metrics", node);
            for (place, batch) in self.batches.iter().enumerate() {
                let figures = Figures::new(batch.id, &path, Some(place));
                check_counts(
                    figures,
                    &|metric| value(lists.count(metric), place),
                    &mut found,
                );
                let duration = |metric| *lists.duration(metric)?.get(place)?;
                durations_out_of_order(figures, &duration, &mut found);
            }
        }
        found.finish()
    }
}

/// Finds metrics of a batch that cannot be right, as warnings with their place in its details: what
/// [`Comparison::check`] finds in those of several batches.
///
/// ```
/// use scale_batch::{ProblemName, Reader};
/// use scale_batch::compare::check_batch;
/// use scale_batch::documents::Batch;
///
/// let text = r#"{"id": 101, "jobs_pending": 0, "jobs_blocked": 0, "jobs_queued": 0, "jobs_running": 1,
///     "jobs_failed": 0, "jobs_completed": 2, "jobs_canceled": 0, "jobs_total": 4}"#;
/// let batch = Reader::new().text::<Batch>(text).into_result()?;
/// let warnings = check_batch(&batch);
/// assert_eq!(warnings[0].name, ProblemName::StatusesDoNotAddUp);
/// assert_eq!(warnings[0].path, "/jobs_total");
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[must_use]
pub fn check_batch(batch: &Batch) -> Vec<Problem> {
    let mut found = Found::default();
    let totals = batch.job_metrics.values();
    let totals = totals.filter_map(|metrics| metrics.jobs_total);
    let count = |metric| *batch.counts.count(metric)?;
    let figures = Figures::new(batch.id, "", None);
    check_batch_figures(figures, &count, totals, &mut found);
    for (node, metrics) in &batch.job_metrics {
        let path = join("/job_metrics", node);
        let figures = Figures::new(batch.id, &path, None);
        check_counts(figures, &|metric| *metrics.count(metric)?, &mut found);
        durations_out_of_order(figures, &|metric| *metrics.duration(metric)?, &mut found);
    }
    found.finish()
}

/// Checks the counts of a batch; `job_totals` are how many jobs each of its nodes has.
fn check_batch_figures(
    figures: Figures<'_>,
    count: &dyn Fn(Metric) -> Option<u64>,
    job_totals: impl Iterator<Item = u64>,
    found: &mut Found,
) {
    check_counts(figures, count, found);
    let recipes = [Metric::RecipesCompleted, Metric::RecipesTotal];
    more_completed_than_total(figures, recipes, count, found);
    fewer_jobs_than_listed(figures, count(Metric::JobsTotal), job_totals, found);
}

/// Checks the counts of a batch or of one of its nodes.
fn check_counts(figures: Figures<'_>, count: &dyn Fn(Metric) -> Option<u64>, found: &mut Found) {
    statuses_do_not_add_up(figures, count, found);
    let jobs = [Metric::JobsCompleted, Metric::JobsTotal];
    more_completed_than_total(figures, jobs, count, found);
}

/// Finds what makes a comparison of these batches questionable: `DIFFERENT_CHAINS`, `DIFFERENT_RECIPE_TYPES` and
/// `DUPLICATE_BATCH`, as warnings with their place in the list of batches.
///
/// ```
/// use scale_batch::ProblemName;
/// use scale_batch::documents::Batch;
///
/// let warnings = scale_batch::compare::check_batches(&[Batch::new(101), Batch::new(102)]);
/// assert_eq!((warnings[0].name, warnings[0].path.as_str()), (ProblemName::DifferentChains, "/1"));
/// ```
#[must_use]
pub fn check_batches<'b>(batches: impl IntoIterator<Item = &'b Batch>) -> Vec<Problem> {
    check_all(&batches.into_iter().collect::<Vec<_>>())
}

fn check_all(batches: &[&Batch]) -> Vec<Problem> {
    let mut found = Found::default();
    let mut seen: HashedSet<BatchId> = HashedSet::new();
    let mut recipe_type: Option<RecipeTypeId> = None;
    let root = batches.first().map(|batch| batch.root_batch_id());
    for (place, batch) in batches.iter().enumerate() {
        if !seen.insert(batch.id) {
            found.warn(|| duplicate_batch(batch.id).at(format!("/{place}")));
        }
        found.extend(root.and_then(|root| different_chains(batch, root, place)));
        let own = batch.recipe_type.as_ref().map(|recipe_type| recipe_type.id);
        let first = recipe_type.or(own);
        recipe_type = first;
        let both = own.zip(first);
        found.extend(
            both.and_then(|(own, first)| different_recipe_types(batch.id, own, first, place)),
        );
    }
    found.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::statuses;
    use super::*;
    use crate::documents::Reader;
    use crate::problem::ProblemName;

    fn batch(mut details: Value) -> Batch {
        details["id"] = 7.into();
        let reading = Reader::new().value::<Batch>(&details);
        assert_eq!(reading.warnings, []);
        reading.document.unwrap()
    }

    #[test]
    fn a_batch_is_checked_as_the_comparison_of_it_alone_is() {
        let mut job = statuses(5, 4);
        job["min_seed_duration"] = "PT9S".into();
        job["avg_seed_duration"] = "PT8S".into();
        let mut details = statuses(1, 3);
        details["recipes_total"] = 1.into();
        details["recipes_completed"] = 2.into();
        details["job_metrics"] = json!({"a/b": job});
        let batch = batch(details);
        let found = check_batch(&batch);
        let places: Vec<_> = found
            .iter()
            .map(|problem| (problem.name, problem.path.as_str()))
            .collect();
        assert_eq!(
            places,
            [
                (ProblemName::StatusesDoNotAddUp, "/jobs_total"),
                (ProblemName::MoreCompletedThanTotal, "/recipes_completed"),
                (ProblemName::FewerJobsThanListed, "/jobs_total"),
                (
                    ProblemName::StatusesDoNotAddUp,
                    "/job_metrics/a~1b/jobs_total"
                ),
                (
                    ProblemName::MoreCompletedThanTotal,
                    "/job_metrics/a~1b/jobs_completed"
                ),
                (
                    ProblemName::DurationsOutOfOrder,
                    "/job_metrics/a~1b/avg_seed_duration"
                ),
            ]
        );
        let of_comparison = Comparison::of(&[batch]).check();
        let told = |problems: &[Problem]| -> Vec<_> {
            let told = problems.iter();
            told.map(|problem| (problem.description.clone(), problem.params.clone()))
                .collect()
        };
        assert_eq!(told(&of_comparison), told(&found));
    }
}
