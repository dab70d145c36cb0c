//! How much faster two threads process lines than one: `cargo bench --bench bulk`.
//!
//! Only ratios are printed; times would tell more about the machine.

use std::io;
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use scale_batch::bulk::Lines;
use scale_batch::edge::call;

const LINE: &str = r#"{"request": {"title": "My Batch", "recipe_type_id": 208, "definition": {"supersedes": true, "previous_batch": {"root_batch_id": 104, "forced_nodes": {"all": false, "nodes": ["job_a", "job_b"]}}}, "configuration": {"priority": 100}}}"#;
/// Of pairs that are measured one after the other, the median counts: the machine may have other work.
const PAIRS: usize = 15;

fn main() {
    let input = format!("{LINE}\n").repeat(20_000);
    let mut ratios: Vec<f64> = (0..PAIRS)
        .map(|_| {
            let [one, two] = [1, 2].map(|threads| time(threads, &input));
            one.as_secs_f64() / two.as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "Lines through validateBatch, two threads against one (aim: 1.6 times as fast or more):"
    );
    let best = ratios.last().copied().unwrap_or_default();
    let median = ratios.get(PAIRS / 2).copied().unwrap_or_default();
    println!("  {median:.2} times as fast in the median, {best:.2} at best");
}

fn time(threads: usize, input: &str) -> Duration {
    let lines = Lines::new().threads(NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN));
    let start = Instant::now();
    let done = lines.process(input.as_bytes(), io::sink(), |line| {
        Ok(call("validateBatch", line.text.unwrap_or_default(), ""))
    });
    if let Err(error) = done {
        eprintln!("the lines were not processed: {error}");
    }
    start.elapsed()
}
