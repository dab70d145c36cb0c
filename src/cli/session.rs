//! One run of the command line, and what its host does for it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::code::{UNUSABLE, VALID};
use super::failure::{Failure, Stop};
use super::fix::Spelling;
use super::lenient::{Lenient, needs_lenient};
use super::machine::{Action, Answer, Entry, Host, Input, Obstacle, Output};
use super::origins::{Origins, Rewritten, with_origins};
use super::yaml::{from_yaml, is_yaml};
use crate::problem::ProblemName;
use crate::read::Limits;
use crate::read::tree::{BYTE_ORDER_MARK, Tree};
use crate::words::printable;
use crate::write::json;

/// The path of something in a folder.
pub(super) fn joined(folder: &str, name: &str) -> String {
    match folder {
        "" => name.to_owned(),
        _ if folder.ends_with('/') => format!("{folder}{name}"),
        _ => format!("{folder}/{name}"),
    }
}

/// What people read the results in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    pub(super) has_colours: bool,
    /// How many columns it has, if it is known.
    pub(super) columns: Option<u16>,
}

/// Ends a message about what is not JSON.
pub(super) const LENIENT_READS: &str = "--lenient reads it.";

/// One run.
pub(super) struct Session {
    host: Host,
    pub(super) terminal: Terminal,
    /// The exit code for the results so far.
    pub(super) code: u8,
    /// How many folders the working directory is in.
    pub(super) depth: usize,
    /// How documents may be spelled.
    pub(super) spelling: Spelling,
    /// The files that were rewritten as JSON, by their names in messages.
    rewritten: RefCell<Vec<(String, Origins)>>,
    /// The files that were read, each with a hash of what came of it.
    seen: RefCell<Vec<(String, u64)>>,
    /// The folders that were listed, each with the names in it.
    listed: RefCell<Vec<(String, BTreeSet<String>)>>,
}

impl Session {
    pub(super) fn new(host: Host, terminal: Terminal, folder: &str) -> Self {
        let names = folder.split(['/', '\\']);
        Session {
            host,
            terminal,
            code: VALID,
            depth: names.filter(|name| !name.is_empty()).count(),
            spelling: Spelling::Json,
            rewritten: RefCell::default(),
            seen: RefCell::default(),
            listed: RefCell::default(),
        }
    }

    /// Has the host do something.
    pub(super) async fn ask(&self, action: Action) -> Answer {
        self.host.ask(action).await
    }

    /// Raises the exit code.
    pub(super) fn note(&mut self, code: u8) {
        self.code = self.code.max(code);
    }

    pub(super) async fn print(&self, text: String) -> Result<(), Stop> {
        if text.is_empty() {
            return Ok(());
        }
        match self.ask(Action::Write(Output::Results, text)).await {
            Answer::Failed(obstacle) => Err(Stop::Unwritable(obstacle)),
            _ => Ok(()),
        }
    }

    /// Writes to standard error. Whoever does not read messages has the code.
    pub(super) async fn message(&self, text: String) {
        if !text.is_empty() {
            self.ask(Action::Write(Output::Messages, text)).await;
        }
    }

    /// Tells what is wrong.
    pub(super) async fn tell(&mut self, failure: &Failure) {
        self.note(UNUSABLE);
        self.message(failure.told()).await;
    }

    pub(super) async fn entries_of(&self, folder: &str) -> Result<Vec<Entry>, Obstacle> {
        let entries = self.list(folder).await;
        // A file is watched as such.
        if !matches!(entries, Err(Obstacle::IsNoFolder)) {
            let listed = (folder.to_owned(), names_of(&entries));
            self.listed.borrow_mut().push(listed);
        }
        entries
    }

    async fn list(&self, folder: &str) -> Result<Vec<Entry>, Obstacle> {
        match self.ask(Action::List(folder.to_owned())).await {
            Answer::Entries(entries) => Ok(entries),
            Answer::Failed(obstacle) => Err(obstacle),
            _ => Ok(Vec::new()),
        }
    }

    pub(super) async fn bytes_of(&self, file: &str) -> Result<Vec<u8>, Obstacle> {
        let bytes = self.read(file).await;
        let seen = (file.to_owned(), hash_of(&bytes));
        self.seen.borrow_mut().push(seen);
        bytes
    }

    /// Waits until a file that was read is another one, or a folder that was listed has a new name, and forgets all of
    /// them. Returns what has happened.
    pub(super) async fn change(&self) -> String {
        /// How long a change may go unnoticed.
        const MILLISECONDS: u32 = 500;
        let (seen, listed) = (self.seen.take(), self.listed.take());
        loop {
            self.ask(Action::Sleep(MILLISECONDS)).await;
            for (file, hash) in &seen {
                let bytes = self.read(file).await;
                if hash_of(&bytes) != *hash {
                    let is_gone = matches!(bytes, Err(Obstacle::NotFound));
                    let change = if is_gone { "is gone" } else { "has changed" };
                    return format!("{} {change}", printable(file));
                }
            }
            for (folder, known) in &listed {
                let names = names_of(&self.list(folder).await);
                if let Some(name) = names.difference(known).next() {
                    let folder = if folder == "." { "" } else { folder };
                    return format!("{} is new", printable(&joined(folder, name)));
                }
            }
        }
    }

    async fn read(&self, file: &str) -> Result<Vec<u8>, Obstacle> {
        match self.ask(Action::Read(input_of(file))).await {
            Answer::Content(bytes) => Ok(bytes),
            Answer::Failed(obstacle) => Err(obstacle),
            _ => Ok(Vec::new()),
        }
    }

    /// The content of a file, or of standard input for `-`.
    pub(super) async fn content_of(&self, file: &str) -> Result<String, Failure> {
        let bytes = self.bytes_of(file).await;
        let bytes = bytes.map_err(|obstacle| Failure::unreadable(name_of(file), &obstacle))?;
        content(file, bytes)
    }

    /// A file as a JSON string, so that its problems have a line and column.
    pub(super) async fn text_of(&self, file: &str) -> Result<String, Failure> {
        let content = self.content_of(file).await?;
        Ok(as_json(&self.rewritten(file, content)?))
    }

    /// The content of a file as JSON; what is rewritten for that is kept in mind.
    pub(super) fn rewritten(&self, file: &str, content: String) -> Result<String, Failure> {
        let name = name_of(file);
        let (json, origins) = if is_yaml(file) {
            let found = from_yaml(&content).map_err(|not_read| {
                let (line, column) = (not_read.position.line, not_read.position.column);
                let description = not_read.description;
                Failure::new(format!(
                    "{name} cannot be read: {description} (line {line}, column {column})."
                ))
                .at(not_read.position)
            })?;
            (found.json, Origins::OfLines(found.positions))
        } else if self.spelling == Spelling::Lenient {
            let json = Lenient::new(&content);
            let text = content;
            (json.json.clone(), Origins::Lenient { text, json })
        } else {
            return Ok(content);
        };
        let mut rewritten = self.rewritten.borrow_mut();
        rewritten.retain(|(known, _)| known != name);
        rewritten.push((name.to_owned(), origins));
        Ok(json)
    }

    /// Whether a file is not JSON, but would be read with the option for that.
    pub(super) fn lacks_lenient(&self, file: &str, content: &str) -> bool {
        self.spelling == Spelling::Json && !is_yaml(file) && needs_lenient(content)
    }

    /// A result with the lines and columns of the files, given the names of their inputs.
    pub(super) fn in_files(
        &self,
        result: String,
        source: &str,
        sources: &[(String, String)],
    ) -> String {
        let rewritten = self.rewritten.borrow();
        let find = |document, file: &str| {
            let (file, origins) = rewritten.iter().find(|(known, _)| known == file)?;
            Some(Rewritten {
                document,
                file,
                origins,
            })
        };
        let others = sources
            .iter()
            .filter_map(|(document, file)| find(Some(document.as_str()), file));
        let all: Vec<_> = find(None, source).into_iter().chain(others).collect();
        with_origins(result, &all)
    }

    /// Files as JSON strings, by the name of their input.
    pub(super) async fn texts_of(
        &self,
        files: Vec<(String, String)>,
    ) -> Result<Vec<(String, String)>, Failure> {
        let mut texts = Vec::new();
        for (name, file) in files {
            let text = self.text_of(&file).await?;
            texts.push((name, text));
        }
        Ok(texts)
    }

    /// The content of a file that has to be JSON.
    pub(super) async fn json_of(&self, file: &str) -> Result<String, Failure> {
        let content = self.content_of(file).await?;
        let content = self.rewritten(file, content)?;
        let rewritten = self.rewritten.borrow();
        let origins = rewritten.iter().find(|(known, _)| known == name_of(file));
        let checked = check_json(file, &content, origins.map(|(_, origins)| origins));
        checked.map_err(|mut failure| {
            if self.lacks_lenient(file, &content) {
                failure.message = format!("{} {LENIENT_READS}", failure.message);
            }
            failure
        })?;
        let json = content.strip_prefix(BYTE_ORDER_MARK);
        Ok(json.unwrap_or(&content).to_owned())
    }
}

fn hash_of(bytes: &Result<Vec<u8>, Obstacle>) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.as_ref().ok().hash(&mut hasher);
    hasher.finish()
}

/// The names in a folder but those that begin with a dot, such as the files that editors write for a while.
fn names_of(entries: &Result<Vec<Entry>, Obstacle>) -> BTreeSet<String> {
    let names = entries.iter().flatten().map(|entry| entry.name.clone());
    names.filter(|name| !name.starts_with('.')).collect()
}

/// Bytes of a file as text.
pub(super) fn content(file: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|_| {
        let name = name_of(file);
        Failure::new(format!("{name} cannot be read: it is not UTF-8 text."))
    })
}

/// Whether the content of a file is JSON; `origins` say where its parts stand, where it was rewritten.
pub(super) fn check_json(
    file: &str,
    content: &str,
    origins: Option<&Origins>,
) -> Result<(), Failure> {
    let Err(unreadable) = Tree::from_text(content, &Limits::default()) else {
        return Ok(());
    };
    let problem = unreadable.into_problem(ProblemName::InvalidRequest, Some(content));
    let reason = problem.description.strip_prefix("This is not JSON: ");
    let (Some(reason), Some(position)) = (reason, problem.position) else {
        return Ok(());
    };
    let position = origins.map_or(position, |origins| origins.of_one(position));
    let (name, reason) = (name_of(file), reason.trim_end_matches('.'));
    let (line, column) = (position.line, position.column);
    Err(Failure::new(format!(
        "{name} is not JSON: {reason} (line {line}, column {column})."
    ))
    .at(position))
}

/// The name of a file in messages.
pub(super) fn name_of(file: &str) -> &str {
    if file == "-" { "stdin" } else { file }
}

pub(super) fn input_of(file: &str) -> Input {
    if file == "-" {
        Input::Standard
    } else {
        Input::File(file.to_owned())
    }
}

/// A string as JSON.
pub(super) fn as_json(value: &str) -> String {
    json(&value)
}

/// Members as a JSON object; their values are JSON.
pub(super) fn object(members: &[(String, String)]) -> String {
    let lengths = members
        .iter()
        .map(|(name, value)| name.len() + value.len() + 4);
    let mut object = String::with_capacity(lengths.sum::<usize>() + 2);
    object.push('{');
    for (number, (name, value)) in members.iter().enumerate() {
        if number > 0 {
            object.push(',');
        }
        object += &as_json(name);
        object.push(':');
        object += value;
    }
    object.push('}');
    object
}
