//! The diff that a request for a batch amounts to.

use super::case::{Case, PreviousBatch};
use super::context::Part;
use super::{Context, previous_batch};
use crate::diff::RecipeDiff;
use crate::documents::ValidateBatchRequest;
use crate::problem::{Name, Problem, Problems};
use crate::read::Limits;
use crate::read::fields::{At, Collector};
use crate::read::tree::Tree;

/// Compares what the previous batch ran with what the batch will run, and goes on with the diff, or with what stands
/// in its way. A request without a previous batch compares the recipe type with itself: only what is forced runs.
pub(crate) fn batch_diff<R>(
    tree: &Tree<'_>,
    limits: &Limits,
    context: &Context,
    then: impl FnOnce(Result<&RecipeDiff<'_>, Vec<Problem>>) -> R,
) -> R {
    let mut collector = Collector::new(limits);
    let at = At::root(tree, Name::InvalidRequest);
    let request = ValidateBatchRequest::read_parts(at, &mut collector).unwrap_or_default();
    let case = Case::new(&request, context, collector.error_paths());
    let Some(recipe_type) = case.sound_recipe_type() else {
        let broken = context.problems(Part::RecipeType);
        return then(Err(match broken {
            [] if context.recipe_type().is_some() => vec![other_recipe_type()],
            [] => vec![missing(Part::RecipeType)],
            problems => problems.to_vec(),
        }));
    };
    let current = &recipe_type.definition;
    let previous = match case.previous_batch() {
        PreviousBatch::NotWanted => Some(current),
        PreviousBatch::NotFound => return then(Err(vec![previous_batch::not_found(&case)])),
        PreviousBatch::Undecided => return then(Err(vec![missing(Part::Batches)])),
        PreviousBatch::Found(found) => {
            let problems = found.definition_problems(context);
            if !problems.is_empty() {
                return then(Err(problems));
            }
            let revision = found.batch.recipe_type_rev.as_ref();
            revision.and_then(|revision| revision.definition.as_ref())
        }
    };
    let Some(previous) = previous else {
        return then(Err(vec![missing(Part::Batches)]));
    };
    let forced_nodes = case.forced_nodes().map(|(forced_nodes, _)| forced_nodes);
    match RecipeDiff::between(previous, current, forced_nodes) {
        Ok(diff) => then(Ok(&diff)),
        Err(problems) => then(Err(Problems::into_vec(problems))),
    }
}

fn other_recipe_type() -> Problem {
    let description =
        "The request does not name the recipe type of the context, so there is nothing to compare.";
    Problem::new(Name::MismatchedRecipeTypeId, description).at("/recipe_type_id")
}

fn missing(part: Part) -> Problem {
    let description = format!(
        "The context lacks \"{}\", without which there is nothing to compare.",
        part.name()
    );
    Problem::new(Name::InvalidRequest, description)
        .param("cause", "MISSING_DOCUMENT")
        .param("needs", part.name())
}
