//! The host of the binary: files, standard input and output.

use std::env;
use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::thread::sleep;
use std::time::Duration;

use terminal_size::{Width, terminal_size_of};

use super::replace::replace;
use super::{
    Action, Answer, Entry, Input, LONGEST_LINE, LineObstacle, LinesEnd, Machine, Obstacle, Output,
    Surroundings, Work,
};
use crate::bulk::{End, Line, Lines, Unusable};

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let lossy = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
    let mut machine = Machine::start(Surroundings {
        arguments: env::args_os().skip(1).map(lossy).collect(),
        variables: env::vars_os()
            .map(|(name, value)| (lossy(name), lossy(value)))
            .collect(),
        writes_to_terminal: io::stdout().is_terminal(),
        columns: terminal_size_of(io::stdout()).map(|(Width(columns), _)| columns),
        folder: env::current_dir().map_or_else(|_| String::new(), |folder| lossy(folder.into())),
    });
    let mut answer = Answer::Done;
    loop {
        answer = match machine.step(answer) {
            Action::Read(input) => match read(&input) {
                Ok(bytes) => Answer::Content(bytes),
                Err(error) => Answer::Failed(error.into()),
            },
            Action::List(folder) => match list(&folder) {
                Ok(entries) => Answer::Entries(entries),
                Err(error) => Answer::Failed(error.into()),
            },
            Action::Write(output, text) => match write(output, text.as_bytes()) {
                Ok(()) => Answer::Done,
                Err(error) => Answer::Failed(error.into()),
            },
            Action::Replace { file, text } => match replace(Path::new(&file), text.as_bytes()) {
                Ok(()) => Answer::Done,
                Err(error) => Answer::Failed(error.into()),
            },
            Action::Sleep(milliseconds) => {
                sleep(Duration::from_millis(milliseconds.into()));
                Answer::Done
            }
            Action::Lines { input, work } => {
                let (code, end) = lines(&input, &Work::new(&work));
                Answer::Lines { code, end }
            }
            Action::Exit(code) => return ExitCode::from(code),
        };
    }
}

fn read(input: &Input) -> io::Result<Vec<u8>> {
    match input {
        Input::File(name) => fs::read(name),
        Input::Standard => {
            let mut bytes = Vec::new();
            Patient(io::stdin().lock()).read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    }
}

fn list(folder: &str) -> io::Result<Vec<Entry>> {
    let entries = fs::read_dir(folder)?.map(|entry| {
        let entry = entry?;
        Ok(Entry {
            name: entry.file_name().to_string_lossy().into_owned(),
            is_folder: entry.file_type()?.is_dir(),
        })
    });
    entries.collect()
}

fn write(output: Output, text: &[u8]) -> io::Result<()> {
    match output {
        Output::Results => write_all(io::stdout().lock(), text),
        Output::Messages => write_all(io::stderr().lock(), text),
    }
}

fn write_all(output: impl Write, text: &[u8]) -> io::Result<()> {
    let mut output = Patient(output);
    output.write_all(text)?;
    output.flush()
}

/// The results of all lines, on all cores: their exit code, and why there are no more.
fn lines(input: &Input, work: &Work) -> (u8, LinesEnd) {
    let reader: Box<dyn Read + Send> = match input {
        Input::Standard => Box::new(Patient(io::stdin())),
        Input::File(name) => match File::open(name) {
            Ok(file) => Box::new(file),
            Err(error) => return (0, LinesEnd::Unreadable(error.into())),
        },
    };
    let result_of = |line: Line<'_>| match line.text {
        Ok(text) => Ok(work.result_of(text)),
        Err(Unusable::TooLong) => Ok(Work::result_without(LineObstacle::TooLong)),
        Err(Unusable::NotUtf8) => Err(line.number),
    };
    let lines = Lines::new().longest(LONGEST_LINE);
    let (code, end) = lines.process_with_codes(reader, Patient(io::stdout()), result_of);
    let end = match end {
        End::Complete => LinesEnd::Complete,
        End::Refused(line) => LinesEnd::NotUtf8(line),
        End::Unreadable(error) => LinesEnd::Unreadable(error.into()),
        End::Unwritable(error) => LinesEnd::Unwritable(error.into()),
    };
    (code, end)
}

impl From<io::Error> for Obstacle {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Obstacle::NotFound,
            ErrorKind::PermissionDenied => Obstacle::NoPermission,
            ErrorKind::IsADirectory => Obstacle::IsFolder,
            ErrorKind::NotADirectory => Obstacle::IsNoFolder,
            ErrorKind::BrokenPipe => Obstacle::Closed,
            _ => Obstacle::Other(error.to_string()),
        }
    }
}

/// A pipe that may be set not to block: whoever reads or writes waits all the same.
struct Patient<P>(P);

/// Tries again every ten milliseconds, as long as it would block.
fn patiently<T>(mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match attempt() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                sleep(Duration::from_millis(10));
            }
            result => return result,
        }
    }
}

impl<P: Read> Read for Patient<P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        patiently(|| self.0.read(buffer))
    }
}

impl<P: Write> Write for Patient<P> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        patiently(|| self.0.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        patiently(|| self.0.flush())
    }
}
