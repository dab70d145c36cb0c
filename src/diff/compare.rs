//! Finding what is different between two definitions.

use std::sync::Arc;

use super::compiled::{CompiledChange, CompiledDiff};
use super::merge::{Side, merged};
use super::outline::Outline;
use super::own_changes::own_changes;
use super::sound::{Sound, sound_graph};
use super::{Changes, RecipeDiff};
use crate::documents::{DiffReason, Interface, NodeStatus, RecipeDefinition};
use crate::problem::{Problems, Severity};
use crate::recipe::connection_problems;
use crate::recipe::graph::{Adjacency, Graph, NodeId, NodeMap, topological_order};

/// The graph of a definition, and which node of the diff each of its nodes is.
struct Numbered<'g> {
    graph: &'g Graph<'g>,
    in_diff: NodeMap<NodeId>,
}

impl Numbered<'_> {
    /// All nodes of the diff in topological order.
    fn order(&self) -> impl Iterator<Item = NodeId> {
        let order = self.graph.order().iter();
        order.map(|node| self.in_diff[*node])
    }

    /// The parents of a node of the graph as nodes of the diff, sorted, and the outcome of each that it waits for.
    fn parents(&self, node: NodeId) -> impl Iterator<Item = (NodeId, bool)> {
        let parents = self.graph.parents(node).iter();
        let parents = parents.map(|parent| self.in_diff[*parent]);
        parents.zip(self.graph.acceptance(node).iter().copied())
    }
}

/// What stands before the first revision.
static NOTHING: RecipeDefinition = RecipeDefinition {
    input: Interface {
        files: Vec::new(),
        json: Vec::new(),
    },
    nodes: crate::documents::SortedMap::new(),
};

/// Compares two definitions; nothing is forced yet. Without a previous one every node is new.
pub(super) fn compare<'d>(
    previous: Option<&'d RecipeDefinition>,
    current: &'d RecipeDefinition,
) -> Result<RecipeDiff<'d>, Problems> {
    let before = previous.unwrap_or(&NOTHING);
    let compiled = compiled(previous, current)?;
    let names = names_of(&compiled, before, current);
    Ok(compiled.between(names, before, current))
}

/// What is different between two definitions, without what a diff borrows from them.
pub(super) fn compiled(
    previous: Option<&RecipeDefinition>,
    current: &RecipeDefinition,
) -> Result<CompiledDiff, Problems> {
    let before = previous.unwrap_or(&NOTHING);
    let graphs = (
        sound_graph(before, "previous"),
        sound_graph(current, "current"),
    );
    match graphs {
        (Ok(previous_graph), Ok(current_graph)) => {
            // Nothing was taken before the first revision that could fit or not.
            let reasons =
                previous.map_or_else(Vec::new, |previous| input_change(previous, current));
            let previous = Sound {
                definition: before,
                graph: &previous_graph,
            };
            let now = Sound {
                definition: current,
                graph: &current_graph,
            };
            Ok(compile(previous, now, reasons))
        }
        (previous, current) => {
            let problems = [previous.err(), current.err()];
            Err(Problems(problems.into_iter().flatten().flatten().collect()))
        }
    }
}

/// The names of the nodes of the diff of two definitions.
pub(super) fn names_of<'d>(
    compiled: &CompiledDiff,
    previous: &'d RecipeDefinition,
    current: &'d RecipeDefinition,
) -> NodeMap<&'d str> {
    let [previous, current] = [previous, current].map(|definition| definition.nodes.keys());
    compiled.names(previous.map(String::as_str), current.map(String::as_str))
}

impl CompiledDiff {
    /// Compares two definitions of which the graphs are known.
    pub(crate) fn new(previous: Sound<'_, '_>, current: Sound<'_, '_>) -> Self {
        let reasons = input_change(previous.definition, current.definition);
        compile(previous, current, reasons)
    }
}

/// Compares two definitions; the reasons are why recipes cannot be re-processed.
fn compile(
    previous: Sound<'_, '_>,
    current: Sound<'_, '_>,
    reasons: Vec<DiffReason>,
) -> CompiledDiff {
    let (previous_graph, current_graph) = (previous.graph, current.graph);
    let mut statuses = NodeMap::with_capacity(previous_graph.len() + current_graph.len());
    let mut of_previous = NodeMap::with_capacity(previous_graph.len());
    let mut of_current = NodeMap::with_capacity(current_graph.len());
    let mut before = NodeMap::with_capacity(current_graph.len());
    let mut found = Vec::new();
    let (previous, current) = (&previous.definition.nodes, &current.definition.nodes);
    for side in merged(previous, current, |(name, _)| *name) {
        let status = match side {
            Side::Previous(_) => NodeStatus::Deleted,
            Side::Current(_) => NodeStatus::New,
            Side::Both {
                previous: (_, previous),
                current: (_, current),
            } => {
                found.clear();
                own_changes(previous, current, &mut found);
                if found.is_empty() {
                    NodeStatus::Unchanged
                } else {
                    NodeStatus::Changed
                }
            }
        };
        let node = statuses.push(status);
        let is_in_previous = status != NodeStatus::New;
        let in_previous = is_in_previous.then(|| of_previous.push(node));
        if status != NodeStatus::Deleted {
            of_current.push(node);
            before.push(in_previous);
        }
    }
    let previous = Numbered {
        graph: previous_graph,
        in_diff: of_previous,
    };
    let current = Numbered {
        graph: current_graph,
        in_diff: of_current,
    };
    let parents = latest_parents(&statuses, &previous, &current);
    let deleted = order_of_deleted(&parents, |node| statuses[node] == NodeStatus::Deleted);
    let order = current.order().chain(deleted).collect();
    let mut outline = Outline {
        children: parents.reversed(),
        kept_edges: parents.edge_map(false),
        parents,
        order,
        can_be_reprocessed: reasons.is_empty(),
        reasons,
        statuses,
    };
    let changes = find_changes(&mut outline, &previous, &current, &before);
    CompiledDiff {
        outline: Arc::new(outline),
        changes,
    }
}

/// The deleted nodes in topological order among themselves, ties by name.
pub(super) fn order_of_deleted(
    parents: &Adjacency,
    is_deleted: impl Fn(NodeId) -> bool,
) -> Vec<NodeId> {
    let deleted: NodeMap<NodeId> = parents.nodes().filter(|node| is_deleted(*node)).collect();
    let mut among = Adjacency::with_capacity(deleted.len(), deleted.len());
    for node in deleted.values() {
        let parents = parents.of(*node).iter();
        // Both are sorted, and so are the places of the one in the other.
        among.push(parents.filter_map(|parent| deleted.search(parent)));
    }
    let order = topological_order(&among, &among.reversed()).unwrap_or_default();
    order.into_iter().map(|node| deleted[node]).collect()
}

/// The reason why recipes cannot be re-processed, when what they took no longer fits what they take.
fn input_change(previous: &RecipeDefinition, current: &RecipeDefinition) -> Vec<DiffReason> {
    let problems = connection_problems(&current.input, &previous.input);
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error);
    let errors: Vec<_> = errors.map(|problem| problem.description.as_str()).collect();
    if errors.is_empty() {
        return Vec::new();
    }
    vec![DiffReason {
        name: "INPUT_CHANGE".to_owned(),
        description: format!(
            "The input of the previous revision does not fit the current one. {}",
            errors.join(" ")
        ),
    }]
}

/// For every node of the diff what it depends on, or depended on before it was deleted.
fn latest_parents(
    statuses: &NodeMap<NodeStatus>,
    previous: &Numbered<'_>,
    current: &Numbered<'_>,
) -> Adjacency {
    let edges = previous.graph.edges().max(current.graph.edges());
    let mut parents = Adjacency::with_capacity(statuses.len(), edges);
    let (mut in_previous, mut in_current) = (previous.graph.nodes(), current.graph.nodes());
    for status in statuses.values() {
        let (before, now) = match status {
            NodeStatus::Deleted => (in_previous.next(), None),
            NodeStatus::New => (None, in_current.next()),
            NodeStatus::Unchanged | NodeStatus::Changed => (in_previous.next(), in_current.next()),
        };
        match (before, now) {
            (_, Some(node)) => parents.push(current.parents(node).map(|(parent, _)| parent)),
            (Some(node), None) => parents.push(previous.parents(node).map(|(parent, _)| parent)),
            (None, None) => parents.push([]),
        }
    }
    parents
}

/// Finds the changes of all nodes, where only those have a status of their own yet that are different themselves;
/// `before` has the node of the previous graph that each of the current one was. Parents come first, so that a change
/// of theirs is known below.
fn find_changes(
    outline: &mut Outline,
    previous: &Numbered<'_>,
    current: &Numbered<'_>,
    before: &NodeMap<Option<NodeId>>,
) -> Changes<CompiledChange> {
    let Outline {
        statuses,
        parents,
        kept_edges,
        ..
    } = outline;
    let mut changes = Changes::none(parents, 0);
    let mut found = Vec::new();
    for &in_current in current.graph.order() {
        let node = current.in_diff[in_current];
        let Some(in_previous) = before[in_current] else {
            continue;
        };
        if statuses[node] == NodeStatus::Changed {
            found.push(CompiledChange::Own);
        }
        let parents_before = previous.parents(in_previous);
        let parents_now = current.parents(in_current);
        let mut kept = kept_edges.of_mut(parents, node).iter_mut();
        for side in merged(parents_before, parents_now, |(parent, _)| *parent) {
            match side {
                Side::Previous((parent, _)) => found.push(CompiledChange::ParentRemoved(parent)),
                Side::Current((parent, _)) => {
                    found.push(CompiledChange::ParentNew(parent));
                    kept.next();
                }
                Side::Both {
                    previous: (parent, previous),
                    current: (_, current),
                } => {
                    if statuses[parent] == NodeStatus::Changed {
                        found.push(CompiledChange::ParentChanged(parent));
                    }
                    if previous != current {
                        found.push(CompiledChange::ParentAcceptance {
                            parent,
                            previous,
                            current,
                        });
                    }
                    if let Some(kept) = kept.next() {
                        *kept = true;
                    }
                }
            }
        }
        if !found.is_empty() {
            statuses[node] = NodeStatus::Changed;
            changes.set(node, &mut found);
        }
    }
    changes
}
