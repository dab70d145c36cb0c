//! `SERVER_ERROR_LIKELY` for input maps that are right, but that the server cannot apply: it adds the mapped parameters
//! to the dataset's own once for every entry, and knows files only.

use super::super::case::{Case, Findings, INPUT_MAP};
use crate::documents::rules::server_error_likely;
use crate::documents::{Dataset, InputMapping, Interface};
use crate::estimate::input_map;
use crate::problem::Problem;
use crate::problem::causes::ServerFailure;
use crate::sorted::SortedSet;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let map = input_map(case.request.configuration);
    if map.is_empty() || !case.is_sound(INPUT_MAP) || !case.uses_dataset() {
        return;
    }
    if let Some(parameters) = case.sound_dataset().and_then(Dataset::parameters) {
        let failures = input_map_failures(map, &parameters).into_iter();
        let failures = failures.map(|failure| failure.below(INPUT_MAP));
        findings.problems.extend(failures);
    }
}

/// Why the server fails at an input map: problems at the map, or at an entry of it.
pub(crate) fn input_map_failures(map: &[InputMapping], parameters: &Interface) -> Vec<Problem> {
    let json = parameters.json.iter();
    let json: SortedSet<&str> = json.map(|parameter| parameter.name.as_str()).collect();
    let mut problems = Vec::new();
    for (entry, mapping) in map.iter().enumerate() {
        let parameter = mapping.dataset_parameter.as_str();
        if json.contains(parameter) {
            let because = ServerFailure::JsonParameter { parameter };
            problems.push(server_error_likely(because, format!("/{entry}")));
        }
    }
    let refusal = duplicate_input(map, parameters);
    problems.extend(refusal.map(|because| server_error_likely(because, String::new())));
    problems
}

fn duplicate_input<'m>(
    map: &'m [InputMapping],
    parameters: &Interface,
) -> Option<ServerFailure<'m>> {
    let all: SortedSet<&str> = parameters.names().collect();
    let is_mapped = |name: &str| map.iter().any(|mapping| mapping.dataset_parameter == name);
    // An entry whose parameter the dataset does not have renames nothing.
    let taken = map.iter().find(|mapping| {
        mapping.dataset_parameter != mapping.input
            && all.contains(mapping.input.as_str())
            && all.contains(mapping.dataset_parameter.as_str())
    });
    match (taken, map.len()) {
        (Some(mapping), _) => Some(ServerFailure::NameTaken {
            parameter: &mapping.input,
        }),
        (None, 3..) => Some(ServerFailure::ThreeEntries),
        (None, 2) if all.iter().any(|name| !is_mapped(name)) => {
            Some(ServerFailure::FurtherParameters)
        }
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::{found, report};
    use crate::edge::call;

    #[test]
    fn only_an_entry_that_applies_takes_a_name() {
        let because = |parameter: &str| {
            let map = json!([{"input": "MASK", "datasetParameter": parameter}]);
            let report = report(&map, &["MASK", "SPARE"], &json!({"dataset": 5}));
            found(&report, "warnings", "SERVER_ERROR_LIKELY")
        };
        assert_eq!(because("SPARE")[0].1, "NAME_TAKEN");
        assert_eq!(because("NOTHING"), []);
        assert_eq!(because("MASK"), []);
    }

    #[test]
    fn long_maps_are_refused_and_json_parameters_cannot_be_mapped() {
        let because = |inputs: &[(&str, &str)], parameters: &[&str]| -> Vec<String> {
            let entries = inputs.iter();
            let entries = entries
                .map(|(input, parameter)| json!({"input": input, "datasetParameter": parameter}));
            let map = Value::Array(entries.collect());
            let report = report(&map, parameters, &json!({"dataset": 5}));
            let found = found(&report, "warnings", "SERVER_ERROR_LIKELY");
            found
                .into_iter()
                .map(|(path, because, _)| {
                    assert_eq!(path, "/configuration/inputMap");
                    because
                })
                .collect()
        };
        let two = [("SCENE", "A"), ("MASK", "B")];
        assert_eq!(because(&two, &["A", "B"]), [""; 0]);
        assert_eq!(because(&two, &["A", "B", "C"]), ["FURTHER_PARAMETERS"]);
        let three = [("SCENE", "A"), ("MASK", "B"), ("DEM", "C")];
        assert_eq!(because(&three, &["A", "B", "C"]), ["THREE_ENTRIES"]);

        let definition = json!({"parameters": {"json": [{"name": "LIMIT", "type": "integer"}]}});
        let map = json!([{"input": "MAXIMUM", "datasetParameter": "LIMIT"}]);
        let request = json!({"recipe_type_id": 1, "definition": {"dataset": 5}, "configuration": {"inputMap": map}});
        let context = json!({"dataset": {"id": 5, "definition": definition}});
        let input = json!({"request": request, "context": context}).to_string();
        let report: Value = serde_json::from_str(&call("validateBatch", &input, "")).unwrap();
        let params =
            json!({"because": "JSON_PARAMETER", "parameter": "LIMIT", "server": "HTTP 500"});
        assert_eq!(report["warnings"][0]["path"], "/configuration/inputMap/0");
        assert_eq!(report["warnings"][0]["params"], params);
    }
}
