//! What is wrong with the dataset of the context: `INVALID_DATASET_DEFINITION`, and `NAME_COLLISION_ERROR`. The context
//! has found them; where they count, they are reported.

use super::super::case::{Case, DATASET, Findings, INPUT_MAP};
use super::super::context::Part;
use crate::documents::BatchDefinition;
use crate::estimate::input_map;
use crate::problem::ProblemName;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.uses_dataset() {
        check_beside_previous_batch(case, findings);
    } else if case.mismatched_datasets().is_none() {
        findings.broken_document(case.context, Part::Dataset);
    }
}

/// Beside a previous batch the server looks at the dataset for the input map only, and so finds names that stand
/// twice.
fn check_beside_previous_batch(case: &Case<'_>, findings: &mut Findings) {
    let dataset = case.definition().and_then(BatchDefinition::named_dataset);
    if dataset.is_none() || !case.is_sound(DATASET) || !case.is_sound(INPUT_MAP) {
        return;
    }
    if input_map(case.request.configuration).is_empty() {
        return;
    }
    if case.context.dataset().is_none() || case.mismatched_datasets().is_some() {
        findings.unchecked(
            &[ProblemName::NameCollisionError],
            &case.need(Part::Dataset),
        );
        return;
    }
    let problems = case.context.problems(Part::Dataset).iter();
    let collisions = problems.filter(|problem| problem.name == ProblemName::NameCollisionError);
    findings.problems.extend(collisions.cloned());
}
