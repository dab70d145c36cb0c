//! What a whole validation costs, beside reading the same bytes as a value: `cargo bench --bench validate`.
//!
//! The context is held, as it is between the keystrokes of a form.

mod measure;

use measure::{Aim, ratio, show};
use scale_batch::documents::{Batch, Dataset};
use scale_batch::{Context, Reader, RecipeType, ValidationReport, validate_text};
use serde_json::{Value, json};

/// Of a small request; one whose report has a diff as long as its recipe has no aim.
const SMALL: Option<Aim> = Some(Aim::AtMost(2.0));
const LARGE: Option<Aim> = Some(Aim::AtMost(1.2));

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("A whole validation, text to report, against serde_json reading the text as a value");
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
    for (what, definition, context, aim) in [
        ("a dataset, without a context", &dataset, &empty, SMALL),
        ("a dataset, all rules", &dataset, &held, SMALL),
        (
            "2 forced nodes, without a context",
            &again(2),
            &empty,
            SMALL,
        ),
        (
            "10,000 forced nodes, without a context",
            &again(10_000),
            &empty,
            LARGE,
        ),
        (
            "a previous batch of 100 nodes, with its diff",
            &again_unforced,
            &held,
            None,
        ),
    ] {
        compare(what, definition, context, aim);
    }
    let held = context(10_000)?;
    let what = "a dataset, all rules, a recipe of 10,000 nodes";
    compare(what, &dataset, &held, SMALL);
    let what = "10,000 forced nodes of 10,000, with the diff";
    compare(what, &again(10_000), &held, None);
    Ok(())
}

/// Prints how many times as long a validation takes as reading the text as a value.
fn compare(what: &str, definition: &Value, context: &Context, aim: Option<Aim>) {
    let request = json!({"recipe_type_id": 208, "definition": definition, "configuration": {"priority": 100}});
    let text = request.to_string();
    let report: ValidationReport = validate_text(&text, context);
    assert!(report.is_valid, "{what}: {:?}", report.errors);
    let ratio = ratio(
        || validate_text(&text, context),
        || serde_json::from_str::<Value>(&text),
    );
    show(what, ratio, aim);
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
