//! `UNKNOWN_NODE`: a dependency or a connection names a node that is not there.

use crate::problem::{Name, Problem};
use crate::read::suggestion::Suggestions;
use crate::words::quoted;

/// The problem at `path`, where `name` stands.
pub(super) fn unknown_node(name: &str, nodes: &mut Suggestions<'_>, path: String) -> Problem {
    let problem = Problem::new(
        Name::UnknownNode,
        format!("There is no node {}.", quoted(name)),
    )
    .param("node", name)
    .at(path);
    nodes.suggest(name, problem)
}
