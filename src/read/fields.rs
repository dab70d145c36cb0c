//! Values with their places, and the questions that reading a document asks of them.
//!
//! Every question answers `None` and collects a problem when the value is not what it should be, so that a
//! reader asks on and finds everything that is wrong.

use crate::problem::{Name, PatchOperation, Problem, Severity, join};
use crate::sorted::{SortedMap, sort_by_key};
use crate::words::{capitalised, choice_list, quoted, shortened};

use super::limits::{Limits, raise};
use super::suggestion::nearest;
use super::tree::{Children, Kind, Locator, Tree, describe, kind_name};

/// What the description of a problem ends with where only the value itself is left out.
const LEFT_OUT: &str = " It is left out.";

/// A value at its place, and the name that its structural problems have.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    tree: &'a Tree<'a>,
    index: u32,
    name: Name,
    manner: Manner,
    /// Whether the document says nothing without it.
    required: bool,
}

/// How a value is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// A person wrote it: what the API does not have is a mistake.
    Strict,
    /// A server sent it, and a client may have kept notes in it: fields that the API does not have are no problem,
    /// and `null` says nothing.
    Served,
    /// As [`Served`](Manner::Served), and what is wrong is a warning: the rest is of use without it.
    Lenient,
}

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
        let errors = self.errors.finish(tree, &mut locator, "errors");
        let mut warnings = self.warnings.finish(tree, &mut locator, "warnings");
        for warning in &mut warnings {
            warning.severity = Severity::Warning;
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
            let description = format!("{listed_first}; {} more were found.{remedy}", self.dropped);
            problems.push(
                Problem::new(Name::LimitExceeded, description)
                    .param("limit", "problems")
                    .param("maximum", listed)
                    .param("dropped", self.dropped),
            );
        }
        problems
    }
}

impl<'a> At<'a> {
    pub(crate) fn root(tree: &'a Tree<'a>, name: Name) -> Self {
        At::entry(tree, 0, name)
    }

    pub(super) fn entry(tree: &'a Tree<'a>, index: u32, name: Name) -> Self {
        At {
            tree,
            index,
            name,
            manner: Manner::Strict,
            required: false,
        }
    }

    /// The same place; from here on, structural problems have another name.
    pub(crate) fn named(self, name: Name) -> Self {
        At { name, ..self }
    }

    /// The value itself, whatever it is; what JSON cannot say is null.
    pub(crate) fn value(self) -> serde_json::Value {
        self.tree.value(self.index)
    }

    /// The same place; from here on unknown fields are no problem, and an optional field that is `null` is as good as
    /// absent: what is read was sent by a server and kept by a client, which may have added what it needs.
    pub(crate) fn as_served(self) -> Self {
        match self.manner {
            Manner::Strict => At {
                manner: Manner::Served,
                ..self
            },
            Manner::Served | Manner::Lenient => self,
        }
    }

    /// The same place, read [as served](At::as_served); and from here on every problem is a warning: what is read is
    /// only a part of what a server sent, and the rest is of use without it.
    pub(crate) fn leniently(self) -> Self {
        At {
            manner: Manner::Lenient,
            ..self
        }
    }

    /// The same place; from here on it is known that the document says nothing without it, and so nobody is told to
    /// leave it out.
    pub(crate) fn required(self) -> Self {
        At {
            required: true,
            ..self
        }
    }

    pub(crate) fn kind(self) -> &'a Kind<'a> {
        self.tree
            .entry(self.index)
            .map_or(&Kind::Null, |entry| &entry.kind)
    }

    /// Whether it is an object with that field.
    pub(crate) fn has_field(self, field: &str) -> bool {
        self.fields()
            .is_some_and(|fields| fields.get(field).is_some())
    }

    /// The string that it is.
    pub(crate) fn text(self) -> Option<&'a str> {
        match self.kind() {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn is_text(self) -> bool {
        self.text().is_some()
    }

    pub(crate) fn is_null(self) -> bool {
        *self.kind() == Kind::Null
    }

    pub(crate) fn tree(self) -> &'a Tree<'a> {
        self.tree
    }

    pub(crate) fn pointer(self) -> String {
        self.tree.pointer(self.index)
    }

    /// The pointer that leads here from a value around this one.
    pub(crate) fn pointer_below(self, around: At<'_>) -> String {
        let (here, around) = (self.pointer(), around.pointer());
        here.strip_prefix(&around).unwrap_or_default().to_owned()
    }

    /// Collects a problem about this value.
    pub(crate) fn report(self, collector: &mut Collector, mut problem: Problem) {
        if self.manner == Manner::Lenient {
            problem = problem.warning();
            // Nobody can mend what a server sent.
            problem.fix.clear();
        }
        collector.push(Place::Entry(self.index), problem.at(self.pointer()));
    }

    /// Collects a structural problem about this value, with `cause` as `params.cause`.
    pub(crate) fn refuse(
        self,
        collector: &mut Collector,
        cause: &'static str,
        description: String,
    ) {
        self.report(collector, self.structural(cause, description));
    }

    /// A structural problem; where the value has a field name, `params.field` tells it.
    pub(crate) fn structural(self, cause: &'static str, description: String) -> Problem {
        let problem = Problem::new(self.name, description).param("cause", cause);
        match self.key() {
            Some(key) => problem.param("field", key),
            None => problem,
        }
    }

    pub(super) fn key(self) -> Option<&'a str> {
        self.tree.entry(self.index)?.key.as_deref()
    }

    /// What the value is called in a description: its field, or its place in an array.
    pub(crate) fn label(self) -> String {
        let Some(entry) = self.tree.entry(self.index) else {
            return "the document".to_owned();
        };
        match (&entry.key, self.index) {
            (Some(key), _) => quoted(key),
            (None, 0) if matches!(entry.kind, Kind::Array | Kind::Object) => {
                "the document".to_owned()
            }
            (None, 0) => "the value".to_owned(),
            (None, _) => {
                let array = At {
                    index: entry.parent,
                    ..self
                };
                format!("item {} of {}", entry.position + 1, array.label())
            }
        }
    }

    /// Refuses a value of the wrong type. `expected` is JSON's word for programs, `wanted` says it to people.
    pub(crate) fn wrong_type(
        self,
        collector: &mut Collector,
        expected: &'static str,
        wanted: &str,
    ) {
        let problem = self.of_wrong_type(collector, expected, wanted);
        self.report_useless(collector, problem);
    }

    /// The problem of a value of the wrong type, with its fix where the value says what is meant.
    fn of_wrong_type(self, collector: &Collector, expected: &'static str, wanted: &str) -> Problem {
        let label = capitalised(&self.label());
        let mut problem = self
            .structural(
                "WRONG_TYPE",
                format!(
                    "{label} must be {wanted}, but it is {}.",
                    describe(self.kind())
                ),
            )
            .param("expected", expected)
            .param("found", kind_name(self.kind()));
        match self.kind() {
            Kind::Null if self.key().is_some() && !self.required => {
                problem
                    .description
                    .push_str(" To say nothing, leave the field out.");
                problem = problem.fix(PatchOperation::Remove {
                    path: self.pointer(),
                });
            }
            Kind::String(text) => {
                if let Some(value) = meant(text, expected, collector.limits.integer) {
                    problem = problem.fix(PatchOperation::Replace {
                        path: self.pointer(),
                        value,
                    });
                }
            }
            _ => {}
        }
        problem
    }

    /// Collects a problem about a value that is of no use: what is read leniently goes on without it.
    fn report_useless(self, collector: &mut Collector, mut problem: Problem) {
        if self.manner == Manner::Lenient {
            problem.description.push_str(LEFT_OUT);
        }
        self.report(collector, problem);
    }

    /// What `read` makes of a part of a larger whole, which is of use without it; where that is nothing, the problem
    /// that this part has says what is left out because of it, and `params.left_out` where that stands.
    pub(crate) fn read_or_leave_out<T>(
        self,
        collector: &mut Collector,
        read: impl FnOnce(At<'a>, &mut Collector) -> Option<T>,
    ) -> Option<T> {
        let before = collector.warnings.kept.len();
        let part = read(self.leniently(), collector);
        if part.is_some() {
            return part;
        }
        if let Some((_, problem)) = collector.warnings.kept.get_mut(before) {
            if let Some(shorter) = problem.description.strip_suffix(LEFT_OUT) {
                problem.description.truncate(shorter.len());
            }
            let sentence = format!(" {} is left out.", capitalised(&self.label()));
            problem.description.push_str(&sentence);
            problem.params.insert("left_out", self.pointer().into());
        }
        part
    }

    pub(crate) fn boolean(self, collector: &mut Collector, wanted: &str) -> Option<bool> {
        if let Kind::Boolean(value) = self.kind() {
            return Some(*value);
        }
        self.wrong_type(collector, "boolean", wanted);
        None
    }

    pub(crate) fn string(self, collector: &mut Collector, wanted: &str) -> Option<&'a str> {
        if let Kind::String(text) = self.kind() {
            return Some(text);
        }
        self.wrong_type(collector, "string", wanted);
        None
    }

    pub(crate) fn integer(self, collector: &mut Collector, wanted: &str) -> Option<i64> {
        let largest = collector.limits.integer;
        let found = match self.kind() {
            Kind::Integer(value) if within(*value, largest) => return Some(*value),
            Kind::Integer(value) => value.to_string(),
            Kind::Number(text) if is_integral(text) => shortened(text),
            _ => {
                self.wrong_type(collector, "integer", wanted);
                return None;
            }
        };
        let label = capitalised(&self.label());
        let problem = self
            .structural(
                "OUT_OF_RANGE",
                format!(
                    "{label} is {found}, which is too far from zero: the largest integer is {largest}."
                ),
            )
            .param("found", found)
            .param("maximum", largest);
        self.report_useless(collector, problem);
        None
    }

    /// An id in a request. Ids begin at 1; `least` is 0 where the server has a use for 0.
    pub(crate) fn id(self, collector: &mut Collector, least: i64, wanted: &str) -> Option<i64> {
        if let Kind::String(text) = self.kind() {
            let mut problem = self.of_wrong_type(collector, "integer", wanted);
            if text.trim().parse::<i64>().is_ok_and(|id| id < 1) {
                problem.fix.clear(); // As a number it would be wrong, too.
            }
            self.report_useless(collector, problem);
            return None;
        }
        let found = self.integer(collector, wanted)?;
        if found >= least {
            return Some(found);
        }
        let description = format!(
            "{} is {found}, but ids begin at 1.",
            capitalised(&self.label())
        );
        let problem = self
            .structural("OUT_OF_RANGE", description)
            .param("found", found)
            .param("minimum", 1);
        self.report(collector, problem);
        None
    }

    /// One of a few texts. `choices` pairs each with what it stands for.
    pub(crate) fn one_of<T: Copy>(
        self,
        collector: &mut Collector,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        if let Kind::String(text) = self.kind() {
            if let Some((_, value)) = choices.iter().find(|(choice, _)| *choice == text) {
                return Some(*value);
            }
        }
        let allowed: Vec<&'static str> = choices.iter().map(|(choice, _)| *choice).collect();
        self.no_choice(collector, &allowed);
        None
    }

    /// Refuses what is none of a few texts.
    fn no_choice(self, collector: &mut Collector, allowed: &[&'static str]) {
        let Kind::String(text) = self.kind() else {
            let wanted = format!("a text, one of {}", choice_list(allowed));
            self.wrong_type(collector, "string", &wanted);
            return;
        };
        let label = capitalised(&self.label());
        let mut problem = self
            .structural(
                "INVALID_VALUE",
                format!(
                    "{label} is {}, but must be one of {}.",
                    quoted(text),
                    choice_list(allowed)
                ),
            )
            .param("found", text.as_ref())
            .param("allowed", allowed.to_vec());
        let suggestion = nearest(text, allowed.iter().copied());
        if let Some(suggestion) = suggestion {
            problem = problem.fix(PatchOperation::Replace {
                path: self.pointer(),
                value: suggestion.into(),
            });
        }
        problem = problem.meant(suggestion);
        self.report_useless(collector, problem);
    }

    /// The items of an array, in order.
    pub(crate) fn items(self, collector: &mut Collector, wanted: &str) -> Option<Items<'a>> {
        if *self.kind() != Kind::Array {
            self.wrong_type(collector, "array", wanted);
            return None;
        }
        Some(Items {
            at: self,
            children: self.tree.children(self.index),
        })
    }

    /// The items of an array, in order; what is none has none.
    pub(crate) fn each_item(self, collector: &mut Collector, wanted: &str) -> Items<'a> {
        self.items(collector, wanted).unwrap_or(Items {
            at: self,
            children: Children::default(),
        })
    }

    /// What `read` makes of the items of an array; `None` when it makes nothing of one of them.
    pub(crate) fn every<T>(
        self,
        collector: &mut Collector,
        wanted: &str,
        mut read: impl FnMut(At<'a>, &mut Collector) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut all = Some(Vec::new());
        for item in self.items(collector, wanted)? {
            match (read(item, collector), &mut all) {
                (Some(one), Some(all)) => all.push(one),
                _ => all = None,
            }
        }
        all
    }

    /// What `read` makes of the members of an object, by name; `None` when it makes nothing of one of them.
    pub(crate) fn every_member<T>(
        self,
        collector: &mut Collector,
        wanted: &str,
        mut read: impl FnMut(At<'a>, &mut Collector) -> Option<T>,
    ) -> Option<SortedMap<String, T>> {
        let mut all = Some(Vec::new());
        for (name, member) in self.members(collector, wanted)? {
            match (read(member, collector), &mut all) {
                (Some(one), Some(all)) => all.push((name.to_owned(), one)),
                _ => all = None,
            }
        }
        all.map(|all| all.into_iter().collect())
    }

    /// The texts of an array; `None` when an item is something else.
    pub(crate) fn strings(self, collector: &mut Collector, wanted: &str) -> Option<Vec<String>> {
        self.every(collector, wanted, |item, collector| {
            item.string(collector, "a text").map(str::to_owned)
        })
    }

    /// The members of an object whose keys are names of the user's.
    pub(crate) fn members(self, collector: &mut Collector, wanted: &str) -> Option<Members<'a>> {
        self.object(collector, wanted).map(Fields::members)
    }

    /// The members of an object whose keys are names of the user's; what is none has none.
    pub(crate) fn each_member(self, collector: &mut Collector, wanted: &str) -> Members<'a> {
        self.members(collector, wanted).unwrap_or(Members(Items {
            at: self,
            children: Children::default(),
        }))
    }

    /// An object with fields that have names of the API's; others may stand beside them.
    pub(crate) fn object(self, collector: &mut Collector, wanted: &str) -> Option<Fields<'a>> {
        let fields = self.fields();
        if fields.is_none() {
            self.wrong_type(collector, "object", wanted);
        }
        fields
    }

    /// The fields of an object; what is none has none, and that is no problem here.
    pub(crate) fn fields(self) -> Option<Fields<'a>> {
        (*self.kind() == Kind::Object).then_some(Fields { at: self })
    }

    /// An object that may have these fields and no others.
    pub(crate) fn strict_object(
        self,
        collector: &mut Collector,
        wanted: &str,
        known: &[&'static str],
    ) -> Option<Fields<'a>> {
        let fields = self.object(collector, wanted)?;
        if self.manner == Manner::Strict {
            fields.refuse_others(collector, known, &[]);
        }
        Some(fields)
    }

    /// Refuses a field that the document does not have, with the one of the `free` that was probably meant. Tells
    /// which one its fix moves it to: none where it is `null`, which would be as wrong there.
    fn unknown_field(
        self,
        collector: &mut Collector,
        known: &[&'static str],
        free: &[&'static str],
    ) -> Option<&'static str> {
        let key = self.key().unwrap_or_default();
        let mut problem = self
            .structural(
                "UNKNOWN_FIELD",
                format!(
                    "There is no field {}. The fields are {}.",
                    quoted(key),
                    choice_list(known)
                ),
            )
            .param("allowed", known.to_vec());
        let suggestion = nearest(key, free.iter().copied());
        if suggestion.is_some() {
            problem.description = format!("There is no field {}.", quoted(key));
        }
        problem = problem.meant(suggestion);
        let moved_to = suggestion.filter(|_| !self.is_null());
        if let Some(field) = moved_to {
            problem = problem.fix(self.moved_to(field));
        }
        self.report(collector, problem);
        moved_to
    }

    /// The edit that gives this field of an object another name.
    pub(crate) fn moved_to(self, field: &str) -> PatchOperation {
        let from = self.pointer();
        let above = from.rsplit_once('/').map_or("", |(above, _)| above);
        PatchOperation::Move {
            path: join(above, field),
            from,
        }
    }
}

/// The items of an array, or the values of an object, in order.
#[derive(Debug, Clone)]
pub(crate) struct Items<'a> {
    /// The array or the object itself.
    at: At<'a>,
    children: Children<'a>,
}

impl<'a> Iterator for Items<'a> {
    type Item = At<'a>;

    fn next(&mut self) -> Option<At<'a>> {
        let index = self.children.next()?;
        Some(At {
            index,
            required: false,
            ..self.at
        })
    }
}

/// The members of an object, in order: their keys and their values.
#[derive(Debug, Clone)]
pub(crate) struct Members<'a>(Items<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, At<'a>);

    fn next(&mut self) -> Option<(&'a str, At<'a>)> {
        let member = self.0.next()?;
        Some((member.key().unwrap_or_default(), member))
    }
}

/// The fields of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a> {
    at: At<'a>,
}

impl<'a> Fields<'a> {
    /// The object itself.
    pub(crate) fn at(self) -> At<'a> {
        self.at
    }

    /// The same object, read [leniently](At::leniently).
    pub(crate) fn leniently(self) -> Self {
        Fields {
            at: self.at.leniently(),
        }
    }

    /// Whether a server sent it, rather than that a person wrote it.
    pub(crate) fn is_served(self) -> bool {
        self.at.manner != Manner::Strict
    }

    /// Every field that the object has, by name.
    pub(crate) fn members(self) -> Members<'a> {
        Members(Items {
            at: self.at,
            children: self.at.tree.children(self.at.index),
        })
    }

    pub(crate) fn get(self, field: &str) -> Option<At<'a>> {
        self.members()
            .find(|(key, _)| *key == field)
            .map(|(_, member)| member)
    }

    /// The field, or `null` and an absent field alike as `None`: how the API's responses say "nothing".
    pub(crate) fn present(self, field: &str) -> Option<At<'a>> {
        self.get(field).filter(|at| !at.is_null())
    }

    /// A field that may be left out; in what a server sent, `null` leaves it out too.
    pub(crate) fn optional(self, field: &str) -> Option<At<'a>> {
        self.get(field)
            .filter(|at| !(self.is_served() && at.is_null()))
    }

    /// Refuses every field that is neither `known` nor dealt with `elsewhere`.
    pub(crate) fn refuse_others(
        self,
        collector: &mut Collector,
        known: &[&'static str],
        elsewhere: &[&str],
    ) {
        let mut free = None;
        for (key, member) in self.members() {
            if known.contains(&key) || elsewhere.contains(&key) {
                continue;
            }
            // Known fields that are not there yet may have been meant; looked up once for the whole object.
            let free = free.get_or_insert_with(|| {
                let mut free = known.to_vec();
                free.retain(|field| self.get(field).is_none());
                free
            });
            if collector.has_room(Severity::Error) {
                // What one field is moved to is not free for the next.
                let moved_to = member.unknown_field(collector, known, free);
                free.retain(|field| Some(*field) != moved_to);
            }
        }
    }

    /// A field without which the document says nothing. `wanted` says what belongs there.
    pub(crate) fn required(
        self,
        collector: &mut Collector,
        field: &'static str,
        wanted: &str,
    ) -> Option<At<'a>> {
        let found = self.get(field);
        if found.is_none() {
            let problem = self
                .at
                .structural(
                    "MISSING_FIELD",
                    format!("The field \"{field}\" is missing: {wanted}."),
                )
                .param("field", field);
            self.at.report(collector, problem);
        }
        found.map(At::required)
    }
}

fn within(integer: i64, largest: i64) -> bool {
    // With the largest that there is, the smallest that there is goes too.
    largest == i64::MAX || integer.checked_abs().is_some_and(|size| size <= largest)
}

/// Whether a number that is no `i64` has no fraction.
fn is_integral(number: &str) -> bool {
    number
        .parse::<f64>()
        .is_ok_and(|double| double.is_infinite() || double.fract() == 0.0)
}

/// The value that a text surely means where another type is expected.
fn meant(text: &str, expected: &str, largest: i64) -> Option<serde_json::Value> {
    match expected {
        "integer" => {
            let integer = text.trim().parse().ok()?;
            within(integer, largest).then(|| integer.into())
        }
        "boolean" => match text.trim() {
            "true" | "True" => Some(true.into()),
            "false" | "False" => Some(false.into()),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{Batch, Batches, Reader, RecipeDiffDocument, ValidateBatchRequest};

    #[test]
    fn a_lenient_reader_says_what_it_left_out() {
        let batch = json!({"id": 1, "is_superseded": "no", "job_metrics": {"parse": 5}});
        let reading = Reader::new().value::<Batch>(&batch);
        let said: Vec<_> = reading
            .warnings
            .iter()
            .map(|problem| (problem.path.as_str(), problem.description.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (
                    "/is_superseded",
                    "\"is_superseded\" must be true or false, but it is the text \"no\". It is left out."
                ),
                (
                    "/job_metrics/parse",
                    "\"parse\" must be an object: the metrics of a job, but it is the number 5. \"parse\" is left out."
                ),
            ]
        );

        let page = json!({"results": [{"id": 1}, {"id": "two"}, {"title": "three"}]});
        let reading = Reader::new().value::<Batches>(&page);
        let left_out: Vec<_> = reading
            .warnings
            .iter()
            .map(|problem| &problem.params["left_out"])
            .collect();
        assert_eq!(left_out, ["/results/1", "/results/2"]);
        let description = &reading.warnings[1].description;
        assert!(
            description.ends_with(" Item 3 of \"results\" is left out."),
            "{description}"
        );

        let diff = json!({"can_be_reprocessed": true, "nodes": {"parse": {"status": "GONE"}}});
        let reading = Reader::new().value::<RecipeDiffDocument>(&diff);
        assert!(reading.document.unwrap().nodes.is_empty());
        assert_eq!(
            reading
                .warnings
                .iter()
                .filter(|problem| problem.params.contains_key("left_out"))
                .count(),
            1
        );
    }

    #[test]
    fn a_misspelt_field_is_moved_once_and_never_where_it_is_null() {
        let told = |request: &Value| {
            let reading = Reader::new().value::<ValidateBatchRequest>(request);
            let unknown = reading.errors.into_iter();
            let unknown = unknown.filter(|error| error.params["cause"] == "UNKNOWN_FIELD");
            let told =
                unknown.map(|error| (error.params.get("suggestion").cloned(), error.fix.len()));
            told.collect::<Vec<_>>()
        };
        let id = Some(json!("recipe_type_id"));
        let dataset = Some(json!("dataset"));
        for (request, expected) in [
            (
                json!({"recipe_typ_id": 1, "definition": {"dataset": 1}}),
                vec![(id.clone(), 1)],
            ),
            (
                json!({"recipe_typ_id": null, "definition": {"dataset": 1}}),
                vec![(id.clone(), 0)],
            ),
            (
                json!({"recipe_type_id": 1, "definition": {"datset": null}}),
                vec![(dataset, 0)],
            ),
            (
                json!({"recipe_typ_id": 1, "recipetypeid": 2, "definition": {"dataset": 1}}),
                vec![(id, 1), (None, 0)],
            ),
        ] {
            assert_eq!(told(&request), expected, "{request}");
        }
    }

    #[test]
    fn what_is_refused_is_not_left_out() {
        let reading = Reader::new().value::<Batch>(&json!({"id": "one"}));
        let description = &reading.errors[0].description;
        assert!(!description.contains("left out"), "{description}");
    }
}
