//! Every name of a problem has cases that trigger it; see `tests/cases/`. The tests of the npm package translate them, which
//! loses nothing where params say what the description says.

mod cases;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cases::{Case, cases};
use scale_batch::ProblemName;
use scale_batch::edge::call;
use serde_json::{Map, Value};

#[test]
fn every_name_has_cases_that_trigger_it() {
    let mut named = BTreeSet::new();
    for Case {
        name,
        function,
        input,
    } in cases()
    {
        let result: Value = serde_json::from_str(&call(&function, &input, "")).unwrap();
        let lists = ["errors", "warnings"].map(|list| result[list].as_array());
        let found: Vec<&Value> = lists.into_iter().flatten().flatten().collect();
        let is_found = found.iter().any(|problem| problem["name"] == *name);
        assert!(is_found, "{name}: {function} of {input} returns {found:#?}");
        named.insert(name);
    }
    let all: BTreeSet<String> = ProblemName::ALL
        .iter()
        .map(|name| name.as_str().to_owned())
        .collect();
    assert_eq!(named, all);
}

/// What sentences say whatever the document is.
const OF_EVERY_DOCUMENT: [&str; 3] = [
    "ids of batches begin at 1",
    "a page, from 1",
    "such as {\"root_batch_id\": 104}",
];

/// The values that a description names: what is in quotes, and what is a number outside of them.
fn named_in(description: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let whole = description.to_owned();
    let description = OF_EVERY_DOCUMENT
        .iter()
        .fold(whole, |rest, said| rest.replace(said, ""));
    for (number, part) in description.split('"').enumerate() {
        if number % 2 == 1 {
            named.insert(part.to_owned());
            continue;
        }
        let words = part
            .split(|character: char| !character.is_alphanumeric() && !"-.,_^/".contains(character));
        let words = words.map(|word| word.trim_end_matches(['.', ',']));
        let is_number = |word: &&str| {
            word.trim_start_matches('-')
                .starts_with(|first: char| first.is_ascii_digit())
        };
        named.extend(words.filter(is_number).map(str::to_owned));
    }
    named.remove("");
    named
}

/// Every string and number among the params, as a description writes it: the rest of a long one is left out.
fn said_by(params: &Value) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    let mut waiting = vec![params];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => waiting.extend(members.values()),
            Value::String(text) => said.extend(named_in(text).into_iter().chain([text.clone()])),
            other => said.extend([other.to_string()]),
        }
    }
    said
}

/// What the sentences of the crate itself have in quotes, and their numbers.
fn words_of_sentences() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
            continue;
        }
        let code = fs::read_to_string(path).unwrap();
        let code = code.split("#[cfg(test)]\nmod").next().unwrap();
        let sentences = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let quoted = sentences.flat_map(|line| line.split("\\\"").skip(1).step_by(2));
        words.extend(quoted.filter(|word| !word.contains('{')).map(str::to_owned));
    }
    words
}

/// The cases, and the documents that the reference server was given, most of which it refused.
fn calls() -> Vec<(String, String)> {
    let cases = cases().map(|case| (case.function, case.input));
    let documents = include_str!("data/structure.jsonl").lines().map(|line| {
        let mut case: Value = serde_json::from_str(line).unwrap();
        let kind = case["input"]["kind"].as_str().unwrap().to_owned();
        let function = match kind.as_str() {
            "definition" => "readDefinition",
            _ => "readConfiguration",
        };
        let input = Map::from_iter([(kind, case["input"]["document"].take())]);
        (function.to_owned(), Value::Object(input).to_string())
    });
    cases.chain(documents).collect()
}

#[test]
fn params_say_what_the_description_says() {
    let words = words_of_sentences();
    let mut unsaid = BTreeMap::new();
    for (function, input) in calls() {
        let result: Value = serde_json::from_str(&call(&function, &input, "")).unwrap();
        let lists = ["errors", "warnings"].map(|list| result[list].as_array());
        for problem in lists.into_iter().flatten().flatten() {
            let description = problem["description"].as_str().unwrap();
            let said = said_by(&problem["params"]);
            let is_said = |named: &str| match named.strip_suffix('…') {
                Some(start) => said.iter().any(|said| said.starts_with(start)),
                None => said.contains(named) || words.contains(named),
            };
            for named in named_in(description) {
                if !is_said(&named) && !named.split('.').all(is_said) {
                    let cause = ["cause", "because"].map(|key| &problem["params"][key]);
                    let kind = [&problem["name"], cause[0], cause[1]].map(Value::to_string);
                    unsaid.insert(
                        kind,
                        format!("{named}: {description} {}", problem["params"]),
                    );
                }
            }
        }
    }
    assert!(unsaid.is_empty(), "{unsaid:#?}");
}
