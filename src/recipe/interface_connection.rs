//! Whether what one interface gives is what another takes.

use serde::Serialize;

use super::parameter::{Content, Parameter, parameters, pointer};
use super::rules::duplicate_input;
use crate::documents::Interface;
use crate::problem::{Name, Problem, Severity};
use crate::sorted::{SortedMap, SortedSet};
use crate::words::{listed, quoted};

/// What came of connecting one interface to another.
///
/// In JSON: `{ok, errors, warnings}`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "What came of connecting one interface to another.",)
)]
#[non_exhaustive]
pub struct ConnectionReport {
    /// Whether the connection is valid: there are no errors.
    pub ok: bool,
    /// Why it is not, in the order of the accepting interface. Each path leads into the accepting interface, unless
    /// `params.document` says `connecting`.
    pub errors: Vec<Problem>,
    /// What is allowed, but a person should look at.
    pub warnings: Vec<Problem>,
}

/// Checks whether what `connecting` gives is what `accepting` takes, parameter by parameter, each under one name.
///
/// Parameters that only `connecting` has are fine. A parameter that only `accepting` has is fine when it is not
/// required.
///
/// Source: the Scale API's *Interface JSON*; the server connects a dataset to a recipe, the previous revision's
/// input to the current one's, and each node's connections to its input in this way.
///
/// ```
/// use scale_batch::{Interface, Name, check_connection};
///
/// let accepting: Interface = serde_json::from_str(r#"{"files": [{"name": "SCENE", "media_types": ["image/tiff"]}]}"#)?;
/// let connecting: Interface = serde_json::from_str(r#"{"files": [{"name": "SCENE", "multiple": true}]}"#)?;
/// let report = check_connection(&accepting, &connecting);
/// assert_eq!(report.errors[0].name, Name::NoMultipleFiles);
/// assert_eq!(report.errors[0].path, "/files/0");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// The errors are `PARAM_REQUIRED`, `MISMATCHED_PARAM_TYPE`, `NO_MULTIPLE_FILES` and `MISMATCHED_JSON_TYPE`, and
/// `DUPLICATE_INPUT` when an interface has a name twice; the warning is `MISMATCHED_MEDIA_TYPES`.
#[must_use]
pub fn check_connection(accepting: &Interface, connecting: &Interface) -> ConnectionReport {
    let twice = [("accepting", accepting), ("connecting", connecting)]
        .into_iter()
        .flat_map(|(document, interface)| {
            duplicate_input(interface, "")
                .into_iter()
                .map(move |problem| problem.of(document))
        });
    let problems = twice.chain(connection_problems(accepting, connecting));
    let (errors, warnings): (Vec<_>, Vec<_>) =
        problems.partition(|problem| problem.severity == Severity::Error);
    ConnectionReport {
        ok: errors.is_empty(),
        errors,
        warnings,
    }
}

/// Every error and warning when `connecting` is connected to `accepting`, in the order of `accepting`.
///
/// `params.parameter` names the parameter; the path leads to it in `accepting`.
pub(crate) fn connection_problems(accepting: &Interface, connecting: &Interface) -> Vec<Problem> {
    let delivered = parameters(connecting)
        .map(|parameter| (parameter.name, Delivered::Known(parameter)))
        .collect();
    connect(accepting, &delivered)
}

/// The same, each with the name of its parameter.
pub(crate) fn connection_mismatches<'i>(
    accepting: &'i Interface,
    connecting: &Interface,
) -> Vec<(&'i str, Problem)> {
    let delivered = parameters(connecting)
        .map(|parameter| (parameter.name, Delivered::Known(parameter)))
        .collect();
    mismatches(accepting, &delivered)
}

/// What arrives under a name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Delivered<'i> {
    Known(Parameter<'i>),
    /// Something, but what it is cannot be told: it fits whatever is wanted.
    Unknown,
}

/// Every error and warning when `delivered`, by the name that each goes under, is connected to `accepting`.
pub(super) fn connect(
    accepting: &Interface,
    delivered: &SortedMap<&str, Delivered<'_>>,
) -> Vec<Problem> {
    let mismatches = mismatches(accepting, delivered).into_iter();
    mismatches.map(|(_, problem)| problem).collect()
}

/// The same, each with the name of its parameter.
fn mismatches<'i>(
    accepting: &'i Interface,
    delivered: &SortedMap<&str, Delivered<'_>>,
) -> Vec<(&'i str, Problem)> {
    let mut named = Vec::new();
    for (number, wanted) in parameters(accepting).enumerate() {
        let mut problems = Vec::new();
        match delivered.get(wanted.name) {
            Some(Delivered::Known(given)) => connect_parameter(wanted, *given, &mut problems),
            None if wanted.required => {
                let description = format!(
                    "{} is required, but nothing is connected to it.",
                    quoted(wanted.name)
                );
                let problem = Problem::new(Name::ParamRequired, description);
                problems.push(problem.param("found", "nothing"));
            }
            Some(Delivered::Unknown) | None => {}
        }
        for mut problem in problems {
            problem.path = pointer(accepting, number);
            problem.params.insert("parameter", wanted.name.into());
            named.push((wanted.name, problem));
        }
    }
    named
}

/// Finds everything that is wrong between two parameters.
pub(crate) fn connect_parameter(
    wanted: Parameter<'_>,
    given: Parameter<'_>,
    problems: &mut Vec<Problem>,
) {
    let name = quoted(wanted.name);
    if wanted.required && !given.required {
        let description = format!(
            "{name} is required, but what is connected to it is optional and may be absent."
        );
        let problem = Problem::new(Name::ParamRequired, description);
        problems.push(problem.param("found", "optional"));
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
                let description =
                    format!("{name} takes one file, but several files are connected to it.");
                problems.push(Problem::new(Name::NoMultipleFiles, description));
            }
            problems.extend(mismatched_media_types(&name, accepted, media_types));
        }
        (Content::Json(wanted), Content::Json(given)) => {
            if wanted != given {
                let (wanted, given) = (wanted.as_str(), given.as_str());
                let description = format!(
                    "{name} takes JSON of the type {wanted}, but JSON of the type {given} is connected to it."
                );
                let problem = Problem::new(Name::MismatchedJsonType, description);
                problems.push(problem.param("expected", wanted).param("found", given));
            }
        }
        (wanted, given) => {
            let description = format!(
                "{name} is {}, but {} is connected to it.",
                wanted.in_words(),
                given.in_words()
            );
            let problem = Problem::new(Name::MismatchedParamType, description)
                .param("expected", wanted.kind())
                .param("found", given.kind());
            problems.push(problem);
        }
    }
}

/// The warning for media types that are given and not accepted. An empty list accepts none.
fn mismatched_media_types(name: &str, accepted: &[String], given: &[String]) -> Option<Problem> {
    let allowed: SortedSet<&str> = accepted.iter().map(String::as_str).collect();
    let refused: SortedSet<&str> = given
        .iter()
        .map(String::as_str)
        .filter(|media_type| !allowed.contains(media_type))
        .collect();
    if refused.is_empty() {
        return None;
    }
    let refused_list = listed(refused.iter().copied());
    let mut description = if allowed.is_empty() {
        format!("{name} lists no media types, but files of {refused_list} are connected to it.")
    } else {
        let allowed = listed(allowed.iter().copied());
        format!(
            "{name} is for files of {allowed}, but files of {refused_list} are connected to it too."
        )
    };
    if refused.contains("") {
        description.push_str(" The media type \"\" is empty: it names none.");
    }
    Some(
        Problem::new(Name::MismatchedMediaTypes, description)
            .param("expected", allowed.into_iter().collect::<Vec<_>>())
            .param("found", refused.into_iter().collect::<Vec<_>>()),
    )
}
