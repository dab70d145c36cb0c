//! What was not checked because a document is missing, and what is newer than what nodes run.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::context::Known;
use super::node_interfaces::Declared;
use crate::documents::words::words;
use crate::documents::{Connection, Node, NodeType, RecipeDefinition};
use crate::hashed::HashedSet;
use crate::problem::ProblemName;
use crate::sorted::SortedMap;

/// A node that was not checked by a rule, because a document is not known.
///
/// In JSON: `{name, node, interfaces, needs, wanted}`.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::recipe::RecipeContext;
///
/// let definition = std::fs::read_to_string("examples/story/current-definition.json")?;
/// let report = Reader::new().check_recipe_text(&definition, &RecipeContext::new());
/// assert!(report.unchecked.iter().any(|unchecked| unchecked.node == "publish"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UncheckedNode {
    /// The name of the rule: `NODE_INTERFACE`, or `RECURSIVE_SUBRECIPES`.
    pub name: ProblemName,
    /// The name of the node.
    pub node: String,
    /// The interfaces of the node that are not known; empty where the rule is about something else.
    pub interfaces: Vec<InterfaceSide>,
    /// The input that would hold the document: `job_type_revisions` or `revisions`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["job_type_revisions", "revisions"])))]
    pub needs: Cow<'static, str>,
    /// The document that would decide it.
    pub wanted: TypeRevision,
}

words! {
    /// One of the two interfaces of a node.
    ///
    /// ```
    /// use scale_batch::Reader;
    /// use scale_batch::recipe::{InterfaceSide, RecipeContext};
    ///
    /// let definition = std::fs::read_to_string("examples/story/current-definition.json")?;
    /// let report = Reader::new().check_recipe_text(&definition, &RecipeContext::new());
    /// assert!(report.unchecked[0].interfaces.contains(&InterfaceSide::Input));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub enum InterfaceSide {
        /// What it takes.
        Input = "input",
        /// What it gives.
        Output = "output",
    }
}

/// A revision of a job type or of a recipe type.
///
/// In JSON `{job_type_name, job_type_version, revision_num}` or `{recipe_type_name, revision_num}`.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::recipe::{RecipeContext, TypeRevision};
///
/// let definition = std::fs::read_to_string("examples/story/current-definition.json")?;
/// let report = Reader::new().check_recipe_text(&definition, &RecipeContext::new());
/// assert!(matches!(report.unchecked[0].wanted, TypeRevision::Job { .. }));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum TypeRevision {
    /// Of a job type.
    #[cfg_attr(feature = "schema", schemars(title = "Of a job type"))]
    Job {
        /// The name of the job type.
        job_type_name: String,
        /// The version of the job type.
        job_type_version: String,
        /// The number of the revision.
        revision_num: i64,
    },
    /// Of a recipe type.
    #[cfg_attr(feature = "schema", schemars(title = "Of a recipe type"))]
    Recipe {
        /// The name of the recipe type.
        recipe_type_name: String,
        /// The number of the revision; null for the latest one, where its number is not known.
        revision_num: Option<i64>,
    },
}

/// A node that runs another revision than the latest one that is known.
///
/// In JSON: `{node, pinned, latest}`.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::recipe::RecipeContext;
///
/// let definition = std::fs::read_to_string("examples/story/current-definition.json")?;
/// let report = Reader::new().check_recipe_text(&definition, &RecipeContext::new());
/// assert!(report.newer_revisions.is_empty(), "no job type was given");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NewerRevision {
    /// The name of the node.
    pub node: String,
    /// What the node runs.
    pub pinned: TypeRevision,
    /// The number of the latest revision that is known.
    pub latest: i64,
}

/// What a node runs; `None` for a condition, which runs nothing.
fn pinned(node: &Node) -> Option<TypeRevision> {
    match &node.node_type {
        NodeType::Job {
            job_type_name,
            job_type_version,
            job_type_revision,
        } => Some(TypeRevision::Job {
            job_type_name: job_type_name.clone(),
            job_type_version: job_type_version.clone(),
            revision_num: *job_type_revision,
        }),
        NodeType::Recipe {
            recipe_type_name,
            recipe_type_revision,
        } => Some(TypeRevision::Recipe {
            recipe_type_name: recipe_type_name.clone(),
            revision_num: Some(*recipe_type_revision),
        }),
        NodeType::Condition { .. } => None,
    }
}

/// The nodes whose types are not known, with the interfaces that could not be checked.
pub(super) fn unchecked_interfaces(
    definition: &RecipeDefinition,
    interfaces: &SortedMap<&str, Declared<'_>>,
) -> Vec<UncheckedNode> {
    let connections = definition
        .nodes
        .values()
        .flat_map(|node| node.input.values());
    let sources: HashedSet<&str> = connections
        .filter_map(|connection| match connection {
            Connection::Dependency { node, .. } => Some(node.as_str()),
            Connection::Recipe { .. } => None,
        })
        .collect();
    let mut unchecked = Vec::new();
    for (name, node) in &definition.nodes {
        let known = interfaces.get(name.as_str());
        let knows_input = known.is_some_and(|known| known.input.is_some());
        let knows_output = known.is_some_and(|known| known.output.is_some());
        let needs = match &node.node_type {
            NodeType::Job { .. } => "job_type_revisions",
            NodeType::Recipe { .. } => "revisions",
            NodeType::Condition { .. } => continue,
        };
        let gives = matches!(node.node_type, NodeType::Job { .. });
        let mut sides = Vec::new();
        if !knows_input {
            sides.push(InterfaceSide::Input);
        }
        // What a node gives matters where another takes it.
        if gives && !knows_output && (!knows_input || sources.contains(name.as_str())) {
            sides.push(InterfaceSide::Output);
        }
        if let Some(wanted) = pinned(node).filter(|_| !sides.is_empty()) {
            unchecked.push(UncheckedNode {
                name: ProblemName::NodeInterface,
                node: name.clone(),
                interfaces: sides,
                needs: needs.into(),
                wanted,
            });
        }
    }
    unchecked
}

/// The nodes that run another revision than the latest one that is known.
pub(super) fn newer_revisions(
    definition: &RecipeDefinition,
    known: &Known<'_>,
) -> Vec<NewerRevision> {
    let nodes = definition.nodes.iter();
    let newer = nodes.filter_map(|(name, node)| {
        let latest = known.latest_of(node)?;
        let pinned = pinned(node)?;
        let number = match &pinned {
            TypeRevision::Job { revision_num, .. } => *revision_num,
            TypeRevision::Recipe { revision_num, .. } => (*revision_num)?,
        };
        (number < latest).then(|| NewerRevision {
            node: name.clone(),
            pinned,
            latest,
        })
    });
    newer.collect()
}
