//! A diff as JSON, exactly as the API has it: [`crate::documents::RecipeDiffDocument`], written without being built.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::{Change, NodeDiff, Program, RecipeDiff};

impl Serialize for RecipeDiff<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Nodes<'r, 'd>(&'r RecipeDiff<'d>);
        impl Serialize for Nodes<'_, '_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.nodes().map(|node| (node.name(), node)))
            }
        }
        let mut fields = serializer.serialize_struct("RecipeDiff", 3)?;
        fields.serialize_field("can_be_reprocessed", &self.can_be_reprocessed())?;
        fields.serialize_field("reasons", self.reasons())?;
        fields.serialize_field("nodes", &Nodes(self))?;
        fields.end()
    }
}

impl Serialize for NodeDiff<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("NodeDiff", 7)?;
        fields.serialize_field("status", &self.status())?;
        fields.serialize_field("changes", &Changes(self.changes()))?;
        fields.serialize_field("reprocess_new_node", &self.runs())?;
        fields.serialize_field("force_reprocess", &self.is_forced())?;
        fields.serialize_field("dependencies", &Dependencies(*self))?;
        if let Some(previous) = self.previous_kind() {
            fields.serialize_field("prev_node_type", &previous)?;
        }
        fields.serialize_field("node_type", &Runs(*self))?;
        fields.end()
    }
}

/// The changes by their names, without their values.
struct Changes<'r, 'd>(&'r [Change<'d>]);

impl Serialize for Changes<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Named<'r, 'd>(&'r Change<'d>);
        impl Serialize for Named<'_, '_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut fields = serializer.serialize_struct("Change", 2)?;
                fields.serialize_field("name", &self.0.name())?;
                fields.serialize_field("description", &format_args!("{}", self.0))?;
                fields.end()
            }
        }
        serializer.collect_seq(self.0.iter().map(Named))
    }
}

/// The nodes that a node depends on, by their names.
struct Dependencies<'r, 'd>(NodeDiff<'r, 'd>);

impl Serialize for Dependencies<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Dependency<'d> {
            name: &'d str,
        }
        let dependencies = self.0.dependencies();
        serializer.collect_seq(dependencies.map(|node| Dependency { name: node.name() }))
    }
}

/// What a node runs, and what it ran before where that is different.
struct Runs<'r, 'd>(NodeDiff<'r, 'd>);

impl Serialize for Runs<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("NodeType", 8)?;
        fields.serialize_field("node_type", &self.0.kind())?;
        match self.0.program() {
            Program::Job {
                name,
                version,
                revision,
            } => {
                fields.serialize_field("job_type_name", name)?;
                fields.serialize_field("job_type_version", version)?;
                fields.serialize_field("job_type_revision", &revision)?;
            }
            Program::Recipe { name, revision } => {
                fields.serialize_field("recipe_type_name", name)?;
                fields.serialize_field("recipe_type_revision", &revision)?;
            }
            Program::Condition => {}
        }
        for change in self.0.changes() {
            match change {
                Change::JobType { previous, .. } => {
                    fields.serialize_field("prev_job_type_name", previous)?;
                }
                Change::JobTypeVersion { previous, .. } => {
                    fields.serialize_field("prev_job_type_version", previous)?;
                }
                Change::JobTypeRevision { previous, .. } => {
                    fields.serialize_field("prev_job_type_revision", previous)?;
                }
                Change::RecipeType { previous, .. } => {
                    fields.serialize_field("prev_recipe_type_name", previous)?;
                }
                Change::RecipeTypeRevision { previous, .. } => {
                    fields.serialize_field("prev_recipe_type_revision", previous)?;
                }
                _ => {}
            }
        }
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use crate::diff::RecipeDiff;
    use crate::documents::{ForcedNodes, RecipeDefinition};

    #[test]
    fn what_is_written_is_the_document() {
        let cases = include_str!("../../tests/data/diff.jsonl").lines();
        let mut compared = 0;
        for case in cases {
            let case: serde_json::Value = serde_json::from_str(case).unwrap();
            let input = &case["input"];
            let definition = |which: &str| -> RecipeDefinition {
                serde_json::from_value(input[which].clone()).unwrap()
            };
            let (previous, current) = (definition("previous"), definition("current"));
            let forced: Option<ForcedNodes> =
                serde_json::from_value(input["forced_nodes"].clone()).unwrap();
            if let Ok(diff) = RecipeDiff::between(&previous, &current, forced.as_ref()) {
                let written = serde_json::to_string(&diff).unwrap();
                assert_eq!(written, serde_json::to_string(&diff.document()).unwrap());
                compared += 1;
            }
        }
        assert!(compared > 200, "only {compared} diffs were compared");
    }
}
