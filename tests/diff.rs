//! What the server's own logic says about 300 pairs of definitions, and what holds for every diff.

use std::collections::{BTreeMap, BTreeSet};

use scale_batch::RecipeDiff;
use scale_batch::diff::Change;
use scale_batch::documents::{
    ChangeName, ForcedNodes, NodeKind, RecipeDefinition, RecipeDiffDocument,
};
use scale_batch::text::{self, Style};
use serde_json::{Value, json};

fn sorted<'a>(names: impl IntoIterator<Item = &'a str>) -> Value {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_unstable();
    json!(names)
}

/// A diff in the form of the vectors.
fn answer(diff: &RecipeDiff<'_>) -> Value {
    let nodes: BTreeMap<_, _> = diff
        .nodes()
        .map(|node| {
            let document = node.document();
            let mut answer = json!({
                "status": document.status,
                "changes": sorted(document.changes.iter().map(|change| change.name.as_str())),
                "reprocess_new_node": document.reprocess_new_node,
                "force_reprocess": document.force_reprocess,
                "dependencies": sorted(document.dependencies.iter().map(|node| node.name.as_str())),
                "prev_node_type": document.prev_node_type,
                "node_type": document.node_type,
            });
            if node.kind() == NodeKind::Recipe {
                answer["forced_inside"] = json!(node.forced_inside());
            }
            (node.name(), answer)
        })
        .collect();
    json!({
        "can_be_reprocessed": diff.can_be_reprocessed(),
        "reasons": sorted(diff.reasons().iter().map(|reason| reason.name.as_str())),
        "nodes": nodes,
        "copy": sorted(diff.copied()),
        "supersede": sorted(diff.superseded()),
        "unpublish": sorted(diff.unpublished()),
        "recursively_supersede": sorted(diff.recursively_superseded()),
    })
}

#[test]
fn agrees_with_the_server() {
    let cases = include_str!("data/diff.jsonl").lines();
    let cases: Vec<Value> = cases
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(cases.len(), 300);
    for case in cases {
        let (id, input, mut expected) = (&case["id"], &case["input"], case["expect"].clone());
        let definition = |which: &str| -> RecipeDefinition {
            serde_json::from_value(input[which].clone())
                .unwrap_or_else(|error| panic!("{id}: {error}"))
        };
        let (previous, current) = (definition("previous"), definition("current"));
        let forced: Option<ForcedNodes> =
            serde_json::from_value(input["forced_nodes"].clone()).unwrap();
        match RecipeDiff::between(&previous, &current, forced.as_ref()) {
            Ok(diff) => {
                for node in expected["nodes"].as_object_mut().unwrap().values_mut() {
                    if let Some(forced) = node
                        .get_mut("forced_inside")
                        .filter(|forced| !forced.is_null())
                    {
                        // What is redundant is not written.
                        let inside: ForcedNodes = serde_json::from_value(forced.take()).unwrap();
                        *forced = json!(inside);
                    }
                }
                assert_eq!(answer(&diff), expected, "{id}");
            }
            Err(problems) => {
                let names: BTreeSet<_> = problems
                    .iter()
                    .map(|problem| problem.name.as_str())
                    .collect();
                assert!(
                    names.contains(expected["error"].as_str().unwrap_or("a diff")),
                    "{id}: {problems}"
                );
            }
        }
    }
}

#[test]
fn a_broken_definition_is_named() {
    let broken = json!({"input": {"files": [{"name": "A"}], "json": [{"name": "A", "type": "string"}]}, "nodes": {
        "a": {"dependencies": [{"name": "a"}], "input": {}, "node_type": {"node_type": "recipe",
            "recipe_type_name": "x", "recipe_type_revision": 1}},
        "b": {"dependencies": [{"name": "ghost"}], "input": {}, "node_type": {"node_type": "recipe",
            "recipe_type_name": "x", "recipe_type_revision": 1}},
        "c": {"dependencies": [], "input": {"B": {"type": "recipe", "input": "B"}}, "node_type": {
            "node_type": "condition", "interface": {}, "data_filter": {"filters": [
                {"name": "N", "type": "number", "condition": "<", "values": [null, [1], {}]}]}}},
    }});
    let broken: RecipeDefinition = serde_json::from_value(broken).unwrap();
    let sound = RecipeDefinition::default();
    for (previous, current, place) in [(&broken, &sound, "previous"), (&sound, &broken, "current")]
    {
        let problems = RecipeDiff::between(previous, current, None).unwrap_err();
        let found: Vec<_> = problems
            .iter()
            .map(|problem| (problem.name.as_str(), problem.path.as_str()))
            .collect();
        let expected = [
            ("DUPLICATE_INPUT", "/input/json/0"),
            ("CIRCULAR_DEPENDENCY", "/nodes/a/dependencies/0"),
            ("UNKNOWN_NODE", "/nodes/b/dependencies/0/name"),
            ("UNKNOWN_INPUT", "/nodes/c/input/B/input"),
            (
                "VALUE_ERROR",
                "/nodes/c/node_type/data_filter/filters/0/values/0",
            ),
            (
                "VALUE_ERROR",
                "/nodes/c/node_type/data_filter/filters/0/values/1",
            ),
            (
                "VALUE_ERROR",
                "/nodes/c/node_type/data_filter/filters/0/values/2",
            ),
        ];
        assert_eq!(found, expected);
        assert!(
            problems
                .iter()
                .all(|problem| problem.document.as_deref() == Some(place)
                    && problem.params["document"] == place
                    && problem.params["definition"] == place)
        );
    }
    let alone = |input: Value, filters: Value| -> RecipeDefinition {
        let node = json!({"dependencies": [], "input": input, "node_type": {
            "node_type": "condition", "interface": {}, "data_filter": {"filters": filters}}});
        serde_json::from_value(json!({"nodes": {"c": node}})).unwrap()
    };
    let filter = json!([{"name": "N", "type": "integer", "condition": "<", "values": [null]}]);
    for broken in [
        alone(json!({}), filter),
        alone(json!({"B": {"type": "recipe", "input": "B"}}), json!([])),
    ] {
        assert!(RecipeDiff::between(&sound, &broken, None).is_err());
    }
    assert_eq!(
        RecipeDiff::between(&broken, &broken, None)
            .unwrap_err()
            .iter()
            .count(),
        14
    );
}

#[test]
fn the_document_is_what_is_written() {
    for line in include_str!("data/diff.jsonl").lines().step_by(7) {
        let case: Value = serde_json::from_str(line).unwrap();
        let definition =
            |which: &str| serde_json::from_value(case["input"][which].clone()).unwrap();
        let (previous, current): (RecipeDefinition, RecipeDefinition) =
            (definition("previous"), definition("current"));
        let Ok(diff) = RecipeDiff::between(&previous, &current, Some(&ForcedNodes::All)) else {
            continue;
        };
        let written = serde_json::to_value(&diff).unwrap();
        assert_eq!(written, serde_json::to_value(diff.document()).unwrap());
        let read: RecipeDiffDocument = serde_json::from_value(written).unwrap();
        assert_eq!(read, diff.document());
    }
}

/// What only definitions tell of the changes in an explanation is null, where the document does not tell it.
fn without_values(told: &Value, mut full: Value) -> Value {
    let mut waiting = vec![(told, &mut full)];
    while let Some((told, full)) = waiting.pop() {
        match (told, full) {
            (Value::Array(told), Value::Array(full)) => waiting.extend(told.iter().zip(full)),
            (Value::Object(told), Value::Object(full)) => {
                let is_change = told.contains_key("name") && told.contains_key("description");
                for (key, value) in full {
                    let Some(told) = told.get(key) else { continue };
                    if is_change
                        && told.is_null()
                        && ["previous", "current"].contains(&key.as_str())
                    {
                        value.take();
                    } else {
                        waiting.push((told, value));
                    }
                }
            }
            _ => {}
        }
    }
    full
}

/// The nodes whose note in a drawing has values that the document does not tell.
fn without_notes(diff: &RecipeDiff<'_>, told: &RecipeDiff<'_>) -> BTreeSet<String> {
    let has_values = |name: &str| {
        let node = told.node(name).unwrap();
        let changes = node.changes().iter();
        changes
            .filter(|change| matches!(change, Change::Told { .. }))
            .any(|change| change.name() != ChangeName::FilterChange)
    };
    let names = diff.nodes().map(|node| node.name().to_owned());
    names.filter(|name| has_values(name)).collect()
}

#[test]
fn a_document_is_explained_and_drawn_as_its_definitions_are() {
    let (mut explained, mut drawn, mut inherited) = (0, 0, 0);
    for line in include_str!("data/diff.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let (id, input) = (&case["id"], &case["input"]);
        let definition = |which: &str| serde_json::from_value(input[which].clone()).unwrap();
        let (previous, current): (RecipeDefinition, RecipeDefinition) =
            (definition("previous"), definition("current"));
        let forced: Option<ForcedNodes> =
            serde_json::from_value(input["forced_nodes"].clone()).unwrap();
        let Ok(diff) = RecipeDiff::between(&previous, &current, forced.as_ref()) else {
            continue;
        };
        let document = diff.document();
        let told = RecipeDiff::of_document(&document, forced.as_ref()).unwrap();
        assert_eq!(told.document(), document, "{id}");
        assert_eq!(answer(&told), answer(&diff), "{id}");
        assert_eq!(told.summary(), diff.summary(), "{id}");
        for node in diff.nodes() {
            let full = serde_json::to_value(node.explain()).unwrap();
            let of_document = serde_json::to_value(told.explain(node.name())).unwrap();
            inherited += of_document["causes"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|cause| cause["cause"] == "INHERITED_CHANGE")
                .count();
            assert_eq!(of_document, without_values(&of_document, full), "{id}");
            explained += 1;
        }
        let unknown = without_notes(&diff, &told);
        let places = |diff: &RecipeDiff<'_>| {
            let mut layout = serde_json::to_value(diff.layout()).unwrap();
            for node in layout["nodes"].as_array_mut().unwrap() {
                if unknown.contains(node["name"].as_str().unwrap()) {
                    node["note"].take();
                }
            }
            layout
        };
        assert_eq!(places(&told), places(&diff), "{id}");
        if unknown.is_empty() {
            assert_eq!(told.mermaid(), diff.mermaid(), "{id}");
            assert_eq!(told.dot(), diff.dot(), "{id}");
            let text = |diff: &RecipeDiff<'_>| text::diff(diff, None, Style::Plain);
            assert_eq!(text(&told), text(&diff), "{id}");
            drawn += 1;
        }
    }
    assert!(
        explained > 1_000 && drawn > 50 && inherited > 50,
        "{explained} {drawn} {inherited}"
    );
}

#[test]
fn what_a_document_tells_of_forcing() {
    let node = |forced: bool, dependencies: &[&str]| {
        let dependencies: Vec<_> = dependencies
            .iter()
            .map(|name| json!({"name": name}))
            .collect();
        json!({"status": "UNCHANGED", "changes": [], "reprocess_new_node": forced, "force_reprocess": forced,
            "dependencies": dependencies, "node_type": {"node_type": "condition"}})
    };
    let document: RecipeDiffDocument = serde_json::from_value(json!({
        "can_be_reprocessed": true,
        "reasons": [],
        "nodes": {"a": node(false, &[]), "b": node(true, &["a"]), "c": node(true, &["b"])},
    }))
    .unwrap();
    let causes = |diff: &RecipeDiff<'_>, name: &str| json!(diff.explain(name).unwrap().causes);
    let told = RecipeDiff::of_document(&document, None).unwrap();
    assert_eq!(
        causes(&told, "b"),
        json!([{"cause": "FORCED", "all": null}])
    );
    assert_eq!(
        causes(&told, "c"),
        json!([{"cause": "INHERITED_FORCE", "path": ["b", "c"]}])
    );
    let forced = ForcedNodes::nodes(["c", "b"]);
    let told = RecipeDiff::of_document(&document, Some(&forced)).unwrap();
    assert_eq!(
        causes(&told, "c")[0],
        json!({"cause": "FORCED", "all": false})
    );
}

#[test]
fn a_change_in_the_words_of_a_server_is_understood() {
    let node = |status: &str, changes: Value, dependencies: &[&str]| {
        let dependencies: Vec<_> = dependencies
            .iter()
            .map(|name| json!({"name": name}))
            .collect();
        json!({"status": status, "changes": changes, "reprocess_new_node": true, "force_reprocess": false,
            "dependencies": dependencies, "node_type": {"node_type": "job", "job_type_name": "x",
            "job_type_version": "1", "job_type_revision": 2, "prev_job_type_revision": 1}})
    };
    let change = |name: &str, description: &str| json!({"name": name, "description": description});
    let document: RecipeDiffDocument = serde_json::from_value(json!({
        "can_be_reprocessed": true,
        "reasons": [],
        "nodes": {
            "parse": node("CHANGED", json!([change("JOB_TYPE_REVISION_CHANGE", "Revision changed")]), &[]),
            "mask": node("CHANGED", json!([change("INPUT_CHANGE", "An input changed")]), &[]),
            "report": node(
                "CHANGED",
                json!([
                    change("PARENT_NEW", "New parent node mask added"),
                    change("PARENT_CHANGED", "Parent node parse changed"),
                    change("PARENT_REMOVED", ""),
                ]),
                &["mask", "parse"],
            ),
        },
    }))
    .unwrap();
    let told = RecipeDiff::of_document(&document, None).unwrap();
    let explanation = json!(told.explain("report").unwrap());
    assert_eq!(
        explanation["causes"],
        json!([
            {"cause": "CHANGED", "change":
                {"name": "PARENT_NEW", "description": "It depends on \"mask\" now.", "node": "mask"}},
            {"cause": "CHANGED", "change":
                {"name": "PARENT_REMOVED", "description": "PARENT_REMOVED.", "node": null}},
            {"cause": "INHERITED_CHANGE", "path": ["parse", "report"], "changes": [
                {"name": "JOB_TYPE_REVISION_CHANGE", "description": "The job type revision changed from 1 to 2.",
                    "previous": 1, "current": 2}]},
        ])
    );
    let input = &json!(told.explain("mask").unwrap())["causes"][0]["change"];
    assert_eq!(
        *input,
        json!({"name": "INPUT_CHANGE", "description": "An input changed", "input": null, "previous": null, "current": null})
    );
}
