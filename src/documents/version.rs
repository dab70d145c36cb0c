//! The legacy field `version`.

use super::VERSIONS;
use crate::problem::PatchOperation;
use crate::problem::structural::Mistake;
use crate::read::tree::Kind;
use crate::read::{Collector, Fields};
use crate::words::quoted;

/// The version of recipe definitions before nodes were given names.
pub(super) const FIRST: &str = "1.0";

/// Checks the version of a document that has the form of today; `what` says what the document is.
pub(crate) fn check_version(fields: Fields<'_>, collector: &mut Collector, what: &str) {
    let Some(at) = fields.optional("version") else {
        return;
    };
    if !matches!(at.kind(), Kind::String(text) if text == FIRST) {
        at.choice(collector, &VERSIONS);
        return;
    }
    let said = format!(
        "Version {} is that of recipe definitions with \"input_data\" and \"jobs\". {what} in this form has version \"7\", \
         or none.",
        quoted(FIRST)
    );
    let problem = at
        .mistake(Mistake::InvalidValue {
            found: Some(FIRST),
            allowed: Some(VERSIONS.to_vec()),
            suggestion: None,
            started: None,
            ended: None,
            said,
        })
        .with_fix(PatchOperation::Replace {
            path: at.pointer(),
            value: "7".into(),
        });
    at.report(collector, problem);
}
