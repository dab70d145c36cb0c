//! What the server will estimate, and what it will create.

use super::case::{Case, Findings, PreviousBatch};
use super::context::Part;
use super::context::{Need, WantedDocument};
use crate::documents::{ForcedNodes, NodeType, RecipeType, SubRecipeTypes};
use crate::estimate::{Estimate, FileBatch, is_inactive, mapped_parameters};
use crate::problem::catalogue::LimitExceeded;
use crate::problem::{Problem, ProblemName, Severity};
use crate::recipe::connection_problems;
use crate::sorted::SortedSet;

/// Finds what the server estimates, where the context allows it.
pub(super) fn find(case: &Case<'_>, findings: &mut Findings) {
    findings.estimate = estimate(case, findings);
}

/// The estimate; that of the server, or why it has none, is added to the findings.
fn estimate(case: &Case<'_>, findings: &mut Findings) -> Option<Estimate> {
    let definition = case.definition().filter(|_| case.is_sound("/definition"))?;
    if definition.previous_batch.is_some() {
        return of_previous_batch(case, findings);
    }
    if definition.named_dataset().is_none() {
        return Some(Estimate::nothing());
    }
    let map = case.input_map()?; // It decides which files count.
    let rules = [
        ProblemName::NoRecipes,
        ProblemName::ServerErrorLikely,
        ProblemName::ServerEstimateDiffers,
        ProblemName::NothingWillBeCreated,
        ProblemName::CreatedCountDiffers,
        ProblemName::SubRecipesNotCreated,
    ];
    let (Some(dataset), Some(recipe_type)) = (case.sound_dataset(), case.sound_recipe_type())
    else {
        let needs = if case.sound_dataset().is_none() {
            Part::Dataset
        } else {
            Part::RecipeType
        };
        findings.unchecked(&rules, &case.need(needs));
        return None;
    };
    let input = &recipe_type.definition.input;
    let parameters = dataset.parameters();
    let connection =
        parameters.map(|given| connection_problems(input, &mapped_parameters(&given, map)));
    if connection
        .iter()
        .flatten()
        .any(|problem| problem.severity == Severity::Error)
    {
        return Some(Estimate::unconnected());
    }
    let Some(files_per_parameter) = &dataset.files_per_parameter else {
        findings.unchecked(&rules, &case.need(Part::Dataset));
        return None;
    };
    let sound = case.context.sound_definition()?;
    if case.circle().is_some() {
        return None; // It would create recipes without end.
    }
    let none = SubRecipeTypes::default();
    let batch = FileBatch {
        recipe_type,
        graph: sound.graph,
        recipe_nodes: case.context.recipe_nodes(),
        files_per_parameter,
        input_map: map,
        forced_nodes: definition.forced_nodes.as_ref(),
        sub_recipe_types: case.context.revisions().unwrap_or(&none),
        known_types: case.context.known_types(),
    };
    let (estimate, server) = batch.estimate();
    if !estimate.is_exact() {
        findings.push(too_many_recipes());
        return None;
    }
    findings.broken_document(case.context, Part::SubRecipeTypes);
    findings.server = Some(server);
    note_unknown_revisions(case, recipe_type, &estimate, findings);
    Some(estimate)
}

/// The problem of an estimate of which a figure is too large to be exact everywhere.
fn too_many_recipes() -> Problem {
    let said = format!(
        "The batch would create too many recipes to be counted: more than {}. No limit goes farther.",
        Estimate::MOST
    );
    let problem = LimitExceeded {
        limit: "integer",
        maximum: Estimate::MOST,
        dropped: None,
        said,
    };
    problem.problem().at("/definition")
}

/// The estimate of a batch that re-processes another.
fn of_previous_batch(case: &Case<'_>, findings: &mut Findings) -> Option<Estimate> {
    match case.previous_batch() {
        PreviousBatch::Found(found) => {
            let recipe_type = case.recipe_type();
            if recipe_type.is_none() {
                let rules = [
                    ProblemName::NothingWillBeCreated,
                    ProblemName::SubRecipesNotCreated,
                ];
                findings.unchecked(&rules, &case.need(Part::RecipeType));
            }
            let is_inactive =
                recipe_type.is_some_and(|found| is_inactive(found, case.context.known_types()));
            let estimate = Estimate::of_previous_batch(found.batch, is_inactive);
            if estimate.is_none() {
                findings.unchecked(&[ProblemName::NoRecipes], &case.need(Part::Batches));
            }
            if estimate
                .as_ref()
                .is_some_and(|estimate| !estimate.is_exact())
            {
                findings.push(too_many_recipes());
                return None;
            }
            estimate
        }
        PreviousBatch::Undecided => {
            let rules = [
                ProblemName::NoRecipes,
                ProblemName::NothingWillBeCreated,
                ProblemName::SubRecipesNotCreated,
            ];
            findings.unchecked(&rules, &case.need(Part::Batches));
            None
        }
        PreviousBatch::NotFound | PreviousBatch::NotWanted => None,
    }
}

/// Notes what revisions that no document has keep from being decided.
fn note_unknown_revisions(
    case: &Case<'_>,
    recipe_type: &RecipeType,
    estimate: &Estimate,
    findings: &mut Findings,
) {
    let forced_nodes = case.forced_nodes();
    let forces_all = forced_nodes.is_some_and(|(forced, _)| *forced == ForcedNodes::All);
    for name in types_of_unknown_revision(case, recipe_type) {
        let need = Need {
            part: Part::RecipeTypes,
            wanted: Some(WantedDocument::RecipeTypeName {
                recipe_type_name: name.to_owned(),
            }),
        };
        findings.unchecked(&[ProblemName::ServerErrorLikely], &need);
    }
    for unknown in &estimate.unknown_sub_recipes {
        let name = &unknown.recipe_type_name;
        let need = Need::of_revision(Some(name), unknown.recipe_type_revision);
        let rules = [
            ProblemName::CreatedCountDiffers,
            ProblemName::SubRecipesNotCreated,
        ];
        findings.unchecked(&rules, &need);
        // The server estimates with the latest revisions, and fails where they contain each other.
        let latest = case.context.known_types().get(name).latest;
        if latest.is_none_or(|latest| unknown.recipe_type_revision >= latest) {
            findings.unchecked(&[ProblemName::ServerEstimateDiffers], &need);
            if forces_all {
                findings.unchecked(&[ProblemName::ServerErrorLikely], &need);
            }
        }
    }
}

/// The recipe types of the recipe nodes of which no document shows the latest revision; the server fails at a node
/// that is pinned to another.
fn types_of_unknown_revision<'c>(
    case: &Case<'_>,
    recipe_type: &'c RecipeType,
) -> SortedSet<&'c str> {
    let nodes = case.context.recipe_nodes().iter();
    nodes
        .filter_map(
            |name| match &recipe_type.definition.nodes.get(name)?.node_type {
                NodeType::Recipe {
                    recipe_type_name, ..
                } => Some(recipe_type_name.as_str()),
                _ => None,
            },
        )
        .filter(|name| case.context.known_types().get(name).latest.is_none())
        .collect()
}
