//! What a re-processing batch will do with each node of a recipe, and why.

mod change;
mod compare;
mod compiled;
mod drawing;
mod explain;
mod filter;
mod forcing;
mod inside;
mod merge;
mod node;
mod outline;
mod own_changes;
mod owned;
mod program;
mod recipe_diff;
mod sound;
mod told;
mod written;

use crate::documents::{ForcedNodes, RecipeDefinition, RecipeDiffDocument};
use crate::problem::Problems;

pub use change::Change;
use change::Changes;
pub(crate) use change::bare;
pub(crate) use compiled::CompiledDiff;
pub use drawing::{Layout, PlacedEdge, PlacedNode};
pub(crate) use drawing::{Mark, Origins};
pub use explain::{Cause, Explanation};
pub use inside::{SubRecipeDiff, SubRecipeDiffs};
pub use node::{NodeDiff, Outcome};
pub use owned::OwnedRecipeDiff;
pub(crate) use program::Program;
pub use recipe_diff::RecipeDiff;
use recipe_diff::Versions;
pub(crate) use sound::Sound;

impl<'d> RecipeDiff<'d> {
    /// Compares two definitions and forces nodes.
    ///
    /// Linear in nodes, dependencies and connections; no order of nodes or fields, and no default that is spelled
    /// out, makes a difference.
    ///
    /// # Errors
    /// `DUPLICATE_INPUT`, `UNKNOWN_NODE`, `UNKNOWN_INPUT`, `CIRCULAR_DEPENDENCY` or `VALUE_ERROR` where a definition is
    /// broken, so that the server could not compare it either. Their
    /// `document` is `previous` or `current`, and so is `params.definition`.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let old = RecipeDiff::between(&current, &previous, None)?;
    /// assert_eq!(diff.runs().count(), 8);
    /// assert_eq!(old.runs().count(), 8);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub fn between(
        previous: &'d RecipeDefinition,
        current: &'d RecipeDefinition,
        forced_nodes: Option<&'d ForcedNodes>,
    ) -> Result<Self, Problems> {
        let mut diff = compare::compare(Some(previous), current)?;
        forcing::force(&mut diff, forced_nodes);
        Ok(diff)
    }

    /// As [`Self::between`], for definitions that were compared before.
    pub(crate) fn between_compiled(
        compiled: &CompiledDiff,
        previous: Sound<'d, 'd>,
        current: Sound<'d, 'd>,
        forced_nodes: Option<&'d ForcedNodes>,
    ) -> Self {
        // The names of a kept graph stand closer together than those of a definition.
        let names = compiled.names(previous.graph.names(), current.graph.names());
        let mut diff = compiled.between(names, previous.definition, current.definition);
        forcing::force(&mut diff, forced_nodes);
        diff
    }

    /// Every node of either definition, sorted by name.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let names: Vec<_> = diff.nodes().map(|node| node.name()).collect();
    /// assert!(names.is_sorted());
    /// assert_eq!(names.len(), 14);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = NodeDiff<'_, 'd>> {
        self.names.nodes().map(|node| self.at(node))
    }

    /// The nodes of the current definition in topological order, ties by name; then the deleted ones.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// let names: Vec<_> = diff.in_order().map(|node| node.name()).collect();
    /// assert!(names.iter().position(|name| *name == "publish") > names.iter().position(|name| *name == "smooth-line"));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn in_order(&self) -> impl ExactSizeIterator<Item = NodeDiff<'_, 'd>> {
        self.outline.order.iter().map(|node| self.at(*node))
    }

    /// The node of that name.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.node("publish").is_some_and(|node| node.runs()));
    /// assert!(diff.node("Publish").is_none());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn node(&self, name: &str) -> Option<NodeDiff<'_, 'd>> {
        let found = self.names.search(&name);
        found.map(|node| self.at(node))
    }

    /// The nodes that run again, sorted by name.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert_eq!(diff.runs().next(), Some("is-clear"));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub fn runs(&self) -> impl Iterator<Item = &'d str> {
        self.names_where(NodeDiff::runs)
    }

    /// The nodes whose results are copied, sorted by name.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.copied().any(|name| name == "thumbnail"));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub fn copied(&self) -> impl Iterator<Item = &'d str> {
        self.names_where(NodeDiff::is_copied)
    }

    /// The nodes whose previous results are superseded, sorted by name.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.superseded().any(|name| name == "publish"));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub fn superseded(&self) -> impl Iterator<Item = &'d str> {
        self.names_where(NodeDiff::is_superseded)
    }

    /// The nodes whose previous results are unpublished, sorted by name.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert_eq!(diff.unpublished().collect::<Vec<_>>(), ["simplify-line"]);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub fn unpublished(&self) -> impl Iterator<Item = &'d str> {
        self.names_where(NodeDiff::is_unpublished)
    }

    /// The recipe nodes in which everything is superseded, sorted by name.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.recursively_superseded().all(|name| diff.node(name).is_some()));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub fn recursively_superseded(&self) -> impl Iterator<Item = &'d str> {
        self.names_where(NodeDiff::is_recursively_superseded)
    }

    /// The recipe nodes of either definition, sorted by name, with the nodes that are forced inside them.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert!(diff.forced_inside().all(|(_, forced)| forced.is_none()), "nothing is forced");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub fn forced_inside(&self) -> impl Iterator<Item = (&'d str, Option<&'d ForcedNodes>)> {
        self.nodes()
            .filter(|node| node.kind() == crate::documents::NodeKind::Recipe)
            .map(|node| (node.name(), node.forced_inside()))
    }

    /// The diff as the API's document, which does not borrow anything.
    ///
    /// ```
    #[doc = include_str!("example.md")]
    /// assert_eq!(diff.document().nodes.len(), diff.nodes().len());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn document(&self) -> RecipeDiffDocument {
        RecipeDiffDocument {
            can_be_reprocessed: self.can_be_reprocessed(),
            reasons: self.reasons().to_vec(),
            nodes: self
                .nodes()
                .map(|node| (node.name().to_owned(), node.document()))
                .collect(),
        }
    }

    fn names_where<'r>(
        &'r self,
        holds: fn(NodeDiff<'r, 'd>) -> bool,
    ) -> impl Iterator<Item = &'d str> + use<'r, 'd> {
        self.nodes()
            .filter(move |node| holds(*node))
            .map(NodeDiff::name)
    }
}
