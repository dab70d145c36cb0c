//! Checking a request: structure first, then every rule whose documents the context has.
//!
//! A rule is a file in `rules/`, named after its problem or small family; `rules/mod.rs` has the table of them.

mod batch_diff;
mod case;
mod context;
pub(crate) mod document;
mod estimate;
mod previous_batch;
mod report;
mod rules;

use serde_json::Value;

use crate::documents::{
    PartialRequest, RecipeType, RecipeTypeId, RecipeTypeSummary, Service, ValidateBatchRequest,
};
use crate::problem::Name;
use crate::read::tree::{Tree, Unreadable};
use crate::read::{At, Collector, Limits, Reader, report_duplicates};
pub(crate) use batch_diff::DiffedRequest;
use case::{Case, Findings};
pub use context::{Context, Wanted};
pub use report::{Outlook, PreviousBatchReport, Report, Unchecked};
pub(crate) use rules::server_refuses_input_map::input_map_failures;

/// Checks a request to create or validate a batch, given as JSON text; problems know their lines and columns.
///
/// Every problem is reported, structural or not. A rule does not look at a part that is structurally broken, and a
/// rule that lacks a document of the context is listed in [`Report::unchecked`].
///
/// Source: the Scale API's *Validate Batch*.
///
/// ```
/// use scale_batch::{Context, Name, RecipeType, validate_text};
///
/// let recipe_type: RecipeType = serde_json::from_str(r#"{"id": 208, "definition": {}}"#)?;
/// let context = Context::new().with_recipe_type(recipe_type);
/// let report = validate_text(r#"{"recipe_type_id": 209, "definition": {"datset": 1}}"#, &context);
/// let names: Vec<Name> = report.errors.iter().map(|problem| problem.name).collect();
/// assert_eq!(names, [Name::MismatchedRecipeTypeId, Name::InvalidBatchDefinition]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn validate_text(request: &str, context: &Context) -> Report {
    validate_text_for(Service::Validate, request, context)
}

/// As [`validate_text`], for a request that is sent to `service`.
///
/// ```
/// use scale_batch::{Context, Name, Service, validate_text, validate_text_for};
///
/// let request = r#"{"title": "June", "recipe_type_id": 208, "definition": {"dataset": 1}}"#;
/// let report = validate_text(request, &Context::new());
/// assert_eq!(report.warnings[0].name, Name::IgnoredField, "validation has no use for a title");
/// assert_eq!(validate_text_for(Service::Create, request, &Context::new()).warnings, []);
/// ```
#[must_use]
pub fn validate_text_for(service: Service, request: &str, context: &Context) -> Report {
    Reader::new().validate_text_for(service, request, context)
}

/// Checks a request given as a value; see [`validate_text`].
#[must_use]
pub fn validate_value(request: &Value, context: &Context) -> Report {
    validate_value_for(Service::Validate, request, context)
}

/// As [`validate_text_for`], for a request given as a value.
#[must_use]
pub fn validate_value_for(service: Service, request: &Value, context: &Context) -> Report {
    Reader::new().validate_value_for(service, request, context)
}

impl Reader {
    /// As [`validate_text_for`], within the limits of this reader.
    ///
    /// ```
    /// use scale_batch::{Context, Limits, Name, Reader, Service};
    ///
    /// let reader = Reader::new().limits(Limits { problems: 1, ..Limits::default() });
    /// let report = reader.validate_text_for(Service::Create, r#"{"a": 1, "b": 2}"#, &Context::new());
    /// let names: Vec<Name> = report.errors.iter().map(|problem| problem.name).collect();
    /// assert_eq!(names, [Name::InvalidRequest, Name::LimitExceeded]);
    /// ```
    #[must_use]
    pub fn validate_text_for(&self, service: Service, request: &str, context: &Context) -> Report {
        let tree = Tree::from_text(request, &self.limits);
        validate_tree(tree, Some(request), service, context, true, &self.limits)
    }

    /// As [`validate_value_for`], within the limits of this reader.
    #[must_use]
    pub fn validate_value_for(
        &self,
        service: Service,
        request: &Value,
        context: &Context,
    ) -> Report {
        let tree = Tree::from_value(request, &self.limits);
        validate_tree(tree, None, service, context, true, &self.limits)
    }
}

/// Checks a typed request; see [`validate_text`].
///
/// ```
/// use scale_batch::{BatchDefinition, Context, Name, ValidateBatchRequest, validate};
///
/// let request = ValidateBatchRequest::new(208, BatchDefinition::default());
/// let report = validate(&request, &Context::new());
/// assert_eq!(report.errors[0].name, Name::NoRecipes, "neither a dataset nor a previous batch");
/// ```
#[must_use]
pub fn validate(request: &ValidateBatchRequest, context: &Context) -> Report {
    // The ids of a typed request can be out of range all the same, and problems are sorted by their places: both need
    // its JSON. Requests serialize to plain objects, which cannot fail.
    validate_value(&serde_json::to_value(request).unwrap_or_default(), context)
}

/// Checks a request of which the tree, or why there is none, is known; `wants_diff` says whether the report has the
/// diff with the previous batch, which is as long as the recipe.
pub(crate) fn validate_tree(
    tree: Result<Tree<'_>, Unreadable>,
    text: Option<&str>,
    service: Service,
    context: &Context,
    wants_diff: bool,
    limits: &Limits,
) -> Report {
    match tree {
        Ok(tree) => check(&tree, service, context, wants_diff, limits),
        Err(unreadable) => {
            let mut report = Report::default();
            report
                .errors
                .push(unreadable.into_problem(Name::InvalidRequest, text));
            report
        }
    }
}

fn check(
    tree: &Tree<'_>,
    service: Service,
    context: &Context,
    wants_diff: bool,
    limits: &Limits,
) -> Report {
    let mut collector = Collector::new(limits);
    let at = At::root(tree, Name::InvalidRequest);
    let request = PartialRequest::read(at, service, &mut collector).unwrap_or_default();
    report_duplicates(tree, &mut collector);
    let case = Case::new(&request, context, collector.error_paths())
        .with_diff(wants_diff)
        .sent_to(service);
    let mut findings = Findings::new(limits);
    rules::check(&case, &mut findings);

    let structural = collector.has_errors();
    let unestimated = structural || findings.is_out_of_context();
    let stopped = findings.stop_the_server();
    collector.rules(findings.problems, &mut Some);
    let (errors, warnings) = collector.finish(tree);
    let unchecked = findings.unchecked;
    let estimated = findings
        .estimate
        .as_ref()
        .map(|estimate| estimate.recipes_estimated);
    Report {
        is_valid: errors.is_empty(),
        is_complete: unchecked.is_empty(),
        outlook: Outlook::of(&errors, &warnings, &unchecked),
        errors,
        warnings,
        recipes_estimated: match estimated {
            _ if unestimated => None,
            _ if stopped => Some(0),
            estimated => estimated,
        },
        recipe_type: case
            .recipe_type()
            .zip(request.recipe_type_id)
            .map(|(found, id)| summary(found, id)),
        prev_batch: previous_batch::report(&case),
        unchecked,
        estimate: findings.estimate,
    }
}

fn summary(recipe_type: &RecipeType, id: RecipeTypeId) -> RecipeTypeSummary {
    RecipeTypeSummary {
        id,
        name: recipe_type.name.clone(),
        title: recipe_type.title.clone(),
        description: recipe_type.description.clone(),
        revision_num: recipe_type.revision_num,
        is_active: recipe_type.is_active,
    }
}
