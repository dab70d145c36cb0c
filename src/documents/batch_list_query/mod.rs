//! The query of `GET /v6/batches/`: which batches a list shows, and in which order.

mod datetime;
mod moment;
mod order;
mod origin;
mod parameters;

use std::fmt;
use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};

use super::rules::ignored_field;
use super::{BatchId, RecipeTypeId, deserialize_by_reading};
use crate::problem::causes::Ignored;
use crate::problem::{Name, Problem};
use crate::read::fields::{At, Collector, Fields};
use crate::read::tree::{Kind, Tree};
use crate::read::{Limits, Read, Reading};
use crate::words::{capitalised, quoted};
pub use moment::Moment;
use origin::Origin;
use parameters::Parameters;

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
/// range that ends before it starts. A field that the server cannot order by is the warning `SERVER_ERROR_LIKELY`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Batch list query",
    description = "Which batches a list shows, and in which order.",
    deny_unknown_fields,
    transform = crate::documents::schema::request,
    transform = crate::documents::schema::one_or_more,
))]
#[non_exhaustive]
pub struct BatchListQuery {
    /// The page of the results, from 1, or `"last"`.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub page: Page,
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
    /// Batches of these recipe types; of all when empty. Ids that no recipe type has find nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub recipe_type_id: Vec<RecipeTypeId>,
    /// Batches that have, or have not, finished creating their recipes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_creation_done: Option<bool>,
    /// Batches that are, or are not, superseded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_superseded: Option<bool>,
    /// Batches of the chains with these root batches; of all when empty. Ids that no batch has find nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub root_batch_id: Vec<BatchId>,
    /// The fields to order by; `-` before a name reverses it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub order: Vec<String>,
}

const FIRST_PAGE: i64 = 1;
const USUAL_PAGE_SIZE: i64 = 100;
const LARGEST_PAGE_SIZE: i64 = 1000;

#[cfg(feature = "schema")]
fn usual_page_size() -> i64 {
    USUAL_PAGE_SIZE
}

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The page of this number, from 1.
    Number(i64),
    /// The last one, in JSON `"last"`.
    Last,
}

/// How the last page is written.
const LAST: &str = "last";

impl Default for Page {
    fn default() -> Self {
        Page::Number(FIRST_PAGE)
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Page::Number(number) => number.fmt(f),
            Page::Last => f.write_str(LAST),
        }
    }
}

impl Serialize for Page {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Page::Number(number) => serializer.serialize_i64(*number),
            Page::Last => serializer.serialize_str(LAST),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Page {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Page".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "integer", "minimum": FIRST_PAGE, "maximum": i64::MAX },
                { "type": "string", "const": LAST },
            ],
        })
    }
}

impl Default for BatchListQuery {
    fn default() -> Self {
        BatchListQuery {
            page: Page::default(),
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
        if self.page != Page::default() {
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

    /// Reads a query string back, with or without `?` or a whole address before it, as the server reads it.
    ///
    /// What the server refuses is an error: an offset below that of UTC, for example. A parameter that is repeated
    /// and should not be is the warning `DUPLICATE_KEY`, a page size that the server replaces by another
    /// `IGNORED_FIELD`. Whether a range of a datetime and a duration ends before it starts depends on the present: the
    /// clock of the system is asked, where there is one. [`from_query_string_at`](Self::from_query_string_at) takes it
    /// from the caller.
    ///
    /// ```
    /// use scale_batch::BatchListQuery;
    ///
    /// let reading = BatchListQuery::from_query_string("?is_superseded=F;page_size=2000");
    /// assert_eq!(reading.warnings[0].path, "/page_size");
    /// let query = reading.into_result()?;
    /// assert_eq!(query.to_query_string(), "page_size=1000&is_superseded=false");
    /// # Ok::<(), scale_batch::Problems>(())
    /// ```
    #[must_use]
    pub fn from_query_string(text: &str) -> Reading<Self> {
        Self::of_query_string(text, present())
    }

    /// As [`from_query_string`](Self::from_query_string), at another time.
    ///
    /// ```
    /// use chrono::DateTime;
    /// use scale_batch::BatchListQuery;
    ///
    /// let text = "started=2015-01-01T00:00:00Z&ended=P1D";
    /// let errors = |now| BatchListQuery::from_query_string_at(text, now).errors.len();
    /// assert_eq!(errors("2015-01-02T01:00:00Z".parse()?), 0);
    /// assert_eq!(errors("2015-01-01T23:00:00Z".parse()?), 1);
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn from_query_string_at(text: &str, now: DateTime<Utc>) -> Reading<Self> {
        Self::of_query_string(text, Some(now))
    }

    pub(crate) fn of_query_string(text: &str, now: Option<DateTime<Utc>>) -> Reading<Self> {
        let Parameters { document, repeated } = Parameters::new(text);
        let limits = Limits::default();
        let tree = match Tree::from_value(&document, &limits) {
            Ok(tree) => tree,
            Err(unreadable) => return Reading::failed(unreadable.into_problem(Self::NAME, None)),
        };
        let mut collector = Collector::new(&limits);
        let at = At::root(&tree, Self::NAME);
        let document = Self::read_from(at, Origin::QueryString, &mut collector);
        for field in &repeated {
            if let Some(member) = at.fields().and_then(|fields| fields.get(field)) {
                report_repeated(field, member, &mut collector);
            }
        }
        let (errors, warnings) = collector.finish(&tree);
        let reading = Reading {
            document: document.filter(|_| errors.is_empty()),
            errors,
            warnings,
        };
        let mut reading = Self::judged_at(reading, now);
        if reading.document.is_none() {
            // There is no document that a fix could be applied to.
            for problem in reading.errors.iter_mut().chain(&mut reading.warnings) {
                problem.fix.clear();
            }
        }
        reading
    }

    /// The reading, and an error where the range of a query ends before it starts at this time.
    pub(crate) fn judged_at(
        mut reading: Reading<Self>,
        now: Option<DateTime<Utc>>,
    ) -> Reading<Self> {
        let range = reading
            .document
            .as_ref()
            .and_then(|query| Some((query.started?, query.ended?)));
        let Some(((started, ended), now)) = range.zip(now) else {
            return reading;
        };
        if started
            .time(now)
            .zip(ended.time(now))
            .is_some_and(|(started, ended)| started > ended)
        {
            let problem = Problem::new(Self::NAME, backwards(started, ended))
                .at("/ended")
                .param("cause", "INVALID_VALUE")
                .param("field", "ended")
                .param("started", started.to_string())
                .param("ended", ended.to_string());
            reading.document = None;
            reading.errors.push(problem);
        }
        reading
    }
}

/// What the clock of the system says.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn present() -> Option<DateTime<Utc>> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = i64::try_from(since.ok()?.as_secs()).ok()?;
    DateTime::from_timestamp(seconds, 0)
}

/// WebAssembly has no clock: JavaScript tells the time with every call.
#[cfg(target_family = "wasm")]
pub(crate) fn present() -> Option<DateTime<Utc>> {
    None
}

/// A time that a caller names.
pub(crate) fn read_time(text: &str) -> Option<DateTime<Utc>> {
    let spelled = datetime::parse(text).ok()?;
    Some(spelled.time.with_timezone(&Utc))
}

deserialize_by_reading!(BatchListQuery);

impl Read for BatchListQuery {
    const NAME: Name = Name::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        Self::read_from(at, Origin::Document, collector)
    }
}

impl BatchListQuery {
    fn read_from(at: At<'_>, origin: Origin, collector: &mut Collector) -> Option<Self> {
        let fields = at.strict_object(collector, "an object: the query", &FIELDS)?;
        let page = fields
            .get("page")
            .and_then(|at| read_page(at, origin, collector));
        let page_size = fields.get("page_size").and_then(|at| match origin {
            Origin::Document => within(at, 1..=LARGEST_PAGE_SIZE, PAGE_SIZE, collector),
            Origin::QueryString => Some(page_size_of_server(at, collector)),
        });
        let [started, ended] =
            ["started", "ended"].map(|field| Moment::read(fields.get(field)?, origin, collector));
        if let (Some(started), Some(ended)) = (started, ended) {
            check_range(fields, started, ended, collector);
        }
        let [is_creation_done, is_superseded] = ["is_creation_done", "is_superseded"]
            .map(|field| read_boolean(fields.get(field)?, origin, collector));
        let mut id =
            |at: At<'_>, collector: &mut Collector| read_integer(at, "an id", origin, collector);
        let recipe_type_id = one_or_more(fields, "recipe_type_id", collector, &mut id);
        let root_batch_id = one_or_more(fields, "root_batch_id", collector, &mut id);
        Some(BatchListQuery {
            page: page.unwrap_or_default(),
            page_size: page_size.unwrap_or(USUAL_PAGE_SIZE),
            started,
            ended,
            recipe_type_id: recipe_type_id.into_iter().map(RecipeTypeId).collect(),
            is_creation_done,
            is_superseded,
            root_batch_id: root_batch_id.into_iter().map(BatchId).collect(),
            order: one_or_more(fields, "order", collector, &mut order::read),
        })
    }
}

const PAGE_SIZE: &str = "a page size, from 1 to 1000";

fn read_page(at: At<'_>, origin: Origin, collector: &mut Collector) -> Option<Page> {
    if at.text() == Some(LAST) {
        return Some(Page::Last);
    }
    let wanted = "a page, from 1, or \"last\"";
    let number = read_integer(at, wanted, origin, collector)?;
    in_range(number, at, FIRST_PAGE..=i64::MAX, wanted, collector).map(Page::Number)
}

/// The size of a page that the server makes of what is asked for, whatever that is.
fn page_size_of_server(at: At<'_>, collector: &mut Collector) -> i64 {
    let text = at.text().unwrap_or_default();
    let size = parameters::integer(text, LARGEST_PAGE_SIZE + 1).filter(|size| *size > 0);
    let (server, why) = match size {
        Some(size) if size <= LARGEST_PAGE_SIZE => return size,
        Some(_) => (LARGEST_PAGE_SIZE, "which is more than the server allows"),
        None => (USUAL_PAGE_SIZE, "which the server does not take"),
    };
    let because = Ignored::PageSize {
        found: text,
        server,
        why,
    };
    let problem = ignored_field(because, at.pointer());
    at.report(collector, problem);
    server
}

fn read_integer(
    at: At<'_>,
    wanted: &str,
    origin: Origin,
    collector: &mut Collector,
) -> Option<i64> {
    let wanted = format!("an integer: {wanted}");
    if origin == Origin::Document {
        return at.integer(collector, &wanted);
    }
    let text = at.string(collector, &wanted)?;
    let integer = parameters::integer(text, collector.limits().integer);
    if integer.is_none() {
        refuse(at, text, &wanted, collector);
    }
    integer
}

fn read_boolean(at: At<'_>, origin: Origin, collector: &mut Collector) -> Option<bool> {
    let wanted = "true or false";
    if origin == Origin::Document {
        return at.boolean(collector, wanted);
    }
    let text = at.string(collector, wanted)?;
    let boolean = parameters::boolean(text);
    if boolean.is_none() {
        refuse(at, text, wanted, collector);
    }
    boolean
}

/// Refuses the value of a parameter.
fn refuse(at: At<'_>, text: &str, wanted: &str, collector: &mut Collector) {
    let description = format!(
        "{} must be {wanted}, but it is {}.",
        capitalised(&at.label()),
        quoted(text)
    );
    let problem = at.structural("INVALID_VALUE", description);
    at.report(collector, problem.param("found", text));
}

/// `DUPLICATE_KEY`, for a parameter that the server takes once.
fn report_repeated(field: &str, at: At<'_>, collector: &mut Collector) {
    let description = format!(
        "The parameter {} is repeated in the query. The last one counts.",
        quoted(field)
    );
    let problem = Problem::new(Name::DuplicateKey, description).param("key", field);
    at.report(collector, problem);
}

/// An integer in a range.
fn within(
    at: At<'_>,
    range: RangeInclusive<i64>,
    wanted: &str,
    collector: &mut Collector,
) -> Option<i64> {
    let value = at.integer(collector, &format!("an integer: {wanted}"))?;
    in_range(value, at, range, wanted, collector)
}

fn in_range(
    value: i64,
    at: At<'_>,
    range: RangeInclusive<i64>,
    wanted: &str,
    collector: &mut Collector,
) -> Option<i64> {
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

/// Two datetimes or two durations can be compared; a datetime and a duration only when the present is known. Of two
/// equal durations the server reads the first one earlier, and so they are a range.
fn check_range(fields: Fields<'_>, started: Moment, ended: Moment, collector: &mut Collector) {
    let in_order = match (started, ended) {
        (Moment::At(started), Moment::At(ended)) => started < ended,
        (Moment::Ago(started), Moment::Ago(ended)) => started >= ended,
        _ => true,
    };
    if in_order {
        return;
    }
    if let Some(at) = fields.get("ended") {
        let problem = at.structural("INVALID_VALUE", backwards(started, ended));
        let problem = problem
            .param("started", started.to_string())
            .param("ended", ended.to_string());
        at.report(collector, problem);
    }
}

fn backwards(started: Moment, ended: Moment) -> String {
    format!("The range ends at {ended}, which is not after its start, {started}.")
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use serde_json::{Value, json};

    use super::{BatchListQuery, Page};
    use crate::{Name, Reader, Reading};

    fn noon() -> DateTime<Utc> {
        "2026-11-27T12:00:00Z".parse().unwrap()
    }

    fn read(query: &str) -> Reading<BatchListQuery> {
        BatchListQuery::from_query_string_at(query, noon())
    }

    fn built(query: &Value) -> String {
        let query = Reader::new().value::<BatchListQuery>(query);
        query.into_result().unwrap().to_query_string()
    }

    #[test]
    fn booleans_and_ids_are_written_plainly() {
        let query =
            json!({"recipe_type_id": [-1, 0, 208], "root_batch_id": 104, "is_superseded": false});
        let text = "recipe_type_id=-1&recipe_type_id=0&recipe_type_id=208&is_superseded=false&root_batch_id=104";
        assert_eq!(built(&query), text);
        let read = read(
            "recipe_type_id=-1&recipe_type_id=+0&recipe_type_id=+208+&is_superseded=F&root_batch_id=%2B104",
        );
        assert_eq!(read.errors, []);
        assert_eq!(read.document.unwrap().to_query_string(), text);
    }

    #[test]
    fn an_offset_is_written_in_utc() {
        let query =
            json!({"started": "2015-01-01T00:00:00+01:30", "ended": "2015-01-01T00:00:00-05:00"});
        let text = "started=2014-12-31T22%3A30%3A00Z&ended=2015-01-01T05%3A00%3A00Z";
        assert_eq!(built(&query), text);
    }

    #[test]
    fn a_page_is_a_number_or_the_last() {
        for (text, page) in [
            ("page=last", Page::Last),
            ("page=01", Page::Number(1)),
            ("page=2%0A", Page::Number(2)),
            ("", Page::Number(1)),
        ] {
            assert_eq!(read(text).document.unwrap().page, page, "{text}");
        }
        for text in [
            "page=",
            "page=one",
            "page=0",
            "page=-1",
            "page=Last",
            "page=1.0",
        ] {
            let errors = read(text).errors;
            assert_eq!(errors[0].path, "/page", "{text}");
        }
        assert_eq!(built(&json!({"page": "last"})), "page=last");
        assert_eq!(serde_json::to_value(Page::Last).unwrap(), "last");
        let query = Reader::new().value::<BatchListQuery>(&json!({"page": "first"}));
        assert_eq!(query.errors[0].params["cause"], "WRONG_TYPE");
    }

    #[test]
    fn the_server_replaces_a_page_size_that_it_does_not_take() {
        for (text, size) in [
            ("page_size=7", None),
            ("page_size=1000", None),
            ("page_size=0", Some(100)),
            ("page_size=-5", Some(100)),
            ("page_size=", Some(100)),
            ("page_size=2.5", Some(100)),
            ("page_size=abc", Some(100)),
            ("page_size=1001", Some(1000)),
            ("page_size=99999999999999999999", Some(1000)),
        ] {
            let reading = read(text);
            let said = reading.warnings.first();
            assert_eq!(
                said.map(|warning| warning.name),
                size.map(|_| Name::IgnoredField)
            );
            if let Some(size) = size {
                assert_eq!(said.unwrap().params["server"], size, "{text}");
                assert_eq!(reading.document.unwrap().page_size, size, "{text}");
            }
        }
        // Who writes a query says what is wanted.
        let query = Reader::new().value::<BatchListQuery>(&json!({"page_size": 0}));
        assert_eq!(query.errors[0].params["cause"], "OUT_OF_RANGE");
    }

    #[test]
    fn repeated_single_parameters_are_said() {
        let reading =
            read("is_superseded=x&is_superseded=true&page=1&page=2&page=3&order=id&order=id");
        let said: Vec<_> = reading
            .warnings
            .iter()
            .map(|warning| (warning.name, warning.path.as_str()))
            .collect();
        let expected = ["/is_superseded", "/page"].map(|path| (Name::DuplicateKey, path));
        assert_eq!(said, expected);
        let query = reading.document.unwrap();
        assert_eq!(query.is_superseded, Some(true));
        assert_eq!(query.page, Page::Number(3));
    }

    #[test]
    fn a_range_may_not_end_before_it_starts() {
        for (query, is_range) in [
            ("started=2012-01-01T00:00Z&ended=2016-01-01T00:00Z", true),
            ("started=2016-01-01T00:00Z&ended=2012-01-01T00:00Z", false),
            (
                "started=2016-01-01T00:00Z&ended=2016-01-01T01:00%2B01",
                false,
            ),
            (
                "started=2016-01-01T00:00:00.0000001Z&ended=2016-01-01T00:00Z",
                false,
            ),
            ("started=PT3H&ended=PT1H", true),
            ("started=PT1H&ended=PT60M", true),
            ("started=PT1H&ended=PT3H", false),
            ("started=2026-11-27T10:00Z&ended=PT1H", true),
            ("started=2026-11-27T11:30Z&ended=PT1H", false),
            ("started=P1D&ended=2026-11-27T00:00Z", true),
            ("started=P1D&ended=2026-11-26T00:00Z", false),
        ] {
            let errors = read(query).errors;
            assert_eq!(errors.is_empty(), is_range, "{query}");
            assert!(errors.iter().all(|error| error.path == "/ended"), "{query}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_an_error_at_its_place() {
        for (query, path) in [
            ("is_superseded=2", "/is_superseded"),
            ("is_creation_done", "/is_creation_done"),
            ("recipe_type_id=", "/recipe_type_id/0"),
            ("recipe_type_id=1&recipe_type_id=x", "/recipe_type_id/1"),
            ("started=", "/started"),
            ("ended=2015-01-01T00:00:00-05:00", "/ended"),
            ("recipe_typ_id=1", "/recipe_typ_id"),
        ] {
            let Reading {
                document, errors, ..
            } = read(query);
            assert_eq!(document, None, "{query}");
            assert_eq!(errors[0].path, path, "{query}");
            assert_eq!(
                errors[0].fix,
                [],
                "there is nothing to apply it to: {query}"
            );
        }
    }

    #[test]
    fn an_id_too_large_for_any_batch_finds_nothing_either() {
        let query = read("root_batch_id=99999999999999999999").document.unwrap();
        assert_eq!(query.root_batch_id, [i64::MAX.into()]);
    }
}
