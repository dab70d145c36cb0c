//! Times one call of [`scale_batch::edge::call`], for the benchmarks in `js/bench/` to compare with WebAssembly.
//!
//! Reads JSON Lines, each `[function, input]`; calls them in order, the last one again and again, and prints the
//! median of its times in nanoseconds.

use std::hint::black_box;
use std::io;
use std::time::{Duration, Instant};

use scale_batch::edge::call;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let calls: Vec<(String, Box<serde_json::value::RawValue>)> = io::stdin()
        .lines()
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect::<Result<_, Box<dyn std::error::Error>>>()?;
    let (last, before) = calls.split_last().ok_or("no call was given")?;
    for (function, input) in before {
        black_box(call(function, input.get(), ""));
    }
    let (function, input) = (last.0.as_str(), last.1.get());
    let begin = Instant::now();
    let mut times = Vec::new();
    while times.len() < 11 || begin.elapsed() < Duration::from_millis(500) {
        let start = Instant::now();
        black_box(call(function, input, ""));
        times.push(start.elapsed().as_nanos());
    }
    times.sort_unstable();
    println!("{}", times[times.len() / 2]);
    Ok(())
}
