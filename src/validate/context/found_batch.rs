//! The previous batch.

use super::need::{Need, WantedDocument};
use super::part::Part;
use crate::documents::Batch;

/// The previous batch, and where the context has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FoundBatch<'a> {
    pub(crate) batch: &'a Batch,
    /// Its place in a list of batches.
    pub(crate) index: Option<usize>,
}

impl FoundBatch<'_> {
    /// The part of the context that has it.
    pub(crate) fn part(&self) -> Part {
        match self.index {
            Some(_) => Part::Batches,
            None => Part::PreviousBatch,
        }
    }

    /// The need for the details of the batch.
    pub(crate) fn details(&self) -> Need {
        let batch_id = self.batch.id;
        Need {
            part: Part::PreviousBatch,
            wanted: Some(WantedDocument::Batch { batch_id }),
        }
    }
}
