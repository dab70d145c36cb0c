//! A comparison of batches against a model that looks every cell up for itself.

use scale_batch::documents::Batch;
use scale_batch::{Comparison, Reader};
use serde_json::{Map, Value, json};

use crate::{Target, seeds};

/// `{"batches": [batch details, …]}`.
pub const TARGET: Target = Target {
    name: "comparison",
    run,
    seeds: || seeds::cases("comparison"),
};

const JOBS: [&str; 8] = [
    "jobs_total",
    "jobs_pending",
    "jobs_blocked",
    "jobs_queued",
    "jobs_running",
    "jobs_failed",
    "jobs_completed",
    "jobs_canceled",
];
const RECIPES: [&str; 3] = ["recipes_estimated", "recipes_total", "recipes_completed"];
const DURATIONS: [&str; 6] = [
    "min_seed_duration",
    "avg_seed_duration",
    "max_seed_duration",
    "min_job_duration",
    "avg_job_duration",
    "max_job_duration",
];

/// What the API's documentation says of a comparison, by the documents of its batches.
fn model(batches: &[Value]) -> Value {
    let mut once: Vec<&Value> = Vec::new();
    for batch in batches {
        if !once.iter().any(|other| other["id"] == batch["id"]) {
            once.push(batch);
        }
    }
    once.sort_by_key(|batch| batch["id"].as_i64());
    let summary = |batch: &&Value| {
        json!({
            "id": batch["id"],
            "title": batch["title"],
            "description": batch["description"],
            "created": batch["created"],
        })
    };
    let mut metrics = Map::new();
    for metric in JOBS.iter().chain(&RECIPES) {
        let values = once.iter().map(|batch| batch[metric].clone());
        metrics.insert((*metric).to_owned(), values.collect());
    }
    let mut jobs = Map::new();
    for batch in &once {
        for node in batch["job_metrics"]
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
        {
            let mut lists = Map::new();
            for metric in JOBS.iter().chain(&DURATIONS) {
                let values = once
                    .iter()
                    .map(|batch| batch["job_metrics"][node][metric].clone());
                lists.insert((*metric).to_owned(), values.collect());
            }
            jobs.insert(node.clone(), lists.into());
        }
    }
    metrics.insert("job_metrics".to_owned(), jobs.into());
    json!({"batches": once.iter().map(summary).collect::<Vec<_>>(), "metrics": metrics})
}

fn run(data: &[u8]) {
    let Ok(input) = serde_json::from_slice::<Value>(data) else {
        return;
    };
    let batches = input["batches"].as_array().into_iter().flatten();
    let batches = batches.filter_map(|batch| Reader::new().value::<Batch>(batch).document);
    let batches: Vec<Batch> = batches.collect();
    let written = serde_json::to_value(&batches).expect("batches can be written");
    let written = written.as_array().map_or(&[][..], Vec::as_slice);
    let compared = Comparison::of(&batches);
    let compared = serde_json::to_value(compared).expect("comparisons can be written");
    assert_eq!(compared, model(written), "{input}");
}
