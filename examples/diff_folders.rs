//! Says what would run again where two folders have a recipe type of the same file name, and why:
//! `cargo run --example diff_folders -- PREVIOUS CURRENT`.

use std::collections::BTreeSet;
use std::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use scale_batch::{Reader, RecipeDiff, RecipeType};

fn main() -> Result<(), Box<dyn Error>> {
    let mut folders = env::args_os().skip(1).map(PathBuf::from);
    let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/recipe-types");
    let previous = folders.next().unwrap_or_else(|| story.join("previous"));
    let current = folders.next().unwrap_or_else(|| story.join("current"));

    let (before, now) = (file_names(&previous)?, file_names(&current)?);
    for name in before.union(&now) {
        let shown = name.to_string_lossy();
        match (before.contains(name), now.contains(name)) {
            (true, false) => println!("{shown}: only in the previous folder"),
            (false, _) => println!("{shown}: new"),
            (true, true) => {
                println!("{shown}:");
                compare(&read(&previous.join(name))?, &read(&current.join(name))?)?;
            }
        }
    }
    Ok(())
}

fn compare(previous: &RecipeType, current: &RecipeType) -> Result<(), Box<dyn Error>> {
    let diff = RecipeDiff::between(&previous.definition, &current.definition, None)?;
    println!("  {}", diff.summary());
    for node in diff.in_order().filter(|node| node.runs()) {
        println!("  {}", node.explain().description);
    }
    Ok(())
}

fn read(file: &Path) -> Result<RecipeType, Box<dyn Error>> {
    let reading = Reader::new().text::<RecipeType>(&fs::read_to_string(file)?);
    let problems = |problems| format!("{}:\n{problems}", file.display());
    Ok(reading.into_result().map_err(problems)?)
}

fn file_names(folder: &Path) -> io::Result<BTreeSet<OsString>> {
    fs::read_dir(folder)?
        .map(|file| Ok(file?.file_name()))
        .collect()
}
