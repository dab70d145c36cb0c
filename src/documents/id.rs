//! Ids: integers that cannot be mistaken for each other.

use std::fmt;

use serde::{Deserialize, Serialize};

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
