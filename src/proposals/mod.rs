//! Requests that follow from documents: the next batch of a chain, an edit, an input map.

mod edit_request;
mod input_map;
mod next_batch;
mod rules;
mod words;

pub use edit_request::edit_request;
pub use input_map::{
    FitReason, InputFit, InputMapProposal, RankedFit, propose_input_map, propose_input_map_within,
};
pub(crate) use input_map::{Fits, propose_connecting_map, propose_within};
pub use next_batch::{BatchChanges, next_batch, next_batch_warnings};
