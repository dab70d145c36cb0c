//! Batch Configuration JSON: how the jobs of a batch run.

use serde::Serialize;

use super::rules::ignored_field;
use super::with::with_methods;
use super::{VERSIONS, deserialize_by_reading};
use crate::hashed::HashedSet;
use crate::problem::causes::Ignored;
use crate::problem::structural::Mistake;
use crate::problem::{PatchOperation, Problem, ProblemName};
use crate::read::suggestion::nearest;
use crate::read::{At, Collector, Fields, Read};

/// How the jobs and recipes of a batch run.
///
/// Source: the Scale API's *Batch Configuration JSON*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::BatchConfiguration;
///
/// let text = r#"{"priority": 100, "inputMap": [{"input": "FILE_NAME", "datasetParameter": "NAME_FILE"}]}"#;
/// let configuration = Reader::new().text::<BatchConfiguration>(text).into_result()?;
/// assert_eq!(configuration.priority, Some(100));
/// assert_eq!(configuration.input_map[0].dataset_parameter, "NAME_FILE");
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// Structural mistakes are `INVALID_BATCH_CONFIGURATION`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "How the jobs and recipes of the batch run.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::versioned,
))]
#[non_exhaustive]
pub struct BatchConfiguration {
    /// The priority of all jobs of the batch. The official client allows 0 to 1,000,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = i64::MIN, "maximum" = i64::MAX)))]
    pub priority: Option<i64>,
    /// Which dataset parameter fills which recipe input, where their names differ.
    #[serde(rename = "inputMap", skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default, length(min = 1), transform = super::schema::without_default))]
    pub input_map: Vec<InputMapping>,
}

/// One entry of the input map: a recipe input and the dataset parameter that fills it.
///
/// Source: the Scale API's *Batch Configuration JSON*, `inputMap`.
///
/// ```
/// use scale_batch::documents::InputMapping;
///
/// let mapping = InputMapping::new("SCENE", "scene");
/// assert_eq!(serde_json::to_string(&mapping)?, r#"{"input":"SCENE","datasetParameter":"scene"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "A recipe input and the dataset parameter that fills it.",
    transform = super::schema::request,
))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InputMapping {
    /// The name of the recipe input.
    #[cfg_attr(feature = "schema", schemars(title = "Recipe input"))]
    pub input: String,
    /// The name of the dataset parameter.
    pub dataset_parameter: String,
}

impl BatchConfiguration {
    /// The default configuration.
    ///
    /// ```
    /// use scale_batch::documents::{BatchConfiguration, InputMapping};
    ///
    /// let configuration = BatchConfiguration::new()
    ///     .with_priority(100)
    ///     .with_input_map([InputMapping::new("SCENE", "SCENE_FILE")]);
    /// let json = r#"{"priority":100,"inputMap":[{"input":"SCENE","datasetParameter":"SCENE_FILE"}]}"#;
    /// assert_eq!(serde_json::to_string(&configuration)?, json);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

with_methods! { BatchConfiguration {
    /// The same with a priority.
    with_priority: some priority i64;
    /// The same with an input map.
    with_input_map: list input_map InputMapping;
}}

impl InputMapping {
    /// Fills `input` from `dataset_parameter`.
    ///
    /// ```
    /// use scale_batch::documents::InputMapping;
    ///
    /// assert_eq!(InputMapping::new("SCENE", "scene").dataset_parameter, "scene");
    /// ```
    #[must_use]
    pub fn new(input: impl Into<String>, dataset_parameter: impl Into<String>) -> Self {
        InputMapping {
            input: input.into(),
            dataset_parameter: dataset_parameter.into(),
        }
    }
}

deserialize_by_reading!(BatchConfiguration, InputMapping);

impl Read for BatchConfiguration {
    const NAME: ProblemName = ProblemName::InvalidBatchConfiguration;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 3] = ["inputMap", "priority", "version"];
        let fields = at.strict_object(collector, "an object: the batch configuration", &FIELDS)?;
        if let Some(version) = fields.optional("version") {
            version.choice(collector, &VERSIONS);
        }
        let wanted = "an integer: the priority of all jobs";
        let priority = fields.integer(collector, "priority", wanted);
        let mut input_map = Vec::new();
        if let Some(at) = fields.optional("inputMap") {
            input_map = read_input_map(at, collector);
        }
        Some(BatchConfiguration {
            priority,
            input_map,
        })
    }
}

fn read_input_map(at: At<'_>, collector: &mut Collector) -> Vec<InputMapping> {
    if let Some(fields) = at.fields() {
        at.report(collector, written_as_object(at, fields));
        return Vec::new();
    }
    let wanted = "an array of mappings from recipe inputs to dataset parameters";
    let Some(items) = at.items(collector, wanted) else {
        return Vec::new();
    };
    if items.clone().next().is_none() {
        let description = "\"inputMap\" is empty. Leave it out, or map at least one recipe input.";
        let problem = at.mistake(Mistake::Empty {
            said: description.to_owned(),
        });
        at.report(
            collector,
            problem.with_fix(PatchOperation::Remove { path: at.pointer() }),
        );
    }
    items
        .filter_map(|item| InputMapping::read(item, collector))
        .collect()
}

/// `WRONG_TYPE` for a map that is written as an object. The entries that it stands for are told where each member has
/// a name for its value, and no name appears twice: members whose keys are recipe inputs, or one entry.
fn written_as_object(at: At<'_>, fields: Fields<'_>) -> Problem {
    let description = "\"inputMap\" must be an array of entries such as {\"input\": \"SCENE\", \"datasetParameter\": \
                       \"SCENE_FILE\"}, but it is an object.";
    let problem = at.mistake(Mistake::WrongType {
        expected: Some("array"),
        found: Some("object"),
        value: None,
        allowed: None,
        said: description.to_owned(),
    });
    let mut entries = Vec::new();
    let (mut inputs, mut parameters) = (HashedSet::new(), HashedSet::new());
    for (input, member) in fields.members() {
        let Some(parameter) = member.text() else {
            return problem;
        };
        if !inputs.insert(input) || !parameters.insert(parameter) {
            return problem;
        }
        entries.push(InputMapping::new(input, parameter));
    }
    // One entry, whose fields may be misspelt.
    let of_field = |field| {
        let mut members = entries.iter();
        let member = members.find(|member| nearest(&member.input, ENTRY) == Some(field))?;
        Some(member.dataset_parameter.as_str())
    };
    let entry = of_field("input").zip(of_field("datasetParameter"));
    let entry = entry.filter(|_| entries.len() == 2);
    let path = at.pointer();
    problem.with_fix(match entry {
        _ if entries.is_empty() => PatchOperation::Remove { path },
        Some((input, parameter)) => PatchOperation::Replace {
            path,
            value: serde_json::json!([InputMapping::new(input, parameter)]),
        },
        None => PatchOperation::Replace {
            path,
            value: serde_json::json!(entries),
        },
    })
}

/// The fields of an entry of the input map.
const ENTRY: [&str; 2] = ["input", "datasetParameter"];

impl Read for InputMapping {
    const NAME: ProblemName = ProblemName::InvalidBatchConfiguration;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let wanted = "an object such as {\"input\": \"FILE\", \"datasetParameter\": \"FILE\"}";
        let fields = at.object(collector, wanted)?;
        let mut missing = ENTRY.to_vec();
        missing.retain(|field| fields.get(field).is_none());
        let mut moved_to = HashedSet::new();
        // The server tolerates other fields here, and ignores them.
        for (key, member) in at
            .members(collector, wanted)?
            .filter(|(key, _)| !ENTRY.contains(key))
        {
            let suggestion = nearest(key, missing.iter().copied());
            let because = Ignored::InputMap {
                suggestion,
                field: key,
            };
            let problem = ignored_field(because, member.pointer());
            let is_name = member.text().is_some_and(|name| !name.is_empty());
            let problem = match suggestion {
                Some(field) if is_name && moved_to.insert(field) => {
                    problem.with_fix(member.moved_to(field))
                }
                _ => problem,
            };
            member.report(collector, problem);
        }
        let input = fields.required_string(collector, "input", "the name of a recipe input");
        let wanted = "the name of a dataset parameter";
        let dataset_parameter = fields.required_string(collector, "datasetParameter", wanted);
        Some(InputMapping {
            input: input?,
            dataset_parameter: dataset_parameter?,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// What is wrong with an input map.
    fn problem(map: &Value) -> Value {
        let input = json!({"configuration": {"inputMap": map}});
        let result = call("readConfiguration", &input.to_string(), "");
        let result: Value = serde_json::from_str(&result).unwrap();
        result["errors"][0].clone()
    }

    #[test]
    fn a_misspelt_field_of_an_entry_is_moved_where_that_one_is_missing() {
        let ignored = |entry: Value| {
            let input = json!({"configuration": {"inputMap": [entry]}});
            let result = call("readConfiguration", &input.to_string(), "");
            let result: Value = serde_json::from_str(&result).unwrap();
            result["warnings"].clone()
        };
        let found = ignored(json!({"input": "SCENE", "dataset_parameter": "SCENE_FILE"}));
        assert_eq!(
            found[0]["description"],
            "The field \"dataset_parameter\" has no effect in an input map. Did you mean \"datasetParameter\"?"
        );
        assert_eq!(found[0]["params"]["suggestion"], "datasetParameter");
        let from = "/inputMap/0/dataset_parameter";
        assert_eq!(
            found[0]["fix"],
            json!([{"op": "move", "from": from, "path": "/inputMap/0/datasetParameter"}])
        );
        let both = json!({"input": "A", "datasetParameter": "B", "dataset_parameter": "C"});
        assert_eq!(
            ignored(both)[0]["fix"],
            json!([{"op": "remove", "path": from}])
        );
        for useless in [json!(null), json!(5), json!("")] {
            let found = ignored(json!({"input": "A", "dataset_parameter": useless}));
            assert_eq!(found[0]["params"]["suggestion"], "datasetParameter");
            assert_eq!(found[0]["fix"], Value::Null);
        }
        let twice =
            ignored(json!({"input": "A", "dataset_parameter": "B", "datasetparameter": "C"}));
        assert!(twice[0]["fix"].is_array(), "{twice}");
        assert_eq!(twice[1]["fix"], Value::Null, "it would replace the first");
    }

    #[test]
    fn a_map_written_as_an_object_is_rewritten() {
        let fix = |map: Value| problem(&map)["fix"].clone();
        let replace =
            |value: Value| json!([{"op": "replace", "path": "/inputMap", "value": value}]);
        let two = json!({"DEM": "DEM_FILE", "SCENE": "SCENE_FILE"});
        assert_eq!(problem(&two)["params"]["cause"], "WRONG_TYPE");
        assert_eq!(
            fix(two),
            replace(json!([
                {"input": "DEM", "datasetParameter": "DEM_FILE"},
                {"input": "SCENE", "datasetParameter": "SCENE_FILE"},
            ]))
        );
        let entry = json!({"input": "SCENE", "datasetParameter": "SCENE_FILE"});
        let misspelt = json!({"Input": "SCENE", "dataset_parameter": "SCENE_FILE"});
        assert_eq!(fix(misspelt), replace(json!([entry])));
        assert_eq!(fix(entry.clone()), replace(json!([entry])));
        let alike = json!({"INPUT_A": "A", "INPUT_B": "B"});
        assert_eq!(
            fix(alike),
            replace(json!([
                {"input": "INPUT_A", "datasetParameter": "A"},
                {"input": "INPUT_B", "datasetParameter": "B"},
            ]))
        );
        assert_eq!(
            fix(json!({})),
            json!([{"op": "remove", "path": "/inputMap"}])
        );
        for unclear in [
            json!({"SCENE": ["SCENE_FILE"]}),
            json!({"SCENE": "SCENE_FILE", "DEM": null}),
            json!({"SCENE": "SCENE_FILE", "DEM": "SCENE_FILE"}),
        ] {
            assert_eq!(fix(unclear), Value::Null);
        }
    }
}
