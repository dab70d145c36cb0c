//! `UNKNOWN_DATASET`, `INVALID_DATASET_DEFINITION`, `NAME_COLLISION_ERROR`, `MISMATCHED_PARAMS`,
//! `MISMATCHED_MEDIA_TYPES`: the dataset whose files the batch is created from.

use super::case::{Case, Findings};
use super::context::Part;
use serde_json::Value;

use crate::estimate::{input_map, mapped_parameters};
use crate::problem::{Name, Problem, Severity};
use crate::recipe::connection_problems;

const DATASET: &str = "/definition/dataset";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.uses_dataset() {
        return;
    }
    let Some(found) = case.context.dataset() else {
        let rules = [
            Name::UnknownDataset,
            Name::InvalidDatasetDefinition,
            Name::NameCollisionError,
            Name::MismatchedParams,
            Name::MismatchedMediaTypes,
        ];
        findings.unchecked(&rules, Part::Dataset);
        findings.broken_document(case.context, Part::Dataset);
        return;
    };
    let wanted = case.definition().and_then(|definition| definition.dataset);
    let both = wanted.zip(found.id);
    if let Some((wanted, found)) = both.filter(|(wanted, found)| wanted != found) {
        let description =
            format!("\"dataset\" is {wanted}, but the dataset of the context has the id {found}.");
        findings.push(
            Problem::new(Name::UnknownDataset, description)
                .at(DATASET)
                .param("found", wanted.0)
                .param("expected", found.0),
        );
        return;
    }
    findings.broken_document(case.context, Part::Dataset);
    let Some(dataset) = case.sound_dataset() else {
        return;
    };
    let Some(recipe_type) = case.sound_recipe_type() else {
        findings.unchecked(
            &[Name::MismatchedParams, Name::MismatchedMediaTypes],
            Part::RecipeType,
        );
        return;
    };
    if case.is_sound("/configuration") {
        let map = input_map(case.request.configuration.as_ref());
        let parameters = mapped_parameters(&dataset.parameters(), map);
        let mapped = |name: &Value| {
            map.iter()
                .position(|mapping| *name == mapping.input.as_str())
        };
        for problem in connection_problems(&recipe_type.definition.input, &parameters) {
            let path = match problem.params.get("parameter").and_then(mapped) {
                Some(entry) => format!("/configuration/inputMap/{entry}"),
                None => DATASET.to_owned(),
            };
            findings.push(problem_of_dataset(problem).at(path));
        }
    }
}

/// A problem of the connection as a problem of the request.
fn problem_of_dataset(problem: Problem) -> Problem {
    let cause = problem.name;
    let name = match cause.severity() {
        Severity::Error => Name::MismatchedParams,
        Severity::Warning => cause,
    };
    let description = format!(
        "The dataset does not fit the recipe's input: {}",
        problem.description
    );
    let mut described = Problem::new(name, description);
    described.params = problem.params;
    if name == cause {
        described
    } else {
        described.param("cause", cause.as_str())
    }
}
