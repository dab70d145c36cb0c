//! What a re-processing batch will do with each node of a recipe, and why.

mod change;
mod changes;
mod compare;
mod explain;
mod filter;
mod forcing;
mod inside;
mod layout;
mod merge;
mod node;
mod origins;
mod pictures;
mod program;
mod told;
mod written;

use crate::documents::{
    DiffReason, ForcedNodes, Node, NodeDiffDocument, NodeStatus, RecipeDefinition,
    RecipeDiffDocument,
};
use crate::problem::Problems;
use crate::recipe::graph::{Adjacency, EdgeMap, NodeId, NodeMap};

pub use change::Change;
pub(crate) use change::bare;
use changes::Changes;
pub(crate) use compare::Sound;
pub use explain::{Cause, Explanation};
pub use inside::{SubRecipeDiff, SubRecipeDiffs};
pub use layout::{Layout, PlacedEdge, PlacedNode};
pub use node::{NodeDiff, Outcome};
pub(crate) use origins::{Mark, Origins};
pub(crate) use program::Program;

/// The difference between the previous and the current definition of a recipe type: node by node, what a
/// re-processing batch will do.
///
/// It borrows both definitions, or the API's document where only that is at hand: see
/// [`of_document`](RecipeDiff::of_document). In JSON it is exactly that document, [`RecipeDiffDocument`].
///
/// Source: the Scale API's *Recipe Diff JSON*.
///
/// ```
/// use scale_batch::{ForcedNodes, NodeStatus, Reader, RecipeDefinition, RecipeDiff};
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
/// # Ok::<(), scale_batch::Problems>(())
/// ```
#[derive(Debug)]
pub struct RecipeDiff<'d> {
    /// Every node of either definition, sorted by name.
    names: NodeMap<&'d str>,
    versions: NodeMap<Versions<'d>>,
    /// What each node depends on: now, or before it was deleted.
    parents: Adjacency,
    children: Adjacency,
    /// Beside each edge to a parent of a node that is in both: whether it depended on that parent before too.
    kept_edges: EdgeMap<bool>,
    /// Nodes of the current definition in topological order, then the deleted ones.
    order: Vec<NodeId>,
    changes: Changes<'d>,
    can_be_reprocessed: bool,
    reasons: Vec<DiffReason>,
    forced_nodes: Option<&'d ForcedNodes>,
    /// Whether nodes are forced, or were asked to be.
    has_forced: bool,
    forced_directly: NodeMap<bool>,
    forced: NodeMap<bool>,
}

/// A node in the definitions that have it, or what a document tells of it.
#[derive(Debug, Clone, Copy)]
enum Versions<'d> {
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
    fn program(self) -> Program<'d> {
        match self {
            Versions::New(node) | Versions::Deleted(node) => Program::from(&node.node_type),
            Versions::Kept { current, .. } => Program::from(&current.node_type),
            Versions::Told(node) => Program::from(&node.node_type),
        }
    }
}

impl<'d> RecipeDiff<'d> {
    /// Compares two definitions and forces nodes.
    ///
    /// Linear in nodes, dependencies and connections; no order of nodes or fields, and no default that is spelled
    /// out, makes a difference.
    ///
    /// # Errors
    /// `DUPLICATE_INPUT`, `UNKNOWN_NODE`, `UNKNOWN_INPUT`, `CIRCULAR_DEPENDENCY` or `VALUE_ERROR` where a definition is
    /// broken, so that the server could not compare it either. Paths begin with
    /// `/previous` or `/current`, and so says `params.definition`.
    pub fn between(
        previous: &'d RecipeDefinition,
        current: &'d RecipeDefinition,
        forced_nodes: Option<&'d ForcedNodes>,
    ) -> Result<Self, Problems> {
        let mut diff = compare::compare(Some(previous), current)?;
        forcing::force(&mut diff, forced_nodes);
        Ok(diff)
    }

    /// As [`Self::between`], for definitions of which the graphs are known.
    pub(crate) fn between_sound(
        previous: Sound<'d, '_>,
        current: Sound<'d, '_>,
        forced_nodes: Option<&'d ForcedNodes>,
    ) -> Self {
        let mut diff = compare::compare_sound(previous, current);
        forcing::force(&mut diff, forced_nodes);
        diff
    }

    /// Whether recipes of the previous revision can be re-processed at all.
    #[must_use]
    pub fn can_be_reprocessed(&self) -> bool {
        self.can_be_reprocessed
    }

    /// Why recipes cannot be re-processed; empty when they can.
    #[must_use]
    pub fn reasons(&self) -> &[DiffReason] {
        &self.reasons
    }

    /// Every node of either definition, sorted by name.
    #[must_use]
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = NodeDiff<'_, 'd>> {
        self.names.nodes().map(|node| self.at(node))
    }

    /// The nodes of the current definition in topological order, ties by name; then the deleted ones.
    #[must_use]
    pub fn in_order(&self) -> impl ExactSizeIterator<Item = NodeDiff<'_, 'd>> {
        self.order.iter().map(|node| self.at(*node))
    }

    /// The node of that name.
    #[must_use]
    pub fn node(&self, name: &str) -> Option<NodeDiff<'_, 'd>> {
        let found = self.names.search(&name);
        found.map(|node| self.at(node))
    }

    /// The forced nodes that the diff was made with, as far as they are known.
    #[must_use]
    pub fn forced_nodes(&self) -> Option<&'d ForcedNodes> {
        self.forced_nodes
    }

    /// The nodes that run again, sorted by name.
    pub fn runs(&self) -> impl Iterator<Item = &'d str> {
        self.names_where(NodeDiff::runs)
    }

    /// The nodes whose results are copied, sorted by name.
    pub fn copied(&self) -> impl Iterator<Item = &'d str> {
        self.names_where(NodeDiff::is_copied)
    }

    /// The nodes whose previous results are superseded, sorted by name.
    pub fn superseded(&self) -> impl Iterator<Item = &'d str> {
        self.names_where(NodeDiff::is_superseded)
    }

    /// The nodes whose previous results are unpublished, sorted by name.
    pub fn unpublished(&self) -> impl Iterator<Item = &'d str> {
        self.names_where(NodeDiff::is_unpublished)
    }

    /// The recipe nodes in which everything is superseded, sorted by name.
    pub fn recursively_superseded(&self) -> impl Iterator<Item = &'d str> {
        self.names_where(NodeDiff::is_recursively_superseded)
    }

    /// The recipe nodes of either definition, sorted by name, with the nodes that are forced inside them.
    pub fn forced_inside(&self) -> impl Iterator<Item = (&'d str, Option<&'d ForcedNodes>)> {
        self.nodes()
            .filter(|node| node.kind() == crate::NodeKind::Recipe)
            .map(|node| (node.name(), node.forced_inside()))
    }

    /// The diff as the API's document, which does not borrow anything.
    #[must_use]
    pub fn document(&self) -> RecipeDiffDocument {
        RecipeDiffDocument {
            can_be_reprocessed: self.can_be_reprocessed(),
            reasons: self.reasons.clone(),
            nodes: self
                .nodes()
                .map(|node| (node.name().to_owned(), node.document()))
                .collect(),
        }
    }

    /// The same value for each node.
    pub(crate) fn node_map<T: Clone>(&self, value: T) -> NodeMap<T> {
        self.names.filled_alike(value)
    }

    fn at(&self, id: NodeId) -> NodeDiff<'_, 'd> {
        NodeDiff { diff: self, id }
    }

    fn names_where<'r>(
        &'r self,
        holds: fn(NodeDiff<'r, 'd>) -> bool,
    ) -> impl Iterator<Item = &'d str> + use<'r, 'd> {
        self.nodes()
            .filter(move |node| holds(*node))
            .map(NodeDiff::name)
    }

    fn status(&self, node: NodeId) -> NodeStatus {
        match self.versions[node] {
            Versions::New(_) => NodeStatus::New,
            Versions::Deleted(_) => NodeStatus::Deleted,
            Versions::Told(told) => told.status,
            Versions::Kept { .. } if self.changes.of(node).is_empty() => NodeStatus::Unchanged,
            Versions::Kept { .. } => NodeStatus::Changed,
        }
    }
}
