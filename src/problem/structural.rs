//! What can be wrong with the structure of any document, whatever its name: the causes of `INVALID_REQUEST` and its kin.

use serde_json::Value;

use super::params::Param;
#[cfg(feature = "schema")]
use super::params::ParamsSchema;
use super::{Name, Problem};

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
        } => said.as_str();
        /// There is no such field.
        UnknownField = "UNKNOWN_FIELD" {
            /// The fields that there are.
            allowed: Option<Vec<&'a str>>,
            /// The field that was probably meant.
            suggestion: Option<&'a str>;
            said: String,
        } => said.as_str();
        /// The value is of another type.
        WrongType = "WRONG_TYPE" {
            /// The JSON type that belongs there.
            expected: Option<&'a str>,
            /// The JSON type of the value; what JSON cannot say is named as it is, such as `NaN`.
            found: Option<&'a str>;
            said: String,
        } => said.as_str();
        /// The type is right, but the value cannot stand there.
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
        } => said.as_str();
        /// A number is outside the range that is allowed.
        OutOfRange = "OUT_OF_RANGE" {
            /// The number.
            found: Option<Value>,
            /// The smallest number that is allowed.
            minimum: Option<i64>,
            /// The largest number that is allowed.
            maximum: Option<i64>;
            said: String,
        } => said.as_str();
        /// A string has too many characters.
        TooLong = "TOO_LONG" {
            /// How many it has.
            found: usize,
            /// How many it may have.
            maximum: usize;
            said: String,
        } => said.as_str();
        /// A list is empty that has to hold something.
        Empty = "EMPTY" {; said: String } => said.as_str();
        /// The field belongs to a batch, and an edit cannot change it.
        NotEditable = "NOT_EDITABLE" {; said: String } => said.as_str();
        /// The text is not JSON.
        NotJson = "NOT_JSON" {
            /// What stands there instead.
            found: Option<String>,
            /// The JSON for it.
            suggestion: Option<&'a str>;
            said: String,
        } => said.as_str();
        /// A document of a version that is written in another way today.
        OldVersion = "OLD_VERSION" {
            /// That version.
            version: &'a str;
            said: String,
        } => said.as_str();
        /// The answer of a server that did not send the document.
        ErrorAnswer = "ERROR_ANSWER" {
            /// What the server says.
            detail: &'a str;
            said: String,
        } => said.as_str();
        /// A document of another kind.
        OtherDocument = "OTHER_DOCUMENT" {
            /// The kind that it looks like.
            found: &'a str;
            said: String,
        } => said.as_str();
        /// A diff names a node that it does not have.
        UnknownNode = "UNKNOWN_NODE" {; said: String } => said.as_str();
        /// The nodes of a diff depend on each other in a circle.
        CircularDependency = "CIRCULAR_DEPENDENCY" {
            /// The nodes of the circle.
            nodes: Vec<String>;
            said: String,
        } => said.as_str();
        /// There are several definitions where one is to be checked.
        SeveralDefinitions = "SEVERAL_DEFINITIONS" {
            /// The inputs that have one.
            found: Vec<&'a str>;
            said: String,
        } => said.as_str();
        /// A document is about another recipe type than the one that is checked.
        OtherRecipeType = "OTHER_RECIPE_TYPE" {
            /// The name of its recipe type.
            found: &'a str,
            /// The name of the recipe type that is checked.
            expected: &'a str;
            said: String,
        } => said.as_str();
        /// The baseline of a comparison is none of its batches.
        UnknownBatch = "UNKNOWN_BATCH" {
            /// The id of the baseline.
            found: i64;
            said: String,
        } => said.as_str();
        /// There is no such function.
        UnknownFunction = "UNKNOWN_FUNCTION" {
            /// Its name.
            found: &'a str,
            /// The function that was probably meant.
            suggestion: Option<&'a str>;
            said: String,
        } => said.as_str();
        /// A context is not held, or no longer.
        Released = "RELEASED" {
            /// Its number.
            found: u64;
            said: String,
        } => said.as_str();
        /// A validation response has no diff.
        NoDiff = "NO_DIFF" {; said: String } => said.as_str();
        /// A document is needed that the context does not have.
        MissingDocument = "MISSING_DOCUMENT" {
            /// The part of the context that is missing.
            needs: &'a str,
            /// Which document it should be.
            wanted: Option<Value>;
            said: String,
        } => said.as_str();
    }
}

/// A mistake in a document whose structural problems have this name; `field` is the field in which it is.
pub(crate) fn structural(name: Name, field: Option<&str>, mistake: Mistake<'_>) -> Problem {
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
    Mistake::describe("cause", "", &mut schema);
    Option::<&str>::describe(
        "left_out",
        "What is left out because of it, as a JSON Pointer.",
        &mut schema,
    );
    schema
}
