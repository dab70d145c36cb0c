//! The requests that create and validate a batch.

use serde::Serialize;

use super::rules::misplaced_supersedes;
use super::title_and_description::TitleAndDescription;
use super::with::with_methods;
use super::words::words;
use super::{BatchConfiguration, BatchDefinition, RecipeTypeId, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};

words! {
    /// The service that a request for a new batch is sent to: it decides what takes effect, and where the server fails.
    ///
    /// ```
    /// use scale_batch::documents::BatchService;
    ///
    /// assert_eq!("create".parse(), Ok(BatchService::Create));
    /// ```
    #[derive(Default)]
    pub enum BatchService {
        /// `POST /v6/batches/validation/`: it stores nothing, and has no use for a title and a description.
        #[default]
        Validate = "validate",
        /// `POST /v6/batches/`: it creates the batch.
        Create = "create",
    }
}

/// What `POST /v6/batches/` takes: a new batch, from a dataset or from a previous batch.
///
/// Source: the Scale API's *Create New Batch* and *Create Batch From Previous Batch*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::CreateBatchRequest;
///
/// let text = r#"{"title": "My Batch", "recipe_type_id": 208, "definition": {"dataset": 1}}"#;
/// let request = Reader::new().text::<CreateBatchRequest>(text).into_result()?;
/// assert_eq!(request.recipe_type_id, 208.into());
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_REQUEST` for its own fields, `INVALID_BATCH_DEFINITION` and `INVALID_BATCH_CONFIGURATION` for what is
/// inside those two. Warnings: `MISPLACED_FIELD` for a top-level `supersedes`, which the server ignores;
/// `IGNORED_FIELD` for a title or a description that is null, which the server treats as omitted;
/// `SERVER_ERROR_LIKELY` for a NUL character in one of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
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
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
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
/// is the warning `IGNORED_FIELD`, and no NUL character in them matters.
///
/// ```
/// use scale_batch::{BatchDefinition, ValidateBatchRequest};
///
/// let request = ValidateBatchRequest::new(208, BatchDefinition::from_dataset(12));
/// assert_eq!(serde_json::to_value(&request)?["definition"]["dataset"], 12);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "A batch to check before it is created.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::validate_request,
))]
#[non_exhaustive]
pub struct ValidateBatchRequest {
    /// The id of the recipe type whose recipes the batch runs.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub recipe_type_id: RecipeTypeId,
    /// What the batch is going to run.
    pub definition: BatchDefinition,
    /// How its jobs run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<BatchConfiguration>,
}

deserialize_by_reading!(CreateBatchRequest, ValidateBatchRequest);

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
    /// Reads the parts of a request to `service`, whether or not they make a request together.
    pub(crate) fn read(
        at: At<'_>,
        service: BatchService,
        collector: &mut Collector,
    ) -> Option<Self> {
        let fields = at.object(collector, "an object: the request")?;
        fields.refuse_others(collector, &CREATE_FIELDS, &["supersedes"]);
        if let Some(member) = fields.get("supersedes") {
            misplaced_supersedes(member, fields, collector);
        }
        let recipe_type_id = fields
            .required(
                collector,
                "recipe_type_id",
                "it names the recipe type whose recipes the batch runs",
            )
            .and_then(|at| at.id(collector, 1, "an integer: the id of a recipe type"));
        let definition = fields
            .required(
                collector,
                "definition",
                "it says what the batch is going to run",
            )
            .and_then(|at| {
                inside(
                    at,
                    ProblemName::InvalidBatchDefinition,
                    collector,
                    "an object: the batch definition",
                )
            })
            .and_then(|at| BatchDefinition::read(at, collector));
        let TitleAndDescription { title, description } = match service {
            BatchService::Validate => TitleAndDescription::read_unused(fields, collector),
            BatchService::Create => TitleAndDescription::read_stored(fields, collector),
        };
        let configuration = fields
            .present("configuration")
            .and_then(|at| read_configuration(at, collector));
        Some(PartialRequest {
            title,
            description,
            recipe_type_id: recipe_type_id.map(RecipeTypeId),
            definition,
            configuration,
        })
    }
}

/// Steps into the definition or the configuration: what is wrong with its type is the request's mistake, what is
/// wrong inside it its own.
fn inside<'a>(
    at: At<'a>,
    name: ProblemName,
    collector: &mut Collector,
    wanted: &str,
) -> Option<At<'a>> {
    at.object(collector, wanted)?;
    Some(at.named(name))
}

/// Reads the configuration of a request.
pub(super) fn read_configuration(
    at: At<'_>,
    collector: &mut Collector,
) -> Option<BatchConfiguration> {
    let wanted = "an object: the batch configuration";
    let at = inside(
        at,
        ProblemName::InvalidBatchConfiguration,
        collector,
        wanted,
    )?;
    BatchConfiguration::read(at, collector)
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
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        PartialRequest::read(at, BatchService::Create, collector)?.into_create_request()
    }
}

impl CreateBatchRequest {
    /// A request for a recipe type, without a title and with the default configuration.
    ///
    /// ```
    /// use scale_batch::BatchDefinition;
    /// use scale_batch::documents::{BatchConfiguration, CreateBatchRequest};
    ///
    /// let request = CreateBatchRequest::new(208, BatchDefinition::from_dataset(12))
    ///     .with_title("June")
    ///     .with_configuration(BatchConfiguration::new().with_priority(100));
    /// let json = r#"{"title":"June","recipe_type_id":208,"definition":{"supersedes":true,"dataset":12},"configuration":{"priority":100}}"#;
    /// assert_eq!(serde_json::to_string(&request)?, json);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new(recipe_type_id: impl Into<RecipeTypeId>, definition: BatchDefinition) -> Self {
        CreateBatchRequest {
            title: None,
            description: None,
            recipe_type_id: recipe_type_id.into(),
            definition,
            configuration: None,
        }
    }
}

with_methods! { CreateBatchRequest {
    /// The same with a title.
    with_title: into title String;
    /// The same with a description.
    with_description: into description String;
    /// The same with a configuration.
    with_configuration: some configuration BatchConfiguration;
}}

with_methods! { ValidateBatchRequest {
    /// The same with a configuration.
    with_configuration: some configuration BatchConfiguration;
}}

impl ValidateBatchRequest {
    /// A request for a recipe type, with the default configuration.
    ///
    /// ```
    /// use scale_batch::{BatchDefinition, ValidateBatchRequest};
    ///
    /// let request = ValidateBatchRequest::new(208, BatchDefinition::from_dataset(12));
    /// assert_eq!(request.recipe_type_id, 208.into());
    /// ```
    #[must_use]
    pub fn new(recipe_type_id: impl Into<RecipeTypeId>, definition: BatchDefinition) -> Self {
        ValidateBatchRequest {
            recipe_type_id: recipe_type_id.into(),
            definition,
            configuration: None,
        }
    }
}

impl Read for ValidateBatchRequest {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let request = PartialRequest::read(at, BatchService::Validate, collector)?;
        Some(ValidateBatchRequest {
            recipe_type_id: request.recipe_type_id?,
            definition: request.definition?,
            configuration: request.configuration,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    #[test]
    fn supersedes_is_moved_into_the_definition_only_where_it_is_right_there() {
        let fix = |supersedes: Value| {
            let request = json!({"recipe_type_id": 1, "definition": {"dataset": 1}, "supersedes": supersedes});
            let input = json!({ "request": request });
            let result = call("readCreateRequest", &input.to_string(), "");
            let result: Value = serde_json::from_str(&result).unwrap();
            assert_eq!(result["warnings"][0]["name"], "MISPLACED_FIELD", "{result}");
            result["warnings"][0]["fix"].clone()
        };
        let moved =
            json!([{"op": "move", "from": "/supersedes", "path": "/definition/supersedes"}]);
        assert_eq!(fix(json!(true)), moved);
        for wrong in [json!(null), json!("true"), json!(1)] {
            assert_eq!(fix(wrong), Value::Null);
        }
    }
}
