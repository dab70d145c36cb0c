//! What can be odd about a document by itself, beyond its structure, and the problems that several rooms find: a file
//! each.

mod duplicate_batch;
mod ignored_field;
mod misplaced_field;
mod name_collision_error;
mod server_error_likely;
mod unknown_metric;
mod wrong_length;

pub(crate) use duplicate_batch::duplicate_batch;
pub(crate) use ignored_field::ignored_field;
pub(super) use misplaced_field::misplaced_supersedes;
pub(crate) use name_collision_error::name_collision_error;
pub(crate) use server_error_likely::server_error_likely;
pub(super) use unknown_metric::unknown_metric;
pub(super) use wrong_length::wrong_length;
