//! Finding the nodes of many names at once.

use std::hash::{BuildHasher, RandomState};

use super::node_map::{NodeMap, OptionalNode};

/// How many names are looked up together. The memory of each is asked for before any is needed, so that in a large
/// recipe the waiting times overlap instead of adding up.
const TOGETHER: usize = 32;

/// A hash table from names to their nodes: smaller than a map, and it can look up many names at once.
pub(super) struct NameIndex<'n> {
    names: &'n NodeMap<&'n str>,
    /// Linear probing; at least half of the slots are free.
    slots: Vec<Slot>,
    hasher: RandomState,
}

/// The upper half of a name's hash, and the node of that name.
type Slot = (u32, OptionalNode);

const FREE: Slot = (0, OptionalNode::NONE);

impl<'n> NameIndex<'n> {
    /// The index of names that are all different.
    pub(super) fn new(names: &'n NodeMap<&'n str>) -> Self {
        let mut index = NameIndex {
            names,
            slots: vec![FREE; (2 * names.len()).next_power_of_two()],
            hasher: RandomState::new(),
        };
        let mut nodes = names.nodes();
        for names in names.values().as_slice().chunks(TOGETHER) {
            let hashes = index.hashes(names).into_iter().take(names.len());
            for (hash, node) in hashes.zip(nodes.by_ref()) {
                let mut place = index.place(hash);
                while index.slot(place) != FREE {
                    place = index.place(place as u64 + 1);
                }
                if let Some(slot) = index.slots.get_mut(place) {
                    *slot = (upper_half(hash), node.into());
                }
            }
        }
        index
    }

    /// The nodes of these names, and none for each that is not the name of a node.
    pub(super) fn find_all(&self, wanted: &[&str]) -> Vec<OptionalNode> {
        let mut found = Vec::with_capacity(wanted.len());
        let mut slots = [FREE; TOGETHER];
        for wanted in wanted.chunks(TOGETHER) {
            let hashes = self.hashes(wanted);
            for (slot, hash) in slots.iter_mut().zip(hashes).take(wanted.len()) {
                *slot = self.slot(self.place(hash));
            }
            let all = wanted.iter().zip(hashes).zip(slots);
            found.extend(all.map(|((name, hash), slot)| self.find(name, hash, slot)));
        }
        found
    }

    /// The hashes of so many names at most as are looked up together.
    fn hashes(&self, names: &[&str]) -> [u64; TOGETHER] {
        let mut hashes = [0; TOGETHER];
        for (hash, name) in hashes.iter_mut().zip(names) {
            *hash = self.hasher.hash_one(name);
        }
        hashes
    }

    /// The node of one name; `slot` is the first that it may stand in.
    fn find(&self, name: &str, hash: u64, mut slot: Slot) -> OptionalNode {
        let mut place = self.place(hash);
        loop {
            let (upper, found) = slot;
            let Some(node) = found.get() else {
                return found;
            };
            if upper == upper_half(hash) && self.names[node] == name {
                return found;
            }
            place = self.place(place as u64 + 1);
            slot = self.slot(place);
        }
    }

    fn slot(&self, place: usize) -> Slot {
        self.slots.get(place).copied().unwrap_or(FREE)
    }

    /// The place where a hash belongs: its lower bits, because the number of slots is a power of two.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "Only the lower bits are wanted."
    )]
    fn place(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }
}

fn upper_half(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_name_and_no_other() {
        let texts: Vec<_> = (0..1_000).map(|number| format!("node {number}")).collect();
        let names: NodeMap<&str> = texts.iter().map(String::as_str).collect();
        let index = NameIndex::new(&names);
        let wanted: Vec<&str> = names.values().copied().collect();
        let found = index.find_all(&wanted).into_iter();
        assert!(found.eq(names.nodes().map(OptionalNode::from)));
        let found = index.find_all(&["", "node 7", "node 1000"]);
        let found: Vec<_> = found.into_iter().map(OptionalNode::get).collect();
        assert_eq!(found, [None, names.nodes().nth(7), None]);
        let nothing = NodeMap::with_capacity(0);
        let found = NameIndex::new(&nothing).find_all(&["a"]);
        assert_eq!(found, [OptionalNode::NONE]);
    }
}
