//! Requests that follow from documents, and the query of a list.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::documents::{
    Batch, BatchListQuery, CreateBatchRequest, Dataset, EditBatchRequest, EditableState,
    RecipeType, present, read_time,
};
use crate::edge::call::{Call, Returned, outcomes};
use crate::edge::takes::inputs;
use crate::estimate::mapped_parameters;
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName, Severity};
use crate::proposals::{
    BatchChanges, Fits, InputMapProposal, edit_request, next_batch, next_batch_warnings,
    propose_within,
};
use crate::read::{Reader, Reading};
use crate::recipe::connection_problems;
use crate::validate::input_map_failures;

inputs! {
    /// The last batch of a chain, and what is to change.
    NextBatchInputs {
        /// The details of the last batch of the chain.
        batch: "DocumentOrText<Served<Batch>>",
        /// What is different.
        changes: optional "DocumentOrText<BatchChanges>",
    }

    /// Two states of a form.
    EditRequestInputs {
        /// What the form held at first, such as these fields of the details of the batch.
        before: "DocumentOrText<EditBatchRequest>",
        /// What it holds now.
        after: "DocumentOrText<EditBatchRequest>",
    }

    /// What an input map is to connect.
    ProposeInputMapInputs {
        /// The details of the recipe type.
        recipe_type: "DocumentOrText<Served<RecipeType>>",
        /// The details of the dataset.
        dataset: "DocumentOrText<ServedDataset>",
        /// Whether the parameters that fit each input are listed even if there are more than 10,000 of them in all.
        fits: optional "boolean",
    }
}

/// A request made for the user.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RequestProposal_for_{Request}", transform = crate::documents::schema::complete))]
pub(crate) struct RequestProposal<Request> {
    /// The request; `null` when there are errors, or nothing to ask for.
    request: Option<Request>,
    /// What kept the result from being made.
    errors: Vec<Problem>,
    /// What a person should look at.
    warnings: Vec<Problem>,
}

impl<Request> Default for RequestProposal<Request> {
    fn default() -> Self {
        RequestProposal {
            request: None,
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// How inputs of a recipe and parameters of a dataset go together.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::documents::schema::complete))]
pub(crate) struct InputMapReport {
    /// What fits, and a map of it; `null` when there are errors.
    proposal: Option<InputMapProposal>,
    /// What kept the result from being made.
    errors: Vec<Problem>,
    /// What a person should look at.
    warnings: Vec<Problem>,
}

/// A query of the list of batches.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::documents::schema::complete))]
pub(crate) struct ListQuery {
    /// The query as it stands after the `?` of the address; `null` when there are errors.
    query_string: Option<String>,
    /// The document with its defaults spelled out; `null` exactly when there are errors.
    document: Option<BatchListQuery>,
    /// What makes it no such document, in document order.
    errors: Vec<Problem>,
    /// What is allowed, but a person should look at, in document order.
    warnings: Vec<Problem>,
}

outcomes!(
    RequestProposal<CreateBatchRequest>,
    RequestProposal<EditBatchRequest>,
    InputMapReport,
    ListQuery,
);

/// `{batch, changes?}` → `{request, errors, warnings}`
pub(in crate::edge) fn next_batch_request(
    call: &mut Call<'_>,
) -> Returned<RequestProposal<CreateBatchRequest>> {
    let batch = call.required::<Batch>("batch")?;
    let changes = call.or_default::<BatchChanges>("changes");
    if let Some(batch) = &batch {
        call.warn("batch", next_batch_warnings(batch));
    }
    let request = match batch.zip(changes) {
        None => None,
        Some((batch, changes)) => match next_batch(&batch, &changes) {
            Ok(request) => Some(request),
            Err(problems) => {
                call.fail("batch", problems.into_vec());
                None
            }
        },
    };
    let (errors, warnings) = call.problems();
    Ok(RequestProposal {
        request,
        errors,
        warnings,
    })
}

/// `{before, after}` → `{request, errors, warnings}`; no request when nothing differs.
pub(in crate::edge) fn edit_batch_request(
    call: &mut Call<'_>,
) -> Returned<RequestProposal<EditBatchRequest>> {
    let before = call.required::<EditableState>("before")?;
    let after = call.required::<EditableState>("after")?;
    let both = before.zip(after);
    let request = both.and_then(|(before, after)| edit_request(&before.0, &after.0));
    let (errors, warnings) = call.problems();
    Ok(RequestProposal {
        request,
        errors,
        warnings,
    })
}

/// `{recipe_type, dataset, fits?}` → `{proposal, errors, warnings}`; among the warnings what is odd about the proposed map,
/// and that the server is likely to fail at it.
pub(in crate::edge) fn propose_map(call: &mut Call<'_>) -> Returned<InputMapReport> {
    const INPUT: &str = "/definition/input";
    let recipe_type = call.required::<RecipeType>("recipe_type")?;
    let dataset = call.required::<Dataset>("dataset")?;
    let fits = match call.part("fits") {
        Some(part) if part.boolean()? => Fits::All,
        Some(_) | None => Fits::Few,
    };
    let parameters = dataset.and_then(|dataset| {
        let parameters = dataset.parameters();
        if parameters.is_none() {
            let said = "The dataset has no \"definition\", which says what its parameters are.";
            let mistake = Mistake::MissingField {
                field: "definition",
                said: said.to_owned(),
            };
            let problem = structural(ProblemName::InvalidResponse, None, mistake);
            call.fail("dataset", vec![problem]);
        }
        parameters
    });
    let proposal = match recipe_type.zip(parameters) {
        Some((recipe_type, parameters)) => {
            let input = &recipe_type.definition.input;
            let proposal = propose_within(&call.limits(), fits, input, &parameters)?;
            let connected = mapped_parameters(&parameters, &proposal.input_map);
            let odd = connection_problems(input, &connected).into_iter();
            let odd = odd.filter(|problem| problem.severity == Severity::Warning);
            call.warn(
                "recipe_type",
                odd.map(|problem| problem.below(INPUT)).collect(),
            );
            // The map is nowhere in what was given: its problems stand where the inputs are that it maps.
            let failures = input_map_failures(&proposal.input_map, &parameters).into_iter();
            call.warn(
                "recipe_type",
                failures.map(|problem| problem.at(INPUT)).collect(),
            );
            Some(proposal)
        }
        None => None,
    };
    let (errors, warnings) = call.problems();
    Ok(InputMapReport {
        proposal,
        errors,
        warnings,
    })
}

/// `{query, now?}` → `{document, query_string, errors, warnings}`
pub(in crate::edge) fn build_list_query(call: &mut Call<'_>) -> Returned<ListQuery> {
    let reading = call.main_part()?.read::<BatchListQuery>();
    Ok(query(BatchListQuery::judged_at(reading, now(call)?)))
}

/// `{query_string, now?}` → as `buildListQuery`
pub(in crate::edge) fn read_list_query(call: &mut Call<'_>) -> Returned<ListQuery> {
    let text = call.main_part()?.string()?;
    let reader = Reader::new().limits(call.limits());
    Ok(query(reader.query_string(text, now(call)?)))
}

/// The time that the caller names, or else the present.
fn now(call: &Call<'_>) -> Result<Option<DateTime<Utc>>, Problem> {
    let Some(part) = call.part("now") else {
        return Ok(present());
    };
    let time = read_time(part.string()?);
    time.map(Some).ok_or_else(|| part.invalid())
}

fn query(reading: Reading<BatchListQuery>) -> ListQuery {
    let document = reading.document;
    ListQuery {
        query_string: document.as_ref().map(BatchListQuery::to_query_string),
        document,
        errors: reading.errors,
        warnings: reading.warnings,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// The input that a problem is about, and its place there.
    fn place(problem: &Value) -> [&str; 2] {
        ["document", "path"].map(|field| problem[field].as_str().unwrap_or_default())
    }

    #[test]
    fn fits_are_counted_before_they_are_listed() {
        let files = |kind: &str| -> Vec<Value> {
            let names = ["A", "B", "C"];
            let file = |name: &str| json!({"name": format!("{kind}_{name}"), "required": true, "multiple": name == "C"});
            names.map(file).to_vec()
        };
        // The third parameter is several files, which only the third input takes.
        let fits = 2 + 2 + 3;
        let mut input = json!({
            "recipe_type": {"definition": {"input": {"files": files("IN")}, "nodes": {}}},
            "dataset": {"definition": {"parameters": {"files": files("OUT")}}},
        });
        for (entries, is_refused) in [(fits - 1, true), (fits, false)] {
            input["limits"] = json!({"entries": entries});
            input["fits"] = json!(false);
            let proposal = called("proposeInputMap", &input)["proposal"].take();
            assert_eq!(proposal["is_complete"], true, "{proposal}");
            let left_out = is_refused.then_some(fits);
            assert_eq!(proposal["fits_left_out"], json!(left_out));
            input["fits"] = json!(true);
            let result: Value =
                serde_json::from_str(&call("proposeInputMap", &input.to_string(), "")).unwrap();
            assert_eq!(result["proposal"].is_null(), is_refused, "{result}");
            assert_eq!(result["errors"] == json!([]), !is_refused);
            if is_refused {
                assert_eq!(result["errors"][0]["params"]["limit"], "entries");
            }
        }
    }

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
            place(&odd["warnings"][0]),
            ["recipe_type", "/definition/input/files/0"]
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
                    assert_eq!(place(warning), ["recipe_type", "/definition/input"]);
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
        assert_eq!(place(&wrong["errors"][0]), ["now", ""]);
    }

    #[test]
    fn a_batch_that_is_odd_to_go_on_from_is_said_at_its_place() {
        let batch = json!({"id": 105, "recipe_type": {"id": 208}, "is_creation_done": false, "recipes_total": 0});
        let result = called("nextBatch", &json!({ "batch": batch }));
        assert!(result["request"].is_object(), "{result}");
        let warnings = result["warnings"].as_array().unwrap().iter();
        let said: Vec<_> = warnings
            .map(|warning| (warning["name"].as_str().unwrap(), place(warning)))
            .collect();
        let expected = [
            ("PREV_BATCH_STILL_CREATING", ["batch", "/is_creation_done"]),
            ("NO_RECIPES", ["batch", "/recipes_total"]),
        ];
        assert_eq!(said, expected);
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
        assert_eq!(place(&result["warnings"][0]), ["after", "/title"]);
    }
}
