//! What changed for certain, although many changes were judged at once.

use serde::{Deserialize, Serialize};

use super::judge::{Certainty, Judgment, Verdict};
use crate::documents::words::words;
use crate::sorted::sort_by;

/// How many findings a headline names.
const MOST: usize = 10;

words! {
    /// A figure that has verdicts.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::compare::JudgedMetric;
    ///
    /// let finding = &analysis.batches[2].headline[0];
    /// assert_eq!(finding.metric, JudgedMetric::AvgSeedDuration);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub enum JudgedMetric {
        /// The average time that a job took as a whole.
        AvgJobDuration = "avg_job_duration",
        /// The average time that the algorithm itself took.
        AvgSeedDuration = "avg_seed_duration",
        /// The share of failed jobs.
        FailedShare = "failed_share",
        /// The share of canceled jobs.
        CanceledShare = "canceled_share",
    }
}

/// A change that is hardly one by chance, although many were judged: it survives Holm's correction.
///
/// ```
#[doc = include_str!("example.md")]
/// let finding = &analysis.batches[2].headline[0];
/// assert_eq!(finding.node.as_deref(), Some("quality-check"));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "A change that is hardly one by chance, although many were judged: it survives Holm's correction.",
    )
)]
#[non_exhaustive]
pub struct Finding {
    /// The name of the recipe node; `None` for the batch as a whole.
    pub node: Option<String>,
    /// What changed.
    pub metric: JudgedMetric,
    /// Better or worse.
    pub verdict: Verdict,
    /// How far that can be relied on.
    pub certainty: Certainty,
    /// How much it changed: durations in percents of the baseline, `None` where that is 0; shares in percentage points.
    pub percent: Option<f64>,
    /// Where the interval of the difference begins, in the same unit.
    pub low_percent: Option<f64>,
    /// Where the interval of the difference ends, in the same unit.
    pub high_percent: Option<f64>,
}

/// What is found about one batch, until all is known of it.
#[derive(Default)]
pub(super) struct Findings<'n> {
    /// How many intervals there are, with a verdict or without.
    intervals: usize,
    changes: Vec<Change<'n>>,
}

struct Change<'n> {
    chance: f64,
    node: Option<&'n str>,
    metric: JudgedMetric,
    verdict: Verdict,
    certainty: Certainty,
    percent: Option<f64>,
    low_percent: Option<f64>,
    high_percent: Option<f64>,
}

impl<'n> Findings<'n> {
    /// Takes what is said of one figure; `percent` is how much it changed.
    pub(super) fn add(
        &mut self,
        node: Option<&'n str>,
        metric: JudgedMetric,
        percent: Option<f64>,
        judgment: &Judgment,
    ) {
        let Some(chance) = judgment.chance else {
            return;
        };
        self.intervals += 1;
        let (Some(verdict @ (Verdict::Better | Verdict::Worse)), Some(certainty)) =
            (judgment.verdict, judgment.certainty)
        else {
            return;
        };
        let scale = match metric {
            JudgedMetric::AvgJobDuration | JudgedMetric::AvgSeedDuration => 1.0,
            JudgedMetric::FailedShare | JudgedMetric::CanceledShare => 100.0,
        };
        let interval = judgment.interval;
        self.changes.push(Change {
            chance,
            node,
            metric,
            verdict,
            certainty,
            percent: percent.map(|percent| percent * scale),
            low_percent: interval.map(|interval| interval.low * scale),
            high_percent: interval.map(|interval| interval.high * scale),
        });
    }

    /// Those that survive, the surest and largest first, and how many they are; `error` is the chance that any is none.
    pub(super) fn headline(self, error: f64) -> (Vec<Finding>, usize) {
        let Findings {
            intervals,
            mut changes,
        } = self;
        sort_by(&mut changes, |one, other| {
            one.chance.total_cmp(&other.chance)
        });
        let mut left = intervals;
        let survivors = changes
            .iter()
            .take_while(|change| {
                let most = error / super::arithmetic::float(left as u64);
                left = left.saturating_sub(1);
                change.chance <= most
            })
            .count();
        changes.truncate(survivors);
        let size = |change: &Change<'_>| change.percent.map_or(f64::INFINITY, f64::abs);
        sort_by(&mut changes, |one, other| {
            let by_certainty = one.certainty.cmp(&other.certainty);
            let by_size = size(other).total_cmp(&size(one));
            let by_place = || (one.node, one.metric).cmp(&(other.node, other.metric));
            by_certainty.then(by_size).then_with(by_place)
        });
        let named = changes.into_iter().take(MOST).map(|change| Finding {
            node: change.node.map(str::to_owned),
            metric: change.metric,
            verdict: change.verdict,
            certainty: change.certainty,
            percent: change.percent,
            low_percent: change.low_percent,
            high_percent: change.high_percent,
        });
        (named.collect(), survivors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::judge::Interval;

    fn judgment(chance: f64, certainty: Certainty) -> Judgment {
        Judgment {
            verdict: Some(Verdict::Worse),
            certainty: Some(certainty),
            interval: Some(Interval {
                low: 1.0,
                high: 30.0,
            }),
            chance: Some(chance),
            ..Judgment::default()
        }
    }

    #[test]
    fn only_what_is_hardly_chance_is_named() {
        let mut findings = Findings::default();
        for _ in 0..96 {
            let nothing = Judgment {
                chance: Some(1.0),
                ..Judgment::default()
            };
            findings.add(Some("job"), JudgedMetric::FailedShare, None, &nothing);
        }
        for (node, percent, chance, certainty) in [
            ("by_chance", 50.0, 0.005, Certainty::Sure),
            ("small", 7.0, 1e-9, Certainty::Sure),
            ("large", 40.0, 1e-6, Certainty::Sure),
            ("likely", 90.0, 1e-7, Certainty::Likely),
        ] {
            let judgment = judgment(chance, certainty);
            findings.add(
                Some(node),
                JudgedMetric::AvgJobDuration,
                Some(percent),
                &judgment,
            );
        }
        let (named, count) = findings.headline(0.01);
        let nodes: Vec<_> = named
            .iter()
            .filter_map(|finding| finding.node.as_deref())
            .collect();
        assert_eq!(nodes, ["large", "small", "likely"]);
        assert_eq!(count, 3);
    }

    #[test]
    fn a_headline_is_short() {
        let mut findings = Findings::default();
        for _ in 0..50 {
            let judgment = judgment(0.0, Certainty::Sure);
            findings.add(None, JudgedMetric::CanceledShare, Some(0.25), &judgment);
        }
        let (named, count) = findings.headline(0.01);
        assert_eq!((named.len(), count), (MOST, 50));
        assert_eq!(
            named.first().and_then(|finding| finding.percent),
            Some(25.0)
        );
    }
}
