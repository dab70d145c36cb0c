//! Every name of a problem has its section in `docs/problems.md`, and every section its name.

use scale_batch::Name;

#[test]
fn every_name_is_documented() {
    let text = include_str!("../docs/problems.md");
    let sections: Vec<(&str, &str)> = text
        .split("\n## ")
        .skip(1)
        .map(|section| section.split_once('\n').unwrap())
        .collect();
    let titles: Vec<&str> = sections.iter().map(|(title, _)| *title).collect();
    let names: Vec<&str> = Name::ALL.iter().map(|name| name.as_str()).collect();
    assert_eq!(
        titles, names,
        "docs/problems.md has a section `## NAME` for each name, in the order of src/problem.rs"
    );
    for (title, section) in sections {
        let (_, rest) = section
            .split_once("\n**Cause.** ")
            .unwrap_or_else(|| panic!("{title} has no **Cause.**"));
        let (_, rest) = rest
            .split_once("\n**Example.**\n\n```json\n")
            .unwrap_or_else(|| panic!("{title} has no **Example.** in a json fence"));
        let (example, rest) = rest
            .split_once("\n```\n\n")
            .unwrap_or_else(|| panic!("{title}: the example does not end"));
        if let Err(error) = serde_json::from_str::<serde_json::Value>(example) {
            panic!("{title}: the example is not JSON: {error}");
        }
        assert!(
            rest.starts_with("**Remedy.** "),
            "{title} has no **Remedy.**"
        );
    }
}
