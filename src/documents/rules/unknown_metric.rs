//! ## UNKNOWN_METRIC
//!
//! A comparison has a metric that the API does not.
//!
//! **Cause.** A newer server, or a slip in a document made by hand. The metric is left out, everything else stays.
//!
//! **Example.** `readComparison` returns it for
//!
//! ```json
//! {"comparison": {"batches": [{"id": 101}], "metrics": {"jobs_lost": [0]}}}
//! ```
//!
//! **Remedy.** None is needed. If the metric was meant to be one of the API's, correct its name.

use crate::documents::Metric;
use crate::problem::catalogue::UnknownMetric;
use crate::read::suggestion::nearest;
use crate::read::{At, Collector};

/// `at` is the metric, `key` its name, and `known` are the metrics that can stand there.
pub(crate) fn unknown_metric(at: At<'_>, key: &str, known: &[Metric], collector: &mut Collector) {
    let problem = UnknownMetric {
        field: key,
        suggestion: nearest(key, known.iter().map(|metric| metric.as_str())),
    };
    at.report(collector, problem.problem());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::documents::{Comparison, Reader};

    #[test]
    fn a_metric_that_is_nearly_right_is_suggested() {
        let comparison =
            json!({"batches": [{"id": 1}], "metrics": {"jobs_totl": [1], "speed": [1]}});
        let reading = Reader::new().value::<Comparison>(&comparison);
        let warnings = serde_json::to_value(&reading.warnings).unwrap();
        assert_eq!(
            warnings,
            json!([
                {
                    "name": "UNKNOWN_METRIC",
                    "path": "/metrics/jobs_totl",
                    "description": "There is no metric \"jobs_totl\" here. It is left out.",
                    "params": {"field": "jobs_totl", "suggestion": "jobs_total"},
                },
                {
                    "name": "UNKNOWN_METRIC",
                    "path": "/metrics/speed",
                    "description": "There is no metric \"speed\" here. It is left out.",
                    "params": {"field": "speed"},
                },
            ])
        );
    }
}
