//! What the server sends about batches is read whole, written back, and never refused for an oddity.

use scale_batch::documents::{Batch, BatchList, Document};
use scale_batch::{ProblemName, Reader};
use serde::Serialize;
use serde_json::{Value, json};

/// Whether everything in `part` is in `whole` too; what is written may say more, such as a default.
///
/// Where the API's examples say `{...}`, the fixtures have `{}`: anything will do.
fn is_within(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => part.iter().all(|(key, value)| {
            *value == json!({}) || whole.get(key).is_some_and(|other| is_within(value, other))
        }),
        (Value::Array(part), Value::Array(whole)) => {
            part.len() == whole.len()
                && part
                    .iter()
                    .zip(whole)
                    .all(|(part, whole)| is_within(part, whole))
        }
        _ => part == whole,
    }
}

fn survives<D: Document + Serialize + PartialEq + std::fmt::Debug>(text: &str) {
    let reading = Reader::new().text::<D>(text);
    assert_eq!(
        (reading.errors, reading.warnings),
        (vec![], vec![]),
        "{text}"
    );
    let document = reading.document.unwrap();
    let written = serde_json::to_value(&document).unwrap();
    assert!(
        is_within(&serde_json::from_str(text).unwrap(), &written),
        "{written:#}"
    );
    assert_eq!(
        Reader::new().value::<D>(&written).document.unwrap(),
        document
    );
}

#[test]
fn the_examples_of_the_api_survive() {
    survives::<BatchList>(include_str!("data/seed/batch-list.json"));
    survives::<Batch>(include_str!("data/seed/batch-details.json"));
    survives::<Batch>(include_str!("data/seed/batch-create-response.json"));
    survives::<Batch>(include_str!(
        "data/seed/batch-create-from-previous-response.json"
    ));
}

#[test]
fn an_odd_batch_is_of_use_all_the_same() {
    let reading = Reader::new().value::<Batch>(&json!({
        "id": 105,
        "title": 7,
        "recipe_type": {"name": "no-id"},
        "recipe_type_rev": null,
        "event": [],
        "is_superseded": "yes",
        "root_batch": {"id": "104"},
        "superseded_batch": {"id": 104, "created": "yesterday"},
        "jobs_total": 4_000_000_000_000_i64,
        "jobs_failed": -1,
        "jobs_running": 1.5,
        "jobs_queued": null,
        "created": "1970-01-01T00:00:00Z",
        "definition": {"supersedes": "no", "dataset": 4, "of_another_version": true},
        "configuration": {"priority": "high", "inputMap": [], "version": null},
        "job_metrics": {
            "job_a": {"jobs_total": 3, "avg_job_duration": "P1W", "min_job_duration": null, "note": 1},
            "job_b": 5,
        },
        "something_new": {},
    }));
    assert_eq!(reading.errors, []);
    let found: Vec<_> = reading
        .warnings
        .iter()
        .map(|problem| (problem.name, problem.path.as_str()))
        .collect();
    let odd: Vec<_> = [
        "/configuration/inputMap",
        "/configuration/priority",
        "/definition/supersedes",
        "/event",
        "/is_superseded",
        "/job_metrics/job_a/avg_job_duration",
        "/job_metrics/job_b",
        "/jobs_failed",
        "/jobs_running",
        "/recipe_type",
        "/root_batch/id",
        "/superseded_batch/created",
        "/title",
    ]
    .map(|path| match path {
        "/job_metrics/job_a/avg_job_duration" => (ProblemName::InvalidDuration, path),
        _ => (ProblemName::InvalidResponse, path),
    })
    .into();
    assert_eq!(found, odd);
    assert!(
        reading
            .warnings
            .iter()
            .all(|problem| problem.fix.is_empty())
    );

    let batch = reading.document.unwrap();
    assert_eq!(batch.counts.jobs_total, Some(4_000_000_000_000));
    assert_eq!(batch.counts.jobs_failed, None);
    assert_eq!(batch.definition.unwrap().dataset, Some(4.into()));
    assert_eq!(
        batch.superseded_batch.unwrap().created.unwrap(),
        "yesterday"
    );
    assert_eq!(batch.job_metrics["job_a"].jobs_total, Some(3));
    assert_eq!(batch.job_metrics["job_a"].avg_job_duration, None);
    assert_eq!(batch.root_batch, None);
}

#[test]
fn without_an_id_there_is_no_batch() {
    for (document, path) in [
        (json!({}), ""),
        (json!({"id": "5"}), "/id"),
        (json!([1]), ""),
        (json!(null), ""),
    ] {
        let reading = Reader::new().value::<Batch>(&document);
        assert_eq!(reading.document, None);
        assert_eq!(
            (reading.errors[0].name, reading.errors[0].path.as_str()),
            (ProblemName::InvalidResponse, path)
        );
    }
}

#[test]
fn a_list_leaves_out_what_is_no_batch() {
    let list = json!({"count": 3, "results": [{"id": 1}, {"title": "lost"}, 5]});
    let reading = Reader::new().value::<BatchList>(&list);
    assert_eq!(reading.warnings.len(), 2);
    assert_eq!(reading.document.unwrap().results, [Batch::new(1)]);
    assert_eq!(
        Reader::new()
            .value::<BatchList>(&json!({"count": 0}))
            .errors
            .len(),
        1
    );
}
