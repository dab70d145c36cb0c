//! One node of a recipe diff, as the server tells it.

use serde::Serialize;

use super::NodeKind;
use super::with::with_methods;
use super::words::words;
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};

/// One node of a diff.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes`.
///
/// ```
/// use scale_batch::documents::{
///     ChangeName, DiffDependency, NamedChange, NodeDiffDocument, NodeStatus, NodeTypeDiff,
/// };
///
/// let change = NamedChange::new(ChangeName::FilterChange, "Another value is compared.");
/// let document = NodeDiffDocument::new(NodeStatus::Changed, NodeTypeDiff::Condition {})
///     .with_changes([change])
///     .with_dependencies([DiffDependency::new("read")]);
/// assert_eq!(document.status, NodeStatus::Changed);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NodeDiffDocument {
    /// How it compares with the previous revision.
    pub status: NodeStatus,
    /// What is different.
    pub changes: Vec<NamedChange>,
    /// Whether it runs again.
    pub reprocess_new_node: bool,
    /// Whether it is forced to run again, itself or through a node that it depends on.
    pub force_reprocess: bool,
    /// What it depends on; for a deleted node, what it depended on.
    pub dependencies: Vec<DiffDependency>,
    /// Its previous kind, when that was another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev_node_type: Option<NodeKind>,
    /// What it runs, and what it ran before where that is different.
    pub node_type: NodeTypeDiff,
}

/// A node that another depends on.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes.dependencies`.
///
/// ```
/// use scale_batch::documents::{
///     ChangeName, DiffDependency, NamedChange, NodeDiffDocument, NodeStatus, NodeTypeDiff,
/// };
///
/// let change = NamedChange::new(ChangeName::FilterChange, "Another value is compared.");
/// let document = NodeDiffDocument::new(NodeStatus::Changed, NodeTypeDiff::Condition {})
///     .with_changes([change])
///     .with_dependencies([DiffDependency::new("read")]);
/// assert_eq!(document.dependencies[0].name, "read");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DiffDependency {
    /// The name of the node.
    pub name: String,
}

/// One difference of a node, as the API reports it: no values, only a sentence.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes.changes`.
///
/// ```
/// use scale_batch::documents::{
///     ChangeName, DiffDependency, NamedChange, NodeDiffDocument, NodeStatus, NodeTypeDiff,
/// };
///
/// let change = NamedChange::new(ChangeName::FilterChange, "Another value is compared.");
/// let document = NodeDiffDocument::new(NodeStatus::Changed, NodeTypeDiff::Condition {})
///     .with_changes([change])
///     .with_dependencies([DiffDependency::new("read")]);
/// assert_eq!(document.changes[0].name, ChangeName::FilterChange);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NamedChange {
    /// The stable name, for programs.
    pub name: ChangeName,
    /// What changed, for people.
    pub description: String,
}

/// What a node of a diff runs, with the previous values (`prev_…`) that are different.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes.node_type`.
///
/// ```
/// use scale_batch::documents::{
///     ChangeName, DiffDependency, NamedChange, NodeDiffDocument, NodeStatus, NodeTypeDiff,
/// };
///
/// let change = NamedChange::new(ChangeName::FilterChange, "Another value is compared.");
/// let document = NodeDiffDocument::new(NodeStatus::Changed, NodeTypeDiff::Condition {})
///     .with_changes([change])
///     .with_dependencies([DiffDependency::new("read")]);
/// assert_eq!(document.node_type, NodeTypeDiff::Condition {});
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "node_type", rename_all = "lowercase")]
#[non_exhaustive]
pub enum NodeTypeDiff {
    /// A job.
    Job {
        /// The name of the job type.
        job_type_name: String,
        /// The version of the job type.
        job_type_version: String,
        /// The revision of the job type.
        job_type_revision: i64,
        /// The previous name, if it was another.
        #[serde(skip_serializing_if = "Option::is_none")]
        prev_job_type_name: Option<String>,
        /// The previous version, if it was another.
        #[serde(skip_serializing_if = "Option::is_none")]
        prev_job_type_version: Option<String>,
        /// The previous revision, if it was another.
        #[serde(skip_serializing_if = "Option::is_none")]
        prev_job_type_revision: Option<i64>,
    },
    /// A recipe inside the recipe.
    Recipe {
        /// The name of the recipe type.
        recipe_type_name: String,
        /// The revision of the recipe type.
        recipe_type_revision: i64,
        /// The previous name, if it was another.
        #[serde(skip_serializing_if = "Option::is_none")]
        prev_recipe_type_name: Option<String>,
        /// The previous revision, if it was another.
        #[serde(skip_serializing_if = "Option::is_none")]
        prev_recipe_type_revision: Option<i64>,
    },
    /// A condition.
    Condition {},
}

words! {
    /// How a node of the current revision compares with the previous revision.
    ///
    /// Source: the Scale API's *Recipe Diff JSON*, `nodes.status`.
    ///
    /// ```
    /// assert_eq!(scale_batch::documents::NodeStatus::Changed.as_str(), "CHANGED");
    /// ```
    #[cfg_attr(feature = "schema", schemars(description = "How a node compares with the previous revision."))]
    #[non_exhaustive]
    pub enum NodeStatus {
        /// Only the current revision has it.
        New = "NEW",
        /// Both have it, and something is different.
        Changed = "CHANGED",
        /// Both have it, and nothing is different.
        Unchanged = "UNCHANGED",
        /// Only the previous revision has it.
        Deleted = "DELETED",
    }

    /// The kind of a change of a node.
    ///
    /// Source: the Scale API's *Recipe Diff JSON*, `nodes.changes.name`.
    ///
    /// ```
    /// assert_eq!(scale_batch::documents::ChangeName::ParentNew.as_str(), "PARENT_NEW");
    /// ```
    #[cfg_attr(feature = "schema", schemars(description = "The kind of a change of a node."))]
    #[non_exhaustive]
    pub enum ChangeName {
        /// Another kind of node.
        NodeTypeChange = "NODE_TYPE_CHANGE",
        /// Another job type.
        JobTypeChange = "JOB_TYPE_CHANGE",
        /// Another version of the job type.
        JobTypeVersionChange = "JOB_TYPE_VERSION_CHANGE",
        /// Another revision of the job type.
        JobTypeRevisionChange = "JOB_TYPE_REVISION_CHANGE",
        /// Another recipe type.
        RecipeTypeChange = "RECIPE_TYPE_CHANGE",
        /// Another revision of the recipe type.
        RecipeTypeRevisionChange = "RECIPE_TYPE_REVISION_CHANGE",
        /// Another data filter.
        FilterChange = "FILTER_CHANGE",
        /// A further dependency.
        ParentNew = "PARENT_NEW",
        /// A dependency changed itself.
        ParentChanged = "PARENT_CHANGED",
        /// A dependency less.
        ParentRemoved = "PARENT_REMOVED",
        /// It depends on the other outcome of a condition.
        ParentAcceptanceChanged = "PARENT_ACCEPTANCE_CHANGED",
        /// A further input is connected.
        InputNew = "INPUT_NEW",
        /// An input is connected to something else.
        InputChange = "INPUT_CHANGE",
        /// An input is no longer connected.
        InputRemoved = "INPUT_REMOVED",
    }
}

impl NodeDiffDocument {
    /// A node that runs the same as before, and not again.
    ///
    /// ```
    /// use scale_batch::documents::{
    ///     ChangeName, DiffDependency, NamedChange, NodeDiffDocument, NodeStatus, NodeTypeDiff,
    /// };
    ///
    /// let node = NodeDiffDocument::new(NodeStatus::Changed, NodeTypeDiff::Condition {})
    ///     .with_changes([NamedChange::new(ChangeName::ParentNew, "It depends on \"parse\", too.")])
    ///     .with_dependencies([DiffDependency::new("parse")])
    ///     .with_reprocess_new_node(true);
    /// assert_eq!(node.changes[0].name, ChangeName::ParentNew);
    /// ```
    #[must_use]
    pub fn new(status: NodeStatus, node_type: NodeTypeDiff) -> Self {
        NodeDiffDocument {
            status,
            changes: Vec::new(),
            reprocess_new_node: false,
            force_reprocess: false,
            dependencies: Vec::new(),
            prev_node_type: None,
            node_type,
        }
    }
}

with_methods! { NodeDiffDocument {
    /// The same with what is different.
    with_changes: list changes NamedChange;
    /// The same, run again or not.
    with_reprocess_new_node: set reprocess_new_node bool;
    /// The same, forced to run again or not.
    with_force_reprocess: set force_reprocess bool;
    /// The same with what it depends on.
    with_dependencies: list dependencies DiffDependency;
    /// The same with its previous kind.
    with_prev_node_type: some prev_node_type NodeKind;
}}

impl DiffDependency {
    /// A dependency on a node.
    ///
    /// ```
    /// use scale_batch::documents::DiffDependency;
    ///
    /// assert_eq!(DiffDependency::new("parse").name, "parse");
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        DiffDependency { name: name.into() }
    }
}

impl NamedChange {
    /// A change by its name, with a sentence for people.
    ///
    /// ```
    /// use scale_batch::documents::{ChangeName, NamedChange};
    ///
    /// let change = NamedChange::new(ChangeName::FilterChange, "Its data filter changed.");
    /// assert_eq!(change.name, ChangeName::FilterChange);
    /// ```
    #[must_use]
    pub fn new(name: ChangeName, description: impl Into<String>) -> Self {
        NamedChange {
            name,
            description: description.into(),
        }
    }
}

impl Read for NodeDiffDocument {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at
            .as_served()
            .object(collector, "an object: what becomes of the node")?;
        let status = fields.required_word(collector, "status", "one of a few words");
        let wanted = "true or false";
        let reprocess_new_node = fields.required_boolean(collector, "reprocess_new_node", wanted);
        let force_reprocess = fields.required_boolean(collector, "force_reprocess", wanted);
        let prev_node_type = fields.word(collector, "prev_node_type");
        let wanted = "an object: what the node runs";
        let node_type = fields.required_document(collector, "node_type", wanted);
        let changes = fields.readable_documents(collector, "changes", "an array");
        let dependencies = fields.readable_documents(collector, "dependencies", "an array");
        Some(NodeDiffDocument {
            status: status?,
            changes,
            reprocess_new_node: reprocess_new_node?,
            force_reprocess: force_reprocess?,
            dependencies,
            prev_node_type,
            node_type: node_type?,
        })
    }
}

impl Read for NodeTypeDiff {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at
            .as_served()
            .object(collector, "an object: what the node runs")?;
        let kind = fields.required_word(collector, "node_type", "one of a few words")?;
        Some(match kind {
            NodeKind::Job => {
                let name = fields.required_string(collector, "job_type_name", "a string");
                let version = fields.required_string(collector, "job_type_version", "a string");
                let revision =
                    fields.required_integer(collector, "job_type_revision", "an integer");
                let previous = "prev_job_type_name";
                let prev_job_type_name = fields.string(collector, previous, "a string");
                let previous = "prev_job_type_version";
                let prev_job_type_version = fields.string(collector, previous, "a string");
                let previous = "prev_job_type_revision";
                let prev_job_type_revision = fields.integer(collector, previous, "an integer");
                NodeTypeDiff::Job {
                    job_type_name: name?,
                    job_type_version: version?,
                    job_type_revision: revision?,
                    prev_job_type_name,
                    prev_job_type_version,
                    prev_job_type_revision,
                }
            }
            NodeKind::Recipe => {
                let name = fields.required_string(collector, "recipe_type_name", "a string");
                let revision =
                    fields.required_integer(collector, "recipe_type_revision", "an integer");
                let previous = "prev_recipe_type_name";
                let prev_recipe_type_name = fields.string(collector, previous, "a string");
                let previous = "prev_recipe_type_revision";
                let prev_recipe_type_revision = fields.integer(collector, previous, "an integer");
                NodeTypeDiff::Recipe {
                    recipe_type_name: name?,
                    recipe_type_revision: revision?,
                    prev_recipe_type_name,
                    prev_recipe_type_revision,
                }
            }
            NodeKind::Condition => NodeTypeDiff::Condition {},
        })
    }
}

impl Read for NamedChange {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at
            .as_served()
            .object(collector, "an object with a name and a description")?;
        let name = fields.required_word(collector, "name", "one of a few words");
        let description = fields.string(collector, "description", "a string");
        Some(NamedChange {
            name: name?,
            description: description.unwrap_or_default(),
        })
    }
}

impl Read for DiffDependency {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at
            .as_served()
            .object(collector, "an object with the name of a node")?;
        let name = fields.required_string(collector, "name", "a string")?;
        Some(DiffDependency { name })
    }
}
