//! The fields of an object, and the questions that ask for one of them.
//!
//! A field that is required and not there is a problem. One that is optional may be left out: it is then `None` like
//! one that cannot be read, or, in the questions that name a default or a list, that default or an empty list, so that
//! `None` always means a problem.

use crate::problem::Severity;
use crate::problem::structural::Mistake;

use super::Read;
use super::at::At;
use super::collector::Collector;
use super::items::{Items, Members};
use super::word::Word;

/// The key in which a file names its schema for the editor that it is written in. It says nothing about the document.
pub(crate) const KEY_OF_EDITORS: &str = "$schema";

/// The fields of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a> {
    at: At<'a>,
}

impl<'a> Fields<'a> {
    /// Those of `at`, which is an object.
    pub(super) fn of(at: At<'a>) -> Self {
        Fields { at }
    }

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
        self.at.is_served()
    }

    /// Every field that the object has, by name.
    pub(crate) fn members(self) -> Members<'a> {
        Items::of(self.at).with_keys()
    }

    pub(crate) fn get(self, field: &str) -> Option<At<'a>> {
        self.members()
            .find(|(key, _)| *key == field)
            .map(|(_, member)| member)
    }

    /// The field, if it is there and not `null`, whoever wrote it.
    pub(crate) fn present(self, field: &str) -> Option<At<'a>> {
        self.get(field).filter(|at| !at.is_null())
    }

    /// A field that may be left out; in what a server sent, `null` leaves it out too.
    pub(crate) fn optional(self, field: &str) -> Option<At<'a>> {
        self.get(field)
            .filter(|at| !(self.is_served() && at.is_null()))
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
            let said = format!("The field \"{field}\" is missing: {wanted}.");
            let mistake = Mistake::MissingField { field, said };
            self.at.report(collector, self.at.mistake(mistake));
        }
        found.map(At::required)
    }

    pub(crate) fn required_boolean(
        self,
        collector: &mut Collector,
        field: &'static str,
        wanted: &str,
    ) -> Option<bool> {
        self.required(collector, field, wanted)?
            .boolean(collector, wanted)
    }

    pub(crate) fn required_integer(
        self,
        collector: &mut Collector,
        field: &'static str,
        wanted: &str,
    ) -> Option<i64> {
        self.required(collector, field, wanted)?
            .integer(collector, wanted)
    }

    pub(crate) fn required_string(
        self,
        collector: &mut Collector,
        field: &'static str,
        wanted: &str,
    ) -> Option<String> {
        let at = self.required(collector, field, wanted)?;
        at.string(collector, wanted).map(str::to_owned)
    }

    /// A field that says one of the API's words.
    pub(crate) fn required_word<W: Word>(
        self,
        collector: &mut Collector,
        field: &'static str,
        wanted: &str,
    ) -> Option<W> {
        self.required(collector, field, wanted)?.word(collector)
    }

    /// A field that holds another document.
    pub(crate) fn required_document<D: Read>(
        self,
        collector: &mut Collector,
        field: &'static str,
        wanted: &str,
    ) -> Option<D> {
        D::read(self.required(collector, field, wanted)?, collector)
    }

    pub(crate) fn boolean(
        self,
        collector: &mut Collector,
        field: &str,
        wanted: &str,
    ) -> Option<bool> {
        self.optional(field)?.boolean(collector, wanted)
    }

    /// A boolean that is the `default` where it is left out.
    pub(crate) fn boolean_or(
        self,
        collector: &mut Collector,
        field: &str,
        default: bool,
        wanted: &str,
    ) -> Option<bool> {
        match self.optional(field) {
            Some(at) => at.boolean(collector, wanted),
            None => Some(default),
        }
    }

    pub(crate) fn integer(
        self,
        collector: &mut Collector,
        field: &str,
        wanted: &str,
    ) -> Option<i64> {
        self.optional(field)?.integer(collector, wanted)
    }

    pub(crate) fn string(
        self,
        collector: &mut Collector,
        field: &str,
        wanted: &str,
    ) -> Option<String> {
        let at = self.optional(field)?;
        at.string(collector, wanted).map(str::to_owned)
    }

    /// A point in time as it was written, even if it is none.
    pub(crate) fn datetime(self, collector: &mut Collector, field: &str) -> Option<String> {
        self.optional(field)?.datetime(collector).map(str::to_owned)
    }

    /// A field that says one of the API's words.
    pub(crate) fn word<W: Word>(self, collector: &mut Collector, field: &str) -> Option<W> {
        self.optional(field)?.word(collector)
    }

    /// A field that holds another document.
    pub(crate) fn document<D: Read>(self, collector: &mut Collector, field: &str) -> Option<D> {
        D::read(self.optional(field)?, collector)
    }

    /// What `read` makes of the items of a list, none of which may be broken.
    pub(crate) fn list<T>(
        self,
        collector: &mut Collector,
        field: &str,
        wanted: &str,
        read: impl FnMut(At<'a>, &mut Collector) -> Option<T>,
    ) -> Option<Vec<T>> {
        match self.optional(field) {
            Some(at) => at.every(collector, wanted, read),
            None => Some(Vec::new()),
        }
    }

    /// The items of a list; what is no list has none.
    pub(crate) fn items(self, collector: &mut Collector, field: &str, wanted: &str) -> Items<'a> {
        match self.optional(field) {
            Some(at) => at.each_item(collector, wanted),
            None => Items::none(self.at),
        }
    }

    /// A list of documents of which each is useful without the others: one that is broken is left out.
    pub(crate) fn readable_documents<D: Read>(
        self,
        collector: &mut Collector,
        field: &str,
        wanted: &str,
    ) -> Vec<D> {
        let items = self.items(collector, field, wanted);
        items
            .filter_map(|at| at.read_or_leave_out(collector, D::read))
            .collect()
    }

    /// The members of an object whose keys are names of the user's; what is no object has none.
    pub(crate) fn each_member(
        self,
        collector: &mut Collector,
        field: &str,
        wanted: &str,
    ) -> Members<'a> {
        match self.optional(field) {
            Some(at) => at.each_member(collector, wanted),
            None => Items::none(self.at).with_keys(),
        }
    }

    /// Refuses every field but the `known`, unless a server sent the object.
    pub(crate) fn only(self, collector: &mut Collector, known: &[&'static str]) {
        if !self.is_served() {
            self.refuse_others(collector, known, &[]);
        }
    }

    /// Refuses every field that is neither `known` nor dealt with `elsewhere`, nor the key of editors.
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
            if key == KEY_OF_EDITORS && self.at.is_root() && member.is_text() {
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
                let moved_to = member.refuse_field(collector, known, free);
                free.retain(|field| Some(*field) != moved_to);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::{Reader, ValidateBatchRequest};

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
}
