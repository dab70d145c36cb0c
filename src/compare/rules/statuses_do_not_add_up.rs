//! ## STATUSES_DO_NOT_ADD_UP
//!
//! The jobs in each status do not sum to the total.
//!
//! **Cause.** The server counts while jobs change their status, or it has lost count.
//!
//! **Example.** `batchProgress` returns it for
//!
//! ```json
//! {"batch": {"id": 101, "jobs_total": 10, "jobs_pending": 0, "jobs_blocked": 0, "jobs_queued": 0, "jobs_running": 0,
//!   "jobs_failed": 0, "jobs_completed": 9, "jobs_canceled": 0}}
//! ```
//!
//! **Remedy.** Fetch the batch again when it is finished. If the difference stays, do not trust its counts.

use super::super::figures::{Figures, countable};
use super::super::progress::STATUSES;
use crate::documents::Metric;
use crate::problem::catalogue::StatusesDoNotAddUp;
use crate::read::Found;

pub(in crate::compare) fn statuses_do_not_add_up(
    figures: Figures<'_>,
    count: &dyn Fn(Metric) -> Option<u64>,
    found: &mut Found,
) {
    let sum = STATUSES.iter().try_fold(0_u128, |sum, status| {
        Some(sum + u128::from(count(*status)?))
    });
    let both = count(Metric::JobsTotal).zip(sum);
    if let Some((total, sum)) = both.filter(|(total, sum)| u128::from(*total) != *sum) {
        found.warn(|| {
            let problem = StatusesDoNotAddUp {
                id: figures.id.0,
                sum: countable(sum),
                total,
            };
            problem.problem().at(figures.pointer(Metric::JobsTotal))
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::compare::testing::{statuses, warnings};

    #[test]
    fn every_status_counts_and_one_that_is_not_known_decides_nothing() {
        assert_eq!(
            warnings(statuses(1, 3)),
            json!([{
                "name": "STATUSES_DO_NOT_ADD_UP",
                "path": "/jobs_total",
                "description": "The jobs of batch 7 in each status sum to 2, but there are 3 jobs.",
                "params": {"id": 7, "sum": 2, "total": 3},
            }])
        );
        assert_eq!(warnings(statuses(2, 3)), json!([]));
        let mut unknown = statuses(2, 9);
        unknown.as_object_mut().unwrap().remove("jobs_failed");
        assert_eq!(warnings(unknown), json!([]));
        assert_eq!(warnings(json!({})), json!([]));
    }

    #[test]
    fn the_jobs_of_a_node_are_counted_for_themselves() {
        let found = warnings(json!({"job_metrics": {"a/b": statuses(1, 3)}}));
        assert_eq!(found[0]["path"], "/job_metrics/a~1b/jobs_total");
    }
}
