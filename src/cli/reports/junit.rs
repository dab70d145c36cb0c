//! A report as continuous integration shows the results of tests: JUnit's XML, a test case for each file.

use super::{CheckedFile, Finding};
use crate::problem::Severity;
use crate::words::{counted, printable};

/// What was found in the files, as a test suite.
pub(crate) fn junit(files: &[CheckedFile]) -> String {
    let is_of = |severity: Severity| move |finding: &&Finding| finding.severity == severity;
    let failures = files.iter().filter(|file| {
        file.findings
            .iter()
            .any(|finding| is_of(Severity::Error)(&finding))
    });
    let errors = files.iter().filter(|file| file.failure.is_some());
    let counts = format!(
        "name=\"scale-batch\" tests=\"{}\" failures=\"{}\" errors=\"{}\"",
        files.len(),
        failures.count(),
        errors.count()
    );
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {counts}>\n  <testsuite {counts} skipped=\"0\">\n"
    );
    for file in files {
        let of = |severity: Severity| -> Vec<&Finding> {
            file.findings.iter().filter(is_of(severity)).collect()
        };
        let mut inside = String::new();
        if let Some(failure) = &file.failure {
            let message = escaped(&printable(failure));
            inside.push_str(&format!(
                "      <error message=\"{message}\" type=\"UNREADABLE\"/>\n"
            ));
        }
        let errors = of(Severity::Error);
        if let Some(first) = errors.first() {
            let (message, kind) = (counted(errors.len(), "error"), escaped(&first.name));
            let text = listed(file, &errors);
            inside.push_str(&format!(
                "      <failure message=\"{message}\" type=\"{kind}\">{text}</failure>\n"
            ));
        }
        let warnings = of(Severity::Warning);
        if !warnings.is_empty() {
            inside.push_str(&format!(
                "      <system-out>{}</system-out>\n",
                listed(file, &warnings)
            ));
        }
        let name = escaped(&printable(&file.file));
        xml.push_str(&format!(
            "    <testcase classname=\"scale-batch\" name=\"{name}\""
        ));
        if inside.is_empty() {
            xml.push_str("/>\n");
        } else {
            xml.push_str(&format!(">\n{inside}    </testcase>\n"));
        }
    }
    xml.push_str("  </testsuite>\n</testsuites>\n");
    xml
}

/// A line for each finding, escaped.
fn listed(file: &CheckedFile, findings: &[&Finding]) -> String {
    let line = |finding: &&Finding| {
        let mut place = printable(file.of(finding));
        if let (Some(line), Some(column)) = (finding.line, finding.column) {
            place.push_str(&format!(":{line}:{column}"));
        }
        format!("{place}: {}: {}", finding.name, finding.message())
    };
    let lines: Vec<String> = findings.iter().map(line).collect();
    escaped(&lines.join("\n"))
}

/// Text in XML, between tags or in quotes. XML 1.0 has no way to write two characters beside those that
/// [`printable`] leaves out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.extend(character.escape_unicode()),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::testing::files;
    use super::*;

    #[test]
    fn each_file_is_a_test_case() {
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="scale-batch" tests="4" failures="1" errors="2">
  <testsuite name="scale-batch" tests="4" failures="1" errors="2" skipped="0">
    <testcase classname="scale-batch" name="requests/a:b&amp;&quot;é&quot;.json">
      <failure message="2 errors" type="INVALID_REQUEST">requests/a:b&amp;&quot;é&quot;.json:2:3: INVALID_REQUEST: There is no field &quot;a\u{7}&lt;b&gt;&quot;. (at /a\u{7}&lt;b&gt;)
data set,1.json: INVALID_DATASET_DEFINITION: 100 % wrong,\nand more: \u{ffff}</failure>
      <system-out>requests/a:b&amp;&quot;é&quot;.json:7:1: IGNORED_FIELD: It is ignored. (at /title)</system-out>
    </testcase>
    <testcase classname="scale-batch" name="/tmp/good.json"/>
    <testcase classname="scale-batch" name="C:\no.json">
      <error message="C:\no.json cannot be read: there is no such file." type="UNREADABLE"/>
    </testcase>
    <testcase classname="scale-batch" name="broken.yaml">
      <error message="broken.yaml cannot be read." type="UNREADABLE"/>
    </testcase>
  </testsuite>
</testsuites>
"#;
        assert_eq!(junit(&files()), expected);
    }

    #[test]
    fn every_character_is_one_that_xml_has() {
        let name: String = ('\0'..='\u{ffff}').collect();
        let xml = junit(&[CheckedFile::failed(&name, &name, None)]);
        let is_allowed = |character: char| matches!(character, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}');
        assert!(xml.chars().all(is_allowed));
    }
}
