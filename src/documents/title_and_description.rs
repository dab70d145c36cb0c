//! The two texts of a batch that are for people: they stand in every request.

use super::rules::{ignored_field, server_error_likely};
use crate::problem::PatchOperation;
use crate::problem::causes::{Ignored, ServerFailure};
use crate::problem::structural::Mistake;
use crate::read::{At, Collector, Fields};

/// The longest title that the server can store, in characters.
const LONGEST_TITLE: usize = 50;

/// The fields, in the order of the API's documentation.
const FIELDS: [&str; 2] = ["title", "description"];

/// The character that the server's database cannot store.
const NUL: char = '\0';

/// The title and the description of a request; null is taken as left out.
#[derive(Debug, Default)]
pub(crate) struct TitleAndDescription {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
}

impl TitleAndDescription {
    /// Reads both from a request to create or edit a batch, which stores them.
    pub(crate) fn read_stored(fields: Fields<'_>, collector: &mut Collector) -> Self {
        for (field, at) in given(fields).filter(|(_, at)| at.is_null()) {
            report_null(field, at, collector);
        }
        Self::read_state(fields, collector)
    }

    /// Reads both from what a form holds or the details of a batch tell: null says there that there is none.
    pub(crate) fn read_state(fields: Fields<'_>, collector: &mut Collector) -> Self {
        for (field, at) in given(fields) {
            if let Some(text) = at.text().filter(|text| text.contains(NUL)) {
                report_nul(field, text, at, collector);
            }
        }
        Self::read_strings(fields, collector)
    }

    /// Reads both from a request to validate a batch, which checks that they are strings and has no use for them.
    pub(crate) fn read_unused(fields: Fields<'_>, collector: &mut Collector) -> Self {
        for (field, at) in given(fields) {
            if at.is_null() {
                report_null(field, at, collector);
            } else {
                report_unused(field, at, collector);
            }
        }
        Self::read_strings(fields, collector)
    }

    fn read_strings(fields: Fields<'_>, collector: &mut Collector) -> Self {
        let [title, description] = FIELDS.map(|field| {
            let at = fields.present(field)?;
            at.string(collector, "a string").map(str::to_owned)
        });
        if let (Some(title), Some(at)) = (&title, fields.get("title")) {
            check_length(title, at, collector);
        }
        TitleAndDescription { title, description }
    }
}

/// Those of the two that a request has.
fn given(fields: Fields<'_>) -> impl Iterator<Item = (&'static str, At<'_>)> {
    FIELDS
        .into_iter()
        .filter_map(move |field| Some((field, fields.get(field)?)))
}

fn check_length(title: &str, at: At<'_>, collector: &mut Collector) {
    let length = title.chars().count();
    if length <= LONGEST_TITLE {
        return;
    }
    let said = format!(
        "The title has {length} characters, but the server stores at most {LONGEST_TITLE}."
    );
    let mistake = Mistake::TooLong {
        found: length,
        maximum: LONGEST_TITLE,
        said,
    };
    at.report(collector, at.mistake(mistake));
}

/// The server takes null as left out.
fn report_null(field: &'static str, at: At<'_>, collector: &mut Collector) {
    let because = Ignored::NullString { field };
    at.report(collector, ignored_field(because, at.pointer()));
}

/// Validation looks at neither.
fn report_unused(field: &'static str, at: At<'_>, collector: &mut Collector) {
    let because = Ignored::Validation { field };
    at.report(collector, ignored_field(because, at.pointer()));
}

/// The database cannot store the character.
fn report_nul(field: &'static str, text: &str, at: At<'_>, collector: &mut Collector) {
    let because = ServerFailure::NulCharacter { field };
    let problem = server_error_likely(because, at.pointer());
    let fix = PatchOperation::Replace {
        path: at.pointer(),
        value: text.replace(NUL, "").into(),
    };
    at.report(collector, problem.with_fix(fix));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::{CreateBatchRequest, EditBatchRequest, ValidateBatchRequest};
    use crate::documents::{Document, Reader, Reading};
    use crate::problem::{PatchOperation, Problem};

    fn read<D: Document>(field: &str, value: Value) -> Reading<D> {
        let mut request = json!({"recipe_type_id": 208, "definition": {"dataset": 1}});
        request[field] = value;
        Reader::new().value(&request)
    }

    fn edit(field: &str, value: &Value) -> Reading<EditBatchRequest> {
        Reader::new().value(&json!({field: value}))
    }

    fn reasons(warnings: &[Problem]) -> Vec<(&str, String)> {
        let reason = |problem: &Problem| (problem.name.as_str(), problem.params["because"].clone());
        let reasons = warnings.iter().map(reason);
        reasons
            .map(|(name, because)| (name, because.as_str().unwrap_or_default().to_owned()))
            .collect()
    }

    #[test]
    fn null_is_taken_as_left_out() {
        for field in ["title", "description"] {
            let created = read::<CreateBatchRequest>(field, Value::Null);
            let validated = read::<ValidateBatchRequest>(field, Value::Null);
            let edited = edit(field, &Value::Null);
            for warnings in [&created.warnings, &validated.warnings, &edited.warnings] {
                assert_eq!(reasons(warnings), [("IGNORED_FIELD", "null".to_owned())]);
                let path = format!("/{field}");
                assert_eq!(warnings[0].fix, [PatchOperation::Remove { path }]);
            }
            assert_eq!(created.document.and_then(|request| request.title), None);
            assert_eq!(edited.document, Some(EditBatchRequest::default()));
            assert!(validated.document.is_some());
        }
    }

    #[test]
    fn an_empty_string_clears() {
        let edited = edit("description", &json!(""));
        assert_eq!(edited.warnings, []);
        assert_eq!(edited.document.unwrap().description.as_deref(), Some(""));
    }

    #[test]
    fn a_nul_character_makes_the_server_fail_where_it_is_stored() {
        for field in ["title", "description"] {
            let value = json!("a\u{0}b");
            let created = read::<CreateBatchRequest>(field, value.clone());
            let edited = edit(field, &value);
            for warnings in [&created.warnings, &edited.warnings] {
                let expected = ("SERVER_ERROR_LIKELY", "NUL_CHARACTER".to_owned());
                assert_eq!(reasons(warnings), [expected]);
                let path = format!("/{field}");
                let value = "ab".into();
                assert_eq!(warnings[0].fix, [PatchOperation::Replace { path, value }]);
            }
            let validated = read::<ValidateBatchRequest>(field, value);
            assert_eq!(
                reasons(&validated.warnings),
                [("IGNORED_FIELD", "validation".to_owned())]
            );
        }
    }

    #[test]
    fn a_title_has_fifty_characters_at_most() {
        let longest = "ß".repeat(50);
        assert_eq!(edit("title", &json!(longest)).errors, []);
        let errors = edit("title", &json!(longest + "ß")).errors;
        assert_eq!(errors[0].params["cause"], "TOO_LONG");
        assert_eq!(errors[0].params["found"], 51);
    }
}
