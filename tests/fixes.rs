//! Every fix fixes: applied to its document, it removes the problem that it belongs to.

mod cases;

use std::collections::BTreeMap;

use cases::{Case, cases};
use scale_batch::json::call;
use serde_json::{Value, json};

/// Applies a JSON Patch; `Err` says which operation cannot be applied.
fn apply(document: &Value, operations: &Value) -> Result<Value, String> {
    let mut document = document.clone();
    for operation in operations.as_array().unwrap() {
        let path = operation["path"].as_str().unwrap();
        let failure = || format!("{operation} cannot be applied to {document}");
        let applied = match operation["op"].as_str().unwrap() {
            "add" => add(&mut document.clone(), path, operation["value"].clone()),
            "remove" => remove(&mut document.clone(), path).map(|(document, _)| document),
            "replace" => remove(&mut document.clone(), path)
                .and_then(|(mut document, _)| add(&mut document, path, operation["value"].clone())),
            "move" => remove(&mut document.clone(), operation["from"].as_str().unwrap())
                .and_then(|(mut document, value)| add(&mut document, path, value)),
            other => panic!("unknown operation {other}"),
        };
        document = applied.ok_or_else(failure)?;
    }
    Ok(document)
}

/// What is around a place, and the last step to it.
fn parent<'d>(document: &'d mut Value, path: &str) -> Option<(&'d mut Value, String)> {
    let (parent, key) = path.rsplit_once('/')?;
    Some((
        document.pointer_mut(parent)?,
        key.replace("~1", "/").replace("~0", "~"),
    ))
}

fn add(document: &mut Value, path: &str, value: Value) -> Option<Value> {
    if path.is_empty() {
        return Some(value);
    }
    match parent(document, path)? {
        (Value::Object(fields), key) => {
            fields.insert(key, value);
        }
        (Value::Array(items), key) => {
            let place = if key == "-" {
                items.len()
            } else {
                key.parse().ok()?
            };
            (place <= items.len()).then(|| items.insert(place, value))?;
        }
        _ => return None,
    }
    Some(document.take())
}

fn remove(document: &mut Value, path: &str) -> Option<(Value, Value)> {
    let removed = match parent(document, path)? {
        (Value::Object(fields), key) => fields.remove(&key)?,
        (Value::Array(items), key) => {
            let place = key.parse().ok()?;
            (place < items.len()).then(|| items.remove(place))?
        }
        _ => return None,
    };
    Some((document.take(), removed))
}

/// Every error and warning of a call.
fn problems(function: &str, input: &Value) -> Vec<Value> {
    let result: Value = serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
    let lists =
        ["errors", "warnings"].map(|list| result[list].as_array().cloned().unwrap_or_default());
    lists.concat()
}

/// How often a problem is among others: they are told apart by their names and what they say.
fn count(problem: &Value, among: &[Value]) -> usize {
    let same =
        |other: &&Value| other["name"] == problem["name"] && other["params"] == problem["params"];
    among.iter().filter(same).count()
}

/// The pointer to the document of an input that the fix of a problem is about.
fn document(function: &str, problem: &Value) -> String {
    assert_eq!(
        problem.get("document"),
        problem["params"].get("document"),
        "{problem}"
    );
    if let Some(document) = problem.get("document") {
        let document = document.as_str().unwrap();
        let around = if function == "validateBatch" {
            "/context"
        } else {
            ""
        };
        return format!("{around}/{document}");
    }
    let document = match function {
        "validateBatch" | "readCreateRequest" | "readEditRequest" => "request",
        "readDefinition" | "checkRecipe" => "definition",
        "readConfiguration" => "configuration",
        "buildListQuery" => "query",
        "readBatch" => "batch",
        other => panic!("{other} has a fix: {problem}"),
    };
    format!("/{document}")
}

/// Checks every fix of a call. Tells how many there are, by the names of their problems.
fn check(function: &str, input: &Value, fixes: &mut BTreeMap<String, usize>) {
    let before = problems(function, input);
    for problem in &before {
        let Some(fix) = problem.get("fix") else {
            continue;
        };
        let pointer = document(function, problem);
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

/// Documents of which each member, at every depth, is replaced by what may stand there by mistake.
#[test]
fn every_fix_of_a_document_that_was_broken_removes_its_problem() {
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
    let wrong = [
        Value::Null,
        json!("1"),
        json!("true"),
        json!(true),
        json!(1),
        json!(""),
        json!([]),
        json!({}),
    ];
    let mut fixes = BTreeMap::new();
    for (function, name, document) in [
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
    ] {
        for pointer in pointers(&document) {
            for value in &wrong {
                let mut broken = document.clone();
                *broken.pointer_mut(&pointer).unwrap() = value.clone();
                check(function, &input(name, &broken), &mut fixes);
            }
            let mut broken = document.clone();
            if let Some((fields, key)) = parent(&mut broken, &pointer)
                && let Value::Object(fields) = fields
            {
                let value = fields.remove(&key).unwrap();
                fields.insert(key + "s", value);
                check(function, &input(name, &broken), &mut fixes);
            }
        }
    }
    assert!(fixes.values().sum::<usize>() > 300, "{fixes:?}");
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
                .map(|(key, field)| (key.clone(), field))
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
