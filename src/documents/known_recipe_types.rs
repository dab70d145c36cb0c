//! What lists and details say of recipe types, whichever their revision.

use super::sub_recipe_types::{ListedRevision, revisions_in};
use super::{DocumentKind, RecipeType, RecipeTypeSummary, SubRecipeType, SubRecipeTypes};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};
use crate::sorted::{SortedMap, sort_by};

/// Recipe types of which the current revision does not matter, or is one of several: the details of each, or the items
/// of a list, which have no definition.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct KnownRecipeTypes {
    /// What is said of each, and of the types that their nodes run.
    pub(crate) summaries: Vec<RecipeTypeSummary>,
    /// The current revisions of those that have a definition.
    pub(crate) revisions: SubRecipeTypes,
}

/// The input that lists them.
const RECIPE_TYPES: &str = "recipe_types";

impl FromIterator<RecipeType> for KnownRecipeTypes {
    fn from_iter<I: IntoIterator<Item = RecipeType>>(types: I) -> Self {
        let mut summaries = Vec::new();
        let mut revisions = Vec::new();
        for recipe_type in types {
            summaries.extend(recipe_type.summary());
            let RecipeType {
                name,
                revision_num,
                definition,
                sub_recipe_types,
                ..
            } = recipe_type;
            summaries.extend(sub_recipe_types);
            if let (Some(name), Some(revision_num)) = (name, revision_num) {
                revisions.push(SubRecipeType::new(name, revision_num, definition));
            }
        }
        let revisions = revisions.into_iter().collect::<SubRecipeTypes>();
        KnownRecipeTypes {
            summaries,
            revisions: revisions.given_as(RECIPE_TYPES),
        }
    }
}

impl Read for KnownRecipeTypes {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let mut summaries = Vec::new();
        let mut revisions = Vec::new();
        for item in revisions_in(at, collector, "recipe types")? {
            let kinds = [DocumentKind::RecipeType];
            if item.is_another_document(collector, "a recipe type", &kinds) {
                continue;
            }
            summaries.extend(RecipeTypeSummary::read(item, collector));
            if let Some(fields) = item.fields() {
                summaries.extend(RecipeType::summaries_in(fields, collector));
            }
            if item.has_field("definition") {
                revisions.extend(ListedRevision::read(item, at, collector));
            }
        }
        Some(KnownRecipeTypes {
            summaries,
            revisions: SubRecipeTypes::of(revisions).given_as(RECIPE_TYPES),
        })
    }
}

/// What is known of a recipe type, whichever its revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct KnownType {
    /// Whether batches create its recipes.
    pub(crate) is_active: Option<bool>,
    /// The number of its latest revision.
    pub(crate) latest: Option<i64>,
}

/// What several documents say of recipe types, by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownTypes(SortedMap<String, KnownType>);

impl KnownTypes {
    pub(crate) fn get(&self, name: &str) -> KnownType {
        self.0.get(name).copied().unwrap_or_default()
    }

    /// Whether any of them is known to be inactive.
    pub(crate) fn has_inactive(&self) -> bool {
        self.0.values().any(|known| known.is_active == Some(false))
    }
}

impl FromIterator<(String, KnownType)> for KnownTypes {
    /// Where documents disagree, the latest revision is the highest, and a type that one of them calls inactive is.
    fn from_iter<I: IntoIterator<Item = (String, KnownType)>>(said: I) -> Self {
        let mut said: Vec<(String, KnownType)> = said.into_iter().collect();
        sort_by(&mut said, |(one, _), (other, _)| one.cmp(other));
        let of_one_type = said.chunk_by(|(one, _), (other, _)| one == other);
        let together = of_one_type.filter_map(|said| {
            let (name, _) = said.first()?;
            let known = said
                .iter()
                .fold(KnownType::default(), |all, (_, one)| KnownType {
                    is_active: match (all.is_active, one.is_active) {
                        (Some(all), Some(one)) => Some(all && one),
                        (all, one) => all.or(one),
                    },
                    latest: all.latest.max(one.latest),
                });
            Some((name.clone(), known))
        });
        KnownTypes(together.collect())
    }
}
