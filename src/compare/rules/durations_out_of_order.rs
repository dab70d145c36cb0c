//! ## DURATIONS_OUT_OF_ORDER
//!
//! A shortest, average and longest duration are not in this order.
//!
//! **Cause.** The server's metrics are broken, or the document was changed by hand.
//!
//! **Example.** `batchProgress` returns it for
//!
//! ```json
//! {"batch": {"id": 101, "job_metrics": {"job_a": {"min_job_duration": "PT20S", "avg_job_duration": "PT15S"}}}}
//! ```
//!
//! **Remedy.** Do not trust the durations of that job in that batch.

use super::super::figures::Figures;
use crate::documents::Metric;
use crate::duration::Duration;
use crate::problem::catalogue::DurationsOutOfOrder;
use crate::read::Found;

/// From the shortest to the longest, of the seeds and of the jobs.
const IN_ORDER: [[Metric; 3]; 2] = [
    [
        Metric::MinSeedDuration,
        Metric::AvgSeedDuration,
        Metric::MaxSeedDuration,
    ],
    [
        Metric::MinJobDuration,
        Metric::AvgJobDuration,
        Metric::MaxJobDuration,
    ],
];

pub(in crate::compare) fn durations_out_of_order(
    figures: Figures<'_>,
    length: &dyn Fn(Metric) -> Option<Duration>,
    found: &mut Found,
) {
    for metrics in IN_ORDER {
        let mut before: Option<(Metric, Duration)> = None;
        for metric in metrics {
            let Some(duration) = length(metric) else {
                continue;
            };
            if let Some((shorter, length)) = before.filter(|(_, length)| *length > duration) {
                found.warn(|| {
                    let problem = DurationsOutOfOrder {
                        id: figures.id.0,
                        metric: metric.as_str(),
                        found: duration.to_string(),
                        shorter: shorter.as_str(),
                        minimum: length.to_string(),
                    };
                    problem.problem().at(figures.pointer(metric))
                });
            }
            before = Some((metric, duration));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::compare::testing::warnings;

    #[test]
    fn each_is_compared_with_the_one_before_it_that_is_known() {
        let job = json!({"min_seed_duration": "PT9S", "max_seed_duration": "PT8S"});
        assert_eq!(
            warnings(json!({"job_metrics": {"a": job}})),
            json!([{
                "name": "DURATIONS_OUT_OF_ORDER",
                "path": "/job_metrics/a/max_seed_duration",
                "description":
                    "In batch 7, \"max_seed_duration\" is PT8S, less than the PT9S of \"min_seed_duration\".",
                "params": {"id": 7, "metric": "max_seed_duration", "found": "PT8S", "shorter": "min_seed_duration",
                    "minimum": "PT9S"},
            }])
        );
        let job = json!({"min_job_duration": "PT1S", "avg_job_duration": "PT1S", "max_job_duration": "PT2S",
            "min_seed_duration": "PT3S"});
        assert_eq!(warnings(json!({"job_metrics": {"a": job}})), json!([]));
    }
}
