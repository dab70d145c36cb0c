//! `FILTER_NEVER_HOLDS`: a filter is allowed, but nothing can pass it as it is meant.

use std::cmp::Ordering;

use serde_json::Value;

use crate::documents::{Filter, FilterCondition, FilterType};
use crate::problem::{Name, PatchOperation, Problem, join};
use crate::recipe::filter_value::{integer, number};
use crate::words::{as_json, quoted, shortened};

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
    let problem = match filter.values.len().cmp(&wanted) {
        Ordering::Less => one_value(filter),
        // Beside the smallest and the largest value the server ignores the rest, and what is between them passes.
        Ordering::Greater if filter.condition == Between => reversed(filter, base)?,
        Ordering::Greater => several_values(filter),
        Ordering::Equal => reversed(filter, base).or_else(|| wrong_type(filter))?,
    };
    let problem = problem.param("condition", filter.condition.as_str());
    Some(
        problem
            .param("parameter", filter.name.as_str())
            .at(join(base, "values")),
    )
}

fn never(because: &'static str, description: String) -> Problem {
    Problem::new(Name::FilterNeverHolds, description).param("because", because)
}

/// `between` without an end.
fn one_value(filter: &Filter) -> Problem {
    let description = format!(
        "The filter on {} can never hold: {} takes two values, the smallest and the largest, and there is one.",
        quoted(&filter.name),
        quoted(filter.condition.as_str())
    );
    never("ONE_VALUE", description)
}

/// More values than the one that the condition compares with.
fn several_values(filter: &Filter) -> Problem {
    let found = filter.values.len();
    let description = format!(
        "{} takes one value, but the filter on {} has {found}. Nothing can be compared with them all; the server looks at \
         the first and ignores the rest.",
        quoted(filter.condition.as_str()),
        quoted(&filter.name)
    );
    never("SEVERAL_VALUES", description).param("found", found)
}

/// `between` with the larger value first.
fn reversed(filter: &Filter, base: &str) -> Option<Problem> {
    let (FilterCondition::Between, [first, second, ..]) = (filter.condition, &filter.values[..])
    else {
        return None;
    };
    let order = match filter.filter_type {
        FilterType::Integer => integer(first)?.cmp(&integer(second)?),
        _ => number(first)?.partial_cmp(&number(second)?)?,
    };
    if order != Ordering::Greater {
        return None;
    }
    let description = format!(
        "The filter on {} can never hold: nothing is between {} and {}. The smaller value stands first.",
        quoted(&filter.name),
        shortened(&as_json(first)),
        shortened(&as_json(second))
    );
    let swapped = vec![second.clone(), first.clone()];
    let problem = never("REVERSED", description).fix(PatchOperation::Replace {
        path: join(base, "values"),
        value: swapped.into(),
    });
    Some(problem)
}

/// Values that are of another type than whatever is compared with them.
fn wrong_type(filter: &Filter) -> Option<Problem> {
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
    let shown = shortened(&as_json(found));
    let description = format!(
        "The filter on {} can never hold: what it looks at is compared with {wanted}, and {shown} is none.",
        quoted(&filter.name)
    );
    Some(never("WRONG_TYPE", description).param("found", shown))
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
