//! Scripts with which shells complete arguments.

use super::commands::{COMMANDS, Command};
use super::failure::{Failure, did_you_mean};
use super::help::{description, words_of};

const SHELLS: [&str; 3] = ["bash", "zsh", "fish"];

/// The script for a shell.
pub(super) fn script(shell: &str) -> Result<String, Failure> {
    match shell {
        "bash" => Ok(bash()),
        "zsh" => Ok(zsh()),
        "fish" => Ok(fish()),
        _ => {
            let meant = did_you_mean(shell, "", SHELLS);
            let message = format!(
                "The shell must be one of {}, but it is \"{shell}\".{meant}",
                SHELLS.join(", ")
            );
            Err(Failure::new(message).with_help("completions --help"))
        }
    }
}

fn names() -> String {
    let names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
    names.join(" ")
}

/// The options of a command, and for those that take one of a few words these words.
fn options_of(command: &Command) -> (String, Vec<(&'static str, String)>) {
    let names: Vec<String> = command
        .options()
        .map(|option| format!("--{}", option.name))
        .collect();
    let words = command.options().filter_map(|option| {
        let words = words_of(command, option);
        (!words.is_empty()).then(|| (option.name, words.join(" ")))
    });
    (format!("{} --help", names.join(" ")), words.collect())
}

fn bash() -> String {
    let mut script = format!(
        "_scale_batch() {{\n\
         \x20 local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} words=\n\
         \x20 if ((COMP_CWORD == 1)); then\n    words='{} help --help --version'\n  else\n    case ${{COMP_WORDS[1]}} in\n",
        names()
    );
    for command in COMMANDS {
        let (options, choices) = options_of(command);
        script += &format!("      {})\n        case $before in\n", command.name);
        for (name, words) in choices {
            script += &format!("          --{name}) words='{words}' ;;\n");
        }
        script += &format!(
            "          *) if [[ $word == -* ]]; then words='{options}'; fi ;;\n        esac\n        ;;\n"
        );
    }
    script
        + &format!(
            "      help) words='{}' ;;\n    esac\n  fi\n  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}}\n\
             complete -o bashdefault -o default -F _scale_batch scale-batch\n",
            names()
        )
}

fn zsh() -> String {
    let mut script =
        String::from("#compdef scale-batch\n\n_scale-batch() {\n  local -a commands=(\n");
    for Command { name, summary, .. } in COMMANDS {
        script += &format!("    {}\n", quoted(&format!("{name}:{summary}")));
    }
    script += "  )\n  if ((CURRENT == 2)); then\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n";
    for command in COMMANDS {
        script += &format!("    {})\n      _arguments -s :", command.name);
        for option in command.options() {
            let text = description(command, option);
            let text = text.replace(['[', ']'], "").replace(':', "\\:");
            let words = words_of(command, option);
            let value = match option.value {
                None => String::new(),
                Some(value) if !words.is_empty() => format!(":{value}:({})", words.join(" ")),
                Some(value @ "FILE") => format!(":{value}:_files"),
                Some(value @ "DIR") => format!(":{value}:_files -/"),
                Some(value) => format!(":{value}:"),
            };
            let argument = format!("--{}[{text}]{value}", option.name);
            script += &format!(" \\\n        {}", quoted(&argument));
        }
        script += " \\\n        '*:file:_files'\n      ;;\n";
    }
    script + "  esac\n}\n\n_scale-batch \"$@\"\n"
}

fn fish() -> String {
    let mut script = String::new();
    for Command { name, summary, .. } in COMMANDS {
        let summary = quoted(summary);
        script += &format!(
            "complete -c scale-batch -f -n __fish_use_subcommand -a {name} -d {summary}\n"
        );
    }
    for command in COMMANDS {
        for option in command.options() {
            let words = words_of(command, option);
            let value = match option.value {
                None => String::new(),
                Some(_) if !words.is_empty() => format!(" -x -a '{}'", words.join(" ")),
                Some("FILE" | "DIR") => " -r -F".to_owned(),
                Some(_) => " -x".to_owned(),
            };
            script += &format!(
                "complete -c scale-batch -n '__fish_seen_subcommand_from {}' -l {}{value} -d {}\n",
                command.name,
                option.name,
                quoted(&description(command, option))
            );
        }
    }
    script
}

/// A string in single quotes, as all three shells read it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "’"))
}
