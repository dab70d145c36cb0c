//! What the running server answers to edits, `tests/data/live/edit.jsonl`.

mod live;

use std::collections::BTreeMap;

use live::{Case, assert_differences, cases};
use scale_batch::documents::{BatchConfiguration, EditBatchRequest, Reading};
use scale_batch::edge::call;
use scale_batch::{ProblemName, Reader};
use serde_json::{Map, Value, json};

/// The fields that can be edited.
const FIELDS: [&str; 3] = ["title", "description", "configuration"];

/// What can be edited of a batch, out of its details.
fn state(batch: &Value) -> Value {
    FIELDS
        .iter()
        .map(|&field| (field.to_owned(), batch[field].clone()))
        .collect::<Map<_, _>>()
        .into()
}

/// The configuration as the library reads it: without what the server keeps and has no use for.
fn configuration(value: &Value) -> BatchConfiguration {
    serde_json::from_value(value.clone()).unwrap()
}

/// What becomes of the batch, by the library's reading of the request.
fn edited(before: &Value, request: &EditBatchRequest) -> Value {
    let mut after = before.clone();
    for (field, text) in [
        ("title", &request.title),
        ("description", &request.description),
    ] {
        if let Some(text) = text {
            after[field] = text.as_str().into();
        }
    }
    if let Some(configuration) = &request.configuration {
        after["configuration"] = serde_json::to_value(configuration).unwrap();
    }
    after
}

fn assert_same(found: &Value, expected: &Value) {
    assert_eq!(found["title"], expected["title"]);
    assert_eq!(found["description"], expected["description"]);
    assert_eq!(
        configuration(&found["configuration"]),
        configuration(&expected["configuration"])
    );
}

/// The request that the server got, as text.
fn sent(case: &Case) -> String {
    if case.input.contains_key("text") {
        case.value("text").as_str().unwrap().to_owned()
    } else {
        case.text("request").to_owned()
    }
}

/// Whether what the request asks for cannot be decided without the dataset of the batch.
fn needs_the_dataset(request: &str) -> bool {
    let input = json!({"kind": "edit_request", "document": request});
    let report: Value =
        serde_json::from_str(&call("validateDocument", &input.to_string(), "")).unwrap();
    let unchecked = report["unchecked"].as_array().unwrap();
    unchecked
        .iter()
        .any(|rule| rule["name"] == "INVALID_INPUT_MAP" && rule["needs"] == "dataset")
}

/// Why the library disagrees with the server, if it does.
fn difference(case: &Case) -> Option<String> {
    let request = sent(case);
    let Reading {
        document,
        errors,
        warnings,
        ..
    } = Reader::new().text::<EditBatchRequest>(&request);
    let fails = warnings
        .iter()
        .any(|warning| warning.name == ProblemName::ServerErrorLikely);
    let status = case.expect["status"].as_u64().unwrap();
    match (status, &document) {
        // Whether there is such a batch is the server's to know.
        (404, _) => None,
        (500, document) => {
            (document.is_some() && !fails).then(|| "taken, but the server fails".into())
        }
        (400, Some(_)) if needs_the_dataset(&request) => None,
        (400, document) => document
            .as_ref()
            .map(|_| "taken, but the server refuses it".into()),
        (204, None) => Some(format!("refused: {}", errors[0])),
        (204, Some(request)) => {
            assert!(!fails, "{}: a false alarm", case.id);
            let before = state(&case.value("batch"));
            assert_same(&edited(&before, request), &case.expect["after"]);
            None
        }
        (other, _) => panic!("{}: status {other}", case.id),
    }
}

#[test]
fn edits_are_read_as_the_server_reads_them() {
    let cases = cases("edit");
    assert_eq!(cases.len(), 139);
    let mut found = BTreeMap::new();
    for case in &cases {
        if let Some(difference) = difference(case) {
            found.insert(case.id.clone(), difference);
        }
    }
    assert_differences("edit", &found);
}

#[test]
fn an_edit_asks_for_what_changed() {
    let mut asked = 0;
    for case in cases("edit")
        .iter()
        .filter(|case| case.expect["after"].is_object())
    {
        let (before, after) = (state(&case.value("batch")), &case.expect["after"]);
        let input = json!({"before": before, "after": after});
        let result: Value =
            serde_json::from_str(&call("editRequest", &input.to_string(), "")).unwrap();
        assert_eq!(result["errors"], json!([]), "{}", case.id);
        let none = Map::new();
        let request = result["request"].as_object().unwrap_or(&none);
        let changed = case.expect["changed"].as_array().unwrap();
        for field in FIELDS {
            let is_asked_for = request.contains_key(field);
            assert_eq!(
                is_asked_for,
                changed.contains(&field.into()),
                "{}: {field}",
                case.id
            );
        }
        let read: EditBatchRequest = serde_json::from_value(request.clone().into()).unwrap();
        assert_same(&edited(&before, &read), after);
        if request
            .get("configuration")
            .is_some_and(|it| configuration(it) == BatchConfiguration::default())
        {
            assert_eq!(
                request["configuration"],
                json!({"version": "7"}),
                "{}",
                case.id
            );
        }
        asked += usize::from(result["request"].is_object());
    }
    assert!(asked > 60, "only {asked} edits");
}
