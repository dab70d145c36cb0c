//! From JSON to documents, with every problem on the way.
//!
//! [`tree`] makes a flat list of values of any JSON. [`At`] is one of them at its place, which answers [`questions`],
//! and [`Fields`] those of an object; what is wrong are [`mistakes`], which a [`Collector`] collects. Each document in
//! [`crate::documents`] knows which questions to ask.

mod at;
mod collector;
mod fields;
mod fixes;
mod found;
mod items;
mod limits;
mod mistakes;
mod not_json;
mod questions;
mod room;
pub(crate) mod suggestion;
pub(crate) mod tree;
mod word;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::problem::catalogue::DuplicateKey;
use crate::problem::{Problem, ProblemName, Problems, Severity};
pub(crate) use at::At;
pub(crate) use collector::Collector;
pub(crate) use fields::{Fields, KEY_OF_EDITORS};
pub(crate) use found::Found;
pub(crate) use items::Items;
pub use limits::Limits;
#[cfg(feature = "cli")]
pub(crate) use not_json::python_word;
use tree::{Tree, Unreadable};
pub use word::UnknownWord;
pub(crate) use word::{Word, deserialize_word, parse_word, read_words};

/// How a document is read from a tree.
pub trait Read: Sized {
    /// The name of its structural problems.
    const NAME: ProblemName;

    /// Reads it, or as much of it as makes sense: what is broken is collected, and left out of the document.
    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self>;
}

/// A document of the API that a [`Reader`] reads.
///
/// It cannot be implemented outside this crate.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::{Document, Reading};
///
/// fn read<D: Document>(text: &str) -> Reading<D> {
///     Reader::new().text(text)
/// }
/// ```
pub trait Document: Read {}
impl<D: Read> Document for D {}

/// What came of reading a document: the document or every error, and warnings in either case.
///
/// In JSON: `{document, errors, warnings}`.
///
/// ```
/// use scale_batch::{BatchDefinition, Reader};
///
/// let reading = Reader::new().text::<BatchDefinition>(r#"{"dataset": 1, "dataset": 2}"#);
/// assert_eq!(reading.document, Some(BatchDefinition::from_dataset(2)));
/// assert_eq!(reading.warnings.len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Reading_for_{D}", transform = crate::documents::schema::complete))]
#[non_exhaustive]
pub struct Reading<D> {
    /// The document with its defaults spelled out; `None` exactly when there are errors.
    pub document: Option<D>,
    /// What makes it no such document, in document order.
    #[serde(deserialize_with = "crate::problem::errors")]
    pub errors: Vec<Problem>,
    /// What is allowed, but a person should look at, in document order.
    #[serde(deserialize_with = "crate::problem::warnings")]
    pub warnings: Vec<Problem>,
}

impl<D> Reading<D> {
    /// Nothing could be read, for one reason.
    pub(crate) fn failed(problem: Problem) -> Self {
        Reading {
            document: None,
            errors: vec![problem],
            warnings: Vec::new(),
        }
    }

    /// The same of what is made of the document.
    pub(crate) fn map<E>(self, make: impl FnOnce(D) -> E) -> Reading<E> {
        Reading {
            document: self.document.map(make),
            errors: self.errors,
            warnings: self.warnings,
        }
    }

    /// The document, or all errors as one [`std::error::Error`].
    ///
    /// # Errors
    /// All errors of the reading.
    ///
    /// ```
    /// use scale_batch::{BatchDefinition, Reader};
    ///
    /// let problems = Reader::new().text::<BatchDefinition>("[]").into_result().unwrap_err();
    /// assert_eq!(problems.iter().count(), 1);
    /// ```
    pub fn into_result(self) -> Result<D, Problems> {
        self.document.ok_or(Problems(self.errors))
    }
}

/// Reads documents from JSON and collects everything that is wrong with them.
///
/// ```
/// use scale_batch::{BatchDefinition, Reader};
///
/// let reading = Reader::new().text::<BatchDefinition>(r#"{"dataset": 5}"#);
/// assert_eq!(reading.document.unwrap().dataset, Some(5.into()));
///
/// let value = serde_json::json!({"dataset": "five", "forced": true});
/// assert_eq!(Reader::new().value::<BatchDefinition>(&value).errors.len(), 2);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Reader {
    pub(crate) limits: Limits,
}

impl Reader {
    /// A reader with the default [`Limits`].
    ///
    /// ```
    /// use scale_batch::{BatchDefinition, Reader};
    ///
    /// assert!(Reader::new().text::<BatchDefinition>("{}").document.is_some());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same reader with other limits.
    ///
    /// ```
    /// use scale_batch::{BatchDefinition, Limits, ProblemName, Reader};
    ///
    /// let reader = Reader::new().limits(Limits { bytes: 1, ..Limits::default() });
    /// assert_eq!(reader.text::<BatchDefinition>("{}").errors[0].name, ProblemName::LimitExceeded);
    /// ```
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        Reader { limits }
    }

    /// Reads a document from JSON text; its problems know their lines and columns.
    ///
    /// A key that appears twice in an object is the warning `DUPLICATE_KEY`; the last one counts, as on the server.
    ///
    /// A number is an integer as it is written: `5.0` and `1e3` are, `9007199254740990.7` is not.
    ///
    /// ```
    /// use scale_batch::{BatchDefinition, Reader};
    ///
    /// let reading = Reader::new().text::<BatchDefinition>("{\n\"dataset\": \"5\"}");
    /// assert_eq!(reading.errors[0].position.unwrap().line, 2);
    /// ```
    #[must_use]
    pub fn text<D: Document>(&self, text: &str) -> Reading<D> {
        self.tree(Tree::from_text(text, &self.limits), Some(text))
    }

    /// Reads a document from a value, whose numbers are what it holds: a double has lost digits already.
    ///
    /// ```
    /// use scale_batch::{BatchDefinition, Reader};
    ///
    /// let reading = Reader::new().value::<BatchDefinition>(&serde_json::json!({"dataset": "5"}));
    /// assert_eq!(reading.errors[0].path, "/dataset");
    /// ```
    #[must_use]
    pub fn value<D: Document>(&self, value: &Value) -> Reading<D> {
        self.tree(Tree::from_value(value, &self.limits), None)
    }

    /// Reads a document of which the tree, or why there is none, is known.
    pub(crate) fn tree<D: Document>(
        &self,
        tree: Result<Tree<'_>, Unreadable>,
        text: Option<&str>,
    ) -> Reading<D> {
        match tree {
            Ok(tree) => read_tree(&tree, &self.limits),
            Err(unreadable) => Reading::failed(unreadable.into_problem(D::NAME, text)),
        }
    }
}

/// Reads a whole document from a tree.
pub(crate) fn read_tree<D: Read>(tree: &Tree<'_>, limits: &Limits) -> Reading<D> {
    let (document, errors, warnings) = read_what_can_be(tree, limits);
    Reading {
        document: document.filter(|_| errors.is_empty()),
        errors,
        warnings,
    }
}

/// What can be read of a document, though there may be errors, and the errors and the warnings.
pub(crate) fn read_what_can_be<D: Read>(
    tree: &Tree<'_>,
    limits: &Limits,
) -> (Option<D>, Vec<Problem>, Vec<Problem>) {
    let mut collector = Collector::new(limits);
    let document = D::read(At::root(tree, D::NAME), &mut collector);
    report_duplicates(tree, &mut collector);
    let (errors, warnings) = collector.finish(tree);
    (document, errors, warnings)
}

/// One warning for each key that stood before in its object.
pub(crate) fn report_duplicates(tree: &Tree<'_>, collector: &mut Collector) {
    for &index in &tree.duplicates {
        if !collector.has_room(Severity::Warning) {
            continue;
        }
        let at = At::entry(tree, index, ProblemName::DuplicateKey);
        let problem = DuplicateKey {
            key: at.key().unwrap_or_default(),
            is_parameter: false,
        };
        at.report(collector, problem.problem());
    }
}
