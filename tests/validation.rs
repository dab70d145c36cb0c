//! What a user of the crate sees of validation: whole reports. The tests of a single rule are beside it.

use scale_batch::documents::Batch;
use scale_batch::estimate::{Basis, RunReason};
use scale_batch::validate::validate_value;
use scale_batch::{Context, ProblemName, Reader, RecipeType, ValidationReport, validate_text};
use serde_json::{Value, json};

/// parse → ortho (a recipe of two sub-recipes) → report
fn recipe_type(version: &str) -> Value {
    let job = |name: &str| json!({"node_type": "job", "job_type_name": name, "job_type_version": version, "job_type_revision": 1});
    json!({
        "id": 208, "name": "my-recipe-type", "title": "My Recipe Type", "description": null, "revision_num": 2,
        "definition": {
            "input": {"files": [{"name": "SCENE", "media_types": ["image/tiff"]}, {"name": "MASK", "required": false}]},
            "nodes": {
                "parse": {"dependencies": [], "input": {}, "node_type": job("parse")},
                "ortho": {
                    "dependencies": [{"name": "parse"}], "input": {},
                    "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 3},
                },
                "report": {"dependencies": [{"name": "ortho"}], "input": {}, "node_type": job("report")},
            },
        },
    })
}

fn sub_recipe_types() -> Value {
    let tile = json!({
        "dependencies": [], "input": {},
        "node_type": {"node_type": "recipe", "recipe_type_name": "tile", "recipe_type_revision": 1},
    });
    json!([
        {"name": "ortho", "revision_num": 3, "definition": {"nodes": {"north": tile, "south": tile}}},
        {"name": "tile", "revision_num": 1, "definition": {"nodes": {}}},
    ])
}

fn dataset() -> Value {
    json!({
        "id": 1,
        "definition": {"parameters": {"files": [
            {"name": "SCENE", "media_types": ["image/tiff"]}, {"name": "SPARE", "required": false},
        ]}},
        "files_per_parameter": {"SCENE": 10, "SPARE": 3},
    })
}

fn previous_batch(version: &str) -> Value {
    json!({
        "id": 105, "root_batch": {"id": 104}, "recipe_type": {"id": 208}, "is_superseded": false,
        "is_creation_done": true, "recipes_total": 40,
        "recipe_type_rev": {"id": 4, "revision_num": 1, "definition": recipe_type(version)["definition"]},
    })
}

fn context() -> Value {
    json!({
        "recipe_type": recipe_type("1.0"), "dataset": dataset(), "batches": [previous_batch("1.0")],
        "sub_recipe_types": sub_recipe_types(),
    })
}

fn read(context: &Value) -> Context {
    Reader::new()
        .value::<Context>(context)
        .into_result()
        .unwrap()
}

fn check(request: &Value) -> ValidationReport {
    check_in(request, &context())
}

fn check_in(request: &Value, context: &Value) -> ValidationReport {
    validate_value(request, &read(context))
}

fn request(definition: &Value) -> Value {
    json!({"recipe_type_id": 208, "definition": definition})
}

fn errors(report: &ValidationReport) -> Vec<(&str, &str)> {
    report
        .errors
        .iter()
        .map(|problem| (problem.name.as_str(), problem.path.as_str()))
        .collect()
}

fn warnings(report: &ValidationReport) -> Vec<(&str, &str)> {
    report
        .warnings
        .iter()
        .map(|problem| (problem.name.as_str(), problem.path.as_str()))
        .collect()
}

/// Ortho has two tiles, of which the server estimates one; or neither is estimated, because nothing is forced.
const MORE_CREATED: (&str, &str) = ("CREATED_COUNT_DIFFERS", "/definition/dataset");

#[test]
fn a_good_batch_of_files() {
    let report = check(&request(
        &json!({"dataset": 1, "forced_nodes": {"all": false, "sub_recipes": {"ortho": {"all": true}}}}),
    ));
    assert_eq!(errors(&report), []);
    assert_eq!(warnings(&report), [MORE_CREATED]);
    assert_eq!(report.unchecked, []);
    let estimate = report.estimate.unwrap();
    assert_eq!(report.recipes_estimated, Some(10 + 10 * 2));
    assert_eq!(
        (estimate.top_level, estimate.sub_recipes, estimate.total),
        (Some(10), Some(30), Some(40))
    );
    assert_eq!(estimate.if_all_new, Some(40));
    assert_eq!(estimate.nodes[0].reason, RunReason::Forced);
    assert_eq!(estimate.files_left_out[0].parameter, "SPARE");
    assert_eq!(report.recipe_type.unwrap().revision_num, Some(2));
}

#[test]
fn what_is_below_a_forced_node_runs_too() {
    let report = check(&request(
        &json!({"dataset": 1, "forced_nodes": {"all": false, "nodes": ["parse"]}}),
    ));
    let estimate = report.estimate.unwrap();
    assert_eq!(
        estimate.nodes[0].reason,
        RunReason::BelowForced {
            node: "parse".to_owned()
        }
    );
    assert_eq!(report.recipes_estimated, Some(30));
}

#[test]
fn a_sub_recipe_that_is_not_known_makes_a_lower_bound() {
    let context = json!({"recipe_type": recipe_type("1.0"), "dataset": dataset()});
    let report = check_in(
        &request(&json!({"dataset": 1, "forced_nodes": {"all": true}})),
        &context,
    );
    let estimate = report.estimate.unwrap();
    assert!(estimate.is_lower_bound);
    assert_eq!(estimate.unknown_sub_recipes[0].recipe_type_name, "ortho");
    assert_eq!(estimate.recipes_estimated, 20);
}

#[test]
fn ten_mistakes_are_ten_problems_each_at_its_place() {
    let text = r#"{
        "recipe_type_id": 209,
        "title": "A title that is much too long for the column that the server has for it",
        "definition": {
            "supercedes": true,
            "dataset": "1",
            "forced_nodes": {"nodes": ["parse"], "sub_recipes": {"ortho": 5}},
            "previous_batch": {"root_batch_id": 0}
        },
        "configuration": {
            "priority": null,
            "inputMap": [{"input": "SCENE"}, {"input": 1, "datasetParameter": "SCENE"}]
        }
    }"#;
    let report = validate_text(text, &read(&context()));
    assert_eq!(
        errors(&report),
        [
            ("MISMATCHED_RECIPE_TYPE_ID", "/recipe_type_id"),
            ("INVALID_REQUEST", "/title"),
            ("INVALID_BATCH_DEFINITION", "/definition/supercedes"),
            ("INVALID_BATCH_DEFINITION", "/definition/dataset"),
            ("INVALID_BATCH_DEFINITION", "/definition/forced_nodes"),
            (
                "INVALID_BATCH_DEFINITION",
                "/definition/forced_nodes/sub_recipes/ortho"
            ),
            (
                "PREV_BATCH_NOT_FOUND",
                "/definition/previous_batch/root_batch_id"
            ),
            ("INVALID_BATCH_CONFIGURATION", "/configuration/priority"),
            ("INVALID_BATCH_CONFIGURATION", "/configuration/inputMap/0"),
            (
                "INVALID_BATCH_CONFIGURATION",
                "/configuration/inputMap/1/input"
            ),
        ]
    );
    let lines: Vec<u32> = report
        .errors
        .iter()
        .map(|problem| problem.position.unwrap().line)
        .collect();
    assert_eq!(lines, [2, 3, 5, 6, 7, 7, 8, 11, 12, 12]);
    assert_eq!(
        report.recipes_estimated, None,
        "a broken request is not estimated"
    );
    let server: Vec<ProblemName> = report
        .in_server_order()
        .errors
        .iter()
        .map(|problem| problem.name)
        .collect();
    assert_eq!(server.first(), Some(&ProblemName::MismatchedRecipeTypeId));
    assert_eq!(server.last(), Some(&ProblemName::PrevBatchNotFound));
}

#[test]
fn the_previous_batch_is_the_last_of_its_chain() {
    let wanted =
        request(&json!({"previous_batch": {"root_batch_id": 104, "forced_nodes": {"all": true}}}));
    let report = check(&wanted);
    assert_eq!(errors(&report), []);
    assert_eq!(report.recipes_estimated, Some(40));
    assert_eq!(report.estimate.unwrap().basis, Basis::PreviousBatch);
    let previous = report.prev_batch.unwrap();
    assert_eq!(previous.id, 105.into());
    assert!(previous.diff.unwrap().nodes["parse"].reprocess_new_node);
}

#[test]
fn nothing_to_do_and_nothing_that_counts_are_warnings() {
    let report = check(&request(&json!({
        "dataset": 1,
        "forced_nodes": {"all": true},
        "previous_batch": {"root_batch_id": 104, "forced_nodes": {}},
    })));
    assert_eq!(errors(&report), []);
    assert_eq!(
        warnings(&report),
        [
            ("IGNORED_FIELD", "/definition/dataset"),
            ("IGNORED_FIELD", "/definition/forced_nodes"),
            ("NOTHING_TO_REPROCESS", "/definition/previous_batch"),
            ("NOTHING_FORCED", "/definition/previous_batch/forced_nodes"),
        ]
    );
}

#[test]
fn a_previous_batch_without_forced_nodes_takes_those_of_the_definition() {
    let report = check(&request(&json!({
        "forced_nodes": {"all": false, "nodes": ["report", "raport"]},
        "previous_batch": {"root_batch_id": 104},
    })));
    assert_eq!(
        warnings(&report),
        [("UNKNOWN_FORCED_NODE", "/definition/forced_nodes/nodes/1")]
    );
    let nodes = &report.prev_batch.unwrap().diff.unwrap().nodes;
    assert!(nodes["report"].force_reprocess && !nodes["parse"].force_reprocess);
}

#[test]
fn a_context_is_the_same_in_whatever_order_it_is_built() {
    let recipe_type: RecipeType = serde_json::from_value(recipe_type("2.0")).unwrap();
    let batch: Batch = serde_json::from_value(previous_batch("1.0")).unwrap();
    let another: Batch = serde_json::from_value(json!({"id": 1, "root_batch": {"id": 1}})).unwrap();
    let request = request(&json!({"previous_batch": {"root_batch_id": 104}}));
    let first = Context::new()
        .with_batches([batch.clone()])
        .with_recipe_type(recipe_type.clone());
    let last = Context::new()
        .with_recipe_type(recipe_type)
        .with_batches([another.clone()])
        .with_batches([another, batch]);
    let expected = validate_value(&request, &first);
    let nodes = &expected
        .prev_batch
        .as_ref()
        .unwrap()
        .diff
        .as_ref()
        .unwrap()
        .nodes;
    assert!(nodes["report"].reprocess_new_node);
    assert_eq!(validate_value(&request, &last), expected);
}

#[test]
fn what_cannot_be_decided_is_said() {
    let report = validate_value(&request(&json!({"dataset": 1})), &Context::new());
    assert!(report.is_valid);
    assert_eq!(report.recipes_estimated, None);
    let needs = |name: ProblemName| {
        report
            .unchecked
            .iter()
            .find(|unchecked| unchecked.name == name)
            .map(|found| found.needs.as_ref())
    };
    assert_eq!(
        needs(ProblemName::MismatchedRecipeTypeId),
        Some("recipe_type")
    );
    assert_eq!(needs(ProblemName::UnknownDataset), Some("dataset"));
    assert_eq!(needs(ProblemName::NoRecipes), Some("dataset"));
    let report = validate_value(
        &request(&json!({"previous_batch": {"root_batch_id": 1}})),
        &Context::new(),
    );
    assert!(
        report
            .unchecked
            .iter()
            .any(|found| found.name == ProblemName::PrevBatchNotFound && found.needs == "batches")
    );
}

#[test]
fn a_problem_of_the_context_has_no_line_of_the_request() {
    let mut context = context();
    context["recipe_type"]["definition"]["nodes"]["parse"]["dependencies"] =
        json!([{"name": "zz"}]);
    let text = "{\"recipe_type_id\": 208,\n \"definition\": {\"dataset\": \"1\"}}";
    let report = validate_text(text, &read(&context));
    let found: Vec<_> = report
        .errors
        .iter()
        .map(|problem| (problem.name, problem.position.map(|at| at.line)))
        .collect();
    assert_eq!(
        found,
        [
            (ProblemName::InvalidBatchDefinition, Some(2)),
            (ProblemName::UnknownNode, None)
        ]
    );
}

#[test]
fn forced_nodes_that_keep_the_server_from_failing_are_not_called_useless() {
    let nothing = check(&request(&json!({"dataset": 1, "forced_nodes": {}})));
    assert_eq!(warnings(&nothing), [MORE_CREATED]);
}
