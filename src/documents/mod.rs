//! The documents of the API, a file each: what it is, how it is read, how it is written.

mod batch;
mod batch_list;
mod batch_list_query;
mod batches;
mod comparison;
mod configuration;
mod connection;
mod data_filter;
mod dataset;
mod definition;
mod edit_request;
mod forced_nodes;
mod id;
mod interface;
mod items;
mod job_type;
mod json_text;
mod kind;
mod known_recipe_types;
mod limits;
mod metrics;
mod node;
mod node_diff;
mod node_type;
mod recipe_definition;
mod recipe_diff;
mod recipe_type;
mod recipe_type_summary;
mod requests;
pub(crate) mod rules;
#[cfg(feature = "schema")]
pub(crate) mod schema;
mod seed_manifest;
mod sub_recipe_type;
mod sub_recipe_types;
mod title_and_description;
mod validation_response;
mod version;
pub(crate) mod with;
pub(crate) mod words;

pub use batch::{Batch, BatchSummary, TriggerEvent};
pub use batch_list::BatchList;
pub use batch_list_query::{BatchListQuery, Moment, Page};
pub(crate) use batch_list_query::{present, read_time};
pub use batches::Batches;
pub(crate) use comparison::EMPTY_CELLS;
pub use comparison::{Comparison, ComparisonMetrics};
pub use configuration::{BatchConfiguration, InputMapping};
pub use connection::Connection;
pub use data_filter::{DataFilter, Filter, FilterCondition, FilterType};
pub use dataset::{Dataset, DatasetDefinition};
pub use definition::{BatchDefinition, PreviousBatch};
pub use edit_request::EditBatchRequest;
pub(crate) use edit_request::EditableState;
pub use forced_nodes::ForcedNodes;
pub use id::{BatchId, DatasetId, InvalidId, RecipeTypeId};
pub use interface::{FileParameter, Interface, JsonParameter, JsonType};
pub use job_type::JobType;
pub(crate) use job_type::JobTypes;
pub(crate) use kind::DocumentKind;
pub(crate) use known_recipe_types::{KnownRecipeTypes, KnownType, KnownTypes};
#[cfg(feature = "schema")]
pub(crate) use limits::LIMITS;
pub use metrics::{
    BatchCountLists, BatchCounts, JobMetricLists, JobMetrics, Metric, MetricDirection, MetricUnit,
    MetricValue,
};
pub use node::{Dependency, Node};
pub use node_diff::{
    ChangeName, DiffDependency, NamedChange, NodeDiffDocument, NodeStatus, NodeTypeDiff,
};
pub use node_type::{NodeKind, NodeType};
pub use recipe_definition::RecipeDefinition;
pub(crate) use recipe_definition::{PartialRecipe, ServedDefinition, is_no_definition};
pub use recipe_diff::{DiffReason, RecipeDiffDocument};
pub use recipe_type::RecipeType;
pub use recipe_type_summary::{RecipeTypeRevision, RecipeTypeSummary};
pub(crate) use requests::PartialRequest;
pub use requests::{BatchService, CreateBatchRequest, ValidateBatchRequest};
pub use sub_recipe_type::SubRecipeType;
pub(crate) use sub_recipe_types::ListedRevision;
pub use sub_recipe_types::SubRecipeTypes;
pub(crate) use title_and_description::TitleAndDescription;
pub use validation_response::{NamedProblem, PreviousBatchResponse, ValidationResponse};

pub use crate::duration::{Duration, DurationOutOfRange};
pub use crate::read::{Document, Limits, Reader, Reading, UnknownWord};
pub use crate::sorted::{SortedMap, SortedMapIter, SortedSet};
/// The crate of the times in [`Moment`] and of what [`Duration`] converts to, in the version that is used here.
pub use chrono;

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
pub(crate) const VERSIONS: [&str; 2] = ["6", "7"];
