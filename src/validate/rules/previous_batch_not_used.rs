//! ## PREVIOUS_BATCH_NOT_USED
//!
//! The context's previous batch is not the one that the request re-processes.
//!
//! **Cause.** The server takes the batch of the chain that is not superseded. `params.because` says why the batch of
//! the context is not that one: `SUPERSEDED`, another batch has re-processed it; `OTHER_CHAIN`, it belongs to another
//! chain than the one that `root_batch_id` names. The problem is about that document (`params.document`), not about the
//! request.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"previous_batch": {"root_batch_id": 104}}},
//!   "context": {"previous_batch": {"id": 105, "root_batch": {"id": 104}, "is_superseded": true}}
//! }
//! ```
//!
//! **Remedy.** Give the batch of the chain that is not superseded, or the whole chain as `batches`.

use super::super::case::{Case, Findings};
use super::super::context::Part;
use crate::problem::catalogue::PreviousBatchNotUsed;
use crate::problem::causes::NotUsed;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    let (Some(root), Some(batch)) = (case.root_batch_id(), case.context.previous_batch()) else {
        return;
    };
    let (expected, root_batch_id) = (root.0, batch.root_batch_id().0);
    let (because, path) = if root_batch_id != expected {
        // A batch without a root is the root of its own chain.
        let path = match batch.root_batch {
            Some(_) => "/root_batch/id",
            None => "/id",
        };
        let because = NotUsed::OtherChain {
            root_batch_id,
            expected,
        };
        (because, path)
    } else if batch.is_superseded == Some(true) {
        (NotUsed::Superseded { expected }, "/is_superseded")
    } else {
        return;
    };
    let problem = PreviousBatchNotUsed {
        because,
        batch_id: batch.id.0,
        root_batch_id,
        expected,
    };
    findings.push(problem.problem().at(path).of(Part::PreviousBatch.name()));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::{Batch, Reader};
    use crate::problem::ProblemName;
    use crate::validate::{Context, ValidationReport, validate_text};

    fn report(batch: &Value) -> ValidationReport {
        let batch = Reader::new().value::<Batch>(batch).document.unwrap();
        let context = Context::new().with_previous_batch(batch);
        let request =
            json!({"recipe_type_id": 1, "definition": {"previous_batch": {"root_batch_id": 10}}});
        validate_text(&request.to_string(), &context)
    }

    /// Why the batch is not used, and where that stands.
    fn told(batch: &Value) -> Option<(String, String)> {
        let report = report(batch);
        let mut warnings = report.warnings.iter();
        let warning = warnings.find(|warning| warning.name == ProblemName::PreviousBatchNotUsed)?;
        assert_eq!(warning.params["document"], "previous_batch");
        let because = warning.params["because"].as_str()?;
        let undecided = report.unchecked.iter();
        let mut undecided = undecided.filter(|rule| rule.name == ProblemName::PrevBatchNotFound);
        let wanted = serde_json::to_value(&undecided.next().unwrap().wanted).unwrap();
        assert_eq!(
            wanted,
            json!({"query": "root_batch_id=10&is_superseded=false"})
        );
        Some((because.to_owned(), warning.path.clone()))
    }

    #[test]
    fn a_batch_that_the_server_does_not_take_is_said() {
        let told = |batch: Value| told(&batch);
        let one = |because: &str, path: &str| Some((because.to_owned(), path.to_owned()));
        assert_eq!(
            told(json!({"id": 12, "root_batch": {"id": 11}})),
            one("OTHER_CHAIN", "/root_batch/id")
        );
        assert_eq!(told(json!({"id": 12})), one("OTHER_CHAIN", "/id"));
        assert_eq!(
            told(json!({"id": 12, "root_batch": {"id": 10}, "is_superseded": true})),
            one("SUPERSEDED", "/is_superseded")
        );
        assert_eq!(
            told(json!({"id": 12, "root_batch": {"id": 10}, "is_superseded": false})),
            None
        );
        assert_eq!(told(json!({"id": 10})), None, "the root itself");
    }
}
