//! What stands at the root of the crate: the names that most programs begin with, and the modules.

mod sources;

use std::collections::BTreeSet;

use sources::sources;

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

/// The public items without an example in their documentation, as `file: name`.
fn without_example() -> Vec<String> {
    // `edge` has one example for the whole module; the other two are not in the documentation.
    const LEFT_OUT: [&str; 3] = ["src/cli/", "src/edge/", "src/wasm.rs"];
    let api = include_str!("snapshots/public-api.txt");
    let mut found = Vec::new();
    let sources = sources().into_iter();
    for (path, source) in
        sources.filter(|(path, _)| !LEFT_OUT.iter().any(|room| path.starts_with(room)))
    {
        let lines: Vec<&str> = source.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let Some((kind, name)) = item(line) else {
                continue;
            };
            // These seal traits.
            if name == "Known" || name == "Read" {
                continue;
            }
            let is_public = api.lines().any(|item| defines(item, kind, name));
            if is_public && !has_example(&lines[..number]) {
                found.push(format!("{path}: {name}"));
            }
        }
    }
    found.sort();
    found
}

/// The kind and the name of the item that a line of source declares.
fn item(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start().strip_prefix("pub ")?;
    let rest = rest.strip_prefix("const ").unwrap_or(rest);
    let (kind, rest) = rest.split_once(' ')?;
    let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let name = &rest[..end.unwrap_or(rest.len())];
    ["fn", "struct", "enum", "trait"]
        .contains(&kind)
        .then_some((kind, name))
}

/// Whether a line of the list of public items is about such an item.
fn defines(line: &str, kind: &str, name: &str) -> bool {
    let line = line.strip_prefix("#[non_exhaustive] ").unwrap_or(line);
    let Some(rest) = line.strip_prefix("pub ") else {
        return false;
    };
    let rest = rest.strip_prefix("const ").unwrap_or(rest);
    let Some(rest) = rest.strip_prefix(kind) else {
        return false;
    };
    let path = rest.split(['(', ':']).filter(|part| !part.is_empty());
    let path: Vec<&str> = path.map(|part| part.trim_end_matches(['>', ' '])).collect();
    path.iter().any(|part| part.split('<').next() == Some(name))
}

/// Whether the documentation at the end of these lines has an example.
fn has_example(before: &[&str]) -> bool {
    let is_attribute = |line: &&&str| !line.trim_start().starts_with("///") && !line.is_empty();
    let attributes = before.iter().rev().take_while(is_attribute).count();
    let documentation = before.iter().rev().skip(attributes);
    documentation
        .take_while(|line| {
            let line = line.trim_start();
            line.starts_with("///") || line.starts_with("#[doc = include_str!")
        })
        .any(|line| line.contains("```"))
}

#[test]
fn every_public_item_has_an_example() {
    assert_eq!(without_example(), [""; 0]);
}
