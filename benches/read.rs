//! How fast documents are read, beside what other crates do with the same bytes: `cargo bench --bench read`.
//!
//! Reading is compared by instructions. This program runs itself under valgrind to count them, with the number of a
//! document, what to read it as, and how many times.

mod measure;

use std::error::Error;
use std::fmt::Write;
use std::hint::black_box;
use std::process::Command;

use measure::{Aim, ratio, show};
use scale_batch::Reader;
use scale_batch::documents::{CreateBatchRequest, Document, RecipeDefinition};
use serde_json::{Value, json};

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

/// What is read: its name, its text, and how.
type Case = (&'static str, fn() -> String, fn(&str));

const CASES: [Case; 4] = [
    (
        "a batch request",
        || VALID.to_owned(),
        read::<CreateBatchRequest>,
    ),
    (
        "11,000 forced nodes",
        forced_nodes,
        read::<CreateBatchRequest>,
    ),
    (
        "a recipe of 20 nodes",
        || recipe(20),
        read::<RecipeDefinition>,
    ),
    (
        "a recipe of 500 nodes",
        || recipe(500),
        read::<RecipeDefinition>,
    ),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [document, way, times] = &arguments[..] {
        let (_, text, read) = CASES[document.parse::<usize>()?];
        let (text, read) = (text(), if way == "value" { read_value } else { read });
        (0..times.parse()?).for_each(|_| read(&text));
        return Ok(());
    }
    structure()?;
    instructions()
}

fn structure() -> Result<(), Box<dyn Error>> {
    let schema = include_str!("../schemas/create-batch-request.schema.json");
    let validator = jsonschema::draft202012::new(&serde_json::from_str(schema)?)?;
    let reader = Reader::new();
    let value: Value = serde_json::from_str(VALID)?;
    println!("Structure of a batch request, against the jsonschema crate with a compiled schema");
    let from_text = ratio(
        || reader.text::<CreateBatchRequest>(VALID),
        || {
            let value = serde_json::from_str::<Value>(VALID).unwrap_or_default();
            validator.is_valid(&value)
        },
    );
    show(
        "from text, which it reads as a value",
        from_text,
        Some(Aim::AtMost(0.7)),
    );
    let from_value = ratio(
        || reader.value::<CreateBatchRequest>(&value),
        || validator.is_valid(&value),
    );
    show("from a value", from_value, None);
    let broken = VALID
        .replace("104", "\"104\"")
        .replace("all\": false", "al\": false");
    let broken = serde_json::from_str::<Value>(&broken)?;
    let in_words = ratio(
        || reader.value::<CreateBatchRequest>(&broken),
        || {
            let errors = validator.iter_errors(&broken);
            errors.map(|error| error.to_string()).collect::<Vec<_>>()
        },
    );
    show("from a value, with all its errors in words", in_words, None);
    Ok(())
}

fn instructions() -> Result<(), Box<dyn Error>> {
    println!("Instructions of reading, against serde_json reading the same bytes as a value");
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("  not counted: valgrind is not installed");
        return Ok(());
    }
    for (number, (what, ..)) in CASES.iter().enumerate() {
        let value = count(number, "value", &[])?;
        let tree = count(
            number,
            "document",
            &["*::from_text", "*drop_in_place<*::Tree>"],
        )?;
        let document = count(number, "document", &[])?;
        show(
            &format!("{what}, the flat tree"),
            tree / value,
            Some(Aim::AtMost(0.45)),
        );
        show(
            &format!("{what}, the document"),
            document / value,
            Some(Aim::AtMost(1.0)),
        );
    }
    Ok(())
}

/// The instructions of reading a document once, or only of some functions in it: what ten more times add.
fn count(number: usize, way: &str, functions: &[&str]) -> Result<f64, Box<dyn Error>> {
    let collected = |times: &str| -> Result<f64, Box<dyn Error>> {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .args(
                functions
                    .iter()
                    .map(|function| format!("--toggle-collect={function}")),
            )
            .arg(std::env::current_exe()?)
            .args([&number.to_string(), way, times])
            .output()?;
        let report = String::from_utf8(output.stderr)?;
        let (_, collected) = report
            .split_once("Collected : ")
            .ok_or_else(|| report.clone())?;
        Ok(collected.lines().next().unwrap_or_default().parse()?)
    };
    Ok((collected("11")? - collected("1")?) / 10.0)
}

fn read<D: Document>(text: &str) {
    drop(black_box(Reader::new().text::<D>(text)));
}

fn read_value(text: &str) {
    drop(black_box(serde_json::from_slice::<Value>(text.as_bytes())));
}

/// 1,000 nodes are forced by name, and 100 in each of 100 sub-recipes.
fn forced_nodes() -> String {
    let nodes =
        |count: usize| -> Vec<String> { (0..count).map(|node| format!("node_{node}")).collect() };
    let inner = json!({"all": false, "nodes": nodes(100)});
    let sub_recipes: serde_json::Map<_, _> = (0..100)
        .map(|node| (format!("sub_recipe_{node}"), inner.clone()))
        .collect();
    let forced_nodes = json!({"all": false, "nodes": nodes(1_000), "sub_recipes": sub_recipes});
    let previous_batch = json!({"root_batch_id": 104, "forced_nodes": forced_nodes});
    json!({"recipe_type_id": 208, "definition": {"previous_batch": previous_batch}}).to_string()
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
