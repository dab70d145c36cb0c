//! The manual, as a man page.

use super::commands::COMMANDS;
use super::help::{NOTES, SUBJECT, description, usage_of, usages};

/// The page, in the language of man.
pub(super) fn page() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut page = format!(
        ".TH SCALE-BATCH 1 \"\" \"scale-batch {version}\"\n.SH NAME\nscale-batch \\- check, explain and compare batches\n\
         .SH SYNOPSIS\n.B scale-batch\n.I COMMAND\n[OPTIONS] FILE\\[u2026]\n.SH DESCRIPTION\n"
    );
    push(&mut page, SUBJECT);
    for note in NOTES {
        page += ".PP\n";
        push(&mut page, note);
    }
    page += ".SH COMMANDS\n";
    for command in COMMANDS {
        page += &format!(".SS {}\n", command.name);
        push(&mut page, &format!("{}.", command.summary));
        for usage in usages(command) {
            page += ".PP\n";
            push(&mut page, &usage);
        }
        for option in command.options() {
            page += ".TP\n.B ";
            push(&mut page, &usage_of(option));
            push(&mut page, &description(command, option));
        }
        page += ".PP\nExamples:\n.nf\n";
        for example in command.examples {
            push(&mut page, &format!("scale-batch {example}"));
        }
        page += ".fi\n";
    }
    page
}

/// Adds a line that means itself.
fn push(page: &mut String, line: &str) {
    if line.starts_with(['.', '\'']) {
        page.push_str("\\&");
    }
    for character in line.chars() {
        match character {
            '\\' => page.push_str("\\e"),
            '-' => page.push_str("\\-"),
            '\'' => page.push_str("\\[aq]"),
            '~' => page.push_str("\\[ti]"),
            character if character.is_ascii() => page.push(character),
            other => page.push_str(&format!("\\[u{:04X}]", u32::from(other))),
        }
    }
    page.push('\n');
}
