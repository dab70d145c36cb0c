//! What the API says of the jobs of a batch, and what the crate says of two batches.

use scale_batch::Comparison;
use scale_batch::compare::{Analysis, CompareOptions};
use scale_batch::documents::{Batch, Duration, JobMetrics, SortedMap};

use crate::dice::Dice;
use crate::distribution::Distribution;

/// The four figures of the durations of a job, in seconds.
#[derive(Clone, Copy)]
pub(crate) struct Summary {
    count: u32,
    shortest: f64,
    average: f64,
    longest: f64,
}

impl Summary {
    /// Those of so many jobs.
    pub(crate) fn draw(distribution: Distribution, count: u32, dice: &mut Dice) -> Self {
        let (mut sum, mut shortest, mut longest) = (0.0, f64::INFINITY, 0.0_f64);
        for _ in 0..count {
            let duration = distribution.draw(dice);
            sum += duration;
            shortest = shortest.min(duration);
            longest = longest.max(duration);
        }
        Summary {
            count,
            shortest,
            average: (sum / f64::from(count)).clamp(shortest, longest),
            longest,
        }
    }

    /// Those of jobs that take so many times as long.
    pub(crate) fn times(self, factor: f64) -> Self {
        self.each(|duration| duration * factor)
    }

    /// As a server writes them.
    pub(crate) fn in_whole_seconds(self) -> Self {
        self.each(f64::round)
    }

    fn each(self, change: impl Fn(f64) -> f64) -> Self {
        Summary {
            count: self.count,
            shortest: change(self.shortest),
            average: change(self.average),
            longest: change(self.longest),
        }
    }

    fn metrics(self) -> JobMetrics {
        let mut metrics = JobMetrics::default();
        let count = Some(u64::from(self.count));
        (metrics.jobs_total, metrics.jobs_completed) = (count, count);
        for none in [
            &mut metrics.jobs_pending,
            &mut metrics.jobs_blocked,
            &mut metrics.jobs_queued,
            &mut metrics.jobs_running,
            &mut metrics.jobs_failed,
            &mut metrics.jobs_canceled,
        ] {
            *none = Some(0);
        }
        metrics.min_job_duration = duration(self.shortest);
        metrics.avg_job_duration = duration(self.average);
        metrics.max_job_duration = duration(self.longest);
        metrics
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "durations of minutes, to the microsecond"
)]
fn duration(seconds: f64) -> Option<Duration> {
    Duration::from_microseconds((seconds * 1_000_000.0).round() as i64)
}

/// What the crate says of a chain of batches. Each item has the summaries of one job, one for each batch; the jobs are
/// named in their order.
pub(crate) fn analyse(jobs: &[Vec<Summary>]) -> Analysis {
    let count = jobs.first().map_or(0, Vec::len);
    let batches: Vec<Batch> = (0..count)
        .map(|place| {
            let mut batch = Batch::new(i64::try_from(place).unwrap() + 1);
            let named = jobs.iter().enumerate();
            batch.job_metrics = named
                .map(|(number, summaries)| (format!("{number:06}"), summaries[place].metrics()))
                .collect::<SortedMap<_, _>>();
            batch
        })
        .collect();
    let comparison = Comparison::of(&batches);
    comparison.analyse(CompareOptions::default()).unwrap()
}
