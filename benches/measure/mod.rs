//! How all benchmarks measure and print. Only ratios are printed: times would tell more about the machine.
#![allow(dead_code, reason = "each benchmark uses some of it")]

use std::hint::black_box;
use std::time::{Duration, Instant};

/// What a ratio should be.
#[derive(Clone, Copy)]
pub(crate) enum Aim {
    AtMost(f64),
    AtLeast(f64),
}

/// Prints a ratio, and whether it is what it should be.
pub(crate) fn show(what: &str, ratio: f64, aim: Option<Aim>) {
    let verdict = |is_met| if is_met { "met" } else { "missed" };
    let aim = match aim {
        None => String::new(),
        Some(Aim::AtMost(most)) => format!(", aim ≤ {most}: {}", verdict(ratio <= most)),
        Some(Aim::AtLeast(least)) => format!(", aim ≥ {least}: {}", verdict(ratio >= least)),
    };
    println!("  {what:<60} {ratio:.2}{aim}");
}

/// How long a sample takes at least: short enough to run undisturbed now and then.
const SAMPLE: Duration = Duration::from_micros(200);
const LEAST_SAMPLES: u32 = 15;
const LONG_ENOUGH: Duration = Duration::from_millis(600);

/// How many times as long one call takes as another: the shortest of samples taken in turns, because whatever else the
/// machine does makes both longer.
pub(crate) fn ratio<A, B>(one: impl Fn() -> A, other: impl Fn() -> B) -> f64 {
    let (mut shortest, mut shortest_of_other) = (f64::MAX, f64::MAX);
    let (mut samples, begin) = (0, Instant::now());
    while samples < LEAST_SAMPLES || begin.elapsed() < LONG_ENOUGH {
        shortest = shortest.min(sample(&one));
        shortest_of_other = shortest_of_other.min(sample(&other));
        samples += 1;
    }
    shortest / shortest_of_other
}

/// The shortest time of a call in seconds.
pub(crate) fn shortest<R>(call: impl Fn() -> R) -> f64 {
    let (mut shortest, mut samples, begin) = (f64::MAX, 0, Instant::now());
    while samples < 3 || begin.elapsed() < LONG_ENOUGH / 2 {
        shortest = shortest.min(sample(&call));
        samples += 1;
    }
    shortest
}

/// The seconds of a call, on average over a sample.
fn sample<R>(call: &impl Fn() -> R) -> f64 {
    let begin = Instant::now();
    let mut calls = 0_u32;
    while calls == 0 || begin.elapsed() < SAMPLE {
        black_box(call());
        calls += 1;
    }
    begin.elapsed().as_secs_f64() / f64::from(calls)
}
