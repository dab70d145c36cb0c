//! Says which nodes run again between two revisions of a recipe, and why: `cargo run --example diff_revisions`.

use std::error::Error;
use std::fs;

use scale_batch::documents::{ForcedNodes, RecipeDefinition};
use scale_batch::text::{Style, diff};
use scale_batch::{Reader, RecipeDiff};

fn main() -> Result<(), Box<dyn Error>> {
    let reader = Reader::new();
    let previous = reader.text::<RecipeDefinition>(&story("previous-definition.json")?);
    let current = reader.text::<RecipeDefinition>(&story("current-definition.json")?);
    let forced = reader.text::<ForcedNodes>(&story("forced-nodes.json")?);
    let (previous, current) = (previous.into_result()?, current.into_result()?);
    let forced = forced.into_result()?;
    let found = RecipeDiff::between(&previous, &current, Some(&forced))?;

    for node in found.in_order().filter(|node| node.runs()) {
        println!("{}", node.explain().description);
    }
    println!("Copied: {}", found.copied().collect::<Vec<_>>().join(", "));

    // The same as the command line shows it.
    println!("\n{}", diff(&found, None, Style::Plain));
    Ok(())
}

fn story(name: &str) -> std::io::Result<String> {
    fs::read_to_string(format!(
        "{}/examples/story/{name}",
        env!("CARGO_MANIFEST_DIR")
    ))
}
