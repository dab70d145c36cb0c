//! One page of a list of batches.

use serde::Serialize;

use super::metrics::read_count;
use super::with::with_methods;
use super::{Batch, DocumentKind, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Items, Read};

/// One page of a list of batches.
///
/// Source: the Scale API's *Batch List*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::BatchList;
///
/// let text = r#"{"count": 1, "next": null, "previous": null, "results": [{"id": 1234}]}"#;
/// let list = Reader::new().text::<BatchList>(text).into_result()?;
/// assert_eq!(list.results[0].id, 1234.into());
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it is no object, or has no array of results. A result that is no batch is left out with a
/// warning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "One page of a list of batches.")
)]
#[non_exhaustive]
pub struct BatchList {
    /// How many batches there are on all pages together; `None` where it is not given.
    pub count: Option<u64>,
    /// The address of the next page, where there is one.
    pub next: Option<String>,
    /// The address of the previous page, where there is one.
    pub previous: Option<String>,
    /// The batches of this page.
    pub results: Vec<Batch>,
}

impl BatchList {
    /// A page with these batches.
    ///
    /// ```
    /// use scale_batch::documents::{Batch, BatchList};
    ///
    /// let list = BatchList::new([Batch::new(104)]).with_count(1);
    /// let json = r#"{"count":1,"next":null,"previous":null,"results":[{"id":104,"#;
    /// assert!(serde_json::to_string(&list)?.starts_with(json));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn new(results: impl IntoIterator<Item = Batch>) -> Self {
        BatchList {
            count: None,
            next: None,
            previous: None,
            results: results.into_iter().collect(),
        }
    }
}

with_methods! { BatchList {
    /// The same with the number of batches on all pages.
    with_count: some count u64;
    /// The same with the address of the next page.
    with_next: into next String;
    /// The same with the address of the previous page.
    with_previous: into previous String;
}}

deserialize_by_reading!(BatchList);

impl Read for BatchList {
    const NAME: ProblemName = ProblemName::InvalidResponse;

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

/// A page of a list, whose results are not read yet.
pub(super) struct Page<'a> {
    pub(super) count: Option<u64>,
    pub(super) next: Option<String>,
    pub(super) previous: Option<String>,
    pub(super) results: Items<'a>,
}

impl<'a> Page<'a> {
    pub(super) fn read(at: At<'a>, collector: &mut Collector) -> Option<Self> {
        let wanted = "a page of a list of batches";
        let fields = at.document(collector, wanted, &[DocumentKind::Page])?;
        let results = fields
            .required(collector, "results", "an array of batches")?
            .items(collector, "an array of batches")?;
        let fields = fields.leniently();
        Some(Page {
            count: fields
                .optional("count")
                .and_then(|at| read_count(at, collector)),
            next: fields.string(collector, "next", "a string"),
            previous: fields.string(collector, "previous", "a string"),
            results,
        })
    }
}
