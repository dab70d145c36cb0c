//! Compares the batches of a chain by their metrics: `cargo run --example compare_chain`.

use std::error::Error;
use std::fs;

use scale_batch::compare::{Baseline, Chain, CompareOptions};
use scale_batch::documents::Batches;
use scale_batch::text::{Style, comparison};
use scale_batch::{Comparison, Reader};

fn main() -> Result<(), Box<dyn Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/story/batches.json");
    let batches = Reader::new().text::<Batches>(&fs::read_to_string(path)?);
    let batches = batches.into_result()?;
    // The chain that began with batch 301, oldest first.
    let chain = Chain::among(&batches, 301);
    for warning in &chain.warnings {
        println!("{}: {}", warning.path, warning.description);
    }
    let compared = Comparison::of(chain.batches);
    let options = CompareOptions {
        baseline: Baseline::Root,
        ..CompareOptions::default()
    };
    let analysis = compared.analyse(options)?;
    println!("{}", comparison(&compared, &analysis, Style::Plain));

    // What got better or worse in the newest batch, and is hardly chance.
    if let Some(newest) = analysis.batches.last() {
        for finding in &newest.headline {
            let node = finding.node.as_deref().unwrap_or("the batch");
            println!(
                "{}: {} of {node} ({})",
                finding.verdict, finding.metric, finding.certainty
            );
        }
    }
    Ok(())
}
