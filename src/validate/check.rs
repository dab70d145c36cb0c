//! From the tree of a request to its report.

use super::case::{Case, Findings};
use super::context::Context;
use super::report::{Outlook, ValidationReport};
use super::{previous_batch, rules};
use crate::documents::{BatchService, PartialRequest, RecipeType, RecipeTypeId, RecipeTypeSummary};
use crate::problem::ProblemName;
use crate::read::tree::{Tree, Unreadable};
use crate::read::{At, Collector, Limits, report_duplicates};

/// Checks a request of which the tree, or why there is none, is known; `wants_diff` says whether the report has the
/// diff with the previous batch, which is as long as the recipe.
pub(crate) fn validate_tree(
    tree: Result<Tree<'_>, Unreadable>,
    text: Option<&str>,
    service: BatchService,
    context: &Context,
    wants_diff: bool,
    limits: &Limits,
) -> ValidationReport {
    match tree {
        Ok(tree) => check(&tree, service, context, wants_diff, limits),
        Err(unreadable) => {
            let mut report = ValidationReport::default();
            report
                .errors
                .push(unreadable.into_problem(ProblemName::InvalidRequest, text));
            report
        }
    }
}

fn check(
    tree: &Tree<'_>,
    service: BatchService,
    context: &Context,
    wants_diff: bool,
    limits: &Limits,
) -> ValidationReport {
    let mut collector = Collector::new(limits);
    let at = At::root(tree, ProblemName::InvalidRequest);
    let request = PartialRequest::read(at, service, &mut collector).unwrap_or_default();
    report_duplicates(tree, &mut collector);
    let case = Case::new(&request, context, collector.error_paths())
        .with_diff(wants_diff)
        .sent_to(service);
    let mut findings = Findings::new(limits);
    rules::check(&case, &mut findings);

    let structural = collector.has_errors();
    let unestimated = structural || findings.is_out_of_context();
    let stopped = findings.stop_the_server();
    collector.rules(findings.problems, &mut Some);
    let (errors, warnings) = collector.finish(tree);
    let unchecked = findings.unchecked;
    let estimated = findings
        .estimate
        .as_ref()
        .map(|estimate| estimate.recipes_estimated);
    ValidationReport {
        is_valid: errors.is_empty(),
        is_complete: unchecked.is_empty(),
        outlook: Outlook::of(&errors, &warnings, &unchecked),
        errors,
        warnings,
        recipes_estimated: match estimated {
            _ if unestimated => None,
            _ if stopped => Some(0),
            estimated => estimated,
        },
        recipe_type: case
            .recipe_type()
            .zip(request.recipe_type_id)
            .map(|(found, id)| summary(found, id)),
        prev_batch: previous_batch::report(&case),
        unchecked,
        estimate: findings.estimate,
    }
}

fn summary(recipe_type: &RecipeType, id: RecipeTypeId) -> RecipeTypeSummary {
    RecipeTypeSummary {
        id,
        name: recipe_type.name.clone(),
        title: recipe_type.title.clone(),
        description: recipe_type.description.clone(),
        revision_num: recipe_type.revision_num,
        is_active: recipe_type.is_active,
    }
}
