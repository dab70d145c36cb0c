//! What is collected while a document is read: its problems, up to a limit, and in which order they are reported.

use crate::problem::{Problem, Severity};
use crate::sorted::sort_by_key;

use super::fixes::keep_what_fits_together;
use super::found::Found;
use super::limits::Limits;
use super::room::Room;
use super::tree::{Locator, Tree};

/// What a document collects on its way.
pub struct Collector {
    errors: List,
    warnings: List,
    limits: Limits,
    /// How many values the parts of the document have that are written out in full, however little of them is there.
    written_out: usize,
}

/// Problems of one severity.
struct List {
    kept: Vec<(Place, Problem)>,
    room: Room,
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
            errors: List::new(limits),
            warnings: List::new(limits),
            limits: *limits,
            written_out: 0,
        }
    }

    /// A collector for a document inside this one, whose problems are kept apart.
    pub(crate) fn apart(&self) -> Self {
        Collector::new(&self.limits)
    }

    /// The limits of the document, which hold for documents inside it, too.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Counts the values of a part of the document that is written out in full. Of the parts that are too many, the
    /// first is a problem.
    pub(super) fn write_out(&mut self, values: usize) -> Result<(), Option<Problem>> {
        let most = self.limits.values;
        let before = self.written_out;
        self.written_out = before.saturating_add(values);
        if self.written_out <= most {
            Ok(())
        } else {
            Err((before <= most).then(|| self.limits.too_many_values()))
        }
    }

    fn list(&mut self, severity: Severity) -> &mut List {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        }
    }

    /// Collects a problem about an entry of the tree, for which there is room.
    pub(super) fn entry(&mut self, index: u32, problem: Problem) {
        self.keep(Place::Entry(index), problem);
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

    fn keep(&mut self, place: Place, problem: Problem) {
        let list = self.list(problem.severity);
        list.room.take(&problem);
        list.kept.push((place, problem));
    }

    /// Whether one more problem would be listed; if not, it is counted, and need not be put into words.
    pub(super) fn has_room(&mut self, severity: Severity) -> bool {
        self.list(severity).room.is_left()
    }

    /// Collects a problem of a rule, which knows the place by its pointer; its `document` says that the
    /// pointer leads into another one.
    pub(crate) fn rule(&mut self, problem: Problem) {
        let place = if problem.document.is_some() {
            Place::Elsewhere
        } else {
            Place::Pointer
        };
        if self.has_room(problem.severity) {
            self.keep(place, problem);
        }
    }

    /// Collects what `change` makes of what rules found, and counts what was not listed there.
    pub(crate) fn rules(
        &mut self,
        found: Found,
        change: &mut dyn FnMut(Problem) -> Option<Problem>,
    ) {
        let (problems, errors, warnings) = found.into_parts();
        for problem in problems.into_iter().filter_map(change) {
            self.rule(problem);
        }
        self.errors.room.drop_as(&errors);
        self.warnings.room.drop_as(&warnings);
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
        keep_what_fits_together(tree, &mut locator, &mut [&mut errors, &mut warnings]);
        (errors, warnings)
    }
}

impl List {
    fn new(limits: &Limits) -> Self {
        List {
            kept: Vec::new(),
            room: Room::new(limits, true),
        }
    }

    fn finish(self, tree: &Tree<'_>, locator: &mut Locator<'_>, kind: &str) -> Vec<Problem> {
        let mut placed: Vec<(u32, Problem)> = Vec::with_capacity(self.kept.len());
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
        problems.extend(self.room.exceeded(kind));
        problems
    }
}
