//! The nodes of a graph by their numbers, and what is kept of each.

use std::ops::{Index, IndexMut};

/// A node of a graph: its number, from 0.
///
/// Only a graph and the maps made for it hand nodes out; those of one graph mean nothing in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

impl NodeId {
    /// The first of all nodes.
    pub(crate) const FIRST: NodeId = NodeId(0);

    #[allow(
        clippy::cast_possible_truncation,
        reason = "Four billion nodes do not fit into the memory of a machine that could have named them."
    )]
    pub(super) const fn at(index: usize) -> Self {
        NodeId(index as u32)
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }

    /// The number of the node in its graph.
    pub(crate) const fn number(self) -> u32 {
        self.0
    }
}

/// A node or none, in the space of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OptionalNode(u32);

impl OptionalNode {
    pub(super) const NONE: OptionalNode = OptionalNode(u32::MAX);

    pub(super) fn get(self) -> Option<NodeId> {
        (self != Self::NONE).then_some(NodeId(self.0))
    }
}

impl From<NodeId> for OptionalNode {
    fn from(node: NodeId) -> Self {
        OptionalNode(node.0)
    }
}

/// A value for each node of a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NodeMap<T> {
    values: Vec<T>,
}

impl<T> NodeMap<T> {
    /// The map of a graph without nodes; [`Self::push`] adds them.
    pub(crate) fn with_capacity(nodes: usize) -> Self {
        NodeMap {
            values: Vec::with_capacity(nodes),
        }
    }

    /// The same value for each of so many nodes.
    pub(super) fn filled(nodes: usize, value: T) -> Self
    where
        T: Clone,
    {
        NodeMap {
            values: vec![value; nodes],
        }
    }

    /// A map of the same graph, with the same value for each node.
    pub(crate) fn filled_alike<U: Clone>(&self, value: U) -> NodeMap<U> {
        NodeMap::filled(self.len(), value)
    }

    /// Adds a node to the graph.
    pub(crate) fn push(&mut self, value: T) -> NodeId {
        self.values.push(value);
        NodeId::at(self.values.len() - 1)
    }

    /// Adds nodes to the graph.
    pub(crate) fn extend(&mut self, values: impl IntoIterator<Item = T>) {
        self.values.extend(values);
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The nodes in the order of their numbers.
    pub(crate) fn nodes(&self) -> impl ExactSizeIterator<Item = NodeId> + use<T> {
        nodes(self.len())
    }

    /// The values in the order of their nodes.
    pub(crate) fn values(&self) -> std::slice::Iter<'_, T> {
        self.values.iter()
    }

    /// As [`Self::values`], to be changed.
    pub(crate) fn values_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.values.iter_mut()
    }

    /// The nodes with their values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (NodeId, &T)> {
        let values = self.values.iter().enumerate();
        values.map(|(index, value)| (NodeId::at(index), value))
    }

    /// The first node with a value of that kind.
    pub(crate) fn find(&self, is_wanted: impl Fn(&T) -> bool) -> Option<NodeId> {
        self.values.iter().position(is_wanted).map(NodeId::at)
    }

    /// In a map whose values are in order: the node with this one.
    pub(crate) fn search(&self, value: &T) -> Option<NodeId>
    where
        T: Ord,
    {
        self.values.binary_search(value).ok().map(NodeId::at)
    }
}

impl NodeMap<bool> {
    /// The nodes of which it is true.
    pub(crate) fn chosen(&self) -> impl Iterator<Item = NodeId> {
        let chosen = self.iter().filter(|(_, is_chosen)| **is_chosen);
        chosen.map(|(node, _)| node)
    }
}

/// The nodes of a graph that has so many.
pub(super) fn nodes(count: usize) -> impl ExactSizeIterator<Item = NodeId> {
    (0..NodeId::at(count).0).map(NodeId)
}

impl<T> FromIterator<T> for NodeMap<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        NodeMap {
            values: values.into_iter().collect(),
        }
    }
}

#[allow(
    clippy::indexing_slicing,
    reason = "A map has a value for every node of the graph that it was made for, and nodes come from that graph: the \
              one place where an index is taken on trust."
)]
impl<T> Index<NodeId> for NodeMap<T> {
    type Output = T;

    fn index(&self, node: NodeId) -> &T {
        &self.values[node.index()]
    }
}

#[allow(clippy::indexing_slicing, reason = "See above.")]
impl<T> IndexMut<NodeId> for NodeMap<T> {
    fn index_mut(&mut self, node: NodeId) -> &mut T {
        &mut self.values[node.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_has_its_value() {
        let mut names: NodeMap<&str> = ["a", "b", "d"].into_iter().collect();
        let e = names.push("e");
        assert_eq!(names[e], "e");
        assert_eq!(names.search(&"d"), names.nodes().nth(2));
        assert_eq!(names.search(&"c"), None);
        assert_eq!(names.find(|name| *name > "b"), names.nodes().nth(2));
        let mut lengths = names.filled_alike(0);
        for (node, name) in names.iter() {
            lengths[node] += name.len();
        }
        assert!(lengths.values().eq(&[1; 4]));
        let is_late: NodeMap<bool> = names.values().map(|name| *name > "b").collect();
        assert!(is_late.chosen().eq(names.nodes().skip(2)));
    }

    #[test]
    fn none_is_no_node() {
        assert_eq!(OptionalNode::NONE.get(), None);
        assert_eq!(OptionalNode::from(NodeId(7)).get(), Some(NodeId(7)));
    }
}
