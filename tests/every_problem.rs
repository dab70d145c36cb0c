//! Every name of a problem has cases that trigger it; see `tests/cases/`. The tests of the npm package translate them.

mod cases;

use std::collections::BTreeSet;

use cases::{Case, cases};
use scale_batch::ProblemName;
use scale_batch::edge::call;
use serde_json::Value;

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
