//! Batches from whatever holds them: an array, a page of a list, or several pages.

use serde::Serialize;

use super::batch_list::Page;
use super::{Batch, BatchId, DocumentKind, deserialize_by_reading};
use crate::hashed::{HashedMap, HashedSet};
use crate::problem::{Problem, ProblemName};
use crate::read::{At, Collector, Read};

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
/// use scale_batch::Reader;
/// use scale_batch::documents::Batches;
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
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "Vec<Batch>", inline))]
pub struct Batches {
    items: Vec<Batch>,
    /// The pointer to each batch.
    places: Vec<String>,
    /// How many were left out, because they could not be read.
    unreadable: usize,
    /// Whether the list goes on, on pages that are not among these.
    has_more: bool,
}

impl PartialEq for Batches {
    /// Where the batches stood, and what else the list has, says nothing of them, and is not written.
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl Eq for Batches {}

impl Batches {
    /// The batches that could be read, in the order of the document.
    ///
    /// ```
    /// use scale_batch::documents::{Batch, Batches};
    ///
    /// let batches: Batches = [Batch::new(101), Batch::new(102)].into_iter().collect();
    /// assert_eq!(batches.as_slice()[1].id, 102.into());
    /// ```
    #[must_use]
    pub fn as_slice(&self) -> &[Batch] {
        &self.items
    }

    /// The batches that could be read, in the order of the document.
    ///
    /// ```
    /// use scale_batch::documents::{Batch, Batches};
    ///
    /// let batches: Batches = [Batch::new(101), Batch::new(102)].into_iter().collect();
    /// assert_eq!(batches.into_vec().len(), 2);
    /// ```
    #[must_use]
    pub fn into_vec(self) -> Vec<Batch> {
        self.items
    }

    /// The JSON Pointer to a batch in the document that it was read from; empty where there is no such batch.
    ///
    /// ```
    /// use scale_batch::documents::{Batch, Batches};
    ///
    /// let batches: Batches = [Batch::new(101), Batch::new(102)].into_iter().collect();
    /// assert_eq!(batches.place(1), "/1");
    /// ```
    #[must_use]
    pub fn place(&self, index: usize) -> &str {
        self.places.get(index).map_or("", String::as_str)
    }

    /// Whether every batch of the list is here: no page is missing, and none of the batches was left out.
    ///
    /// ```
    /// use scale_batch::documents::{Batch, Batches};
    ///
    /// let batches: Batches = [Batch::new(101), Batch::new(102)].into_iter().collect();
    /// assert!(batches.is_complete());
    /// ```
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

deserialize_by_reading!(Batches);

impl Read for Batches {
    const NAME: ProblemName = ProblemName::InvalidResponse;

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

/// The batches of a list, whatever holds them. Whether they are all of the list is not kept.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::Batch;
///
/// let reading = Reader::new().text::<Vec<Batch>>(r#"{"results": [{"title": "no id"}, {"id": 102}]}"#);
/// assert_eq!(reading.warnings[0].path, "/results/0");
/// assert_eq!(reading.document, Some(vec![Batch::new(102)]));
/// ```
impl Read for Vec<Batch> {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        Batches::read(at, collector).map(Batches::into_vec)
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
    found: HashedMap<u64, (HashedSet<BatchId>, u64)>,
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
            let (found, without_id) = self.found.get_or_default(count);
            found.extend(ids);
            *without_id += unreadable;
        }
        Some(())
    }

    fn have_more(&self) -> bool {
        let is_beyond = |(count, (found, unreadable)): &(u64, (HashedSet<BatchId>, u64))| {
            *count > unreadable.saturating_add(found.len() as u64)
        };
        // Of a whole list one page is the last, and one the first.
        let lacks_an_end =
            self.number > 0 && (self.with_next == self.number || self.with_previous == self.number);
        self.unreadable || lacks_an_end || self.found.iter().any(is_beyond)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Batches;
    use crate::documents::{Reader, Reading};
    use crate::problem::{Problem, ProblemName};

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
                .placed(Problem::new(ProblemName::BrokenChain, "…").at(path))
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

    #[test]
    fn batches_count_as_many_values_as_they_are_written_out_with() {
        let limits = |values| crate::Limits {
            values,
            ..crate::Limits::default()
        };
        let text = r#"[{"id": 1}, {"id": 2}, {"id": 3, "job_metrics": {"a": {}}}]"#;
        let read = |values| Reader::new().limits(limits(values)).text::<Batches>(text);
        let needed = 3 * 30 + 14;
        assert_eq!(read(needed).errors, []);
        let refused = read(needed - 1);
        assert_eq!(refused.document, None);
        assert_eq!(refused.errors.len(), 1);
        assert_eq!(refused.errors[0].name, crate::ProblemName::LimitExceeded);
        assert_eq!(refused.errors[0].path, "/2/job_metrics/a");
    }
}
