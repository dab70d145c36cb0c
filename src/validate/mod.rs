//! Checking a request: structure first, then every rule whose documents the context has.
//!
//! A rule is a file in `rules/`, named after its problem or small family; `rules/mod.rs` has the table of them.

mod batch_diff;
mod case;
mod check;
mod context;
pub(crate) mod document;
mod estimate;
mod previous_batch;
mod report;
mod request;
mod rules;
mod validator;

use serde_json::Value;

pub(crate) use batch_diff::DiffedRequest;
pub(crate) use check::validate_tree;
#[cfg(feature = "schema")]
pub(crate) use context::Part;
pub use context::{Context, WantedDocument};
pub use document::{DocumentOfRequest, DocumentReport};
pub use report::{Outlook, PreviousBatchReport, UncheckedRule, ValidationReport};
pub use request::BatchRequest;
pub(crate) use rules::server_refuses_input_map::input_map_failures;
pub use validator::Validator;

/// Checks a request given as JSON text, as the validating service does; problems know their lines and columns.
///
/// That service has no use for a title and a description, so they are `IGNORED_FIELD`. For the service that creates, use
/// [`Validator::service`].
///
/// Every problem is reported, structural or not. A rule does not look at a part that is structurally broken, and a
/// rule that lacks a document of the context is listed in [`ValidationReport::unchecked`].
///
/// Source: the Scale API's *Validate Batch*.
///
/// ```
/// use scale_batch::{Context, ProblemName, RecipeType, validate_text};
///
/// let recipe_type: RecipeType = serde_json::from_str(r#"{"id": 208, "definition": {}}"#)?;
/// let context = Context::new().with_recipe_type(recipe_type);
/// let report = validate_text(r#"{"recipe_type_id": 209, "definition": {"datset": 1}}"#, &context);
/// let names: Vec<ProblemName> = report.errors.iter().map(|problem| problem.name).collect();
/// assert_eq!(names, [ProblemName::MismatchedRecipeTypeId, ProblemName::InvalidBatchDefinition]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn validate_text(request: &str, context: &Context) -> ValidationReport {
    Validator::new(context).text(request)
}

/// Checks a request given as a value; see [`validate_text`].
///
/// ```
/// use scale_batch::Context;
/// use scale_batch::validate::validate_value;
///
/// let request = serde_json::json!({"recipe_type_id": 208, "definition": {"dataset": 12}});
/// assert!(validate_value(&request, &Context::new()).is_valid);
/// ```
#[must_use]
pub fn validate_value(request: &Value, context: &Context) -> ValidationReport {
    Validator::new(context).value(request)
}

/// Checks a typed request, as the service that it is for does; see [`validate_text`].
///
/// ```
/// use scale_batch::{BatchDefinition, Context, ProblemName, ValidateBatchRequest, validate};
///
/// let request = ValidateBatchRequest::new(208, BatchDefinition::default());
/// let report = validate(&request, &Context::new());
/// assert_eq!(report.errors[0].name, ProblemName::NoRecipes, "neither a dataset nor a previous batch");
/// ```
#[must_use]
pub fn validate<R: BatchRequest>(request: &R, context: &Context) -> ValidationReport {
    Validator::new(context).request(request)
}
