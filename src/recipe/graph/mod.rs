//! The nodes of a recipe as a graph of numbers.

mod adjacency;
mod name_index;
mod node_map;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

pub(crate) use adjacency::{Adjacency, EdgeMap};
pub(crate) use node_map::{NodeId, NodeMap};

use crate::documents::RecipeDefinition;
use crate::sorted::sort_unique_by;
use name_index::NameIndex;

/// Which node depends on which. Nodes are numbered in the order of their names.
///
/// Only dependencies make edges, and only those on nodes that exist. A dependency that is listed twice is one
/// edge, with the acceptance of the last.
#[derive(Debug, Clone)]
pub(crate) struct Graph<'d> {
    names: NodeMap<Cow<'d, str>>,
    parents: Adjacency,
    /// Beside each edge to a parent: the outcome of the parent, a condition, that the node waits for.
    acceptance: EdgeMap<bool>,
    children: Adjacency,
    order: Vec<NodeId>,
    has_unknown_dependencies: bool,
}

/// Nodes that depend on each other in a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cycle {
    /// Each depends on the next, and the last on the first, which has the smallest name.
    pub(crate) nodes: Vec<String>,
}

impl<'d> Graph<'d> {
    /// The graph of a definition.
    ///
    /// Linear in nodes and edges, but for the queue that breaks ties by name.
    ///
    /// # Errors
    /// A cycle, when there is one.
    pub(crate) fn new(definition: &'d RecipeDefinition) -> Result<Self, Cycle> {
        let names: NodeMap<&str> = definition.nodes.keys().map(String::as_str).collect();
        // Documents are large, and each is walked but once: the lists of dependencies in one flat list.
        let mut wanted: Vec<&str> = Vec::with_capacity(names.len());
        let mut outcomes: Vec<bool> = Vec::with_capacity(names.len());
        let mut ends: Vec<usize> = Vec::with_capacity(names.len());
        for node in definition.nodes.values() {
            wanted.extend(
                node.dependencies
                    .iter()
                    .map(|dependency| dependency.name.as_str()),
            );
            outcomes.extend(
                node.dependencies
                    .iter()
                    .map(|dependency| dependency.acceptance),
            );
            ends.push(wanted.len());
        }
        let found = NameIndex::new(&names).find_all(&wanted);
        let mut found = found.iter().zip(&outcomes);
        let mut parents = Adjacency::with_capacity(names.len(), wanted.len());
        let mut acceptance = EdgeMap::with_capacity(wanted.len());
        let mut list: Vec<(NodeId, bool)> = Vec::new();
        let mut has_unknown_dependencies = false;
        let mut start = 0;
        for end in ends {
            list.clear();
            let dependencies = found.by_ref().take(end - start);
            list.extend(
                dependencies.filter_map(|(parent, accepted)| Some((parent.get()?, *accepted))),
            );
            has_unknown_dependencies |= list.len() < end - start;
            start = end;
            // The last of several dependencies on one node is the one that stays.
            sort_unique_by(&mut list, |(one, _), (other, _)| one.cmp(other));
            parents.push(list.iter().map(|(parent, _)| *parent));
            acceptance.extend(list.iter().map(|(_, accepted)| *accepted));
        }
        let children = parents.reversed();
        match topological_order(&parents, &children) {
            Ok(order) => Ok(Graph {
                names: names.values().copied().map(Cow::Borrowed).collect(),
                parents,
                acceptance,
                children,
                order,
                has_unknown_dependencies,
            }),
            Err(cycle) => Err(Cycle {
                nodes: cycle
                    .into_iter()
                    .map(|node| names[node].to_owned())
                    .collect(),
            }),
        }
    }

    /// The same graph with names of its own, to be kept longer than the definition is borrowed.
    pub(crate) fn into_owned(self) -> Graph<'static> {
        let names = self.names.values();
        Graph {
            names: names
                .map(|name| Cow::Owned(name.as_ref().to_owned()))
                .collect(),
            parents: self.parents,
            acceptance: self.acceptance,
            children: self.children,
            order: self.order,
            has_unknown_dependencies: self.has_unknown_dependencies,
        }
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// How many dependencies there are, each counted once.
    pub(crate) fn edges(&self) -> usize {
        self.parents.edges()
    }

    /// The nodes in the order of their names.
    pub(crate) fn nodes(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        self.parents.nodes()
    }

    /// The same value for each node.
    pub(crate) fn node_map<T: Clone>(&self, value: T) -> NodeMap<T> {
        self.parents.node_map(value)
    }

    /// The names of all nodes, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(AsRef::as_ref)
    }

    pub(crate) fn name(&self, node: NodeId) -> &str {
        &self.names[node]
    }

    /// The node of that name, found in logarithmic time.
    pub(crate) fn node(&self, name: &str) -> Option<NodeId> {
        self.names.search(&Cow::Borrowed(name))
    }

    /// Whether a node depends on one that does not exist.
    pub(crate) fn has_unknown_dependencies(&self) -> bool {
        self.has_unknown_dependencies
    }

    /// What a node depends on, sorted by name.
    pub(crate) fn parents(&self, node: NodeId) -> &[NodeId] {
        self.parents.of(node)
    }

    /// For each of the [parents](Self::parents) of a node, the outcome that the node waits for.
    pub(crate) fn acceptance(&self, node: NodeId) -> &[bool] {
        self.acceptance.of(&self.parents, node)
    }

    /// What depends on a node, sorted by name.
    #[cfg(test)]
    fn children(&self, node: NodeId) -> &[NodeId] {
        self.children.of(node)
    }

    /// All nodes, each after everything it depends on; of those that could come next, the smallest name does.
    pub(crate) fn order(&self) -> &[NodeId] {
        &self.order
    }

    /// Everything that comes after any of the nodes, those included.
    pub(crate) fn descendants(&self, nodes: impl IntoIterator<Item = NodeId>) -> NodeMap<bool> {
        self.children.reached(nodes)
    }

    /// Everything that comes before any of the nodes, those included: what tests compare with.
    #[cfg(test)]
    pub(crate) fn ancestors(&self, nodes: impl IntoIterator<Item = NodeId>) -> NodeMap<bool> {
        self.parents.reached(nodes)
    }
}

/// All nodes in topological order with ties by number, or the nodes of a cycle.
pub(crate) fn topological_order(
    parents: &Adjacency,
    children: &Adjacency,
) -> Result<Vec<NodeId>, Vec<NodeId>> {
    let mut missing = parents.lengths();
    let mut ready: BinaryHeap<Reverse<NodeId>> = parents.without_edges().map(Reverse).collect();
    let mut order = Vec::with_capacity(parents.len());
    while let Some(Reverse(node)) = ready.pop() {
        order.push(node);
        for &child in children.of(node) {
            missing[child] -= 1;
            if missing[child] == 0 {
                ready.push(Reverse(child));
            }
        }
    }
    match missing.find(|missing| *missing > 0) {
        None => Ok(order),
        Some(stuck) => {
            let mut cycle = parents.cycle_from(stuck, &|parent| missing[parent] > 0);
            let smallest = (0..cycle.len()).min_by_key(|place| cycle.get(*place));
            cycle.rotate_left(smallest.unwrap_or_default());
            Err(cycle)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Dependency, Node, NodeType};

    /// A recipe with these dependencies, given as pairs of a node and what it depends on.
    fn recipe<N: Into<String>>(nodes: impl IntoIterator<Item = (N, Vec<N>)>) -> RecipeDefinition {
        let nodes = nodes
            .into_iter()
            .map(|(name, parents)| {
                let dependencies = parents
                    .into_iter()
                    .map(|name| Dependency {
                        name: name.into(),
                        acceptance: true,
                    })
                    .collect();
                let node_type = NodeType::Job {
                    job_type_name: "job".to_owned(),
                    job_type_version: "1.0".to_owned(),
                    job_type_revision: 1,
                };
                let node = Node {
                    dependencies,
                    input: crate::documents::SortedMap::new(),
                    node_type,
                };
                (name.into(), node)
            })
            .collect();
        RecipeDefinition {
            nodes,
            ..RecipeDefinition::default()
        }
    }

    fn names(graph: &Graph<'_>, nodes: &[NodeId]) -> String {
        let names: Vec<_> = nodes.iter().map(|node| graph.name(*node)).collect();
        names.join(" ")
    }

    #[test]
    fn order_is_topological_with_ties_by_name() {
        let definition = recipe([
            ("d", vec!["z"]),
            ("z", vec![]),
            ("b", vec!["d", "a"]),
            ("a", vec![]),
            ("c", vec![]),
        ]);
        let graph = Graph::new(&definition).unwrap();
        assert_eq!(names(&graph, graph.order()), "a c z d b");
        let b = graph.node("b").unwrap();
        assert_eq!(names(&graph, graph.parents(b)), "a d");
        assert_eq!(names(&graph, graph.children(graph.node("z").unwrap())), "d");
        assert_eq!(graph.node("y"), None);
        assert_eq!(graph.ancestors([b]).values().filter(|is| **is).count(), 4);
    }

    #[test]
    fn unknown_and_repeated_dependencies_make_no_edges() {
        let mut definition = recipe([("a", vec![]), ("b", vec!["a", "ghost", "a"])]);
        let repeated = &mut definition.nodes.get_mut("b").unwrap().dependencies;
        repeated.last_mut().unwrap().acceptance = false;
        let graph = Graph::new(&definition).unwrap();
        assert!(graph.has_unknown_dependencies());
        let [a, b] = ["a", "b"].map(|name| graph.node(name).unwrap());
        assert_eq!(graph.parents(b), [a]);
        assert_eq!(graph.acceptance(b), [false], "the last one counts");
    }

    #[test]
    fn a_cycle_is_named_from_its_smallest_node() {
        let definition = recipe([
            ("above", vec!["c"]),
            ("c", vec!["b"]),
            ("b", vec!["d"]),
            ("d", vec!["c", "free"]),
            ("free", vec![]),
        ]);
        let cycle = Graph::new(&definition).unwrap_err();
        assert_eq!(cycle.nodes, ["b", "d", "c"], "each depends on the next");
        let itself = recipe([("a", vec![]), ("loop", vec!["loop", "a"])]);
        assert_eq!(Graph::new(&itself).unwrap_err().nodes, ["loop"]);
    }

    #[test]
    fn a_chain_of_a_million_nodes() {
        const LENGTH: usize = 1_000_000;
        let definition = recipe((0..LENGTH).map(|number| {
            let parents = number.checked_sub(1).map(|above| format!("{above:07}"));
            (format!("{number:07}"), parents.into_iter().collect())
        }));
        let graph = Graph::new(&definition).unwrap();
        assert!(graph.order().iter().copied().eq(graph.nodes()));
        assert!(
            graph
                .descendants([NodeId::FIRST])
                .values()
                .all(|reached| *reached)
        );
        let last = graph.nodes().last().unwrap();
        assert!(graph.ancestors([last]).values().all(|reached| *reached));
    }

    #[test]
    fn a_ladder_of_a_hundred_thousand_diamonds() {
        const DIAMONDS: usize = 100_000;
        let top = |number: usize| format!("{number:06}");
        let definition = recipe((0..DIAMONDS).flat_map(|number| {
            let sides = ["left", "right"].map(|side| format!("{} {side}", top(number)));
            let below = (top(number + 1), sides.to_vec());
            let first = (number == 0).then(|| (top(0), vec![]));
            let sides = sides.map(|side| (side, vec![top(number)]));
            first.into_iter().chain(sides).chain([below])
        }));
        let graph = Graph::new(&definition).unwrap();
        assert_eq!(graph.order().len(), 3 * DIAMONDS + 1);
        let half = graph.node(&top(DIAMONDS / 2)).unwrap();
        let reached = graph.descendants([half]).values().filter(|is| **is).count();
        assert_eq!(reached, 3 * DIAMONDS / 2 + 1);
    }

    #[test]
    fn a_star_of_a_hundred_thousand_rays() {
        const RAYS: usize = 100_000;
        let ray = |number: usize| format!("ray {number:06}");
        let rays: Vec<_> = (0..RAYS).map(ray).collect();
        let definition = recipe(
            rays.iter()
                .map(|ray| (ray.clone(), vec!["centre".to_owned()]))
                .chain([
                    ("centre".to_owned(), vec![]),
                    ("sun".to_owned(), rays.clone()),
                ]),
        );
        let graph = Graph::new(&definition).unwrap();
        assert_eq!(graph.name(*graph.order().last().unwrap()), "sun");
        assert_eq!(graph.children(NodeId::FIRST).len(), RAYS);
        assert_eq!(graph.parents(graph.node("sun").unwrap()).len(), RAYS);
    }
}
