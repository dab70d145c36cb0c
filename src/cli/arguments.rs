//! The arguments of a command, read as `parseArgs` of Node.js reads them.

use std::collections::VecDeque;

use super::commands::{CONTEXT, Command, Task};
use super::failure::{Failure, did_you_mean};
use super::format::Format;

/// The arguments of a command.
pub(super) struct Arguments {
    /// In order.
    pub(super) files: Vec<String>,
    pub(super) format: Format,
    /// Whether each line of the files has inputs of its own.
    pub(super) lines: bool,
    /// Names and values in the order in which they were first given; a later value replaces an earlier.
    options: Vec<(&'static str, String)>,
}

impl Arguments {
    /// The value of an option; empty for one that takes none.
    pub(super) fn option(&self, name: &str) -> Option<&str> {
        let (_, value) = self.options.iter().find(|(known, _)| *known == name)?;
        Some(value)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.option(name).is_some()
    }

    /// Whether documents of a context are given.
    pub(super) fn has_context(&self) -> bool {
        let mut documents = CONTEXT.iter().map(|option| option.name);
        self.has("context") || documents.any(|name| self.has(name))
    }

    /// What requests are sent to.
    pub(super) fn service(&self) -> Option<&str> {
        let edit = self.has("edit").then_some("edit");
        edit.or_else(|| self.option("service"))
    }

    /// The same as an input of a function, if that takes it.
    pub(super) fn service_of(&self, function: &str) -> Option<&str> {
        self.service().filter(|_| function == "validateBatch")
    }

    pub(super) fn read(command: &Command, arguments: Vec<String>) -> Result<Self, Failure> {
        let help = format!("{} --help", command.name);
        let given = Given::read(command, arguments);
        let given = given.map_err(|failure| failure.with_help(help.as_str()))?;
        let arguments = if given.options.iter().any(|(name, _)| *name == "lines") {
            given.for_lines(command)
        } else {
            given.for_files(command)
        };
        arguments
            .and_then(|arguments| {
                arguments.check_words(command)?;
                arguments.check_dashes(command)?;
                arguments.check_fix()?;
                Ok(arguments)
            })
            .map_err(|failure| failure.with_help(help))
    }
}

impl Arguments {
    /// Options that take one of a few words have one of them.
    fn check_words(&self, command: &Command) -> Result<(), Failure> {
        for (name, value) in &self.options {
            let words = command.option(name).map_or(&[][..], |option| option.words);
            if !words.is_empty() && !words.contains(&value.as_str()) {
                let meant = did_you_mean(value, "", words.iter().copied());
                return Err(Failure::new(format!(
                    "The option --{name} must be one of {}, but it is \"{value}\".{meant}",
                    words.join(", ")
                )));
            }
        }
        match self.option("service") {
            Some(service) if service != "edit" && self.has("edit") => Err(Failure::new(format!(
                "--edit is short for --service edit: --service {service} is not possible."
            ))),
            _ => Ok(()),
        }
    }

    fn check_fix(&self) -> Result<(), Failure> {
        let is_dry = self.has("dry-run");
        let message = if is_dry && !self.has("fix") {
            "The option --dry-run needs --fix.".to_owned()
        } else if is_dry && self.format != Format::Text {
            let format = self.format.name();
            format!("With --dry-run the output is a diff: --format {format} is not possible.")
        } else if !is_dry && self.has("fix") && self.files.iter().any(|file| file == "-") {
            "Standard input cannot be fixed: name a file, or add --dry-run.".to_owned()
        } else {
            return Ok(());
        };
        Err(Failure::new(message))
    }

    fn check_dashes(&self, command: &Command) -> Result<(), Failure> {
        let is_file = |name: &str| {
            let option = command.option(name);
            option.is_some_and(|option| option.value == Some("FILE"))
        };
        let options = self.options.iter().filter(|(name, _)| is_file(name));
        let options = options.map(|(_, value)| value);
        let dashes = self.files.iter().chain(options).filter(|file| *file == "-");
        match dashes.count() {
            count if count == 0 || (count == 1 && !self.has("watch")) => Ok(()),
            1 => Err(Failure::new("Standard input cannot be watched.")),
            _ => Err(Failure::new("Standard input can be read only once.")),
        }
    }
}

/// What is given, not yet checked as a whole.
#[derive(Default)]
struct Given {
    files: Vec<String>,
    options: Vec<(&'static str, String)>,
}

impl Given {
    fn read(command: &Command, arguments: Vec<String>) -> Result<Self, Failure> {
        let mut given = Given::default();
        let mut ahead = VecDeque::from(arguments);
        while let Some(argument) = ahead.pop_front() {
            if argument == "--" {
                given.files.extend(ahead.drain(..));
            } else if let Some(option) = argument.strip_prefix("--") {
                // An equals sign at the start belongs to the name.
                let equals = option.char_indices().skip(1).find(|(_, sign)| *sign == '=');
                let parts = equals.and_then(|(at, _)| option.split_at_checked(at));
                let (name, value) = if let Some((name, value)) = parts {
                    (
                        name,
                        Some(value.strip_prefix('=').unwrap_or_default().to_owned()),
                    )
                } else {
                    let known = command.option(option);
                    let takes_value = known.is_some_and(|known| known.value.is_some());
                    (option, if takes_value { ahead.pop_front() } else { None })
                };
                given.add(command, name, value)?;
            } else if let Some(letter) = argument.strip_prefix('-').and_then(first_letter) {
                let meant = suggestion(command, letter);
                let message = format!("There is no option \"-{letter}\".{meant}");
                return Err(Failure::new(message));
            } else {
                given.files.push(argument);
            }
        }
        Ok(given)
    }

    fn add(&mut self, command: &Command, name: &str, value: Option<String>) -> Result<(), Failure> {
        let Some(option) = command.option(name) else {
            let meant = suggestion(command, name);
            let message = format!("There is no option \"--{name}\".{meant}");
            return Err(Failure::new(message));
        };
        let value = match (option.value, value) {
            (None, Some(_)) => {
                let message = format!("The option --{name} takes no value.");
                return Err(Failure::new(message));
            }
            (Some(expected), None) => {
                let message = format!("The option --{name} needs a value: {expected}.");
                return Err(Failure::new(message));
            }
            (_, value) => value.unwrap_or_default(),
        };
        match self
            .options
            .iter_mut()
            .find(|(known, _)| *known == option.name)
        {
            Some((_, earlier)) => *earlier = value,
            None => self.options.push((option.name, value)),
        }
        Ok(())
    }

    fn for_files(self, command: &Command) -> Result<Arguments, Failure> {
        let asked = self.options.iter().find(|(name, _)| *name == "format");
        let asked = asked.map(|(_, format)| format.as_str());
        let mut formats = command.formats.iter().copied();
        let format = match asked {
            None => formats.next(),
            Some(asked) => formats.find(|format| format.name() == asked),
        };
        let Some(format) = format else {
            let names = || command.formats.iter().map(|format| format.name());
            let asked = asked.unwrap_or_default();
            let meant = did_you_mean(asked, "", names());
            return Err(Failure::new(format!(
                "The format must be one of {}, but it is \"{asked}\".{meant}",
                names().collect::<Vec<_>>().join(", "),
            )));
        };
        let count = self.files.len();
        if count < command.files.least || count > command.files.most {
            let fault = if count < command.files.least {
                "An argument is missing"
            } else {
                "Too many arguments"
            };
            let Command { name, usage, .. } = command;
            return Err(Failure::new(format!(
                "{fault}. Usage: scale-batch {name} {usage}"
            )));
        }
        Ok(Arguments {
            files: self.files,
            format,
            lines: false,
            options: self.options,
        })
    }

    fn for_lines(self, command: &Command) -> Result<Arguments, Failure> {
        for (name, value) in &self.options {
            if *name == "format" && value != "json" {
                return Err(Failure::new(format!(
                    "With --lines the output is JSON: --format {value} is not possible."
                )));
            }
        }
        for (name, _) in &self.options {
            let takes_value = command
                .option(name)
                .is_some_and(|option| option.value.is_some());
            let is_context = matches!(command.task, Task::Validate | Task::Estimate)
                && CONTEXT.iter().any(|option| option.name == *name);
            let is_input =
                takes_value && !is_context && !["format", "context", "service"].contains(name);
            let reason = match *name {
                "quiet" => "each line has a result",
                "watch" => "lines are read once",
                "fail-on" => "only errors make the exit code 1",
                _ if is_input || ["dry-run", "fix", "lenient"].contains(name) => {
                    "each line has its own inputs"
                }
                _ => continue,
            };
            return Err(Failure::new(format!(
                "With --lines there is no --{name}: {reason}."
            )));
        }
        Ok(Arguments {
            files: self.files,
            format: Format::Json,
            lines: true,
            options: self.options,
        })
    }
}

fn first_letter(option: &str) -> Option<&str> {
    let first = option.chars().next()?;
    option.get(..first.len_utf8())
}

fn suggestion(command: &Command, name: &str) -> String {
    did_you_mean(name, "--", command.options().map(|option| option.name))
}
