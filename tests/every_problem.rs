//! Every name of a problem has cases that trigger it, in `tests/data/every-problem.jsonl`: the names in their order,
//! each with one case or more. The tests of the npm package translate them.

use std::collections::BTreeSet;

use scale_batch::Name;
use scale_batch::json::call;
use serde_json::Value;

/// The names of all errors and warnings that a function answers.
fn names(function: &str, input: &Value) -> BTreeSet<String> {
    let result: Value = serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
    let lists =
        ["errors", "warnings"].map(|list| result[list].as_array().cloned().unwrap_or_default());
    lists
        .concat()
        .iter()
        .map(|problem| problem["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_name_has_cases_that_trigger_it() {
    let mut named: Vec<String> = Vec::new();
    for line in include_str!("data/every-problem.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let (name, function) = (case["name"].as_str().unwrap(), case["function"].as_str());
        let found = names(function.unwrap(), &case["input"]);
        assert!(found.contains(name), "found {found:?} instead of {line}");
        named.push(name.to_owned());
    }
    named.dedup();
    let all: Vec<&str> = Name::ALL.iter().map(|name| name.as_str()).collect();
    assert_eq!(named, all);
}
