//! The parts of a context.

/// The parts of a context, by their names in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    RecipeType,
    Dataset,
    Batches,
    PreviousBatch,
    Revisions,
    SubRecipeTypes,
    RecipeTypes,
}

impl Part {
    pub(crate) const ALL: [Part; 7] = [
        Part::RecipeType,
        Part::Dataset,
        Part::Batches,
        Part::PreviousBatch,
        Part::Revisions,
        Part::SubRecipeTypes,
        Part::RecipeTypes,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Part::RecipeType => "recipe_type",
            Part::Dataset => "dataset",
            Part::Batches => "batches",
            Part::PreviousBatch => "previous_batch",
            Part::Revisions => "revisions",
            Part::SubRecipeTypes => "sub_recipe_types",
            Part::RecipeTypes => "recipe_types",
        }
    }
}
