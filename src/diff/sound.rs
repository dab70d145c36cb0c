//! Which definitions can be compared.

use crate::documents::{Connection, NodeType, RecipeDefinition};
use crate::problem::{Problem, ProblemName};
use crate::recipe::graph::Graph;
use crate::recipe::{duplicate_input, errors_of, has_value_error};
use crate::sorted::SortedSet;

/// What keeps a definition from being compared.
const BREAKS_THE_DEFINITION: [ProblemName; 5] = [
    ProblemName::DuplicateInput,
    ProblemName::UnknownNode,
    ProblemName::UnknownInput,
    ProblemName::CircularDependency,
    ProblemName::ValueError,
];

/// A definition that can be compared, and its graph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sound<'d, 'g> {
    pub(crate) definition: &'d RecipeDefinition,
    pub(crate) graph: &'g Graph<'g>,
}

/// The graph of a definition, or everything that keeps it from having one.
pub(super) fn sound_graph<'d>(
    definition: &'d RecipeDefinition,
    document: &'static str,
) -> Result<Graph<'d>, Vec<Problem>> {
    let has_twice = duplicate_input(&definition.input, "").next().is_some();
    match Graph::new(definition) {
        Ok(graph)
            if !has_twice
                && !graph.has_unknown_dependencies()
                && !takes_unknown_inputs(definition)
                && !has_value_errors(definition) =>
        {
            Ok(graph)
        }
        _ => Err(errors_of(definition, breaks_the_definition)
            .into_iter()
            .map(|problem| problem.of(document).param("definition", document))
            .collect()),
    }
}

fn breaks_the_definition(problem: &Problem) -> bool {
    BREAKS_THE_DEFINITION.contains(&problem.name)
}

/// Whether a node takes an input that the recipe does not have.
fn takes_unknown_inputs(definition: &RecipeDefinition) -> bool {
    let known: SortedSet<&str> = definition.input.names().collect();
    let mut connections = definition
        .nodes
        .values()
        .flat_map(|node| node.input.values());
    connections.any(|connection| {
        matches!(connection, Connection::Recipe { input } if !known.contains(input.as_str()))
    })
}

/// Whether a value of a filter cannot be what the filter's type says.
fn has_value_errors(definition: &RecipeDefinition) -> bool {
    definition.nodes.values().any(|node| match &node.node_type {
        NodeType::Condition { data_filter, .. } => data_filter.filters.iter().any(has_value_error),
        NodeType::Job { .. } | NodeType::Recipe { .. } => false,
    })
}
