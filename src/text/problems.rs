//! Problems as a list that a person can work through.

use std::fmt::Write;

use serde_json::Value;

use super::{Paint, Sources, Style};
use crate::problem::{PatchOperation, Position, Problem, ProblemName, Severity};
use crate::words::{as_json, counted, printable};

/// The problems, one after the other: place, name, what is wrong, and how to fix it where that is sure.
///
/// `sources` says where the document came from, usually the name of a file; or, where problems of several documents
/// are among them, where each did.
///
/// ```
/// use scale_batch::text::{Style, problems};
/// use scale_batch::Reader;
/// use scale_batch::documents::EditBatchRequest;
///
/// let reading = Reader::new().text::<EditBatchRequest>(r#"{"titel": "New"}"#);
/// assert_eq!(
///     problems("edit.json", &reading.errors, Style::Plain),
///     r#"edit.json:1:2: error INVALID_REQUEST at /titel
///   There is no field "titel". Did you mean "title"?
///   Fix: rename /titel to /title
/// "#
/// );
/// ```
#[must_use]
pub fn problems<'p>(
    sources: impl Into<Sources<'p>>,
    problems: impl IntoIterator<Item = &'p Problem>,
    style: Style,
) -> String {
    let sources = sources.into();
    let mut text = String::new();
    for problem in problems {
        write_problem(&mut text, sources.of(problem), problem, style);
    }
    text
}

/// The last line under a list of problems: `3 errors, 1 warning`, or that there are none.
///
/// ```
/// use scale_batch::text::{Style, summary};
///
/// assert_eq!(summary(1, 2, Style::Plain), "1 error, 2 warnings");
/// ```
#[must_use]
pub fn summary(errors: usize, warnings: usize, style: Style) -> String {
    summary_of(Count::all_shown(errors), Count::all_shown(warnings), style)
}

/// The same of lists that may lack some of what was found.
pub(crate) fn summary_of_lists(errors: &[Problem], warnings: &[Problem], style: Style) -> String {
    summary_of(Count::of(errors), Count::of(warnings), style)
}

fn summary_of(errors: Count, warnings: Count, style: Style) -> String {
    let found = match (errors.all, warnings.all) {
        (0, 0) => return style.paint(Paint::Good, "no problems").to_string(),
        (_, 0) => errors.told("error"),
        (0, _) => warnings.told("warning"),
        _ => [errors.told("error"), warnings.told("warning")].join(", "),
    };
    let paint = if errors.all > 0 {
        Paint::Bad
    } else {
        Paint::Odd
    };
    style.paint(paint, found).to_string()
}

/// How many problems there are, and how many of them are shown.
#[derive(Clone, Copy)]
struct Count {
    all: usize,
    shown: usize,
}

impl Count {
    fn all_shown(all: usize) -> Self {
        Count { all, shown: all }
    }

    fn of(problems: &[Problem]) -> Self {
        let mut count = Count::all_shown(0);
        for problem in problems {
            // It stands for those that are not listed.
            let dropped = problem.params.get("dropped").and_then(Value::as_u64);
            if let Some(dropped) = dropped.filter(|_| problem.name == ProblemName::LimitExceeded) {
                count.all += usize::try_from(dropped).unwrap_or(usize::MAX);
            } else {
                count.all += 1;
                count.shown += 1;
            }
        }
        count
    }

    fn told(self, one: &str) -> String {
        let Count { all, shown } = self;
        let all_told = counted(all, one);
        if shown < all {
            format!("{all_told} ({shown} shown)")
        } else {
            all_told
        }
    }
}

/// Writes one of the [`problems`].
pub(crate) fn write_problem(text: &mut String, source: &str, problem: &Problem, style: Style) {
    let mut place = printable(source);
    if let Some(Position { line, column }) = problem.position {
        place.push_str(&format!(":{line}:{column}"));
    }
    let (paint, severity) = match problem.severity {
        Severity::Error => (Paint::Bad, "error"),
        Severity::Warning => (Paint::Odd, "warning"),
    };
    let place = style.paint(Paint::Strong, place);
    let severity = style.paint(paint, severity);
    // Writing to a String never fails.
    let _ = write!(text, "{place}: {severity} {}", problem.name);
    if !problem.path.is_empty() {
        let at = format!(" at {}", printable(&problem.path));
        let _ = write!(text, "{}", style.paint(Paint::Faint, at));
    }
    let _ = writeln!(text, "\n  {}", printable(&problem.description));
    let spelling = spelling(problem);
    for step in problem.fix.iter().map(instruction).chain(spelling) {
        write_step(text, &step, style);
    }
}

/// Writes a step of a fix as its own line.
pub(crate) fn write_step(text: &mut String, step: &str, style: Style) {
    let fix = format!("Fix: {}", printable(step));
    let _ = writeln!(text, "  {}", style.paint(Paint::Good, fix));
}

/// What to write in a text that is not JSON, where that is sure: a patch could not say it.
fn spelling(problem: &Problem) -> Option<String> {
    let param = |name: &str| problem.params.get(name).and_then(Value::as_str);
    if param("cause") != Some("NOT_JSON") {
        return None;
    }
    Some(format!(
        "write {} instead of {}",
        param("suggestion")?,
        param("found")?
    ))
}

/// A step of a JSON Patch in words.
pub(crate) fn instruction(operation: &PatchOperation) -> String {
    match operation {
        PatchOperation::Add { path, value } => {
            format!("add {path} with the value {}", as_json(value))
        }
        PatchOperation::Remove { path } => format!("remove {path}"),
        PatchOperation::Replace { path, value } => format!("set {path} to {}", as_json(value)),
        PatchOperation::Move { from, path } => {
            let verb = if parent(from) == parent(path) {
                "rename"
            } else {
                "move"
            };
            format!("{verb} {from} to {path}")
        }
    }
}

fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;
    use crate::documents::{CreateBatchRequest, EditBatchRequest, Reader};

    #[test]
    fn control_characters_reach_no_terminal() {
        let reading = Reader::new().text::<CreateBatchRequest>("{\"\\u001b[2J\": 1}");
        let shown = problems("a\u{7}", &reading.errors, Style::Plain);
        assert!(
            shown.chars().all(|c| c == '\n' || !c.is_control()),
            "{shown}"
        );
    }

    #[test]
    fn another_spelling_has_its_fix() {
        let reading = Reader::new().text::<CreateBatchRequest>("{\"recipe_type_id\": None}");
        let shown = problems("a", &reading.errors, Style::Plain);
        assert!(
            shown.contains("\n  Fix: write null instead of None\n"),
            "{shown}"
        );
    }

    #[test]
    fn a_warning_moves_a_field() {
        let request = r#"{"recipe_type_id": 1, "definition": {}, "supersedes": true}"#;
        let reading = Reader::new().text::<CreateBatchRequest>(request);
        let shown = problems("-", &reading.warnings, Style::Coloured);
        assert!(
            shown.contains("\u{1b}[33mwarning\u{1b}[0m MISPLACED_FIELD"),
            "{shown}"
        );
        assert!(
            shown.contains("Fix: move /supersedes to /definition/supersedes"),
            "{shown}"
        );
    }

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary(1, 2, Style::Plain), "1 error, 2 warnings");
        assert_eq!(summary(0, 0, Style::Plain), "no problems");
        // What is not listed is counted all the same.
        let request: Map<String, Value> = (0..3_000)
            .map(|number| (format!("field {number}"), Value::Null))
            .collect();
        let reading = Reader::new().value::<EditBatchRequest>(&request.into());
        assert_eq!(reading.errors.len(), 1_001);
        assert_eq!(
            summary_of_lists(&reading.errors, &reading.warnings, Style::Plain),
            "3000 errors (1000 shown)"
        );
    }
}
