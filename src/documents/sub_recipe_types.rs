//! Revisions of recipe types, by name and number.

use std::sync::Arc;

use serde::Serialize;

use super::items::items_of;
use super::{DocumentKind, RecipeDefinition, SubRecipeType, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};
use crate::sorted::sort_unique_by;

/// The revisions of recipe types that others contain, by name and revision.
///
/// In JSON an array of [`SubRecipeType`], or a page of a list of them.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::SubRecipeTypes;
///
/// let text = r#"[{"name": "ortho", "revision_num": 2, "definition": {"nodes": {}}}]"#;
/// let sub_recipe_types = Reader::new().text::<SubRecipeTypes>(text).into_result()?;
/// assert!(sub_recipe_types.revision("ortho", 2).is_some());
/// assert_eq!(sub_recipe_types.latest("ortho").unwrap().0, 2);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "Vec<SubRecipeType>", inline))]
pub struct SubRecipeTypes(
    /// In order of name and revision, each once.
    Vec<ListedRevision>,
);

/// The input that lists revisions, unless it has another name.
const REVISIONS: &str = "revisions";

/// A revision in a list.
#[derive(Debug, Clone)]
pub(crate) struct ListedRevision {
    pub(crate) document: Arc<SubRecipeType>,
    /// The name of the input that the list is.
    pub(crate) input: &'static str,
    /// Where it stands in the document of the list, as a JSON Pointer.
    pub(crate) place: String,
}

impl PartialEq for ListedRevision {
    /// The input and the place say nothing of the revision.
    fn eq(&self, other: &Self) -> bool {
        self.document == other.document
    }
}

impl Eq for ListedRevision {}

impl SubRecipeTypes {
    /// The definition of one revision.
    ///
    /// ```
    /// use scale_batch::documents::{RecipeDefinition, SubRecipeType, SubRecipeTypes};
    ///
    /// let revision = |number| SubRecipeType::new("mosaic", number, RecipeDefinition::new());
    /// let types: SubRecipeTypes = [revision(1), revision(2)].into_iter().collect();
    /// assert!(types.revision("mosaic", 1).is_some());
    /// ```
    #[must_use]
    pub fn revision(&self, name: &str, revision_num: i64) -> Option<&RecipeDefinition> {
        Some(&self.listed(name, revision_num)?.document.definition)
    }

    /// The number and the definition of the latest revision that is known.
    ///
    /// ```
    /// use scale_batch::documents::{RecipeDefinition, SubRecipeType, SubRecipeTypes};
    ///
    /// let revision = |number| SubRecipeType::new("mosaic", number, RecipeDefinition::new());
    /// let types: SubRecipeTypes = [revision(1), revision(2)].into_iter().collect();
    /// assert_eq!(types.latest("mosaic").unwrap().0, 2);
    /// ```
    #[must_use]
    pub fn latest(&self, name: &str) -> Option<(i64, &RecipeDefinition)> {
        let after = self
            .0
            .partition_point(|known| known.document.name.as_str() <= name);
        let latest = &self.0.get(after.checked_sub(1)?)?.document;
        (latest.name == name).then_some((latest.revision_num, &latest.definition))
    }

    /// Every revision, by name and number.
    ///
    /// ```
    /// use scale_batch::documents::{RecipeDefinition, SubRecipeType, SubRecipeTypes};
    ///
    /// let revision = |number| SubRecipeType::new("mosaic", number, RecipeDefinition::new());
    /// let types: SubRecipeTypes = [revision(1), revision(2)].into_iter().collect();
    /// assert_eq!(types.iter().count(), 2);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, i64, &RecipeDefinition)> {
        let documents = self.documents();
        documents.map(|known| (known.name.as_str(), known.revision_num, &known.definition))
    }

    /// Every revision as a document, by name and number.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &SubRecipeType> {
        self.0.iter().map(|listed| &*listed.document)
    }

    /// One revision, and its place.
    pub(crate) fn listed(&self, name: &str, revision_num: i64) -> Option<&ListedRevision> {
        let place = self
            .0
            .binary_search_by(|known| known.document.key().cmp(&(name, revision_num)));
        self.0.get(place.ok()?)
    }

    /// The same list as the input of this name, where it is not `revisions`.
    pub(crate) fn given_as(mut self, input: &'static str) -> Self {
        for listed in &mut self.0 {
            listed.input = input;
        }
        self
    }

    /// All revisions of both; where both have one, it is taken from `self`.
    pub(crate) fn and(&self, others: &SubRecipeTypes) -> SubRecipeTypes {
        // Of equal keys the last one stays.
        let both = others.0.iter().chain(&self.0);
        SubRecipeTypes::of(both.cloned().collect())
    }

    pub(super) fn of(mut all: Vec<ListedRevision>) -> Self {
        sort_unique_by(&mut all, |one, other| {
            one.document.key().cmp(&other.document.key())
        });
        SubRecipeTypes(all)
    }

    /// What two lists have together, where there are two; where both have a revision, it is taken from the `first`.
    pub(crate) fn of_either(first: Option<Self>, second: Option<Self>) -> Option<Self> {
        match (first, second) {
            (Some(first), Some(second)) => Some(first.and(&second)),
            (first, second) => first.or(second),
        }
    }
}

impl FromIterator<SubRecipeType> for SubRecipeTypes {
    fn from_iter<I: IntoIterator<Item = SubRecipeType>>(types: I) -> Self {
        let listed = types.into_iter().enumerate();
        let listed = listed.map(|(index, document)| ListedRevision {
            document: Arc::new(document),
            input: REVISIONS,
            place: format!("/{index}"),
        });
        SubRecipeTypes::of(listed.collect())
    }
}

deserialize_by_reading!(SubRecipeTypes);

impl Read for SubRecipeTypes {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let items = revisions_in(at, collector, "revisions of recipe types")?;
        let listed = items.filter_map(|item| ListedRevision::read(item, at, collector));
        Some(SubRecipeTypes::of(listed.collect()))
    }
}

impl ListedRevision {
    /// Reads an item of a list.
    pub(super) fn read(item: At<'_>, list: At<'_>, collector: &mut Collector) -> Option<Self> {
        Some(ListedRevision {
            document: Arc::new(SubRecipeType::read(item, collector)?),
            input: REVISIONS,
            place: item.pointer_below(list),
        })
    }
}

impl Serialize for SubRecipeTypes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.documents())
    }
}

/// The items of a list; or the one revision or recipe type, with its definition, that stands in place of a list.
pub(super) fn revisions_in<'a>(
    at: At<'a>,
    collector: &mut Collector,
    of_what: &str,
) -> Option<impl Iterator<Item = At<'a>> + use<'a>> {
    let is_one = matches!(
        at.fields().and_then(DocumentKind::of),
        Some(DocumentKind::Revision | DocumentKind::RecipeType)
    ) && at.has_field("definition");
    let items = if is_one {
        None
    } else {
        Some(items_of(at, collector, of_what)?)
    };
    Some(
        is_one
            .then_some(at)
            .into_iter()
            .chain(items.into_iter().flatten()),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::SubRecipeTypes;
    use crate::Reader;

    #[test]
    fn one_revision_as_it_is_served_is_a_list_of_one() {
        let served = json!({"id": 3, "recipe_type": {"id": 208, "name": "r"}, "revision_num": 4, "definition": {}});
        let details =
            json!({"id": 208, "name": "r", "revision_num": 4, "definition": {"nodes": {}}});
        for one in [&served, &details] {
            let alone = Reader::new().value::<SubRecipeTypes>(one).document.unwrap();
            assert!(alone.revision("r", 4).is_some(), "{one}");
        }
        let reading = Reader::new().value::<SubRecipeTypes>(&json!({"name": "r"}));
        assert_eq!(reading.errors[0].params["cause"], "WRONG_TYPE");
    }
}
