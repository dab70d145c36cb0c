//! What a diff holds.

use std::sync::Arc;

use super::change::{Change, Changes};
use super::outline::Outline;
use super::program::Program;
use crate::documents::{DiffReason, ForcedNodes, Node, NodeDiffDocument, NodeStatus};
use crate::recipe::graph::{NodeId, NodeMap};

/// The difference between the previous and the current definition of a recipe type: node by node, what a
/// re-processing batch will do.
///
/// It borrows both definitions, or the API's document where only that is at hand: see
/// [`of_document`](RecipeDiff::of_document). In JSON it is exactly that document, a
/// [`RecipeDiffDocument`](crate::documents::RecipeDiffDocument).
///
/// Source: the Scale API's *Recipe Diff JSON*.
///
/// ```
/// use scale_batch::{Reader, RecipeDiff};
/// use scale_batch::documents::{ForcedNodes, NodeStatus, RecipeDefinition};
///
/// let definition = |version: &str| {
///     let text = format!(r#"{{"input": {{}}, "nodes": {{
///         "parse": {{"dependencies": [], "input": {{}}, "node_type": {{"node_type": "job",
///             "job_type_name": "parse", "job_type_version": "{version}", "job_type_revision": 1}}}},
///         "report": {{"dependencies": [{{"name": "parse"}}], "input": {{}}, "node_type": {{"node_type": "job",
///             "job_type_name": "report", "job_type_version": "1.0", "job_type_revision": 1}}}}}}}}"#);
///     Reader::new().text::<RecipeDefinition>(&text).into_result()
/// };
/// let (previous, current) = (definition("1.0")?, definition("2.0")?);
/// let diff = RecipeDiff::between(&previous, &current, None)?;
/// assert_eq!(diff.runs().collect::<Vec<_>>(), ["parse", "report"]);
/// let report = diff.node("report").unwrap();
/// assert_eq!(report.status(), NodeStatus::Changed, "changes flow downstream");
/// assert_eq!(report.changes()[0].to_string(), r#""parse", which it depends on, changed."#);
///
/// let same = RecipeDiff::between(&current, &current, None)?;
/// assert_eq!(same.copied().count(), 2);
/// let forced = ForcedNodes::nodes(["report"]);
/// let forced = RecipeDiff::between(&current, &current, Some(&forced))?;
/// assert_eq!(forced.runs().collect::<Vec<_>>(), ["report"]);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug)]
pub struct RecipeDiff<'d> {
    pub(super) outline: Arc<Outline>,
    /// Every node of either definition, sorted by name.
    pub(super) names: NodeMap<&'d str>,
    pub(super) versions: NodeMap<Versions<'d>>,
    pub(super) changes: Changes<Change<'d>>,
    pub(super) forced_nodes: Option<&'d ForcedNodes>,
    /// Whether nodes are forced, or were asked to be.
    pub(super) has_forced: bool,
    pub(super) forced_directly: NodeMap<bool>,
    pub(super) forced: NodeMap<bool>,
}

impl<'d> RecipeDiff<'d> {
    /// Whether recipes of the previous revision can be re-processed at all.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.can_be_reprocessed());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn can_be_reprocessed(&self) -> bool {
        self.outline.can_be_reprocessed
    }

    /// Why recipes cannot be re-processed; empty when they can.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.reasons().is_empty());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn reasons(&self) -> &[DiffReason] {
        &self.outline.reasons
    }

    /// The forced nodes that the diff was made with, as far as they are known.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert_eq!(diff.forced_nodes(), None);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn forced_nodes(&self) -> Option<&'d ForcedNodes> {
        self.forced_nodes
    }

    /// The same value for each node.
    pub(crate) fn node_map<T: Clone>(&self, value: T) -> NodeMap<T> {
        self.names.filled_alike(value)
    }

    pub(super) fn status(&self, node: NodeId) -> NodeStatus {
        self.outline.statuses[node]
    }
}

/// A node in the definitions that have it, or what a document tells of it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Versions<'d> {
    New(&'d Node),
    Deleted(&'d Node),
    Kept {
        previous: &'d Node,
        current: &'d Node,
    },
    Told(&'d NodeDiffDocument),
}

impl<'d> Versions<'d> {
    /// What the node runs, or ran before it was deleted.
    pub(super) fn program(self) -> Program<'d> {
        match self {
            Versions::New(node) | Versions::Deleted(node) => Program::from(&node.node_type),
            Versions::Kept { current, .. } => Program::from(&current.node_type),
            Versions::Told(node) => Program::from(&node.node_type),
        }
    }
}
