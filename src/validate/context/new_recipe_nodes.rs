//! Recipe nodes whose sub-recipes a re-processing batch cannot create.

use crate::diff::{NodeDiff, RecipeDiff, SubRecipeDiffs};
use crate::documents::{KnownTypes, NodeKind, NodeType};
use crate::estimate::Ways;

/// The recipe nodes that a re-processing batch fails at, by the names on the way to them, whatever is forced: inside a
/// sub-recipe they can only be new where its revision is another one, and then it runs again.
pub(crate) fn new_nodes(
    diff: &RecipeDiff<'_>,
    inside: &SubRecipeDiffs<'_>,
    known_types: &KnownTypes,
) -> Vec<String> {
    paths(diff, inside, known_types, |node| fails(node, known_types))
}

/// Whether the server fails at a recipe node, because it was none before.
pub(crate) fn fails(node: NodeDiff<'_, '_>, known_types: &KnownTypes) -> bool {
    node.kind() == NodeKind::Recipe
        && node.runs()
        && !is_there_before(node)
        && !is_inactive(node, known_types)
}

/// Whether the node was a recipe node in the previous batch.
pub(crate) fn is_there_before(node: NodeDiff<'_, '_>) -> bool {
    let before = node.previous();
    before.is_some_and(|before| before.node_type.kind() == NodeKind::Recipe)
}

pub(crate) fn is_inactive(node: NodeDiff<'_, '_>, known_types: &KnownTypes) -> bool {
    match node.node_type() {
        Some(NodeType::Recipe {
            recipe_type_name, ..
        }) => known_types.get(recipe_type_name).is_active == Some(false),
        _ => false,
    }
}

/// Recipe nodes at every depth, each after the names of the recipe nodes on the first way to it. Nothing is inside a
/// sub-recipe that is not created.
pub(crate) fn paths(
    diff: &RecipeDiff<'_>,
    inside: &SubRecipeDiffs<'_>,
    known_types: &KnownTypes,
    is_wanted: impl Fn(NodeDiff<'_, '_>) -> bool,
) -> Vec<String> {
    let mut wanted = Vec::new();
    let mut is_reached = vec![false; inside.diffs.len()];
    let mut recipes = vec![(diff, &inside.inside)];
    let mut ways = Ways::new();
    let mut current = 0;
    while let Some(&(diff, inner)) = recipes.get(current) {
        let nodes = diff.nodes().filter(|node| node.kind() == NodeKind::Recipe);
        for node in nodes {
            if is_wanted(node) {
                wanted.push(ways.to(current, node.name()));
            }
            if !is_there_before(node) || is_inactive(node, known_types) {
                continue;
            }
            let place = inner.get(node.name()).copied();
            let below = place.and_then(|place| {
                let is_first = !std::mem::replace(is_reached.get_mut(place)?, true);
                inside.diffs.get(place).filter(|_| is_first)
            });
            if let Some(below) = below {
                recipes.push((&below.diff, &below.inside));
                ways.add(current, node.name());
            }
        }
        current += 1;
    }
    wanted
}
