//! How much faster two threads process lines than one: `cargo bench --bench bulk`.

mod measure;

use std::io;
use std::num::NonZeroUsize;

use measure::{Aim, ratio, show};
use scale_batch::bulk::Lines;
use scale_batch::edge::call;

const LINE: &str = r#"{"request": {"title": "My Batch", "recipe_type_id": 208, "definition": {"supersedes": true, "previous_batch": {"root_batch_id": 104, "forced_nodes": {"all": false, "nodes": ["job_a", "job_b"]}}}, "configuration": {"priority": 100}}}"#;

fn main() {
    let input = format!("{LINE}\n").repeat(10_000);
    let on = |threads: usize| {
        let threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
        Lines::new()
            .threads(threads)
            .process(input.as_bytes(), io::sink(), |line| {
                let text = line.text.map_err(io::Error::other)?;
                Ok(call("validateBatch", text, ""))
            })
    };
    if let Err(error) = on(2) {
        return eprintln!("the lines were not processed: {error}");
    }
    println!("10,000 lines through validateBatch, how many times as fast two threads are as one");
    let ratio = ratio(|| on(1), || on(2));
    show("on two cores", ratio, Some(Aim::AtLeast(1.6)));
}
