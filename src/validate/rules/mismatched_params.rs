//! ## MISMATCHED_PARAMS
//!
//! A parameter of the dataset cannot be connected to the inputs of the recipe.
//!
//! **Cause.** `params.cause` says how it does not fit: a required input gets nothing (`PARAM_REQUIRED`), a file meets
//! JSON (`MISMATCHED_PARAM_TYPE`), several files meet an input that takes one (`NO_MULTIPLE_FILES`), or JSON types
//! differ (`MISMATCHED_JSON_TYPE`). `params.parameter` names the parameter.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {
//!   "request": {"recipe_type_id": 208, "definition": {"dataset": 1}},
//!   "context": {
//!     "recipe_type": {"id": 208, "definition": {"input": {"files": [{"name": "SCENE"}]}}},
//!     "dataset": {"id": 1, "definition": {"parameters": {"files": [{"name": "SCENE_FILE"}]}}}
//!   }
//! }
//! ```
//!
//! **Remedy.** Map the parameter to an input of its kind, or choose another dataset. Where one input map surely
//! connects every input without a warning, and the server does not fail at it, the `fix` of the first of these errors
//! writes it; entries that fit stay as they are.

use serde_json::json;

use super::super::case::{CONFIGURATION, Case, DATASET, Findings, INPUT_MAP, Subject};
use super::super::context::Part;
use super::server_refuses_input_map::input_map_failures;
use crate::documents::Interface;
use crate::estimate::{input_map, mapped_parameters};
use crate::problem::catalogue::MismatchedParams;
use crate::problem::causes::NOT_FIT;
use crate::problem::{PatchOperation, Problem, ProblemName, Severity};
use crate::proposals::propose_connecting_map;
use crate::recipe::connection_mismatches;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    const RULES: [ProblemName; 2] = [
        ProblemName::MismatchedParams,
        ProblemName::MismatchedMediaTypes,
    ];
    let map = case.input_map();
    // A configuration that maps nothing has no part in how the dataset fits.
    let is_about_map = case.subject == Subject::Configuration;
    if !case.uses_dataset() || (is_about_map && map.is_none_or(<[_]>::is_empty)) {
        return;
    }
    if case.context.dataset().is_none() {
        findings.unchecked(&RULES, &case.need(Part::Dataset));
        return;
    }
    let Some(dataset) = case.sound_dataset() else {
        return;
    };
    let parameters = dataset.parameters();
    if parameters.is_none() {
        findings.unchecked(&RULES, &case.need(Part::Dataset));
    }
    let Some(recipe_type) = case.sound_recipe_type() else {
        findings.unchecked(&RULES, &case.need(Part::RecipeType));
        return;
    };
    let Some((parameters, map)) = parameters.zip(map) else {
        return;
    };
    let input = &recipe_type.definition.input;
    let mut is_first = true;
    let given = mapped_parameters(&parameters, map);
    for (parameter, problem) in connection_mismatches(input, &given) {
        let entry = map.iter().position(|mapping| mapping.input == parameter);
        let path = match entry {
            Some(entry) => format!("{INPUT_MAP}/{entry}"),
            None => DATASET.to_owned(),
        };
        let mut problem = problem_of_dataset(problem).at(path);
        if problem.name == ProblemName::MismatchedParams && std::mem::take(&mut is_first) {
            problem.fix.extend(connecting_map(case, input, &parameters));
        }
        findings.push(problem);
    }
}

/// The edit that writes an input map which connects every input without a warning, and at which the server does not
/// fail, if there surely is one. The entries of the request that do so stay.
fn connecting_map(
    case: &Case<'_>,
    input: &Interface,
    parameters: &Interface,
) -> Option<PatchOperation> {
    /// So many pairs of an input and a parameter are compared: whoever has more gets no proposal with each keystroke.
    const MOST: usize = 4_000;
    let pairs = input
        .names()
        .count()
        .checked_mul(parameters.names().count());
    if pairs.is_none_or(|pairs| pairs > MOST) {
        return None;
    }
    let configuration = case.request.configuration;
    let written = input_map(configuration);
    let map = propose_connecting_map(input, parameters, written)?;
    if !input_map_failures(&map, parameters).is_empty() {
        return None;
    }
    let path = INPUT_MAP.to_owned();
    let value = serde_json::to_value(&map).unwrap_or_default();
    Some(match (configuration, written.is_empty()) {
        _ if map.is_empty() => PatchOperation::Remove { path },
        (None, _) => PatchOperation::Add {
            path: CONFIGURATION.to_owned(),
            value: json!({ "inputMap": value }),
        },
        (Some(_), true) => PatchOperation::Add { path, value },
        (Some(_), false) => PatchOperation::Replace { path, value },
    })
}

/// A problem of the connection as a problem of the request: errors become `MISMATCHED_PARAMS`.
fn problem_of_dataset(mut problem: Problem) -> Problem {
    if problem.severity == Severity::Warning {
        problem.description.insert_str(0, NOT_FIT);
        return problem;
    }
    let cause = problem.into_cause();
    MismatchedParams { cause }.problem()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn files(names: &[&str]) -> Value {
        let files = names.iter().map(|name| json!({"name": name}));
        json!({"files": files.collect::<Vec<_>>()})
    }

    /// The report for a recipe with the inputs PAN and MS.
    fn report(dataset: &Value, definition: &Value, configuration: Option<Value>) -> Value {
        let context = json!({
            "recipe_type": {"id": 1, "definition": {"input": files(&["PAN", "MS"])}},
            "dataset": {"id": 5, "definition": dataset, "files_per_parameter": {"PAN_FILE": 2}},
        });
        let mut request = json!({"recipe_type_id": 1, "definition": definition});
        if let Some(configuration) = configuration {
            request["configuration"] = configuration;
        }
        let input = json!({"request": request, "context": context});
        serde_json::from_str(&call("validateBatch", &input.to_string(), "")).unwrap()
    }

    /// The fixes of the parameters that do not fit.
    fn fixes(parameters: &[&str], configuration: Option<Value>) -> Vec<Value> {
        let dataset = json!({"parameters": files(parameters)});
        let report = report(&dataset, &json!({"dataset": 5}), configuration);
        let errors = report["errors"].as_array().unwrap().iter();
        let mismatched = errors.filter(|error| error["name"] == "MISMATCHED_PARAMS");
        mismatched.map(|error| error["fix"].clone()).collect()
    }

    #[test]
    fn the_first_parameter_that_does_not_fit_has_a_map_for_all_as_its_fix() {
        let parameters = ["PAN_FILE", "MS_FILE"];
        let pan = json!({"input": "PAN", "datasetParameter": "PAN_FILE"});
        let ms = json!({"input": "MS", "datasetParameter": "MS_FILE"});
        let path = "/configuration/inputMap";
        let both = json!([pan, ms]);
        assert_eq!(
            fixes(&parameters, None),
            [
                json!([{"op": "add", "path": "/configuration", "value": {"inputMap": both}}]),
                Value::Null,
            ]
        );
        assert_eq!(
            fixes(&parameters, Some(json!({"priority": 1})))[0],
            json!([{"op": "add", "path": path, "value": both}])
        );
        assert_eq!(
            fixes(&parameters, Some(json!({"inputMap": [ms]}))),
            [json!([{"op": "replace", "path": path, "value": both}])]
        );
        let useless = json!({"inputMap": [{"input": "PAN", "datasetParameter": "MS"}]});
        assert_eq!(
            fixes(&["PAN", "MS"], Some(useless))[0],
            json!([{"op": "remove", "path": path}])
        );
        assert_eq!(fixes(&["PAN_FILE"], None), [Value::Null, Value::Null]);
    }

    #[test]
    fn a_map_at_which_the_server_fails_is_no_fix() {
        assert_eq!(
            fixes(&["PAN_FILE", "MS_FILE", "DEM_FILE"], None),
            [Value::Null, Value::Null],
            "two entries beside a further parameter"
        );
        let fix = |input: &Value, parameters: &Value| {
            let context = json!({
                "recipe_type": {"id": 1, "definition": {"input": input}},
                "dataset": {"id": 5, "definition": {"parameters": parameters}},
            });
            let request = json!({"recipe_type_id": 1, "definition": {"dataset": 5}});
            let input = json!({"request": request, "context": context});
            let report = call("validateBatch", &input.to_string(), "");
            let report: Value = serde_json::from_str(&report).unwrap();
            let errors = report["errors"].as_array().unwrap().iter();
            let mut mismatched = errors.filter(|error| error["name"] == "MISMATCHED_PARAMS");
            mismatched.next().unwrap()["fix"].clone()
        };
        let json = |name: &str| json!({"json": [{"name": name, "type": "string"}]});
        assert_eq!(fix(&json("SENSOR"), &json("SENSOR_NAME")), Value::Null);
        assert_eq!(
            fix(
                &files(&["PAN", "MS", "DEM"]),
                &files(&["PAN_FILE", "MS_FILE", "DEM_FILE"])
            ),
            Value::Null,
            "three entries"
        );
        let with_taken =
            json!({"files": [{"name": "PAN", "multiple": true}, {"name": "PAN_FILE"}]});
        assert_eq!(fix(&files(&["PAN"]), &with_taken), Value::Null);
        assert!(fix(&files(&["PAN"]), &files(&["PAN_FILE"])).is_array());
    }

    #[test]
    fn what_does_not_fit_is_told_at_the_entry_that_maps_it() {
        let found = |configuration: Option<Value>| {
            let scene = json!({"files": [{"name": "SCENE", "media_types": ["image/tiff"]}]});
            let image = json!({"name": "IMAGE", "media_types": ["image/png"], "multiple": true});
            let context = json!({
                "recipe_type": {"id": 1, "definition": {"input": scene}},
                "dataset": {"id": 5, "definition": {"parameters": {"files": [image]}}},
            });
            let mut request = json!({"recipe_type_id": 1, "definition": {"dataset": 5}});
            if let Some(configuration) = configuration {
                request["configuration"] = configuration;
            }
            let input = json!({"request": request, "context": context}).to_string();
            let report: Value = serde_json::from_str(&call("validateBatch", &input, "")).unwrap();
            assert_eq!(report["recipes_estimated"], 0);
            ["errors", "warnings"].map(|list| {
                let problems = report[list].as_array().unwrap().iter();
                let told = problems.map(|problem| {
                    json!([
                        problem["name"],
                        problem["path"],
                        problem["description"],
                        problem["params"]
                    ])
                });
                told.collect::<Vec<_>>()
            })
        };
        let params = json!({"cause": "PARAM_REQUIRED", "found": "nothing", "parameter": "SCENE"});
        let description = "The dataset does not fit the recipe's input: \"SCENE\" is required, but nothing is connected \
                           to it.";
        let required = json!([
            "MISMATCHED_PARAMS",
            "/definition/dataset",
            description,
            params
        ]);
        assert_eq!(found(None), [vec![required], vec![]]);

        let entry = "/configuration/inputMap/0";
        let params = json!({"cause": "NO_MULTIPLE_FILES", "parameter": "SCENE"});
        let description = "The dataset does not fit the recipe's input: \"SCENE\" takes one file, but several files are \
                           connected to it.";
        let several = json!(["MISMATCHED_PARAMS", entry, description, params]);
        let params =
            json!({"expected": ["image/tiff"], "found": ["image/png"], "parameter": "SCENE"});
        let description = "The dataset does not fit the recipe's input: \"SCENE\" is for files of \"image/tiff\", but \
                           files of \"image/png\" are connected to it too.";
        let media_types = json!(["MISMATCHED_MEDIA_TYPES", entry, description, params]);
        let map = json!({"inputMap": [{"input": "SCENE", "datasetParameter": "IMAGE"}]});
        assert_eq!(found(Some(map)), [vec![several], vec![media_types]]);
    }
}
