//! A document of any kind: its text, its value and serde say the same of it, and what is written is read again.

use std::fmt::Debug;

use scale_batch::documents::{Document, Reading};
use scale_batch::{Problem, Reader};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Target, seeds};

pub const TARGET: Target = Target {
    name: "text",
    run,
    seeds: seeds::documents,
};

/// Checks the input as a document of every kind.
fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    check::<scale_batch::documents::Batch>(text);
    check::<scale_batch::documents::BatchConfiguration>(text);
    check::<scale_batch::BatchDefinition>(text);
    check::<scale_batch::documents::BatchList>(text);
    check::<scale_batch::documents::BatchListQuery>(text);
    check::<scale_batch::Comparison>(text);
    check::<scale_batch::documents::CreateBatchRequest>(text);
    check::<scale_batch::documents::DataFilter>(text);
    check::<scale_batch::documents::Dataset>(text);
    check::<scale_batch::documents::EditBatchRequest>(text);
    check::<scale_batch::documents::ForcedNodes>(text);
    check::<scale_batch::documents::Interface>(text);
    check::<scale_batch::documents::JobType>(text);
    check::<scale_batch::documents::Node>(text);
    check::<scale_batch::documents::RecipeDefinition>(text);
    check::<scale_batch::documents::RecipeDiffDocument>(text);
    check::<scale_batch::RecipeType>(text);
    check::<scale_batch::documents::SubRecipeType>(text);
    check::<scale_batch::ValidateBatchRequest>(text);
    check::<scale_batch::documents::ValidationResponse>(text);
    check_list::<scale_batch::documents::Batches>(text);
    check_list::<scale_batch::documents::SubRecipeTypes>(text);
}

/// A problem without its line and column, which a value has not.
fn without_position(problem: &Problem) -> Problem {
    let mut problem = problem.clone();
    problem.position = None;
    problem
}

fn without_positions<D>(reading: Reading<D>) -> (Option<D>, Vec<Problem>, Vec<Problem>) {
    let each = |problems: &[Problem]| problems.iter().map(without_position).collect::<Vec<_>>();
    let (errors, warnings) = (each(&reading.errors), each(&reading.warnings));
    (reading.document, errors, warnings)
}

/// Checks a document that says all that was read.
fn check<D: Document + DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) {
    let kind = std::any::type_name::<D>();
    if let Some((document, written, again)) = check_reading::<D>(text) {
        assert_eq!(again, document, "{kind}: {text} is written as {written}");
    }
}

/// Checks a list, which also knows what was left out of it and whether there are more pages: that is not written.
fn check_list<D: Document + DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) {
    check_reading::<D>(text);
}

/// Returns the document, what it is written as, and what is read of that.
fn check_reading<D: Document + DeserializeOwned + Serialize + PartialEq + Debug>(
    text: &str,
) -> Option<(D, String, D)> {
    let kind = std::any::type_name::<D>();
    let reading = Reader::new().text::<D>(text);
    assert_eq!(
        reading.document.is_some(),
        reading.errors.is_empty(),
        "{kind}: {text}"
    );
    // A value keeps no digits beyond those of a double, no order and no repeated key: compared is its own text.
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        let from_value = Reader::new().value::<D>(&value);
        let by_serde = serde_json::from_str::<D>(text).ok();
        assert_eq!(by_serde, from_value.document, "{kind}: serde of {text}");
        let from_text = Reader::new().text::<D>(&value.to_string());
        assert_eq!(
            without_positions(from_value),
            without_positions(from_text),
            "{kind}: value and text of {value}"
        );
    }

    let document = reading.document?;
    let written = serde_json::to_string(&document).expect("documents can be written");
    let again = Reader::new().text::<D>(&written);
    assert!(
        again.errors.is_empty(),
        "{kind}: {text} is written as {written}: {:?}",
        again.errors
    );
    let again = again.document?;
    let twice = serde_json::to_string(&again).expect("documents can be written");
    assert_eq!(twice, written, "{kind}");
    Some((document, written, again))
}
