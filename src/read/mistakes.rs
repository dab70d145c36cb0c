//! The structural [`Mistake`]s of a value, and the sentences of those that depend on nothing but the value.

use crate::problem::structural::{Mistake, structural};
use crate::problem::{PatchOperation, Problem, join};
use crate::words::{capitalised, choice_list, quoted, shortened};
use serde_json::Value;

use super::at::At;
use super::collector::Collector;
use super::questions::within;
use super::suggestion::nearest;
use super::tree::{Kind, describe, kind_name};

impl At<'_> {
    /// A structural problem of this value. Where that has a field name, `params.field` names it, unless the mistake
    /// itself is about a field; of an item of an array, `params.items` says which.
    pub(crate) fn mistake(self, mistake: Mistake<'_>) -> Problem {
        let is_of_another_field = matches!(mistake, Mistake::MissingField { .. });
        if is_of_another_field || self.key().is_some() {
            return structural(self.name(), self.key(), mistake);
        }
        let (field, items) = self.item();
        let problem = structural(self.name(), field, mistake);
        if items.is_empty() {
            return problem;
        }
        problem.param("items", items)
    }

    /// A value that is not allowed there, though its type is right.
    pub(crate) fn invalid_value(self, found: Option<&str>, said: String) -> Problem {
        self.mistake(Mistake::invalid_value(found, said))
    }

    /// A number that is outside the range that is allowed.
    pub(crate) fn out_of_range(
        self,
        found: i64,
        minimum: Option<i64>,
        maximum: Option<i64>,
        said: String,
    ) -> Problem {
        self.mistake(Mistake::OutOfRange {
            found: Some(found.into()),
            minimum,
            maximum,
            said,
        })
    }

    /// Refuses a value of the wrong type. `expected` is JSON's word for programs, `wanted` says it to people.
    pub(crate) fn refuse_type(
        self,
        collector: &mut Collector,
        expected: &'static str,
        wanted: &str,
    ) {
        if !self.has_room(collector) {
            return;
        }
        let problem = self.of_wrong_type(collector, expected, wanted);
        self.report_useless(collector, problem);
    }

    /// The problem of a value of the wrong type, with its fix where the value says what is meant.
    pub(super) fn of_wrong_type(
        self,
        collector: &Collector,
        expected: &'static str,
        wanted: &str,
    ) -> Problem {
        let label = capitalised(&self.label());
        let found = describe(self.kind());
        let mut problem = self.mistake(Mistake::WrongType {
            expected: Some(expected),
            found: Some(kind_name(self.kind())),
            value: plain_value(self.kind()),
            allowed: None,
            said: format!("{label} must be {wanted}, but it is {found}."),
        });
        match self.kind() {
            Kind::Null if self.key().is_some() && !self.is_required() => {
                problem
                    .description
                    .push_str(" Omit the field if it has no value.");
                problem = problem.with_fix(PatchOperation::Remove {
                    path: self.pointer(),
                });
            }
            Kind::String(text) => {
                if let Some(value) = meant(text, expected, collector.limits().integer_allowed()) {
                    problem = problem.with_fix(PatchOperation::Replace {
                        path: self.pointer(),
                        value,
                    });
                }
            }
            _ => {}
        }
        problem
    }

    /// Refuses what is none of a few words.
    pub(super) fn refuse_word(self, collector: &mut Collector, allowed: &[&'static str]) {
        let Kind::String(text) = self.kind() else {
            let wanted = format!("a string, one of {}", choice_list(allowed));
            if self.has_room(collector) {
                let problem = self.of_wrong_type(collector, "string", &wanted);
                self.report_useless(collector, problem.param("allowed", allowed.to_vec()));
            }
            return;
        };
        if !self.has_room(collector) {
            return;
        }
        let said = format!(
            "{} is {}, but must be one of {}.",
            capitalised(&self.label()),
            quoted(text),
            choice_list(allowed)
        );
        let mut problem = self.mistake(Mistake::InvalidValue {
            found: Some(text),
            allowed: Some(allowed.to_vec()),
            suggestion: None,
            started: None,
            ended: None,
            said,
        });
        let suggestion = nearest(text, allowed.iter().copied());
        if let Some(suggestion) = suggestion {
            problem = problem.with_fix(PatchOperation::Replace {
                path: self.pointer(),
                value: suggestion.into(),
            });
        }
        problem = problem.meant(suggestion);
        self.report_useless(collector, problem);
    }

    /// Refuses a field that the document does not have, with the one of the `free` that was probably meant. Tells
    /// which one its fix moves it to: none where it is `null`, which would be as wrong there.
    pub(super) fn refuse_field(
        self,
        collector: &mut Collector,
        known: &[&'static str],
        free: &[&'static str],
    ) -> Option<&'static str> {
        if !self.has_room(collector) {
            return None;
        }
        let key = self.key().unwrap_or_default();
        let mut said = format!("There is no field {}.", quoted(key));
        let suggestion = nearest(key, free.iter().copied());
        if suggestion.is_none() {
            said.push_str(" The fields are ");
            said.push_str(&choice_list(known));
            said.push('.');
        }
        let mistake = Mistake::UnknownField {
            allowed: Some(known.to_vec()),
            suggestion: None,
            said,
        };
        let mut problem = self.mistake(mistake).meant(suggestion);
        let moved_to = suggestion.filter(|_| !self.is_null());
        if let Some(field) = moved_to {
            problem = problem.with_fix(self.moved_to(field));
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

/// A value that a description writes out.
fn plain_value(kind: Kind<'_>) -> Option<Value> {
    match kind {
        Kind::Boolean(value) => Some(value.into()),
        Kind::Integer(value) => Some(value.into()),
        // As it is written: no number holds every one of its digits.
        Kind::Number(text) => Some(shortened(text).into()),
        Kind::String(text) => Some(text.into()),
        Kind::Null | Kind::Array | Kind::Object | Kind::Foreign(_) => None,
    }
}

/// The value that a string surely means where another type is expected.
fn meant(text: &str, expected: &str, largest: i64) -> Option<Value> {
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
