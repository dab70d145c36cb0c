//! How far a batch has come.

use serde::{Deserialize, Serialize};

use super::arithmetic::quotient;
use crate::documents::{Batch, Metric};

/// How far a batch has come.
///
/// As long as its recipes are being created, that is how many are there of those estimated; from then on, how many are
/// completed of those that are there. Counts that cannot be right are taken as they are: [`check_batch`](crate::compare::check_batch)
/// names them.
///
/// Source: the Scale API's *Batch Details*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::compare::Progress;
/// use scale_batch::documents::Batch;
///
/// let text = r#"{"id": 105, "is_creation_done": true, "recipes_total": 2, "recipes_completed": 1}"#;
/// let batch = Reader::new().text::<Batch>(text).into_result()?;
/// assert_eq!(Progress::of(&batch).share, Some(0.5));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "How far a batch has come.")
)]
#[non_exhaustive]
pub struct Progress {
    /// Whether all recipes of the batch are created; `None` where it is not known.
    pub is_creation_done: Option<bool>,
    /// How many recipes are created or, once all are, completed.
    pub recipes_done: Option<u64>,
    /// Of how many.
    pub recipes_expected: Option<u64>,
    /// The one divided by the other, at most 1; `None` where one is not known, or no recipe is expected.
    pub share: Option<f64>,
    /// The state of its jobs.
    pub jobs: Option<StatusShares>,
}

impl Progress {
    /// The progress of a batch.
    ///
    /// ```
    /// use scale_batch::compare::Progress;
    /// use scale_batch::documents::Batch;
    ///
    /// let mut batch = Batch::new(101);
    /// batch.counts.recipes_total = Some(8);
    /// assert_eq!(Progress::of(&batch).recipes_done, None, "it is not known how many are done");
    /// ```
    #[must_use]
    pub fn of(batch: &Batch) -> Self {
        let counts = &batch.counts;
        let (recipes_done, recipes_expected) = match batch.is_creation_done {
            Some(true) => (counts.recipes_completed, counts.recipes_total),
            Some(false) => (counts.recipes_total, counts.recipes_estimated),
            None => (None, None),
        };
        let share = recipes_done
            .zip(recipes_expected)
            .filter(|(_, expected)| *expected > 0)
            .map(|(done, expected)| quotient(done.min(expected).into(), expected.into()));
        Progress {
            is_creation_done: batch.is_creation_done,
            recipes_done,
            recipes_expected,
            share,
            jobs: StatusShares::new(|status| *counts.count(status)?),
        }
    }
}

/// How many of the jobs are in each status, as shares that sum to 1.
///
/// ```
#[doc = include_str!("example.md")]
/// let newest = analysis.batches.last().unwrap();
/// assert!(newest.jobs.as_ref().unwrap().completed > 0.9);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "How many of the jobs are in each status, as shares that sum to 1.",)
)]
#[non_exhaustive]
pub struct StatusShares {
    /// Jobs that need what is not there yet.
    pub pending: f64,
    /// Jobs that wait for a job that failed or was canceled.
    pub blocked: f64,
    /// Jobs in the queue.
    pub queued: f64,
    /// Jobs that run.
    pub running: f64,
    /// Jobs that failed.
    pub failed: f64,
    /// Jobs that are completed.
    pub completed: f64,
    /// Jobs that were canceled.
    pub canceled: f64,
}

/// Each status that a job may have.
pub(super) const STATUSES: [Metric; 7] = [
    Metric::JobsPending,
    Metric::JobsBlocked,
    Metric::JobsQueued,
    Metric::JobsRunning,
    Metric::JobsFailed,
    Metric::JobsCompleted,
    Metric::JobsCanceled,
];

impl StatusShares {
    /// The shares of these counts; `None` where one is not known, or there is no job.
    ///
    /// They are parts of the statuses' own sum: whether that is the total is another question.
    pub(super) fn new(count: impl Fn(Metric) -> Option<u64>) -> Option<Self> {
        let mut sum: i128 = 0;
        for status in STATUSES {
            sum += i128::from(count(status)?);
        }
        if sum == 0 {
            return None;
        }
        let share = |status| Some(quotient(count(status)?.into(), sum));
        Some(StatusShares {
            pending: share(Metric::JobsPending)?,
            blocked: share(Metric::JobsBlocked)?,
            queued: share(Metric::JobsQueued)?,
            running: share(Metric::JobsRunning)?,
            failed: share(Metric::JobsFailed)?,
            completed: share(Metric::JobsCompleted)?,
            canceled: share(Metric::JobsCanceled)?,
        })
    }
}
