//! Forced nodes that do not do what they seem to say, each level against the recipe that it is about.

use std::cell::OnceCell;

use super::inside_of;
use super::meant::Meant;
use super::named::Named;
use super::rules::{
    condition_forced, job_among_sub_recipes, nothing_forced, sub_recipe_not_expanded,
    unknown_forced_node,
};
use crate::documents::{ForcedNodes, NodeType, RecipeDefinition, SubRecipeTypes};
use crate::problem::{Problem, push_segment};
use crate::read::Found;
use crate::sorted::SortedSet;

/// Checks forced nodes against the recipe that they are about, and the recipes inside it that are known.
///
/// Everything found is a warning: the server accepts it. The names are `UNKNOWN_FORCED_NODE`, `NOT_A_SUB_RECIPE`,
/// `SUB_RECIPE_NOT_EXPANDED` and `NOTHING_FORCED`; each path leads into the forced nodes.
///
/// Source: the Scale API's *Recipe Forced Nodes JSON*.
///
/// ```
/// use scale_batch::ProblemName;
/// use scale_batch::documents::{ForcedNodes, RecipeDefinition, SubRecipeTypes};
/// use scale_batch::forced_nodes::check_forced_nodes;
///
/// let definition: RecipeDefinition = serde_json::from_str(r#"{"nodes": {"ortho": {
///     "dependencies": [], "input": {},
///     "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}
/// }}}"#)?;
/// let forced = ForcedNodes::nodes(["ortho", "orhto"]);
/// let warnings = check_forced_nodes(&forced, &definition, &SubRecipeTypes::default());
/// assert_eq!(warnings[0].name, ProblemName::SubRecipeNotExpanded);
/// assert_eq!(warnings[1].name, ProblemName::UnknownForcedNode);
/// assert_eq!(warnings[1].params["suggestion"], "ortho");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn check_forced_nodes(
    forced_nodes: &ForcedNodes,
    definition: &RecipeDefinition,
    sub_recipe_types: &SubRecipeTypes,
) -> Vec<Problem> {
    let mut found = Found::default();
    forced_nodes_problems(
        forced_nodes,
        Some(definition),
        sub_recipe_types,
        "",
        &mut found,
    );
    found.finish()
}

/// One object of forced nodes, and the recipe that it is about, when that is known.
struct Level<'d> {
    forced_nodes: &'d ForcedNodes,
    definition: Option<&'d RecipeDefinition>,
    /// The recipe node whose inside this is, by its number.
    around: Option<usize>,
}

/// A recipe node whose inside is looked at.
struct Around<'d> {
    node: &'d str,
    /// The recipe node whose inside it is in, by its number.
    around: Option<usize>,
}

/// The pointer to the forced nodes inside a recipe node, in a document that has all of them at `outermost`.
fn pointer_inside(all: &[Around<'_>], innermost: Option<usize>, outermost: &str) -> String {
    let mut nodes = Vec::new();
    let mut next = innermost.and_then(|number| all.get(number));
    while let Some(Around { node, around }) = next {
        nodes.push(*node);
        next = around.and_then(|number| all.get(number));
    }
    let mut pointer = outermost.to_owned();
    for node in nodes.iter().rev() {
        push_segment(&mut pointer, "sub_recipes");
        push_segment(&mut pointer, node);
    }
    pointer
}

/// As [`check_forced_nodes`], for forced nodes at `outermost` in their document; in document order. Of a
/// recipe that is not known, what it has is taken on trust. Returns the revisions of recipe types inside which nodes are
/// named, and that are not known.
pub(crate) fn forced_nodes_problems<'d>(
    forced_nodes: &'d ForcedNodes,
    definition: Option<&'d RecipeDefinition>,
    sub_recipe_types: &'d SubRecipeTypes,
    outermost: &str,
    found: &mut Found,
) -> SortedSet<(&'d str, i64)> {
    let mut unknown = Vec::new();
    let mut meant = Meant::new(sub_recipe_types);
    let mut all_around: Vec<Around<'_>> = Vec::new();
    let mut waiting = vec![Level {
        forced_nodes,
        definition,
        around: None,
    }];
    while let Some(level) = waiting.pop() {
        let ForcedNodes::Only { nodes, sub_recipes } = level.forced_nodes else {
            continue;
        };
        // Made only where something is found: of all levels together, pointers are longer than the document.
        let pointer = OnceCell::new();
        let named = |name, number| Named {
            name,
            forced_nodes: level.forced_nodes,
            pointer: pointer.get_or_init(|| pointer_inside(&all_around, level.around, outermost)),
            number,
        };
        if nodes.is_empty() && sub_recipes.is_empty() {
            let around = level.around.and_then(|number| all_around.get(number));
            found.warn(|| {
                let pointer = pointer_inside(&all_around, level.around, outermost);
                nothing_forced(around.map(|around| around.node), &pointer)
            });
            continue;
        }
        if let Some(definition) = level.definition {
            for (number, name) in nodes.iter().enumerate() {
                let named = || named(name, Some(number));
                match definition.nodes.get(name).map(|node| &node.node_type) {
                    None => {
                        found.warn(|| unknown_forced_node(&named(), meant.find(name, definition)));
                    }
                    Some(NodeType::Condition { .. }) => found.warn(|| condition_forced(&named())),
                    Some(NodeType::Recipe { .. }) if !sub_recipes.contains_key(name) => {
                        found.warn(|| sub_recipe_not_expanded(&named()));
                    }
                    Some(NodeType::Recipe { .. } | NodeType::Job { .. }) => {}
                }
            }
        }
        let (mut inner, mut inside_of_these) = (Vec::new(), Vec::new());
        for (name, forced_nodes) in sub_recipes {
            let named = || named(name, None);
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
                    found.warn(|| unknown_forced_node(&named(), meant.find(name, definition)));
                    continue;
                }
                Some(Ok(NodeType::Condition { .. })) => {
                    found.warn(|| condition_forced(&named()));
                    continue;
                }
                Some(Ok(NodeType::Job { .. })) => {
                    found.warn(|| job_among_sub_recipes(&named()));
                    continue;
                }
            };
            inner.push(Level {
                forced_nodes,
                definition: inside,
                around: Some(all_around.len() + inside_of_these.len()),
            });
            inside_of_these.push(Around {
                node: name,
                around: level.around,
            });
        }
        all_around.extend(inside_of_these);
        waiting.extend(inner.into_iter().rev());
    }
    unknown.into_iter().collect()
}
