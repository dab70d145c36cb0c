//! What is questionable about a batch that the next one is made from: a file each.

mod batch_superseded;

pub(super) use batch_superseded::batch_superseded;
