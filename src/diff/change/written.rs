//! A change as JSON: its name and sentence, and the values that it has.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Change;
use crate::documents::ChangeName;

impl Serialize for Change<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Change", 5)?;
        fields.serialize_field("name", &self.name())?;
        fields.serialize_field("description", &format_args!("{self}"))?;
        match self {
            Change::ParentNew { node }
            | Change::ParentChanged { node }
            | Change::ParentRemoved { node }
            | Change::ParentAcceptance { node, .. } => fields.serialize_field("node", node)?,
            Change::InputNew { input, .. }
            | Change::InputChange { input, .. }
            | Change::InputRemoved { input, .. } => fields.serialize_field("input", input)?,
            Change::Told {
                name, node, input, ..
            } => match name {
                ChangeName::ParentNew
                | ChangeName::ParentChanged
                | ChangeName::ParentRemoved
                | ChangeName::ParentAcceptanceChanged => fields.serialize_field("node", node)?,
                ChangeName::InputNew | ChangeName::InputChange | ChangeName::InputRemoved => {
                    fields.serialize_field("input", input)?;
                }
                _ => {}
            },
            _ => {}
        }
        match self {
            Change::NodeType { previous, current } => both(&mut fields, previous, current)?,
            Change::JobType { previous, current }
            | Change::JobTypeVersion { previous, current }
            | Change::RecipeType { previous, current } => both(&mut fields, previous, current)?,
            Change::JobTypeRevision { previous, current }
            | Change::RecipeTypeRevision { previous, current } => {
                both(&mut fields, previous, current)?;
            }
            Change::Filter { previous, current } => both(&mut fields, previous, current)?,
            Change::ParentAcceptance {
                previous, current, ..
            } => both(&mut fields, previous, current)?,
            Change::InputNew { current, .. } => fields.serialize_field("current", current)?,
            Change::InputChange {
                previous, current, ..
            } => both(&mut fields, previous, current)?,
            Change::InputRemoved { previous, .. } => {
                fields.serialize_field("previous", previous)?;
            }
            Change::Told { name, .. } => match name {
                ChangeName::ParentNew | ChangeName::ParentChanged | ChangeName::ParentRemoved => {}
                ChangeName::InputNew => fields.serialize_field("current", &())?,
                ChangeName::InputRemoved => fields.serialize_field("previous", &())?,
                _ => both(&mut fields, &(), &())?,
            },
            Change::ParentNew { .. }
            | Change::ParentChanged { .. }
            | Change::ParentRemoved { .. } => {}
        }
        fields.end()
    }
}

fn both<S: SerializeStruct>(
    fields: &mut S,
    previous: &impl Serialize,
    current: &impl Serialize,
) -> Result<(), S::Error> {
    fields.serialize_field("previous", previous)?;
    fields.serialize_field("current", current)
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
