//! The next batch of a chain: the same as that one, but …

use serde::Serialize;

use crate::documents::{
    Batch, BatchConfiguration, BatchDefinition, CreateBatchRequest, ForcedNodes, PreviousBatch,
    RecipeTypeId, deserialize_by_reading,
};
use crate::problem::{Name, Problem, Problems};
use crate::read::Read;
use crate::read::fields::{At, Collector};

/// What the next batch of a chain does otherwise than the last; what is `None` stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Batch changes",
    description = "What the next batch of a chain does otherwise than the last.",
    deny_unknown_fields,
    transform = crate::documents::schema::request,
))]
#[non_exhaustive]
pub struct BatchChanges {
    /// Another title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Another description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Other forced nodes; those of the last batch are not taken over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced_nodes: Option<ForcedNodes>,
    /// Another configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<BatchConfiguration>,
}

deserialize_by_reading!(BatchChanges);

impl Read for BatchChanges {
    const NAME: Name = Name::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 4] = ["title", "description", "forced_nodes", "configuration"];
        let fields = at.strict_object(
            collector,
            "an object: what the next batch does otherwise",
            &FIELDS,
        )?;
        let [title, description] = ["title", "description"].map(|field| {
            fields
                .get(field)?
                .string(collector, "a text")
                .map(str::to_owned)
        });
        let forced_nodes = fields
            .get("forced_nodes")
            .and_then(|at| ForcedNodes::read(at, collector));
        let configuration = fields
            .get("configuration")
            .and_then(|at| BatchConfiguration::read(at, collector));
        Some(BatchChanges {
            title,
            description,
            forced_nodes,
            configuration,
        })
    }
}

/// The request for the next batch of the chain that `last` belongs to: it re-processes the recipes of the chain's
/// latest batch, with the same recipe type, title, description and priority, but for `changes`.
///
/// The input map is not taken over: it has no effect without a dataset.
///
/// Source: the Scale API's *Create Batch From Previous Batch*.
///
/// ```
/// use scale_batch::{Batch, BatchChanges, next_batch};
///
/// let last: Batch = serde_json::from_str(r#"{"id": 105, "title": "Run", "recipe_type": {"id": 208},
///     "root_batch": {"id": 104}, "configuration": {"priority": 100}}"#)?;
/// let request = next_batch(&last, &BatchChanges::default()).unwrap();
/// assert_eq!(request.definition.previous_batch.unwrap().root_batch_id, 104.into());
/// assert_eq!(request.configuration.unwrap().priority, Some(100));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when `last` does not tell its recipe type.
pub fn next_batch(last: &Batch, changes: &BatchChanges) -> Result<CreateBatchRequest, Problems> {
    let Some(recipe_type) = &last.recipe_type else {
        let description = format!(
            "Batch {} does not tell its recipe type, which the next batch needs.",
            last.id
        );
        let problem = Problem::new(Name::InvalidResponse, description).at("/recipe_type");
        return Err(Problems(vec![
            problem
                .param("cause", "MISSING_FIELD")
                .param("field", "recipe_type"),
        ]));
    };
    let recipe_type_id: RecipeTypeId = recipe_type.id;
    let configuration = changes.configuration.clone().or_else(|| {
        let priority = last.configuration.as_ref()?.priority?;
        Some(BatchConfiguration {
            priority: Some(priority),
            ..BatchConfiguration::default()
        })
    });
    let supersedes = last
        .definition
        .as_ref()
        .is_none_or(|definition| definition.supersedes);
    let mut previous_batch = PreviousBatch::new(last.root_batch_id());
    previous_batch
        .forced_nodes
        .clone_from(&changes.forced_nodes);
    Ok(CreateBatchRequest {
        title: changes.title.clone().or_else(|| last.title.clone()),
        description: changes
            .description
            .clone()
            .or_else(|| last.description.clone()),
        recipe_type_id,
        definition: BatchDefinition {
            supersedes,
            previous_batch: Some(previous_batch),
            ..BatchDefinition::default()
        },
        configuration,
    })
}
