//! What is read from JSON can be made in code: each document by its constructor and its `with_…` methods.

use std::fmt::Debug;

use scale_batch::documents::{
    Batch, BatchConfiguration, BatchCountLists, BatchCounts, BatchList, BatchListQuery,
    BatchSummary, ChangeName, ComparisonMetrics, Connection, CreateBatchRequest, DataFilter,
    Dataset, DatasetDefinition, Dependency, DiffDependency, DiffReason, EditBatchRequest,
    FileParameter, Filter, FilterCondition, FilterType, ForcedNodes, InputMapping, Interface,
    JobMetricLists, JobMetrics, JobType, JsonParameter, JsonType, Moment, NamedChange,
    NamedProblem, Node, NodeDiffDocument, NodeKind, NodeStatus, NodeType, NodeTypeDiff, Page,
    PreviousBatch, PreviousBatchResponse, RecipeDefinition, RecipeDiffDocument, RecipeTypeRevision,
    RecipeTypeSummary, SubRecipeType, TriggerEvent, ValidationResponse, chrono,
};
use scale_batch::problem::{PatchOperation, Position, Problem, ProblemName};
use scale_batch::proposals::BatchChanges;
use scale_batch::{BatchDefinition, Comparison, RecipeType, ValidateBatchRequest};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[track_caller]
fn is_made<D: DeserializeOwned + PartialEq + Debug>(made: &D, json: Value) {
    assert_eq!(*made, serde_json::from_value::<D>(json).unwrap());
}

fn interface() -> Interface {
    let scene = FileParameter::new("SCENE")
        .with_media_types(["image/tiff"])
        .with_multiple(true);
    let threshold = JsonParameter::new("THRESHOLD", JsonType::Number).with_required(false);
    Interface::new().with_files([scene]).with_json([threshold])
}

fn interface_json() -> Value {
    json!({"files": [{"name": "SCENE", "media_types": ["image/tiff"], "multiple": true}],
           "json": [{"name": "THRESHOLD", "type": "number", "required": false}]})
}

fn definition() -> RecipeDefinition {
    let filter = Filter::new(
        "META",
        FilterType::MetaData,
        FilterCondition::Equal,
        [json!(1)],
    )
    .with_fields(vec![vec!["a".to_owned(), "b".to_owned()]])
    .with_all_fields(true)
    .with_all_files(false);
    let data_filter = DataFilter::new([filter]).with_all(false);
    let condition = Node::new(NodeType::condition(interface(), data_filter));
    let job = Node::new(NodeType::job("parse", "1.0.0", 2))
        .with_dependencies([Dependency::new("condition").with_acceptance(false)])
        .with_input([("IN", Connection::recipe("SCENE"))]);
    let recipe = Node::new(NodeType::recipe("ortho", 3))
        .with_input([("IN", Connection::dependency("job", "OUT"))]);
    RecipeDefinition::new().with_input(interface()).with_nodes([
        ("condition", condition),
        ("job", job),
        ("recipe", recipe),
    ])
}

fn definition_json() -> Value {
    json!({"input": interface_json(), "nodes": {
        "condition": {"dependencies": [], "input": {}, "node_type": {"node_type": "condition",
            "interface": interface_json(), "data_filter": {"all": false, "filters": [{"name": "META",
            "type": "meta-data", "condition": "==", "values": [1], "fields": [["a", "b"]], "all_fields": true,
            "all_files": false}]}}},
        "job": {"dependencies": [{"name": "condition", "acceptance": false}],
            "input": {"IN": {"type": "recipe", "input": "SCENE"}}, "node_type": {"node_type": "job",
            "job_type_name": "parse", "job_type_version": "1.0.0", "job_type_revision": 2}},
        "recipe": {"dependencies": [], "input": {"IN": {"type": "dependency", "node": "job", "output": "OUT"}},
            "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 3}},
    }})
}

fn summary() -> RecipeTypeSummary {
    RecipeTypeSummary::new(208)
        .with_name("ortho")
        .with_title("Ortho")
        .with_description("…")
        .with_revision_num(3)
        .with_is_active(true)
}

fn summary_json() -> Value {
    json!({"id": 208, "name": "ortho", "title": "Ortho", "description": "…", "revision_num": 3, "is_active": true})
}

#[test]
fn requests() {
    let forced = ForcedNodes::nodes(["a"]).with_sub_recipe("b", ForcedNodes::All);
    let forced_json = json!({"all": false, "nodes": ["a"], "sub_recipes": {"b": {"all": true}}});
    let configuration = BatchConfiguration::new()
        .with_priority(5)
        .with_input_map([InputMapping::new("IN", "SCENE")]);
    let configuration_json =
        json!({"priority": 5, "inputMap": [{"input": "IN", "datasetParameter": "SCENE"}]});
    let previous = PreviousBatch::new(104).with_forced_nodes(forced.clone());
    let definition = BatchDefinition::default()
        .with_supersedes(false)
        .with_dataset(12)
        .with_forced_nodes(ForcedNodes::none())
        .with_previous_batch(previous);
    let definition_json = json!({"supersedes": false, "dataset": 12, "forced_nodes": {"all": false},
        "previous_batch": {"root_batch_id": 104, "forced_nodes": forced_json.clone()}});
    is_made(
        &CreateBatchRequest::new(208, definition.clone())
            .with_title("June")
            .with_description("…")
            .with_configuration(configuration.clone()),
        json!({"title": "June", "description": "…", "recipe_type_id": 208,
               "definition": definition_json.clone(), "configuration": configuration_json.clone()}),
    );
    is_made(
        &ValidateBatchRequest::new(208, definition).with_configuration(configuration.clone()),
        json!({"recipe_type_id": 208, "definition": definition_json,
               "configuration": configuration_json.clone()}),
    );
    is_made(
        &EditBatchRequest::new()
            .with_title("June")
            .with_description("")
            .with_configuration(configuration.clone()),
        json!({"title": "June", "description": "", "configuration": configuration_json.clone()}),
    );
    is_made(
        &BatchChanges::new()
            .with_title("July")
            .with_description("…")
            .with_forced_nodes(forced)
            .with_configuration(configuration),
        json!({"title": "July", "description": "…", "forced_nodes": forced_json,
               "configuration": configuration_json}),
    );
    let started = chrono::DateTime::parse_from_rfc3339("2015-01-01T00:00:00+01:00").unwrap();
    let ago: scale_batch::documents::Duration = "PT3H".parse().unwrap();
    is_made(
        &BatchListQuery::new()
            .with_page(2)
            .with_page_size(10)
            .with_started(started)
            .with_ended(ago)
            .with_recipe_type_ids([208, 209])
            .with_is_creation_done(true)
            .with_is_superseded(false)
            .with_root_batch_ids([104])
            .with_order(["-created"]),
        json!({"page": 2, "page_size": 10, "started": "2015-01-01T00:00:00+01:00", "ended": "PT3H",
               "recipe_type_id": [208, 209], "is_creation_done": true, "is_superseded": false,
               "root_batch_id": [104], "order": ["-created"]}),
    );
    let now = started.to_utc();
    assert_eq!(Moment::from(now), Moment::At(now.fixed_offset()));
    assert_eq!(Page::from(2), Page::Number(2));
}

#[test]
fn recipes() {
    is_made(&definition(), definition_json());
    let output =
        Interface::new().with_files([FileParameter::new("OUT").with_media_types(["image/png"])]);
    let job_type = JobType::new("parse", "1.0.0", 2).with_interfaces(Interface::new(), output);
    let job_type_json = json!({"name": "parse", "version": "1.0.0", "revision_num": 2, "manifest": {"job":
        {"interface": {"outputs": {"files": [{"name": "OUT", "mediaType": "image/png"}]}}}}});
    is_made(&job_type, job_type_json.clone());
    is_made(
        &RecipeType::new(definition())
            .with_id(208)
            .with_name("ortho")
            .with_title("Ortho")
            .with_description("…")
            .with_revision_num(3)
            .with_is_active(true)
            .with_job_types([job_type])
            .with_sub_recipe_types([summary()]),
        json!({"id": 208, "name": "ortho", "title": "Ortho", "description": "…", "revision_num": 3,
               "is_active": true, "job_types": [job_type_json], "sub_recipe_types": [summary_json()],
               "definition": definition_json()}),
    );
    is_made(
        &SubRecipeType::new("ortho", 3, definition())
            .with_recipe_type(summary())
            .with_sub_recipe_types([RecipeTypeSummary::new(9)]),
        json!({"name": "ortho", "revision_num": 3, "recipe_type": summary_json(),
               "sub_recipe_types": [{"id": 9}], "definition": definition_json()}),
    );
    is_made(
        &Dataset::new()
            .with_id(12)
            .with_title("Scenes")
            .with_description("…")
            .with_definition(
                DatasetDefinition::new(interface()).with_global_parameters(
                    Interface::new().with_files([FileParameter::new("DEM")]),
                ),
            )
            .with_files_per_parameter([("SCENE", 20)]),
        json!({"id": 12, "title": "Scenes", "description": "…", "definition": {
               "parameters": interface_json(), "global_parameters": {"files": [{"name": "DEM"}]}},
               "files_per_parameter": {"SCENE": 20}}),
    );
}

fn revision() -> RecipeTypeRevision {
    RecipeTypeRevision::new()
        .with_id(7)
        .with_recipe_type(summary())
        .with_revision_num(3)
        .with_definition(definition())
        .with_created("2015-01-01T00:00:00Z")
}

fn revision_json() -> Value {
    json!({"id": 7, "recipe_type": summary_json(), "revision_num": 3, "definition": definition_json(),
           "created": "2015-01-01T00:00:00Z"})
}

#[test]
fn batches() {
    let mut counts = BatchCounts::default();
    counts.jobs_total = Some(10);
    let mut job = JobMetrics::default();
    job.jobs_completed = Some(10);
    job.avg_job_duration = Some("PT20S".parse().unwrap());
    let event = TriggerEvent::new()
        .with_id(1)
        .with_event_type("USER")
        .with_rule(json!({"id": 2}))
        .with_occurred("2015-01-01T00:00:00Z")
        .with_description(json!({"user": "A"}));
    let root = BatchSummary::new(104)
        .with_title("First")
        .with_description("…")
        .with_created("2015-01-01T00:00:00Z");
    let batch = Batch::new(106)
        .with_title("June")
        .with_description("…")
        .with_recipe_type(summary())
        .with_recipe_type_rev(revision())
        .with_event(event)
        .with_is_superseded(false)
        .with_root_batch(root.clone())
        .with_superseded_batch(BatchSummary::new(105))
        .with_is_creation_done(true)
        .with_counts(counts)
        .with_created("2015-01-02T00:00:00Z")
        .with_superseded("2015-01-03T00:00:00Z")
        .with_last_modified("2015-01-04T00:00:00Z")
        .with_definition(BatchDefinition::from_dataset(12))
        .with_configuration(BatchConfiguration::new().with_priority(5))
        .with_job_metrics([("parse", job)]);
    let root_json =
        json!({"id": 104, "title": "First", "description": "…", "created": "2015-01-01T00:00:00Z"});
    let batch_json = json!({"id": 106, "title": "June", "description": "…", "recipe_type": summary_json(),
        "recipe_type_rev": revision_json(), "event": {"id": 1, "type": "USER", "rule": {"id": 2},
        "occurred": "2015-01-01T00:00:00Z", "description": {"user": "A"}}, "is_superseded": false,
        "root_batch": root_json.clone(), "superseded_batch": {"id": 105}, "is_creation_done": true,
        "jobs_total": 10, "created": "2015-01-02T00:00:00Z", "superseded": "2015-01-03T00:00:00Z",
        "last_modified": "2015-01-04T00:00:00Z", "definition": {"dataset": 12},
        "configuration": {"priority": 5},
        "job_metrics": {"parse": {"jobs_completed": 10, "avg_job_duration": "PT20S"}}});
    is_made(&batch, batch_json.clone());
    is_made(
        &BatchList::new([batch])
            .with_count(3)
            .with_next("…?page=3")
            .with_previous("…?page=1"),
        json!({"count": 3, "next": "…?page=3", "previous": "…?page=1", "results": [batch_json]}),
    );
    let made = comparison(root);
    let read: Comparison = serde_json::from_value(json!({
        "batches": [root_json, {"id": 105}],
        "metrics": {"jobs_total": [10, null], "job_metrics": {"parse": {"avg_job_duration": ["PT20S", null]}}}}))
    .unwrap();
    assert_eq!(made.batches, read.batches);
    assert_eq!(
        made.metrics.counts.jobs_total,
        read.metrics.counts.jobs_total
    );
    let average = |comparison: &Comparison| {
        let jobs = &comparison.metrics.job_metrics;
        jobs["parse"].avg_job_duration.clone()
    };
    assert_eq!(average(&made), average(&read));
}

fn comparison(root: BatchSummary) -> Comparison {
    let mut counts = BatchCountLists::default();
    counts.jobs_total = vec![Some(10), None];
    let mut job = JobMetricLists::default();
    job.avg_job_duration = vec![Some("PT20S".parse().unwrap()), None];
    let metrics = ComparisonMetrics::default()
        .with_counts(counts)
        .with_job_metrics([("parse", job)]);
    Comparison::new([root, BatchSummary::new(105)], metrics)
}

#[test]
fn what_a_server_says_of_a_request() {
    let node = NodeDiffDocument::new(NodeStatus::Changed, NodeTypeDiff::Condition {})
        .with_changes([NamedChange::new(
            ChangeName::NodeTypeChange,
            "It was a job.",
        )])
        .with_reprocess_new_node(true)
        .with_force_reprocess(true)
        .with_dependencies([DiffDependency::new("b")])
        .with_prev_node_type(NodeKind::Job);
    let other = NodeDiffDocument::new(NodeStatus::New, NodeTypeDiff::Condition {});
    let diff = RecipeDiffDocument::new([("a", node), ("b", other)])
        .with_reasons([DiffReason::new("INPUT_CHANGE", "…")]);
    let diff_json = json!({"can_be_reprocessed": false, "reasons": [{"name": "INPUT_CHANGE", "description": "…"}],
        "nodes": {
            "a": {"status": "CHANGED", "changes": [{"name": "NODE_TYPE_CHANGE", "description": "It was a job."}],
                  "reprocess_new_node": true, "force_reprocess": true, "dependencies": [{"name": "b"}],
                  "prev_node_type": "job", "node_type": {"node_type": "condition"}},
            "b": {"status": "NEW", "changes": [], "reprocess_new_node": false, "force_reprocess": false,
                  "dependencies": [], "node_type": {"node_type": "condition"}}}});
    is_made(&diff, diff_json.clone());
    let previous = PreviousBatchResponse::new()
        .with_recipe_type_rev(revision())
        .with_diff(diff);
    is_made(
        &ValidationResponse::new(true)
            .with_errors([NamedProblem::new("A", "…")])
            .with_warnings([NamedProblem::new("B", "…")])
            .with_recipes_estimated(10)
            .with_recipe_type(summary())
            .with_prev_batch(previous),
        json!({"is_valid": true, "errors": [{"name": "A", "description": "…"}],
               "warnings": [{"name": "B", "description": "…"}], "recipes_estimated": 10,
               "recipe_type": summary_json(),
               "prev_batch": {"recipe_type_rev": revision_json(), "diff": diff_json}}),
    );
}

#[test]
fn problems() {
    let made = Problem::new(ProblemName::InvalidRequest, "…")
        .at("/title")
        .with_document("batch")
        .with_param("rule", "NO_TITLE")
        .with_param(String::from("of day"), 5)
        .with_fix(PatchOperation::Remove {
            path: "/title".into(),
        })
        .with_position(Position { line: 1, column: 2 });
    let written = json!({"name": "INVALID_REQUEST", "description": "…", "document": "batch", "path": "/title",
        "params": {"of day": 5, "rule": "NO_TITLE"}, "fix": [{"op": "remove", "path": "/title"}],
        "line": 1, "column": 2});
    assert_eq!(serde_json::to_value(&made).unwrap(), written);
    is_made(&made, written);
    let long = Problem::new(ProblemName::InvalidRequest, "…").with_param("text", "x".repeat(500));
    assert!(
        long.params["text"]
            .as_str()
            .unwrap()
            .ends_with("… (500 characters)")
    );
}
