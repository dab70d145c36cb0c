//! A JSON document as a flat list of values in document order, each with its place.
//!
//! Built by a loop from text or from a [`serde_json::Value`], so that depth costs memory and no stack, and so
//! that both are read by the same code.

mod build;
mod entries;
mod kind;
mod locator;
mod number;
mod places;
mod scan;
mod tape;
#[cfg(any(feature = "js", test))]
mod tape_writer;
mod unreadable;
mod value;

pub(crate) use entries::{Children, Tree};
pub(crate) use kind::{Kind, describe, kind_name};
pub(crate) use locator::Locator;
pub(crate) use number::is_integral;
pub(crate) use places::BYTE_ORDER_MARK;
#[cfg(feature = "cli")]
pub(crate) use places::{Lines, byte_order_mark};
pub(crate) use tape::Tape;
#[cfg(feature = "js")]
pub(crate) use tape_writer::TapeWriter;
pub(crate) use unreadable::Unreadable;
