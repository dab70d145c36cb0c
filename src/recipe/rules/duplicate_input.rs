//! ## DUPLICATE_INPUT
//!
//! A parameter name appears twice in one interface.
//!
//! **Cause.** Files and JSON parameters share their names: each may appear only once in both lists together.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {"definition": {"input": {"files": [{"name": "SCENE"}], "json": [{"name": "SCENE", "type": "string"}]}}}
//! ```
//!
//! **Remedy.** Rename one of the two, and the connections that use it.

use super::super::parameter::{parameters, pointer};
use crate::documents::Interface;
use crate::hashed::HashedSet;
use crate::problem::Problem;
use crate::problem::catalogue::DuplicateInput;

/// One problem for each parameter whose name stood before; `base` is the pointer to the interface.
pub(crate) fn duplicate_input(interface: &Interface, base: &str) -> impl Iterator<Item = Problem> {
    duplicates_of(interface).map(move |(number, parameter)| {
        let problem = DuplicateInput { parameter }.problem();
        problem.at(format!("{base}{}", pointer(interface, number)))
    })
}

/// Each parameter whose name stood before: its number among all, and its name.
pub(super) fn duplicates_of(interface: &Interface) -> impl Iterator<Item = (usize, &str)> {
    let mut names = HashedSet::new();
    let numbered = parameters(interface)
        .map(|parameter| parameter.name)
        .enumerate();
    numbered.filter(move |(_, name)| !names.insert(*name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::recipe::testing::errors;

    #[test]
    fn files_and_json_share_their_names() {
        let files = json!([{"name": "A"}, {"name": "B"}, {"name": "A"}]);
        let definition =
            json!({"input": {"files": files, "json": [{"name": "B", "type": "string"}]}});
        let errors = errors(&definition);
        assert_eq!(
            errors[0],
            json!({
                "name": "DUPLICATE_INPUT",
                "path": "/input/files/2",
                "description":
                    "There are two parameters with the name \"A\". A name can be used once, for files and JSON together.",
                "params": {"parameter": "A"},
            })
        );
        assert_eq!(errors[1]["path"], "/input/json/0");
        assert_eq!(errors[2], json!(null));
    }
}
