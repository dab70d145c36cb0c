//! What to compare with, and what counts as a change.

use serde::Serialize;

use crate::documents::BatchId;
use crate::problem::Name;
use crate::read::{At, Collector, Fields, Read};

/// How a comparison is analysed.
///
/// In JSON `{"baseline": "previous" | "root" | id, "thresholds": {…}}`, each optional.
///
/// ```
/// use scale_batch::{Baseline, CompareOptions, Reader};
///
/// let text = r#"{"baseline": 101, "thresholds": {"same_percent": 2}}"#;
/// let options = Reader::new().text::<CompareOptions>(text).into_result()?;
/// assert_eq!(options.baseline, Baseline::Batch(101.into()));
/// assert_eq!(options.thresholds.same_percent, 2);
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// Structural mistakes are `INVALID_REQUEST`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CompareOptions {
    /// What each batch is compared with.
    pub baseline: Baseline,
    /// What counts as a change.
    pub thresholds: Thresholds,
}

/// What each batch is compared with.
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

/// What counts as a change, in whole percents.
///
/// The server reports the shortest, average and longest duration and how many jobs there were, nothing else, so that no
/// test of significance is possible. What can be told is whether two averages lie close together within ranges that
/// cover each other nearly: then the averages prove nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "What counts as a change, in whole percents.",)
)]
pub struct Thresholds {
    /// Up to how many percents of the baseline a change is none. Default: 0.
    pub same_percent: u32,
    /// From how many percents on two ranges overlap too widely: their common part, of what they cover together.
    /// Default: 90.
    pub overlap_percent: u32,
    /// How many percents of what both ranges cover two averages must lie apart to say something all the same.
    /// Default: 10.
    pub shift_percent: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds {
            same_percent: 0,
            overlap_percent: 90,
            shift_percent: 10,
        }
    }
}

impl Read for CompareOptions {
    const NAME: Name = Name::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let known = ["baseline", "thresholds"];
        let fields = at.strict_object(collector, "an object: the options", &known)?;
        let mut options = CompareOptions::default();
        if let Some(at) = fields.get("baseline") {
            options.baseline = read_baseline(at, collector)?;
        }
        if let Some(at) = fields.get("thresholds") {
            let known = ["same_percent", "overlap_percent", "shift_percent"];
            let wanted = "an object of thresholds in percents";
            let fields = at.strict_object(collector, wanted, &known)?;
            let Thresholds {
                same_percent,
                overlap_percent,
                shift_percent,
            } = &mut options.thresholds;
            read_percent(fields, "same_percent", same_percent, collector);
            read_percent(fields, "overlap_percent", overlap_percent, collector);
            read_percent(fields, "shift_percent", shift_percent, collector);
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

fn read_percent(
    fields: Fields<'_>,
    field: &'static str,
    percent: &mut u32,
    collector: &mut Collector,
) {
    let Some(at) = fields.get(field) else { return };
    let Some(number) = at.integer(collector, "a whole number of percents") else {
        return;
    };
    if let Ok(number) = u32::try_from(number) {
        *percent = number;
    } else {
        let said = format!("{} must be from 0 to {} percents.", at.label(), u32::MAX);
        at.report(collector, at.out_of_range(said));
    }
}
