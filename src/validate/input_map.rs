//! `INVALID_INPUT_MAP`, and `SERVER_ERROR_LIKELY` for input maps that are right but that the server cannot handle.

use std::collections::HashSet;

use super::case::{Case, Findings};
use super::context::Part;
use crate::documents::{InputMapping, Interface};
use crate::estimate::input_map;
use crate::problem::{Name, PatchOperation, Problem, quoted};
use crate::read::suggestion::Suggestions;
use crate::sorted::SortedSet;

const INPUT_MAP: &str = "/configuration/inputMap";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let map = input_map(case.request.configuration.as_ref());
    if map.is_empty() || !case.is_sound(INPUT_MAP) || !case.is_sound("/definition/dataset") {
        return;
    }
    if case
        .definition()
        .is_none_or(|definition| definition.dataset.is_none())
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
    match case.sound_dataset() {
        Some(dataset) => {
            let parameters = dataset.parameters();
            check_dataset_parameters(map, &parameters, findings);
            if case.uses_dataset() {
                warn_of_server_errors(map, &parameters, findings);
            }
        }
        None => findings.unchecked(&[Name::InvalidInputMap], Part::Dataset),
    }
    if case.uses_dataset() {
        check_repetitions(map, findings);
        match case.sound_recipe_type() {
            Some(recipe_type) => check_inputs(map, &recipe_type.definition.input, findings),
            None => findings.unchecked(&[Name::InvalidInputMap], Part::RecipeType),
        }
    }
}

fn check_dataset_parameters(map: &[InputMapping], parameters: &Interface, findings: &mut Findings) {
    let names = map.iter().map(|mapping| mapping.dataset_parameter.as_str());
    let what = "The dataset has no parameter";
    check_names(names, "datasetParameter", what, parameters, findings);
}

fn check_inputs(map: &[InputMapping], input: &Interface, findings: &mut Findings) {
    let names = map.iter().map(|mapping| mapping.input.as_str());
    check_names(names, "input", "The recipe has no input", input, findings);
}

/// Reports each entry whose `field` is a name that is not among the known.
fn check_names<'m>(
    names: impl Iterator<Item = &'m str>,
    field: &str,
    what: &str,
    known: &Interface,
    findings: &mut Findings,
) {
    let all: SortedSet<&str> = known.names().collect();
    let mut suggestions = Suggestions::new(known.names());
    for (entry, name) in names.enumerate() {
        if all.contains(name) {
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

/// The server adds the mapped parameters to the dataset's own once for every entry, and knows files only.
fn warn_of_server_errors(map: &[InputMapping], parameters: &Interface, findings: &mut Findings) {
    let json = parameters.json.iter();
    let json: SortedSet<&str> = json.map(|parameter| parameter.name.as_str()).collect();
    let all: SortedSet<&str> = parameters.names().collect();
    for (entry, mapping) in map.iter().enumerate() {
        if json.contains(mapping.dataset_parameter.as_str()) {
            let description = format!(
                "The dataset parameter {} is JSON, and the server fails with an HTTP 500 when a JSON parameter is \
                 mapped. Give the dataset parameter the name of the recipe input instead.",
                quoted(&mapping.dataset_parameter)
            );
            let problem =
                Problem::new(Name::ServerErrorLikely, description).param("server", "HTTP 500");
            findings.push(
                problem
                    .param("because", "JSON_PARAMETER")
                    .param("parameter", mapping.dataset_parameter.clone())
                    .at(format!("{INPUT_MAP}/{entry}")),
            );
        }
    }
    let is_mapped = |name: &str| map.iter().any(|mapping| mapping.dataset_parameter == name);
    let taken = map.iter().find(|mapping| {
        mapping.dataset_parameter != mapping.input && all.contains(mapping.input.as_str())
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
        return;
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
    findings.push(problem.param("because", because).at(INPUT_MAP));
}
