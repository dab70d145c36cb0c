//! Whether two data filters ask the same.

use serde_json::{Number, Value};

use crate::documents::{DataFilter, Filter, FilterType};
use crate::recipe::filter_value::{integer, number, whole};

/// Compares the flag `all` and the filters in their order. Values of number and integer filters are compared as
/// the numbers that they stand for, so that `"12"` is 12.
pub(super) fn same_filter(previous: &DataFilter, current: &DataFilter) -> bool {
    previous.all == current.all
        && previous.filters.len() == current.filters.len()
        && previous
            .filters
            .iter()
            .zip(&current.filters)
            .all(|(previous, current)| same(previous, current))
}

fn same(previous: &Filter, current: &Filter) -> bool {
    let same_value: fn(&Value, &Value) -> bool = match current.filter_type {
        FilterType::Integer => |previous, current| match (integer(previous), integer(current)) {
            (Some(previous), Some(current)) => previous == current,
            _ => same_value(previous, current),
        },
        FilterType::Number => |previous, current| match (number(previous), number(current)) {
            #[allow(clippy::float_cmp, reason = "The server compares them exactly too.")]
            (Some(previous), Some(current)) => previous == current,
            _ => same_value(previous, current),
        },
        _ => same_value,
    };
    previous.name == current.name
        && previous.filter_type == current.filter_type
        && previous.condition == current.condition
        && previous.fields == current.fields
        && previous.all_fields == current.all_fields
        && previous.all_files == current.all_files
        && previous.values.len() == current.values.len()
        && previous
            .values
            .iter()
            .zip(&current.values)
            .all(|(previous, current)| same_value(previous, current))
}

fn same_number(previous: &Number, current: &Number) -> bool {
    match (whole(previous), whole(current)) {
        (Some(previous), Some(current)) => previous == current,
        _ => previous.as_f64() == current.as_f64(),
    }
}

/// Whether two values are the same; 1 and 1.0 are. A list of what is left to compare instead of recursion.
fn same_value(previous: &Value, current: &Value) -> bool {
    let mut waiting = vec![(previous, current)];
    while let Some(pair) = waiting.pop() {
        match pair {
            (Value::Number(previous), Value::Number(current)) => {
                if !same_number(previous, current) {
                    return false;
                }
            }
            (Value::Array(previous), Value::Array(current)) => {
                if previous.len() != current.len() {
                    return false;
                }
                waiting.extend(previous.iter().zip(current));
            }
            (Value::Object(previous), Value::Object(current)) => {
                if !previous.keys().eq(current.keys()) {
                    return false;
                }
                waiting.extend(previous.values().zip(current.values()));
            }
            (previous, current) => {
                if previous != current {
                    return false;
                }
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn filter(filter_type: &str, values: &Value) -> DataFilter {
        let filter = json!({"name": "a", "type": filter_type, "condition": "in", "values": values});
        serde_json::from_value(json!({"filters": [filter]})).unwrap()
    }

    fn same(filter_type: &str, previous: &Value, current: &Value) -> bool {
        same_filter(
            &filter(filter_type, previous),
            &filter(filter_type, current),
        )
    }

    #[test]
    fn values_are_what_they_stand_for() {
        assert!(same("integer", &json!(["12", 1]), &json!([12, 1.0])));
        assert!(same("integer", &json!([" 7 "]), &json!([7.9])));
        assert!(!same(
            "integer",
            &json!([9_007_199_254_740_993_i64]),
            &json!([9_007_199_254_740_992_i64])
        ));
        assert!(same("number", &json!(["1.50"]), &json!([1.5])));
        assert!(same("number", &json!([true, false]), &json!([1, "0"])));
        assert!(same("integer", &json!([true, 0]), &json!([1, false])));
        assert!(!same("boolean", &json!([true]), &json!([1])));
        assert!(!same("number", &json!(["1.5x"]), &json!([1.5])));
        assert!(!same("string", &json!(["12"]), &json!([12])));
        assert!(same(
            "object",
            &json!([{"a": [1, {"b": 2.0}]}]),
            &json!([{"a": [1.0, {"b": 2}]}])
        ));
        assert!(!same(
            "object",
            &json!([{"a": [1, {"b": 2}]}]),
            &json!([{"a": [1, {"c": 2}]}])
        ));
        assert!(!same("string", &json!(["a"]), &json!(["a", "b"])));
    }

    #[test]
    fn the_order_of_filters_and_the_flag_count() {
        let mut one = filter("string", &json!(["x"]));
        one.filters.extend(filter("string", &json!(["y"])).filters);
        let mut other = one.clone();
        assert!(same_filter(&one, &other));
        other.filters.reverse();
        assert!(!same_filter(&one, &other));
        let any = DataFilter {
            all: false,
            ..one.clone()
        };
        assert!(!same_filter(&one, &any));
    }
}
