//! ## MORE_COMPLETED_THAN_TOTAL
//!
//! More jobs or recipes are completed than there are.
//!
//! **Cause.** The server counts while the batch creates its recipes, or it has lost count.
//!
//! **Example.** `batchProgress` returns it for
//!
//! ```json
//! {"batch": {"id": 101, "recipes_total": 2, "recipes_completed": 3}}
//! ```
//!
//! **Remedy.** Fetch the batch again when it is finished. If the difference stays, do not trust its counts.

use super::super::figures::Figures;
use crate::documents::Metric;
use crate::problem::catalogue::MoreCompletedThanTotal;
use crate::read::Found;

pub(in crate::compare) fn more_completed_than_total(
    figures: Figures<'_>,
    [completed, total]: [Metric; 2],
    count: &dyn Fn(Metric) -> Option<u64>,
    found: &mut Found,
) {
    let both = count(completed).zip(count(total));
    if let Some((done, all)) = both.filter(|(done, all)| done > all) {
        found.warn(|| {
            let problem = MoreCompletedThanTotal {
                id: figures.id.0,
                metric: completed.as_str(),
                completed: done,
                total: all,
                of: total.as_str(),
            };
            problem.problem().at(figures.pointer(completed))
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::compare::testing::warnings;

    #[test]
    fn recipes_and_jobs_are_compared_with_their_own_totals() {
        assert_eq!(
            warnings(json!({"recipes_total": 1, "recipes_completed": 2})),
            json!([{
                "name": "MORE_COMPLETED_THAN_TOTAL",
                "path": "/recipes_completed",
                "description": "In batch 7, \"recipes_completed\" is 2, more than the 1 of \"recipes_total\".",
                "params": {"id": 7, "metric": "recipes_completed", "completed": 2, "total": 1, "total_metric": "recipes_total"},
            }])
        );
        let jobs = json!({"jobs_total": 1, "jobs_completed": 2});
        assert_eq!(warnings(jobs.clone())[0]["path"], "/jobs_completed");
        let found = warnings(json!({"job_metrics": {"a": jobs}}));
        assert_eq!(found[0]["path"], "/job_metrics/a/jobs_completed");
        assert_eq!(
            warnings(json!({"recipes_total": 2, "recipes_completed": 2})),
            json!([])
        );
    }
}
