//! Answers of the running server, `tests/data/live/*.jsonl`, and the one table of deliberate differences from them.

#![allow(
    dead_code,
    reason = "each test that includes this module uses a part of it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// A question to the server, and its answer.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) tags: Vec<String>,
    /// The inputs as text, because the server's answer can depend on the order of keys.
    #[serde(default)]
    pub(crate) input: BTreeMap<String, Box<RawValue>>,
    #[serde(default)]
    pub(crate) expect: Value,
}

impl Case {
    /// An input as JSON text; `null` where the case has none.
    pub(crate) fn text(&self, input: &str) -> &str {
        self.input.get(input).map_or("null", |text| text.get())
    }

    /// An input as a value.
    pub(crate) fn value(&self, input: &str) -> Value {
        serde_json::from_str(self.text(input)).unwrap()
    }
}

/// A deliberate difference from the server.
#[derive(Deserialize)]
struct Difference {
    /// The rule that wants it.
    rule: String,
    /// Why it is wanted.
    why: String,
    /// The cases that show it.
    ids: Vec<String>,
}

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/live");
    std::fs::read_to_string(path.join(file)).unwrap()
}

/// All cases of one kind, such as `query`.
pub(crate) fn cases(kind: &str) -> Vec<Case> {
    let text = read(&format!("{kind}.jsonl"));
    let cases = text.lines().map(|line| serde_json::from_str(line).unwrap());
    cases.collect()
}

/// Checks that exactly the cases that the table names differ.
pub(crate) fn assert_differences(kind: &str, found: &BTreeMap<String, String>) {
    let table: BTreeMap<String, Vec<Difference>> =
        serde_json::from_str(&read("differences.json")).unwrap();
    let mut listed = BTreeSet::new();
    for Difference { rule, why, ids } in &table[kind] {
        assert!(!rule.is_empty() && !why.is_empty() && !ids.is_empty());
        for id in ids {
            assert!(listed.insert(id.as_str()), "{id} is listed twice");
        }
    }
    let unlisted: Vec<_> = found
        .iter()
        .filter(|(id, _)| !listed.contains(id.as_str()))
        .collect();
    assert!(
        unlisted.is_empty(),
        "{} of {kind} differ and are not in the table: {unlisted:#?}",
        unlisted.len()
    );
    let agreeing: Vec<_> = listed
        .iter()
        .filter(|id| !found.contains_key(**id))
        .collect();
    assert!(
        agreeing.is_empty(),
        "listed as differences, but they agree: {agreeing:?}"
    );
}
