#![doc = include_str!("../README.md")]
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

// What most programs begin with; each subject is a module. tests/public_names.rs counts these names.
pub use diff::RecipeDiff;
pub use documents::{
    BatchDefinition, Comparison, Limits, Reader, RecipeType, ValidateBatchRequest,
};
pub use problem::{Problem, ProblemName};
pub use validate::{Context, ValidationReport, Validator, validate, validate_text};
