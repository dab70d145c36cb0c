//! Checking batch requests, and estimating what they create.

use serde::Serialize;

use crate::documents::BatchService;
use crate::edge::call::{Call, Returned, outcomes};
use crate::edge::inputs::Part;
use crate::edge::takes::inputs;
use crate::estimate::Estimate;
use crate::problem::Problem;
use crate::text;
use crate::validate::document::{AnyDocument, DocumentReport, Kind, check_document};
use crate::validate::{Outlook, UncheckedRule, ValidationReport, validate_tree};

inputs! {
    /// A request that creates or validates a batch.
    RequestInput {
        /// The body of `POST /v6/batches/` or `POST /v6/batches/validation/`.
        request: "DocumentOrText<CreateBatchRequest | ValidateBatchRequest>",
    }

    /// How a request is checked.
    ValidateOptions {
        /// The order of the errors: by their place in the request (the default), or as the server would find them.
        order: optional "\"document\" | \"server\"",
        /// What the request is sent to: the service that validates (the default), which ignores a title and a
        /// description, or the one that creates.
        service: optional "\"validate\" | \"create\"",
        /// Whether the report has `prev_batch.diff`, node by node: it is as long as the recipe. Default: true. Without it,
        /// a keystroke costs the same for a recipe of any size; `BatchValidator.diff` returns it when it is needed.
        diff: optional "boolean",
    }
}

/// What a batch would create.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::documents::schema::complete))]
pub(crate) struct EstimateReport {
    /// Whether every rule was decided: nothing is `unchecked`.
    is_complete: bool,
    /// What will become of the batch, in one word.
    outlook: Outlook,
    /// The number of recipes that the server estimates, sub-recipes included; `null` where it could not be estimated.
    recipes_estimated: Option<u64>,
    /// What the number is made of; `null` where it could not be estimated.
    estimate: Option<Estimate>,
    /// What is wrong with the request.
    errors: Vec<Problem>,
    /// What a person should look at.
    warnings: Vec<Problem>,
    /// The rules that could not be decided, each with the document that would decide it.
    unchecked: Vec<UncheckedRule>,
}

outcomes!(
    ValidationReport,
    EstimateReport,
    DocumentReport<AnyDocument>
);

/// The report on a request.
pub(in crate::edge) fn validate_batch(call: &mut Call<'_>) -> Returned<ValidationReport> {
    let wants_diff = call.part("diff").map_or(Ok(true), Part::boolean)?;
    let report = report(call, wants_diff)?;
    call.print(|print| text::report(print.sources(), &report, print.style));
    Ok(report)
}

/// The part of a report that is about the estimate.
pub(in crate::edge) fn estimate_recipes(call: &mut Call<'_>) -> Returned<EstimateReport> {
    let report = report(call, false)?;
    call.print(|print| text::estimate(print.sources(), &report, print.style));
    let ValidationReport {
        is_complete,
        outlook,
        recipes_estimated,
        estimate,
        errors,
        warnings,
        unchecked,
        ..
    } = report;
    Ok(EstimateReport {
        is_complete,
        outlook,
        recipes_estimated,
        estimate,
        errors,
        warnings,
        unchecked,
    })
}

fn report(call: &Call<'_>, wants_diff: bool) -> Result<ValidationReport, Problem> {
    let request = call.main_part()?;
    let service = match call.part("service") {
        None => BatchService::Validate,
        Some(part) => part.one_of(&[
            ("validate", BatchService::Validate),
            ("create", BatchService::Create),
        ])?,
    };
    let is_in_server_order = match call.part("order") {
        None => false,
        Some(part) => part.one_of(&[("document", false), ("server", true)])?,
    };
    let (context, errors_of_context) = call.context()?;
    let report = validate_tree(
        request.tree(),
        request.text_with_positions(),
        service,
        &context,
        wants_diff,
        &call.limits(),
    );
    let report = report.with_errors_of_context(errors_of_context);
    Ok(if is_in_server_order {
        report.in_server_order()
    } else {
        report
    })
}

/// `{kind, document, context?}`: one document of a request for itself.
pub(in crate::edge) fn validate_document(
    call: &mut Call<'_>,
) -> Returned<DocumentReport<AnyDocument>> {
    let kind = call.required_part("kind")?.one_of(&Kind::ALL)?;
    let document = call.main_part()?;
    let (context, errors_of_context) = call.context()?;
    let mut report = match document.tree() {
        Ok(tree) => check_document(kind, &tree, &context, &call.limits()),
        Err(unreadable) => {
            DocumentReport::unreadable(unreadable, kind, document.text_with_positions())
        }
    };
    report.errors.extend(errors_of_context);
    report.document = report.document.filter(|_| report.errors.is_empty());
    Ok(report)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn called(function: &str, input: &Value) -> Value {
        serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
    }

    fn context() -> Value {
        json!({
            "recipe_type": {"id": 208, "definition": {"input": {"files": [{"name": "SCENE"}]}}},
            "dataset": {
                "id": 1,
                "definition": {"parameters": {"files": [{"name": "SCENE"}]}},
                "files_per_parameter": {"SCENE": 12},
            },
        })
    }

    #[test]
    fn a_report_can_be_printed() {
        let input = json!({
            "request": "{\"recipe_type_id\": 1,\n \"definition\": {\"datset\": 1}}",
            "print": {"source": "batch.json"},
        });
        let report = called("validateBatch", &input);
        assert_eq!(report["is_valid"], false);
        let text = report["text"].as_str().unwrap();
        assert!(
            text.starts_with(
                "batch.json:2:17: error INVALID_BATCH_DEFINITION at /definition/datset\n  \
                 There is no field \"datset\". Did you mean \"dataset\"?\n  \
                 Fix: rename /definition/datset to /definition/dataset\n\
                 batch.json: invalid, 1 error\n"
            ),
            "{text}"
        );
    }

    #[test]
    fn a_document_of_the_context_that_is_wrong_is_named_with_its_line() {
        let dataset = "{\"id\": 1,\n \"definition\": {\n  \"parameters\": {\"files\": [{}]}}}";
        let recipe_type = "{\"id\": 208, \"definition\": {\"nodes\": {\n\"a\": {\"dependencies\": [{\"name\": \"a\"}],
            \"input\": {}, \"node_type\": {\"node_type\": \"recipe\", \"recipe_type_name\": \"r\", \"recipe_type_revision\": 1}}}}}";
        let request = "{\"recipe_type_id\": 208, \"definition\": {\"dataset\": 1}}";
        let read = |context: Value| {
            called(
                "validateBatch",
                &json!({"request": request, "context": context, "print": {
                    "source": "q.json", "sources": {"dataset": "d.json", "recipe_type": "t.json"}}}),
            )
        };
        let report = read(json!({"dataset": dataset, "recipe_type": recipe_type}));
        let text = report["text"].as_str().unwrap();
        let at =
            "d.json:3:28: error INVALID_DATASET_DEFINITION at /definition/parameters/files/0\n";
        assert!(text.contains(at), "{text}");
        assert!(
            text.contains(
                "t.json:2:24: error CIRCULAR_DEPENDENCY at /definition/nodes/a/dependencies/0"
            ),
            "{text}"
        );
        // Only what was given as text has lines; a document without a file goes by its own name.
        let value: Value = serde_json::from_str(dataset).unwrap();
        let report = called(
            "validateBatch",
            &json!({"request": request, "context": {"dataset": value}, "print": {}}),
        );
        let text = report["text"].as_str().unwrap();
        assert!(
            text.contains("dataset: error INVALID_DATASET_DEFINITION"),
            "{text}"
        );

        let report = read(json!({"dataset": "{\n,}"}));
        let text = report["text"].as_str().unwrap();
        assert!(
            text.contains("d.json:2:1: warning INVALID_RESPONSE\n  This is not JSON"),
            "{text}"
        );
        let unchecked = report["unchecked"].as_array().unwrap();
        assert!(unchecked.iter().any(|rule| rule["needs"] == "dataset"));
    }

    #[test]
    fn a_request_that_creates_a_batch_may_have_a_title() {
        let request = json!({"title": "June", "recipe_type_id": 208, "definition": {"dataset": 1}});
        let warnings = |input: Value| called("validateBatch", &input)["warnings"].clone();
        let input = json!({"request": request, "context": context()});
        assert_eq!(warnings(input)[0]["params"]["because"], "validation");
        let input = json!({"request": request, "context": context(), "service": "create"});
        assert_eq!(warnings(input), json!([]));
    }

    #[test]
    fn a_held_context_serves_many_calls() {
        let request = json!({"recipe_type_id": 208, "definition": {"dataset": 1}});
        let held = called("holdContext", &json!({"context": context()}))["held"].clone();
        let report = called("validateBatch", &json!({"request": request, "held": held}));
        assert_eq!(report["is_valid"], true, "{report}");
        assert_eq!(report["recipes_estimated"], 12);
        assert_eq!(
            report,
            called(
                "validateBatch",
                &json!({"request": request, "context": context()})
            )
        );

        let empty = json!({"dataset": {"id": 1, "files_per_parameter": {}}});
        called("updateContext", &json!({"held": held, "context": empty}));
        let estimate = called(
            "estimateRecipes",
            &json!({"request": request, "held": held}),
        );
        assert_eq!(
            estimate["recipes_estimated"], 0,
            "the recipe type was kept: {estimate}"
        );

        let wrong = json!({"dataset": context()["dataset"], "datset": {}});
        let refused = called("updateContext", &json!({"held": held, "context": wrong}));
        assert_eq!(refused["errors"][0]["path"], "/datset");
        assert_eq!(
            called(
                "estimateRecipes",
                &json!({"request": request, "held": held})
            ),
            estimate,
            "nothing was replaced"
        );

        assert_eq!(
            called("releaseContext", &json!({"held": held}))["errors"],
            json!([])
        );
        let gone = called("validateBatch", &json!({"request": request, "held": held}));
        assert_eq!(gone["errors"][0]["params"]["cause"], "RELEASED");
    }

    #[test]
    fn a_document_is_checked_for_itself() {
        let check = |kind: &str, document: Value| {
            called(
                "validateDocument",
                &json!({"kind": kind, "document": document, "context": context()}),
            )
        };
        let found = |report: &Value| {
            let errors = report["errors"].as_array().into_iter().flatten();
            errors
                .map(|problem| (problem["name"].clone(), problem["path"].clone()))
                .collect::<Vec<_>>()
        };

        let report = check("definition", json!({"dataset": 1}));
        assert_eq!(found(&report), [], "{report}");
        assert_eq!(
            report["document"],
            json!({"supersedes": true, "dataset": 1})
        );
        let report = check("definition", json!({"dataset": 2}));
        assert_eq!(
            found(&report),
            [("UNKNOWN_DATASET".into(), "/dataset".into())]
        );
        assert_eq!(report["document"], Value::Null);
        let report = check("definition", json!({}));
        assert_eq!(found(&report), [("NO_RECIPES".into(), "".into())]);

        let map = json!({"inputMap": [{"input": "SCENE", "datasetParameter": "SCNE"}]});
        let report = check("configuration", map.clone());
        let place = "/inputMap/0/datasetParameter";
        assert_eq!(
            found(&report),
            [("INVALID_INPUT_MAP".into(), place.into())],
            "{report}"
        );
        assert_eq!(report["errors"][0]["fix"][0]["path"], place);
        let report = check(
            "edit_request",
            json!({"title": "x", "configuration": map.clone()}),
        );
        assert_eq!(
            found(&report),
            [(
                "INVALID_INPUT_MAP".into(),
                format!("/configuration{place}").into()
            )]
        );
        // Without a dataset nobody knows what the parameters are.
        let report = called(
            "validateDocument",
            &json!({"kind": "configuration", "document": map, "context": {}}),
        );
        assert_eq!(report["document"], map);
        assert_eq!(report["warnings"], json!([]));
        let unchecked = report["unchecked"].as_array().unwrap();
        let undecided = json!({"name": "INVALID_INPUT_MAP", "needs": "dataset"});
        assert!(unchecked.contains(&undecided), "{report}");
        let mismatched = |rule: &Value| rule["name"] == "MISMATCHED_RECIPE_TYPE_ID";
        assert!(!unchecked.iter().any(mismatched), "{report}");
        // A dataset that does not tell its id is the one that is meant.
        let mut nameless = context();
        nameless["dataset"].as_object_mut().unwrap().remove("id");
        let report = called(
            "validateDocument",
            &json!({"kind": "configuration", "document": map, "context": nameless}),
        );
        assert_eq!(found(&report), [("INVALID_INPUT_MAP".into(), place.into())]);

        let report = check("create_request", json!({"definition": {"dataset": "1"}}));
        assert_eq!(
            found(&report),
            [
                ("INVALID_REQUEST".into(), "".into()),
                (
                    "INVALID_BATCH_DEFINITION".into(),
                    "/definition/dataset".into()
                )
            ]
        );
        let report = check("request", json!({}));
        assert_eq!(report["errors"][0]["params"]["found"], "request");
    }

    #[test]
    fn errors_come_in_the_order_of_the_server_on_request() {
        let request = json!({"definition": {"dataset": "1"}, "configuration": {"priority": "1"}, "recipe_type_id": "1"});
        let names = |order: &str| {
            let report = called(
                "validateBatch",
                &json!({"request": request, "order": order}),
            );
            let errors = report["errors"].as_array().unwrap();
            errors
                .iter()
                .map(|error| error["name"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let server = [
            "INVALID_REQUEST",
            "INVALID_BATCH_DEFINITION",
            "INVALID_BATCH_CONFIGURATION",
        ];
        assert_eq!(names("server"), server);
        assert_ne!(names("document"), server);
        assert_eq!(names("sever"), ["INVALID_REQUEST"]);
    }

    #[test]
    fn a_mistake_in_the_context_is_told_as_the_contexts_beside_those_of_the_request() {
        let request = json!({"recipe_type_id": 208, "definition": {"datset": 1}});
        let of_request = |report: &Value| {
            let errors = report["errors"].as_array().unwrap();
            assert!(
                errors
                    .iter()
                    .any(|error| error["path"] == "/definition/datset"
                        && error.get("document").is_none()),
                "{report}"
            );
        };
        // One error of the request, and one of the context.
        let in_both = |report: &Value| {
            let errors = report["errors"].as_array().unwrap().iter();
            let documents: Vec<_> = errors.map(|error| error["document"].as_str()).collect();
            assert_eq!(documents, [None, Some("context")], "{report}");
        };
        for (wrong, path, cause) in [
            (
                json!({"datset": {}, "recipe_type": context()["recipe_type"]}),
                "/datset",
                "UNKNOWN_FIELD",
            ),
            (json!([]), "", "WRONG_TYPE"),
            (json!("no JSON"), "", "NOT_JSON"),
        ] {
            for function in ["validateBatch", "estimateRecipes"] {
                let input = json!({"request": request, "context": wrong});
                let report = called(function, &input);
                of_request(&report);
                let error = report["errors"].as_array().unwrap().last().unwrap();
                let told = (
                    &error["name"],
                    &error["document"],
                    &error["path"],
                    &error["params"]["cause"],
                );
                assert_eq!(
                    told,
                    (
                        &json!("INVALID_REQUEST"),
                        &json!("context"),
                        &json!(path),
                        &json!(cause)
                    )
                );
                assert_ne!(report["is_valid"], true);
                assert_eq!(error.get("fix"), None);
            }
            let input = json!({"kind": "definition", "document": {"datset": 1}, "context": wrong});
            let report = called("validateDocument", &input);
            in_both(&report);
            let sound = json!({"kind": "definition", "document": {"dataset": 1}, "context": wrong});
            assert_eq!(called("validateDocument", &sound)["document"], Value::Null);
            for (function, mut input) in [
                ("diffBatch", json!({})),
                ("drawBatchDiff", json!({"format": "layout"})),
                ("explainBatchNode", json!({"node": "a"})),
            ] {
                input["request"] = "{".into();
                input["context"] = wrong.clone();
                in_both(&called(function, &input));
            }
        }
        // The parts that can be read are used.
        let other = json!({"recipe_type_id": 209, "definition": {"dataset": 1}});
        let wrong = json!({"datset": {}, "recipe_type": context()["recipe_type"]});
        let report = called(
            "validateBatch",
            &json!({"request": other, "context": wrong}),
        );
        assert_eq!(
            report["errors"][0]["name"], "MISMATCHED_RECIPE_TYPE_ID",
            "{report}"
        );
    }
}
