//! Forced nodes against the recipe that they are about.

use serde::Serialize;

use crate::documents::{ForcedNodes, RecipeDefinition, ServedDefinition, SubRecipeTypes};
use crate::edge::call::{Call, KnownRevisions, Returned, outcomes};
use crate::edge::takes::inputs;
use crate::forced_nodes::{
    NodeTree, check_forced_nodes, expand_forced_nodes, forced_nodes_tree, normalise_forced_nodes,
};
use crate::problem::Problem;

inputs! {
    /// A recipe, and what may be inside it.
    RecipeInputs: KnownRevisions {
        /// The definition of the recipe, on its own or as the API serves it.
        definition: "DocumentOrText<RecipeDefinition | WithDefinition>",
    }

    /// Forced nodes and the recipe that they are about.
    ForcedNodesInputs: RecipeInputs {
        /// What is forced.
        forced_nodes: "DocumentOrText<ForcedNodes>",
    }
}

/// The nodes of a recipe and what is inside them.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct NodeTreeReport {
    /// Absent when there are errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(default, with = "NodeTree"))]
    tree: Option<NodeTree>,
    /// What kept the result from being made.
    errors: Vec<Problem>,
    /// What a person should look at.
    warnings: Vec<Problem>,
}

/// Forced nodes, put another way.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct ForcedNodesReport {
    /// Absent when there are errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(default, with = "ForcedNodes"))]
    forced_nodes: Option<ForcedNodes>,
    /// What kept the result from being made.
    errors: Vec<Problem>,
    /// What a person should look at.
    warnings: Vec<Problem>,
}

outcomes!(NodeTreeReport, ForcedNodesReport);

/// `{tree}` of what can be forced in `definition`.
pub(in crate::edge) fn tree(call: &mut Call<'_>) -> Returned<NodeTreeReport> {
    let definition = call.required::<ServedDefinition>("definition")?;
    let inside = call.revisions();
    let both = definition.zip(inside);
    let tree = both.map(|(served, inside)| forced_nodes_tree(&served.definition, &inside));
    let (errors, warnings) = call.problems();
    Ok(NodeTreeReport {
        tree,
        errors,
        warnings,
    })
}

/// `{forced_nodes}` in their shortest form.
pub(in crate::edge) fn normalise(call: &mut Call<'_>) -> Returned<ForcedNodesReport> {
    let subject = Subject::read(call)?;
    let forced_nodes = subject.map(|subject| {
        normalise_forced_nodes(&subject.forced, &subject.definition, &subject.inside)
    });
    let (errors, warnings) = call.problems();
    Ok(ForcedNodesReport {
        forced_nodes,
        errors,
        warnings,
    })
}

/// `{tree}` of the nodes that run.
pub(in crate::edge) fn expand(call: &mut Call<'_>) -> Returned<NodeTreeReport> {
    let tree = match Subject::read(call)? {
        None => None,
        Some(subject) => {
            match expand_forced_nodes(&subject.forced, &subject.definition, &subject.inside) {
                Ok(tree) => Some(tree),
                Err(problem) => {
                    call.fail("definition", vec![problem]);
                    None
                }
            }
        }
    };
    let (errors, warnings) = call.problems();
    Ok(NodeTreeReport {
        tree,
        errors,
        warnings,
    })
}

/// Forced nodes and the recipe that they are about.
struct Subject {
    forced: ForcedNodes,
    definition: RecipeDefinition,
    inside: SubRecipeTypes,
}

impl Subject {
    /// Reads them, and warns about what is questionable; `None` if one is broken.
    fn read(call: &mut Call<'_>) -> Result<Option<Self>, Problem> {
        let forced = call.required::<ForcedNodes>("forced_nodes")?;
        let served = call.required::<ServedDefinition>("definition")?;
        let inside = call.revisions();
        let (Some(forced), Some(served), Some(inside)) = (forced, served, inside) else {
            return Ok(None);
        };
        let definition = served.definition;
        let odd = check_forced_nodes(&forced, &definition, &inside);
        call.warn("forced_nodes", odd);
        Ok(Some(Subject {
            forced,
            definition,
            inside,
        }))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

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
