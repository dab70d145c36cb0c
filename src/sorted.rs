//! Lists in order, and the maps and sets that are such lists.
//!
//! The sorts and the B-trees of the standard library are compiled anew for each type, and were a fifth of the
//! WebAssembly module. Here one sort serves all types, and what is built at once needs no tree.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Index;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Puts items in order; equal ones stay as they stood.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &compare_places(items, compare));
    rearrange(order, &mut |one, other| items.swap(one, other));
}

/// Puts items in order of a key; those with equal keys stay as they stood.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Puts items in order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Puts items in order; of equal ones only the last stays.
pub(crate) fn sort_unique_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let (order, different) = unique_order(items.len(), &compare_places(items, compare));
    rearrange(order, &mut |one, other| items.swap(one, other));
    items.truncate(different);
}

fn compare_places<T>(
    items: &[T],
    compare: impl Fn(&T, &T) -> Ordering,
) -> impl Fn(usize, usize) -> Ordering {
    move |one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    }
}

/// The places of so many items in order, the only sort that is compiled; empty when they stand in order already.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    if (1..count).all(|place| compare(place - 1, place).is_le()) {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by(|&one, &other| compare(one, other).then(one.cmp(&other)));
    order
}

/// The places of so many items in order, of equal ones only the last, and how many they are; then all other places.
fn unique_order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> (Vec<usize>, usize) {
    if (1..count).all(|place| compare(place - 1, place).is_lt()) {
        return (Vec::new(), count);
    }
    let mut different = order(count, compare);
    if different.is_empty() {
        different.extend(0..count);
    }
    let mut repeated = Vec::new();
    different.dedup_by(|later, earlier| {
        let is_same = compare(*later, *earlier).is_eq();
        if is_same {
            repeated.push(std::mem::replace(earlier, *later));
        }
        is_same
    });
    let count = different.len();
    different.append(&mut repeated);
    (different, count)
}

/// Puts items in an order by swapping two of them at a time.
fn rearrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        // Around a circle of items that take each other's places.
        let mut at = start;
        while let Some(next) = order.get_mut(at) {
            let from = std::mem::replace(next, at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

/// A map whose entries are a list in order of their keys.
///
/// It is as quick to look up as a [`BTreeMap`] and quicker to build and to walk, but adding one entry moves all
/// that come after it: a large map is collected, not filled.
///
/// ```
/// use scale_batch::documents::SortedMap;
///
/// let map: SortedMap<String, i32> = [("b".to_owned(), 2), ("a".to_owned(), 1)].into_iter().collect();
/// assert_eq!(map["b"], 2);
/// assert!(map.keys().eq(["a", "b"]));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SortedMap<K, V> {
    entries: Vec<(K, V)>,
}

/// The entries of a [`SortedMap`] in order.
///
/// ```
/// use scale_batch::documents::SortedMap;
///
/// let map = SortedMap::from_iter([("b", 2), ("a", 1)]);
/// let mut pairs = map.iter();
/// assert_eq!(pairs.next_back(), Some((&"b", &2)));
/// ```
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is asked"]
pub struct SortedMapIter<'m, K, V> {
    entries: std::slice::Iter<'m, (K, V)>,
}

// Derived, it would want keys and values that can be cloned.
impl<K, V> Clone for SortedMapIter<'_, K, V> {
    fn clone(&self) -> Self {
        SortedMapIter {
            entries: self.entries.clone(),
        }
    }
}

impl<'m, K, V> Iterator for SortedMapIter<'m, K, V> {
    type Item = (&'m K, &'m V);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.entries.next()?;
        Some((key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for SortedMapIter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let (key, value) = self.entries.next_back()?;
        Some((key, value))
    }
}

impl<K, V> ExactSizeIterator for SortedMapIter<'_, K, V> {}

impl<K, V> SortedMap<K, V> {
    /// A map without entries.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert_ne!(map, SortedMap::new());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        SortedMap {
            entries: Vec::new(),
        }
    }

    /// How many entries there are.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert_eq!(map.len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert!(!map.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries, in order of their keys.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert_eq!(map.iter().next(), Some((&"a", &1)));
    /// ```
    pub fn iter(&self) -> SortedMapIter<'_, K, V> {
        SortedMapIter {
            entries: self.entries.iter(),
        }
    }

    /// The entries, in order of their keys, to change their values.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let mut map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// for (_, value) in map.iter_mut() {
    ///     *value += 1;
    /// }
    /// assert_eq!(map["a"], 2);
    /// ```
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&K, &mut V)> {
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The keys, in order.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert!(map.keys().eq(&["a", "b"]));
    /// ```
    #[must_use]
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values, in order of their keys.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert!(map.values().eq(&[1, 2]));
    /// ```
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The entry with the last key.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert_eq!(map.last(), Some((&"b", &2)));
    /// ```
    #[must_use]
    pub fn last(&self) -> Option<(&K, &V)> {
        self.entries.last().map(|(key, value)| (key, value))
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// Where the key is, or where it belongs.
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.entries
            .binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    /// The value of a key.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert_eq!(map.get("a"), Some(&1));
    /// ```
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.entries.get(place).map(|(_, value)| value)
    }

    /// The value of a key, to change it.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let mut map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// if let Some(value) = map.get_mut("a") {
    ///     *value = 5;
    /// }
    /// assert_eq!(map["a"], 5);
    /// ```
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.entries.get_mut(place).map(|(_, value)| value)
    }

    /// Whether there is an entry with that key.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert!(map.contains_key("a"));
    /// ```
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Adds an entry; the value that the key had before, if any.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let mut map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert_eq!(map.insert("a", 3), Some(1));
    /// ```
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => {
                let (_, old) = self.entries.get_mut(place)?;
                Some(std::mem::replace(old, value))
            }
            Err(place) => {
                self.entries.insert(place, (key, value));
                None
            }
        }
    }

    /// Takes an entry away; its value, if it was there.
    ///
    /// ```
    /// use scale_batch::documents::SortedMap;
    ///
    /// let mut map = SortedMap::from_iter([("b", 2), ("a", 1)]);
    /// assert_eq!(map.remove("a"), Some(1));
    /// ```
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(self.entries.remove(place).1)
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Ord + Borrow<Q>, Q: Ord + ?Sized, V> Index<&Q> for SortedMap<K, V> {
    type Output = V;

    /// # Panics
    /// When there is no entry with that key, as every map does.
    #[expect(clippy::expect_used, reason = "It is what indexing a map means.")]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry with this key")
    }
}

/// Of several entries with one key the last one counts.
impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut entries: Vec<(K, V)> = entries.into_iter().collect();
        sort_unique_by(&mut entries, |(one, _), (other, _)| one.cmp(other));
        SortedMap { entries }
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'m, K, V> IntoIterator for &'m SortedMap<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = SortedMapIter<'m, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Serialize, V: Serialize> Serialize for SortedMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for SortedMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(|entries| entries.into_iter().collect())
    }
}

#[cfg(feature = "schema")]
impl<K: schemars::JsonSchema, V: schemars::JsonSchema> schemars::JsonSchema for SortedMap<K, V> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        BTreeMap::<K, V>::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        BTreeMap::<K, V>::json_schema(generator)
    }
}

/// A set that is a list in order, each item once.
///
/// ```
/// use scale_batch::documents::SortedSet;
///
/// let set: SortedSet<&str> = ["b", "a", "b"].into_iter().collect();
/// assert!(set.contains("a"));
/// assert!(set.iter().eq(&["a", "b"]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SortedSet<T> {
    items: Vec<T>,
}

impl<T> SortedSet<T> {
    /// How many items there are.
    ///
    /// ```
    /// use scale_batch::documents::SortedSet;
    ///
    /// let set: SortedSet<&str> = ["b", "a", "b"].into_iter().collect();
    /// assert_eq!(set.len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no item.
    ///
    /// ```
    /// use scale_batch::documents::SortedSet;
    ///
    /// let set: SortedSet<&str> = ["b", "a", "b"].into_iter().collect();
    /// assert!(!set.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The items, in order.
    ///
    /// ```
    /// use scale_batch::documents::SortedSet;
    ///
    /// let set: SortedSet<&str> = ["b", "a", "b"].into_iter().collect();
    /// assert!(set.iter().eq(&["a", "b"]));
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }
}

impl<T: Ord> SortedSet<T> {
    /// Whether the item is there.
    ///
    /// ```
    /// use scale_batch::documents::SortedSet;
    ///
    /// let set: SortedSet<&str> = ["b", "a", "b"].into_iter().collect();
    /// assert!(set.contains("a"));
    /// ```
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.items
            .binary_search_by(|other| other.borrow().cmp(item))
            .is_ok()
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items: Vec<T> = items.into_iter().collect();
        sort_unique_by(&mut items, T::cmp);
        SortedSet { items }
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'s, T> IntoIterator for &'s SortedSet<T> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_and_keeps_equal_items_as_they_stood() {
        for count in [0, 1, 2, 15, 16, 17, 1_000] {
            let items = (0..count).map(|number| (number * 7 % 10, number));
            let mut items: Vec<(u32, u32)> = items.collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut items, |(key, _)| *key);
            assert_eq!(items, expected);
        }
    }

    #[test]
    fn the_last_of_equal_keys_counts() {
        let map: SortedMap<&str, u32> = [("b", 1), ("a", 2), ("b", 3), ("b", 4)]
            .into_iter()
            .collect();
        assert!(map.into_iter().eq([("a", 2), ("b", 4)]));
    }

    #[test]
    fn does_what_a_tree_does() {
        let (mut map, mut tree) = (SortedMap::new(), BTreeMap::new());
        for number in 0..500_u32 {
            let (key, value) = (number * 37 % 101, number);
            assert_eq!(map.insert(key, value), tree.insert(key, value));
            let gone = number * 11 % 101;
            assert_eq!(map.remove(&gone), tree.remove(&gone));
            assert_eq!(map.get(&key), tree.get(&key));
            assert_eq!(map.last(), tree.last_key_value());
        }
        assert!(map.iter().eq(&tree));
        assert!(map.iter().rev().eq(tree.iter().rev()));
        let mut rest = map.iter();
        rest.next();
        assert_eq!(rest.clone().len(), tree.len() - 1);
        let text = serde_json::to_string(&map).unwrap();
        assert_eq!(text, serde_json::to_string(&tree).unwrap());
        assert_eq!(
            serde_json::from_str::<SortedMap<u32, u32>>(&text).unwrap(),
            map
        );
    }
}
