//! Which job contributes most to a change.

use serde::{Deserialize, Serialize};

use super::arithmetic::quotient;

/// The job that contributes most to a change of its batch.
///
/// ```
#[doc = include_str!("example.md")]
/// let newest = analysis.avg_job_duration.get(2).unwrap();
/// assert_eq!(newest.contribution.unwrap().node, "trace-coast");
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "The job that contributes most to a change of its batch.",)
)]
#[non_exhaustive]
pub struct Contribution {
    /// The name of the recipe node.
    pub node: String,
    /// Its part of the change of all jobs together; more than 1 where others changed in the other direction.
    pub share: f64,
}

impl Contribution {
    /// The largest of the parts that go where their sum goes, the first of equals; `None` when the sum is 0.
    pub(super) fn largest<'n>(parts: impl Iterator<Item = (&'n str, i128)>) -> Option<Self> {
        let mut sum: i128 = 0;
        let mut most: Option<(&str, i128)> = None;
        let mut least: Option<(&str, i128)> = None;
        for (node, part) in parts {
            sum = sum.checked_add(part)?;
            if most.is_none_or(|(_, most)| part > most) {
                most = Some((node, part));
            }
            if least.is_none_or(|(_, least)| part < least) {
                least = Some((node, part));
            }
        }
        let (node, part) = if sum > 0 { most } else { least }?;
        (sum != 0).then(|| Contribution {
            node: node.to_owned(),
            share: quotient(part, sum),
        })
    }
}
