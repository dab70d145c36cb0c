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
use catalogue::{CATALOGUE, Row};
use documents::Shape;
use module::{Compiled, Executed};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How much more work may be done for inputs and a result that are twice as large.
const MOST_PER_DOUBLING: f64 = 2.3;
/// The same for bytes: buffers grow in leaps.
const MOST_BYTES_PER_DOUBLING: f64 = 2.5;

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

fn title(row: &Row, shape: Shape) -> String {
    format!("{} {} {shape:?}", row.function, row.variant)
}

fn module_of(project: &Path) -> Result<PathBuf, Failure> {
    let path = project.join("pkg/scale_batch_bg.wasm");
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

/// What a call cost at one size.
struct Cost {
    input: usize,
    /// Input and output.
    size: usize,
    work: [(&'static str, f64); 4],
}

fn cost(
    row: &Row,
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

fn holds(title: &str, row: &Row, shape: Shape, compiled: Option<&Compiled>) -> bool {
    let costs = cost(row, shape, row.size, compiled)
        .and_then(|once| Ok((once, cost(row, shape, row.size * 2, compiled)?)));
    let (once, twice) = match costs {
        Ok(costs) => costs,
        Err(failure) => {
            println!("FAILED {title}: {failure}");
            return false;
        }
    };
    #[expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]
    let growth = |once: usize, twice: usize| twice as f64 / once as f64;
    // What grows more slowly than the input must still be read.
    let size = growth(once.size, twice.size).max(growth(once.input, twice.input));
    let most = |name: &str| match name {
        "instructions" => MOST_PER_DOUBLING * size / 2.0,
        _ => MOST_BYTES_PER_DOUBLING * size / 2.0,
    };
    let ratios = once
        .work
        .iter()
        .zip(&twice.work)
        .map(|((name, once), (_, twice))| (*name, twice / once));
    let ratios: Vec<(&str, f64)> = ratios.collect();
    let holds = ratios.iter().all(|(name, ratio)| *ratio <= most(name));
    let shown: Vec<String> = ratios
        .iter()
        .map(|(name, ratio)| format!("{name} {ratio:.2}"))
        .collect();
    let verdict = if holds { "" } else { "TOO STEEP" };
    println!(
        "{title:<45} {:>9} bytes {:>5.2}  {}  {:.1}M  {verdict}",
        once.size,
        size,
        shown.join("  "),
        once.work[2].1 / 1e6
    );
    holds
}
