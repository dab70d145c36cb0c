//! `MISMATCHED_RECIPE_TYPE_ID`: the request and the context are about different recipe types.

use super::case::{Case, Findings};
use super::context::Part;
use crate::problem::{Name, Problem};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(recipe_type) = case.context.recipe_type() else {
        findings.unchecked(
            &[Name::MismatchedRecipeTypeId],
            &case.need(Part::RecipeType),
        );
        // The document may have been there, and unreadable.
        findings.broken_document(case.context, Part::RecipeType);
        return;
    };
    let (Some(wanted), Some(found)) = (case.request.recipe_type_id, recipe_type.id) else {
        return;
    };
    if wanted == found {
        findings.broken_document(case.context, Part::RecipeType);
        return;
    }
    let name = recipe_type
        .name
        .as_deref()
        .map(|name| format!(" ({name})"))
        .unwrap_or_default();
    let description = format!(
        "\"recipe_type_id\" is {wanted}, but the recipe type of the context has the id {found}{name}."
    );
    findings.push(
        Problem::new(Name::MismatchedRecipeTypeId, description)
            .at("/recipe_type_id")
            .param("found", wanted.0)
            .param("expected", found.0),
    );
}
