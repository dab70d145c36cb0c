//! `--lines`: the result for each line.

use serde_json::json;

use super::code::{INVALID, Outcome, UNUSABLE};
use super::schemas;
use crate::edge::call;

/// The longest line that is read, in bytes; a longer one would be refused.
pub const LONGEST_LINE: usize = 1 << 28;

/// What becomes of each line. Every thread of a host can have its own.
#[derive(Debug)]
pub struct Work {
    function: String,
}

/// The results for some lines.
#[derive(Debug)]
pub struct WorkResults {
    /// A line for each.
    pub output: String,
    /// The exit code.
    pub code: u8,
    /// The number of lines that have results: all, or those before one that is not UTF-8.
    pub lines: u64,
    /// Whether all lines are UTF-8.
    pub is_utf8: bool,
}

/// Why a line has no result of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineObstacle {
    /// It is longer than [`LONGEST_LINE`].
    TooLong,
    /// There is not enough memory for it.
    Exhausting,
}

/// The work of printing schemas, which no function does.
const SCHEMA: &str = "schema";

impl Work {
    /// What each line of a command is given to.
    pub(super) fn of_function(function: Option<&str>) -> String {
        function.unwrap_or(SCHEMA).to_owned()
    }

    /// Of what an action describes.
    #[must_use]
    pub fn new(work: &str) -> Self {
        Work {
            function: work.to_owned(),
        }
    }

    /// The result for a line, and its exit code.
    #[must_use]
    pub fn result_of(&self, line: &str) -> (String, u8) {
        if self.function == SCHEMA {
            return schemas::result_of_line(line);
        }
        let result = call(&self.function, line, "");
        let code = Outcome::of(&result).code();
        (result, code)
    }

    /// The result for a line that cannot be given to the function, and its exit code.
    #[must_use]
    pub fn result_without(obstacle: LineObstacle) -> (String, u8) {
        let (description, params) = match obstacle {
            LineObstacle::TooLong => (
                format!("The line is longer than {LONGEST_LINE} bytes."),
                json!({"limit": "bytes", "maximum": LONGEST_LINE}),
            ),
            LineObstacle::Exhausting => (
                "There is not enough memory for the line: pass smaller documents.".to_owned(),
                json!({}),
            ),
        };
        let name = "LIMIT_EXCEEDED";
        let problem =
            json!({"name": name, "description": description, "path": "", "params": params});
        (json!({"errors": [problem]}).to_string(), INVALID)
    }

    /// The results for whole lines, each of which ends with a line feed.
    #[must_use]
    pub fn results_of(&self, lines: &[u8]) -> WorkResults {
        let mut results = WorkResults {
            output: String::with_capacity(lines.len()),
            code: 0,
            lines: 0,
            is_utf8: true,
        };
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            let Ok(line) = std::str::from_utf8(line) else {
                results.is_utf8 = false;
                results.code = UNUSABLE;
                break;
            };
            let (result, code) = self.result_of(line);
            results.output += &result;
            results.output.push('\n');
            results.code = results.code.max(code);
            results.lines += 1;
        }
        results
    }
}
