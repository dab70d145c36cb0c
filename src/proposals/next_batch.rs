//! The next batch of a chain: the same as that one, but …

use serde::Serialize;

use super::rules::batch_superseded;
use crate::documents::with::with_methods;
use crate::documents::{
    Batch, BatchConfiguration, BatchDefinition, CreateBatchRequest, ForcedNodes, PreviousBatch,
    RecipeTypeId, TitleAndDescription, deserialize_by_reading,
};
use crate::problem::catalogue::{NoRecipes, PrevBatchStillCreating};
use crate::problem::causes::NothingToCreate;
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName, Problems};
use crate::read::{At, Collector, Read};

/// What the next batch of a chain does differently from the last; what is `None` stays as it was.
///
/// ```
/// use scale_batch::proposals::BatchChanges;
///
/// let changes = BatchChanges::new().with_title("July");
/// assert_eq!(changes.title.as_deref(), Some("July"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "What the next batch of a chain does differently from the last.",
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

impl BatchChanges {
    /// Nothing is different.
    ///
    /// ```
    /// use scale_batch::documents::ForcedNodes;
    /// use scale_batch::proposals::BatchChanges;
    ///
    /// let changes = BatchChanges::new().with_title("June, again").with_forced_nodes(ForcedNodes::All);
    /// assert_eq!(changes.forced_nodes, Some(ForcedNodes::All));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

with_methods! { BatchChanges {
    /// The same with another title.
    with_title: into title String;
    /// The same with another description.
    with_description: into description String;
    /// The same with other forced nodes.
    with_forced_nodes: some forced_nodes ForcedNodes;
    /// The same with another configuration.
    with_configuration: some configuration BatchConfiguration;
}}

deserialize_by_reading!(BatchChanges);

impl Read for BatchChanges {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 4] = ["title", "description", "forced_nodes", "configuration"];
        let fields = at.strict_object(
            collector,
            "an object: what the next batch does differently",
            &FIELDS,
        )?;
        let TitleAndDescription { title, description } =
            TitleAndDescription::read_stored(fields, collector);
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
/// use scale_batch::documents::Batch;
/// use scale_batch::proposals::{BatchChanges, next_batch};
///
/// let last: Batch = serde_json::from_str(r#"{"id": 105, "title": "Run", "recipe_type": {"id": 208},
///     "root_batch": {"id": 104}, "configuration": {"priority": 100}}"#)?;
/// let request = next_batch(&last, &BatchChanges::default()).unwrap();
/// assert_eq!(request.definition.previous_batch.unwrap().root_batch_id, 104.into());
/// assert_eq!(request.configuration.unwrap().priority, Some(100));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// [`next_batch_warnings`] returns what is questionable about re-processing it.
///
/// # Errors
/// `INVALID_RESPONSE` when `last` does not include its recipe type.
pub fn next_batch(last: &Batch, changes: &BatchChanges) -> Result<CreateBatchRequest, Problems> {
    let Some(recipe_type) = &last.recipe_type else {
        let mistake = Mistake::MissingField {
            field: "recipe_type",
            said: format!(
                "Batch {} does not include its recipe type, which the next batch needs.",
                last.id
            ),
        };
        let problem = structural(ProblemName::InvalidResponse, None, mistake);
        return Err(Problems(vec![problem.at("/recipe_type")]));
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

/// What a person should know before the chain of `last` goes on, each thing as a warning.
///
/// - `BATCH_SUPERSEDED`: another batch of the chain has replaced it. That one is re-processed, while title,
///   description and priority are taken from this one.
/// - `PREV_BATCH_STILL_CREATING`: the server refuses the next batch until all recipes of this one are created.
/// - `NO_RECIPES`: there is nothing to re-process.
///
/// Source: the Scale API's *Create Batch From Previous Batch*.
///
/// ```
/// use scale_batch::ProblemName;
/// use scale_batch::documents::Batch;
/// use scale_batch::proposals::next_batch_warnings;
///
/// let last: Batch = serde_json::from_str(r#"{"id": 105, "is_superseded": true, "root_batch": {"id": 104}}"#)?;
/// assert_eq!(next_batch_warnings(&last)[0].name, ProblemName::BatchSuperseded);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn next_batch_warnings(last: &Batch) -> Vec<Problem> {
    let id = last.id;
    if let Some(problem) = batch_superseded(last) {
        // How far this batch is no longer matters.
        return vec![problem];
    }
    let mut warnings = Vec::new();
    if last.is_creation_done == Some(false) {
        let problem = PrevBatchStillCreating {
            batch_id: id.0,
            is_next_wanted: true,
        };
        let problem = problem.problem().at("/is_creation_done");
        warnings.push(problem.warning());
    }
    if last.counts.recipes_total == Some(0) {
        let problem = NoRecipes {
            because: NothingToCreate::EmptyPreviousBatch,
            last_batch: Some(id.0),
        };
        let problem = problem.problem().at("/recipes_total");
        warnings.push(problem.warning());
    }
    warnings
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{BatchChanges, next_batch_warnings};
    use crate::documents::{Batch, Reader};
    use crate::problem::{ProblemName, Severity};

    /// The names and places of what is said about a batch.
    fn said(batch: &Value) -> Vec<(ProblemName, String)> {
        let batch = Reader::new().value::<Batch>(batch).document.unwrap();
        let warnings = next_batch_warnings(&batch);
        let said = warnings.into_iter().map(|warning| {
            assert_eq!(warning.severity, Severity::Warning);
            (warning.name, warning.path)
        });
        said.collect()
    }

    #[test]
    fn nothing_is_said_of_a_whole_batch_or_of_what_is_not_known() {
        let whole = json!({
            "id": 105, "is_superseded": false, "is_creation_done": true, "recipes_total": 3,
        });
        assert_eq!(said(&whole), []);
        assert_eq!(said(&json!({"id": 105})), []);
    }

    #[test]
    fn an_unfinished_and_an_empty_batch_are_said() {
        let unfinished = (
            ProblemName::PrevBatchStillCreating,
            "/is_creation_done".to_owned(),
        );
        let empty = (ProblemName::NoRecipes, "/recipes_total".to_owned());
        let batch = json!({"id": 105, "is_creation_done": false, "recipes_total": 3});
        assert_eq!(said(&batch), std::slice::from_ref(&unfinished));
        let batch = json!({"id": 105, "is_creation_done": true, "recipes_total": 0});
        assert_eq!(said(&batch), std::slice::from_ref(&empty));
        let batch = json!({"id": 105, "is_creation_done": false, "recipes_total": 0});
        assert_eq!(said(&batch), [unfinished, empty]);
    }

    #[test]
    fn of_a_superseded_batch_only_that_is_said() {
        let batch = json!({
            "id": 105, "is_superseded": true, "is_creation_done": false, "recipes_total": 0,
            "root_batch": {"id": 104, "title": null, "description": null, "created": null},
        });
        assert_eq!(
            said(&batch),
            [(ProblemName::BatchSuperseded, "/is_superseded".to_owned())]
        );
        let batch = Reader::new().value::<Batch>(&batch).document.unwrap();
        let warning = next_batch_warnings(&batch).remove(0);
        assert_eq!(warning.params["batch_id"], 105);
        assert_eq!(warning.params["root_batch_id"], 104);
    }

    #[test]
    fn the_changes_are_what_a_request_takes() {
        let changes =
            |title: Value| Reader::new().value::<BatchChanges>(&json!({ "title": title }));
        assert_eq!(
            changes("x".repeat(51).into()).errors[0].params["cause"],
            "TOO_LONG"
        );
        assert_eq!(
            changes("a\0b".into()).warnings[0].name,
            ProblemName::ServerErrorLikely
        );
        let null = changes(Value::Null);
        assert_eq!(null.warnings[0].name, ProblemName::IgnoredField);
        assert_eq!(null.document, Some(BatchChanges::default()));
    }
}
