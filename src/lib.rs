//! Checks batches of the Scale v6 REST API offline: what is wrong with a request, how many recipes it creates, which
//! recipe nodes run again and why, and how the batches of a chain compare.
//!
//! ```
//! use scale_batch::{Context, validate_text};
//!
//! let request = r#"{"recipe_type_id": 208, "definition": {"datset": 12}}"#;
//! let report = validate_text(request, &Context::new());
//! let problem = &report.errors[0];
//! assert_eq!(problem.name.as_str(), "INVALID_BATCH_DEFINITION");
//! assert_eq!(problem.path, "/definition/datset");
//! assert_eq!(problem.description, r#"There is no field "datset". Did you mean "dataset"?"#);
//! ```
//!
//! # Which function for which question
//!
//! | question | use |
//! |---|---|
//! | Is this JSON a request, a batch, a recipe type …, and what is wrong with it? | [`Reader`], for every type in [`documents`]; `serde_json::from_str` is as strict, with one error for all problems |
//! | Will the server accept this request? | [`validate()`], [`validate_text`]; [`Validator`] for many requests, other limits, or the service that creates |
//! | … this definition or configuration, alone in its form? | [`Validator::document_text`] |
//! | How many recipes will it create, and why? | [`ValidationReport::estimate`], an [`Estimate`](estimate::Estimate) |
//! | What will run again, and why? | [`Validator::diff`] for a request, [`RecipeDiff::between`] for two definitions, [`RecipeDiff::of_document`] for the server's diff |
//! | What can be forced, and does this choice make sense? | [`forced_nodes`] |
//! | Is this recipe definition sound, and do its connections fit? | [`recipe::check_recipe`], [`recipe::check_connection`] |
//! | Did the last batch get better or worse? | [`Comparison::of`] and [`Comparison::analyse`] |
//! | What request comes next? | [`proposals`] |
//! | How is it shown? | [`text`] for terminals, [`RecipeDiff::mermaid`] and [`RecipeDiff::dot`] for pictures; every result serializes to JSON |
//! | How are a million requests checked? | [`bulk`] |
//!
//! The [cookbook](_cookbook) has ten tasks from beginning to end.
//!
//! # What holds everywhere
//!
//! - **Every problem at once.** A [`Problem`] has a stable [name](ProblemName), a description for people, a JSON Pointer, line
//!   and column where the input was text, the params of the sentence for translation, and a JSON Patch if one edit surely
//!   fixes it.
//! - **Nothing is guessed.** A rule whose document is not in the [`Context`] is listed in [`ValidationReport::unchecked`].
//! - **Any input is safe.** [`Limits`] bound size, depth and output; nothing recurses over input, and nothing panics.
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `full` (default) | `edge`, and in it what a batch form does not need; without it, reports as JSON have no `prev_batch.diff` |
//! | `edge` | [`edge`]: every function with JSON strings in and out, for other languages. A program that uses the types compiles a little faster without it |
//! | `schema` | `schemars::JsonSchema` for every document, and `schemas` |
//! | `js` | documents and reports to and from values of JavaScript, for web apps in Rust |
//! | `cli` | the command `scale-batch`: `cargo install scale-batch --features cli` |
//! | `wasm`, `cli-wasm` | the exports of the npm package's modules; nothing for native programs |
#![cfg_attr(docsrs, feature(doc_cfg))]
// A panic would end a whole WebAssembly instance. Tests may: that is how they fail.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]
// What only the rest of the edge calls is left out by the linker.
#![cfg_attr(not(feature = "full"), allow(dead_code, unused_imports))]

// Tests share files with those of `tests/`, which know the crate by its name.
#[cfg(test)]
extern crate self as scale_batch;

#[cfg(not(target_family = "wasm"))]
pub mod bulk;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod compare;
pub mod diff;
pub mod documents;
mod duration;
#[cfg(feature = "edge")]
pub mod edge;
mod escapes;
pub mod estimate;
pub mod forced_nodes;
mod hashed;
#[cfg(feature = "js")]
pub mod js;
pub mod problem;
#[cfg(test)]
mod properties;
pub mod proposals;
mod read;
pub mod recipe;
#[cfg(feature = "schema")]
pub mod schemas;
mod sorted;
pub mod text;
pub mod validate;
#[cfg(feature = "wasm")]
mod wasm;
mod words;
mod write;

#[doc = include_str!("../docs/cookbook.md")]
pub mod _cookbook {}

/// The examples of the README, which are tests too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

// What most programs begin with; each subject is a module. tests/public_names.rs counts these names.
pub use diff::RecipeDiff;
pub use documents::{
    BatchDefinition, Comparison, Limits, Reader, RecipeType, ValidateBatchRequest,
};
pub use problem::{Problem, ProblemName};
pub use validate::{Context, ValidationReport, Validator, validate, validate_text};
