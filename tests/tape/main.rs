//! Inputs on a tape, as JavaScript passes them, get the results that they get in JSON.

#[path = "../cases/mod.rs"]
mod cases;
mod write;

use cases::cases;
use scale_batch::edge::{call, call_on_tape};
use serde_json::{Value, json};
use write::Tape;

/// Calls a function with inputs in JSON and on a tape, and returns what it returns both times.
fn called(function: &str, inputs: &Value) -> String {
    let Tape(words, text) = Tape::of_inputs(inputs.as_object().unwrap());
    let result = call(function, &inputs.to_string(), "");
    assert_eq!(
        call_on_tape(function, &words, &text),
        result,
        "{function} {inputs}"
    );
    result
}

#[test]
fn every_problem_is_the_same() {
    for case in cases() {
        let inputs: Value = serde_json::from_str(&case.input).unwrap();
        called(&case.function, &inputs);
    }
}

#[test]
fn any_value_is_the_same() {
    for value in [
        json!(null),
        json!([
            true,
            false,
            0,
            9,
            10,
            536_870_911,
            536_870_912,
            -1,
            2.5,
            1e300
        ]),
        json!({"": {"a": [{}, [], {"b": ""}]}, "é": "😀", "\"\\\n\u{1}": "\u{7f}é\u{8}", "z": [[1], 2]}),
        json!("é😀 \" text"),
        json!("null"),
        json!("{\"id\": 1, \"id\": \"2\"}"),
    ] {
        let event = json!({"id": 1, "event": {"id": 2, "type": "é", "description": value}});
        let result = called(
            "readBatch",
            &json!({"batch": event, "print": {"source": "é"}}),
        );
        if !value.is_null() {
            let result: Value = serde_json::from_str(&result).unwrap();
            assert_eq!(
                result["document"]["event"]["description"], value,
                "it is kept"
            );
        }
        called("readBatch", &json!({"batch": value, "nothing": value}));
        called("readBatch", &json!({"batch": event, "limits": value}));
        called("readBatch", &json!({"batch": event, "print": value}));
    }
}

#[test]
fn a_document_is_as_long_as_its_json() {
    for batch in [
        json!({}),
        json!([]),
        json!({"id": 0, "title": "\"\\\n\u{1}é😀", "x": [1, [], {}, -20, 1.5, 1e300, null, true, false]}),
    ] {
        let length = batch.to_string().len();
        for bytes in [1, length - 1, length, length + 1] {
            let inputs = json!({"batch": batch, "limits": {"bytes": bytes}});
            let is_refused = called("readBatch", &inputs).contains("LIMIT_EXCEEDED");
            assert_eq!(is_refused, bytes < length, "{bytes} for {batch}");
        }
    }
}

#[test]
fn a_garbled_tape_is_no_panic() {
    let inputs = json!({"request": {"a": ["é", {"b": "😀"}], "c": 1.5}, "context": "{}"});
    let Tape(words, text) = Tape::of_inputs(inputs.as_object().unwrap());
    for length in 0..words.len() {
        for text in [&text[..], "", "é", "abc"] {
            for garbled in [0, 1, 2, 7, 8, u32::MAX] {
                let mut words = words[..=length].to_vec();
                words[length] ^= garbled;
                let result = call_on_tape("validateBatch", &words, text);
                assert!(serde_json::from_str::<Value>(&result).is_ok(), "{result}");
            }
        }
    }
}
