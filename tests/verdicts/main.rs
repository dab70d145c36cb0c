//! Intervals, verdicts, headlines and trends are those of the slow model in `model.py`.

use scale_batch::compare::CompareOptions;
use scale_batch::documents::Batch;
use scale_batch::{Comparison, Reader};
use serde_json::Value;

/// What is said of an average duration, of a share, of a trend and in a headline: the model omits what is null.
const FIELDS: [&str; 17] = [
    "value",
    "baseline",
    "delta",
    "low",
    "high",
    "percent",
    "low_percent",
    "high_percent",
    "direction",
    "verdict",
    "certainty",
    "reason",
    "jobs_needed",
    "batches",
    "node",
    "metric",
    "headline_count",
];
/// How far a figure may be from the model's, in relation to it where it is more than 1.
const EXACT: f64 = 1e-9;

#[test]
fn they_are_those_of_the_model() {
    let (mut cases, mut differences) = ([0; 3], String::new());
    for line in include_str!("../data/verdicts.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap();
        let expect = &case["expect"];
        let found = analysis(&case["input"]);
        let mut differ = |place: &str, expect: &Value, found: &Value| {
            if let Err(difference) = same(expect, found) {
                differences.push_str(&format!("{id}, {place}: {difference}\n"));
            }
        };
        for (node, expect) in expect["jobs"].as_object().unwrap() {
            let job = &found["jobs"][node];
            for (what, expect) in expect.as_object().unwrap() {
                let found = if what.ends_with("_trend") {
                    job[what].clone()
                } else if what.ends_with("_share") {
                    second(&job[what])
                } else {
                    second(&job["metrics"][what])
                };
                differ(&format!("{node}, {what}"), expect, &found);
            }
        }
        for (what, expect) in expect.as_object().unwrap() {
            match what.as_str() {
                "jobs" => {}
                "headline" => {
                    let found = &found["batches"][1]["headline"];
                    for place in 0..10 {
                        differ(&format!("{what} {place}"), &expect[place], &found[place]);
                    }
                }
                "headline_count" => {
                    differ(what, expect, &found["batches"][1]["headline_count"]);
                }
                _ => differ(what, expect, &second(&found[what])),
            }
        }
        let kind = ["pair", "batches", "chain"]
            .iter()
            .position(|kind| id.starts_with(kind));
        cases[kind.unwrap()] += 1;
    }
    assert_eq!(differences, "");
    assert_eq!(cases, [1_000, 200, 300]);
}

fn analysis(input: &Value) -> Value {
    let batches: Vec<Batch> = serde_json::from_value(input["batches"].clone()).unwrap();
    let options = Reader::new().value::<CompareOptions>(&input["options"]);
    let options = options.into_result().unwrap();
    let analysis = Comparison::of(&batches).analyse(options).unwrap();
    serde_json::to_value(&analysis).unwrap()
}

/// What lists say of the second batch.
fn second(lists: &Value) -> Value {
    let lists = lists.as_object().unwrap().iter();
    lists
        .map(|(name, list)| (name.clone(), list[1].clone()))
        .collect()
}

fn same(expect: &Value, found: &Value) -> Result<(), String> {
    let Value::Object(_) = expect else {
        return same_value(expect, found);
    };
    for field in FIELDS {
        let is_exact = ["value", "baseline", "delta", "percent"].contains(&field);
        if is_exact && expect.get(field).is_none() {
            continue; // Other tests have them.
        }
        same_value(&expect[field], &found[field])
            .map_err(|difference| format!("{field}: {difference}"))?;
    }
    Ok(())
}

fn same_value(expect: &Value, found: &Value) -> Result<(), String> {
    let is_same = match (expect.as_f64(), found.as_f64()) {
        (Some(expect), Some(found)) => (expect - found).abs() <= EXACT * expect.abs().max(1.0),
        _ => expect == found,
    };
    let difference = || format!("{found} instead of {expect}");
    is_same.then_some(()).ok_or_else(difference)
}
