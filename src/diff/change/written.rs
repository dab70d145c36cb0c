//! A change as JSON: its name and sentence, and the values that it has.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Change;
use crate::documents::ChangeName;

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
                    "description": "The other node that the change is about; null where a diff document does not say.",
                    "type": ["string", "null"],
                },
                "input": {
                    "description": "The input that the change is about; null where a diff document does not say.",
                    "type": ["string", "null"],
                },
                "previous": { "description": "The old value; null where a diff document does not say." },
                "current": { "description": "The new value; null where a diff document does not say." },
            },
            "required": ["name", "description"],
        })
    }
}
