//! Warnings, collected up to a limit.

use crate::problem::{Name, Problem};

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

    pub(super) fn finish(mut self) -> Vec<Problem> {
        if self.dropped > 0 {
            let description = format!(
                "Only the first {MOST} warnings are listed; {} more were found.",
                self.dropped
            );
            let problem = Problem::new(Name::LimitExceeded, description)
                .param("limit", "problems")
                .param("maximum", MOST)
                .param("dropped", self.dropped);
            self.problems.push(problem.warning());
        }
        self.problems
    }
}
