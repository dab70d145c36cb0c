//! The rules of recipe definitions find what the reference server finds.

use scale_batch::documents::{Interface, RecipeDefinition, SubRecipeType, SubRecipeTypes};
use scale_batch::recipe::{RecipeContext, check_connection, check_recipe, node_interfaces};
use scale_batch::{Problem, ProblemName, Reader, RecipeType};
use serde_json::{Value, json};

fn cases(lines: &str) -> impl Iterator<Item = Value> {
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
}

fn names(problems: &[Problem]) -> Vec<&str> {
    let mut names: Vec<&str> = problems
        .iter()
        .map(|problem| problem.name.as_str())
        .collect();
    names.sort_unstable();
    names
}

fn texts(list: &Value) -> Vec<&str> {
    let mut texts: Vec<&str> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap())
        .collect();
    texts.sort_unstable();
    texts
}

#[test]
fn connections_agree_with_the_server() {
    let mut count = 0;
    for case in cases(include_str!("data/interface-connection.jsonl")) {
        let [accepting, connecting] = ["accepting", "connecting"]
            .map(|side| serde_json::from_value::<Interface>(case["input"][side].clone()).unwrap());
        let report = check_connection(&accepting, &connecting);
        let expect = &case["expect"];
        assert_eq!(report.ok, expect["ok"], "{case}\n{report:#?}");
        if report.ok {
            assert_eq!(
                names(&report.warnings),
                texts(&expect["warnings"]),
                "{case}"
            );
        } else {
            let error = expect["error"].as_str().unwrap();
            assert!(
                names(&report.errors).contains(&error),
                "{case}\n{report:#?}"
            );
        }
        count += 1;
    }
    assert_eq!(count, 250);
}

#[test]
fn definitions_agree_with_the_server() {
    let mut count = 0;
    for case in cases(include_str!("data/recipe-validate.jsonl")) {
        let document = &case["input"]["definition"];
        let interfaces = serde_json::from_value(case["input"]["interfaces"].clone()).unwrap();
        let context = RecipeContext::new().with_interfaces(interfaces);
        let report = Reader::new().check_recipe_value(document, &context);
        let expect = &case["expect"];
        assert_eq!(
            report.errors.is_empty(),
            expect["ok"].as_bool().unwrap(),
            "{case}\n{:#?}",
            report.errors
        );
        if let Some(error) = expect["error"].as_str() {
            assert!(
                names(&report.errors).contains(&error),
                "{case}\n{report:#?}"
            );
        } else {
            let media_types = names(&report.warnings)
                .iter()
                .any(|name| *name == ProblemName::MismatchedMediaTypes.as_str());
            assert_eq!(
                media_types,
                !texts(&expect["warnings"]).is_empty(),
                "{case}\n{:#?}",
                report.warnings
            );
        }

        // The typed definition is checked alike, and every place is really there.
        let definition: RecipeDefinition = serde_json::from_value(document.clone()).unwrap();
        let typed = check_recipe(&definition, &context);
        assert_eq!(names(&typed.errors), names(&report.errors));
        assert_eq!(typed.topological_order, report.topological_order);
        for problem in report.errors.iter().chain(&report.warnings) {
            let parent = problem
                .path
                .rsplit_once("/input/")
                .map_or(&*problem.path, |(parent, _)| parent);
            assert!(
                document
                    .pointer(&problem.path)
                    .or(document.pointer(parent))
                    .is_some(),
                "{problem}"
            );
        }
        count += 1;
    }
    assert_eq!(count, 200);
}

fn job(dependencies: &[&str], input: &Value) -> Value {
    let dependencies: Vec<Value> = dependencies
        .iter()
        .map(|name| json!({"name": name}))
        .collect();
    json!({
        "dependencies": dependencies,
        "input": input,
        "node_type": {"node_type": "job", "job_type_name": "j", "job_type_version": "1.0", "job_type_revision": 1},
    })
}

fn condition(interface: &Value, filters: &Value) -> Value {
    json!({
        "dependencies": [],
        "input": {},
        "node_type": {"node_type": "condition", "interface": interface, "data_filter": {"filters": filters}},
    })
}

/// Name, cause and place of every error and warning, sorted by place.
fn found(definition: &Value, interfaces: &Value) -> Vec<String> {
    let interfaces = serde_json::from_value(interfaces.clone()).unwrap();
    let context = RecipeContext::new().with_interfaces(interfaces);
    let report = Reader::new().check_recipe_value(definition, &context);
    let mut found: Vec<String> = report
        .errors
        .iter()
        .chain(&report.warnings)
        .map(|problem| {
            let cause = problem.params.get("cause").and_then(Value::as_str);
            let cause = cause.map(|cause| format!(" {cause}")).unwrap_or_default();
            format!("{} {}{cause}", problem.path, problem.name)
        })
        .collect();
    found.sort_unstable();
    found
}

#[test]
fn every_problem_of_the_connections_is_found_at_its_place() {
    let definition = json!({
        "input": {
            "files": [{"name": "SCENE", "multiple": true}],
            "json": [{"name": "SCENE", "type": "string"}, {"name": "BANDS", "type": "array", "required": false}],
        },
        "nodes": {
            "parse": job(&["prase"], &json!({
                "image": {"type": "recipe", "input": "SCENE"},
                "bands": {"type": "recipe", "input": "BAND"},
            })),
            "sub": {
                "dependencies": [{"name": "parse"}],
                "input": {"scene": {"type": "dependency", "node": "parse", "output": "image"}},
                "node_type": {"node_type": "recipe", "recipe_type_name": "r", "recipe_type_revision": 1},
            },
            "stats": job(&["sub"], &json!({
                "a": {"type": "dependency", "node": "sub", "output": "x"},
                "b": {"type": "dependency", "node": "report", "output": "x"},
                "c": {"type": "dependency", "node": "parse", "output": "imgae"},
                "d": {"type": "dependency", "node": "nobody", "output": "x"},
            })),
            "report": job(&[], &json!({
                "bands": {"type": "recipe", "input": "BANDS"},
                "image": {"type": "recipe", "input": "BANDS"},
            })),
        },
    });
    let interfaces = json!({
        "parse": {
            "input": {"files": [{"name": "image"}]},
            "output": {"files": [{"name": "image", "media_types": ["image/tiff"]}]},
        },
        "report": {"input": {
            "files": [{"name": "image"}, {"name": "missing"}, {"name": "other", "required": false}],
            "json": [{"name": "bands", "type": "string"}, {"name": "other", "type": "string", "required": false}],
        }},
        "sub": {"input": {"files": [{"name": "scene"}]}},
    });
    assert_eq!(
        found(&definition, &interfaces),
        [
            "/input/json/0 DUPLICATE_INPUT",
            "/nodes/parse/dependencies/0/name UNKNOWN_NODE",
            "/nodes/parse/input/bands UNMATCHED_CONNECTION",
            "/nodes/parse/input/bands/input UNKNOWN_INPUT",
            "/nodes/report/input NODE_INTERFACE PARAM_REQUIRED",
            "/nodes/report/input/bands NODE_INTERFACE MISMATCHED_JSON_TYPE",
            "/nodes/report/input/bands NODE_INTERFACE PARAM_REQUIRED",
            "/nodes/report/input/image NODE_INTERFACE MISMATCHED_PARAM_TYPE",
            "/nodes/report/input/image NODE_INTERFACE PARAM_REQUIRED",
            "/nodes/report/node_type NODE_INTERFACE DUPLICATE_INPUT",
            "/nodes/stats/input/a/node CONNECTION_INVALID_NODE",
            "/nodes/stats/input/b/node NODE_INTERFACE MISSING_DEPENDENCY",
            "/nodes/stats/input/c/output NODE_INTERFACE MISSING_OUTPUT_NAME",
            "/nodes/stats/input/d/node UNKNOWN_NODE",
            "/nodes/sub/input/scene MISMATCHED_MEDIA_TYPES",
        ]
    );
}

#[test]
fn a_missing_dependency_can_be_added_where_that_makes_no_circle() {
    let taking = |source: &str| json!({"x": {"type": "dependency", "node": source, "output": "y"}});
    let definition = json!({"nodes": {
        "a": job(&[], &taking("b")),
        "b": job(&["a"], &taking("c")),
        "c": job(&[], &taking("c")),
        "d": job(&["b"], &taking("a")),
        "e": job(&[], &taking("a")),
    }});
    let definition: RecipeDefinition = serde_json::from_value(definition).unwrap();
    let report = check_recipe(&definition, &RecipeContext::new());
    let fixes: Vec<_> = report
        .errors
        .iter()
        .map(|problem| (problem.params["node"].as_str().unwrap(), problem.fix.len()))
        .collect();
    assert_eq!(fixes, [("a", 0), ("b", 0), ("c", 0), ("e", 1)]);
}

#[test]
fn a_circle_is_told_with_its_nodes() {
    let definition = json!({"nodes": {
        "a": job(&["d"], &json!({})),
        "b": job(&["a", "d"], &json!({})),
        "c": job(&["b"], &json!({})),
        "d": job(&["c"], &json!({})),
    }});
    let report = Reader::new().check_recipe_value(&definition, &RecipeContext::new());
    let [problem] = &report.errors[..] else {
        panic!("{report:#?}")
    };
    assert_eq!(problem.name, ProblemName::CircularDependency);
    let cycle: Vec<&str> = texts_in_order(&problem.params["cycle"]);
    for (number, name) in cycle.iter().enumerate() {
        let next = cycle[(number + 1) % cycle.len()];
        let dependencies = definition["nodes"][*name]["dependencies"]
            .as_array()
            .unwrap();
        assert!(
            dependencies
                .iter()
                .any(|dependency| dependency["name"] == next)
        );
    }
    assert_eq!(report.topological_order, None);

    let alone = json!({"nodes": {"a": job(&["b", "a"], &json!({})), "b": job(&[], &json!({}))}});
    assert_eq!(
        found(&alone, &json!({})),
        ["/nodes/a/dependencies/1 CIRCULAR_DEPENDENCY"]
    );
}

fn texts_in_order(list: &Value) -> Vec<&str> {
    let items = list.as_array().unwrap().iter();
    items.map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn filters_are_checked_against_their_type_and_their_parameter() {
    let interface = json!({
        "files": [{"name": "IMAGE", "media_types": [], "required": true, "multiple": false}],
        "json": [
            {"name": "N", "type": "number", "required": true},
            {"name": "S", "type": "string", "required": true},
            {"name": "O", "type": "object", "required": true},
            {"name": "LEFT", "type": "array", "required": false},
        ],
    });
    let filters = json!([
        {"name": "N", "type": "number", "condition": "<", "values": ["1e3", " 4 ", 5]},
        {"name": "N", "type": "integer", "condition": "==", "values": ["12", 1.5, "1.5", null, true, "", "x"]},
        {"name": "S", "type": "string", "condition": "<", "values": ["a"]},
        {"name": "O", "type": "object", "condition": "==", "values": [1, 2], "fields": [["a"]]},
        {"name": "O", "type": "object", "condition": "==", "values": [1]},
        {"name": "IMAGE", "type": "string", "condition": "in", "values": ["a"]},
        {"name": "IMAEG", "type": "filename", "condition": "contains", "values": ["a"]},
        {"name": "S", "type": "boolean", "condition": "between", "values": [true]},
        {"name": "O", "type": "array", "condition": "in", "values": [[1]]},
    ]);
    let definition = json!({"nodes": {"c": condition(&interface, &filters)}});
    let base = "/nodes/c/node_type";
    let expected = [
        " NODE_INTERFACE PARAM_REQUIRED".to_owned(),
        " NODE_INTERFACE PARAM_REQUIRED".to_owned(),
        " NODE_INTERFACE PARAM_REQUIRED".to_owned(),
        " NODE_INTERFACE PARAM_REQUIRED".to_owned(),
    ]
    .map(|problem| format!("/nodes/c/input{problem}"))
    .into_iter()
    .chain(
        [
            "data_filter/filters/0/values FILTER_NEVER_HOLDS",
            "data_filter/filters/1/values/2 VALUE_ERROR",
            "data_filter/filters/1/values/3 VALUE_ERROR",
            "data_filter/filters/1/values/5 VALUE_ERROR",
            "data_filter/filters/1/values/6 VALUE_ERROR",
            "data_filter/filters/2/condition INVALID_CONDITION",
            "data_filter/filters/3/fields INVALID_FIELDS",
            "data_filter/filters/4/condition INVALID_CONDITION",
            "data_filter/filters/5/type MISMATCHED_TYPE",
            "data_filter/filters/6/name UNMATCHED_FILTER",
            "data_filter/filters/7/condition INVALID_CONDITION",
            "data_filter/filters/7/type MISMATCHED_TYPE",
            "data_filter/filters/8/condition INVALID_CONDITION",
            "interface UNMATCHED_PARAMETERS",
        ]
        .map(|problem| format!("{base}/{problem}")),
    );
    assert_eq!(found(&definition, &json!({})), expected.collect::<Vec<_>>());
}

#[test]
fn a_filter_that_must_pass_makes_its_parameter_required() {
    let given = json!({"files": [], "json": [{"name": "N", "type": "number", "required": false}]});
    let filters = json!([{"name": "N", "type": "number", "condition": "<", "values": [5]}]);
    let taken = json!({"n": {"type": "dependency", "node": "c", "output": "N"}});
    let mut definition =
        json!({"nodes": {"c": condition(&given, &filters), "j": job(&["c"], &taken)}});
    let interfaces = json!({"j": {"input": {"json": [{"name": "n", "type": "number"}]}}});
    assert_eq!(found(&definition, &interfaces), [""; 0]);
    definition["nodes"]["c"]["node_type"]["data_filter"]["all"] = false.into();
    assert_eq!(
        found(&definition, &interfaces),
        ["/nodes/j/input/n NODE_INTERFACE PARAM_REQUIRED"]
    );
}

#[test]
fn a_broken_part_is_reported_once_and_the_rest_is_checked() {
    let definition = json!({
        "input": {"files": [{"nam": "SCENE"}]},
        "nodes": {
            "broken": {"dependencies": [], "input": {}},
            "whole": job(&["broken", "gone"], &json!({
                "a": {"type": "recipe", "input": "SCENE"},
                "b": {"type": "dependency", "node": "broken", "output": "x"},
                "c": {"type": "dependency", "node": "far", "output": "x"},
            })),
            "far": job(&[], &json!({})),
        },
    });
    assert_eq!(
        found(&definition, &json!({})),
        [
            "/input/files/0 INVALID_RECIPE_DEFINITION MISSING_FIELD",
            "/input/files/0/nam INVALID_RECIPE_DEFINITION UNKNOWN_FIELD",
            "/nodes/broken INVALID_RECIPE_DEFINITION MISSING_FIELD",
            "/nodes/whole/dependencies/1/name UNKNOWN_NODE",
        ]
    );
}

#[test]
fn a_recipe_with_many_mistakes_is_checked_in_reasonable_time() {
    let nodes: serde_json::Map<String, Value> = (0..20_000)
        .map(|number| {
            let input =
                json!({"x": {"type": "dependency", "node": "nobody at all", "output": "y"}});
            (format!("node {number}"), job(&["somebody else"], &input))
        })
        .collect();
    let report = Reader::new().check_recipe_value(&json!({"nodes": nodes}), &RecipeContext::new());
    assert_eq!(report.errors.len(), 1_001);
    assert_eq!(report.errors[1_000].params["dropped"], 39_000);
}

/// Details of a recipe type as the API serves them: the jobs want inputs of other names than they get.
const DETAILS: &str = r#"{
  "id": 3, "name": "scenes", "revision_num": 1,
  "definition": {
    "input": {"files": [{"name": "SCENE"}]},
    "nodes": {
      "parse": {
        "dependencies": [], "input": {"SCENE": {"type": "recipe", "input": "SCENE"}},
        "node_type": {"node_type": "job", "job_type_name": "parse", "job_type_version": "1.0", "job_type_revision": 1}
      },
      "mosaic": {
        "dependencies": [{"name": "parse"}], "input": {"IMAGE": {"type": "dependency", "node": "parse", "output": "parsed.tif"}},
        "node_type": {"node_type": "recipe", "recipe_type_name": "mosaic", "recipe_type_revision": 4}
      },
      "export": {
        "dependencies": [{"name": "parse"}], "input": {"image": {"type": "dependency", "node": "parse", "output": "parsed"}},
        "node_type": {"node_type": "job", "job_type_name": "export", "job_type_version": "2.0", "job_type_revision": 7}
      }
    }
  },
  "job_types": [
    {"name": "parse", "version": "1.0", "revision_num": 1, "manifest": {"job": {"interface": {
      "inputs": {"files": [{"name": "image", "mediaTypes": ["image/nitf"]}], "json": [{"name": "LEVEL", "type": "integer", "required": false}]},
      "outputs": {"files": [{"name": "parsed.tif", "mediaType": "image/tiff", "pattern": "*.tif"}]}}}}},
    {"name": "export", "version": "2.0", "revision_num": 8, "manifest": {"job": {"interface": {
      "inputs": {"files": [{"name": "another"}]}}}}},
    {"name": "unused", "version": "1.0", "revision_num": 1, "manifest": {"job": {"interface": {"inputs": {"files": [{"name": 5}]}}}}},
    {"name": "bare", "version": "1.0", "revision_num": 1}
  ]
}"#;

#[test]
fn the_details_of_a_recipe_type_tell_what_its_nodes_declare() {
    let mosaic = r#"[{"name": "mosaic", "revision_num": 4, "definition": {"input": {
        "files": [{"name": "IMAGE", "media_types": ["image/png"]}, {"name": "MASK"}]}, "nodes": {}}}]"#;
    let sub_recipe_types = serde_json::from_str::<SubRecipeTypes>(mosaic).unwrap();
    let revisions = serde_json::from_str::<Vec<SubRecipeType>>(mosaic).unwrap();
    let context = RecipeContext::new().with_revisions(revisions);
    let report = Reader::new().check_recipe_type_text(DETAILS, &context);
    let found: Vec<_> = report
        .errors
        .iter()
        .map(|problem| {
            let cause = problem.params["cause"].as_str().unwrap();
            (cause, problem.path.as_str(), problem.position.unwrap().line)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("PARAM_REQUIRED", "/definition/nodes/parse/input", 7),
            ("PARAM_REQUIRED", "/definition/nodes/mosaic/input", 11),
            // The type of "export" is known in another revision only, but what "parse" gives is known.
            (
                "MISSING_OUTPUT_NAME",
                "/definition/nodes/export/input/image/output",
                15
            ),
        ]
    );
    let warnings: Vec<_> = report
        .warnings
        .iter()
        .map(|problem| problem.path.as_str())
        .collect();
    assert_eq!(
        warnings,
        [
            "/definition/nodes/parse/input/SCENE",
            "/definition/nodes/mosaic/input/IMAGE",
            "/job_types/2/manifest/job/interface/inputs/files/0/name",
        ]
    );

    // The same from the typed document, in the paths of the definition.
    let recipe_type = serde_json::from_str::<RecipeType>(DETAILS).unwrap();
    let interfaces = node_interfaces(&recipe_type, &sub_recipe_types);
    assert_eq!(interfaces.keys().collect::<Vec<_>>(), ["mosaic", "parse"]);
    let context = RecipeContext::new().with_interfaces(interfaces);
    let typed = check_recipe(&recipe_type.definition, &context);
    let paths = |problems: &[Problem]| {
        let mut paths: Vec<_> = problems
            .iter()
            .map(|problem| problem.path.replace("/definition", ""))
            .collect();
        paths.sort_unstable();
        paths
    };
    assert_eq!(paths(&typed.errors), paths(&report.errors));

    let without = Reader::new().check_recipe_type_text("{}", &RecipeContext::new());
    assert_eq!(without.errors[0].name, ProblemName::InvalidResponse);
    assert_eq!(without.topological_order, None);
}

#[test]
fn a_definition_in_details_is_checked_as_strictly_as_one_for_itself() {
    let definition = r#"{"nodes": {}, "inputs": {}}"#;
    let details = format!(r#"{{"id": 208, "name": "r", "definition": {definition}}}"#);
    let alone = Reader::new().check_recipe_text(definition, &RecipeContext::new());
    let inside = Reader::new().check_recipe_type_text(&details, &RecipeContext::new());
    assert_eq!(names(&inside.errors), names(&alone.errors));
    assert_eq!(inside.errors[0].path, "/definition/inputs");
    assert_eq!(inside.errors[0].params["cause"], "UNKNOWN_FIELD");
}
