//! What `--help` prints.

use super::commands::{COMMANDS, Command, CommandOption};

pub(super) const SUBJECT: &str =
    "Checks, explains and compares batches of the Scale v6 REST API, offline.";

/// What is true of every command.
pub(super) const NOTES: [&str; 4] = [
    "FILE may be - for standard input. For help on a command: scale-batch COMMAND --help",
    "The commands validate, estimate, recipe and compare also take folders, and patterns such as 'requests/**/*.json'.",
    "validate and estimate take the context that no option names from the nearest scale-batch.json, an object such as \
     {\"dataset\": \"dataset.json\", \"revisions\": \"revisions/\"}.",
    "Exit codes: 0 valid, 1 invalid, 2 wrong usage, unreadable input, or a file that is not the expected document.",
];

/// The help on all commands.
pub(super) fn overview() -> String {
    let mut help = format!("{SUBJECT}\n\nUsage: scale-batch COMMAND [OPTIONS] FILE…\n\n");
    for Command { name, summary, .. } in COMMANDS {
        help += &format!("  {name:<11} {summary}\n");
    }
    help += "\nOptions of each command:\n";
    for command in COMMANDS {
        push_options(&mut help, command);
    }
    help += "\nExamples:\n";
    for example in COMMANDS.iter().flat_map(|command| command.examples) {
        help += &format!("  scale-batch {example}\n");
    }
    help.push('\n');
    for note in NOTES {
        help += note;
        help.push('\n');
    }
    help
}

/// The options of a command, as many on a line as fit.
fn push_options(help: &mut String, command: &Command) {
    const WIDTH: usize = 100;
    let mut line = format!("  {:<11}", command.name);
    let mut separator = " ";
    for option in command.options() {
        let usage = usage_of(option);
        if line.len() + usage.len() > WIDTH {
            *help += &format!("{line},\n");
            line = " ".repeat(13);
            separator = " ";
        }
        line += &format!("{separator}{usage}");
        separator = ", ";
    }
    if separator == ", " {
        *help += &format!("{line}\n");
    }
}

/// The help on one command.
pub(super) fn on_command(command: &Command) -> String {
    let Command {
        name,
        summary,
        line,
        ..
    } = command;
    let mut help = format!("scale-batch {name}: {summary}.\n\n");
    for (number, usage) in usages(command).iter().enumerate() {
        let head = if number == 0 { "Usage:" } else { "      " };
        help += &format!("{head} {usage}\n");
    }
    if command.options().next().is_some() {
        help.push('\n');
    }
    for option in command.options() {
        let usage = usage_of(option);
        help += &format!("  {usage:<26} {}\n", description(command, option));
    }
    if !line.is_empty() {
        help += &format!("\nA line with --lines (optional inputs may be omitted):\n  {line}\n");
    }
    help += "\nExamples:\n";
    for example in command.examples {
        help += &format!("  scale-batch {example}\n");
    }
    help
}

/// The ways to use a command.
pub(super) fn usages(command: &Command) -> Vec<String> {
    let Command { name, usage, .. } = command;
    let options = if command.options().next().is_some() {
        " [OPTIONS]"
    } else {
        ""
    };
    let usage = format!("scale-batch {name}{options} {usage}");
    let mut usages = vec![usage.trim_end().to_owned()];
    if !command.line.is_empty() {
        usages.push(format!("scale-batch {name} --lines [FILE…]"));
    }
    usages
}

/// An option with its value.
pub(super) fn usage_of(option: &CommandOption) -> String {
    match option.value {
        None => format!("--{}", option.name),
        Some(value) => format!("--{} {value}", option.name),
    }
}

/// What an option does.
pub(super) fn description(command: &Command, option: &CommandOption) -> String {
    if option.name != "format" {
        return option.description.to_owned();
    }
    let mut names = command.formats.iter().map(|format| format.name());
    let first = names.next().unwrap_or_default();
    let others = names.collect::<Vec<_>>().join(", ");
    format!("{first} (the default), {others}")
}

/// The words that an option takes; none if it takes anything else.
pub(super) fn words_of(command: &Command, option: &CommandOption) -> Vec<&'static str> {
    if option.name == "format" {
        command.formats.iter().map(|format| format.name()).collect()
    } else {
        option.words.to_vec()
    }
}
