//! `MISMATCHED_TYPE`, `UNMATCHED_FILTER`, `UNMATCHED_PARAMETERS`: filters that do not fit the parameters of their
//! condition node. The server does not look at these when it accepts a recipe.

use std::collections::HashSet;

use super::super::parameter::{Content, parameters};
use crate::documents::{DataFilter, FilterType, Interface, JsonType};
use crate::problem::{Name, Problem, join};
use crate::read::suggestion::Suggestions;
use crate::sorted::SortedMap;
use crate::words::{listed, quoted};

/// Every warning about the filters of a condition node; `base` is the pointer to its node type.
pub(super) fn filter_fit(
    interface: &Interface,
    data_filter: &DataFilter,
    base: &str,
    problems: &mut Vec<Problem>,
) {
    let by_name: SortedMap<&str, Content<'_>> = parameters(interface)
        .map(|parameter| (parameter.name, parameter.content))
        .collect();
    let mut names = Suggestions::new(parameters(interface).map(|parameter| parameter.name));
    let mut filtered = HashSet::new();
    for (number, filter) in data_filter.filters.iter().enumerate() {
        let path = format!("{base}/data_filter/filters/{number}");
        match by_name.get(filter.name.as_str()) {
            None => {
                let description = format!(
                    "The filter is on {}, which is no parameter of the condition.",
                    quoted(&filter.name)
                );
                let problem = Problem::new(Name::UnmatchedFilter, description)
                    .param("parameter", filter.name.as_str())
                    .at(join(&path, "name"));
                problems.push(names.suggest(&filter.name, problem));
            }
            Some(&content) => {
                filtered.insert(filter.name.as_str());
                if !fits(filter.filter_type, content) {
                    let description = format!(
                        "A filter of the type {} does not fit the parameter {}, which is {}.",
                        quoted(filter.filter_type.as_str()),
                        quoted(&filter.name),
                        match content {
                            Content::File { .. } => "a file".to_owned(),
                            Content::Json(json) => format!("JSON of the type {}", json.as_str()),
                        }
                    );
                    let found = match content {
                        Content::File { .. } => "file",
                        Content::Json(json) => json.as_str(),
                    };
                    let problem = Problem::new(Name::MismatchedType, description)
                        .param("parameter", filter.name.as_str())
                        .param("type", filter.filter_type.as_str())
                        .param("found", found);
                    problems.push(problem.at(join(&path, "type")));
                }
            }
        }
    }
    let unmatched: Vec<&str> = parameters(interface)
        .map(|parameter| parameter.name)
        .filter(|name| !filtered.contains(name))
        .collect();
    if !unmatched.is_empty() {
        let description = format!(
            "No filter of the condition looks at {}.",
            listed(unmatched.iter().copied())
        );
        let problem =
            Problem::new(Name::UnmatchedParameters, description).param("parameters", unmatched);
        problems.push(problem.at(join(base, "interface")));
    }
}

/// File filters go with files; texts, numbers and booleans with their like; other JSON with any JSON filter.
fn fits(filter: FilterType, content: Content<'_>) -> bool {
    let on_files = matches!(
        filter,
        FilterType::Filename | FilterType::MediaType | FilterType::DataType | FilterType::MetaData
    );
    match content {
        Content::File { .. } => on_files,
        Content::Json(JsonType::String) => filter == FilterType::String,
        Content::Json(JsonType::Integer | JsonType::Number) => {
            matches!(filter, FilterType::Integer | FilterType::Number)
        }
        Content::Json(JsonType::Boolean) => filter == FilterType::Boolean,
        Content::Json(JsonType::Array | JsonType::Object) => !on_files,
    }
}
