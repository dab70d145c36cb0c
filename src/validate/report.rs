//! The response to a request: a superset of the API's validation response.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::context::WantedDocument;
use crate::documents::words::words;
use crate::documents::{BatchId, RecipeDiffDocument, RecipeTypeRevision, RecipeTypeSummary};
use crate::estimate::Estimate;
use crate::problem::{Problem, ProblemName, Severity};
use crate::sorted::sort_by_key;

/// Everything that is known about a request before it is sent.
///
/// Its JSON has all fields of the API's validation response, and `unchecked` and `estimate` beside them. It is read as the
/// same again, so that a service can store it.
///
/// ```
/// use scale_batch::{Context, ValidationReport, validate_text};
///
/// let report = validate_text(r#"{"recipe_type_id": 208, "definition": {"dataset": 0}}"#, &Context::new());
/// let stored = serde_json::to_string(&report)?;
/// assert_eq!(serde_json::from_str::<ValidationReport>(&stored)?, report);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Source: the Scale API's *Validate Batch*.
///
/// ```
/// use scale_batch::{Context, validate_text};
///
/// let request = r#"{"recipe_type_id": 208, "definition": {"dataset": 12}}"#;
/// let report = validate_text(request, &Context::new());
/// assert!(report.is_valid);
/// assert_eq!(report.recipes_estimated, None, "the dataset was not given");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        rename = "ValidationReport",
        title = "Validation report",
        description = "Everything that is known about a request before it is sent.",
    )
)]
#[non_exhaustive]
pub struct ValidationReport {
    /// Whether no error was found.
    pub is_valid: bool,
    /// Whether every rule was decided: nothing is `unchecked`.
    pub is_complete: bool,
    /// What will become of the batch, in one word.
    pub outlook: Outlook,
    /// What makes the request invalid, in document order.
    #[serde(deserialize_with = "crate::problem::errors")]
    pub errors: Vec<Problem>,
    /// What a person should look at; none of it makes the request invalid. In document order.
    #[serde(deserialize_with = "crate::problem::warnings")]
    pub warnings: Vec<Problem>,
    /// The number of recipes that the batch will create, sub-recipes included. Null where it could not be
    /// estimated; 0 where an error keeps the server from estimating.
    pub recipes_estimated: Option<u64>,
    /// The recipe type of the context, when it is the one that the request names.
    pub recipe_type: Option<RecipeTypeSummary>,
    /// What is known of the previous batch; absent when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev_batch: Option<PreviousBatchReport>,
    /// The rules that could not be decided, each with the document that would decide it.
    pub unchecked: Vec<UncheckedRule>,
    /// What the estimate is made of; null where it could not be estimated.
    pub estimate: Option<Estimate>,
}

/// The previous batch, and what re-processing it will do.
///
/// ```
/// use scale_batch::documents::Batch;
/// use scale_batch::{Context, validate_text};
///
/// let context = Context::new().with_previous_batch(Batch::new(104));
/// let request = r#"{"recipe_type_id": 208, "definition": {"previous_batch": {"root_batch_id": 104}}}"#;
/// let previous = validate_text(request, &context).prev_batch.unwrap();
/// assert_eq!((previous.id, previous.diff), (104.into(), None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviousBatchReport {
    /// The batch itself.
    pub id: BatchId,
    /// The revision of the recipe type that it ran.
    pub recipe_type_rev: Option<RecipeTypeRevision>,
    /// Node by node, what the new batch will do; null where the definitions are not known, or the diff was left out.
    #[cfg_attr(not(feature = "full"), serde(skip))]
    pub diff: Option<RecipeDiffDocument>,
}

words! {
    /// What will become of a request, in one word: what a form's button and a headline need.
    ///
    /// ```
    /// use scale_batch::{Context, validate_text};
    /// use scale_batch::validate::Outlook;
    ///
    /// let report = validate_text(r#"{"recipe_type_id": 208, "definition": {"dataset": 0}}"#, &Context::new());
    /// assert_eq!(report.outlook, Outlook::Refused);
    /// let report = validate_text(r#"{"recipe_type_id": 208, "definition": {"dataset": 1}}"#, &Context::new());
    /// assert_eq!(report.outlook, Outlook::Unknown, "neither the recipe type nor the dataset is known");
    /// ```
    #[derive(Default)]
    #[non_exhaustive]
    pub enum Outlook {
        /// There are errors: the server refuses the request.
        #[default]
        Refused = "REFUSED",
        /// The server is known to fail at it (`SERVER_ERROR_LIKELY`).
        ServerFails = "SERVER_FAILS",
        /// The server accepts it, and creates no recipe (`NOTHING_WILL_BE_CREATED`).
        CreatesNothing = "CREATES_NOTHING",
        /// The server accepts it and creates recipes.
        Creates = "CREATES",
        /// Nothing speaks against it, but a rule that decides could not be checked.
        Unknown = "UNKNOWN",
    }
}

impl Outlook {
    /// What the problems of a request amount to, given the rules that could not be decided.
    pub(super) fn of(
        errors: &[Problem],
        warnings: &[Problem],
        unchecked: &[UncheckedRule],
    ) -> Self {
        let warns = |name: ProblemName| warnings.iter().any(|warning| warning.name == name);
        let decides = |name: ProblemName| {
            name.severity() == Severity::Error || name == ProblemName::ServerErrorLikely
        };
        if !errors.is_empty() {
            Outlook::Refused
        } else if warns(ProblemName::ServerErrorLikely) {
            Outlook::ServerFails
        } else if warns(ProblemName::NothingWillBeCreated) {
            Outlook::CreatesNothing
        } else if unchecked.iter().any(|rule| decides(rule.name)) {
            Outlook::Unknown
        } else {
            Outlook::Creates
        }
    }
}

/// A rule that could not be decided.
///
/// ```
/// use scale_batch::{Context, validate_text};
///
/// let request = r#"{"recipe_type_id": 208, "definition": {"dataset": 12}}"#;
/// let report = validate_text(request, &Context::new());
/// assert!(report.unchecked.iter().any(|rule| rule.needs == "dataset"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Unchecked"))]
pub struct UncheckedRule {
    /// The name of the rule.
    pub name: ProblemName,
    /// The part of the context that would decide it.
    pub needs: Cow<'static, str>,
    /// The document that would decide it; absent where the request does not say which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted: Option<WantedDocument>,
}

impl ValidationReport {
    /// The same report with errors of the context beside those of the request.
    pub(crate) fn with_errors_of_context(mut self, errors: Vec<Problem>) -> Self {
        if !errors.is_empty() {
            self.is_valid = false;
            self.outlook = Outlook::Refused;
            self.errors.extend(errors);
        }
        self
    }

    /// The same report with the errors as the server would find them: it stops at the first.
    ///
    /// Errors that it never reports come last.
    ///
    /// ```
    /// use scale_batch::{Context, validate_text};
    ///
    /// let request = r#"{"recipe_type_id": "a", "definition": {"datset": 1}}"#;
    /// let report = validate_text(request, &Context::new()).in_server_order();
    /// assert_eq!(report.errors.len(), 2);
    /// ```
    #[must_use]
    pub fn in_server_order(mut self) -> Self {
        sort_by_key(&mut self.errors, |problem| {
            problem.name.server_order().unwrap_or(u8::MAX)
        });
        self
    }
}
