//! ## VALUE_ERROR
//!
//! A value of a filter cannot be read as the type of the filter.
//!
//! **Cause.** Values of number and integer filters are numbers, strings that hold numbers, or true (1) and false (0).
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {"is-clear": {"dependencies": [], "input": {}, "node_type": {
//!   "node_type": "condition",
//!   "interface": {"json": [{"name": "CLOUDS", "type": "number"}]},
//!   "data_filter": {"filters": [{"name": "CLOUDS", "type": "number", "condition": "<", "values": ["few"]}]}
//! }}}}}
//! ```
//!
//! **Remedy.** Write a number: `"values": [0.2]`.

use serde_json::Value;

use crate::documents::{Filter, FilterType};
use crate::problem::Problem;
use crate::problem::catalogue::ValueError;
use crate::words::{as_json, shortened};

/// Whether a value can be read as what is wanted.
type Converts = fn(&Value) -> bool;

/// What each value of a filter must be read as, in words, and whether one can.
fn wanted_value(filter: &Filter) -> Option<(&'static str, Converts)> {
    match filter.filter_type {
        FilterType::Integer => Some(("integer", is_integer)),
        FilterType::Number => Some(("number", is_number)),
        _ => None,
    }
}

/// Whether there is a `VALUE_ERROR`.
pub(crate) fn has_value_error(filter: &Filter) -> bool {
    wanted_value(filter)
        .is_some_and(|(_, converts)| filter.values.iter().any(|value| !converts(value)))
}

pub(super) fn value_errors(filter: &Filter, base: &str) -> impl Iterator<Item = Problem> {
    let wanted = wanted_value(filter).into_iter();
    wanted.flat_map(move |(wanted, converts)| {
        let values = filter.values.iter().enumerate();
        let wrong = values.filter(move |(_, value)| !converts(value));
        wrong.map(move |(number, value)| {
            let problem = ValueError {
                expected: wanted,
                found: shortened(&as_json(value)),
            };
            problem.problem().at(format!("{base}/values/{number}"))
        })
    })
}

/// Any number will do: the server drops what is behind its point. True is 1, and false is 0.
fn is_integer(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Bool(_) => true,
        Value::String(text) => {
            let text = text.trim();
            let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Bool(_) => true,
        Value::String(text) => text.trim().parse::<f64>().is_ok(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::ProblemName;

    fn errors(filter_type: &str, value: &Value) -> Vec<Problem> {
        let filter =
            json!({"name": "N", "type": filter_type, "condition": "==", "values": [value]});
        value_errors(&serde_json::from_value(filter).unwrap(), "/f").collect()
    }

    #[test]
    fn a_boolean_is_a_number() {
        for filter_type in ["number", "integer"] {
            for value in [json!(true), json!(false), json!("1"), json!(1.5)] {
                assert_eq!(errors(filter_type, &value), [], "{filter_type} {value}");
            }
            for value in [json!("true"), json!(null), json!([1]), json!({})] {
                let problems = errors(filter_type, &value);
                assert_eq!(problems.len(), 1, "{filter_type} {value}");
                assert_eq!(problems[0].name, ProblemName::ValueError);
                assert_eq!(problems[0].path, "/f/values/0");
            }
        }
    }
}
