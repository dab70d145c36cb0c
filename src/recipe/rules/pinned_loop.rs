//! `RECURSIVE_SUBRECIPES`: revisions of recipe types that contain each other in a circle.
//!
//! A revision is pinned to revisions that were there before it, so no server can have them. A circle of recipe types
//! by name, whose revisions are different ones, is none.

use super::super::first_loop::first_loop;
use super::recursive_subrecipes::circle_of_revisions;
use crate::documents::{NodeType, RecipeDefinition};
use crate::problem::{Problem, join};

/// The first circle that a definition is in, or leads to, at the node of its own that is pinned to a part of it, where
/// there is one.
///
/// `own` is the revision that the definition is, where it is one; `revision` is the definition of any other that is
/// known. Linear in what these contain.
pub(crate) fn pinned_loop<'d>(
    own: Option<(&'d str, i64)>,
    definition: &'d RecipeDefinition,
    revision: impl Fn((&'d str, i64)) -> Option<&'d RecipeDefinition>,
) -> Option<Problem> {
    let contained = |other| {
        let found = if own == Some(other) {
            Some(definition)
        } else {
            revision(other)
        };
        found.map_or_else(Vec::new, pinned)
    };
    let circle = first_loop(own, pinned(definition), contained)?;
    let mut nodes = definition.nodes.iter();
    let node = nodes.find(|(_, node)| match &node.node_type {
        NodeType::Recipe {
            recipe_type_name,
            recipe_type_revision,
        } => circle.contains(&(recipe_type_name, *recipe_type_revision)),
        _ => false,
    });
    let path = node.map_or_else(|| "/nodes".to_owned(), |(name, _)| join("/nodes", name));
    Some(circle_of_revisions(&circle).at(path))
}

/// The revisions that the recipe nodes of a definition are pinned to.
fn pinned(definition: &RecipeDefinition) -> Vec<(&str, i64)> {
    let nodes = definition.nodes.values();
    nodes
        .filter_map(|node| match &node.node_type {
            NodeType::Recipe {
                recipe_type_name,
                recipe_type_revision,
            } => Some((recipe_type_name.as_str(), *recipe_type_revision)),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn definition(name: &str, revision: i64) -> Value {
        json!({"nodes": {"n": {"dependencies": [], "input": {}, "node_type":
            {"node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": revision}}}})
    }

    /// The errors of a definition that contains `start` 1. `a` 1 contains `b` 1, and `b` 1 contains `a` at a revision.
    fn errors(start: &str, a: i64, subject: &str) -> Value {
        let revisions = json!([
            {"name": "start", "revision_num": 1, "definition": definition("a", 1)},
            {"name": "a", "revision_num": 1, "definition": definition("b", 1)},
            {"name": "a", "revision_num": 2, "definition": {}},
            {"name": "b", "revision_num": 1, "definition": definition("a", a)},
        ]);
        let own = definition(start, 1);
        let own = match subject {
            "recipe_type" => json!({"name": "own", "definition": own}),
            _ => own,
        };
        let input = json!({subject: own, "revisions": revisions});
        let report: Value =
            serde_json::from_str(&call("checkRecipe", &input.to_string(), "")).unwrap();
        report["errors"].clone()
    }

    #[test]
    fn a_circle_of_pinned_revisions_is_an_error_once() {
        for (start, subject, path) in [
            ("a", "definition", "/nodes/n"),
            ("a", "recipe_type", "/definition/nodes/n"),
            ("start", "definition", "/nodes"),
        ] {
            let errors = errors(start, 1, subject);
            let [error] = &errors.as_array().unwrap()[..] else {
                panic!("{subject} {start}: {errors}");
            };
            assert_eq!(error["name"], "RECURSIVE_SUBRECIPES");
            assert_eq!(error["path"], path);
            let a = json!({"name": "a", "revision_num": 1});
            let b = json!({"name": "b", "revision_num": 1});
            assert_eq!(error["params"], json!({"recipe_types": [a, b]}));
        }
    }

    #[test]
    fn a_circle_of_names_through_other_revisions_is_none() {
        assert_eq!(errors("a", 2, "definition"), json!([]));
    }
}
