//! Whether a duration keeps rising or falling over a chain of batches.

use serde::{Deserialize, Serialize};

use super::arithmetic::float;
use super::judge::{Certainty, Difference, Judge, Variance, VerdictReason};
use super::sample::Sample;
use crate::documents::words::words;

words! {
    /// Where a duration goes over a chain of batches.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::compare::TrendDirection;
    ///
    /// let trend = analysis.jobs["trace-coast"].job_duration_trend.as_ref().unwrap();
    /// assert_eq!(trend.direction, TrendDirection::Falling);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub enum TrendDirection {
        /// It keeps rising.
        Rising = "rising",
        /// It keeps falling.
        Falling = "falling",
        /// It stays where it is.
        Steady = "steady",
        /// It cannot be decided; `reason` says why.
        Unclear = "unclear",
    }
}

/// Where an average duration goes over a chain of batches: the slope of a weighted line through its averages.
///
/// How it is found: `docs/verdicts.md`, "Trends".
///
/// ```
/// use scale_batch::{Comparison, Reader};
/// use scale_batch::compare::{CompareOptions, TrendDirection};
///
/// let text = r#"{"batches": [{"id": 1}, {"id": 2}, {"id": 3}], "metrics": {"job_metrics": {"job_a": {
///     "jobs_completed": [90, 90, 90], "min_job_duration": ["PT18S", "PT21S", "PT25S"],
///     "avg_job_duration": ["PT20S", "PT24S", "PT28S"], "max_job_duration": ["PT22S", "PT27S", "PT31S"]}}}}"#;
/// let comparison = Reader::new().text::<Comparison>(text).into_result()?;
/// let analysis = comparison.analyse(CompareOptions::default())?;
/// let trend = analysis.jobs["job_a"].job_duration_trend.as_ref().unwrap();
/// assert_eq!(trend.direction, TrendDirection::Rising);
/// assert!(trend.low_percent > 10.0 && trend.high_percent < 25.0);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "Where an average duration goes over a chain of batches: the slope of a weighted line through its averages.",
    )
)]
#[non_exhaustive]
pub struct Trend {
    /// Where it goes.
    pub direction: TrendDirection,
    /// How far that can be relied on.
    pub certainty: Option<Certainty>,
    /// Why it is unclear.
    pub reason: Option<VerdictReason>,
    /// How much it rises from one batch to the next, in percents of its average over the chain.
    pub percent: f64,
    /// Where the interval of that begins.
    pub low_percent: f64,
    /// Where the interval of that ends.
    pub high_percent: f64,
    /// How many batches count: those that are finished and measured something anew.
    pub batches: usize,
}

/// A line through averages.
struct Line {
    slope: f64,
    average: f64,
    likely: Variance,
    widest: Variance,
    rounding: f64,
}

impl Line {
    /// The line through samples at their places, each weighted by its number of jobs. Weights by the spread would prefer the
    /// batches that happen to have no slow jobs, whose averages are too low by the same chance.
    fn through(points: &[(f64, &Sample)]) -> Line {
        let weight = |sample: &Sample| float(sample.count);
        let sum = |of: &dyn Fn(f64, &Sample) -> f64| {
            let parts = points.iter();
            parts
                .map(|(place, sample)| weight(sample) * of(*place, sample))
                .sum::<f64>()
        };
        let all = sum(&|_, _| 1.0);
        let middle = sum(&|place, _| place) / all;
        let average = sum(&|_, sample| float(sample.average)) / all;
        let width = sum(&|place, _| (place - middle) * (place - middle));
        let slope =
            sum(&|place, sample| (place - middle) * (float(sample.average) - average)) / width;
        let mut line = Line {
            slope,
            average,
            likely: Variance::default(),
            widest: Variance::default(),
            rounding: 0.0,
        };
        for (place, sample) in points {
            let part = weight(sample) * (place - middle) / width;
            line.likely.add(sample.spread.likely, sample.count, part);
            line.widest.add(sample.spread.widest, sample.count, part);
            line.rounding += part.abs() * sample.rounding;
        }
        line
    }
}

impl Judge {
    /// The trend of these samples, each with the place of its batch; `None` where there are fewer than three.
    pub(super) fn trend(&mut self, points: &[(f64, &Sample)]) -> Option<Trend> {
        let [first, .., last] = points else {
            return None;
        };
        if points.len() < 3 {
            return None;
        }
        let steps = last.0 - first.0;
        let mut line = Line::through(points);
        if first.1.extremes_stay(last.1, line.slope.abs() * steps) {
            line.likely = line.widest;
        }
        if line.average <= 0.0 {
            return None;
        }
        let same = f64::from(self.thresholds.same_percent) / 100.0 * line.average;
        let size = line.slope.abs();
        let reach = self.reach(&line.likely) + line.rounding;
        let strict_reach = self.strict_reach(&line.widest) + line.rounding;
        let holds = |reach: f64| size > reach && size * steps >= same;
        let stays = |reach: f64| (size + reach) * steps <= same;
        let (direction, certainty, reason) = if holds(reach) {
            let certainty = Certainty::sure_if(holds(strict_reach));
            if self.has_step_back(points, line.slope) {
                (TrendDirection::Unclear, None, Some(VerdictReason::Uneven))
            } else if line.slope > 0.0 {
                (TrendDirection::Rising, Some(certainty), None)
            } else {
                (TrendDirection::Falling, Some(certainty), None)
            }
        } else if stays(reach) {
            let certainty = Certainty::sure_if(stays(strict_reach));
            (TrendDirection::Steady, Some(certainty), None)
        } else {
            let reason = Some(VerdictReason::NotEnoughEvidence);
            (TrendDirection::Unclear, None, reason)
        };
        let percent = |amount: f64| amount / line.average * 100.0;
        Some(Trend {
            direction,
            certainty,
            reason,
            percent: percent(line.slope),
            low_percent: percent(line.slope - reach),
            high_percent: percent(line.slope + reach),
            batches: points.len(),
        })
    }

    /// Whether a step between neighbors goes against the slope by more than its own interval.
    fn has_step_back(&mut self, points: &[(f64, &Sample)], slope: f64) -> bool {
        let mut neighbors = points.iter().zip(points.iter().skip(1));
        neighbors.any(|((_, before), (_, after))| {
            let change = float(after.average) - float(before.average);
            let difference = Difference::between(before, after);
            let reach = self.reach(&difference.likely) + difference.rounding;
            change * slope < 0.0 && change.abs() > reach
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Thresholds;

    fn trend(averages: &[u64]) -> Option<Trend> {
        let samples: Vec<Sample> = averages
            .iter()
            .filter_map(|average| Sample::new(400, average * 900, average * 1_000, average * 1_110))
            .collect();
        let places = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
        let points: Vec<_> = places.into_iter().zip(&samples).collect();
        Judge::new(Thresholds::default()).trend(&points)
    }

    #[test]
    fn a_trend_keeps_its_direction() {
        let direction =
            |averages: &[u64]| trend(averages).map(|trend| (trend.direction, trend.reason));
        assert_eq!(direction(&[100, 110]), None);
        assert_eq!(
            direction(&[100, 110, 121]),
            Some((TrendDirection::Rising, None))
        );
        assert_eq!(
            direction(&[121, 110, 100, 95]),
            Some((TrendDirection::Falling, None))
        );
        assert_eq!(
            direction(&[100, 100, 101, 100]),
            Some((TrendDirection::Steady, None))
        );
        assert_eq!(
            direction(&[100, 150, 130, 180]),
            Some((TrendDirection::Unclear, Some(VerdictReason::Uneven)))
        );
        assert_eq!(
            direction(&[100, 103, 106]).map(|(direction, _)| direction),
            Some(TrendDirection::Rising)
        );
    }

    #[test]
    fn the_interval_holds_the_slope() {
        let found = trend(&[100, 110, 120, 130]).unwrap();
        assert!(found.low_percent < found.percent && found.percent < found.high_percent);
        assert!((found.percent - 8.7).abs() < 0.3, "{}", found.percent);
        assert_eq!(found.batches, 4);
    }
}
