//! The programs in `examples/` run, and print what stands in `tests/snapshots/`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use expect_test::expect_file;

/// Runs an example, as this test was built, so that nothing has to be compiled again.
fn run(example: &str, arguments: &[&str]) -> Output {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--locked", "--example", example]);
    if cfg!(feature = "schema") {
        cargo.arg("--all-features");
    }
    cargo.arg("--").args(arguments);
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo.output().unwrap()
}

/// What an example prints.
fn output(example: &str) -> String {
    let run = run(example, &[]);
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{example}: {errors}");
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn a_request_is_validated() {
    expect_file!["snapshots/example-validate-request.txt"].assert_eq(&output("validate_request"));
}

#[test]
fn two_revisions_are_compared() {
    expect_file!["snapshots/example-diff-revisions.txt"].assert_eq(&output("diff_revisions"));
}

#[test]
fn folders_are_compared() {
    expect_file!["snapshots/example-diff-folders.txt"].assert_eq(&output("diff_folders"));
}

#[test]
fn a_chain_is_compared() {
    expect_file!["snapshots/example-compare-chain.txt"].assert_eq(&output("compare_chain"));
}

#[test]
fn a_folder_of_requests_is_checked() {
    let run = run("check_folder", &["examples/requests"]);
    assert_eq!(run.status.code(), Some(1));
    let printed = String::from_utf8(run.stdout).unwrap().replace('\\', "/");
    expect_file!["snapshots/example-check-folder.txt"].assert_eq(&printed);

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("check-folder");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    let request = r#"{"recipe_type_id": 208, "definition": {"dataset": 1}}"#;
    fs::write(folder.join("request.json"), request).unwrap();
    let path = folder.to_str().unwrap();
    let valid = self::run("check_folder", &[path]);
    assert_eq!(valid.status.code(), Some(0));
    assert_eq!(valid.stdout, b"1 valid, 0 with errors\n");

    fs::write(folder.join("latin-1.json"), b"\xe9").unwrap();
    let unreadable = self::run("check_folder", &[path]);
    assert_eq!(unreadable.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unreadable.stderr).contains("latin-1.json: "));
}
