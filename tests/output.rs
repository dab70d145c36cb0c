//! Output is bounded in bytes, not only in the number of problems.

use scale_batch::edge::call;
use serde_json::{Map, Value, json};

/// As many bytes as the problems of a list may take, and some more for the rest of a result.
const BUDGET: usize = 8 << 20;

fn called(function: &str, input: &Value) -> (Value, usize) {
    let text = call(function, &input.to_string(), "");
    (serde_json::from_str(&text).unwrap(), text.len())
}

/// Asserts that a list of problems ends with one that says how many there are in all.
fn assert_counted(problems: &Value, all: usize, limit: &str) {
    let problems = problems.as_array().unwrap();
    let (last, listed) = problems.split_last().unwrap();
    assert_eq!(last["name"], "LIMIT_EXCEEDED", "{}", last["description"]);
    assert_eq!(last["params"]["limit"], limit);
    assert_eq!(last["params"]["dropped"], all - listed.len());
}

fn job(dependencies: &Value, input: &Value) -> Value {
    json!({"dependencies": dependencies, "input": input, "node_type": {
        "node_type": "job", "job_type_name": "j", "job_type_version": "1.0", "job_type_revision": 1}})
}

#[test]
fn a_long_name_with_many_problems_does_not_multiply() {
    let name = "n".repeat(200_000);
    // Of structure.
    let fields: Map<String, Value> = (0..1_000)
        .map(|number| (format!("field-{number}"), json!(1)))
        .collect();
    let mut node = job(&json!([]), &json!({}));
    node.as_object_mut().unwrap().extend(fields);
    let definition = json!({"nodes": {&name: node}});
    let (report, length) = called("checkRecipe", &json!({"definition": definition}));
    assert!(length < 2 * BUDGET, "{length}");
    assert_counted(&report["errors"], 1_000, "problem_bytes");

    // Of a rule that finds many at once.
    let filter =
        json!({"name": "COUNT", "type": "integer", "condition": "in", "values": vec!["x"; 1_000]});
    let node = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "condition",
        "interface": {"json": vec![json!({"name": "COUNT", "type": "integer"}); 2]},
        "data_filter": {"filters": [filter]}}});
    let (report, length) = called(
        "checkRecipe",
        &json!({"definition": {"nodes": {&name: node}}}),
    );
    assert!(length < 2 * BUDGET, "{length}");
    assert_counted(&report["errors"], 1_001, "problem_bytes");

    // Of rules.
    let dependencies: Vec<Value> = (0..1_000)
        .map(|number| json!({"name": format!("other-{number}")}))
        .collect();
    let definition = json!({"nodes": {&name: job(&json!(dependencies), &json!({}))}});
    let (report, length) = called("checkRecipe", &json!({"definition": definition}));
    assert!(length < 2 * BUDGET, "{length}");
    assert_counted(&report["errors"], 1_000, "problem_bytes");
    let context = json!({"recipe_type": {"id": 1, "definition": definition}});
    let request = json!({"recipe_type_id": 1, "definition": {"dataset": 1}});
    let (report, length) = called(
        "validateBatch",
        &json!({"request": request, "context": context}),
    );
    assert!(length < 2 * BUDGET, "{length}");
    assert_eq!(
        report["errors"].as_array().unwrap().last().unwrap()["name"],
        "LIMIT_EXCEEDED"
    );
}

#[test]
fn more_is_listed_where_the_limits_allow_it() {
    let name = "n".repeat(100_000);
    let dependencies: Vec<Value> = (0..100)
        .map(|number| json!({"name": format!("other-{number}")}))
        .collect();
    let definition = json!({"nodes": {&name: job(&json!(dependencies), &json!({}))}});
    let listed = |limits: Value| {
        let input = json!({"definition": definition, "limits": limits});
        called("checkRecipe", &input).0["errors"]
            .as_array()
            .unwrap()
            .len()
    };
    assert!(listed(json!({})) < 100);
    assert_eq!(listed(json!({"problem_bytes": 1_000_000_000})), 100);
    // One problem is always listed.
    assert_eq!(listed(json!({"problem_bytes": 0})), 2);
}

#[test]
fn deep_forced_nodes_under_long_keys_do_not_multiply() {
    let mut forced = json!({"all": false, "nodes": (0..1_000).map(|number| format!("{number}")).collect::<Vec<_>>()});
    let mut inner = json!({"nodes": {}});
    let mut revisions = Vec::new();
    for depth in 0..50 {
        let key = format!("{depth}-").repeat(1_000);
        forced = json!({"all": false, "nodes": [&key], "sub_recipes": {&key: forced}});
        let name = format!("type-{depth}");
        revisions.push(json!({"name": name, "revision_num": 1, "definition": inner}));
        inner = json!({"nodes": {&key: {"dependencies": [], "input": {}, "node_type": {
            "node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": 1}}}});
    }
    let input = json!({"definition": inner, "forced_nodes": forced, "revisions": revisions});
    let (report, length) = called("expandForcedNodes", &input);
    assert!(length < 2 * BUDGET, "{length}");
    assert_counted(&report["warnings"], 1_000, "problem_bytes");
    let (_, length) = called(
        "readDefinition",
        &json!({"definition": {"forced_nodes": forced, "dataset": 1}}),
    );
    assert!(length < 2 * BUDGET, "{length}");
}

#[test]
fn long_values_are_shortened_in_params_and_said_so() {
    let long = "x".repeat(10_000);
    let (report, _) = called(
        "readConfiguration",
        &json!({"configuration": {&long: 1, "priority": long}}),
    );
    for error in report["errors"].as_array().unwrap() {
        assert!(error["description"].as_str().unwrap().len() < 1_000);
    }
    let (report, length) = called("validateDocument", &json!({"kind": long, "document": {}}));
    assert!(length < 2_000, "{length}");
    let found = report["errors"][0]["params"]["found"].as_str().unwrap();
    assert_eq!(found, format!("{}… (10000 characters)", "x".repeat(200)));
    // A path leads to its place whatever its length.
    let (report, _) = called("readConfiguration", &json!({"configuration": {&long: 1}}));
    assert_eq!(report["errors"][0]["path"], format!("/{long}"));
    // What is of ordinary length stays as it is.
    let (report, _) = called(
        "validateDocument",
        &json!({"kind": "y".repeat(200), "document": {}}),
    );
    assert_eq!(report["errors"][0]["params"]["found"], "y".repeat(200));
}

#[test]
fn rows_do_not_repeat_long_names() {
    let name = "n".repeat(500_000);
    let batches: Vec<Value> = (1..=500).map(|id| json!({"id": id})).collect();
    let counts = vec![1; batches.len()];
    let comparison = json!({"batches": batches, "metrics": {"job_metrics": {&name: {
        "jobs_total": counts, "jobs_failed": counts, "jobs_completed": counts, "jobs_running": counts,
        "jobs_pending": counts, "jobs_queued": counts, "jobs_blocked": counts, "jobs_canceled": counts}}}});
    for (function, field) in [("comparisonRows", "rows"), ("comparisonCsv", "csv")] {
        let (report, length) = called(function, &json!({"comparison": comparison}));
        assert!(length < 2 * BUDGET, "{function}: {length}");
        assert_eq!(report[field], Value::Null);
        let error = &report["errors"][0];
        assert_eq!(error["name"], "LIMIT_EXCEEDED");
        assert_eq!(error["params"]["limit"], "repeated_bytes");
    }
    // What repeats no name is made, whatever its length.
    let (report, _) = called("compareBatches", &json!({"comparison": comparison}));
    assert_eq!(report["errors"], json!([]));
    let short = json!({"batches": [{"id": 1, "job_metrics": {"parse": {"jobs_total": 1}}}]});
    for (repeated_bytes, errors) in [(1_000, 0), (1, 1)] {
        let mut input = short.clone();
        input["limits"] = json!({"repeated_bytes": repeated_bytes});
        let (report, _) = called("comparisonCsv", &input);
        assert_eq!(
            report["errors"].as_array().unwrap().len(),
            errors,
            "{report}"
        );
    }
}

#[test]
fn a_tree_of_nodes_does_not_repeat_long_names() {
    let inner = json!({"nodes": {&"n".repeat(100_000): job(&json!([]), &json!({}))}});
    let nodes: Map<String, Value> = (0..1_000)
        .map(|number| {
            let node = json!({"dependencies": [], "input": {}, "node_type": {
                "node_type": "recipe", "recipe_type_name": "inner", "recipe_type_revision": 1}});
            (format!("node-{number:04}"), node)
        })
        .collect();
    let revisions = json!([{"name": "inner", "revision_num": 1, "definition": inner}]);
    let input = json!({"definition": {"nodes": nodes}, "revisions": revisions});
    let (report, length) = called("forcedNodesTree", &input);
    assert!(length < 3 * BUDGET, "{length}");
    assert!(report["tree"]["node-0000"]["nodes"].is_object());
    assert_eq!(report["tree"]["node-0999"]["unexpanded"], "LIMIT");
}
