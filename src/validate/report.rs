//! The response to a request: a superset of the API's validation response.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use super::context::Part;
use super::context::WantedDocument;
#[cfg(feature = "schema")]
use crate::documents::schema::ABSENT_IN_FORMS;
use crate::documents::words::words;
use crate::documents::{BatchId, RecipeDiffDocument, RecipeTypeRevision, RecipeTypeSummary};
use crate::estimate::Estimate;
use crate::problem::{Problem, ProblemName, Severity, is_within};
use crate::sorted::sort_by_key;

/// Everything that is known about a request before it is sent.
///
/// Its JSON has all fields of the API's validation response, and `unchecked` and `estimate` beside them. It is read as the
/// same again, so that a service can store it.
///
/// ```
/// use scale_batch::{Context, ValidationReport, validate_text};
///
/// let report = validate_text(r#"{"recipe_type_id": 208, "definition": {"dataset": 0}}"#, &Context::new());
/// let stored = serde_json::to_string(&report)?;
/// assert_eq!(serde_json::from_str::<ValidationReport>(&stored)?, report);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Source: the Scale API's *Validate Batch*.
///
/// ```
/// use scale_batch::{Context, validate_text};
///
/// let request = r#"{"recipe_type_id": 208, "definition": {"dataset": 12}}"#;
/// let report = validate_text(request, &Context::new());
/// assert!(report.is_valid);
/// assert_eq!(report.recipes_estimated, None, "the dataset was not given");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        rename = "ValidationReport",
        title = "Validation report",
        description = "Everything that is known about a request before it is sent.",
    )
)]
#[non_exhaustive]
pub struct ValidationReport {
    /// Whether no error was found.
    pub is_valid: bool,
    /// Whether every rule was decided: nothing is `unchecked`.
    pub is_complete: bool,
    /// What will become of the batch, in one word.
    pub outlook: Outlook,
    /// What makes the request invalid, in document order.
    #[serde(deserialize_with = "crate::problem::errors")]
    pub errors: Vec<Problem>,
    /// What a person should look at; none of it makes the request invalid. In document order.
    #[serde(deserialize_with = "crate::problem::warnings")]
    pub warnings: Vec<Problem>,
    /// The number of recipes that the batch will create, sub-recipes included. Null where it could not be
    /// estimated; 0 where an error keeps the server from estimating.
    pub recipes_estimated: Option<u64>,
    /// The recipe type of the context, when it is the one that the request names.
    pub recipe_type: Option<RecipeTypeSummary>,
    /// What is known of the previous batch; absent when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev_batch: Option<PreviousBatchReport>,
    /// The rules that could not be decided, each with the document that would decide it.
    pub unchecked: Vec<UncheckedRule>,
    /// What the estimate is made of; null where it could not be estimated.
    pub estimate: Option<Estimate>,
}

/// The previous batch, and what re-processing it will do.
///
/// ```
/// use scale_batch::documents::Batch;
/// use scale_batch::{Context, validate_text};
///
/// let context = Context::new().with_previous_batch(Batch::new(104));
/// let request = r#"{"recipe_type_id": 208, "definition": {"previous_batch": {"root_batch_id": 104}}}"#;
/// let previous = validate_text(request, &context).prev_batch.unwrap();
/// assert_eq!((previous.id, previous.diff), (104.into(), None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PreviousBatchReport {
    /// The batch itself.
    pub id: BatchId,
    /// The revision of the recipe type that it ran.
    pub recipe_type_rev: Option<RecipeTypeRevision>,
    /// Node by node, what the new batch will do; null where the definitions are not known, or the diff was left out.
    #[cfg_attr(not(feature = "full"), serde(skip))]
    #[cfg_attr(feature = "schema", schemars(extend("$comment" = ABSENT_IN_FORMS)))]
    pub diff: Option<RecipeDiffDocument>,
}

words! {
    /// What will become of a request, in one word: what a form's button and a headline need.
    ///
    /// ```
    /// use scale_batch::{Context, validate_text};
    /// use scale_batch::validate::Outlook;
    ///
    /// let report = validate_text(r#"{"recipe_type_id": 208, "definition": {"dataset": 0}}"#, &Context::new());
    /// assert_eq!(report.outlook, Outlook::Refused);
    /// let report = validate_text(r#"{"recipe_type_id": 208, "definition": {"dataset": 1}}"#, &Context::new());
    /// assert_eq!(report.outlook, Outlook::Unknown, "neither the recipe type nor the dataset is known");
    /// ```
    #[derive(Default)]
    #[non_exhaustive]
    pub enum Outlook {
        /// There are errors: the server refuses the request.
        #[default]
        Refused = "REFUSED",
        /// The server is known to fail at it (`SERVER_ERROR_LIKELY`).
        ServerFails = "SERVER_FAILS",
        /// The server accepts it, and creates no recipe (`NOTHING_WILL_BE_CREATED`).
        CreatesNothing = "CREATES_NOTHING",
        /// The server accepts it and creates recipes.
        Creates = "CREATES",
        /// Nothing speaks against it, but a rule that decides could not be checked.
        Unknown = "UNKNOWN",
    }
}

impl Outlook {
    /// What the problems of a request amount to, given the rules that could not be decided.
    pub(super) fn of(
        errors: &[Problem],
        warnings: &[Problem],
        unchecked: &[UncheckedRule],
    ) -> Self {
        let warns = |name: ProblemName| warnings.iter().any(|warning| warning.name == name);
        let decides = |name: ProblemName| {
            name.severity() == Severity::Error || name == ProblemName::ServerErrorLikely
        };
        if !errors.is_empty() {
            Outlook::Refused
        } else if warns(ProblemName::ServerErrorLikely) {
            Outlook::ServerFails
        } else if warns(ProblemName::NothingWillBeCreated) {
            Outlook::CreatesNothing
        } else if unchecked.iter().any(|rule| decides(rule.name)) {
            Outlook::Unknown
        } else {
            Outlook::Creates
        }
    }
}

/// A rule that could not be decided.
///
/// ```
/// use scale_batch::{Context, validate_text};
///
/// let request = r#"{"recipe_type_id": 208, "definition": {"dataset": 12}}"#;
/// let report = validate_text(request, &Context::new());
/// assert!(report.unchecked.iter().any(|rule| rule.needs == "dataset"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Unchecked"))]
#[non_exhaustive]
pub struct UncheckedRule {
    /// The name of the rule.
    pub name: ProblemName,
    /// The part of the context that would decide it.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = Part::ALL.map(Part::name))))]
    pub needs: Cow<'static, str>,
    /// The document that would decide it; absent where the request does not say which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted: Option<WantedDocument>,
}

impl ValidationReport {
    /// The same report with errors of the context beside those of the request.
    pub(crate) fn with_errors_of_context(mut self, errors: Vec<Problem>) -> Self {
        if !errors.is_empty() {
            self.is_valid = false;
            self.outlook = Outlook::Refused;
            self.errors.extend(errors);
        }
        self
    }

    /// The same report with one more problem, such as a finding of a service's own rule.
    ///
    /// An error makes the request invalid and `REFUSED`. In its list the problem stands where its position says, or else
    /// after those of the same place, or after all of the request.
    ///
    /// ```
    /// use scale_batch::validate::Outlook;
    /// use scale_batch::{Context, Problem, ProblemName, validate_text};
    ///
    /// let request = r#"{"recipe_type_id": 208, "definition": {"dataset": 1}}"#;
    /// let own = Problem::new(ProblemName::UnknownDataset, "Dataset 1 is reserved for tests.")
    ///     .at("/definition/dataset")
    ///     .with_param("rule", "RESERVED_DATASET");
    /// let report = validate_text(request, &Context::new()).with_problem(own);
    /// assert!(!report.is_valid);
    /// assert_eq!(report.outlook, Outlook::Refused);
    /// ```
    #[must_use]
    pub fn with_problem(mut self, problem: Problem) -> Self {
        let list = match problem.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        list.insert(place(list, &problem), problem);
        self.is_valid = self.errors.is_empty();
        self.outlook = Outlook::of(&self.errors, &self.warnings, &self.unchecked);
        self
    }

    /// The same report with the errors as the server would find them: it stops at the first.
    ///
    /// Errors that it never reports come last.
    ///
    /// ```
    /// use scale_batch::{Context, validate_text};
    ///
    /// let request = r#"{"recipe_type_id": "a", "definition": {"datset": 1}}"#;
    /// let report = validate_text(request, &Context::new()).in_server_order();
    /// assert_eq!(report.errors.len(), 2);
    /// ```
    #[must_use]
    pub fn in_server_order(mut self) -> Self {
        sort_by_key(&mut self.errors, |problem| {
            problem.name.server_order().unwrap_or(u8::MAX)
        });
        self
    }
}

/// Where one more problem belongs in a list: those of the request come first, in document order.
fn place(list: &[Problem], problem: &Problem) -> usize {
    let of_request = list.partition_point(|other| other.document.is_none());
    if problem.document.is_some() {
        return list.len();
    }
    let before = list.iter().take(of_request);
    if problem.position.is_some() {
        let is_before = |other: &Problem| other.position <= problem.position;
        return before.take_while(|other| is_before(other)).count();
    }
    let is_near = |other: &Problem| {
        !problem.path.is_empty()
            && !other.path.is_empty()
            && (is_within(&other.path, &problem.path) || is_within(&problem.path, &other.path))
    };
    let nearest = before.clone().rposition(is_near);
    nearest.map_or(of_request, |nearest| nearest + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Reader;
    use crate::problem::Position;
    use crate::validate::{Context, validate_text};

    const REQUEST: &str =
        "{\"recipe_type_id\": 0,\n\"definition\": {\"dataset\": \"1\"},\n\"colour\": 1}";

    fn own(path: &str) -> Problem {
        Problem::new(ProblemName::InvalidRequest, "own").at(path)
    }

    fn paths(report: &ValidationReport) -> Vec<&str> {
        report
            .errors
            .iter()
            .map(|error| error.path.as_str())
            .collect()
    }

    #[test]
    fn a_problem_takes_its_place() {
        let report = validate_text(REQUEST, &Context::new());
        let places = ["/recipe_type_id", "/definition/dataset", "/colour"];
        assert_eq!(paths(&report), places);
        let with = |problem: Problem| report.clone().with_problem(problem);
        let [first, second, third] = places;
        let near = with(own("/definition"));
        assert_eq!(paths(&near), [first, second, "/definition", third]);
        let nowhere = with(own("/title"));
        assert_eq!(paths(&nowhere), [first, second, third, "/title"]);
        let positioned =
            with(own("/definition/dataset").with_position(Position { line: 2, column: 1 }));
        assert_eq!(paths(&positioned), [first, second, second, third]);
        assert_eq!(positioned.errors[1].description, "own");
        let of_context = with(own("/id").with_document("dataset"));
        let of_both = of_context.with_problem(own(""));
        assert_eq!(paths(&of_both), [first, second, third, "", "/id"]);
    }

    #[test]
    fn a_warning_changes_no_verdict_unless_it_decides() {
        let context: Context = Reader::new()
            .value(&serde_json::json!({}))
            .document
            .unwrap();
        let request = r#"{"recipe_type_id": 208, "definition": {"dataset": 1}}"#;
        let report = validate_text(request, &context);
        let warning = own("").with_severity(Severity::Warning);
        let warned = report.clone().with_problem(warning);
        assert!(warned.is_valid);
        assert_eq!(warned.outlook, report.outlook);
        let decides = Problem::new(ProblemName::NothingWillBeCreated, "own");
        let warned = report.with_problem(decides);
        assert!(warned.is_valid);
        assert_eq!(warned.outlook, Outlook::CreatesNothing);
        let refused = warned.with_problem(own(""));
        assert!(!refused.is_valid);
        assert_eq!(refused.outlook, Outlook::Refused);
        let stored = serde_json::to_string(&refused).unwrap();
        assert_eq!(
            serde_json::from_str::<ValidationReport>(&stored).unwrap(),
            refused
        );
    }
}
