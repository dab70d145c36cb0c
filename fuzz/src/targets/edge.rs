//! A call of any function: JSON comes back, the same every time and for inputs on a tape, within limits and for work that
//! grows with the input.

use serde_json::Value;
use serde_json::value::RawValue;

use scale_batch::edge::{call, call_on_tape};

use crate::allocations::counted;
use crate::{Target, seeds};
use sums::adds_up;
use write::Tape;

#[path = "../../../tests/sums/mod.rs"]
mod sums;
#[path = "../../../tests/tape/write.rs"]
mod write;

/// `[function, input]`, or `[function, input, foreign]`.
pub const TARGET: Target = Target {
    name: "edge",
    run,
    seeds: seeds::written_calls,
};

/// The most bytes that a call allocates for each byte of its input and its result, and for any call.
const BYTES_PER_BYTE: u64 = 400;
const BYTES_AT_LEAST: u64 = 400_000;

/// As many errors, and as many warnings, are listed; one more says how many there were.
const PROBLEMS: usize = 1_001;

/// Functions that keep something from one call to the next: their results are numbers of their own.
const KEEPING: &[&str] = &["holdContext", "releaseContext", "updateContext"];

/// The parts of an input; `None` where it is none.
pub(super) fn parts(data: &[u8]) -> Option<(String, &RawValue, &str)> {
    let parts: Vec<&RawValue> = serde_json::from_slice(data).ok()?;
    let function = serde_json::from_str(parts.first()?.get()).ok()?;
    let foreign = parts.get(2).map_or("", |foreign| foreign.get());
    Some((function, parts.get(1)?, foreign))
}

fn run(data: &[u8]) {
    let Some((function, input, foreign)) = parts(data) else {
        return;
    };
    let (result, allocated) = counted(|| call(&function, input.get(), foreign));
    let size = (input.get().len() + foreign.len() + result.len()) as u64;
    assert!(
        allocated <= BYTES_AT_LEAST + BYTES_PER_BYTE * size,
        "{function} allocates {allocated} bytes for {size}: {} for each",
        allocated / size
    );
    let parsed: Value =
        serde_json::from_str(&result).unwrap_or_else(|error| panic!("{error}: {result}"));
    for list in ["errors", "warnings"] {
        let problems = parsed[list].as_array().map_or(0, Vec::len);
        assert!(
            problems <= 3 * PROBLEMS,
            "{function} lists {problems} {list}"
        );
    }
    if parsed["estimate"]["top_level"].is_number() {
        adds_up(&parsed["estimate"]);
    }
    if KEEPING.contains(&function.as_str()) {
        if parsed.is_number() {
            let _ = call("releaseContext", &format!("{{\"held\": {parsed}}}"), "");
        }
        return;
    }
    assert_eq!(
        call(&function, input.get(), foreign),
        result,
        "{function} returns something else the second time"
    );
    if let Ok(Value::Object(inputs)) = serde_json::from_str(input.get()) {
        let Tape(words, text) = Tape::of_inputs(&inputs);
        assert_eq!(
            call_on_tape(&function, &words, &text),
            call(&function, &Value::Object(inputs).to_string(), ""),
            "{function} returns something else for inputs on a tape"
        );
    }
}
