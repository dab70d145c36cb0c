//! ## PARAM_REQUIRED
//!
//! Nothing is sure to arrive at a required parameter.
//!
//! **Cause.** An input has `required: true`, which is the default, and nothing is connected to it, or only something optional (`params.found` is `nothing` or `optional`).
//!
//! **Example.** `checkConnection` returns it for
//!
//! ```json
//! {"accepting": {"files": [{"name": "SCENE"}]}, "connecting": {}}
//! ```
//!
//! **Remedy.** Connect something to it, or make it optional.
//!
//! ## MISMATCHED_PARAM_TYPE
//!
//! A file is connected to JSON, or JSON to a file.
//!
//! **Cause.** The two parameters of a connection are of different kinds.
//!
//! **Example.** `checkConnection` returns it for
//!
//! ```json
//! {"accepting": {"files": [{"name": "SCENE"}]}, "connecting": {"json": [{"name": "SCENE", "type": "string"}]}}
//! ```
//!
//! **Remedy.** Connect files with files and JSON with JSON.
//!
//! ## NO_MULTIPLE_FILES
//!
//! Several files are connected to an input that takes one.
//!
//! **Cause.** What is connected has `multiple: true`, the input has not.
//!
//! **Example.** `checkConnection` returns it for
//!
//! ```json
//! {"accepting": {"files": [{"name": "SCENE"}]}, "connecting": {"files": [{"name": "SCENE", "multiple": true}]}}
//! ```
//!
//! **Remedy.** Give the input `multiple: true`, or deliver one file.
//!
//! ## MISMATCHED_JSON_TYPE
//!
//! JSON of one type is connected to JSON of another.
//!
//! **Cause.** The `type` of the two parameters differs.
//!
//! **Example.** `checkConnection` returns it for
//!
//! ```json
//! {"accepting": {"json": [{"name": "COUNT", "type": "integer"}]}, "connecting": {"json": [{"name": "COUNT", "type": "string"}]}}
//! ```
//!
//! **Remedy.** Give both the same `type`.
//!
//! ## MISMATCHED_MEDIA_TYPES
//!
//! Files may be of media types that are not accepted.
//!
//! **Cause.** What is connected may be of a media type that the input does not list. The server accepts it all the same.
//!
//! **Example.** `checkConnection` returns it for
//!
//! ```json
//! {"accepting": {"files": [{"name": "SCENE", "media_types": ["image/tiff"]}]}, "connecting": {"files": [{"name": "SCENE", "media_types": ["image/png"]}]}}
//! ```
//!
//! **Remedy.** Make sure that the job can read such files, and add the media type to its input.

use crate::documents::Interface;
use crate::problem::Problem;
use crate::problem::catalogue::{
    MismatchedJsonType, MismatchedMediaTypes, MismatchedParamType, NoMultipleFiles, ParamRequired,
};
use crate::recipe::parameter::{Content, Parameter, parameters, pointer};
use crate::sorted::{SortedMap, SortedSet};

/// What arrives under a name.
#[derive(Debug, Clone, Copy)]
pub(in crate::recipe) enum Delivered<'i> {
    Known(Parameter<'i>),
    /// Something, but what it is cannot be known: it fits whatever is wanted.
    Unknown,
}

/// Every error and warning when `delivered`, by the name that each goes under, is connected to `accepting`: each with
/// the name of its parameter.
pub(in crate::recipe) fn connect<'i>(
    accepting: &'i Interface,
    delivered: &SortedMap<&str, Delivered<'_>>,
) -> Vec<(&'i str, Problem)> {
    let mut all = Vec::new();
    for (number, wanted) in parameters(accepting).enumerate() {
        let mut problems = Vec::new();
        connect_delivered(wanted, delivered.get(wanted.name), &mut problems);
        let at_place = |problem: Problem| (wanted.name, problem.at(pointer(accepting, number)));
        all.extend(problems.into_iter().map(at_place));
    }
    all
}

/// Finds everything that is wrong between a parameter and what arrives there.
pub(in crate::recipe) fn connect_delivered(
    wanted: Parameter<'_>,
    delivered: Option<&Delivered<'_>>,
    problems: &mut Vec<Problem>,
) {
    match delivered {
        Some(Delivered::Known(given)) => connect_parameter(wanted, *given, problems),
        None if wanted.required => problems.push(
            ParamRequired {
                parameter: wanted.name,
                found: "nothing",
            }
            .problem(),
        ),
        Some(Delivered::Unknown) | None => {}
    }
}

/// Finds everything that is wrong between two parameters.
pub(crate) fn connect_parameter(
    wanted: Parameter<'_>,
    given: Parameter<'_>,
    problems: &mut Vec<Problem>,
) {
    let parameter = wanted.name;
    if wanted.required && !given.required {
        let problem = ParamRequired {
            parameter,
            found: "optional",
        };
        problems.push(problem.problem());
    }
    match (wanted.content, given.content) {
        (
            Content::File {
                media_types: accepted,
                multiple: accepts_several,
            },
            Content::File {
                media_types,
                multiple,
            },
        ) => {
            if multiple && !accepts_several {
                problems.push(NoMultipleFiles { parameter }.problem());
            }
            problems.extend(mismatched_media_types(parameter, accepted, media_types));
        }
        (Content::Json(wanted), Content::Json(given)) => {
            if wanted != given {
                let problem = MismatchedJsonType {
                    parameter,
                    expected: wanted.as_str(),
                    found: given.as_str(),
                };
                problems.push(problem.problem());
            }
        }
        (wanted, given) => {
            let problem = MismatchedParamType {
                parameter,
                expected: wanted.kind(),
                found: given.kind(),
                wanted: wanted.in_words(),
                given: given.in_words(),
            };
            problems.push(problem.problem());
        }
    }
}

/// The warning for media types that are given and not accepted. An empty list accepts none.
fn mismatched_media_types(
    parameter: &str,
    accepted: &[String],
    given: &[String],
) -> Option<Problem> {
    let allowed: SortedSet<&str> = accepted.iter().map(String::as_str).collect();
    let refused = refused_media_types(&allowed, given);
    if refused.is_empty() {
        return None;
    }
    let problem = MismatchedMediaTypes {
        parameter,
        expected: allowed.into_iter().collect(),
        found: refused.into_iter().collect(),
        node: None,
    };
    Some(problem.problem())
}

/// The media types that are given and not accepted, each once.
pub(crate) fn refused_media_types<'g>(
    accepted: &SortedSet<&str>,
    given: &'g [String],
) -> SortedSet<&'g str> {
    let given = given.iter().map(String::as_str);
    given
        .filter(|media_type| !accepted.contains(media_type))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::Interface;
    use crate::recipe::check_connection;

    /// The names and the descriptions of what is wrong when the one parameter is connected to the other.
    fn found(kind: &str, accepting: &Value, other_kind: &str, connecting: &Value) -> Value {
        let interface = |kind: &str, parameter: &Value| -> Interface {
            serde_json::from_value(json!({kind: [parameter]})).unwrap()
        };
        let report = check_connection(
            &interface(kind, accepting),
            &interface(other_kind, connecting),
        );
        let problems = report.errors.iter().chain(&report.warnings);
        let told = problems.map(|problem| {
            assert_eq!(problem.path, format!("/{kind}/0"));
            json!([problem.name, problem.description, problem.params])
        });
        Value::Array(told.collect())
    }

    #[test]
    fn each_mismatch_has_its_name_and_its_words() {
        let file = |more: Value| {
            let mut file = json!({"name": "A"});
            let more = more.as_object().unwrap().clone();
            file.as_object_mut().unwrap().extend(more);
            file
        };
        let plain = file(json!({}));
        assert_eq!(
            found("files", &plain, "files", &json!({"name": "B"})),
            json!([["PARAM_REQUIRED", "\"A\" is required, but nothing is connected to it.",
                {"parameter": "A", "found": "nothing"}]])
        );
        assert_eq!(
            found(
                "files",
                &plain,
                "files",
                &file(json!({"required": false, "multiple": true}))
            ),
            json!([
                ["PARAM_REQUIRED", "\"A\" is required, but what is connected to it is optional and may be absent.",
                    {"parameter": "A", "found": "optional"}],
                ["NO_MULTIPLE_FILES", "\"A\" takes one file, but several files are connected to it.",
                    {"parameter": "A"}],
            ])
        );
        assert_eq!(
            found(
                "files",
                &plain,
                "json",
                &json!({"name": "A", "type": "string"})
            ),
            json!([["MISMATCHED_PARAM_TYPE", "\"A\" is a file, but a JSON value is connected to it.",
                {"parameter": "A", "expected": "file", "found": "json"}]])
        );
        let json_of = |json_type: &str| json!({"name": "A", "type": json_type});
        assert_eq!(
            found("json", &json_of("integer"), "json", &json_of("string")),
            json!([["MISMATCHED_JSON_TYPE",
                "\"A\" takes JSON of type integer, but JSON of type string is connected to it.",
                {"parameter": "A", "expected": "integer", "found": "string"}]])
        );
        assert_eq!(
            found(
                "files",
                &file(json!({"media_types": ["image/tiff"]})),
                "files",
                &file(json!({"media_types": ["image/png", "", "image/tiff"]})),
            ),
            json!([["MISMATCHED_MEDIA_TYPES",
                "\"A\" is for files of \"image/tiff\", but files of \"\", \"image/png\" are connected to it too. The media \
                 type \"\" is empty: it names none.",
                {"parameter": "A", "expected": ["image/tiff"], "found": ["", "image/png"]}]])
        );
    }
}
