//! `PREV_BATCH_NOT_FOUND`, `MISMATCHED_RECIPE_TYPE`, `PREV_BATCH_STILL_CREATING`, `PREV_BATCH_NO_REPROCESS`,
//! `NOTHING_TO_REPROCESS`: the batch whose recipes run again.

use serde_json::{Value, json};

use super::case::{Case, Findings, PreviousBatch};
use super::context::{FoundBatch, NoDefinition, Part};
use super::not_a_root;
use super::report::PreviousBatchReport;
use crate::diff::{RecipeDiff, Sound};
use crate::documents::{
    Batch, BatchId, DiffReason, ForcedNodes, RecipeDefinition, RecipeDiffDocument,
    RecipeTypeRevision,
};
use crate::problem::{Name, Problem, Severity};
use crate::recipe::connection_problems;

const ROOT: &str = "/definition/previous_batch/root_batch_id";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    match case.previous_batch() {
        PreviousBatch::NotWanted => {}
        PreviousBatch::Undecided => {
            let rules = [
                Name::PrevBatchNotFound,
                Name::MismatchedRecipeType,
                Name::PrevBatchStillCreating,
                Name::PrevBatchNoReprocess,
                Name::NothingToReprocess,
            ];
            findings.unchecked(&rules, &case.need(Part::Batches));
            findings.broken_document(case.context, Part::Batches);
            findings.broken_document(case.context, Part::PreviousBatch);
        }
        PreviousBatch::NotFound => findings.push(not_found(case)),
        PreviousBatch::Found(found) => {
            if is_of_same_recipe_type(case, &found, findings) {
                check_diff(case, &found, findings);
            }
            check_creation(&found, findings);
        }
    }
}

pub(super) fn not_found(case: &Case<'_>) -> Problem {
    let root = case
        .definition()
        .and_then(|definition| definition.previous_batch.as_ref());
    let root = root.map_or(0, |previous| previous.root_batch_id.0);
    let is_in_chain = |batch: &Batch| batch.root_batch_id() == BatchId(root);
    let is_chain = root > 0 && case.batches().any(is_in_chain);
    let description = if root <= 0 {
        format!("\"root_batch_id\" is {root}, but the ids of batches begin at 1.")
    } else if is_chain {
        format!(
            "Every batch in the chain of root batch {root} is superseded, and only a batch that is not superseded can \
             be the previous one."
        )
    } else {
        format!(
            "There is no batch that is not superseded in the chain of root batch {root}. \
             \"root_batch_id\" must be the id of the first batch of a chain."
        )
    };
    let mut problem = Problem::new(Name::PrevBatchNotFound, description)
        .at(ROOT)
        .param("root_batch_id", root);
    if is_chain {
        problem = problem.param("because", "ALL_SUPERSEDED");
    }
    not_a_root::explain(case, BatchId(root), problem)
}

fn is_of_same_recipe_type(
    case: &Case<'_>,
    previous: &FoundBatch<'_>,
    findings: &mut Findings,
) -> bool {
    let batch = previous.batch;
    let Some(found) = batch.recipe_type.as_ref().map(|recipe_type| recipe_type.id) else {
        findings.unchecked(&[Name::MismatchedRecipeType], &previous.details());
        return true;
    };
    let Some(wanted) = case.request.recipe_type_id else {
        return true;
    };
    if wanted == found {
        return true;
    }
    let description = format!(
        "The previous batch {} ran recipe type {found}, but \"recipe_type_id\" is {wanted}. \
         A batch re-processes recipes of its own type only.",
        batch.id
    );
    findings.push(
        Problem::new(Name::MismatchedRecipeType, description)
            .at(ROOT)
            .param("batch_id", batch.id.0)
            .param("found", found.0)
            .param("expected", wanted.0),
    );
    false
}

fn check_creation(found: &FoundBatch<'_>, findings: &mut Findings) {
    let batch = found.batch;
    match batch.is_creation_done {
        Some(true) => {}
        None => findings.unchecked(&[Name::PrevBatchStillCreating], &found.details()),
        Some(false) => {
            let description = format!(
                "The previous batch {} is still creating its recipes. Wait until its \"is_creation_done\" is true.",
                batch.id
            );
            let problem = Problem::new(Name::PrevBatchStillCreating, description);
            findings.push(problem.at(ROOT).param("batch_id", batch.id.0));
        }
    }
}

fn check_diff(case: &Case<'_>, found: &FoundBatch<'_>, findings: &mut Findings) {
    let revision = found.batch.recipe_type_rev.as_ref();
    let rules = [Name::PrevBatchNoReprocess, Name::NothingToReprocess];
    let diff = match (case.context.ran_definition(found), case.sound_recipe_type()) {
        (Err(NoDefinition::Broken(problems)), _) => {
            findings.problems.extend(problems);
            None
        }
        (Err(NoDefinition::Missing(need)), _) => {
            findings.unchecked(&rules, &need);
            findings.broken_document(case.context, Part::Revisions);
            findings.broken_document(case.context, Part::SubRecipeTypes);
            None
        }
        (Ok(_), None) => {
            findings.unchecked(&rules, &case.need(Part::RecipeType));
            None
        }
        (Ok(previous), Some(_)) => {
            check_reprocessing(case, found, previous, findings);
            case.wants_diff.then(|| diff(case, previous)).flatten()
        }
    };
    findings.prev_batch = Some(PreviousBatchReport {
        id: found.batch.id,
        recipe_type_rev: revision.map(|revision| RecipeTypeRevision {
            id: revision.id,
            recipe_type: revision.recipe_type.clone(),
            revision_num: revision.revision_num,
            created: revision.created.clone(),
            definition: None,
        }),
        diff,
    });
}

/// Looks only at what is known whatever is forced, so that a keystroke costs the same for a recipe of any size.
fn check_reprocessing(
    case: &Case<'_>,
    found: &FoundBatch<'_>,
    previous: Sound<'_, '_>,
    findings: &mut Findings,
) {
    let Some(unforced) = case.context.unforced(found, previous) else {
        return;
    };
    let id = found.batch.id;
    if !unforced.reasons.is_empty() {
        let reasons = unforced.reasons.iter();
        let reasons: Vec<&str> = reasons.map(|reason| &*reason.description).collect();
        let description = format!(
            "The recipes of the previous batch {id} cannot be re-processed with the current revision of their recipe \
             type: {}",
            reasons.join(" ")
        );
        let reasons = unforced.reasons.iter().map(|reason| {
            let DiffReason { name, description } = reason;
            json!({"name": name, "description": description})
        });
        let reasons: Vec<Value> = reasons.collect();
        let problem = Problem::new(Name::PrevBatchNoReprocess, description)
            .param("problems", unfit_inputs(case, previous.definition));
        findings.push(
            problem
                .at(ROOT)
                .param("batch_id", id.0)
                .param("reasons", reasons),
        );
    } else if unforced.is_unchanged && !forces_a_node(case) && case.is_sound("/definition") {
        let description = "No node of the recipe changed since the previous batch, and none is forced: every node \
                           would be copied. Force the nodes that are to run again.";
        let problem = Problem::new(Name::NothingToReprocess, description);
        findings.push(
            problem
                .at("/definition/previous_batch")
                .param("batch_id", id.0),
        );
    }
}

/// Whether anything that is forced is in the recipe.
fn forces_a_node(case: &Case<'_>) -> bool {
    let Some(recipe_type) = case.sound_recipe_type() else {
        return false;
    };
    let nodes = &recipe_type.definition.nodes;
    match case.forced_nodes() {
        None => false,
        Some((ForcedNodes::All, _)) => !nodes.is_empty(),
        Some((
            ForcedNodes::Only {
                nodes: named,
                sub_recipes,
            },
            _,
        )) => named
            .iter()
            .chain(sub_recipes.keys())
            .any(|name| nodes.contains_key(name)),
    }
}

/// What the batch will do, node by node.
fn diff(case: &Case<'_>, previous: Sound<'_, '_>) -> Option<RecipeDiffDocument> {
    let forced_nodes = case.forced_nodes().map(|(forced_nodes, _)| forced_nodes);
    let current = case.context.sound_definition()?;
    Some(RecipeDiff::between_sound(previous, current, forced_nodes).document())
}

/// What of the previous inputs does not fit the current ones, by name and params.
fn unfit_inputs(case: &Case<'_>, previous: &RecipeDefinition) -> Vec<Value> {
    let Some(current) = case.sound_recipe_type() else {
        return Vec::new();
    };
    connection_problems(&current.definition.input, &previous.input)
        .into_iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| json!({"name": problem.name.as_str(), "params": problem.params}))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::json::call;

    /// What is said of the root batch 10 when these are all batches.
    fn not_found(batches: &Value) -> Value {
        let definition = json!({"previous_batch": {"root_batch_id": 10}});
        let request = json!({"recipe_type_id": 1, "definition": definition});
        let input = json!({"request": request, "context": {"batches": batches}});
        let report: Value =
            serde_json::from_str(&call("validateBatch", &input.to_string(), "")).unwrap();
        let errors = report["errors"].as_array().unwrap().iter();
        let mut errors = errors.filter(|error| error["name"] == "PREV_BATCH_NOT_FOUND");
        errors.next().cloned().unwrap()
    }

    #[test]
    fn a_chain_whose_batches_are_all_superseded_is_told_from_no_chain() {
        let root = json!({"id": 10, "is_superseded": true});
        let next = json!({"id": 11, "root_batch": {"id": 10}, "is_superseded": true});
        let error = not_found(&json!([root, next]));
        assert_eq!(
            error["description"],
            "Every batch in the chain of root batch 10 is superseded, and only a batch that is not superseded can be \
             the previous one."
        );
        let params = json!({"root_batch_id": 10, "because": "ALL_SUPERSEDED"});
        assert_eq!(error["params"], params);
        let error = not_found(&json!([{"id": 12}]));
        assert_eq!(error["params"], json!({"root_batch_id": 10}));
    }
}
