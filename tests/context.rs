//! What a context makes of the documents that a script or a page has at hand.

use scale_batch::edge::call;
use serde_json::{Value, json};

fn called(function: &str, input: &Value) -> Value {
    serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
}

fn validate(request: &Value, context: &Value) -> Value {
    called(
        "validateBatch",
        &json!({"request": request, "context": context}),
    )
}

fn named<'r>(report: &'r Value, list: &str, name: &str) -> Vec<&'r Value> {
    let all = report[list].as_array().unwrap().iter();
    all.filter(|problem| problem["name"] == name).collect()
}

fn job(revision: i64) -> Value {
    json!({"dependencies": [], "input": {}, "node_type": {
        "node_type": "job", "job_type_name": "j", "job_type_version": "1.0", "job_type_revision": revision}})
}

/// The details of a recipe type at revision 2.
fn recipe_type() -> Value {
    json!({"id": 208, "name": "r", "title": "R", "revision_num": 2, "is_active": true,
        "definition": {"input": {"files": [{"name": "SCENE"}]}, "nodes": {"a": job(2)}}})
}

/// The definition that revision 1 had.
fn earlier() -> Value {
    json!({"input": {"files": [{"name": "SCENE"}]}, "nodes": {"a": job(1)}})
}

/// A batch as it is served: its revision has no definition.
fn batch(id: i64, revision: i64) -> Value {
    json!({"id": id, "title": "b", "recipe_type": {"id": 208, "name": "r"}, "is_superseded": false,
        "recipe_type_rev": {"id": 900 + revision, "recipe_type": {"id": 208}, "revision_num": revision},
        "root_batch": {"id": 104}, "is_creation_done": true, "recipes_total": 3})
}

fn reprocess() -> Value {
    json!({"recipe_type_id": 208, "definition": {"previous_batch": {"root_batch_id": 104}}})
}

#[test]
fn the_previous_revision_is_found_in_each_form_of_its_document() {
    let served = json!({"id": 901, "recipe_type": {"id": 208, "name": "r", "revision_num": 2},
        "revision_num": 1, "definition": earlier()});
    let short = json!({"name": "r", "revision_num": 1, "definition": earlier()});
    let details = json!({"id": 208, "name": "r", "revision_num": 1, "is_active": true, "definition": earlier()});
    for part in ["revisions", "sub_recipe_types", "recipe_types"] {
        for revision in [&served, &short, &details] {
            if part == "recipe_types" && revision != &details {
                continue; // Recipe types are given by their details.
            }
            let mut context =
                json!({"recipe_type": recipe_type(), "previous_batch": batch(105, 1)});
            context[part] = json!([revision]);
            let report = validate(&reprocess(), &context);
            assert_eq!(report["unchecked"], json!([]), "{part} {revision}");
            assert_eq!(report["is_complete"], true);
            assert_eq!(report["outlook"], "CREATES");
            let node = &report["prev_batch"]["diff"]["nodes"]["a"];
            assert_eq!(node["status"], "CHANGED", "{part} {revision}");
            let diff = called(
                "diffBatch",
                &json!({"request": reprocess(), "context": context}),
            );
            assert_eq!(diff["diff"]["nodes"]["a"]["status"], "CHANGED", "{diff}");
        }
    }
    // The current revision is the recipe type's own, and needs no further document.
    let context = json!({"recipe_type": recipe_type(), "batches": [batch(105, 2)]});
    let report = validate(&reprocess(), &context);
    assert_eq!(named(&report, "warnings", "NOTHING_TO_REPROCESS").len(), 1);
    // An older document may carry the definition itself.
    let mut older = batch(105, 1);
    older["recipe_type_rev"]["definition"] = earlier();
    let context = json!({"recipe_type": recipe_type(), "previous_batch": older});
    let report = validate(&reprocess(), &context);
    assert_eq!(
        report["prev_batch"]["diff"]["nodes"]["a"]["status"],
        "CHANGED"
    );
}

#[test]
fn what_is_unchecked_names_the_document_that_would_decide() {
    let context = json!({"recipe_type": recipe_type(), "batches": [batch(105, 1)]});
    let report = validate(&reprocess(), &context);
    let rule = named(&report, "unchecked", "PREV_BATCH_NO_REPROCESS")[0];
    assert_eq!(rule["needs"], "revisions");
    let revision = json!({"recipe_type_name": "r", "revision_num": 1});
    assert_eq!(rule["wanted"], revision);
    let needs = report["unchecked"].as_array().unwrap().iter();
    assert!(
        needs.clone().all(|rule| rule["needs"] != "batches"),
        "{report}"
    );
    assert_eq!(report["is_complete"], false);
    assert_eq!(report["outlook"], "UNKNOWN");
    let diff = called(
        "diffBatch",
        &json!({"request": reprocess(), "context": context}),
    );
    assert_eq!(diff["errors"][0]["params"]["wanted"], revision);

    let nothing = validate(&reprocess(), &json!({}));
    let rule = named(&nothing, "unchecked", "PREV_BATCH_NOT_FOUND")[0];
    let query = json!({"query": "root_batch_id=104&is_superseded=false"});
    assert_eq!(rule["wanted"], query);
    let rule = named(&nothing, "unchecked", "MISMATCHED_RECIPE_TYPE_ID")[0];
    assert_eq!(rule["wanted"], json!({"recipe_type_id": 208}));
    let of_dataset = json!({"recipe_type_id": 208, "definition": {"dataset": 57}});
    let report = validate(&of_dataset, &json!({}));
    let rule = named(&report, "unchecked", "UNKNOWN_DATASET")[0];
    assert_eq!(rule["wanted"], json!({"dataset_id": 57}));
}

#[test]
fn a_broken_revision_is_told_where_it_stands() {
    let cycle = json!({"nodes": {"a": {"dependencies": [{"name": "a"}], "input": {}, "node_type": job(1)["node_type"]}}});
    let revision = json!({"name": "r", "revision_num": 1, "definition": cycle});
    let other = json!({"name": "other", "revision_num": 1, "definition": {}});
    let context = json!({"recipe_type": recipe_type(), "previous_batch": batch(105, 1),
        "revisions": {"count": 2, "next": null, "previous": null, "results": [other, revision]}});
    let report = validate(&reprocess(), &context);
    let problem = named(&report, "errors", "CIRCULAR_DEPENDENCY")[0];
    assert_eq!(problem["params"]["document"], "revisions");
    let path = problem["path"].as_str().unwrap();
    assert!(path.starts_with("/results/1/definition/nodes/a"), "{path}");
}

#[test]
fn a_page_proves_nothing_of_what_is_not_on_it() {
    let mut other = batch(9, 2);
    other["root_batch"]["id"] = 9.into();
    let page = |count: u64, next: Value| json!({"count": count, "next": next, "previous": null, "results": [other]});
    let report = |batches: Value| {
        validate(
            &reprocess(),
            &json!({"recipe_type": recipe_type(), "batches": batches}),
        )
    };
    for page in [page(2, Value::Null), page(1, "…?page=2".into())] {
        let report = report(page);
        assert_eq!(report["errors"], json!([]));
        let rule = named(&report, "unchecked", "PREV_BATCH_NOT_FOUND")[0];
        assert_eq!(rule["needs"], "batches");
        assert_eq!(
            rule["wanted"],
            json!({"query": "root_batch_id=104&is_superseded=false"})
        );
    }
    let whole = report(page(1, Value::Null));
    assert_eq!(named(&whole, "errors", "PREV_BATCH_NOT_FOUND").len(), 1);
    // One batch that cannot be read hides none of the others, and proves nothing of itself.
    let report = |batches: Value| report(json!({"count": 2, "results": batches}));
    let found = report(json!([{"title": "no id"}, batch(105, 2)]));
    assert_eq!(found["prev_batch"]["id"], 105);
    assert_eq!(found["unchecked"], json!([]));
    let not_found = report(json!([{"title": "no id"}, other]));
    assert_eq!(
        named(&not_found, "unchecked", "PREV_BATCH_NOT_FOUND").len(),
        1
    );
}

#[test]
fn a_dataset_without_its_definition_is_enough_for_the_estimate() {
    let request = json!({"recipe_type_id": 208, "definition": {"dataset": 57}});
    let report = |dataset: &Value| {
        validate(
            &request,
            &json!({"recipe_type": recipe_type(), "dataset": dataset}),
        )
    };
    let short = json!({"id": 57, "files_per_parameter": {"SCENE": 6}});
    let files = json!([{"id": 1, "parameter_name": "SCENE"}, {"id": 2, "parameter_name": "SCENE"}]);
    let details = json!({"id": 57, "files": files});
    for (dataset, estimated) in [(short, 6), (details, 2)] {
        let report = report(&dataset);
        assert_eq!(report["errors"], json!([]), "{report}");
        assert_eq!(report["recipes_estimated"], estimated);
        let rule = named(&report, "unchecked", "MISMATCHED_PARAMS")[0];
        assert_eq!(rule["wanted"], json!({"dataset_id": 57}));
        assert_eq!(report["outlook"], "UNKNOWN");
    }
    // An item of the list of datasets has a number of files.
    let item = |names: &[&str]| {
        let parameters: Vec<Value> = names.iter().map(|name| json!({"name": name})).collect();
        json!({"id": 57, "title": "d", "files": 4, "definition": {"parameters": {"files": parameters}}})
    };
    assert_eq!(report(&item(&["SCENE"]))["recipes_estimated"], 4);
    let several = report(&item(&["SCENE", "MASK"]));
    assert_eq!(several["recipes_estimated"], Value::Null);
    assert_eq!(
        named(&several, "unchecked", "NO_RECIPES")[0]["wanted"],
        json!({"dataset_id": 57})
    );
}

#[test]
fn a_document_that_is_none_is_said_and_never_blamed_on_the_request() {
    let request = json!({"recipe_type_id": 208, "definition": {"dataset": 57}});
    let answer = json!({"detail": "Authentication credentials were not provided."});
    for part in [
        "recipe_type",
        "dataset",
        "batches",
        "previous_batch",
        "revisions",
        "sub_recipe_types",
        "recipe_types",
    ] {
        for document in [answer.clone(), answer.to_string().into()] {
            let report = validate(&request, &json!({ part: document }));
            assert_eq!(report["errors"], json!([]), "{part}: {report}");
            let problems = named(&report, "warnings", "INVALID_RESPONSE");
            assert_eq!(problems.len(), 1, "{part}: {report}");
            assert_eq!(problems[0]["params"]["document"], part);
            assert_eq!(problems[0]["params"]["detail"], answer["detail"]);
            assert_eq!(report["is_complete"], false, "{part}");
        }
    }
    let wrong = validate(&request, &json!({"dataset": recipe_type()}));
    let problem = named(&wrong, "warnings", "INVALID_RESPONSE")[0];
    assert_eq!(problem["params"]["found"], "RECIPE_TYPE");
    assert_eq!(named(&wrong, "unchecked", "UNKNOWN_DATASET").len(), 1);
}

#[test]
fn json_text_is_taken_as_a_part_of_the_context() {
    let request = json!({"recipe_type_id": 208, "definition": {"dataset": 57}});
    let dataset = "{\"id\": 57,\n \"files_per_parameter\": {\"SCENE\": 1}}";
    let context = json!({"recipe_type": recipe_type().to_string(), "dataset": dataset});
    let report = validate(&request, &context);
    assert_eq!(report["recipes_estimated"], 1, "{report}");
    let broken = validate(&request, &json!({"dataset": "{\"id\": 57,\n}"}));
    let problem = named(&broken, "warnings", "INVALID_RESPONSE")[0];
    assert_eq!(problem["params"]["cause"], "NOT_JSON");
    assert_eq!(problem["line"], 2);
}

#[test]
fn an_error_answer_in_a_list_is_said_though_the_others_are_used() {
    let request = reprocess();
    let revision = json!({"name": "r", "revision_num": 1, "definition": earlier()});
    let answer = json!({"detail": "Not found."});
    let context = |part: &str, list: Value| {
        let mut context = json!({"recipe_type": recipe_type(), "batches": [batch(105, 1)], "revisions": [revision]});
        context[part] = list;
        validate(&request, &context)
    };
    for (part, good) in [
        ("revisions", revision.clone()),
        ("batches", batch(105, 1)),
        ("recipe_types", recipe_type()),
    ] {
        let report = context(part, json!([answer, good]));
        let problems = named(&report, "warnings", "INVALID_RESPONSE");
        assert_eq!(problems.len(), 1, "{part}: {report}");
        let problem = problems[0];
        assert_eq!(problem["params"]["document"], part);
        assert_eq!(problem["params"]["detail"], "Not found.");
        assert_eq!(problem["path"], "/0");
        assert_eq!(
            report["prev_batch"]["diff"]["nodes"]["a"]["status"],
            "CHANGED"
        );
    }
}

#[test]
fn what_is_not_known_of_a_dataset_is_no_error_of_the_request() {
    let request = json!({"recipe_type_id": 208, "definition": {"dataset": 57}});
    let report = |dataset: Value| {
        validate(
            &request,
            &json!({"recipe_type": recipe_type(), "dataset": dataset}),
        )
    };
    for dataset in [json!({}), json!({"status": 200, "data": {"id": 57}})] {
        let report = report(dataset);
        assert_eq!(named(&report, "warnings", "INVALID_RESPONSE").len(), 1);
        assert_eq!(named(&report, "unchecked", "UNKNOWN_DATASET").len(), 1);
    }
    let unread = report(json!({"id": 57, "files_per_parameter": {"SCENE": "3", "OTHER": 1}}));
    assert_eq!(unread["errors"], json!([]), "{unread}");
    assert_eq!(named(&unread, "unchecked", "NO_RECIPES").len(), 1);
    // The number of an item of a list counts the files of global parameters, too.
    let files = |name: &str| json!({"files": [{"name": name}]});
    let definition = json!({"parameters": files("SCENE"), "global_parameters": files("MASK")});
    let item = report(json!({"id": 57, "files": 4, "definition": definition}));
    assert_eq!(item["recipes_estimated"], Value::Null);
}

#[test]
fn a_dataset_of_0_needs_no_document() {
    let configuration = json!({"inputMap": [{"input": "SCENE", "datasetParameter": "X"}]});
    let definition = json!({"dataset": 0, "previous_batch": {"root_batch_id": 104}});
    let request =
        json!({"recipe_type_id": 208, "definition": definition, "configuration": configuration});
    let context = json!({"recipe_type": recipe_type(), "batches": [batch(105, 2)]});
    assert_eq!(validate(&request, &context)["unchecked"], json!([]));
}

#[test]
fn a_latest_revision_that_is_missing_is_asked_for() {
    let node = json!({"dependencies": [], "input": {}, "node_type": {
        "node_type": "recipe", "recipe_type_name": "s", "recipe_type_revision": 1}});
    let mut recipe_type = recipe_type();
    recipe_type["definition"]["nodes"] = json!({"s": node});
    recipe_type["sub_recipe_types"] =
        json!([{"id": 9, "name": "s", "revision_num": 2, "is_active": true}]);
    let mut context = json!({"recipe_type": recipe_type,
        "dataset": {"id": 57, "files_per_parameter": {"SCENE": 2}, "definition": {"parameters": {"files": [{"name": "SCENE"}]}}},
        "revisions": [{"name": "s", "revision_num": 1, "definition": {}}]});
    let definition = json!({"dataset": 57, "forced_nodes": {"all": true}});
    let request = json!({"recipe_type_id": 208, "definition": definition});
    let report = validate(&request, &context);
    assert_eq!(report["outlook"], "UNKNOWN", "{report}");
    for name in ["SERVER_ERROR_LIKELY", "SERVER_ESTIMATE_DIFFERS"] {
        let rule = named(&report, "unchecked", name)[0];
        let latest = json!({"recipe_type_name": "s", "revision_num": 2});
        assert_eq!(rule["wanted"], latest, "{name}");
    }
    let latest = json!({"name": "s", "revision_num": 2, "definition": {}});
    context["revisions"].as_array_mut().unwrap().push(latest);
    let report = validate(&request, &context);
    assert_eq!(report["is_complete"], true, "{report}");
    assert_eq!(report["outlook"], "CREATES");
}

#[test]
fn no_fix_makes_an_id_that_is_none() {
    let request = json!({"recipe_type_id": "0", "definition": {"dataset": "-5",
        "previous_batch": {"root_batch_id": "-1"}}});
    let report = validate(&request, &json!({}));
    let wrong = report["errors"].as_array().unwrap().iter();
    let wrong: Vec<&Value> = wrong
        .filter(|problem| problem["params"]["cause"] == "WRONG_TYPE")
        .collect();
    assert_eq!(wrong.len(), 3, "{report}");
    assert!(wrong.iter().all(|problem| problem.get("fix").is_none()));
    let report = validate(&request, &json!({"recipeType": {}}));
    let of_context = report["errors"].as_array().unwrap().last().unwrap();
    assert_eq!(of_context["params"]["document"], "context");
    assert!(of_context.get("fix").is_none());
}
