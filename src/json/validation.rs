//! Checking batch requests, and estimating what they create.

use super::contexts::with_context;
use super::inputs::{Inputs, Part};
use super::{Answer, answer};
use crate::estimate::Estimate;
use crate::problem::{Name, Problem};
use crate::read::Limits;
use crate::validate::document::{DocumentReport, Kind, check_document};
use crate::validate::{Context, validate_tree};
use crate::words::{choice_list, quoted};
use crate::{Outlook, Report, Service, Unchecked, text};
use serde::Serialize;

/// The report, and its text for people when that is asked for.
#[derive(Serialize)]
struct PrintedReport {
    #[serde(flatten)]
    report: Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

pub(super) fn validate_batch(inputs: &Inputs<'_>) -> Answer {
    let wants_diff = match inputs.optional("diff") {
        Some(part) => part.boolean()?,
        None => true,
    };
    let report = report(inputs, wants_diff)?;
    let text = inputs
        .print
        .as_ref()
        .map(|print| text::report(print.sources(), &report, print.style));
    Ok(answer(&PrintedReport { report, text }))
}

/// The part of a report that is about the estimate.
#[derive(Serialize)]
struct EstimateReport {
    is_complete: bool,
    outlook: Outlook,
    recipes_estimated: Option<u64>,
    estimate: Option<Estimate>,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
    unchecked: Vec<Unchecked>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

pub(super) fn estimate_recipes(inputs: &Inputs<'_>) -> Answer {
    let report = report(inputs, false)?;
    let text = inputs
        .print
        .as_ref()
        .map(|print| text::estimate(print.sources(), &report, print.style));
    let Report {
        is_complete,
        outlook,
        recipes_estimated,
        estimate,
        errors,
        warnings,
        unchecked,
        ..
    } = report;
    Ok(answer(&EstimateReport {
        is_complete,
        outlook,
        recipes_estimated,
        estimate,
        errors,
        warnings,
        unchecked,
        text,
    }))
}

fn report(inputs: &Inputs<'_>, wants_diff: bool) -> Result<Report, Problem> {
    let request = inputs.required("request")?;
    let option = |name| inputs.optional(name).map(Part::string).transpose();
    let service = match option("service")?.unwrap_or("validate") {
        "validate" => Service::Validate,
        "create" => Service::Create,
        other => return Err(invalid_option("service", ["validate", "create"], other)),
    };
    let limits = Limits::default();
    let report = with_context(inputs, |context| {
        validate_tree(
            request.tree(&limits),
            request.text_with_positions(),
            service,
            context,
            wants_diff,
            &limits,
        )
    })?;
    match option("order")?.unwrap_or("document") {
        "document" => Ok(report),
        "server" => Ok(report.in_server_order()),
        other => Err(invalid_option("order", ["document", "server"], other)),
    }
}

fn invalid_option(name: &str, [one, other]: [&str; 2], found: &str) -> Problem {
    let description = format!("The option \"{name}\" is \"{one}\" or \"{other}\".");
    Problem::new(Name::InvalidRequest, description)
        .at(format!("/{name}"))
        .param("cause", "INVALID_VALUE")
        .param("found", found)
}

/// `{kind, document, context?}`: one document of a request for itself.
pub(super) fn validate_document(inputs: &Inputs<'_>) -> Answer {
    let kind = kind(inputs.required("kind")?.string()?)?;
    let document = inputs.required("document")?;
    let limits = Limits::default();
    let report = match document.tree(&limits) {
        Ok(tree) => with_context(inputs, |context| {
            check_document(kind, &tree, context, &limits)
        })?,
        Err(unreadable) => DocumentReport {
            errors: vec![
                unreadable.into_problem(kind.problem_name(), document.text_with_positions()),
            ],
            ..DocumentReport::default()
        },
    };
    Ok(answer(&report))
}

fn kind(name: &str) -> Result<Kind, Problem> {
    if let Some((_, kind)) = Kind::ALL.iter().find(|(known, _)| *known == name) {
        return Ok(*kind);
    }
    let names = Kind::ALL.map(|(name, _)| name);
    let description = format!(
        "There is no kind of document {}. The kinds are {}.",
        quoted(name),
        choice_list(&names)
    );
    let problem = Problem::new(Name::InvalidRequest, description)
        .at("/kind")
        .param("cause", "INVALID_VALUE")
        .param("field", "kind")
        .param("found", name);
    Err(problem.param("allowed", names.to_vec()))
}

/// The context of a call, read for this call alone.
pub(super) fn read_context(part: &Part<'_>) -> Result<Context, Problem> {
    let reading = part.read::<Context>();
    reading
        .into_result()
        .map_err(|problems| problems.into_vec().swap_remove(0))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::call;

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
}
