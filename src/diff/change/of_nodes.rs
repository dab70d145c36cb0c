//! The changes of all nodes of a diff.

use crate::recipe::graph::{Adjacency, NodeId, NodeMap};

/// The changes of all nodes in one flat list; those of a node stand together, the nodes in any order.
#[derive(Debug, Clone)]
pub(in crate::diff) struct Changes<C> {
    all: Vec<C>,
    /// Where the changes of each node begin and end.
    spans: NodeMap<(u32, u32)>,
}

impl<C> Changes<C> {
    /// No changes yet of the nodes of a graph, with room for some.
    pub(in crate::diff) fn none(graph: &Adjacency, room: usize) -> Self {
        Changes {
            all: Vec::with_capacity(room),
            spans: graph.node_map((0, 0)),
        }
    }

    /// Takes the changes of a node out of a list.
    pub(in crate::diff) fn set(&mut self, node: NodeId, changes: &mut Vec<C>) {
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

    /// How many changes there are of all nodes.
    pub(in crate::diff) fn len(&self) -> usize {
        self.all.len()
    }

    /// The changes of a node.
    pub(in crate::diff) fn of(&self, node: NodeId) -> &[C] {
        let (start, end) = self.spans[node];
        let changes = self.all.get(start as usize..end as usize);
        changes.unwrap_or_default()
    }
}
