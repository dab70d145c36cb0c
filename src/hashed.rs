//! Hash maps and sets.
//!
//! Those of the standard library are compiled anew for each type of entry. Here one table of places serves all types, and
//! only hashing and comparing keys is compiled for each.

use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash, RandomState};

/// A hash map. Its entries are in the order in which they were added, until one is removed.
#[derive(Debug, Clone)]
pub(crate) struct HashedMap<K, V> {
    entries: Vec<(K, V)>,
    places: Places,
}

impl<K, V> Default for HashedMap<K, V> {
    fn default() -> Self {
        HashedMap {
            entries: Vec::new(),
            places: Places::default(),
        }
    }
}

impl<K: Hash + Eq, V> HashedMap<K, V> {
    pub(crate) fn new() -> Self {
        HashedMap::default()
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.entries.iter()
    }

    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(self.places.hash(key), key)?;
        self.entries.get(place).map(|(_, value)| value)
    }

    pub(crate) fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(self.places.hash(key), key)?;
        self.entries.get_mut(place).map(|(_, value)| value)
    }

    pub(crate) fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(self.places.hash(key), key).is_some()
    }

    /// The value of a key, which is made if there is none.
    pub(crate) fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let hash = self.places.hash(&key);
        let place = self.place(hash, &key).unwrap_or_else(|| {
            let value = make();
            self.add(hash, key, value)
        });
        #[expect(clippy::indexing_slicing, reason = "the place is that of an entry")]
        let (_, value) = &mut self.entries[place];
        value
    }

    /// The value of a key, which is the default if there is none.
    pub(crate) fn get_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.get_or_insert_with(key, V::default)
    }

    /// Adds an entry, or replaces the value of its key; returns the value that the key had.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        let hash = self.places.hash(&key);
        let Some(place) = self.place(hash, &key) else {
            self.add(hash, key, value);
            return None;
        };
        let (_, old) = self.entries.get_mut(place)?;
        Some(std::mem::replace(old, value))
    }

    /// Removes a key; returns its value.
    pub(crate) fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let hash = self.places.hash(key);
        let place = self.place(hash, key)?;
        self.places.replace(hash, place, GONE);
        let last = self.entries.len() - 1;
        let (_, value) = self.entries.swap_remove(place);
        if let Some((moved, _)) = self.entries.get(place) {
            let hash = self.places.hash(moved);
            self.places.replace(hash, last, slot_of(place));
        }
        Some(value)
    }

    fn place<Q: Eq + ?Sized>(&self, hash: u32, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        let is_it = |place: usize| {
            let entry = self.entries.get(place);
            entry.is_some_and(|(other, _)| other.borrow() == key)
        };
        self.places.find(hash, &is_it)
    }

    fn add(&mut self, hash: u32, key: K, value: V) -> usize {
        let place = self.entries.len();
        self.places.add(hash, place);
        self.entries.push((key, value));
        place
    }
}

impl<K: Hash + Eq, V> Extend<(K, V)> for HashedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for HashedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = HashedMap::new();
        map.extend(entries);
        map
    }
}

/// A hash set.
#[derive(Debug, Clone)]
pub(crate) struct HashedSet<T>(HashedMap<T, ()>);

impl<T: Hash + Eq> HashedSet<T> {
    pub(crate) fn new() -> Self {
        HashedSet::default()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn into_items(self) -> impl Iterator<Item = T> {
        self.0.entries.into_iter().map(|(item, ())| item)
    }

    pub(crate) fn contains<Q: Hash + Eq + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.contains_key(item)
    }

    /// Adds an item; returns whether it is new.
    pub(crate) fn insert(&mut self, item: T) -> bool {
        self.0.insert(item, ()).is_none()
    }

    /// Removes an item; returns whether it was there.
    pub(crate) fn remove<Q: Hash + Eq + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.remove(item).is_some()
    }
}

impl<T> Default for HashedSet<T> {
    fn default() -> Self {
        HashedSet(HashedMap::default())
    }
}

impl<T: Hash + Eq> Extend<T> for HashedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.0.extend(items.into_iter().map(|item| (item, ())));
    }
}

impl<T: Hash + Eq> FromIterator<T> for HashedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = HashedSet::new();
        set.extend(items);
        set
    }
}

/// Where in a list the entries with a hash are: the lower half of the hash, and the place.
type Slot = (u32, u32);

const FREE: Slot = (0, u32::MAX);
/// The place of an entry that was removed. A search goes on behind it.
const GONE: u32 = u32::MAX - 1;

/// A hash table of places, with linear probing. The number of slots is a power of two, and a quarter of them is free.
#[derive(Debug, Clone, Default)]
struct Places {
    slots: Vec<Slot>,
    /// How many slots are not free.
    taken: usize,
    hasher: RandomState,
}

impl Places {
    #[expect(clippy::cast_possible_truncation, reason = "half of it is enough")]
    fn hash<Q: Hash + ?Sized>(&self, key: &Q) -> u32 {
        self.hasher.hash_one(key) as u32
    }

    /// The place with that hash that `is_it`.
    fn find(&self, hash: u32, is_it: &dyn Fn(usize) -> bool) -> Option<usize> {
        let found = self
            .slots_from(hash)
            .find(|(_, (other, place))| *other == hash && *place != GONE && is_it(*place as usize));
        found.map(|(_, (_, place))| place as usize)
    }

    /// The slots that are taken, from the one on where a hash belongs.
    fn slots_from(&self, hash: u32) -> impl Iterator<Item = (usize, Slot)> {
        let first = self.first(hash);
        // Around the end and not beyond: where `usize` has 32 bits, a sum of a hash and a length can be too large.
        let slots = (first..self.slots.len()).chain(0..first);
        let slots = slots.map_while(|at| Some((at, *self.slots.get(at)?)));
        slots.take_while(|(_, slot)| *slot != FREE)
    }

    /// The slot where a hash belongs: its lower bits, because the number of slots is a power of two.
    fn first(&self, hash: u32) -> usize {
        hash as usize & self.slots.len().saturating_sub(1)
    }

    fn add(&mut self, hash: u32, place: usize) {
        /// There is no smaller table.
        const FEWEST: usize = 8;
        if (self.taken + 1) * 4 > self.slots.len() * 3 {
            let slots = (2 * (place + 1)).next_power_of_two().max(FEWEST);
            let old = std::mem::replace(&mut self.slots, vec![FREE; slots]);
            self.taken = 0;
            for slot in old {
                if slot.1 < GONE {
                    self.take(slot);
                }
            }
        }
        self.take((hash, slot_of(place)));
    }

    /// Takes the first free slot.
    fn take(&mut self, slot: Slot) {
        let (hash, _) = slot;
        let taken = self.slots_from(hash).count();
        let at = (self.first(hash) + taken) & self.slots.len().saturating_sub(1);
        if let Some(free) = self.slots.get_mut(at) {
            *free = slot;
            self.taken += 1;
        }
    }

    /// Replaces one place with that hash.
    fn replace(&mut self, hash: u32, place: usize, by: u32) {
        let wanted = (hash, slot_of(place));
        let found = self.slots_from(hash).find(|(_, slot)| *slot == wanted);
        if let Some(slot) = found.and_then(|(at, _)| self.slots.get_mut(at)) {
            slot.1 = by;
        }
    }
}

/// A place in a slot. No list in memory is longer than there are numbers for.
fn slot_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(GONE)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    /// The same operations on this map and on that of the standard library.
    #[test]
    fn does_what_the_map_of_the_standard_library_does() {
        for (operations, keys) in [(50, 4), (2_000, 40), (20_000, 3_000)] {
            let (mut map, mut expected) = (HashedMap::new(), HashMap::new());
            let mut random = 12_345_u64;
            for number in 0..operations {
                random = random
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                let key = format!("key {}", (random >> 33) % keys);
                match (random >> 20) % 4 {
                    0 => assert_eq!(map.remove(&key), expected.remove(&key)),
                    1 => {
                        let value = map.get_or_insert_with(key.clone(), || number);
                        *value += 1;
                        let expected = expected.entry(key).or_insert(number);
                        *expected += 1;
                        assert_eq!(value, expected);
                    }
                    _ => assert_eq!(
                        map.insert(key.clone(), number),
                        expected.insert(key, number)
                    ),
                }
                assert_eq!(map.entries.len(), expected.len());
            }
            for key in (0..keys).map(|key| format!("key {key}")) {
                assert_eq!(map.get(&key), expected.get(&key));
                assert_eq!(map.contains_key(&key), expected.contains_key(&key));
            }
            assert!(map.places.slots.len() <= 4 * keys.try_into().unwrap_or(usize::MAX));
        }
    }

    #[test]
    fn places_with_the_largest_hashes_go_on_at_the_first_slot() {
        let mut places = Places::default();
        let hash = |place: usize| u32::MAX - slot_of(place) % 3;
        for place in 0..100 {
            places.add(hash(place), place);
        }
        for place in 0..100 {
            assert_eq!(
                places.find(hash(place), &|found| found == place),
                Some(place)
            );
        }
        assert_eq!(places.find(u32::MAX, &|_| false), None);
        assert_eq!(places.find(0, &|_| true), None);
    }

    #[test]
    fn an_empty_map_has_nothing_and_a_set_has_an_item_once() {
        let mut map: HashedMap<&str, i32> = HashedMap::new();
        assert_eq!(map.get("a"), None);
        assert_eq!(map.remove("a"), None);
        let mut set: HashedSet<i32> = [1, 2, 1].into_iter().collect();
        assert!(set.contains(&1) && !set.insert(2) && set.insert(3));
        assert!(set.remove(&1) && !set.remove(&1) && !set.contains(&1));
    }
}
