//! Requests that follow from documents: the next batch of a chain, an edit, an input map.

mod edit_request;
mod input_map;
mod next_batch;

pub use edit_request::edit_request;
pub use input_map::{InputFit, InputMapProposal, propose_input_map};
pub use next_batch::{BatchChanges, next_batch};
