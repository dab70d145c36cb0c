//! What changed from batch to batch: the comparison of a chain, and what it says.

mod analysis;
mod arithmetic;
mod basis;
mod chain;
mod change;
mod checks;
mod circumstances;
mod comparison;
mod contribution;
mod everything;
mod figures;
mod headline;
mod job;
mod judge;
mod options;
mod progress;
mod rows;
mod rules;
mod sample;
mod shares;
mod students_t;
#[cfg(test)]
mod testing;
mod trend;

pub use analysis::{Analysis, BatchFigures};
pub use chain::Chain;
pub use change::{MetricChange, MetricChanges};
pub use checks::{check_batch, check_batches};
pub use contribution::Contribution;
pub use headline::{Finding, JudgedMetric};
pub use job::JobAnalysis;
pub use judge::{Certainty, Verdict, VerdictReason};
pub use options::{Baseline, CompareOptions, Confidence, Thresholds};
pub use progress::{Progress, StatusShares};
pub use rows::ComparisonRow;
pub use shares::ShareChanges;
pub use trend::{Trend, TrendDirection};
