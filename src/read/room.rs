//! How much room a list of problems has, in number and in bytes.

use serde_json::Value;

use super::limits::{Limits, raise};
use crate::problem::catalogue::LimitExceeded;
use crate::problem::{PatchOperation, Problem};

/// What a list holds, and how much found no room in it.
#[derive(Debug, Clone)]
pub(super) struct Room {
    most_problems: usize,
    most_bytes: usize,
    /// Whether the reader of the problems can raise the limits.
    can_be_raised: bool,
    listed: usize,
    bytes: usize,
    dropped: usize,
}

impl Room {
    pub(super) fn new(limits: &Limits, can_be_raised: bool) -> Self {
        Room {
            most_problems: limits.problems,
            most_bytes: limits.problem_bytes,
            can_be_raised,
            listed: 0,
            bytes: 0,
            dropped: 0,
        }
    }

    /// Whether one more problem is listed; if not, it is counted, and need not be put into words. One always is.
    pub(super) fn is_left(&mut self) -> bool {
        let is_left =
            self.listed == 0 || (self.listed < self.most_problems && self.bytes < self.most_bytes);
        if !is_left {
            self.dropped += 1;
        }
        is_left
    }

    /// How many of so many more problems may be listed; the others are counted.
    pub(super) fn left_for(&mut self, problems: usize) -> usize {
        let left = match self.most_problems.saturating_sub(self.listed) {
            _ if self.listed == 0 => self.most_problems.max(1),
            _ if self.bytes >= self.most_bytes => 0,
            left => left,
        };
        let may_be_listed = problems.min(left);
        self.dropped += problems - may_be_listed;
        may_be_listed
    }

    /// Takes the room that a problem needs.
    pub(super) fn take(&mut self, problem: &Problem) {
        self.listed += 1;
        self.bytes = self.bytes.saturating_add(size(problem));
    }

    /// Counts what found no room in another list either.
    pub(super) fn drop_as(&mut self, other: &Room) {
        self.dropped += other.dropped;
    }

    /// How many problems there are, listed or not.
    pub(super) fn total(&self) -> usize {
        self.listed + self.dropped
    }

    /// How many problems are listed.
    pub(super) fn listed(&self) -> usize {
        self.listed
    }

    /// The problem that says how many others are not listed; `kind` is what they are called.
    pub(super) fn exceeded(&self, kind: &str) -> Option<Problem> {
        if self.dropped == 0 {
            return None;
        }
        let Room {
            listed, dropped, ..
        } = self;
        let are_listed = match listed {
            1 => format!("Only 1 {} is listed", kind.trim_end_matches('s')),
            many => format!("Only {many} {kind} are listed"),
        };
        let (limit, maximum, why) = if self.bytes < self.most_bytes || *listed >= self.most_problems
        {
            ("problems", *listed, String::new())
        } else {
            let why = format!(", because they take more than {} bytes", self.most_bytes);
            ("problem_bytes", self.most_bytes, why)
        };
        let remedy = if self.can_be_raised {
            raise(limit, "see them")
        } else {
            String::new()
        };
        let problem = LimitExceeded {
            limit,
            maximum: maximum as u64,
            dropped: Some(*dropped),
            said: format!("{are_listed}{why}; {dropped} more were found.{remedy}"),
        };
        Some(problem.problem())
    }
}

/// About as many bytes as a problem takes as JSON.
fn size(problem: &Problem) -> usize {
    /// The names of the fields, and what else is always there.
    const REST: usize = 100;
    let params = problem.params.iter();
    let params = params.map(|(key, value)| key.len() + size_of_value(value));
    let fix = problem.fix.iter().map(|operation| match operation {
        PatchOperation::Add { path, value } | PatchOperation::Replace { path, value } => {
            path.len() + size_of_value(value)
        }
        PatchOperation::Remove { path } => path.len(),
        PatchOperation::Move { from, path } => from.len() + path.len(),
    });
    let strings = problem.description.len() + problem.path.len();
    REST + strings + params.chain(fix).sum::<usize>()
}

fn size_of_value(value: &Value) -> usize {
    let mut size = 0;
    // Most values have no others in them: nothing is allocated for those.
    let mut waiting = Vec::new();
    let mut next = Some(value);
    while let Some(value) = next {
        size += 4; // Quotes or brackets, and separators; and most of a number.
        match value {
            Value::String(string) => size += string.len(),
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => {
                for (key, member) in members {
                    size += key.len();
                    waiting.push(member);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        next = waiting.pop();
    }
    size
}
