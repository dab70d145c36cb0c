//! Growth tests: each function of the edge at one size and at twice that size, by counted work.
//!
//! `docs/testing.md` describes them.

mod allocator;
mod catalogue;
mod documents;
mod largest;
mod module;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use allocator::{Counting, counted};
use catalogue::{CATALOGUE, ComparisonRow};
use documents::Shape;
use module::{Compiled, Executed};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How much more work may be done for inputs and a result that are twice as large.
const MOST_PER_DOUBLING: f64 = 2.3;
/// What is measured once more, after so many doublings, before it counts as too steep.
const LEAPING: [&str; 2] = ["allocated", "peak"];
const DOUBLINGS: i32 = 3;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<ExitCode, Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let holds = match arguments[..] {
        [] => largest::hold(16) & catalogue_holds("")?,
        ["--largest"] => largest::hold(16),
        ["--full"] => largest::hold(1),
        ["--show", wanted] => {
            show(wanted);
            true
        }
        [wanted] => catalogue_holds(wanted)?,
        _ => return Err("usage: [TITLE | --largest | --full | --show TITLE]".into()),
    };
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Whether the rows whose titles contain a string hold.
fn catalogue_holds(wanted: &str) -> Result<bool, Failure> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    missing(&project)?;
    // Without the module, for a first look at a change.
    let compiled = match std::env::var_os("NATIVE_ONLY") {
        Some(_) => None,
        None => Some(Compiled::read(&module_of(&project)?)?),
    };
    if let Some(compiled) = &compiled {
        same_verdicts(&project, compiled)?;
    }
    let (mut failures, mut rows) = (0, 0);
    for row in CATALOGUE {
        for &shape in row.shapes {
            let title = title(row, shape);
            if title.contains(wanted) {
                rows += 1;
                failures += usize::from(!holds(&title, row, shape, compiled.as_ref()));
            }
        }
    }
    println!("{rows} rows, {failures} too steep");
    Ok(failures == 0)
}

/// Prints the inputs and results of rows at a small size, to see that they are what they are meant to be.
fn show(wanted: &str) {
    const SMALL: usize = 6;
    for row in CATALOGUE {
        for &shape in row.shapes {
            let title = title(row, shape);
            if title.contains(wanted) {
                let input = (row.inputs)(shape, SMALL).to_string();
                let result = scale_batch::edge::call(row.function, &input, "");
                println!("{title}\n{input}\n{result}\n");
            }
        }
    }
}

fn title(row: &ComparisonRow, shape: Shape) -> String {
    format!("{} {} {shape:?}", row.function, row.variant)
}

fn module_of(project: &Path) -> Result<PathBuf, Failure> {
    let path = project.join("pkg/full/scale_batch_bg.wasm");
    if path.exists() {
        Ok(path)
    } else {
        Err("pkg/ has no WebAssembly module: run `make wasm`".into())
    }
}

/// Fails where a function has no row.
fn missing(project: &Path) -> Result<(), Failure> {
    let functions = std::fs::read_to_string(project.join("js/scripts/functions.json"))?;
    let functions: serde_json::Value = serde_json::from_str(&functions)?;
    for function in functions["functions"].as_object().into_iter().flatten() {
        if CATALOGUE.iter().all(|row| row.function != function.0) {
            return Err(format!("{} has no row in the catalogue", function.0).into());
        }
    }
    Ok(())
}

/// Fails where the module gives other intervals than the native crate, be it in the last digit.
fn same_verdicts(project: &Path, compiled: &Compiled) -> Result<(), Failure> {
    let cases = std::fs::read_to_string(project.join("tests/data/verdicts.jsonl"))?;
    let mut inputs = Vec::new();
    for case in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(case)?;
        inputs.push(case["input"].to_string());
    }
    let mut running = compiled.start()?;
    for input in &inputs {
        let native = scale_batch::edge::call("compareBatches", input, "");
        let (of_module, _) = running.call("compareBatches", input)?;
        if native != of_module {
            return Err(format!("{input}\nis natively {native}\nin the module {of_module}").into());
        }
    }
    println!(
        "{} comparisons are the same natively and in the module",
        inputs.len()
    );
    Ok(())
}

/// What a call cost at one size.
struct Cost {
    input: usize,
    /// Input and output.
    size: usize,
    work: [(&'static str, f64); 4],
}

fn cost(
    row: &ComparisonRow,
    shape: Shape,
    size: usize,
    compiled: Option<&Compiled>,
) -> Result<Cost, Failure> {
    let input = (row.inputs)(shape, size).to_string();
    // What is held was an input, too.
    let before = (row.before)(shape, size).map(|(function, input)| (function, input.to_string()));
    let mut calls: Vec<(&str, &str)> = before
        .iter()
        .map(|(function, input)| (*function, input.as_str()))
        .collect();
    for (function, input) in &calls {
        let _ = scale_batch::edge::call(function, input, "");
    }
    let (result, allocated) = counted(|| scale_batch::edge::call(row.function, &input, ""));
    calls.push((row.function, &input));
    let (result_of_module, executed) = match compiled {
        Some(compiled) => compiled.run(&calls)?,
        None => (
            String::new(),
            Executed {
                instructions: 1,
                memory: 1,
            },
        ),
    };
    let input: usize = calls.iter().map(|(_, input)| input.len()).sum();
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    Ok(Cost {
        input,
        size: input + result.len().max(result_of_module.len()),
        work: [
            ("allocated", allocated.total as f64),
            ("peak", allocated.peak as f64),
            ("instructions", executed.instructions as f64),
            ("memory", executed.memory as f64),
        ],
    })
}

/// Whether no kind of work grows by more than it may.
fn holds(title: &str, row: &ComparisonRow, shape: Shape, compiled: Option<&Compiled>) -> bool {
    match measured(title, row, shape, compiled) {
        Ok(holds) => holds,
        Err(failure) => {
            println!("FAILED {title}: {failure}");
            false
        }
    }
}

fn measured(
    title: &str,
    row: &ComparisonRow,
    shape: Shape,
    compiled: Option<&Compiled>,
) -> Result<bool, Failure> {
    let once = cost(row, shape, row.size, compiled)?;
    let twice = cost(row, shape, row.size * 2, compiled)?;
    let mut steep = too_steep(&once, &twice, 1);
    print(title, &once, &twice, &steep);
    // Buffers grow in leaps, of which the first doubling may have more than its share.
    if !steep.is_empty() && steep.iter().all(|name| LEAPING.contains(name)) {
        let further = cost(row, shape, row.size << DOUBLINGS, None)?;
        let still = too_steep(&once, &further, DOUBLINGS);
        steep.retain(|name| still.contains(name));
        print(title, &once, &further, &steep);
    }
    Ok(steep.is_empty())
}

/// The kinds of work that grew by more than they may in so many doublings.
fn too_steep(once: &Cost, more: &Cost, doublings: i32) -> Vec<&'static str> {
    let most = (MOST_PER_DOUBLING / 2.0).powi(doublings) * growth(once, more);
    ratios(once, more)
        .filter(|(_, ratio)| *ratio > most)
        .map(|(name, _)| name)
        .collect()
}

/// By how much the input and the result together grew. What grows more slowly than the input must still be read.
#[expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]
fn growth(once: &Cost, more: &Cost) -> f64 {
    let size = more.size as f64 / once.size as f64;
    size.max(more.input as f64 / once.input as f64)
}

/// By how much each kind of work grew.
fn ratios(once: &Cost, more: &Cost) -> impl Iterator<Item = (&'static str, f64)> {
    let pairs = once.work.iter().zip(&more.work);
    pairs.map(|((name, once), (_, more))| (*name, more / once))
}

fn print(title: &str, once: &Cost, more: &Cost, steep: &[&str]) {
    let shown: Vec<String> = ratios(once, more)
        .map(|(name, ratio)| format!("{name} {ratio:.2}"))
        .collect();
    let verdict = if steep.is_empty() { "" } else { "TOO STEEP" };
    println!(
        "{title:<45} {:>9} bytes {:>5.2}  {}  {:.1}M  {verdict}",
        once.size,
        growth(once, more),
        shown.join("  "),
        once.work[2].1 / 1e6
    );
}
