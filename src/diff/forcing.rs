//! Which nodes are forced to run again.

use super::RecipeDiff;
use crate::documents::ForcedNodes;
use crate::recipe::graph::NodeMap;

/// Forces nodes and everything after them, deleted nodes that hang below them too. Names that are not in the diff
/// have no effect.
pub(super) fn force<'d>(diff: &mut RecipeDiff<'d>, forced_nodes: Option<&'d ForcedNodes>) {
    diff.forced_nodes = forced_nodes;
    diff.has_forced = forced_nodes.is_some();
    diff.forced_directly = directly(&diff.names, forced_nodes);
    diff.forced = diff.outline.children.reached(diff.forced_directly.chosen());
}

/// Which of the nodes are forced by name, or because all are.
pub(super) fn directly(names: &NodeMap<&str>, forced_nodes: Option<&ForcedNodes>) -> NodeMap<bool> {
    match forced_nodes {
        None => names.filled_alike(false),
        Some(ForcedNodes::All) => names.filled_alike(true),
        Some(ForcedNodes::Only { nodes, sub_recipes }) => {
            let mut directly = names.filled_alike(false);
            for name in nodes.iter().chain(sub_recipes.keys()) {
                if let Some(node) = names.search(&name.as_str()) {
                    directly[node] = true;
                }
            }
            directly
        }
    }
}
