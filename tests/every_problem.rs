//! Every name of a problem has a case here that triggers it.

use std::collections::BTreeSet;

use scale_batch::Name;
use scale_batch::json::call;
use serde_json::{Value, json};

/// The names of all errors and warnings that a function answers.
fn names(function: &str, input: &Value) -> BTreeSet<String> {
    let result: Value = serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
    let lists =
        ["errors", "warnings"].map(|list| result[list].as_array().cloned().unwrap_or_default());
    lists
        .concat()
        .iter()
        .map(|problem| problem["name"].as_str().unwrap().to_owned())
        .collect()
}

fn job() -> Value {
    json!({"node_type": "job", "job_type_name": "a", "job_type_version": "1", "job_type_revision": 1})
}

fn sub_recipe(revision: i64) -> Value {
    json!({"node_type": "recipe", "recipe_type_name": "s", "recipe_type_revision": revision})
}

fn node(dependencies: &[&str], node_type: &Value) -> Value {
    let dependencies: Vec<Value> = dependencies
        .iter()
        .map(|name| json!({"name": name}))
        .collect();
    json!({"dependencies": dependencies, "input": {}, "node_type": node_type})
}

fn files(names: &[&str]) -> Value {
    let files: Vec<Value> = names.iter().map(|name| json!({"name": name})).collect();
    json!({"files": files})
}

/// A request for recipe type 1 with a context that fits it.
fn batch(definition: &Value, change: impl Fn(&mut Value)) -> Value {
    let recipe = json!({
        "input": files(&["A"]),
        "nodes": {"job": node(&[], &job()), "recipe": node(&["job"], &sub_recipe(2))},
    });
    let mut input = json!({
        "request": {"recipe_type_id": 1, "definition": definition},
        "context": {
            "recipe_type": {"id": 1, "definition": recipe},
            "dataset": {"id": 1, "definition": {"parameters": files(&["A"])}, "files_per_parameter": {"A": 2}},
            "batches": [{
                "id": 7, "root_batch": {"id": 7}, "recipe_type": {"id": 1}, "is_creation_done": true,
                "recipes_total": 4, "recipe_type_rev": {"definition": recipe},
            }],
            "sub_recipe_types": [{"name": "s", "revision_num": 2, "definition": {}}],
        },
    });
    change(&mut input);
    input
}

fn validated(definition: &Value, change: impl Fn(&mut Value)) -> (&'static str, Value) {
    ("validateBatch", batch(definition, change))
}

fn recipe(definition: &Value, interfaces: &Value) -> (&'static str, Value) {
    (
        "checkRecipe",
        json!({"definition": definition, "interfaces": interfaces}),
    )
}

fn condition(filter: &Value) -> (&'static str, Value) {
    let parameter = json!({"name": "A", "media_types": [], "required": true, "multiple": false});
    let node_type = json!({
        "node_type": "condition", "interface": {"files": [parameter], "json": []}, "data_filter": {"filters": [filter]},
    });
    recipe(&json!({"nodes": {"if": node(&[], &node_type)}}), &json!({}))
}

fn connection(accepting: &Value, connecting: &Value) -> (&'static str, Value) {
    (
        "checkConnection",
        json!({"accepting": accepting, "connecting": connecting}),
    )
}

fn compared(batches: &Value) -> (&'static str, Value) {
    ("compareBatches", json!({"batches": batches}))
}

/// An input that triggers the name.
#[expect(
    clippy::too_many_lines,
    clippy::match_same_arms,
    reason = "a case a name, in the order of the names"
)]
fn case(name: Name) -> (&'static str, Value) {
    let dataset = json!({"dataset": 1});
    let previous = json!({"previous_batch": {"root_batch_id": 7}});
    let forced = |nodes: &Value| json!({"dataset": 1, "forced_nodes": nodes});
    let same = |_: &mut Value| {};
    let map = |entries: Value| {
        move |input: &mut Value| input["request"]["configuration"] = json!({"inputMap": entries})
    };
    match name {
        Name::InvalidRequest => validated(&dataset, |input| {
            input["request"]["recipe_type_id"] = "1".into();
        }),
        Name::MismatchedRecipeTypeId => validated(&dataset, |input| {
            input["request"]["recipe_type_id"] = 2.into();
        }),
        Name::InvalidBatchDefinition => ("readDefinition", json!({"definition": {"datset": 1}})),
        Name::InvalidBatchConfiguration => (
            "readConfiguration",
            json!({"configuration": {"priority": null}}),
        ),
        Name::PrevBatchNotFound => {
            validated(&json!({"previous_batch": {"root_batch_id": 8}}), same)
        }
        Name::MismatchedRecipeType => validated(&previous, |input| {
            input["context"]["batches"][0]["recipe_type"]["id"] = 2.into();
        }),
        Name::PrevBatchStillCreating => validated(&previous, |input| {
            input["context"]["batches"][0]["is_creation_done"] = false.into();
        }),
        Name::PrevBatchNoReprocess => validated(&previous, |input| {
            input["context"]["batches"][0]["recipe_type_rev"]["definition"]["input"] = json!({});
        }),
        Name::MismatchedParams => validated(&dataset, |input| {
            input["context"]["dataset"]["definition"] = json!({});
        }),
        Name::InvalidDatasetDefinition => validated(&dataset, |input| {
            input["context"]["dataset"]["definition"]["parameters"] = 5.into();
        }),
        Name::NameCollisionError => validated(&dataset, |input| {
            input["context"]["dataset"]["definition"]["global_parameters"] = files(&["A"]);
        }),
        Name::UnknownDataset => validated(&json!({"dataset": 2}), same),
        Name::NoRecipes => validated(&json!({}), same),
        Name::InvalidInputMap => validated(
            &dataset,
            map(json!([{"input": "A", "datasetParameter": "B"}])),
        ),
        Name::InvalidRecipeDefinition => recipe(&json!({"nodes": 5}), &json!({})),
        Name::DuplicateInput => recipe(&json!({"input": files(&["A", "A"])}), &json!({})),
        Name::UnknownNode => recipe(&json!({"nodes": {"a": node(&["b"], &job())}}), &json!({})),
        Name::UnknownInput => {
            let mut node = node(&[], &job());
            node["input"]["in"] = json!({"type": "recipe", "input": "A"});
            recipe(&json!({"nodes": {"a": node}}), &json!({}))
        }
        Name::ConnectionInvalidNode => {
            let mut taker = node(&["s"], &job());
            taker["input"]["in"] = json!({"type": "dependency", "node": "s", "output": "out"});
            recipe(
                &json!({"nodes": {"s": node(&[], &sub_recipe(1)), "a": taker}}),
                &json!({}),
            )
        }
        Name::CircularDependency => {
            recipe(&json!({"nodes": {"a": node(&["a"], &job())}}), &json!({}))
        }
        Name::NodeInterface => recipe(
            &json!({"nodes": {"a": node(&[], &job())}}),
            &json!({"a": {"input": files(&["in"])}}),
        ),
        Name::InvalidCondition => {
            condition(&json!({"name": "A", "type": "filename", "condition": "<", "values": ["a"]}))
        }
        Name::InvalidFields => condition(&json!({
            "name": "A", "type": "meta-data", "condition": "==", "values": [1, 2], "fields": [["a"]],
        })),
        Name::ValueError => {
            condition(&json!({"name": "A", "type": "integer", "condition": "<", "values": ["x"]}))
        }
        Name::ParamRequired => connection(&files(&["A"]), &json!({})),
        Name::MismatchedParamType => connection(
            &files(&["A"]),
            &json!({"json": [{"name": "A", "type": "string"}]}),
        ),
        Name::NoMultipleFiles => connection(
            &files(&["A"]),
            &json!({"files": [{"name": "A", "multiple": true}]}),
        ),
        Name::MismatchedJsonType => connection(
            &json!({"json": [{"name": "A", "type": "number"}]}),
            &json!({"json": [{"name": "A", "type": "string"}]}),
        ),
        Name::InvalidResponse => ("readBatch", json!({"batch": {}})),
        Name::InvalidDuration => ("parseDuration", json!({"text": "P1W"})),
        Name::LimitExceeded => {
            let deep = format!("{}{}", "[".repeat(1_000), "]".repeat(1_000));
            ("readDefinition", json!({"definition": deep}))
        }
        Name::DuplicateKey => (
            "readDefinition",
            json!({"definition": r#"{"dataset": 1, "dataset": 2}"#}),
        ),
        Name::MisplacedField => validated(&dataset, |input| {
            input["request"]["supersedes"] = true.into();
        }),
        Name::IgnoredField => validated(&dataset, |input| input["request"]["title"] = "x".into()),
        Name::UnknownForcedNode => {
            validated(&forced(&json!({"all": false, "nodes": ["jbo"]})), same)
        }
        Name::NotASubRecipe => validated(
            &forced(&json!({"all": false, "sub_recipes": {"job": {"all": true}}})),
            same,
        ),
        Name::SubRecipeNotExpanded => {
            validated(&forced(&json!({"all": false, "nodes": ["recipe"]})), same)
        }
        Name::NothingForced => validated(&forced(&json!({"all": false})), same),
        Name::NothingToReprocess => validated(&previous, same),
        Name::MismatchedMediaTypes => connection(
            &json!({"files": [{"name": "A", "media_types": ["image/tiff"]}]}),
            &json!({"files": [{"name": "A", "media_types": ["image/png"]}]}),
        ),
        Name::PriorityOutOfRange => validated(&dataset, |input| {
            input["request"]["configuration"] = json!({"priority": -1});
        }),
        Name::ServerErrorLikely => validated(&dataset, same),
        Name::ServerEstimateDiffers => {
            validated(&forced(&json!({"all": false, "nodes": ["recipe"]})), same)
        }
        Name::MismatchedType => {
            condition(&json!({"name": "A", "type": "integer", "condition": "<", "values": [1]}))
        }
        Name::UnmatchedFilter => {
            condition(&json!({"name": "B", "type": "filename", "condition": "==", "values": ["a"]}))
        }
        Name::UnmatchedParameters => {
            condition(&json!({"name": "B", "type": "filename", "condition": "==", "values": ["a"]}))
        }
        Name::UnknownMetric => comparison(&json!({"jobs_lost": [1]})),
        Name::WrongLength => comparison(&json!({"jobs_total": [1, 2]})),
        Name::DuplicateBatch => compared(&json!([{"id": 1}, {"id": 1}])),
        Name::BrokenChain => (
            "batchChain",
            json!({"batches": [{"id": 2, "root_batch": {"id": 1}, "superseded_batch": {"id": 1}}], "root_batch_id": 1}),
        ),
        Name::DifferentChains => compared(&json!([{"id": 1}, {"id": 2}])),
        Name::DifferentRecipeTypes => compared(&json!([
            {"id": 1, "recipe_type": {"id": 1}},
            {"id": 2, "root_batch": {"id": 1}, "superseded_batch": {"id": 1}, "recipe_type": {"id": 2}},
        ])),
        Name::StatusesDoNotAddUp => compared(&json!([{
            "id": 1, "jobs_total": 2, "jobs_pending": 0, "jobs_blocked": 0, "jobs_queued": 0, "jobs_running": 0,
            "jobs_failed": 0, "jobs_completed": 1, "jobs_canceled": 0,
        }])),
        Name::MoreCompletedThanTotal => {
            compared(&json!([{"id": 1, "recipes_total": 1, "recipes_completed": 2}]))
        }
        Name::DurationsOutOfOrder => compared(&json!([{
            "id": 1, "job_metrics": {"a": {"min_job_duration": "PT2S", "avg_job_duration": "PT1S"}},
        }])),
        Name::FewerJobsThanListed => {
            compared(&json!([{"id": 1, "jobs_total": 1, "job_metrics": {"a": {"jobs_total": 2}}}]))
        }
        other => panic!("write a case that triggers {other}"),
    }
}

fn comparison(metrics: &Value) -> (&'static str, Value) {
    (
        "compareBatches",
        json!({"comparison": {"batches": [{"id": 1}], "metrics": metrics}}),
    )
}

#[test]
fn every_name_has_a_case_that_triggers_it() {
    for &name in Name::ALL {
        let (function, input) = case(name);
        let found = names(function, &input);
        assert!(
            found.contains(name.as_str()),
            "{function} found {found:?} instead of {name} in {input}"
        );
    }
}
