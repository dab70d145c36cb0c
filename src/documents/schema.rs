//! What the schemas of the documents have in common.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::read::KEY_OF_EDITORS;

/// The default of `supersedes`.
pub(crate) fn yes() -> bool {
    true
}

/// The properties of an object schema, or of a schema that has none yet.
fn properties(schema: &mut Schema) -> Option<&mut Map<String, Value>> {
    schema
        .ensure_object()
        .entry("properties")
        .or_insert_with(|| json!({}))
        .as_object_mut()
}

/// In a request `null` is a mistake, not "nothing".
pub(crate) fn request(schema: &mut Schema) {
    for property in properties(schema).into_iter().flat_map(Map::values_mut) {
        without_null(property);
    }
}

/// Gives every property and every definition a title to draw a form with, and writes the documentation for readers of
/// JSON.
fn for_people(schema: &mut Schema) {
    for named in ["properties", "$defs"] {
        let named = schema.get_mut(named).and_then(Value::as_object_mut);
        for (name, named) in named.into_iter().flatten() {
            if let Ok(schema) = <&mut Schema>::try_from(named) {
                let titled = schema.ensure_object();
                titled.entry("title").or_insert_with(|| title(name).into());
            }
        }
    }
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = for_readers_of_json(description);
    }
}

/// 2^53 - 1: programs that read a schema read its numbers and those of documents as JavaScript does.
const LARGEST: i64 = (1 << 53) - 1;

/// Leaves out and rewrites what validators and editors in their default settings refuse, or offer although nobody should
/// write it.
fn for_programs(schema: &mut Schema) {
    // The names that Rust has for types of numbers, which are no formats to anyone else.
    schema.remove("format");
    for (bound, outermost) in [("minimum", i64::MIN), ("maximum", i64::MAX)] {
        if schema.get(bound) == Some(&json!(outermost)) {
            schema.insert(bound.into(), json!(outermost.signum() * LARGEST));
        }
    }
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    // What is allowed by a pattern is described where it is, and nowhere offered or drawn.
    let mut deprecated = Map::new();
    properties.retain(|name, property| {
        let is_kept = property.get("deprecated") != Some(&json!(true));
        if !is_kept {
            deprecated.insert(pattern(name), property.take());
        }
        is_kept
    });
    if !deprecated.is_empty() {
        schema.insert("patternProperties".into(), deprecated.into());
    }
}

/// The pattern that only this name matches.
fn pattern(name: &str) -> String {
    format!("^{}$", name.replace('$', "\\$"))
}

/// Allows the key in which a file names its schema for editors, where no other key is allowed.
fn with_key_of_editors(schema: &mut Schema) {
    if schema.get("additionalProperties") != Some(&json!(false)) {
        return;
    }
    let key = json!({
        "title": "Schema", "description": "The schema of this file, for editors. It is never sent.", "type": "string",
    });
    let patterns = schema.ensure_object().entry("patternProperties");
    if let Some(patterns) = patterns.or_insert_with(|| json!({})).as_object_mut() {
        patterns.insert(pattern(KEY_OF_EDITORS), key);
    }
}

/// `root_batch_id` or `RootBatchId` as a person would write it: "Root batch id".
fn title(name: &str) -> String {
    let mut title = String::new();
    for character in name.chars() {
        match character {
            '_' => title.push(' '),
            upper if upper.is_uppercase() => {
                title.push(' ');
                title.extend(upper.to_lowercase());
            }
            lower => title.push(lower),
        }
    }
    crate::words::capitalised(title.trim_start())
}

fn without_null(property: &mut Value) {
    let Some(property) = property.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(types)) = property.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_mut_slice() {
            let only = only.take();
            property.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(choices)) = property.get_mut("anyOf") {
        choices.retain(|choice| choice != &json!({ "type": "null" }));
        if let [Value::Object(only)] = choices.as_mut_slice() {
            let only = std::mem::take(only);
            property.remove("anyOf");
            property.extend(only);
        }
    }
}

/// A result always has all its fields, `null` where it has no value.
pub(crate) fn complete(schema: &mut Schema) {
    let fields: Vec<Value> = properties(schema)
        .into_iter()
        .flat_map(|fields| fields.keys().map(|field| field.as_str().into()))
        .collect();
    schema.insert("required".into(), fields.into());
}

/// Takes a default away that only says that the field may be left out.
pub(crate) fn without_default(schema: &mut Schema) {
    schema.remove("default");
}

/// The legacy field `version`.
pub(crate) fn version() -> Value {
    json!({
        "title": "Schema version", "description": "Legacy; changes nothing.", "enum": ["6", "7"], "type": "string",
        "deprecated": true,
    })
}

/// The same in a document that stands in another: there any text is accepted.
pub(crate) fn version_inside() -> Value {
    json!({
        "title": "Schema version", "description": "Legacy; changes nothing.", "type": "string", "deprecated": true,
    })
}

/// Adds the legacy field `version`, which is read and never written.
pub(crate) fn versioned(schema: &mut Schema) {
    add(schema, "version", version());
}

/// The field that the API's own example misplaces, and what may be null.
pub(crate) fn create_request(schema: &mut Schema) {
    add(
        schema,
        "supersedes",
        json!({
            "title": "Supersedes (misplaced)",
            "description": "Has no effect here; it belongs in the definition.",
            "deprecated": true,
        }),
    );
    edit_request(schema);
}

/// As [`create_request`], and the two fields that validation ignores.
pub(crate) fn validate_request(schema: &mut Schema) {
    let ignored = "Ignored by validation; takes effect on creation.";
    add(
        schema,
        "title",
        json!({ "description": ignored, "type": "string", "maxLength": 50 }),
    );
    add(
        schema,
        "description",
        json!({ "description": ignored, "type": "string" }),
    );
    create_request(schema);
}

/// A title and a description may be null, which says nothing, and so may a configuration.
pub(crate) fn edit_request(schema: &mut Schema) {
    let Some(properties) = properties(schema) else {
        return;
    };
    for field in ["title", "description"] {
        if let Some(kind) = properties.get_mut(field).and_then(|it| it.get_mut("type")) {
            *kind = json!(["string", "null"]);
        }
    }
    let Some(Value::Object(configuration)) = properties.get_mut("configuration") else {
        return;
    };
    if let Some(reference) = configuration.remove("$ref") {
        configuration.insert(
            "anyOf".into(),
            json!([{ "$ref": reference }, { "type": "null" }]),
        );
    }
}

fn add(schema: &mut Schema, field: &str, property: Value) {
    if let Some(properties) = properties(schema) {
        properties.insert(field.to_owned(), property);
    }
}

/// Parameters of a query may be repeated: an array, or one value of it.
pub(crate) fn one_or_more(schema: &mut Schema) {
    for property in properties(schema)
        .into_iter()
        .flat_map(Map::values_mut)
        .filter_map(Value::as_object_mut)
    {
        if property.get("type") != Some(&json!("array")) {
            continue;
        }
        if let Some(items) = property.remove("items") {
            property.remove("type");
            property.remove("default");
            property.insert(
                "anyOf".into(),
                json!([items.clone(), { "type": "array", "items": items }]),
            );
        }
    }
}

/// What generates the schemas of documents, as they are read.
pub(crate) fn generator() -> schemars::SchemaGenerator {
    transformed(SchemaSettings::draft2020_12())
}

/// What generates the schemas of results: a field is always there, or it is left out instead of being null.
pub(crate) fn generator_of_results() -> schemars::SchemaGenerator {
    let settings = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RecursiveTransform(left_out_or_there));
    transformed(settings)
}

/// Says of a field that it is not there without the feature `full`, and may be null with it.
pub(crate) const ABSENT_IN_FORMS: &str = "Absent in scale-batch/forms.";

/// Takes `null` from the fields that need not be there.
fn left_out_or_there(schema: &mut Schema) {
    let mut required = schema.remove("required").unwrap_or_else(|| json!([]));
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (field, property) in fields.into_iter().flatten() {
        let Some(required) = required.as_array_mut() else {
            continue;
        };
        if property.get("$comment") == Some(&ABSENT_IN_FORMS.into()) {
            required.retain(|required| required != field);
        } else if !required.iter().any(|required| required == field) {
            without_null(property);
        }
    }
    if required != json!([]) {
        schema.insert("required".into(), required);
    }
}

fn transformed(settings: SchemaSettings) -> schemars::SchemaGenerator {
    let settings = settings
        .with_transform(RecursiveTransform(for_people))
        .with_transform(RecursiveTransform(for_programs));
    settings.into_generator()
}

/// The whole schema of a document, as its file has it.
pub(crate) fn of<T: JsonSchema>(file: &str) -> Value {
    let mut schema = generator().into_root_schema_for::<T>();
    schema.insert("$id".into(), format!("urn:scale-batch:{file}").into());
    let name = T::schema_name();
    if schema.get("title").is_some_and(|title| *title == *name) {
        schema.insert("title".into(), title(&name).into());
    }
    with_key_of_editors(&mut schema);
    schema.to_value()
}

/// What the reader needs of a document that a server sends, by the name of its type: fewer fields than are written.
const NEEDED: [(&str, &[&str]); 6] = [
    ("DatasetDefinition", &[]),
    ("JobType", &["revision_num"]),
    ("SeedFile", &["name"]),
    ("SeedInterface", &[]),
    ("SeedJob", &[]),
    ("SeedParameters", &[]),
];

/// The whole schema of a document that a server sends: as it is read, of which what is written is a part.
pub(crate) fn served<T: JsonSchema>(file: &str) -> Value {
    let mut schema = Schema::try_from(of::<T>(file)).unwrap_or_default();
    RecursiveTransform(|schema: &mut Schema| {
        // The server, and clients that keep notes in what it sent, have more fields.
        if schema.get("additionalProperties") == Some(&json!(false)) {
            schema.remove("additionalProperties");
        }
    })
    .transform(&mut schema);
    let definitions = schema.get_mut("$defs").and_then(Value::as_object_mut);
    for (name, definition) in definitions.into_iter().flatten() {
        let needed = NEEDED.iter().find(|(needed, _)| needed == name);
        if let (Some((_, needed)), Some(definition)) = (needed, definition.as_object_mut()) {
            definition.insert("required".to_owned(), json!(needed));
        }
        if let ("JobType", Ok(definition)) = (name.as_str(), definition.try_into()) {
            named_inside(definition, "job_type", &["name", "version"]);
        }
    }
    schema.insert("$comment".into(), AS_READ.into());
    schema.to_value()
}

/// Says of a schema that results have types of their own.
const AS_READ: &str = "As it is read. What is read has all fields.";

/// Of a document that may be a revision as the server sends it, with its name in another object inside.
fn named_inside(schema: &mut Schema, inside: &str, name: &[&str]) {
    let properties: Map<String, Value> = name
        .iter()
        .map(|name| ((*name).to_owned(), json!({ "title": title(name) })))
        .collect();
    let named = json!({
        "title": title(inside), "type": "object", "required": name, "properties": &properties,
    });
    let choices = json!([
        { "required": name, "properties": properties },
        { "required": [inside], "properties": { inside: named } },
    ]);
    schema.insert("anyOf".into(), choices);
}

/// The revision of a recipe type, which has its name in itself or in `recipe_type`.
pub(crate) fn revision<T: JsonSchema>(file: &str) -> Value {
    let mut schema = Schema::try_from(served::<T>(file)).unwrap_or_default();
    schema.insert("required".into(), json!(["revision_num", "definition"]));
    named_inside(&mut schema, "recipe_type", &["name"]);
    schema.to_value()
}

/// A dataset, whose files may be listed instead of counted.
pub(crate) fn dataset<T: JsonSchema>(file: &str) -> Value {
    let mut schema = Schema::try_from(served::<T>(file)).unwrap_or_default();
    let file = json!({
        "type": "object",
        "properties": { "parameter_name": {
            "title": "Parameter name", "description": "The parameter that it is for.", "type": "string",
        } },
        "required": ["parameter_name"],
    });
    let files = json!({
        "title": "Files",
        "description": "The files, as the details of a dataset have them, or their number, as a list of datasets has it.",
        "anyOf": [{ "type": "array", "items": file }, { "type": "integer" }, { "type": "null" }],
    });
    add(&mut schema, "files", files);
    schema.to_value()
}

/// A schema that was put together by hand, with titles as the others have them.
pub(crate) fn with_titles(schema: Value) -> Value {
    let mut schema = Schema::try_from(schema).unwrap_or_default();
    RecursiveTransform(for_people).transform(&mut schema);
    schema.to_value()
}

/// The documentation of a type for those who see its JSON: without Rust's examples, links and words.
fn for_readers_of_json(documentation: &str) -> String {
    let text = documentation.split("\n\n```").next().unwrap_or_default();
    text.replace("`None`", "`null`")
        .replace("[`", "`")
        .replace("`]", "`")
}
