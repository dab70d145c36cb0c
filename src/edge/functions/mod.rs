//! What the functions do, by subject.

#[cfg(feature = "full")]
pub(super) mod compare;
#[cfg(feature = "full")]
pub(crate) mod diff;
pub(super) mod documents;
#[cfg(feature = "full")]
pub(super) mod duration;
pub(super) mod forced_nodes;
pub(super) mod proposals;
#[cfg(feature = "full")]
pub(super) mod recipe;
pub(super) mod validation;

use crate::problem::ProblemName;
use crate::read::Read;
use crate::read::{At, Collector};

/// An integer as an input of its own.
struct Integer(i64);

impl Read for Integer {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        at.integer(collector, "an integer").map(Integer)
    }
}
