//! What is printed of the results for many files.

use super::arguments::Arguments;
use super::code::{INVALID, Outcome, VALID};
use super::commands::Task;
use super::failure::Failure;
use super::format::Format;
use super::reports::{CheckedFile, github, junit, sarif};
use super::session::{as_json, name_of, object};
use crate::text::{Style, write_step};
use crate::words::printable;

/// The results for the files of one command.
pub(super) struct Results {
    task: Task,
    format: Format,
    are_several: bool,
    /// Whether nothing is printed about what is valid.
    is_quiet: bool,
    /// Whether a warning makes the exit code that of an error.
    fails_on_warnings: bool,
    counts: Counts,
    /// The lines about what was not checked, each once.
    unchecked: Vec<Unchecked>,
    /// What was found in each file, for formats of other programs.
    checked: Vec<CheckedFile>,
    /// The members of the list of a report.
    reports: Vec<String>,
}

#[derive(Default)]
struct Counts {
    valid: usize,
    invalid: usize,
    unreadable: usize,
}

/// A line about what was not checked.
struct Unchecked {
    /// All of it up to the rules.
    without: String,
    rules: Vec<String>,
    is_faint: bool,
}

impl Results {
    pub(super) fn new(task: Task, given: &Arguments, are_several: bool) -> Self {
        Results {
            task,
            format: given.format,
            are_several,
            is_quiet: given.has("quiet"),
            fails_on_warnings: given.option("fail-on") == Some("warnings"),
            counts: Counts::default(),
            unchecked: Vec::new(),
            checked: Vec::new(),
            reports: Vec::new(),
        }
    }

    /// What is printed at once of the result for a file, and the exit code.
    pub(super) fn add(
        &mut self,
        file: &str,
        others: &[(String, String)],
        mut result: String,
    ) -> (String, u8) {
        let outcome = Outcome::of(&result);
        let mut code = outcome.code();
        let is_lacking = self.task == Task::Estimate && !outcome.is_estimated();
        let is_doubtful = self.fails_on_warnings && outcome.has_warnings();
        if code == VALID && (is_lacking || is_doubtful) {
            code = INVALID;
        }
        if outcome.is_valid() && !is_lacking {
            self.counts.valid += 1;
        } else {
            self.counts.invalid += 1;
        }
        let missing = (is_lacking && outcome.is_valid()).then(|| outcome.missing());
        match self.format {
            Format::Report => {
                self.reports.push(with_file(file, &result));
                return (String::new(), code);
            }
            Format::Github | Format::Sarif | Format::Junit => {
                // What raises the exit code is an error.
                let fails = |warning| self.fails_on_warnings || outcome.is_unusable(warning);
                let mut checked = CheckedFile::new(name_of(file), others, &result, &fails);
                if let Some(missing) = missing {
                    let description = match missing.trim_end() {
                        "" => "The number of recipes cannot be estimated.",
                        missing => missing,
                    };
                    checked.add_error("NOT_ESTIMATED", description);
                }
                self.checked.push(checked);
                return (String::new(), code);
            }
            _ => {}
        }
        if self.is_quiet && code == VALID {
            return (String::new(), code);
        }
        let missing = missing.unwrap_or_default();
        let output = match outcome.text {
            Some(text) if self.are_several => {
                // The text of an estimate does not name the request.
                let head = match self.task {
                    Task::Estimate => format!("{}:\n", printable(name_of(file))),
                    _ => String::new(),
                };
                head + &self.without_unchecked(&text) + &missing
            }
            Some(text) => text + &missing,
            None if self.are_several => with_file(file, &result) + "\n",
            None => {
                result.push('\n');
                result
            }
        };
        (output, code)
    }

    /// What is printed of the fixes of a file.
    pub(super) fn fixed(&self, name: &str, fixes: &[Vec<String>], style: Style) -> String {
        if self.format != Format::Text || self.is_quiet {
            return String::new();
        }
        let count = fixes.len();
        let counted = if count == 1 { "fix" } else { "fixes" };
        let mut text = format!("{}: {count} {counted} applied\n", printable(name));
        for step in fixes.iter().flatten() {
            write_step(&mut text, step, style);
        }
        text
    }

    /// A file that cannot be read.
    pub(super) fn add_unreadable(&mut self, file: &str, failure: &Failure) {
        self.counts.unreadable += 1;
        match self.format {
            Format::Report => self.reports.push(object(&[
                ("file".to_owned(), as_json(name_of(file))),
                ("failure".to_owned(), as_json(&failure.message)),
            ])),
            Format::Github | Format::Sarif | Format::Junit => {
                let checked =
                    CheckedFile::failed(name_of(file), &failure.message, failure.position);
                self.checked.push(checked);
            }
            _ => {}
        }
    }

    /// What is printed after all files.
    pub(super) fn end(self) -> String {
        let Counts {
            valid,
            invalid,
            unreadable,
        } = self.counts;
        match self.format {
            Format::Report => format!(
                "{{\"files\":[{}],\"summary\":{{\"valid\":{valid},\"invalid\":{invalid},\"unreadable\":{unreadable}}}}}\n",
                self.reports.join(",")
            ),
            Format::Github => github(&self.checked),
            Format::Sarif => sarif(&self.checked),
            Format::Junit => junit(&self.checked),
            Format::Text if self.are_several && !self.is_quiet => {
                let mut text: String = self.unchecked.iter().map(Unchecked::line).collect();
                let (good, bad) = match self.task {
                    Task::Estimate => ("estimated", "not estimated"),
                    _ => ("valid", "invalid"),
                };
                let count = valid + invalid + unreadable;
                let files = if count == 1 { "file" } else { "files" };
                text += &format!("{count} {files}: {valid} {good}, {invalid} {bad}");
                if unreadable > 0 {
                    text += &format!(", {unreadable} unreadable");
                }
                text + "\n"
            }
            _ => String::new(),
        }
    }

    /// The text without the lines about what was not checked, which are kept for the end.
    fn without_unchecked(&mut self, text: &str) -> String {
        let mut rest = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            match Unchecked::read(line) {
                Some(unchecked) => self.keep(unchecked),
                None => rest.push_str(line),
            }
        }
        rest
    }

    fn keep(&mut self, line: Unchecked) {
        let mut known = self.unchecked.iter_mut();
        match known.find(|known| known.without == line.without) {
            Some(known) => {
                for rule in line.rules {
                    if !known.rules.contains(&rule) {
                        known.rules.push(rule);
                    }
                }
            }
            None => self.unchecked.push(line),
        }
    }
}

impl Unchecked {
    const FAINT: (&str, &str) = ("\u{1b}[2m", "\u{1b}[0m");

    fn read(line: &str) -> Option<Self> {
        let (start, end) = Self::FAINT;
        let line = line.trim_end_matches('\n');
        let faint = line
            .strip_prefix(start)
            .and_then(|line| line.strip_suffix(end));
        let plain = faint.unwrap_or(line);
        if !plain.starts_with("not checked without ") {
            return None;
        }
        let of_context = plain.rsplit_once(" in the context: ");
        let (without, rules) = match of_context {
            Some((without, rules)) => (
                format!("{without} in the context: "),
                rules.split(", ").map(str::to_owned).collect(),
            ),
            // It names nodes, which differ from file to file.
            None => (plain.to_owned(), Vec::new()),
        };
        Some(Unchecked {
            without,
            rules,
            is_faint: faint.is_some(),
        })
    }

    fn line(&self) -> String {
        let (start, end) = if self.is_faint { Self::FAINT } else { ("", "") };
        format!("{start}{}{}{end}\n", self.without, self.rules.join(", "))
    }
}

/// A result with the name of its file, as its first member.
fn with_file(file: &str, result: &str) -> String {
    let members = result.strip_prefix('{').unwrap_or("}");
    let comma = if members == "}" { "" } else { "," };
    format!("{{\"file\":{}{comma}{members}", as_json(name_of(file)))
}
