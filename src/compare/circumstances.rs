//! What bears on a verdict besides the figure itself: copied jobs, jobs that have not ended, and failures.

use super::basis::Basis;
use super::headline::JudgedMetric;
use super::judge::{Certainty, Judge, Judgment, Verdict, VerdictReason};
use super::shares::{Share, ShareChanges};
use crate::documents::Metric;

/// How the jobs of a node, or of all nodes, stand in each batch.
pub(super) struct Circumstances<'a> {
    /// The name of the recipe node; `None` for all of them.
    pub(super) node: Option<&'a str>,
    /// Whether the jobs are those of the baseline.
    repeated: Vec<bool>,
    /// Whether jobs are still to run.
    unfinished: Vec<bool>,
    failed: Vec<Option<Share>>,
    canceled: Vec<Option<Share>>,
}

impl<'a> Circumstances<'a> {
    /// Those of a node or of all nodes, one for each batch in `repeated` and `unfinished`; `count` gives the counts.
    pub(super) fn new(
        node: Option<&'a str>,
        repeated: Vec<bool>,
        unfinished: Vec<bool>,
        count: &dyn Fn(Metric, usize) -> Option<u64>,
    ) -> Self {
        let batches = unfinished.len();
        Circumstances {
            node,
            repeated,
            unfinished,
            failed: ends(Metric::JobsFailed, batches, count),
            canceled: ends(Metric::JobsCanceled, batches, count),
        }
    }

    /// Whether the jobs of a batch are those of its baseline.
    pub(super) fn is_repeated(&self, batch: usize) -> bool {
        self.repeated.get(batch) == Some(&true)
    }

    /// Whether a batch has jobs that are still to run.
    pub(super) fn is_unfinished(&self, batch: usize) -> bool {
        self.unfinished.get(batch) == Some(&true)
    }

    /// What a judgment on durations is worth. Where the shares of failed jobs differ, the slow ones may just have failed: a
    /// verdict is at most likely.
    pub(super) fn weigh_durations(
        &self,
        judge: &Judge,
        judgment: Judgment,
        batch: usize,
        baseline: usize,
    ) -> Judgment {
        let share = |place: usize| self.failed.get(place).copied().flatten();
        let is_clear = judgment
            .verdict
            .is_some_and(|verdict| verdict != Verdict::Unclear);
        let differ = || {
            let both = share(baseline).zip(share(batch));
            both.is_some_and(|(before, after)| judge.differ(before, after))
        };
        let judgment = if is_clear && differ() {
            Judgment {
                certainty: Some(Certainty::Likely),
                reason: Some(VerdictReason::FailuresDiffer),
                ..judgment
            }
        } else {
            judgment
        };
        self.unless_unfinished(judgment, batch, baseline)
    }

    /// How the share of failed jobs changed.
    pub(super) fn failed_share(&self, basis: &mut Basis<'a>) -> ShareChanges {
        self.share_changes(JudgedMetric::FailedShare, &self.failed, basis)
    }

    /// How the share of canceled jobs changed.
    pub(super) fn canceled_share(&self, basis: &mut Basis<'a>) -> ShareChanges {
        self.share_changes(JudgedMetric::CanceledShare, &self.canceled, basis)
    }

    fn share_changes(
        &self,
        metric: JudgedMetric,
        shares: &[Option<Share>],
        basis: &mut Basis<'a>,
    ) -> ShareChanges {
        let share = |place: usize| shares.get(place).copied().flatten();
        let judgments = basis.judge(&mut |judge, batch, baseline| {
            let Some((before, after)) = share(baseline).zip(share(batch)) else {
                return Judgment::unclear(VerdictReason::NotKnown);
            };
            if self.is_repeated(batch) {
                return Judgment::same_jobs();
            }
            self.unless_unfinished(judge.shares(before, after), batch, baseline)
        });
        let changes = ShareChanges::new(shares, basis.baselines, &judgments);
        basis.keep(self.node, metric, &changes.delta, &judgments);
        changes
    }

    /// A verdict is unclear as long as one of the batches has jobs to run; the interval stays.
    fn unless_unfinished(&self, judgment: Judgment, batch: usize, baseline: usize) -> Judgment {
        if self.is_unfinished(batch) || self.is_unfinished(baseline) {
            judgment.but_unclear(VerdictReason::Unfinished)
        } else {
            judgment
        }
    }
}

/// Of each batch, how many of the jobs that ended did so in this way.
fn ends(
    metric: Metric,
    batches: usize,
    count: &dyn Fn(Metric, usize) -> Option<u64>,
) -> Vec<Option<Share>> {
    let share = |batch: usize| {
        let mut all: u64 = 0;
        for end in [
            Metric::JobsCompleted,
            Metric::JobsFailed,
            Metric::JobsCanceled,
        ] {
            all = all.checked_add(count(end, batch)?)?;
        }
        Share::new(count(metric, batch)?, all)
    };
    (0..batches).map(share).collect()
}
