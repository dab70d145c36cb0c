//! What changed from batch to batch: the comparison of a chain, and what it says.

mod analysis;
mod arithmetic;
mod chain;
mod change;
mod checks;
mod comparison;
mod contribution;
mod figures;
mod options;
mod progress;
mod rows;
mod rules;
#[cfg(test)]
mod testing;

pub use analysis::{Analysis, BatchFigures, JobAnalysis};
pub use chain::Chain;
pub use change::{MetricChange, MetricChanges, Reason, Verdict};
pub use checks::{check_batch, check_batches};
pub use contribution::Contribution;
pub use options::{Baseline, CompareOptions, Thresholds};
pub use progress::{Progress, StatusShares};
pub use rows::Row;
