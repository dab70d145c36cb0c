//! The JSON Schemas, which are files of the crate.

use serde_json::json;

use super::code::{INVALID, VALID};
use super::failure::{Failure, did_you_mean};
use super::format::Format;
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName};
use crate::read::suggestion::nearest;
use crate::read::{At, Collector, Read, Reader};
use crate::words::quoted;
use crate::write::json as written;

macro_rules! schemas {
    ($($name:literal),+ $(,)?) => {
        /// Each schema by its name.
        const SCHEMAS: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../schemas/", $name, ".schema.json")))),+
        ];
    };
}

schemas![
    "analysis",
    "batch",
    "batch-configuration",
    "batch-definition",
    "batch-list",
    "batch-list-query",
    "comparison",
    "connection-report",
    "create-batch-request",
    "data-filter",
    "dataset",
    "edit-batch-request",
    "explanation",
    "forced-nodes",
    "input-map-proposal",
    "interface",
    "layout",
    "limits",
    "node-tree",
    "problem",
    "progress",
    "recipe-definition",
    "recipe-diff",
    "recipe-diff-report",
    "recipe-report",
    "recipe-type",
    "sub-recipe-type",
    "validate-batch-request",
    "validation-report",
    "validation-response",
];

fn names() -> impl Iterator<Item = &'static str> {
    SCHEMAS.iter().map(|(name, _)| *name)
}

fn find(name: &str) -> Option<&'static str> {
    let (_, schema) = SCHEMAS.iter().find(|(known, _)| *known == name)?;
    Some(schema)
}

/// What `schema [NAME]` prints.
pub(super) fn text(name: Option<&str>, format: Format) -> Result<String, Failure> {
    let Some(name) = name else {
        return Ok(match format {
            Format::Json => format!("{}\n", all()),
            _ => names().flat_map(|name| [name, "\n"]).collect(),
        });
    };
    let Some(schema) = find(name) else {
        let meant = did_you_mean(name, "", names());
        let message = format!("There is no schema \"{name}\".{meant}");
        return Err(Failure::new(message).with_help("schema"));
    };
    Ok(match format {
        Format::Json => format!("{}\n", on_one_line(schema)),
        _ => schema.to_owned(),
    })
}

/// A line of JSON that asks for a schema by its name, or for none.
struct Wanted(Option<String>);

impl Read for Wanted {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields =
            at.strict_object(collector, "an object with the name of a schema", &["name"])?;
        let Some(at) = fields.get("name").filter(|at| !at.is_null()) else {
            return Some(Wanted(None));
        };
        let name = at.string(collector, "a string: the name of a schema")?;
        Some(Wanted(Some(name.to_owned())))
    }
}

/// The result for a line, with its code: the schema that it names, the names of all if it names none, or its problems.
pub(super) fn result_of_line(line: &str) -> (String, u8) {
    let reading = Reader::new().text::<Wanted>(line);
    let Some(Wanted(name)) = reading.document else {
        return refused(reading.errors);
    };
    let Some(name) = name else {
        return (all(), VALID);
    };
    if let Some(schema) = find(&name) {
        return (on_one_line(schema), VALID);
    }
    let said = format!("There is no schema {}.", quoted(&name));
    let mistake = Mistake::invalid_value(Some(&name), said);
    let problem = structural(ProblemName::InvalidRequest, None, mistake).at("/name");
    refused(vec![problem.meant(nearest(&name, names()))])
}

fn refused(errors: Vec<Problem>) -> (String, u8) {
    #[derive(serde::Serialize)]
    struct Refused {
        errors: Vec<Problem>,
    }
    (written(&Refused { errors }), INVALID)
}

/// The names of all schemas.
fn all() -> String {
    json!({"names": names().collect::<Vec<_>>()}).to_string()
}

/// JSON without the white space between its tokens.
fn on_one_line(json: &str) -> String {
    let mut line = String::with_capacity(json.len());
    let mut is_in_string = false;
    let mut is_escaped = false;
    for character in json.chars() {
        if is_in_string || !character.is_ascii_whitespace() {
            line.push(character);
        }
        if character == '"' && !is_escaped {
            is_in_string = !is_in_string;
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    line
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use serde_json::Value;

    use super::*;

    #[test]
    fn every_schema_is_there() {
        let files = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas")).unwrap();
        let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let files: BTreeSet<_> = files.collect();
        let known: BTreeSet<_> = names().map(|name| format!("{name}.schema.json")).collect();
        assert_eq!(files, known);
    }

    #[test]
    fn a_schema_on_one_line_is_the_same() {
        for (name, schema) in SCHEMAS {
            let line = on_one_line(schema);
            assert!(!line.contains('\n'), "{name}");
            let read = |json: &str| serde_json::from_str::<Value>(json).unwrap();
            assert_eq!(read(&line), read(schema), "{name}");
        }
        assert_eq!(
            on_one_line("{ \"a \\\" b\" : [ 1 , \"\\\\\" ] }"),
            "{\"a \\\" b\":[1,\"\\\\\"]}"
        );
    }
}
