//! What the running server said of recipe types, given what a client can fetch from it.

mod live;

use std::collections::{BTreeMap, BTreeSet};

use live::{Case, assert_differences, cases};
use scale_batch::RecipeDiff;
use scale_batch::documents::RecipeDefinition;
use scale_batch::edge::call;
use serde_json::{Value, json};

/// The warnings that the server gives too.
const OF_THE_SERVER: [&str; 2] = ["MISMATCHED_MEDIA_TYPES", "REPROCESS_WARNING"];

#[test]
fn recipe_types_agree_with_the_server() {
    let mut cases = cases("recipe-type").into_iter();
    let documents = cases.next().unwrap();
    let known = Known {
        job_type_revisions: values(&documents.value("job_type_revisions")),
        revisions: values(&documents.value("revisions")),
        recipe_types: documents.value("recipe_types"),
    };
    let mut count = 0;
    let mut found = BTreeMap::new();
    for case in cases {
        count += 1;
        if let Err(difference) = known.compare(&case) {
            found.insert(case.id, difference);
        }
    }
    assert_eq!(count, 210);
    assert_differences("recipe-type", &found);
}

fn values(by_address: &Value) -> Vec<Value> {
    by_address.as_object().unwrap().values().cloned().collect()
}

fn names(problems: &Value) -> impl Iterator<Item = &str> {
    let problems = problems.as_array().unwrap().iter();
    problems.map(|problem| problem["name"].as_str().unwrap())
}

/// What the server serves, by address.
struct Known {
    job_type_revisions: Vec<Value>,
    revisions: Vec<Value>,
    recipe_types: Value,
}

impl Known {
    fn compare(&self, case: &Case) -> Result<(), String> {
        let request = case.value("request");
        let name = request["name"].as_str();
        let saved =
            name.and_then(|name| self.recipe_types.get(format!("/v6/recipe-types/{name}/")));
        let input = json!({
            "definition": request["definition"],
            "name": name,
            "saved": saved,
            "job_type_revisions": self.job_type_revisions,
            "revisions": self.revisions,
        });
        let report: Value =
            serde_json::from_str(&call("checkRecipe", &input.to_string(), "")).unwrap();
        let expect = &case.expect;
        let errors: BTreeSet<&str> = names(&report["errors"]).collect();
        let warnings: BTreeSet<&str> = names(&report["warnings"]).collect();
        let is_open = report["is_complete"] == false;
        let context = || format!("{report:#}\n{expect}");
        let agree = |agrees: bool, what: &str| {
            if agrees {
                Ok(())
            } else {
                Err(format!("{what}: {}", context()))
            }
        };
        if expect["status"] == 500 {
            let said = !errors.is_empty() || warnings.contains("SERVER_ERROR_LIKELY");
            return agree(said || is_open, "the server fails");
        }
        let theirs: BTreeSet<&str> = expect["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        if expect["is_valid"] == true {
            agree(errors.is_empty(), "valid")?;
            agree(!warnings.contains("SERVER_ERROR_LIKELY"), "a false alarm")?;
            agree(!is_open, "everything is known")?;
            let ours = warnings.iter().copied();
            let ours: BTreeSet<&str> = ours.filter(|name| OF_THE_SERVER.contains(name)).collect();
            agree(ours == theirs, "warnings")?;
        } else {
            let error = expect["errors"][0].as_str().unwrap();
            agree(
                match error {
                    "JOB_TYPE_DOES_NOT_EXIST" => is_open,
                    "INVALID_DEFINITION" => errors.contains("INVALID_RECIPE_DEFINITION"),
                    "INVALID_DEFINITION_JSON" => {
                        let warnings = report["warnings"].as_array().unwrap();
                        errors.contains("INVALID_RECIPE_DEFINITION")
                            || warnings
                                .iter()
                                .any(|warning| warning["params"]["server"] == error)
                    }
                    other => errors.contains(other),
                },
                "the error",
            )?;
            agree(theirs.is_subset(&warnings), "warnings")?;
        }
        let Some(diff) = expect.get("diff") else {
            return Ok(());
        };
        let definition =
            |value: &Value| -> RecipeDefinition { serde_json::from_value(value.clone()).unwrap() };
        let (previous, current) = (
            definition(&saved.unwrap()["definition"]),
            definition(&request["definition"]),
        );
        let ours =
            RecipeDiff::between(&previous, &current, None).map_err(|error| error.to_string())?;
        agree(
            ours.can_be_reprocessed() == diff["can_be_reprocessed"].as_bool().unwrap(),
            "can_be_reprocessed",
        )?;
        let statuses: BTreeMap<String, String> = ours
            .nodes()
            .map(|node| {
                (
                    node.name().to_owned(),
                    serde_json::to_value(node.status()).unwrap(),
                )
            })
            .map(|(name, status)| (name, status.as_str().unwrap().to_owned()))
            .collect();
        let statuses = serde_json::to_value(statuses).unwrap();
        agree(statuses == diff["nodes"], "the nodes of the diff")
    }
}
