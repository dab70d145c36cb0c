//! Forced nodes that do not do what they seem to say, each level against the recipe that it is about.

use super::inside_of;
use super::meant::Meant;
use super::named::Named;
use super::rules::{
    condition_forced, job_among_sub_recipes, nothing_forced, sub_recipe_not_expanded,
    unknown_forced_node,
};
use crate::documents::{ForcedNodes, NodeType, RecipeDefinition, SubRecipeTypes};
use crate::problem::Problem;
use crate::sorted::SortedSet;

/// Checks forced nodes against the recipe that they are about, and the recipes inside it that are known.
///
/// Everything found is a warning: the server accepts it. The names are `UNKNOWN_FORCED_NODE`, `NOT_A_SUB_RECIPE`,
/// `SUB_RECIPE_NOT_EXPANDED` and `NOTHING_FORCED`; each path leads into the forced nodes.
///
/// Source: the Scale API's *Recipe Forced Nodes JSON*.
///
/// ```
/// use scale_batch::{ForcedNodes, Name, RecipeDefinition, SubRecipeTypes, check_forced_nodes};
///
/// let definition: RecipeDefinition = serde_json::from_str(r#"{"nodes": {"ortho": {
///     "dependencies": [], "input": {},
///     "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}
/// }}}"#)?;
/// let forced = ForcedNodes::nodes(["ortho", "orhto"]);
/// let warnings = check_forced_nodes(&forced, &definition, &SubRecipeTypes::default());
/// assert_eq!(warnings[0].name, Name::SubRecipeNotExpanded);
/// assert_eq!(warnings[1].name, Name::UnknownForcedNode);
/// assert_eq!(warnings[1].params["suggestion"], "ortho");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn check_forced_nodes(
    forced_nodes: &ForcedNodes,
    definition: &RecipeDefinition,
    sub_recipe_types: &SubRecipeTypes,
) -> Vec<Problem> {
    forced_nodes_problems(forced_nodes, Some(definition), sub_recipe_types, "").problems
}

/// What was found in forced nodes, and what could not be decided.
#[derive(Default)]
pub(crate) struct CheckedForcedNodes<'d> {
    /// In document order.
    pub(crate) problems: Vec<Problem>,
    /// The revisions of recipe types inside which nodes are named, and that are not known.
    pub(crate) unknown: SortedSet<(&'d str, i64)>,
}

/// One object of forced nodes, and the recipe that it is about, when that is known.
struct Level<'d> {
    forced_nodes: &'d ForcedNodes,
    definition: Option<&'d RecipeDefinition>,
    pointer: String,
    /// The recipe node whose inside this is.
    around: Option<&'d str>,
}

/// As [`check_forced_nodes`], for forced nodes at `pointer` in their document; in document order. Of a
/// recipe that is not known, what it has is taken on trust.
pub(crate) fn forced_nodes_problems<'d>(
    forced_nodes: &'d ForcedNodes,
    definition: Option<&'d RecipeDefinition>,
    sub_recipe_types: &'d SubRecipeTypes,
    pointer: &str,
) -> CheckedForcedNodes<'d> {
    let mut problems = Vec::new();
    let mut unknown = Vec::new();
    let mut meant = Meant::new(sub_recipe_types);
    let mut waiting = vec![Level {
        forced_nodes,
        definition,
        pointer: pointer.to_owned(),
        around: None,
    }];
    while let Some(level) = waiting.pop() {
        let ForcedNodes::Only { nodes, sub_recipes } = level.forced_nodes else {
            continue;
        };
        let named = |name, number| Named {
            name,
            forced_nodes: level.forced_nodes,
            pointer: &level.pointer,
            number,
        };
        if nodes.is_empty() && sub_recipes.is_empty() {
            problems.push(nothing_forced(level.around, &level.pointer));
            continue;
        }
        if let Some(definition) = level.definition {
            for (number, name) in nodes.iter().enumerate() {
                let named = named(name, Some(number));
                match definition.nodes.get(name).map(|node| &node.node_type) {
                    None => {
                        problems.push(unknown_forced_node(&named, meant.find(name, definition)));
                    }
                    Some(NodeType::Condition { .. }) => problems.push(condition_forced(&named)),
                    Some(NodeType::Recipe { .. }) if !sub_recipes.contains_key(name) => {
                        problems.push(sub_recipe_not_expanded(&named));
                    }
                    Some(NodeType::Recipe { .. } | NodeType::Job { .. }) => {}
                }
            }
        }
        let mut inner = Vec::new();
        for (name, forced_nodes) in sub_recipes {
            let named = named(name, None);
            let node = level.definition.map(|definition| {
                let node = definition.nodes.get(name);
                node.map(|node| &node.node_type).ok_or(definition)
            });
            let inside = match node {
                // What the recipe is like is not known, so its nodes are taken on trust.
                None => None,
                Some(Ok(
                    node_type @ NodeType::Recipe {
                        recipe_type_name,
                        recipe_type_revision,
                    },
                )) => {
                    let inside = inside_of(node_type, sub_recipe_types);
                    let chosen = forced_nodes.names();
                    if inside.is_none() && chosen.is_some_and(|chosen| !chosen.is_empty()) {
                        unknown.push((recipe_type_name.as_str(), *recipe_type_revision));
                    }
                    inside
                }
                Some(Err(definition)) => {
                    problems.push(unknown_forced_node(&named, meant.find(name, definition)));
                    continue;
                }
                Some(Ok(NodeType::Condition { .. })) => {
                    problems.push(condition_forced(&named));
                    continue;
                }
                Some(Ok(NodeType::Job { .. })) => {
                    problems.push(job_among_sub_recipes(&named));
                    continue;
                }
            };
            inner.push(Level {
                forced_nodes,
                definition: inside,
                pointer: named.path(),
                around: Some(name),
            });
        }
        waiting.extend(inner.into_iter().rev());
    }
    CheckedForcedNodes {
        problems,
        unknown: unknown.into_iter().collect(),
    }
}
