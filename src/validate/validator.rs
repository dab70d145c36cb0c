//! Checking many requests against one context.

use std::borrow::Borrow;

use serde_json::Value;

use super::batch_diff;
use super::case::Case;
use super::check::validate_tree;
use super::document::{DocumentOfRequest, DocumentReport, check_document};
use super::{BatchRequest, Context, ValidationReport};
use crate::diff::RecipeDiff;
use crate::documents::{BatchService, Limits};
use crate::problem::Problems;
use crate::read::tree::{Tree, Unreadable};

/// Checks requests, and the documents of requests, against a context.
///
/// It owns the context, borrows it or shares it, as `C` says: `Validator<Context>`, `Validator<&Context>` or
/// `Validator<Arc<Context>>`.
///
/// Source: the Scale API's *Validate Batch*.
///
/// ```
/// use scale_batch::documents::BatchService;
/// use scale_batch::{Context, Limits, ProblemName, Validator};
///
/// let validator = Validator::new(Context::new())
///     .service(BatchService::Create)
///     .limits(Limits { problems: 1, ..Limits::default() });
/// let report = validator.text(r#"{"title": "June", "a": 1, "b": 2}"#);
/// let names: Vec<ProblemName> = report.errors.iter().map(|problem| problem.name).collect();
/// assert_eq!(names, [ProblemName::InvalidRequest, ProblemName::LimitExceeded]);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Validator<C = Context> {
    context: C,
    pub(crate) service: BatchService,
    pub(crate) limits: Limits,
    leaves_out_diff: bool,
}

impl<C: Borrow<Context>> Validator<C> {
    /// A validator with the default [`Limits`], for requests to [`BatchService::Validate`].
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use scale_batch::{Context, Validator};
    ///
    /// let context = Arc::new(Context::new());
    /// let validator = Validator::new(Arc::clone(&context));
    /// ```
    #[must_use]
    pub fn new(context: C) -> Self {
        Validator {
            context,
            service: BatchService::default(),
            limits: Limits::default(),
            leaves_out_diff: false,
        }
    }

    /// The same for requests to another service, where they are given as JSON. The validating service has no use for a
    /// title and a description, so they are `IGNORED_FIELD` unless the service is [`BatchService::Create`].
    ///
    /// ```
    /// use scale_batch::documents::BatchService;
    /// use scale_batch::{Context, Validator};
    ///
    /// let request = r#"{"title": "June", "recipe_type_id": 208, "definition": {"dataset": 12}}"#;
    /// let validator = Validator::new(Context::new());
    /// assert_eq!(validator.text(request).warnings.len(), 1);
    /// assert_eq!(validator.service(BatchService::Create).text(request).warnings, []);
    /// ```
    #[must_use]
    pub fn service(self, service: BatchService) -> Self {
        Validator { service, ..self }
    }

    /// The same with other limits.
    ///
    /// ```
    /// use scale_batch::{Context, Limits, Validator};
    ///
    /// let validator = Validator::new(Context::new()).limits(Limits { bytes: 10, ..Limits::default() });
    /// assert!(!validator.text(r#"{"recipe_type_id": 208, "definition": {"dataset": 12}}"#).is_valid);
    /// ```
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        Validator { limits, ..self }
    }

    /// The same without `prev_batch.diff` in reports. That diff is as long as the recipe; without it, checking a request
    /// costs the same for a recipe of any size. [`diff`](Validator::diff) makes it when it is needed.
    ///
    /// ```
    /// use scale_batch::{Context, Validator};
    ///
    /// let context = Context::new();
    /// let validator = Validator::new(&context).without_diff();
    /// assert!(validator.text(r#"{"recipe_type_id": 208, "definition": {"dataset": 12}}"#).is_valid);
    /// ```
    #[must_use]
    pub fn without_diff(self) -> Self {
        Validator {
            leaves_out_diff: true,
            ..self
        }
    }

    /// What requests are checked against.
    ///
    /// ```
    /// use scale_batch::{Context, Validator};
    ///
    /// let context = Context::new();
    /// let validator = Validator::new(&context);
    /// assert_eq!(validator.context(), &context);
    /// ```
    pub fn context(&self) -> &Context {
        self.context.borrow()
    }

    /// Checks a request given as JSON text; problems know their lines and columns.
    ///
    /// ```
    /// use scale_batch::{Context, Validator};
    ///
    /// let context = Context::new();
    /// let validator = Validator::new(&context);
    /// assert_eq!(validator.text("{}").errors[0].position.unwrap().line, 1);
    /// ```
    #[must_use]
    pub fn text(&self, request: &str) -> ValidationReport {
        let tree = Tree::from_text(request, &self.limits);
        self.tree(tree, Some(request), self.service)
    }

    /// Checks a request given as a value.
    ///
    /// ```
    /// use scale_batch::{Context, Validator};
    ///
    /// let context = Context::new();
    /// let validator = Validator::new(&context);
    /// assert_eq!(validator.value(&serde_json::json!({})).errors[0].position, None);
    /// ```
    #[must_use]
    pub fn value(&self, request: &Value) -> ValidationReport {
        self.tree(Tree::from_value(request, &self.limits), None, self.service)
    }

    /// Checks a typed request, as the service that it is for does.
    ///
    /// ```
    /// use scale_batch::documents::CreateBatchRequest;
    /// use scale_batch::{Context, Validator};
    ///
    /// let request: CreateBatchRequest = serde_json::from_str(r#"{"recipe_type_id": 208, "definition": {"dataset": 12}}"#)?;
    /// assert!(Validator::new(Context::new()).request(&request).is_valid);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn request<R: BatchRequest>(&self, request: &R) -> ValidationReport {
        // The ids of a typed request can be out of range all the same, and problems are sorted by their places: both
        // need its JSON. Requests serialize to plain objects, which cannot fail.
        let value = serde_json::to_value(request).unwrap_or_default();
        self.tree(Tree::from_value(&value, &self.limits), None, R::SERVICE)
    }

    /// Checks a request of which the tree, or why there is none, is known.
    pub(crate) fn tree(
        &self,
        tree: Result<Tree<'_>, Unreadable>,
        text: Option<&str>,
        service: BatchService,
    ) -> ValidationReport {
        let wants_diff = !self.leaves_out_diff;
        validate_tree(
            tree,
            text,
            service,
            self.context(),
            wants_diff,
            &self.limits,
        )
    }

    /// Checks one document of a request for itself, given as JSON text: by its structure, and by every rule that looks at
    /// it and that the context decides. A definition is taken for one of a batch of the context's recipe type, a
    /// configuration for one of a batch of the context's dataset.
    ///
    /// ```
    /// use scale_batch::documents::Dataset;
    /// use scale_batch::{BatchDefinition, Context, ProblemName, Validator};
    ///
    /// let dataset: Dataset = serde_json::from_str(r#"{"id": 2}"#)?;
    /// let validator = Validator::new(Context::new().with_dataset(dataset));
    /// let report = validator.document_text::<BatchDefinition>(r#"{"dataset": 1}"#);
    /// assert_eq!(report.errors[0].name, ProblemName::UnknownDataset);
    /// assert_eq!(report.errors[0].path, "/dataset");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn document_text<D: DocumentOfRequest>(&self, document: &str) -> DocumentReport<D> {
        self.document(Tree::from_text(document, &self.limits), Some(document))
    }

    /// As [`document_text`](Validator::document_text), for a document given as a value.
    ///
    /// ```
    /// use scale_batch::{BatchDefinition, Context, Validator};
    ///
    /// let document = serde_json::json!({"datset": 12});
    /// let report = Validator::new(Context::new()).document_value::<BatchDefinition>(&document);
    /// assert_eq!(report.document, None);
    /// ```
    #[must_use]
    pub fn document_value<D: DocumentOfRequest>(&self, document: &Value) -> DocumentReport<D> {
        self.document(Tree::from_value(document, &self.limits), None)
    }

    /// Checks a document of which the tree, or why there is none, is known.
    pub(crate) fn document<D: DocumentOfRequest>(
        &self,
        tree: Result<Tree<'_>, Unreadable>,
        text: Option<&str>,
    ) -> DocumentReport<D> {
        let report = match tree {
            Ok(tree) => check_document(D::KIND, &tree, self.context(), &self.limits),
            Err(unreadable) => DocumentReport::unreadable(unreadable, D::KIND, text),
        };
        report.typed()
    }

    /// What a request re-processes, node by node: what the previous batch ran, compared with what the batch will run. A
    /// request without a previous batch compares the recipe type with itself, so only what is forced runs.
    ///
    /// The diff [explains](RecipeDiff::explain) each node, and can be [drawn](RecipeDiff::mermaid) and [laid
    /// out](RecipeDiff::layout).
    ///
    /// # Errors
    /// What keeps it from being made: `INVALID_REQUEST` names the document that the context lacks,
    /// `MISMATCHED_RECIPE_TYPE_ID` and `PREV_BATCH_NOT_FOUND` say that it has others; and the problems of a definition that
    /// is broken.
    ///
    /// ```
    /// use scale_batch::documents::ForcedNodes;
    /// use scale_batch::{BatchDefinition, Context, RecipeType, ValidateBatchRequest, Validator};
    ///
    /// let recipe_type: RecipeType = serde_json::from_str(
    ///     r#"{"id": 208, "definition": {"nodes": {"parse": {"dependencies": [], "input": {}, "node_type":
    ///         {"node_type": "job", "job_type_name": "a", "job_type_version": "1", "job_type_revision": 1}}}}}"#,
    /// )?;
    /// let validator = Validator::new(Context::new().with_recipe_type(recipe_type));
    /// let definition = BatchDefinition::from_dataset(1).with_forced_nodes(ForcedNodes::All);
    /// let request = ValidateBatchRequest::new(208, definition);
    /// let diff = validator.diff(&request)?;
    /// assert_eq!(diff.runs().collect::<Vec<_>>(), ["parse"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn diff<'a, R: BatchRequest>(&'a self, request: &'a R) -> Result<RecipeDiff<'a>, Problems> {
        let case = Case::new(request.parts(), self.context(), Vec::new());
        batch_diff::diff(&case, &[]).map_err(Problems)
    }
}
