//! The documents of the API, a file each: what it is, how it is read, how it is written.

mod batch;
mod batch_list_query;
mod comparison;
mod configuration;
mod data_filter;
mod dataset;
mod definition;
mod edit_request;
mod forced_nodes;
mod id;
mod interface;
mod items;
mod job_type;
mod kind;
mod metrics;
mod recipe_definition;
mod recipe_diff;
mod recipe_type;
mod requests;
#[allow(
    clippy::doc_markdown,
    reason = "the headings are the names of problems"
)]
pub(crate) mod rules;
#[cfg(feature = "schema")]
pub(crate) mod schema;
mod title_and_description;
mod validation_response;
mod version;

pub use batch::{
    Batch, BatchList, BatchSummary, Batches, RecipeTypeRevision, RecipeTypeSummary, TriggerEvent,
};
pub use batch_list_query::{BatchListQuery, Moment, Page};
pub(crate) use batch_list_query::{present, read_time};
pub use comparison::{Comparison, ComparisonMetrics};
pub use configuration::{BatchConfiguration, InputMapping};
pub use data_filter::{DataFilter, Filter, FilterCondition, FilterType};
pub use dataset::{Dataset, DatasetDefinition};
pub use definition::{BatchDefinition, PreviousBatch};
pub use edit_request::EditBatchRequest;
pub(crate) use edit_request::EditableState;
pub use forced_nodes::ForcedNodes;
pub use id::{BatchId, DatasetId, RecipeTypeId};
pub use interface::{FileParameter, Interface, JsonParameter, JsonType};
pub use job_type::JobType;
pub(crate) use job_type::JobTypes;
pub(crate) use kind::DocumentKind;
pub use metrics::{
    BatchCountLists, BatchCounts, Direction, JobMetricLists, JobMetrics, Metric, Unit,
};
pub use recipe_definition::{Connection, Dependency, Node, NodeKind, NodeType, RecipeDefinition};
pub(crate) use recipe_definition::{PartialRecipe, ServedDefinition, is_no_definition};
pub use recipe_diff::{
    ChangeName, DiffDependency, DiffReason, NamedChange, NodeDiffDocument, NodeStatus,
    NodeTypeDiff, RecipeDiffDocument,
};
pub(crate) use recipe_type::{KnownRecipeTypes, KnownType, KnownTypes, ListedRevision};
pub use recipe_type::{RecipeType, SubRecipeType, SubRecipeTypes};
pub(crate) use requests::PartialRequest;
pub use requests::{CreateBatchRequest, Service, ValidateBatchRequest};
pub(crate) use title_and_description::TitleAndDescription;
pub use validation_response::{NamedProblem, PreviousBatchResponse, ValidationResponse};

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

/// The word that stands for a choice.
fn word_for<T: PartialEq + Copy>(choices: &[(&'static str, T)], chosen: T) -> &'static str {
    choices
        .iter()
        .find(|(_, choice)| *choice == chosen)
        .map_or("", |(word, _)| word)
}
