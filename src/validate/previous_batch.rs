//! What a report says about the previous batch, and what re-processing it will do.

use super::case::Case;
use super::report::PreviousBatchReport;
use crate::documents::{RecipeDiffDocument, RecipeTypeRevision};

pub(super) fn report(case: &Case<'_>) -> Option<PreviousBatchReport> {
    let found = case.reprocessed_batch()?;
    let diff = || -> Option<RecipeDiffDocument> {
        let previous = case.context.ran_definition(&found).ok()?;
        case.sound_recipe_type()?;
        let current = case.context.sound_definition()?;
        let forced_nodes = case.forced_nodes().map(|(forced_nodes, _)| forced_nodes);
        Some(previous.diff(current, forced_nodes).document())
    };
    let revision = found.batch.recipe_type_rev.as_ref();
    Some(PreviousBatchReport {
        id: found.batch.id,
        recipe_type_rev: revision.map(|revision| RecipeTypeRevision {
            id: revision.id,
            recipe_type: revision.recipe_type.clone(),
            revision_num: revision.revision_num,
            created: revision.created.clone(),
            definition: None,
        }),
        diff: (cfg!(feature = "full") && case.wants_diff)
            .then(diff)
            .flatten(),
    })
}
