//! `INVALID_RESPONSE` for a document of the context that is none, such as an error response from the server.

use super::super::case::{Case, Findings};
use super::super::context::Part;
use crate::problem::{Problem, ProblemName};

/// Says it in every report, also where the request needs no such document: whoever gave it takes it for one.
pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    for part in Part::ALL {
        for problem in case.context.problems(part) {
            if is_none(problem) && !findings.problems.problems().contains(problem) {
                findings.push(problem.clone());
            }
        }
    }
}

/// Whether the document, or an item of a list, is none: it was left out.
fn is_none(problem: &Problem) -> bool {
    problem.name == ProblemName::InvalidResponse && (problem.path.is_empty() || problem.is_left_out)
}

#[cfg(test)]
mod tests {
    use crate::documents::Reader;
    use crate::validate::{Context, validate_text};
    use serde_json::json;

    #[test]
    fn it_is_said_once_whether_the_request_needs_the_document_or_not() {
        let parts = [
            "recipe_type",
            "dataset",
            "batches",
            "previous_batch",
            "revisions",
            "sub_recipe_types",
            "recipe_types",
        ];
        for definition in [
            json!({"dataset": 1}),
            json!({"previous_batch": {"root_batch_id": 7}}),
        ] {
            let request = json!({"recipe_type_id": 208, "definition": definition}).to_string();
            for part in parts {
                let context = Reader::new().value::<Context>(&json!({part: 5}));
                let report = validate_text(&request, &context.document.unwrap());
                assert_eq!(report.errors, []);
                let said: Vec<_> = report
                    .warnings
                    .iter()
                    .map(|warning| (warning.name.as_str(), &warning.params["document"]))
                    .collect();
                assert_eq!(said, [("INVALID_RESPONSE", &json!(part))]);
            }
        }
    }
}
