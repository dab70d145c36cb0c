//! A value at its place in a document, and how problems about it are collected.

use crate::problem::{Problem, ProblemName, Severity};
use crate::words::{capitalised, quoted};

use super::collector::Collector;
use super::tree::{Children, Kind, Tree};

/// What the description of a problem ends with where only the value itself is left out.
const LEFT_OUT: &str = " It is left out.";

/// A value at its place, and the name that its structural problems have.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    tree: &'a Tree<'a>,
    index: u32,
    name: ProblemName,
    manner: Manner,
    /// Whether the document says nothing without it.
    required: bool,
}

/// How a value is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// A person wrote it: what the API does not have is a mistake.
    Strict,
    /// A server sent it, and a client may have kept notes in it: fields that the API does not have are no problem,
    /// and `null` says nothing.
    Served,
    /// As [`Served`](Manner::Served), and what is wrong is a warning: the rest is useful without it.
    Lenient,
}

impl<'a> At<'a> {
    pub(crate) fn root(tree: &'a Tree<'a>, name: ProblemName) -> Self {
        At::entry(tree, 0, name)
    }

    pub(super) fn entry(tree: &'a Tree<'a>, index: u32, name: ProblemName) -> Self {
        At {
            tree,
            index,
            name,
            manner: Manner::Strict,
            required: false,
        }
    }

    /// The same place; from here on, structural problems have another name.
    pub(crate) fn named(self, name: ProblemName) -> Self {
        At { name, ..self }
    }

    /// The value itself, whatever it is; what JSON cannot say is null.
    pub(crate) fn value(self) -> serde_json::Value {
        self.tree.value(self.index)
    }

    /// The same place; from here on unknown fields are no problem, and an optional field that is `null` is as good as
    /// absent: what is read was sent by a server and kept by a client, which may have added what it needs.
    pub(crate) fn as_served(self) -> Self {
        match self.manner {
            Manner::Strict => At {
                manner: Manner::Served,
                ..self
            },
            Manner::Served | Manner::Lenient => self,
        }
    }

    /// The same place, read [as served](At::as_served); and from here on every problem is a warning: what is read is
    /// only a part of what a server sent, and the rest is useful without it.
    pub(crate) fn leniently(self) -> Self {
        At {
            manner: Manner::Lenient,
            ..self
        }
    }

    /// The same place; from here on it is known that the document says nothing without it, and so nobody is told to
    /// leave it out.
    pub(crate) fn required(self) -> Self {
        At {
            required: true,
            ..self
        }
    }

    /// The same document at another place.
    pub(super) fn beside(self, index: u32) -> Self {
        At {
            index,
            required: false,
            ..self
        }
    }

    /// The value and everything in it, in document order.
    pub(super) fn inside(self) -> impl Iterator<Item = At<'a>> {
        let end = self.tree.entry(self.index).map_or(0, |entry| entry.next);
        (self.index..end).map(move |index| self.beside(index))
    }

    /// The name of its structural problems.
    pub(super) fn name(self) -> ProblemName {
        self.name
    }

    /// Whether it is the whole document.
    pub(super) fn is_root(self) -> bool {
        self.index == 0
    }

    pub(super) fn is_required(self) -> bool {
        self.required
    }

    /// Whether a server sent it, rather than that a person wrote it.
    pub(super) fn is_served(self) -> bool {
        self.manner != Manner::Strict
    }

    pub(super) fn children(self) -> Children<'a> {
        self.tree.children(self.index)
    }

    pub(crate) fn kind(self) -> Kind<'a> {
        self.tree.kind(self.index).unwrap_or(Kind::Null)
    }

    /// The string that it is.
    pub(crate) fn text(self) -> Option<&'a str> {
        self.tree.string(self.index)
    }

    pub(crate) fn is_text(self) -> bool {
        self.text().is_some()
    }

    pub(crate) fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// Whether a part that has so many values when it is written out can still be read.
    pub(crate) fn can_be_written_out(self, collector: &mut Collector, values: usize) -> bool {
        let written = collector.write_out(values);
        if let Err(Some(problem)) = written {
            collector.rule(problem.at(self.pointer()));
            return false;
        }
        written.is_ok()
    }

    /// How many values are in it, itself included.
    pub(crate) fn size(self) -> usize {
        let next = self.tree.entry(self.index).map_or(0, |entry| entry.next);
        next.saturating_sub(self.index) as usize
    }

    pub(crate) fn tree(self) -> &'a Tree<'a> {
        self.tree
    }

    pub(crate) fn pointer(self) -> String {
        self.tree.pointer(self.index)
    }

    /// The pointer that leads here from a value around this one.
    pub(crate) fn pointer_below(self, around: At<'_>) -> String {
        let (here, around) = (self.pointer(), around.pointer());
        here.strip_prefix(&around).unwrap_or_default().to_owned()
    }

    /// Whether one more error about this value would be listed; if not, it is counted, and need not be put into words.
    pub(super) fn has_room(self, collector: &mut Collector) -> bool {
        collector.has_room(match self.manner {
            Manner::Lenient => Severity::Warning,
            Manner::Strict | Manner::Served => Severity::Error,
        })
    }

    /// Collects a problem about this value.
    pub(crate) fn report(self, collector: &mut Collector, mut problem: Problem) {
        if self.manner == Manner::Lenient {
            problem = problem.warning();
            // Nobody can mend what a server sent.
            problem.fix.clear();
        }
        if !collector.has_room(problem.severity) {
            return;
        }
        // A problem that has a fix knows its place already.
        if problem.path.is_empty() {
            problem.path = self.pointer();
        }
        collector.entry(self.index, problem);
    }

    pub(super) fn key(self) -> Option<&'a str> {
        self.tree.key(self.index)
    }

    /// What the value is called in a description: its field, or its place in an array.
    pub(crate) fn label(self) -> String {
        let Some(entry) = self.tree.entry(self.index) else {
            return "the document".to_owned();
        };
        match (self.key(), self.index) {
            (Some(key), _) => quoted(key),
            (None, 0) if matches!(self.kind(), Kind::Array | Kind::Object) => {
                "the document".to_owned()
            }
            (None, 0) => "the value".to_owned(),
            (None, _) => {
                let array = At {
                    index: entry.parent,
                    ..self
                };
                format!("item {} of {}", entry.position + 1, array.label())
            }
        }
    }

    /// The field of the array that it is an item of, and which item, from 1; of arrays inside each other, from the outside
    /// in.
    pub(crate) fn item(self) -> (Option<&'a str>, Vec<usize>) {
        let mut items = Vec::new();
        let mut at = self;
        while let (None, Some(entry)) = (at.key(), at.tree.entry(at.index)) {
            if at.is_root() {
                break;
            }
            items.push(entry.position as usize + 1);
            at.index = entry.parent;
        }
        items.reverse();
        (at.key(), items)
    }

    /// Collects a problem about a value that is of no use: what is read leniently goes on without it.
    pub(super) fn report_useless(self, collector: &mut Collector, mut problem: Problem) {
        if self.manner == Manner::Lenient {
            problem.description.push_str(LEFT_OUT);
        }
        self.report(collector, problem);
    }

    /// What `read` makes of a part of a larger whole, which is useful without it; where that is nothing, the problem
    /// that this part has says what is left out because of it, and `params.left_out` where that stands.
    pub(crate) fn read_or_leave_out<T>(
        self,
        collector: &mut Collector,
        read: impl FnOnce(At<'a>, &mut Collector) -> Option<T>,
    ) -> Option<T> {
        let before = collector.warnings();
        let part = read(self.leniently(), collector);
        if part.is_some() {
            return part;
        }
        if let Some(problem) = collector.warning_mut(before) {
            if let Some(shorter) = problem.description.strip_suffix(LEFT_OUT) {
                problem.description.truncate(shorter.len());
            }
            let sentence = format!(" {} is left out.", capitalised(&self.label()));
            problem.description.push_str(&sentence);
            problem
                .params
                .insert("left_out".into(), self.pointer().into());
            problem.is_left_out = true;
        }
        part
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::documents::{Batch, Batches, Reader, RecipeDiffDocument};

    #[test]
    fn a_lenient_reader_says_what_it_left_out() {
        let batch = json!({"id": 1, "is_superseded": "no", "job_metrics": {"parse": 5}});
        let reading = Reader::new().value::<Batch>(&batch);
        let said: Vec<_> = reading
            .warnings
            .iter()
            .map(|problem| (problem.path.as_str(), problem.description.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (
                    "/is_superseded",
                    "\"is_superseded\" must be true or false, but it is the string \"no\". It is left out."
                ),
                (
                    "/job_metrics/parse",
                    "\"parse\" must be an object: the metrics of a job, but it is the number 5. \"parse\" is left out."
                ),
            ]
        );

        let page = json!({"results": [{"id": 1}, {"id": "two"}, {"title": "three"}]});
        let reading = Reader::new().value::<Batches>(&page);
        let left_out: Vec<_> = reading
            .warnings
            .iter()
            .map(|problem| &problem.params["left_out"])
            .collect();
        assert_eq!(left_out, ["/results/1", "/results/2"]);
        let description = &reading.warnings[1].description;
        assert!(
            description.ends_with(" Item 3 of \"results\" is left out."),
            "{description}"
        );

        let diff = json!({"can_be_reprocessed": true, "nodes": {"parse": {"status": "GONE"}}});
        let reading = Reader::new().value::<RecipeDiffDocument>(&diff);
        assert!(reading.document.unwrap().nodes.is_empty());
        assert_eq!(
            reading
                .warnings
                .iter()
                .filter(|problem| problem.params.contains_key("left_out"))
                .count(),
            1
        );
    }

    #[test]
    fn what_is_refused_is_not_left_out() {
        let reading = Reader::new().value::<Batch>(&json!({"id": "one"}));
        let description = &reading.errors[0].description;
        assert!(!description.contains("left out"), "{description}");
    }
}
