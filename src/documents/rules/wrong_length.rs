//! ## WRONG_LENGTH
//!
//! A metric of a comparison does not have one value for each batch.
//!
//! **Cause.** The array is longer or shorter than the array of batches. Missing values count as unknown; extra values are left out.
//!
//! **Example.** `readComparison` returns it for
//!
//! ```json
//! {"comparison": {"batches": [{"id": 101}, {"id": 102}], "metrics": {"jobs_total": [10]}}}
//! ```
//!
//! **Remedy.** Fetch the metrics again, or write one value for each batch, `null` where it is not known.

use crate::problem::catalogue::WrongLength;
use crate::read::{At, Collector};

/// `at` is the array of a metric, which has `found` values for `expected` batches.
pub(crate) fn wrong_length(at: At<'_>, found: usize, expected: usize, collector: &mut Collector) {
    if found == expected {
        return;
    }
    let (field, items) = at.item();
    let items = (!items.is_empty()).then_some(items);
    let problem = WrongLength {
        found,
        expected,
        field,
        items,
        label: at.label(),
    };
    at.report(collector, problem.problem());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::documents::{Comparison, Reader};

    #[test]
    fn values_that_are_missing_are_unknown_and_others_are_left_out() {
        let comparison = json!({"batches": [{"id": 1}, {"id": 2}],
            "metrics": {"jobs_total": [1], "jobs_failed": [1, 2, 3], "jobs_queued": [1, 2]}});
        let reading = Reader::new().value::<Comparison>(&comparison);
        let found: Vec<_> = reading
            .warnings
            .iter()
            .map(|warning| (warning.path.as_str(), warning.description.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (
                    "/metrics/jobs_failed",
                    "\"jobs_failed\" should have one value for each of the 2 batches, but it has 3."
                ),
                (
                    "/metrics/jobs_total",
                    "\"jobs_total\" should have one value for each of the 2 batches, but it has 1."
                ),
            ]
        );
        let counts = reading.document.unwrap().metrics.counts;
        assert_eq!(counts.jobs_total, [Some(1), None]);
        assert_eq!(counts.jobs_failed, [Some(1), Some(2)]);
    }
}
