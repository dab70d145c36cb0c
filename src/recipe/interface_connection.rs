//! Whether what one interface gives is what another takes.

use serde::{Deserialize, Serialize};

use super::parameter::parameters;
use super::rules::{Delivered, connect, duplicate_input};
use crate::documents::Interface;
use crate::problem::{Problem, Severity};

/// What came of connecting one interface to another.
///
/// In JSON: `{ok, errors, warnings}`.
///
/// ```
/// use scale_batch::documents::Interface;
/// use scale_batch::recipe::check_connection;
///
/// let report = check_connection(&Interface::default(), &Interface::default());
/// assert!(report.ok);
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
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
    #[serde(deserialize_with = "crate::problem::errors")]
    pub errors: Vec<Problem>,
    /// What is allowed, but a person should look at.
    #[serde(deserialize_with = "crate::problem::warnings")]
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
/// use scale_batch::ProblemName;
/// use scale_batch::documents::Interface;
/// use scale_batch::recipe::check_connection;
///
/// let accepting: Interface = serde_json::from_str(r#"{"files": [{"name": "SCENE", "media_types": ["image/tiff"]}]}"#)?;
/// let connecting: Interface = serde_json::from_str(r#"{"files": [{"name": "SCENE", "multiple": true}]}"#)?;
/// let report = check_connection(&accepting, &connecting);
/// assert_eq!(report.errors[0].name, ProblemName::NoMultipleFiles);
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
            duplicate_input(interface, "").map(move |problem| problem.of(document))
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
/// The path leads to the parameter in `accepting`.
pub(crate) fn connection_problems(accepting: &Interface, connecting: &Interface) -> Vec<Problem> {
    let mismatches = connection_mismatches(accepting, connecting).into_iter();
    mismatches.map(|(_, problem)| problem).collect()
}

/// The same, each with the name of its parameter.
pub(crate) fn connection_mismatches<'i>(
    accepting: &'i Interface,
    connecting: &Interface,
) -> Vec<(&'i str, Problem)> {
    let delivered = parameters(connecting)
        .map(|parameter| (parameter.name, Delivered::Known(parameter)))
        .collect();
    connect(accepting, &delivered)
}
