//! ## FEWER_JOBS_THAN_LISTED
//!
//! A batch has fewer jobs than its job metrics list.
//!
//! **Cause.** The jobs of the recipe's own nodes are part of the jobs of the batch, so they cannot be more than those. The server counts
//! while the batch creates its recipes, or it has lost count.
//!
//! **Example.** `batchProgress` returns it for
//!
//! ```json
//! {"batch": {"id": 101, "jobs_total": 4, "job_metrics": {"job_a": {"jobs_total": 5}}}}
//! ```
//!
//! **Remedy.** Fetch the batch again when it is finished. If the difference stays, do not trust its counts.

use super::super::figures::{Figures, countable};
use crate::documents::Metric;
use crate::problem::catalogue::FewerJobsThanListed;
use crate::read::Found;

/// `job_totals` are how many jobs each node of the batch has.
pub(in crate::compare) fn fewer_jobs_than_listed(
    figures: Figures<'_>,
    total: Option<u64>,
    job_totals: impl Iterator<Item = u64>,
    found: &mut Found,
) {
    let listed: u128 = job_totals.map(u128::from).sum();
    if let Some(total) = total.filter(|total| u128::from(*total) < listed) {
        found.warn(|| {
            let problem = FewerJobsThanListed {
                id: figures.id.0,
                total,
                listed: countable(listed),
            };
            problem.problem().at(figures.pointer(Metric::JobsTotal))
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::compare::testing::warnings;

    #[test]
    fn the_jobs_of_all_nodes_count_together() {
        let nodes = json!({"a": {"jobs_total": 2}, "b": {"jobs_total": 3}, "c": {}});
        assert_eq!(
            warnings(json!({"jobs_total": 4, "job_metrics": nodes})),
            json!([{
                "name": "FEWER_JOBS_THAN_LISTED",
                "path": "/jobs_total",
                "description": "Batch 7 has 4 jobs, fewer than the 5 of its job metrics.",
                "params": {"id": 7, "total": 4, "listed": 5},
            }])
        );
        assert_eq!(
            warnings(json!({"jobs_total": 5, "job_metrics": nodes})),
            json!([])
        );
        assert_eq!(warnings(json!({"job_metrics": nodes})), json!([]));
    }
}
