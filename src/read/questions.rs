//! The questions that reading a document asks of a value.
//!
//! Every question returns `None` and collects a problem when the value is not what it should be, so that a
//! reader asks on and finds everything that is wrong.

use chrono::DateTime;
use serde_json::Value;

use crate::problem::structural::Mistake;
use crate::sorted::SortedMap;
use crate::words::{capitalised, quoted, shortened};

use super::at::At;
use super::collector::Collector;
use super::fields::Fields;
use super::items::{Items, Members};
use super::tree::{Kind, is_integral};
use super::word::Word;

impl<'a> At<'a> {
    pub(crate) fn boolean(self, collector: &mut Collector, wanted: &str) -> Option<bool> {
        if let Kind::Boolean(value) = self.kind() {
            return Some(value);
        }
        self.refuse_type(collector, "boolean", wanted);
        None
    }

    pub(crate) fn string(self, collector: &mut Collector, wanted: &str) -> Option<&'a str> {
        let text = self.text();
        if text.is_none() {
            self.refuse_type(collector, "string", wanted);
        }
        text
    }

    pub(crate) fn integer(self, collector: &mut Collector, wanted: &str) -> Option<i64> {
        let largest = collector.limits().integer_allowed();
        let found = match self.kind() {
            Kind::Integer(value) if within(value, largest) => return Some(value),
            Kind::Integer(value) => value.to_string(),
            Kind::Number(text) if is_integral(text) => shortened(text),
            _ => {
                self.refuse_type(collector, "integer", wanted);
                return None;
            }
        };
        let said = format!(
            "{} is {found}, which is too far from zero: the largest integer is {largest}.",
            capitalised(&self.label())
        );
        let problem = self.mistake(Mistake::OutOfRange {
            found: Some(found.into()),
            minimum: None,
            maximum: Some(largest),
            said,
        });
        self.report_useless(collector, problem);
        None
    }

    /// The value itself, whatever it is; `None` where a number in it is larger than a double can be.
    pub(crate) fn any_value(self, collector: &mut Collector) -> Option<Value> {
        let is_beyond = |text: &str| text.parse().is_ok_and(f64::is_infinite);
        let numbers = self.inside().filter_map(|at| match at.kind() {
            Kind::Number(text) => Some((at, text)),
            _ => None,
        });
        let mut beyond = numbers.filter(|(_, text)| is_beyond(text));
        let Some((at, text)) = beyond.next() else {
            return Some(self.value());
        };
        let said = format!(
            "{} is {}, which is too far from zero: no double is that large.",
            capitalised(&at.label()),
            shortened(text)
        );
        let mistake = Mistake::OutOfRange {
            found: Some(shortened(text).into()),
            minimum: None,
            maximum: None,
            said,
        };
        at.report(collector, at.mistake(mistake));
        None
    }

    /// A point in time as it was written, even if it is none.
    pub(crate) fn datetime(self, collector: &mut Collector) -> Option<&'a str> {
        let text = self.string(collector, "an ISO-8601 datetime")?;
        if DateTime::parse_from_rfc3339(text).is_err() {
            let said = format!(
                "{} is {}, but should be an ISO-8601 datetime such as \"1970-01-01T00:00:00Z\".",
                self.label(),
                quoted(text)
            );
            self.report(collector, self.invalid_value(Some(text), said));
        }
        Some(text)
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
        let said = format!(
            "{} is {found}, but ids begin at 1.",
            capitalised(&self.label())
        );
        let problem = self.mistake(Mistake::OutOfRange {
            found: Some(found.into()),
            minimum: Some(1),
            maximum: None,
            said,
        });
        self.report(collector, problem);
        None
    }

    /// One of the API's words.
    pub(crate) fn word<W: Word>(self, collector: &mut Collector) -> Option<W> {
        W::ALL.get(self.choice(collector, W::WORDS)?).copied()
    }

    /// Which of a few words it is, by number.
    pub(crate) fn choice(self, collector: &mut Collector, words: &[&'static str]) -> Option<usize> {
        let chosen = self
            .text()
            .and_then(|text| words.iter().position(|word| *word == text));
        if chosen.is_none() {
            self.refuse_word(collector, words);
        }
        chosen
    }

    /// The items of an array, in order.
    pub(crate) fn items(self, collector: &mut Collector, wanted: &str) -> Option<Items<'a>> {
        if self.kind() != Kind::Array {
            self.refuse_type(collector, "array", wanted);
            return None;
        }
        Some(Items::of(self))
    }

    /// The items of an array, in order; what is none has none.
    pub(crate) fn each_item(self, collector: &mut Collector, wanted: &str) -> Items<'a> {
        self.items(collector, wanted)
            .unwrap_or_else(|| Items::none(self))
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

    /// The strings of an array; `None` when an item is something else.
    pub(crate) fn strings(self, collector: &mut Collector, wanted: &str) -> Option<Vec<String>> {
        self.every(collector, wanted, |item, collector| {
            item.string(collector, "a string").map(str::to_owned)
        })
    }

    /// The members of an object whose keys are names of the user's.
    pub(crate) fn members(self, collector: &mut Collector, wanted: &str) -> Option<Members<'a>> {
        self.object(collector, wanted).map(Fields::members)
    }

    /// The members of an object whose keys are names of the user's; what is none has none.
    pub(crate) fn each_member(self, collector: &mut Collector, wanted: &str) -> Members<'a> {
        self.members(collector, wanted)
            .unwrap_or_else(|| Items::none(self).with_keys())
    }

    /// An object with fields that have names of the API's; others are allowed beside them.
    pub(crate) fn object(self, collector: &mut Collector, wanted: &str) -> Option<Fields<'a>> {
        let fields = self.fields();
        if fields.is_none() {
            self.refuse_type(collector, "object", wanted);
        }
        fields
    }

    /// The fields of an object; what is none has none, and that is no problem here.
    pub(crate) fn fields(self) -> Option<Fields<'a>> {
        (self.kind() == Kind::Object).then(|| Fields::of(self))
    }

    /// Whether it is an object with that field.
    pub(crate) fn has_field(self, field: &str) -> bool {
        self.fields()
            .is_some_and(|fields| fields.get(field).is_some())
    }

    /// An object that may have these fields and no others.
    pub(crate) fn strict_object(
        self,
        collector: &mut Collector,
        wanted: &str,
        known: &[&'static str],
    ) -> Option<Fields<'a>> {
        let fields = self.object(collector, wanted)?;
        fields.only(collector, known);
        Some(fields)
    }
}

/// Whether an integer is no further from zero than the largest.
pub(super) fn within(integer: i64, largest: i64) -> bool {
    // With the largest that there is, the smallest that there is goes too.
    largest == i64::MAX || integer.checked_abs().is_some_and(|size| size <= largest)
}
