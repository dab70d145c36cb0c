//! Checking one document of a request for itself, as a form has it that edits only this one.
//!
//! The rules that look at no more than this document are checked; see [`Subject`].

use serde::{Deserialize, Serialize};

use super::case::{CONFIGURATION, Case, Findings, Subject};
use super::report::UncheckedRule;
use super::{Context, rules};
use crate::documents::{
    BatchConfiguration, BatchDefinition, BatchService, CreateBatchRequest, EditBatchRequest,
    PartialRequest,
};
use crate::problem::{PatchOperation, Problem, ProblemName};
use crate::read::tree::{Tree, Unreadable};
use crate::read::{At, Collector, Limits, Read, report_duplicates};

/// The documents that are checked for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Definition,
    Configuration,
    CreateRequest,
    EditRequest,
}

/// One of them, with its defaults.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline, rename = "AnyDocument"))]
#[serde(untagged)]
pub enum AnyDocument {
    Definition(BatchDefinition),
    Configuration(BatchConfiguration),
    CreateRequest(CreateBatchRequest),
    EditRequest(EditBatchRequest),
}

/// What came of checking one document.
///
/// In JSON: `{document, is_complete, errors, warnings, unchecked}`.
///
/// ```
/// use scale_batch::validate::DocumentReport;
/// use scale_batch::{BatchDefinition, Context, Validator};
///
/// let validator = Validator::new(Context::new());
/// let report: DocumentReport<BatchDefinition> = validator.document_text(r#"{"dataset": 12}"#);
/// assert_eq!(report.document, Some(BatchDefinition::from_dataset(12)));
/// assert!(!report.is_complete, "the dataset was not given");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "{D}Report", transform = crate::documents::schema::complete))]
#[non_exhaustive]
pub struct DocumentReport<D> {
    /// The document with its defaults spelled out; `None` exactly when there are errors.
    pub document: Option<D>,
    /// Whether every rule was decided: nothing is `unchecked`.
    pub is_complete: bool,
    /// What makes it no such document, in document order.
    #[serde(deserialize_with = "crate::problem::errors")]
    pub errors: Vec<Problem>,
    /// What is allowed, but a person should look at, in document order.
    #[serde(deserialize_with = "crate::problem::warnings")]
    pub warnings: Vec<Problem>,
    /// The rules that could not be decided, each with the document that would decide it.
    pub unchecked: Vec<UncheckedRule>,
}

// What came of nothing, which has a document as soon as there is one.
impl Default for DocumentReport<AnyDocument> {
    fn default() -> Self {
        DocumentReport {
            document: None,
            is_complete: false,
            errors: Vec::new(),
            warnings: Vec::new(),
            unchecked: Vec::new(),
        }
    }
}

impl DocumentReport<AnyDocument> {
    /// The report on what is no JSON.
    pub(crate) fn unreadable(unreadable: Unreadable, kind: Kind, text: Option<&str>) -> Self {
        DocumentReport {
            errors: vec![unreadable.into_problem(kind.problem_name(), text)],
            ..DocumentReport::default()
        }
    }

    /// The same report with the document as what it is.
    pub(super) fn typed<D: Known>(self) -> DocumentReport<D> {
        DocumentReport {
            document: self.document.and_then(D::of),
            is_complete: self.is_complete,
            errors: self.errors,
            warnings: self.warnings,
            unchecked: self.unchecked,
        }
    }
}

/// A document that a form edits and that is checked for itself: a [`BatchDefinition`], a [`BatchConfiguration`], a
/// [`CreateBatchRequest`] or an [`EditBatchRequest`].
///
/// It cannot be implemented outside this crate.
///
/// ```
/// use scale_batch::documents::EditBatchRequest;
/// use scale_batch::{Context, Validator};
///
/// let report = Validator::new(Context::new()).document_text::<EditBatchRequest>(r#"{"title": "June"}"#);
/// assert_eq!(report.errors, []);
/// ```
pub trait DocumentOfRequest: Known {}
impl<D: Known> DocumentOfRequest for D {}

/// What is known of these documents, in this crate only.
pub trait Known: Sized {
    /// Which of them it is.
    const KIND: Kind;

    /// It, if that is what was checked.
    fn of(document: AnyDocument) -> Option<Self>;
}

macro_rules! documents_of_request {
    ($($variant:ident: $document:ty),+ $(,)?) => {$(
        impl Known for $document {
            const KIND: Kind = Kind::$variant;

            fn of(document: AnyDocument) -> Option<Self> {
                match document {
                    AnyDocument::$variant(document) => Some(document),
                    _ => None,
                }
            }
        }
    )+};
}
documents_of_request!(
    Definition: BatchDefinition,
    Configuration: BatchConfiguration,
    CreateRequest: CreateBatchRequest,
    EditRequest: EditBatchRequest,
);

impl Kind {
    pub(crate) const ALL: [(&'static str, Kind); 4] = [
        ("definition", Kind::Definition),
        ("configuration", Kind::Configuration),
        ("create_request", Kind::CreateRequest),
        ("edit_request", Kind::EditRequest),
    ];

    /// The name of its structural problems.
    pub(crate) const fn problem_name(self) -> ProblemName {
        match self {
            Kind::Definition => BatchDefinition::NAME,
            Kind::Configuration => BatchConfiguration::NAME,
            Kind::CreateRequest | Kind::EditRequest => ProblemName::InvalidRequest,
        }
    }

    /// The place of the document in a request that creates a batch.
    const fn place(self) -> &'static str {
        match self {
            Kind::Definition => "/definition",
            Kind::Configuration => "/configuration",
            Kind::CreateRequest | Kind::EditRequest => "",
        }
    }

    /// What of a request it has.
    const fn subject(self) -> Subject {
        match self {
            Kind::Definition => Subject::Definition,
            Kind::Configuration | Kind::EditRequest => Subject::Configuration,
            Kind::CreateRequest => Subject::Request,
        }
    }

    /// Reads the document, and the request that the rules look at.
    fn read(self, at: At<'_>, collector: &mut Collector) -> (PartialRequest, Option<AnyDocument>) {
        let mut request = PartialRequest::default();
        let document = match self {
            Kind::Definition => {
                request.definition = BatchDefinition::read(at, collector);
                request.definition.clone().map(AnyDocument::Definition)
            }
            Kind::Configuration => {
                request.configuration = BatchConfiguration::read(at, collector);
                request
                    .configuration
                    .clone()
                    .map(AnyDocument::Configuration)
            }
            Kind::CreateRequest => {
                request =
                    PartialRequest::read(at, BatchService::Create, collector).unwrap_or_default();
                let whole = request.clone().into_create_request();
                whole.map(AnyDocument::CreateRequest)
            }
            Kind::EditRequest => {
                let edit = EditBatchRequest::read(at, collector);
                request.configuration = edit.as_ref().and_then(|edit| edit.configuration.clone());
                edit.map(AnyDocument::EditRequest)
            }
        };
        (request, document)
    }
}

/// Checks a document by its structure, and by every rule that looks at it and that the context decides.
pub(crate) fn check_document(
    kind: Kind,
    tree: &Tree<'_>,
    context: &Context,
    limits: &Limits,
) -> DocumentReport<AnyDocument> {
    let mut collector = Collector::new(limits);
    let at = At::root(tree, kind.problem_name());
    let (request, document) = kind.read(at, &mut collector);
    report_duplicates(tree, &mut collector);

    let errors = collector.error_paths().into_iter();
    let broken = errors.map(|path| kind.place().to_owned() + &path).collect();
    let case = Case::new(&request, context, broken).of(kind.subject());
    let mut findings = Findings::new(limits);
    rules::check(&case, &mut findings);
    collector.rules(findings.problems, &mut |problem| moved(problem, kind));
    let document = document.filter(|_| !collector.has_errors());
    let (errors, warnings) = collector.finish(tree);
    DocumentReport {
        document,
        is_complete: findings.unchecked.is_empty(),
        errors,
        warnings,
        unchecked: findings.unchecked,
    }
}

/// A problem of the request as a problem of the document; `None` when it is about the rest of the request.
fn moved(mut problem: Problem, kind: Kind) -> Option<Problem> {
    if problem.document.is_some() {
        return Some(problem); // Its path leads into the context.
    }
    if kind.subject() == Subject::Configuration && !problem.path.starts_with(CONFIGURATION) {
        return None;
    }
    let inside = |path: &mut String| {
        let place = path.strip_prefix(kind.place()).map(str::to_owned);
        *path = place?;
        Some(())
    };
    inside(&mut problem.path)?;
    let in_document = problem.fix.iter_mut().all(|operation| match operation {
        PatchOperation::Add { path, .. }
        | PatchOperation::Remove { path }
        | PatchOperation::Replace { path, .. } => inside(path).is_some(),
        PatchOperation::Move { from, path } => inside(from).and_then(|()| inside(path)).is_some(),
    });
    if !in_document {
        problem.fix.clear();
    }
    Some(problem)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn report(kind: &str, document: &Value, context: &Value) -> Value {
        let input = json!({"kind": kind, "document": document, "context": context}).to_string();
        serde_json::from_str(&call("validateDocument", &input, "")).unwrap()
    }

    fn names(list: &Value) -> Vec<&str> {
        let list = list.as_array().unwrap().iter();
        list.map(|found| found["name"].as_str().unwrap()).collect()
    }

    #[test]
    fn a_definition_is_of_a_batch_of_the_recipe_type_that_is_there() {
        // It does not tell its id, so that it is the one that is meant.
        let context = json!({"recipe_type": {"definition": {}}, "dataset": {"id": 2}});
        let forced = json!({"all": false, "nodes": ["parse"]});
        let found = report(
            "definition",
            &json!({"dataset": 1, "forced_nodes": forced}),
            &context,
        );
        assert_eq!(names(&found["errors"]), ["UNKNOWN_DATASET"]);
        assert_eq!(found["errors"][0]["path"], "/dataset");
        assert_eq!(names(&found["warnings"]), ["UNKNOWN_FORCED_NODE"]);
        assert_eq!(found["warnings"][0]["path"], "/forced_nodes/nodes/0");
    }

    #[test]
    fn a_configuration_is_checked_only_by_rules_that_look_at_it() {
        let found = report("configuration", &json!({"priority": -1}), &json!({}));
        assert_eq!(names(&found["warnings"]), ["PRIORITY_OUT_OF_RANGE"]);
        assert_eq!(found["warnings"][0]["path"], "/priority");
        assert_eq!(found["unchecked"], json!([]), "there is no input map");
        let map = json!({"inputMap": [{"input": "SCENE", "datasetParameter": "SCENE"}]});
        let found = report("configuration", &map, &json!({}));
        let about_map = [
            "MISMATCHED_PARAMS",
            "MISMATCHED_MEDIA_TYPES",
            "INVALID_INPUT_MAP",
            "INVALID_INPUT_MAP",
        ];
        assert_eq!(names(&found["unchecked"]), about_map);
    }
}
