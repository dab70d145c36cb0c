//! A batch as the API serves it: in lists, in details, and in the response to a creation.

use serde::Serialize;
use serde_json::Value;

use super::metrics::read_count;
use super::with::with_methods;
use super::{
    BatchConfiguration, BatchCounts, BatchDefinition, BatchId, DocumentKind, JobMetrics, Metric,
    RecipeTypeRevision, RecipeTypeSummary, deserialize_by_reading,
};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Fields, Read};
use crate::sorted::SortedMap;

/// A batch, as in a list, in its details or in the response to its creation.
///
/// Only its id must be there. Anything else that is missing, or not as the API documents it, is `None` or empty, and
/// the latter a warning `INVALID_RESPONSE` (`INVALID_DURATION` for a duration): an unexpected response is still useful.
///
/// Source: the Scale API's *Batch List* and *Batch Details*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::Batch;
///
/// let text = r#"{"id": 105, "title": null, "is_superseded": "no", "jobs_total": 10,
///                "job_metrics": {"job_a": {"avg_job_duration": "PT10M59S"}}}"#;
/// let reading = Reader::new().text::<Batch>(text);
/// let batch = reading.document.unwrap();
/// assert_eq!(batch.counts.jobs_total, Some(10));
/// assert_eq!(batch.job_metrics["job_a"].avg_job_duration.unwrap().to_string(), "PT10M59S");
/// assert_eq!(reading.warnings[0].path, "/is_superseded");
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it is no object, or has no id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "A batch, as in a list, in its details or in the response to its creation.",
    )
)]
#[non_exhaustive]
pub struct Batch {
    /// The id of the batch.
    pub id: BatchId,
    /// The name, for people.
    pub title: Option<String>,
    /// What the batch is for, for people.
    pub description: Option<String>,
    /// The recipe type whose recipes the batch runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipe_type: Option<RecipeTypeSummary>,
    /// The revision of the recipe type that the batch runs.
    pub recipe_type_rev: Option<RecipeTypeRevision>,
    /// What triggered the batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<TriggerEvent>,
    /// Whether another batch has re-processed this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_superseded: Option<bool>,
    /// The first batch of the chain.
    pub root_batch: Option<BatchSummary>,
    /// The batch that this one re-processed.
    pub superseded_batch: Option<BatchSummary>,
    /// Whether all recipes of the batch are created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_creation_done: Option<bool>,
    /// How many jobs and recipes it has.
    #[serde(flatten)]
    pub counts: BatchCounts,
    /// When it was created, as an ISO-8601 string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// When it was superseded, as an ISO-8601 string.
    pub superseded: Option<String>,
    /// When it was last modified, as an ISO-8601 string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// What it runs; only the details have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<BatchDefinition>,
    /// How its jobs run; only the details have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<BatchConfiguration>,
    /// The metrics of each of its jobs, by the name of the recipe node; only the details have them.
    #[serde(skip_serializing_if = "SortedMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub job_metrics: SortedMap<String, JobMetrics>,
}

impl Batch {
    /// A batch of which nothing but the id is known.
    ///
    /// ```
    /// use scale_batch::documents::{Batch, BatchSummary, JobMetrics};
    ///
    /// let mut parse = JobMetrics::default();
    /// parse.avg_job_duration = Some("PT20S".parse()?);
    /// let batch = Batch::new(105)
    ///     .with_superseded_batch(BatchSummary::new(104))
    ///     .with_root_batch(BatchSummary::new(104))
    ///     .with_job_metrics([("parse", parse)]);
    /// assert_eq!(batch.root_batch_id(), 104.into());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn new(id: impl Into<BatchId>) -> Self {
        Batch {
            id: id.into(),
            title: None,
            description: None,
            recipe_type: None,
            recipe_type_rev: None,
            event: None,
            is_superseded: None,
            root_batch: None,
            superseded_batch: None,
            is_creation_done: None,
            counts: BatchCounts::default(),
            created: None,
            superseded: None,
            last_modified: None,
            definition: None,
            configuration: None,
            job_metrics: SortedMap::new(),
        }
    }

    /// The id of the first batch of its chain: its own, where no root batch is named.
    ///
    /// ```
    /// use scale_batch::documents::Batch;
    ///
    /// assert_eq!(Batch::new(105).root_batch_id(), 105.into());
    /// ```
    #[must_use]
    pub fn root_batch_id(&self) -> BatchId {
        self.root_batch.as_ref().map_or(self.id, |root| root.id)
    }

    /// The few fields by which other documents name it.
    ///
    /// ```
    /// use scale_batch::documents::Batch;
    ///
    /// assert_eq!(Batch::new(104).summary().id, 104.into());
    /// ```
    #[must_use]
    pub fn summary(&self) -> BatchSummary {
        BatchSummary {
            id: self.id,
            title: self.title.clone(),
            description: self.description.clone(),
            created: self.created.clone(),
        }
    }
}

/// The few fields by which other documents name a batch.
///
/// Source: the Scale API's *Batch Details*, `root_batch` and `superseded_batch`, and *Batch Comparison*, `batches`.
///
/// ```
/// use scale_batch::documents::Batch;
///
/// let summary = Batch::new(104).summary();
/// assert_eq!((summary.id, summary.title), (104.into(), None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "The few fields by which other documents name a batch.",)
)]
#[non_exhaustive]
pub struct BatchSummary {
    /// The id of the batch.
    pub id: BatchId,
    /// The name, for people.
    pub title: Option<String>,
    /// What the batch is for, for people.
    pub description: Option<String>,
    /// When it was created, as an ISO-8601 string.
    pub created: Option<String>,
}

/// What triggered a batch.
///
/// Source: the Scale API's *Batch Details*, `event`.
///
/// ```
/// use scale_batch::documents::TriggerEvent;
///
/// let event = TriggerEvent::new().with_id(7);
/// assert_eq!(event.id, Some(7));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(description = "What triggered a batch."))]
#[non_exhaustive]
pub struct TriggerEvent {
    /// The id of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// The kind of event, such as `USER`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// The rule that was met, where one was.
    pub rule: Option<Value>,
    /// When it occurred, as an ISO-8601 string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurred: Option<String>,
    /// What else the server reports about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Value>,
}

with_methods! { Batch {
    /// The same with a title.
    with_title: into title String;
    /// The same with a description.
    with_description: into description String;
    /// The same with the recipe type that it runs.
    with_recipe_type: some recipe_type RecipeTypeSummary;
    /// The same with the revision that it runs.
    with_recipe_type_rev: some recipe_type_rev RecipeTypeRevision;
    /// The same with what triggered it.
    with_event: some event TriggerEvent;
    /// The same, re-processed by another batch or not.
    with_is_superseded: some is_superseded bool;
    /// The same with the first batch of its chain.
    with_root_batch: some root_batch BatchSummary;
    /// The same with the batch that it re-processed.
    with_superseded_batch: some superseded_batch BatchSummary;
    /// The same with all of its recipes created or not.
    with_is_creation_done: some is_creation_done bool;
    /// The same with its counts.
    with_counts: set counts BatchCounts;
    /// The same with when it was created.
    with_created: into created String;
    /// The same with when it was superseded.
    with_superseded: into superseded String;
    /// The same with when it was last modified.
    with_last_modified: into last_modified String;
    /// The same with what it runs.
    with_definition: some definition BatchDefinition;
    /// The same with how its jobs run.
    with_configuration: some configuration BatchConfiguration;
    /// The same with the metrics of its jobs, by the name of the recipe node.
    with_job_metrics: map job_metrics JobMetrics;
}}

impl BatchSummary {
    /// A batch of which nothing but the id is known.
    ///
    /// ```
    /// use scale_batch::documents::BatchSummary;
    ///
    /// assert_eq!(BatchSummary::new(104).with_title("June").title.as_deref(), Some("June"));
    /// ```
    #[must_use]
    pub fn new(id: impl Into<BatchId>) -> Self {
        BatchSummary {
            id: id.into(),
            title: None,
            description: None,
            created: None,
        }
    }
}

with_methods! { BatchSummary {
    /// The same with a title.
    with_title: into title String;
    /// The same with a description.
    with_description: into description String;
    /// The same with when it was created.
    with_created: into created String;
}}

impl TriggerEvent {
    /// An event of which nothing is known.
    ///
    /// ```
    /// use scale_batch::documents::TriggerEvent;
    ///
    /// assert_eq!(TriggerEvent::new().with_event_type("USER").event_type.as_deref(), Some("USER"));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

with_methods! { TriggerEvent {
    /// The same with an id.
    with_id: some id i64;
    /// The same with a kind.
    with_event_type: into event_type String;
    /// The same with the rule that was met.
    with_rule: into rule Value;
    /// The same with when it occurred.
    with_occurred: into occurred String;
    /// The same with what else the server reports.
    with_description: into description Value;
}}

deserialize_by_reading!(Batch);

/// How many values a batch has at least when it is written out.
const VALUES: usize = 30;

impl Read for Batch {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        if !at.can_be_written_out(collector, VALUES) {
            return None;
        }
        let fields = at.document(collector, "a batch", &[DocumentKind::Batch])?;
        let id = read_id(fields, collector);
        let fields = fields.leniently();
        let mut counts = BatchCounts::default();
        for (key, at) in fields.members() {
            if let Some(count) = Metric::named(key).and_then(|metric| counts.count_mut(metric)) {
                *count = read_count(at, collector);
            }
        }
        let mut job_metrics = Vec::new();
        let wanted = "an object: the metrics of each job";
        for (node, at) in fields.each_member(collector, "job_metrics", wanted) {
            if !at.can_be_written_out(collector, Metric::OF_JOB.len()) {
                return None;
            }
            if let Some(metrics) = at.read_or_leave_out(collector, JobMetrics::read) {
                job_metrics.push((node.to_owned(), metrics));
            }
        }
        Some(Batch {
            id: id?,
            title: fields.string(collector, "title", "a string"),
            description: fields.string(collector, "description", "a string"),
            recipe_type: fields.document(collector, "recipe_type"),
            recipe_type_rev: fields.document(collector, "recipe_type_rev"),
            event: fields.document(collector, "event"),
            is_superseded: fields.boolean(collector, "is_superseded", "true or false"),
            root_batch: fields.document(collector, "root_batch"),
            superseded_batch: fields.document(collector, "superseded_batch"),
            is_creation_done: fields.boolean(collector, "is_creation_done", "true or false"),
            counts,
            created: fields.datetime(collector, "created"),
            superseded: fields.datetime(collector, "superseded"),
            last_modified: fields.datetime(collector, "last_modified"),
            definition: fields.document(collector, "definition"),
            configuration: fields.document(collector, "configuration"),
            job_metrics: job_metrics.into_iter().collect(),
        })
    }
}

fn read_id(fields: Fields<'_>, collector: &mut Collector) -> Option<BatchId> {
    let id = fields.required_integer(collector, "id", "an integer: the id of the batch")?;
    Some(BatchId(id))
}

impl Read for BatchSummary {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object that names a batch by its id")?;
        let id = read_id(fields, collector)?;
        let fields = fields.leniently();
        Some(BatchSummary {
            id,
            title: fields.string(collector, "title", "a string"),
            description: fields.string(collector, "description", "a string"),
            created: fields.datetime(collector, "created"),
        })
    }
}

impl Read for TriggerEvent {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at
            .as_served()
            .object(collector, "an object: what triggered the batch")?;
        Some(TriggerEvent {
            id: fields.integer(collector, "id", "an integer"),
            event_type: fields.string(collector, "type", "a string"),
            rule: fields.optional("rule").map(At::value),
            occurred: fields.datetime(collector, "occurred"),
            // A number that is too large for any type is null, which is written and read as nothing.
            description: fields
                .optional("description")
                .map(At::value)
                .filter(|description| !description.is_null()),
        })
    }
}
