//! Who is next to whom in a graph: every list in one flat array.

use std::ops::Range;

use super::node_map::{NodeId, NodeMap, nodes};

/// For each node of a graph a sorted list of nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Adjacency {
    /// Where the list of each node begins, and where the last one ends.
    starts: Vec<u32>,
    targets: Vec<NodeId>,
}

impl Adjacency {
    /// No nodes yet: [`Self::push`] adds them in their order.
    pub(crate) fn with_capacity(nodes: usize, edges: usize) -> Self {
        let mut starts = Vec::with_capacity(nodes + 1);
        starts.push(0);
        Adjacency {
            starts,
            targets: Vec::with_capacity(edges),
        }
    }

    /// Adds the next node with its list, which is sorted and names nobody twice.
    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = NodeId>) {
        self.targets.extend(list);
        self.starts.push(end(&self.targets));
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The nodes in the order of their numbers.
    pub(crate) fn nodes(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        nodes(self.len())
    }

    /// The same value for each node.
    pub(crate) fn node_map<T: Clone>(&self, value: T) -> NodeMap<T> {
        NodeMap::filled(self.len(), value)
    }

    /// The same value for each edge.
    pub(crate) fn edge_map<T: Clone>(&self, value: T) -> EdgeMap<T> {
        EdgeMap {
            values: vec![value; self.targets.len()],
        }
    }

    /// How many edges there are.
    pub(crate) fn edges(&self) -> usize {
        self.targets.len()
    }

    /// The list of a node, sorted.
    pub(crate) fn of(&self, node: NodeId) -> &[NodeId] {
        self.targets.get(self.range(node)).unwrap_or_default()
    }

    /// Where the list of a node stands among all lists.
    fn range(&self, node: NodeId) -> Range<usize> {
        let rest = self.starts.get(node.index()..).unwrap_or_default();
        let [start, end] = rest.first_chunk().copied().unwrap_or_default();
        start as usize..end as usize
    }

    /// How long the list of each node is.
    pub(crate) fn lengths(&self) -> NodeMap<u32> {
        let ends = self.starts.iter().skip(1);
        ends.zip(&self.starts)
            .map(|(end, start)| end - start)
            .collect()
    }

    /// The nodes whose lists are empty.
    pub(crate) fn without_edges(&self) -> impl Iterator<Item = NodeId> {
        self.nodes().filter(|node| self.range(*node).is_empty())
    }

    /// The same edges, the other way round.
    pub(crate) fn reversed(&self) -> Self {
        let mut free = self.node_map(0_u32);
        for &target in &self.targets {
            free[target] += 1;
        }
        let mut starts = Vec::with_capacity(self.starts.len());
        let mut start = 0;
        for length in free.values_mut() {
            starts.push(start);
            start += std::mem::replace(length, start);
        }
        starts.push(start);
        // As many; each is replaced.
        let mut targets = self.targets.clone();
        for node in self.nodes() {
            for &target in self.of(node) {
                let place = &mut free[target];
                if let Some(slot) = targets.get_mut(*place as usize) {
                    *slot = node;
                }
                *place += 1;
            }
        }
        Adjacency { starts, targets }
    }

    /// Which nodes can be reached from any of the starts, those included.
    pub(crate) fn reached(&self, from: impl IntoIterator<Item = NodeId>) -> NodeMap<bool> {
        let mut reached = self.node_map(false);
        let mut waiting: Vec<NodeId> = Vec::new();
        for start in from {
            if !std::mem::replace(&mut reached[start], true) {
                waiting.push(start);
            }
        }
        while let Some(node) = waiting.pop() {
            for &next in self.of(node) {
                if !std::mem::replace(&mut reached[next], true) {
                    waiting.push(next);
                }
            }
        }
        reached
    }

    /// A cycle of nodes of a kind, in the order of its edges. Every node of that kind has another one in its list, so
    /// that the way from `start`, which is one, must come back to a node that it came by before.
    pub(crate) fn cycle_from(
        &self,
        start: NodeId,
        is_of_the_kind: &dyn Fn(NodeId) -> bool,
    ) -> Vec<NodeId> {
        let mut is_visited = self.node_map(false);
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(node) = next {
            if std::mem::replace(&mut is_visited[node], true) {
                let first = path.iter().position(|visited| *visited == node);
                path.drain(..first.unwrap_or_default());
                break;
            }
            path.push(node);
            let mut list = self.of(node).iter().copied();
            next = list.find(|next| is_of_the_kind(*next));
        }
        path
    }
}

/// Where a list ends that is the last so far.
#[allow(
    clippy::cast_possible_truncation,
    reason = "Four billion edges do not fit into the memory of a machine that could have named them."
)]
fn end(targets: &[NodeId]) -> u32 {
    targets.len() as u32
}

/// A value for each edge of a graph, in the order of the lists of its [`Adjacency`].
#[derive(Debug, Clone)]
pub(crate) struct EdgeMap<T> {
    values: Vec<T>,
}

impl<T> EdgeMap<T> {
    /// The map of a graph without edges; [`Self::extend`] adds those of the next node.
    pub(crate) fn with_capacity(edges: usize) -> Self {
        EdgeMap {
            values: Vec::with_capacity(edges),
        }
    }

    /// Adds the values of the edges of the next node.
    pub(crate) fn extend(&mut self, values: impl IntoIterator<Item = T>) {
        self.values.extend(values);
    }

    /// The values of the edges of a node, beside [the list](Adjacency::of) of the node.
    pub(crate) fn of(&self, adjacency: &Adjacency, node: NodeId) -> &[T] {
        let values = self.values.get(adjacency.range(node));
        values.unwrap_or_default()
    }

    /// As [`Self::of`], to be changed.
    pub(crate) fn of_mut(&mut self, adjacency: &Adjacency, node: NodeId) -> &mut [T] {
        let values = self.values.get_mut(adjacency.range(node));
        values.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_turn_round_and_stay_sorted() {
        let [a, b, c, d] = [0, 1, 2, 3].map(NodeId::at);
        let mut parents = Adjacency::with_capacity(4, 4);
        parents.push([]);
        parents.push([a]);
        parents.push([a]);
        parents.push([b, c]);
        let children = parents.reversed();
        assert_eq!(children.of(a), [b, c]);
        assert_eq!(children.of(b), [d]);
        assert_eq!(children.of(d), []);
        assert_eq!(children.reversed(), parents);
        let reached = children.reached([b]);
        assert!(reached.values().eq(&[false, true, false, true]));
        assert!(parents.reached([d, d]).values().eq(&[true; 4]));
        assert_eq!((parents.len(), parents.edges()), (4, 4));
    }

    #[test]
    fn every_edge_has_its_value() {
        let mut parents = Adjacency::with_capacity(2, 2);
        parents.push([]);
        parents.push([NodeId::FIRST]);
        let mut weights = parents.edge_map(1);
        let [first, second] = [0, 1].map(NodeId::at);
        weights.of_mut(&parents, second).fill(5);
        assert_eq!(weights.of(&parents, first), [0; 0]);
        assert_eq!(weights.of(&parents, second), [5]);
    }
}
