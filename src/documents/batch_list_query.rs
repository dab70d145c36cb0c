//! The query of `GET /v6/batches/`: which batches a list shows, and in which order.

use std::fmt;

use chrono::{DateTime, FixedOffset};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::{BatchId, RecipeTypeId, deserialize_by_reading};
use crate::Duration;
use crate::problem::{Name, quoted};
use crate::read::fields::{At, Collector, Fields};
use crate::read::tree::Kind;
use crate::read::{Read, Reader, Reading};

/// Which batches a list shows, and in which order.
///
/// Source: the Scale API's *Batch List*, query parameters.
///
/// ```
/// use scale_batch::{BatchListQuery, Reader};
///
/// let text = r#"{"recipe_type_id": [208, 209], "started": "PT3H", "order": "-created"}"#;
/// let query = Reader::new().text::<BatchListQuery>(text).into_result()?;
/// let text = query.to_query_string();
/// assert_eq!(text, "started=PT3H&recipe_type_id=208&recipe_type_id=209&order=-created");
/// assert_eq!(BatchListQuery::from_query_string(&text).into_result()?, query);
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// Every mistake is `INVALID_REQUEST`: a page below 1, a page size outside 1 to 1000, a datetime without a zone, a
/// range that ends before it starts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Batch list query",
    description = "Which batches a list shows, and in which order.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::one_or_more,
))]
#[non_exhaustive]
pub struct BatchListQuery {
    /// The page of the results, from 1.
    #[cfg_attr(feature = "schema", schemars(default = "first_page", range(min = 1, max = i64::MAX)))]
    pub page: i64,
    /// How many results a page has, 1 to 1000.
    #[cfg_attr(
        feature = "schema",
        schemars(default = "usual_page_size", range(min = 1, max = 1000))
    )]
    pub page_size: i64,
    /// Batches last modified at this time or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<Moment>,
    /// Batches last modified at this time or before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Moment>,
    /// Batches of these recipe types; of all when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub recipe_type_id: Vec<RecipeTypeId>,
    /// Batches that have, or have not, finished creating their recipes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_creation_done: Option<bool>,
    /// Batches that are, or are not, superseded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_superseded: Option<bool>,
    /// Batches of the chains with these root batches; of all when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub root_batch_id: Vec<BatchId>,
    /// The fields to order by; `-` before a name reverses it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(
        feature = "schema",
        schemars(default, inner(regex(pattern = "^-?[a-z][a-z0-9_]*$")))
    )]
    pub order: Vec<String>,
}

const FIRST_PAGE: i64 = 1;
const USUAL_PAGE_SIZE: i64 = 100;
const LARGEST_PAGE_SIZE: i64 = 1000;

#[cfg(feature = "schema")]
fn first_page() -> i64 {
    FIRST_PAGE
}

#[cfg(feature = "schema")]
fn usual_page_size() -> i64 {
    USUAL_PAGE_SIZE
}

/// A point in time: a datetime with its zone, or how long ago it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// At this time.
    At(DateTime<FixedOffset>),
    /// This long before the server looks.
    Ago(Duration),
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::At(time) => {
                f.write_str(&time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
            }
            Moment::Ago(duration) => duration.fmt(f),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Moment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "title": "Moment",
            "description": "An ISO-8601 datetime with a zone (2015-01-01T00:00:00Z), or a duration: that long ago (PT3H).",
            "type": "string",
        })
    }
}

impl Default for BatchListQuery {
    fn default() -> Self {
        BatchListQuery {
            page: FIRST_PAGE,
            page_size: USUAL_PAGE_SIZE,
            started: None,
            ended: None,
            recipe_type_id: Vec::new(),
            is_creation_done: None,
            is_superseded: None,
            root_batch_id: Vec::new(),
            order: Vec::new(),
        }
    }
}

/// The fields, in the order of the API's documentation.
const FIELDS: [&str; 9] = [
    "page",
    "page_size",
    "started",
    "ended",
    "recipe_type_id",
    "is_creation_done",
    "is_superseded",
    "root_batch_id",
    "order",
];

impl BatchListQuery {
    /// The query string, without `?`; what has its default is left out.
    #[must_use]
    pub fn to_query_string(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut add = |field: &str, value: String| {
            query.append_pair(field, &value);
        };
        if self.page != FIRST_PAGE {
            add("page", self.page.to_string());
        }
        if self.page_size != USUAL_PAGE_SIZE {
            add("page_size", self.page_size.to_string());
        }
        for (field, moment) in [("started", self.started), ("ended", self.ended)] {
            if let Some(moment) = moment {
                add(field, moment.to_string());
            }
        }
        for id in &self.recipe_type_id {
            add("recipe_type_id", id.to_string());
        }
        for (field, value) in [
            ("is_creation_done", self.is_creation_done),
            ("is_superseded", self.is_superseded),
        ] {
            if let Some(value) = value {
                add(field, value.to_string());
            }
        }
        for id in &self.root_batch_id {
            add("root_batch_id", id.to_string());
        }
        for field in &self.order {
            add("order", field.clone());
        }
        query.finish()
    }

    /// Reads a query string back, with or without `?` or a whole address before it.
    #[must_use]
    pub fn from_query_string(text: &str) -> Reading<Self> {
        let query = text.split_once('?').map_or(text, |(_, query)| query);
        let mut document = Map::new();
        for (field, text) in form_urlencoded::parse(query.as_bytes()) {
            let value = match (field.as_ref(), text.as_ref()) {
                ("is_creation_done" | "is_superseded", "true" | "True") => Value::Bool(true),
                ("is_creation_done" | "is_superseded", "false" | "False") => Value::Bool(false),
                ("page" | "page_size" | "recipe_type_id" | "root_batch_id", number) => number
                    .parse::<i64>()
                    .map_or_else(|_| number.into(), Value::from),
                (_, text) => text.into(),
            };
            match (field.as_ref(), document.get_mut(field.as_ref())) {
                ("recipe_type_id" | "root_batch_id" | "order", Some(Value::Array(values))) => {
                    values.push(value);
                }
                ("recipe_type_id" | "root_batch_id" | "order", _) => {
                    document.insert(field.into_owned(), Value::Array(vec![value]));
                }
                _ => {
                    document.insert(field.into_owned(), value);
                }
            }
        }
        Reader::new().value(&Value::Object(document))
    }
}

deserialize_by_reading!(BatchListQuery);

impl Read for BatchListQuery {
    const NAME: Name = Name::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.strict_object(collector, "an object: the query", &FIELDS)?;
        let page = fields
            .get("page")
            .and_then(|at| within(at, 1..=i64::MAX, "a page, from 1", collector));
        let wanted = "a page size, from 1 to 1000";
        let page_size = fields
            .get("page_size")
            .and_then(|at| within(at, 1..=LARGEST_PAGE_SIZE, wanted, collector));
        let [started, ended] =
            ["started", "ended"].map(|field| read_moment(fields.get(field)?, collector));
        if let (Some(started), Some(ended)) = (started, ended) {
            check_range(fields, started, ended, collector);
        }
        let [is_creation_done, is_superseded] = ["is_creation_done", "is_superseded"]
            .map(|field| fields.get(field)?.boolean(collector, "true or false"));
        let mut id =
            |at: At<'_>, collector: &mut Collector| at.integer(collector, "an integer: an id");
        let recipe_type_id = one_or_more(fields, "recipe_type_id", collector, &mut id);
        let root_batch_id = one_or_more(fields, "root_batch_id", collector, &mut id);
        Some(BatchListQuery {
            page: page.unwrap_or(FIRST_PAGE),
            page_size: page_size.unwrap_or(USUAL_PAGE_SIZE),
            started,
            ended,
            recipe_type_id: recipe_type_id.into_iter().map(RecipeTypeId).collect(),
            is_creation_done,
            is_superseded,
            root_batch_id: root_batch_id.into_iter().map(BatchId).collect(),
            order: one_or_more(fields, "order", collector, &mut read_order),
        })
    }
}

/// An integer in a range.
fn within(
    at: At<'_>,
    range: std::ops::RangeInclusive<i64>,
    wanted: &str,
    collector: &mut Collector,
) -> Option<i64> {
    let value = at.integer(collector, &format!("an integer: {wanted}"))?;
    if range.contains(&value) {
        return Some(value);
    }
    let problem = at
        .structural("OUT_OF_RANGE", format!("{value} is not {wanted}."))
        .param("found", value)
        .param("minimum", *range.start())
        .param("maximum", *range.end());
    at.report(collector, problem);
    None
}

/// A parameter that may be repeated: one value or an array.
fn one_or_more<T>(
    fields: Fields<'_>,
    field: &str,
    collector: &mut Collector,
    read: &mut impl FnMut(At<'_>, &mut Collector) -> Option<T>,
) -> Vec<T> {
    let Some(at) = fields.get(field) else {
        return Vec::new();
    };
    if *at.kind() != Kind::Array {
        return read(at, collector).into_iter().collect();
    }
    let items = at.each_item(collector, "an array");
    items.filter_map(|item| read(item, collector)).collect()
}

fn read_order(at: At<'_>, collector: &mut Collector) -> Option<String> {
    let text = at.string(
        collector,
        "the name of a field to order by, with \"-\" before it to reverse",
    )?;
    let name = text.strip_prefix('-').unwrap_or(text);
    let starts_well = name.starts_with(|first: char| first.is_ascii_lowercase());
    if starts_well
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    {
        return Some(text.to_owned());
    }
    let description = format!(
        "{} is not the name of a field to order by, such as \"title\" or \"-created\".",
        quoted(text)
    );
    at.report(
        collector,
        at.structural("INVALID_VALUE", description)
            .param("found", text),
    );
    None
}

fn read_moment(at: At<'_>, collector: &mut Collector) -> Option<Moment> {
    let text = at.string(collector, "an ISO-8601 datetime with a zone, or a duration")?;
    if text.starts_with('P') {
        return match text.parse::<Duration>() {
            Ok(duration) => Some(Moment::Ago(duration)),
            Err(problems) => {
                for problem in problems.into_vec() {
                    at.refuse(collector, "INVALID_VALUE", problem.description);
                }
                None
            }
        };
    }
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(Moment::At(time));
    }
    let without_zone = DateTime::parse_from_rfc3339(&format!("{text}Z")).is_ok();
    let description = if without_zone {
        format!(
            "{} has no zone. Add \"Z\" for UTC, or an offset such as \"+01:00\".",
            quoted(text)
        )
    } else {
        format!(
            "{} is neither an ISO-8601 datetime with a zone, such as \"2015-01-01T00:00:00Z\", nor a duration, such \
             as \"PT3H\".",
            quoted(text)
        )
    };
    at.report(
        collector,
        at.structural("INVALID_VALUE", description)
            .param("found", text),
    );
    None
}

/// Two datetimes or two durations can be compared; a datetime and a duration only when the server looks.
fn check_range(fields: Fields<'_>, started: Moment, ended: Moment, collector: &mut Collector) {
    let in_order = match (started, ended) {
        (Moment::At(started), Moment::At(ended)) => started < ended,
        (Moment::Ago(started), Moment::Ago(ended)) => started > ended,
        _ => true,
    };
    if in_order {
        return;
    }
    if let Some(at) = fields.get("ended") {
        let description =
            format!("The range ends at {ended}, which is not after its start, {started}.");
        let problem = at.structural("INVALID_VALUE", description);
        let problem = problem
            .param("started", started.to_string())
            .param("ended", ended.to_string());
        at.report(collector, problem);
    }
}
