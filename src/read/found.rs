//! What rules find, as far as there is room for it.

use crate::problem::{Problem, ProblemName, Severity};

use super::limits::Limits;
use super::room::Room;

/// Problems in the order in which they are found, errors and warnings each up to the limits.
#[derive(Debug)]
pub(crate) struct Found {
    problems: Vec<Problem>,
    errors: Room,
    warnings: Room,
    /// The names of all errors, listed or not, each once.
    names_of_errors: Vec<ProblemName>,
    is_wanted: Option<fn(&Problem) -> bool>,
}

/// Up to the default limits, which nobody can raise.
impl Default for Found {
    fn default() -> Self {
        Found::up_to(&Limits::default(), false)
    }
}

impl Found {
    /// Up to limits that the reader of the problems can raise.
    pub(crate) fn new(limits: &Limits) -> Self {
        Found::up_to(limits, true)
    }

    fn up_to(limits: &Limits, can_be_raised: bool) -> Self {
        Found {
            problems: Vec::new(),
            errors: Room::new(limits, can_be_raised),
            warnings: Room::new(limits, can_be_raised),
            names_of_errors: Vec::new(),
            is_wanted: None,
        }
    }

    /// Takes only some of the problems; the others are not even counted.
    pub(crate) fn only(self, is_wanted: fn(&Problem) -> bool) -> Self {
        Found {
            is_wanted: Some(is_wanted),
            ..self
        }
    }

    /// Whether one more problem is listed; if not, it is counted, and need not be put into words.
    pub(crate) fn has_room(&mut self, severity: Severity) -> bool {
        // Whether a problem is wanted only the problem itself tells.
        self.is_wanted.is_some() || self.room(severity).is_left()
    }

    /// How many of so many errors are put into words at most; the others are counted.
    pub(crate) fn room_for_errors(&mut self, errors: usize) -> usize {
        if self.is_wanted.is_some() {
            errors
        } else {
            self.errors.left_for(errors)
        }
    }

    pub(crate) fn push(&mut self, problem: Problem) {
        if self.is_wanted.is_some_and(|is_wanted| !is_wanted(&problem)) {
            return;
        }
        if problem.severity == Severity::Error && !self.names_of_errors.contains(&problem.name) {
            self.names_of_errors.push(problem.name);
        }
        if self.room(problem.severity).is_left() {
            self.room(problem.severity).take(&problem);
            self.problems.push(problem);
        }
    }

    /// Adds a warning that is put into words only where it is listed.
    pub(crate) fn warn(&mut self, problem: impl FnOnce() -> Problem) {
        if self.has_room(Severity::Warning) {
            self.push(problem().warning());
        }
    }

    pub(crate) fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            self.push(problem);
        }
    }

    fn room(&mut self, severity: Severity) -> &mut Room {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        }
    }

    /// Those that are listed.
    pub(crate) fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The names of all errors that were put into words, listed or not.
    pub(crate) fn names_of_errors(&self) -> &[ProblemName] {
        &self.names_of_errors
    }

    /// How many there are, listed or not.
    pub(crate) fn total(&self) -> usize {
        self.errors.total() + self.warnings.total()
    }

    /// Whether there are errors that are not listed.
    pub(crate) fn lacks_errors(&self) -> bool {
        self.errors.total() > self.errors.listed()
    }

    /// The problems, and the rooms of the errors and of the warnings.
    pub(super) fn into_parts(self) -> (Vec<Problem>, Room, Room) {
        (self.problems, self.errors, self.warnings)
    }

    /// All problems in their order; those that say how many others there are come last.
    pub(crate) fn finish(self) -> Vec<Problem> {
        let mut problems = self.problems;
        problems.extend(self.errors.exceeded("errors"));
        let exceeded = self.warnings.exceeded("warnings");
        problems.extend(exceeded.map(Problem::warning));
        problems
    }

    /// The errors and the warnings.
    pub(crate) fn separated(self) -> (Vec<Problem>, Vec<Problem>) {
        let problems = self.finish().into_iter();
        problems.partition(|problem| problem.severity == Severity::Error)
    }
}
