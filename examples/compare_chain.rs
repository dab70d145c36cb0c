//! Compares the batches of a chain by their metrics: `cargo run --example compare_chain`.

use std::error::Error;
use std::fs;

use scale_batch::text::{Style, comparison};
use scale_batch::{Baseline, Batch, Batches, Chain, CompareOptions, Comparison, Reader, Verdict};

fn main() -> Result<(), Box<dyn Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/story/batches.json");
    let batches = Reader::new().text::<Batches>(&fs::read_to_string(path)?);
    let batches = batches.into_result()?;
    // The chain that began with batch 301, oldest first.
    let chain = Chain::among(&batches, 301);
    for warning in &chain.warnings {
        println!("{}: {}", warning.path, warning.description);
    }
    let chain: Vec<Batch> = chain.batches.into_iter().cloned().collect();

    let compared = Comparison::of(&chain);
    let options = CompareOptions {
        baseline: Baseline::Root,
        ..CompareOptions::default()
    };
    let analysis = compared.analyse(options)?;
    println!("{}", comparison(&compared, &analysis, Style::Plain));

    // One row for each value, as for a spreadsheet: here those of the newest batch that got worse.
    for row in analysis.rows() {
        let is_newest = chain.last().is_some_and(|batch| batch.id == row.batch_id);
        if is_newest && row.verdict == Some(Verdict::Worse) {
            println!(
                "worse: {} of {}",
                row.metric,
                row.node.unwrap_or("the batch")
            );
        }
    }
    Ok(())
}
