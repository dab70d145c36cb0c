//! Characters that nobody sees reach no reader: sentences, texts and pictures show them as escapes.

mod cases;

use std::collections::BTreeSet;
use std::fs;

use cases::cases;
use scale_batch::edge::call;
use serde_json::{Value, json};

/// A colour of a terminal, a C1 control, text from right to left, a character without width, the ends of a line.
const UNSEEN: &str = "\u{1b}[31m\u{9b}\u{202e}\u{200b}\u{2028}\n";

/// The fields of results that are for people.
const FOR_PEOPLE: [&str; 5] = ["because", "description", "note", "summary", "text"];

/// The fields that hold what the user wrote, as it is.
const AS_WRITTEN: [&str; 5] = ["document", "params", "recipe_type", "request", "value"];

/// A function and its input for each way to show something: the calls that trigger problems, and a whole story.
fn calls() -> Vec<(String, Value)> {
    let problems = cases().filter_map(|case| {
        let input = serde_json::from_str::<Value>(&case.input).ok()?;
        Some((case.function, input))
    });
    let story = |name: &str| {
        let path = format!("{}/examples/story/{name}.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str::<Value>(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let mut calls: Vec<_> = problems.collect();
    let diff = json!({
        "previous": story("previous-definition"),
        "current": story("current-definition"),
        "forced_nodes": story("forced-nodes"),
        "sub_recipe_types": story("sub-recipe-types"),
    });
    let with = |field: &str, value: &str| {
        let mut input = diff.clone();
        input[field] = value.into();
        input
    };
    for format in ["mermaid", "dot", "text", "layout"] {
        calls.push(("drawDiff".to_owned(), with("format", format)));
    }
    calls.push(("explainNode".to_owned(), with("node", "publish")));
    calls.push(("diffRecipes".to_owned(), diff.clone()));
    let batches = json!({ "batches": story("batches") });
    calls.push(("compareBatches".to_owned(), batches));
    let context = json!({
        "recipe_type": story("recipe-type"),
        "dataset": story("dataset"),
        "batches": story("batches"),
        "revisions": [story("revision-4")],
        "sub_recipe_types": story("sub-recipe-types"),
    });
    for (function, request) in [
        ("validateBatch", "re-process"),
        ("estimateRecipes", "from-a-dataset"),
    ] {
        let input = json!({ "request": story(request), "context": context });
        calls.push((function.to_owned(), input));
    }
    calls
}

/// Every name and every string of a value.
fn strings(value: &Value) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(text) => {
                found.insert(text.as_str());
            }
            Value::Array(items) => waiting.extend(items),
            Value::Object(fields) => {
                found.extend(fields.keys().map(String::as_str));
                waiting.extend(fields.values());
            }
            _ => {}
        }
    }
    found
}

/// What a result says to people.
fn for_people(result: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut waiting = vec![("", result)];
    while let Some((key, value)) = waiting.pop() {
        match value {
            Value::String(text) if FOR_PEOPLE.contains(&key) => found.push(text.as_str()),
            Value::Array(items) => waiting.extend(items.iter().map(|item| (key, item))),
            Value::Object(fields) => {
                let fields = fields.iter().map(|(key, value)| (key.as_str(), value));
                waiting.extend(fields.filter(|(key, _)| !AS_WRITTEN.contains(key)));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn characters_that_nobody_sees_are_shown() {
    let is_unseen = |character: char| UNSEEN.contains(character) && !"[31m\n".contains(character);
    let mut escaped = 0;
    for (function, input) in calls() {
        for string in strings(&input) {
            // A name stands in several places: each of them gets it.
            let [before, after] = [string.to_owned(), format!("{string}{UNSEEN}")]
                .map(|string| serde_json::to_string(&string).unwrap());
            let hostile = input.to_string().replace(&before, &after);
            let Some(fields) = hostile.strip_prefix('{') else {
                continue;
            };
            let input = format!(r#"{{"print":{{"source":"a{}"}},{fields}"#, r"\u001b\u202e");
            let result: Value = serde_json::from_str(&call(&function, &input, "")).unwrap();
            for text in for_people(&result) {
                assert!(!text.contains(is_unseen), "{function} {input}\n{text:?}");
                escaped += usize::from(text.contains(r"\u{202e}"));
            }
        }
    }
    assert!(escaped > 5_000, "only {escaped} texts show them");
}
