//! Ids: integers that cannot be mistaken for each other.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::words::quoted;

/// A string that should be an id, and is none.
///
/// ```
/// use scale_batch::documents::BatchId;
///
/// assert_eq!("104".parse(), Ok(BatchId(104)));
/// let invalid = "#104".parse::<BatchId>().unwrap_err();
/// assert_eq!(invalid.to_string(), "\"#104\" is no id: an id is a whole number, such as 104.");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{} is no id: an id is a whole number, such as 104.", quoted(.found))]
#[non_exhaustive]
pub struct InvalidId {
    /// The string.
    pub found: String,
}

macro_rules! ids {
    ($($(#[$docs:meta])* $id:ident),+ $(,)?) => {$(
        $(#[$docs])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline, extend("minimum" = i64::MIN, "maximum" = i64::MAX)))]
        #[serde(transparent)]
        pub struct $id(pub i64);

        impl From<i64> for $id {
            fn from(id: i64) -> Self {
                $id(id)
            }
        }

        impl From<$id> for i64 {
            fn from(id: $id) -> Self {
                id.0
            }
        }

        impl FromStr for $id {
            type Err = InvalidId;

            fn from_str(id: &str) -> Result<Self, InvalidId> {
                let found = || InvalidId { found: id.to_owned() };
                // An integer in JSON has no plus sign.
                let digits = Some(id).filter(|id| !id.starts_with('+')).ok_or_else(found)?;
                digits.parse().map($id).map_err(|_| found())
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// The id of a batch.
    BatchId,
    /// The id of a dataset.
    DatasetId,
    /// The id of a recipe type.
    RecipeTypeId,
}
