//! What changed about all jobs of a batch together.

use super::arithmetic::quotient;
use super::basis::Basis;
use super::change::MetricChanges;
use super::circumstances::Circumstances;
use super::contribution::Contribution;
use super::headline::JudgedMetric;
use super::job::{JobFigures, Time, representable};
use super::judge::{Difference, Judgment, VerdictReason};
use crate::documents::Metric;

/// All jobs of the recipe, and what is known of each batch as a whole.
pub(super) struct Everything<'j, 'a> {
    jobs: &'j [JobFigures<'a>],
    pub(super) circumstances: Circumstances<'a>,
}

impl<'j, 'a> Everything<'j, 'a> {
    pub(super) fn new(
        jobs: &'j [JobFigures<'a>],
        count: &dyn Fn(Metric, usize) -> Option<u64>,
        basis: &Basis<'_>,
    ) -> Self {
        let is_repeated = |batch: usize| {
            let mut present = jobs.iter().filter(|figures| {
                !matches!(
                    figures.jobs.times.get(batch),
                    None | Some(Time::Absent | Time::Known { completed: 0, .. })
                )
            });
            let all = |figures: &JobFigures<'_>| figures.circumstances.is_repeated(batch);
            present.next().is_some_and(all) && present.all(all)
        };
        let repeated = (0..basis.count).map(is_repeated).collect();
        Everything {
            jobs,
            circumstances: Circumstances::new(None, repeated, basis.unfinished.clone(), count),
        }
    }

    /// The time that all completed jobs took together.
    pub(super) fn total_job_time(&self, basis: &mut Basis<'_>) -> MetricChanges {
        let total = |batch: usize| {
            let mut sum: Option<i128> = None;
            for figures in self.jobs {
                match figures.jobs.times.get(batch)? {
                    Time::Absent => {}
                    Time::Unknown => return None,
                    Time::Known { total, .. } => sum = Some(sum.unwrap_or(0).checked_add(*total)?),
                }
            }
            representable(sum?)
        };
        let mut changes = basis.changes((0..basis.count).map(total).collect());
        let contribution = basis.contributions(|batch, baseline| {
            changes.both(batch)?;
            let part = |figures: &JobFigures<'_>, place: usize| match figures.jobs.times.get(place)
            {
                Some(Time::Known { total, .. }) => *total,
                _ => 0,
            };
            let parts = self.jobs.iter();
            Contribution::largest(
                parts.map(|figures| (figures.node, part(figures, batch) - part(figures, baseline))),
            )
        });
        let judgments = basis.judge(&mut |judge, batch, baseline| {
            let mut judgment = Judgment::none(VerdictReason::NoDirection);
            let difference = self.difference(JudgedMetric::AvgJobDuration, batch, baseline, &|_| 1);
            if let (Some((value, before)), Ok(difference)) = (changes.both(batch), difference) {
                judgment.interval = judge.interval(before, value, &difference.unwrap_or_default());
            }
            judgment
        });
        changes = changes.judged(&judgments);
        changes.contribution = contribution;
        changes
    }

    /// The average over all completed jobs whose duration is known, rounded half up to a microsecond.
    pub(super) fn average(&self, metric: JudgedMetric, basis: &mut Basis<'_>) -> MetricChanges {
        let at = |figures: &JobFigures<'_>, batch: usize| match figures
            .durations(metric)
            .times
            .get(batch)
        {
            Some(Time::Known { completed, total }) => (i128::from(*completed), *total),
            _ => (0, 0),
        };
        let sum = |batch: usize| {
            let parts = self.jobs.iter().map(|figures| at(figures, batch));
            parts.fold((0, 0), |(weight, sum): (i128, i128), (completed, total)| {
                (weight.saturating_add(completed), sum.saturating_add(total))
            })
        };
        let sums: Vec<(i128, i128)> = (0..basis.count).map(sum).collect();
        let average = |(weight, sum): &(i128, i128)| {
            (*weight > 0).then(|| sum.saturating_add(weight / 2) / weight)
        };
        let values = sums.iter().map(|sums| representable(average(sums)?));
        let mut changes = basis.changes(values.collect());
        let contribution = basis.contributions(|batch, baseline| {
            let (weight, _) = *sums.get(batch)?;
            let (weight_before, _) = *sums.get(baseline)?;
            if weight == 0 || weight_before == 0 {
                return None;
            }
            // Each job's part of an average is its time divided by the whole weight; multiplied by both weights, the
            // parts stay whole numbers.
            let parts: Option<Vec<(&str, i128)>> = self
                .jobs
                .iter()
                .map(|figures| {
                    let now = at(figures, batch).1.checked_mul(weight_before)?;
                    let before = at(figures, baseline).1.checked_mul(weight)?;
                    Some((figures.node, now.checked_sub(before)?))
                })
                .collect();
            Contribution::largest(parts?.into_iter())
        });
        let weight = |place: usize| sums.get(place).map_or(0, |(weight, _)| *weight);
        let judgments = basis.judge(&mut |judge, batch, baseline| {
            let Some((value, before)) = changes.both(batch) else {
                return Judgment::unclear(VerdictReason::NotKnown);
            };
            let judgment = match self.difference(metric, batch, baseline, &weight) {
                Ok(Some(difference)) => judge.durations(before, value, &difference),
                Ok(None) => return Judgment::same_jobs(),
                Err(reason) => Judgment::unclear(reason),
            };
            self.circumstances
                .weigh_durations(judge, judgment, batch, baseline)
        });
        basis.keep(None, metric, &changes.percent, &judgments);
        changes = changes.judged(&judgments);
        changes.contribution = contribution;
        changes
    }

    /// How the sums over all jobs differ, each divided by what `divisor` says of its batch; `None` where no job was
    /// measured anew. Where the sample of a job is missing, the reason.
    fn difference(
        &self,
        metric: JudgedMetric,
        batch: usize,
        baseline: usize,
        divisor: &dyn Fn(usize) -> i128,
    ) -> Result<Option<Difference>, VerdictReason> {
        let mut difference = Difference::default();
        let mut is_new = false;
        for figures in self.jobs {
            if figures.circumstances.is_repeated(batch) {
                continue;
            }
            let durations = figures.durations(metric);
            let side = |place: usize| match durations.times.get(place) {
                Some(Time::Known { completed, .. }) if *completed > 0 => {
                    let factor = quotient(i128::from(*completed), divisor(place));
                    Ok(Some((durations.sample(place)?, factor)))
                }
                _ => Ok(None),
            };
            let (before, after) = (side(baseline)?, side(batch)?);
            let both = before.zip(after);
            let is_mix =
                both.is_some_and(|((before, _), (after, _))| before.keeps_the_extremes(after));
            for (sample, factor) in before.into_iter().chain(after) {
                difference.add(sample, is_mix, factor);
                is_new = true;
            }
        }
        Ok(is_new.then_some(difference))
    }
}
