//! Documents from JavaScript values, and results as such, for Rust programs that are compiled to WebAssembly: a page in Yew or
//! Leptos, or your own module with `wasm-bindgen`.
//!
//! [`from_js`] reads any value, whatever it does, and reports the same problems as the npm package; [`to_js`] returns plain
//! objects, equal to those of the npm package. The feature exports nothing: what your module offers to JavaScript is up to
//! you.
//!
//! ```no_run
//! use scale_batch::js::{from_js, to_js};
//! use scale_batch::documents::{CreateBatchRequest, Reading};
//! use wasm_bindgen::JsValue;
//!
//! /// What a form shows beside its fields; exported with `#[wasm_bindgen]`.
//! pub fn problems_of(form: &JsValue) -> Result<JsValue, JsValue> {
//!     let reading: Reading<CreateBatchRequest> = from_js(form);
//!     to_js(&reading.errors)
//! }
//! ```
//!
//! It compiles on every target, but works only where JavaScript runs the program.

mod imports;
mod objects;
mod walk;

use std::borrow::Borrow;

use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use crate::read::tree::{TapeWriter, Tree, Unreadable};
use crate::read::{Document, Limits, Reader, Reading};
use crate::validate::{Context, DocumentOfRequest, DocumentReport, ValidationReport, Validator};
use crate::write::json;
use objects::{StringRead, string_within};
use walk::tape_of;

/// A document, report or result as plain objects and arrays, equal to what the npm package returns.
///
/// Objects have fields, never a `Map`, and what is `None` is `null` or absent, as in JSON. An integer beyond 2^53 becomes the
/// nearest number, as `JSON.parse` reads it.
///
/// # Errors
/// The error of JavaScript if the value is longer than a string can be.
///
/// ```no_run
/// use scale_batch::BatchDefinition;
/// use scale_batch::js::to_js;
///
/// let definition: BatchDefinition = serde_json::from_str(r#"{"dataset": 5}"#)?;
/// let object = to_js(&definition).unwrap(); // {dataset: 5, supersedes: true}
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn to_js<T: Serialize + ?Sized>(result: &T) -> Result<JsValue, JsValue> {
    imports::parse(&json(&result))
}

/// Reads a document from a value: an object, or a string with JSON.
///
/// Nothing that a value does can harm the program. Getters, proxies and `toJSON` may throw, and objects may contain
/// themselves. What JSON cannot say, such as NaN or a `Map`, is a problem at its place. A field that is `undefined` is absent.
///
/// ```no_run
/// use scale_batch::BatchDefinition;
/// use scale_batch::documents::Reading;
/// use scale_batch::js::from_js;
/// use wasm_bindgen::JsValue;
///
/// let reading: Reading<BatchDefinition> = from_js(&JsValue::from(f64::NAN));
/// assert_eq!(reading.errors.len(), 1);
/// ```
#[must_use]
pub fn from_js<D: Document>(value: &JsValue) -> Reading<D> {
    Reader::new().js(value)
}

/// Checks a request as the validating service does, given as an object or as a string with JSON; see
/// [`validate_text`](crate::validate_text).
///
/// ```no_run
/// use scale_batch::Context;
/// use scale_batch::js::{to_js, validate_js};
/// use wasm_bindgen::JsValue;
///
/// fn report_of(request: &JsValue, context: &Context) -> Result<JsValue, JsValue> {
///     to_js(&validate_js(request, context))
/// }
/// ```
#[must_use]
pub fn validate_js(request: &JsValue, context: &Context) -> ValidationReport {
    Validator::new(context).js(request)
}

impl Reader {
    /// As [`from_js`], within the limits of this reader.
    ///
    /// ```no_run
    /// use scale_batch::{BatchDefinition, Limits, Reader};
    /// use wasm_bindgen::JsValue;
    ///
    /// let reader = Reader::new().limits(Limits { depth: 50, ..Limits::default() });
    /// let reading = reader.js::<BatchDefinition>(&JsValue::from("{}"));
    /// ```
    #[must_use]
    pub fn js<D: Document>(&self, value: &JsValue) -> Reading<D> {
        let input = Input::of(value, &self.limits);
        self.tree(input.tree(&self.limits), input.text())
    }
}

impl<C: Borrow<Context>> Validator<C> {
    /// Checks a request given as a JavaScript object or as a string with JSON.
    ///
    /// ```no_run
    /// use scale_batch::{Context, Validator};
    /// use wasm_bindgen::JsValue;
    ///
    /// let report = Validator::new(Context::new()).js(&JsValue::from("{}"));
    /// ```
    #[must_use]
    pub fn js(&self, request: &JsValue) -> ValidationReport {
        let input = Input::of(request, &self.limits);
        self.tree(input.tree(&self.limits), input.text(), self.service)
    }

    /// As [`document_text`](Validator::document_text), for a document given as a JavaScript object or as a string with JSON.
    ///
    /// ```no_run
    /// use scale_batch::{BatchDefinition, Context, Validator};
    /// use wasm_bindgen::JsValue;
    ///
    /// let validator = Validator::new(Context::new());
    /// let report = validator.document_js::<BatchDefinition>(&JsValue::from("{}"));
    /// ```
    #[must_use]
    pub fn document_js<D: DocumentOfRequest>(&self, document: &JsValue) -> DocumentReport<D> {
        let input = Input::of(document, &self.limits);
        self.document(input.tree(&self.limits), input.text())
    }
}

/// A value of JavaScript as the reader takes it.
enum Input {
    /// A string is a document in JSON.
    Text(String),
    Tape(TapeWriter),
    TooLong,
}

impl Input {
    fn of(value: &JsValue, limits: &Limits) -> Self {
        if value.is_string() {
            match string_within(value.unchecked_ref(), limits.bytes_allowed()) {
                StringRead::Whole(text) | StringRead::Broken(text) => Input::Text(text),
                StringRead::TooLong => Input::TooLong,
            }
        } else {
            tape_of(value, limits).map_or(Input::TooLong, Input::Tape)
        }
    }

    fn tree(&self, limits: &Limits) -> Result<Tree<'_>, Unreadable> {
        match self {
            Input::Text(text) => Tree::from_text(text, limits),
            Input::Tape(tape) => Tree::from_tape(tape.tape(), limits),
            Input::TooLong => Err(Unreadable::longer_than(limits.bytes_allowed(), limits)),
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Input::Text(text) => Some(text),
            Input::Tape(_) | Input::TooLong => None,
        }
    }
}
