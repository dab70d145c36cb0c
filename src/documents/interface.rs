//! Interface JSON: the parameters that a recipe, a node or a dataset takes or gives.

use serde::Serialize;
use serde_json::Value;

use super::deserialize_by_reading;
use crate::problem::{Name, PatchOperation, Problem, join, listed, quoted};
use crate::read::Read;
use crate::read::fields::{At, Collector, Fields};

/// The parameters that a recipe, a node or a dataset takes or gives: files and JSON values, each with a name.
///
/// A name stands at most once, in both lists together; a recipe definition that breaks this is told so by its
/// rules (`DUPLICATE_INPUT`), it can be read all the same.
///
/// Source: the Scale API's *Interface JSON*.
///
/// ```
/// use scale_batch::{Interface, Reader};
///
/// let text = r#"{"files": [{"name": "SCENE", "media_types": ["image/tiff"]}]}"#;
/// let interface = Reader::new().text::<Interface>(text).into_result()?;
/// assert!(interface.files[0].required, "the default");
/// assert!(interface.json.is_empty());
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// Structural mistakes are `INVALID_RECIPE_DEFINITION`; those of a dataset's parameters
/// `INVALID_DATASET_DEFINITION`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Interface",
    description = "The parameters that a recipe, a node or a dataset takes or gives.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::versioned_inside,
))]
pub struct Interface {
    /// The parameters that are files.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub files: Vec<FileParameter>,
    /// The parameters that are JSON values.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub json: Vec<JsonParameter>,
}

impl Interface {
    /// The names of all parameters: files first, then JSON.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter().map(|parameter| parameter.name.as_str());
        files.chain(self.json.iter().map(|parameter| parameter.name.as_str()))
    }

    /// Whether there is a parameter of that name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|other| other == name)
    }

    /// Whether there are no parameters.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.json.is_empty()
    }
}

/// A parameter that is a file, or several.
///
/// Source: the Scale API's *Interface JSON*, `files`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "File parameter",
    description = "A parameter that is a file, or several.",
    deny_unknown_fields,
    transform = super::schema::request,
))]
pub struct FileParameter {
    /// The name of the parameter: letters, `_` and `-`.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[a-zA-Z_-]+$")))]
    pub name: String,
    /// The media types that it may have, such as `image/tiff`.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub media_types: Vec<String>,
    /// Whether it must be there. Default: true.
    #[cfg_attr(feature = "schema", schemars(default = "super::schema::yes"))]
    pub required: bool,
    /// Whether it may be several files. Default: false.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub multiple: bool,
}

/// A parameter that is a JSON value.
///
/// Source: the Scale API's *Interface JSON*, `json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "JSON parameter",
    description = "A parameter that is a JSON value.",
    deny_unknown_fields,
    transform = super::schema::request,
))]
pub struct JsonParameter {
    /// The name of the parameter.
    pub name: String,
    /// The type that its value has.
    #[serde(rename = "type")]
    pub json_type: JsonType,
    /// Whether it must be there. Default: true.
    #[cfg_attr(feature = "schema", schemars(default = "super::schema::yes"))]
    pub required: bool,
}

/// The type of a JSON parameter.
///
/// Source: the Scale API's *Interface JSON*, `json[].type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(title = "JSON type", description = "The type of a JSON parameter.")
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "JSON's own words")]
pub enum JsonType {
    Array,
    Boolean,
    Integer,
    Number,
    Object,
    String,
}

impl JsonType {
    pub(super) const CHOICES: [(&str, Self); 6] = [
        ("array", JsonType::Array),
        ("boolean", JsonType::Boolean),
        ("integer", JsonType::Integer),
        ("number", JsonType::Number),
        ("object", JsonType::Object),
        ("string", JsonType::String),
    ];

    /// The word for it in JSON, such as `integer`.
    ///
    /// ```
    /// assert_eq!(scale_batch::JsonType::Integer.as_str(), "integer");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        super::word_for(&Self::CHOICES, self)
    }
}

deserialize_by_reading!(Interface, FileParameter, JsonParameter);

impl Read for Interface {
    const NAME: Name = Name::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 3] = ["files", "json", "version"];
        let wanted = "an object that lists parameters, such as {\"files\": [], \"json\": []}";
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        if let Some(version) = fields.optional("version") {
            version.string(collector, "a text");
        }
        let files = match fields.optional("files") {
            Some(at) => at.every(
                collector,
                "an array of file parameters",
                FileParameter::read,
            ),
            None => Some(Vec::new()),
        };
        let json = match fields.optional("json") {
            Some(at) => at.every(
                collector,
                "an array of JSON parameters",
                JsonParameter::read,
            ),
            None => Some(Vec::new()),
        };
        Some(Interface {
            files: files?,
            json: json?,
        })
    }
}

impl Read for FileParameter {
    const NAME: Name = Name::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 4] = ["name", "media_types", "required", "multiple"];
        let wanted = "an object such as {\"name\": \"INPUT_FILE\"}";
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        let name = fields
            .required(collector, "name", "it names the parameter")
            .and_then(|at| file_parameter_name(at, collector));
        let media_types = match fields.optional("media_types") {
            Some(at) => at.strings(collector, "an array of media types"),
            None => Some(Vec::new()),
        };
        let required = match fields.optional("required") {
            Some(at) => at.boolean(collector, "true (it must be there) or false (it may be)"),
            None => Some(true),
        };
        let multiple = match fields.optional("multiple") {
            Some(at) => at.boolean(collector, "true (one file or several) or false (one file)"),
            None => Some(false),
        };
        Some(FileParameter {
            name: name?,
            media_types: media_types?,
            required: required?,
            multiple: multiple?,
        })
    }
}

fn file_parameter_name(at: At<'_>, collector: &mut Collector) -> Option<String> {
    let allowed = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-');
    let name = at.string(collector, "the name of a file parameter")?;
    if !name.is_empty() && name.chars().all(allowed) {
        return Some(name.to_owned());
    }
    let description = format!(
        "{} cannot be the name of a file parameter: it may have only letters, \"_\" and \"-\", at least one.",
        quoted(name)
    );
    let problem = at
        .structural("INVALID_VALUE", description)
        .param("found", name);
    at.report(collector, problem);
    None
}

impl Read for JsonParameter {
    const NAME: Name = Name::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 3] = ["name", "type", "required"];
        let wanted = "an object such as {\"name\": \"THRESHOLD\", \"type\": \"number\"}";
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        let name = fields
            .required(collector, "name", "it names the parameter")
            .and_then(|at| at.string(collector, "the name of a JSON parameter"));
        let json_type = fields
            .required(collector, "type", "it says what JSON the parameter is")
            .and_then(|at| at.one_of(collector, &JsonType::CHOICES));
        let required = match fields.optional("required") {
            Some(at) => at.boolean(collector, "true (it must be there) or false (it may be)"),
            None => Some(true),
        };
        Some(JsonParameter {
            name: name?.to_owned(),
            json_type: json_type?,
            required: required?,
        })
    }
}

/// One warning for each parameter that leaves a field out, in the interface of a condition node: there the server
/// has no defaults. Given an interface that was read.
pub(super) fn warn_about_fields_left_out(interface: Fields<'_>, collector: &mut Collector) {
    // What the server sends has passed it already.
    if interface.is_served() {
        return;
    }
    let files = [
        ("media_types", Value::Array(Vec::new())),
        ("required", true.into()),
        ("multiple", false.into()),
    ];
    let json = [("required", true.into())];
    for (list, defaults) in [("files", &files[..]), ("json", &json[..])] {
        let Some(at) = interface.get(list) else {
            continue;
        };
        for parameter in at.each_item(collector, "an array") {
            let Some(given) = parameter.object(collector, "an object") else {
                continue;
            };
            let left_out = defaults
                .iter()
                .filter(|(field, _)| given.get(field).is_none());
            let fields: Vec<&str> = left_out.clone().map(|(field, _)| *field).collect();
            if fields.is_empty() {
                continue;
            }
            let description = format!(
                "In the interface of a condition node the server wants every field spelled out. It fails without {}.",
                listed(fields.iter().copied())
            );
            let pointer = parameter.pointer();
            let mut problem = Problem::new(Name::ServerErrorLikely, description)
                .param("because", "FIELDS_LEFT_OUT")
                .param("fields", fields)
                .param("server", "HTTP 500");
            for (field, value) in left_out {
                problem = problem.fix(PatchOperation::Add {
                    path: join(&pointer, field),
                    value: value.clone(),
                });
            }
            parameter.report(collector, problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;
    use serde_json::json;

    #[test]
    fn fills_the_defaults() {
        let interface: Interface = serde_json::from_value(
            json!({"files": [{"name": "a_B-c"}], "json": [{"name": "1", "type": "array"}]}),
        )
        .unwrap();
        assert_eq!(
            serde_json::to_value(&interface).unwrap(),
            json!({
                "files": [{"name": "a_B-c", "media_types": [], "required": true, "multiple": false}],
                "json": [{"name": "1", "type": "array", "required": true}],
            })
        );
    }

    #[test]
    fn finds_every_mistake() {
        let value = json!({
            "files": [{"name": "A1"}, {"media_types": "image/tiff"}, 5],
            "json": [{"name": "j", "type": "strin"}, {"name": "k", "type": "array", "media_types": []}],
            "jsn": [],
        });
        let reading = Reader::new().value::<Interface>(&value);
        let found: Vec<_> = reading
            .errors
            .iter()
            .map(|problem| (problem.path.as_str(), problem.params["cause"].as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("/files/0/name", Some("INVALID_VALUE")),
                ("/files/1", Some("MISSING_FIELD")),
                ("/files/1/media_types", Some("WRONG_TYPE")),
                ("/files/2", Some("WRONG_TYPE")),
                ("/jsn", Some("UNKNOWN_FIELD")),
                ("/json/0/type", Some("INVALID_VALUE")),
                ("/json/1/media_types", Some("UNKNOWN_FIELD")),
            ]
        );
    }
}
