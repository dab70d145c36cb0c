//! `UNKNOWN_INPUT`: a connection names an input that the recipe does not have.

use crate::problem::{Name, Problem};
use crate::read::suggestion::Suggestions;
use crate::words::quoted;

/// The problem at `path`, where `name` stands.
pub(super) fn unknown_input(name: &str, inputs: &mut Suggestions<'_>, path: String) -> Problem {
    let problem = Problem::new(
        Name::UnknownInput,
        format!("The recipe has no input {}.", quoted(name)),
    )
    .param("input", name)
    .at(path);
    inputs.suggest(name, problem)
}
