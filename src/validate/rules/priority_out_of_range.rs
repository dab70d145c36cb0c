//! ## PRIORITY_OUT_OF_RANGE
//!
//! The priority is outside the range that the official client allows.
//!
//! **Cause.** The client allows 0 to 1,000,000; the server itself takes any integer.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"dataset": 1}, "configuration": {"priority": -1}}
//! }
//! ```
//!
//! **Remedy.** Choose a priority from 0 to 1,000,000.

use super::super::case::{Case, Findings};
use crate::problem::PatchOperation;
use crate::problem::catalogue::PriorityOutOfRange;

const LOWEST: i64 = 0;
const HIGHEST: i64 = 1_000_000;
const PRIORITY: &str = "/configuration/priority";

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let configuration = case.request.configuration;
    let Some(found) = configuration.and_then(|configuration| configuration.priority) else {
        return;
    };
    let nearest = found.clamp(LOWEST, HIGHEST);
    if found == nearest {
        return;
    }
    let problem = PriorityOutOfRange {
        found,
        minimum: LOWEST,
        maximum: HIGHEST,
    };
    findings.push(
        problem
            .problem()
            .at(PRIORITY)
            .with_fix(PatchOperation::Replace {
                path: PRIORITY.to_owned(),
                value: nearest.into(),
            }),
    );
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn found(priority: i64) -> Value {
        let configuration = json!({"priority": priority});
        let request = json!({"recipe_type_id": 1, "definition": {"dataset": 1}, "configuration": configuration});
        let report = call(
            "validateBatch",
            &json!({"request": request}).to_string(),
            "",
        );
        let report: Value = serde_json::from_str(&report).unwrap();
        report["warnings"].clone()
    }

    #[test]
    fn the_nearest_priority_of_the_range_is_the_fix() {
        for (priority, nearest) in [(-1, 0), (1_000_001, 1_000_000)] {
            let path = "/configuration/priority";
            assert_eq!(
                found(priority),
                json!([{
                    "name": "PRIORITY_OUT_OF_RANGE",
                    "path": path,
                    "description": format!(
                        "The priority is {priority}, but the official client allows 0 to 1000000 only."
                    ),
                    "params": {"found": priority, "minimum": 0, "maximum": 1_000_000},
                    "fix": [{"op": "replace", "path": path, "value": nearest}],
                }])
            );
        }
    }

    #[test]
    fn the_ends_of_the_range_are_in_it() {
        assert_eq!(found(0), json!([]));
        assert_eq!(found(1_000_000), json!([]));
    }
}
