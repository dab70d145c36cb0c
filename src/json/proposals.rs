//! Requests that follow from documents, and the query of a list.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::inputs::Inputs;
use super::{Answer, answer};
use crate::documents::{
    Batch, BatchListQuery, Dataset, EditableState, RecipeType, present, read_time,
};
use crate::estimate::mapped_parameters;
use crate::problem::{Name, Problem, Severity};
use crate::proposals::{
    BatchChanges, edit_request, next_batch, next_batch_warnings, propose_input_map,
};
use crate::read::Reading;
use crate::recipe::connection_problems;
use crate::validate::input_map_failures;

/// A request that was made, or why it could not be.
#[derive(Serialize)]
struct Proposal<R> {
    request: Option<R>,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

/// Errors and warnings of several inputs, each under the name of its input.
#[derive(Default)]
struct Found {
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

impl Found {
    fn add<D>(&mut self, input: &str, reading: Reading<D>) -> Option<D> {
        self.add_problems(input, reading.errors, reading.warnings);
        reading.document
    }

    fn add_problems(&mut self, input: &str, errors: Vec<Problem>, warnings: Vec<Problem>) {
        for (all, of_one) in [(&mut self.errors, errors), (&mut self.warnings, warnings)] {
            let place = format!("/{input}");
            all.extend(of_one.into_iter().map(|problem| problem.below(&place)));
        }
    }

    fn answer<R: Serialize>(self, request: Option<R>) -> String {
        answer(&Proposal {
            request,
            errors: self.errors,
            warnings: self.warnings,
        })
    }
}

/// `{batch, changes?}` → `{request, errors, warnings}`
pub(super) fn next_batch_request(inputs: &Inputs<'_>) -> Answer {
    let mut found = Found::default();
    let batch = found.add("batch", inputs.required("batch")?.read::<Batch>());
    let changes = match inputs.optional("changes") {
        Some(part) => found.add("changes", part.read::<BatchChanges>()),
        None => Some(BatchChanges::default()),
    };
    if let Some(batch) = &batch {
        found.add_problems("batch", Vec::new(), next_batch_warnings(batch));
    }
    let request =
        batch
            .zip(changes)
            .and_then(|(batch, changes)| match next_batch(&batch, &changes) {
                Ok(request) => Some(request),
                Err(problems) => {
                    found.add_problems("batch", problems.into_vec(), Vec::new());
                    None
                }
            });
    Ok(found.answer(request))
}

/// `{before, after}` → `{request, errors, warnings}`; no request when nothing differs.
pub(super) fn edit_batch_request(inputs: &Inputs<'_>) -> Answer {
    let mut found = Found::default();
    let before = found.add("before", inputs.required("before")?.read::<EditableState>());
    let after = found.add("after", inputs.required("after")?.read::<EditableState>());
    let request = before
        .zip(after)
        .and_then(|(before, after)| edit_request(&before.0, &after.0));
    Ok(found.answer(request))
}

/// `{recipe_type, dataset}` → `{proposal, errors, warnings}`; among the warnings what is odd about the proposed map,
/// and that the server is likely to fail at it.
pub(super) fn propose_map(inputs: &Inputs<'_>) -> Answer {
    #[derive(Serialize)]
    struct Proposed<P> {
        proposal: Option<P>,
        errors: Vec<Problem>,
        warnings: Vec<Problem>,
    }
    const INPUT: &str = "/recipe_type/definition/input";
    let mut found = Found::default();
    let recipe_type = found.add(
        "recipe_type",
        inputs.required("recipe_type")?.read::<RecipeType>(),
    );
    let dataset = found.add("dataset", inputs.required("dataset")?.read::<Dataset>());
    let parameters = dataset.and_then(|dataset| {
        let parameters = dataset.parameters();
        if parameters.is_none() {
            let missing = "The dataset has no \"definition\", which says what its parameters are.";
            let problem = Problem::new(Name::InvalidResponse, missing).at("/dataset");
            let problem = problem.param("cause", "MISSING_FIELD");
            found.errors.push(problem.param("field", "definition"));
        }
        parameters
    });
    let proposal = recipe_type
        .zip(parameters)
        .map(|(recipe_type, parameters)| {
            let input = &recipe_type.definition.input;
            let proposal = propose_input_map(input, &parameters);
            let connected = mapped_parameters(&parameters, &proposal.input_map);
            let odd = connection_problems(input, &connected).into_iter();
            let odd = odd.filter(|problem| problem.severity == Severity::Warning);
            found
                .warnings
                .extend(odd.map(|problem| problem.below(INPUT)));
            // The map is nowhere in what was given: its problems stand where the inputs are that it maps.
            let failures = input_map_failures(&proposal.input_map, &parameters).into_iter();
            found
                .warnings
                .extend(failures.map(|problem| problem.at(INPUT)));
            proposal
        });
    Ok(answer(&Proposed {
        proposal,
        errors: found.errors,
        warnings: found.warnings,
    }))
}

/// `{query, now?}` → `{document, query_string, errors, warnings}`
pub(super) fn build_list_query(inputs: &Inputs<'_>) -> Answer {
    let reading = inputs.required("query")?.read::<BatchListQuery>();
    Ok(query(BatchListQuery::judged_at(reading, now(inputs)?)))
}

/// `{query_string, now?}` → as `buildListQuery`
pub(super) fn read_list_query(inputs: &Inputs<'_>) -> Answer {
    let text = inputs.required("query_string")?.string()?;
    Ok(query(BatchListQuery::of_query_string(text, now(inputs)?)))
}

/// The time that the caller names, or else the present.
fn now(inputs: &Inputs<'_>) -> Result<Option<DateTime<Utc>>, Problem> {
    let Some(part) = inputs.optional("now") else {
        return Ok(present());
    };
    let time = read_time(part.string()?);
    time.map(Some).ok_or_else(|| part.invalid())
}

fn query(reading: Reading<BatchListQuery>) -> String {
    #[derive(Serialize)]
    struct Query {
        query_string: Option<String>,
        #[serde(flatten)]
        reading: Reading<BatchListQuery>,
    }
    answer(&Query {
        query_string: reading
            .document
            .as_ref()
            .map(BatchListQuery::to_query_string),
        reading,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::call;

    #[test]
    fn a_proposal_that_fits_only_with_a_warning_says_so() {
        let files = |name: &str, media_type: &str| json!({"files": [{"name": name, "media_types": [media_type]}]});
        let proposed = |media_type: &str| {
            let input = json!({
                "recipe_type": {"id": 1, "definition": {"input": files("SCENE", "image/tiff")}},
                "dataset": {"id": 5, "definition": {"parameters": files("DEM", media_type)}},
            });
            let result = call("proposeInputMap", &input.to_string(), "");
            serde_json::from_str::<Value>(&result).unwrap()
        };
        assert_eq!(proposed("image/tiff")["warnings"], json!([]));
        let odd = proposed("application/json");
        assert_eq!(odd["proposal"]["inputs"][0]["proposed"], "DEM");
        assert_eq!(odd["warnings"][0]["name"], "MISMATCHED_MEDIA_TYPES");
        assert_eq!(
            odd["warnings"][0]["path"],
            "/recipe_type/definition/input/files/0"
        );
        assert_eq!(
            odd["proposal"]["inputs"][0]["ranked"][0]["mismatched_media_types"],
            json!(["application/json"])
        );
    }

    #[test]
    fn a_proposed_map_at_which_the_server_fails_is_told() {
        let files = |names: &[&str]| {
            let files = names.iter().map(|name| json!({"name": name}));
            json!({"files": files.collect::<Vec<_>>()})
        };
        let told = |input: &Value, parameters: &Value| {
            let input = json!({
                "recipe_type": {"id": 1, "definition": {"input": input}},
                "dataset": {"id": 5, "definition": {"parameters": parameters}},
            });
            let result = called("proposeInputMap", &input);
            assert_eq!(result["proposal"]["is_complete"], true, "{result}");
            let warnings = result["warnings"].as_array().unwrap().iter();
            let told: Vec<_> = warnings
                .map(|warning| {
                    assert_eq!(warning["name"], "SERVER_ERROR_LIKELY");
                    assert_eq!(warning["path"], "/recipe_type/definition/input");
                    warning["params"]["because"].clone()
                })
                .collect();
            Value::Array(told)
        };
        let two = files(&["PAN", "MS"]);
        assert_eq!(told(&two, &files(&["PAN_FILE", "MS_FILE"])), json!([]));
        let more = files(&["PAN_FILE", "MS_FILE", "SPARE"]);
        assert_eq!(told(&two, &more), json!(["FURTHER_PARAMETERS"]));
        let json = |name: &str| json!({"json": [{"name": name, "type": "string"}]});
        let found = told(&json("SENSOR"), &json("SENSOR_NAME"));
        assert_eq!(found, json!(["JSON_PARAMETER"]));
    }

    fn called(function: &str, input: &Value) -> Value {
        serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
    }

    #[test]
    fn the_present_decides_a_mixed_range() {
        let range = json!({"started": "2026-11-27T10:00:00Z", "ended": "PT1H"});
        let query_string = "started=2026-11-27T10%3A00%3A00Z&ended=PT1H";
        for (now, errors) in [("2026-11-27T12:00:00Z", 0), ("2026-11-27T10:30:00Z", 1)] {
            let built = called("buildListQuery", &json!({"query": range, "now": now}));
            assert_eq!(built["errors"].as_array().unwrap().len(), errors, "{built}");
            let is_written = built["query_string"] == query_string;
            assert_eq!(is_written, errors == 0, "{built}");
            let input = json!({"query_string": query_string, "now": now});
            let read = called("readListQuery", &input);
            assert_eq!(read["errors"].as_array().unwrap().len(), errors, "{read}");
        }
        let wrong = called("readListQuery", &json!({"query_string": "", "now": "noon"}));
        assert_eq!(wrong["errors"][0]["path"], "/now");
    }

    #[test]
    fn a_batch_that_is_odd_to_go_on_from_is_said_at_its_place() {
        let batch = json!({"id": 105, "recipe_type": {"id": 208}, "is_creation_done": false, "recipes_total": 0});
        let result = called("nextBatch", &json!({ "batch": batch }));
        assert!(result["request"].is_object(), "{result}");
        let warnings = result["warnings"].as_array().unwrap().iter();
        let said: Vec<_> = warnings
            .map(|warning| (warning["name"].clone(), warning["path"].clone()))
            .collect();
        let expected = [
            ("PREV_BATCH_STILL_CREATING", "/batch/is_creation_done"),
            ("NO_RECIPES", "/batch/recipes_total"),
        ];
        assert_eq!(
            said,
            expected.map(|(name, path)| (name.into(), path.into()))
        );
    }

    #[test]
    fn a_state_may_be_empty() {
        let details = json!({"title": null, "description": null, "configuration": {}});
        let after = json!({"title": "June", "configuration": {"priority": 5}});
        let edit = |before: &Value, after: &Value| {
            let result = called("editRequest", &json!({"before": before, "after": after}));
            assert_eq!(
                (&result["errors"], &result["warnings"]),
                (&json!([]), &json!([]))
            );
            result["request"].clone()
        };
        assert_eq!(edit(&details, &after), after);
        let cleared = json!({"title": "", "configuration": {"version": "7"}});
        assert_eq!(edit(&after, &details), cleared);
        assert_eq!(edit(&details, &details), Value::Null);
        let nul = json!({"before": details, "after": {"title": "a\u{0}b"}});
        let result = called("editRequest", &nul);
        assert_eq!(result["warnings"][0]["name"], "SERVER_ERROR_LIKELY");
        assert_eq!(result["warnings"][0]["path"], "/after/title");
    }
}
