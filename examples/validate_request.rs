//! Validates a request with the documents that the server knows: `cargo run --example validate_request`.

use std::error::Error;
use std::fs;

use scale_batch::documents::{Dataset, SubRecipeType};
use scale_batch::{Context, Reader, RecipeType, ValidationReport, validate_text};

fn main() -> Result<(), Box<dyn Error>> {
    // All as the API serves them. Without them the request is checked as far as it goes by itself.
    let reader = Reader::new();
    let recipe_type = reader.text::<RecipeType>(&story("recipe-type.json")?);
    let dataset = reader.text::<Dataset>(&story("dataset.json")?);
    let revisions: Vec<SubRecipeType> = serde_json::from_str(&story("sub-recipe-types.json")?)?;
    let context = Context::new()
        .with_recipe_type(recipe_type.into_result()?)
        .with_dataset(dataset.into_result()?)
        .with_revisions(revisions);

    let report = validate_text(&story("from-a-dataset.json")?, &context);
    show(&report)?;
    Ok(())
}

/// What a program does with a report: the problems by name and place, then what it says about the batch.
fn show(report: &ValidationReport) -> serde_json::Result<()> {
    for problem in report.errors.iter().chain(&report.warnings) {
        let line = problem.position.map_or(0, |position| position.line);
        println!("line {line}, {}: {}", problem.path, problem.name);
        println!("  {}", problem.description);
        if !problem.fix.is_empty() {
            println!("  fix: {}", serde_json::to_string(&problem.fix)?);
        }
    }
    for rule in &report.unchecked {
        println!("{} was not checked: it needs {}", rule.name, rule.needs);
    }
    match report.recipes_estimated {
        Some(count) => println!("The server estimates {count} recipes."),
        None => println!("The number of recipes is unknown."),
    }
    Ok(())
}

fn story(name: &str) -> std::io::Result<String> {
    fs::read_to_string(format!(
        "{}/examples/story/{name}",
        env!("CARGO_MANIFEST_DIR")
    ))
}
