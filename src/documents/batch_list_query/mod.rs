//! The query of `GET /v6/batches/`: which batches a list shows, and in which order.

mod clock;
mod datetime;
mod moment;
mod order;
mod origin;
mod page;
mod parameters;
mod query_string;
mod range;
mod values;

use serde::Serialize;

use super::with::with_methods;
use super::{BatchId, RecipeTypeId, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};
pub(crate) use clock::{present, read_time};
pub use moment::Moment;
use origin::Origin;
pub use page::Page;
use page::{USUAL_PAGE_SIZE, read_size};
use range::check_range;
use values::{one_or_more, read_boolean, read_integer};

/// Which batches a list shows, and in which order.
///
/// Source: the Scale API's *Batch List*, query parameters.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::BatchListQuery;
///
/// let text = r#"{"recipe_type_id": [208, 209], "started": "PT3H", "order": "-created"}"#;
/// let query = Reader::new().text::<BatchListQuery>(text).into_result()?;
/// let text = query.to_query_string();
/// assert_eq!(text, "started=PT3H&recipe_type_id=208&recipe_type_id=209&order=-created");
/// assert_eq!(BatchListQuery::from_query_string(&text).into_result()?, query);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// Every mistake is `INVALID_REQUEST`: a page below 1, a page size outside 1 to 1000, a datetime without a zone, a
/// range that ends before it starts. A field that the server cannot order by is the warning `SERVER_ERROR_LIKELY`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
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

#[cfg(feature = "schema")]
fn usual_page_size() -> i64 {
    USUAL_PAGE_SIZE
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

impl BatchListQuery {
    /// The first page of all batches.
    ///
    /// ```
    /// use scale_batch::documents::{BatchListQuery, Page};
    ///
    /// let query = BatchListQuery::new().with_root_batch_ids([104]).with_page(Page::Last).with_order(["-created"]);
    /// assert_eq!(query.to_query_string(), "page=last&root_batch_id=104&order=-created");
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same for another page.
    ///
    /// ```
    /// use scale_batch::documents::BatchListQuery;
    ///
    /// assert_eq!(BatchListQuery::new().with_page(2).to_query_string(), "page=2");
    /// ```
    #[must_use]
    pub fn with_page(mut self, page: impl Into<Page>) -> Self {
        self.page = page.into();
        self
    }
}

with_methods! { BatchListQuery {
    /// The same with so many results a page.
    with_page_size: set page_size i64;
    /// The same for batches last modified at this time or later.
    with_started: into started Moment;
    /// The same for batches last modified at this time or before.
    with_ended: into ended Moment;
    /// The same for batches of these recipe types.
    with_recipe_type_ids: list recipe_type_id RecipeTypeId;
    /// The same for batches that have, or have not, finished creating their recipes.
    with_is_creation_done: some is_creation_done bool;
    /// The same for batches that are, or are not, superseded.
    with_is_superseded: some is_superseded bool;
    /// The same for batches of the chains with these root batches.
    with_root_batch_ids: list root_batch_id BatchId;
    /// The same, ordered by these fields.
    with_order: list order String;
}}

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

deserialize_by_reading!(BatchListQuery);

impl Read for BatchListQuery {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        Self::read_from(at, Origin::Document, collector)
    }
}

impl BatchListQuery {
    fn read_from(at: At<'_>, origin: Origin, collector: &mut Collector) -> Option<Self> {
        let fields = at.strict_object(collector, "an object: the query", &FIELDS)?;
        let page = fields
            .get("page")
            .and_then(|at| Page::read(at, origin, collector));
        let page_size = fields
            .get("page_size")
            .and_then(|at| read_size(at, origin, collector));
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
