//! The values in document order.

use std::borrow::Cow;

use super::kind::Kind;
use super::places::Lines;
use crate::problem::{Problem, push_segment};

#[derive(Debug)]
pub(crate) struct Entry<'t> {
    pub(crate) kind: Kind<'t>,
    /// The key, for a member of an object.
    pub(crate) key: Option<Cow<'t, str>>,
    pub(crate) parent: u32,
    /// Which child of its parent it is.
    pub(crate) position: u32,
    /// The entry after this one and everything in it.
    pub(crate) next: u32,
    /// Where in the text it begins, a member with its key.
    pub(super) offset: u32,
    /// A later member has the same key; that one counts.
    pub(super) shadowed: bool,
}

#[derive(Debug)]
pub(crate) struct Tree<'t> {
    /// Never empty: the root is entry 0.
    pub(super) entries: Vec<Entry<'t>>,
    pub(super) text: Option<&'t str>,
    /// Members whose key stood before in the same object.
    pub(crate) duplicates: Vec<u32>,
}

impl<'t> Tree<'t> {
    pub(crate) fn entry(&self, index: u32) -> Option<&Entry<'t>> {
        self.entries.get(index as usize)
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The children that count, in document order.
    pub(crate) fn children(&self, index: u32) -> Children<'_> {
        Children {
            entries: &self.entries,
            next: index + 1,
            end: self.entry(index).map_or(0, |entry| entry.next),
        }
    }

    /// The key of a member of an object.
    pub(crate) fn key(&self, index: u32) -> Option<&str> {
        self.entry(index)?.key.as_deref()
    }

    /// What the whole document is.
    pub(crate) fn into_root(self) -> Option<Kind<'t>> {
        self.entries.into_iter().next().map(|entry| entry.kind)
    }

    /// The JSON Pointer to an entry.
    pub(crate) fn pointer(&self, index: u32) -> String {
        pointer(&self.entries, index)
    }

    /// Puts something of JavaScript, by its name for people, in place of a value: the `index`th in document order.
    pub(crate) fn mark_foreign(&mut self, index: u32, name: &'t str) {
        if let Some(entry) = self.entries.get_mut(index as usize) {
            entry.kind = Kind::Foreign(name);
        }
    }

    /// Forgets the text: lines and columns would mean nothing to a user who never saw it.
    pub(crate) fn without_positions(mut self) -> Self {
        self.text = None;
        self
    }

    /// Fills in the line and column of each problem, given the entry that it is about.
    pub(crate) fn fill_positions<'p>(
        &self,
        problems: impl Iterator<Item = (u32, &'p mut Problem)>,
    ) {
        let Some(text) = self.text else { return };
        let mut lines = Lines::new(text);
        let mut last = None;
        for (index, problem) in problems {
            let Some(entry) = self.entry(index) else {
                continue;
            };
            // Many may be about one entry.
            let position = last.filter(|(last, _)| *last == index);
            let (_, position) =
                position.unwrap_or_else(|| (index, lines.position(entry.offset as usize)));
            last = Some((index, position));
            problem.position = Some(position);
        }
    }
}

/// The JSON Pointer to an entry.
pub(super) fn pointer(entries: &[Entry<'_>], index: u32) -> String {
    let mut upward = Vec::new();
    let mut at = index;
    while at != 0 {
        let Some(entry) = entries.get(at as usize) else {
            break;
        };
        upward.push(entry);
        at = entry.parent;
    }
    let mut pointer = String::new();
    for entry in upward.into_iter().rev() {
        match &entry.key {
            Some(key) => push_segment(&mut pointer, key),
            None => push_segment(&mut pointer, &entry.position.to_string()),
        }
    }
    pointer
}

/// The children of an array or object that count, in document order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Children<'e> {
    entries: &'e [Entry<'e>],
    next: u32,
    /// The entry after the last child.
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        while self.next < self.end {
            let child = self.next;
            let entry = self.entries.get(child as usize)?;
            self.next = entry.next;
            if !entry.shadowed {
                return Some(child);
            }
        }
        None
    }
}

/// The direct children of an array or object, the shadowed ones too.
pub(super) fn siblings<'e, 't>(
    entries: &'e [Entry<'t>],
    parent: u32,
) -> impl Iterator<Item = (u32, &'e Entry<'t>)> + use<'e, 't> {
    let end = entries.get(parent as usize).map_or(0, |entry| entry.next);
    let mut next = parent + 1;
    std::iter::from_fn(move || {
        let child = next;
        let entry = entries.get(child as usize).filter(|_| child < end)?;
        next = entry.next;
        Some((child, entry))
    })
}
