//! Two sorted lists side by side.

use std::cmp::Ordering;

/// What stands at one key: in the previous list only, in the current one only, or in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side<T> {
    Previous(T),
    Current(T),
    Both { previous: T, current: T },
}

/// Pairs two lists that are sorted by their keys, and have each key once.
pub(super) fn merged<T, K: Ord>(
    previous: impl IntoIterator<Item = T>,
    current: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> impl Iterator<Item = Side<T>> {
    let mut previous = previous.into_iter().peekable();
    let mut current = current.into_iter().peekable();
    std::iter::from_fn(move || {
        let order = match (previous.peek(), current.peek()) {
            (Some(previous), Some(current)) => key(previous).cmp(&key(current)),
            (_, None) => Ordering::Less,
            (None, _) => Ordering::Greater,
        };
        match order {
            Ordering::Less => previous.next().map(Side::Previous),
            Ordering::Greater => current.next().map(Side::Current),
            Ordering::Equal => Some(Side::Both {
                previous: previous.next()?,
                current: current.next()?,
            }),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_comes_once_and_in_order() {
        let sides: Vec<_> = merged([1, 3, 4], [2, 3, 5], |key| *key).collect();
        let both = Side::Both {
            previous: 3,
            current: 3,
        };
        let rest = [Side::Previous(4), Side::Current(5)];
        assert_eq!(sides[..3], [Side::Previous(1), Side::Current(2), both]);
        assert_eq!(sides[3..], rest);
        assert_eq!(merged([], [], |key: &u32| *key).count(), 0);
    }
}
