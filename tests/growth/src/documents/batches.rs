//! Details of batches.

use serde_json::{Value, json};

use super::{Shape, object};

/// How many batches there are where each has many jobs.
const FEW: usize = 5;

/// The details of many batches.
pub fn batches(shape: Shape, size: usize) -> Value {
    // Few batches where each has many jobs, so that a comparison grows as they do.
    let count = match shape {
        Shape::AllDifferent | Shape::SharedTypes => FEW,
        Shape::LongKeys => 4,
        _ => size,
    };
    (0..count)
        .map(|number| batch_of(shape, number, size))
        .collect()
}

/// The details of one batch, with as many jobs as the size.
pub fn batch(shape: Shape, size: usize) -> Value {
    let jobs = object(
        (0..shape.count(size)).map(|job| (shape.name("job", job, size), metrics(shape, job))),
    );
    let mut batch = details(shape, 0, size);
    batch["job_metrics"] = jobs;
    let forced = super::recipes::Recipe::new(shape, size).forced_nodes;
    batch["definition"] = json!({"previous_batch": {"root_batch_id": 100, "forced_nodes": forced}});
    batch
}

fn batch_of(shape: Shape, number: usize, size: usize) -> Value {
    let jobs = match shape {
        Shape::AllDifferent | Shape::SharedTypes => size / FEW,
        _ => 2,
    };
    let jobs = (0..jobs).map(|job| {
        let name = match shape {
            Shape::AllDifferent => format!("job_{number}_{job}"),
            _ => shape.name("job", job, size),
        };
        (name, metrics(shape, job))
    });
    let mut batch = details(shape, number, size);
    batch["job_metrics"] = object(jobs);
    batch
}

fn details(shape: Shape, number: usize, size: usize) -> Value {
    let id = match shape {
        Shape::Duplicates => 100 + number / 2,
        _ => 100 + number,
    };
    // A chain, but for the shape that is wide.
    let superseded = match shape {
        Shape::Wide => Value::Null,
        _ if number == 0 => Value::Null,
        _ => json!({"id": id - 1}),
    };
    let root = if superseded.is_null() { id } else { 100 };
    let mut batch = metrics(shape, number);
    let own = json!({"id": id, "title": shape.name("batch", number, size), "description": "d",
        "created": "2020-01-04T00:00:00Z", "recipe_type": {"id": 208, "name": "main"},
        "root_batch": {"id": root}, "superseded_batch": superseded, "is_superseded": number + 1 < size,
        "is_creation_done": true, "recipes_estimated": 3, "recipes_total": 3, "recipes_completed": number % 4,
        "configuration": {"priority": 100}, "definition": {"dataset": 1}});
    if let (Some(batch), Value::Object(own)) = (batch.as_object_mut(), own) {
        batch.extend(own);
    }
    if shape == Shape::Malformed {
        batch["recipes_total"] = json!("three");
        batch["created"] = json!("yesterday");
    }
    batch
}

fn metrics(shape: Shape, number: usize) -> Value {
    let total = if shape == Shape::ManyProblems { 1 } else { 10 };
    json!({"jobs_total": total, "jobs_pending": 0, "jobs_blocked": 0, "jobs_queued": 0, "jobs_running": 4,
        "jobs_failed": number % 4, "jobs_completed": 6 - number % 4, "jobs_canceled": 0,
        "min_seed_duration": "PT12S", "avg_seed_duration": "PT18S", "max_seed_duration": "PT23S",
        "min_job_duration": "PT15S", "avg_job_duration": "PT21S", "max_job_duration": format!("PT{}S", 26 + number)})
}
