//! The WebAssembly edge: inputs in, strings out, nothing that can panic.

use wasm_bindgen::prelude::wasm_bindgen;

/// [`crate::edge::call`], for JavaScript.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "exported by wasm-bindgen")]
#[must_use]
pub fn call(function: &str, input: &str, foreign: &str) -> String {
    crate::edge::call(function, input, foreign)
}

/// [`crate::edge::call`] with inputs that are objects of JavaScript, on a tape.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "exported by wasm-bindgen")]
#[must_use]
pub fn call_on_tape(function: &str, words: &[u32], text: &str) -> String {
    crate::edge::call_on_tape(function, words, text)
}
