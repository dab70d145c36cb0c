//! The published crate holds what its users need, and nothing else. `js/test/packaging/tarball.test.ts` has the list of the
//! npm package.

use std::collections::BTreeSet;
use std::process::Command;

/// The files that each stand alone.
const FILES: [&str; 7] = [
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
];

/// The folders, with how the names of their files end.
const FOLDERS: [(&str, &str); 4] = [
    ("docs/", ".md"),
    ("schemas/", ".schema.json"),
    ("src/", ".md"),
    ("src/", ".rs"),
];

/// Written by cargo where the sources are a git repository, and by the property tests.
const ALSO: [&str; 2] = [".cargo_vcs_info.json", ".regressions"];

#[test]
fn the_crate_holds_what_its_users_need_and_nothing_else() {
    let listed = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        listed.status.success(),
        "{}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let listed = String::from_utf8(listed.stdout).unwrap().replace('\\', "/");
    let mut alone = BTreeSet::new();
    let mut folders = BTreeSet::new();
    for file in listed.lines() {
        let in_folder =
            |(folder, end): &(&str, &str)| file.starts_with(folder) && file.ends_with(end);
        if let Some((folder, _)) = FOLDERS.iter().find(|folder| in_folder(folder)) {
            folders.insert(*folder);
        } else if !ALSO.iter().any(|end| file.ends_with(end)) {
            alone.insert(file);
        }
    }
    assert_eq!(alone, BTreeSet::from(FILES));
    assert_eq!(folders, FOLDERS.map(|(folder, _)| folder).into());
}
