//! The metrics of batches and jobs: counts and durations, one value or one of each batch.

use std::fmt;

use serde::{Serialize, Serializer};

use super::words::words;
use crate::duration::Duration;
use crate::read::{At, Collector, Word, read_words};

/// Declares a document that has a field for each of some metrics, and how to find a field by its metric.
macro_rules! by_metric {
    (
        $(#[$docs:meta])*
        pub struct $name:ident {
            counts { $count_type:ty } { $($(#[$count_docs:meta])* $count:ident $count_metric:ident,)+ }
            $(durations { $duration_type:ty } { $($(#[$duration_docs:meta])* $duration:ident $duration_metric:ident,)+ })?
        }
    ) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$count_docs])* pub $count: $count_type,)+
            $($($(#[$duration_docs])* pub $duration: $duration_type,)+)?
        }

        impl $name {
            pub(crate) fn count(&self, metric: Metric) -> Option<&$count_type> {
                match metric {
                    $(Metric::$count_metric => Some(&self.$count),)+
                    _ => None,
                }
            }

            pub(crate) fn count_mut(&mut self, metric: Metric) -> Option<&mut $count_type> {
                match metric {
                    $(Metric::$count_metric => Some(&mut self.$count),)+
                    _ => None,
                }
            }
        }

        $(
            impl $name {
                pub(crate) fn duration(&self, metric: Metric) -> Option<&$duration_type> {
                    match metric {
                        $(Metric::$duration_metric => Some(&self.$duration),)+
                        _ => None,
                    }
                }

                pub(crate) fn duration_mut(&mut self, metric: Metric) -> Option<&mut $duration_type> {
                    match metric {
                        $(Metric::$duration_metric => Some(&mut self.$duration),)+
                        _ => None,
                    }
                }
            }
        )?
    };
}

/// Declares every metric once, and from that everything that has a field for each.
macro_rules! metrics {
    (
        jobs: { $($(#[$job_docs:meta])* $job:ident $job_metric:ident $job_better:expr;)+ }
        recipes: { $($(#[$recipe_docs:meta])* $recipe:ident $recipe_metric:ident $recipe_better:expr;)+ }
        durations: { $($(#[$duration_docs:meta])* $duration:ident $duration_metric:ident $duration_better:expr;)+ }
    ) => {
        /// A figure that the API gives for a batch, or for one of its jobs.
        ///
        /// Source: the Scale API's *Batch Details*.
        ///
        /// ```
        /// use scale_batch::documents::Metric;
        ///
        /// assert_eq!(Metric::AvgJobDuration.to_string(), "avg_job_duration");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Metric {
            $($(#[$job_docs])* $job_metric,)+
            $($(#[$recipe_docs])* $recipe_metric,)+
            $($(#[$duration_docs])* $duration_metric,)+
        }

        impl Metric {
            /// The metric with that name in the API; `FromStr` without its error.
            pub(crate) fn named(name: &str) -> Option<Self> {
                Some(match name {
                    $(stringify!($job) => Metric::$job_metric,)+
                    $(stringify!($recipe) => Metric::$recipe_metric,)+
                    $(stringify!($duration) => Metric::$duration_metric,)+
                    _ => return None,
                })
            }

            /// Every metric there is.
            const ALL: &'static [Metric] = &[$(Metric::$job_metric,)+ $(Metric::$recipe_metric,)+ $(Metric::$duration_metric,)+];

            /// Their names, in the same order.
            const WORDS: &'static [&'static str] = &[$(stringify!($job),)+ $(stringify!($recipe),)+ $(stringify!($duration),)+];

            /// The metrics of a batch, in the order of the API.
            pub const OF_BATCH: &'static [Metric] = &[$(Metric::$job_metric,)+ $(Metric::$recipe_metric,)+];

            /// The metrics of a job, in the order of the API.
            pub const OF_JOB: &'static [Metric] = &[$(Metric::$job_metric,)+ $(Metric::$duration_metric,)+];

            /// The name of its field in the API.
            ///
            /// ```
            /// assert_eq!(scale_batch::documents::Metric::JobsTotal.as_str(), "jobs_total");
            /// ```
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Metric::$job_metric => stringify!($job),)+
                    $(Metric::$recipe_metric => stringify!($recipe),)+
                    $(Metric::$duration_metric => stringify!($duration),)+
                }
            }

            /// What its figures count.
            ///
            /// ```
            /// use scale_batch::documents::{Metric, MetricUnit};
            ///
            /// assert_eq!(Metric::JobsFailed.unit(), MetricUnit::Count);
            /// ```
            #[must_use]
            pub const fn unit(self) -> MetricUnit {
                match self {
                    $(Metric::$job_metric => MetricUnit::Count,)+
                    $(Metric::$recipe_metric => MetricUnit::Count,)+
                    $(Metric::$duration_metric => MetricUnit::Microseconds,)+
                }
            }

            /// In which direction it gets better; `None` where neither is better in itself.
            ///
            /// ```
            /// use scale_batch::documents::{Metric, MetricDirection};
            ///
            /// assert_eq!(Metric::AvgJobDuration.better(), Some(MetricDirection::Down));
            /// assert_eq!(Metric::JobsFailed.better(), Some(MetricDirection::Down));
            /// assert_eq!(Metric::MaxJobDuration.better(), None);
            /// ```
            #[must_use]
            pub const fn better(self) -> Option<MetricDirection> {
                match self {
                    $(Metric::$job_metric => $job_better,)+
                    $(Metric::$recipe_metric => $recipe_better,)+
                    $(Metric::$duration_metric => $duration_better,)+
                }
            }
        }

        by_metric! {
            /// The counts of a batch; `None` where one is not known.
            ///
            /// Source: the Scale API's *Batch Details*.
            ///
            /// ```
            /// use scale_batch::documents::Batch;
            ///
            /// let mut batch = Batch::new(104);
            /// batch.counts.jobs_total = Some(10);
            /// assert_eq!(batch.counts.jobs_failed, None, "not known");
            /// ```
            pub struct BatchCounts {
                counts { Option<u64> } { $($(#[$job_docs])* $job $job_metric,)+ $($(#[$recipe_docs])* $recipe $recipe_metric,)+ }
            }
        }

        by_metric! {
            /// The metrics of one job (a node of the recipe) in a batch; `None` where one is not known.
            ///
            /// Source: the Scale API's *Batch Details*, `job_metrics`.
            ///
            /// ```
            /// use scale_batch::documents::{Batch, JobMetrics};
            ///
            /// let batch = Batch::new(104).with_job_metrics([("parse", JobMetrics::default())]);
            /// assert_eq!(batch.job_metrics["parse"].jobs_total, None);
            /// ```
            pub struct JobMetrics {
                counts { Option<u64> } { $($(#[$job_docs])* $job $job_metric,)+ }
                durations { Option<Duration> } { $($(#[$duration_docs])* $duration $duration_metric,)+ }
            }
        }

        by_metric! {
            /// The counts of several batches, one value for each batch; `None` where one is not known.
            ///
            /// Source: the Scale API's *Batch Comparison*, `metrics`.
            ///
            /// ```
            /// use scale_batch::Comparison;
            /// use scale_batch::documents::{Batch, JobMetrics};
            ///
            /// let batch = Batch::new(101).with_job_metrics([("parse", JobMetrics::default())]);
            /// let comparison = Comparison::of(&[batch]);
            /// assert_eq!(comparison.metrics.counts.jobs_failed, [None]);
            /// ```
            pub struct BatchCountLists {
                counts { Vec<Option<u64>> } { $($(#[$job_docs])* $job $job_metric,)+ $($(#[$recipe_docs])* $recipe $recipe_metric,)+ }
            }
        }

        by_metric! {
            /// The metrics of one job in several batches, one value for each batch; `None` where one is not known, and
            /// in every metric where the batch has no such job.
            ///
            /// Source: the Scale API's *Batch Comparison*, `metrics.job_metrics`.
            ///
            /// ```
            /// use scale_batch::Comparison;
            /// use scale_batch::documents::{Batch, JobMetrics};
            ///
            /// let batch = Batch::new(101).with_job_metrics([("parse", JobMetrics::default())]);
            /// let comparison = Comparison::of(&[batch]);
            /// assert_eq!(comparison.metrics.job_metrics["parse"].jobs_failed, [None]);
            /// ```
            pub struct JobMetricLists {
                counts { Vec<Option<u64>> } { $($(#[$job_docs])* $job $job_metric,)+ }
                durations { Vec<Option<Duration>> } { $($(#[$duration_docs])* $duration $duration_metric,)+ }
            }
        }
    };
}

const DOWN: Option<MetricDirection> = Some(MetricDirection::Down);

metrics! {
    jobs: {
        /// How many jobs there are.
        jobs_total JobsTotal None;
        /// How many jobs are pending: what they need is not there yet.
        jobs_pending JobsPending None;
        /// How many jobs are blocked by a job that failed or was canceled.
        jobs_blocked JobsBlocked None;
        /// How many jobs are queued.
        jobs_queued JobsQueued None;
        /// How many jobs are running.
        jobs_running JobsRunning None;
        /// How many jobs failed.
        jobs_failed JobsFailed DOWN;
        /// How many jobs are completed.
        jobs_completed JobsCompleted None;
        /// How many jobs were canceled.
        jobs_canceled JobsCanceled DOWN;
    }
    recipes: {
        /// How many recipes the batch will create, by estimate; sub-recipes are included.
        recipes_estimated RecipesEstimated None;
        /// How many recipes there are, sub-recipes included.
        recipes_total RecipesTotal None;
        /// How many recipes are completed, sub-recipes included.
        recipes_completed RecipesCompleted None;
    }
    durations: {
        /// The shortest time that the algorithm itself took.
        min_seed_duration MinSeedDuration None;
        /// The average time that the algorithm itself took.
        avg_seed_duration AvgSeedDuration DOWN;
        /// The longest time that the algorithm itself took.
        max_seed_duration MaxSeedDuration None;
        /// The shortest time that a job took as a whole.
        min_job_duration MinJobDuration None;
        /// The average time that a job took as a whole.
        avg_job_duration AvgJobDuration DOWN;
        /// The longest time that a job took as a whole.
        max_job_duration MaxJobDuration None;
    }
}

impl Word for Metric {
    const ALL: &'static [Self] = Metric::ALL;
    const WORDS: &'static [&'static str] = Metric::WORDS;
}
read_words!(Metric);

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Metric {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Metric".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut names: Vec<_> = Metric::OF_BATCH.iter().chain(Metric::OF_JOB).collect();
        names.sort_unstable();
        names.dedup();
        schemars::json_schema!({
            "description": "A figure that the API gives for a batch, or for one of its jobs.",
            "type": "string",
            "enum": names,
        })
    }
}

words! {
    /// What the figures of a [`Metric`] count.
    ///
    /// ```
    /// use scale_batch::documents::{Metric, MetricUnit};
    ///
    /// assert_eq!(Metric::AvgJobDuration.unit(), MetricUnit::Microseconds);
    /// ```
    #[cfg_attr(feature = "schema", schemars(rename = "Unit"))]
    pub enum MetricUnit {
        /// Jobs or recipes.
        Count = "count",
        /// Time.
        Microseconds = "microseconds",
        /// A part of jobs, from 0 to 1.
        Share = "share",
    }

    /// Where a [`Metric`] has to go to get better.
    ///
    /// ```
    /// use scale_batch::documents::{Metric, MetricDirection};
    ///
    /// assert_eq!(Metric::JobsFailed.better(), Some(MetricDirection::Down));
    /// ```
    pub enum MetricDirection {
        /// More is better.
        Up = "up",
        /// Less is better.
        Down = "down",
    }
}

/// A figure with its unit.
///
/// In JSON a number: a duration in microseconds, a share from 0 to 1.
///
/// ```
/// use scale_batch::documents::{Batch, Metric, MetricValue};
///
/// let batch: Batch = serde_json::from_str(
///     r#"{"id": 105, "job_metrics": {"job_a": {"jobs_completed": 10, "avg_job_duration": "PT659S"}}}"#,
/// )?;
/// let job = &batch.job_metrics["job_a"];
/// assert_eq!(job.value(Metric::JobsCompleted), Some(MetricValue::Count(10)));
/// assert_eq!(job.value(Metric::AvgJobDuration).unwrap().to_string(), "PT10M59S");
/// assert_eq!(MetricValue::Share(0.025).to_string(), "2.5%");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MetricValue {
    /// So many jobs or recipes.
    Count(u64),
    /// So much time.
    Duration(Duration),
    /// A part of jobs, from 0 to 1.
    Share(f64),
}

impl MetricValue {
    /// Its unit.
    ///
    /// ```
    /// use scale_batch::documents::{MetricUnit, MetricValue};
    ///
    /// assert_eq!(MetricValue::Count(10).unit(), MetricUnit::Count);
    /// ```
    #[must_use]
    pub const fn unit(self) -> MetricUnit {
        match self {
            MetricValue::Count(_) => MetricUnit::Count,
            MetricValue::Duration(_) => MetricUnit::Microseconds,
            MetricValue::Share(_) => MetricUnit::Share,
        }
    }

    /// The whole number that it is in JSON: a count, or microseconds. `None` for a share.
    ///
    /// ```
    /// use scale_batch::documents::MetricValue;
    ///
    /// assert_eq!(MetricValue::Duration("PT0.5S".parse()?).figure(), Some(500_000));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn figure(self) -> Option<u64> {
        match self {
            MetricValue::Count(count) => Some(count),
            MetricValue::Duration(duration) => Some(duration.microseconds().unsigned_abs()),
            MetricValue::Share(_) => None,
        }
    }
}

/// A count as its digits, a duration as the canonical text of a [`Duration`], a share in percents.
impl fmt::Display for MetricValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MetricValue::Count(count) => count.fmt(f),
            MetricValue::Duration(duration) => duration.fmt(f),
            MetricValue::Share(share) => write!(f, "{:.1}%", share * 100.0),
        }
    }
}

impl Serialize for MetricValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            MetricValue::Count(count) => serializer.serialize_u64(*count),
            MetricValue::Duration(duration) => {
                serializer.serialize_u64(duration.microseconds().unsigned_abs())
            }
            MetricValue::Share(share) => serializer.serialize_f64(*share),
        }
    }
}

impl Metric {
    /// One of its figures as an analysis has it, with the unit: durations are in microseconds there. `None` beyond
    /// [`Duration::MAX`].
    ///
    /// ```
    /// use scale_batch::documents::Metric;
    ///
    /// let average = Metric::AvgJobDuration;
    /// assert_eq!(average.value(21_000_000).unwrap().to_string(), "PT21S");
    /// assert_eq!(Metric::JobsTotal.value(21).unwrap().to_string(), "21");
    /// ```
    #[must_use]
    pub fn value(self, figure: u64) -> Option<MetricValue> {
        self.unit().whole(figure)
    }
}

impl MetricUnit {
    /// A whole number of it; no share is one.
    pub(crate) fn whole(self, figure: u64) -> Option<MetricValue> {
        match self {
            MetricUnit::Count => Some(MetricValue::Count(figure)),
            MetricUnit::Microseconds => {
                let duration = Duration::from_microseconds(i64::try_from(figure).ok()?)?;
                Some(MetricValue::Duration(duration))
            }
            MetricUnit::Share => None,
        }
    }
}

impl BatchCounts {
    /// One of its figures; `None` where it is not known, or none of a batch.
    ///
    /// ```
    /// use scale_batch::documents::{Batch, Metric, MetricValue};
    ///
    /// let batch: Batch = serde_json::from_str(r#"{"id": 105, "jobs_total": 10}"#)?;
    /// assert_eq!(batch.counts.value(Metric::JobsTotal), Some(MetricValue::Count(10)));
    /// assert_eq!(batch.counts.value(Metric::AvgJobDuration), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn value(&self, metric: Metric) -> Option<MetricValue> {
        let count = *self.count(metric)?;
        count.map(MetricValue::Count)
    }
}

impl JobMetrics {
    /// One of its figures; `None` where it is not known, or none of a job.
    ///
    /// ```
    /// use scale_batch::documents::{JobMetrics, Metric, MetricValue};
    ///
    /// let mut job = JobMetrics::default();
    /// job.avg_job_duration = Some("PT20S".parse()?);
    /// assert!(matches!(job.value(Metric::AvgJobDuration), Some(MetricValue::Duration(_))));
    /// assert_eq!(job.value(Metric::RecipesTotal), None);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn value(&self, metric: Metric) -> Option<MetricValue> {
        if let Some(count) = self.count(metric) {
            return count.map(MetricValue::Count);
        }
        let duration = *self.duration(metric)?;
        duration.map(MetricValue::Duration)
    }
}

/// Reads a count; `null` is one that is not known.
pub(crate) fn read_count(at: At<'_>, collector: &mut Collector) -> Option<u64> {
    if at.is_null() {
        return None;
    }
    let count = at.integer(collector, "an integer: how many there are")?;
    u64::try_from(count)
        .map_err(|_| {
            let said = format!("{} is {count}, but a count cannot be negative.", at.label());
            at.report(collector, at.out_of_range(count, Some(0), None, said));
        })
        .ok()
}

/// Reads a duration; `null` is one that is not known.
pub(crate) fn read_duration(at: At<'_>, collector: &mut Collector) -> Option<Duration> {
    if at.is_null() {
        return None;
    }
    let text = at.string(collector, "an ISO-8601 duration such as \"PT10M12S\"")?;
    match text.parse() {
        Ok(duration) => Some(duration),
        Err(problems) => {
            for problem in problems.into_vec() {
                at.report(collector, problem);
            }
            None
        }
    }
}

impl JobMetrics {
    /// Reads the metrics of a job; other fields are ignored.
    pub(crate) fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let mut metrics = JobMetrics::default();
        for (key, at) in at.members(collector, "an object: the metrics of a job")? {
            let Some(metric) = Metric::named(key) else {
                continue;
            };
            if let Some(count) = metrics.count_mut(metric) {
                *count = read_count(at, collector);
            } else if let Some(duration) = metrics.duration_mut(metric) {
                *duration = read_duration(at, collector);
            }
        }
        Some(metrics)
    }
}
