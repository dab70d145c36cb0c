//! Annotations that GitHub shows beside the lines of files: workflow commands, a line each.

use super::CheckedFile;
use crate::problem::{Position, Severity};
use crate::words::printable;

/// What was found in the files, as workflow commands.
pub(crate) fn github(files: &[CheckedFile]) -> String {
    let mut text = String::new();
    for file in files {
        if let Some(failure) = &file.failure {
            text.push_str(&format!("::error file={}", property(&file.file)));
            if let Some(Position { line, column }) = file.position {
                text.push_str(&format!(",line={line},col={column}"));
            }
            text.push_str(&format!("::{}\n", message(&printable(failure))));
        }
        for finding in &file.findings {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            text.push_str(&format!("::{command} file={}", property(file.of(finding))));
            for (name, number) in [("line", finding.line), ("col", finding.column)] {
                if let Some(number) = number {
                    text.push_str(&format!(",{name}={number}"));
                }
            }
            let title = property(&finding.name);
            text.push_str(&format!(
                ",title={title}::{}\n",
                message(&finding.message())
            ));
        }
    }
    text
}

/// What stands behind the second `::` of a command.
fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    message(&printable(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::testing::files;
    use super::*;

    #[test]
    fn each_finding_is_a_line() {
        let expected = r#"::error file=requests/a%3Ab&"é".json,line=2,col=3,title=INVALID_REQUEST::There is no field "a\u{7}<b>". (at /a\u{7}<b>)
::error file=data set%2C1.json,title=INVALID_DATASET_DEFINITION::100 %25 wrong,\nand more: 
::warning file=requests/a%3Ab&"é".json,line=7,col=1,title=IGNORED_FIELD::It is ignored. (at /title)
::error file=C%3A\no.json::C:\no.json cannot be read: there is no such file.
::error file=broken.yaml,line=4,col=2::broken.yaml cannot be read.
"#;
        assert_eq!(github(&files()).replace('\u{ffff}', ""), expected);
        assert_eq!(github(&[]), "");
    }
}
