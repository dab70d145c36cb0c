//! A report as code scanning reads it: SARIF 2.1.0.

use serde_json::{Value, json};

use super::{CheckedFile, Finding};
use crate::problem::{Position, ProblemName, Severity};
use crate::words::{as_json, printable};

/// The section of each name, which is its help.
const SECTIONS: &str = include_str!("../../../docs/problems.md");

/// What was found in the files, as a log with one run. Its rules are the names that occur.
pub(crate) fn sarif(files: &[CheckedFile]) -> String {
    let found = |file: &'_ CheckedFile, name: &ProblemName| {
        file.findings
            .iter()
            .any(|finding| finding.name == name.as_str())
    };
    let occurs = |name: &&ProblemName| files.iter().any(|file| found(file, name));
    let rules: Vec<ProblemName> = ProblemName::ALL.iter().filter(occurs).copied().collect();
    let results = files.iter().flat_map(|file| {
        file.findings
            .iter()
            .map(|finding| result(file, finding, &rules))
    });
    let results: Vec<Value> = results.collect();
    let failures = files
        .iter()
        .filter_map(|file| Some((file, file.failure.as_ref()?)));
    let notifications: Vec<Value> = failures
        .map(|(file, failure)| {
            json!({
                "level": "error",
                "message": {"text": printable(failure)},
                "locations": [{"physicalLocation": place(&file.file, file.position)}],
            })
        })
        .collect();
    let repository = env!("CARGO_PKG_REPOSITORY");
    let rules: Vec<Value> = rules
        .into_iter()
        .map(|name| rule(name, repository))
        .collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "scale-batch", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": notifications.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    as_json(&log) + "\n"
}

fn result(file: &CheckedFile, finding: &Finding, rules: &[ProblemName]) -> Value {
    let position = finding.line.zip(finding.column);
    let position = position.map(|(line, column)| Position { line, column });
    let mut location = json!({"physicalLocation": place(file.of(finding), position)});
    if let Some(location) = location
        .as_object_mut()
        .filter(|_| !finding.path.is_empty())
    {
        let pointer = printable(&finding.path);
        location.insert(
            "logicalLocations".to_owned(),
            json!([{"fullyQualifiedName": pointer}]),
        );
    }
    let mut result = json!({
        "ruleId": finding.name,
        "level": level(finding.severity),
        "message": {"text": printable(&finding.description)},
        "locations": [location],
    });
    let rule = rules.iter().position(|name| name.as_str() == finding.name);
    if let (Some(rule), Some(result)) = (rule, result.as_object_mut()) {
        result.insert("ruleIndex".to_owned(), rule.into());
    }
    result
}

/// A place in a file.
fn place(file: &str, position: Option<Position>) -> Value {
    let mut place = json!({"artifactLocation": {"uri": address(file)}});
    if let (Some(Position { line, column }), Some(place)) = (position, place.as_object_mut()) {
        let region = json!({"startLine": line, "startColumn": column});
        place.insert("region".to_owned(), region);
    }
    place
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A name with its help. The link leads to its section in the repository, where the manifest knows that.
fn rule(name: ProblemName, repository: &str) -> Value {
    let section = section(name.as_str());
    let summary = section
        .lines()
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let anchor = format!("docs/problems.md#{}", name.as_str().to_lowercase());
    let mut rule = json!({
        "id": name.as_str(),
        "shortDescription": {"text": summary},
        "help": {"text": format!("{section}\n\nSee {anchor}."), "markdown": section},
        "defaultConfiguration": {"level": level(name.severity())},
    });
    if let Some(rule) = rule
        .as_object_mut()
        .filter(|_| repository.starts_with("https://"))
    {
        let link = format!("{repository}/blob/v{}/{anchor}", env!("CARGO_PKG_VERSION"));
        rule.insert("helpUri".to_owned(), link.into());
    }
    rule
}

/// What the documentation says about a name.
fn section(name: &str) -> &'static str {
    let mut sections = SECTIONS.split("\n## ").skip(1);
    let section = sections.find_map(|section| section.strip_prefix(name)?.strip_prefix('\n'));
    section.unwrap_or_default().trim()
}

/// A file as a URI: one from the root on has the scheme `file`, any other is relative.
fn address(file: &str) -> String {
    let file = file.replace('\\', "/");
    let is_on_drive = file.get(1..3) == Some(":/");
    let mut address = if is_on_drive {
        "file:///".to_owned()
    } else if file.starts_with('/') {
        "file://".to_owned()
    } else {
        String::new()
    };
    for (place, byte) in file.bytes().enumerate() {
        let is_plain =
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
        if is_plain || (is_on_drive && place == 1) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::super::testing::files;
    use super::*;

    #[test]
    fn a_log_has_what_sarif_requires() {
        let log: Value = serde_json::from_str(&sarif(&files())).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "scale-batch");
        let rules = driver["rules"].as_array().unwrap();
        for rule in rules {
            for text in [
                &rule["id"],
                &rule["shortDescription"]["text"],
                &rule["help"]["text"],
                &rule["help"]["markdown"],
            ] {
                assert!(!text.as_str().unwrap().is_empty(), "{rule}");
            }
        }
        let results = run["results"].as_array().unwrap();
        let told: Vec<_> = results
            .iter()
            .map(|result| {
                let rule = result["ruleIndex"].as_u64().unwrap();
                assert_eq!(
                    rules[usize::try_from(rule).unwrap()]["id"],
                    result["ruleId"]
                );
                assert!(!result["message"]["text"].as_str().unwrap().is_empty());
                let place = &result["locations"][0]["physicalLocation"];
                (
                    result["level"].as_str().unwrap(),
                    place["artifactLocation"]["uri"].as_str().unwrap(),
                    &place["region"],
                )
            })
            .collect();
        let file = "requests/a%3Ab%26%22%C3%A9%22.json";
        assert_eq!(
            told,
            [
                ("error", file, &json!({"startLine": 2, "startColumn": 3})),
                ("error", "data%20set%2C1.json", &Value::Null),
                ("warning", file, &json!({"startLine": 7, "startColumn": 1})),
            ]
        );
        let invocation = &run["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        let notification = &invocation["toolExecutionNotifications"][0];
        assert_eq!(
            notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "file:///C:/no.json"
        );
        let broken = &invocation["toolExecutionNotifications"][1]["locations"][0];
        assert_eq!(
            broken["physicalLocation"]["region"],
            json!({"startLine": 4, "startColumn": 2})
        );
        assert_eq!(sarif(&files()), sarif(&files()));
    }

    #[test]
    fn each_name_has_its_help() {
        for name in ProblemName::ALL {
            let rule = rule(*name, "https://example.com/scale-batch");
            assert!(
                rule["help"]["text"]
                    .as_str()
                    .unwrap()
                    .contains("**Remedy.**"),
                "{name}"
            );
            let fragment = format!("/docs/problems.md#{}", name.as_str().to_lowercase());
            assert!(rule["helpUri"].as_str().unwrap().ends_with(&fragment));
        }
        assert_eq!(
            rule(ProblemName::NoRecipes, "REPOSITORY_ADDRESS").get("helpUri"),
            None
        );
    }

    #[test]
    fn files_are_addresses() {
        assert_eq!(address("/tmp/a b.json"), "file:///tmp/a%20b.json");
        assert_eq!(address(r"a\b.json"), "a/b.json");
    }
}
