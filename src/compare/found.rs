//! Warnings, collected up to a limit.

use crate::problem::Problem;
use crate::problem::catalogue::LimitExceeded;

/// How many problems are listed; the rest is only counted.
const MOST: usize = 1_000;

/// Collects problems up to a limit.
#[derive(Default)]
pub(super) struct Found {
    problems: Vec<Problem>,
    dropped: usize,
}

impl Found {
    pub(super) fn push(&mut self, problem: impl FnOnce() -> Problem) {
        if self.problems.len() < MOST {
            self.problems.push(problem());
        } else {
            self.dropped += 1;
        }
    }

    /// Collects a problem that may be there; such are few.
    pub(super) fn extend(&mut self, problem: Option<Problem>) {
        if let Some(problem) = problem {
            self.push(|| problem);
        }
    }

    pub(super) fn finish(mut self) -> Vec<Problem> {
        if self.dropped > 0 {
            let said = format!(
                "Only the first {MOST} warnings are listed; {} more were found.",
                self.dropped
            );
            let problem = LimitExceeded {
                limit: "problems",
                maximum: MOST,
                dropped: Some(self.dropped),
                said,
            };
            self.problems.push(problem.problem().warning());
        }
        self.problems
    }
}
