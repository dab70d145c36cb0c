//! Forced nodes against the recipe that they are about.

use serde::Serialize;

use super::gathered::Gathered;
use super::inputs::Inputs;
use super::{Answer, answer};
use crate::documents::ServedDefinition;
use crate::problem::Problem;
use crate::{
    ForcedNodes, RecipeDefinition, SubRecipeTypes, check_forced_nodes, expand_forced_nodes,
    forced_nodes_tree, normalise_forced_nodes,
};

/// `{tree}` of what can be forced in `definition`.
pub(super) fn forced_nodes_tree_of(inputs: &Inputs<'_>) -> Answer {
    let mut documents = Gathered::default();
    let definition = documents.required::<ServedDefinition>(inputs, "definition")?;
    let inside = documents.revisions(inputs);
    let tree = definition
        .zip(inside)
        .map(|(served, inside)| forced_nodes_tree(&served.definition, &inside));
    Ok(answered(documents, "tree", tree))
}

/// `{forced_nodes}` in their shortest form.
pub(super) fn normalise(inputs: &Inputs<'_>) -> Answer {
    with_recipe(inputs, "forced_nodes", |forced, definition, inside| {
        Ok(normalise_forced_nodes(forced, definition, inside))
    })
}

/// `{tree}` of the nodes that run.
pub(super) fn expand(inputs: &Inputs<'_>) -> Answer {
    with_recipe(inputs, "tree", expand_forced_nodes)
}

/// Reads forced nodes and the recipe that they are about, warns about what is odd, and answers with what `make`
/// makes of them under the name `result`.
fn with_recipe<R: Serialize>(
    inputs: &Inputs<'_>,
    result: &'static str,
    make: impl Fn(&ForcedNodes, &RecipeDefinition, &SubRecipeTypes) -> Result<R, Problem>,
) -> Answer {
    let mut documents = Gathered::default();
    let forced = documents.required::<ForcedNodes>(inputs, "forced_nodes")?;
    let definition = documents.required::<ServedDefinition>(inputs, "definition")?;
    let inside = documents.revisions(inputs);
    let answer = forced.zip(definition).zip(inside).and_then(
        |((forced, ServedDefinition { definition, .. }), inside)| {
            let odd = check_forced_nodes(&forced, &definition, &inside).into_iter();
            documents
                .warnings
                .extend(odd.map(|problem| problem.of("forced_nodes")));
            make(&forced, &definition, &inside)
                .map_err(|problem| documents.errors.push(problem))
                .ok()
        },
    );
    Ok(answered(documents, result, answer))
}

/// `{errors, warnings}`, and the result under its name when there is one.
fn answered<R: Serialize>(gathered: Gathered, name: &'static str, result: Option<R>) -> String {
    #[derive(Serialize)]
    struct Answered<R: Serialize> {
        #[serde(flatten)]
        gathered: Gathered,
        #[serde(flatten)]
        result: crate::SortedMap<&'static str, R>,
    }
    answer(&Answered {
        gathered,
        result: result.map(|result| (name, result)).into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::call;

    fn result(function: &str, input: &Value) -> Value {
        serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
    }

    fn definition() -> Value {
        json!({"nodes": {"a": {"dependencies": [], "input": {}, "node_type": {
            "node_type": "recipe", "recipe_type_name": "r", "recipe_type_revision": 1}}}})
    }

    #[test]
    fn lists_what_can_be_forced() {
        let inside = json!([{"name": "r", "revision_num": 1, "definition": {"nodes": {}}}]);
        let input = json!({"definition": definition(), "sub_recipe_types": inside});
        let tree =
            json!({"a": {"kind": "recipe", "type_name": "r", "type_revision": 1, "nodes": {}}});
        assert_eq!(
            result("forcedNodesTree", &input),
            json!({"errors": [], "warnings": [], "tree": &tree})
        );
        let revisions =
            json!([{"recipe_type": {"name": "r"}, "revision_num": 1, "definition": {"nodes": {}}}]);
        let input =
            json!({"definition": {"id": 7, "definition": definition()}, "revisions": revisions});
        assert_eq!(result("forcedNodesTree", &input)["tree"], tree);
        let broken = result("forcedNodesTree", &json!({"definition": {"node": {}}}));
        assert_eq!(broken["errors"][0]["params"]["document"], "definition");
        assert_eq!(broken["tree"], Value::Null);
    }

    #[test]
    fn expands_and_normalises() {
        let forced = json!({"all": false, "nodes": ["a", "a", "b"]});
        let input = json!({"forced_nodes": forced, "definition": definition()});
        let expanded = result("expandForcedNodes", &input);
        assert_eq!(expanded["tree"]["a"]["forced"], true);
        assert_eq!(expanded["warnings"][0]["name"], "SUB_RECIPE_NOT_EXPANDED");
        let normal = result("normaliseForcedNodes", &input);
        assert_eq!(
            normal["forced_nodes"],
            json!({"all": false, "nodes": ["a", "b"]})
        );
    }
}
