//! What is wrong with the recipe type of the context: `INVALID_RECIPE_DEFINITION` and the other problems of a
//! definition. The context has found them; where the recipe type counts, they are told.

use super::super::case::{Case, Findings};
use super::super::context::Part;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    // The document may have been there, and unreadable.
    if case.mismatched_recipe_types().is_none() {
        findings.broken_document(case.context, Part::RecipeType);
    }
}
