//! A JSON document as a flat list of values in document order, each with its place.
//!
//! Built by a loop from text or from a [`serde_json::Value`], so that depth costs memory and no stack, and so
//! that both are read by the same code.

use std::borrow::Cow;
use std::collections::HashMap;

use json_event_parser::{JsonEvent, LowLevelJsonParser, LowLevelJsonParserResult};
use serde_json::Value;

use super::limits::{Limits, raise};
use super::not_json::not_json;
use crate::problem::{Name, Position, Problem, push_segment};
use crate::words::{quoted, shortened};

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind<'t> {
    Null,
    Boolean(bool),
    /// An integral number within `i64`, `1.0` and `1e3` included.
    Integer(i64),
    /// Any other number, as it was written.
    Number(Cow<'t, str>),
    String(Cow<'t, str>),
    Array,
    Object,
    /// Something of JavaScript that JSON cannot say, by a name for people: `NaN`, `a Map`, `a function`.
    Foreign(&'t str),
}

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
    /// Where in the text the token before it ends: the key of a member comes next, else the value.
    offset: u32,
    /// A later member has the same key; that one counts.
    shadowed: bool,
}

#[derive(Debug)]
pub(crate) struct Tree<'t> {
    /// Never empty: the root is entry 0.
    entries: Vec<Entry<'t>>,
    text: Option<&'t str>,
    /// Members whose key stood before in the same object.
    pub(crate) duplicates: Vec<u32>,
}

/// Why there is no tree at all.
pub(crate) struct Unreadable {
    problem: Box<Problem>,
    offset: Option<usize>,
}

impl Unreadable {
    /// As the problem of a document whose structural problems are named `name`.
    pub(crate) fn into_problem(mut self, name: Name, text: Option<&str>) -> Problem {
        if self.problem.name != Name::LimitExceeded {
            self.problem.name = name;
        }
        if let (Some(offset), Some(text)) = (self.offset, text) {
            self.problem.position = Some(Lines::new(text).position(offset));
        }
        *self.problem
    }

    fn not_json(text: &str, offset: usize, message: &str) -> Self {
        let offset = offset.min(text.len());
        Unreadable {
            problem: Box::new(not_json(text.get(offset..).unwrap_or_default(), message)),
            offset: Some(offset),
        }
    }

    fn limit(limit: &'static str, maximum: usize, unit: &str) -> Self {
        let farthest = match limit {
            "depth" => Limits::DEEPEST,
            _ => Limits::FARTHEST,
        };
        let remedy = if maximum < farthest {
            raise(limit, "read it")
        } else {
            " No limit goes farther.".to_owned()
        };
        let problem = Problem::new(
            Name::LimitExceeded,
            format!("The document is too large to read: more than {maximum} {unit}.{remedy}"),
        )
        .param("limit", limit)
        .param("maximum", maximum);
        Unreadable {
            problem: Box::new(problem),
            offset: None,
        }
    }
}

impl<'t> Tree<'t> {
    pub(crate) fn from_text(text: &'t str, limits: &Limits) -> Result<Self, Unreadable> {
        let maximum = limits.bytes_allowed();
        if text.len() > maximum {
            return Err(Unreadable::limit("bytes", maximum, "bytes"));
        }
        let bytes = text.as_bytes();
        let mut parser = LowLevelJsonParser::new();
        let mut builder = Builder::new(limits);
        // Most texts have a value in every 16 bytes; for large ones the list may as well grow.
        builder.entries.reserve((text.len() / 16).min(1_024));
        let mut consumed = 0_usize;
        loop {
            let before = consumed;
            let rest = bytes.get(consumed..).unwrap_or_default();
            let LowLevelJsonParserResult {
                consumed_bytes,
                event,
            } = parser.parse_next(rest, true);
            consumed += consumed_bytes;
            match event {
                Some(Ok(JsonEvent::Eof)) => break,
                Some(Ok(event)) => {
                    let event = builder.event(event, before);
                    event.map_err(|unreadable| Unreadable {
                        offset: unreadable.offset.map(|end| token_start(bytes, end)),
                        ..unreadable
                    })?;
                }
                Some(Err(error)) => {
                    let offset = usize::try_from(error.location().start.offset).unwrap_or(before);
                    return Err(Unreadable::not_json(text, offset, error.message()));
                }
                None => {
                    let message = "the text ends too early";
                    return Err(Unreadable::not_json(text, text.len(), message));
                }
            }
        }
        Ok(builder.finish(Some(text)))
    }

    pub(crate) fn from_value(value: &'t Value, limits: &Limits) -> Result<Self, Unreadable> {
        enum Children<'t> {
            Items(std::slice::Iter<'t, Value>),
            Members(serde_json::map::Iter<'t>),
        }
        let mut builder = Builder::new(limits);
        let mut open: Vec<Children<'t>> = Vec::new();
        let mut current = Some(value);
        loop {
            if let Some(value) = current.take() {
                match value {
                    Value::Null => builder.push(Kind::Null, 0)?,
                    Value::Bool(value) => builder.push(Kind::Boolean(*value), 0)?,
                    Value::Number(number) => builder.push(
                        match number.as_i64() {
                            Some(integer) => Kind::Integer(integer),
                            None => number_kind(Cow::Owned(number.to_string())),
                        },
                        0,
                    )?,
                    Value::String(text) => builder.push(Kind::String(Cow::Borrowed(text)), 0)?,
                    Value::Array(items) => {
                        builder.open(Kind::Array, 0)?;
                        open.push(Children::Items(items.iter()));
                    }
                    Value::Object(members) => {
                        builder.open(Kind::Object, 0)?;
                        open.push(Children::Members(members.iter()));
                    }
                }
            }
            match open.last_mut() {
                None => break,
                Some(Children::Items(items)) => current = items.next(),
                Some(Children::Members(members)) => {
                    current = members.next().map(|(key, value)| {
                        builder.key(Cow::Borrowed(key), 0);
                        value
                    });
                }
            }
            if current.is_none() {
                open.pop();
                builder.close();
            }
        }
        Ok(builder.finish(None))
    }

    pub(crate) fn entry(&self, index: u32) -> Option<&Entry<'t>> {
        self.entries.get(index as usize)
    }

    /// The children that count, in document order.
    pub(crate) fn children(&self, index: u32) -> Children<'_> {
        Children {
            entries: &self.entries,
            next: index + 1,
            end: self.entry(index).map_or(0, |entry| entry.next),
        }
    }

    /// An entry and everything in it, as a value of its own.
    pub(crate) fn value(&self, index: u32) -> Value {
        let end = self.entry(index).map_or(0, |entry| entry.next);
        // Each container that is still open, with the entry after it and the key that it goes under.
        let mut open: Vec<(Value, u32, Option<&str>)> = Vec::new();
        let mut next = index;
        loop {
            while open.len() > 1 && open.last().is_some_and(|(_, end, _)| *end <= next) {
                if let Some((value, _, key)) = open.pop() {
                    put(&mut open, key, value);
                }
            }
            let Some(entry) = self.entry(next).filter(|_| next < end) else {
                return open.pop().map_or(Value::Null, |(root, _, _)| root);
            };
            let value = plain_value(&entry.kind);
            let key = entry.key.as_deref();
            if open.is_empty() || matches!(value, Value::Array(_) | Value::Object(_)) {
                open.push((value, entry.next, key));
            } else {
                put(&mut open, key, value);
            }
            next += 1;
        }
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
        for (index, problem) in problems {
            if let Some(entry) = self.entry(index) {
                let start = token_start(text.as_bytes(), entry.offset as usize);
                problem.position = Some(lines.position(start));
            }
        }
    }
}

fn pointer(entries: &[Entry<'_>], index: u32) -> String {
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

/// A value without what is in it.
fn plain_value(kind: &Kind<'_>) -> Value {
    match kind {
        Kind::Null | Kind::Foreign(_) => Value::Null,
        Kind::Boolean(value) => (*value).into(),
        Kind::Integer(value) => (*value).into(),
        Kind::Number(text) => match text.parse::<u64>() {
            Ok(integer) => integer.into(),
            Err(_) => text.parse::<f64>().map_or(Value::Null, Value::from),
        },
        Kind::String(text) => Value::String(text.to_string()),
        Kind::Array => Value::Array(Vec::new()),
        Kind::Object => Value::Object(serde_json::Map::new()),
    }
}

/// Adds to the innermost container that is open. A key that comes again replaces what stood there.
fn put(open: &mut [(Value, u32, Option<&str>)], key: Option<&str>, value: Value) {
    match (open.last_mut().map(|(container, _, _)| container), key) {
        (Some(Value::Array(items)), _) => items.push(value),
        (Some(Value::Object(members)), Some(key)) => {
            members.insert(key.to_owned(), value);
        }
        _ => {}
    }
}

/// Finds entries by their JSON Pointers: the members of an object are sorted into a map when they are first asked
/// for, so that many places in one large object cost no more than walking it once.
pub(crate) struct Locator<'t> {
    tree: &'t Tree<'t>,
    members: HashMap<u32, HashMap<&'t str, u32>>,
}

impl<'t> Locator<'t> {
    pub(crate) fn new(tree: &'t Tree<'t>) -> Self {
        Locator {
            tree,
            members: HashMap::new(),
        }
    }

    /// The entry at a JSON Pointer, or the nearest above it that is there.
    pub(crate) fn locate(&mut self, pointer: &str) -> u32 {
        let mut at = 0;
        for segment in pointer.split('/').skip(1) {
            let segment = segment.replace("~1", "/").replace("~0", "~");
            let Some(child) = self.child(at, &segment) else {
                break;
            };
            at = child;
        }
        at
    }

    fn child(&mut self, parent: u32, segment: &str) -> Option<u32> {
        let tree = self.tree;
        match tree.entry(parent)?.kind {
            Kind::Object => {
                let members = self.members.entry(parent).or_insert_with(|| {
                    let members = tree.children(parent).filter_map(|child| {
                        let key = tree.entry(child)?.key.as_deref()?;
                        Some((key, child))
                    });
                    members.collect()
                });
                members.get(segment).copied()
            }
            Kind::Array => tree.children(parent).nth(segment.parse().ok()?),
            _ => None,
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

/// The direct children of an array or object, the shadowed ones too.
fn siblings<'e, 't>(
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

/// It may stand once, at the very start of a text: it is not part of the JSON, and no editor shows it.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// How many bytes the byte order mark takes, where there is one.
fn byte_order_mark(bytes: &[u8]) -> usize {
    let mut mark = [0; BYTE_ORDER_MARK.len_utf8()];
    if bytes.starts_with(BYTE_ORDER_MARK.encode_utf8(&mut mark).as_bytes()) {
        mark.len()
    } else {
        0
    }
}

/// Where the next token starts: the parser tells only where it ends.
fn token_start(bytes: &[u8], from: usize) -> usize {
    let from = from.max(byte_order_mark(bytes));
    let skipped = bytes.get(from..).unwrap_or_default().iter();
    from + skipped
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':'))
        .count()
}

fn number_kind(text: Cow<'_, str>) -> Kind<'_> {
    /// 2^63: from here on, no `i64`.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    if let Ok(integer) = text.parse::<i64>() {
        return Kind::Integer(integer);
    }
    // A number with a fraction or an exponent is what every JSON library makes of it: a double.
    match text.parse::<f64>() {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "integral, from -2^63 to below 2^63: the conversion is exact"
        )]
        Ok(double)
            if text.contains(['.', 'e', 'E'])
                && double.fract() == 0.0
                && (-BEYOND..BEYOND).contains(&double) =>
        {
            Kind::Integer(double as i64)
        }
        _ => Kind::Number(text),
    }
}

struct Builder<'t> {
    entries: Vec<Entry<'t>>,
    /// The containers that are open, each with the number of its children so far.
    open: Vec<(u32, u32)>,
    key: Option<(Cow<'t, str>, usize)>,
    duplicates: Vec<u32>,
    depth_allowed: usize,
    values_allowed: usize,
}

impl<'t> Builder<'t> {
    fn new(limits: &Limits) -> Self {
        Builder {
            entries: Vec::new(),
            open: Vec::new(),
            key: None,
            duplicates: Vec::new(),
            depth_allowed: limits.depth_allowed(),
            values_allowed: limits.values_allowed(),
        }
    }

    fn event(&mut self, event: JsonEvent<'t>, offset: usize) -> Result<(), Unreadable> {
        match event {
            JsonEvent::ObjectKey(key) => {
                self.key(key, offset);
                Ok(())
            }
            JsonEvent::StartObject => self.open(Kind::Object, offset),
            JsonEvent::StartArray => self.open(Kind::Array, offset),
            JsonEvent::EndObject | JsonEvent::EndArray => {
                self.close();
                Ok(())
            }
            JsonEvent::String(text) => self.push(Kind::String(text), offset),
            JsonEvent::Number(text) => self.push(number_kind(text), offset),
            JsonEvent::Boolean(value) => self.push(Kind::Boolean(value), offset),
            JsonEvent::Null => self.push(Kind::Null, offset),
            JsonEvent::Eof => Ok(()),
        }
    }

    fn key(&mut self, key: Cow<'t, str>, offset: usize) {
        self.key = Some((key, offset));
    }

    fn push(&mut self, kind: Kind<'t>, offset: usize) -> Result<(), Unreadable> {
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

    fn open(&mut self, kind: Kind<'t>, offset: usize) -> Result<(), Unreadable> {
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

    fn close(&mut self) {
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

    fn finish(mut self, text: Option<&'t str>) -> Tree<'t> {
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

/// Counts lines and columns on the way through a text; fast as long as the offsets grow.
struct Lines<'t> {
    text: &'t str,
    offset: usize,
    position: Position,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Lines {
            text,
            offset: byte_order_mark(text.as_bytes()),
            position: Position { line: 1, column: 1 },
        }
    }

    fn position(&mut self, offset: usize) -> Position {
        if offset < self.offset {
            *self = Lines::new(self.text);
        }
        let offset = offset.max(self.offset);
        let between = self
            .text
            .as_bytes()
            .get(self.offset..offset)
            .unwrap_or_default();
        for &byte in between {
            if byte == b'\n' {
                self.position.line += 1;
                self.position.column = 1;
            } else if byte & 0b1100_0000 != 0b1000_0000 {
                // Not a continuation byte: a new character.
                self.position.column += 1;
            }
        }
        self.offset = offset;
        self.position
    }
}

/// What a value is, for people: `the text "5"`, `null`, `an object`.
pub(crate) fn describe(kind: &Kind<'_>) -> String {
    match kind {
        Kind::Null => "null".to_owned(),
        Kind::Boolean(value) => value.to_string(),
        Kind::Integer(value) => format!("the number {value}"),
        Kind::Number(text) => format!("the number {}", shortened(text)),
        Kind::String(text) => format!("the text {}", quoted(text)),
        Kind::Array => "an array".to_owned(),
        Kind::Object => "an object".to_owned(),
        Kind::Foreign(name) => (*name).to_owned(),
    }
}

/// What a value is, for programs: JSON's own words, or the name of what JSON does not have.
pub(crate) fn kind_name<'a>(kind: &'a Kind<'_>) -> &'a str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean(_) => "boolean",
        Kind::Integer(_) => "integer",
        Kind::Number(_) => "number",
        Kind::String(_) => "string",
        Kind::Array => "array",
        Kind::Object => "object",
        Kind::Foreign(name) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_values_back() {
        for text in [
            "null",
            "[]",
            r#"{"a": [1, [], {"b": null, "c": -1.5e300}, "x"], "d": {"e": {"f": [[true]]}}, "g": 18446744073709551615}"#,
        ] {
            let tree =
                Tree::from_text(text, &Limits::default()).unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(tree.value(0), serde_json::from_str::<Value>(text).unwrap());
        }
        let text = r#"[{"a": 1, "b": [2], "a": [3]}, 4]"#;
        let tree = Tree::from_text(text, &Limits::default()).unwrap_or_else(|_| panic!("{text}"));
        assert_eq!(tree.value(1), serde_json::json!({"a": [3], "b": [2]}));
        assert_eq!(tree.value(7), 4);
    }

    #[test]
    fn finds_entries_by_their_pointers() {
        let text = r#"{"a/b": [1, {"~": 2, "": 3}], "c": 4, "c": 5}"#;
        let tree = Tree::from_text(text, &Limits::default()).unwrap_or_else(|_| panic!("{text}"));
        let mut locator = Locator::new(&tree);
        for pointer in ["", "/a~1b", "/a~1b/0", "/a~1b/1/~0", "/a~1b/1/", "/c"] {
            assert_eq!(tree.pointer(locator.locate(pointer)), pointer);
        }
        // Of equal keys the one that counts.
        let Some(entry) = tree.entry(locator.locate("/c")) else {
            panic!("/c is not there")
        };
        assert_eq!(entry.kind, Kind::Integer(5));
        // What is not there is nearest to what is around it.
        for (pointer, nearest) in [("/x", ""), ("/a~1b/2", "/a~1b"), ("/c/d/e", "/c")] {
            assert_eq!(tree.pointer(locator.locate(pointer)), nearest);
        }
    }
}
