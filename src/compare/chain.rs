//! Chains: batches that re-process each other.

use std::collections::HashSet;

use crate::documents::comparison::duplicate_batch;
use crate::documents::{Batch, BatchId};
use crate::problem::{Name, Problem};
use crate::sorted::{SortedMap, sort_by_key};

/// The batches that began with one root batch, each of which re-processes the one before.
///
/// ```
/// use scale_batch::{BatchList, Chain, Reader};
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
/// # Ok::<(), scale_batch::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Chain<'b> {
    /// The batches of the chain, oldest first.
    pub batches: Vec<&'b Batch>,
    /// The newest batch that is not superseded: what a new batch would re-process.
    pub latest: Option<&'b Batch>,
    /// Broken links, as `BROKEN_CHAIN`, and batches that are given twice, as `DUPLICATE_BATCH`; their paths point
    /// into the list of batches given.
    pub warnings: Vec<Problem>,
}

impl<'b> Chain<'b> {
    /// The chain that begins with a root batch, from batches in any order; batches of other chains are left out.
    ///
    /// Where a link is broken, the part that hangs in the air comes in order of id. Where two batches supersede the
    /// same one, all that follows the first comes before the second.
    #[must_use]
    pub fn of(batches: &'b [Batch], root: impl Into<BatchId>) -> Self {
        let root = root.into();
        let mut warnings = Vec::new();
        let of_chain = || {
            let batches = batches.iter().enumerate();
            batches.filter(|(_, batch)| batch.root_batch_id() == root || batch.id == root)
        };
        // Backwards, so that of several with one id the first one stays.
        let members: SortedMap<BatchId, (usize, &Batch)> = of_chain()
            .rev()
            .map(|(place, batch)| (batch.id, (place, batch)))
            .collect();
        for (place, batch) in of_chain() {
            if members
                .get(&batch.id)
                .is_some_and(|(first, _)| *first != place)
            {
                let problem = duplicate_batch(batch.id).at(format!("/{place}"));
                warnings.push((place, problem));
            }
        }
        let mut links = Vec::new();
        let mut beginnings = Vec::new();
        for (&id, &(place, batch)) in &members {
            let link = Link::of(batch, root, |id| members.contains_key(&id));
            if let Some(problem) = link.broken(id, root) {
                warnings.push((place, problem.at(format!("/{place}/superseded_batch"))));
            }
            match link {
                Link::To(superseded) => links.push((superseded, id)),
                Link::Root | Link::Missing | Link::Nowhere(_) => beginnings.push(id),
            }
        }
        sort_by_key(&mut links, |(superseded, _)| *superseded);
        let followers: SortedMap<BatchId, Vec<BatchId>> = links
            .chunk_by(|(one, _), (other, _)| one == other)
            .filter_map(|same| Some((same.first()?.0, same.iter().map(|(_, id)| *id).collect())))
            .collect();
        for (superseded, all) in &followers {
            for (&id, place) in all
                .iter()
                .skip(1)
                .filter_map(|id| Some((id, members.get(id)?.0)))
            {
                let description = format!(
                    "Batch {id} supersedes batch {superseded}, which another batch supersedes already."
                );
                let problem = broken_chain("SUPERSEDED_TWICE", id, description)
                    .param("superseded", superseded.0);
                warnings.push((place, problem.at(format!("/{place}/superseded_batch"))));
            }
        }
        let mut order = Vec::with_capacity(members.len());
        let mut placed: HashSet<BatchId> = HashSet::new();
        // What is not reached from a beginning goes round in a circle, which then begins with its lowest id.
        for beginning in beginnings.into_iter().chain(members.keys().copied()) {
            let mut open = vec![beginning];
            while let Some(id) = open.pop() {
                if placed.insert(id) {
                    order.push(id);
                    open.extend(followers.get(&id).into_iter().flatten().rev());
                }
            }
        }
        let batches: Vec<&Batch> = order
            .iter()
            .filter_map(|id| Some(members.get(id)?.1))
            .collect();
        sort_by_key(&mut warnings, |(place, _)| *place);
        Chain {
            latest: latest(&batches, &followers),
            batches,
            warnings: warnings.into_iter().map(|(_, problem)| problem).collect(),
        }
    }
}

/// The last that is not superseded; where a batch does not tell, it is when another one supersedes it.
fn latest<'b>(
    batches: &[&'b Batch],
    followers: &SortedMap<BatchId, Vec<BatchId>>,
) -> Option<&'b Batch> {
    let is_superseded = |batch: &Batch| {
        let followed = followers.contains_key(&batch.id);
        batch.is_superseded.unwrap_or(followed)
    };
    batches
        .iter()
        .rev()
        .find(|batch| !is_superseded(batch))
        .copied()
}

/// Where a batch stands in its chain.
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
    fn broken(self, id: BatchId, root: BatchId) -> Option<Problem> {
        let (cause, description) = match self {
            Link::To(superseded) if id == root => (
                "ROOT_SUPERSEDES",
                format!(
                    "Batch {id} is the root of its chain, but supersedes batch {superseded} of the same chain."
                ),
            ),
            Link::Root | Link::To(_) => return None,
            Link::Missing => (
                "SUPERSEDES_NONE",
                format!(
                    "Batch {id} belongs to the chain of batch {root}, but supersedes none of its batches."
                ),
            ),
            Link::Nowhere(superseded) if superseded == id => (
                "SUPERSEDES_ITSELF",
                format!("Batch {id} supersedes itself."),
            ),
            Link::Nowhere(superseded) => (
                "SUPERSEDED_MISSING",
                format!(
                    "Batch {id} supersedes batch {superseded}, which is not among the batches of its chain."
                ),
            ),
        };
        let problem = broken_chain(cause, id, description).param("root", root.0);
        Some(match self {
            Link::To(superseded) | Link::Nowhere(superseded) => {
                problem.param("superseded", superseded.0)
            }
            Link::Root | Link::Missing => problem,
        })
    }
}

fn broken_chain(cause: &'static str, id: BatchId, description: String) -> Problem {
    Problem::new(Name::BrokenChain, description)
        .param("cause", cause)
        .param("id", id.0)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn chain_of(batches: Value) -> (Vec<i64>, Option<i64>, Vec<(Name, String)>) {
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
        let broken = |place: usize| (Name::BrokenChain, format!("/{place}/superseded_batch"));
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
        let expected: Vec<(Name, String)> = (0..12)
            .map(|place| (Name::BrokenChain, format!("/{place}/superseded_batch")))
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
        assert_eq!(warnings[1], (Name::DuplicateBatch, "/2".to_owned()));
    }
}
