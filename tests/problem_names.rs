//! Every name of a problem is documented once, in the head of the file that makes it, and `docs/problems.md` is those
//! heads together: `make problems` writes it. The example of each section is run here.

mod sources;

use std::collections::BTreeMap;
use std::{env, fs};

use scale_batch::ProblemName;
use scale_batch::edge::call;
use serde_json::Value;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/problems.md");
const PREFACE: &str = "Each name has its section here.

**Where a problem is.** `document` names the input that the problem is about: a part of the context, such as \
    `dataset`, or one of several inputs, such as `before`. It is absent where the problem is about the document \
    that is checked. `path` and `fix` are always relative to that document, and in a list the path begins with the \
    index: apply `fix` to the input that `document` names. `params.document`, where there is one, says the same. Only \
    an input that is missing, or that a function does not take, is a problem of the call itself.
";

/// The names whose problems are structural: the reader makes them, whatever the document is, so that they belong to no
/// rule.
const STRUCTURAL: [ProblemName; 9] = [
    ProblemName::InvalidRequest,
    ProblemName::InvalidBatchDefinition,
    ProblemName::InvalidBatchConfiguration,
    ProblemName::InvalidDatasetDefinition,
    ProblemName::InvalidRecipeDefinition,
    ProblemName::InvalidResponse,
    ProblemName::InvalidDuration,
    ProblemName::LimitExceeded,
    ProblemName::DuplicateKey,
];

/// A file of Rust: its path below `src/`, the documentation in its head, and its code without its tests.
struct Source {
    path: String,
    head: String,
    code: String,
}

/// Every file of Rust below `src/`, in the order of their paths.
fn sources() -> Vec<Source> {
    let sources = sources::sources().into_iter();
    let read = |(path, text): (String, String)| {
        let head = text
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned() + "\n")
            .collect();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let code = code.lines().filter(|line| !line.trim().starts_with("//"));
        Source {
            path: path.strip_prefix("src/").unwrap().to_owned(),
            head,
            code: code.flat_map(|line| [line, "\n"]).collect(),
        }
    };
    sources.map(read).collect()
}

/// The sections of a text by their names, each without its heading.
fn sections(text: &str) -> Vec<(&str, &str)> {
    let sections = text.split("\n## ").skip(1);
    sections
        .map(|section| section.split_once('\n').unwrap())
        .collect()
}

#[test]
fn the_document_is_made_of_the_heads() {
    let mut by_name: BTreeMap<String, String> = BTreeMap::new();
    for Source { path, head, .. } in sources() {
        let head = format!("\n{head}");
        for (name, section) in sections(&head) {
            let twice = by_name.insert(name.to_owned(), section.trim().to_owned());
            assert_eq!(twice, None, "{path}: {name} has another section elsewhere");
        }
    }
    let mut document = PREFACE.to_owned();
    for name in ProblemName::ALL {
        let section = by_name
            .remove(name.as_str())
            .unwrap_or_else(|| panic!("{name} has no section `//! ## {name}` in a file's head"));
        document.push_str(&format!("\n## {name}\n\n{section}\n"));
    }
    assert!(by_name.is_empty(), "sections of no name: {by_name:?}");
    if env::var_os("WRITE").is_some() {
        fs::write(DOCUMENT, document).unwrap();
    } else {
        assert!(
            document == fs::read_to_string(DOCUMENT).unwrap(),
            "docs/problems.md is stale: run `make problems`"
        );
    }
}

#[test]
fn every_section_has_a_cause_an_example_that_runs_and_a_remedy() {
    let text = fs::read_to_string(DOCUMENT).unwrap();
    for (name, section) in sections(&text) {
        let between = |from: &str, to: &str| -> &str {
            let (_, rest) = section
                .split_once(from)
                .unwrap_or_else(|| panic!("{name} has no {from:?}"));
            let (found, _) = rest
                .split_once(to)
                .unwrap_or_else(|| panic!("{name}: there is no {to:?} after {from:?}"));
            found
        };
        between("\n**Cause.** ", "\n**Example.** `");
        let function = between("\n**Example.** `", "` returns it for\n\n```json\n");
        let input = between("` returns it for\n\n```json\n", "\n```\n\n**Remedy.** ");
        let result: Value = serde_json::from_str(&call(function, input, "")).unwrap();
        let lists = ["errors", "warnings"].map(|list| result[list].as_array());
        let mut found = lists.into_iter().flatten().flatten();
        assert!(
            found.any(|problem| problem["name"] == *name),
            "{name}: {function} of the example returns {result:#}"
        );
    }
}

/// Whether the code makes a value of this type: its name before a brace or a variant, and not as another's variant.
fn constructs(code: &str, type_name: &str) -> bool {
    code.match_indices(type_name).any(|(start, _)| {
        let before = code[..start].chars().next_back();
        let after = code[start + type_name.len()..].trim_start();
        let is_whole = before.is_none_or(|before| !before.is_alphanumeric() && before != ':');
        is_whole && (after.starts_with('{') || after.starts_with('('))
    })
}

#[test]
fn exactly_one_rule_makes_each_problem() {
    let sources = sources();
    for name in ProblemName::ALL {
        let type_name = format!("{name:?}");
        let makes: Vec<&Source> = sources
            .iter()
            .filter(|source| {
                source.path.contains("/rules/") && constructs(&source.code, &type_name)
            })
            .collect();
        if STRUCTURAL.contains(name) {
            assert_eq!(makes.len(), 0, "{name} is listed as structural");
            continue;
        }
        let [rule] = makes[..] else {
            let paths: Vec<&str> = makes.iter().map(|source| source.path.as_str()).collect();
            panic!("{name} is made by {paths:?}, not by one file below `rules/`");
        };
        let file = format!("/{}.rs", name.as_str().to_lowercase());
        assert!(
            rule.path.ends_with(&file) || rule.head.contains(&format!("## {name}\n")),
            "{} makes {name}, and has it neither in its name nor in its head",
            rule.path
        );
    }
}
