//! Which nodes are forced to run again.
#![allow(clippy::indexing_slicing, reason = "See the module above.")]

use super::RecipeDiff;
use crate::documents::ForcedNodes;

/// Forces nodes and everything after them, deleted nodes that hang below them too. Names that are not in the diff
/// have no effect.
pub(super) fn force<'d>(diff: &mut RecipeDiff<'d>, forced_nodes: Option<&'d ForcedNodes>) {
    let count = diff.names.len();
    diff.forced_nodes = forced_nodes;
    diff.forced_directly = match forced_nodes {
        None => vec![false; count],
        Some(ForcedNodes::All) => vec![true; count],
        Some(ForcedNodes::Only { nodes, sub_recipes }) => {
            let mut directly = vec![false; count];
            for name in nodes.iter().chain(sub_recipes.keys()) {
                if let Ok(index) = diff.names.binary_search(&name.as_str()) {
                    directly[index] = true;
                }
            }
            directly
        }
    };
    let starts = (0..).zip(&diff.forced_directly);
    let starts = starts
        .filter(|(_, forced)| **forced)
        .map(|(index, _)| index);
    diff.forced = diff.children.reached(starts);
}
