//! How the cost of a diff grows: chains, ladders and random graphs of 10 to 1,000,000 nodes.
//!
//! Prints the time per node as a multiple of the time per node at 1,000 nodes, because only ratios are the same on
//! every machine.
#![allow(
    clippy::cast_precision_loss,
    clippy::field_reassign_with_default,
    reason = "sizes are small, and a definition may get more fields: it cannot be written out"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use scale_batch::{
    Connection, Dependency, Node, NodeType, RecipeDefinition, RecipeDiff, SortedMap,
};

const SIZES: [usize; 6] = [10, 100, 1_000, 10_000, 100_000, 1_000_000];
const REFERENCE: usize = 1_000;

/// The numbers of the nodes that a node depends on, by its own number.
type Shape = fn(usize) -> Vec<usize>;

const SHAPES: [(&str, Shape); 3] = [("chain", chain), ("ladder", ladder), ("random", random)];

fn chain(number: usize) -> Vec<usize> {
    number.checked_sub(1).into_iter().collect()
}

/// Diamonds on top of each other: one node, two beside each other, one again.
fn ladder(number: usize) -> Vec<usize> {
    match number % 3 {
        0 => number
            .checked_sub(2)
            .map_or_else(Vec::new, |left| vec![left, left + 1]),
        1 => vec![number - 1],
        _ => vec![number - 2],
    }
}

/// Up to three nodes anywhere before.
fn random(number: usize) -> Vec<usize> {
    let mut state = number as u64 + 1;
    let mut next = || {
        // The finaliser of SplitMix64: well spread, and the same on every machine.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        usize::try_from((mixed ^ (mixed >> 27)) >> 32).unwrap_or_default()
    };
    if number == 0 {
        return Vec::new();
    }
    (0..next() % 4).map(|_| next() % number).collect()
}

fn recipe(size: usize, shape: Shape, revision: i64) -> RecipeDefinition {
    let name = |number: usize| format!("node-{number:07}");
    let nodes = (0..size).map(|number| {
        let parents = shape(number);
        let input = parents.iter().map(|parent| {
            let connection = Connection::Dependency {
                node: name(*parent),
                output: "output".to_owned(),
            };
            (format!("input-{parent}"), connection)
        });
        let node = Node {
            input: input.collect(),
            dependencies: parents
                .iter()
                .map(|parent| Dependency {
                    name: name(*parent),
                    acceptance: true,
                })
                .collect(),
            node_type: NodeType::Job {
                job_type_name: "job".to_owned(),
                job_type_version: "1.0.0".to_owned(),
                job_type_revision: if number == size / 2 { revision } else { 1 },
            },
        };
        (name(number), node)
    });
    let nodes: SortedMap<_, _> = nodes.collect();
    let mut definition = RecipeDefinition::default();
    definition.nodes = nodes;
    definition
}

/// The shortest time that one diff took, of as many as fit into a moment.
fn measure(size: usize, shape: Shape) -> Duration {
    let (previous, current) = (recipe(size, shape, 1), recipe(size, shape, 2));
    let begin = Instant::now();
    let mut shortest = Duration::MAX;
    let mut runs = 0;
    while runs < 3 || begin.elapsed() < Duration::from_millis(300) {
        let start = Instant::now();
        black_box(RecipeDiff::between(&previous, &current, None)).ok();
        shortest = shortest.min(start.elapsed());
        runs += 1;
    }
    shortest
}

fn main() {
    println!("Diff: time per node, as a multiple of that at {REFERENCE} nodes (aim: at most 3)");
    for (name, shape) in SHAPES {
        let per_node = |size: usize| measure(size, shape).as_secs_f64() / size as f64;
        let reference = per_node(REFERENCE);
        print!("  {name:<7}");
        for size in SIZES {
            print!("  {size}: {:.2}", per_node(size) / reference);
        }
        println!();
    }
}
