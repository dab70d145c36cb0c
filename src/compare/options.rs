//! What to compare with, and what counts as a change.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::documents::rules::ignored_field;
use crate::documents::{BatchId, InvalidId};
use crate::problem::ProblemName;
use crate::problem::causes::Ignored;
use crate::read::{At, Collector, Fields, Read};
use crate::words::quoted;

/// How a comparison is analysed.
///
/// In JSON `{"baseline": "previous" | "root" | id, "thresholds": {…}}`, each optional.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::compare::{Baseline, CompareOptions};
///
/// let text = r#"{"baseline": 101, "thresholds": {"same_percent": 2}}"#;
/// let options = Reader::new().text::<CompareOptions>(text).into_result()?;
/// assert_eq!(options.baseline, Baseline::Batch(101.into()));
/// assert_eq!(options.thresholds.same_percent, 2);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// Structural mistakes are `INVALID_REQUEST`. `overlap_percent` and `shift_percent`, which were thresholds once, are the
/// warning `IGNORED_FIELD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CompareOptions {
    /// What each batch is compared with.
    pub baseline: Baseline,
    /// What counts as a change.
    pub thresholds: Thresholds,
}

/// What each batch is compared with.
///
/// ```
/// use scale_batch::compare::{Baseline, CompareOptions};
///
/// let options = CompareOptions { baseline: Baseline::Root, ..CompareOptions::default() };
/// assert_ne!(options.baseline, Baseline::default(), "the batch before is the default");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Baseline {
    /// The batch before it.
    #[default]
    Previous,
    /// The first batch.
    Root,
    /// The batch with this id.
    Batch(BatchId),
}

impl fmt::Display for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Baseline::Previous => f.write_str("previous"),
            Baseline::Root => f.write_str("root"),
            Baseline::Batch(id) => id.fmt(f),
        }
    }
}

/// A string that should be a baseline, and is none.
///
/// ```
/// use scale_batch::compare::Baseline;
///
/// assert_eq!("root".parse(), Ok(Baseline::Root));
/// assert_eq!("101".parse(), Ok(Baseline::Batch(101.into())));
/// let invalid = "first".parse::<Baseline>().unwrap_err();
/// assert_eq!(
///     invalid.to_string(),
///     r#""first" is no baseline: it must be "previous", "root" or the id of a batch."#
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} is no baseline: it must be \"previous\", \"root\" or the id of a batch.", quoted(.found))]
#[non_exhaustive]
pub struct InvalidBaseline {
    /// The string.
    pub found: String,
}

impl FromStr for Baseline {
    type Err = InvalidBaseline;

    fn from_str(baseline: &str) -> Result<Self, InvalidBaseline> {
        match baseline {
            "previous" => Ok(Baseline::Previous),
            "root" => Ok(Baseline::Root),
            _ => baseline
                .parse()
                .map(Baseline::Batch)
                .map_err(|InvalidId { found, .. }| InvalidBaseline { found }),
        }
    }
}

/// From which change on there is a verdict, and how sure it has to be.
///
/// How a verdict is reached: `docs/verdicts.md`.
///
/// ```
/// use scale_batch::compare::{CompareOptions, Thresholds};
///
/// let thresholds = Thresholds { same_percent: 2, ..Thresholds::default() };
/// let options = CompareOptions { thresholds, ..CompareOptions::default() };
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "From which change on there is a verdict, and how sure it has to be, in whole percents.",
    )
)]
pub struct Thresholds {
    /// Up to how many percents of the baseline a change counts as none. Default: 5.
    pub same_percent: u32,
    /// How sure an interval is, from 50 to 99 percents. Default: 99.
    pub confidence: Confidence,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds {
            same_percent: 5,
            confidence: Confidence::default(),
        }
    }
}

/// How sure an interval is: of so many of a hundred, it holds the true difference; from 50 to 99 percents.
///
/// ```
/// use scale_batch::compare::Confidence;
///
/// assert_eq!(Confidence::from_percent(95).map(Confidence::percent), Some(95));
/// assert_eq!(Confidence::from_percent(100), None);
/// assert_eq!(Confidence::default().percent(), 99);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Confidence(#[cfg_attr(feature = "schema", schemars(range(min = 50, max = 99)))] u8);

impl Confidence {
    /// That many percents; `None` below 50 and above 99.
    ///
    /// ```
    /// use scale_batch::compare::Confidence;
    ///
    /// assert!(Confidence::from_percent(95).is_some());
    /// assert!(Confidence::from_percent(100).is_none(), "nothing is certain");
    /// ```
    #[must_use]
    pub fn from_percent(percent: u32) -> Option<Self> {
        let percent = u8::try_from(percent).ok()?;
        (50..=99).contains(&percent).then_some(Confidence(percent))
    }

    /// How many percents it is.
    ///
    /// ```
    /// use scale_batch::compare::Confidence;
    ///
    /// assert_eq!(Confidence::default().percent(), 99);
    /// ```
    #[must_use]
    pub fn percent(self) -> u32 {
        self.0.into()
    }

    /// The chance that an interval does not hold the true difference.
    pub(super) fn error(self) -> f64 {
        f64::from(100 - self.0) / 100.0
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Confidence(99)
    }
}

impl Read for CompareOptions {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let known = ["baseline", "thresholds"];
        let fields = at.strict_object(collector, "an object: the options", &known)?;
        let mut options = CompareOptions::default();
        if let Some(at) = fields.get("baseline") {
            options.baseline = read_baseline(at, collector)?;
        }
        if let Some(at) = fields.get("thresholds") {
            let known = [
                "same_percent",
                "confidence",
                "overlap_percent",
                "shift_percent",
            ];
            let wanted = "an object of thresholds in percents";
            let fields = at.strict_object(collector, wanted, &known)?;
            let thresholds = &mut options.thresholds;
            if let Some(percent) = read_percent(fields, "same_percent", collector) {
                thresholds.same_percent = percent;
            }
            if let Some(confidence) = read_confidence(fields, collector) {
                thresholds.confidence = confidence;
            }
            // Verdicts followed from ranges that overlap, and these said by how much.
            for field in ["overlap_percent", "shift_percent"] {
                if let Some(at) = fields.get(field) {
                    read_percent(fields, field, collector);
                    let because = Ignored::Threshold { field };
                    at.report(collector, ignored_field(because, at.pointer()));
                }
            }
        }
        Some(options)
    }
}

fn read_baseline(at: At<'_>, collector: &mut Collector) -> Option<Baseline> {
    if at.is_text() {
        let named = [Baseline::Previous, Baseline::Root];
        return named
            .get(at.choice(collector, &["previous", "root"])?)
            .copied();
    }
    at.integer(collector, "\"previous\", \"root\", or the id of a batch")
        .map(|id| Baseline::Batch(BatchId(id)))
}

fn read_percent(fields: Fields<'_>, field: &'static str, collector: &mut Collector) -> Option<u32> {
    let at = fields.get(field)?;
    let number = at.integer(collector, "a whole number of percents")?;
    let percent = u32::try_from(number).ok();
    if percent.is_none() {
        let said = format!("{} must be from 0 to {} percents.", at.label(), u32::MAX);
        let problem = at.out_of_range(number, Some(0), Some(u32::MAX.into()), said);
        at.report(collector, problem);
    }
    percent
}

fn read_confidence(fields: Fields<'_>, collector: &mut Collector) -> Option<Confidence> {
    let at = fields.get("confidence")?;
    let number = at.integer(collector, "a whole number of percents from 50 to 99")?;
    let confidence = u32::try_from(number)
        .ok()
        .and_then(Confidence::from_percent);
    if confidence.is_none() {
        let said = format!("{} must be from 50 to 99 percents.", at.label());
        let problem = at.out_of_range(number, Some(50), Some(99), said);
        at.report(collector, problem);
    }
    confidence
}
