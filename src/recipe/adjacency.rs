//! Who is next to whom in a graph: every list in one flat array.
#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "Nodes are numbered from 0 to len, and every array is made with that length; four billion nodes or \
              edges do not fit into the memory of a machine that could have named them."
)]

/// For each node of a graph a sorted list of nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Adjacency {
    /// Where the list of each node begins, and where the last one ends.
    starts: Vec<u32>,
    targets: Vec<u32>,
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
    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.targets.extend(list);
        self.starts.push(self.targets.len() as u32);
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many edges there are.
    pub(crate) fn edges(&self) -> usize {
        self.targets.len()
    }

    /// The list of a node, sorted.
    pub(crate) fn of(&self, node: u32) -> &[u32] {
        &self.targets[self.range(node)]
    }

    /// Where the list of a node stands among all lists, for what is kept beside each edge.
    pub(crate) fn range(&self, node: u32) -> std::ops::Range<usize> {
        let node = node as usize;
        self.starts[node] as usize..self.starts[node + 1] as usize
    }

    /// The same edges, the other way round.
    pub(crate) fn reversed(&self) -> Self {
        let mut starts = vec![0_u32; self.len() + 1];
        for &target in &self.targets {
            starts[target as usize + 1] += 1;
        }
        for node in 1..starts.len() {
            starts[node] += starts[node - 1];
        }
        let mut free = starts.clone();
        let mut targets = vec![0; self.targets.len()];
        for node in 0..self.len() as u32 {
            for &target in self.of(node) {
                let place = &mut free[target as usize];
                targets[*place as usize] = node;
                *place += 1;
            }
        }
        Adjacency { starts, targets }
    }

    /// Which nodes can be reached from any of the starts, those included.
    pub(crate) fn reached(&self, from: impl IntoIterator<Item = u32>) -> Vec<bool> {
        let mut reached = vec![false; self.len()];
        let mut waiting: Vec<u32> = Vec::new();
        for start in from {
            if !std::mem::replace(&mut reached[start as usize], true) {
                waiting.push(start);
            }
        }
        while let Some(node) = waiting.pop() {
            for &next in self.of(node) {
                if !std::mem::replace(&mut reached[next as usize], true) {
                    waiting.push(next);
                }
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_turn_round_and_stay_sorted() {
        let mut parents = Adjacency::with_capacity(4, 4);
        parents.push([]);
        parents.push([0]);
        parents.push([0]);
        parents.push([1, 2]);
        let children = parents.reversed();
        assert_eq!(children.of(0), [1, 2]);
        assert_eq!(children.of(1), [3]);
        assert_eq!(children.of(3), [0_u32; 0]);
        assert_eq!(children.reversed(), parents);
        assert_eq!(children.reached([1]), [false, true, false, true]);
        assert_eq!(parents.reached([3, 3]), [true; 4]);
        assert_eq!((parents.len(), parents.edges()), (4, 4));
    }
}
