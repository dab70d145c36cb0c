//! Batch Definition JSON: what a batch is going to run.

use serde::Serialize;

use super::with::with_methods;
use super::{BatchId, DatasetId, ForcedNodes, VERSIONS, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};

/// What a batch is going to run: the files of a dataset, or again what a previous batch ran.
///
/// Source: the Scale API's *Batch Definition JSON*.
///
/// ```
/// use scale_batch::{BatchDefinition, Reader};
///
/// let text = r#"{"previous_batch": {"root_batch_id": 104, "forced_nodes": {"all": true}}}"#;
/// let definition = Reader::new().text::<BatchDefinition>(text).into_result()?;
/// assert!(definition.supersedes, "the default");
/// assert_eq!(definition.previous_batch.unwrap().root_batch_id, 104.into());
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// Structural mistakes are `INVALID_BATCH_DEFINITION`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "What the batch is going to run: the files of a dataset, or again what a previous batch ran.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::versioned,
))]
#[non_exhaustive]
pub struct BatchDefinition {
    /// Whether the recipes created replace existing ones (true) or are new (false).
    ///
    /// Superseding reaches further than its name: a batch of the files of a dataset supersedes *every* recipe that
    /// used one of these files, those of other recipe types too.
    #[cfg_attr(
        feature = "schema",
        schemars(
            title = "Replace existing recipes",
            description = "Yes: the recipes created replace existing ones; those of a dataset replace every recipe that used the same files, of any recipe type. No: they are new, beside existing ones.",
            default = "super::schema::yes",
        )
    )]
    pub supersedes: bool,
    /// The id of the dataset whose files the batch is created from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(title = "Dataset id", range(min = 0)))]
    pub dataset: Option<DatasetId>,
    /// The nodes to run again even though nothing about them changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced_nodes: Option<ForcedNodes>,
    /// The batch whose recipes run again, instead of the files of a dataset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_batch: Option<PreviousBatch>,
}

impl Default for BatchDefinition {
    fn default() -> Self {
        BatchDefinition {
            supersedes: true,
            dataset: None,
            forced_nodes: None,
            previous_batch: None,
        }
    }
}

impl BatchDefinition {
    /// A batch of the files of a dataset; it supersedes.
    ///
    /// ```
    /// use scale_batch::BatchDefinition;
    ///
    /// let definition = BatchDefinition::from_dataset(12);
    /// assert_eq!(serde_json::to_string(&definition)?, r#"{"supersedes":true,"dataset":12}"#);
    /// let definition = definition.with_supersedes(false);
    /// assert_eq!(serde_json::to_string(&definition)?, r#"{"supersedes":false,"dataset":12}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn from_dataset(dataset: impl Into<DatasetId>) -> Self {
        BatchDefinition {
            dataset: Some(dataset.into()),
            ..BatchDefinition::default()
        }
    }

    /// A batch that re-processes another one; it supersedes.
    ///
    /// ```
    /// use scale_batch::BatchDefinition;
    /// use scale_batch::documents::PreviousBatch;
    ///
    /// let definition = BatchDefinition::from_previous_batch(PreviousBatch::new(104));
    /// let json = r#"{"supersedes":true,"previous_batch":{"root_batch_id":104}}"#;
    /// assert_eq!(serde_json::to_string(&definition)?, json);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn from_previous_batch(previous_batch: PreviousBatch) -> Self {
        BatchDefinition {
            previous_batch: Some(previous_batch),
            ..BatchDefinition::default()
        }
    }

    /// The dataset that the batch names: `dataset`, of which the server takes 0 for none.
    ///
    /// ```
    /// use scale_batch::BatchDefinition;
    ///
    /// let definition: BatchDefinition = serde_json::from_str(r#"{"dataset": 0}"#)?;
    /// assert_eq!(definition.named_dataset(), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn named_dataset(&self) -> Option<DatasetId> {
        self.dataset.filter(|dataset| dataset.0 != 0)
    }

    /// The forced nodes that count: those of the previous batch, where it has some, before the definition's own.
    ///
    /// ```
    /// use scale_batch::BatchDefinition;
    /// use scale_batch::documents::ForcedNodes;
    ///
    /// let text = r#"{"forced_nodes": {"all": true}, "previous_batch": {"root_batch_id": 104}}"#;
    /// let definition: BatchDefinition = serde_json::from_str(text)?;
    /// assert_eq!(definition.effective_forced_nodes(), Some(&ForcedNodes::All));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn effective_forced_nodes(&self) -> Option<&ForcedNodes> {
        let previous = self.previous_batch.as_ref();
        let of_previous = previous.and_then(|previous| previous.forced_nodes.as_ref());
        of_previous.or(self.forced_nodes.as_ref())
    }
}

/// The batch to re-process, by the chain that it belongs to.
///
/// Source: the Scale API's *Batch Definition JSON*, `previous_batch`.
///
/// ```
/// use scale_batch::documents::PreviousBatch;
///
/// let previous: PreviousBatch = serde_json::from_str(r#"{"root_batch_id": 104}"#)?;
/// assert_eq!(previous, PreviousBatch::new(104));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "The batch whose recipes run again.",
    deny_unknown_fields,
    transform = super::schema::request,
))]
#[non_exhaustive]
pub struct PreviousBatch {
    /// The id of the first batch of the chain; its last batch that is not superseded is re-processed.
    pub root_batch_id: BatchId,
    /// The nodes to run again even though nothing about them changed; replaces the definition's own forced nodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced_nodes: Option<ForcedNodes>,
}

impl PreviousBatch {
    /// Re-processes the chain that begins with this batch; nothing is forced.
    ///
    /// ```
    /// use scale_batch::documents::{ForcedNodes, PreviousBatch};
    ///
    /// let previous_batch = PreviousBatch::new(104).with_forced_nodes(ForcedNodes::nodes(["parse"]));
    /// assert!(previous_batch.forced_nodes.unwrap().forces("parse"));
    /// ```
    #[must_use]
    pub fn new(root_batch_id: impl Into<BatchId>) -> Self {
        PreviousBatch {
            root_batch_id: root_batch_id.into(),
            forced_nodes: None,
        }
    }
}

with_methods! { BatchDefinition {
    /// The same, with existing recipes replaced or not.
    with_supersedes: set supersedes bool;
    /// The same for the files of a dataset.
    with_dataset: into dataset DatasetId;
    /// The same with forced nodes.
    with_forced_nodes: some forced_nodes ForcedNodes;
    /// The same for a previous batch.
    with_previous_batch: some previous_batch PreviousBatch;
}}

with_methods! { PreviousBatch {
    /// The same with forced nodes, which replace those of the definition.
    with_forced_nodes: some forced_nodes ForcedNodes;
}}

deserialize_by_reading!(BatchDefinition, PreviousBatch);

impl Read for BatchDefinition {
    const NAME: ProblemName = ProblemName::InvalidBatchDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 5] = [
            "dataset",
            "forced_nodes",
            "previous_batch",
            "supersedes",
            "version",
        ];
        let fields = at.strict_object(collector, "an object: the batch definition", &FIELDS)?;
        if let Some(version) = fields.optional("version") {
            version.choice(collector, &VERSIONS);
        }
        let wanted = "true (replace existing recipes) or false (create new ones)";
        let supersedes = fields.boolean(collector, "supersedes", wanted);
        let dataset = fields
            .optional("dataset")
            // 0 is no id, but the server takes it for none, so a rule deals with it.
            .and_then(|at| at.id(collector, 0, "an integer: the id of a dataset"));
        let forced_nodes = fields.document(collector, "forced_nodes");
        let previous_batch = fields.document(collector, "previous_batch");
        Some(BatchDefinition {
            supersedes: supersedes.unwrap_or(true),
            dataset: dataset.map(DatasetId),
            forced_nodes,
            previous_batch,
        })
    }
}

impl Read for PreviousBatch {
    const NAME: ProblemName = ProblemName::InvalidBatchDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 2] = ["forced_nodes", "root_batch_id"];
        let wanted = "an object that names the root batch, such as {\"root_batch_id\": 104}";
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        let forced_nodes = fields.document(collector, "forced_nodes");
        let root_batch_id = fields
            .required(
                collector,
                "root_batch_id",
                "it names the first batch of the chain to re-process",
            )?
            // Any integer is taken: of 0 and below a rule says that no batch has such an id.
            .id(
                collector,
                i64::MIN,
                "an integer: the id of the first batch of a chain",
            )?;
        Some(PreviousBatch {
            root_batch_id: BatchId(root_batch_id),
            forced_nodes,
        })
    }
}
