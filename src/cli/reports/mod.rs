//! Reports in formats that other programs read: what was found in each file.

mod github;
mod junit;
mod sarif;

use serde::Deserialize;

use crate::problem::{Position, Severity};
use crate::words::printable;
pub(crate) use github::github;
pub(crate) use junit::junit;
pub(crate) use sarif::sarif;

/// A file and what was found when it was checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct CheckedFile {
    pub(crate) file: String,
    pub(crate) findings: Vec<Finding>,
    /// Why it was not checked.
    pub(crate) failure: Option<String>,
    /// Where in the file the reason is, if that is known.
    pub(crate) position: Option<Position>,
}

/// A problem as the result of a call tells it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Finding {
    pub(crate) name: String,
    pub(crate) description: String,
    /// The input that it is about, where that is not the main one.
    pub(crate) document: Option<String>,
    /// The file that it is about, where that is another one.
    #[serde(skip)]
    pub(crate) file: Option<String>,
    pub(crate) path: String,
    pub(crate) line: Option<u32>,
    pub(crate) column: Option<u32>,
    #[serde(skip, default = "error")]
    pub(crate) severity: Severity,
}

fn error() -> Severity {
    Severity::Error
}

/// The problems of a result.
#[derive(Default, Deserialize)]
struct Lists {
    #[serde(default)]
    errors: Vec<Finding>,
    #[serde(default)]
    warnings: Vec<Finding>,
}

impl CheckedFile {
    /// What the result of a call says about a file; `others` are the names of other files, by that of their input, and
    /// `fails` tells whether the warning of that number is an error here.
    pub(crate) fn new(
        file: &str,
        others: &[(String, String)],
        result: &str,
        fails: &dyn Fn(usize) -> bool,
    ) -> Self {
        // Every result is an object with these lists, or has none of them.
        let lists: Lists = serde_json::from_str(result).unwrap_or_default();
        let mut findings = lists.errors;
        let warnings = lists.warnings.into_iter().enumerate();
        findings.extend(warnings.map(|(number, finding)| Finding {
            severity: if fails(number) {
                Severity::Error
            } else {
                Severity::Warning
            },
            ..finding
        }));
        for finding in &mut findings {
            let document = finding.document.as_ref();
            let other = document.and_then(|document| {
                let known = others.iter().find(|(input, _)| input == document);
                Some(known?.1.clone())
            });
            finding.file = other.or_else(|| document.cloned());
        }
        CheckedFile {
            file: file.to_owned(),
            findings,
            failure: None,
            position: None,
        }
    }

    /// An error of the whole file, which the result does not list.
    pub(crate) fn add_error(&mut self, name: &str, description: &str) {
        self.findings.push(Finding {
            name: name.to_owned(),
            description: description.to_owned(),
            document: None,
            file: None,
            path: String::new(),
            line: None,
            column: None,
            severity: Severity::Error,
        });
    }

    /// A file that could not be checked.
    pub(crate) fn failed(file: &str, failure: &str, position: Option<Position>) -> Self {
        CheckedFile {
            file: file.to_owned(),
            findings: Vec::new(),
            failure: Some(failure.to_owned()),
            position,
        }
    }

    /// The file that a problem is about.
    fn of<'f>(&'f self, finding: &'f Finding) -> &'f str {
        finding.file.as_deref().unwrap_or(&self.file)
    }
}

impl Finding {
    /// What is wrong, with the place in the document.
    fn message(&self) -> String {
        if self.path.is_empty() {
            printable(&self.description)
        } else {
            format!(
                "{} (at {})",
                printable(&self.description),
                printable(&self.path)
            )
        }
    }
}

#[cfg(test)]
mod testing {
    use serde_json::json;

    use super::CheckedFile;
    use crate::problem::Position;

    /// Files with every kind of finding, and names that each format has to escape.
    pub(super) fn files() -> Vec<CheckedFile> {
        let result = json!({
            "is_valid": false,
            "errors": [
                {"name": "INVALID_REQUEST", "description": "There is no field \"a\u{7}<b>\".", "path": "/a\u{7}<b>",
                    "params": {}, "line": 2, "column": 3},
                {"name": "INVALID_DATASET_DEFINITION", "description": "100 % wrong,\nand more: \u{ffff}", "document": "dataset",
                    "path": "", "params": {"document": "dataset"}},
            ],
            "warnings": [{"name": "IGNORED_FIELD", "description": "It is ignored.", "path": "/title", "params": {}, "line": 7,
                "column": 1}],
        });
        let others = [("dataset".to_owned(), "data set,1.json".to_owned())];
        vec![
            CheckedFile::new(
                "requests/a:b&\"é\".json",
                &others,
                &result.to_string(),
                &|_| false,
            ),
            CheckedFile::new(
                "/tmp/good.json",
                &others,
                r#"{"is_valid": true, "errors": [], "warnings": []}"#,
                &|_| false,
            ),
            CheckedFile::failed(
                "C:\\no.json",
                "C:\\no.json cannot be read: there is no such file.",
                None,
            ),
            CheckedFile::failed(
                "broken.yaml",
                "broken.yaml cannot be read.",
                Some(Position { line: 4, column: 2 }),
            ),
        ]
    }
}
