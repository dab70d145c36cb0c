//! The rules of a request, a file each, and the table of them.
//!
//! A rule looks at a [`Case`] and reports problems; what it cannot decide it reports as unchecked.

mod created_count_differs;
mod forced_nodes;
mod ignored_field;
mod invalid_dataset_definition;
mod invalid_input_map;
mod invalid_recipe_definition;
mod invalid_response;
mod mismatched_params;
mod mismatched_recipe_type;
pub(super) mod mismatched_recipe_type_id;
mod no_recipes;
mod node_name_too_long;
mod nothing_to_reprocess;
mod nothing_will_be_created;
mod prev_batch_no_reprocess;
pub(super) mod prev_batch_not_found;
mod prev_batch_still_creating;
mod previous_batch_not_used;
mod priority_out_of_range;
mod recursive_subrecipes;
mod server_estimate_differs;
mod server_fails_to_estimate;
pub(super) mod server_refuses_input_map;
mod sub_recipes_not_created;
#[cfg(test)]
mod testing;
mod unknown_dataset;

use super::case::{Case, Findings, Subject};
use super::estimate;

/// A rule, and what it looks at.
struct Rule {
    looks_at: LooksAt,
    check: fn(&Case<'_>, &mut Findings),
}

/// What a rule looks at beside the context: what has to be there for the rule to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LooksAt {
    /// The request as a whole.
    Request,
    /// The definition; the configuration only where that is there, too.
    Definition,
    /// The configuration, of a batch of the dataset that the context has.
    Configuration,
    /// Either of the two, as far as it is there.
    DefinitionAndConfiguration,
    /// Documents of the context.
    Context,
}

impl Rule {
    const fn new(looks_at: LooksAt, check: fn(&Case<'_>, &mut Findings)) -> Self {
        Rule { looks_at, check }
    }

    /// Whether all that it looks at is there when only this is checked.
    fn is_about(&self, subject: Subject) -> bool {
        match self.looks_at {
            LooksAt::Request => subject == Subject::Request,
            LooksAt::Definition => subject != Subject::Configuration,
            LooksAt::Configuration => subject != Subject::Definition,
            LooksAt::DefinitionAndConfiguration | LooksAt::Context => true,
        }
    }
}

/// Every rule, in the order of the API's documentation.
const RULES: [Rule; 23] = [
    Rule::new(LooksAt::Request, mismatched_recipe_type_id::check),
    Rule::new(LooksAt::Context, invalid_recipe_definition::check),
    Rule::new(LooksAt::Definition, previous_batch_not_used::check),
    Rule::new(LooksAt::Context, recursive_subrecipes::check),
    Rule::new(LooksAt::Definition, prev_batch_not_found::check),
    Rule::new(LooksAt::Definition, mismatched_recipe_type::check),
    Rule::new(LooksAt::Definition, prev_batch_no_reprocess::check),
    Rule::new(LooksAt::Definition, nothing_to_reprocess::check),
    Rule::new(LooksAt::Definition, prev_batch_still_creating::check),
    Rule::new(LooksAt::Definition, unknown_dataset::check),
    Rule::new(LooksAt::Context, invalid_dataset_definition::check),
    Rule::new(
        LooksAt::DefinitionAndConfiguration,
        mismatched_params::check,
    ),
    Rule::new(LooksAt::Configuration, invalid_input_map::check),
    Rule::new(LooksAt::Configuration, server_refuses_input_map::check),
    Rule::new(LooksAt::Definition, forced_nodes::check),
    Rule::new(LooksAt::Definition, ignored_field::check),
    Rule::new(LooksAt::Configuration, priority_out_of_range::check),
    Rule::new(LooksAt::Request, node_name_too_long::check),
    // The rules below look at the estimate as well.
    Rule::new(LooksAt::Definition, estimate::find),
    Rule::new(LooksAt::Definition, server_fails_to_estimate::check),
    Rule::new(LooksAt::Definition, server_estimate_differs::check),
    Rule::new(LooksAt::Definition, no_recipes::check),
    Rule::new(LooksAt::Context, invalid_response::check),
];

/// What is really created, which is reported for a request that the server accepts.
const RULES_OF_ACCEPTED: [Rule; 3] = [
    Rule::new(LooksAt::Request, nothing_will_be_created::check),
    Rule::new(LooksAt::Request, created_count_differs::check),
    Rule::new(LooksAt::Request, sub_recipes_not_created::check),
];

/// Checks every rule that looks at what the case is about.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let run = |rules: &[Rule], findings: &mut Findings| {
        for rule in rules.iter().filter(|rule| rule.is_about(case.subject)) {
            (rule.check)(case, findings);
        }
    };
    run(&RULES, findings);
    if case.is_sound("") && !findings.has_errors() {
        run(&RULES_OF_ACCEPTED, findings);
    }
}
