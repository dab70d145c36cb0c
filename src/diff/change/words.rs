//! A change as people read it: in a sentence, or in a few words.

use std::fmt;

use super::Change;
use crate::documents::{ChangeName, Connection};
use crate::words::quoted;

impl Change<'_> {
    /// The change in a few words, for a line of a picture: `version 1.0 → 2.0`.
    pub(crate) fn brief(&self) -> String {
        match self {
            Change::NodeType { previous, current } => format!("{previous} → {current}"),
            Change::JobType { previous, current } => {
                format!("job type {} → {}", bare(previous), bare(current))
            }
            Change::JobTypeVersion { previous, current } => {
                format!("version {} → {}", bare(previous), bare(current))
            }
            Change::JobTypeRevision { previous, current }
            | Change::RecipeTypeRevision { previous, current } => {
                format!("revision {previous} → {current}")
            }
            Change::RecipeType { previous, current } => {
                format!("recipe type {} → {}", bare(previous), bare(current))
            }
            Change::Filter { .. } => "filter changed".to_owned(),
            Change::ParentNew { node } => format!("now after {}", bare(node)),
            Change::ParentChanged { node } => format!("{} changed", bare(node)),
            Change::ParentRemoved { node } => format!("no longer after {}", bare(node)),
            Change::ParentAcceptance { node, current, .. } => {
                let accepts = if *current { "accepts" } else { "refuses" };
                format!("now when {} {accepts}", bare(node))
            }
            Change::InputNew { input, .. } => format!("new input {}", bare(input)),
            Change::InputChange { input, current, .. } => {
                format!("input {} from {}", bare(input), source(current))
            }
            Change::InputRemoved { input, .. } => format!("input {} removed", bare(input)),
            Change::Told {
                name, node, input, ..
            } => told_brief(*name, *node, *input),
        }
    }
}

/// A change in a few words that need no values.
fn told_brief(name: ChangeName, node: Option<&str>, input: Option<&str>) -> String {
    let of = |what: &str, subject: Option<&str>| match subject {
        Some(subject) => format!("{what} {}", bare(subject)),
        None => what.to_owned(),
    };
    match name {
        ChangeName::NodeTypeChange => "node type changed".to_owned(),
        ChangeName::JobTypeChange => "job type changed".to_owned(),
        ChangeName::JobTypeVersionChange => "version changed".to_owned(),
        ChangeName::RecipeTypeChange => "recipe type changed".to_owned(),
        ChangeName::JobTypeRevisionChange | ChangeName::RecipeTypeRevisionChange => {
            "revision changed".to_owned()
        }
        ChangeName::FilterChange => "filter changed".to_owned(),
        ChangeName::ParentNew => of("new dependency", node),
        ChangeName::ParentChanged => of("dependency", node) + " changed",
        ChangeName::ParentRemoved => of("dependency", node) + " removed",
        ChangeName::ParentAcceptanceChanged => of("other outcome of", node.or(Some("a condition"))),
        ChangeName::InputNew => of("new input", input),
        ChangeName::InputChange => of("input", input) + " changed",
        ChangeName::InputRemoved => of("input", input) + " removed",
    }
}

/// A name of the user's without quotes, but with nothing that breaks a line, and never long.
pub(crate) fn bare(text: &str) -> String {
    let quoted = quoted(text);
    let within = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    within.unwrap_or(&quoted).to_owned()
}

/// Where a connection comes from, in words.
fn source(connection: &Connection) -> String {
    match connection {
        Connection::Recipe { input } => format!("the recipe's input {}", quoted(input)),
        Connection::Dependency { node, output } => {
            format!("output {} of {}", quoted(output), quoted(node))
        }
    }
}

impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::NodeType { previous, current } => {
                write!(
                    f,
                    "The node was a {previous} node and is a {current} node now."
                )
            }
            Change::JobType { previous, current } => {
                let (previous, current) = (quoted(previous), quoted(current));
                write!(f, "The job type changed from {previous} to {current}.")
            }
            Change::JobTypeVersion { previous, current } => {
                let (previous, current) = (quoted(previous), quoted(current));
                write!(
                    f,
                    "The job type version changed from {previous} to {current}."
                )
            }
            Change::JobTypeRevision { previous, current } => {
                write!(
                    f,
                    "The job type revision changed from {previous} to {current}."
                )
            }
            Change::RecipeType { previous, current } => {
                let (previous, current) = (quoted(previous), quoted(current));
                write!(f, "The recipe type changed from {previous} to {current}.")
            }
            Change::RecipeTypeRevision { previous, current } => {
                write!(
                    f,
                    "The recipe type revision changed from {previous} to {current}."
                )
            }
            Change::Filter { .. } => f.write_str("The data filter of the condition changed."),
            Change::ParentNew { node } => write!(f, "It depends on {} now.", quoted(node)),
            Change::ParentChanged { node } => {
                write!(f, "{}, which it depends on, changed.", quoted(node))
            }
            Change::ParentRemoved { node } => {
                write!(f, "It no longer depends on {}.", quoted(node))
            }
            Change::ParentAcceptance { node, current, .. } => {
                let (was, is) = if *current {
                    ("refused", "accepts")
                } else {
                    ("accepted", "refuses")
                };
                let node = quoted(node);
                write!(
                    f,
                    "It ran when {node} {was} the data, and runs when {node} {is} it now."
                )
            }
            Change::InputNew { input, current } => {
                write!(
                    f,
                    "The input {} is new; it comes from {}.",
                    quoted(input),
                    source(current)
                )
            }
            Change::InputChange {
                input,
                previous,
                current,
            } => {
                let (input, previous) = (quoted(input), source(previous));
                write!(
                    f,
                    "The input {input} came from {previous} and comes from {} now.",
                    source(current)
                )
            }
            Change::InputRemoved { input, previous } => {
                let (input, previous) = (quoted(input), source(previous));
                write!(f, "The input {input} is gone; it came from {previous}.")
            }
            Change::Told {
                name,
                description: "",
                ..
            } => write!(f, "{name}."),
            Change::Told { description, .. } => f.write_str(description),
        }
    }
}
