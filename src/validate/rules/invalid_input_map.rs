//! ## INVALID_INPUT_MAP
//!
//! An entry of the input map names nothing that can be mapped.
//!
//! **Cause.** `params.cause` says what is wrong: the dataset has no such parameter, or the recipe no such input
//! (`UNKNOWN`); one of them is mapped twice (`TWICE`); or `input` names the dataset parameter `params.parameter`, and
//! `datasetParameter` the recipe input `params.input` (`SWAPPED`).
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {
//!     "recipe_type_id": 208,
//!     "definition": {"dataset": 1},
//!     "configuration": {"inputMap": [{"input": "SCENE", "datasetParameter": "SCNE"}]}
//!   },
//!   "context": {
//!     "recipe_type": {"id": 208, "definition": {"input": {"files": [{"name": "SCENE"}]}}},
//!     "dataset": {"id": 1, "definition": {"parameters": {"files": [{"name": "SCENE"}]}}}
//!   }
//! }
//! ```
//!
//! **Remedy.** Use the names of the recipe type and of the dataset; `fix` writes the nearest one. Where the two sides
//! of an entry are swapped, `fix` swaps them back.

use super::super::case::{Case, DATASET, Findings, INPUT_MAP};
use super::super::context::Part;
use crate::documents::{Dataset, InputMapping, Interface};
use crate::estimate::input_map;
use crate::hashed::HashedSet;
use crate::problem::catalogue::InvalidInputMap;
use crate::problem::causes::{InputMapMistake, Side};
use crate::problem::{PatchOperation, ProblemName};
use crate::read::suggestion::Suggestions;
use crate::sorted::SortedSet;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let map = input_map(case.request.configuration);
    let is_sound = case.is_sound(INPUT_MAP) && case.is_sound(DATASET);
    if map.is_empty() || !is_sound || !case.names_dataset() {
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
            let names = names.zip(swapped.iter().copied());
            check_names(names, Side::DatasetParameter, parameters, findings);
        }
        None => findings.unchecked(&[ProblemName::InvalidInputMap], &case.need(Part::Dataset)),
    }
    if case.uses_dataset() {
        check_repetitions(map, findings);
        match input {
            Some(input) => {
                let names = map.iter().map(|mapping| mapping.input.as_str());
                let names = names.zip(swapped.iter().copied());
                check_names(names, Side::Input, input, findings);
            }
            None => findings.unchecked(
                &[ProblemName::InvalidInputMap],
                &case.need(Part::RecipeType),
            ),
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
    let mapped_inputs: HashedSet<&str> = map.iter().map(|entry| entry.input.as_str()).collect();
    let mapped_parameters: HashedSet<&str> = map
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
        let path = format!("{INPUT_MAP}/{entry}");
        let cause = InputMapMistake::Swapped {
            input: other,
            parameter: written,
        };
        let mut problem = InvalidInputMap { cause }.problem();
        if !mapped_inputs.contains(other) && !mapped_parameters.contains(written) {
            let fields = [("input", other), ("datasetParameter", written)];
            for (field, name) in fields {
                problem = problem.with_fix(PatchOperation::Replace {
                    path: format!("{path}/{field}"),
                    value: name.into(),
                });
            }
        }
        findings.push(problem.at(path));
    }
    swapped
}

/// Reports each entry whose name on this side is not among the known, and of which more is not reported already.
fn check_names<'m>(
    names: impl Iterator<Item = (&'m str, bool)>,
    field: Side,
    known: &Interface,
    findings: &mut Findings,
) {
    let all: SortedSet<&str> = known.names().collect();
    let mut suggestions = Suggestions::new(known.names());
    for (entry, (found, is_reported)) in names.enumerate() {
        if is_reported || all.contains(found) {
            continue;
        }
        let path = place(entry, field);
        let suggestion = suggestions.nearest(found);
        let cause = InputMapMistake::Unknown {
            field,
            found,
            suggestion,
        };
        let mut problem = InvalidInputMap { cause }.problem();
        problem
            .fix
            .extend(suggestion.map(|suggestion| PatchOperation::Replace {
                path: path.clone(),
                value: suggestion.into(),
            }));
        findings.push(problem.at(path));
    }
}

fn check_repetitions(map: &[InputMapping], findings: &mut Findings) {
    let (mut inputs, mut parameters) = (HashedSet::new(), HashedSet::new());
    for (entry, mapping) in map.iter().enumerate() {
        let sides = [
            (Side::Input, &mapping.input, &mut inputs),
            (
                Side::DatasetParameter,
                &mapping.dataset_parameter,
                &mut parameters,
            ),
        ];
        for (field, found, seen) in sides {
            if !seen.insert(found.as_str()) {
                let cause = InputMapMistake::Twice { field, found };
                let problem = InvalidInputMap { cause }.problem();
                findings.push(problem.at(place(entry, field)));
            }
        }
    }
}

/// The place of a side of an entry.
fn place(entry: usize, side: Side) -> String {
    format!("{INPUT_MAP}/{entry}/{}", side.field())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::{found, report};

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
    fn an_entry_names_what_is_there_and_is_not_mapped_yet() {
        let map = json!([
            {"input": "SCEN", "datasetParameter": "SPARE"},
            {"input": "MASK", "datasetParameter": "SPAR"},
            {"input": "MASK", "datasetParameter": "SPARE"},
        ]);
        let place = |entry: usize, field: &str| format!("/configuration/inputMap/{entry}/{field}");
        let unknown = |path: String, meant: &str| {
            let fix = json!([{"op": "replace", "path": path, "value": meant}]);
            (path, "UNKNOWN".to_owned(), fix)
        };
        let twice = |path: String| (path, "TWICE".to_owned(), Value::Null);
        assert_eq!(
            invalid(&map, &["SCENE", "SPARE"]),
            [
                unknown(place(0, "input"), "SCENE"),
                unknown(place(1, "datasetParameter"), "SPARE"),
                twice(place(2, "datasetParameter")),
                twice(place(2, "input")),
            ]
        );
    }

    /// Rules look only at what could be read: of a map with a broken entry nobody knows what it maps.
    #[test]
    fn a_map_that_cannot_be_read_is_not_looked_at() {
        let names = |report: &Value| {
            let problems =
                ["errors", "warnings"].map(|list| report[list].as_array().unwrap().clone());
            let problems = problems.iter().flatten();
            let names = problems.map(|problem| problem["name"].as_str().unwrap().to_owned());
            names.collect::<Vec<_>>()
        };
        let broken = json!({"input": 1, "datasetParameter": "MASK"});
        let wrong = json!({"input": "SCENE", "datasetParameter": "NOWHERE"});
        let dataset = json!({"dataset": 5});
        let map = report(&json!([wrong]), &["SCENE", "MASK"], &dataset);
        assert!(names(&map).contains(&"INVALID_INPUT_MAP".to_owned()));
        let map = report(&json!([wrong, broken]), &["SCENE", "MASK"], &dataset);
        assert_eq!(names(&map), ["INVALID_BATCH_CONFIGURATION"]);

        let previous = json!({"previous_batch": {"root_batch_id": 7}});
        let map = report(&json!([wrong]), &[], &previous);
        assert!(names(&map).contains(&"IGNORED_FIELD".to_owned()));
        let map = report(&json!([wrong, broken]), &[], &previous);
        assert!(!names(&map).contains(&"IGNORED_FIELD".to_owned()), "{map}");
    }
}
