//! `INVALID_CONDITION`, `INVALID_FIELDS`, `VALUE_ERROR`: a data filter breaks its own rules.

use serde_json::Value;

use super::filter_never_holds::filter_never_holds;
use crate::documents::{DataFilter, Filter, FilterCondition, FilterType};
use crate::problem::{Name, Problem, join};
use crate::words::{as_json, choice_list, quoted, shortened};

/// Every problem of a data filter; `base` is the pointer to it.
pub(super) fn data_filter(data_filter: &DataFilter, base: &str, problems: &mut Vec<Problem>) {
    for (number, filter) in data_filter.filters.iter().enumerate() {
        let base = format!("{base}/filters/{number}");
        let errors = problems.len();
        problems.extend(invalid_condition(filter, &base));
        problems.extend(invalid_fields(filter, &base));
        problems.extend(value_errors(filter, &base));
        if problems.len() == errors {
            problems.extend(filter_never_holds(filter, &base));
        }
    }
}

/// The conditions that go with a filter; `None` for any.
fn allowed_conditions(filter: &Filter) -> Option<&'static [FilterCondition]> {
    use FilterCondition::{
        Between, Contains, Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, NotEqual, NotIn,
        SubsetOf, SupersetOf,
    };
    match filter.filter_type {
        FilterType::String
        | FilterType::Filename
        | FilterType::MediaType
        | FilterType::DataType => Some(&[Equal, NotEqual, In, NotIn, Contains]),
        FilterType::Integer | FilterType::Number => Some(&[
            Less,
            LessOrEqual,
            Greater,
            GreaterOrEqual,
            Equal,
            NotEqual,
            Between,
            In,
            NotIn,
        ]),
        FilterType::Boolean => Some(&[Equal, NotEqual]),
        FilterType::Object | FilterType::MetaData if filter.fields.is_none() => {
            Some(&[SubsetOf, SupersetOf])
        }
        FilterType::Object | FilterType::MetaData => None,
        FilterType::Array => Some(&[]),
    }
}

fn invalid_condition(filter: &Filter, base: &str) -> Option<Problem> {
    let allowed = allowed_conditions(filter)?;
    if allowed.contains(&filter.condition) {
        return None;
    }
    let allowed: Vec<&str> = allowed.iter().map(|condition| condition.as_str()).collect();
    let condition = filter.condition.as_str();
    let filter_type = filter.filter_type.as_str();
    let mut description = if allowed.is_empty() {
        format!(
            "No condition goes with the type {}, so there can be no such filter.",
            quoted(filter_type)
        )
    } else {
        format!(
            "The condition {} does not go with the type {}, which takes one of {}.",
            quoted(condition),
            quoted(filter_type),
            choice_list(&allowed)
        )
    };
    if matches!(
        filter.filter_type,
        FilterType::Object | FilterType::MetaData
    ) {
        description.push_str(" With \"fields\" it takes any.");
    }
    Some(
        Problem::new(Name::InvalidCondition, description)
            .param("condition", condition)
            .param("type", filter_type)
            .param("allowed", allowed)
            .at(join(base, "condition")),
    )
}

fn invalid_fields(filter: &Filter, base: &str) -> Option<Problem> {
    let fields = filter.fields.as_ref()?.len();
    let values = filter.values.len();
    if fields == values {
        return None;
    }
    let description = format!(
        "\"fields\" has {fields} items and \"values\" has {values}, but each value needs its own field."
    );
    Some(
        Problem::new(Name::InvalidFields, description)
            .param("fields", fields)
            .param("values", values)
            .at(join(base, "fields")),
    )
}

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

fn value_errors(filter: &Filter, base: &str) -> Vec<Problem> {
    let Some((wanted, converts)) = wanted_value(filter) else {
        return Vec::new();
    };
    let wrong = filter
        .values
        .iter()
        .enumerate()
        .filter(|(_, value)| !converts(value));
    wrong
        .map(|(number, value)| {
            let shown = shortened(&as_json(value));
            let description = format!(
                "The type of the filter is {wanted}, but the value {shown} cannot be read as one."
            );
            Problem::new(Name::ValueError, description)
                .param("expected", wanted)
                .param("found", shown)
                .at(format!("{base}/values/{number}"))
        })
        .collect()
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

    fn errors(filter_type: &str, value: &Value) -> Vec<Problem> {
        let filter =
            json!({"name": "N", "type": filter_type, "condition": "==", "values": [value]});
        value_errors(&serde_json::from_value(filter).unwrap(), "/f")
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
                assert_eq!(problems[0].name, Name::ValueError);
                assert_eq!(problems[0].path, "/f/values/0");
            }
        }
    }
}
