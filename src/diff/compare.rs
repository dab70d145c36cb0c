//! Finding what is different between two definitions.

use super::filter::same_filter;
use super::merge::{Side, merged};
use super::sound::{Sound, sound_graph};
use super::{Change, Changes, Program, RecipeDiff, Versions};
use crate::documents::{DiffReason, Interface, Node, NodeType, RecipeDefinition};
use crate::problem::{Problems, Severity};
use crate::recipe::connection_problems;
use crate::recipe::graph::{Adjacency, Graph, NodeId, NodeMap, topological_order};
use crate::sorted::sort_by_key;

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
    nodes: crate::SortedMap::new(),
};

/// Compares two definitions; nothing is forced yet. Without a previous one every node is new.
pub(super) fn compare<'d>(
    previous: Option<&'d RecipeDefinition>,
    current: &'d RecipeDefinition,
) -> Result<RecipeDiff<'d>, Problems> {
    let before = previous.unwrap_or(&NOTHING);
    let graphs = (
        sound_graph(before, "previous"),
        sound_graph(current, "current"),
    );
    match graphs {
        (Ok(previous_graph), Ok(current_graph)) => {
            let before = Sound {
                definition: before,
                graph: &previous_graph,
            };
            let current = Sound {
                definition: current,
                graph: &current_graph,
            };
            let mut diff = compare_sound(before, current);
            if previous.is_none() {
                diff.reasons.clear(); // Nothing was taken before that could fit or not.
                diff.can_be_reprocessed = true;
            }
            Ok(diff)
        }
        (previous, current) => {
            let problems = [previous.err(), current.err()];
            Err(Problems(problems.into_iter().flatten().flatten().collect()))
        }
    }
}

/// Compares two definitions of which the graphs are known; nothing is forced yet.
pub(super) fn compare_sound<'d>(previous: Sound<'d, '_>, current: Sound<'d, '_>) -> RecipeDiff<'d> {
    let (previous_graph, current_graph) = (previous.graph, current.graph);
    let (previous, current) = (previous.definition, current.definition);
    let reasons = input_change(previous, current);
    let most = previous_graph.len() + current_graph.len();
    let mut names = NodeMap::with_capacity(most);
    let mut versions = NodeMap::with_capacity(most);
    let mut of_previous = NodeMap::with_capacity(previous_graph.len());
    let mut of_current = NodeMap::with_capacity(current_graph.len());
    let mut before = NodeMap::with_capacity(current_graph.len());
    for side in merged(&previous.nodes, &current.nodes, |(name, _)| *name) {
        let (name, version) = match side {
            Side::Previous((name, node)) => (name, Versions::Deleted(node)),
            Side::Current((name, node)) => (name, Versions::New(node)),
            Side::Both {
                previous: (name, previous),
                current: (_, current),
            } => (name, Versions::Kept { previous, current }),
        };
        let node = names.push(name.as_str());
        versions.push(version);
        let is_new = matches!(version, Versions::New(_));
        let in_previous = (!is_new).then(|| of_previous.push(node));
        if !matches!(version, Versions::Deleted(_)) {
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
    let parents = latest_parents(&versions, &previous, &current);
    let deleted = order_of_deleted(&parents, |node| {
        matches!(versions[node], Versions::Deleted(_))
    });
    let order = current.order().chain(deleted).collect();
    let mut diff = RecipeDiff {
        children: parents.reversed(),
        kept_edges: parents.edge_map(false),
        changes: Changes::none(&parents),
        forced_directly: NodeMap::with_capacity(0),
        forced: NodeMap::with_capacity(0),
        parents,
        order,
        can_be_reprocessed: reasons.is_empty(),
        reasons,
        forced_nodes: None,
        has_forced: false,
        names,
        versions,
    };
    find_changes(&mut diff, &previous, &current, &before);
    diff
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
    versions: &NodeMap<Versions<'_>>,
    previous: &Numbered<'_>,
    current: &Numbered<'_>,
) -> Adjacency {
    let edges = previous.graph.edges().max(current.graph.edges());
    let mut parents = Adjacency::with_capacity(versions.len(), edges);
    let (mut in_previous, mut in_current) = (previous.graph.nodes(), current.graph.nodes());
    for version in versions.values() {
        let (before, now) = match version {
            Versions::Deleted(_) => (in_previous.next(), None),
            Versions::New(_) | Versions::Told(_) => (None, in_current.next()),
            Versions::Kept { .. } => (in_previous.next(), in_current.next()),
        };
        match (before, now) {
            (_, Some(node)) => parents.push(current.parents(node).map(|(parent, _)| parent)),
            (Some(node), None) => parents.push(previous.parents(node).map(|(parent, _)| parent)),
            (None, None) => parents.push([]),
        }
    }
    parents
}

/// Finds the changes of all nodes; `before` has the node of the previous graph that each of the current one was.
/// Parents come first, so that a change of theirs is known below.
fn find_changes(
    diff: &mut RecipeDiff<'_>,
    previous: &Numbered<'_>,
    current: &Numbered<'_>,
    before: &NodeMap<Option<NodeId>>,
) {
    let RecipeDiff {
        names,
        versions,
        parents,
        kept_edges,
        changes,
        ..
    } = diff;
    let mut found = Vec::new();
    for &in_current in current.graph.order() {
        let node = current.in_diff[in_current];
        let Some(in_previous) = before[in_current] else {
            continue;
        };
        if let Versions::Kept { previous, current } = versions[node] {
            compare_node_types(previous, current, &mut found);
            compare_inputs(previous, current, &mut found);
        }
        let parents_before = previous.parents(in_previous);
        let parents_now = current.parents(in_current);
        let mut kept = kept_edges.of_mut(parents, node).iter_mut();
        for side in merged(parents_before, parents_now, |(parent, _)| *parent) {
            match side {
                Side::Previous((parent, _)) => found.push(Change::ParentRemoved {
                    node: names[parent],
                }),
                Side::Current((parent, _)) => {
                    found.push(Change::ParentNew {
                        node: names[parent],
                    });
                    kept.next();
                }
                Side::Both {
                    previous: (parent, previous),
                    current: (_, current),
                } => {
                    let node = names[parent];
                    if !changes.of(parent).is_empty() {
                        found.push(Change::ParentChanged { node });
                    }
                    if previous != current {
                        found.push(Change::ParentAcceptance {
                            node,
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
        sort_by_key(&mut found, Change::name);
        changes.set(node, &mut found);
    }
}

fn compare_node_types<'d>(previous: &'d Node, current: &'d Node, changes: &mut Vec<Change<'d>>) {
    match (&previous.node_type, &current.node_type) {
        (
            NodeType::Condition {
                data_filter: previous,
                ..
            },
            NodeType::Condition {
                data_filter: current,
                ..
            },
        ) => {
            if !same_filter(previous, current) {
                changes.push(Change::Filter { previous, current });
            }
        }
        (previous, current) => Program::from(current).compare(previous.into(), changes),
    }
}

fn compare_inputs<'d>(previous: &'d Node, current: &'d Node, changes: &mut Vec<Change<'d>>) {
    for side in merged(&previous.input, &current.input, |(input, _)| *input) {
        match side {
            Side::Previous((input, previous)) => {
                changes.push(Change::InputRemoved { input, previous });
            }
            Side::Current((input, current)) => changes.push(Change::InputNew { input, current }),
            Side::Both {
                previous: (input, previous),
                current: (_, current),
            } if previous != current => changes.push(Change::InputChange {
                input,
                previous,
                current,
            }),
            Side::Both { .. } => {}
        }
    }
}
