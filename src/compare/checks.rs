//! What cannot be right about metrics, or about batches that are compared.

use std::collections::HashSet;

use super::found::Found;
use super::progress::STATUSES;
use crate::documents::comparison::duplicate_batch;
use crate::documents::{Batch, BatchId, Comparison, Metric, RecipeTypeId};
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
        let jobs = &self.metrics.job_metrics;
        let value = |list: Option<&Vec<Option<u64>>>, batch: usize| *list?.get(batch)?;
        for (place, batch) in self.batches.iter().enumerate() {
            let figures = Figures::new(batch.id, "/metrics", Some(place));
            let totals = jobs.values();
            let totals = totals.filter_map(|lists| value(Some(&lists.jobs_total), place));
            let count = |metric| value(counts.count(metric), place);
            figures.check_batch(&count, totals, &mut found);
        }
        for (node, lists) in jobs {
            let path = join("/metrics/job_metrics", node);
            for (place, batch) in self.batches.iter().enumerate() {
                let figures = Figures::new(batch.id, &path, Some(place));
                figures.check_counts(&|metric| value(lists.count(metric), place), &mut found);
                let duration = |metric| *lists.duration(metric)?.get(place)?;
                figures.check_durations(duration, &mut found);
            }
        }
        found.finish()
    }
}

/// Finds metrics of a batch that cannot be right, as warnings with their place in its details: what
/// [`Comparison::check`] finds in those of several batches.
///
/// ```
/// use scale_batch::{Batch, Name, Reader, check_batch};
///
/// let text = r#"{"id": 101, "jobs_pending": 0, "jobs_blocked": 0, "jobs_queued": 0, "jobs_running": 1,
///     "jobs_failed": 0, "jobs_completed": 2, "jobs_canceled": 0, "jobs_total": 4}"#;
/// let batch = Reader::new().text::<Batch>(text).into_result()?;
/// let warnings = check_batch(&batch);
/// assert_eq!(warnings[0].name, Name::StatusesDoNotAddUp);
/// assert_eq!(warnings[0].path, "/jobs_total");
/// # Ok::<(), scale_batch::Problems>(())
/// ```
#[must_use]
pub fn check_batch(batch: &Batch) -> Vec<Problem> {
    let mut found = Found::default();
    let totals = batch.job_metrics.values();
    let totals = totals.filter_map(|metrics| metrics.jobs_total);
    let count = |metric| *batch.counts.count(metric)?;
    Figures::new(batch.id, "", None).check_batch(&count, totals, &mut found);
    for (node, metrics) in &batch.job_metrics {
        let path = join("/job_metrics", node);
        let figures = Figures::new(batch.id, &path, None);
        figures.check_counts(&|metric| *metrics.count(metric)?, &mut found);
        figures.check_durations(|metric| *metrics.duration(metric)?, &mut found);
    }
    found.finish()
}

/// A sum as a number in params: no sum of counts that a server could hold is larger.
fn countable(sum: u128) -> u64 {
    u64::try_from(sum).unwrap_or(u64::MAX)
}

/// Where the metrics of a batch, or of one of its jobs, stand.
#[derive(Clone, Copy)]
struct Figures<'p> {
    id: BatchId,
    path: &'p str,
    /// Which value of each metric it is, where there is a list of them.
    place: Option<usize>,
}

impl<'p> Figures<'p> {
    fn new(id: BatchId, path: &'p str, place: Option<usize>) -> Self {
        Figures { id, path, place }
    }

    fn pointer(self, metric: Metric) -> String {
        let path = self.path;
        match self.place {
            Some(place) => format!("{path}/{metric}/{place}"),
            None => format!("{path}/{metric}"),
        }
    }

    /// Checks the counts of a batch; `job_totals` are how many jobs each of its nodes has.
    fn check_batch(
        self,
        count: &impl Fn(Metric) -> Option<u64>,
        job_totals: impl Iterator<Item = u64>,
        found: &mut Found,
    ) {
        let id = self.id;
        self.check_counts(count, found);
        self.check_completed(
            [Metric::RecipesCompleted, Metric::RecipesTotal],
            count,
            found,
        );
        let listed: u128 = job_totals.map(u128::from).sum();
        let total = count(Metric::JobsTotal);
        if let Some(total) = total.filter(|total| u128::from(*total) < listed) {
            found.push(|| {
                let description = format!(
                    "Batch {id} has {total} jobs, fewer than the {listed} of its job metrics."
                );
                Problem::new(Name::FewerJobsThanListed, description)
                    .at(self.pointer(Metric::JobsTotal))
                    .param("id", id.0)
                    .param("total", total)
                    .param("listed", countable(listed))
            });
        }
    }

    fn check_counts(self, count: &impl Fn(Metric) -> Option<u64>, found: &mut Found) {
        let id = self.id;
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
                    .at(self.pointer(Metric::JobsTotal))
                    .param("id", id.0)
                    .param("total", total)
                    .param("sum", countable(sum))
            });
        }
        self.check_completed([Metric::JobsCompleted, Metric::JobsTotal], count, found);
    }

    fn check_completed(
        self,
        [completed, total]: [Metric; 2],
        count: &impl Fn(Metric) -> Option<u64>,
        found: &mut Found,
    ) {
        let id = self.id;
        let both = count(completed).zip(count(total));
        if let Some((done, all)) = both.filter(|(done, all)| done > all) {
            found.push(|| {
                let description = format!(
                    "In batch {id}, \"{completed}\" is {done}, more than the {all} of \"{total}\"."
                );
                Problem::new(Name::MoreCompletedThanTotal, description)
                    .at(self.pointer(completed))
                    .param("id", id.0)
                    .param("metric", completed.as_str())
                    .param("completed", done)
                    .param("total", all)
            });
        }
    }

    fn check_durations(self, length: impl Fn(Metric) -> Option<Duration>, found: &mut Found) {
        let id = self.id;
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
            let known = metrics
                .into_iter()
                .filter_map(|metric| Some((metric, length(metric)?)));
            let mut before: Option<(Metric, Duration)> = None;
            for (metric, duration) in known {
                if let Some((shorter, length)) = before.filter(|(_, length)| *length > duration) {
                    found.push(|| {
                        let description = format!(
                            "In batch {id}, \"{metric}\" is {duration}, less than the {length} of \"{shorter}\"."
                        );
                        Problem::new(Name::DurationsOutOfOrder, description)
                            .at(self.pointer(metric))
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::Reader;

    fn batch(mut details: Value) -> Batch {
        details["id"] = 7.into();
        let reading = Reader::new().value::<Batch>(&details);
        assert_eq!(reading.warnings, []);
        reading.document.unwrap()
    }

    fn statuses(completed: u64, total: u64) -> Value {
        json!({"jobs_pending": 0, "jobs_blocked": 0, "jobs_queued": 0, "jobs_running": 0, "jobs_failed": 1,
            "jobs_canceled": 0, "jobs_completed": completed, "jobs_total": total})
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
                (Name::StatusesDoNotAddUp, "/jobs_total"),
                (Name::MoreCompletedThanTotal, "/recipes_completed"),
                (Name::FewerJobsThanListed, "/jobs_total"),
                (Name::StatusesDoNotAddUp, "/job_metrics/a~1b/jobs_total"),
                (
                    Name::MoreCompletedThanTotal,
                    "/job_metrics/a~1b/jobs_completed"
                ),
                (
                    Name::DurationsOutOfOrder,
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

    #[test]
    fn what_adds_up_or_is_not_known_is_not_odd() {
        let mut unknown = statuses(2, 9);
        unknown.as_object_mut().unwrap().remove("jobs_failed");
        for details in [json!({}), statuses(2, 3), unknown] {
            assert_eq!(check_batch(&batch(details)), []);
        }
    }
}
