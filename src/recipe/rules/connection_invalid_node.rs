//! `CONNECTION_INVALID_NODE`: a connection takes an output of a recipe node, which gives none.

use crate::problem::{Name, Problem};
use crate::words::quoted;

/// The problem at `path`, where the recipe node is named.
pub(super) fn connection_invalid_node(source: &str, path: String) -> Problem {
    let description = format!(
        "{} is a recipe node, and recipe nodes have no outputs. Take the output of a job or a condition.",
        quoted(source)
    );
    Problem::new(Name::ConnectionInvalidNode, description)
        .param("node", source)
        .at(path)
}
