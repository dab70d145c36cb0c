//! What is different about a node.

mod of_nodes;
mod words;
mod written;

use crate::documents::{ChangeName, Connection, DataFilter, NodeKind};
pub(super) use of_nodes::Changes;
pub(crate) use words::bare;

/// One difference between the previous and the current version of a node, with the old and the new value.
///
/// It displays as a sentence. In JSON: `{name, description}` as in the API, and beside them the parts that it
/// has: `node` (another node), `input` (an input of this node), `previous` and `current`; they are null where only a
/// diff document tells of the change.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes.changes`.
///
/// ```
/// use scale_batch::diff::Change;
/// use scale_batch::documents::ChangeName;
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
    ///
    /// ```
    #[doc = include_str!("../../diff/example.md")]
    /// use scale_batch::documents::ChangeName;
    ///
    /// let change = &diff.node("screen-clouds").unwrap().changes()[0];
    /// assert_eq!(change.name(), ChangeName::JobTypeRevisionChange);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
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
    ///
    /// ```
    #[doc = include_str!("../../diff/example.md")]
    /// let publish = diff.node("publish").unwrap();
    /// assert!(publish.changes()[0].is_own(), "it depends on another node now");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub const fn is_own(&self) -> bool {
        !matches!(self.name(), ChangeName::ParentChanged)
    }
}
