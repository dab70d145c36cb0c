//! What a batch really creates is what the running server created from it.

mod live;

use std::collections::BTreeMap;
use std::fmt::Write;

use live::{Case, assert_differences, cases};
use scale_batch::estimate::Estimate;
use scale_batch::{Context, ProblemName, Reader, ValidationReport, validate_text};
use serde_json::{Value, json};

/// The report on the request of a case, with its documents and those of `parts`.
fn report(case: &Case, parts: &[&str]) -> ValidationReport {
    let always = ["recipe_type", "dataset", "revisions", "recipe_types"];
    let mut context = String::new();
    for part in always.iter().chain(parts) {
        if case.input.contains_key(*part) {
            let name = if *part == "batch" {
                "previous_batch"
            } else {
                part
            };
            write!(context, r#", "{name}": {}"#, case.text(part)).unwrap();
        }
    }
    let context = format!("{{{}}}", context.trim_start_matches(", "));
    let context = Reader::new().text::<Context>(&context);
    validate_text(case.text("request"), &context.into_result().unwrap())
}

fn has_tag(case: &Case, tag: &str) -> bool {
    case.tags.iter().any(|found| found == tag)
}

/// The params of the warning of a name.
fn warning(report: &ValidationReport, name: ProblemName) -> Option<Value> {
    let mut warnings = report.warnings.iter();
    let found = warnings.find(|warning| warning.name == name)?;
    Some(json!(found.params))
}

/// What the report says otherwise than the server did.
fn differences(case: &Case, report: &ValidationReport) -> Vec<String> {
    let mut differences = Vec::new();
    let mut compare = |what: &str, ours: Value, servers: Value| {
        if ours != servers {
            differences.push(format!("{what}: {ours} instead of {servers}"));
        }
    };
    let expect = &case.expect;
    if expect["status"] == 500 {
        let fails = warning(report, ProblemName::ServerErrorLikely).is_some() || !report.is_valid;
        compare("the server fails", fails.into(), true.into());
        return differences;
    }
    let validation = &expect["validation"];
    compare(
        "valid",
        report.is_valid.into(),
        validation["is_valid"].clone(),
    );
    compare("unchecked", json!(report.unchecked), json!([]));
    if validation["is_valid"] == false {
        for name in validation["errors"].as_array().unwrap() {
            let found = report
                .errors
                .iter()
                .any(|error| error.name.as_str() == name);
            compare(&format!("error {name}"), found.into(), true.into());
        }
        let told = [
            ProblemName::NothingWillBeCreated,
            ProblemName::CreatedCountDiffers,
            ProblemName::SubRecipesNotCreated,
        ];
        let told = told.iter().any(|name| warning(report, *name).is_some());
        compare("warns of what is created", told.into(), false.into());
        return differences;
    }
    let fails = warning(report, ProblemName::ServerErrorLikely).is_some();
    compare("the server fails", fails.into(), false.into());
    let estimate = report.estimate.as_ref().unwrap();
    let figure = match warning(report, ProblemName::ServerEstimateDiffers) {
        Some(params) => params["server"].clone(),
        None => json!(report.recipes_estimated),
    };
    compare("estimate", figure, validation["recipes_estimated"].clone());
    if case.input.contains_key("earlier_recipes") {
        return differences;
    }
    if case.input.contains_key("dataset") {
        compare_creation(expect, report, estimate, &mut compare);
    } else {
        compare_reprocessing(case, report, estimate, &mut compare);
    }
    differences
}

/// A batch of files: every recipe counts.
fn compare_creation(
    expect: &Value,
    report: &ValidationReport,
    estimate: &Estimate,
    compare: &mut impl FnMut(&str, Value, Value),
) {
    let top_level = expect["top_level"].as_u64().unwrap();
    let total = top_level + expect["sub_recipes"].as_u64().unwrap();
    let if_all_new = estimate.if_all_new.unwrap();
    let creation = estimate.creation.as_ref().unwrap();
    compare("top level", creation.top_level.into(), top_level.into());
    if !(estimate.if_all_new_is_upper_bound && total <= if_all_new) {
        compare("created", if_all_new.into(), total.into());
    }
    let estimated = estimate.recipes_estimated;
    let nothing = warning(report, ProblemName::NothingWillBeCreated);
    compare("nothing", nothing.is_some().into(), (total == 0).into());
    let differs = warning(report, ProblemName::CreatedCountDiffers);
    let is_due = if_all_new != estimated && if_all_new != 0;
    compare("another number", differs.is_some().into(), is_due.into());
    if let Some(params) = differs {
        compare(
            "created as warned",
            params["created"].clone(),
            if_all_new.into(),
        );
        compare(
            "estimated as warned",
            params["estimated"].clone(),
            estimated.into(),
        );
        let because = params["because"].as_array().unwrap();
        compare("a reason", because.is_empty().into(), false.into());
    }
}

/// A batch that re-processes: its recipes come again, unless its recipe type is inactive.
fn compare_reprocessing(
    case: &Case,
    report: &ValidationReport,
    estimate: &Estimate,
    compare: &mut impl FnMut(&str, Value, Value),
) {
    let expect = &case.expect;
    let is_nothing = expect["top_level"] == 0;
    let nothing = warning(report, ProblemName::NothingWillBeCreated);
    compare("nothing", nothing.is_some().into(), is_nothing.into());
    let if_all_new = if is_nothing { json!(0) } else { Value::Null };
    compare("created", json!(estimate.if_all_new), if_all_new);
    compare("top level", json!(estimate.top_level), Value::Null);
    let differs = warning(report, ProblemName::CreatedCountDiffers);
    compare("another number", differs.is_some().into(), false.into());
    let failed = expect["message_errors"].as_array().unwrap();
    let lost = warning(report, ProblemName::SubRecipesNotCreated);
    compare(
        "sub-recipes lost",
        lost.is_some().into(),
        (!failed.is_empty()).into(),
    );
    if let Some(params) = lost {
        compare(
            "because",
            params["because"].clone(),
            "NEW_RECIPE_NODE".into(),
        );
    }
}

#[test]
fn creates_what_the_server_creates() {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let (mut compared, mut inactive) = (0, 0);
    for case in cases("create") {
        // The page of the chain and the details of its last batch must say the same.
        for parts in [&["batches"][..], &["batch"], &["batches", "batch"]] {
            let report = report(&case, parts);
            let differences = differences(&case, &report);
            if !differences.is_empty() {
                found.insert(case.id.clone(), format!("{:?} {differences:?}", case.tags));
            }
            if has_tag(&case, "deprecated sub-recipe type") && report.is_valid {
                let params = warning(&report, ProblemName::SubRecipesNotCreated).unwrap();
                assert_eq!(params["because"], "SUB_RECIPE_TYPE_INACTIVE", "{}", case.id);
                inactive += 1;
            }
            compared += 1;
        }
    }
    assert_differences("create", &found);
    assert_eq!((compared, inactive), (193 * 3, 15));
}
