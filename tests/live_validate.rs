//! Whole validation agrees with the running server, given documents as its REST API serves them.

mod live;

use std::collections::{BTreeMap, BTreeSet};

use live::{Case, assert_differences, cases};
use scale_batch::{Context, Problem, ProblemName, Reader, ValidationReport, validate_text};
use serde_json::Value;

/// Which documents tell of the previous batch.
#[derive(Clone, Copy)]
enum Previous {
    /// A page of the chain, as the list of batches serves it.
    Page,
    /// The details of its last batch.
    Details,
}

fn report(case: &Case, previous: Previous) -> ValidationReport {
    let previous = match previous {
        Previous::Page => format!(r#""batches": {}"#, case.text("batches")),
        Previous::Details => format!(r#""previous_batch": {}"#, case.text("batch")),
    };
    let context = format!(
        r#"{{"recipe_type": {}, "dataset": {}, "revisions": {}, {previous}}}"#,
        case.text("recipe_type"),
        case.text("dataset"),
        case.text("revisions"),
    );
    let context = Reader::new()
        .text::<Context>(&context)
        .into_result()
        .unwrap();
    validate_text(case.text("request"), &context)
}

fn names(problems: &[Problem]) -> BTreeSet<&str> {
    problems
        .iter()
        .map(|problem| problem.name.as_str())
        .collect()
}

fn strings(list: &Value) -> BTreeSet<&str> {
    list.as_array()
        .map(|list| list.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default()
}

/// The part of a diff that the server's answer and ours both tell.
fn diff_of(diff: &Value) -> Value {
    let nodes = diff["nodes"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, node)| {
            let changes = node["changes"].as_array().unwrap().iter();
            let mut changes: Vec<&str> = changes
                .filter_map(|change| change["name"].as_str().or(change.as_str()))
                .collect();
            changes.sort_unstable();
            let figures = serde_json::json!([
                node["status"],
                node["reprocess_new_node"],
                node["force_reprocess"],
                changes
            ]);
            (name.clone(), figures)
        });
    let nodes: serde_json::Map<String, Value> = nodes.collect();
    let reasons = diff["reasons"].as_array().unwrap().iter();
    let reasons: Vec<&str> = reasons
        .filter_map(|reason| reason["name"].as_str().or(reason.as_str()))
        .collect();
    serde_json::json!([diff["can_be_reprocessed"], reasons, nodes])
}

fn is_unchecked(report: &ValidationReport, name: &str) -> bool {
    report
        .unchecked
        .iter()
        .any(|rule| rule.name.as_str() == name)
}

/// How a report differs from what the server answered; `None` where it agrees.
fn difference(case: &Case, report: &ValidationReport) -> Option<String> {
    let expect = &case.expect;
    let likely: Vec<&Problem> = report
        .warnings
        .iter()
        .filter(|warning| warning.name == ProblemName::ServerErrorLikely)
        .collect();
    let told = |what: &str| {
        let (errors, warnings) = (names(&report.errors), names(&report.warnings));
        Some(format!(
            "{what}: {errors:?}, warnings {warnings:?}, estimated {:?}, request {}",
            report.recipes_estimated,
            case.text("request"),
        ))
    };
    match expect["status"].as_u64() {
        Some(400) if report.is_valid => return told("400, but valid"),
        // A dataset that no document of the context has may not be there at all.
        Some(500) if is_unchecked(report, "UNKNOWN_DATASET") => return None,
        Some(500) if report.is_valid && likely.is_empty() => {
            return told("500, but no word of it");
        }
        Some(400 | 500) => return None,
        _ => {}
    }
    let server = strings(&expect["errors"]);
    if server.contains("DUPLICATE_INPUT") {
        // The server fails at an input map that is right.
        let said = likely
            .iter()
            .any(|likely| likely.params["server"] == "DUPLICATE_INPUT");
        return if said { None } else { told("DUPLICATE_INPUT") };
    }
    // The API cannot serve the dataset that decides.
    if case.text("dataset_status") != "null" && server.iter().all(|name| is_unchecked(report, name))
    {
        return None;
    }
    if expect["is_valid"] != report.is_valid {
        return told(if report.is_valid {
            "invalid there"
        } else {
            "valid there"
        });
    }
    if report.is_valid && !likely.is_empty() {
        return told("a false alarm");
    }
    if !server.is_subset(&names(&report.errors)) {
        return told(&format!("without {server:?}"));
    }
    if !strings(&expect["warnings"]).is_subset(&names(&report.warnings)) {
        return told("without a warning");
    }
    if report.is_valid && !report.unchecked.is_empty() {
        return told(&format!("unchecked {:?}", report.unchecked));
    }
    let differs = report
        .warnings
        .iter()
        .find(|warning| warning.name == ProblemName::ServerEstimateDiffers);
    let figure = Value::from(report.recipes_estimated);
    let estimated = match (expect.get("acceptable_estimates"), differs) {
        (None, None) => figure == expect["recipes_estimated"],
        (None, Some(differs)) => differs.params["server"] == expect["recipes_estimated"],
        (Some(candidates), Some(differs)) => differs.params.get("candidates") == Some(candidates),
        (Some(_), None) => false,
    };
    if !estimated {
        return told(&format!(
            "estimated {} there, {differs:?}",
            expect["recipes_estimated"]
        ));
    }
    if let Some(diff) = expect.get("diff").filter(|diff| !diff.is_null()) {
        let ours = report
            .prev_batch
            .as_ref()
            .and_then(|batch| batch.diff.as_ref());
        let ours = ours.map(|ours| serde_json::to_value(ours).unwrap());
        if ours.as_ref().map(diff_of) != Some(diff_of(diff)) {
            return told(&format!("another diff: {diff} and {ours:?}"));
        }
    }
    None
}

#[test]
fn agrees_with_the_running_server_on_every_case() {
    let all = cases("validate");
    assert_eq!(all.len(), 540);
    let mut differences = BTreeMap::new();
    let mut diffs = 0;
    for case in &all {
        for previous in [Previous::Page, Previous::Details] {
            if matches!(previous, Previous::Details) && case.text("batch") == "null" {
                continue;
            }
            let report = report(case, previous);
            diffs += usize::from(
                report
                    .prev_batch
                    .as_ref()
                    .is_some_and(|batch| batch.diff.is_some()),
            );
            if let Some(difference) = difference(case, &report) {
                differences.insert(case.id.clone(), difference);
            }
        }
    }
    assert_differences("validate", &differences);
    assert!(diffs >= 2 * 161, "only {diffs} reports have a diff");
}
