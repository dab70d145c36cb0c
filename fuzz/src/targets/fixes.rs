//! The fixes of a report: each removes its problem, and any of them can be applied together.

use serde_json::Value;

use super::edge::parts;
use crate::mutation::Random;
use crate::{Target, seeds};

#[path = "../../../tests/patch/mod.rs"]
mod patch;

/// `[function, input]`.
pub const TARGET: Target = Target {
    name: "fixes",
    run,
    seeds: seeds::written_calls,
};

fn run(data: &[u8]) {
    let Some((function, input, _)) = parts(data) else {
        return;
    };
    let Ok(input) = serde_json::from_str::<Value>(input.get()) else {
        return;
    };
    patch::check_together(&function, &input, |_| true);
    // Some of them, by the input itself.
    let mut random = Random::new(
        data.iter()
            .fold(0, |sum, byte| sum * 31 % 0xffff_fffb + u64::from(*byte)),
    );
    patch::check_together(&function, &input, |_| random.below(2) == 0);
}
