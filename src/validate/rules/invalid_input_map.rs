//! `INVALID_INPUT_MAP`, and `SERVER_ERROR_LIKELY` for input maps that are right but that the server cannot handle.

use std::collections::HashSet;

use super::case::{Case, Findings};
use super::context::Part;
use crate::documents::{Dataset, InputMapping, Interface};
use crate::estimate::input_map;
use crate::problem::{Name, PatchOperation, Problem};
use crate::read::suggestion::Suggestions;
use crate::sorted::SortedSet;
use crate::words::quoted;

const INPUT_MAP: &str = "/configuration/inputMap";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let map = input_map(case.request.configuration.as_ref());
    if map.is_empty() || !case.is_sound(INPUT_MAP) || !case.is_sound("/definition/dataset") {
        return;
    }
    if case
        .definition()
        .is_none_or(|definition| definition.named_dataset().is_none())
    {
        let description = "\"inputMap\" has no effect without a dataset.";
        let problem = Problem::new(Name::IgnoredField, description)
            .at(INPUT_MAP)
            .param("field", "inputMap");
        let fix = PatchOperation::Remove {
            path: INPUT_MAP.to_owned(),
        };
        findings.push(problem.param("because", "dataset").fix(fix));
        return;
    }
    let parameters = case.sound_dataset().and_then(Dataset::parameters);
    let recipe_type = case.sound_recipe_type();
    let input = recipe_type.map(|recipe_type| &recipe_type.definition.input);
    let swapped: Vec<bool> = match (input, &parameters) {
        (Some(input), Some(parameters)) => {
            check_sides(map, input, parameters, case.uses_dataset(), findings)
        }
        _ => vec![false; map.len()],
    };
    match &parameters {
        Some(parameters) => {
            let names = map.iter().map(|mapping| mapping.dataset_parameter.as_str());
            let what = "The dataset has no parameter";
            let names = names.zip(swapped.iter().copied());
            check_names(names, "datasetParameter", what, parameters, findings);
            if case.uses_dataset() {
                let failures = server_errors(map, parameters).into_iter();
                findings
                    .problems
                    .extend(failures.map(|failure| failure.below(INPUT_MAP)));
            }
        }
        None => findings.unchecked(&[Name::InvalidInputMap], &case.need(Part::Dataset)),
    }
    if case.uses_dataset() {
        check_repetitions(map, findings);
        match input {
            Some(input) => {
                let names = map.iter().map(|mapping| mapping.input.as_str());
                let names = names.zip(swapped.iter().copied());
                check_names(names, "input", "The recipe has no input", input, findings);
            }
            None => findings.unchecked(&[Name::InvalidInputMap], &case.need(Part::RecipeType)),
        }
    }
}

/// Reports each entry that would be right with its two sides swapped, and is wrong as it is. Tells which entries that
/// are.
fn check_sides(
    map: &[InputMapping],
    input: &Interface,
    parameters: &Interface,
    uses_dataset: bool,
    findings: &mut Findings,
) -> Vec<bool> {
    let inputs: SortedSet<&str> = input.names().collect();
    let parameters: SortedSet<&str> = parameters.names().collect();
    let mapped_inputs: HashSet<&str> = map.iter().map(|entry| entry.input.as_str()).collect();
    let mapped_parameters: HashSet<&str> = map
        .iter()
        .map(|entry| entry.dataset_parameter.as_str())
        .collect();
    let mut swapped = Vec::with_capacity(map.len());
    for (entry, mapping) in map.iter().enumerate() {
        let (written, other) = (mapping.input.as_str(), mapping.dataset_parameter.as_str());
        let is_wrong = !parameters.contains(other) || (uses_dataset && !inputs.contains(written));
        let is_swapped = is_wrong && parameters.contains(written) && inputs.contains(other);
        swapped.push(is_swapped);
        if !is_swapped {
            continue;
        }
        let description = format!(
            "The two sides are swapped: {} is the recipe input, and {} the dataset parameter.",
            quoted(other),
            quoted(written)
        );
        let path = format!("{INPUT_MAP}/{entry}");
        let mut problem = Problem::new(Name::InvalidInputMap, description)
            .param("cause", "SWAPPED")
            .param("input", other)
            .param("parameter", written);
        if !mapped_inputs.contains(other) && !mapped_parameters.contains(written) {
            let fields = [("input", other), ("datasetParameter", written)];
            for (field, name) in fields {
                problem = problem.fix(PatchOperation::Replace {
                    path: format!("{path}/{field}"),
                    value: name.into(),
                });
            }
        }
        findings.push(problem.at(path));
    }
    swapped
}

/// Reports each entry whose `field` is a name that is not among the known, and of which more is not reported already.
fn check_names<'m>(
    names: impl Iterator<Item = (&'m str, bool)>,
    field: &str,
    what: &str,
    known: &Interface,
    findings: &mut Findings,
) {
    let all: SortedSet<&str> = known.names().collect();
    let mut suggestions = Suggestions::new(known.names());
    for (entry, (name, is_reported)) in names.enumerate() {
        if is_reported || all.contains(name) {
            continue;
        }
        let path = format!("{INPUT_MAP}/{entry}/{field}");
        let suggestion = suggestions.nearest(name);
        let description = format!("{what} {}.", quoted(name));
        let mut problem = Problem::new(Name::InvalidInputMap, description)
            .param("cause", "UNKNOWN")
            .param("field", field)
            .param("found", name)
            .meant(suggestion);
        if let Some(suggestion) = suggestion {
            let fix = PatchOperation::Replace {
                path: path.clone(),
                value: suggestion.into(),
            };
            problem = problem.fix(fix);
        }
        findings.push(problem.at(path));
    }
}

fn check_repetitions(map: &[InputMapping], findings: &mut Findings) {
    let (mut inputs, mut parameters) = (HashSet::new(), HashSet::new());
    for (entry, mapping) in map.iter().enumerate() {
        let fields = [
            ("input", &mapping.input, &mut inputs, "The recipe input"),
            (
                "datasetParameter",
                &mapping.dataset_parameter,
                &mut parameters,
                "The dataset parameter",
            ),
        ];
        for (field, name, seen, what) in fields {
            if !seen.insert(name.as_str()) {
                let description = format!("{what} {} is mapped twice.", quoted(name));
                let problem =
                    Problem::new(Name::InvalidInputMap, description).param("cause", "TWICE");
                findings.push(
                    problem
                        .param("field", field)
                        .param("found", name.clone())
                        .at(format!("{INPUT_MAP}/{entry}/{field}")),
                );
            }
        }
    }
}

/// The requests at which the server fails because of their input map: `SERVER_ERROR_LIKELY` at the map, or at an entry
/// of it. The server adds the mapped parameters to the dataset's own once for every entry, and knows files only.
pub(crate) fn server_errors(map: &[InputMapping], parameters: &Interface) -> Vec<Problem> {
    let json = parameters.json.iter();
    let json: SortedSet<&str> = json.map(|parameter| parameter.name.as_str()).collect();
    let mut problems = Vec::new();
    for (entry, mapping) in map.iter().enumerate() {
        if json.contains(mapping.dataset_parameter.as_str()) {
            let description = format!(
                "The dataset parameter {} is JSON, and the server fails with an HTTP 500 when a JSON parameter is \
                 mapped. Give the dataset parameter the name of the recipe input instead.",
                quoted(&mapping.dataset_parameter)
            );
            let problem =
                Problem::new(Name::ServerErrorLikely, description).param("server", "HTTP 500");
            problems.push(
                problem
                    .param("because", "JSON_PARAMETER")
                    .param("parameter", mapping.dataset_parameter.clone())
                    .at(format!("/{entry}")),
            );
        }
    }
    problems.extend(duplicate_input(map, parameters));
    problems
}

fn duplicate_input(map: &[InputMapping], parameters: &Interface) -> Option<Problem> {
    let all: SortedSet<&str> = parameters.names().collect();
    let is_mapped = |name: &str| map.iter().any(|mapping| mapping.dataset_parameter == name);
    // An entry whose parameter the dataset does not have renames nothing.
    let taken = map.iter().find(|mapping| {
        mapping.dataset_parameter != mapping.input
            && all.contains(mapping.input.as_str())
            && all.contains(mapping.dataset_parameter.as_str())
    });
    let (because, reason) = if let Some(mapping) = taken {
        let reason = format!(
            "the dataset already has a parameter of the name {}",
            quoted(&mapping.input)
        );
        ("NAME_TAKEN", reason)
    } else if map.len() >= 3 {
        let reason = "the input map has three or more entries";
        ("THREE_ENTRIES", reason.to_owned())
    } else if map.len() == 2 && all.iter().any(|name| !is_mapped(name)) {
        let reason = "the input map has two entries, and the dataset has further parameters";
        ("FURTHER_PARAMETERS", reason.to_owned())
    } else {
        return None;
    };
    let description = format!(
        "The server is known to refuse this input map with DUPLICATE_INPUT, because {reason}. Naming the dataset's \
         parameters like the recipe's inputs avoids the map."
    );
    let mut problem =
        Problem::new(Name::ServerErrorLikely, description).param("server", "DUPLICATE_INPUT");
    if let Some(mapping) = taken {
        problem = problem.param("parameter", mapping.input.clone());
    }
    Some(problem.param("because", because))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::json::call;

    /// The report of a map for a recipe with the inputs SCENE and MASK, and a dataset with these parameters.
    fn report(map: &Value, parameters: &[&str], definition: &Value) -> Value {
        let files = |names: &[&str]| {
            let files = names
                .iter()
                .map(|name| json!({"name": name, "required": false}));
            json!({"files": files.collect::<Vec<_>>()})
        };
        let context = json!({
            "recipe_type": {"id": 1, "definition": {"input": files(&["SCENE", "MASK"])}},
            "dataset": {"id": 5, "definition": {"parameters": files(parameters)}},
        });
        let request = json!({"recipe_type_id": 1, "definition": definition, "configuration": {"inputMap": map}});
        let input = json!({"request": request, "context": context});
        serde_json::from_str(&call("validateBatch", &input.to_string(), "")).unwrap()
    }

    /// The problems of a map of that name: place, cause or reason, and fix.
    fn found(report: &Value, list: &str, name: &str) -> Vec<(String, String, Value)> {
        let problems = report[list].as_array().unwrap().iter();
        let problems = problems.filter(|problem| problem["name"] == name);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let told = problems.map(|problem| {
            let params = &problem["params"];
            let cause = params.get("cause").or(params.get("because")).unwrap();
            (text(&problem["path"]), text(cause), problem["fix"].clone())
        });
        told.collect()
    }

    fn invalid(map: &Value, parameters: &[&str]) -> Vec<(String, String, Value)> {
        let report = report(map, parameters, &json!({"dataset": 5}));
        found(&report, "errors", "INVALID_INPUT_MAP")
    }

    #[test]
    fn swapped_sides_are_told_once_and_swapped_back() {
        let swapped = json!({"input": "SCENE_FILE", "datasetParameter": "SCENE"});
        let entry = "/configuration/inputMap/0".to_owned();
        let fix = json!([
            {"op": "replace", "path": "/configuration/inputMap/0/input", "value": "SCENE"},
            {"op": "replace", "path": "/configuration/inputMap/0/datasetParameter", "value": "SCENE_FILE"},
        ]);
        assert_eq!(
            invalid(&json!([swapped]), &["SCENE_FILE"]),
            [(entry.clone(), "SWAPPED".to_owned(), fix)]
        );
        let also = json!({"input": "SCENE", "datasetParameter": "SPARE"});
        assert_eq!(
            invalid(&json!([swapped, also]), &["SCENE_FILE", "SPARE"]),
            [(entry, "SWAPPED".to_owned(), Value::Null)],
            "SCENE would be mapped twice"
        );
        assert_eq!(
            invalid(&json!([swapped]), &["SPARE"]).len(),
            2,
            "both are unknown"
        );
    }

    #[test]
    fn sides_that_are_right_either_way_are_not_swapped() {
        let map = json!([{"input": "SCENE", "datasetParameter": "MASK"}]);
        assert_eq!(invalid(&map, &["SCENE", "MASK"]), []);
    }

    #[test]
    fn swapped_sides_are_told_beside_a_previous_batch() {
        let definition = json!({"dataset": 5, "previous_batch": {"root_batch_id": 7}});
        let map = json!([{"input": "SCENE_FILE", "datasetParameter": "SCENE"}]);
        let report = report(&map, &["SCENE_FILE"], &definition);
        let [(_, cause, _)] = &found(&report, "errors", "INVALID_INPUT_MAP")[..] else {
            panic!("{report}");
        };
        assert_eq!(cause, "SWAPPED");
    }

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
}
