//! Every fix fixes: applied to its document, it removes the problem that it belongs to.

mod cases;
mod patch;
#[path = "../src/properties.rs"]
mod properties;

use std::collections::BTreeMap;

use cases::{Case, cases};
use patch::{apply, check_together, count, document, parent, problems};
use properties::properties;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Checks every fix of a call. Tells how many there are, by the names of their problems.
fn check(function: &str, input: &Value, fixes: &mut BTreeMap<String, usize>) {
    let before = problems(function, input);
    for problem in &before {
        let Some(fix) = problem.get("fix") else {
            continue;
        };
        let pointer = document(function, input, problem);
        let whole = input
            .pointer(&pointer)
            .unwrap_or_else(|| panic!("{problem} in {input}"));
        let repaired = apply(whole, fix).unwrap_or_else(|failure| panic!("{failure}: {problem}"));
        let mut after = input.clone();
        *after.pointer_mut(&pointer).unwrap() = repaired;
        let left = problems(function, &after);
        assert!(
            count(problem, &left) < count(problem, &before),
            "the fix of {problem} leaves it in {after}"
        );
        // What is removed must not be missing then.
        for missing in left
            .iter()
            .filter(|problem| problem["params"]["cause"] == "MISSING_FIELD")
        {
            assert!(
                count(missing, &left) <= count(missing, &before),
                "the fix of {problem} leads to {missing}"
            );
        }
        // No mistake of structure is there then. Rules may look at a value that can be read now.
        let places: Vec<&Value> = fix
            .as_array()
            .unwrap()
            .iter()
            .map(|operation| operation.get("from").unwrap_or(&operation["path"]))
            .collect();
        let here = |new: &&Value| {
            new.get("document") == problem.get("document")
                && places.contains(&&new["path"])
                && new["params"]["cause"].is_string()
        };
        for new in left.iter().filter(here) {
            assert!(
                count(new, &left) <= count(new, &before),
                "the fix of {problem} leads to {new} at its place"
            );
        }
        let name = problem["name"].as_str().unwrap();
        *fixes.entry(name.to_owned()).or_default() += 1;
    }
    check_together(function, input, |_| true);
    for (every, first) in [(2, 0), (2, 1), (3, 0)] {
        check_together(function, input, |number| number % every == first);
    }
}

#[test]
fn every_fix_of_the_cases_of_every_problem_removes_it() {
    let mut fixes = BTreeMap::new();
    for Case {
        function, input, ..
    } in cases()
    {
        let input = serde_json::from_str(&input).unwrap();
        check(&function, &input, &mut fixes);
    }
    assert!(fixes.len() > 12, "{fixes:?}");
}

#[test]
fn every_fix_of_the_structural_cases_removes_its_problem() {
    let mut fixes = BTreeMap::new();
    for line in include_str!("data/structure.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let (kind, document) = (&case["input"]["kind"], &case["input"]["document"]);
        let (function, kind) = match kind.as_str().unwrap() {
            "definition" => ("readDefinition", "definition"),
            _ => ("readConfiguration", "configuration"),
        };
        check(function, &json!({kind: document}), &mut fixes);
    }
    assert!(fixes.values().sum::<usize>() > 10, "{fixes:?}");
}

#[test]
fn a_fix_of_one_of_several_inputs_leads_into_that_input() {
    let batch = json!({"id": 7, "recipe_type": {"id": 1}, "root_batch": {"id": 7}});
    let mut fixes = BTreeMap::new();
    let configuration = json!({"priority": "5"});
    let next = json!({"batch": batch, "changes": {"configuration": configuration}});
    check("nextBatch", &next, &mut fixes);
    let edit =
        json!({"before": {"title": "t"}, "after": {"title": "u", "configuration": configuration}});
    check("editRequest", &edit, &mut fixes);
    assert_eq!(fixes.values().sum::<usize>(), 2, "{fixes:?}");
}

/// Functions, each with the name of an input and a document for it that is right.
fn right() -> Vec<(&'static str, &'static str, Value)> {
    let job = json!({"node_type": "job", "job_type_name": "j", "job_type_version": "1.0", "job_type_revision": 1});
    let filter = json!({"name": "COUNT", "type": "integer", "condition": "<", "values": [1]});
    let condition = json!({"node_type": "condition",
        "interface": {"files": [], "json": [{"name": "COUNT", "type": "integer"}]},
        "data_filter": {"filters": [filter], "all": true}});
    let recipe = json!({
        "version": "7",
        "input": {"files": [{"name": "SCENE", "media_types": ["image/tiff"], "required": true, "multiple": false}],
            "json": [{"name": "COUNT", "type": "integer"}]},
        "nodes": {
            "parse": {"dependencies": [], "input": {"IN": {"type": "recipe", "input": "SCENE"}}, "node_type": job},
            "pass": {"dependencies": [{"name": "parse", "acceptance": true}],
                "input": {"COUNT": {"type": "recipe", "input": "COUNT"}}, "node_type": condition},
            "ortho": {"dependencies": [{"name": "pass"}],
                "input": {"IN": {"type": "dependency", "node": "parse", "output": "OUT"}},
                "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}},
        },
    });
    let forced = json!({"all": false, "nodes": ["a"], "sub_recipes": {"b": {"all": true}}});
    let definition = json!({"version": "7", "supersedes": true, "dataset": 1, "forced_nodes": forced,
        "previous_batch": {"root_batch_id": 1, "forced_nodes": {"all": true}}});
    let configuration =
        json!({"priority": 1, "inputMap": [{"input": "A", "datasetParameter": "B"}]});
    let request = json!({"title": "t", "description": "d", "recipe_type_id": 1, "supersedes": true,
        "definition": definition, "configuration": configuration});
    vec![
        ("checkRecipe", "definition", recipe),
        ("readCreateRequest", "request", request.clone()),
        (
            "readEditRequest",
            "request",
            json!({"title": "t", "description": "d", "configuration": configuration}),
        ),
        ("validateBatch", "request", request),
        (
            "checkConnection",
            "accepting",
            json!({"files": [{"name": "A"}], "json": []}),
        ),
    ]
}

/// What may stand somewhere by mistake.
fn wrong() -> [Value; 8] {
    [
        Value::Null,
        json!("1"),
        json!("true"),
        json!(true),
        json!(1),
        json!(""),
        json!([]),
        json!({}),
    ]
}

/// Misspells the name of the field at a pointer; `None` where there is none.
fn misspell(document: &mut Value, pointer: &str, ending: &str) -> Option<()> {
    let (Value::Object(fields), key) = parent(document, pointer)? else {
        return None;
    };
    let value = fields.remove(&key)?;
    fields.insert(key + ending, value);
    Some(())
}

/// Documents of which each member, at every depth, is replaced by what may stand there by mistake.
#[test]
fn every_fix_of_a_document_that_was_broken_removes_its_problem() {
    let mut fixes = BTreeMap::new();
    for (function, name, document) in right() {
        for pointer in pointers(&document) {
            for value in wrong() {
                let mut broken = document.clone();
                *broken.pointer_mut(&pointer).unwrap() = value;
                check(function, &input(name, &broken), &mut fixes);
            }
            let mut broken = document.clone();
            if misspell(&mut broken, &pointer, "s").is_some() {
                check(function, &input(name, &broken), &mut fixes);
            }
        }
    }
    assert!(fixes.values().sum::<usize>() > 300, "{fixes:?}");
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn any_fixes_of_a_document_that_was_broken_in_several_places_can_be_applied_together(
        chosen in any::<prop::sample::Index>(),
        mistakes in prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize), 2..8),
        fixes in any::<u8>(),
    ) {
        let right = right();
        let (function, name, document) = chosen.get(&right);
        let mut broken = document.clone();
        for (place, mistake) in mistakes {
            let pointers = pointers(&broken);
            let pointer = place.get(&pointers);
            match (wrong().get(mistake), ["s", "_", "2", "S"].get(mistake.saturating_sub(8))) {
                (Some(value), _) => *broken.pointer_mut(pointer).unwrap() = value.clone(),
                (None, ending) => {
                    // A field beside one with a similar name, too.
                    let again = broken.pointer(pointer).cloned();
                    misspell(&mut broken, pointer, ending.unwrap());
                    if mistake % 2 == 0 && let Some((Value::Object(fields), key)) = parent(&mut broken, pointer) {
                        fields.insert(format!("{key}x"), again.unwrap());
                    }
                }
            }
        }
        check_together(function, &input(name, &broken), |number| fixes >> (number % 8) & 1 == 1);
    }
}

/// The input of a call with this document.
fn input(name: &str, document: &Value) -> Value {
    if name == "accepting" {
        return json!({name: document, "connecting": {}});
    }
    json!({name: document})
}

/// The pointers to all values of a document.
fn pointers(document: &Value) -> Vec<String> {
    let mut pointers = vec![String::new()];
    let mut waiting = vec![(String::new(), document)];
    while let Some((pointer, value)) = waiting.pop() {
        let inner: Vec<(String, &Value)> = match value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(place, item)| (place.to_string(), item))
                .collect(),
            Value::Object(fields) => fields
                .iter()
                .map(|(key, field)| (key.replace('~', "~0").replace('/', "~1"), field))
                .collect(),
            _ => Vec::new(),
        };
        for (key, value) in inner {
            let pointer = format!("{pointer}/{key}");
            pointers.push(pointer.clone());
            waiting.push((pointer, value));
        }
    }
    pointers
}
