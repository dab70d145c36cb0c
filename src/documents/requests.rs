//! The requests that create, validate and edit a batch.

use serde::Serialize;

use super::{BatchConfiguration, BatchDefinition, RecipeTypeId, deserialize_by_reading};
use crate::problem::{Name, PatchOperation, Problem};
use crate::read::Read;
use crate::read::fields::{At, Collector, Fields};

/// The longest title that the server can store, in characters.
pub(crate) const LONGEST_TITLE: usize = 50;

/// What `POST /v6/batches/` takes: a new batch, from a dataset or from a previous batch.
///
/// Source: the Scale API's *Create New Batch* and *Create Batch From Previous Batch*.
///
/// ```
/// use scale_batch::{CreateBatchRequest, Reader};
///
/// let text = r#"{"title": "My Batch", "recipe_type_id": 208, "definition": {"dataset": 1}}"#;
/// let request = Reader::new().text::<CreateBatchRequest>(text).into_result()?;
/// assert_eq!(request.recipe_type_id, 208.into());
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_REQUEST` for its own fields, `INVALID_BATCH_DEFINITION` and `INVALID_BATCH_CONFIGURATION` for what is
/// inside those two. A top-level `supersedes`, which the server ignores, is the warning `MISPLACED_FIELD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Create batch request",
    description = "A new batch, from a dataset or from a previous batch.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::create_request,
))]
#[non_exhaustive]
pub struct CreateBatchRequest {
    /// The name of the batch, for people; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(max = 50)))]
    pub title: Option<String>,
    /// What the batch is for, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The id of the recipe type whose recipes the batch runs.
    pub recipe_type_id: RecipeTypeId,
    /// What the batch is going to run.
    pub definition: BatchDefinition,
    /// How its jobs run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<BatchConfiguration>,
}

/// What `POST /v6/batches/validation/` takes: a batch that is not created yet.
///
/// Source: the Scale API's *Validate Batch*.
///
/// # Errors
/// As [`CreateBatchRequest`]. A `title` and a `description` are checked too, though this service ignores them: each
/// is the warning `IGNORED_FIELD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Validate batch request",
    description = "A batch to check before it is created.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::validate_request,
))]
#[non_exhaustive]
pub struct ValidateBatchRequest {
    /// The id of the recipe type whose recipes the batch runs.
    pub recipe_type_id: RecipeTypeId,
    /// What the batch is going to run.
    pub definition: BatchDefinition,
    /// How its jobs run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<BatchConfiguration>,
}

/// What `PATCH /v6/batches/{id}/` takes: the fields of a batch to change.
///
/// Source: the Scale API's *Edit Batch*.
///
/// # Errors
/// `INVALID_REQUEST` for its own fields (anything but these three cannot be edited), `INVALID_BATCH_CONFIGURATION`
/// for what is inside the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Edit batch request",
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
    /// How its jobs run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<BatchConfiguration>,
}

deserialize_by_reading!(CreateBatchRequest, ValidateBatchRequest, EditBatchRequest);

/// What all three have, each part where it could be read.
struct Parts {
    title: Option<String>,
    description: Option<String>,
    configuration: Option<BatchConfiguration>,
}

/// A create or validate request with the parts that could be read; rules run on what is there.
#[derive(Debug, Clone, Default)]
pub(crate) struct PartialRequest {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) recipe_type_id: Option<RecipeTypeId>,
    pub(crate) definition: Option<BatchDefinition>,
    pub(crate) configuration: Option<BatchConfiguration>,
}

const CREATE_FIELDS: [&str; 5] = [
    "title",
    "description",
    "recipe_type_id",
    "definition",
    "configuration",
];

impl PartialRequest {
    pub(crate) fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: the request")?;
        fields.refuse_others(collector, &CREATE_FIELDS, &["supersedes"]);
        if let Some(member) = fields.get("supersedes") {
            report_misplaced_supersedes(member, fields, collector);
        }
        let recipe_type_id = fields
            .required(
                collector,
                "recipe_type_id",
                "it names the recipe type whose recipes the batch runs",
            )
            .and_then(|at| at.integer(collector, "an integer: the id of a recipe type"));
        let definition = fields
            .required(
                collector,
                "definition",
                "it says what the batch is going to run",
            )
            .and_then(|at| {
                inside(
                    at,
                    Name::InvalidBatchDefinition,
                    collector,
                    "an object: the batch definition",
                )
            })
            .and_then(|at| BatchDefinition::read(at, collector));
        let Parts {
            title,
            description,
            configuration,
        } = read_parts(fields, collector);
        Some(PartialRequest {
            title,
            description,
            recipe_type_id: recipe_type_id.map(RecipeTypeId),
            definition,
            configuration,
        })
    }
}

/// The server looks for `supersedes` in the definition only.
fn report_misplaced_supersedes(member: At<'_>, fields: Fields<'_>, collector: &mut Collector) {
    let description =
        "\"supersedes\" has no effect here: the server reads it from \"definition\" only.";
    let mut problem = Problem::new(Name::MisplacedField, description)
        .param("field", "supersedes")
        .param("belongs", "/definition/supersedes");
    let definition_is_free = fields
        .get("definition")
        .and_then(At::fields)
        .is_some_and(|at| at.get("supersedes").is_none());
    if definition_is_free {
        let request = fields.at().pointer();
        problem = problem.fix(PatchOperation::Move {
            from: member.pointer(),
            path: request + "/definition/supersedes",
        });
    }
    member.report(collector, problem);
}

/// Steps into the definition or the configuration: what is wrong with its type is the request's mistake, what is
/// wrong inside it its own.
fn inside<'a>(at: At<'a>, name: Name, collector: &mut Collector, wanted: &str) -> Option<At<'a>> {
    at.object(collector, wanted)?;
    Some(at.named(name))
}

fn read_parts(fields: Fields<'_>, collector: &mut Collector) -> Parts {
    let title = fields.get("title").and_then(|at| {
        let title = at.string(collector, "a text")?;
        let length = title.chars().count();
        if length > LONGEST_TITLE {
            let description = format!(
                "The title has {length} characters, but the server stores at most {LONGEST_TITLE}."
            );
            let problem = at
                .structural("TOO_LONG", description)
                .param("maximum", LONGEST_TITLE)
                .param("found", length);
            at.report(collector, problem);
        }
        Some(title.to_owned())
    });
    let description = fields
        .get("description")
        .and_then(|at| at.string(collector, "a text"))
        .map(str::to_owned);
    let configuration = fields.present("configuration").and_then(|at| {
        let at = inside(
            at,
            Name::InvalidBatchConfiguration,
            collector,
            "an object: the batch configuration",
        )?;
        BatchConfiguration::read(at, collector)
    });
    Parts {
        title,
        description,
        configuration,
    }
}

impl PartialRequest {
    /// The whole request, if all that it must have could be read.
    pub(crate) fn into_create_request(self) -> Option<CreateBatchRequest> {
        Some(CreateBatchRequest {
            title: self.title,
            description: self.description,
            recipe_type_id: self.recipe_type_id?,
            definition: self.definition?,
            configuration: self.configuration,
        })
    }
}

impl Read for CreateBatchRequest {
    const NAME: Name = Name::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        PartialRequest::read(at, collector)?.into_create_request()
    }
}

impl ValidateBatchRequest {
    /// A request for a recipe type, with the default configuration.
    #[must_use]
    pub fn new(recipe_type_id: impl Into<RecipeTypeId>, definition: BatchDefinition) -> Self {
        ValidateBatchRequest {
            recipe_type_id: recipe_type_id.into(),
            definition,
            configuration: None,
        }
    }

    /// Reads the parts, whether or not they make a request together.
    pub(crate) fn read_parts(at: At<'_>, collector: &mut Collector) -> Option<PartialRequest> {
        let request = PartialRequest::read(at, collector)?;
        let fields = at.object(collector, "an object: the request")?;
        for field in ["title", "description"] {
            if let Some(member) = fields.get(field) {
                let description = format!(
                    "The validation service ignores \"{field}\"; it takes effect on creation."
                );
                let problem = Problem::new(Name::IgnoredField, description).param("field", field);
                member.report(collector, problem.param("because", "validation"));
            }
        }
        Some(request)
    }
}

impl Read for ValidateBatchRequest {
    const NAME: Name = Name::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let request = Self::read_parts(at, collector)?;
        Some(ValidateBatchRequest {
            recipe_type_id: request.recipe_type_id?,
            definition: request.definition?,
            configuration: request.configuration,
        })
    }
}

impl Read for EditBatchRequest {
    const NAME: Name = Name::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 3] = ["title", "description", "configuration"];
        let fields = at.object(collector, "an object: the fields of the batch to change")?;
        let not_editable = ["recipe_type_id", "definition", "supersedes"];
        fields.refuse_others(collector, &FIELDS, &not_editable);
        for field in not_editable {
            let Some(member) = fields.get(field) else {
                continue;
            };
            let description = format!(
                "\"{field}\" of a batch cannot be edited, only its title, description and configuration. \
                 Create a new batch instead."
            );
            let problem = member.structural("NOT_EDITABLE", description);
            let path = member.pointer();
            member.report(collector, problem.fix(PatchOperation::Remove { path }));
        }
        let Parts {
            title,
            description,
            configuration,
        } = read_parts(fields, collector);
        Some(EditBatchRequest {
            title,
            description,
            configuration,
        })
    }
}
