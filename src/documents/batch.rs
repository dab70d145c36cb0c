//! Batches as the API serves them: in lists, in details, and in the answer to a creation.

use chrono::DateTime;
use serde::Serialize;
use serde_json::Value;

use super::metrics::read_count;
use super::{
    BatchConfiguration, BatchCounts, BatchDefinition, BatchId, JobMetrics, Metric,
    RecipeDefinition, RecipeTypeId, deserialize_by_reading,
};
use crate::problem::{Name, quoted};
use crate::read::Read;
use crate::read::fields::{At, Collector, Fields};
use crate::sorted::SortedMap;

/// A batch, as a list, the details or the answer to a creation have it.
///
/// Only its id must be there. Anything else that is missing, or not as the API documents it, is `None` or empty, and
/// the latter a warning `INVALID_RESPONSE` (`INVALID_DURATION` for a duration): a server's odd answer is still of use.
///
/// Source: the Scale API's *Batch List* and *Batch Details*.
///
/// ```
/// use scale_batch::{Batch, Reader};
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
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Batch",
    description = "A batch, as a list, the details or the answer to a creation have it.",
    transform = super::schema::titled,
))]
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
    /// When it was created, as ISO-8601 text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// When it was superseded, as ISO-8601 text.
    pub superseded: Option<String>,
    /// When it was last modified, as ISO-8601 text.
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
    pub job_metrics: SortedMap<String, JobMetrics>,
}

impl Batch {
    /// A batch of which nothing but the id is known.
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
    /// use scale_batch::Batch;
    ///
    /// assert_eq!(Batch::new(105).root_batch_id(), 105.into());
    /// ```
    #[must_use]
    pub fn root_batch_id(&self) -> BatchId {
        self.root_batch.as_ref().map_or(self.id, |root| root.id)
    }

    /// The few fields by which other documents name it.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Batch summary",
    description = "The few fields by which other documents name a batch.",
    transform = super::schema::titled,
))]
pub struct BatchSummary {
    /// The id of the batch.
    pub id: BatchId,
    /// The name, for people.
    pub title: Option<String>,
    /// What the batch is for, for people.
    pub description: Option<String>,
    /// When it was created, as ISO-8601 text.
    pub created: Option<String>,
}

/// The recipe type of a batch.
///
/// Source: the Scale API's *Batch Details*, `recipe_type`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Recipe type summary",
    description = "The few fields by which a batch names its recipe type.",
    transform = super::schema::titled,
))]
#[non_exhaustive]
pub struct RecipeTypeSummary {
    /// The id of the recipe type.
    pub id: RecipeTypeId,
    /// The stable name, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The name, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What its recipes do, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The number of its current revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision_num: Option<i64>,
    /// Whether batches may create recipes of this type; a batch does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

/// The revision of the recipe type that a batch runs.
///
/// Source: the Scale API's *Batch Details*, `recipe_type_rev`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Recipe type revision",
    description = "The revision of the recipe type that a batch runs.",
    transform = super::schema::titled,
))]
#[non_exhaustive]
pub struct RecipeTypeRevision {
    /// The id of the revision, which is not its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// The recipe type that it is a revision of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipe_type: Option<RecipeTypeSummary>,
    /// The number of the revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision_num: Option<i64>,
    /// What its recipes contain; only the details of a batch have it. `None` where it is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<RecipeDefinition>,
    /// When it was created, as ISO-8601 text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
}

/// What triggered a batch.
///
/// Source: the Scale API's *Batch Details*, `event`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Trigger event",
    description = "What triggered a batch.",
    transform = super::schema::titled,
))]
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
    /// When it occurred, as ISO-8601 text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurred: Option<String>,
    /// What else the server tells about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Value>,
}

/// One page of a list of batches.
///
/// Source: the Scale API's *Batch List*.
///
/// ```
/// use scale_batch::{BatchList, Reader};
///
/// let text = r#"{"count": 1, "next": null, "previous": null, "results": [{"id": 1234}]}"#;
/// let list = Reader::new().text::<BatchList>(text).into_result()?;
/// assert_eq!(list.results[0].id, 1234.into());
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it is no object, or has no array of results. A result that is no batch is left out with a
/// warning.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Batch list",
    description = "One page of a list of batches.",
    transform = super::schema::titled,
))]
#[non_exhaustive]
pub struct BatchList {
    /// How many batches there are on all pages together; `None` where it is not told.
    pub count: Option<u64>,
    /// The address of the next page, where there is one.
    pub next: Option<String>,
    /// The address of the previous page, where there is one.
    pub previous: Option<String>,
    /// The batches of this page.
    pub results: Vec<Batch>,
}

deserialize_by_reading!(Batch, BatchList);

impl Read for Batch {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: the batch")?;
        let id = required_id(fields, "the id of the batch", collector);
        let fields = fields.leniently();
        let mut counts = BatchCounts::default();
        for (key, at) in fields.members() {
            if let Some(count) = Metric::named(key).and_then(|metric| counts.count_mut(metric)) {
                *count = read_count(at, collector);
            }
        }
        let mut job_metrics = Vec::new();
        if let Some(at) = fields.present("job_metrics") {
            for (node, at) in at.each_member(collector, "an object: the metrics of each job") {
                if let Some(metrics) = JobMetrics::read(at, collector) {
                    job_metrics.push((node.to_owned(), metrics));
                }
            }
        }
        let part = |field| fields.present(field);
        Some(Batch {
            id: BatchId(id?),
            title: text(fields, "title", collector),
            description: text(fields, "description", collector),
            recipe_type: part("recipe_type").and_then(|at| RecipeTypeSummary::read(at, collector)),
            recipe_type_rev: part("recipe_type_rev")
                .and_then(|at| RecipeTypeRevision::read(at, collector)),
            event: part("event").and_then(|at| TriggerEvent::read(at, collector)),
            is_superseded: boolean(fields, "is_superseded", collector),
            root_batch: part("root_batch").and_then(|at| BatchSummary::read(at, collector)),
            superseded_batch: part("superseded_batch")
                .and_then(|at| BatchSummary::read(at, collector)),
            is_creation_done: boolean(fields, "is_creation_done", collector),
            counts,
            created: datetime(fields, "created", collector),
            superseded: datetime(fields, "superseded", collector),
            last_modified: datetime(fields, "last_modified", collector),
            definition: part("definition").and_then(|at| BatchDefinition::read(at, collector)),
            configuration: part("configuration")
                .and_then(|at| BatchConfiguration::read(at, collector)),
            job_metrics: job_metrics.into_iter().collect(),
        })
    }
}

impl Read for BatchSummary {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object that names a batch by its id")?;
        let id = required_id(fields, "the id of the batch", collector)?;
        let fields = fields.leniently();
        Some(BatchSummary {
            id: BatchId(id),
            title: text(fields, "title", collector),
            description: text(fields, "description", collector),
            created: datetime(fields, "created", collector),
        })
    }
}

impl Read for RecipeTypeSummary {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object that names a recipe type by its id")?;
        let id = required_id(fields, "the id of the recipe type", collector)?;
        Some(RecipeTypeSummary {
            id: RecipeTypeId(id),
            name: text(fields, "name", collector),
            title: text(fields, "title", collector),
            description: text(fields, "description", collector),
            revision_num: integer(fields, "revision_num", collector),
            is_active: boolean(fields, "is_active", collector),
        })
    }
}

impl Read for RecipeTypeRevision {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: a revision of a recipe type")?;
        Some(RecipeTypeRevision {
            id: integer(fields, "id", collector),
            recipe_type: fields
                .present("recipe_type")
                .and_then(|at| RecipeTypeSummary::read(at, collector)),
            revision_num: integer(fields, "revision_num", collector),
            definition: fields
                .present("definition")
                .and_then(|at| RecipeDefinition::read(at, collector)),
            created: datetime(fields, "created", collector),
        })
    }
}

impl Read for TriggerEvent {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: what triggered the batch")?;
        Some(TriggerEvent {
            id: integer(fields, "id", collector),
            event_type: text(fields, "type", collector),
            rule: fields.present("rule").map(At::value),
            occurred: datetime(fields, "occurred", collector),
            description: fields.present("description").map(At::value),
        })
    }
}

impl Read for BatchList {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: a page of a list of batches")?;
        let results = fields
            .required(collector, "results", "an array of batches")?
            .items(collector, "an array of batches")?
            .filter_map(|at| Batch::read(at.leniently(), collector))
            .collect();
        let fields = fields.leniently();
        Some(BatchList {
            count: fields
                .present("count")
                .and_then(|at| read_count(at, collector)),
            next: text(fields, "next", collector),
            previous: text(fields, "previous", collector),
            results,
        })
    }
}

/// Batches in an array, or in a page of a list; an array may hold pages, too.
#[derive(Serialize)]
pub(crate) struct Batches(pub(crate) Vec<Batch>);

impl Read for Batches {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        if at.has_field("results") {
            return Some(Batches(BatchList::read(at, collector)?.results));
        }
        let mut batches = Vec::new();
        for item in at.items(
            collector,
            "an array of batches, or a page of a list of batches",
        )? {
            if item.has_field("results") {
                let list = BatchList::read(item.leniently(), collector);
                batches.extend(list.into_iter().flat_map(|list| list.results));
            } else {
                batches.extend(Batch::read(item.leniently(), collector));
            }
        }
        Some(Batches(batches))
    }
}

fn required_id(fields: Fields<'_>, meaning: &str, collector: &mut Collector) -> Option<i64> {
    fields
        .required(collector, "id", meaning)?
        .integer(collector, &format!("an integer: {meaning}"))
}

fn integer(fields: Fields<'_>, field: &str, collector: &mut Collector) -> Option<i64> {
    fields.present(field)?.integer(collector, "an integer")
}

fn boolean(fields: Fields<'_>, field: &str, collector: &mut Collector) -> Option<bool> {
    fields.present(field)?.boolean(collector, "true or false")
}

fn text(fields: Fields<'_>, field: &str, collector: &mut Collector) -> Option<String> {
    let text = fields.present(field)?.string(collector, "a text")?;
    Some(text.to_owned())
}

/// A point in time, as it was written, even if it says none.
fn datetime(fields: Fields<'_>, field: &str, collector: &mut Collector) -> Option<String> {
    let at = fields.present(field)?;
    let text = at.string(collector, "an ISO-8601 datetime")?;
    if DateTime::parse_from_rfc3339(text).is_err() {
        let description = format!(
            "{} is {}, but should be an ISO-8601 datetime such as \"1970-01-01T00:00:00Z\".",
            at.label(),
            quoted(text)
        );
        at.refuse(collector, "INVALID_VALUE", description);
    }
    Some(text.to_owned())
}
