//! `PREVIOUS_BATCH_NOT_USED`: the context's previous batch is not the one that the request re-processes.
//!
//! The server takes the batch of the chain that is not superseded. A batch of another chain, or one that was superseded
//! since, is not compared with, and whoever gave it should know.

use super::case::{Case, Findings};
use super::context::Part;
use crate::problem::{Name, Problem};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let (Some(root), Some(batch)) = (case.root_batch_id(), case.context.previous_batch()) else {
        return;
    };
    let (id, own_root) = (batch.id, batch.root_batch_id());
    let (because, path, description) = if own_root != root {
        let description = format!(
            "The previous batch {id} of the context is not used: it belongs to the chain of batch {own_root}, and the \
             request re-processes the chain of batch {root}."
        );
        // A batch without a root is the root of its own chain.
        let path = match batch.root_batch {
            Some(_) => "/root_batch/id",
            None => "/id",
        };
        ("OTHER_CHAIN", path, description)
    } else if batch.is_superseded == Some(true) {
        let description = format!(
            "The previous batch {id} of the context is not used: it is superseded. The server takes the batch of the \
             chain of batch {root} that is not superseded."
        );
        ("SUPERSEDED", "/is_superseded", description)
    } else {
        return;
    };
    findings.push(
        Problem::new(Name::PreviousBatchNotUsed, description)
            .at(path)
            .param("because", because)
            .param("batch_id", id.0)
            .param("root_batch_id", own_root.0)
            .param("expected", root.0)
            .of(Part::PreviousBatch.name()),
    );
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{Batch, Context, Name, Reader, Report, validate_text};

    fn report(batch: &Value) -> Report {
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
        let warning = warnings.find(|warning| warning.name == Name::PreviousBatchNotUsed)?;
        assert_eq!(warning.params["document"], "previous_batch");
        let because = warning.params["because"].as_str()?;
        let undecided = report.unchecked.iter();
        let mut undecided = undecided.filter(|rule| rule.name == Name::PrevBatchNotFound);
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
