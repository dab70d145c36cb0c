//! What can be questionable about the metrics of a batch, about batches that are compared, and about their chain: a file
//! each.

mod broken_chain;
mod different_chains;
mod different_recipe_types;
mod durations_out_of_order;
mod fewer_jobs_than_listed;
mod incomplete_chain;
mod more_completed_than_total;
mod statuses_do_not_add_up;

pub(super) use broken_chain::broken_chain;
pub(super) use different_chains::different_chains;
pub(super) use different_recipe_types::different_recipe_types;
pub(super) use durations_out_of_order::durations_out_of_order;
pub(super) use fewer_jobs_than_listed::fewer_jobs_than_listed;
pub(super) use incomplete_chain::incomplete_chain;
pub(super) use more_completed_than_total::more_completed_than_total;
pub(super) use statuses_do_not_add_up::statuses_do_not_add_up;
