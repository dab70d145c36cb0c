//! The text of an edited document: what no edit reached is copied, byte for byte.

use std::ops::Range;

use serde_json::Value;

use super::edited::{Child, Edited, Key, Node, Opened};
use crate::words::as_json;

/// The text of an edited document; `text` is the one that its spans are of.
pub(super) fn render(edited: &Edited<'_>, text: &str) -> String {
    let mut renderer = Renderer {
        edited,
        text,
        colon: edited
            .first_member()
            .map(|member| part(text, edited.span(member).colon()))
            .filter(|colon| is_only(colon, ':'))
            .unwrap_or(": "),
        line_end: if text.contains("\r\n") { "\r\n" } else { "\n" },
        waiting: Vec::new(),
        written: String::with_capacity(text.len()),
    };
    let whole = edited.span(0);
    renderer.waiting.push(Step::Copy(whole.end..text.len()));
    renderer.waiting.push(Step::Node(edited.root()));
    renderer.waiting.push(Step::Copy(0..whole.start));
    while let Some(step) = renderer.waiting.pop() {
        renderer.step(step);
    }
    renderer.written
}

fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// Whether a text has no other character than this one and space: no comment.
fn is_only(text: &str, character: char) -> bool {
    text.trim() == character.encode_utf8(&mut [0; 4])
}

struct Renderer<'e, 't> {
    edited: &'e Edited<'t>,
    text: &'e str,
    /// A colon as the document writes it.
    colon: &'e str,
    line_end: &'static str,
    /// What is still to be written, the next last.
    waiting: Vec<Step>,
    written: String,
}

/// What is to be written.
enum Step {
    /// A part of the text.
    Copy(Range<usize>),
    Write(String),
    /// A value.
    Node(usize),
    /// What was written since `from` came from another place: its lines begin in another column there.
    Indent {
        from: usize,
        before: String,
        after: String,
    },
    /// Begins a value that comes from another place, of this entry; `after` is the indentation at the new place.
    Moved {
        node: usize,
        entry: u32,
        after: String,
    },
}

/// How the children of a container are set apart.
struct Layout {
    /// Before the first child.
    head: String,
    /// Between two children, with the comma.
    separator: String,
    /// After the last child.
    tail: String,
}

impl Renderer<'_, '_> {
    fn step(&mut self, step: Step) {
        match step {
            Step::Copy(range) => self.written.push_str(part(self.text, range)),
            Step::Write(text) => self.written.push_str(&text),
            Step::Node(node) => match self.edited.node(node) {
                Some(Node::Written(entry)) => {
                    let value = self.edited.span(*entry).value();
                    self.written.push_str(part(self.text, value));
                }
                Some(Node::New(value)) => {
                    let value = self.value(value);
                    self.written.push_str(&value);
                }
                Some(Node::Opened(opened)) => {
                    let mut steps = self.container(opened);
                    steps.reverse();
                    self.waiting.append(&mut steps);
                }
                None => {}
            },
            Step::Moved { node, entry, after } => {
                let before = self.indentation(self.edited.span(entry).start).to_owned();
                let from = self.written.len();
                self.waiting.push(Step::Indent {
                    from,
                    before,
                    after,
                });
                self.waiting.push(Step::Node(node));
            }
            Step::Indent {
                from,
                before,
                after,
            } => {
                let lines = self.written.split_off(from);
                let mut lines = lines.split_inclusive('\n');
                self.written.push_str(lines.next().unwrap_or_default());
                for line in lines {
                    match line.strip_prefix(&before) {
                        Some(rest) => {
                            self.written.push_str(&after);
                            self.written.push_str(rest);
                        }
                        None => self.written.push_str(line),
                    }
                }
            }
        }
    }

    /// The steps that write a container.
    fn container(&self, opened: &Opened<'_>) -> Vec<Step> {
        let (open, close) = if opened.is_object {
            ("{", "}")
        } else {
            ("[", "]")
        };
        let children: Vec<&Child> = opened
            .children
            .iter()
            .filter(|child| !child.is_gone)
            .collect();
        let mut steps = vec![Step::Write(open.to_owned())];
        if !children.is_empty() {
            let layout = self.layout(opened);
            let after = layout
                .indentation()
                .map_or_else(|| self.indentation_of(opened).to_owned(), str::to_owned);
            for (number, child) in children.into_iter().enumerate() {
                steps.push(match (number, child.before, child.was) {
                    (0, _, _) => Step::Write(layout.head.clone()),
                    (_, Some(before), Some(was)) => Step::Copy(self.gap(before, was)),
                    _ => Step::Write(layout.separator.clone()),
                });
                match &child.key {
                    Key::None => {}
                    Key::Written(entry) => {
                        let span = self.edited.span(*entry);
                        steps.push(Step::Copy(span.start..span.value));
                    }
                    Key::New(name, entry) => {
                        let colon = entry.map_or(0..0, |entry| self.edited.span(entry).colon());
                        let colon = part(self.text, colon);
                        let colon = if is_only(colon, ':') {
                            colon
                        } else {
                            self.colon
                        };
                        steps.push(Step::Write(as_json(&Value::from(name.as_str())) + colon));
                    }
                }
                steps.push(match child.moved {
                    Some(entry) => Step::Moved {
                        node: child.node,
                        entry,
                        after: after.clone(),
                    },
                    None => Step::Node(child.node),
                });
            }
            steps.push(Step::Write(layout.tail));
        }
        steps.push(Step::Write(close.to_owned()));
        steps
    }

    /// What stands between two entries.
    fn gap(&self, before: u32, entry: u32) -> Range<usize> {
        self.edited.span(before).end..self.edited.span(entry).start
    }

    fn layout(&self, opened: &Opened<'_>) -> Layout {
        let one_line = if self.colon.ends_with([' ', '\t']) {
            ", "
        } else {
            ","
        };
        let Some(entry) = opened.entry else {
            return Layout {
                head: String::new(),
                separator: one_line.to_owned(),
                tail: String::new(),
            };
        };
        let value = self.edited.span(entry).value();
        let inside = value.start + 1..value.end.saturating_sub(1);
        let mut entries = self.edited.entries_in(entry);
        let Some(first) = entries.next() else {
            return self.layout_of_empty(part(self.text, inside), value.start, one_line);
        };
        let (mut before, mut last) = (None, first);
        for entry in entries {
            before = Some(std::mem::replace(&mut last, entry));
        }
        let head = part(self.text, inside.start..self.edited.span(first).start);
        let gap = before.map(|before| part(self.text, self.gap(before, last)));
        let separator = match gap {
            Some(gap) if is_only(gap, ',') => gap.to_owned(),
            _ if gap.unwrap_or(head).contains('\n') => {
                let indentation = self.indentation(self.edited.span(last).start);
                [",", self.line_end, indentation].concat()
            }
            _ => one_line.to_owned(),
        };
        Layout {
            head: head.to_owned(),
            separator,
            tail: part(self.text, self.edited.span(last).end..inside.end).to_owned(),
        }
    }

    /// The layout of a container that had no children; `space` is what stood in it.
    fn layout_of_empty(&self, space: &str, bracket: usize, one_line: &str) -> Layout {
        let comment = space.trim_end();
        if !space.contains('\n') {
            return Layout {
                head: space.to_owned(),
                separator: one_line.to_owned(),
                tail: if comment.is_empty() {
                    space.to_owned()
                } else {
                    String::new()
                },
            };
        }
        let around = self.indentation(bracket);
        let inside = [self.line_end, around, self.indentation_unit()].concat();
        Layout {
            separator: format!(",{inside}"),
            head: [comment, &inside].concat(),
            tail: [self.line_end, around].concat(),
        }
    }

    /// The space at the start of the line of an offset.
    fn indentation(&self, offset: usize) -> &str {
        let before = part(self.text, 0..offset);
        let line = before.rfind('\n').map_or(0, |line_end| line_end + 1);
        let line = self.text.get(line..).unwrap_or_default();
        let end = line.find(|character| character != ' ' && character != '\t');
        line.get(..end.unwrap_or(line.len())).unwrap_or_default()
    }

    /// The indentation of the line in which a container begins.
    fn indentation_of(&self, opened: &Opened<'_>) -> &str {
        opened
            .entry
            .map_or("", |entry| self.indentation(self.edited.span(entry).value))
    }

    /// The indentation of one level: that of the first member in a line of its own.
    fn indentation_unit(&self) -> &str {
        let mut lines = self.text.split('\n').skip(1);
        let unit = lines.find_map(|line| {
            let length = line.len() - line.trim_start_matches([' ', '\t']).len();
            line.get(..length).filter(|space| !space.is_empty())
        });
        unit.unwrap_or("  ")
    }

    /// A value in one line, with spaces where the document has them.
    fn value(&self, value: &Value) -> String {
        let compact = as_json(value);
        if !self.colon.ends_with([' ', '\t']) {
            return compact;
        }
        let mut spaced = String::with_capacity(compact.len());
        let (mut is_in_string, mut is_escaped) = (false, false);
        for character in compact.chars() {
            spaced.push(character);
            if is_escaped {
                is_escaped = false;
            } else if character == '"' {
                is_in_string = !is_in_string;
            } else if is_in_string {
                is_escaped = character == '\\';
            } else if matches!(character, ',' | ':') {
                spaced.push(' ');
            }
        }
        spaced
    }
}

impl Layout {
    /// The indentation of children that each have their own line.
    fn indentation(&self) -> Option<&str> {
        let space = self.separator.rsplit_once('\n')?.1;
        let end = space.find(|character| character != ' ' && character != '\t');
        space.get(..end.unwrap_or(space.len()))
    }
}
