//! ## FILTER_NEVER_HOLDS
//!
//! A filter is allowed, but nothing can pass it as it is meant.
//!
//! **Cause.** `params.because` says why: `ONE_VALUE` (`between` needs two values), `REVERSED` (the larger one comes first), `SEVERAL_VALUES` (the condition compares with one value, and the server ignores the rest) or `WRONG_TYPE` (no value has the type of what it is compared with).
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {"is-clear": {"dependencies": [], "input": {}, "node_type": {
//!   "node_type": "condition",
//!   "interface": {"json": [{"name": "CLOUDS", "type": "number"}]},
//!   "data_filter": {"filters": [{"name": "CLOUDS", "type": "number", "condition": "between", "values": [0.9, 0.1]}]}
//! }}}}}
//! ```
//!
//! **Remedy.** Write the smaller value first: `"values": [0.1, 0.9]`.

use std::cmp::Ordering;

use serde_json::Value;

use crate::documents::{Filter, FilterCondition, FilterType};
use crate::problem::catalogue::FilterNeverHolds;
use crate::problem::causes::NeverHolds;
use crate::problem::{PatchOperation, Problem, join};
use crate::recipe::filter_value::{integer, number};
use crate::words::{as_json, shortened};

/// The warning for a filter that breaks no rule; `base` is the pointer to it.
///
/// With `fields` each value goes with another field, and nothing is said.
pub(super) fn filter_never_holds(filter: &Filter, base: &str) -> Option<Problem> {
    use FilterCondition::{
        Between, Contains, Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, NotEqual, NotIn,
        SubsetOf, SupersetOf,
    };
    if filter.fields.is_some() {
        return None;
    }
    let wanted = match filter.condition {
        Between => 2,
        Less | LessOrEqual | Greater | GreaterOrEqual | Equal | SubsetOf | SupersetOf => 1,
        // These take any number of values, or hold whatever the values are.
        In | NotIn | Contains | NotEqual => filter.values.len(),
    };
    let (name, condition) = (filter.name.as_str(), filter.condition.as_str());
    let mut fix = None;
    let because = match filter.values.len().cmp(&wanted) {
        Ordering::Less => NeverHolds::OneValue { name, condition },
        // Beside the smallest and the largest value the server ignores the rest, and what is between them passes.
        Ordering::Greater if filter.condition != Between => NeverHolds::SeveralValues {
            found: filter.values.len(),
            name,
            condition,
        },
        Ordering::Greater | Ordering::Equal => match reversed(filter) {
            Some([first, second]) => {
                fix = Some(PatchOperation::Replace {
                    path: join(base, "values"),
                    value: vec![second.clone(), first.clone()].into(),
                });
                NeverHolds::Reversed {
                    name,
                    first: shortened(&as_json(first)),
                    second: shortened(&as_json(second)),
                }
            }
            None if filter.condition == Between => return None,
            None => wrong_type(filter)?,
        },
    };
    let problem = FilterNeverHolds {
        parameter: name,
        condition,
        because,
    };
    let mut problem = problem.problem().at(join(base, "values"));
    problem.fix.extend(fix);
    Some(problem)
}

/// The two values of `between` where the larger one comes first.
fn reversed(filter: &Filter) -> Option<[&Value; 2]> {
    let (FilterCondition::Between, [first, second, ..]) = (filter.condition, &filter.values[..])
    else {
        return None;
    };
    let order = match filter.filter_type {
        FilterType::Integer => integer(first)?.cmp(&integer(second)?),
        _ => number(first)?.partial_cmp(&number(second)?)?,
    };
    (order == Ordering::Greater).then_some([first, second])
}

/// Values that are of another type than whatever is compared with them.
fn wrong_type(filter: &Filter) -> Option<NeverHolds<'_>> {
    use FilterCondition::{Contains, Equal, In, SubsetOf, SupersetOf};
    use FilterType::{Boolean, DataType, Filename, MediaType, MetaData, Object, String};
    let is_scalar =
        |value: &Value| matches!(value, Value::Null | Value::Bool(_) | Value::Number(_));
    let (wanted, is_wrong): (_, &dyn Fn(&Value) -> bool) =
        match (filter.filter_type, filter.condition) {
            (String | Filename | MediaType | DataType, Equal) => {
                ("a string", &|value| is_scalar(value) || value.is_object())
            }
            // A list may hold what is looked for.
            (String | Filename | MediaType | DataType, In) => ("a string", &is_scalar),
            (String | Filename | MediaType | DataType, Contains) => {
                ("a string", &|value| !value.is_string())
            }
            // The server takes 0 and 1 for false and true.
            (Boolean, Equal) => ("true or false", &|value| {
                !value.is_boolean() && !matches!(integer(value), Some(0 | 1))
            }),
            (Object | MetaData, SubsetOf | SupersetOf) => {
                ("an object", &|value| !value.is_object())
            }
            _ => return None,
        };
    let found = filter.values.first()?;
    if !filter.values.iter().all(is_wrong) {
        return None;
    }
    Some(NeverHolds::WrongType {
        found: shortened(&as_json(found)),
        name: &filter.name,
        wanted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Why a filter of that type, condition and values never holds.
    fn because(filter_type: &str, condition: &str, values: &Value) -> Option<Problem> {
        let filter =
            json!({"name": "N", "type": filter_type, "condition": condition, "values": values});
        filter_never_holds(&serde_json::from_value(filter).unwrap(), "/f")
    }

    #[test]
    fn a_filter_that_nothing_can_pass_is_said() {
        for (filter_type, condition, values, expected) in [
            ("number", "between", json!([1]), "ONE_VALUE"),
            ("integer", "between", json!([2, 1, 3]), "REVERSED"),
            ("number", "<", json!([1, 2]), "SEVERAL_VALUES"),
            ("number", ">=", json!([1, 2]), "SEVERAL_VALUES"),
            ("filename", "==", json!(["a", "b"]), "SEVERAL_VALUES"),
            ("object", "subset of", json!([{}, {}]), "SEVERAL_VALUES"),
            ("number", "between", json!(["2.5", 1]), "REVERSED"),
            ("integer", "between", json!([10, "9"]), "REVERSED"),
            ("filename", "==", json!([5]), "WRONG_TYPE"),
            ("string", "in", json!([5, null]), "WRONG_TYPE"),
            (
                "media-type",
                "contains",
                json!([["image/tiff"]]),
                "WRONG_TYPE",
            ),
            ("boolean", "==", json!(["true"]), "WRONG_TYPE"),
            ("meta-data", "superset of", json!([5]), "WRONG_TYPE"),
        ] {
            let found = because(filter_type, condition, &values);
            let found = found.unwrap_or_else(|| panic!("{filter_type} {condition} {values}"));
            assert_eq!(
                found.params["because"], expected,
                "{filter_type} {condition} {values}"
            );
            assert_eq!(found.path, "/f/values");
        }
    }

    #[test]
    fn a_filter_that_something_can_pass_is_not() {
        for (filter_type, condition, values) in [
            ("number", "between", json!([1, 1])),
            ("integer", "between", json!([1, 2, 3])),
            ("number", "between", json!([1, 2, 0])),
            ("number", "between", json!([false, true])),
            ("integer", "between", json!([1.9, 1.2])), // Both are 1.
            ("integer", "in", json!([3, 2, 1])),
            ("number", "!=", json!([1, 2])),
            ("string", "in", json!([["a"], 5])),
            ("string", "not in", json!([5])),
            ("filename", "contains", json!([5, "a"])),
            ("boolean", "==", json!([1])),
            ("boolean", "!=", json!(["true"])),
            ("object", "subset of", json!([{}])),
        ] {
            assert_eq!(
                because(filter_type, condition, &values),
                None,
                "{filter_type} {condition} {values}"
            );
        }
        let with_fields = json!({"name": "N", "type": "object", "condition": "==", "values": [1, 2],
                                 "fields": [["a"], ["b"]]});
        let with_fields = serde_json::from_value(with_fields).unwrap();
        assert_eq!(filter_never_holds(&with_fields, "/f"), None);
    }

    #[test]
    fn reversed_values_can_be_swapped() {
        let problem = because("number", "between", &json!([9, 1])).unwrap();
        let swapped = PatchOperation::Replace {
            path: "/f/values".to_owned(),
            value: json!([1, 9]),
        };
        assert_eq!(problem.fix, [swapped]);
    }
}
