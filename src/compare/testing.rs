//! What the tests of the rules have in common.

use serde_json::{Value, json};

use super::{check_batch, check_batches};
use crate::documents::{Batch, Batches, Reader};

/// The warnings about batch 7 with these details, as JSON.
pub(super) fn warnings(mut details: Value) -> Value {
    details["id"] = 7.into();
    let reading = Reader::new().value::<Batch>(&details);
    assert_eq!(reading.warnings, []);
    serde_json::to_value(check_batch(&reading.document.unwrap())).unwrap()
}

/// The warnings about a list of batches, as JSON.
pub(super) fn warnings_of_list(batches: &Value) -> Value {
    let reading = Reader::new().value::<Batches>(batches);
    assert_eq!(reading.warnings, []);
    serde_json::to_value(check_batches(reading.document.unwrap().as_slice())).unwrap()
}

/// Metrics with so many jobs that are completed, one that failed, and a total.
pub(super) fn statuses(completed: u64, total: u64) -> Value {
    json!({"jobs_pending": 0, "jobs_blocked": 0, "jobs_queued": 0, "jobs_running": 0, "jobs_failed": 1,
        "jobs_canceled": 0, "jobs_completed": completed, "jobs_total": total})
}
