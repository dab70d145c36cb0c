//! What is collected while a document is read: its problems, up to a limit, and in which order they are reported.

use crate::problem::catalogue::LimitExceeded;
use crate::problem::{Problem, Severity};
use crate::sorted::sort_by_key;

use super::fixes::Fixes;
use super::limits::{Limits, raise};
use super::tree::{Locator, Tree};

/// What a document collects on its way.
pub struct Collector {
    errors: List,
    warnings: List,
    limits: Limits,
}

/// Problems of one severity.
#[derive(Default)]
struct List {
    kept: Vec<(Place, Problem)>,
    /// How many more there were, beyond the limit.
    dropped: usize,
}

/// Where a problem is.
enum Place {
    /// The entry of the tree.
    Entry(u32),
    /// Where the problem's pointer says.
    Pointer,
    /// In another document: it has no line here, and comes after all that has one.
    Elsewhere,
}

impl Collector {
    pub(crate) fn new(limits: &Limits) -> Self {
        Collector {
            errors: List::default(),
            warnings: List::default(),
            limits: *limits,
        }
    }

    /// A collector for a document inside this one, whose problems are kept apart.
    pub(crate) fn apart(&self) -> Self {
        Collector {
            errors: List::default(),
            warnings: List::default(),
            ..*self
        }
    }

    /// The limits of the document, which hold for documents inside it, too.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    fn list(&mut self, severity: Severity) -> &mut List {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        }
    }

    /// Collects a problem about an entry of the tree.
    pub(super) fn entry(&mut self, index: u32, problem: Problem) {
        self.push(Place::Entry(index), problem);
    }

    /// How many warnings there are so far.
    pub(super) fn warnings(&self) -> usize {
        self.warnings.kept.len()
    }

    /// The warning of this number.
    pub(super) fn warning_mut(&mut self, number: usize) -> Option<&mut Problem> {
        let (_, warning) = self.warnings.kept.get_mut(number)?;
        Some(warning)
    }

    fn push(&mut self, place: Place, problem: Problem) {
        if self.has_room(problem.severity) {
            let list = self.list(problem.severity);
            list.kept.push((place, problem));
        }
    }

    /// Whether one more problem would be listed; if not, it is counted, and need not be put into words.
    pub(super) fn has_room(&mut self, severity: Severity) -> bool {
        let allowed = self.limits.problems.max(1);
        let list = self.list(severity);
        let room = list.kept.len() < allowed;
        if !room {
            list.dropped += 1;
        }
        room
    }

    /// Collects a problem of a rule, which knows the place by its pointer; its `document` says that the
    /// pointer leads into another one.
    pub(crate) fn rule(&mut self, problem: Problem) {
        let place = if problem.document.is_some() {
            Place::Elsewhere
        } else {
            Place::Pointer
        };
        self.push(place, problem);
    }

    /// The places of all errors so far.
    pub(crate) fn error_paths(&self) -> Vec<String> {
        self.errors
            .kept
            .iter()
            .map(|(_, problem)| problem.path.clone())
            .collect()
    }

    pub(crate) fn has_errors(&self) -> bool {
        !self.errors.kept.is_empty()
    }

    /// The errors and the warnings, each in document order, with lines and columns where there is text.
    pub(crate) fn finish(self, tree: &Tree<'_>) -> (Vec<Problem>, Vec<Problem>) {
        let mut locator = Locator::new(tree);
        let mut errors = self.errors.finish(tree, &mut locator, "errors");
        let mut warnings = self.warnings.finish(tree, &mut locator, "warnings");
        for warning in &mut warnings {
            warning.severity = Severity::Warning;
        }
        let mut fixes = Fixes::new(tree, locator);
        for problem in errors.iter_mut().chain(&mut warnings) {
            fixes.keep_or_clear(problem);
        }
        (errors, warnings)
    }
}

impl List {
    fn finish(self, tree: &Tree<'_>, locator: &mut Locator<'_>, kind: &str) -> Vec<Problem> {
        let listed = self.kept.len();
        let mut placed: Vec<(u32, Problem)> = Vec::with_capacity(listed + 1);
        for (place, problem) in self.kept {
            let index = match place {
                Place::Entry(index) => index,
                Place::Pointer => locator.locate(&problem.path),
                Place::Elsewhere => u32::MAX,
            };
            placed.push((index, problem));
        }
        sort_by_key(&mut placed, |(index, _)| *index);
        tree.fill_positions(placed.iter_mut().map(|(index, problem)| (*index, problem)));
        let mut problems: Vec<Problem> = placed.into_iter().map(|(_, problem)| problem).collect();
        if self.dropped > 0 {
            let listed_first = match listed {
                1 => format!("Only 1 {} is listed", kind.trim_end_matches('s')),
                many => format!("Only {many} {kind} are listed"),
            };
            let remedy = raise("problems", "see them");
            let problem = LimitExceeded {
                limit: "problems",
                maximum: listed,
                dropped: Some(self.dropped),
                said: format!("{listed_first}; {} more were found.{remedy}", self.dropped),
            };
            problems.push(problem.problem());
        }
        problems
    }
}
