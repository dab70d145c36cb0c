//! How the cost of a diff grows: chains, ladders and random graphs of 10 to 1,000,000 nodes.
//!
//! Prints the time per node as a multiple of the time per node at 1,000 nodes.
#![allow(
    clippy::cast_precision_loss,
    clippy::field_reassign_with_default,
    reason = "sizes are small, and a definition may get more fields: it cannot be written out"
)]

mod measure;

use measure::{Aim, shortest, show};
use scale_batch::RecipeDiff;
use scale_batch::documents::{Connection, Dependency, Node, NodeType, RecipeDefinition};
use scale_batch::edge::call;
use serde_json::Value;

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
            let connection = Connection::dependency(name(*parent), "output");
            (format!("input-{parent}"), connection)
        });
        let dependencies = parents.iter().map(|parent| Dependency::new(name(*parent)));
        let revision = if number == size / 2 { revision } else { 1 };
        let node = Node::new(NodeType::job("job", "1.0.0", revision))
            .with_input(input)
            .with_dependencies(dependencies);
        (name(number), node)
    });
    RecipeDefinition::new().with_nodes(nodes)
}

/// The seconds of a diff of two definitions that nothing is known about yet.
fn of_definitions(size: usize, shape: Shape) -> f64 {
    let (previous, current) = (recipe(size, shape, 1), recipe(size, shape, 2));
    shortest(|| RecipeDiff::between(&previous, &current, None).map(drop))
}

/// The seconds of another diff with a context that is held, written as JSON.
fn held(size: usize, shape: Shape) -> f64 {
    let revision = |number| {
        let definition = serde_json::to_string(&recipe(size, shape, number)).unwrap_or_default();
        format!(r#""revision_num": {number}, "definition": {definition}"#)
    };
    let recipe_type = format!(r#"{{"id": 208, {}}}"#, revision(2));
    let batch = format!(r#"{{"id": 104, "recipe_type_rev": {{{}}}}}"#, revision(1));
    let context = format!(r#"{{"context": {{"recipe_type": {recipe_type}}}}}"#);
    let held: Value = serde_json::from_str(&call("holdContext", &context, "")).unwrap_or_default();
    let held = format!(r#"{{"held": {}"#, held["held"]);
    let context = format!(r#"{held}, "context": {{"previous_batch": {batch}}}}}"#);
    let updated = call("updateContext", &context, "");
    assert_eq!(updated, r#"{"errors":[]}"#);
    let definition = r#"{"previous_batch": {"root_batch_id": 104}}"#;
    let request = format!(r#"{{"recipe_type_id": 208, "definition": {definition}}}"#);
    let input = format!(r#"{held}, "request": {request}}}"#);
    let written = call("diffBatch", &input, "");
    assert!(written.contains("JOB_TYPE_REVISION_CHANGE"));
    let seconds = shortest(|| call("diffBatch", &input, ""));
    let released = call("releaseContext", &(held + "}"), "");
    assert_eq!(released, r#"{"errors":[]}"#);
    seconds
}

fn main() {
    for (what, measure) in [
        ("two definitions", of_definitions as fn(usize, Shape) -> f64),
        ("a held context, written", held),
    ] {
        println!("Diff of {what}: time per node, against that at {REFERENCE} nodes");
        for (name, shape) in SHAPES {
            let per_node = |size: usize| measure(size, shape) / size as f64;
            let reference = per_node(REFERENCE);
            for size in SIZES {
                let aim = (size > REFERENCE).then_some(Aim::AtMost(3.0));
                show(
                    &format!("{name} of {size} nodes"),
                    per_node(size) / reference,
                    aim,
                );
            }
        }
    }
}
