//! The request that edits a batch.

use serde::{Serialize, Serializer};

use super::requests::read_configuration;
use super::rules::ignored_field;
use super::title_and_description::TitleAndDescription;
use super::with::with_methods;
use super::{BatchConfiguration, deserialize_by_reading};
use crate::problem::causes::Ignored;
use crate::problem::structural::Mistake;
use crate::problem::{PatchOperation, ProblemName};
use crate::read::{At, Collector, Fields, Read};

/// What `PATCH /v6/batches/{id}/` takes: the fields of a batch to change.
///
/// Source: the Scale API's *Edit Batch*.
///
/// An empty string clears a title or a description. [`BatchConfiguration::default()`] clears the configuration: it is
/// written as `{"version": "7"}`, because the server leaves the configuration alone when it reads `{}`.
///
/// ```
/// use scale_batch::documents::{BatchConfiguration, EditBatchRequest};
///
/// let mut request = EditBatchRequest::default();
/// request.configuration = Some(BatchConfiguration::default());
/// assert_eq!(serde_json::to_string(&request)?, r#"{"configuration":{"version":"7"}}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// `INVALID_REQUEST` for its own fields (anything but these three cannot be edited), `INVALID_BATCH_CONFIGURATION`
/// for what is inside the configuration. Warnings: `IGNORED_FIELD` for a field that is null and for the configuration
/// `{}`, which change nothing; `SERVER_ERROR_LIKELY` for a NUL character in the title or the description.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "The fields of a batch to change.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::edit_request,
))]
#[non_exhaustive]
pub struct EditBatchRequest {
    /// The name of the batch, for people; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
    pub title: Option<String>,
    /// What the batch is for, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How its jobs run. The empty configuration, `{"version": "7"}`, clears it.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_configuration"
    )]
    #[cfg_attr(feature = "schema", schemars(with = "Option<BatchConfiguration>"))]
    pub configuration: Option<BatchConfiguration>,
}

impl EditBatchRequest {
    /// A request that changes nothing.
    ///
    /// ```
    /// use scale_batch::documents::EditBatchRequest;
    ///
    /// let request = EditBatchRequest::new().with_title("June, again");
    /// assert_eq!(serde_json::to_string(&request)?, r#"{"title":"June, again"}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

with_methods! { EditBatchRequest {
    /// The same with another title; an empty one clears it.
    with_title: into title String;
    /// The same with another description; an empty one clears it.
    with_description: into description String;
    /// The same with another configuration; the default one clears it.
    with_configuration: some configuration BatchConfiguration;
}}

deserialize_by_reading!(EditBatchRequest);

/// Writes a configuration so that the server takes it: one without any field would change nothing.
#[allow(clippy::ref_option, reason = "serde passes a reference to the field")]
fn write_configuration<S: Serializer>(
    configuration: &Option<BatchConfiguration>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match configuration {
        Some(configuration) if *configuration == BatchConfiguration::default() => {
            serializer.collect_map([("version", "7")])
        }
        configuration => configuration.serialize(serializer),
    }
}

/// The fields that can be edited, or what is wrong with the others.
fn editable_fields<'a>(at: At<'a>, collector: &mut Collector) -> Option<Fields<'a>> {
    const FIELDS: [&str; 3] = ["title", "description", "configuration"];
    let fields = at.object(collector, "an object: the fields of the batch to change")?;
    let not_editable = ["recipe_type_id", "definition", "supersedes"];
    fields.refuse_others(collector, &FIELDS, &not_editable);
    for field in not_editable {
        let Some(member) = fields.get(field) else {
            continue;
        };
        let said = format!(
            "\"{field}\" of a batch cannot be edited, only its title, description and configuration. \
                 Create a new batch instead."
        );
        let problem = member.mistake(Mistake::NotEditable { said });
        let path = member.pointer();
        member.report(collector, problem.with_fix(PatchOperation::Remove { path }));
    }
    Some(fields)
}

impl Read for EditBatchRequest {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = editable_fields(at, collector)?;
        let TitleAndDescription { title, description } =
            TitleAndDescription::read_stored(fields, collector);
        let configuration = fields.get("configuration").and_then(|at| {
            if says_nothing(at) {
                report_unchanged(at, collector);
                return None;
            }
            read_configuration(at, collector)
        });
        Some(EditBatchRequest {
            title,
            description,
            configuration,
        })
    }
}

/// Whether the server sees no configuration there.
fn says_nothing(at: At<'_>) -> bool {
    at.is_null()
        || at
            .fields()
            .is_some_and(|fields| fields.members().next().is_none())
}

/// The server leaves the configuration alone.
fn report_unchanged(at: At<'_>, collector: &mut Collector) {
    let because = if at.is_null() {
        Ignored::NullConfiguration
    } else {
        Ignored::EmptyConfiguration
    };
    at.report(collector, ignored_field(because, at.pointer()));
}

/// What can be edited of a batch as a form holds it, or as its details tell it: null and `{}` are values there.
pub(crate) struct EditableState(pub(crate) EditBatchRequest);

impl Read for EditableState {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = editable_fields(at, collector)?;
        let TitleAndDescription { title, description } =
            TitleAndDescription::read_state(fields, collector);
        let configuration = fields
            .present("configuration")
            .and_then(|at| read_configuration(at, collector));
        Some(EditableState(EditBatchRequest {
            title,
            description,
            configuration,
        }))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::EditBatchRequest;
    use crate::documents::{BatchConfiguration, Reader, Reading};
    use crate::problem::ProblemName;

    fn read(configuration: &Value) -> Reading<EditBatchRequest> {
        Reader::new().value(&json!({ "configuration": configuration }))
    }

    #[test]
    fn a_configuration_that_says_nothing_changes_nothing() {
        for (configuration, because) in [(Value::Null, "null"), (json!({}), "empty")] {
            let Reading {
                document, warnings, ..
            } = read(&configuration);
            assert_eq!(document, Some(EditBatchRequest::default()));
            assert_eq!(warnings[0].name, ProblemName::IgnoredField);
            assert_eq!(warnings[0].path, "/configuration");
            assert_eq!(warnings[0].params["because"], because);
            assert_eq!(warnings[0].fix, []);
        }
    }

    #[test]
    fn a_configuration_of_a_version_alone_clears() {
        for version in ["6", "7"] {
            let Reading {
                document, warnings, ..
            } = read(&json!({ "version": version }));
            assert_eq!(warnings, []);
            let request = document.unwrap();
            assert_eq!(request.configuration, Some(BatchConfiguration::default()));
            let written = serde_json::to_value(&request).unwrap();
            assert_eq!(written, json!({"configuration": {"version": "7"}}));
        }
    }

    #[test]
    fn a_configuration_with_fields_is_written_as_it_is() {
        let configuration = json!({"priority": 5});
        let request = read(&configuration).document.unwrap();
        let written = serde_json::to_value(&request).unwrap();
        assert_eq!(written, json!({ "configuration": configuration }));
    }

    #[test]
    fn a_null_that_is_no_configuration_is_an_error_all_the_same() {
        assert!(read(&json!({"priority": null})).document.is_none());
    }
}
