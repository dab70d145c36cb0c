//! Checks a folder of requests, as a step of CI does: `cargo run --example check_folder -- FOLDER`. Each problem is a line that
//! editors and CI systems turn into a link. The exit code is 1 if a request has errors, and 2 if one cannot be read.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use scale_batch::{Context, ValidationReport, Validator};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let folder = env::args_os().nth(1).ok_or("give a folder of requests")?;
    // A request alone is checked as far as it goes without the server's documents: validate_request.rs adds them.
    let validator = Validator::new(Context::new());
    let mut code = 0;
    let (mut valid, mut invalid) = (0, 0);
    for path in requests(Path::new(&folder))? {
        match fs::read_to_string(&path) {
            Ok(request) => {
                let report = validator.text(&request);
                show(&path, &report);
                if report.is_valid {
                    valid += 1;
                } else {
                    invalid += 1;
                    code = code.max(1);
                }
            }
            Err(error) => {
                eprintln!("{}: {error}", path.display());
                code = 2;
            }
        }
    }
    println!("{valid} valid, {invalid} with errors");
    Ok(ExitCode::from(code))
}

/// The requests in a folder and the folders in it, in the same order everywhere.
fn requests(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut requests = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            // A link to a folder around it would lead in circles.
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                requests.push(path);
            }
        }
    }
    requests.sort();
    Ok(requests)
}

fn show(path: &Path, report: &ValidationReport) {
    let problems = [("error", &report.errors), ("warning", &report.warnings)];
    for (severity, problems) in problems {
        for problem in problems {
            let position = problem.position;
            let (line, column) = position.map_or((1, 1), |place| (place.line, place.column));
            println!(
                "{}:{line}:{column}: {severity} {}: {}",
                path.display(),
                problem.name,
                problem.description
            );
        }
    }
}
