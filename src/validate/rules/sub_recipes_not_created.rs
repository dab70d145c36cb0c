//! ## SUB_RECIPES_NOT_CREATED
//!
//! The server will never create some of the sub-recipes.
//!
//! **Cause.** `params.because` says why. `SUB_RECIPE_TYPE_INACTIVE`: the recipe type of a recipe node is inactive.
//! `NEW_RECIPE_NODE`: a recipe node is new since the previous batch. When the server re-processes a recipe, it looks
//! for the sub-recipe that each new one replaces, and fails at such a node; `params.others` has the recipe nodes that
//! are lost with it. `params.nodes` has the nodes; one inside a sub-recipe follows the names of the recipe nodes on the
//! way to it: `outer/inner`.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"dataset": 1, "forced_nodes": {"all": false}}},
//!   "context": {
//!     "recipe_type": {
//!       "id": 208,
//!       "definition": {
//!         "nodes": {
//!           "ortho": {
//!             "dependencies": [],
//!             "input": {},
//!             "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}
//!           }
//!         }
//!       }
//!     },
//!     "dataset": {"id": 1, "definition": {}, "files_per_parameter": {"SCENE": 1}},
//!     "recipe_types": [{"id": 209, "name": "ortho", "revision_num": 1, "is_active": false, "definition": {}}]
//!   }
//! }
//! ```
//!
//! **Remedy.** Activate the recipe type; or create a batch from the dataset instead of re-processing.

use super::super::case::{Case, DATASET, Findings, PREVIOUS_BATCH, PreviousBatch};
use super::super::context::FoundBatch;
use super::super::context::Need;
use super::super::context::NoDefinition;
use super::super::context::{fails, is_inactive, is_there_before, paths};
use super::nothing_will_be_created::creates_nothing;
use crate::diff::NodeDiff;
use crate::documents::{NodeKind, SubRecipeTypes};
use crate::problem::catalogue::SubRecipesNotCreated;
use crate::problem::causes::SubRecipesLost;
use crate::problem::{Problem, ProblemName};
use crate::read::Limits;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let estimate = findings.estimate.as_ref();
    let Some(estimate) = estimate.filter(|estimate| !creates_nothing(estimate)) else {
        return;
    };
    if let Some(creation) = &estimate.creation {
        let problem = inactive(&creation.inactive, DATASET);
        findings.problems.extend(problem);
    } else if let PreviousBatch::Found(found) = case.previous_batch() {
        check_reprocessing(case, &found, findings);
    }
}

/// Looks at the nodes that run again only where the context has anything that keeps sub-recipes from being created.
fn check_reprocessing(case: &Case<'_>, found: &FoundBatch<'_>, findings: &mut Findings) {
    let context = case.context;
    if context.recipe_nodes().is_empty() {
        return;
    }
    let rule = [ProblemName::SubRecipesNotCreated];
    let previous = match context.ran_definition(found) {
        Ok(previous) => previous,
        Err(NoDefinition::Missing(need)) => return findings.unchecked(&rule, &need),
        Err(NoDefinition::Broken(_)) => return,
    };
    let unforced = context.unforced(previous);
    let Some((unforced, current)) = unforced.zip(context.sound_definition()) else {
        return;
    };
    for (name, number) in &unforced.unknown_revisions {
        findings.unchecked(&rule, &Need::of_revision(Some(name), *number));
    }
    if let Some(exceeded) = &unforced.exceeded {
        findings.push(exceeded.clone().at(PREVIOUS_BATCH));
    }
    let nodes = &unforced.new_recipe_nodes;
    let has_inactive = context.known_types().has_inactive();
    if nodes.is_empty() && !has_inactive {
        return;
    }
    let forced_nodes = case.forced_nodes().map(|(forced_nodes, _)| forced_nodes);
    let diff = previous.diff(current, forced_nodes);
    if has_inactive {
        let none = SubRecipeTypes::default();
        let revisions = context.revisions().unwrap_or(&none);
        let (inside, exceeded) = diff.sub_recipes_until(&Limits::default(), revisions);
        if let Some(exceeded) = exceeded.filter(|_| unforced.exceeded.is_none()) {
            findings.push(exceeded.warning().at(PREVIOUS_BATCH));
        }
        let known_types = context.known_types();
        let inactive_nodes = paths(&diff, &inside, known_types, |node| {
            node.runs() && is_inactive(node, known_types)
        });
        let problem = inactive(&inactive_nodes, PREVIOUS_BATCH);
        findings.problems.extend(problem);
    }
    if !nodes.is_empty() {
        // What is new inside a sub-recipe takes nothing with it that stands beside that.
        let fails = diff.nodes().any(|node| fails(node, context.known_types()));
        let others = diff.nodes().filter(|node| {
            fails && node.kind() == NodeKind::Recipe && node.runs() && is_there_before(*node)
        });
        let because = SubRecipesLost::NewRecipeNode {
            nodes: nodes.iter().map(String::as_str).collect(),
            others: others.map(NodeDiff::name).collect(),
        };
        let problem = SubRecipesNotCreated { because }.problem();
        findings.push(problem.at(PREVIOUS_BATCH));
    }
}

fn inactive(nodes: &[String], path: &str) -> Option<Problem> {
    if nodes.is_empty() {
        return None;
    }
    let because = SubRecipesLost::SubRecipeTypeInactive {
        nodes: nodes.iter().map(String::as_str).collect(),
    };
    Some(SubRecipesNotCreated { because }.problem().at(path))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::Reader;
    use crate::problem::ProblemName;
    use crate::validate::{Context, ValidationReport, validate_value};

    fn job(revision: i64) -> Value {
        json!({"dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": "j",
            "job_type_version": "1", "job_type_revision": revision}})
    }

    fn recipe_node(name: &str, revision: i64) -> Value {
        json!({"dependencies": [], "input": {}, "node_type":
            {"node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": revision}})
    }

    /// The report on a batch from files, or on one that re-processes recipes with the nodes `before`. Recipe type
    /// `outer` contains `old`, which is inactive, at revision 1, and `tile` as well at revision 2.
    fn report(before: Option<&Value>, nodes: &Value, forced_nodes: &Value) -> ValidationReport {
        let outer = |revision: i64, nodes: Value| json!({"name": "outer", "revision_num": revision, "definition": {"nodes": nodes}});
        let inactive = json!({"id": 3, "name": "old", "revision_num": 1, "is_active": false});
        let mut context = json!({
            "recipe_type": {"id": 1, "name": "harbours", "revision_num": 2, "definition": {"nodes": nodes}},
            "dataset": {"definition": {}, "files_per_parameter": {"A": 1}},
            "revisions": [
                {"name": "tile", "revision_num": 1, "definition": {}},
                outer(1, json!({"inner": recipe_node("old", 1)})),
                outer(2, json!({"inner": recipe_node("old", 1), "tiles": recipe_node("tile", 1)})),
            ],
            "recipe_types": [inactive],
        });
        let mut definition = json!({"dataset": 3, "forced_nodes": forced_nodes});
        if let Some(nodes) = before {
            context["previous_batch"] = json!({"id": 7, "root_batch": {"id": 7}, "recipe_type": {"id": 1},
                "is_creation_done": true, "recipes_total": 4,
                "recipe_type_rev": {"revision_num": 1, "definition": {"nodes": nodes}}});
            definition =
                json!({"previous_batch": {"root_batch_id": 7, "forced_nodes": forced_nodes}});
        }
        let context = Reader::new().value::<Context>(&context).into_result();
        let request = json!({"recipe_type_id": 1, "definition": definition});
        validate_value(&request, &context.unwrap())
    }

    /// Why, which nodes, and which others, of each warning.
    fn told(report: &ValidationReport) -> Vec<Value> {
        let warnings = report.warnings.iter();
        let found = warnings.filter(|warning| warning.name == ProblemName::SubRecipesNotCreated);
        found
            .map(|found| {
                let others = found.params.get("others").cloned().unwrap_or_default();
                json!([found.params["because"], found.params["nodes"], others])
            })
            .collect()
    }

    #[test]
    fn none_of_an_inactive_type_comes_at_any_depth() {
        let nodes = json!({"a": recipe_node("outer", 1), "b": recipe_node("old", 1), "c": recipe_node("tile", 1)});
        let expected = json!(["SUB_RECIPE_TYPE_INACTIVE", ["b", "a/inner"], null]);
        let all = json!({"all": true});
        let expected = vec![expected];
        assert_eq!(told(&report(None, &nodes, &all)), expected);
        assert_eq!(told(&report(Some(&nodes), &nodes, &all)), expected);
        let copied = report(Some(&nodes), &nodes, &json!({"all": false, "nodes": ["c"]}));
        assert_eq!(
            told(&copied),
            [] as [Value; 0],
            "what is copied need not be created"
        );
    }

    #[test]
    fn a_recipe_node_that_was_none_before_takes_the_others_with_it() {
        let before = json!({"a": job(1), "c": recipe_node("tile", 1), "d": recipe_node("tile", 1)});
        let nodes = json!({"a": recipe_node("tile", 1), "b": recipe_node("tile", 1), "c": recipe_node("tile", 1),
            "d": recipe_node("tile", 1)});
        let forced = json!({"all": false, "sub_recipes": {"d": {"all": true}}});
        let told_of = |before, nodes| told(&report(Some(before), nodes, &forced));
        assert_eq!(
            told_of(&before, &nodes),
            [json!(["NEW_RECIPE_NODE", ["a", "b"], ["d"]])]
        );
        assert_eq!(told_of(&nodes, &nodes), [] as [Value; 0]);
        assert_eq!(
            told_of(&nodes, &before),
            [] as [Value; 0],
            "a job may be new"
        );
    }

    #[test]
    fn a_recipe_node_may_be_new_inside_a_sub_recipe() {
        let (before, nodes) = (
            json!({"a": recipe_node("outer", 1)}),
            json!({"a": recipe_node("outer", 2)}),
        );
        let report = report(
            Some(&before),
            &nodes,
            &json!({"all": false, "nodes": ["a"]}),
        );
        assert_eq!(told(&report), [json!(["NEW_RECIPE_NODE", ["a/tiles"], []])]);
    }
}
