//! The command line.

#![allow(dead_code, unused_imports, reason = "the commands come piece by piece")]

mod fix;
mod line_diff;
mod reports;
