//! What can be odd about a document by itself, beyond its structure: a file each.

mod duplicate_batch;
mod unknown_metric;
mod wrong_length;

pub(crate) use duplicate_batch::duplicate_batch;
pub(super) use unknown_metric::unknown_metric;
pub(super) use wrong_length::wrong_length;
