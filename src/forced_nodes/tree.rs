//! The nodes of a recipe with the nodes inside its sub-recipes: all that can be forced, or those that will run.

use serde::Serialize;

use super::inside_of;
use crate::documents::words::words;
use crate::documents::{ForcedNodes, Node, NodeKind, NodeType, RecipeDefinition, SubRecipeTypes};
use crate::hashed::HashedMap;
use crate::problem::Problem;
use crate::recipe::graph::{Cycle, Graph, NodeId};
use crate::recipe::nodes_never_run;
use crate::sorted::{SortedMap, SortedSet};

/// Nodes of a recipe by name, with the nodes inside sub-recipes below them.
///
/// In JSON: `{name: {kind, type_name, type_version?, type_revision, forced?, nodes? or unexpanded?}}`.
///
/// ```
/// use scale_batch::documents::{RecipeDefinition, SubRecipeTypes};
/// use scale_batch::forced_nodes::forced_nodes_tree;
///
/// let text = std::fs::read_to_string("examples/story/current-definition.json")?;
/// let definition: RecipeDefinition = serde_json::from_str(&text)?;
/// let tree = forced_nodes_tree(&definition, &SubRecipeTypes::default());
/// assert_eq!(tree.nodes.len(), 12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "Nodes of a recipe by name, with the nodes inside sub-recipes below them.",
    )
)]
#[serde(transparent)]
pub struct NodeTree {
    /// The nodes by name.
    pub nodes: SortedMap<String, NodeTreeNode>,
}

/// A node in a [`NodeTree`].
///
/// ```
/// use scale_batch::documents::{RecipeDefinition, SubRecipeTypes};
/// use scale_batch::forced_nodes::forced_nodes_tree;
///
/// let text = std::fs::read_to_string("examples/story/current-definition.json")?;
/// let definition: RecipeDefinition = serde_json::from_str(&text)?;
/// let tree = forced_nodes_tree(&definition, &SubRecipeTypes::default());
/// let mosaic = &tree.nodes["mosaic"];
/// assert_eq!(mosaic.type_name.as_deref(), Some("mosaic"));
/// assert!(mosaic.nodes.is_none(), "its recipe type was not given");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        title = "Node of a node tree",
        description = "A node, and what is inside it.",
    )
)]
#[non_exhaustive]
pub struct NodeTreeNode {
    /// The kind of the node.
    pub kind: NodeKind,
    /// The name of its job type or recipe type; a condition has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_name: Option<String>,
    /// The version of its job type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_version: Option<String>,
    /// The revision of its job type or recipe type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_revision: Option<i64>,
    /// Among nodes that run: whether it is forced itself (true), or runs because a node before it does (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced: Option<bool>,
    /// Of a recipe node: the nodes inside it, when they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nodes: Option<NodeTree>,
    /// Of a recipe node: why the nodes inside it are not listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unexpanded: Option<Unexpanded>,
}

words! {
    /// Why the nodes inside a recipe node are not listed.
    ///
    /// ```
    /// use scale_batch::documents::{RecipeDefinition, SubRecipeTypes};
    /// use scale_batch::forced_nodes::{Unexpanded, forced_nodes_tree};
    ///
    /// let text = std::fs::read_to_string("examples/story/current-definition.json")?;
    /// let definition: RecipeDefinition = serde_json::from_str(&text)?;
    /// let tree = forced_nodes_tree(&definition, &SubRecipeTypes::default());
    /// assert_eq!(tree.nodes["mosaic"].unexpanded, Some(Unexpanded::UnknownType));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg_attr(
        feature = "schema",
        schemars(
            title = "Why unexpanded",
            description = "Why the nodes inside a recipe node are not listed."
        )
    )]
    #[non_exhaustive]
    pub enum Unexpanded {
        /// The definition of that revision of the recipe type is not known.
        UnknownType = "UNKNOWN_TYPE",
        /// The recipe type contains itself: what is inside was listed further out.
        Recursive = "RECURSIVE",
        /// The tree would have too many nodes, or lie too deep.
        Limit = "LIMIT",
    }
}

/// How many nodes inside sub-recipes a tree has at most: types that contain each other make it grow exponentially.
const NODES_INSIDE: usize = 100_000;
/// How many bytes the names of those nodes and of their types take at most.
const BYTES_INSIDE: usize = 16 << 20;
/// How many recipes lie in each other at most; a program that walks the tree may do so by recursion.
const DEEPEST: usize = 100;

/// What can be forced in a recipe: its jobs and sub-recipes, and what can be forced inside those.
///
/// Source: the Scale API's *Recipe Forced Nodes JSON* and *Recipe Definition JSON*.
///
/// ```
/// use scale_batch::documents::{RecipeDefinition, SubRecipeTypes};
/// use scale_batch::forced_nodes::{Unexpanded, forced_nodes_tree};
///
/// let definition: RecipeDefinition = serde_json::from_str(r#"{"nodes": {"ortho": {
///     "dependencies": [], "input": {},
///     "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}
/// }}}"#)?;
/// let tree = forced_nodes_tree(&definition, &SubRecipeTypes::default());
/// assert_eq!(tree.nodes["ortho"].type_revision, Some(1));
/// assert_eq!(tree.nodes["ortho"].unexpanded, Some(Unexpanded::UnknownType));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn forced_nodes_tree(
    definition: &RecipeDefinition,
    sub_recipe_types: &SubRecipeTypes,
) -> NodeTree {
    // It never fails.
    grow(
        definition,
        &ForcedNodes::All,
        sub_recipe_types,
        can_be_forced,
    )
    .unwrap_or_default()
}

/// The nodes that will really run when these are forced: they, everything after them, and the same inside
/// sub-recipes that run. Nodes that run because they are new or changed are not among them; those are in the diff.
///
/// # Errors
/// `CIRCULAR_DEPENDENCY` when the nodes of a definition depend on each other in a circle.
///
/// Source: the Scale API's *Recipe Forced Nodes JSON*.
///
/// ```
/// use scale_batch::documents::{ForcedNodes, RecipeDefinition, SubRecipeTypes};
/// use scale_batch::forced_nodes::expand_forced_nodes;
///
/// let job = r#""input": {}, "node_type": {"node_type": "job", "job_type_name": "j",
///              "job_type_version": "1.0", "job_type_revision": 1}"#;
/// let definition: RecipeDefinition = serde_json::from_str(&format!(
///     r#"{{"nodes": {{"a": {{"dependencies": [], {job}}}, "b": {{"dependencies": [{{"name": "a"}}], {job}}}}}}}"#
/// ))?;
/// let running = expand_forced_nodes(&ForcedNodes::nodes(["a"]), &definition, &SubRecipeTypes::default()).unwrap();
/// assert_eq!(running.nodes["a"].forced, Some(true));
/// assert_eq!(running.nodes["b"].forced, Some(false));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn expand_forced_nodes(
    forced_nodes: &ForcedNodes,
    definition: &RecipeDefinition,
    sub_recipe_types: &SubRecipeTypes,
) -> Result<NodeTree, Problem> {
    grow(definition, forced_nodes, sub_recipe_types, running)
}

/// One recipe on the way, and what is forced in it.
struct Level<'d> {
    definition: &'d RecipeDefinition,
    forced_nodes: &'d ForcedNodes,
    /// The level around it, and the name of the recipe node there.
    place: Option<(usize, &'d str)>,
    depth: usize,
    tree: NodeTree,
}

/// Nodes of a level in the order of their names, each with whether it is forced, where that is a question.
type Chosen<'d> = SortedMap<&'d str, Option<bool>>;

/// The graphs of definitions: many nodes may run one.
type Graphs<'d> = HashedMap<*const RecipeDefinition, Result<Graph<'d>, Cycle>>;

/// Builds a tree of the nodes that `choose` names in each recipe: level by level, so that a limit cuts off what
/// lies deepest, and put together from the inside out.
fn grow<'d>(
    definition: &'d RecipeDefinition,
    forced_nodes: &'d ForcedNodes,
    sub_recipe_types: &'d SubRecipeTypes,
    choose: fn(&Level<'d>, &mut Graphs<'d>) -> Result<Chosen<'d>, Problem>,
) -> Result<NodeTree, Problem> {
    let mut graphs = Graphs::new();
    let (mut nodes_left, mut bytes_left) = (NODES_INSIDE, BYTES_INSIDE);
    let mut levels = vec![Level {
        definition,
        forced_nodes,
        place: None,
        depth: 0,
        tree: NodeTree::default(),
    }];
    let mut current = 0;
    while let Some(level) = levels.get(current) {
        let (definition, depth) = (level.definition, level.depth);
        let mut tree = NodeTree::default();
        let mut inner = Vec::new();
        for (name, forced) in choose(level, &mut graphs)? {
            let Some(node) = definition.nodes.get(name) else {
                continue;
            };
            let mut entry = tree_node(node, forced);
            if entry.kind == NodeKind::Recipe {
                let inside = level.forced_nodes.inside(name);
                match (inside_of(&node.node_type, sub_recipe_types), inside) {
                    // Nothing inside it is forced.
                    (_, None) => {}
                    (None, Some(_)) => entry.unexpanded = Some(Unexpanded::UnknownType),
                    (Some(definition), Some(inside)) => {
                        let size = definition.nodes.len();
                        let bytes = bytes_of_names(definition);
                        if *inside == ForcedNodes::All && is_around(&levels, current, definition) {
                            entry.unexpanded = Some(Unexpanded::Recursive);
                        } else if depth + 1 >= DEEPEST || size > nodes_left || bytes > bytes_left {
                            entry.unexpanded = Some(Unexpanded::Limit);
                        } else {
                            nodes_left -= size;
                            bytes_left -= bytes;
                            inner.push(Level {
                                definition,
                                forced_nodes: inside,
                                place: Some((current, name)),
                                depth: depth + 1,
                                tree: NodeTree::default(),
                            });
                        }
                    }
                }
            }
            tree.nodes.insert(name.to_owned(), entry);
        }
        if let Some(level) = levels.get_mut(current) {
            level.tree = tree;
        }
        levels.extend(inner);
        current += 1;
    }
    while let Some(Level { place, tree, .. }) = levels.pop() {
        let Some((around, name)) = place else {
            return Ok(tree);
        };
        let around = levels.get_mut(around);
        if let Some(node) = around.and_then(|around| around.tree.nodes.get_mut(name)) {
            node.nodes = Some(tree);
        }
    }
    Ok(NodeTree::default())
}

/// How many bytes the names of the nodes of a definition and of their types take.
fn bytes_of_names(definition: &RecipeDefinition) -> usize {
    let nodes = definition.nodes.iter();
    let bytes = nodes.map(|(name, node)| {
        let type_name = match &node.node_type {
            NodeType::Job {
                job_type_name,
                job_type_version,
                ..
            } => job_type_name.len() + job_type_version.len(),
            NodeType::Recipe {
                recipe_type_name, ..
            } => recipe_type_name.len(),
            NodeType::Condition { .. } => 0,
        };
        name.len() + type_name
    });
    bytes.sum()
}

/// Whether a definition is that of a level or of one around it.
fn is_around(levels: &[Level<'_>], level: usize, definition: &RecipeDefinition) -> bool {
    let mut at = levels.get(level);
    while let Some(level) = at {
        if std::ptr::eq(level.definition, definition) {
            return true;
        }
        at = level.place.and_then(|(around, _)| levels.get(around));
    }
    false
}

/// The nodes of a level that have something to run again.
#[expect(clippy::unnecessary_wraps, reason = "The other choice may fail.")]
fn can_be_forced<'d>(level: &Level<'d>, _: &mut Graphs<'d>) -> Result<Chosen<'d>, Problem> {
    let nodes = level.definition.nodes.iter();
    let nodes = nodes.filter(|(_, node)| node.node_type.kind() != NodeKind::Condition);
    Ok(nodes.map(|(name, _)| (name.as_str(), None)).collect())
}

/// The nodes of a level that run: those that are forced, and everything after them.
fn running<'d>(level: &Level<'d>, graphs: &mut Graphs<'d>) -> Result<Chosen<'d>, Problem> {
    let graph = graphs.get_or_insert_with(level.definition, || Graph::new(level.definition));
    let graph = graph
        .as_ref()
        .map_err(|cycle| nodes_never_run(cycle.clone()))?;
    let forced: SortedSet<NodeId> = match level.forced_nodes.names() {
        None => graph.nodes().collect(),
        Some(names) => names.iter().filter_map(|name| graph.node(name)).collect(),
    };
    let runs = graph.descendants(forced.iter().copied());
    // The graph numbers the nodes in the order of the definition.
    let nodes = level.definition.nodes.keys().zip(runs.iter());
    Ok(nodes
        .filter(|(_, (_, runs))| **runs)
        .map(|(name, (node, _))| (name.as_str(), Some(forced.contains(&node))))
        .collect())
}

fn tree_node(node: &Node, forced: Option<bool>) -> NodeTreeNode {
    let (type_name, type_version, type_revision) = match &node.node_type {
        NodeType::Job {
            job_type_name,
            job_type_version,
            job_type_revision,
        } => (
            Some(job_type_name.clone()),
            Some(job_type_version.clone()),
            Some(*job_type_revision),
        ),
        NodeType::Recipe {
            recipe_type_name,
            recipe_type_revision,
        } => (
            Some(recipe_type_name.clone()),
            None,
            Some(*recipe_type_revision),
        ),
        NodeType::Condition { .. } => (None, None, None),
    };
    NodeTreeNode {
        kind: node.node_type.kind(),
        type_name,
        type_version,
        type_revision,
        forced,
        nodes: None,
        unexpanded: None,
    }
}
