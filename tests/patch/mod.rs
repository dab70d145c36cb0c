//! Applies fixes, and checks that those of one report can be applied together. The fuzz target `fixes` has this file, too.

#![allow(
    dead_code,
    reason = "each test that includes this module uses a part of it"
)]

use scale_batch::edge::call;
use serde_json::Value;

/// Applies a JSON Patch; `Err` says which operation cannot be applied.
pub(crate) fn apply(document: &Value, operations: &Value) -> Result<Value, String> {
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
pub(crate) fn parent<'d>(document: &'d mut Value, path: &str) -> Option<(&'d mut Value, String)> {
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
pub(crate) fn problems(function: &str, input: &Value) -> Vec<Value> {
    let result: Value = serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
    let lists =
        ["errors", "warnings"].map(|list| result[list].as_array().cloned().unwrap_or_default());
    lists.concat()
}

/// How often a problem is among others: they are told apart by their names and what they say.
pub(crate) fn count(problem: &Value, among: &[Value]) -> usize {
    let same =
        |other: &&Value| other["name"] == problem["name"] && other["params"] == problem["params"];
    among.iter().filter(same).count()
}

/// The pointer to the document of an input that the fix of a problem is about; where there is none, it leads to nothing.
pub(crate) fn document(function: &str, input: &Value, problem: &Value) -> String {
    assert_eq!(
        problem.get("document"),
        problem["params"].get("document"),
        "{problem}"
    );
    if let Some(document) = problem.get("document") {
        let document = document.as_str().unwrap();
        let around = if input.get(document).is_none() {
            "/context"
        } else {
            ""
        };
        return format!("{around}/{document}");
    }
    let main: &[&str] = match function {
        "checkRecipe" => &["document", "recipe_type", "definition"],
        "readDefinition" => &["definition"],
        "readConfiguration" => &["configuration"],
        "buildListQuery" => &["query"],
        "readBatch" => &["batch"],
        "validateDocument" => &["document"],
        _ => &["request"],
    };
    let is_given = |name: &&&str| input.get(name).is_some_and(|given| !given.is_null());
    let given = main.iter().find(is_given).unwrap_or(&"nothing");
    format!("/{given}")
}

/// The document of an input at a pointer; what is given as text is taken apart.
fn document_of(input: &Value, pointer: &str) -> Option<Value> {
    match input.pointer(pointer)? {
        Value::String(text) => serde_json::from_str(text).ok(),
        document => Some(document.clone()),
    }
}

/// The input with these fixes applied in order.
fn with_fixes(function: &str, input: &Value, fixed: &[&Value]) -> Value {
    let mut after = input.clone();
    for problem in fixed {
        let pointer = document(function, input, problem);
        let whole = document_of(&after, &pointer).unwrap();
        let repaired = apply(&whole, &problem["fix"])
            .unwrap_or_else(|failure| panic!("{failure}: {problem} of {input}"));
        *after.pointer_mut(&pointer).unwrap() = repaired;
    }
    after
}

/// Adds the values in a document that have no others in them, as text.
fn add_leaves(value: &Value, leaves: &mut Vec<String>) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) if !items.is_empty() => waiting.extend(items),
            Value::Object(members) if !members.is_empty() => waiting.extend(members.values()),
            leaf => leaves.push(leaf.to_string()),
        }
    }
}

/// Checks that everything in the documents is still there, but for what a fix says that it removes or replaces.
fn check_nothing_lost(function: &str, input: &Value, after: &Value, fixed: &[&Value]) {
    let pointers: std::collections::BTreeSet<String> = fixed
        .iter()
        .map(|problem| document(function, input, problem))
        .collect();
    for pointer in pointers {
        let before = document_of(input, &pointer).unwrap();
        let (mut kept, mut lost) = (Vec::new(), Vec::new());
        add_leaves(&document_of(after, &pointer).unwrap(), &mut kept);
        for problem in fixed
            .iter()
            .filter(|problem| document(function, input, problem) == pointer)
        {
            for operation in problem["fix"].as_array().unwrap() {
                let path = operation["path"].as_str().unwrap();
                let is_named = operation["op"] == "remove" || operation["op"] == "replace";
                if let Some(named) = before.pointer(path).filter(|_| is_named) {
                    add_leaves(named, &mut lost);
                }
            }
        }
        let mut written = Vec::new();
        add_leaves(&before, &mut written);
        let held =
            |leaves: &[String], leaf: &String| leaves.iter().filter(|other| *other == leaf).count();
        for leaf in &written {
            // A container that was emptied, or is filled now, is no loss.
            if leaf != "{}" && leaf != "[]" {
                assert!(
                    held(&kept, leaf) + held(&lost, leaf) >= held(&written, leaf),
                    "{leaf} of {before} is lost in {after} with the fixes of {fixed:?}"
                );
            }
        }
    }
}

fn errors(function: &str, input: &Value) -> Vec<Value> {
    let result: Value = serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
    result["errors"].as_array().cloned().unwrap_or_default()
}

/// Checks that some of the fixes of a call, those that `chosen` takes by their numbers, can be applied together: each
/// removes its problem, nothing that was written is lost, and no error is at their places that none of them alone
/// leads to. Returns how many were applied.
pub(crate) fn check_together(
    function: &str,
    input: &Value,
    mut chosen: impl FnMut(usize) -> bool,
) -> usize {
    /// Each is also applied alone.
    const MOST: usize = 6;
    let before = problems(function, input);
    let with_fix = before.iter().filter(|problem| {
        // A context that is text is not taken apart, and neither is a query string.
        problem.get("fix").is_some()
            && document_of(input, &document(function, input, problem)).is_some()
    });
    let chosen = with_fix.enumerate().filter(|(number, _)| chosen(*number));
    let fixed: Vec<&Value> = chosen.map(|(_, problem)| problem).take(MOST).collect();
    if fixed.len() < 2 {
        return fixed.len();
    }
    let after = with_fixes(function, input, &fixed);
    check_nothing_lost(function, input, &after, &fixed);

    // Where an item is removed, the next one may have the same problem at its place.
    let removes_item = |problem: &&&Value| {
        let mut operations = problem["fix"].as_array().unwrap().iter();
        let removed = operations.find(|operation| operation["op"] == "remove");
        let last = removed.and_then(|operation| operation["path"].as_str()?.rsplit('/').next());
        last.is_some_and(|last| last.parse::<usize>().is_ok())
    };
    if !fixed.iter().any(|problem| removes_item(&problem)) {
        let left = problems(function, &after);
        for problem in &fixed {
            let here = |problems: &[Value]| {
                let here = |other: &&Value| other["path"] == problem["path"];
                count(
                    problem,
                    &problems.iter().filter(here).cloned().collect::<Vec<_>>(),
                )
            };
            assert!(
                here(&left) < here(&before),
                "{problem} is left in {after} with the fixes of {fixed:?}"
            );
        }
    }
    let places = |problem: &&Value| {
        let operations = problem["fix"].as_array().unwrap().clone();
        let of_one = |operation: &Value| ["from", "path"].map(|field| operation[field].clone());
        let places: Vec<Value> = operations.iter().flat_map(of_one).collect();
        (problem.get("document").cloned(), places)
    };
    let places: Vec<_> = fixed.iter().map(places).collect();
    let alone: Vec<Vec<Value>> = fixed
        .iter()
        .map(|problem| errors(function, &with_fixes(function, input, &[problem])))
        .collect();
    // Rules look at what can be read. Where only several fixes make it readable, rules find what no fix alone leads to.
    // In an input map a misspelt field is ignored, and the one that it is meant to be is missing.
    let is_misread = |problem: &Value| {
        let params = &problem["params"];
        let cause = params["cause"].as_str();
        params["because"] == "input_map"
            || cause.is_some_and(|cause| {
                [
                    "INVALID_VALUE",
                    "MISSING_FIELD",
                    "UNKNOWN_FIELD",
                    "WRONG_TYPE",
                ]
                .contains(&cause)
            })
    };
    let can_be_read_now = |new: &Value| {
        let misread: Vec<&&Value> = fixed
            .iter()
            .filter(|problem| is_misread(problem) && problem.get("document") == new.get("document"))
            .collect();
        misread.len() > 1 && !is_misread(new)
    };
    let left = errors(function, &after);
    for new in &left {
        let is_there = |(document, places): &(Option<Value>, Vec<Value>)| {
            document.as_ref() == new.get("document") && places.contains(&new["path"])
        };
        let known = count(new, &before);
        let expected: usize = alone
            .iter()
            .map(|left| count(new, left).saturating_sub(known))
            .sum();
        assert!(
            !places.iter().any(is_there)
                || count(new, &left) <= known + expected
                || can_be_read_now(new),
            "the fixes of {fixed:?} lead to {new} in {after}"
        );
    }
    fixed.len()
}
