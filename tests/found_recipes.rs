//! What was found by trying real Seed manifests and recipe types: `found-S…` of `tests/data/live/found.jsonl`.

use scale_batch::edge::call;
use serde_json::{Value, json};

/// The input of a case, by its id.
fn input(id: &str) -> Value {
    let cases = include_str!("data/live/found.jsonl").lines();
    let mut cases = cases.map(|line| serde_json::from_str::<Value>(line).unwrap());
    let case = cases.find(|case| case["id"] == id);
    case.unwrap_or_else(|| panic!("there is no {id}"))["input"].take()
}

fn check(input: &Value) -> Value {
    serde_json::from_str(&call("checkRecipe", &input.to_string(), "")).unwrap()
}

fn found(id: &str) -> Value {
    check(&input(id))
}

/// Name, cause and place of each problem.
fn problems(problems: &Value) -> Vec<[String; 3]> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let problems = problems.as_array().unwrap().iter();
    problems
        .map(|problem| {
            [
                text(&problem["name"]),
                text(&problem["params"]["cause"]),
                text(&problem["path"]),
            ]
        })
        .collect()
}

#[test]
fn s1_a_manifest_without_an_interface_declares_nothing() {
    let report = found("found-S1");
    assert_eq!(
        problems(&report["errors"]),
        [[
            "NODE_INTERFACE",
            "MISSING_OUTPUT_NAME",
            "/definition/nodes/b/input/IN/output"
        ]]
    );
    assert_eq!(report["is_complete"], true);
}

#[test]
fn s2_an_output_without_a_media_type_is_an_octet_stream() {
    let report = found("found-S2");
    assert_eq!(report["errors"], json!([]));
    let [warning] = &report["warnings"].as_array().unwrap()[..] else {
        panic!("{report:#}")
    };
    assert_eq!(warning["name"], "MISMATCHED_MEDIA_TYPES");
    assert_eq!(
        warning["params"]["found"],
        json!(["application/octet-stream"])
    );
    assert_eq!(warning["params"]["expected"], json!(["image/png"]));
}

#[test]
fn s3_what_is_given_is_used_or_said() {
    let report = found("found-S3a");
    assert_eq!(
        problems(&report["errors"]),
        [[
            "NODE_INTERFACE",
            "PARAM_REQUIRED",
            "/definition/nodes/a/input"
        ]]
    );
    let report = found("found-S3b");
    assert_eq!(
        problems(&report["errors"]),
        [["NODE_INTERFACE", "PARAM_REQUIRED", "/nodes/a/input"]]
    );
    assert_eq!(report["errors"][0]["params"]["parameter"], "NEED");
    let report = found("found-S3c");
    assert_eq!(
        problems(&report["errors"]),
        [["INVALID_REQUEST", "SEVERAL_DEFINITIONS", ""]]
    );
}

#[test]
fn s4_a_recipe_type_that_was_read_tells_as_much_as_its_document() {
    let details = input("found-S4");
    let read = json!({ "recipe_type": details }).to_string();
    let read: Value = serde_json::from_str(&call("readRecipeType", &read, "")).unwrap();
    assert_eq!(read["errors"], json!([]));
    assert_eq!(read["document"]["is_active"], false);
    let ours = check(&json!({ "recipe_type": read["document"] }));
    assert_eq!(ours, check(&json!({ "recipe_type": details })));
    assert_eq!(
        problems(&ours["errors"]),
        [[
            "NODE_INTERFACE",
            "PARAM_REQUIRED",
            "/definition/nodes/a/input"
        ]]
    );
}

#[test]
fn s5_a_single_media_type_becomes_a_list() {
    let list = json!([
        {"op": "remove", "path": "/a/output/files/0/mediaType"},
        {"op": "add", "path": "/a/output/files/0/media_types", "value": ["image/png"]},
    ]);
    assert_eq!(found("found-S5")["errors"][0]["fix"], list);
    let files = json!([{"name": "OUT", "mediaType": "image/png"}]);
    let report = check(&json!({"definition": {"input": {"files": files}}}));
    assert_eq!(report["errors"][0]["fix"][1]["value"], json!(["image/png"]));
}

#[test]
fn s7_a_definition_of_version_1_is_one_problem() {
    let report = found("found-S7");
    assert_eq!(
        problems(&report["errors"]),
        [["INVALID_RECIPE_DEFINITION", "OLD_VERSION", "/version"]]
    );
    let description = report["errors"][0]["description"].as_str().unwrap();
    for word in [
        "\"1.0\"",
        "converts",
        "\"input_data\"",
        "\"input\"",
        "\"jobs\"",
        "\"nodes\"",
    ] {
        assert!(description.contains(word), "{description}");
    }
    assert_eq!(report["warnings"], json!([]));
}

#[test]
fn s8_a_manifest_of_an_older_seed_is_said() {
    let report = found("found-S8");
    assert_eq!(report["errors"], json!([]));
    let interface = "/job_types/0/manifest/job/interface";
    let place = |side: &str| {
        let (name, cause) = ("INVALID_RESPONSE".to_owned(), "OLD_VERSION".to_owned());
        [name, cause, format!("{interface}/{side}")]
    };
    assert_eq!(
        problems(&report["warnings"]),
        [place("inputData"), place("outputData")]
    );
}

#[test]
fn s9_an_empty_media_type_is_said() {
    let report = found("found-S9");
    let [warning] = &report["warnings"].as_array().unwrap()[..] else {
        panic!("{report:#}")
    };
    assert_eq!(warning["name"], "MISMATCHED_MEDIA_TYPES");
    let description = warning["description"].as_str().unwrap();
    assert!(
        description.contains("The media type \"\" is empty"),
        "{description}"
    );
}

#[test]
fn s10_an_output_name_that_stands_twice_is_one_problem() {
    let report = found("found-S10");
    assert_eq!(
        problems(&report["errors"]),
        [[
            "NODE_INTERFACE",
            "DUPLICATE_INPUT",
            "/definition/nodes/a/node_type"
        ]]
    );
    assert_eq!(report["errors"][0]["params"]["server"], "HTTP 500");
    assert_eq!(report["warnings"], json!([]));
}

#[test]
fn s11_interfaces_of_a_node_that_is_not_there_are_said() {
    let report = found("found-S11");
    assert_eq!(problems(&report["warnings"]), [["UNKNOWN_NODE", "", "/A"]]);
    assert_eq!(report["warnings"][0]["params"]["suggestion"], "a");
    assert_eq!(report["warnings"][0]["params"]["document"], "interfaces");
    assert_eq!(report["unchecked"][0]["node"], "a");
}

#[test]
fn s12_a_connection_under_a_name_that_the_job_lacks_is_said() {
    let report = found("found-S12");
    assert_eq!(
        problems(&report["errors"]),
        [[
            "NODE_INTERFACE",
            "PARAM_REQUIRED",
            "/definition/nodes/a/input"
        ]]
    );
    let error = &report["errors"][0];
    let description = error["description"].as_str().unwrap();
    assert!(
        description.contains("\"SRC\" is connected, but there is no such input."),
        "{description}"
    );
    let inputs = "/definition/nodes/a/input";
    let moved =
        json!([{"op": "move", "from": format!("{inputs}/SRC"), "path": format!("{inputs}/IN")}]);
    assert_eq!(error["fix"], moved);
    assert_eq!(report["warnings"][0]["name"], "UNMATCHED_CONNECTION");
}

#[test]
fn s13_revisions_of_job_types_are_taken_as_served() {
    let report = found("found-S13");
    assert_eq!(report["errors"][0]["params"]["parameter"], "IN_1");
    assert_eq!(report["unchecked"], json!([]));
    let mut without = input("found-S13");
    without["job_type_revisions"] = json!([]);
    let report = check(&without);
    let wanted = json!({"job_type_name": "c", "job_type_version": "1.0.0", "revision_num": 2});
    assert_eq!(report["unchecked"][0]["wanted"], wanted);
}
