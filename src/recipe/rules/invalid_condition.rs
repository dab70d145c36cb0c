//! ## INVALID_CONDITION
//!
//! A condition of a filter does not go with its type.
//!
//! **Cause.** Each type has its own conditions: numbers can be `between`, strings cannot. The type `array` has none, so no filter can have it.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"nodes": {"is-clear": {"dependencies": [], "input": {}, "node_type": {
//!   "node_type": "condition",
//!   "interface": {"json": [{"name": "PLATFORM", "type": "string"}]},
//!   "data_filter": {"filters": [{"name": "PLATFORM", "type": "string", "condition": "between", "values": ["a", "b"]}]}
//! }}}}}
//! ```
//!
//! **Remedy.** Use one of the conditions in the description.

use crate::documents::{Filter, FilterCondition, FilterType};
use crate::problem::catalogue::InvalidCondition;
use crate::problem::{Problem, join};

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

pub(super) fn invalid_condition(filter: &Filter, base: &str) -> Option<Problem> {
    let allowed = allowed_conditions(filter)?;
    if allowed.contains(&filter.condition) {
        return None;
    }
    let problem = InvalidCondition {
        condition: filter.condition.as_str(),
        filter_type: filter.filter_type.as_str(),
        allowed: allowed.iter().map(|condition| condition.as_str()).collect(),
        takes_fields: matches!(
            filter.filter_type,
            FilterType::Object | FilterType::MetaData
        ),
    };
    Some(problem.problem().at(join(base, "condition")))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn found(filter_type: &str, condition: &str) -> Option<Value> {
        let filter =
            json!({"name": "N", "type": filter_type, "condition": condition, "values": [1]});
        let filter: Filter = serde_json::from_value(filter).unwrap();
        let problem = invalid_condition(&filter, "/f")?;
        Some(serde_json::to_value(problem).unwrap())
    }

    #[test]
    fn the_conditions_of_the_type_are_listed() {
        assert_eq!(
            found("string", "between"),
            Some(json!({
                "name": "INVALID_CONDITION",
                "path": "/f/condition",
                "description": "The condition \"between\" does not go with the type \"string\", which takes one of \"==\", \
                    \"!=\", \"in\", \"not in\" and \"contains\".",
                "params": {"condition": "between", "type": "string", "allowed": ["==", "!=", "in", "not in", "contains"]},
            }))
        );
        let description = |filter_type: &str, condition: &str| {
            found(filter_type, condition).unwrap()["description"].clone()
        };
        assert_eq!(
            description("object", "=="),
            "The condition \"==\" does not go with the type \"object\", which takes one of \"subset of\" and \
             \"superset of\". With \"fields\" it takes any."
        );
        assert_eq!(
            description("array", "=="),
            "No condition goes with the type \"array\", so there can be no such filter."
        );
        assert_eq!(found("number", "between"), None);
    }
}
