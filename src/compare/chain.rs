//! Chains: batches that re-process each other.

use super::rules::{broken_chain, incomplete_chain};
use crate::documents::rules::duplicate_batch;
use crate::documents::{Batch, BatchId, Batches};
use crate::hashed::HashedSet;
use crate::problem::Problem;
use crate::problem::causes::ChainFault;
use crate::read::Found;
use crate::sorted::{SortedMap, sort_by_key};

/// The batches that began with one root batch, each of which re-processes the one before.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::compare::Chain;
/// use scale_batch::documents::BatchList;
///
/// let text = r#"{"results": [
///     {"id": 103, "root_batch": {"id": 101}, "superseded_batch": {"id": 102}},
///     {"id": 102, "root_batch": {"id": 101}, "superseded_batch": {"id": 101}, "is_superseded": true},
///     {"id": 101, "is_superseded": true}
/// ]}"#;
/// let list = Reader::new().text::<BatchList>(text).into_result()?;
/// let chain = Chain::of(&list.results, 101);
/// assert_eq!(chain.batches.iter().map(|batch| batch.id.0).collect::<Vec<_>>(), [101, 102, 103]);
/// assert_eq!(chain.latest.unwrap().id, 103.into());
/// assert!(chain.warnings.is_empty());
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Chain<'b> {
    /// The batches of the chain, oldest first.
    pub batches: Vec<&'b Batch>,
    /// The newest batch that is not superseded: what a new batch would re-process.
    pub latest: Option<&'b Batch>,
    /// Broken links, as `BROKEN_CHAIN`, and batches that are given twice, as `DUPLICATE_BATCH`; their paths point
    /// into the list of batches given. `INCOMPLETE_CHAIN` where only a part of the list was given. At most 1,000.
    pub warnings: Vec<Problem>,
}

impl<'b> Chain<'b> {
    /// The chain that begins with a root batch, from batches in any order; batches of other chains are left out.
    ///
    /// Where a link is broken, the part that hangs in the air comes in order of id. Where two batches supersede the
    /// same one, all that follows the first comes before the second. A circle begins with its lowest id.
    ///
    /// ```
    /// use scale_batch::compare::Chain;
    /// use scale_batch::documents::Batch;
    ///
    /// let batches = [Batch::new(101), Batch::new(205)];
    /// let chain = Chain::of(&batches, 101);
    /// assert_eq!(chain.batches.len(), 1);
    /// ```
    #[must_use]
    pub fn of(batches: impl IntoIterator<Item = &'b Batch>, root: impl Into<BatchId>) -> Self {
        let batches: Vec<&Batch> = batches.into_iter().collect();
        Chain::gathered(&batches, root.into(), Extent::Whole)
    }

    /// The chain that begins with a root batch, from batches that were read from a list.
    ///
    /// Where pages of the list are missing, the warning `INCOMPLETE_CHAIN` says so, and which batches are surely
    /// missing; `latest` is then only a batch that says itself that it is not superseded. The paths of the warnings
    /// point into the document that the batches were read from.
    ///
    /// ```
    /// use scale_batch::{ProblemName, Reader};
    /// use scale_batch::compare::Chain;
    /// use scale_batch::documents::Batches;
    ///
    /// let page = r#"{"count": 2, "next": "…", "results": [
    ///     {"id": 102, "root_batch": {"id": 101}, "superseded_batch": {"id": 101}}
    /// ]}"#;
    /// let batches = Reader::new().text::<Batches>(page).into_result()?;
    /// let chain = Chain::among(&batches, 101);
    /// assert_eq!(chain.warnings[0].name, ProblemName::IncompleteChain);
    /// assert_eq!(chain.warnings[0].params["missing"], serde_json::json!([101]));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn among(batches: &'b Batches, root: impl Into<BatchId>) -> Self {
        let extent = if batches.is_complete() {
            Extent::Whole
        } else {
            Extent::Part
        };
        let listed: Vec<&Batch> = batches.as_slice().iter().collect();
        let mut chain = Chain::gathered(&listed, root.into(), extent);
        let warnings = chain.warnings.into_iter();
        chain.warnings = warnings.map(|problem| batches.placed(problem)).collect();
        chain
    }

    fn gathered(batches: &[&'b Batch], root: BatchId, extent: Extent) -> Self {
        let of_chain = || {
            let batches = batches.iter().copied().enumerate();
            batches.filter(|(_, batch)| batch.root_batch_id() == root || batch.id == root)
        };
        // Backwards, so that of several with one id the first one stays.
        let members: SortedMap<BatchId, (usize, &Batch)> = of_chain()
            .rev()
            .map(|(place, batch)| (batch.id, (place, batch)))
            .collect();
        let mut faults = Vec::new();
        for (place, batch) in of_chain() {
            if members
                .get(&batch.id)
                .is_some_and(|(first, _)| *first != place)
            {
                faults.push((place, batch.id, Fault::Duplicate));
            }
        }
        let mut missing = Vec::new();
        if !members.contains_key(&root) {
            missing.push(root);
        }
        let mut links = Vec::new();
        let mut beginnings = Vec::new();
        for (&id, &(place, batch)) in &members {
            let link = Link::of(batch, root, |id| members.contains_key(&id));
            match link {
                Link::To(superseded) => links.push((superseded, id)),
                Link::Root | Link::Missing | Link::Nowhere(_) => beginnings.push(id),
            }
            match (link.fault(id, root), extent) {
                (Some(ChainFault::SupersededMissing { superseded }), Extent::Part) => {
                    missing.push(BatchId(superseded));
                }
                (Some(fault), _) => faults.push((place, id, Fault::Link(fault))),
                (None, _) => {}
            }
        }
        let superseded: SortedMap<BatchId, BatchId> = links
            .iter()
            .map(|&(superseded, id)| (id, superseded))
            .collect();
        let followers = Followers::of(links);
        for (superseded, id) in followers.beside_another() {
            if let Some((place, _)) = members.get(&id) {
                faults.push((
                    *place,
                    id,
                    Fault::Link(ChainFault::SupersededTwice {
                        superseded: superseded.0,
                    }),
                ));
            }
        }
        let mut order = Order::default();
        for beginning in beginnings {
            order.extend_from(beginning, &followers);
        }
        // What is not reached from a beginning goes round in a circle, or hangs on one.
        for &id in members.keys() {
            if order.has(id) {
                continue;
            }
            let circle = circle_from(id, &superseded);
            let Some(&lowest) = circle.iter().min() else {
                continue;
            };
            // With the root in it, the root's own link is the broken one.
            let member = members.get(&lowest).filter(|_| !circle.contains(&root));
            if let Some((place, _)) = member {
                faults.push((
                    *place,
                    lowest,
                    Fault::Link(ChainFault::Circle {
                        batches: circle.len(),
                        root: root.0,
                    }),
                ));
            }
            order.extend_from(lowest, &followers);
        }
        sort_by_key(&mut faults, |(place, ..)| *place);
        let mut found = Found::default();
        if extent == Extent::Part {
            found.warn(|| incomplete_chain(root, missing));
        }
        for (place, id, fault) in faults {
            found.warn(|| match fault {
                Fault::Duplicate => duplicate_batch(id).at(format!("/{place}")),
                Fault::Link(cause) => broken_chain(id, root, cause, place),
            });
        }
        let batches: Vec<&Batch> = order
            .batches
            .iter()
            .filter_map(|id| Some(members.get(id)?.1))
            .collect();
        Chain {
            latest: latest(&batches, &followers, extent),
            batches,
            warnings: found.finish(),
        }
    }
}

/// Whether all batches of a list are known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    Part,
}

/// The batches that supersede a batch, by its id.
struct Followers(SortedMap<BatchId, Vec<BatchId>>);

impl Followers {
    /// From pairs of a superseded batch and the one that supersedes it.
    fn of(mut links: Vec<(BatchId, BatchId)>) -> Self {
        sort_by_key(&mut links, |(superseded, _)| *superseded);
        let followers = links
            .chunk_by(|(one, _), (other, _)| one == other)
            .filter_map(|same| Some((same.first()?.0, same.iter().map(|(_, id)| *id).collect())));
        Followers(followers.collect())
    }

    fn of_batch(&self, id: BatchId) -> &[BatchId] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Each batch that supersedes what another one supersedes already, after what it supersedes.
    fn beside_another(&self) -> impl Iterator<Item = (BatchId, BatchId)> {
        let others = |(superseded, all): (&BatchId, &Vec<BatchId>)| {
            let superseded = *superseded;
            let others: Vec<_> = all.iter().skip(1).map(|id| (superseded, *id)).collect();
            others
        };
        self.0.iter().flat_map(others)
    }
}

/// Batches in the order of their chain.
#[derive(Default)]
struct Order {
    batches: Vec<BatchId>,
    placed: HashedSet<BatchId>,
}

impl Order {
    fn has(&self, id: BatchId) -> bool {
        self.placed.contains(&id)
    }

    /// Adds a batch, and all that follow it.
    fn extend_from(&mut self, beginning: BatchId, followers: &Followers) {
        let mut open = vec![beginning];
        while let Some(id) = open.pop() {
            if self.placed.insert(id) {
                self.batches.push(id);
                open.extend(followers.of_batch(id).iter().rev());
            }
        }
    }
}

/// The batches of the circle that links lead to from a batch.
fn circle_from(start: BatchId, superseded: &SortedMap<BatchId, BatchId>) -> Vec<BatchId> {
    let mut seen = HashedSet::new();
    let mut walk = Vec::new();
    let mut at = Some(start);
    while let Some(id) = at {
        if !seen.insert(id) {
            let before = walk.iter().take_while(|other| **other != id).count();
            return walk.split_off(before);
        }
        walk.push(id);
        at = superseded.get(&id).copied();
    }
    Vec::new()
}

/// The last that is not superseded; where a batch does not say so, it is when another one supersedes it, which only the
/// whole list shows.
fn latest<'b>(batches: &[&'b Batch], followers: &Followers, extent: Extent) -> Option<&'b Batch> {
    let is_superseded = |batch: &Batch| {
        let is_followed = !followers.of_batch(batch.id).is_empty();
        let may_be_followed = is_followed || extent == Extent::Part;
        batch.is_superseded.unwrap_or(may_be_followed)
    };
    batches
        .iter()
        .rev()
        .find(|batch| !is_superseded(batch))
        .copied()
}

/// The place of a batch in its chain.
#[derive(Clone, Copy)]
enum Link {
    /// It is the first one.
    Root,
    /// It supersedes another one of the chain.
    To(BatchId),
    /// It is not the first one, and supersedes none.
    Missing,
    /// It supersedes one that is not there, or itself.
    Nowhere(BatchId),
}

impl Link {
    fn of(batch: &Batch, root: BatchId, is_member: impl Fn(BatchId) -> bool) -> Self {
        match batch.superseded_batch.as_ref().map(|batch| batch.id) {
            None if batch.id == root => Link::Root,
            None => Link::Missing,
            Some(id) if id != batch.id && is_member(id) => Link::To(id),
            Some(id) => Link::Nowhere(id),
        }
    }

    /// What is wrong with the link of batch `id`.
    fn fault(self, id: BatchId, root: BatchId) -> Option<ChainFault> {
        match self {
            Link::To(BatchId(superseded)) => {
                (id == root).then_some(ChainFault::RootSupersedes { superseded })
            }
            Link::Root => None,
            Link::Missing => Some(ChainFault::SupersedesNone { root: root.0 }),
            Link::Nowhere(BatchId(superseded)) if superseded == id.0 => {
                Some(ChainFault::SupersedesItself { superseded })
            }
            Link::Nowhere(BatchId(superseded)) => {
                Some(ChainFault::SupersededMissing { superseded })
            }
        }
    }
}

/// What is wrong with a batch of a chain.
enum Fault {
    /// It is given twice.
    Duplicate,
    /// Its link is broken.
    Link(ChainFault),
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::documents::Reader;
    use crate::problem::ProblemName;

    fn chain_of(batches: Value) -> (Vec<i64>, Option<i64>, Vec<(ProblemName, String)>) {
        let batches: Vec<Batch> = serde_json::from_value(batches).unwrap();
        let chain = Chain::of(&batches, 1);
        (
            chain.batches.iter().map(|batch| batch.id.0).collect(),
            chain.latest.map(|batch| batch.id.0),
            chain
                .warnings
                .into_iter()
                .map(|problem| (problem.name, problem.path))
                .collect(),
        )
    }

    fn batch(id: i64, superseded: Option<i64>) -> Value {
        json!({"id": id, "root_batch": {"id": 1}, "superseded_batch": superseded.map(|id| json!({"id": id}))})
    }

    #[test]
    fn a_whole_chain_in_any_order() {
        let other = json!({"id": 9, "superseded_batch": {"id": 1}});
        let batches = json!([batch(4, Some(2)), batch(1, None), other, batch(2, Some(1))]);
        assert_eq!(chain_of(batches), (vec![1, 2, 4], Some(4), vec![]));
        assert_eq!(chain_of(json!([])), (vec![], None, vec![]));
    }

    #[test]
    fn what_is_superseded_is_not_the_latest() {
        let mut last = batch(2, Some(1));
        last["is_superseded"] = true.into();
        assert_eq!(chain_of(json!([batch(1, None), last])).1, None);
        let mut first = batch(1, None);
        first["is_superseded"] = false.into();
        assert_eq!(chain_of(json!([first, last])).1, Some(1));
    }

    #[test]
    fn broken_links_are_told() {
        let broken = |place: usize| {
            (
                ProblemName::BrokenChain,
                format!("/{place}/superseded_batch"),
            )
        };
        // The third batch is missing, and the sixth names none.
        let batches = json!([
            batch(6, None),
            batch(5, Some(4)),
            batch(4, Some(3)),
            batch(2, Some(1)),
            batch(1, None)
        ]);
        let (order, latest, warnings) = chain_of(batches);
        assert_eq!((order, latest), (vec![1, 2, 4, 5, 6], Some(6)));
        assert_eq!(warnings, [broken(0), broken(2)]);
        // Two batches supersede the first.
        let (order, _, warnings) = chain_of(json!([
            batch(1, None),
            batch(2, Some(1)),
            batch(3, Some(1)),
            batch(4, Some(2))
        ]));
        assert_eq!((order, warnings), (vec![1, 2, 4, 3], vec![broken(2)]));
    }

    #[test]
    fn warnings_come_in_the_order_of_the_batches() {
        let batches = (2..14).map(|id| batch(id, None)).collect();
        let (_, _, warnings) = chain_of(batches);
        let expected: Vec<(ProblemName, String)> = (0..12)
            .map(|place| {
                (
                    ProblemName::BrokenChain,
                    format!("/{place}/superseded_batch"),
                )
            })
            .collect();
        assert_eq!(warnings, expected);
    }

    #[test]
    fn circles_and_doubles_end() {
        let (order, _, _) = chain_of(json!([
            batch(1, None),
            batch(2, Some(3)),
            batch(3, Some(2)),
            batch(4, Some(4))
        ]));
        assert_eq!(order, [1, 4, 2, 3]);
        let (order, _, warnings) = chain_of(json!([
            batch(1, Some(2)),
            batch(2, Some(1)),
            batch(2, None)
        ]));
        assert_eq!(order, [1, 2]);
        assert_eq!(warnings[1], (ProblemName::DuplicateBatch, "/2".to_owned()));
        assert_eq!(warnings.len(), 2, "the root's own link is the broken one");
    }

    #[test]
    fn a_circle_apart_from_the_root_is_broken() {
        // Batch 2 hangs on the circle of 5, 6 and 7.
        let batches = [
            batch(1, None),
            batch(2, Some(6)),
            batch(6, Some(5)),
            batch(5, Some(7)),
            batch(7, Some(6)),
            batch(3, Some(1)),
        ];
        let batches: Vec<Batch> = serde_json::from_value(Value::from(batches.to_vec())).unwrap();
        let chain = Chain::of(&batches, 1);
        let order: Vec<i64> = chain.batches.iter().map(|batch| batch.id.0).collect();
        assert_eq!(order, [1, 3, 5, 6, 2, 7]);
        let broken: Vec<_> = chain
            .warnings
            .iter()
            .map(|problem| (&problem.params["cause"], problem.path.as_str()))
            .collect();
        assert_eq!(
            broken,
            [
                (&json!("CIRCLE"), "/3/superseded_batch"),
                (&json!("SUPERSEDED_TWICE"), "/4/superseded_batch")
            ]
        );
        assert_eq!(chain.warnings[0].params["batches"], 3);
        assert_eq!(chain.warnings[0].params["id"], 5);
    }

    #[test]
    fn a_part_of_a_list_says_what_is_missing() {
        let page = json!({"count": 4, "next": "…", "results": [
            batch(4, Some(3)),
            {"id": "broken"},
            batch(3, Some(2)),
        ]});
        let batches = Reader::new().value::<Batches>(&page).document.unwrap();
        let chain = Chain::among(&batches, 1);
        assert_eq!(chain.warnings.len(), 1, "{:?}", chain.warnings);
        let warning = &chain.warnings[0];
        assert_eq!(
            (warning.name, warning.path.as_str()),
            (ProblemName::IncompleteChain, "")
        );
        assert_eq!(warning.params["missing"], json!([1, 2]));
        assert_eq!(warning.params["query"], "root_batch_id=1&page_size=1000");
        // Whether something supersedes batch 4 is not known: only the batch itself could tell.
        assert_eq!(chain.latest, None);
        let mut page = page;
        page["results"][0]["is_superseded"] = false.into();
        let batches = Reader::new().value::<Batches>(&page).document.unwrap();
        assert_eq!(Chain::among(&batches, 1).latest.unwrap().id, 4.into());
    }

    #[test]
    fn a_whole_list_is_a_chain_of_its_own() {
        let page =
            json!({"count": 2, "next": null, "results": [batch(2, Some(1)), batch(1, None)]});
        let batches = Reader::new().value::<Batches>(&page).document.unwrap();
        let chain = Chain::among(&batches, 1);
        assert_eq!(chain, Chain::of(batches.as_slice(), 1));
        assert_eq!(chain.warnings, []);
        // Its broken links are told where they stand in the page.
        let page = json!({"results": [{"id": 1}, batch(3, Some(2))]});
        let batches = Reader::new().value::<Batches>(&page).document.unwrap();
        let chain = Chain::among(&batches, 1);
        assert_eq!(chain.warnings[0].path, "/results/1/superseded_batch");
        assert_eq!(chain.warnings[0].params["cause"], "SUPERSEDED_MISSING");
    }

    #[test]
    fn no_more_warnings_are_listed_than_the_limit_says() {
        let mut batches: Vec<Batch> = (2..1_503).map(Batch::new).collect();
        for batch in &mut batches {
            batch.root_batch = Some(Batch::new(1).summary());
        }
        let warnings = Chain::of(&batches, 1).warnings;
        assert_eq!(warnings.len(), 1_001);
        assert_eq!(warnings[1_000].name, ProblemName::LimitExceeded);
        assert_eq!(warnings[1_000].params["maximum"], 1_000);
        assert_eq!(warnings[1_000].params["dropped"], 501);
    }
}
