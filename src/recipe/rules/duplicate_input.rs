//! `DUPLICATE_INPUT`: a parameter name stands twice in one interface, files and JSON together.

use std::collections::HashSet;

use super::super::parameter::{parameters, pointer};
use crate::documents::Interface;
use crate::problem::{Name, Problem};
use crate::words::quoted;

/// One problem for each parameter whose name stood before; `base` is the pointer to the interface.
pub(crate) fn duplicate_input(interface: &Interface, base: &str) -> Vec<Problem> {
    let mut names = HashSet::new();
    parameters(interface)
        .enumerate()
        .filter(|(_, parameter)| !names.insert(parameter.name))
        .map(|(number, parameter)| {
            let description = format!(
                "There are two parameters with the name {}. Each name may stand once, files and JSON together.",
                quoted(parameter.name)
            );
            Problem::new(Name::DuplicateInput, description)
                .param("parameter", parameter.name)
                .at(format!("{base}{}", pointer(interface, number)))
        })
        .collect()
}
