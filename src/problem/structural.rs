//! What can be wrong with the structure of any document, whatever its name: the causes of `INVALID_REQUEST` and its kin.
//!
//! ## INVALID_REQUEST
//!
//! The request itself is wrong.
//!
//! **Cause.** A field is missing, unknown or of the wrong type, the title has more than 50 characters, or the document is not JSON at all. `params.cause` says which: `MISSING_FIELD`, `UNKNOWN_FIELD`, `WRONG_TYPE`, `INVALID_VALUE`, `OUT_OF_RANGE`, `TOO_LONG`, `NOT_EDITABLE` or `NOT_JSON`; when a recipe definition is checked, also `SEVERAL_DEFINITIONS` (give one) or `OTHER_RECIPE_TYPE` (`document` is about another recipe type). Mistakes inside the definition or the configuration have names of their own.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {"request": {"recipe_type_id": "208", "definition": {"dataset": 1}}}
//! ```
//!
//! **Remedy.** Write ids as numbers: `"recipe_type_id": 208`. Where one edit surely fixes it, `fix` holds that edit.
//!
//! ## INVALID_BATCH_DEFINITION
//!
//! A structural mistake in the batch definition, its forced nodes included.
//!
//! **Cause.** As for `INVALID_REQUEST`, at `path` inside the definition; `params.cause` says which kind of mistake.
//!
//! **Example.** `readDefinition` returns it for
//!
//! ```json
//! {"definition": {"datset": 1, "forced_nodes": {"nodes": ["job_a"]}}}
//! ```
//!
//! **Remedy.** Use the field that is suggested, `dataset`, and write `"all": false` beside `nodes`.
//!
//! ## INVALID_BATCH_CONFIGURATION
//!
//! A structural mistake in the batch configuration.
//!
//! **Cause.** As for `INVALID_REQUEST`, at `path` inside the configuration. An empty `inputMap`, one that is written as an object, and a `priority` that is null are mistakes too (`params.cause` is `EMPTY`, or `WRONG_TYPE`).
//!
//! **Example.** `readConfiguration` returns it for
//!
//! ```json
//! {"configuration": {"priority": null, "inputMap": []}}
//! ```
//!
//! **Remedy.** Omit a field that has no value. Write `{"SCENE": "SCENE_FILE"}` as `[{"input": "SCENE", "datasetParameter": "SCENE_FILE"}]`.
//!
//! ## INVALID_DATASET_DEFINITION
//!
//! The definition of the dataset in the context is structurally broken.
//!
//! **Cause.** The context has a dataset that the server could not have stored; `path` leads into it.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"dataset": 1}},
//!   "context": {"dataset": {"id": 1, "definition": {"parameters": {"files": [{"media_types": []}]}}}}
//! }
//! ```
//!
//! **Remedy.** Give the dataset as `GET /v6/datasets/{id}/` returns it.
//!
//! ## INVALID_RECIPE_DEFINITION
//!
//! A structural mistake in a recipe definition.
//!
//! **Cause.** As for `INVALID_REQUEST`, at `path` inside the definition of a recipe, or of a recipe type in the context (`document` says which part of it). A definition of version 1.0, with `input_data` and `jobs`, is recognized (`params.cause` is `OLD_VERSION`).
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {
//!   "definition": {
//!     "nodes": {
//!       "parse": {
//!         "dependencies": [],
//!         "input": {},
//!         "node_type": {
//!           "node_type": "jobs",
//!           "job_type_name": "parse",
//!           "job_type_version": "1.0",
//!           "job_type_revision": 1
//!         }
//!       }
//!     }
//!   }
//! }
//! ```
//!
//! **Remedy.** A node is a `job`, a `recipe` or a `condition`, each with its own fields.
//!
//! ## INVALID_RESPONSE
//!
//! A document that a server sent, or should have sent, is not what the API documents.
//!
//! **Cause.** A field without which the document means nothing is missing or of the wrong type; `params.cause` says which. In a part that is not needed it is a warning, and that part is left out. A manifest of an older Seed standard, with `inputData` and `outputData`, is recognized (`OLD_VERSION`).
//!
//! **Example.** `readBatch` returns it for
//!
//! ```json
//! {"batch": {"id": "104", "title": "My Batch"}}
//! ```
//!
//! **Remedy.** Give the document as the server sent it. If that is what it sent, the server speaks another version of the API.
//!
//! ## LIMIT_EXCEEDED
//!
//! A limit of the reader was reached.
//!
//! **Cause.** The document is larger (`bytes`, `values`) or nested deeper (`depth`) than the reader takes, or it has more problems than are listed, by their number (`problems`) or their size (`problem_bytes`), or the result would have too much that the inputs do not have (`entries`) or have only once (`repeated_bytes`). Or the batch would create more recipes than JavaScript can count (`integer`). `params.limit` says which limit, `params.maximum` how far it goes.
//!
//! **Example.** `readDefinition` returns it for
//!
//! ```json
//! {"definition": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}
//! ```
//!
//! **Remedy.** If the document is meant to be like that, raise the limit: every function takes `limits`, the command line `--limits`, and the crate's `Reader` its `Limits`. A description that says "No limit goes farther" names one that cannot be raised.
//!
//! ## DUPLICATE_KEY
//!
//! A key appears twice in one JSON object, or a parameter that is taken once is repeated in a query string.
//!
//! **Cause.** Both are allowed, but every program keeps only one of the two values; the server keeps the last.
//!
//! **Example.** `readDefinition` returns it for
//!
//! ```json
//! {"definition": "{\"dataset\": 1, \"dataset\": 2}"}
//! ```
//!
//! **Remedy.** Remove one of them.

use serde_json::Value;

use super::params::Param;
#[cfg(feature = "schema")]
use super::params::ParamsSchema;
use super::{Problem, ProblemName};

causes! {
    /// What is wrong with a part of a document.
    ///
    /// `said` is the description, where only the place that finds the mistake can put it into words.
    enum Mistake<'a> {
        /// A field without which the document means nothing is missing.
        MissingField = "MISSING_FIELD" {
            /// The field.
            field: &'a str;
            said: String,
        } => std::mem::take(said);
        /// There is no such field.
        UnknownField = "UNKNOWN_FIELD" {
            /// The fields that there are.
            allowed: Option<Vec<&'a str>>,
            /// The field that was probably meant.
            suggestion: Option<&'a str>;
            said: String,
        } => std::mem::take(said);
        /// The value is of another type.
        WrongType = "WRONG_TYPE" {
            /// The JSON type that belongs there.
            expected: Option<&'a str>,
            /// The JSON type of the value; what JSON cannot say is named as it is, such as `NaN`.
            found: Option<&'a str>,
            /// The value, where it is a string, a number or a boolean.
            value: Option<Value>,
            /// The values that can, where they are few.
            allowed: Option<Vec<&'a str>>;
            said: String,
        } => std::mem::take(said);
        /// The type is right, but the value is not allowed there.
        InvalidValue = "INVALID_VALUE" {
            /// The value.
            found: Option<&'a str>,
            /// The values that can.
            allowed: Option<Vec<&'a str>>,
            /// The value that was probably meant.
            suggestion: Option<&'a str>,
            /// The start of a range that ends before it.
            started: Option<String>,
            /// The end of that range.
            ended: Option<String>;
            said: String,
        } => std::mem::take(said);
        /// A number is outside the range that is allowed.
        OutOfRange = "OUT_OF_RANGE" {
            /// The number.
            found: Option<Value>,
            /// The smallest number that is allowed.
            minimum: Option<i64>,
            /// The largest number that is allowed.
            maximum: Option<i64>;
            said: String,
        } => std::mem::take(said);
        /// A string has too many characters.
        TooLong = "TOO_LONG" {
            /// How many it has.
            found: usize,
            /// How many it may have.
            maximum: usize;
            said: String,
        } => std::mem::take(said);
        /// A list is empty that has to hold something.
        Empty = "EMPTY" {; said: String } => std::mem::take(said);
        /// The field belongs to a batch, and an edit cannot change it.
        NotEditable = "NOT_EDITABLE" {; said: String } => std::mem::take(said);
        /// The text is not JSON.
        NotJson = "NOT_JSON" {
            /// What is there instead.
            found: Option<String>,
            /// The JSON for it.
            suggestion: Option<&'a str>;
            said: String,
        } => std::mem::take(said);
        /// A document of a version that is written in another way today.
        OldVersion = "OLD_VERSION" {
            /// That version.
            version: &'a str,
            /// The field that has it today, where it is one.
            instead: Option<&'a str>;
            said: String,
        } => std::mem::take(said);
        /// The response of a server that did not send the document.
        ErrorAnswer = "ERROR_ANSWER" {
            /// What the server says.
            detail: &'a str;
            said: String,
        } => std::mem::take(said);
        /// A document of another kind.
        OtherDocument = "OTHER_DOCUMENT" {
            /// The kind that it looks like.
            found: &'a str;
            said: String,
        } => std::mem::take(said);
        /// A diff names a node that it does not have.
        UnknownNode = "UNKNOWN_NODE" {
            /// The node.
            node: &'a str;
            said: String,
        } => std::mem::take(said);
        /// The nodes of a diff depend on each other in a circle.
        CircularDependency = "CIRCULAR_DEPENDENCY" {
            /// The nodes of the circle.
            nodes: Vec<String>;
            said: String,
        } => std::mem::take(said);
        /// There are several definitions where one is to be checked.
        SeveralDefinitions = "SEVERAL_DEFINITIONS" {
            /// The inputs that have one.
            found: Vec<&'a str>;
            said: String,
        } => std::mem::take(said);
        /// A document is about another recipe type than the one that is checked.
        OtherRecipeType = "OTHER_RECIPE_TYPE" {
            /// The name of its recipe type.
            found: &'a str,
            /// The name of the recipe type that is checked.
            expected: &'a str;
            said: String,
        } => std::mem::take(said);
        /// The baseline of a comparison is none of its batches.
        UnknownBatch = "UNKNOWN_BATCH" {
            /// The id of the baseline.
            found: i64;
            said: String,
        } => std::mem::take(said);
        /// There is no such function.
        UnknownFunction = "UNKNOWN_FUNCTION" {
            /// Its name.
            found: &'a str,
            /// The function that was probably meant.
            suggestion: Option<&'a str>;
            said: String,
        } => std::mem::take(said);
        /// A context is not held, or no longer.
        Released = "RELEASED" {
            /// Its number.
            found: u64;
            said: String,
        } => std::mem::take(said);
        /// A validation response has no diff.
        NoDiff = "NO_DIFF" {; said: String } => std::mem::take(said);
        /// A document is needed that the context does not have.
        MissingDocument = "MISSING_DOCUMENT" {
            /// The part of the context that is missing.
            needs: &'a str,
            /// Which document it should be.
            wanted: Option<Value>;
            said: String,
        } => std::mem::take(said);
    }
}

impl<'a> Mistake<'a> {
    /// A value that is not allowed there, though its type is right.
    pub(crate) fn invalid_value(found: Option<&'a str>, said: String) -> Self {
        Mistake::InvalidValue {
            found,
            allowed: None,
            suggestion: None,
            started: None,
            ended: None,
            said,
        }
    }
}

/// A mistake in a document whose structural problems have this name; `field` is the field in which it is.
pub(crate) fn structural(
    name: ProblemName,
    field: Option<&str>,
    mut mistake: Mistake<'_>,
) -> Problem {
    let mut problem = Problem::new(name, mistake.sentence());
    field.add("field", &mut problem.params);
    mistake.add("cause", &mut problem.params);
    problem
}

/// The params of a structural problem.
#[cfg(feature = "schema")]
pub(crate) fn params_schema() -> ParamsSchema {
    let mut schema = ParamsSchema::new();
    Option::<&str>::describe("field", "The field in which it is.", &mut schema);
    Option::<Vec<usize>>::describe(
        "items",
        "Which item of `field` it is, from 1; of arrays inside each other, from the outside in.",
        &mut schema,
    );
    Mistake::describe("cause", "", &mut schema);
    Option::<&str>::describe(
        "left_out",
        "What is left out because of it, as a JSON Pointer.",
        &mut schema,
    );
    schema
}
