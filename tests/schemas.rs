//! The schemas in `schemas/` are fresh, and accept exactly what the reader accepts.
#![cfg(feature = "schema")]

#[path = "../src/properties.rs"]
mod properties;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;

use properties::properties;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use scale_batch::documents::Document;
use scale_batch::{Limits, Reader};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas");

#[test]
fn are_fresh() {
    let mut expected = BTreeSet::new();
    for (name, schema) in scale_batch::schemas::schemas() {
        let file = format!("{name}.schema.json");
        let written = fs::read_to_string(format!("{FOLDER}/{file}")).unwrap_or_default();
        assert!(
            written == format!("{schema:#}\n"),
            "schemas/{file} is stale: run `make schemas` and commit what it changes"
        );
        expected.insert(file);
    }
    for entry in fs::read_dir(FOLDER).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            expected.contains(&file),
            "no document generates schemas/{file}: delete it, or register its document in src/schemas.rs"
        );
    }
}

#[test]
fn those_of_the_functions_are_fresh() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/js/scripts/functions.json");
    let written = fs::read_to_string(file).unwrap_or_default();
    assert!(
        written == format!("{:#}\n", scale_batch::schemas::functions()),
        "js/scripts/functions.json is stale: run `make schemas` and commit what it changes"
    );
}

#[test]
fn are_schemas_of_draft_2020_12() {
    for (name, schema) in scale_batch::schemas::schemas() {
        assert_eq!(
            schema["$schema"], "https://json-schema.org/draft/2020-12/schema",
            "{name}"
        );
        if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{name}: {error}");
        }
    }
}

#[test]
fn everything_that_has_a_name_has_a_title() {
    for (file, schema) in scale_batch::schemas::schemas() {
        assert!(schema["title"].is_string(), "{file}");
        let mut titles = 0;
        let mut waiting = vec![&schema];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(items) => waiting.extend(items),
                Value::Object(members) => waiting.extend(members.values()),
                _ => {}
            }
            for named in ["properties", "patternProperties", "$defs"] {
                for (name, named) in value[named].as_object().into_iter().flatten() {
                    let title = named["title"].as_str().unwrap_or_default();
                    assert!(title.starts_with(char::is_uppercase), "{file}: {name}");
                    titles += 1;
                }
            }
        }
        assert!(titles > 0, "{file}");
    }
}

/// 2^53 - 1: the largest integer of JavaScript, and so of the schemas.
const LARGEST: i64 = (1 << 53) - 1;

/// Whether the reader takes a document, as JavaScript's does; from a value, from text and by serde alike.
fn read<D: Document + DeserializeOwned>(document: &Value) -> bool {
    let limits = Limits {
        integer: LARGEST,
        ..Limits::default()
    };
    let reader = Reader::new().limits(limits);
    let from_value = reader.value::<D>(document);
    let from_text = reader.text::<D>(&document.to_string());
    let accepted = from_value.document.is_some();
    assert_eq!(accepted, from_value.errors.is_empty(), "{document}");
    assert_eq!(accepted, from_text.document.is_some(), "{document}");
    // Serde's reads every `i64`.
    let by_serde = D::deserialize(document).is_ok();
    let by_default = Reader::new().value::<D>(document).document.is_some();
    assert_eq!(by_default, by_serde, "serde: {document}");
    assert!(by_default || !accepted, "{document}");
    accepted
}

type Accepts = fn(&Value) -> bool;

/// Every schema that tells good documents from bad ones, with the reader that must agree.
const STRICT: &[(&str, Accepts)] = &[
    ("batch-definition", read::<scale_batch::BatchDefinition>),
    (
        "batch-configuration",
        read::<scale_batch::documents::BatchConfiguration>,
    ),
    ("forced-nodes", read::<scale_batch::documents::ForcedNodes>),
    (
        "create-batch-request",
        read::<scale_batch::documents::CreateBatchRequest>,
    ),
    (
        "validate-batch-request",
        read::<scale_batch::ValidateBatchRequest>,
    ),
    (
        "edit-batch-request",
        read::<scale_batch::documents::EditBatchRequest>,
    ),
    (
        "recipe-definition",
        read::<scale_batch::documents::RecipeDefinition>,
    ),
    ("interface", read::<scale_batch::documents::Interface>),
    ("data-filter", read::<scale_batch::documents::DataFilter>),
    ("limits", read::<scale_batch::Limits>),
];

/// What the server or this crate writes, and nobody sends: described, but read leniently or not at all. And a query,
/// whose datetimes are more than a schema can check.
const WRITTEN: &[&str] = &[
    "analysis",
    "batch",
    "batch-list",
    "batch-list-query",
    "comparison",
    "connection-report",
    "dataset",
    "input-map-proposal",
    "node-tree",
    "problem",
    "progress",
    "recipe-diff",
    "recipe-diff-report",
    "explanation",
    "layout",
    "recipe-report",
    "recipe-type",
    "sub-recipe-type",
    "validation-report",
    "validation-response",
];

#[test]
fn agree_with_the_reader() {
    let schemas = scale_batch::schemas::schemas();
    for (name, schema) in &schemas {
        if let Some((_, accepts)) = STRICT.iter().find(|(strict, _)| strict == name) {
            agrees(name, schema, *accepts);
        } else {
            assert!(
                WRITTEN.contains(name),
                "say in tests/schemas.rs whether {name} is read strictly"
            );
        }
    }
}

fn agrees(name: &str, schema: &Value, accepts: Accepts) {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    let mut runner = TestRunner::new(Config {
        source_file: Some(file!()),
        ..properties()
    });
    let (accepted, refused) = (Cell::new(0_u32), Cell::new(0_u32));
    let choices = prop::collection::vec(any::<u16>(), 1..120);
    let result = runner.run(&choices, |choices| {
        let mut choices = Choices::new(choices);
        let mut document = generated(schema, schema, &mut choices, 0);
        prop_assert!(
            validator.is_valid(&document),
            "the generator made {document}"
        );
        for _ in 0..choices.up_to(3) {
            mutate(&mut document, &mut choices);
        }
        let valid = validator.is_valid(&document);
        let count = if valid { &accepted } else { &refused };
        count.set(count.get() + 1);
        prop_assert_eq!(
            valid,
            accepts(&document),
            "the schema says {}, the reader not: {}",
            valid,
            document
        );
        Ok(())
    });
    if let Err(error) = result {
        panic!("{name}: {error}");
    }
    let (accepted, refused) = (accepted.get(), refused.get());
    assert!(
        accepted > refused / 4 && refused > accepted / 4,
        "{name}: {accepted} accepted, {refused} refused: too one-sided to mean much"
    );
}

/// Numbers that decide, one by one, what a document looks like. Fewer of them make a smaller document, so that
/// proptest finds the smallest that fails.
struct Choices(std::vec::IntoIter<u16>);

impl Choices {
    fn new(numbers: Vec<u16>) -> Self {
        Choices(numbers.into_iter())
    }

    /// A number from 0 to `most`; 0 when the numbers have run out.
    fn up_to(&mut self, most: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % (most + 1)
    }

    fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.up_to(list.len() - 1)]
    }
}

/// A document that a schema accepts.
fn generated(schema: &Value, root: &Value, choices: &mut Choices, depth: usize) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root
            .pointer(reference.strip_prefix('#').unwrap())
            .unwrap_or_else(|| panic!("{reference} is missing"));
        return generated(target, root, choices, depth + 1);
    }
    if let Some(values) = schema["enum"].as_array() {
        return choices.one_of(values).clone();
    }
    if !schema["const"].is_null() {
        return schema["const"].clone();
    }
    for keyword in ["anyOf", "oneOf"] {
        if let Some(alternatives) = schema[keyword].as_array() {
            let chosen = choices.one_of(alternatives).clone();
            return generated(&chosen, root, choices, depth);
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => choices.one_of(kinds).as_str(),
        kind => kind.as_str(),
    };
    match kind {
        None => anything(choices),
        Some("object") => generated_object(schema, root, choices, depth),
        Some("array") => {
            let fewest = usize::try_from(schema["minItems"].as_u64().unwrap_or(0)).unwrap();
            let more = if depth > 6 { 0 } else { choices.up_to(2) };
            (0..fewest + more)
                .map(|_| generated(&schema["items"], root, choices, depth + 1))
                .collect()
        }
        Some("string") => match schema["maxLength"].as_u64() {
            Some(50) => choices
                .one_of(&[json!("Nightly"), json!(""), json!("ü".repeat(50))])
                .clone(),
            _ => (*choices.one_of(&["FILE_A", "node_b", "B", "a-b"])).into(),
        },
        Some("integer") => {
            let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
            let integer = *choices.one_of(&[1, 0, -7, 104, LARGEST, -LARGEST]);
            match integer {
                104 => json!(104.0),
                integer => json!(integer.max(least)),
            }
        }
        Some("number") => choices.one_of(&[json!(1), json!(1.5)]).clone(),
        Some("boolean") => (choices.up_to(1) == 1).into(),
        Some("null") => Value::Null,
        Some(other) => panic!("no generator for the type {other}"),
    }
}

fn generated_object(schema: &Value, root: &Value, choices: &mut Choices, depth: usize) -> Value {
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut object = Map::new();
    let named = ["properties", "patternProperties"].map(|named| &schema[named]);
    for (field, property) in named.into_iter().filter_map(Value::as_object).flatten() {
        let field = name_of(field);
        if required.contains(&field.as_str()) || (depth < 12 && choices.up_to(2) == 2) {
            let value = generated(property, root, choices, depth + 1);
            object.insert(field, value);
        }
    }
    for (field, needs) in schema["dependentRequired"]
        .as_object()
        .into_iter()
        .flatten()
    {
        if object.contains_key(field) {
            for need in needs.as_array().unwrap().iter().filter_map(Value::as_str) {
                if !object.contains_key(need) {
                    let value = generated(&schema["properties"][need], root, choices, depth + 1);
                    object.insert(need.to_owned(), value);
                }
            }
        }
    }
    if let Some(members) = schema
        .get("additionalProperties")
        .filter(|any| any.is_object())
    {
        for _ in 0..if depth > 12 { 0 } else { choices.up_to(2) } {
            let name = *choices.one_of(&["sub_a", "node_b", "", "c/~d"]);
            object.insert(
                name.to_owned(),
                generated(members, root, choices, depth + 1),
            );
        }
    }
    Value::Object(object)
}

/// The name of a property, or the only name that a pattern matches.
fn name_of(property: &str) -> String {
    let name = property.strip_prefix('^').unwrap_or(property);
    name.strip_suffix('$').unwrap_or(name).replace('\\', "")
}

/// Values that tempt a reader.
fn anything(choices: &mut Choices) -> Value {
    let plain = [
        Value::Null,
        json!(true),
        json!(false),
        json!(1),
        json!(1.0),
        json!(-0.0),
        json!(1.5),
        json!(1e19),
        json!(-9_223_372_036_854_775_808.0),
        json!(9_223_372_036_854_775_807_i64),
        json!(9_223_372_036_854_775_808_u64),
        json!(LARGEST),
        json!(LARGEST + 1),
        json!(-LARGEST),
        json!(-LARGEST - 1),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e300),
        json!("6"),
        json!("7"),
        json!("8"),
        json!("5"),
        json!("true"),
        json!(""),
        json!("two words"),
        json!("job"),
        json!("dependency"),
        json!("x".repeat(50)),
        json!("x".repeat(51)),
        json!("💥".repeat(51)),
        json!([]),
        json!({}),
        json!([null]),
        json!([[]]),
        json!(["a", "a"]),
        json!({"all": true}),
        json!({"all": false, "nodes": ["a"]}),
        json!({"version": "9"}),
        json!({"input": "a", "datasetParameter": "b", "other": 1}),
        json!({"name": "a", "type": "string"}),
        json!({"type": "dependency", "node": "a", "output": "b"}),
        json!({"node_type": "recipe", "recipe_type_name": "a", "recipe_type_revision": 1}),
        json!({"dependencies": [], "input": {}, "node_type": {"node_type": "job"}}),
        json!({"files": [], "json": []}),
        nested(40),
    ];
    choices.one_of(&plain).clone()
}

/// Forced nodes, so deep that a reader that recurses would notice.
fn nested(depth: usize) -> Value {
    (0..depth).fold(
        json!({"all": true}),
        |inner, _| json!({"all": false, "sub_recipes": {"a": inner}}),
    )
}

/// Changes a document in one random place.
fn mutate(document: &mut Value, choices: &mut Choices) {
    let mut pointers = Vec::new();
    places(document, String::new(), &mut pointers);
    let place = document
        .pointer_mut(choices.one_of(&pointers).as_str())
        .unwrap();
    let names = [
        "version",
        "all",
        "nodes",
        "sub_recipes",
        "supersedes",
        "dataset",
        "forced_nodes",
        "previous_batch",
        "priority",
        "inputMap",
        "title",
        "description",
        "recipe_type_id",
        "definition",
        "configuration",
        "input",
        "type",
        "name",
        "node_type",
        "dependencies",
        "acceptance",
        "interface",
        "files",
        "json",
        "media_types",
        "required",
        "filters",
        "values",
        "fields",
        "$schema",
        "unknown",
        "",
    ];
    match (choices.up_to(4), place) {
        (0, Value::Object(members)) => {
            members.insert((*choices.one_of(&names)).to_owned(), anything(choices));
        }
        (1, Value::Object(members)) if !members.is_empty() => {
            let keys: Vec<String> = members.keys().cloned().collect();
            let value = members.remove(choices.one_of(&keys)).unwrap();
            if choices.up_to(1) == 1 {
                members.insert((*choices.one_of(&names)).to_owned(), value);
            }
        }
        (0, Value::Array(items)) => items.push(anything(choices)),
        (1, Value::Array(items)) => {
            items.pop();
        }
        (2, place) => *place = json!([place.take()]),
        (_, place) => *place = anything(choices),
    }
}

/// A pointer to each value of a document; those within other ones, but not too deep: one is enough there.
fn places(value: &Value, pointer: String, found: &mut Vec<String>) {
    if found.len() < 60 {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    places(member, format!("{pointer}/{key}"), found);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    places(item, format!("{pointer}/{index}"), found);
                }
            }
            _ => {}
        }
    }
    found.push(pointer);
}
