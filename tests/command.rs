//! The cases of `tests/command/`: arguments and files, and what the native command prints for them.
//! `js/test/command.test.ts` runs them with the command of the npm package.
//!
//! After a change that is meant, `UPDATE_EXPECT=1 cargo test --features cli --test command` writes the transcripts again.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use expect_test::expect_file;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    arguments: Vec<String>,
    #[serde(default)]
    stdin: Content,
    #[serde(default)]
    files: BTreeMap<String, Content>,
    #[serde(default)]
    environment: BTreeMap<String, String>,
    /// The files whose content is shown in the end.
    #[serde(default)]
    shown: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Bytes { bytes: Vec<u8> },
}

impl Default for Content {
    fn default() -> Self {
        Content::Text(String::new())
    }
}

impl Content {
    fn bytes(&self) -> &[u8] {
        match self {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes { bytes } => bytes,
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A new folder with the documents that cases use, removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn of(case: &Case) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("scale-batch-{}-{number}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(name));
        for (name, source) in [
            ("story", "examples/story"),
            ("requests", "examples/requests"),
            ("seed", "tests/data/seed"),
        ] {
            let copy = folder.0.join(name);
            fs::create_dir_all(&copy).unwrap();
            for entry in fs::read_dir(root().join(source)).unwrap() {
                let entry = entry.unwrap();
                fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
            }
        }
        for (name, content) in &case.files {
            let file = folder.0.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content.bytes()).unwrap();
        }
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Output as a transcript has it: it ends with a line feed, or tells that it does not.
fn ended(output: Vec<u8>) -> String {
    let mut output = String::from_utf8(output).unwrap();
    if !output.is_empty() && !output.ends_with('\n') {
        output += "\n\\ no line feed at the end\n";
    }
    output
}

/// What a case prints, as `tests/command/` has it.
fn transcript_of(case: &Case) -> String {
    let folder = Folder::of(case);
    let mut command = Command::new(env!("CARGO_BIN_EXE_scale-batch"))
        .args(&case.arguments)
        .envs(&case.environment)
        .current_dir(&folder.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = command.stdin.take().unwrap();
    let run = thread::scope(|scope| {
        // A command that does not read its input closes the pipe.
        scope.spawn(move || stdin.write_all(case.stdin.bytes()));
        command.wait_with_output().unwrap()
    });
    let (told, failed) = (ended(run.stdout), ended(run.stderr));
    let stderr = if failed.is_empty() {
        String::new()
    } else {
        format!("--- stderr\n{failed}")
    };
    let code = run.status.code().unwrap();
    let shown = case.shown.iter().map(|name| {
        let content = ended(fs::read(folder.0.join(name)).unwrap());
        // A transcript has line ends of one kind.
        format!("--- {name}\n{}", content.replace('\r', "␍"))
    });
    let shown: String = shown.collect();
    format!(
        "=== {}\n{told}{stderr}{shown}--- exit code {code}\n\n",
        case.name
    )
}

#[test]
fn every_case_prints_what_stands_in_its_transcript() {
    let folder = root().join("tests/command");
    let mut subjects = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_none_or(|extension| extension != "jsonl")
        {
            continue;
        }
        let cases = fs::read_to_string(&path).unwrap();
        let cases = cases.lines().map(|line| {
            serde_json::from_str::<Case>(line).unwrap_or_else(|error| panic!("{error}: {line}"))
        });
        let transcript: String = cases.map(|case| transcript_of(&case)).collect();
        expect_file![path.with_extension("txt")].assert_eq(&transcript);
        subjects += 1;
    }
    assert!(subjects > 0);
}

const VALID: &str = r#"{"recipe_type_id": 208, "definition": {"dataset": 1}}"#;

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for (request, expected) in [("{}", 1), (VALID, 0)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scale-batch"))
            .args(["validate", "--lines"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = command.stdin.take().unwrap();
        let mut stdout = BufReader::new(command.stdout.take().unwrap());
        let line = format!("{{\"request\": {request}}}\n");
        // Without an end: only the closed pipe can stop it.
        let writing = thread::spawn(move || while stdin.write_all(line.as_bytes()).is_ok() {});
        let mut result = String::new();
        stdout.read_line(&mut result).unwrap();
        drop(stdout);
        assert_eq!(command.wait().unwrap().code(), Some(expected), "{result}");
        writing.join().unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    for arguments in [
        &["validate", "-"][..],
        &["validate", "--lines"],
        &["--version"],
    ] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_scale-batch"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(full)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that does not read its input closes the pipe.
        let _ = command.stdin.take().unwrap().write_all(VALID.as_bytes());
        let run = command.wait_with_output().unwrap();
        let told = String::from_utf8(run.stderr).unwrap();
        let start = "scale-batch: The results cannot be written: ";
        assert!(told.starts_with(start), "{arguments:?} {told}");
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_that_does_not_block_is_read_to_its_end() {
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;
    use std::time::Duration;

    let (mut writer, reader) = UnixStream::pair().unwrap();
    reader.set_nonblocking(true).unwrap();
    let command = Command::new(env!("CARGO_BIN_EXE_scale-batch"))
        .args(["validate", "--quiet", "-"])
        .stdin(Stdio::from(OwnedFd::from(reader)))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (start, end) = VALID.split_at(23);
    for piece in [start, " ", " ", end] {
        thread::sleep(Duration::from_millis(30));
        writer.write_all(piece.as_bytes()).unwrap();
    }
    drop(writer);
    let run = command.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(run.stdout).unwrap(), "");
    assert_eq!(run.status.code(), Some(0));
}
