//! Why a node runs again, or why it does not.

use std::collections::VecDeque;
use std::fmt::{self, Write};

use serde::Serialize;

use super::{Change, NodeDiff, Outcome, RecipeDiff};
use crate::documents::{ForcedNodes, NodeStatus};
use crate::hashed::HashedMap;
use crate::recipe::graph::NodeId;
use crate::words::{listed, quoted};

/// How many causes that lie before a node are listed; more would help nobody.
const MOST_INHERITED: usize = 20;

/// Why a node runs again, or why it does not.
///
/// ```
/// use scale_batch::RecipeDiff;
/// use scale_batch::diff::Cause;
/// use scale_batch::documents::RecipeDefinition;
///
/// let definition = |revision: i64| serde_json::from_value::<RecipeDefinition>(serde_json::json!({"nodes": {
///     "parse": {"dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": "parse",
///         "job_type_version": "1.0", "job_type_revision": revision}},
///     "report": {"dependencies": [{"name": "parse"}], "input": {}, "node_type": {"node_type": "job",
///         "job_type_name": "report", "job_type_version": "1.0", "job_type_revision": 1}},
/// }}));
/// let (previous, current) = (definition(1)?, definition(2)?);
/// let diff = RecipeDiff::between(&previous, &current, None)?;
/// let explanation = diff.explain("report").unwrap();
/// let Cause::InheritedChange { path, changes } = &explanation.causes[0] else { panic!() };
/// assert_eq!(path, &["parse", "report"]);
/// assert_eq!(changes[0].to_string(), "The job type revision changed from 1 to 2.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "Why a node runs again, or why it does not.",)
)]
#[non_exhaustive]
pub struct Explanation<'d> {
    /// The name of the node.
    pub node: &'d str,
    /// How it compares with the previous revision.
    pub status: NodeStatus,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Every cause for which it runs again: its own first, then the inherited ones, the nearest first. Empty when
    /// it does not run.
    pub causes: Vec<Cause<'d>>,
    /// How many inherited causes, farther away, are not listed.
    pub further_causes: usize,
    /// All of that in words.
    pub description: String,
}

/// One cause for which a node runs again.
///
/// ```
#[doc = include_str!("example.md")]
/// use scale_batch::diff::Cause;
///
/// let explanation = diff.explain("smooth-line").unwrap();
/// assert!(matches!(explanation.causes[0], Cause::New));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "cause", rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum Cause<'d> {
    /// The previous revision did not have the node.
    New,
    /// The node itself is different.
    Changed {
        /// What is different.
        change: Change<'d>,
    },
    /// The node is forced by name, or because all nodes are.
    Forced {
        /// Whether all nodes are forced; `None` where only a document describes the diff.
        all: Option<bool>,
    },
    /// A node before it is different.
    InheritedChange {
        /// The shortest path from the node that is different, along dependencies, to the node that runs again.
        path: Vec<&'d str>,
        /// What is different about the first node of the path.
        changes: Vec<Change<'d>>,
    },
    /// A node before it is forced.
    InheritedForce {
        /// The shortest path from the node that is forced, along dependencies, to the node that runs again.
        path: Vec<&'d str>,
    },
}

impl<'d> RecipeDiff<'d> {
    /// Why the node of that name runs again, or why it does not; `None` when there is no such node.
    ///
    /// The work is linear in what lies before the node.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let explanation = diff.explain("smooth-line").unwrap();
    /// assert_eq!(explanation.description, "\"smooth-line\" runs again. It is new.");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn explain(&self, name: &str) -> Option<Explanation<'d>> {
        self.node(name).map(NodeDiff::explain)
    }

    /// What happens to the nodes, in a sentence or two.
    ///
    /// ```
    /// # use scale_batch::RecipeDiff;
    /// # use scale_batch::documents::RecipeDefinition;
    /// let empty = RecipeDefinition::default();
    /// let diff = RecipeDiff::between(&empty, &empty, None)?;
    /// assert_eq!(diff.summary(), "The recipe has no nodes.");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn summary(&self) -> String {
        let (mut new, mut changed, mut forced, mut copied, mut deleted) = (0, 0, 0, 0, 0);
        for node in self.nodes() {
            match node.status() {
                NodeStatus::New => new += 1,
                NodeStatus::Changed => changed += 1,
                NodeStatus::Unchanged if node.is_forced() => forced += 1,
                NodeStatus::Unchanged => copied += 1,
                NodeStatus::Deleted => deleted += 1,
            }
        }
        let parts = |parts: &[(usize, &str)]| {
            let parts = parts.iter().filter(|(count, _)| *count > 0);
            let parts: Vec<_> = parts
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
            in_words(&parts)
        };
        let nodes = crate::words::counted(self.names.len() - deleted, "node");
        if self.names.len() == 0 {
            return "The recipe has no nodes.".to_owned();
        }
        if !self.can_be_reprocessed() {
            let counts = [(new, "new"), (changed, "changed"), (deleted, "deleted")];
            let found = match parts(&counts) {
                none if none.is_empty() => String::new(),
                found => format!(" Nodes: {found}."),
            };
            let reasons: Vec<_> = self
                .reasons()
                .iter()
                .map(|reason| reason.description.as_str())
                .collect();
            return format!(
                "The recipes cannot be re-processed. {}{found}",
                reasons.join(" ")
            );
        }
        let runs = new + changed + forced;
        let gone = match deleted {
            0 => String::new(),
            1 => " 1 node is deleted.".to_owned(),
            many => format!(" {many} nodes are deleted."),
        };
        if runs == 0 {
            return format!("Nothing runs again: all of the {nodes} are copied.{gone}");
        }
        let why = parts(&[(new, "new"), (changed, "changed"), (forced, "forced")]);
        let rest = match copied {
            0 => "nothing is copied".to_owned(),
            1 => "1 is copied".to_owned(),
            many => format!("{many} are copied"),
        };
        let run = if runs == 1 { "runs" } else { "run" };
        format!("{runs} of {nodes} {run} again ({why}), {rest}.{gone}")
    }
}

impl<'r, 'd> NodeDiff<'r, 'd> {
    /// Why it runs again, or why it does not.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let explanation = diff.node("smooth-line").unwrap().explain();
    /// assert_eq!(explanation.description, "\"smooth-line\" runs again. It is new.");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn explain(self) -> Explanation<'d> {
        let mut causes = Vec::new();
        let mut further_causes = 0;
        if self.runs() {
            if self.status() == NodeStatus::New {
                causes.push(Cause::New);
            }
            let own = self.changes().iter().filter(|change| change.is_own());
            causes.extend(own.map(|change| Cause::Changed { change: *change }));
            let all = self
                .diff
                .forced_nodes
                .map(|nodes| *nodes == ForcedNodes::All);
            if self.is_forced_directly() {
                causes.push(Cause::Forced { all });
            }
            let (paths, further) =
                self.paths_from(Self::changed_parents, Self::is_origin_of_change);
            further_causes += further;
            causes.extend(
                paths
                    .into_iter()
                    .map(|(origin, path)| Cause::InheritedChange {
                        path,
                        changes: origin.own_changes().collect(),
                    }),
            );
            if all != Some(true) {
                let (paths, further) =
                    self.paths_from(Self::forced_parents, Self::is_forced_directly);
                further_causes += further;
                causes.extend(
                    paths
                        .into_iter()
                        .map(|(_, path)| Cause::InheritedForce { path }),
                );
            }
        }
        let mut explanation = Explanation {
            node: self.name(),
            status: self.status(),
            outcome: self.outcome(),
            causes,
            further_causes,
            description: String::new(),
        };
        explanation.description = describe(&explanation, self.diff);
        explanation
    }

    fn own_changes(self) -> impl Iterator<Item = Change<'d>> + use<'r, 'd> {
        self.changes()
            .iter()
            .filter(|change| change.is_own())
            .copied()
    }

    /// Whether a change began here: a new node, or one with changes of its own.
    pub(super) fn is_origin_of_change(self) -> bool {
        self.status() == NodeStatus::New || self.changes().iter().any(Change::is_own)
    }

    /// The parents whose change is one of this node's changes.
    pub(super) fn changed_parents(self) -> impl Iterator<Item = NodeId> + use<'r, 'd> {
        let outline = &self.diff.outline;
        let parents = &outline.parents;
        let kept = outline.kept_edges.of(parents, self.id);
        let edges = parents.of(self.id).iter().zip(kept);
        let kept = edges.filter(|(_, kept)| **kept).map(|(parent, _)| *parent);
        kept.filter(|parent| self.diff.status(*parent) == NodeStatus::Changed)
    }

    pub(super) fn forced_parents(self) -> impl Iterator<Item = NodeId> + use<'r, 'd> {
        let parents = self.diff.outline.parents.of(self.id).iter().copied();
        parents.filter(|parent| self.diff.forced[*parent])
    }

    /// The nearest origins before this node, each with the shortest path from it, and how many more there are.
    ///
    /// A walk upwards, level by level, that ends at each origin: what lies before an origin cannot be nearer.
    fn paths_from<P: Iterator<Item = NodeId>>(
        self,
        parents: impl Fn(Self) -> P,
        is_origin: impl Fn(Self) -> bool,
    ) -> (Vec<(Self, Vec<&'d str>)>, usize) {
        let mut toward: HashedMap<NodeId, NodeId> = HashedMap::new();
        let mut waiting = VecDeque::from([self.id]);
        let mut origins = Vec::new();
        while let Some(node) = waiting.pop_front() {
            for parent in parents(self.diff.at(node)) {
                if toward.contains_key(&parent) {
                    continue;
                }
                toward.insert(parent, node);
                if is_origin(self.diff.at(parent)) {
                    origins.push(parent);
                } else {
                    waiting.push_back(parent);
                }
            }
        }
        let further = origins.len().saturating_sub(MOST_INHERITED);
        origins.truncate(MOST_INHERITED);
        let paths = origins.into_iter().map(|origin| {
            let path = std::iter::successors(Some(origin), |node| toward.get(node).copied());
            (
                self.diff.at(origin),
                path.map(|node| self.diff.names[node]).collect(),
            )
        });
        (paths.collect(), further)
    }
}

/// The explanation in words.
fn describe(explanation: &Explanation<'_>, diff: &RecipeDiff<'_>) -> String {
    let node = quoted(explanation.node);
    match explanation.outcome {
        Outcome::NotReprocessed => {
            format!("{node} does not run again, because the recipes cannot be re-processed.")
        }
        Outcome::Deleted => {
            format!(
                "{node} is deleted: the current revision does not have it, and its previous results are unpublished."
            )
        }
        Outcome::Copied if diff.has_forced => {
            format!("{node} is copied: neither it nor a node before it changed or is forced.")
        }
        Outcome::Copied => format!("{node} is copied: neither it nor a node before it changed."),
        Outcome::Runs => {
            let mut text = format!("{node} runs again.");
            for cause in &explanation.causes {
                // Writing to a String never fails.
                let _ = write!(text, " {cause}");
            }
            match explanation.further_causes {
                0 => {}
                1 => text.push_str(" 1 more cause lies farther away."),
                more => {
                    let _ = write!(text, " {more} more causes lie farther away.");
                }
            }
            text
        }
    }
}

impl fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cause::New => f.write_str("It is new."),
            Cause::Changed { change } => change.fmt(f),
            Cause::Forced { all: Some(true) } => f.write_str("All nodes are forced."),
            Cause::Forced { .. } => f.write_str("It is forced."),
            Cause::InheritedChange { path, changes } => {
                let origin = quoted(path.first().copied().unwrap_or_default());
                write!(
                    f,
                    "It comes after {origin}{}, which changed:",
                    through(path)
                )?;
                changes.iter().try_for_each(|change| write!(f, " {change}"))
            }
            Cause::InheritedForce { path } => {
                let origin = quoted(path.first().copied().unwrap_or_default());
                write!(
                    f,
                    "It comes after {origin}{}, which is forced.",
                    through(path)
                )
            }
        }
    }
}

/// The nodes between the ends of a path: ` (through "a", "b")`.
fn through(path: &[&str]) -> String {
    match path {
        [_, between @ .., _] if !between.is_empty() => {
            format!(" (through {})", listed(between.iter().copied()))
        }
        _ => String::new(),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn in_words(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
