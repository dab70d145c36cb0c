//! A diff from the API's document: what a server, or an earlier call, says about two definitions that are not at hand.

use std::sync::Arc;

use super::compare::order_of_deleted;
use super::forcing::directly;
use super::outline::Outline;
use super::{Change, Changes, Program, RecipeDiff, Versions};
use crate::documents::{
    ChangeName, ForcedNodes, NamedChange, NodeDiffDocument, NodeStatus, RecipeDiffDocument,
};
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName, Problems, join};
use crate::recipe::graph::{Adjacency, NodeId, NodeMap, topological_order};
use crate::sorted::sort_unique_by;
use crate::words::listed;

impl<'d> RecipeDiff<'d> {
    /// The diff that a document tells, to be explained and drawn as one of two definitions is.
    ///
    /// What only the definitions tell is not known: the values of a [`Change::Told`], and
    /// [`NodeDiff::current`](crate::diff::NodeDiff::current) and [`previous`](crate::diff::NodeDiff::previous). With the forced
    /// nodes that the diff was made with, it is also known which nodes they name; without them, of the nodes that are
    /// forced those with nothing forced before them are taken as the named ones. Dependencies on nodes that the
    /// document does not have are left out.
    ///
    /// ```
    /// use scale_batch::{Reader, RecipeDiff};
    /// use scale_batch::documents::RecipeDiffDocument;
    ///
    /// let text = r#"{"can_be_reprocessed": true, "reasons": [], "nodes": {"parse": {
    ///     "status": "CHANGED", "changes": [{"name": "JOB_TYPE_VERSION_CHANGE", "description": "…"}],
    ///     "reprocess_new_node": true, "force_reprocess": false, "dependencies": [], "node_type": {
    ///         "node_type": "job", "job_type_name": "parse", "job_type_version": "2.0", "job_type_revision": 1,
    ///         "prev_job_type_version": "1.0"}}}}"#;
    /// let document = Reader::new().text::<RecipeDiffDocument>(text).into_result()?;
    /// let diff = RecipeDiff::of_document(&document, None)?;
    /// let explanation = diff.explain("parse").unwrap();
    /// assert_eq!(explanation.description, r#""parse" runs again. The job type version changed from "1.0" to "2.0"."#);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    ///
    /// # Errors
    /// `INVALID_RESPONSE` where nodes depend on each other in a circle.
    pub fn of_document(
        document: &'d RecipeDiffDocument,
        forced_nodes: Option<&'d ForcedNodes>,
    ) -> Result<Self, Problems> {
        let names: NodeMap<&'d str> = document.nodes.keys().map(String::as_str).collect();
        let nodes: NodeMap<&'d NodeDiffDocument> = document.nodes.values().collect();
        let parents = parents(&names, &nodes);
        let children = parents.reversed();
        let is_deleted = |node: NodeId| nodes[node].status == NodeStatus::Deleted;
        let mut order = topological_order(&parents, &children)
            .map_err(|circle| Problems(vec![circular(&names, &circle)]))?;
        order.retain(|node| !is_deleted(*node));
        order.extend(order_of_deleted(&parents, is_deleted));
        let mut outline = Outline {
            statuses: nodes.values().map(|node| node.status).collect(),
            kept_edges: parents.edge_map(false),
            parents,
            children,
            order,
            can_be_reprocessed: document.can_be_reprocessed,
            reasons: document.reasons.clone(),
        };
        let mut all_changes = Changes::none(&outline.parents, 0);
        for (id, node) in nodes.iter() {
            let told = node.changes.iter();
            let told = told.map(|change| told_change(&names, node, change));
            let mut changes: Vec<_> = told.collect();
            keep_edges(&mut outline, &names, id, &changes);
            all_changes.set(id, &mut changes);
        }
        let forced: NodeMap<bool> = nodes.values().map(|node| node.force_reprocess).collect();
        Ok(RecipeDiff {
            forced_directly: forced_directly(&names, &outline.parents, &forced, forced_nodes),
            has_forced: forced_nodes.is_some()
                || document.nodes.values().any(|node| node.force_reprocess),
            forced,
            forced_nodes,
            versions: nodes.values().map(|node| Versions::Told(node)).collect(),
            changes: all_changes,
            names,
            outline: Arc::new(outline),
        })
    }
}

/// A change with all that the document tells of it.
fn told_change<'d>(
    names: &NodeMap<&'d str>,
    node: &'d NodeDiffDocument,
    change: &'d NamedChange,
) -> Change<'d> {
    let told = Change::Told {
        name: change.name,
        description: &change.description,
        node: None,
        input: None,
    };
    match (change.name, named_node(names, &change.description)) {
        (ChangeName::ParentNew, Some(node)) => Change::ParentNew { node },
        (ChangeName::ParentChanged, Some(node)) => Change::ParentChanged { node },
        (ChangeName::ParentRemoved, Some(node)) => Change::ParentRemoved { node },
        (ChangeName::ParentAcceptanceChanged, node) => Change::Told {
            name: change.name,
            description: &change.description,
            node,
            input: None,
        },
        (ChangeName::InputNew | ChangeName::InputChange | ChangeName::InputRemoved, _) => {
            Change::Told {
                name: change.name,
                description: &change.description,
                node: None,
                input: quotations(&change.description).next(),
            }
        }
        _ => of_type(node, change.name).unwrap_or(told),
    }
}

/// The only node that a sentence names: in quotes, or as one of its words.
fn named_node<'d>(names: &NodeMap<&'d str>, description: &str) -> Option<&'d str> {
    let find = |word: &str| {
        let found = names.search(&word);
        found.map(|node| names[node])
    };
    let in_quotes = only(quotations(description).filter_map(find));
    let is_between = |character: char| {
        character.is_whitespace() || matches!(character, '"' | '\'' | '.' | ',' | ':' | ';')
    };
    in_quotes.or_else(|| only(description.split(is_between).filter_map(find)))
}

/// Finds out which parents a node had before as well, as far as that matters: those that changed.
fn keep_edges(outline: &mut Outline, names: &NodeMap<&str>, node: NodeId, changes: &[Change<'_>]) {
    let mut differing = Vec::new();
    let mut new = Vec::new();
    let mut has_unnamed = false;
    for change in changes {
        match change {
            Change::ParentChanged { node } => differing.push(*node),
            Change::ParentNew { node } => new.push(*node),
            Change::Told {
                name: ChangeName::ParentChanged,
                ..
            } => has_unnamed = true,
            _ => {}
        }
    }
    for list in [&mut differing, &mut new] {
        sort_unique_by(list, Ord::cmp);
    }
    let edges = outline.kept_edges.of_mut(&outline.parents, node);
    for (kept, parent) in edges.iter_mut().zip(outline.parents.of(node)) {
        let parent = names[*parent];
        let is_named = differing.binary_search(&parent).is_ok();
        *kept = is_named || has_unnamed && new.binary_search(&parent).is_err();
    }
}

/// What each node depends on, among the nodes that there are.
fn parents(names: &NodeMap<&str>, nodes: &NodeMap<&NodeDiffDocument>) -> Adjacency {
    let mut parents = Adjacency::with_capacity(names.len(), names.len());
    for node in nodes.values() {
        let found = node
            .dependencies
            .iter()
            .filter_map(|dependency| names.search(&dependency.name.as_str()));
        let mut list: Vec<NodeId> = found.collect();
        sort_unique_by(&mut list, Ord::cmp);
        parents.push(list);
    }
    parents
}

/// Which of the forced nodes are so themselves, and not only because of a node before them.
fn forced_directly(
    names: &NodeMap<&str>,
    parents: &Adjacency,
    forced: &NodeMap<bool>,
    forced_nodes: Option<&ForcedNodes>,
) -> NodeMap<bool> {
    let mut may_be = if forced_nodes.is_some() {
        directly(names, forced_nodes)
    } else {
        let is_first = |node| {
            let mut parents = parents.of(node).iter();
            !parents.any(|parent| forced[*parent])
        };
        names.nodes().map(is_first).collect()
    };
    for (may_be, is_forced) in may_be.values_mut().zip(forced.values()) {
        *may_be &= is_forced;
    }
    may_be
}

/// A change of what a node runs, where the document has the old value beside the new one.
fn of_type(node: &NodeDiffDocument, name: ChangeName) -> Option<Change<'_>> {
    if name == ChangeName::NodeTypeChange {
        return Some(Change::NodeType {
            previous: node.prev_node_type?,
            current: Program::from(&node.node_type).kind(),
        });
    }
    let mut changes = Vec::new();
    Program::from(&node.node_type).compare(Program::previous(&node.node_type), &mut changes);
    changes.into_iter().find(|change| change.name() == name)
}

/// What stands in double quotes in a sentence.
fn quotations(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split('"').skip(1).step_by(2)
}

/// The only one of several; `None` where they differ.
fn only<'n>(mut all: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

fn circular(names: &NodeMap<&str>, circle: &[NodeId]) -> Problem {
    let nodes = circle.iter().map(|node| names[*node]);
    let said = format!(
        "The nodes {} depend on each other in a circle: no server can have made this diff.",
        listed(nodes.clone())
    );
    let first = nodes.clone().next().unwrap_or_default();
    let mistake = Mistake::CircularDependency {
        nodes: nodes.map(str::to_owned).collect(),
        said,
    };
    structural(ProblemName::InvalidResponse, None, mistake)
        .at(join("/nodes", first) + "/dependencies")
}
