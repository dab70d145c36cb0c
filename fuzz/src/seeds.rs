//! What fuzzing starts from: calls and documents made of `tests/data` and of the examples in `docs/problems.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::json::Json;

/// How many cases of a file are taken: the shortest, which say the same as the long ones in less time.
const SHORTEST: usize = 16;

/// The folder of the project.
#[must_use]
pub fn project() -> PathBuf {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR"));
    fuzz.parent()
        .expect("fuzz/ is inside the project")
        .to_owned()
}

fn read(file: &str) -> String {
    let path = project().join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn value(file: &str) -> Value {
    serde_json::from_str(&read(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The functions of the edge, as `js/scripts/functions.json` describes them.
#[must_use]
pub fn functions() -> Value {
    value("js/scripts/functions.json")
}

/// The schemas of `schemas/`, by name.
pub fn schemas() -> impl Iterator<Item = (String, Value)> {
    let folder = fs::read_dir(project().join("schemas")).expect("schemas/ is a folder");
    let names = folder.map(|file| file.expect("schemas/ can be listed").file_name());
    let names: BTreeSet<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.into_iter().map(|file| {
        let schema = value(&format!("schemas/{file}"));
        (file.replace(".schema.json", ""), schema)
    })
}

/// The `input` of the shortest cases of a file of `tests/data`.
fn inputs(file: &str) -> Vec<Value> {
    let text = read(&format!("tests/data/{file}.jsonl"));
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_by_key(|line| line.len());
    let cases = lines
        .into_iter()
        .map(|line| serde_json::from_str::<Value>(line).expect("cases are JSON"));
    let inputs = cases
        .filter(|case| case["input"].is_object())
        .map(|mut case| case["input"].take());
    inputs.take(SHORTEST).collect()
}

/// Calls as `[function, input]`, at least one of every function.
#[must_use]
#[expect(clippy::too_many_lines, reason = "most of it is a list")]
pub fn calls() -> Vec<(String, Value)> {
    let mut calls = Vec::new();
    let mut add = |function: &str, input: Value| calls.push((function.to_owned(), input));

    let problems = read("docs/problems.md");
    for section in problems.split("\n**Example.** `").skip(1) {
        let Some((function, rest)) = section.split_once("` returns it for\n\n```json\n") else {
            continue;
        };
        let (input, _) = rest.split_once("\n```").expect("a block has an end");
        add(
            function,
            serde_json::from_str(input).expect("examples are JSON"),
        );
    }
    for line in read("tests/data/every-problem.jsonl").lines() {
        let mut case: Value = serde_json::from_str(line).expect("cases are JSON");
        let input = case["input"].take();
        add(
            case["function"]
                .as_str()
                .expect("a case names its function"),
            input,
        );
    }
    for input in inputs("structure") {
        let kind = input["kind"]
            .as_str()
            .expect("a case names its kind")
            .to_owned();
        let function = if kind == "definition" {
            "readDefinition"
        } else {
            "readConfiguration"
        };
        add(function, json!({&kind: input["document"]}));
        add(
            "validateDocument",
            json!({"kind": kind, "document": input["document"]}),
        );
    }
    for input in inputs("live/validate")
        .into_iter()
        .chain(inputs("live/create"))
    {
        let Value::Object(mut context) = input else {
            continue;
        };
        let request = context.remove("request").unwrap_or_default();
        context.remove("batch");
        context.retain(|_, part| !part.is_null());
        add("readCreateRequest", json!({"request": request}));
        for (part, function) in [
            ("dataset", "readDataset"),
            ("recipe_type", "readRecipeType"),
            ("batches", "readBatches"),
        ] {
            if let Some(document) = context.get(part) {
                add(function, json!({part: document}));
            }
        }
        if let Some(revisions) = context.get("revisions") {
            add("readSubRecipeTypes", json!({"sub_recipe_types": revisions}));
        }
        if let (Some(recipe_type), Some(dataset)) =
            (context.get("recipe_type"), context.get("dataset"))
        {
            add(
                "proposeInputMap",
                json!({"recipe_type": recipe_type, "dataset": dataset}),
            );
        }
        let call = json!({"request": request, "context": context});
        add(
            "validateDocument",
            json!({"kind": "create_request", "document": request, "context": context}),
        );
        add("holdContext", json!({"context": context}));
        for function in ["validateBatch", "estimateRecipes", "diffBatch"] {
            add(function, call.clone());
        }
        let mut call = call;
        call["format"] = "mermaid".into();
        add("drawBatchDiff", call.clone());
        if let Value::Object(fields) = &mut call {
            fields.remove("format");
        }
        let nodes = &call["context"]["recipe_type"]["definition"]["nodes"];
        if let Some(node) = nodes.as_object().and_then(|nodes| nodes.keys().next()) {
            call["node"] = node.as_str().into();
            add("explainBatchNode", call);
        }
    }
    add("updateContext", json!({"held": 1, "context": {}}));
    add("releaseContext", json!({"held": 1}));
    for input in inputs("live/edit") {
        add("readBatch", json!({"batch": input["batch"]}));
        add(
            "nextBatch",
            json!({"batch": input["batch"], "changes": input["request"]}),
        );
        add("readEditRequest", json!({"request": input["request"]}));
        add(
            "editRequest",
            json!({"before": {"title": "before"}, "after": input["request"]}),
        );
    }
    for input in inputs("diff") {
        for (format, function) in [
            ("mermaid", "drawDiff"),
            ("dot", "drawDiff"),
            ("text", "drawDiff"),
            ("layout", "drawDiff"),
        ] {
            let mut call = input.clone();
            call["format"] = format.into();
            add(function, call);
        }
        let mut call = input.clone();
        call["node"] = "detect".into();
        add("explainNode", call);
        let recipe = json!({"definition": input["current"]});
        add("forcedNodesTree", recipe.clone());
        let mut chosen = recipe;
        chosen["forced_nodes"] = match &input["forced_nodes"] {
            Value::Null => json!({"all": false, "nodes": ["detect"]}),
            forced => forced.clone(),
        };
        add("expandForcedNodes", chosen.clone());
        add("normaliseForcedNodes", chosen);
        let report = scale_batch::edge::call("diffRecipes", &input.to_string(), "");
        let report: Value = serde_json::from_str(&report).expect("results are JSON");
        add("readDiff", json!({"diff": report["diff"]}));
        add("diffRecipes", input);
    }
    for input in inputs("recipe-validate") {
        add("checkRecipe", json!({"definition": input["definition"]}));
    }
    for input in inputs("live/recipe-type") {
        add(
            "checkRecipe",
            json!({"definition": input["request"]["definition"], "name": "itself"}),
        );
    }
    for line in read("tests/data/live/found.jsonl").lines() {
        let mut case: Value = serde_json::from_str(line).expect("cases are JSON");
        let input = case["input"].take();
        add(case["call"].as_str().unwrap_or("validateBatch"), input);
    }
    for input in inputs("interface-connection") {
        add("checkConnection", input);
    }
    for input in inputs("comparison") {
        for function in ["compareBatches", "comparisonRows", "comparisonCsv"] {
            add(function, input.clone());
        }
        let mut chain = input.clone();
        chain["root_batch_id"] = input["batches"][0]["id"].clone();
        add("batchChain", chain);
        add("batchProgress", json!({"batch": input["batches"][0]}));
        add("readBatches", input);
    }
    add(
        "readBatchList",
        json!({"batch_list": value("tests/data/seed/batch-list.json")}),
    );
    add(
        "readComparison",
        json!({"comparison": value("tests/data/seed/batch-comparison.json")}),
    );
    add(
        "readConfiguration",
        json!({"configuration": value("tests/data/seed/configuration.json")}),
    );
    add(
        "readValidation",
        json!({"validation": {"is_valid": true, "errors": [], "warnings": []}}),
    );
    let now = "2026-11-27T12:00:00Z";
    for query in queries() {
        add("readListQuery", json!({"query_string": query, "now": now}));
    }
    add(
        "buildListQuery",
        json!({"query": {"started": "P1D", "order": ["-id"]}, "now": now}),
    );
    add("parseDuration", json!({"text": "P1DT0.5H"}));
    add(
        "formatDuration",
        json!({"microseconds": 1_500_000, "style": "server"}),
    );
    add("version", json!({}));
    calls
}

/// The calls as the edge's target takes them.
#[must_use]
pub fn written_calls() -> Vec<Vec<u8>> {
    let written: BTreeSet<String> = calls()
        .iter()
        .map(|(function, input)| json!([function, input]).to_string())
        .collect();
    written.into_iter().map(String::into_bytes).collect()
}

/// Every document that is an input of one of the calls.
#[must_use]
pub fn documents() -> Vec<Vec<u8>> {
    let mut documents = BTreeSet::new();
    for (_, input) in calls() {
        for member in input.as_object().into_iter().flat_map(Map::values) {
            if member.is_object() || member.is_array() {
                documents.insert(member.to_string());
            }
            // Documents that are only ever part of others.
            for parts in [
                "/job_types",
                "/nodes",
                "/definition/nodes",
                "/sub_recipe_types",
            ] {
                match member.pointer(parts) {
                    Some(Value::Array(parts)) => {
                        documents.extend(parts.iter().map(Value::to_string));
                    }
                    Some(Value::Object(parts)) => {
                        documents.extend(parts.values().map(Value::to_string));
                    }
                    _ => {}
                }
            }
        }
    }
    documents.into_iter().map(String::into_bytes).collect()
}

/// The query strings that the server was asked.
#[must_use]
pub fn queries() -> Vec<String> {
    let text = read("tests/data/live/query.jsonl");
    let cases = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("cases are JSON"));
    let queries = cases.filter_map(|case| case["input"]["query"].as_str().map(str::to_owned));
    queries.collect()
}

/// The inputs of the cases of a file, as text.
#[must_use]
pub fn cases(file: &str) -> Vec<Vec<u8>> {
    inputs(file)
        .into_iter()
        .map(|input| input.to_string().into_bytes())
        .collect()
}

/// The durations that the server was asked.
#[must_use]
pub fn durations() -> Vec<Vec<u8>> {
    let text = read("tests/data/durations.jsonl");
    let cases = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("cases are JSON"));
    let durations = cases.map(|case| match &case["input"]["text"] {
        Value::String(text) => text.clone().into_bytes(),
        _ => case["input"]["microseconds"].to_string().into_bytes(),
    });
    durations.collect()
}

/// An input as the value that it is; `None` if it is not JSON, or too deep.
#[must_use]
pub fn as_json(data: &[u8]) -> Option<Json> {
    Json::parse(std::str::from_utf8(data).ok()?)
}
