//! The rules of the filters of a condition node, in their order.

use super::filter_never_holds::filter_never_holds;
use super::invalid_condition::invalid_condition;
use super::invalid_fields::invalid_fields;
use super::mismatched_type::mismatched_type;
use super::unmatched_filter::unmatched_filter;
use super::unmatched_parameters::unmatched_parameters;
use super::value_error::value_errors;
use crate::documents::{DataFilter, Interface};
use crate::problem::join;
use crate::read::Found;
use crate::read::suggestion::Suggestions;
use crate::recipe::parameter::{Content, parameters};
use crate::sorted::{SortedMap, SortedSet};

/// Every problem of a data filter by itself; `base` is the pointer to it.
pub(super) fn data_filter(data_filter: &DataFilter, base: &str, found: &mut Found) {
    for (number, filter) in data_filter.filters.iter().enumerate() {
        let base = format!("{base}/filters/{number}");
        let errors = found.total();
        found.extend(invalid_condition(filter, &base));
        found.extend(invalid_fields(filter, &base));
        found.extend(value_errors(filter, &base));
        if found.total() == errors {
            found.extend(filter_never_holds(filter, &base));
        }
    }
}

/// Every warning about the filters of a condition node and its parameters; `base` is the pointer to its node type.
/// The server does not look at these when it accepts a recipe.
pub(super) fn filter_fit(
    interface: &Interface,
    data_filter: &DataFilter,
    base: &str,
    found: &mut Found,
) {
    let by_name: SortedMap<&str, Content<'_>> = parameters(interface)
        .map(|parameter| (parameter.name, parameter.content))
        .collect();
    let mut names = Suggestions::new(parameters(interface).map(|parameter| parameter.name));
    for (number, filter) in data_filter.filters.iter().enumerate() {
        let path = format!("{base}/data_filter/filters/{number}");
        found.extend(match by_name.get(filter.name.as_str()) {
            None => Some(unmatched_filter(filter, &mut names, &path)),
            Some(&content) => mismatched_type(filter, content, &path),
        });
    }
    let filters = data_filter.filters.iter();
    let filtered: SortedSet<&str> = filters.map(|filter| filter.name.as_str()).collect();
    let unmatched = unmatched_parameters(interface, &filtered);
    found.extend(unmatched.map(|problem| problem.at(join(base, "interface"))));
}
