//! Which connections come from a node that does not run before: the cause `MISSING_DEPENDENCY` of `NODE_INTERFACE`.

use crate::hashed::HashedMap;
use crate::recipe::graph::{Graph, NodeId};
use crate::sorted::sort_by_key;

/// A connection: the node whose output is taken, and the node that takes it.
pub(super) type Connected = (NodeId, NodeId);

/// Those of the connections whose source is no ancestor of the node that takes its output, each with whether the
/// dependency that is missing can be added without making a circle.
///
/// A source that is a parent costs nothing. The others are decided 64 sources at a time by one walk over the nodes
/// that stand between them and their takers in topological order, a bit for each source. That is linear where
/// connections reach a bounded way back; n sources that all reach far cost n / 64 walks over the whole graph.
pub(super) fn missing_dependencies(
    graph: &Graph<'_>,
    connections: &[Connected],
) -> HashedMap<Connected, bool> {
    let order = graph.order();
    let mut places = graph.node_map(0_u32);
    for (place, &node) in (0..).zip(order) {
        places[node] = place;
    }
    let place = |node: NodeId| places[node];

    let mut missing = HashedMap::new();
    let mut open: Vec<Connected> = Vec::new();
    for &(source, taker) in connections {
        if place(source) >= place(taker) {
            missing.insert((source, taker), false);
        } else if graph.parents(taker).binary_search(&source).is_err() {
            open.push((source, taker));
        }
    }
    sort_by_key(&mut open, |&(source, taker)| (place(source), place(taker)));
    open.dedup();

    // For each node: which of the sources at hand are ancestors, or the node itself.
    let mut reached = graph.node_map(0_u64);
    let mut rest = &open[..];
    while let Some(&(first, _)) = rest.first() {
        let mut sources: Vec<NodeId> = Vec::with_capacity(64);
        let mut end = 0;
        while let Some(&(source, _)) = rest.get(end) {
            if sources.last() != Some(&source) {
                if sources.len() == 64 {
                    break;
                }
                sources.push(source);
            }
            end += 1;
        }
        let (block, after) = rest.split_at(end);
        rest = after;

        let start = place(first);
        let last = block.iter().map(|&(_, taker)| place(taker)).max();
        let window = start as usize..=last.unwrap_or(start) as usize;
        let window = order.get(window).unwrap_or_default();
        for &node in window {
            reached[node] = 0;
        }
        for (bit, &source) in sources.iter().enumerate() {
            reached[source] = 1 << bit;
        }
        for &node in window {
            let parents = graph.parents(node).iter();
            let inherited = parents
                .filter(|&&parent| place(parent) >= start)
                .fold(0, |all, &parent| all | reached[parent]);
            reached[node] |= inherited;
        }
        let mut sources = sources.into_iter().enumerate().peekable();
        for &(source, taker) in block {
            // Both are in the same order.
            while sources.next_if(|(_, other)| *other != source).is_some() {}
            let bit = sources.peek().map_or(0, |(bit, _)| *bit);
            if reached[taker] & (1 << bit) == 0 {
                missing.insert((source, taker), true);
            }
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Dependency, Node, NodeType, RecipeDefinition};
    use crate::properties::properties;
    use proptest::prelude::*;

    /// A definition in which node n depends on the nodes that the nth list names.
    fn definition(parents: &[Vec<usize>]) -> RecipeDefinition {
        let name = |number: usize| format!("{number:07}");
        let nodes = parents.iter().enumerate().map(|(number, parents)| {
            let dependencies = parents.iter().map(|parent| Dependency {
                name: name(*parent),
                acceptance: true,
            });
            let node = Node {
                dependencies: dependencies.collect(),
                input: crate::documents::SortedMap::new(),
                node_type: NodeType::Recipe {
                    recipe_type_name: "r".to_owned(),
                    recipe_type_revision: 1,
                },
            };
            (name(number), node)
        });
        RecipeDefinition {
            nodes: nodes.collect(),
            ..RecipeDefinition::default()
        }
    }

    proptest! {
        #![proptest_config(properties())]

        #[test]
        fn agrees_with_walking_back_from_each_node(
            parents in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 0..3), 1..150)
        ) {
            let parents: Vec<Vec<usize>> = parents
                .into_iter()
                .enumerate()
                .map(|(number, list)| {
                    let below = list.into_iter().filter(|_| number > 0);
                    below.map(|index| index.index(number)).collect()
                })
                .collect();
            let definition = definition(&parents);
            let graph = Graph::new(&definition).unwrap();
            let nodes: Vec<NodeId> = graph.nodes().collect();
            let every: Vec<Connected> = nodes
                .iter()
                .flat_map(|source| nodes.iter().map(|taker| (*source, *taker)))
                .collect();
            let missing = missing_dependencies(&graph, &every);
            for &taker in &nodes {
                let before = graph.ancestors([taker]);
                for &source in &nodes {
                    let expected = source == taker || !before[source];
                    prop_assert_eq!(missing.contains_key(&(source, taker)), expected);
                }
            }
        }
    }

    #[test]
    fn is_linear_where_connections_reach_a_little_way_back() {
        const NODES: usize = 200_000;
        let parents: Vec<Vec<usize>> = (0..NODES)
            .map(|number| number.checked_sub(1).into_iter().collect())
            .collect();
        let definition = definition(&parents);
        let graph = Graph::new(&definition).unwrap();
        let pairs = graph.nodes().zip(graph.nodes().skip(5));
        let connections: Vec<Connected> = pairs.collect();
        assert!(missing_dependencies(&graph, &connections).is_empty());
        let backwards = connections.iter().map(|&(source, taker)| (taker, source));
        let backwards: Vec<Connected> = backwards.collect();
        assert_eq!(missing_dependencies(&graph, &backwards).len(), NODES - 5);
    }
}
