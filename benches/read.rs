//! How fast documents are read, beside what other crates do with the same bytes: `cargo bench --bench read`.
//!
//! Only ratios are printed; times would tell more about the machine.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use scale_batch::{CreateBatchRequest, Limits, Reader, RecipeDefinition};
use serde_json::Value;

const VALID: &str = r#"{
  "title": "My Batch", "description": "Everything of June", "recipe_type_id": 208,
  "definition": {
    "supersedes": true,
    "previous_batch": {
      "root_batch_id": 104,
      "forced_nodes": {"all": false, "nodes": ["job_a", "job_b"], "sub_recipes": {"recipe_c": {"all": true}}}
    }
  },
  "configuration": {"priority": 100, "inputMap": [{"input": "FILE_NAME", "datasetParameter": "NAME_FILE"}]}
}"#;

fn main() {
    let schema = include_str!("../schemas/create-batch-request.schema.json");
    let (Ok(schema), Ok(value)) = (
        serde_json::from_str::<Value>(schema),
        serde_json::from_str::<Value>(VALID),
    ) else {
        return eprintln!("the schema or the request is not JSON");
    };
    let Ok(validator) = jsonschema::draft202012::new(&schema) else {
        return eprintln!("the schema is no schema");
    };
    let reader = Reader::new();

    println!("Structure of a batch request, against the jsonschema crate with a compiled schema:");
    compare(
        "from text, valid",
        || reader.text::<CreateBatchRequest>(VALID),
        || {
            let value = serde_json::from_str::<Value>(VALID).unwrap_or_default();
            validator.is_valid(&value)
        },
    );
    compare(
        "from a value, valid",
        || reader.value::<CreateBatchRequest>(&value),
        || validator.is_valid(&value),
    );
    let broken = VALID
        .replace("104", "\"104\"")
        .replace("all\": false", "al\": false");
    let broken_value = serde_json::from_str::<Value>(&broken).unwrap_or_default();
    compare(
        "from a value, with all its errors in words",
        || reader.value::<CreateBatchRequest>(&broken_value),
        || {
            let errors = validator.iter_errors(&broken_value);
            errors.map(|error| error.to_string()).collect::<Vec<_>>()
        },
    );

    println!("Reading, against serde_json reading the same bytes as a value:");
    compare(
        "a batch request",
        || reader.text::<CreateBatchRequest>(VALID),
        || serde_json::from_slice::<Value>(VALID.as_bytes()),
    );
    for nodes in [100, 100_000] {
        let text = recipe(nodes);
        compare(
            &format!("a recipe definition of {nodes} nodes"),
            || {
                reader
                    .limits(Limits::default())
                    .text::<RecipeDefinition>(&text)
            },
            || serde_json::from_slice::<Value>(text.as_bytes()),
        );
    }
}

/// Jobs, each below the two before it.
fn recipe(nodes: usize) -> String {
    let mut text =
        String::from(r#"{"input": {"files": [{"name": "INPUT_FILE"}], "json": []}, "nodes": {"#);
    for node in 0..nodes {
        let comma = if node > 0 { "," } else { "" };
        let dependencies = (node.saturating_sub(2)..node)
            .map(|before| format!(r#"{{"name": "node_{before}", "acceptance": true}}"#))
            .collect::<Vec<_>>()
            .join(", ");
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            r#"{comma}"node_{node}": {{"dependencies": [{dependencies}],
            "input": {{"INPUT_FILE": {{"type": "recipe", "input": "INPUT_FILE"}}}},
            "node_type": {{"node_type": "job", "job_type_name": "job-type-{}", "job_type_version": "1.0.{}",
            "job_type_revision": {}}}}}"#,
            node % 50,
            node % 7,
            node % 5 + 1
        );
    }
    text + "}}"
}

/// Prints how many times as fast as `theirs` ours is.
fn compare<A, B>(what: &str, ours: impl Fn() -> A, theirs: impl Fn() -> B) {
    let (ours, theirs) = (best(&ours), best(&theirs));
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    if ratio >= 1.0 {
        println!("  {what}: {ratio:.1} times as fast");
    } else {
        println!("  {what}: {:.1} times the time", 1.0 / ratio);
    }
}

/// The shortest time of a call, which the rest of the machine disturbs least.
fn best<T>(call: &impl Fn() -> T) -> Duration {
    let start = Instant::now();
    black_box(call());
    let calls =
        (Duration::from_millis(20).as_nanos() / start.elapsed().as_nanos().max(1)).clamp(1, 10_000);
    let calls = u32::try_from(calls).unwrap_or(1);
    let times = (0..15).map(|_| {
        let start = Instant::now();
        for _ in 0..calls {
            black_box(call());
        }
        start.elapsed() / calls
    });
    times.min().unwrap_or_default()
}
