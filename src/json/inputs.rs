//! The inputs of a function: an object of documents and options, taken apart but not read yet.

use std::borrow::Cow;

use super::members::{members, string};
use crate::problem::{Name, Problem, join};
use crate::read::suggestion::nearest;
use crate::read::tree::{Tree, Unreadable};
use crate::read::{At, Collector, Limits, Read, Reading, read_tree, read_what_can_be};
use crate::sorted::SortedMap;
use crate::text::{self, Sources, Style};
use crate::validate::Context;
use crate::words::{printable, quoted};

/// What JSON cannot say: by number of the value in document order, the name of what stands there.
type Foreign = SortedMap<u32, String>;

/// The option that every function takes: how to print the result for people.
const PRINT: &str = "print";

/// The inputs of one call.
#[derive(Default)]
pub(super) struct Inputs<'i> {
    parts: SortedMap<&'static str, Part<'i>>,
    /// How to print the result for people; `None` to print nothing.
    pub(super) print: Option<Print>,
}

/// One input.
pub(super) struct Part<'i> {
    name: &'static str,
    text: Cow<'i, str>,
    /// Whether the user gave JSON text, and so can look up a line and a column.
    is_text: bool,
    foreign: Foreign,
}

/// How to print a result for people.
pub(super) struct Print {
    /// Where the document came from, as the list of problems names it.
    pub(super) source: String,
    /// Where each document came from: by the name of its input, or by what its paths begin with.
    sources: SortedMap<String, String>,
    pub(super) style: Style,
}

impl<'i> Inputs<'i> {
    /// Takes `input` apart; `known` are the names of the inputs there may be.
    pub(super) fn new(
        input: &'i str,
        foreign: &str,
        known: &[&'static str],
    ) -> Result<Self, Problem> {
        let values = members(input).ok_or_else(|| not_an_object(input))?;
        let mut foreign = foreign_values(foreign)?;
        let mut inputs = Inputs {
            parts: SortedMap::new(),
            print: None,
        };
        for (name, value) in values {
            if name == PRINT {
                inputs.print = Some(Print::read(value)?);
            } else if let Some(known) = known.iter().find(|known| **known == name) {
                let foreign = foreign.remove(&name).unwrap_or_default();
                inputs.parts.insert(known, Part::new(known, value, foreign));
            } else {
                return Err(unknown(&name, known));
            }
        }
        Ok(inputs)
    }

    /// An input that may be left out, or be `null`.
    pub(super) fn optional(&self, name: &str) -> Option<&Part<'i>> {
        let is_given = |part: &&Part<'i>| part.text != "null" || !part.foreign.is_empty();
        self.parts.get(name).filter(is_given)
    }

    pub(super) fn required(&self, name: &'static str) -> Result<&Part<'i>, Problem> {
        self.parts.get(name).ok_or_else(|| {
            Problem::new(
                Name::InvalidRequest,
                format!("The input \"{name}\" is missing."),
            )
            .param("cause", "MISSING_FIELD")
            .param("field", name)
        })
    }
}

impl<'i> Part<'i> {
    fn new(name: &'static str, value: &'i str, foreign: Foreign) -> Self {
        let string = value.starts_with('"').then(|| string(value)).flatten();
        Part {
            name,
            is_text: string.is_some(),
            text: string.unwrap_or(Cow::Borrowed(value)),
            foreign,
        }
    }

    pub(super) fn tree(&self, limits: &Limits) -> Result<Tree<'_>, Unreadable> {
        let mut tree = Tree::from_text(&self.text, limits)?;
        for (index, found) in &self.foreign {
            tree.mark_foreign(*index, found);
        }
        Ok(if self.is_text {
            tree
        } else {
            tree.without_positions()
        })
    }

    /// Whether it is an object with that field.
    pub(super) fn has_field(&self, field: &str) -> bool {
        members(&self.text).is_some_and(|all| all.iter().any(|(name, _)| name == field))
    }

    /// The problem of an option that cannot be read.
    pub(super) fn invalid(&self) -> Problem {
        invalid(self.name)
    }

    /// The text of an option.
    pub(super) fn string(&self) -> Result<&str, Problem> {
        if self.is_text {
            Ok(&self.text)
        } else {
            Err(invalid(self.name))
        }
    }

    /// The texts of an option that is an array of texts.
    pub(super) fn strings(&self) -> Result<Vec<String>, Problem> {
        let tree = self.tree(&Limits::default());
        let read = |tree: &Tree<'_>| {
            let mut collector = Collector::new(&Limits::default());
            At::root(tree, Name::InvalidRequest)
                .items(&mut collector, "")?
                .map(|item| item.string(&mut collector, "").map(str::to_owned))
                .collect()
        };
        tree.ok()
            .and_then(|tree| read(&tree))
            .ok_or_else(|| invalid(self.name))
    }

    /// The text that a user can look up lines and columns in.
    pub(super) fn text_with_positions(&self) -> Option<&str> {
        self.is_text.then_some(&*self.text)
    }

    /// Whether an option is on.
    pub(super) fn boolean(&self) -> Result<bool, Problem> {
        match &*self.text {
            "true" if !self.is_text => Ok(true),
            "false" if !self.is_text => Ok(false),
            _ => Err(invalid(self.name)),
        }
    }

    /// The number of an input that is one.
    pub(super) fn as_number(&self) -> Option<u64> {
        self.text.parse().ok().filter(|_| !self.is_text)
    }

    /// Replaces what this input, a context, has of another context.
    pub(super) fn update_context(&self, context: &mut Context) -> Result<(), Problem> {
        let limits = Limits::default();
        let text = self.text_with_positions();
        let tree = self
            .tree(&limits)
            .map_err(|unreadable| unreadable.into_problem(Context::NAME, text))?;
        let mut collector = Collector::new(&limits);
        let updated = context.update(At::root(&tree, Context::NAME), &mut collector);
        let (errors, _) = collector.finish(&tree);
        match (updated, errors.into_iter().next()) {
            (_, Some(problem)) => Err(problem),
            _ => Ok(()),
        }
    }

    /// What can be read of a document, though there may be errors, and the errors and the warnings.
    pub(super) fn read_what_can_be<D: Read>(&self) -> (Option<D>, Vec<Problem>, Vec<Problem>) {
        let limits = Limits::default();
        match self.tree(&limits) {
            Ok(tree) => read_what_can_be(&tree, &limits),
            Err(unreadable) => {
                let problem = unreadable.into_problem(D::NAME, self.text_with_positions());
                (None, vec![problem], Vec::new())
            }
        }
    }

    pub(super) fn read<D: Read>(&self) -> Reading<D> {
        let limits = Limits::default();
        match self.tree(&limits) {
            Ok(tree) => read_tree(&tree, &limits),
            Err(unreadable) => {
                Reading::failed(unreadable.into_problem(D::NAME, self.text_with_positions()))
            }
        }
    }
}

impl Print {
    fn read(text: &str) -> Result<Self, Problem> {
        let mut print = Print {
            source: "input".to_owned(),
            sources: SortedMap::new(),
            style: Style::Plain,
        };
        for (name, value) in members(text).ok_or_else(|| invalid(PRINT))? {
            match (name.as_str(), value) {
                ("source", _) => {
                    print.source = string(value).ok_or_else(|| invalid(PRINT))?.into_owned();
                }
                ("sources", _) => {
                    for (field, source) in members(value).ok_or_else(|| invalid(PRINT))? {
                        let source = string(source).ok_or_else(|| invalid(PRINT))?;
                        print.sources.insert(field, source.into_owned());
                    }
                }
                ("colour", "true") => print.style = Style::Coloured,
                ("colour", "false") => print.style = Style::Plain,
                _ => return Err(invalid(PRINT)),
            }
        }
        Ok(print)
    }

    /// Where the documents came from.
    pub(super) fn sources(&self) -> Sources<'_> {
        let others = self.sources.iter();
        others.fold(Sources::from(&self.source), |sources, (name, source)| {
            sources.with(name, source)
        })
    }

    /// Problems of several documents, each with the source of its own.
    pub(super) fn problems_of_each<'p>(
        &'p self,
        problems: impl IntoIterator<Item = &'p Problem>,
    ) -> String {
        let text_of = |problem: &'p Problem| {
            let field = problem.path.split('/').nth(1).unwrap_or_default();
            match self.sources.get(field) {
                Some(source) => text::problems(source, [problem], self.style),
                None => text::problems(self.sources(), [problem], self.style),
            }
        };
        problems.into_iter().map(text_of).collect()
    }

    /// All problems of the source, and the verdict.
    pub(super) fn problems(&self, errors: &[Problem], warnings: &[Problem]) -> String {
        let verdict = if errors.is_empty() {
            "valid"
        } else {
            "invalid"
        };
        let summary = text::summary(errors.len(), warnings.len(), self.style);
        format!(
            "{}{}: {verdict}, {summary}\n",
            self.problems_of_each(errors.iter().chain(warnings)),
            printable(&self.source),
        )
    }
}

/// What JSON cannot say, by input.
fn foreign_values(text: &str) -> Result<SortedMap<String, Foreign>, Problem> {
    if text.is_empty() {
        return Ok(SortedMap::new());
    }
    let read = || -> Option<SortedMap<String, Foreign>> {
        let foreign = |values| -> Option<Foreign> {
            let members = members(values)?.into_iter();
            members
                .map(|(number, found)| Some((number.parse().ok()?, string(found)?.into_owned())))
                .collect()
        };
        members(text)?
            .into_iter()
            .map(|(input, values)| Some((input, foreign(values)?)))
            .collect()
    };
    read().ok_or_else(|| invalid("foreign"))
}

/// Why an input that holds no inputs is none, in the reader's words.
fn not_an_object(input: &str) -> Problem {
    let limits = Limits::default();
    let tree = match Tree::from_text(input, &limits) {
        Ok(tree) => tree,
        Err(unreadable) => return unreadable.into_problem(Name::InvalidRequest, Some(input)),
    };
    let mut collector = Collector::new(&limits);
    let root = At::root(&tree, Name::InvalidRequest);
    root.refuse_type(&mut collector, "object", "an object with the inputs");
    let (mut errors, _) = collector.finish(&tree);
    errors.pop().unwrap_or_else(|| invalid("input"))
}

fn unknown(name: &str, known: &[&'static str]) -> Problem {
    let description = format!("There is no input {}.", quoted(name));
    Problem::new(Name::InvalidRequest, description)
        .at(join("", name))
        .param("cause", "UNKNOWN_FIELD")
        .param("field", name)
        .meant(nearest(name, known.iter().copied()))
}

/// An option that cannot be read.
fn invalid(name: &str) -> Problem {
    Problem::new(
        Name::InvalidRequest,
        format!("The input \"{name}\" is not what it should be."),
    )
    .at(join("", name))
    .param("cause", "INVALID_VALUE")
    .param("field", name)
}
