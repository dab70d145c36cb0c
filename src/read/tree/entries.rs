//! The values in document order.

use std::borrow::Cow;

use super::kind::{Kind, Text};
use super::places::Lines;
use crate::problem::{Problem, push_segment};

/// A value. It owns nothing, so that a list of many costs nothing to drop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'t> {
    pub(super) kind: Kind<'t, Text<'t>>,
    /// The key, for a member of an object.
    pub(super) key: Option<Text<'t>>,
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

/// The values and their strings.
#[derive(Debug, Default)]
pub(super) struct Entries<'t> {
    pub(super) list: Vec<Entry<'t>>,
    /// The strings that do not stand in what was read.
    pub(super) made: Vec<String>,
}

impl<'t> Entries<'t> {
    pub(super) fn get(&self, index: u32) -> Option<&Entry<'t>> {
        self.list.get(index as usize)
    }

    /// Keeps a string where it does not stand in what was read.
    pub(super) fn keep(&mut self, string: Cow<'t, str>) -> Text<'t> {
        match string {
            Cow::Borrowed(string) => Text::Written(string),
            Cow::Owned(string) => {
                let number = u32::try_from(self.made.len()).unwrap_or(u32::MAX);
                self.made.push(string);
                Text::Made(number)
            }
        }
    }

    pub(super) fn string(&self, text: Text<'t>) -> &str {
        match text {
            Text::Written(text) => text,
            Text::Made(number) => self.made.get(number as usize).map_or("", String::as_str),
        }
    }

    /// The JSON Pointer to an entry.
    pub(super) fn pointer(&self, index: u32) -> String {
        let mut upward = Vec::new();
        let mut at = index;
        while at != 0 {
            let Some(entry) = self.get(at) else {
                break;
            };
            upward.push(entry);
            at = entry.parent;
        }
        let mut pointer = String::new();
        for entry in upward.into_iter().rev() {
            match entry.key {
                Some(key) => push_segment(&mut pointer, self.string(key)),
                None => push_segment(&mut pointer, &entry.position.to_string()),
            }
        }
        pointer
    }

    /// The direct children of an array or object, the shadowed ones too.
    pub(super) fn siblings(&self, parent: u32) -> impl Iterator<Item = (u32, &Entry<'t>)> {
        let end = self.get(parent).map_or(0, |entry| entry.next);
        let mut next = parent + 1;
        std::iter::from_fn(move || {
            let child = next;
            let entry = self.get(child).filter(|_| child < end)?;
            next = entry.next;
            Some((child, entry))
        })
    }
}

#[derive(Debug)]
pub(crate) struct Tree<'t> {
    /// Never empty: the root is entry 0.
    pub(super) entries: Entries<'t>,
    pub(super) text: Option<&'t str>,
    /// Members whose key stood before in the same object.
    pub(crate) duplicates: Vec<u32>,
}

impl<'t> Tree<'t> {
    pub(crate) fn entry(&self, index: u32) -> Option<&Entry<'t>> {
        self.entries.get(index)
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.list.len()
    }

    /// The children that count, in document order.
    pub(crate) fn children(&self, index: u32) -> Children<'_> {
        Children {
            entries: &self.entries.list,
            next: index + 1,
            end: self.entry(index).map_or(0, |entry| entry.next),
        }
    }

    /// The direct children, in document order, those too whose key comes again.
    #[cfg(feature = "cli")]
    pub(crate) fn siblings(&self, parent: u32) -> impl Iterator<Item = u32> {
        self.entries.siblings(parent).map(|(index, _)| index)
    }

    /// Where in the text a value begins, a member with its key.
    #[cfg(feature = "cli")]
    pub(crate) fn offset(&self, index: u32) -> Option<usize> {
        Some(self.entry(index)?.offset as usize)
    }

    /// The key of a member of an object.
    pub(crate) fn key(&self, index: u32) -> Option<&str> {
        let key = self.entry(index)?.key?;
        Some(self.entries.string(key))
    }

    /// What a value is.
    pub(crate) fn kind(&self, index: u32) -> Option<Kind<'_>> {
        Some(match self.entry(index)?.kind {
            Kind::Null => Kind::Null,
            Kind::Boolean(value) => Kind::Boolean(value),
            Kind::Integer(value) => Kind::Integer(value),
            Kind::Number(text) => Kind::Number(self.entries.string(text)),
            Kind::String(text) => Kind::String(self.entries.string(text)),
            Kind::Array => Kind::Array,
            Kind::Object => Kind::Object,
            Kind::Foreign(name) => Kind::Foreign(name),
        })
    }

    /// The string that a value is.
    pub(crate) fn string(&self, index: u32) -> Option<&str> {
        match self.entry(index)?.kind {
            Kind::String(text) => Some(self.entries.string(text)),
            _ => None,
        }
    }

    /// The JSON Pointer to an entry.
    pub(crate) fn pointer(&self, index: u32) -> String {
        self.entries.pointer(index)
    }

    /// Puts something of JavaScript, by its name for people, in place of a value: the `index`th in document order.
    pub(crate) fn mark_foreign(&mut self, index: u32, name: &'t str) {
        if let Some(entry) = self.entries.list.get_mut(index as usize) {
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
