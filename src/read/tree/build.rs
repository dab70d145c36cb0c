//! The list of values as it is built, value by value.

use super::super::limits::Limits;
use super::entries::{Entries, Entry, Tree};
use super::kind::{Kind, Text};
use super::unreadable::Unreadable;
use crate::hashed::HashedMap;

/// Makes a [`Tree`] of values that come in document order.
pub(super) struct Builder<'t> {
    pub(super) entries: Entries<'t>,
    open: Vec<Open>,
    duplicates: Vec<u32>,
    depth_allowed: usize,
    values_allowed: usize,
}

/// A container that is open.
struct Open {
    index: u32,
    is_object: bool,
    /// How many it has so far.
    children: u32,
}

impl<'t> Builder<'t> {
    pub(super) fn new(limits: &Limits) -> Self {
        Builder {
            entries: Entries::default(),
            open: Vec::new(),
            duplicates: Vec::new(),
            depth_allowed: limits.depth_allowed(),
            values_allowed: limits.values_allowed(),
        }
    }

    /// Whether the innermost container that is open is an object; `None` where none is open.
    pub(super) fn is_in_object(&self) -> Option<bool> {
        self.open.last().map(|open| open.is_object)
    }

    /// Adds a value, which for a member of an object has a key and where that begins. An array or object is open
    /// until it is [closed](Builder::close).
    pub(super) fn push(
        &mut self,
        kind: Kind<'t, Text<'t>>,
        key: Option<(Text<'t>, usize)>,
        offset: usize,
    ) -> Result<(), Unreadable> {
        let index = u32::try_from(self.entries.list.len()).unwrap_or(u32::MAX);
        let (key, offset) = match key {
            Some((key, at)) => (Some(key), at),
            None => (None, offset),
        };
        let (parent, position) = match self.open.last_mut() {
            Some(open) => {
                open.children += 1;
                (open.index, open.children - 1)
            }
            None => (0, 0),
        };
        let is_object = matches!(kind, Kind::Object);
        let opens = is_object || matches!(kind, Kind::Array);
        self.entries.list.push(Entry {
            kind,
            key,
            parent,
            position,
            next: index.saturating_add(1),
            offset: u32::try_from(offset).unwrap_or(u32::MAX),
            shadowed: false,
        });
        if self.entries.list.len() > self.values_allowed {
            return Err(self.too_large("values", self.values_allowed, "values"));
        }
        if opens {
            if self.open.len() >= self.depth_allowed {
                let unit = "levels of arrays and objects";
                return Err(self.too_large("depth", self.depth_allowed, unit));
            }
            self.open.push(Open {
                index,
                is_object,
                children: 0,
            });
        }
        Ok(())
    }

    /// The value that came last is one too many, or lies too deep.
    fn too_large(&self, limit: &'static str, maximum: usize, unit: &str) -> Unreadable {
        let mut unreadable = Unreadable::limit(limit, maximum, unit);
        let last = self.entries.list.len().saturating_sub(1);
        let index = u32::try_from(last).unwrap_or(u32::MAX);
        unreadable.problem.path = self.entries.pointer(index);
        unreadable.offset = self.entries.list.last().map(|entry| entry.offset as usize);
        unreadable
    }

    pub(super) fn close(&mut self) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let end = u32::try_from(self.entries.list.len()).unwrap_or(u32::MAX);
        if let Some(entry) = self.entries.list.get_mut(open.index as usize) {
            entry.next = end;
        }
        if open.is_object && open.children > 1 {
            self.find_duplicates(open.index, open.children as usize);
        }
    }

    fn find_duplicates(&mut self, object: u32, children: usize) {
        /// Up to here, comparing every pair is faster than hashing.
        const FEW: usize = 8;
        let mut shadowed = Vec::new();
        let entries = &self.entries;
        let members = || {
            let siblings = entries.siblings(object);
            siblings.map(|(index, entry)| (index, entry.key.map_or("", |key| entries.string(key))))
        };
        if children <= FEW {
            let mut keys = [(0, ""); FEW];
            for (place, member) in keys.iter_mut().zip(members()) {
                *place = member;
            }
            for (number, (index, key)) in keys.iter().take(children).enumerate() {
                let mut before = keys.iter().take(number);
                if let Some((earlier, _)) = before.rfind(|(_, other)| other == key) {
                    shadowed.push((*earlier, *index));
                }
            }
        } else {
            let mut seen = HashedMap::new();
            for (index, key) in members() {
                if let Some(earlier) = seen.insert(key, index) {
                    shadowed.push((earlier, index));
                }
            }
        }
        for (earlier, later) in shadowed {
            if let Some(entry) = self.entries.list.get_mut(earlier as usize) {
                entry.shadowed = true;
            }
            self.duplicates.push(later);
        }
    }

    pub(super) fn finish(mut self, text: Option<&'t str>) -> Tree<'t> {
        if self.entries.list.is_empty() {
            self.entries.list.push(Entry {
                kind: Kind::Null,
                key: None,
                parent: 0,
                position: 0,
                next: 1,
                offset: 0,
                shadowed: false,
            });
        }
        Tree {
            entries: self.entries,
            text,
            duplicates: self.duplicates,
        }
    }
}
