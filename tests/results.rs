//! Every result fits its schema, and every document is read as the same again from what it is written as.
#![cfg(feature = "schema")]

mod cases;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use cases::cases;
use scale_batch::Reader;
use scale_batch::documents::Document;
use scale_batch::edge::call;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

type Fields = Map<String, Value>;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// All vectors.
fn vectors() -> Vec<Value> {
    let files = [files("tests/data"), files("tests/data/live")].concat();
    let lines = files.iter().filter(|file| {
        file.extension()
            .is_some_and(|extension| extension == "jsonl")
    });
    let mut vectors = Vec::new();
    for file in lines {
        for line in fs::read_to_string(file).unwrap().lines() {
            vectors.push(serde_json::from_str(line).unwrap());
        }
    }
    vectors
}

/// Whole documents: the stories and the examples of the API.
fn documents() -> Vec<Value> {
    let files = [files("tests/data/seed"), files("examples/story")].concat();
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    texts
        .map(|text| serde_json::from_str(&text).unwrap())
        .collect()
}

/// An input of a function in one of its forms: all its names, and those it needs.
struct Form {
    names: Vec<String>,
    required: Vec<String>,
}

/// The functions with their inputs, each in several forms, and the schema of their result.
struct Function {
    inputs: Vec<Vec<Form>>,
    result: jsonschema::Validator,
}

fn functions() -> BTreeMap<String, Function> {
    let described = scale_batch::schemas::functions();
    let form = |form: &Value| {
        let mut form = form
            .as_str()
            .map_or(form, |name| &described["inputs"][name]);
        let mut inputs = Vec::new();
        loop {
            inputs.extend(form["inputs"].as_array().into_iter().flatten());
            match form["extends"].as_str() {
                Some(base) => form = &described["inputs"][base],
                None => break,
            }
        }
        let name = |input: &&Value| input["name"].as_str().unwrap().to_owned();
        Form {
            names: inputs.iter().map(name).collect(),
            required: inputs
                .iter()
                .filter(|input| input["required"] == true)
                .map(name)
                .collect(),
        }
    };
    let functions = described["functions"].as_object().unwrap().iter();
    functions
        .map(|(name, function)| {
            let groups = function["inputs"].as_array().unwrap().iter();
            let forms = |group: &Value| group.as_array().unwrap().iter().map(form).collect();
            let mut schema = function["result"].clone();
            if let Some(schema) = schema.as_object_mut() {
                schema.insert("$defs".to_owned(), described["$defs"].clone());
            }
            let function = Function {
                inputs: groups.map(forms).collect(),
                result: jsonschema::draft202012::new(&schema).unwrap(),
            };
            (name.clone(), function)
        })
        .collect()
}

impl Function {
    /// The inputs that it takes of those that there are, unless one is missing that it needs.
    fn input(&self, there: &Fields) -> Option<Value> {
        let mut input = Map::new();
        for forms in &self.inputs {
            let form = forms
                .iter()
                .find(|form| form.required.iter().all(|name| there.contains_key(name)))?;
            let names = form.names.iter().filter(|name| there.contains_key(*name));
            input.extend(names.map(|name| (name.clone(), there[name].clone())));
        }
        (!input.is_empty()).then(|| input.into())
    }
}

/// The inputs of a vector under all the names that functions have for them.
fn under_every_name(mut input: Fields) -> Fields {
    const CONTEXT: [&str; 7] = [
        "recipe_type",
        "dataset",
        "batches",
        "previous_batch",
        "revisions",
        "recipe_types",
        "sub_recipe_types",
    ];
    let known = input
        .iter()
        .filter(|(name, _)| CONTEXT.contains(&name.as_str()));
    let context: Fields = known
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if !input.contains_key("request") {
        if let Some(definition) = input.get("definition").cloned() {
            let id = context
                .get("recipe_type")
                .map_or(1, |found| found["id"].as_i64().unwrap_or(1));
            input.insert(
                "request".to_owned(),
                json!({"recipe_type_id": id, "definition": definition}),
            );
        }
    }
    if let Some(Value::Array(batches)) = input.get("batches").cloned() {
        let first = batches.first().cloned().unwrap_or_default();
        input.insert("root_batch_id".to_owned(), first["id"].clone());
        input.insert("batch".to_owned(), first);
        input.insert("changes".to_owned(), json!({}));
    }
    if let Some(definition) = input
        .get("current")
        .or_else(|| {
            context
                .get("recipe_type")
                .and_then(|found| found.get("definition"))
        })
        .cloned()
    {
        let node = definition["nodes"]
            .as_object()
            .and_then(|nodes| nodes.keys().next().cloned());
        input.insert("node".to_owned(), node.unwrap_or_default().into());
    }
    input.insert("context".to_owned(), context.into());
    input.insert("format".to_owned(), "layout".into());
    input
}

/// Functions whose results are those of others, or have no fields.
const SAME: [&str; 4] = [
    "diffBatch",
    "drawBatchDiff",
    "explainBatchNode",
    "holdContext",
];

/// Every function with every input that the cases and the vectors have for it.
fn calls(functions: &BTreeMap<String, Function>) -> BTreeSet<(String, String)> {
    // Cases that differ in what they expect of a function are the same to others.
    let mut calls: BTreeSet<(String, String)> = BTreeSet::new();
    for case in cases() {
        if let Ok(input) = serde_json::from_str::<Value>(&case.input) {
            calls.insert((case.function, input.to_string()));
        }
    }
    for vector in vectors() {
        let Some(input) = vector["input"].as_object() else {
            continue;
        };
        let input = under_every_name(input.clone());
        let others = functions
            .iter()
            .filter(|(name, _)| !SAME.contains(&name.as_str()));
        for (name, function) in others {
            let input = function.input(&input);
            calls.extend(input.map(|input| (name.clone(), input.to_string())));
        }
    }
    // A case may call a function that there is none of.
    calls.retain(|(name, _)| functions.contains_key(name));
    calls
}

#[test]
fn every_result_fits_its_schema() {
    let functions = functions();
    for (name, input) in calls(&functions) {
        let result: Value = serde_json::from_str(&call(&name, &input, "")).unwrap();
        let function = &functions[&name];
        if let Err(error) = function.result.validate(&result) {
            panic!("{name}: {error} at {}\n{input}", error.instance_path());
        }
    }
}

/// Reads the member of a result as a type, writes it and compares.
fn is_written_the_same<R>(result: &Value, member: &str) -> bool
where
    R: DeserializeOwned + Serialize + PartialEq + std::fmt::Debug,
{
    let value = if member.is_empty() {
        result
    } else {
        &result[member]
    };
    if value.is_null() {
        return false;
    }
    let report: R =
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error} in {value}"));
    let written = serde_json::to_string(&report).unwrap();
    let again: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(again, *value);
    assert_eq!(serde_json::from_str::<R>(&written).unwrap(), report);
    true
}

#[test]
fn reports_are_read_from_what_is_written() {
    use scale_batch::compare::{Analysis, Progress};
    use scale_batch::documents::{Batch, BatchConfiguration, CreateBatchRequest, Reading};
    use scale_batch::estimate::Estimate;
    use scale_batch::problem::Problems;
    use scale_batch::proposals::InputMapProposal;
    use scale_batch::recipe::{ConnectionReport, RecipeReport};
    use scale_batch::validate::DocumentReport;
    use scale_batch::{BatchDefinition, ValidationReport};

    type IsSame = fn(&Value, &str) -> bool;
    let reports: [(&str, &str, IsSame); 12] = [
        ("validateBatch", "", is_written_the_same::<ValidationReport>),
        (
            "estimateRecipes",
            "estimate",
            is_written_the_same::<Estimate>,
        ),
        ("checkRecipe", "", is_written_the_same::<RecipeReport>),
        (
            "checkConnection",
            "",
            is_written_the_same::<ConnectionReport>,
        ),
        (
            "compareBatches",
            "analysis",
            is_written_the_same::<Analysis>,
        ),
        ("batchProgress", "progress", is_written_the_same::<Progress>),
        (
            "proposeInputMap",
            "proposal",
            is_written_the_same::<InputMapProposal>,
        ),
        ("readBatch", "", is_written_the_same::<Reading<Batch>>),
        (
            "readDefinition",
            "",
            is_written_the_same::<Reading<BatchDefinition>>,
        ),
        (
            "readConfiguration",
            "",
            is_written_the_same::<Reading<BatchConfiguration>>,
        ),
        (
            "readCreateRequest",
            "",
            is_written_the_same::<Reading<CreateBatchRequest>>,
        ),
        ("parseDuration", "errors", |result, member| {
            result[member] != json!([]) && is_written_the_same::<Problems>(result, member)
        }),
    ];
    let mut read: BTreeMap<&str, usize> = reports.iter().map(|(name, ..)| (*name, 0)).collect();
    let mut documents = 0;
    for (name, input) in calls(&functions()) {
        let result = || serde_json::from_str::<Value>(&call(&name, &input, "")).unwrap();
        for (function, member, is_same) in reports {
            if function == name {
                *read.entry(function).or_default() += usize::from(is_same(&result(), member));
            }
        }
        if name == "validateDocument" && input.contains("\"kind\":\"definition\"") {
            let is_same = is_written_the_same::<DocumentReport<BatchDefinition>>;
            documents += usize::from(is_same(&result(), ""));
        }
    }
    assert!(
        read.values().all(|read| *read > 0) && documents > 0,
        "{read:?}, {documents}"
    );
}

/// Whether a report is the same after it was stored, also in what is not written.
#[test]
fn a_stored_report_is_the_same() {
    use scale_batch::validate::validate_value;
    use scale_batch::{Comparison, Context, ValidationReport};

    let (mut requests, mut compared) = (0, 0);
    for vector in vectors() {
        let mut context = vector["input"].clone();
        let Some(fields) = context.as_object_mut() else {
            continue;
        };
        let request = fields.remove("request");
        let batches = fields.get("batches").cloned().unwrap_or_default();
        let context = Reader::new().value::<Context>(&context).document;
        if let Some((request, context)) = request.zip(context) {
            let report = validate_value(&request, &context);
            let stored = serde_json::to_string(&report).unwrap();
            assert_eq!(
                serde_json::from_str::<ValidationReport>(&stored).unwrap(),
                report
            );
            requests += 1;
        }
        let batches = serde_json::from_value::<Vec<scale_batch::documents::Batch>>(batches);
        if let Ok(batches) = batches {
            let options = scale_batch::compare::CompareOptions::default();
            let analysis = Comparison::of(&batches).analyse(options).unwrap();
            let stored = serde_json::to_string(&analysis).unwrap();
            let again: scale_batch::compare::Analysis = serde_json::from_str(&stored).unwrap();
            assert_eq!(again, analysis);
            compared += 1;
        }
    }
    assert!(requests > 0 && compared > 0, "{requests}, {compared}");
}

/// Whether a value is a document of a type; if it is, what it is written as is read as the same again.
fn is_read_again<D>(value: &Value) -> bool
where
    D: Document + DeserializeOwned + Serialize + PartialEq + std::fmt::Debug,
{
    let Some(document) = Reader::new().value::<D>(value).document else {
        return false;
    };
    let written = serde_json::to_string(&document).unwrap();
    let again = serde_json::from_str::<D>(&written);
    assert_eq!(again.ok(), Some(document), "{written}\n{value}");
    true
}

#[test]
fn what_is_written_is_read_as_the_same_again() {
    macro_rules! types {
        ($($document:ident),+ $(,)?) => {
            [$((stringify!($document), is_read_again::<scale_batch::documents::$document> as fn(&Value) -> bool)),+]
        };
    }
    let types = types![
        Batch,
        BatchConfiguration,
        BatchDefinition,
        BatchList,
        Batches,
        Comparison,
        CreateBatchRequest,
        DataFilter,
        Dataset,
        EditBatchRequest,
        ForcedNodes,
        Interface,
        JobType,
        Node,
        RecipeDefinition,
        RecipeDiffDocument,
        RecipeType,
        SubRecipeType,
        SubRecipeTypes,
        ValidateBatchRequest,
        ValidationResponse,
    ];
    let mut read: BTreeMap<&str, usize> = types.iter().map(|(name, _)| (*name, 0)).collect();
    let mut seen = HashSet::new();
    // A vector is no document itself, but what it has is one.
    let members = |vector: Value| match vector {
        Value::Object(members) => members.into_iter().map(|(_, member)| member).collect(),
        other => vec![other],
    };
    let members = vectors().into_iter().flat_map(members);
    let documents = documents().into_iter().map(|document| (0, document));
    let mut waiting: Vec<(usize, Value)> =
        members.map(|member| (1, member)).chain(documents).collect();
    // A document, and those in it.
    while let Some((depth, value)) = waiting.pop() {
        match &value {
            Value::Array(items) => waiting.extend(items.iter().map(|item| (depth, item.clone()))),
            Value::Object(fields) if depth < 2 => {
                waiting.extend(fields.values().map(|field| (depth + 1, field.clone())));
            }
            Value::Object(_) => {}
            _ => continue,
        }
        if seen.insert(value.to_string()) {
            for (name, is_read_again) in types {
                *read.entry(name).or_default() += usize::from(is_read_again(&value));
            }
        }
    }
    assert!(read.values().all(|read| *read > 0), "{read:?}");
}
