//! Writes every schema to `schemas/`, so that users need not generate them, and those of the functions' results for the
//! types of the JavaScript package: `make schemas`.

use std::{fs, io};

fn main() -> io::Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas");
    fs::create_dir_all(folder)?;
    for (name, schema) in scale_batch::schemas::schemas() {
        fs::write(
            format!("{folder}/{name}.schema.json"),
            format!("{schema:#}\n"),
        )?;
    }
    let functions = concat!(env!("CARGO_MANIFEST_DIR"), "/js/scripts/functions.json");
    fs::write(
        functions,
        format!("{:#}\n", scale_batch::schemas::functions()),
    )
}
