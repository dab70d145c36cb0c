//! What the schemas of the documents have in common.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

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

/// What generates all schemas.
pub(crate) fn generator() -> schemars::SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(for_people));
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
