//! A service that is given a request with its context and returns the report.
//!
//! `POST /validate` takes `{"service": "create", "request": {…}, "context": {"recipe_type": {…}, "dataset": {…}, "batches": […],
//! "revisions": […]}}`, all documents as the API serves them. Only `request` is required.
//!
//! | status | body |
//! |---|---|
//! | 200 | the report: the request is valid |
//! | 422 | the report: the request has errors |
//! | 400 | what is wrong with the body; for a document of the context `{"document", "errors", "warnings"}` |
//! | 413 | the body is longer than the limit |
//! | 500 | the check was stopped |
//!
//! Lines and columns count from the beginning of the request or the document, not of the body.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use scale_batch::documents::{BatchService, Batches, Dataset, Document, SubRecipeType};
use scale_batch::{Context, Limits, Problem, Reader, RecipeType, ValidationReport, Validator};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The service with these limits. No body is longer than a document may be.
pub fn router(limits: Limits) -> Router {
    Router::new()
        .route("/validate", post(validate))
        .layer(DefaultBodyLimit::max(limits.bytes))
        .with_state(limits)
}

/// The body of a request. Its documents are read where they stand in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body<'b> {
    #[serde(default)]
    service: BatchService,
    #[serde(borrow)]
    request: &'b RawValue,
    #[serde(borrow, default)]
    context: Documents<'b>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Documents<'b> {
    #[serde(borrow)]
    recipe_type: Option<&'b RawValue>,
    #[serde(borrow)]
    dataset: Option<&'b RawValue>,
    #[serde(borrow)]
    batches: Option<&'b RawValue>,
    #[serde(borrow, default)]
    revisions: Vec<&'b RawValue>,
}

/// Why there is no report.
enum Refusal {
    /// The body is not such an object.
    Body(serde_json::Error),
    /// A document of the context cannot be read.
    Document(BrokenDocument),
    /// The check was stopped.
    Stopped,
}

#[derive(Serialize)]
struct BrokenDocument {
    document: &'static str,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

async fn validate(State(limits): State<Limits>, body: Bytes) -> Result<Response, Refusal> {
    // A large document takes longer than other connections should wait.
    let report = tokio::task::spawn_blocking(move || report(limits, &body));
    let report = report.await.map_err(|_| Refusal::Stopped)??;
    let status = if report.is_valid {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(json(status, &report))
}

fn report(limits: Limits, body: &[u8]) -> Result<ValidationReport, Refusal> {
    let body: Body = serde_json::from_slice(body).map_err(Refusal::Body)?;
    let validator = Validator::new(context(Reader::new().limits(limits), &body.context)?)
        .service(body.service)
        .limits(limits);
    Ok(validator.text(body.request.get()))
}

fn context(reader: Reader, documents: &Documents) -> Result<Context, Refusal> {
    let mut context = Context::new();
    if let Some(recipe_type) = documents.recipe_type {
        context = context.with_recipe_type(read::<RecipeType>(reader, "recipe_type", recipe_type)?);
    }
    if let Some(dataset) = documents.dataset {
        context = context.with_dataset(read::<Dataset>(reader, "dataset", dataset)?);
    }
    if let Some(batches) = documents.batches {
        context = context.with_batches(read::<Batches>(reader, "batches", batches)?);
    }
    let revisions = documents.revisions.iter();
    let revisions = revisions.map(|revision| read::<SubRecipeType>(reader, "revisions", revision));
    let revisions: Vec<_> = revisions.collect::<Result<_, _>>()?;
    if !revisions.is_empty() {
        context = context.with_revisions(revisions);
    }
    Ok(context)
}

fn read<D: Document>(
    reader: Reader,
    document: &'static str,
    text: &RawValue,
) -> Result<D, Refusal> {
    let reading = reader.text::<D>(text.get());
    reading.document.ok_or(Refusal::Document(BrokenDocument {
        document,
        errors: reading.errors,
        warnings: reading.warnings,
    }))
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Refusal::Body(error) => {
                let message = format!("The body is not what this service takes: {error}");
                (StatusCode::BAD_REQUEST, message).into_response()
            }
            Refusal::Document(broken) => json(StatusCode::BAD_REQUEST, &broken),
            Refusal::Stopped => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

fn json(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => (status, [(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
