//! The command line.

#![cfg_attr(
    not(test),
    allow(dead_code, reason = "the commands come piece by piece")
)]

mod fix;
mod line_diff;
