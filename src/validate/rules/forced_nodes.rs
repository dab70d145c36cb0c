//! `UNKNOWN_FORCED_NODE`, `NOT_A_SUB_RECIPE`, `SUB_RECIPE_NOT_EXPANDED`, `NOTHING_FORCED`: whether the forced nodes
//! that count are in the recipe.

use super::super::case::{Case, Findings};
use super::super::context::Need;
use super::super::context::Part;
use crate::documents::{ForcedNodes, SubRecipeTypes};
use crate::forced_nodes::forced_nodes_problems;
use crate::problem::ProblemName;
use crate::sorted::SortedSet;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    const ABOUT_NODES: [ProblemName; 3] = [
        ProblemName::UnknownForcedNode,
        ProblemName::NotASubRecipe,
        ProblemName::SubRecipeNotExpanded,
    ];
    let Some((forced_nodes, path)) = case.forced_nodes() else {
        return;
    };
    let definition = case.sound_recipe_type().map(|found| &found.definition);
    if definition.is_none() {
        findings.unchecked(&ABOUT_NODES, &case.need(Part::RecipeType));
    }
    let none = SubRecipeTypes::default();
    let types = case.context.revisions().unwrap_or(&none);
    let Findings { problems, .. } = findings;
    let unknown = if *forced_nodes == ForcedNodes::none() && must_not_be_left_out(case) {
        SortedSet::default()
    } else {
        forced_nodes_problems(forced_nodes, definition, types, path, problems)
    };
    for (name, revision_num) in unknown {
        findings.unchecked(&ABOUT_NODES, &Need::of_revision(Some(name), revision_num));
    }
}

/// Whether the server fails without forced nodes, as it does when it estimates how many recipes with recipe nodes it
/// creates from a dataset: then forced nodes that force nothing are what keeps it from failing.
fn must_not_be_left_out(case: &Case<'_>) -> bool {
    case.uses_dataset()
        && case.sound_recipe_type().is_some()
        && !case.context.recipe_nodes().is_empty()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// The report about forced nodes in a recipe with a job and a sub-recipe of a type that is not known.
    fn report(definition: &Value) -> Value {
        let job = json!({"node_type": "job", "job_type_name": "parser", "job_type_version": "1.0",
            "job_type_revision": 1});
        let recipe = json!({"node_type": "recipe", "recipe_type_name": "orthorectify", "recipe_type_revision": 2});
        let node =
            |node_type: &Value| json!({"dependencies": [], "input": {}, "node_type": node_type});
        let nodes = json!({"parse": node(&job), "ortho": node(&recipe)});
        let context = json!({"recipe_type": {"id": 1, "definition": {"nodes": nodes}},
            "dataset": {"id": 5, "definition": {}, "files_per_parameter": {"A": 1}},
            "batches": [{"id": 7, "recipe_type": {"id": 1}, "is_creation_done": true, "recipes_total": 1}]});
        let input =
            json!({"request": {"recipe_type_id": 1, "definition": definition}, "context": context});
        serde_json::from_str(&call("validateBatch", &input.to_string(), "")).unwrap()
    }

    fn has(list: &Value, name: &str) -> bool {
        let mut problems = list.as_array().unwrap().iter();
        problems.any(|problem| problem["name"] == name)
    }

    #[test]
    fn nodes_inside_an_unknown_sub_recipe_are_unchecked() {
        let unchecked = |inside: Value| {
            let forced = json!({"all": false, "sub_recipes": {"ortho": inside}});
            let report = report(&json!({"dataset": 5, "forced_nodes": forced}));
            let unchecked = report["unchecked"].as_array().unwrap().iter();
            let mut about_nodes = unchecked.filter(|rule| rule["name"] == "UNKNOWN_FORCED_NODE");
            about_nodes.next().map(|rule| rule["needs"].clone())
        };
        assert_eq!(
            unchecked(json!({"all": false, "nodes": ["warp"]})),
            Some("revisions".into())
        );
        assert_eq!(unchecked(json!({"all": true})), None);
        assert_eq!(unchecked(json!({"all": false})), None);
    }

    #[test]
    fn forced_nodes_that_keep_the_server_from_failing_are_not_called_useless() {
        let nothing = json!({"all": false});
        let of_dataset = report(&json!({"dataset": 5, "forced_nodes": nothing}));
        assert!(!has(&of_dataset["warnings"], "NOTHING_FORCED"));
        assert!(!has(&of_dataset["warnings"], "SERVER_ERROR_LIKELY"));
        let left_out = report(&json!({"dataset": 5}));
        assert!(has(&left_out["warnings"], "SERVER_ERROR_LIKELY"));

        let again = json!({"root_batch_id": 7, "forced_nodes": nothing});
        let of_batch = report(&json!({ "previous_batch": again }));
        assert!(has(&of_batch["warnings"], "NOTHING_FORCED"));
        let inside = json!({"all": false, "sub_recipes": {"ortho": nothing}});
        let inside = report(&json!({"dataset": 5, "forced_nodes": inside}));
        assert!(has(&inside["warnings"], "NOTHING_FORCED"));
    }

    #[test]
    fn that_nothing_is_forced_needs_no_context() {
        let inside = json!({"ortho": {"all": false, "nodes": []}, "other": {"all": true}});
        let definition =
            json!({"dataset": 1, "forced_nodes": {"all": false, "sub_recipes": inside}});
        let request = json!({"recipe_type_id": 208, "definition": definition});
        let report = call(
            "validateBatch",
            &json!({"request": request}).to_string(),
            "",
        );
        let report: Value = serde_json::from_str(&report).unwrap();
        let warnings = report["warnings"].as_array().unwrap();
        assert_eq!(warnings.len(), 1);
        assert_eq!(warnings[0]["name"], "NOTHING_FORCED");
        assert_eq!(
            warnings[0]["path"],
            "/definition/forced_nodes/sub_recipes/ortho"
        );
        assert!(has(&report["unchecked"], "UNKNOWN_FORCED_NODE"));
    }

    #[test]
    fn nodes_that_are_not_there_are_warned_of_at_every_depth() {
        let node = |name: &str, revision: i64| {
            let node_type = json!({"node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": revision});
            json!({"dependencies": [], "input": {}, "node_type": node_type})
        };
        let context = json!({
            "recipe_type": {"id": 208, "definition": {"nodes": {"ortho": node("ortho", 3), "parse": node("tile", 1)}}},
            "revisions": [
                {"name": "ortho", "revision_num": 3, "definition": {"nodes": {"north": node("tile", 1)}}},
                {"name": "tile", "revision_num": 1, "definition": {}},
            ],
        });
        let inside = json!({"ortho": {"all": false, "nodes": ["nroth"]}});
        let forced = json!({"all": false, "nodes": ["prase"], "sub_recipes": inside});
        let definition = json!({"dataset": 1, "forced_nodes": forced});
        let request = json!({"recipe_type_id": 208, "definition": definition});
        let input = json!({"request": request, "context": context}).to_string();
        let report: Value = serde_json::from_str(&call("validateBatch", &input, "")).unwrap();
        let warnings = report["warnings"].as_array().unwrap().iter();
        let unknown = warnings.filter(|warning| warning["name"] == "UNKNOWN_FORCED_NODE");
        let told = unknown.map(|warning| json!([warning["path"], warning["params"]["suggestion"]]));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                json!(["/definition/forced_nodes/nodes/0", "parse"]),
                json!([
                    "/definition/forced_nodes/sub_recipes/ortho/nodes/0",
                    "north"
                ]),
            ]
        );
    }
}
