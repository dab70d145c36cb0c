#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
// A panic would end a whole WebAssembly instance. Tests may: that is how they fail.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]
// What only the rest of the edge calls is left out by the linker.
#![cfg_attr(not(feature = "full"), allow(dead_code, unused_imports))]

// Tests share files with those of `tests/`, which know the crate by its name.
#[cfg(test)]
extern crate self as scale_batch;

#[cfg(not(target_family = "wasm"))]
pub mod bulk;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod compare;
pub mod diff;
mod documents;
mod duration;
pub mod edge;
mod escapes;
pub mod estimate;
pub mod forced_nodes;
mod hashed;
#[cfg(feature = "js")]
pub mod js;
pub mod problem;
#[cfg(test)]
mod properties;
pub mod proposals;
mod read;
pub mod recipe;
#[cfg(feature = "schema")]
mod schemas;
mod sorted;
pub mod text;
mod validate;
#[cfg(feature = "wasm")]
mod wasm;
mod words;
mod write;

// Each subject is a module. Its names stand here too: programs use them from the root.
pub use compare::{
    Analysis, Baseline, BatchFigures, Certainty, Chain, CompareOptions, Confidence, Contribution,
    Finding, JobAnalysis, JudgedMetric, MetricChange, MetricChanges, Progress, Reason, Row,
    ShareChanges, StatusShares, Thresholds, Trend, TrendDirection, Verdict, check_batch,
    check_batches,
};
pub use diff::{
    Cause, Change, Explanation, Layout, NodeDiff, Outcome, PlacedEdge, PlacedNode, RecipeDiff,
    SubRecipeDiff, SubRecipeDiffs,
};
pub use documents::{
    Batch, BatchConfiguration, BatchCountLists, BatchCounts, BatchDefinition, BatchId, BatchList,
    BatchListQuery, BatchSummary, Batches, ChangeName, Comparison, ComparisonMetrics, Connection,
    CreateBatchRequest, DataFilter, Dataset, DatasetDefinition, DatasetId, Dependency,
    DiffDependency, DiffReason, Direction, EditBatchRequest, FileParameter, Filter,
    FilterCondition, FilterType, ForcedNodes, InputMapping, Interface, JobMetricLists, JobMetrics,
    JobType, JsonParameter, JsonType, Metric, Moment, NamedChange, NamedProblem, Node,
    NodeDiffDocument, NodeKind, NodeStatus, NodeType, NodeTypeDiff, Page, PreviousBatch,
    PreviousBatchResponse, RecipeDefinition, RecipeDiffDocument, RecipeType, RecipeTypeId,
    RecipeTypeRevision, RecipeTypeSummary, Service, SubRecipeType, SubRecipeTypes, TriggerEvent,
    Unit, ValidateBatchRequest, ValidationResponse,
};
pub use duration::Duration;
/// [`edge`] under its former name.
pub use edge as json;
pub use estimate::{
    Basis, Creation, CreationReason, Estimate, FileCount, FilesCreated, FilesLeftOut, NodeCreated,
    NodeEstimate, RunReason, UnknownSubRecipe,
};
pub use forced_nodes::{
    NodeTree, NodeTreeNode, Unexpanded, check_forced_nodes, expand_forced_nodes, forced_nodes_tree,
    normalise_forced_nodes,
};
pub use problem::{Name, PatchOperation, Position, Problem, Problems, Severity};
pub use proposals::{
    BatchChanges, FitReason, InputFit, InputMapProposal, RankedFit, edit_request, next_batch,
    next_batch_warnings, propose_input_map,
};
pub use read::{Document, Limits, Reader, Reading};
pub use recipe::{
    ConnectionReport, InterfaceSide, NewerRevision, NodeInterfaces, RecipeContext, RecipeReport,
    TypeRevision, UncheckedNode, check_connection, check_recipe, check_recipe_with,
    node_interfaces,
};
#[cfg(feature = "schema")]
pub use schemas::{functions, schemas};
pub use sorted::{SortedMap, SortedMapIter, SortedSet};
pub use validate::{
    Context, Outlook, PreviousBatchReport, Report, Unchecked, Wanted, validate, validate_text,
    validate_text_for, validate_value, validate_value_for,
};
