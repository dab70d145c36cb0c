//! `UNKNOWN_DATASET`, `INVALID_DATASET_DEFINITION`, `NAME_COLLISION_ERROR`, `MISMATCHED_PARAMS`,
//! `MISMATCHED_MEDIA_TYPES`: the dataset whose files the batch is created from.

use serde_json::{Value, json};

use super::case::{Case, Findings};
use super::context::Part;
use super::input_map::server_errors;
use crate::documents::{BatchDefinition, Interface};
use crate::estimate::{input_map, mapped_parameters};
use crate::problem::{Name, PatchOperation, Problem, Severity};
use crate::proposals::propose_connecting_map;
use crate::recipe::connection_problems;

const DATASET: &str = "/definition/dataset";
const CONFIGURATION: &str = "/configuration";
const INPUT_MAP: &str = "/configuration/inputMap";

/// The rules that look at the definition of the dataset.
const ABOUT_DEFINITION: [Name; 4] = [
    Name::InvalidDatasetDefinition,
    Name::NameCollisionError,
    Name::MismatchedParams,
    Name::MismatchedMediaTypes,
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.uses_dataset() {
        check_beside_previous_batch(case, findings);
        return;
    }
    let Some(found) = case.context.dataset() else {
        let need = case.need(Part::Dataset);
        findings.unchecked(&[Name::UnknownDataset], &need);
        findings.unchecked(&ABOUT_DEFINITION, &need);
        findings.broken_document(case.context, Part::Dataset);
        return;
    };
    let wanted = case.definition().and_then(BatchDefinition::named_dataset);
    let both = wanted.zip(found.id);
    if let Some((wanted, found)) = both.filter(|(wanted, found)| wanted != found) {
        let description =
            format!("\"dataset\" is {wanted}, but the dataset of the context has the id {found}.");
        findings.push(
            Problem::new(Name::UnknownDataset, description)
                .at(DATASET)
                .param("found", wanted.0)
                .param("expected", found.0),
        );
        return;
    }
    findings.broken_document(case.context, Part::Dataset);
    let Some(dataset) = case.sound_dataset() else {
        return;
    };
    let given = dataset.parameters();
    if given.is_none() {
        findings.unchecked(&ABOUT_DEFINITION, &case.need(Part::Dataset));
    }
    let Some(recipe_type) = case.sound_recipe_type() else {
        findings.unchecked(
            &[Name::MismatchedParams, Name::MismatchedMediaTypes],
            &case.need(Part::RecipeType),
        );
        return;
    };
    let Some(given) = given else { return };
    if case.is_sound(CONFIGURATION) {
        let map = input_map(case.request.configuration.as_ref());
        let parameters = mapped_parameters(&given, map);
        let input = &recipe_type.definition.input;
        let mut is_first = true;
        let mapped = |name: &Value| {
            map.iter()
                .position(|mapping| *name == mapping.input.as_str())
        };
        for problem in connection_problems(input, &parameters) {
            let path = match problem.params.get("parameter").and_then(mapped) {
                Some(entry) => format!("{INPUT_MAP}/{entry}"),
                None => DATASET.to_owned(),
            };
            let mut problem = problem_of_dataset(problem).at(path);
            if problem.name == Name::MismatchedParams && std::mem::take(&mut is_first) {
                problem.fix.extend(connecting_map(case, input, &given));
            }
            findings.push(problem);
        }
    }
}

/// Beside a previous batch the server looks at the dataset for the input map only, and so finds names that stand
/// twice.
fn check_beside_previous_batch(case: &Case<'_>, findings: &mut Findings) {
    let dataset = case.definition().and_then(BatchDefinition::named_dataset);
    let Some(wanted) = dataset.filter(|_| case.is_sound(DATASET) && case.is_sound(INPUT_MAP))
    else {
        return;
    };
    if input_map(case.request.configuration.as_ref()).is_empty() {
        return;
    }
    let found = case.context.dataset();
    if found.is_none_or(|found| found.id.is_some_and(|id| id != wanted)) {
        findings.unchecked(&[Name::NameCollisionError], &case.need(Part::Dataset));
        return;
    }
    let problems = case.context.problems(Part::Dataset).iter();
    let collisions = problems.filter(|problem| problem.name == Name::NameCollisionError);
    findings.problems.extend(collisions.cloned());
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
    let configuration = case.request.configuration.as_ref();
    let written = input_map(configuration);
    let map = propose_connecting_map(input, parameters, written)?;
    if !server_errors(&map, parameters).is_empty() {
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

/// A problem of the connection as a problem of the request.
fn problem_of_dataset(problem: Problem) -> Problem {
    let cause = problem.name;
    let name = match cause.severity() {
        Severity::Error => Name::MismatchedParams,
        Severity::Warning => cause,
    };
    let description = format!(
        "The dataset does not fit the recipe's input: {}",
        problem.description
    );
    let mut described = Problem::new(name, description);
    described.params = problem.params;
    if name == cause {
        described
    } else {
        described.param("cause", cause.as_str())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::json::call;

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
    fn names_that_stand_twice_are_found_beside_a_previous_batch_only_for_an_input_map() {
        let dataset = json!({"parameters": files(&["PAN"]), "global_parameters": files(&["PAN"])});
        let definition = json!({"dataset": 5, "previous_batch": {"root_batch_id": 7}});
        let map = json!({"inputMap": [{"input": "PAN", "datasetParameter": "PAN"}]});
        let collides = |definition: &Value, configuration: Option<Value>| {
            let report = report(&dataset, definition, configuration);
            let errors = report["errors"].as_array().unwrap().iter();
            let unchecked = report["unchecked"].as_array().unwrap().iter();
            let has = |mut list: std::slice::Iter<'_, Value>| {
                list.any(|problem| problem["name"] == "NAME_COLLISION_ERROR")
            };
            (has(errors), has(unchecked))
        };
        assert_eq!(collides(&definition, Some(map.clone())), (true, false));
        assert_eq!(collides(&definition, None), (false, false));
        let another = json!({"dataset": 6, "previous_batch": {"root_batch_id": 7}});
        assert_eq!(collides(&another, Some(map)), (false, true));
    }
}
