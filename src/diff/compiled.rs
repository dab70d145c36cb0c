//! A diff in numbers: what is the same in two definitions and what is not, whatever is forced.
//!
//! It borrows nothing from the definitions, so that a context can keep it. The next diff of the same definitions compares
//! no strings: it looks only at those nodes again that are different themselves.

use std::sync::Arc;

use super::outline::Outline;
use super::own_changes::own_changes;
use super::{Change, Changes, RecipeDiff, Versions};
use crate::documents::{NodeStatus, RecipeDefinition};
use crate::recipe::graph::{NodeId, NodeMap};
use crate::sorted::sort_by_key;

/// The diff of two definitions without what it borrows from them.
#[derive(Debug, Clone)]
pub(crate) struct CompiledDiff {
    pub(super) outline: Arc<Outline>,
    pub(super) changes: Changes<CompiledChange>,
}

/// A [`Change`] without what it borrows from the definitions.
#[derive(Debug, Clone, Copy)]
pub(super) enum CompiledChange {
    /// All changes of the node itself: what it runs, or where its input comes from.
    Own,
    ParentNew(NodeId),
    ParentChanged(NodeId),
    ParentRemoved(NodeId),
    ParentAcceptance {
        parent: NodeId,
        previous: bool,
        current: bool,
    },
}

impl CompiledDiff {
    /// The names of the nodes, out of those of the same two definitions.
    pub(super) fn names<'d>(
        &self,
        mut previous: impl Iterator<Item = &'d str>,
        mut current: impl Iterator<Item = &'d str>,
    ) -> NodeMap<&'d str> {
        let statuses = self.outline.statuses.values();
        let mut names = NodeMap::with_capacity(statuses.len());
        for status in statuses {
            let before = match status {
                NodeStatus::New => None,
                _ => previous.next(),
            };
            names.extend(match status {
                NodeStatus::Deleted => before,
                _ => current.next(),
            });
        }
        names
    }

    /// The diff, with the names of its nodes and what it borrows from the same two definitions; nothing is forced yet.
    pub(super) fn between<'d>(
        &self,
        names: NodeMap<&'d str>,
        previous: &'d RecipeDefinition,
        current: &'d RecipeDefinition,
    ) -> RecipeDiff<'d> {
        let statuses = &self.outline.statuses;
        let mut versions = NodeMap::with_capacity(statuses.len());
        let (mut before, mut now) = (previous.nodes.values(), current.nodes.values());
        for status in statuses.values() {
            versions.extend(match status {
                NodeStatus::New => now.next().map(Versions::New),
                NodeStatus::Deleted => before.next().map(Versions::Deleted),
                NodeStatus::Unchanged | NodeStatus::Changed => before
                    .next()
                    .zip(now.next())
                    .map(|(previous, current)| Versions::Kept { previous, current }),
            });
        }
        let changes = self.changes(&names, &versions);
        RecipeDiff {
            outline: Arc::clone(&self.outline),
            names,
            versions,
            changes,
            forced_nodes: None,
            has_forced: false,
            forced_directly: NodeMap::with_capacity(0),
            forced: NodeMap::with_capacity(0),
        }
    }

    fn changes<'d>(
        &self,
        names: &NodeMap<&'d str>,
        versions: &NodeMap<Versions<'d>>,
    ) -> Changes<Change<'d>> {
        let mut changes = Changes::none(&self.outline.parents, self.changes.len());
        let mut found = Vec::new();
        for (node, version) in versions.iter() {
            for change in self.changes.of(node) {
                match *change {
                    CompiledChange::Own => {
                        if let Versions::Kept { previous, current } = *version {
                            own_changes(previous, current, &mut found);
                        }
                    }
                    CompiledChange::ParentNew(parent) => found.push(Change::ParentNew {
                        node: names[parent],
                    }),
                    CompiledChange::ParentChanged(parent) => found.push(Change::ParentChanged {
                        node: names[parent],
                    }),
                    CompiledChange::ParentRemoved(parent) => found.push(Change::ParentRemoved {
                        node: names[parent],
                    }),
                    CompiledChange::ParentAcceptance {
                        parent,
                        previous,
                        current,
                    } => found.push(Change::ParentAcceptance {
                        node: names[parent],
                        previous,
                        current,
                    }),
                }
            }
            if !found.is_empty() {
                sort_by_key(&mut found, Change::name);
                changes.set(node, &mut found);
            }
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NodeDiff, Sound};
    use super::*;
    use crate::documents::{ChangeName, ForcedNodes};
    use crate::recipe::graph::Graph;
    use serde_json::json;

    #[test]
    fn one_comparison_serves_every_choice_of_forced_nodes() {
        let node = |revision: i64, parents: &[&str], inputs: &[&str]| {
            let dependencies: Vec<_> = parents.iter().map(|name| json!({"name": name})).collect();
            let input = inputs
                .iter()
                .map(|name| ((*name).to_owned(), json!({"type": "recipe", "input": "x"})));
            let input: serde_json::Map<_, _> = input.collect();
            json!({"dependencies": dependencies, "input": input, "node_type": {"node_type": "job",
                "job_type_name": "a", "job_type_version": "1", "job_type_revision": revision}})
        };
        let definition = |nodes: serde_json::Value| -> RecipeDefinition {
            let input = json!({"files": [{"name": "x"}]});
            serde_json::from_value(json!({"input": input, "nodes": nodes})).unwrap()
        };
        let previous = definition(json!({
            "a": node(1, &[], &[]), "b": node(1, &[], &[]), "c": node(1, &["a", "b"], &["i"]),
            "d": node(1, &["b"], &[]), "gone": node(1, &["d"], &[])}));
        let current = definition(json!({
            "a": node(2, &[], &[]), "b": node(1, &[], &[]), "c": node(2, &["a", "new"], &["j"]),
            "d": node(1, &["b"], &[]), "new": node(1, &[], &[])}));
        let graphs = [&previous, &current].map(|definition| Graph::new(definition).unwrap());
        let sound = |definition, graph| Sound { definition, graph };
        let before = sound(&previous, &graphs[0]);
        let now = sound(&current, &graphs[1]);
        let compiled = CompiledDiff::new(before, now);
        let forced = ForcedNodes::nodes(["b"]);
        for (forced, runs) in [
            (Some(&forced), vec!["a", "b", "c", "d", "new"]),
            (None, vec!["a", "c", "new"]),
            (Some(&ForcedNodes::All), vec!["a", "b", "c", "d", "new"]),
        ] {
            let diff = RecipeDiff::between_compiled(&compiled, before, now, forced);
            assert!(diff.runs().eq(runs));
            let statuses = diff.nodes().map(|node| (node.name(), node.status()));
            assert!(statuses.eq([
                ("a", NodeStatus::Changed),
                ("b", NodeStatus::Unchanged),
                ("c", NodeStatus::Changed),
                ("d", NodeStatus::Unchanged),
                ("gone", NodeStatus::Deleted),
                ("new", NodeStatus::New),
            ]));
            // In the order of the API, whichever the definitions and whichever the graphs tell.
            let changes = diff.node("c").unwrap().changes().iter().map(Change::name);
            assert!(changes.eq([
                ChangeName::JobTypeRevisionChange,
                ChangeName::ParentNew,
                ChangeName::ParentChanged,
                ChangeName::ParentRemoved,
                ChangeName::InputNew,
                ChangeName::InputRemoved,
            ]));
            let gone = diff.node("gone").unwrap();
            assert!(gone.dependencies().map(NodeDiff::name).eq(["d"]));
        }
    }
}
