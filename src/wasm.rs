//! The WebAssembly edge: strings in, strings out, nothing that can panic.

use wasm_bindgen::prelude::wasm_bindgen;

/// [`crate::edge::call`], for JavaScript.
#[wasm_bindgen]
#[allow(unreachable_pub, reason = "exported by wasm-bindgen")]
#[must_use]
pub fn call(function: &str, input: &str, foreign: &str) -> String {
    crate::edge::call(function, input, foreign)
}
