//! What is different about a node.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::documents::{ChangeName, Connection, DataFilter, NodeKind};
use crate::words::quoted;

/// One difference between the previous and the current version of a node, with the old and the new value.
///
/// It displays as a sentence. In JSON: `{name, description}` as in the API, and beside them the parts that it
/// has: `node` (another node), `input` (an input of this node), `previous` and `current`; they are null where only a
/// diff document tells of the change.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes.changes`.
///
/// ```
/// use scale_batch::{Change, ChangeName};
///
/// let change = Change::JobTypeVersion { previous: "1.0", current: "2.0" };
/// assert_eq!(change.name(), ChangeName::JobTypeVersionChange);
/// assert_eq!(change.to_string(), r#"The job type version changed from "1.0" to "2.0"."#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Change<'d> {
    /// Another kind of node.
    NodeType {
        /// What it was.
        previous: NodeKind,
        /// What it is.
        current: NodeKind,
    },
    /// Another job type, by name.
    JobType {
        /// The old name.
        previous: &'d str,
        /// The new name.
        current: &'d str,
    },
    /// Another version of the job type.
    JobTypeVersion {
        /// The old version.
        previous: &'d str,
        /// The new version.
        current: &'d str,
    },
    /// Another revision of the job type.
    JobTypeRevision {
        /// The old revision.
        previous: i64,
        /// The new revision.
        current: i64,
    },
    /// Another recipe type, by name.
    RecipeType {
        /// The old name.
        previous: &'d str,
        /// The new name.
        current: &'d str,
    },
    /// Another revision of the recipe type.
    RecipeTypeRevision {
        /// The old revision.
        previous: i64,
        /// The new revision.
        current: i64,
    },
    /// Another data filter of a condition.
    Filter {
        /// The old filter.
        previous: &'d DataFilter,
        /// The new filter.
        current: &'d DataFilter,
    },
    /// It depends on a further node.
    ParentNew {
        /// That node.
        node: &'d str,
    },
    /// A node that it depends on has changed itself.
    ParentChanged {
        /// That node.
        node: &'d str,
    },
    /// It no longer depends on a node.
    ParentRemoved {
        /// That node.
        node: &'d str,
    },
    /// It runs when a condition that it depends on accepts the data, and ran when that refused it; or the reverse.
    ParentAcceptance {
        /// The condition.
        node: &'d str,
        /// Whether it ran when that accepted the data.
        previous: bool,
        /// Whether it runs when that accepts the data.
        current: bool,
    },
    /// An input is connected that was not.
    InputNew {
        /// The name of the input.
        input: &'d str,
        /// Where it comes from.
        current: &'d Connection,
    },
    /// An input comes from elsewhere.
    InputChange {
        /// The name of the input.
        input: &'d str,
        /// Where it came from.
        previous: &'d Connection,
        /// Where it comes from.
        current: &'d Connection,
    },
    /// An input is no longer connected.
    InputRemoved {
        /// The name of the input.
        input: &'d str,
        /// Where it came from.
        previous: &'d Connection,
    },
    /// A difference of which a diff document tells only the kind and a sentence: the values stand in the definitions.
    Told {
        /// The kind.
        name: ChangeName,
        /// The sentence.
        description: &'d str,
        /// The other node that it is about, where the sentence surely names it.
        node: Option<&'d str>,
        /// The input that it is about, where the sentence surely names it.
        input: Option<&'d str>,
    },
}

impl Change<'_> {
    /// The API's name of this kind of change.
    #[must_use]
    pub const fn name(&self) -> ChangeName {
        match self {
            Change::NodeType { .. } => ChangeName::NodeTypeChange,
            Change::JobType { .. } => ChangeName::JobTypeChange,
            Change::JobTypeVersion { .. } => ChangeName::JobTypeVersionChange,
            Change::JobTypeRevision { .. } => ChangeName::JobTypeRevisionChange,
            Change::RecipeType { .. } => ChangeName::RecipeTypeChange,
            Change::RecipeTypeRevision { .. } => ChangeName::RecipeTypeRevisionChange,
            Change::Filter { .. } => ChangeName::FilterChange,
            Change::ParentNew { .. } => ChangeName::ParentNew,
            Change::ParentChanged { .. } => ChangeName::ParentChanged,
            Change::ParentRemoved { .. } => ChangeName::ParentRemoved,
            Change::ParentAcceptance { .. } => ChangeName::ParentAcceptanceChanged,
            Change::InputNew { .. } => ChangeName::InputNew,
            Change::InputChange { .. } => ChangeName::InputChange,
            Change::InputRemoved { .. } => ChangeName::InputRemoved,
            Change::Told { name, .. } => *name,
        }
    }

    /// Whether it began at this node, and was not handed down by a node that it depends on.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        !matches!(self.name(), ChangeName::ParentChanged)
    }

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
        ChangeName::ParentAcceptanceChanged => of("other answer of", node.or(Some("a condition"))),
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

impl Serialize for Change<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.name())?;
        map.serialize_entry("description", &format_args!("{self}"))?;
        match self {
            Change::ParentNew { node }
            | Change::ParentChanged { node }
            | Change::ParentRemoved { node }
            | Change::ParentAcceptance { node, .. } => map.serialize_entry("node", node)?,
            Change::InputNew { input, .. }
            | Change::InputChange { input, .. }
            | Change::InputRemoved { input, .. } => map.serialize_entry("input", input)?,
            Change::Told {
                name, node, input, ..
            } => match name {
                ChangeName::ParentNew
                | ChangeName::ParentChanged
                | ChangeName::ParentRemoved
                | ChangeName::ParentAcceptanceChanged => map.serialize_entry("node", node)?,
                ChangeName::InputNew | ChangeName::InputChange | ChangeName::InputRemoved => {
                    map.serialize_entry("input", input)?;
                }
                _ => {}
            },
            _ => {}
        }
        match self {
            Change::NodeType { previous, current } => both(&mut map, previous, current)?,
            Change::JobType { previous, current }
            | Change::JobTypeVersion { previous, current }
            | Change::RecipeType { previous, current } => both(&mut map, previous, current)?,
            Change::JobTypeRevision { previous, current }
            | Change::RecipeTypeRevision { previous, current } => {
                both(&mut map, previous, current)?;
            }
            Change::Filter { previous, current } => both(&mut map, previous, current)?,
            Change::ParentAcceptance {
                previous, current, ..
            } => both(&mut map, previous, current)?,
            Change::InputNew { current, .. } => map.serialize_entry("current", current)?,
            Change::InputChange {
                previous, current, ..
            } => both(&mut map, previous, current)?,
            Change::InputRemoved { previous, .. } => map.serialize_entry("previous", previous)?,
            Change::Told { name, .. } => match name {
                ChangeName::ParentNew | ChangeName::ParentChanged | ChangeName::ParentRemoved => {}
                ChangeName::InputNew => map.serialize_entry("current", &())?,
                ChangeName::InputRemoved => map.serialize_entry("previous", &())?,
                _ => both(&mut map, &(), &())?,
            },
            Change::ParentNew { .. }
            | Change::ParentChanged { .. }
            | Change::ParentRemoved { .. } => {}
        }
        map.end()
    }
}

fn both<M: SerializeMap>(
    map: &mut M,
    previous: &impl Serialize,
    current: &impl Serialize,
) -> Result<(), M::Error> {
    map.serialize_entry("previous", previous)?;
    map.serialize_entry("current", current)
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Change<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Change".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let name = generator.subschema_for::<ChangeName>();
        schemars::json_schema!({
            "description": "One difference between the previous and the current version of a node.",
            "type": "object",
            "properties": {
                "name": name,
                "description": {
                    "description": "What changed, for people.", "type": "string",
                },
                "node": {
                    "description": "The other node that the change is about; null where a diff document does not tell.",
                    "type": ["string", "null"],
                },
                "input": {
                    "description": "The input that the change is about; null where a diff document does not tell.",
                    "type": ["string", "null"],
                },
                "previous": { "description": "The old value; null where a diff document does not tell." },
                "current": { "description": "The new value; null where a diff document does not tell." },
            },
            "required": ["name", "description"],
        })
    }
}
