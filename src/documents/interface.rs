//! Interface JSON: the parameters that a recipe, a node or a dataset takes or gives.

use serde::Serialize;
use serde_json::Value;

use super::deserialize_by_reading;
use super::rules::server_error_likely;
use super::version::check_version;
use super::with::with_methods;
use super::words::words;
use crate::problem::causes::ServerFailure;
use crate::problem::structural::Mistake;
use crate::problem::{PatchOperation, ProblemName, join};
use crate::read::suggestion::nearest;
use crate::read::{At, Collector, Fields, Read};
use crate::words::quoted;

/// The parameters that a recipe, a node or a dataset takes or gives: files and JSON values, each with a name.
///
/// A name appears at most once, in both lists together; a recipe definition that breaks this is told so by its
/// rules (`DUPLICATE_INPUT`), it can be read all the same.
///
/// Source: the Scale API's *Interface JSON*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::Interface;
///
/// let text = r#"{"files": [{"name": "SCENE", "media_types": ["image/tiff"]}]}"#;
/// let interface = Reader::new().text::<Interface>(text).into_result()?;
/// assert!(interface.files[0].required, "the default");
/// assert!(interface.json.is_empty());
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// Structural mistakes are `INVALID_RECIPE_DEFINITION`; those of a dataset's parameters
/// `INVALID_DATASET_DEFINITION`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "The parameters that a recipe, a node or a dataset takes or gives.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::versioned,
))]
#[non_exhaustive]
pub struct Interface {
    /// The parameters that are files.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub files: Vec<FileParameter>,
    /// The parameters that are JSON values.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub json: Vec<JsonParameter>,
}

impl Interface {
    /// No parameters.
    ///
    /// ```
    /// use scale_batch::documents::{FileParameter, Interface, JsonParameter, JsonType};
    ///
    /// let interface = Interface::new()
    ///     .with_files([FileParameter::new("SCENE").with_media_types(["image/tiff"])])
    ///     .with_json([JsonParameter::new("THRESHOLD", JsonType::Number).with_required(false)]);
    /// assert!(interface.names().eq(["SCENE", "THRESHOLD"]));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The names of all parameters: files first, then JSON.
    ///
    /// ```
    /// use scale_batch::documents::Interface;
    ///
    /// let interface: Interface = serde_json::from_str(r#"{"files": [{"name": "SCENE"}]}"#)?;
    /// assert!(interface.names().eq(["SCENE"]));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter().map(|parameter| parameter.name.as_str());
        files.chain(self.json.iter().map(|parameter| parameter.name.as_str()))
    }

    /// Whether there is a parameter of that name.
    ///
    /// ```
    /// use scale_batch::documents::Interface;
    ///
    /// let interface: Interface = serde_json::from_str(r#"{"files": [{"name": "SCENE"}]}"#)?;
    /// assert!(interface.has("SCENE"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|other| other == name)
    }

    /// Whether there are no parameters.
    ///
    /// ```
    /// use scale_batch::documents::Interface;
    ///
    /// let interface: Interface = serde_json::from_str(r#"{"files": [{"name": "SCENE"}]}"#)?;
    /// assert!(!interface.is_empty());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.json.is_empty()
    }
}

/// A parameter that is a file, or several.
///
/// Source: the Scale API's *Interface JSON*, `files`.
///
/// ```
/// use scale_batch::documents::Interface;
///
/// let interface: Interface = serde_json::from_str(r#"{"files": [{"name": "SCENE"}]}"#)?;
/// assert!(interface.files[0].required, "the default");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "A parameter that is a file, or several.",
    deny_unknown_fields,
    transform = super::schema::request,
))]
#[non_exhaustive]
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
///
/// ```
/// use scale_batch::documents::{Interface, JsonType};
///
/// let text = r#"{"json": [{"name": "LEVEL", "type": "integer"}]}"#;
/// let interface: Interface = serde_json::from_str(text)?;
/// assert_eq!(interface.json[0].json_type, JsonType::Integer);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "JSON parameter",
    description = "A parameter that is a JSON value.",
    deny_unknown_fields,
    transform = super::schema::request,
))]
#[non_exhaustive]
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

with_methods! { Interface {
    /// The same with these parameters that are files.
    with_files: list files FileParameter;
    /// The same with these parameters that are JSON values.
    with_json: list json JsonParameter;
}}

impl FileParameter {
    /// A parameter that must be one file, of any media type.
    ///
    /// ```
    /// use scale_batch::documents::FileParameter;
    ///
    /// let parameter = FileParameter::new("SCENES").with_multiple(true);
    /// assert!(parameter.required && parameter.multiple);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        FileParameter {
            name: name.into(),
            media_types: Vec::new(),
            required: true,
            multiple: false,
        }
    }
}

with_methods! { FileParameter {
    /// The same with the media types that it may have.
    with_media_types: list media_types String;
    /// The same, where it must be there or may be.
    with_required: set required bool;
    /// The same, where it may be several files or is one.
    with_multiple: set multiple bool;
}}

impl JsonParameter {
    /// A parameter that must be there.
    ///
    /// ```
    /// use scale_batch::documents::{JsonParameter, JsonType};
    ///
    /// assert!(JsonParameter::new("THRESHOLD", JsonType::Number).required);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, json_type: JsonType) -> Self {
        JsonParameter {
            name: name.into(),
            json_type,
            required: true,
        }
    }
}

with_methods! { JsonParameter {
    /// The same, where it must be there or may be.
    with_required: set required bool;
}}

words! {
    /// The type of a JSON parameter.
    ///
    /// Source: the Scale API's *Interface JSON*, `json[].type`.
    ///
    /// ```
    /// assert_eq!(scale_batch::documents::JsonType::Integer.as_str(), "integer");
    /// ```
    #[cfg_attr(
        feature = "schema",
        schemars(title = "JSON type", description = "The type of a JSON parameter.")
    )]
    #[allow(missing_docs, reason = "JSON's own words")]
    #[non_exhaustive]
    pub enum JsonType {
        Array = "array",
        Boolean = "boolean",
        Integer = "integer",
        Number = "number",
        Object = "object",
        String = "string",
    }
}

deserialize_by_reading!(Interface, FileParameter, JsonParameter);

impl Read for Interface {
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        read_interface(at, collector, FileNames::OfScale)
    }
}

/// The fields of a file parameter.
const FILE_FIELDS: [&str; 4] = ["name", "media_types", "required", "multiple"];

/// What the names of file parameters may have in them.
#[derive(Clone, Copy)]
enum FileNames {
    /// As the Scale API has them.
    OfScale,
    /// As the Seed standard has them, where jobs declare what they take and give.
    OfSeed,
}

impl FileNames {
    fn allow(self, name: &str) -> bool {
        let allowed = |c: char| match self {
            FileNames::OfScale => c.is_ascii_alphabetic() || matches!(c, '_' | '-'),
            FileNames::OfSeed => c.is_ascii_alphanumeric() || matches!(c, '_' | '-'),
        };
        !name.is_empty() && name.chars().all(allowed)
    }

    fn in_words(self) -> &'static str {
        match self {
            FileNames::OfScale => "letters",
            FileNames::OfSeed => "letters, digits",
        }
    }
}

impl Interface {
    /// Reads what a job type or recipe type declares: there the names of files may have digits.
    pub(crate) fn read_declared(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        read_interface(at, collector, FileNames::OfSeed)
    }
}

fn read_interface(at: At<'_>, collector: &mut Collector, names: FileNames) -> Option<Interface> {
    const FIELDS: [&str; 3] = ["files", "json", "version"];
    let wanted = "an object that lists parameters, such as {\"files\": [], \"json\": []}";
    let fields = at.strict_object(collector, wanted, &FIELDS)?;
    check_version(fields, collector, "An interface");
    let files = fields.list(
        collector,
        "files",
        "an array of file parameters",
        |item, collector| read_file_parameter(item, collector, names),
    );
    let wanted = "an array of JSON parameters";
    let json = fields.list(collector, "json", wanted, JsonParameter::read);
    Some(Interface {
        files: files?,
        json: json?,
    })
}

impl Read for FileParameter {
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        read_file_parameter(at, collector, FileNames::OfScale)
    }
}

fn read_file_parameter(
    at: At<'_>,
    collector: &mut Collector,
    names: FileNames,
) -> Option<FileParameter> {
    let wanted = "an object such as {\"name\": \"INPUT_FILE\"}";
    let fields = at.object(collector, wanted)?;
    if !fields.is_served() {
        let misspelt = misspelt_media_types(fields);
        if let Some((key, at)) = misspelt {
            refuse_media_types(key, at, fields, collector);
        }
        let elsewhere: Vec<&str> = misspelt.iter().map(|(key, _)| *key).collect();
        fields.refuse_others(collector, &FILE_FIELDS, &elsewhere);
    }
    let name = fields
        .required(collector, "name", "it names the parameter")
        .and_then(|at| file_parameter_name(at, collector, names));
    let media_types = match fields.optional("media_types") {
        Some(at) => at.strings(collector, "an array of media types"),
        None => Some(Vec::new()),
    };
    let wanted = "true (it must be there) or false (it may be)";
    let required = fields.boolean_or(collector, "required", true, wanted);
    let wanted = "true (one file or several) or false (one file)";
    let multiple = fields.boolean_or(collector, "multiple", false, wanted);
    Some(FileParameter {
        name: name?,
        media_types: media_types?,
        required: required?,
        multiple: multiple?,
    })
}

/// A media type that stands for itself where a list belongs, as `mediaType` does in a Seed manifest.
fn misspelt_media_types(fields: Fields<'_>) -> Option<(&str, At<'_>)> {
    if fields.get("media_types").is_some() {
        return None;
    }
    fields
        .members()
        .find(|(key, _)| !FILE_FIELDS.contains(key) && nearest(key, ["media_types"]).is_some())
}

/// Refuses a field that probably means the media types. It is moved where it would be right there: a list of strings
/// as it is, a string as the only one of a list.
fn refuse_media_types(key: &str, at: At<'_>, fields: Fields<'_>, collector: &mut Collector) {
    let value = at.value();
    let is_list = matches!(&value, Value::Array(items) if items.iter().all(Value::is_string));
    let said = format!(
        "There is no field {}. Did you mean \"media_types\"{}?",
        quoted(key),
        if is_list { "" } else { ", which is a list" }
    );
    let mut problem = at.mistake(Mistake::UnknownField {
        allowed: Some(FILE_FIELDS.to_vec()),
        suggestion: Some("media_types"),
        said,
    });
    if is_list {
        problem = problem.with_fix(at.moved_to("media_types"));
    } else if at.text().is_some_and(|text| !text.is_empty()) {
        problem = problem
            .with_fix(PatchOperation::Remove { path: at.pointer() })
            .with_fix(PatchOperation::Add {
                path: join(&fields.at().pointer(), "media_types"),
                value: Value::Array(vec![value]),
            });
    }
    at.report(collector, problem);
}

fn file_parameter_name(at: At<'_>, collector: &mut Collector, names: FileNames) -> Option<String> {
    let name = at.string(collector, "the name of a file parameter")?;
    if names.allow(name) {
        return Some(name.to_owned());
    }
    let said = format!(
        "{} cannot be the name of a file parameter: it may have only {}, \"_\" and \"-\", at least one.",
        quoted(name),
        names.in_words()
    );
    at.report(collector, at.invalid_value(Some(name), said));
    None
}

impl Read for JsonParameter {
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 3] = ["name", "type", "required"];
        let wanted = "an object such as {\"name\": \"THRESHOLD\", \"type\": \"number\"}";
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        let name = fields.required_string(collector, "name", "the name of a JSON parameter");
        let wanted = "it says what JSON the parameter is";
        let json_type = fields.required_word(collector, "type", wanted);
        let wanted = "true (it must be there) or false (it may be)";
        let required = fields.boolean_or(collector, "required", true, wanted);
        Some(JsonParameter {
            name: name?,
            json_type: json_type?,
            required: required?,
        })
    }
}

/// One warning for each parameter that leaves a field out, and one for a list that is left out, in the interface of a condition node: there the server
/// has no defaults. Given an interface that was read.
pub(super) fn warn_about_fields_left_out(interface: Fields<'_>, collector: &mut Collector) {
    // What the server sends has passed it already.
    if interface.is_served() {
        return;
    }
    let empty = Value::Array(Vec::new());
    let lists = [("files", empty.clone()), ("json", empty.clone())];
    warn_about_left_out(interface, &lists, collector);
    let file = [
        ("media_types", empty),
        ("required", true.into()),
        ("multiple", false.into()),
    ];
    let json = [("required", true.into())];
    for (list, defaults) in [("files", &file[..]), ("json", &json[..])] {
        let Some(at) = interface.get(list) else {
            continue;
        };
        for parameter in at.each_item(collector, "an array") {
            if let Some(given) = parameter.object(collector, "an object") {
                warn_about_left_out(given, defaults, collector);
            }
        }
    }
}

/// The warning for the fields that an object leaves out, each with what it is then.
fn warn_about_left_out(given: Fields<'_>, defaults: &[(&str, Value)], collector: &mut Collector) {
    let left_out = defaults
        .iter()
        .filter(|(field, _)| given.get(field).is_none());
    let fields: Vec<&str> = left_out.clone().map(|(field, _)| *field).collect();
    if fields.is_empty() {
        return;
    }
    let pointer = given.at().pointer();
    let mut problem = server_error_likely(ServerFailure::FieldsLeftOut { fields }, pointer.clone());
    for (field, value) in left_out {
        problem = problem.with_fix(PatchOperation::Add {
            path: join(&pointer, field),
            value: value.clone(),
        });
    }
    given.at().report(collector, problem);
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
    fn what_jobs_declare_may_have_digits_in_its_names() {
        let value = json!({"files": [{"name": "IN_1"}, {"name": "IN.1"}]});
        let paths = |read: fn(At<'_>, &mut Collector) -> Option<Interface>| -> Vec<String> {
            let limits = crate::Limits::default();
            let Ok(tree) = crate::read::tree::Tree::from_value(&value, &limits) else {
                panic!("no tree")
            };
            let mut collector = Collector::new(&limits);
            read(At::root(&tree, Interface::NAME), &mut collector);
            collector.error_paths()
        };
        assert_eq!(paths(Interface::read), ["/files/0/name", "/files/1/name"]);
        assert_eq!(paths(Interface::read_declared), ["/files/1/name"]);
    }

    #[test]
    fn what_is_no_list_of_media_types_is_not_moved_to_them() {
        for useless in [json!(null), json!(5), json!(""), json!(["image/png", 5])] {
            let value = json!({"files": [{"name": "X", "mediaType": useless}]});
            let reading = Reader::new().value::<Interface>(&value);
            let [problem] = &reading.errors[..] else {
                panic!("{:?}", reading.errors)
            };
            assert_eq!(problem.params["suggestion"], "media_types");
            assert_eq!(problem.fix, [], "{useless}");
        }
    }

    #[test]
    fn a_single_media_type_becomes_a_list() {
        for key in ["mediaType", "media_type"] {
            let value = json!({"files": [{"name": "A", key: "image/png"}]});
            let reading = Reader::new().value::<Interface>(&value);
            let [problem] = &reading.errors[..] else {
                panic!("{:?}", reading.errors)
            };
            assert_eq!(problem.path, format!("/files/0/{key}"));
            let fix = json!([{"op": "remove", "path": format!("/files/0/{key}")},
                             {"op": "add", "path": "/files/0/media_types", "value": ["image/png"]}]);
            assert_eq!(serde_json::to_value(&problem.fix).unwrap(), fix);
        }
        let list = json!({"files": [{"name": "A", "mediaTypes": ["image/png"]}]});
        let reading = Reader::new().value::<Interface>(&list);
        assert!(matches!(
            &reading.errors[0].fix[..],
            [PatchOperation::Move { .. }]
        ));
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
