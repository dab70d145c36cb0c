//! The figures of an estimate add up, or there is none.

#[path = "../src/properties.rs"]
mod properties;
mod sums;

use std::collections::BTreeMap;

use properties::properties;
use proptest::prelude::*;
use scale_batch::edge::call;
use serde_json::{Value, json};
use sums::{MOST, figure};

fn report(recipe_type: &Value, revisions: &Value, files: &Value, definition: &Value) -> Value {
    let context = json!({
        "recipe_type": recipe_type,
        "revisions": revisions,
        "dataset": {"id": 1, "definition": {}, "files_per_parameter": files},
    });
    let request = json!({"recipe_type_id": 1, "definition": definition});
    let input = json!({"request": request, "context": context}).to_string();
    serde_json::from_str(&call("validateBatch", &input, "")).unwrap()
}

/// A definition with a recipe node for each revision that it is to contain, one below the other.
fn definition(contained: &[(String, i64)]) -> Value {
    let mut nodes = BTreeMap::new();
    for (number, (name, revision)) in contained.iter().enumerate() {
        let above: Vec<Value> = (number.checked_sub(1).into_iter())
            .map(|above| json!({"name": format!("node{above}")}))
            .collect();
        let node_type = json!({"node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": revision});
        nodes.insert(
            format!("node{number}"),
            json!({"dependencies": above, "input": {}, "node_type": node_type}),
        );
    }
    json!({"input": {}, "nodes": nodes})
}

/// Checks that every figure of an estimate of files is made of the others.
fn adds_up(estimate: &Value) {
    sums::adds_up(estimate);
    assert!(estimate["creation"].is_object(), "{estimate}");
    for counted in [estimate, &estimate["creation"]] {
        let files = figure(&counted["top_level"]);
        for node in counted["nodes"].as_array().unwrap() {
            let per_file = figure(&node["recipes_per_file"]);
            assert_eq!(figure(&node["recipes"]), files * per_file, "{estimate}");
        }
    }
}

proptest! {
    #![proptest_config(properties())]

    /// Recipe types that contain each other at random, in circles too; `type0` 1 is that of the batch.
    #[test]
    fn figures_add_up(
        types in prop::collection::vec(prop::collection::vec((0..4_usize, 1..3_i64), 0..4), 8),
        is_known in any::<u8>(),
        files in prop::collection::btree_map("[A-C]", prop_oneof![0..5_u64, 1..MOST], 0..3),
        forced in 0..4_usize,
    ) {
        let name = |number: usize| format!("type{number}");
        let definitions: Vec<Value> = types
            .iter()
            .map(|contained| {
                let contained: Vec<_> =
                    contained.iter().map(|(number, revision)| (name(*number), *revision)).collect();
                definition(&contained)
            })
            .collect();
        let recipe_type = json!({"id": 1, "name": "type0", "revision_num": 1, "definition": definitions[0]});
        let revisions: Vec<Value> = (1..8)
            .filter(|number| is_known >> number & 1 == 1)
            .map(|number| {
                json!({"name": name(number % 4), "revision_num": number / 4 + 1, "definition": definitions[number]})
            })
            .collect();
        let forced = match forced {
            0 => json!({"all": true}),
            1 => json!({"all": false, "nodes": ["node0"]}),
            2 => json!({"all": false, "sub_recipes": {"node1": {"all": true}}}),
            _ => json!({"all": false}),
        };
        let definition = json!({"dataset": 1, "forced_nodes": forced});
        let report = report(&recipe_type, &json!(revisions), &json!(files), &definition);
        let estimate = &report["estimate"];
        if estimate.is_null() {
            let names = report["errors"].as_array().unwrap().iter().map(|error| error["name"].as_str().unwrap());
            let names: Vec<&str> = names.collect();
            prop_assert!(
                names.contains(&"RECURSIVE_SUBRECIPES") || names.contains(&"LIMIT_EXCEEDED"),
                "there is no estimate, but {names:?}"
            );
            prop_assert!(report["recipes_estimated"].as_u64().is_none_or(|figure| figure == 0));
        } else {
            adds_up(estimate);
            figure(&estimate["recipes_estimated"]);
        }
    }
}

#[test]
fn a_recipe_type_whose_earlier_revision_is_not_known_adds_up() {
    // The latest that is known of it is itself.
    let own = definition(&[("own".to_owned(), 1)]);
    let recipe_type = json!({"id": 1, "name": "own", "revision_num": 2, "definition": own});
    let forced = json!({"dataset": 1, "forced_nodes": {"all": false, "nodes": ["node0"]}});
    let report = report(&recipe_type, &json!([]), &json!({"A": 3}), &forced);
    adds_up(&report["estimate"]);
}

#[test]
fn more_recipes_than_can_be_counted_are_refused() {
    // Each contains the one before it twice.
    let name = |number: i32| format!("type{number}");
    let twice = |number: i32| definition(&[(name(number - 1), 1), (name(number - 1), 1)]);
    let revision = |number: i32| match number {
        0 => json!({"name": name(0), "revision_num": 1, "definition": {}}),
        _ => json!({"name": name(number), "revision_num": 1, "definition": twice(number)}),
    };
    let report = |depth: i32| {
        let revisions: Vec<Value> = (0..depth).map(revision).collect();
        let recipe_type =
            json!({"id": 1, "name": name(depth), "revision_num": 1, "definition": twice(depth)});
        let definition = json!({"dataset": 1, "forced_nodes": {"all": true}});
        report(
            &recipe_type,
            &json!(revisions),
            &json!({"A": 1}),
            &definition,
        )
    };
    let counted = report(52);
    assert_eq!(counted["estimate"]["total"], MOST);
    adds_up(&counted["estimate"]);
    for depth in [53, 63, 64, 200] {
        let refused = report(depth);
        assert_eq!(refused["estimate"], Value::Null);
        let problem = &refused["errors"][0];
        assert_eq!(problem["name"], "LIMIT_EXCEEDED", "{problem}");
        assert_eq!(
            problem["params"],
            json!({"limit": "integer", "maximum": MOST})
        );
    }
}

#[test]
fn files_beyond_the_largest_integer_are_refused() {
    for (files, is_counted) in [(MOST / 2, true), (MOST / 2 + 1, false)] {
        let recipe_type = json!({"id": 1, "revision_num": 1, "definition": {}});
        let files = json!({"A": files, "B": files});
        let report = report(&recipe_type, &json!([]), &files, &json!({"dataset": 1}));
        assert_eq!(report["estimate"].is_object(), is_counted, "{report}");
    }
}

/// A job node, or a recipe node of a recipe type with its own name, that comes after others.
fn node(is_recipe: bool, name: &str, after: &[&str]) -> (String, Value) {
    let dependencies: Vec<Value> = after.iter().map(|name| json!({"name": name})).collect();
    let node_type = if is_recipe {
        json!({"node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": 1})
    } else {
        json!({"node_type": "job", "job_type_name": "j", "job_type_version": "1", "job_type_revision": 1})
    };
    let node = json!({"dependencies": dependencies, "input": {}, "node_type": node_type});
    (name.to_owned(), node)
}

/// The revisions of the recipe nodes of some nodes; of these, some recipe types are inactive.
fn revisions_of(nodes: &[(String, Value)], inactive: &[&str]) -> Value {
    let recipes = nodes
        .iter()
        .filter(|(_, node)| node["node_type"]["node_type"] == "recipe");
    let revisions = recipes.map(|(name, _)| {
        let recipe_type =
            json!({"id": 2, "name": name, "is_active": !inactive.contains(&name.as_str())});
        json!({"recipe_type": recipe_type, "revision_num": 1, "definition": {}})
    });
    revisions.collect()
}

/// Checks why another number is created than estimated, for a batch of three files of `A` and none of `B`.
fn check_reasons(
    nodes: &[(String, Value)],
    inactive: &[&str],
    recipe_type: &Value,
    forced: &Value,
    because: &[&str],
) {
    let mut recipe_type = recipe_type.clone();
    recipe_type["id"] = json!(1);
    recipe_type["revision_num"] = json!(1);
    recipe_type["definition"]["nodes"] = nodes.iter().cloned().collect();
    let report = report(
        &recipe_type,
        &revisions_of(nodes, inactive),
        &json!({"A": 3, "B": 0}),
        &json!({"dataset": 1, "forced_nodes": forced}),
    );
    let estimate = &report["estimate"];
    adds_up(estimate);
    assert_eq!(
        estimate["creation"]["because"],
        json!(because),
        "{estimate}"
    );
}

#[test]
fn no_other_reason_is_given_than_the_one_that_holds() {
    let two = [node(true, "a", &[]), node(true, "b", &[])];
    let any = json!({"definition": {}});
    let of = |nodes: &[&str]| json!({"all": false, "nodes": nodes});
    // Of the two, `a` is estimated and created.
    check_reasons(&two, &[], &any, &of(&["a"]), &["SUB_RECIPES_NOT_ESTIMATED"]);
    check_reasons(
        &two,
        &["b"],
        &any,
        &of(&["a", "b"]),
        &["SUB_RECIPE_TYPE_INACTIVE"],
    );
    // Inside it the server counts a recipe type once, whatever the number of its nodes.
    let twice = definition(&[("b".to_owned(), 1), ("b".to_owned(), 1)]);
    let recipe_type = json!({"id": 1, "revision_num": 1, "definition": {"nodes": {"a": two[0].1}}});
    let revisions = json!([
        {"name": "a", "revision_num": 1, "definition": twice},
        {"name": "b", "revision_num": 1, "definition": {}},
    ]);
    let definition =
        json!({"dataset": 1, "forced_nodes": {"all": false, "sub_recipes": {"a": {"all": true}}}});
    let report = report(&recipe_type, &revisions, &json!({"A": 3}), &definition);
    let creation = &report["estimate"]["creation"];
    assert_eq!(
        creation["because"],
        json!(["SUB_RECIPES_NOT_ESTIMATED"]),
        "{report}"
    );
}

#[test]
fn what_has_no_files_or_is_not_created_gives_no_reason() {
    let two = [node(true, "a", &[]), node(true, "b", &[])];
    let none = json!({"all": false});
    let optional = json!({"definition": {"input": {"files": [{"name": "A", "required": false}]}}});
    check_reasons(&two, &[], &optional, &none, &["SUB_RECIPES_NOT_ESTIMATED"]);
    let inactive = json!({"is_active": false, "definition": {}});
    check_reasons(&two, &[], &inactive, &none, &["RECIPE_TYPE_INACTIVE"]);
}

#[test]
fn where_nothing_is_created_conditions_make_no_upper_bound() {
    let condition = json!({
        "dependencies": [],
        "input": {},
        "node_type": {"node_type": "condition", "interface": {"files": [], "json": []}, "data_filter": {"filters": [], "all": true}},
    });
    let nodes = [("c".to_owned(), condition), node(true, "r", &["c"])];
    for is_active in [true, false] {
        let definition = json!({"nodes": nodes.iter().cloned().collect::<Value>()});
        let recipe_type =
            json!({"id": 1, "revision_num": 1, "is_active": is_active, "definition": definition});
        let definition = json!({"dataset": 1});
        let report = report(
            &recipe_type,
            &revisions_of(&nodes, &[]),
            &json!({"A": 3}),
            &definition,
        );
        assert_eq!(
            report["estimate"]["if_all_new_is_upper_bound"], is_active,
            "{report}"
        );
    }
}

#[test]
fn an_earlier_revision_of_the_recipe_type_itself_is_not_its_own() {
    let contained = definition(&[("own".to_owned(), 1)]);
    let recipe_type = json!({"id": 1, "name": "own", "revision_num": 2, "definition": contained});
    let earlier = json!([{"name": "own", "revision_num": 1, "definition": {}}]);
    let forced = json!({"dataset": 1, "forced_nodes": {"all": false, "nodes": ["node0"]}});
    let report = report(&recipe_type, &earlier, &json!({"A": 3}), &forced);
    assert_eq!(report["estimate"]["creation"]["sub_recipes"], 3, "{report}");
}

#[test]
fn a_latest_revision_is_missed_only_where_the_server_looks_at_it() {
    let nodes = [node(true, "a", &[])];
    let recipe_type = json!({"id": 1, "revision_num": 1, "definition": {"nodes": nodes.iter().cloned().collect::<Value>()}});
    let revisions = json!([{"recipe_type": {"id": 2, "name": "a", "revision_num": 2}, "revision_num": 1, "definition": {}}]);
    for (forced, unknown) in [
        (
            json!({"all": true}),
            json!([{"recipe_type_name": "a", "recipe_type_revision": 2}]),
        ),
        (json!({"all": false}), json!([])),
    ] {
        let definition = json!({"dataset": 1, "forced_nodes": forced});
        let report = report(&recipe_type, &revisions, &json!({"A": 3}), &definition);
        assert_eq!(
            report["estimate"]["unknown_sub_recipes"], unknown,
            "{report}"
        );
    }
}
