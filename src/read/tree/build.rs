//! The list of values as it is built, value by value.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::limits::Limits;
use super::entries::{Entry, Tree, pointer, siblings};
use super::kind::Kind;
use super::unreadable::Unreadable;

/// Makes a [`Tree`] of values that come in document order.
pub(super) struct Builder<'t> {
    pub(super) entries: Vec<Entry<'t>>,
    /// The containers that are open, each with the number of its children so far.
    open: Vec<(u32, u32)>,
    key: Option<(Cow<'t, str>, usize)>,
    duplicates: Vec<u32>,
    depth_allowed: usize,
    values_allowed: usize,
}

impl<'t> Builder<'t> {
    pub(super) fn new(limits: &Limits) -> Self {
        Builder {
            entries: Vec::new(),
            open: Vec::new(),
            key: None,
            duplicates: Vec::new(),
            depth_allowed: limits.depth_allowed(),
            values_allowed: limits.values_allowed(),
        }
    }

    pub(super) fn key(&mut self, key: Cow<'t, str>, offset: usize) {
        self.key = Some((key, offset));
    }

    pub(super) fn push(&mut self, kind: Kind<'t>, offset: usize) -> Result<(), Unreadable> {
        let index = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let (key, offset) = match self.key.take() {
            Some((key, at)) => (Some(key), at),
            None => (None, offset),
        };
        let (parent, position) = match self.open.last_mut() {
            Some((parent, children)) => {
                *children += 1;
                (*parent, *children - 1)
            }
            None => (0, 0),
        };
        self.entries.push(Entry {
            kind,
            key,
            parent,
            position,
            next: index.saturating_add(1),
            offset: u32::try_from(offset).unwrap_or(u32::MAX),
            shadowed: false,
        });
        if self.entries.len() > self.values_allowed {
            return Err(self.too_large("values", self.values_allowed, "values"));
        }
        Ok(())
    }

    /// The value that came last is one too many, or lies too deep.
    fn too_large(&self, limit: &'static str, maximum: usize, unit: &str) -> Unreadable {
        let mut unreadable = Unreadable::limit(limit, maximum, unit);
        let last = self.entries.len().saturating_sub(1);
        let index = u32::try_from(last).unwrap_or(u32::MAX);
        unreadable.problem.path = pointer(&self.entries, index);
        unreadable.offset = self.entries.last().map(|entry| entry.offset as usize);
        unreadable
    }

    pub(super) fn open(&mut self, kind: Kind<'t>, offset: usize) -> Result<(), Unreadable> {
        let index = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.push(kind, offset)?;
        if self.open.len() >= self.depth_allowed {
            return Err(self.too_large(
                "depth",
                self.depth_allowed,
                "levels of arrays and objects",
            ));
        }
        self.open.push((index, 0));
        Ok(())
    }

    pub(super) fn close(&mut self) {
        let Some((index, children)) = self.open.pop() else {
            return;
        };
        let end = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        if let Some(entry) = self.entries.get_mut(index as usize) {
            entry.next = end;
            if children > 1 && entry.kind == Kind::Object {
                self.find_duplicates(index, children as usize);
            }
        }
    }

    fn find_duplicates(&mut self, object: u32, children: usize) {
        /// Up to here, comparing every pair is faster than hashing.
        const FEW: usize = 8;
        let mut shadowed = Vec::new();
        let entries = &self.entries;
        let members = || {
            siblings(entries, object)
                .map(|(index, entry)| (index, entry.key.as_deref().unwrap_or_default()))
        };
        if children <= FEW {
            for (number, (index, key)) in members().enumerate() {
                if let Some((earlier, _)) = members()
                    .take(number)
                    .filter(|(_, other)| *other == key)
                    .last()
                {
                    shadowed.push((earlier, index));
                }
            }
        } else {
            let mut seen: HashMap<&str, u32> = HashMap::with_capacity(children);
            for (index, key) in members() {
                if let Some(earlier) = seen.insert(key, index) {
                    shadowed.push((earlier, index));
                }
            }
        }
        for (earlier, later) in shadowed {
            if let Some(entry) = self.entries.get_mut(earlier as usize) {
                entry.shadowed = true;
            }
            self.duplicates.push(later);
        }
    }

    pub(super) fn finish(mut self, text: Option<&'t str>) -> Tree<'t> {
        if self.entries.is_empty() {
            self.entries.push(Entry {
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
