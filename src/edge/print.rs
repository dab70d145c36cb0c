//! How to print a result for people.

use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName};
use crate::read::tree::{Kind, Tree};
use crate::sorted::SortedMap;
use crate::text::{self, Sources, Style};
use crate::words::printable;

/// The option that every function takes: how to print the result for people.
pub(super) const PRINT: &str = "print";

/// How to print a result for people.
pub(super) struct Print {
    /// Where the document came from, as the list of problems names it.
    pub(super) source: String,
    /// Where each document came from: by the name of its input, or by what its paths begin with.
    sources: SortedMap<String, String>,
    pub(super) style: Style,
    /// How wide a table may be, in columns of a terminal.
    pub(super) columns: usize,
}

impl Print {
    /// `None` for what is not as it should be.
    pub(super) fn read(tree: &Tree<'_>) -> Option<Self> {
        let mut print = Print {
            source: "input".to_owned(),
            sources: SortedMap::new(),
            style: Style::Plain,
            columns: text::WIDTH,
        };
        for (name, index) in members(tree, 0)? {
            match (name, tree.kind(index)?) {
                ("source", Kind::String(source)) => source.clone_into(&mut print.source),
                ("sources", Kind::Object) => {
                    let sources = members(tree, index)?;
                    let sources = sources.map(|(field, source)| match tree.kind(source)? {
                        Kind::String(source) => Some((field.to_owned(), source.to_owned())),
                        _ => None,
                    });
                    print.sources = sources.collect::<Option<_>>()?;
                }
                ("colour", Kind::Boolean(true)) => print.style = Style::Coloured,
                ("colour", Kind::Boolean(false)) => print.style = Style::Plain,
                ("columns", Kind::Integer(columns)) => print.columns = columns.try_into().ok()?,
                _ => return None,
            }
        }
        Some(print)
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
        let sources = self.sources();
        let mut text = String::new();
        for problem in problems {
            // What is compared goes by its number.
            let number = problem.path.split('/').nth(1).unwrap_or_default();
            let numbered = self.sources.get(number);
            let source = match numbered.filter(|_| problem.document.is_none()) {
                Some(source) => source,
                None => sources.of(problem),
            };
            text::write_problem(&mut text, source, problem, self.style);
        }
        text
    }

    /// All problems of the source, and the verdict.
    pub(super) fn problems(&self, errors: &[Problem], warnings: &[Problem]) -> String {
        let verdict = if errors.is_empty() {
            "valid"
        } else {
            "invalid"
        };
        let summary = text::summary_of_lists(errors, warnings, self.style);
        format!(
            "{}{}: {verdict}, {summary}\n",
            self.problems_of_each(errors.iter().chain(warnings)),
            printable(&self.source),
        )
    }
}

/// The members of an object.
fn members<'t>(tree: &'t Tree<'_>, object: u32) -> Option<impl Iterator<Item = (&'t str, u32)>> {
    let is_object = tree.kind(object)? == Kind::Object;
    let members = tree.children(object);
    is_object.then(|| members.filter_map(|member| Some((tree.key(member)?, member))))
}

/// An option of the call itself that cannot be read.
pub(super) fn invalid(name: &'static str) -> Problem {
    not_as_it_should_be(name).of(name)
}

/// The same, of no document yet.
pub(super) fn not_as_it_should_be(name: &'static str) -> Problem {
    let said = format!("The input \"{name}\" is not what it should be.");
    let mistake = Mistake::invalid_value(None, said);
    structural(ProblemName::InvalidRequest, Some(name), mistake)
}
