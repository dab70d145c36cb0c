//! What is wrong with the links of a chain, in words.

use crate::documents::BatchId;
use crate::documents::comparison::duplicate_batch;
use crate::problem::{Name, Problem};
use crate::sorted::sort_unique_by;

/// What is wrong with a batch of a chain.
#[derive(Clone, Copy)]
pub(super) enum Fault {
    /// It is given twice.
    Duplicate,
    /// It is the root, and supersedes another batch of its chain.
    RootSupersedes(BatchId),
    /// It is not the root, and supersedes none.
    SupersedesNone,
    SupersedesItself,
    /// It supersedes a batch that is not there.
    SupersededMissing(BatchId),
    /// It supersedes a batch that another one supersedes already.
    SupersededTwice(BatchId),
    /// It is the first of so many batches that supersede each other in a circle.
    Circle(usize),
}

impl Fault {
    /// The problem of batch `id`, which stands at `place` in its list.
    pub(super) fn problem(self, place: usize, id: BatchId, root: BatchId) -> Problem {
        let (cause, description) = match self {
            Fault::Duplicate => return duplicate_batch(id).at(format!("/{place}")),
            Fault::RootSupersedes(superseded) => (
                "ROOT_SUPERSEDES",
                format!(
                    "Batch {id} is the root of its chain, but supersedes batch {superseded} of the same chain."
                ),
            ),
            Fault::SupersedesNone => (
                "SUPERSEDES_NONE",
                format!(
                    "Batch {id} belongs to the chain of batch {root}, but supersedes none of its batches."
                ),
            ),
            Fault::SupersedesItself => (
                "SUPERSEDES_ITSELF",
                format!("Batch {id} supersedes itself."),
            ),
            Fault::SupersededMissing(superseded) => (
                "SUPERSEDED_MISSING",
                format!(
                    "Batch {id} supersedes batch {superseded}, which is not among the batches of its chain."
                ),
            ),
            Fault::SupersededTwice(superseded) => (
                "SUPERSEDED_TWICE",
                format!(
                    "Batch {id} supersedes batch {superseded}, which another batch supersedes already."
                ),
            ),
            Fault::Circle(batches) => (
                "CIRCLE",
                format!(
                    "Batch {id} is one of {batches} batches that supersede each other in a circle, which never reaches batch {root}, the root of the chain."
                ),
            ),
        };
        let problem = Problem::new(Name::BrokenChain, description)
            .at(format!("/{place}/superseded_batch"))
            .param("cause", cause)
            .param("id", id.0)
            .param("root", root.0);
        match self {
            Fault::RootSupersedes(superseded)
            | Fault::SupersededMissing(superseded)
            | Fault::SupersededTwice(superseded) => problem.param("superseded", superseded.0),
            Fault::SupersedesItself => problem.param("superseded", id.0),
            Fault::Circle(batches) => problem.param("batches", batches),
            Fault::Duplicate | Fault::SupersedesNone => problem,
        }
    }
}

/// Only a part of a list of batches is known; `missing` are batches of the chain that are surely elsewhere.
pub(super) fn incomplete_chain(root: BatchId, mut missing: Vec<BatchId>) -> Problem {
    const MOST: usize = 5;
    sort_unique_by(&mut missing, Ord::cmp);
    let query = format!("root_batch_id={root}&page_size=1000");
    let mut description = format!(
        "These batches are only a part of a list, and the chain of batch {root} may have others."
    );
    if !missing.is_empty() {
        let named: Vec<String> = missing.iter().take(MOST).map(BatchId::to_string).collect();
        description.push_str(&format!(" Missing for certain: {}", named.join(", ")));
        if let Some(more @ 1..) = missing.len().checked_sub(MOST) {
            description.push_str(&format!(" and {more} more"));
        }
        description.push('.');
    }
    description.push_str(&format!(
        " The list query \"{query}\" yields the whole chain."
    ));
    let missing: Vec<i64> = missing.into_iter().map(|id| id.0).collect();
    Problem::new(Name::IncompleteChain, description)
        .param("root", root.0)
        .param("missing", missing)
        .param("query", query)
}
