//! The rules of a recipe definition, a file each.

mod accepting;
mod circular_dependency;
mod connection;
mod connection_invalid_node;
mod data_filter;
mod duplicate_input;
mod filter_never_holds;
mod invalid_condition;
mod invalid_fields;
mod mismatched_type;
mod missing_dependency;
mod node_interface;
mod pinned_loop;
mod recursive_subrecipes;
mod reprocess_warning;
mod subject;
mod unknown_input;
mod unknown_node;
mod unmatched_connection;
mod unmatched_filter;
mod unmatched_parameters;
mod value_error;

use super::graph::Graph;
use crate::documents::{Connection, NodeType, RecipeDefinition};
use crate::hashed::HashedMap;
use crate::problem::{Severity, join};
use crate::read::Found;
use crate::read::suggestion::Suggestions;
pub(crate) use circular_dependency::nodes_never_run;
pub(super) use connection::{Delivered, connect};
pub(crate) use connection::{connect_parameter, refused_media_types};
pub(crate) use duplicate_input::duplicate_input;
use missing_dependency::{Connected, missing_dependencies};
use node_interface::Sources;
pub(crate) use pinned_loop::pinned_loop;
pub(super) use recursive_subrecipes::recursive_subrecipes;
pub(super) use reprocess_warning::reprocess_warning;
pub(super) use subject::Subject;
pub(super) use unknown_node::{interfaces_of_condition, unknown_node_of_interfaces};
pub(crate) use value_error::has_value_error;

/// Finds every problem in the order of the definition as scale-batch writes it; returns the topological order of the
/// nodes, when there is one.
pub(super) fn check(subject: &Subject<'_>, found: &mut Found) -> Option<Vec<String>> {
    let definition = subject.definition;
    found.extend(duplicate_input(&definition.input, "/input"));
    let graph = Graph::new(definition);
    let missing = match &graph {
        Ok(graph) if subject.broken_nodes.is_empty() => {
            missing_dependencies(graph, &connections(definition, graph))
        }
        // In a circle it has no meaning which node runs before which, and past a broken node nobody can tell.
        _ => HashedMap::new(),
    };
    let mut cycle = match &graph {
        Err(cycle) => circular_dependency::circular_dependency(definition, cycle),
        Ok(_) => None,
    };
    let is_missing = |source: &str, taker: &str| {
        let graph = graph.as_ref().ok().filter(|_| !missing.is_empty())?;
        missing
            .get(&(graph.node(source)?, graph.node(taker)?))
            .copied()
    };
    let mut nodes = Suggestions::new(definition.nodes.keys().map(String::as_str));
    let mut sources = Sources::new(subject);
    for (name, node) in &definition.nodes {
        let base = join("/nodes", name);
        if let Some((_, problem)) = cycle.take_if(|(first, _)| first == name) {
            found.push(problem);
        }
        for (number, dependency) in node.dependencies.iter().enumerate() {
            if !subject.has_node(&dependency.name) && found.has_room(Severity::Error) {
                let path = format!("{base}/dependencies/{number}/name");
                found.push(unknown_node::unknown_node(
                    &dependency.name,
                    &mut nodes,
                    path,
                ));
            }
        }
        node_interface::node_interface(
            name,
            node,
            &base,
            &mut sources,
            &mut nodes,
            |source| is_missing(source, name),
            found,
        );
        found.extend(subject.recursion.get(name).cloned());
        if let NodeType::Condition {
            interface,
            data_filter,
        } = &node.node_type
        {
            let base = join(&base, "node_type");
            let data_filter_base = join(&base, "data_filter");
            found.extend(duplicate_input(interface, &join(&base, "interface")));
            data_filter::data_filter(data_filter, &data_filter_base, found);
            data_filter::filter_fit(interface, data_filter, &base, found);
        }
    }
    let order = graph.ok().filter(|_| subject.broken_nodes.is_empty());
    order.map(|graph| {
        let names = graph
            .order()
            .iter()
            .map(|&node| graph.name(node).to_owned());
        names.collect()
    })
}

/// Every connection from one node to another that are both there.
fn connections(definition: &RecipeDefinition, graph: &Graph<'_>) -> Vec<Connected> {
    let mut connections = Vec::new();
    for (taker, node) in graph.nodes().zip(definition.nodes.values()) {
        for connection in node.input.values() {
            if let Connection::Dependency { node: source, .. } = connection {
                connections.extend(graph.node(source).map(|source| (source, taker)));
            }
        }
    }
    connections
}
