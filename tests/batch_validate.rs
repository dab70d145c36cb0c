//! Whole validation agrees with the reference server.

use std::collections::BTreeMap;

use scale_batch::{Context, ProblemName, Reader, ValidationReport, validate_text};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// Kept as text: the order of nodes in a document is part of what the server depends on.
#[derive(Deserialize)]
struct Case<'a> {
    id: &'a str,
    #[serde(borrow)]
    input: Input<'a>,
    expect: Value,
}

#[derive(Deserialize)]
struct Input<'a> {
    #[serde(borrow)]
    recipe_type: &'a RawValue,
    definition: &'a RawValue,
    configuration: &'a RawValue,
    dataset: &'a RawValue,
    previous_batch: &'a RawValue,
    sub_recipe_types: &'a RawValue,
}

fn report(input: &Input<'_>) -> ValidationReport {
    let recipe_type: Value = serde_json::from_str(input.recipe_type.get()).unwrap();
    let types: BTreeMap<&str, &RawValue> =
        serde_json::from_str(input.sub_recipe_types.get()).unwrap();
    let types: Vec<&str> = types.values().map(|text| text.get()).collect();
    let batches = match input.previous_batch.get() {
        "null" => "",
        batch => batch,
    };
    let context = format!(
        r#"{{"recipe_type": {}, "dataset": {}, "batches": [{batches}], "sub_recipe_types": [{}]}}"#,
        input.recipe_type,
        input.dataset,
        types.join(",")
    );
    let context = Reader::new()
        .text::<Context>(&context)
        .into_result()
        .unwrap();
    let request = format!(
        r#"{{"recipe_type_id": {}, "definition": {}, "configuration": {}}}"#,
        recipe_type["id"], input.definition, input.configuration
    );
    validate_text(&request, &context)
}

fn warns(report: &ValidationReport, name: ProblemName, server: &Value) -> bool {
    report
        .warnings
        .iter()
        .any(|warning| warning.name == name && warning.params["server"] == *server)
}

#[test]
fn agrees_with_the_server_on_every_case() {
    let (mut cases, mut figures, mut unknown_revisions) = (0, 0, 0);
    let about_sub_recipes = [
        ProblemName::UnknownForcedNode,
        ProblemName::NotASubRecipe,
        ProblemName::SubRecipeNotExpanded,
        ProblemName::CreatedCountDiffers,
        ProblemName::SubRecipesNotCreated,
        ProblemName::ServerErrorLikely,
        ProblemName::ServerEstimateDiffers,
    ];
    for line in include_str!("data/batch-validate.jsonl").lines() {
        let Case { id, input, expect } = serde_json::from_str(line).unwrap();
        let report = report(&input);
        let names: Vec<&str> = report
            .errors
            .iter()
            .map(|problem| problem.name.as_str())
            .collect();
        let told = format!(
            "{id}: {names:?} {:?} instead of {expect}",
            report.recipes_estimated
        );
        cases += 1;
        if expect.get("server_error").is_some() {
            let likely = report
                .warnings
                .iter()
                .any(|warning| warning.name == ProblemName::ServerErrorLikely);
            assert!(likely || !report.is_valid, "{told}");
            continue;
        }
        let server = expect["errors"].as_array().unwrap();
        if server.iter().any(|name| name == "DUPLICATE_INPUT") {
            assert!(
                warns(
                    &report,
                    ProblemName::ServerErrorLikely,
                    &"DUPLICATE_INPUT".into()
                ),
                "{told}"
            );
            continue;
        }
        assert_eq!(
            report.is_valid,
            expect["is_valid"].as_bool().unwrap(),
            "{told}"
        );
        assert!(
            server
                .iter()
                .all(|name| names.contains(&name.as_str().unwrap())),
            "{told}"
        );
        let by_spec = expect
            .get("recipes_estimated_by_spec")
            .unwrap_or(&expect["recipes_estimated"]);
        assert_eq!(report.recipes_estimated, by_spec.as_u64(), "{told}");
        if report.is_valid && *by_spec != expect["recipes_estimated"] {
            assert!(
                warns(
                    &report,
                    ProblemName::ServerEstimateDiffers,
                    &expect["recipes_estimated"]
                ),
                "{told}"
            );
            figures += 1;
        }
        // Some cases have sub-recipes at revisions that they do not show.
        let mut unchecked = report.unchecked.iter();
        let is_about_sub_recipes = unchecked
            .all(|rule| about_sub_recipes.contains(&rule.name) && rule.needs == "revisions");
        assert!(is_about_sub_recipes, "{told}");
        unknown_revisions += usize::from(!report.unchecked.is_empty());
    }
    assert_eq!((cases, figures, unknown_revisions), (250, 3, 23));
}
