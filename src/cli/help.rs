//! What `--help` prints.

use super::commands::{COMMANDS, Command, CommandOption};

/// The help on all commands.
pub(super) fn overview() -> String {
    let mut help = String::from(
        "Checks, explains and compares batches of the Scale v6 REST API, offline.\n\n\
         Usage: scale-batch COMMAND [OPTIONS] FILE…\n\n",
    );
    for Command { name, summary, .. } in COMMANDS {
        help += &format!("  {name:<10} {summary}\n");
    }
    help += "\nFILE may be - for standard input. For help on a command: scale-batch COMMAND --help\n\
         Exit codes: 0 valid, 1 invalid, 2 wrong usage, unreadable input, or a file that is not the expected document.\n";
    help
}

/// The help on one command.
pub(super) fn on_command(command: &Command) -> String {
    let Command {
        name,
        summary,
        usage,
        line,
        ..
    } = command;
    let mut help = format!(
        "scale-batch {name}: {summary}.\n\n\
         Usage: scale-batch {name} [OPTIONS] {usage}\n       scale-batch {name} --lines [FILE…]\n\n",
    );
    for option in command.options() {
        let usage = usage_of(option);
        help += &format!("  {usage:<26} {}\n", description(command, option));
    }
    help += &format!(
        "\nA line with --lines (optional inputs may be omitted):\n  {line}\n\nExamples:\n"
    );
    for example in command.examples {
        help += &format!("  scale-batch {example}\n");
    }
    help
}

/// An option with its value.
fn usage_of(option: &CommandOption) -> String {
    match option.value {
        None => format!("--{}", option.name),
        Some(value) => format!("--{} {value}", option.name),
    }
}

fn description(command: &Command, option: &CommandOption) -> String {
    if option.name != "format" {
        return option.description.to_owned();
    }
    let mut names = command.formats.iter().map(|format| format.name());
    let first = names.next().unwrap_or_default();
    let others = names.collect::<Vec<_>>().join(", ");
    format!("{first} (the default), {others}")
}
