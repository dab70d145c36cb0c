//! Calls that trigger problems: the example of each section of `docs/problems.md`, which comes from the head of its
//! rule, and `tests/data/every-problem.jsonl` for further causes, and for the names whose sections have no such example.

use serde_json::Value;

/// A name, and a call that returns a problem of that name.
pub(crate) struct Case {
    #[allow(dead_code, reason = "not every test tells the cases apart")]
    pub(crate) name: String,
    pub(crate) function: String,
    /// The input as JSON text.
    pub(crate) input: String,
}

/// Every case.
pub(crate) fn cases() -> impl Iterator<Item = Case> {
    examples().into_iter().chain(further_cases())
}

/// The examples of the documentation that name the function which returns the problem.
fn examples() -> Vec<Case> {
    let document = include_str!("../../docs/problems.md");
    let sections = document.split("\n## ").skip(1);
    let example = |section: &str| {
        let (name, rest) = section.split_once('\n')?;
        let (_, rest) = rest.split_once("\n**Example.** `")?;
        let (function, rest) = rest.split_once("` returns it for\n\n```json\n")?;
        let (input, _) = rest.split_once("\n```")?;
        Some(Case {
            name: name.to_owned(),
            function: function.to_owned(),
            input: input.to_owned(),
        })
    };
    sections.filter_map(example).collect()
}

fn further_cases() -> Vec<Case> {
    let cases = include_str!("../data/every-problem.jsonl").lines();
    cases
        .map(|line| {
            let case: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| case[key].as_str().unwrap().to_owned();
            Case {
                name: text("name"),
                function: text("function"),
                input: case["input"].to_string(),
            }
        })
        .collect()
}
