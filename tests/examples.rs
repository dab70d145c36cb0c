//! The programs in `examples/` run, and print what stands in `tests/snapshots/`.

use std::process::Command;

use expect_test::expect_file;

/// What an example prints.
fn output(example: &str) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--locked", "--example", example]);
    if cfg!(feature = "schema") {
        // As this test was built, so that nothing has to be compiled again.
        cargo.arg("--all-features");
    }
    let run = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let run = run.unwrap();
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
