//! The changes of all nodes of a diff.

use super::Change;
use crate::recipe::graph::{Adjacency, NodeId, NodeMap};

/// The changes of all nodes in one flat list; those of a node stand together, the nodes in any order.
#[derive(Debug)]
pub(in crate::diff) struct Changes<'d> {
    all: Vec<Change<'d>>,
    /// Where the changes of each node begin and end.
    spans: NodeMap<(u32, u32)>,
}

impl<'d> Changes<'d> {
    /// No changes yet of the nodes of a graph.
    pub(in crate::diff) fn none(graph: &Adjacency) -> Self {
        Changes {
            all: Vec::new(),
            spans: graph.node_map((0, 0)),
        }
    }

    /// Takes the changes of a node out of a list.
    pub(in crate::diff) fn set(&mut self, node: NodeId, changes: &mut Vec<Change<'d>>) {
        let start = self.end();
        self.all.append(changes);
        self.spans[node] = (start, self.end());
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "Four billion changes do not fit into the memory of a machine."
    )]
    fn end(&self) -> u32 {
        self.all.len() as u32
    }

    /// The changes of a node.
    pub(in crate::diff) fn of(&self, node: NodeId) -> &[Change<'d>] {
        let (start, end) = self.spans[node];
        let changes = self.all.get(start as usize..end as usize);
        changes.unwrap_or_default()
    }
}
