//! `PRIORITY_OUT_OF_RANGE`: a priority that the official client does not allow.

use super::case::{Case, Findings};
use crate::problem::{Name, PatchOperation, Problem};

const HIGHEST: i64 = 1_000_000;
const PRIORITY: &str = "/configuration/priority";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(priority) = case
        .request
        .configuration
        .as_ref()
        .and_then(|configuration| configuration.priority)
    else {
        return;
    };
    if (0..=HIGHEST).contains(&priority) {
        return;
    }
    let nearest = priority.clamp(0, HIGHEST);
    let description =
        format!("The priority is {priority}, but the official client allows 0 to {HIGHEST} only.");
    findings.push(
        Problem::new(Name::PriorityOutOfRange, description)
            .param("found", priority)
            .param("minimum", 0)
            .param("maximum", HIGHEST)
            .fix(PatchOperation::Replace {
                path: PRIORITY.to_owned(),
                value: nearest.into(),
            })
            .at(PRIORITY),
    );
}
