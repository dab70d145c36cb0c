//! The parameters of a dataset that are not used yet, found without walking over those that are.

use super::candidate::{Fitting, Kinds};
use crate::hashed::HashedMap;
use crate::recipe::Parameter;
use crate::sorted::SortedSet;

/// Parameters that are the same to whoever looks for one.
#[derive(Debug, Default)]
struct Alike<'g> {
    /// The number of their kind.
    kind: usize,
    media_types: &'g [String],
    /// In the order of the dataset.
    numbers: Vec<usize>,
    /// So many of the first are used.
    passed: usize,
    unused: usize,
}

impl Alike<'_> {
    fn first_unused(&mut self, is_used: &[bool]) -> Option<usize> {
        loop {
            let number = *self.numbers.get(self.passed)?;
            if !is_used.get(number).copied().unwrap_or_default() {
                return Some(number);
            }
            self.passed += 1;
        }
    }
}

/// Parameters by their names.
pub(super) struct Names<'g> {
    /// For each name the parameters of each kind.
    named: HashedMap<&'g str, Vec<Alike<'g>>>,
}

impl<'g> Names<'g> {
    pub(super) fn new(given: &[Parameter<'g>], kinds: &Kinds<'g>) -> Self {
        let mut named: HashedMap<&str, Vec<Alike<'_>>> = HashedMap::new();
        for (number, parameter) in given.iter().enumerate() {
            let kind = kinds.of(number);
            let of_name = named.get_or_default(parameter.name);
            match of_name.iter_mut().find(|alike| alike.kind == kind) {
                Some(alike) => alike.numbers.push(number),
                None => of_name.push(Alike {
                    kind,
                    numbers: vec![number],
                    ..Alike::default()
                }),
            }
        }
        Names { named }
    }

    /// Whether one of those that fit has the name.
    pub(super) fn has(&self, name: &str, fitting: &Fitting) -> bool {
        let mut of_name = self.named.get(name).into_iter().flatten();
        of_name.any(|alike| fitting.has_kind(alike.kind))
    }

    /// The first of those that fit and have the name that is not used.
    pub(super) fn unused(
        &mut self,
        name: &str,
        fitting: &Fitting,
        is_used: &[bool],
    ) -> Option<usize> {
        let of_name = self.named.get_mut(name).into_iter().flatten();
        let fitting = of_name.filter(|alike| fitting.has_kind(alike.kind));
        fitting
            .filter_map(|alike| alike.first_unused(is_used))
            .min()
    }
}

/// The unused parameters by their kinds and media types.
pub(super) struct Left<'g> {
    alike: Vec<Alike<'g>>,
    /// By parameter: the number of those that it is like.
    alike_of: Vec<usize>,
    is_used: Vec<bool>,
    /// By kind: how many are unused, and the sum of their numbers, which is the number of the only one.
    of_kind: Vec<(usize, usize)>,
    /// So many media types may still be looked at.
    looks: usize,
}

impl<'g> Left<'g> {
    /// Looking at so many media types takes some milliseconds.
    const MOST_LOOKS: usize = 1_000_000;

    pub(super) fn new(given: &[Parameter<'g>], kinds: &Kinds<'g>, is_used: &[bool]) -> Self {
        let mut known = HashedMap::new();
        let mut left = Left {
            alike: Vec::new(),
            alike_of: Vec::new(),
            is_used: is_used.to_vec(),
            of_kind: vec![(0, 0); kinds.count()],
            looks: Self::MOST_LOOKS,
        };
        for (number, parameter) in given.iter().enumerate() {
            let (kind, media_types) = (kinds.of(number), parameter.media_types());
            let alike = &mut left.alike;
            let place = *known.get_or_insert_with((kind, media_types), || {
                alike.push(Alike {
                    kind,
                    media_types,
                    ..Alike::default()
                });
                alike.len() - 1
            });
            left.alike_of.push(place);
            let is_unused = is_used.get(number) == Some(&false);
            if let Some(alike) = left.alike.get_mut(place).filter(|_| is_unused) {
                alike.numbers.push(number);
                alike.unused += 1;
            }
            if let Some((count, sum)) = left.of_kind.get_mut(kind).filter(|_| is_unused) {
                *count += 1;
                *sum += number;
            }
        }
        left
    }

    /// The only one of those that fit.
    pub(super) fn only(&self, fitting: &Fitting) -> Option<usize> {
        let kinds = self.of_kind.iter().enumerate();
        let fitting = kinds.filter(|(kind, _)| fitting.has_kind(*kind));
        let (count, sum) = fitting.fold((0, 0), |(count, sum), (_, (more, further))| {
            (count + more, sum + further)
        });
        (count == 1).then_some(sum)
    }

    /// The only one of those that fit whose media types are all accepted; `None` also when it takes too long to find.
    pub(super) fn only_accepted(
        &mut self,
        fitting: &Fitting,
        accepted: &SortedSet<&str>,
    ) -> Option<usize> {
        let mut kinds = self.of_kind.iter().enumerate();
        if !kinds.any(|(kind, (count, _))| *count > 0 && fitting.has_kind(kind)) {
            return None;
        }
        let mut only = None;
        for alike in &mut self.alike {
            self.looks = self.looks.checked_sub(1 + alike.media_types.len())?;
            let is_left = alike.unused > 0 && fitting.has_kind(alike.kind);
            let mut media_types = alike.media_types.iter();
            if is_left && media_types.all(|media_type| accepted.contains(&media_type.as_str())) {
                if only.is_some() || alike.unused > 1 {
                    return None;
                }
                only = alike.first_unused(&self.is_used);
            }
        }
        only
    }

    /// Notes that a parameter is used.
    pub(super) fn take(&mut self, parameter: usize) {
        if let Some(is_used) = self.is_used.get_mut(parameter) {
            *is_used = true;
        }
        let alike = self.alike_of.get(parameter);
        let Some(alike) = alike.and_then(|alike| self.alike.get_mut(*alike)) else {
            return;
        };
        alike.unused = alike.unused.saturating_sub(1);
        if let Some((count, sum)) = self.of_kind.get_mut(alike.kind) {
            *count = count.saturating_sub(1);
            *sum = sum.saturating_sub(parameter);
        }
    }
}
