//! One node of a diff.

use super::{Change, Program, RecipeDiff, Versions};
use crate::documents::words::words;
use crate::documents::{
    ChangeName, DiffDependency, ForcedNodes, NamedChange, Node, NodeDiffDocument, NodeKind,
    NodeStatus, NodeType, NodeTypeDiff,
};
use crate::recipe::graph::NodeId;

words! {
    /// What becomes of a node in a re-processing batch.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::diff::Outcome;
    ///
    /// let node = diff.node("simplify-line").unwrap();
    /// assert_eq!(node.outcome(), Outcome::Deleted);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub enum Outcome {
        /// It runs again.
        Runs = "RUNS",
        /// The results of the previous run are copied.
        Copied = "COPIED",
        /// The node is gone, and its previous results are unpublished.
        Deleted = "DELETED",
        /// Nothing: the recipes cannot be re-processed at all.
        NotReprocessed = "NOT_REPROCESSED",
    }
}

/// One node of a [`RecipeDiff`]: what is different about it, and what becomes of it.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes`.
///
/// ```
#[doc = include_str!("example.md")]
/// let node = diff.node("publish").unwrap();
/// assert!(node.runs());
/// assert_eq!(node.changes()[0].to_string(), "It depends on \"smooth-line\" now.");
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct NodeDiff<'r, 'd> {
    pub(super) diff: &'r RecipeDiff<'d>,
    pub(super) id: NodeId,
}

impl<'d> RecipeDiff<'d> {
    pub(super) fn at(&self, id: NodeId) -> NodeDiff<'_, 'd> {
        NodeDiff { diff: self, id }
    }
}

impl<'r, 'd> NodeDiff<'r, 'd> {
    /// The name of the node.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert_eq!(diff.nodes().next().unwrap().name(), "archive-scene");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn name(self) -> &'d str {
        self.diff.names[self.id]
    }

    /// How it compares with the previous revision.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::documents::NodeStatus;
    ///
    /// assert_eq!(diff.node("smooth-line").unwrap().status(), NodeStatus::New);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn status(self) -> NodeStatus {
        self.diff.status(self.id)
    }

    /// What is different, in the API's order of kinds; only of a node that is [`NodeStatus::Changed`].
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let node = diff.node("screen-clouds").unwrap();
    /// assert_eq!(node.changes()[0].to_string(), "The job type revision changed from 4 to 5.");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn changes(self) -> &'r [Change<'d>] {
        self.diff.changes.of(self.id)
    }

    /// The node in the current definition; `None` also where only a document describes it.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.node("simplify-line").unwrap().current().is_none());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn current(self) -> Option<&'d Node> {
        match self.versions() {
            Versions::New(node) | Versions::Kept { current: node, .. } => Some(node),
            Versions::Deleted(_) | Versions::Told(_) => None,
        }
    }

    /// The node in the previous definition; `None` also where only a document describes it.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.node("smooth-line").unwrap().previous().is_none());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn previous(self) -> Option<&'d Node> {
        match self.versions() {
            Versions::Deleted(node) | Versions::Kept { previous: node, .. } => Some(node),
            Versions::New(_) | Versions::Told(_) => None,
        }
    }

    /// What the node runs, or ran before it was deleted; `None` where only a document describes it.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::documents::NodeType;
    ///
    /// let node_type = diff.node("mosaic").unwrap().node_type();
    /// assert!(matches!(node_type, Some(NodeType::Recipe { .. })));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn node_type(self) -> Option<&'d NodeType> {
        let node = self.current().or(self.previous())?;
        Some(&node.node_type)
    }

    /// What the node runs, or ran before it was deleted.
    pub(crate) fn program(self) -> Program<'d> {
        self.versions().program()
    }

    /// What the node ran before; `None` where it is new, or where its kind was another one and nobody tells what it ran.
    pub(crate) fn previous_program(self) -> Option<Program<'d>> {
        match self.versions() {
            Versions::New(_) => None,
            Versions::Deleted(node) | Versions::Kept { previous: node, .. } => {
                Some(Program::from(&node.node_type))
            }
            Versions::Told(node) if node.status == NodeStatus::New => None,
            Versions::Told(node) if node.prev_node_type.is_some() => None,
            Versions::Told(node) => Some(Program::previous(&node.node_type)),
        }
    }

    /// The kind of the node, that of the previous revision for a deleted one.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::documents::NodeKind;
    ///
    /// assert_eq!(diff.node("is-clear").unwrap().kind(), NodeKind::Condition);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn kind(self) -> NodeKind {
        self.program().kind()
    }

    /// The nodes that it depends on, sorted by name; for a deleted node, those it depended on.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let publish = diff.node("publish").unwrap();
    /// assert!(publish.dependencies().any(|node| node.name() == "smooth-line"));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn dependencies(self) -> impl ExactSizeIterator<Item = NodeDiff<'r, 'd>> {
        let parents = self.diff.outline.parents.of(self.id).iter();
        parents.map(move |parent| self.diff.at(*parent))
    }

    /// The nodes that depend on it, sorted by name; deleted ones too.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let line = diff.node("smooth-line").unwrap();
    /// assert!(line.dependents().any(|node| node.name() == "publish"));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn dependents(self) -> impl ExactSizeIterator<Item = NodeDiff<'r, 'd>> {
        let children = self.diff.outline.children.of(self.id).iter();
        children.map(move |child| self.diff.at(*child))
    }

    /// Its key in [maps of the diff](RecipeDiff::node_map).
    pub(crate) fn id(self) -> NodeId {
        self.id
    }

    /// Whether it is forced to run again, itself or through a node that it depends on.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(!diff.node("publish").unwrap().is_forced());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn is_forced(self) -> bool {
        self.diff.forced[self.id]
    }

    /// Whether the forced nodes name it, or are all nodes.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(!diff.node("publish").unwrap().is_forced_directly());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn is_forced_directly(self) -> bool {
        self.diff.forced_directly[self.id]
    }

    /// What is forced inside a recipe node that is forced.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert_eq!(diff.node("mosaic").unwrap().forced_inside(), None);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn forced_inside(self) -> Option<&'d ForcedNodes> {
        if self.kind() != NodeKind::Recipe || !self.is_forced() {
            return None;
        }
        self.diff.forced_nodes?.inside(self.name())
    }

    /// What becomes of it in a re-processing batch.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// use scale_batch::diff::Outcome;
    ///
    /// assert_eq!(diff.node("thumbnail").unwrap().outcome(), Outcome::Copied);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self.status() {
            _ if !self.diff.can_be_reprocessed() => Outcome::NotReprocessed,
            NodeStatus::New | NodeStatus::Changed => Outcome::Runs,
            NodeStatus::Unchanged if self.is_forced() => Outcome::Runs,
            NodeStatus::Unchanged => Outcome::Copied,
            NodeStatus::Deleted => Outcome::Deleted,
        }
    }

    /// Whether it runs again in a re-processing batch.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.node("screen-clouds").unwrap().runs());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn runs(self) -> bool {
        self.outcome() == Outcome::Runs
    }

    /// Whether its previous results are copied.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.node("thumbnail").unwrap().is_copied());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn is_copied(self) -> bool {
        self.outcome() == Outcome::Copied
    }

    /// Whether its previous results are superseded: it runs again, or is deleted.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.node("publish").unwrap().is_superseded());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn is_superseded(self) -> bool {
        self.status() != NodeStatus::New
            && matches!(self.outcome(), Outcome::Runs | Outcome::Deleted)
    }

    /// Whether its previous results are unpublished.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.node("simplify-line").unwrap().is_unpublished());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn is_unpublished(self) -> bool {
        self.outcome() == Outcome::Deleted
    }

    /// Whether it is a recipe node in which everything is superseded, because its input may be different.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(!diff.node("publish").unwrap().is_recursively_superseded(), "it is a job");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn is_recursively_superseded(self) -> bool {
        self.kind() == NodeKind::Recipe
            && self.diff.can_be_reprocessed()
            && (self.changes().iter().any(changes_the_input)
                || self.dependencies().any(NodeDiff::runs))
    }

    /// The node as the API's document, which does not borrow anything.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let document = diff.node("publish").unwrap().document();
    /// assert_eq!(document.changes.len(), 4);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn document(self) -> NodeDiffDocument {
        NodeDiffDocument {
            status: self.status(),
            changes: self
                .changes()
                .iter()
                .map(|change| NamedChange {
                    name: change.name(),
                    description: change.to_string(),
                })
                .collect(),
            reprocess_new_node: self.runs(),
            force_reprocess: self.is_forced(),
            dependencies: self
                .dependencies()
                .map(|node| DiffDependency {
                    name: node.name().to_owned(),
                })
                .collect(),
            prev_node_type: self.previous_kind(),
            node_type: self.node_type_diff(),
        }
    }

    /// Its previous kind, when that was another one.
    pub(super) fn previous_kind(self) -> Option<NodeKind> {
        self.changes().iter().find_map(|change| match change {
            Change::NodeType { previous, .. } => Some(*previous),
            _ => None,
        })
    }

    fn node_type_diff(self) -> NodeTypeDiff {
        let mut node_type = match self.program() {
            Program::Job {
                name,
                version,
                revision,
            } => NodeTypeDiff::Job {
                job_type_name: name.to_owned(),
                job_type_version: version.to_owned(),
                job_type_revision: revision,
                prev_job_type_name: None,
                prev_job_type_version: None,
                prev_job_type_revision: None,
            },
            Program::Recipe { name, revision } => NodeTypeDiff::Recipe {
                recipe_type_name: name.to_owned(),
                recipe_type_revision: revision,
                prev_recipe_type_name: None,
                prev_recipe_type_revision: None,
            },
            Program::Condition => NodeTypeDiff::Condition {},
        };
        for change in self.changes() {
            set_previous(&mut node_type, change);
        }
        node_type
    }

    fn versions(self) -> Versions<'d> {
        self.diff.versions[self.id]
    }
}

/// Adds the previous value that a change of the node's type tells.
fn set_previous(node_type: &mut NodeTypeDiff, change: &Change<'_>) {
    match node_type {
        NodeTypeDiff::Job {
            prev_job_type_name,
            prev_job_type_version,
            prev_job_type_revision,
            ..
        } => match change {
            Change::JobType { previous, .. } => *prev_job_type_name = Some((*previous).to_owned()),
            Change::JobTypeVersion { previous, .. } => {
                *prev_job_type_version = Some((*previous).to_owned());
            }
            Change::JobTypeRevision { previous, .. } => *prev_job_type_revision = Some(*previous),
            _ => {}
        },
        NodeTypeDiff::Recipe {
            prev_recipe_type_name,
            prev_recipe_type_revision,
            ..
        } => match change {
            Change::RecipeType { previous, .. } => {
                *prev_recipe_type_name = Some((*previous).to_owned());
            }
            Change::RecipeTypeRevision { previous, .. } => {
                *prev_recipe_type_revision = Some(*previous);
            }
            _ => {}
        },
        NodeTypeDiff::Condition {} => {}
    }
}

/// Another recipe type runs on the same input; after any other change the input may be another one.
fn changes_the_input(change: &Change<'_>) -> bool {
    !matches!(
        change.name(),
        ChangeName::RecipeTypeChange | ChangeName::RecipeTypeRevisionChange
    )
}
