//! The diff as a drawing: its layout, and the text from which other programs draw it.

mod layout;
mod origins;
mod pictures;

pub use layout::{Layout, PlacedEdge, PlacedNode};
pub(crate) use origins::{Mark, Origins};
