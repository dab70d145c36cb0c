//! What a whole validation costs, beside reading the same bytes as a value: `cargo bench --bench validate`.
//!
//! The context is held, as it is between the keystrokes of a form. Only ratios are printed; times would tell more about
//! the machine.

use std::hint::black_box;
use std::time::Instant;

use scale_batch::{Batch, Context, Dataset, Reader, RecipeType, Report, validate_text};
use serde_json::{Value, json};

const ROUNDS: usize = 301;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!(
        "A whole validation, text to report, beside serde_json reading the text (aim: at most 2)"
    );
    let empty = Context::new();
    let held = context(100)?;
    let forced = |nodes: usize| {
        let nodes: Vec<String> = (0..nodes).map(node_name).collect();
        json!({"all": false, "nodes": nodes})
    };
    let dataset = json!({"dataset": 1, "forced_nodes": forced(2)});
    let again =
        |nodes| json!({"previous_batch": {"root_batch_id": 104, "forced_nodes": forced(nodes)}});
    let again_unforced = json!({"previous_batch": {"root_batch_id": 104}});
    for (what, definition, context) in [
        ("a dataset, without a context", &dataset, &empty),
        ("a dataset, all rules", &dataset, &held),
        ("2 forced nodes, without a context", &again(2), &empty),
        (
            "10,000 forced nodes, without a context",
            &again(10_000),
            &empty,
        ),
        (
            "a previous batch of 100 nodes, with its diff",
            &again_unforced,
            &held,
        ),
    ] {
        compare(what, definition, context);
    }
    let held = context(10_000)?;
    compare(
        "a dataset, all rules, a recipe of 10,000 nodes",
        &dataset,
        &held,
    );
    compare(
        "10,000 forced nodes of 10,000, with the diff",
        &again(10_000),
        &held,
    );
    Ok(())
}

/// Prints how many times as long a validation takes as reading the text as a value.
fn compare(what: &str, definition: &Value, context: &Context) {
    let request = json!({"recipe_type_id": 208, "definition": definition, "configuration": {"priority": 100}});
    let text = request.to_string();
    let report: Report = validate_text(&text, context);
    assert!(report.is_valid, "{what}: {:?}", report.errors);
    let validate = || validate_text(&text, context);
    let parse = || serde_json::from_str::<Value>(&text);
    // One right after the other, so that whatever else the machine does disturbs both.
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(time(&validate));
        theirs.push(time(&parse));
    }
    let ratio = median(ours) / median(theirs);
    println!("  {what:<50} {ratio:.2}");
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The seconds of one call, of as many as fit into a moment that is too short to be disturbed often.
fn time<T>(call: &impl Fn() -> T) -> f64 {
    let begin = Instant::now();
    let mut calls = 0;
    while calls == 0 || begin.elapsed().as_micros() < 100 {
        black_box(call());
        calls += 1;
    }
    begin.elapsed().as_secs_f64() / f64::from(calls)
}

fn node_name(number: usize) -> String {
    format!("node_{number:05}")
}

/// A recipe type whose nodes hang below each other, a dataset, and a batch that ran the revision before.
fn context(nodes: usize) -> Result<Context, Box<dyn std::error::Error>> {
    let definition = |revision: i64| {
        let nodes = (0..nodes).map(|number| {
            let above = number.checked_sub(1).map(node_name);
            let dependencies: Vec<Value> = above.iter().map(|name| json!({ "name": name })).collect();
            let revision = if number == nodes / 2 { revision } else { 1 };
            let node = json!({"dependencies": dependencies, "input": {}, "node_type": {"node_type": "job",
                "job_type_name": "job", "job_type_version": "1.0", "job_type_revision": revision}});
            (node_name(number), node)
        });
        let nodes: serde_json::Map<String, Value> = nodes.collect();
        json!({"input": {"files": [{"name": "IMAGE"}], "json": []}, "nodes": nodes})
    };
    let recipe_type = json!({"id": 208, "definition": definition(2)});
    let dataset = json!({"id": 1, "definition": {"parameters": {"files": [{"name": "IMAGE"}], "json": []}},
        "files_per_parameter": {"IMAGE": 3}});
    let batch = json!({"id": 104, "recipe_type": {"id": 208}, "is_creation_done": true, "recipes_total": 3,
        "recipe_type_rev": {"definition": definition(1)}});
    let reader = Reader::new();
    Ok(Context::new()
        .with_recipe_type(reader.value::<RecipeType>(&recipe_type).into_result()?)
        .with_dataset(reader.value::<Dataset>(&dataset).into_result()?)
        .with_batches([reader.value::<Batch>(&batch).into_result()?]))
}
