//! Finding the numbers of many names at once.
#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "Places are taken modulo the number of slots, which is a power of two; four billion names do not fit \
              into memory."
)]

use std::hash::{BuildHasher, RandomState};

/// How many names are looked up together. The memory of each is asked for before any is needed, so that in a large
/// recipe the waiting times overlap instead of adding up.
const TOGETHER: usize = 32;

/// A hash table from names to their numbers: half as large as a `HashMap`, and it can look up many names at once.
pub(super) struct NameIndex<'n> {
    names: &'n [&'n str],
    /// The upper half of a name's hash, and its number; linear probing, at least half of the slots are free.
    slots: Vec<(u32, u32)>,
    hasher: RandomState,
}

/// The number of no name.
pub(super) const UNKNOWN: u32 = u32::MAX;

impl<'n> NameIndex<'n> {
    /// The index of names that are all different; a name's number is its place.
    pub(super) fn new(names: &'n [&'n str]) -> Self {
        let mut index = NameIndex {
            names,
            slots: vec![(0, UNKNOWN); (2 * names.len()).next_power_of_two()],
            hasher: RandomState::new(),
        };
        for (number, name) in (0..).zip(names) {
            let hash = index.hasher.hash_one(name);
            let mut place = index.place(hash);
            while index.slots[place].1 != UNKNOWN {
                place = index.place(place as u64 + 1);
            }
            index.slots[place] = ((hash >> 32) as u32, number);
        }
        index
    }

    /// The numbers of these names; [`UNKNOWN`] for each that is none.
    pub(super) fn find_all(&self, wanted: &[&str]) -> Vec<u32> {
        let mut found = Vec::with_capacity(wanted.len());
        let mut hashes = [0; TOGETHER];
        let mut slots = [(0, UNKNOWN); TOGETHER];
        for wanted in wanted.chunks(TOGETHER) {
            for (hash, name) in hashes.iter_mut().zip(wanted) {
                *hash = self.hasher.hash_one(name);
            }
            for (slot, hash) in slots.iter_mut().zip(&hashes[..wanted.len()]) {
                *slot = self.slots[self.place(*hash)];
            }
            let all = wanted.iter().zip(hashes).zip(slots);
            found.extend(all.map(|((name, hash), slot)| self.find(name, hash, slot)));
        }
        found
    }

    /// The number of one name; `slot` is the first that it may stand in.
    fn find(&self, name: &str, hash: u64, mut slot: (u32, u32)) -> u32 {
        let mut place = self.place(hash);
        loop {
            let (upper, number) = slot;
            if number == UNKNOWN
                || upper == (hash >> 32) as u32 && self.names[number as usize] == name
            {
                return number;
            }
            place = self.place(place as u64 + 1);
            slot = self.slots[place];
        }
    }

    fn place(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_name_and_no_other() {
        let texts: Vec<_> = (0..1_000).map(|number| format!("node {number}")).collect();
        let names: Vec<_> = texts.iter().map(String::as_str).collect();
        let index = NameIndex::new(&names);
        assert!(index.find_all(&names).into_iter().eq(0..1_000));
        assert_eq!(
            index.find_all(&["", "node 7", "node 1000"]),
            [UNKNOWN, 7, UNKNOWN]
        );
        assert_eq!(NameIndex::new(&[]).find_all(&["a"]), [UNKNOWN]);
    }
}
