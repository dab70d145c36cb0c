//! Where the reasons of all nodes began, and each reason in a few words.

use crate::diff::{NodeDiff, Outcome, RecipeDiff, bare};
use crate::documents::{ForcedNodes, NodeStatus};
use crate::recipe::graph::{NodeId, NodeMap};

/// For each node the nearest node where its changes, and its forcing, began: with the distance, itself perhaps.
pub(crate) struct Origins<'r, 'd> {
    diff: &'r RecipeDiff<'d>,
    of_change: NodeMap<Option<(u32, NodeId)>>,
    of_force: NodeMap<Option<(u32, NodeId)>>,
}

impl<'r, 'd> Origins<'r, 'd> {
    /// One walk over all nodes in topological order.
    pub(crate) fn new(diff: &'r RecipeDiff<'d>) -> Self {
        let mut of_change: NodeMap<Option<(u32, NodeId)>> = diff.node_map(None);
        let mut of_force = of_change.clone();
        let next = |nearest: Option<(u32, NodeId)>| {
            nearest.map(|(distance, origin)| (distance + 1, origin))
        };
        for node in diff.in_order() {
            of_change[node.id] = if node.is_origin_of_change() {
                Some((0, node.id))
            } else {
                let parents = node.changed_parents();
                next(parents.filter_map(|parent| of_change[parent]).min())
            };
            of_force[node.id] = if node.is_forced_directly() {
                Some((0, node.id))
            } else {
                let parents = node.forced_parents();
                next(parents.filter_map(|parent| of_force[parent]).min())
            };
        }
        Origins {
            diff,
            of_change,
            of_force,
        }
    }

    /// What becomes of a node and why, in a few words: `version 1.0 → 2.0`, `after ortho`, `copied`.
    pub(crate) fn note(&self, node: NodeDiff<'_, 'd>) -> String {
        const MOST: usize = 2;
        match (node.outcome(), node.status()) {
            (_, NodeStatus::New) => return "new".to_owned(),
            (_, NodeStatus::Deleted) => return "deleted".to_owned(),
            (Outcome::Copied, _) => return "copied".to_owned(),
            (Outcome::NotReprocessed, NodeStatus::Unchanged) => return "unchanged".to_owned(),
            _ => {}
        }
        let own: Vec<_> = node
            .changes()
            .iter()
            .filter(|change| change.is_own())
            .collect();
        let mut parts: Vec<_> = own.iter().take(MOST).map(|change| change.brief()).collect();
        if own.len() > MOST {
            parts.push(format!("{} more", own.len() - MOST));
        }
        if own.is_empty() {
            let origin = self.name(&self.of_change, node);
            parts.extend(origin.map(|origin| format!("after {origin}")));
        }
        if node.is_forced_directly() {
            parts.push(if self.diff.forced_nodes == Some(&ForcedNodes::All) {
                "all forced".to_owned()
            } else {
                "forced".to_owned()
            });
        } else if let Some(origin) = self.name(&self.of_force, node) {
            parts.push(format!("after {origin}, forced"));
        }
        parts.join(", ")
    }

    fn name(
        &self,
        origins: &NodeMap<Option<(u32, NodeId)>>,
        node: NodeDiff<'_, 'd>,
    ) -> Option<String> {
        let (_, origin) = origins[node.id]?;
        Some(bare(self.diff.at(origin).name()))
    }
}

/// How a node is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    New,
    Changed,
    Forced,
    Copied,
    Deleted,
}

impl Mark {
    pub(crate) const ALL: [Mark; 5] = [
        Mark::New,
        Mark::Changed,
        Mark::Forced,
        Mark::Copied,
        Mark::Deleted,
    ];

    pub(crate) fn of(node: NodeDiff<'_, '_>) -> Self {
        match node.status() {
            NodeStatus::New => Mark::New,
            NodeStatus::Changed => Mark::Changed,
            NodeStatus::Deleted => Mark::Deleted,
            NodeStatus::Unchanged if node.runs() => Mark::Forced,
            NodeStatus::Unchanged => Mark::Copied,
        }
    }

    /// A word for it, which is also the name of its class in a picture.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Mark::New => "new",
            Mark::Changed => "changed",
            Mark::Forced => "forced",
            Mark::Copied => "copied",
            Mark::Deleted => "deleted",
        }
    }
}
