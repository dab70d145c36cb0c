//! What the server's own logic says about 300 pairs of definitions, and what holds for every diff.

use std::collections::{BTreeMap, BTreeSet};

use scale_batch::{ForcedNodes, NodeKind, RecipeDefinition, RecipeDiff, RecipeDiffDocument};
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
            .map(|problem| (problem.name.as_str(), problem.path.clone()))
            .collect();
        let expected = [
            ("DUPLICATE_INPUT", "input/json/0"),
            ("CIRCULAR_DEPENDENCY", "nodes/a/dependencies/0"),
            ("UNKNOWN_NODE", "nodes/b/dependencies/0/name"),
            ("UNKNOWN_INPUT", "nodes/c/input/B/input"),
            (
                "VALUE_ERROR",
                "nodes/c/node_type/data_filter/filters/0/values/0",
            ),
            (
                "VALUE_ERROR",
                "nodes/c/node_type/data_filter/filters/0/values/1",
            ),
            (
                "VALUE_ERROR",
                "nodes/c/node_type/data_filter/filters/0/values/2",
            ),
        ];
        assert_eq!(
            found,
            expected.map(|(name, path)| (name, format!("/{place}/{path}")))
        );
        assert!(
            problems
                .iter()
                .all(|problem| problem.params["definition"] == place)
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
