//! Which nodes are forced to run again.
#![allow(clippy::indexing_slicing, reason = "See the module above.")]

use super::RecipeDiff;
use crate::documents::ForcedNodes;

/// Forces nodes and everything after them, deleted nodes that hang below them too. Names that are not in the diff
/// have no effect.
pub(super) fn force<'d>(diff: &mut RecipeDiff<'d>, forced_nodes: Option<&'d ForcedNodes>) {
    diff.forced_nodes = forced_nodes;
    diff.has_forced = forced_nodes.is_some();
    diff.forced_directly = directly(&diff.names, forced_nodes);
    let starts = (0..).zip(&diff.forced_directly);
    let starts = starts
        .filter(|(_, forced)| **forced)
        .map(|(index, _)| index);
    diff.forced = diff.children.reached(starts);
}

/// Which of the nodes are forced by name, or because all are.
pub(super) fn directly(names: &[&str], forced_nodes: Option<&ForcedNodes>) -> Vec<bool> {
    match forced_nodes {
        None => vec![false; names.len()],
        Some(ForcedNodes::All) => vec![true; names.len()],
        Some(ForcedNodes::Only { nodes, sub_recipes }) => {
            let mut directly = vec![false; names.len()];
            for name in nodes.iter().chain(sub_recipes.keys()) {
                if let Ok(index) = names.binary_search(&name.as_str()) {
                    directly[index] = true;
                }
            }
            directly
        }
    }
}
