//! The values of parameters, as a person or a query string has them.

use std::ops::RangeInclusive;

use super::origin::Origin;
use super::parameters;
use crate::problem::structural::Mistake;
use crate::read::tree::Kind;
use crate::read::{At, Collector, Fields};
use crate::words::{capitalised, quoted};

pub(super) fn read_integer(
    at: At<'_>,
    wanted: &str,
    origin: Origin,
    collector: &mut Collector,
) -> Option<i64> {
    let wanted = format!("an integer: {wanted}");
    if origin == Origin::Document {
        return at.integer(collector, &wanted);
    }
    let text = at.string(collector, &wanted)?;
    let integer = parameters::integer(text, collector.limits().integer_allowed());
    if integer.is_none() {
        refuse(at, text, &wanted, collector);
    }
    integer
}

pub(super) fn read_boolean(at: At<'_>, origin: Origin, collector: &mut Collector) -> Option<bool> {
    let wanted = "true or false";
    if origin == Origin::Document {
        return at.boolean(collector, wanted);
    }
    let text = at.string(collector, wanted)?;
    let boolean = parameters::boolean(text);
    if boolean.is_none() {
        refuse(at, text, wanted, collector);
    }
    boolean
}

/// Refuses the value of a parameter.
fn refuse(at: At<'_>, text: &str, wanted: &str, collector: &mut Collector) {
    let said = format!(
        "{} must be {wanted}, but it is {}.",
        capitalised(&at.label()),
        quoted(text)
    );
    at.report(collector, at.invalid_value(Some(text), said));
}

pub(super) fn in_range(
    value: i64,
    at: At<'_>,
    range: RangeInclusive<i64>,
    wanted: &str,
    collector: &mut Collector,
) -> Option<i64> {
    if range.contains(&value) {
        return Some(value);
    }
    let mistake = Mistake::OutOfRange {
        found: Some(value.into()),
        minimum: Some(*range.start()),
        maximum: Some(*range.end()),
        said: format!("{value} is not {wanted}."),
    };
    at.report(collector, at.mistake(mistake));
    None
}

/// A parameter that may be repeated: one value or an array.
pub(super) fn one_or_more<T>(
    fields: Fields<'_>,
    field: &str,
    collector: &mut Collector,
    read: &mut impl FnMut(At<'_>, &mut Collector) -> Option<T>,
) -> Vec<T> {
    let Some(at) = fields.get(field) else {
        return Vec::new();
    };
    if at.kind() != Kind::Array {
        return read(at, collector).into_iter().collect();
    }
    let items = at.each_item(collector, "an array");
    items.filter_map(|item| read(item, collector)).collect()
}
