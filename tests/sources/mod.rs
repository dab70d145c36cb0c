//! The source files of the crate.

use std::fs;
use std::path::Path;

/// The sources of the crate by their paths, such as `src/read/mod.rs`, in the order of these.
pub(crate) fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                sources.push((name.replace('\\', "/"), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources.sort();
    sources
}
