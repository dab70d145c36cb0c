//! The inputs of a function: an object of documents and options, taken apart but not read yet.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::problem::{Name, Problem, quoted};
use crate::read::fields::{At, Collector};
use crate::read::suggestion::nearest;
use crate::read::tree::{Tree, Unreadable};
use crate::read::{Limits, Read, Reading, read_tree};
use crate::text::Style;

/// What JSON cannot say: by number of the value in document order, the name of what stands there.
type Foreign = BTreeMap<u32, String>;

/// The option that every function takes: how to print the result for people.
const PRINT: &str = "print";

/// The inputs of one call.
pub(super) struct Inputs<'i> {
    parts: BTreeMap<String, Part<'i>>,
    /// How to print the result for people; `None` to print nothing.
    pub(super) print: Option<Print>,
}

/// One input.
pub(super) struct Part<'i> {
    text: Cow<'i, str>,
    /// Whether the user gave JSON text, and so can look up a line and a column.
    is_text: bool,
    foreign: Foreign,
}

/// How to print a result for people.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Print {
    /// Where the document came from, as the list of problems names it.
    pub(super) source: String,
    colour: bool,
}

impl Default for Print {
    fn default() -> Self {
        Print {
            source: "input".to_owned(),
            colour: false,
        }
    }
}

impl Print {
    pub(super) fn style(&self) -> Style {
        if self.colour {
            Style::Coloured
        } else {
            Style::Plain
        }
    }
}

impl<'i> Inputs<'i> {
    /// Takes `input` apart; `known` are the names of the inputs there may be.
    pub(super) fn new(
        input: &'i str,
        foreign: &str,
        known: &[&'static str],
    ) -> Result<Self, Problem> {
        let mut members: BTreeMap<String, &'i RawValue> =
            serde_json::from_str(input).map_err(|_| not_an_object(input))?;
        let mut foreign: BTreeMap<String, Foreign> = match foreign {
            "" => BTreeMap::new(),
            text => serde_json::from_str(text).map_err(|error| invalid("foreign", &error))?,
        };
        let print = match members.remove(PRINT) {
            Some(print) => {
                Some(serde_json::from_str(print.get()).map_err(|error| invalid(PRINT, &error))?)
            }
            None => None,
        };
        let mut parts = BTreeMap::new();
        for (name, value) in members {
            if !known.contains(&name.as_str()) {
                return Err(unknown(&name, known));
            }
            let foreign = foreign.remove(&name).unwrap_or_default();
            let part = Part::new(value.get(), foreign).map_err(|error| invalid(&name, &error))?;
            parts.insert(name, part);
        }
        Ok(Inputs { parts, print })
    }

    /// An input that may be left out, or be `null`.
    pub(super) fn optional(&self, name: &str) -> Option<&Part<'i>> {
        self.parts
            .get(name)
            .filter(|part| part.text != "null" || !part.foreign.is_empty())
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
    fn new(value: &'i str, foreign: Foreign) -> serde_json::Result<Self> {
        let is_text = value.starts_with('"');
        let text = if is_text {
            Cow::Owned(serde_json::from_str(value)?)
        } else {
            Cow::Borrowed(value)
        };
        Ok(Part {
            text,
            is_text,
            foreign,
        })
    }

    /// The text that a user can look up lines and columns in.
    pub(super) fn text_with_positions(&self) -> Option<&str> {
        self.is_text.then_some(&*self.text)
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

/// Why an input that holds no inputs is none, in the reader's words.
fn not_an_object(input: &str) -> Problem {
    let limits = Limits::default();
    match Tree::from_text(input, &limits) {
        Err(unreadable) => unreadable.into_problem(Name::InvalidRequest, Some(input)),
        Ok(tree) => {
            let mut collector = Collector::new(&limits);
            let root = At::root(&tree, Name::InvalidRequest);
            root.wrong_type(
                &mut collector,
                "object",
                "an object with the inputs of the function",
            );
            let (errors, _) = collector.finish(&tree);
            errors
                .into_iter()
                .next()
                .unwrap_or_else(|| Problem::new(Name::InvalidRequest, "The inputs cannot be read."))
        }
    }
}

fn unknown(name: &str, known: &[&'static str]) -> Problem {
    let mut problem = Problem::new(
        Name::InvalidRequest,
        format!("There is no input {}.", quoted(name)),
    )
    .at(crate::problem::join("", name))
    .param("cause", "UNKNOWN_FIELD")
    .param("field", name);
    if let Some(suggestion) = nearest(name, known.iter().copied()) {
        problem
            .description
            .push_str(&format!(" Did you mean \"{suggestion}\"?"));
        problem = problem.param("suggestion", suggestion);
    }
    problem
}

fn invalid(name: &str, error: &serde_json::Error) -> Problem {
    Problem::new(
        Name::InvalidRequest,
        format!("The input {} cannot be read: {error}.", quoted(name)),
    )
    .at(crate::problem::join("", name))
    .param("cause", "INVALID_VALUE")
    .param("field", name)
}
