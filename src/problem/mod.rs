//! What is wrong with a document: one [`Problem`] a mistake, each with its name, its place and the way out.

#[macro_use]
mod declare;
pub(crate) mod catalogue;
pub(crate) mod causes;
mod names;
pub(crate) mod params;
#[cfg(feature = "schema")]
pub(crate) mod schema;
pub(crate) mod structural;

use std::borrow::Cow;
use std::fmt;

use catalogue::CausedBy;
pub use catalogue::ProblemName;
use params::ParamValue;

use crate::sorted::SortedMap;
use crate::words::meant;
use crate::words::quoted;
use serde::de::Deserializer;
use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Whether a problem makes its document invalid.
///
/// ```
/// use scale_batch::ProblemName;
/// use scale_batch::problem::Severity;
///
/// assert_eq!(ProblemName::IgnoredField.severity(), Severity::Warning);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document is invalid.
    Error,
    /// The document is valid, but a person should look.
    Warning,
}

impl Severity {
    /// The word for it.
    ///
    /// ```
    /// use scale_batch::problem::Severity;
    ///
    /// assert_eq!(Severity::Warning.as_str(), "warning");
    /// assert_eq!("error".parse(), Ok(Severity::Error));
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One step of an [RFC 6902](https://www.rfc-editor.org/rfc/rfc6902) JSON Patch.
///
/// ```
/// use scale_batch::problem::PatchOperation;
/// use scale_batch::{BatchDefinition, Reader};
///
/// let reading = Reader::new().text::<BatchDefinition>(r#"{"datset": 5}"#);
/// let problem = &reading.errors[0];
/// assert!(matches!(&problem.fix[0], PatchOperation::Move { path, .. } if path == "/dataset"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "op", rename_all = "lowercase")]
#[non_exhaustive]
pub enum PatchOperation {
    /// Puts a value where none is.
    Add {
        /// JSON Pointer to the new place.
        path: String,
        /// What to put there.
        value: Value,
    },
    /// Takes a value away.
    Remove {
        /// JSON Pointer to what goes.
        path: String,
    },
    /// Puts a value in place of another.
    Replace {
        /// JSON Pointer to what is replaced.
        path: String,
        /// What to put there.
        value: Value,
    },
    /// Moves a value.
    Move {
        /// JSON Pointer to where it is.
        from: String,
        /// JSON Pointer to where it belongs.
        path: String,
    },
}

/// A place in a JSON text.
///
/// ```
/// use scale_batch::{BatchDefinition, Reader};
///
/// let reading = Reader::new().text::<BatchDefinition>(r#"{"datset": 5}"#);
/// let problem = &reading.errors[0];
/// let position = problem.position.unwrap();
/// assert_eq!((position.line, position.column), (1, 2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in that line, from 1.
    pub column: u32,
}

/// One thing that is wrong or questionable in a document.
///
/// In JSON: `{name, description, path, params}`, with `document` where the problem is about another input than the
/// main one, with `fix` where one edit surely fixes it, and with `line` and `column` where the document was read from
/// text. `path` and `fix` are relative to `document`.
///
/// ```
/// use scale_batch::{BatchDefinition, ProblemName, Reader};
///
/// let reading = Reader::new().text::<BatchDefinition>(r#"{"datset": 5}"#);
/// let problem = &reading.errors[0];
/// assert_eq!(problem.name, ProblemName::InvalidBatchDefinition);
/// assert_eq!(problem.path, "/datset");
/// assert_eq!(problem.params["suggestion"], "dataset");
/// assert_eq!(problem.position.unwrap().column, 2);
/// ```
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(extend("$comment" = "problem.schema.json says which params each name has."))
)]
#[non_exhaustive]
pub struct Problem {
    /// The stable name, for programs.
    pub name: ProblemName,
    /// What is wrong and what would be right, for people.
    pub description: String,
    /// The input that the problem is about, such as `dataset` of a context; absent where that is the document that is
    /// checked. `path` and `fix` are relative to it.
    #[cfg_attr(
        feature = "schema",
        schemars(
            default,
            with = "&'static str",
            skip_serializing_if = "Option::is_none"
        )
    )]
    pub document: Option<Cow<'static, str>>,
    /// [RFC 6901](https://www.rfc-editor.org/rfc/rfc6901) JSON Pointer to the place; empty for the whole document.
    pub path: String,
    /// The figures and names in the description, for translation.
    pub params: SortedMap<Cow<'static, str>, Value>,
    /// A JSON Patch that fixes it, where one edit surely does.
    #[cfg_attr(
        feature = "schema",
        schemars(default, skip_serializing_if = "Vec::is_empty")
    )]
    pub fix: Vec<PatchOperation>,
    /// Where in the text, when the document was read from text.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub position: Option<Position>,
    /// Whether it makes the document invalid. Not in JSON: a report is read with the severity of each of its lists, a problem
    /// for itself with the [usual one](ProblemName::severity) of its name.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub severity: Severity,
    /// Whether what it is about is of no use, and left out: a document, or an item of a list.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(crate) is_left_out: bool,
}

// Written by hand, as derived code would write the position and the params as maps: objects whose keys are not known
// before, and which JavaScript makes more slowly.
impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Problem", 7)?;
        fields.serialize_field("name", &self.name)?;
        fields.serialize_field("description", &self.description)?;
        if let Some(document) = self.document.as_deref() {
            fields.serialize_field("document", document)?;
        }
        fields.serialize_field("path", &self.path)?;
        fields.serialize_field("params", &Params(&self.params))?;
        if !self.fix.is_empty() {
            fields.serialize_field("fix", &self.fix)?;
        }
        if let Some(position) = self.position {
            fields.serialize_field("line", &position.line)?;
            fields.serialize_field("column", &position.column)?;
        }
        fields.end()
    }
}

/// The params of a problem, as an object: a struct, unless it has a key that is not this crate's.
struct Params<'p>(&'p params::Params);

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.keys().any(|key| matches!(key, Cow::Owned(_))) {
            return self.0.serialize(serializer);
        }
        let mut fields = serializer.serialize_struct("Params", self.0.len())?;
        for (key, value) in self.0 {
            if let Cow::Borrowed(key) = key {
                fields.serialize_field(key, value)?;
            }
        }
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            name: ProblemName,
            description: String,
            document: Option<Cow<'static, str>>,
            path: String,
            params: params::Params,
            #[serde(default)]
            fix: Vec<PatchOperation>,
            line: Option<u32>,
            column: Option<u32>,
        }
        let written = Written::deserialize(deserializer)?;
        let position = written.line.zip(written.column);
        Ok(Problem {
            document: written.document,
            path: written.path,
            params: written.params,
            fix: written.fix,
            position: position.map(|(line, column)| Position { line, column }),
            ..Problem::new(written.name, written.description)
        })
    }
}

/// Reads the list `errors` of a report.
pub(crate) fn errors<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Problem>, D::Error> {
    listed(deserializer, Severity::Error)
}

/// Reads the list `warnings` of a report.
pub(crate) fn warnings<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Problem>, D::Error> {
    listed(deserializer, Severity::Warning)
}

/// Reads problems whose severity the list tells.
fn listed<'de, D: Deserializer<'de>>(
    deserializer: D,
    severity: Severity,
) -> Result<Vec<Problem>, D::Error> {
    let mut problems = Vec::<Problem>::deserialize(deserializer)?;
    for problem in &mut problems {
        problem.severity = severity;
    }
    Ok(problems)
}

impl PartialEq for Problem {
    /// Whether something is left out because of it is not written, and in the description.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.description == other.description
            && self.document == other.document
            && self.path == other.path
            && self.params == other.params
            && self.fix == other.fix
            && self.position == other.position
            && self.severity == other.severity
    }
}

impl Eq for Problem {}

impl Problem {
    /// A problem of the whole document, with the usual severity of its name.
    ///
    /// Programs and translations match on the names, so that a program has none of its own: it takes the one that fits
    /// best, and tells its own rule by a param.
    ///
    /// ```
    /// use scale_batch::problem::{PatchOperation, Problem, ProblemName, Severity};
    ///
    /// let problem = Problem::new(ProblemName::PriorityOutOfRange, "By day, the priority is at most 100.")
    ///     .at("/configuration/priority")
    ///     .with_param("rule", "LOW_PRIORITY_BY_DAY")
    ///     .with_fix(PatchOperation::Replace { path: "/configuration/priority".into(), value: 100.into() })
    ///     .with_severity(Severity::Error);
    /// assert_eq!(
    ///     problem.to_string(),
    ///     "PRIORITY_OUT_OF_RANGE: By day, the priority is at most 100. (at /configuration/priority)"
    /// );
    /// ```
    pub fn new(name: ProblemName, description: impl Into<String>) -> Self {
        Problem {
            name,
            description: description.into(),
            document: None,
            path: String::new(),
            params: SortedMap::new(),
            fix: Vec::new(),
            position: None,
            severity: name.severity(),
            is_left_out: false,
        }
    }

    /// The same at the place of this JSON Pointer.
    ///
    /// ```
    /// use scale_batch::{Problem, ProblemName};
    ///
    /// let problem = Problem::new(ProblemName::IgnoredField, "Nobody reads it.").at("/title");
    /// assert_eq!(problem.path, "/title");
    /// ```
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// The same with a param. Of a string that is longer than any name only the beginning is kept.
    ///
    /// ```
    /// use scale_batch::{Problem, ProblemName};
    ///
    /// let problem = Problem::new(ProblemName::IgnoredField, "Nobody reads it.").with_param("rule", "our-titles");
    /// assert_eq!(problem.params["rule"], "our-titles");
    /// ```
    #[must_use]
    pub fn with_param(
        mut self,
        key: impl Into<Cow<'static, str>>,
        value: impl Into<Value>,
    ) -> Self {
        self.params.insert(key.into(), value.into().into_value());
        self
    }

    /// The same with one more step of the edit that surely fixes it.
    ///
    /// ```
    /// use scale_batch::problem::PatchOperation;
    /// use scale_batch::{Problem, ProblemName};
    ///
    /// let fix = PatchOperation::Remove { path: "/title".to_owned() };
    /// let problem = Problem::new(ProblemName::IgnoredField, "Nobody reads it.").with_fix(fix);
    /// assert_eq!(problem.fix.len(), 1);
    /// ```
    #[must_use]
    pub fn with_fix(mut self, operation: PatchOperation) -> Self {
        self.fix.push(operation);
        self
    }

    /// The same about another input than the document that is checked.
    ///
    /// ```
    /// use scale_batch::{Problem, ProblemName};
    ///
    /// let problem = Problem::new(ProblemName::IgnoredField, "Nobody reads it.").with_document("dataset");
    /// assert_eq!(problem.document.as_deref(), Some("dataset"));
    /// ```
    #[must_use]
    pub fn with_document(mut self, document: impl Into<Cow<'static, str>>) -> Self {
        self.document = Some(document.into());
        self
    }

    /// The same with its place in the text.
    ///
    /// ```
    /// use scale_batch::problem::Position;
    /// use scale_batch::{Problem, ProblemName};
    ///
    /// let place = Position { line: 3, column: 5 };
    /// let problem = Problem::new(ProblemName::IgnoredField, "Nobody reads it.").with_position(place);
    /// assert_eq!(problem.position, Some(place));
    /// ```
    #[must_use]
    pub fn with_position(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }

    /// The same with another severity.
    ///
    /// ```
    /// use scale_batch::problem::Severity;
    /// use scale_batch::{Problem, ProblemName};
    ///
    /// let problem = Problem::new(ProblemName::IgnoredField, "Not here.").with_severity(Severity::Error);
    /// assert_eq!(problem.severity, Severity::Error);
    /// ```
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    pub(crate) fn param(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.params.insert(key.into(), value.into());
        self
    }

    /// The same problem of the input of this name. Translations find the name in `params.document`, too.
    pub(crate) fn of(mut self, document: &'static str) -> Self {
        self.document = Some(document.into());
        self.param("document", document)
    }

    /// Adds the name that was probably meant, where there is one.
    pub(crate) fn meant(mut self, suggestion: Option<&str>) -> Self {
        if let Some(suggestion) = suggestion {
            self.description.push_str(&meant(Some(suggestion)));
            self.params.insert("suggestion".into(), suggestion.into());
        }
        self
    }

    /// The same problem of a document at `place` in another one.
    pub(crate) fn below(mut self, place: &str) -> Self {
        self.path.insert_str(0, place);
        for operation in &mut self.fix {
            match operation {
                PatchOperation::Add { path, .. }
                | PatchOperation::Remove { path }
                | PatchOperation::Replace { path, .. } => path.insert_str(0, place),
                PatchOperation::Move { from, path } => {
                    from.insert_str(0, place);
                    path.insert_str(0, place);
                }
            }
        }
        self
    }

    /// A problem of a parameter as one of the node that has it.
    pub(crate) fn of_node(mut self, node: &str) -> Self {
        self.description = format!("Node {}: {}", quoted(node), self.description);
        self.params.insert("node".into(), node.into_value());
        self
    }

    /// The same problem as the cause of another.
    pub(crate) fn into_cause(self) -> CausedBy {
        CausedBy {
            name: self.name,
            description: self.description,
            params: self.params,
        }
    }

    pub(crate) fn left_out(mut self) -> Self {
        self.is_left_out = true;
        self
    }

    pub(crate) fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

impl std::error::Error for Problem {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.description)?;
        match (self.path.is_empty(), self.position) {
            (true, None) => Ok(()),
            (false, None) => write!(f, " (at {})", self.path),
            (true, Some(Position { line, column })) => write!(f, " (line {line}, column {column})"),
            (false, Some(Position { line, column })) => {
                write!(f, " (at {}, line {line}, column {column})", self.path)
            }
        }
    }
}

/// Everything that kept a document from being read.
///
/// ```
/// use scale_batch::{BatchDefinition, Reader};
///
/// let problems = Reader::new()
///     .text::<BatchDefinition>(r#"{"dataset": "5", "supersedes": 1}"#)
///     .into_result()
///     .unwrap_err();
/// assert_eq!(problems.iter().count(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(transparent)]
pub struct Problems(pub(crate) Vec<Problem>);

impl Problems {
    /// The problems, in document order; never none.
    ///
    /// ```
    /// use scale_batch::{BatchDefinition, Reader};
    ///
    /// let problems = Reader::new().text::<BatchDefinition>("[]").into_result().unwrap_err();
    /// assert_eq!(problems.iter().count(), 1);
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    /// The problems, owned.
    ///
    /// ```
    /// use scale_batch::{BatchDefinition, Reader};
    ///
    /// let problems = Reader::new().text::<BatchDefinition>("[]").into_result().unwrap_err();
    /// assert_eq!(problems.into_vec()[0].path, "");
    /// ```
    #[must_use]
    pub fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}

/// From a list of errors, of which there is at least one.
impl<'de> Deserialize<'de> for Problems {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let problems = errors(deserializer)?;
        if problems.is_empty() {
            return Err(serde::de::Error::custom("there is no problem in the list"));
        }
        Ok(Problems(problems))
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

/// Appends one segment to a JSON Pointer, escaped.
pub(crate) fn join(pointer: &str, segment: &str) -> String {
    let mut path = String::with_capacity(pointer.len() + segment.len() + 1);
    path.push_str(pointer);
    push_segment(&mut path, segment);
    path
}

/// Appends one segment to a JSON Pointer in place, escaped.
pub(crate) fn push_segment(pointer: &mut String, segment: &str) {
    pointer.push('/');
    let mut rest = segment;
    while let Some((plain, special)) = rest.find(['~', '/']).map(|at| rest.split_at(at)) {
        pointer.push_str(plain);
        pointer.push_str(if special.starts_with('~') { "~0" } else { "~1" });
        rest = special.get(1..).unwrap_or_default();
    }
    pointer.push_str(rest);
}

/// Whether a JSON Pointer is another, or leads further inside.
pub(crate) fn is_within(inner: &str, outer: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
