//! What stands at the root of the crate: the names that most programs begin with, and the modules.

use std::collections::BTreeSet;

#[test]
fn at_most_fourteen_names_stand_at_the_root() {
    let source = include_str!("../src/lib.rs");
    let names: BTreeSet<&str> = source
        .split("\npub use ")
        .skip(1)
        .filter_map(|rest| rest.split_once(';'))
        .flat_map(|(list, _)| list.rsplit("::").next().unwrap_or(list).split(','))
        .map(|name| name.trim_matches(|letter: char| "{} \n".contains(letter)))
        .filter(|name| !name.is_empty())
        .collect();
    assert!(names.contains("Validator"), "{names:?}");
    assert!(names.len() <= 14, "{names:?}");
}
