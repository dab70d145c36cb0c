//! The WebAssembly edge: inputs in, results out, nothing that can panic.

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::write::Writer;

thread_local! {
    /// The writer of the last result, which JavaScript reads before the next call.
    static WRITER: Cell<Writer> = Cell::default();
    /// Where the result is.
    static RESULT: Cell<[usize; 5]> = Cell::default();
}

/// [`crate::edge::call`] with JSON strings: the tests count and compare with it.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "exported by wasm-bindgen")]
#[must_use]
pub fn call(function: &str, input: &str, foreign: &str) -> String {
    crate::edge::call(function, input, foreign)
}

/// [`crate::edge::call`] with inputs that are objects of JavaScript, and a result that becomes one, each on a tape. Returns
/// the address of five words: address and length of the tape and of its text, and how many shapes of objects were known
/// before.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "exported by wasm-bindgen")]
#[must_use]
pub fn call_on_tape(function: &str, words: &[u32], text: &str) -> usize {
    let writer = WRITER.take().for_tape();
    let writer = crate::edge::write_of_tape(function, words, text, writer);
    let (tape, text, known_shapes) = writer.tape().unwrap_or_default();
    let result = [
        tape.as_ptr().addr(),
        tape.len(),
        text.as_ptr().addr(),
        text.len(),
        known_shapes as usize,
    ];
    WRITER.set(writer);
    RESULT.with(|place| {
        place.set(result);
        place.as_ptr().addr()
    })
}
