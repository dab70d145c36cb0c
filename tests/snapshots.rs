//! Whole reports and texts, as users see them, beside files in `tests/snapshots/`.
//!
//! After a change that is meant, `UPDATE_EXPECT=1 cargo test --test snapshots` writes the files again.

use std::fs;

use expect_test::expect_file;
use scale_batch::compare::{Baseline, CompareOptions};
use scale_batch::documents::{Batches, ForcedNodes, RecipeDefinition, SubRecipeTypes};
use scale_batch::edge::call;
use scale_batch::text::{self, Style};
use scale_batch::{Comparison, Context, Reader, RecipeDiff, ValidationReport, validate_text};
use serde_json::{Value, json};

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A document of `examples/story/`.
fn story(name: &str) -> Value {
    serde_json::from_str(&read(&format!("examples/story/{name}.json"))).unwrap()
}

fn document<D: scale_batch::documents::Document>(name: &str) -> D {
    let reading = Reader::new().value::<D>(&story(name));
    reading.into_result().unwrap()
}

/// What a function of the JavaScript package returns, one field a line.
fn result(function: &str, input: &Value) -> String {
    let result: Value = serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
    format!("{result:#}\n")
}

/// The documents of the story that belong to its recipe type.
fn context() -> Value {
    json!({
        "recipe_type": story("recipe-type"),
        "dataset": story("dataset"),
        "batches": story("batches"),
        "revisions": [story("revision-4")],
        "sub_recipe_types": story("sub-recipe-types"),
    })
}

/// The report of a request of the story that needs no previous batch.
fn report(request: &str, recipe_type: &str, dataset: &str) -> ValidationReport {
    let context = Context::new()
        .with_recipe_type(document(recipe_type))
        .with_dataset(document(dataset));
    validate_text(&read(&format!("examples/story/{request}.json")), &context)
}

#[test]
fn the_text_of_a_refused_request() {
    let request = "examples/requests/ten-mistakes.json";
    let found = validate_text(&read(request), &Context::new());
    expect_file!["snapshots/ten-mistakes.txt"].assert_eq(&text::report(
        request,
        &found,
        Style::Plain,
    ));
    expect_file!["snapshots/ten-mistakes-coloured.txt"].assert_eq(&text::report(
        request,
        &found,
        Style::Coloured,
    ));
}

#[test]
fn the_text_of_what_is_not_json() {
    let request = "examples/requests/not-json.json";
    let found = validate_text(&read(request), &Context::new());
    expect_file!["snapshots/not-json.txt"].assert_eq(&text::report(request, &found, Style::Plain));
}

#[test]
fn the_text_of_a_batch_from_a_dataset() {
    let found = report("from-a-dataset", "recipe-type", "dataset");
    expect_file!["snapshots/from-a-dataset.txt"].assert_eq(&text::report(
        "from-a-dataset.json",
        &found,
        Style::Plain,
    ));
    expect_file!["snapshots/estimate.txt"].assert_eq(&text::estimate(
        "from-a-dataset.json",
        &found,
        Style::Plain,
    ));
}

#[test]
fn the_text_of_a_batch_that_creates_nothing() {
    let found = report("from-pairs", "pairs-recipe-type", "pairs-dataset");
    expect_file!["snapshots/creates-nothing.txt"].assert_eq(&text::report(
        "from-pairs.json",
        &found,
        Style::Plain,
    ));
}

#[test]
fn the_texts_of_a_diff() {
    let previous: RecipeDefinition = document("previous-definition");
    let current: RecipeDefinition = document("current-definition");
    let forced: ForcedNodes = document("forced-nodes");
    let diff = RecipeDiff::between(&previous, &current, Some(&forced)).unwrap();
    let types: SubRecipeTypes = document("sub-recipe-types");
    let inside = diff.sub_recipes(&types);
    expect_file!["snapshots/diff.txt"].assert_eq(&text::diff(&diff, Some(&inside), Style::Plain));
    expect_file!["snapshots/diff.mmd"].assert_eq(&diff.mermaid());
    let explanation = diff.explain("publish").unwrap();
    expect_file!["snapshots/explanation.txt"]
        .assert_eq(&text::explanation(&explanation, Style::Plain));
}

#[test]
fn the_text_of_a_comparison() {
    let batches: Batches = document("batches");
    let comparison = Comparison::of(batches.as_slice());
    let options = CompareOptions {
        baseline: Baseline::Root,
        ..CompareOptions::default()
    };
    let analysis = comparison.analyse(options).unwrap();
    expect_file!["snapshots/comparison.txt"].assert_eq(&text::comparison(
        &comparison,
        &analysis,
        Style::Plain,
    ));
}

#[test]
fn the_report_of_a_batch_from_a_dataset() {
    let input = json!({"request": story("from-a-dataset"), "context": context()});
    expect_file!["snapshots/from-a-dataset.json"].assert_eq(&result("validateBatch", &input));
}

#[test]
fn the_report_of_a_batch_that_re_processes_another() {
    let input = json!({"request": story("re-process"), "context": context(), "diff": false});
    expect_file!["snapshots/re-process.json"].assert_eq(&result("validateBatch", &input));
}

#[test]
fn the_report_without_a_context() {
    let input = json!({"request": story("re-process")});
    expect_file!["snapshots/without-a-context.json"].assert_eq(&result("validateBatch", &input));
}

#[test]
fn the_report_of_a_recipe_with_mistakes() {
    let mut definition = story("current-definition");
    definition["nodes"]["mosaic"]["dependencies"] = json!([{"name": "tide-levle"}]);
    definition["nodes"]["publish"]["input"]["LINE"]["node"] = json!("publish");
    let revisions = story("sub-recipe-types");
    let input = json!({"document": definition, "revisions": revisions, "name": "coastline"});
    expect_file!["snapshots/recipe-with-mistakes.json"].assert_eq(&result("checkRecipe", &input));
}

#[test]
fn the_explanation_of_a_node() {
    let input = json!({
        "previous": story("previous-definition"),
        "current": story("current-definition"),
        "forced_nodes": story("forced-nodes"),
        "node": "quality-check",
    });
    expect_file!["snapshots/explanation.json"].assert_eq(&result("explainNode", &input));
}

#[test]
fn the_proposal_of_an_input_map() {
    let input = json!({"recipe_type": story("recipe-type"), "dataset": story("dataset")});
    expect_file!["snapshots/input-map.json"].assert_eq(&result("proposeInputMap", &input));
}

#[test]
fn the_progress_of_a_batch() {
    let input = json!({"batch": story("batches")[0]});
    expect_file!["snapshots/progress.json"].assert_eq(&result("batchProgress", &input));
}
