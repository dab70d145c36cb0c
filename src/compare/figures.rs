//! The figures of a batch, or of one of its jobs, and where they stand.

use crate::documents::{BatchId, Metric};

/// Where the metrics of a batch, or of one of its jobs, stand.
#[derive(Clone, Copy)]
pub(super) struct Figures<'p> {
    pub(super) id: BatchId,
    path: &'p str,
    /// Which value of each metric it is, where there is a list of them.
    place: Option<usize>,
}

impl<'p> Figures<'p> {
    pub(super) fn new(id: BatchId, path: &'p str, place: Option<usize>) -> Self {
        Figures { id, path, place }
    }

    /// The pointer to a metric.
    pub(super) fn pointer(self, metric: Metric) -> String {
        let path = self.path;
        match self.place {
            Some(place) => format!("{path}/{metric}/{place}"),
            None => format!("{path}/{metric}"),
        }
    }
}

/// A sum as a number in params: no sum of counts that a server could hold is larger.
pub(super) fn countable(sum: u128) -> u64 {
    u64::try_from(sum).unwrap_or(u64::MAX)
}
