//! JSON text in, JSON text out: the face for JavaScript, and for every other language that can pass a string.

mod call;
mod contexts;
pub(crate) mod functions;
mod inputs;
pub(crate) mod members;
#[cfg(feature = "schema")]
pub(crate) mod nested;
mod print;
pub(crate) mod table;
pub(crate) mod takes;

use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName};
use crate::read::suggestion::nearest;
use crate::read::tree::Tape;
use crate::words::quoted;
use crate::write::{Write, Writer};
use call::{Call, Failed, Stopped};
use inputs::Inputs;
use table::{FUNCTIONS, Function};

/// Calls a function of the JavaScript package by its name, such as `validateBatch`.
///
/// `input` is a JSON object with the inputs of the function. A document among them may be given as an object, or as
/// a string that holds its JSON text; from text, problems know their line and column. The input `print`,
/// `{"source": "name of the file", "colour": true}`, adds a `text` for people to the result, where the function has one;
/// where there are several documents, `"sources": {"previous": "name of its file"}` names those of some: of inputs, of
/// parts of the context, and of what is compared by its number. The input `limits`, an object with fields of
/// [`Limits`](crate::Limits), says how much is read.
///
/// `foreign` tells what `input` could not say because it is not JSON, by input and by number of the value in it,
/// counted in document order from 0: `{"definition": {"1": "NaN"}}`. Those values are `null` in `input`. Empty for none.
/// An input too long to be passed is `null` as well, and here the number of bytes that it exceeds: `{"definition": 1000}`.
///
/// The result is JSON text. Whatever is wrong with the input is reported in it: `{"errors": […]}`.
///
/// ```
/// use scale_batch::edge::call;
///
/// let result = call("readDefinition", r#"{"definition": {"dataset": null}}"#, r#"{"definition": {"1": "NaN"}}"#);
/// assert!(result.contains("must be an integer: the id of a dataset, but it is NaN."), "{result}");
///
/// assert!(call("validateBach", "{}", "").contains("Did you mean \\\"validateBatch\\\"?"));
/// ```
#[must_use]
pub fn call(function: &str, input: &str, foreign: &str) -> String {
    let writer = Writer::json();
    let writer = match find(function) {
        Ok(known) => answer(known, Inputs::new(input, foreign, &known.takes), writer),
        Err(problem) => unknown(problem, writer),
    };
    writer.into_json()
}

/// [`call`] with inputs as `js/src/tape.ts` writes them: words, and the strings that they tell the lengths of.
#[doc(hidden)]
#[must_use]
pub fn call_on_tape(function: &str, words: &[u32], text: &str) -> String {
    write_of_tape(function, words, text, Writer::json()).into_json()
}

/// [`call_on_tape`], with any writer.
pub(crate) fn write_of_tape(function: &str, words: &[u32], text: &str, writer: Writer) -> Writer {
    match find(function) {
        Ok(known) => answer(
            known,
            Inputs::on_tape(Tape::new(words, text), &known.takes),
            writer,
        ),
        Err(problem) => unknown(problem, writer),
    }
}

fn unknown(problem: Problem, mut writer: Writer) -> Writer {
    let errors = vec![problem];
    Failed { errors }.write(&mut writer);
    writer
}

/// Runs a function with its inputs, if they can be taken apart, and writes its result.
fn answer(function: &'static Function, inputs: Inputs<'_>, writer: Writer) -> Writer {
    let mut call = Call::new(inputs, writer);
    let result = call.begin().and_then(|()| (function.run)(&mut call));
    if let Err(Stopped(errors)) = result {
        call.print(|print| print.problems_of_each(&errors));
        (function.failed)(errors, &call);
    }
    call.finish()
}

fn find(name: &str) -> Result<&'static Function, Problem> {
    if let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) {
        return Ok(function);
    }
    let known = FUNCTIONS.iter().map(|function| function.name);
    let mistake = Mistake::UnknownFunction {
        found: name,
        suggestion: None,
        said: format!("There is no function {}.", quoted(name)),
    };
    Err(structural(ProblemName::InvalidRequest, None, mistake).meant(nearest(name, known)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::call;
    use super::table::FUNCTIONS;

    #[test]
    fn an_unknown_function_is_an_error() {
        assert!(call("fly", "{}", "").contains("There is no function \\\"fly\\\"."));
    }

    #[test]
    fn an_input_that_was_too_long_to_be_passed_is_reported_as_a_text_that_is_too_long() {
        for (function, input, document) in [
            ("readDefinition", r#"{"definition": null}"#, None),
            (
                "validateBatch",
                r#"{"request": {}, "context": null}"#,
                Some("context"),
            ),
            (
                "diffRecipes",
                r#"{"previous": null, "current": {}}"#,
                Some("previous"),
            ),
        ] {
            let longest = document.unwrap_or("definition");
            let result = call(function, input, &json!({longest: 1_000}).to_string());
            let result: Value = serde_json::from_str(&result).unwrap();
            let errors = result["errors"].as_array().unwrap();
            let limited = errors
                .iter()
                .filter(|error| error["name"] == "LIMIT_EXCEEDED")
                .map(|error| {
                    assert_eq!(error["params"]["limit"], "bytes");
                    assert_eq!(error["params"]["maximum"], 1_000);
                    error["document"].as_str()
                });
            assert_eq!(limited.collect::<Vec<_>>(), [document], "{function}");
        }
    }

    #[test]
    fn a_failure_can_be_printed() {
        let result = call("parseDuration", r#"{"text": "P1W", "print": {}}"#, "");
        let result: Value = serde_json::from_str(&result).unwrap();
        let text = result["text"].as_str().unwrap();
        assert!(text.starts_with("input: error INVALID_DURATION"), "{text}");
    }

    #[test]
    fn tells_its_version() {
        assert_eq!(
            call("version", "{}", ""),
            format!("\"{}\"", env!("CARGO_PKG_VERSION"))
        );
    }

    fn fields(function: &str, input: &str) -> BTreeSet<String> {
        let result: Value = serde_json::from_str(&call(function, input, "")).unwrap();
        result.as_object().unwrap().keys().cloned().collect()
    }

    /// Documents of the wrong type, for each function that reads any.
    fn wrong_inputs() -> impl Iterator<Item = (&'static str, Value)> {
        [
            ("validateBatch", json!({"request": []})),
            ("estimateRecipes", json!({"request": []})),
            (
                "validateDocument",
                json!({"kind": "definition", "document": []}),
            ),
            ("readBatch", json!({"batch": []})),
            ("readBatchList", json!({"batch_list": []})),
            ("readBatches", json!({"batches": [[1]]})),
            ("readDataset", json!({"dataset": []})),
            ("readRecipeType", json!({"recipe_type": []})),
            ("readSubRecipeTypes", json!({"sub_recipe_types": [[1]]})),
            ("readComparison", json!({"comparison": []})),
            ("readConfiguration", json!({"configuration": []})),
            ("readCreateRequest", json!({"request": []})),
            ("readDefinition", json!({"definition": []})),
            ("readDiff", json!({"diff": []})),
            ("readValidation", json!({"validation": []})),
            ("readEditRequest", json!({"request": []})),
            ("buildListQuery", json!({"query": []})),
            ("readListQuery", json!({"query_string": "x"})),
            ("checkRecipe", json!({"definition": []})),
            (
                "checkConnection",
                json!({"accepting": [], "connecting": []}),
            ),
            ("compareBatches", json!({"batches": [[1]]})),
            ("comparisonRows", json!({"batches": [[1]]})),
            ("comparisonCsv", json!({"batches": [[1]]})),
            ("batchProgress", json!({"batch": []})),
            ("batchChain", json!({"batches": [[1]], "root_batch_id": 1})),
            ("nextBatch", json!({"batch": []})),
            ("editRequest", json!({"before": [], "after": []})),
            ("proposeInputMap", json!({"recipe_type": [], "dataset": []})),
            ("forcedNodesTree", json!({"definition": []})),
            (
                "expandForcedNodes",
                json!({"definition": [], "forced_nodes": []}),
            ),
            (
                "normaliseForcedNodes",
                json!({"definition": [], "forced_nodes": []}),
            ),
        ]
        .into_iter()
    }

    #[test]
    fn a_failure_has_the_fields_of_a_result() {
        for (function, input) in wrong_inputs() {
            let result = fields(function, &input.to_string());
            for broken in ["{}", "{", r#"{"nothing": 1}"#] {
                assert_eq!(fields(function, broken), result, "{function} of {broken}");
            }
        }
    }

    #[test]
    fn every_function_that_reads_a_document_takes_limits() {
        for (function, mut input) in wrong_inputs() {
            input["limits"] = json!({"depth": 0});
            let result: Value =
                serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
            let exceeded = [("errors", 0), ("errors", 1), ("warnings", 0)]
                .map(|(list, number)| &result[list][number]["params"]["limit"]);
            assert!(
                exceeded.contains(&&json!("depth")) || function == "readListQuery",
                "{function}: {result}"
            );
        }
    }

    #[test]
    fn every_function_reports_limits_and_inputs_that_are_none() {
        for function in FUNCTIONS {
            let input = r#"{"limits": {"dept": 1}, "lmits": {}, "prnt": {}}"#;
            let result = call(function.name, input, "");
            let result: Value = serde_json::from_str(&result).unwrap();
            let errors = result["errors"].as_array().unwrap();
            let told: Vec<_> = errors
                .iter()
                .map(|error| (&error["name"], &error["path"], &error["document"]))
                .collect();
            let name = json!("INVALID_REQUEST");
            assert_eq!(
                told,
                [
                    (&name, &json!("/lmits"), &Value::Null),
                    (&name, &json!("/prnt"), &Value::Null),
                    (&name, &json!("/dept"), &json!("limits")),
                ],
                "{}",
                function.name
            );
        }
    }

    #[test]
    fn wrong_inputs_can_be_printed() {
        let result = call(
            "version",
            r#"{"limts": {}, "print": {"source": "line 1"}}"#,
            "",
        );
        let result: Value = serde_json::from_str(&result).unwrap();
        let text = result["text"].as_str().unwrap();
        assert!(
            text.starts_with("line 1: error INVALID_REQUEST at /limts"),
            "{text}"
        );
    }

    #[test]
    fn a_larger_text_is_read_where_the_limits_allow_it() {
        let deep = "[".repeat(300) + &"]".repeat(300);
        let described = |depth: usize| {
            let input = json!({"definition": deep, "limits": {"depth": depth}}).to_string();
            let result: Value = serde_json::from_str(&call("readDefinition", &input, "")).unwrap();
            result["errors"][0]["description"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        assert!(described(256).ends_with("Raise the limit \"depth\" to read it."));
        assert_eq!(
            described(300),
            "The document must be an object: the batch definition, but it is an array."
        );
        let input = json!({"definition": {"a": 1, "b": 2}, "limits": {"problems": 1}}).to_string();
        let result: Value = serde_json::from_str(&call("readDefinition", &input, "")).unwrap();
        assert_eq!(result["errors"][1]["params"]["dropped"], 1);
    }
}
