//! A diff that owns what it compares.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::compiled::CompiledDiff;
use super::{RecipeDiff, compare, forcing};
use crate::documents::{ForcedNodes, RecipeDefinition};
use crate::problem::Problems;

/// A [`RecipeDiff`] that owns its definitions, to be kept in a struct, a cache or another thread.
///
/// The comparison itself is kept, too: [`diff`](OwnedRecipeDiff::diff) looks at each node once, but compares only those
/// again that are different themselves. In JSON it is the API's document, from which nothing can be explained that the
/// document does not tell.
///
/// Source: the Scale API's *Recipe Diff JSON*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::diff::OwnedRecipeDiff;
/// use scale_batch::documents::{ForcedNodes, RecipeDefinition};
///
/// let read = |name: &str| {
///     let text = std::fs::read_to_string(format!("examples/story/{name}-definition.json")).unwrap();
///     Reader::new().text::<RecipeDefinition>(&text).document.unwrap()
/// };
/// let kept = OwnedRecipeDiff::between(read("previous"), read("current"), None)?;
/// let description = kept.diff().explain("publish").unwrap().description;
/// assert!(description.starts_with("\"publish\" runs again."));
///
/// let forced = kept.with_forced_nodes(Some(ForcedNodes::All));
/// assert_eq!(forced.diff().copied().count(), 0);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone)]
pub struct OwnedRecipeDiff {
    previous: Arc<RecipeDefinition>,
    current: Arc<RecipeDefinition>,
    forced_nodes: Option<ForcedNodes>,
    compiled: Arc<CompiledDiff>,
}

impl OwnedRecipeDiff {
    /// Compares two definitions and forces nodes. Both may be shared: each is a definition or an `Arc` of one.
    ///
    /// # Errors
    /// As [`RecipeDiff::between`].
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use scale_batch::diff::OwnedRecipeDiff;
    /// use scale_batch::documents::RecipeDefinition;
    ///
    /// let definition = Arc::new(RecipeDefinition::new());
    /// let kept = OwnedRecipeDiff::between(Arc::clone(&definition), definition, None)?;
    /// assert_eq!(kept.diff().nodes().len(), 0);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    pub fn between(
        previous: impl Into<Arc<RecipeDefinition>>,
        current: impl Into<Arc<RecipeDefinition>>,
        forced_nodes: Option<ForcedNodes>,
    ) -> Result<Self, Problems> {
        let (previous, current) = (previous.into(), current.into());
        let compiled = Arc::new(compare::compiled(Some(&previous), &current)?);
        Ok(OwnedRecipeDiff {
            previous,
            current,
            forced_nodes,
            compiled,
        })
    }

    /// The same definitions with other nodes forced; they are not compared again.
    ///
    /// ```
    /// use scale_batch::diff::OwnedRecipeDiff;
    /// use scale_batch::documents::{ForcedNodes, RecipeDefinition};
    ///
    /// let kept = OwnedRecipeDiff::between(RecipeDefinition::new(), RecipeDefinition::new(), None)?;
    /// let forced = kept.with_forced_nodes(Some(ForcedNodes::All));
    /// assert!(forced.diff().forced_nodes().is_some());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn with_forced_nodes(self, forced_nodes: Option<ForcedNodes>) -> Self {
        OwnedRecipeDiff {
            forced_nodes,
            ..self
        }
    }

    /// The diff, which borrows the definitions.
    ///
    /// ```
    /// use scale_batch::diff::OwnedRecipeDiff;
    /// use scale_batch::documents::RecipeDefinition;
    ///
    /// let kept = OwnedRecipeDiff::between(RecipeDefinition::new(), RecipeDefinition::new(), None)?;
    /// assert!(kept.diff().can_be_reprocessed());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn diff(&self) -> RecipeDiff<'_> {
        let (previous, current) = (&*self.previous, &*self.current);
        let names = compare::names_of(&self.compiled, previous, current);
        let mut diff = self.compiled.between(names, previous, current);
        forcing::force(&mut diff, self.forced_nodes.as_ref());
        diff
    }

    /// The previous definition.
    ///
    /// ```
    /// use scale_batch::diff::OwnedRecipeDiff;
    /// use scale_batch::documents::RecipeDefinition;
    ///
    /// let kept = OwnedRecipeDiff::between(RecipeDefinition::new(), RecipeDefinition::new(), None)?;
    /// assert_eq!(**kept.previous(), RecipeDefinition::new());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn previous(&self) -> &Arc<RecipeDefinition> {
        &self.previous
    }

    /// The current definition.
    ///
    /// ```
    /// use scale_batch::diff::OwnedRecipeDiff;
    /// use scale_batch::documents::RecipeDefinition;
    ///
    /// let kept = OwnedRecipeDiff::between(RecipeDefinition::new(), RecipeDefinition::new(), None)?;
    /// assert_eq!(**kept.current(), RecipeDefinition::new());
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn current(&self) -> &Arc<RecipeDefinition> {
        &self.current
    }
}

impl Serialize for OwnedRecipeDiff {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.diff().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn definition(revision: i64) -> RecipeDefinition {
        let node = |parents: &[&str], revision: i64| {
            let dependencies: Vec<_> = parents.iter().map(|name| json!({"name": name})).collect();
            json!({"dependencies": dependencies, "input": {}, "node_type": {"node_type": "job",
                "job_type_name": "a", "job_type_version": "1", "job_type_revision": revision}})
        };
        serde_json::from_value(json!({"nodes": {
            "a": node(&[], revision), "b": node(&["a"], 1), "c": node(&[], 1)}}))
        .unwrap()
    }

    #[test]
    fn it_says_the_same_as_a_diff_that_borrows() {
        let (previous, current) = (definition(1), definition(2));
        for forced in [
            None,
            Some(ForcedNodes::nodes(["c"])),
            Some(ForcedNodes::All),
        ] {
            let borrowed = RecipeDiff::between(&previous, &current, forced.as_ref()).unwrap();
            let owned = OwnedRecipeDiff::between(previous.clone(), current.clone(), forced.clone())
                .unwrap();
            let moved = std::thread::spawn(move || owned).join().unwrap();
            let text = serde_json::to_string(&moved).unwrap();
            assert_eq!(text, serde_json::to_string(&borrowed).unwrap());
            for name in ["a", "b", "c"] {
                assert_eq!(moved.diff().explain(name), borrowed.explain(name));
            }
            assert_eq!(moved.diff().forced_nodes(), forced.as_ref());
        }
    }

    #[test]
    fn what_is_broken_is_no_diff() {
        let broken: RecipeDefinition = serde_json::from_value(json!({"nodes": {"a": {
            "dependencies": [{"name": "b"}], "input": {}, "node_type": {"node_type": "condition",
            "interface": {}, "data_filter": {}}}}}))
        .unwrap();
        let problems = OwnedRecipeDiff::between(broken, RecipeDefinition::new(), None).unwrap_err();
        let problem = problems.iter().next().unwrap();
        assert_eq!(problem.document.as_deref(), Some("previous"));
    }
}
