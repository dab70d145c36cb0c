//! Recipe types that contain each other in a circle.

use std::hash::Hash;

use crate::hashed::HashedSet;

/// The first circle that is found: each of its items contains the next, and the last contains the first.
///
/// `outermost` contains the items `first`, and may have no name by which others contain it; `contained` tells what
/// any other item contains. Every item is gone through once.
pub(crate) fn first_loop<T: Copy + Eq + Hash>(
    outermost: Option<T>,
    first: Vec<T>,
    contained: impl Fn(T) -> Vec<T>,
) -> Option<Vec<T>> {
    let mut seen: HashedSet<T> = outermost.into_iter().collect();
    let mut on_way = seen.clone();
    // The items on the way to where the search is, each with those in it that are still to be looked at.
    let mut way = vec![(outermost, first.into_iter())];
    while let Some((current, items)) = way.last_mut() {
        let Some(item) = items.next() else {
            if let Some(current) = current {
                on_way.remove(current);
            }
            way.pop();
            continue;
        };
        if on_way.contains(&item) {
            let way = way.into_iter().filter_map(|(item, _)| item);
            return Some(way.skip_while(|other| *other != item).collect());
        }
        if seen.insert(item) {
            on_way.insert(item);
            way.push((Some(item), contained(item).into_iter()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::first_loop;

    /// The first circle below `a` in a list of who contains whom.
    fn below_a(contains: &'static [(char, &'static str)]) -> Option<String> {
        let contained = |item: char| {
            let found = contains.iter().find(|(name, _)| *name == item);
            found.map_or_else(Vec::new, |(_, items)| items.chars().collect())
        };
        let found = first_loop(Some('a'), contained('a'), contained);
        found.map(|items| items.into_iter().collect())
    }

    #[test]
    fn a_circle_is_told_from_its_beginning() {
        assert_eq!(
            below_a(&[('a', "b"), ('b', "c"), ('c', "db"), ('d', "")]),
            Some("bc".to_owned())
        );
        assert_eq!(below_a(&[('a', "ba"), ('b', "")]), Some("a".to_owned()));
        assert_eq!(
            below_a(&[('a', "b"), ('b', "c"), ('c', "a")]),
            Some("abc".to_owned())
        );
    }

    #[test]
    fn two_ways_to_the_same_item_are_no_circle() {
        assert_eq!(
            below_a(&[('a', "bc"), ('b', "d"), ('c', "d"), ('d', "e")]),
            None
        );
        // Nor is a circle that nothing leads to.
        assert_eq!(below_a(&[('a', "b"), ('x', "y"), ('y', "x")]), None);
    }
}
