//! The nodes of a diff, and how they depend on each other.

use crate::documents::{DiffReason, NodeStatus};
use crate::recipe::graph::{Adjacency, EdgeMap, NodeId, NodeMap};

/// The nodes of a diff, sorted by name, and how they depend on each other.
#[derive(Debug)]
pub(super) struct Outline {
    pub(super) statuses: NodeMap<NodeStatus>,
    /// What each node depends on: now, or before it was deleted.
    pub(super) parents: Adjacency,
    pub(super) children: Adjacency,
    /// Beside each edge to a parent of a node that is in both: whether it depended on that parent before too.
    pub(super) kept_edges: EdgeMap<bool>,
    /// Nodes of the current definition in topological order, then the deleted ones.
    pub(super) order: Vec<NodeId>,
    pub(super) can_be_reprocessed: bool,
    pub(super) reasons: Vec<DiffReason>,
}
