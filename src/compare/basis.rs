//! What every change of one analysis is made and judged by.

use super::arithmetic::quotient;
use super::change::MetricChanges;
use super::contribution::Contribution;
use super::headline::{Findings, JudgedMetric};
use super::judge::{Judge, Judgment};
use crate::documents::Metric;

/// The batches that are compared, what judges them, and what is found.
pub(super) struct Basis<'a> {
    /// How many batches there are.
    pub(super) count: usize,
    /// For each batch, the place of that which it is compared with.
    pub(super) baselines: &'a [Option<usize>],
    /// Whether each batch still has jobs to run.
    pub(super) unfinished: Vec<bool>,
    pub(super) judge: Judge,
    /// What is found about each batch.
    pub(super) findings: Vec<Findings<'a>>,
}

impl<'a> Basis<'a> {
    /// How a figure changed, without a verdict.
    pub(super) fn changes(&self, mut values: Vec<Option<u64>>) -> MetricChanges {
        values.resize(self.count, None);
        MetricChanges::new(values, self.baselines)
    }

    /// Judges the change of each batch that has a baseline, given both places.
    pub(super) fn judge(
        &mut self,
        judge: &mut dyn FnMut(&mut Judge, usize, usize) -> Judgment,
    ) -> Vec<Option<Judgment>> {
        let baselines = self.baselines.iter().enumerate();
        baselines
            .map(|(batch, baseline)| Some(judge(&mut self.judge, batch, (*baseline)?)))
            .collect()
    }

    /// Keeps what is said of a figure for the headlines; `changes` are those it is judged by.
    pub(super) fn keep(
        &mut self,
        node: Option<&'a str>,
        metric: JudgedMetric,
        percent: &[Option<f64>],
        judgments: &[Option<Judgment>],
    ) {
        let batches = self.findings.iter_mut().zip(judgments).zip(percent);
        for ((findings, judgment), percent) in batches {
            if let Some(judgment) = judgment {
                findings.add(node, metric, *percent, judgment);
            }
        }
    }

    /// What contributes most to the change of each batch, given its place and that of its baseline.
    pub(super) fn contributions(
        &self,
        largest: impl Fn(usize, usize) -> Option<Contribution>,
    ) -> Vec<Option<Contribution>> {
        let baselines = self.baselines.iter().enumerate();
        baselines
            .map(|(batch, baseline)| largest(batch, (*baseline)?))
            .collect()
    }
}

/// Whether each batch still has jobs to run; blocked jobs wait for one that failed, maybe for ever.
pub(super) fn unfinished<'l>(
    count: usize,
    list: impl Fn(Metric) -> Option<&'l [Option<u64>]>,
) -> Vec<bool> {
    let lists: Vec<&[Option<u64>]> = [Metric::JobsPending, Metric::JobsQueued, Metric::JobsRunning]
        .into_iter()
        .filter_map(list)
        .collect();
    let remain = |list: &[Option<u64>], batch: usize| {
        let count = list.get(batch).copied().flatten();
        count.is_some_and(|count| count > 0)
    };
    (0..count)
        .map(|batch| lists.iter().any(|list| remain(list, batch)))
        .collect()
}

/// How many of the jobs that ended by themselves failed.
pub(super) fn failure_rate(count: impl Fn(Metric) -> Option<u64>) -> Option<f64> {
    let failed = i128::from(count(Metric::JobsFailed)?);
    let ended = failed + i128::from(count(Metric::JobsCompleted)?);
    (ended > 0).then(|| quotient(failed, ended))
}
