//! `IGNORED_FIELD`: what has no effect beside a previous batch.
//!
//! Fields that other fields of the same object make useless are found when that object is read.

use super::case::{Case, Findings};
use crate::problem::{Name, PatchOperation, Problem};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(definition) = case.definition() else {
        return;
    };
    let Some(previous) = &definition.previous_batch else {
        return;
    };
    let fields = [
        ("dataset", definition.dataset.is_some()),
        (
            "forced_nodes",
            definition.forced_nodes.is_some() && previous.forced_nodes.is_some(),
        ),
    ];
    for (field, _) in fields.into_iter().filter(|(_, present)| *present) {
        let description = match field {
            "dataset" => {
                "\"dataset\" has no effect beside \"previous_batch\": the batch re-processes recipes."
            }
            _ => {
                "\"forced_nodes\" has no effect: \"previous_batch\" has forced nodes of its own, which replace these."
            }
        };
        let path = format!("/definition/{field}");
        findings.push(
            Problem::new(Name::IgnoredField, description)
                .param("field", field)
                .param("because", "previous_batch")
                .fix(PatchOperation::Remove { path: path.clone() })
                .at(path),
        );
    }
}
