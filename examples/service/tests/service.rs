//! The service answers as its documentation says.

use std::fs;
use std::path::Path;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use scale_batch::Limits;
use scale_batch_service::router;
use serde_json::{Value, json};
use tower::ServiceExt;

/// A document of `examples/story`.
fn story(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../story")
        .join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

async fn post(body: impl Into<Body>, limits: Limits) -> (StatusCode, String) {
    let request = Request::post("/validate").body(body.into()).unwrap();
    let response = router(limits).oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// The status and the JSON in the answer to a body.
async fn answer(body: &Value) -> (StatusCode, Value) {
    let (status, answer) = post(body.to_string(), Limits::default()).await;
    (status, serde_json::from_str(&answer).unwrap())
}

fn names(problems: &Value) -> Vec<&str> {
    let problems = problems.as_array().unwrap().iter();
    problems
        .map(|problem| problem["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_valid_request_is_answered_with_its_report() {
    let body = json!({
        "request": story("from-a-dataset.json"),
        "context": {
            "recipe_type": story("recipe-type.json"),
            "dataset": story("dataset.json"),
            "revisions": story("sub-recipe-types.json"),
        },
    });
    let (status, report) = answer(&body).await;
    assert_eq!(status, StatusCode::OK, "{report}");
    assert_eq!(report["is_valid"], true);
    assert_eq!(report["is_complete"], true);
    assert!(report["recipes_estimated"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn a_request_with_errors_is_answered_with_its_report() {
    let request = json!({"recipe_type_id": 209, "definition": {"datset": 1}});
    let body = json!({"request": request, "context": {"recipe_type": story("recipe-type.json")}});
    let (status, report) = answer(&body).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        names(&report["errors"]),
        ["INVALID_BATCH_DEFINITION", "MISMATCHED_RECIPE_TYPE_ID"]
    );
}

#[tokio::test]
async fn the_service_decides_what_is_ignored() {
    let request = json!({"title": "June", "recipe_type_id": 208, "definition": {"dataset": 1}});
    let (_, report) = answer(&json!({"request": request})).await;
    assert_eq!(names(&report["warnings"]), ["IGNORED_FIELD"]);
    let (_, report) = answer(&json!({"service": "create", "request": request})).await;
    assert_eq!(names(&report["warnings"]), [""; 0]);
}

#[tokio::test]
async fn a_body_that_is_no_such_object_is_refused() {
    for (body, expected) in [
        ("{", "EOF while parsing"),
        ("{}", "missing field `request`"),
        (r#"{"request": {}, "contxt": {}}"#, "unknown field `contxt`"),
        (
            r#"{"request": {}, "service": "edit"}"#,
            r#""edit" is none of "validate" and "create""#,
        ),
    ] {
        let (status, answer) = post(body, Limits::default()).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(answer.contains(expected), "{answer}");
    }
}

#[tokio::test]
async fn a_broken_document_of_the_context_is_named() {
    let body = json!({"request": {}, "context": {"dataset": {"detail": "Not found."}}});
    let (status, answer) = answer(&body).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(answer["document"], "dataset");
    assert_eq!(names(&answer["errors"]), ["INVALID_RESPONSE"]);
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let limits = Limits {
        bytes: 100,
        ..Limits::default()
    };
    let (status, _) = post("x".repeat(101), limits).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}
