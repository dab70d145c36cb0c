//! The documents of the API, a file each: what it is, how it is read, how it is written.

mod batch;
mod configuration;
mod definition;
mod forced_nodes;
mod id;
mod metrics;
mod requests;
#[cfg(feature = "schema")]
pub(crate) mod schema;

pub use batch::{
    Batch, BatchList, BatchSummary, RecipeTypeRevision, RecipeTypeSummary, TriggerEvent,
};
pub use configuration::{BatchConfiguration, InputMapping};
pub use definition::{BatchDefinition, PreviousBatch};
pub use forced_nodes::ForcedNodes;
pub use id::{BatchId, DatasetId, RecipeTypeId};
pub use metrics::{BatchCounts, Direction, JobMetrics, Metric, Unit};
pub use requests::{CreateBatchRequest, EditBatchRequest, ValidateBatchRequest};

/// Implements `Deserialize` by the document's own reader, so that serde accepts exactly what a
/// [`Reader`](crate::Reader) accepts and explains as well.
macro_rules! deserialize_by_reading {
    ($($document:ty),+ $(,)?) => {$(
        impl<'de> serde::Deserialize<'de> for $document {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                let reading = crate::Reader::new().value::<Self>(&value);
                reading.into_result().map_err(serde::de::Error::custom)
            }
        }
    )+};
}
pub(crate) use deserialize_by_reading;

/// The schema versions that the API accepts; they change nothing and are never written.
pub(crate) const VERSIONS: [(&str, ()); 2] = [("6", ()), ("7", ())];
