//! Why a document cannot be read at all.

use super::super::limits::{Limits, raise};
use super::super::not_json::{Reason, not_json};
use super::places::Lines;
use crate::problem::catalogue::LimitExceeded;
use crate::problem::{Problem, ProblemName};

/// Why there is no tree at all.
pub(crate) struct Unreadable {
    pub(super) problem: Box<Problem>,
    pub(super) offset: Option<usize>,
}

impl Unreadable {
    /// As the problem of a document whose structural problems are named `name`.
    pub(crate) fn into_problem(mut self, name: ProblemName, text: Option<&str>) -> Problem {
        if self.problem.name != ProblemName::LimitExceeded {
            self.problem.name = name;
        }
        if let (Some(offset), Some(text)) = (self.offset, text) {
            self.problem.position = Some(Lines::new(text).position(offset));
        }
        *self.problem
    }

    pub(super) fn not_json(text: &str, offset: usize, reason: Reason) -> Self {
        Unreadable {
            problem: Box::new(not_json(text.get(offset..).unwrap_or_default(), reason)),
            offset: Some(offset),
        }
    }

    pub(super) fn limit(limit: &'static str, maximum: usize, unit: &str) -> Self {
        let farthest = match limit {
            "depth" => Limits::DEEPEST,
            "values" => Limits::MOST_VALUES,
            _ => Limits::MOST_BYTES,
        };
        Self::beyond(limit, maximum, farthest, unit)
    }

    /// Why a text is not read that is longer than that many bytes, and so could not even be passed.
    pub(crate) fn longer_than(bytes: usize, limits: &Limits) -> Self {
        let allowed = limits.bytes_allowed();
        let farthest = if bytes < allowed {
            bytes
        } else {
            Limits::MOST_BYTES
        };
        Self::beyond("bytes", bytes.min(allowed), farthest, "bytes")
    }

    fn beyond(limit: &'static str, maximum: usize, farthest: usize, unit: &str) -> Self {
        let remedy = if maximum < farthest {
            raise(limit, "read it")
        } else {
            " No limit goes farther.".to_owned()
        };
        let problem = LimitExceeded {
            limit,
            maximum: maximum as u64,
            dropped: None,
            said: format!("The document is too large to read: more than {maximum} {unit}.{remedy}"),
        };
        Unreadable {
            problem: Box::new(problem.problem()),
            offset: None,
        }
    }
}
