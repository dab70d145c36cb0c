//! Forced nodes against the recipes that they are about.

#[path = "../src/properties.rs"]
mod properties;

use std::collections::BTreeSet;

use properties::properties;
use proptest::prelude::*;
use scale_batch::documents::{ForcedNodes, RecipeDefinition, SubRecipeTypes};
use scale_batch::forced_nodes::{
    NodeTree, Unexpanded, check_forced_nodes, expand_forced_nodes, forced_nodes_tree,
    normalise_forced_nodes,
};
use serde_json::{Value, json};

/// A node that depends on others: `job`, `condition` or the name of a recipe type.
fn node(what: &str, dependencies: &[&str]) -> Value {
    let dependencies: Vec<Value> = dependencies
        .iter()
        .map(|name| json!({"name": name}))
        .collect();
    let node_type = match what {
        "job" => {
            json!({"node_type": "job", "job_type_name": "j", "job_type_version": "1.0", "job_type_revision": 1})
        }
        "condition" => json!({"node_type": "condition", "interface": {}, "data_filter": {}}),
        name => {
            json!({"node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": 1})
        }
    };
    json!({"dependencies": dependencies, "input": {}, "node_type": node_type})
}

fn recipe(nodes: &Value) -> RecipeDefinition {
    serde_json::from_value(json!({ "nodes": nodes })).unwrap()
}

fn types(types: &[(&str, Value)]) -> SubRecipeTypes {
    let list: Vec<Value> = types
        .iter()
        .map(|(name, nodes)| json!({"name": name, "revision_num": 1, "definition": {"nodes": nodes}}))
        .collect();
    serde_json::from_value(list.into()).unwrap()
}

fn forced(value: Value) -> ForcedNodes {
    serde_json::from_value(value).unwrap()
}

/// `parse` → `pass` → `ortho` (a sub-recipe) → `report`; inside `ortho`: `warp` → `clip` (a sub-recipe with one job).
fn example() -> (RecipeDefinition, SubRecipeTypes) {
    let definition = recipe(&json!({
        "parse": node("job", &[]),
        "pass": node("condition", &["parse"]),
        "ortho": node("ortho", &["pass"]),
        "report": node("job", &["ortho"]),
        "alone": node("unknown", &[]),
    }));
    let inside = types(&[
        (
            "ortho",
            json!({"warp": node("job", &[]), "clip": node("clip", &["warp"])}),
        ),
        ("clip", json!({"cut": node("job", &[])})),
    ]);
    (definition, inside)
}

/// The paths of all nodes of a tree.
fn paths(tree: &NodeTree) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (name, node) in &tree.nodes {
        all.insert(name.clone());
        for inside in node.nodes.iter().flat_map(paths) {
            all.insert(format!("{name}/{inside}"));
        }
    }
    all
}

#[test]
fn the_tree_lists_what_can_be_forced() {
    let (definition, inside) = example();
    let tree = forced_nodes_tree(&definition, &inside);
    let expected = json!({
        "alone": {"kind": "recipe", "type_name": "unknown", "type_revision": 1, "unexpanded": "UNKNOWN_TYPE"},
        "ortho": {"kind": "recipe", "type_name": "ortho", "type_revision": 1, "nodes": {
            "clip": {"kind": "recipe", "type_name": "clip", "type_revision": 1, "nodes": {
                "cut": {"kind": "job", "type_name": "j", "type_version": "1.0", "type_revision": 1},
            }},
            "warp": {"kind": "job", "type_name": "j", "type_version": "1.0", "type_revision": 1},
        }},
        "parse": {"kind": "job", "type_name": "j", "type_version": "1.0", "type_revision": 1},
        "report": {"kind": "job", "type_name": "j", "type_version": "1.0", "type_revision": 1},
    });
    assert_eq!(serde_json::to_value(&tree).unwrap(), expected);
}

#[test]
fn a_recipe_type_that_contains_itself_ends() {
    let nodes = json!({"again": node("loop", &[]), "job": node("job", &["again"])});
    let definition = recipe(&nodes);
    let inside = types(&[("loop", nodes)]);
    let tree = forced_nodes_tree(&definition, &inside);
    let again = &tree.nodes["again"].nodes.as_ref().unwrap().nodes["again"];
    assert_eq!(again.unexpanded, Some(Unexpanded::Recursive));
    let running = expand_forced_nodes(&ForcedNodes::All, &definition, &inside).unwrap();
    assert_eq!(paths(&running), paths(&tree));
}

#[test]
fn types_that_multiply_and_types_that_lie_deep_are_cut_off() {
    let twice = |inside: &str| json!({"a": node(inside, &[]), "b": node(inside, &[])});
    let names: Vec<String> = (0..200).map(|number| format!("type-{number}")).collect();
    let wide: Vec<(&str, Value)> = names
        .windows(2)
        .map(|pair| (&*pair[0], twice(&pair[1])))
        .collect();
    let tree = forced_nodes_tree(&recipe(&twice("type-0")), &types(&wide));
    assert!(serde_json::to_string(&tree).unwrap().contains("LIMIT"));

    let once = |inside: &str| json!({"a": node(inside, &[])});
    let deep: Vec<(&str, Value)> = names
        .windows(2)
        .map(|pair| (&*pair[0], once(&pair[1])))
        .collect();
    let tree = forced_nodes_tree(&recipe(&once("type-0")), &types(&deep));
    let text = serde_json::to_string(&tree).unwrap();
    assert_eq!(text.matches("type_name").count(), 100);
    assert!(text.contains("LIMIT"));
}

#[test]
fn what_runs_is_what_is_forced_and_everything_after_it() {
    let (definition, inside) = example();
    let run = |value: Value| {
        let running = expand_forced_nodes(&forced(value), &definition, &inside).unwrap();
        paths(&running).into_iter().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(run(json!({})), "");
    assert_eq!(
        run(json!({"all": false, "nodes": ["report", "nobody"]})),
        "report"
    );
    assert_eq!(
        run(json!({"all": false, "nodes": ["parse"]})),
        "ortho parse pass report"
    );
    assert_eq!(
        run(json!({"all": false, "sub_recipes": {"ortho": {"all": false, "nodes": ["warp"]}}})),
        "ortho ortho/clip ortho/warp report"
    );
    assert_eq!(
        run(json!({"all": true})),
        "alone ortho ortho/clip ortho/clip/cut ortho/warp parse pass report"
    );
    let circle = recipe(&json!({"a": node("job", &["a"])}));
    assert!(expand_forced_nodes(&ForcedNodes::none(), &circle, &inside).is_err());
}

#[test]
fn the_shortest_form_says_the_same() {
    let (definition, inside) = example();
    let normal = |value: Value| {
        let normal = normalise_forced_nodes(&forced(value), &definition, &inside);
        serde_json::to_value(normal).unwrap()
    };
    assert_eq!(normal(json!({})), json!({"all": false}));
    assert_eq!(
        normal(
            json!({"all": false, "nodes": ["report", "parse", "report", "ortho"], "sub_recipes": {
                "ortho": {"all": false, "nodes": ["warp"], "sub_recipes": {"clip": {"all": false, "nodes": ["cut"]}}},
                "parse": {"all": true},
                "alone": {"all": false},
            }})
        ),
        json!({"all": false, "nodes": ["alone", "parse", "report"], "sub_recipes": {"ortho": {"all": true}}})
    );
    assert_eq!(
        normal(
            json!({"all": false, "nodes": ["report", "parse"], "sub_recipes": {
            "ortho": {"all": true}, "alone": {"all": true}}})
        ),
        json!({"all": true})
    );
}

#[test]
fn every_odd_choice_is_warned_about_at_its_place() {
    let (definition, inside) = example();
    let forced = forced(
        json!({"all": false, "nodes": ["parse", "prase", "ortho", "alone", "pass"], "sub_recipes": {
            "alone": {"all": false, "nodes": ["anything"], "sub_recipes": {"x": {"all": false}}},
            "ortho": {"all": false, "nodes": ["clip", "wrap"], "sub_recipes": {"cilp": {"all": true}}},
            "pass": {"all": true},
            "report": {"all": true},
        }}),
    );
    let found: Vec<String> = check_forced_nodes(&forced, &definition, &inside)
        .iter()
        .map(|problem| {
            let suggestion = problem.params.get("suggestion").and_then(Value::as_str);
            format!(
                "{} {} {}",
                problem.path,
                problem.name,
                suggestion.unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "/nodes/1 UNKNOWN_FORCED_NODE parse",
            "/nodes/4 NOT_A_SUB_RECIPE ",
            "/sub_recipes/pass NOT_A_SUB_RECIPE ",
            "/sub_recipes/report NOT_A_SUB_RECIPE ",
            "/sub_recipes/alone/sub_recipes/x NOTHING_FORCED ",
            "/sub_recipes/ortho/nodes/0 SUB_RECIPE_NOT_EXPANDED ",
            "/sub_recipes/ortho/nodes/1 UNKNOWN_FORCED_NODE warp",
            "/sub_recipes/ortho/sub_recipes/cilp UNKNOWN_FORCED_NODE clip",
        ]
    );
}

/// Any choice of forced nodes, with names that the example has and names that it has not.
fn any_forced() -> impl Strategy<Value = ForcedNodes> {
    let name = prop::sample::select(vec![
        "parse", "pass", "ortho", "report", "alone", "warp", "clip", "cut", "nobody",
    ]);
    let names = prop::collection::vec(name.clone().prop_map(str::to_owned), 0..6);
    let leaf = prop_oneof![
        Just(ForcedNodes::All),
        names.clone().prop_map(ForcedNodes::nodes)
    ];
    leaf.prop_recursive(3, 20, 4, move |inside| {
        let sub_recipes =
            prop::collection::btree_map(name.clone().prop_map(str::to_owned), inside, 0..4);
        (names.clone(), sub_recipes).prop_map(|(nodes, sub_recipes)| ForcedNodes::Only {
            nodes,
            sub_recipes: sub_recipes.into_iter().collect(),
        })
    })
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn the_shortest_form_makes_the_same_nodes_run(forced in any_forced()) {
        let (definition, inside) = example();
        let normal = normalise_forced_nodes(&forced, &definition, &inside);
        let runs = |forced| paths(&expand_forced_nodes(forced, &definition, &inside).unwrap());
        prop_assert_eq!(runs(&normal), runs(&forced));
        prop_assert_eq!(normalise_forced_nodes(&normal, &definition, &inside), normal);
    }

    #[test]
    fn one_more_forced_node_never_stops_another(forced in any_forced(), more in any_forced()) {
        let (definition, inside) = example();
        let together = match (forced.clone(), more) {
            (ForcedNodes::Only { mut nodes, mut sub_recipes }, ForcedNodes::Only { nodes: more, sub_recipes: inner }) => {
                nodes.extend(more);
                for (name, inside) in inner {
                    if !sub_recipes.contains_key(&name) {
                        sub_recipes.insert(name, inside);
                    }
                }
                ForcedNodes::Only { nodes, sub_recipes }
            }
            _ => ForcedNodes::All,
        };
        let runs = |forced| paths(&expand_forced_nodes(forced, &definition, &inside).unwrap());
        prop_assert!(runs(&together).is_superset(&runs(&forced)));
    }

    #[test]
    fn only_jobs_and_sub_recipes_of_the_tree_are_taken_without_a_warning(forced in any_forced()) {
        let (definition, inside) = example();
        let tree = paths(&forced_nodes_tree(&definition, &inside));
        if check_forced_nodes(&forced, &definition, &inside).is_empty()
            && let ForcedNodes::Only { nodes, sub_recipes } = &forced
        {
            for name in nodes.iter().chain(sub_recipes.keys()) {
                prop_assert!(tree.contains(name), "{name}");
            }
        }
    }
}
