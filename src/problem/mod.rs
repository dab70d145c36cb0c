//! What is wrong with a document: one [`Problem`] a mistake, each with its name, its place and the way out.

use std::fmt;

use crate::sorted::SortedMap;
use crate::words::quoted;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// Declares every name once: variant, text, severity and place in the server's order.
macro_rules! names {
    ($($(#[$docs:meta])* $variant:ident = $text:literal, $severity:ident, $order:expr;)+) => {
        /// The stable name of a kind of problem.
        ///
        #[doc = include_str!("../docs/problems.md")]
        #[allow(clippy::doc_markdown, reason = "the headings are the names themselves")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Name {
            $($(#[$docs])* $variant,)+
        }

        impl Name {
            /// Every name there is, in the order of the documentation.
            pub const ALL: &'static [Name] = &[$(Name::$variant,)+];

            /// The text by which programs know it, such as `NO_RECIPES`.
            ///
            /// ```
            /// assert_eq!(scale_batch::Name::NoRecipes.as_str(), "NO_RECIPES");
            /// ```
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Name::$variant => $text,)+ }
            }

            /// Whether a problem of this name makes its document invalid.
            ///
            /// A few names are errors in a request and warnings in what a server sent; the list that
            /// holds a problem decides. This is the usual one.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Name::$variant => Severity::$severity,)+ }
            }

            /// When the server would find it: it stops at the first of the lowest number.
            ///
            /// `None` for what the server never reports.
            #[must_use]
            pub const fn server_order(self) -> Option<u8> {
                match self { $(Name::$variant => $order,)+ }
            }
        }
    };
}

names! {
    /// The request itself is wrong: a field is missing, unknown, or of the wrong type.
    InvalidRequest = "INVALID_REQUEST", Error, Some(0);
    /// `recipe_type_id` is not the id of the recipe type in the context.
    MismatchedRecipeTypeId = "MISMATCHED_RECIPE_TYPE_ID", Error, Some(0);
    /// A structural mistake in the batch definition, its forced nodes included.
    InvalidBatchDefinition = "INVALID_BATCH_DEFINITION", Error, Some(1);
    /// A structural mistake in the batch configuration.
    InvalidBatchConfiguration = "INVALID_BATCH_CONFIGURATION", Error, Some(2);
    /// No batch of the context can be the previous batch.
    PrevBatchNotFound = "PREV_BATCH_NOT_FOUND", Error, Some(3);
    /// The previous batch ran another recipe type.
    MismatchedRecipeType = "MISMATCHED_RECIPE_TYPE", Error, Some(4);
    /// The previous batch is still creating its recipes.
    PrevBatchStillCreating = "PREV_BATCH_STILL_CREATING", Error, Some(5);
    /// The recipes of the previous batch cannot be re-processed with the current revision.
    PrevBatchNoReprocess = "PREV_BATCH_NO_REPROCESS", Error, Some(6);
    /// A parameter of the dataset cannot be connected to the recipe's inputs.
    MismatchedParams = "MISMATCHED_PARAMS", Error, Some(7);
    /// The dataset's definition in the context is structurally broken.
    InvalidDatasetDefinition = "INVALID_DATASET_DEFINITION", Error, Some(7);
    /// A name stands twice among the dataset's parameters.
    NameCollisionError = "NAME_COLLISION_ERROR", Error, Some(7);
    /// `dataset` is not the id of the dataset in the context.
    UnknownDataset = "UNKNOWN_DATASET", Error, Some(7);
    /// The batch would create no recipe.
    NoRecipes = "NO_RECIPES", Error, Some(8);
    /// An entry of the input map names nothing that can be mapped.
    InvalidInputMap = "INVALID_INPUT_MAP", Error, Some(9);

    /// A structural mistake in a recipe definition.
    InvalidRecipeDefinition = "INVALID_RECIPE_DEFINITION", Error, None;
    /// A parameter name stands twice in one interface.
    DuplicateInput = "DUPLICATE_INPUT", Error, None;
    /// A dependency or a connection names a node that is not there.
    UnknownNode = "UNKNOWN_NODE", Error, None;
    /// A connection names an input that the recipe does not have.
    UnknownInput = "UNKNOWN_INPUT", Error, None;
    /// A connection takes an output of a recipe node.
    ConnectionInvalidNode = "CONNECTION_INVALID_NODE", Error, None;
    /// Nodes depend on each other in a circle.
    CircularDependency = "CIRCULAR_DEPENDENCY", Error, None;
    /// A recipe type contains itself.
    RecursiveSubrecipes = "RECURSIVE_SUBRECIPES", Error, None;
    /// The connections of a node do not make a valid input for it.
    NodeInterface = "NODE_INTERFACE", Error, None;
    /// A filter's condition does not go with its type.
    InvalidCondition = "INVALID_CONDITION", Error, None;
    /// A filter's `fields` do not go with its `values`.
    InvalidFields = "INVALID_FIELDS", Error, None;
    /// A filter's value cannot be read as the filter's type.
    ValueError = "VALUE_ERROR", Error, None;

    /// A required parameter is not delivered.
    ParamRequired = "PARAM_REQUIRED", Error, None;
    /// A file is connected to JSON, or JSON to a file.
    MismatchedParamType = "MISMATCHED_PARAM_TYPE", Error, None;
    /// Several files are connected to an input that takes one.
    NoMultipleFiles = "NO_MULTIPLE_FILES", Error, None;
    /// JSON of one type is connected to JSON of another.
    MismatchedJsonType = "MISMATCHED_JSON_TYPE", Error, None;

    /// A document that a server sent, or should have sent, is not what the API documents.
    InvalidResponse = "INVALID_RESPONSE", Error, None;
    /// A duration is not an ISO-8601 duration that scale-batch can hold.
    InvalidDuration = "INVALID_DURATION", Error, None;
    /// A limit of the reader was reached: size, depth or number of problems.
    LimitExceeded = "LIMIT_EXCEEDED", Error, None;

    /// A key stands twice in one JSON object.
    DuplicateKey = "DUPLICATE_KEY", Warning, None;
    /// A field stands where the server does not look for it.
    MisplacedField = "MISPLACED_FIELD", Warning, None;
    /// A field has no effect beside another.
    IgnoredField = "IGNORED_FIELD", Warning, None;
    /// A forced node is not in the recipe.
    UnknownForcedNode = "UNKNOWN_FORCED_NODE", Warning, None;
    /// A node is forced as a sub-recipe and is none.
    NotASubRecipe = "NOT_A_SUB_RECIPE", Warning, None;
    /// A recipe node is forced, and nothing inside it.
    SubRecipeNotExpanded = "SUB_RECIPE_NOT_EXPANDED", Warning, None;
    /// `all` is false and nothing is listed.
    NothingForced = "NOTHING_FORCED", Warning, None;
    /// The context's previous batch is not the one that the request re-processes.
    PreviousBatchNotUsed = "PREVIOUS_BATCH_NOT_USED", Warning, None;
    /// Every node of the previous batch would be copied.
    NothingToReprocess = "NOTHING_TO_REPROCESS", Warning, None;
    /// The media types delivered are not those that are accepted.
    MismatchedMediaTypes = "MISMATCHED_MEDIA_TYPES", Warning, None;
    /// The priority is outside the range that the official client allows.
    PriorityOutOfRange = "PRIORITY_OUT_OF_RANGE", Warning, None;
    /// The server is known to fail at this.
    ServerErrorLikely = "SERVER_ERROR_LIKELY", Warning, None;
    /// The server is known to estimate another number of recipes.
    ServerEstimateDiffers = "SERVER_ESTIMATE_DIFFERS", Warning, None;
    /// The server estimates recipes, and will create none.
    NothingWillBeCreated = "NOTHING_WILL_BE_CREATED", Warning, None;
    /// The server will create more or fewer recipes than it estimates.
    CreatedCountDiffers = "CREATED_COUNT_DIFFERS", Warning, None;
    /// The server will never create some of the sub-recipes.
    SubRecipesNotCreated = "SUB_RECIPES_NOT_CREATED", Warning, None;

    /// A filter is of a kind that does not fit its parameter.
    MismatchedType = "MISMATCHED_TYPE", Warning, None;
    /// A filter names a parameter that the node does not have.
    UnmatchedFilter = "UNMATCHED_FILTER", Warning, None;
    /// Parameters of a condition node are looked at by no filter.
    UnmatchedParameters = "UNMATCHED_PARAMETERS", Warning, None;
    /// A filter is allowed, but nothing can pass it.
    FilterNeverHolds = "FILTER_NEVER_HOLDS", Warning, None;
    /// A connection goes to an input that the node does not have.
    UnmatchedConnection = "UNMATCHED_CONNECTION", Warning, None;
    /// Recipes of the saved revision cannot be re-processed with the new definition.
    ReprocessWarning = "REPROCESS_WARNING", Warning, None;

    /// A comparison has a metric that the API does not.
    UnknownMetric = "UNKNOWN_METRIC", Warning, None;
    /// A metric of a comparison has not one value for each batch.
    WrongLength = "WRONG_LENGTH", Warning, None;
    /// A batch is given twice.
    DuplicateBatch = "DUPLICATE_BATCH", Warning, None;
    /// The links between the batches of a chain do not make a chain.
    BrokenChain = "BROKEN_CHAIN", Warning, None;
    /// A chain is looked for in a part of a list: it may have other batches.
    IncompleteChain = "INCOMPLETE_CHAIN", Warning, None;
    /// A batch that has been replaced by another of its chain is to be re-processed.
    BatchSuperseded = "BATCH_SUPERSEDED", Warning, None;
    /// Batches of different chains are compared.
    DifferentChains = "DIFFERENT_CHAINS", Warning, None;
    /// Batches of different recipe types are compared.
    DifferentRecipeTypes = "DIFFERENT_RECIPE_TYPES", Warning, None;
    /// The jobs in each status do not sum to the total.
    StatusesDoNotAddUp = "STATUSES_DO_NOT_ADD_UP", Warning, None;
    /// More jobs or recipes are completed than there are.
    MoreCompletedThanTotal = "MORE_COMPLETED_THAN_TOTAL", Warning, None;
    /// A shortest, average and longest duration are not in this order.
    DurationsOutOfOrder = "DURATIONS_OUT_OF_ORDER", Warning, None;
    /// A batch has fewer jobs than its job metrics tell.
    FewerJobsThanListed = "FEWER_JOBS_THAN_LISTED", Warning, None;
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Name {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ProblemName".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<_> = Name::ALL.iter().map(|name| name.as_str()).collect();
        schemars::json_schema!({
            "title": "Problem name",
            "description": "The stable name of a kind of problem.",
            "type": "string",
            "enum": names,
        })
    }
}

/// Whether a problem makes its document invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document is invalid.
    Error,
    /// The document is valid, but a person should look.
    Warning,
}

/// One step of an [RFC 6902](https://www.rfc-editor.org/rfc/rfc6902) JSON Patch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in that line, from 1.
    pub column: u32,
}

/// One thing that is wrong, or odd, in a document.
///
/// In JSON: `{name, description, path, params}`, with `document` where the problem is about another input than the
/// main one, with `fix` where one edit surely fixes it, and with `line` and `column` where the document was read from
/// text. `path` and `fix` are relative to `document`.
///
/// ```
/// use scale_batch::{BatchDefinition, Name, Reader};
///
/// let reading = Reader::new().text::<BatchDefinition>(r#"{"datset": 5}"#);
/// let problem = &reading.errors[0];
/// assert_eq!(problem.name, Name::InvalidBatchDefinition);
/// assert_eq!(problem.path, "/datset");
/// assert_eq!(problem.params["suggestion"], "dataset");
/// assert_eq!(problem.position.unwrap().column, 2);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Problem {
    /// The stable name, for programs.
    pub name: Name,
    /// What is wrong and what would be right, for people.
    pub description: String,
    /// The input that the problem is about, such as `dataset` of a context; absent where that is the document that is
    /// checked. `path` and `fix` are relative to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(default, with = "&'static str"))]
    pub document: Option<&'static str>,
    /// [RFC 6901](https://www.rfc-editor.org/rfc/rfc6901) JSON Pointer to the place; empty for the whole document.
    pub path: String,
    /// The figures and names in the description, for translation.
    pub params: SortedMap<&'static str, Value>,
    /// A JSON Patch that fixes it, where one edit surely does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub fix: Vec<PatchOperation>,
    /// Where in the text, when the document was read from text.
    #[serde(flatten)]
    pub position: Option<Position>,
    /// Whether it makes the document invalid.
    #[serde(skip)]
    pub severity: Severity,
}

impl Problem {
    pub(crate) fn new(name: Name, description: impl Into<String>) -> Self {
        Problem {
            name,
            description: description.into(),
            document: None,
            path: String::new(),
            params: SortedMap::new(),
            fix: Vec::new(),
            position: None,
            severity: name.severity(),
        }
    }

    pub(crate) fn at(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    pub(crate) fn param(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.params.insert(key, value.into());
        self
    }

    /// The same problem of the input of this name. Translations find the name in `params.document`, too.
    pub(crate) fn of(mut self, document: &'static str) -> Self {
        self.document = Some(document);
        self.param("document", document)
    }

    /// Adds the name that was probably meant, where there is one.
    pub(crate) fn meant(mut self, suggestion: Option<&str>) -> Self {
        if let Some(suggestion) = suggestion {
            self.description.push_str(" Did you mean ");
            self.description.push_str(&quoted(suggestion));
            self.description.push('?');
            self.params.insert("suggestion", suggestion.into());
        }
        self
    }

    pub(crate) fn fix(mut self, operation: PatchOperation) -> Self {
        self.fix.push(operation);
        self
    }

    /// The same problem of a document that stands at `place` in another one.
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

    pub(crate) fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

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
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct Problems(pub(crate) Vec<Problem>);

impl Problems {
    /// The problems, in document order; never none.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    /// The problems, owned.
    #[must_use]
    pub fn into_vec(self) -> Vec<Problem> {
        self.0
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
    for character in segment.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}
