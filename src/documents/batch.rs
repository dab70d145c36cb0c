//! Batches as the API serves them: in lists, in details, and in the answer to a creation.

use std::collections::{HashMap, HashSet};

use chrono::DateTime;
use serde::Serialize;
use serde_json::Value;

use super::metrics::read_count;
use super::{
    BatchConfiguration, BatchCounts, BatchDefinition, BatchId, DocumentKind, JobMetrics, Metric,
    RecipeDefinition, RecipeTypeId, deserialize_by_reading,
};
use crate::problem::{Name, Problem};
use crate::read::Read;
use crate::read::fields::{At, Collector, Fields, Items};
use crate::sorted::SortedMap;
use crate::words::quoted;

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

deserialize_by_reading!(Batch, BatchList, Batches);

impl Read for Batch {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.document(collector, "a batch", &[DocumentKind::Batch])?;
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
                if let Some(metrics) = at.read_or_leave_out(collector, JobMetrics::read) {
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
        let page = Page::read(at, collector)?;
        Some(BatchList {
            count: page.count,
            next: page.next,
            previous: page.previous,
            results: page
                .results
                .filter_map(|at| at.read_or_leave_out(collector, Batch::read))
                .collect(),
        })
    }
}

/// Batches from an array, from a page of a list, or from an array that holds pages, too.
///
/// A batch that cannot be read is left out with a warning, and hides none of the others. Each batch keeps its
/// [place](Batches::place) in the document. A page tells whether the list goes on elsewhere: what is not among the
/// batches may then be there all the same, and [`is_complete`](Batches::is_complete) is false.
///
/// In JSON: an array of the batches.
///
/// Source: the Scale API's *Batch List*.
///
/// ```
/// use scale_batch::{Batches, Reader};
///
/// let page = r#"{"count": 3, "next": "…?page=2", "results": [{"title": "no id"}, {"id": 102}]}"#;
/// let reading = Reader::new().text::<Batches>(page);
/// assert_eq!(reading.warnings[0].path, "/results/0");
/// let batches = reading.document.unwrap();
/// assert_eq!(batches.as_slice()[0].id, 102.into());
/// assert_eq!(batches.place(0), "/results/1");
/// assert!(!batches.is_complete());
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it is neither an array nor an object with an array of results.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Batches {
    items: Vec<Batch>,
    /// The pointer to each batch.
    places: Vec<String>,
    /// How many were left out, because they could not be read.
    unreadable: usize,
    /// Whether the list goes on, on pages that are not among these.
    has_more: bool,
}

impl Batches {
    /// The batches that could be read, in the order of the document.
    #[must_use]
    pub fn as_slice(&self) -> &[Batch] {
        &self.items
    }

    /// The batches that could be read, in the order of the document.
    #[must_use]
    pub fn into_vec(self) -> Vec<Batch> {
        self.items
    }

    /// The JSON Pointer to a batch in the document that it was read from; empty where there is no such batch.
    #[must_use]
    pub fn place(&self, index: usize) -> &str {
        self.places.get(index).map_or("", String::as_str)
    }

    /// Whether every batch of the list is here: no page is missing, and none of the batches was left out.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.has_more && self.unreadable == 0
    }

    /// The same problem of a batch, whose path begins with the index of the batch, at its place in the document.
    pub(crate) fn placed(&self, mut problem: Problem) -> Problem {
        let path = problem.path.strip_prefix('/').unwrap_or_default();
        let (index, below) = path.split_at(path.find('/').unwrap_or(path.len()));
        if let Some(place) = index
            .parse()
            .ok()
            .and_then(|index: usize| self.places.get(index))
        {
            problem.path = [place, below].concat();
        }
        problem
    }

    fn push(&mut self, at: At<'_>, list: At<'_>, collector: &mut Collector) -> Option<BatchId> {
        let Some(batch) = at.read_or_leave_out(collector, Batch::read) else {
            self.unreadable += 1;
            return None;
        };
        let id = batch.id;
        self.items.push(batch);
        self.places.push(at.pointer_below(list));
        Some(id)
    }
}

impl<I: IntoIterator<Item = Batch>> From<I> for Batches {
    fn from(batches: I) -> Self {
        batches.into_iter().collect()
    }
}

/// Collects the batches one by one: a list that is complete.
impl FromIterator<Batch> for Batches {
    fn from_iter<I: IntoIterator<Item = Batch>>(batches: I) -> Self {
        let items: Vec<Batch> = batches.into_iter().collect();
        Batches {
            places: (0..items.len()).map(|index| format!("/{index}")).collect(),
            items,
            ..Batches::default()
        }
    }
}

impl Serialize for Batches {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.items.serialize(serializer)
    }
}

impl Read for Batches {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let mut read = Batches::default();
        let mut pages = Pages::default();
        if at.has_field("results") {
            pages.read(at, at, &mut read, collector)?;
        } else {
            let wanted = "an array of batches, or a page of a list of batches";
            if at.is_another_document(collector, "a list of batches", &[DocumentKind::Page]) {
                return None;
            }
            for item in at.items(collector, wanted)? {
                if item.has_field("results") {
                    pages.read(item.leniently(), at, &mut read, collector);
                } else {
                    read.push(item, at, collector);
                }
            }
        }
        read.has_more = pages.have_more();
        Some(read)
    }
}

/// What pages of lists tell about pages that are not among them.
#[derive(Default)]
struct Pages {
    number: usize,
    /// How many of them have a next page, and a previous one.
    with_next: usize,
    with_previous: usize,
    /// By the count of a list: what was found on its pages. Of a batch that cannot be read the id is not known.
    found: HashMap<u64, (HashSet<BatchId>, u64)>,
    /// An item of the array should have been a page, and cannot be read.
    unreadable: bool,
}

impl Pages {
    /// Reads one page; its batches are added to those that were `read`.
    fn read(
        &mut self,
        at: At<'_>,
        list: At<'_>,
        read: &mut Batches,
        collector: &mut Collector,
    ) -> Option<()> {
        let Some(page) = Page::read(at, collector) else {
            self.unreadable = true;
            return None;
        };
        self.number += 1;
        self.with_next += usize::from(page.next.is_some());
        self.with_previous += usize::from(page.previous.is_some());
        let mut ids = Vec::new();
        let mut unreadable = 0;
        for item in page.results {
            match read.push(item, list, collector) {
                Some(id) => ids.push(id),
                None => unreadable += 1,
            }
        }
        if let Some(count) = page.count {
            let (found, without_id) = self.found.entry(count).or_default();
            found.extend(ids);
            *without_id += unreadable;
        }
        Some(())
    }

    fn have_more(&self) -> bool {
        let is_beyond = |(count, (found, unreadable)): (&u64, &(HashSet<BatchId>, u64))| {
            *count > unreadable.saturating_add(found.len() as u64)
        };
        // Of a whole list one page is the last, and one the first.
        let lacks_an_end =
            self.number > 0 && (self.with_next == self.number || self.with_previous == self.number);
        self.unreadable || lacks_an_end || self.found.iter().any(is_beyond)
    }
}

/// A page of a list, whose results are not read yet.
struct Page<'a> {
    count: Option<u64>,
    next: Option<String>,
    previous: Option<String>,
    results: Items<'a>,
}

impl<'a> Page<'a> {
    fn read(at: At<'a>, collector: &mut Collector) -> Option<Self> {
        let wanted = "a page of a list of batches";
        let fields = at.document(collector, wanted, &[DocumentKind::Page])?;
        let results = fields
            .required(collector, "results", "an array of batches")?
            .items(collector, "an array of batches")?;
        let fields = fields.leniently();
        Some(Page {
            count: fields
                .present("count")
                .and_then(|at| read_count(at, collector)),
            next: text(fields, "next", collector),
            previous: text(fields, "previous", collector),
            results,
        })
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{Reader, Reading};

    fn read(document: &Value) -> Reading<Batches> {
        Reader::new().value(document)
    }

    fn page(count: Option<u64>, ids: &[i64], next: bool, previous: bool) -> Value {
        let results: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        let address = |there: bool| there.then_some("https://scale/api/v6/batches/?page=0");
        json!({"count": count, "next": address(next), "previous": address(previous), "results": results})
    }

    #[test]
    fn one_unreadable_batch_does_not_hide_the_others() {
        let batches = json!([{"id": 1}, {"id": "two"}, 3, {"id": 4}]);
        for (document, prefix) in [
            (batches.clone(), ""),
            (json!({"results": batches}), "/results"),
            (json!([{"results": batches}]), "/0/results"),
        ] {
            let reading = read(&document);
            assert_eq!(reading.errors, []);
            let left_out: Vec<&str> = reading
                .warnings
                .iter()
                .map(|problem| problem.path.as_str())
                .collect();
            assert_eq!(left_out, [format!("{prefix}/1/id"), format!("{prefix}/2")]);
            let batches = reading.document.unwrap();
            let ids: Vec<i64> = batches.as_slice().iter().map(|batch| batch.id.0).collect();
            assert_eq!(ids, [1, 4]);
            assert_eq!(
                (batches.place(0), batches.place(1)),
                (&*format!("{prefix}/0"), &*format!("{prefix}/3"))
            );
            assert_eq!(batches.place(2), "");
            assert!(!batches.is_complete(), "batch two may be any batch");
        }
    }

    #[test]
    fn problems_of_a_batch_find_its_place() {
        let batches = read(&json!([{"results": [{}, {"id": 1}]}, {"id": 2}]))
            .document
            .unwrap();
        let placed = |path: &str| {
            batches
                .placed(Problem::new(Name::BrokenChain, "…").at(path))
                .path
        };
        assert_eq!(
            placed("/0/superseded_batch"),
            "/0/results/1/superseded_batch"
        );
        assert_eq!(placed("/1"), "/1");
        assert_eq!(placed(""), "");
    }

    #[test]
    fn pages_tell_whether_the_list_goes_on() {
        let is_complete = |document: Value| read(&document).document.unwrap().is_complete();
        assert!(is_complete(json!([])));
        assert!(is_complete(json!([{"id": 1}])));
        assert!(is_complete(json!({"results": [{"id": 1}]})));
        assert!(is_complete(page(Some(2), &[1, 2], false, false)));
        // There is a next page, or a previous one, or the count says that there must be one.
        assert!(!is_complete(page(Some(2), &[1], true, false)));
        assert!(!is_complete(page(None, &[1], true, false)));
        assert!(!is_complete(page(None, &[1], false, true)));
        assert!(!is_complete(page(Some(2), &[1], false, false)));
        let (first, last) = (
            page(Some(3), &[1, 2], true, false),
            page(Some(3), &[3], false, true),
        );
        assert!(is_complete(json!([first, last])));
        assert!(!is_complete(json!([first, first])), "the same page twice");
        assert!(
            !is_complete(json!([first, {"id": 3}])),
            "which list batch 3 is of is not known"
        );
        assert!(!is_complete(json!([first, {"results": 5}])));
        let unknown = json!([page(None, &[1], true, false), page(None, &[2], false, true)]);
        assert!(is_complete(unknown));
    }

    #[test]
    fn what_is_no_list_is_an_error() {
        for document in [
            json!(5),
            json!({"id": 1}),
            json!({"results": {}}),
            json!(null),
        ] {
            assert_eq!(read(&document).errors.len(), 1, "{document}");
        }
    }
}
