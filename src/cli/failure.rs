//! What ends a command without a result.

use super::machine::Obstacle;
use crate::problem::Position;
use crate::read::suggestion::nearest;
use crate::words::is_unseen;

/// Why a command ends early.
#[derive(Debug)]
pub(super) enum Stop {
    /// Wrong arguments, or an input that cannot be read.
    Failed(Failure),
    /// Results cannot be written.
    Unwritable(Obstacle),
}

/// What is wrong, for people.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) message: String,
    /// Where in the file it is, if that is known.
    pub(super) position: Option<Position>,
    /// The arguments that tell more.
    help: Option<String>,
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Failed(failure)
    }
}

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Failure {
            message: message.into(),
            position: None,
            help: None,
        }
    }

    pub(super) fn at(self, position: Position) -> Self {
        Failure {
            position: Some(position),
            ..self
        }
    }

    pub(super) fn with_help(self, help: impl Into<String>) -> Self {
        Failure {
            help: Some(help.into()),
            ..self
        }
    }

    /// What is wrong with a file that cannot be read.
    pub(super) fn unreadable(name: &str, obstacle: &Obstacle) -> Self {
        Failure::new(format!("{name} cannot be read: {}.", reason(obstacle)))
    }

    /// What is wrong with a file that cannot be written.
    pub(super) fn unwritable(name: &str, obstacle: &Obstacle) -> Self {
        Failure::new(format!("{name} cannot be written: {}.", reason(obstacle)))
    }

    /// Why a folder cannot be read.
    pub(super) fn unreadable_folder(name: &str, obstacle: &Obstacle) -> Self {
        match obstacle {
            Obstacle::NotFound => {
                Failure::new(format!("{name} cannot be read: there is no such folder."))
            }
            Obstacle::IsNoFolder => {
                Failure::new(format!("{name} cannot be read: it is not a folder."))
            }
            _ => Failure::unreadable(name, obstacle),
        }
    }

    /// As a terminal shows it: characters that nobody sees are written as escapes.
    pub(super) fn told(&self) -> String {
        let mut told = String::from("scale-batch: ");
        for character in self.message.chars() {
            if is_unseen(character) {
                told.extend(character.escape_unicode());
            } else {
                told.push(character);
            }
        }
        told.push('\n');
        if let Some(help) = &self.help {
            told += &format!("Try: scale-batch {help}\n");
        }
        told
    }
}

fn reason(obstacle: &Obstacle) -> &str {
    match obstacle {
        Obstacle::NotFound => "there is no such file",
        Obstacle::NoPermission => "permission denied",
        Obstacle::IsFolder => "it is a folder",
        Obstacle::IsNoFolder => "what should be a folder in its path is a file",
        Obstacle::Closed => "it is closed",
        Obstacle::Other(words) => words,
    }
}

/// The name that was probably meant, as a sentence to end a message with.
pub(super) fn did_you_mean(
    name: &str,
    prefix: &str,
    names: impl IntoIterator<Item = &'static str>,
) -> String {
    match nearest(name, names) {
        Some(meant) => format!(" Did you mean \"{prefix}{meant}\"?"),
        None => String::new(),
    }
}
