//! The functions by their JavaScript names, a row each: the inputs, the result, and what runs.

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::call::{Call, Outcome, Returned, Written};
use super::contexts::{self, KnownContext};
#[cfg(feature = "full")]
use super::functions::{
    compare::{self, BatchesInput, ChainRoot, ComparisonInput, ComparisonOptions, CsvStyle},
    diff::{self, DefinitionsInput, DiffInput, DiffOptions, FormatInput, NodeInput},
    duration::{self, DurationStyle},
    recipe::{
        self, CheckConnectionInputs, DefinitionToCheck, DocumentToCheck, KnownOfRecipe,
        RecipeTypeToCheck,
    },
};
use super::functions::{
    documents,
    forced_nodes::{self, ForcedNodesInputs, RecipeInputs},
    proposals::{self, EditRequestInputs, NextBatchInputs, ProposeInputMapInputs},
    validation::{self, RequestInput, ValidateOptions},
};
use super::inputs::CallOptions;
use super::takes::{Takes, group};
use crate::problem::Problem;

/// A function by its JavaScript name.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) takes: Takes,
    /// Runs it and writes its result.
    pub(super) run: fn(&mut Call<'_>) -> Returned<()>,
    /// Writes the result where it stopped.
    pub(super) failed: fn(Vec<Problem>, &Call<'_>),
    /// The schema of its result.
    #[cfg(feature = "schema")]
    pub(crate) result: fn(&mut SchemaGenerator) -> Schema,
}

macro_rules! functions {
    ($($name:literal $(in $feature:literal)? [$($main:tt)|*] [$($($other:tt)|+),*] => $run:expr;)+) => {
        pub(crate) const FUNCTIONS: &[Function] = &[$($(#[cfg(feature = $feature)])? Function {
            name: $name,
            takes: Takes {
                main: &[$(&group!($main)),*],
                others: &[$(&[$(&group!($other)),+],)* &[&CallOptions]],
            },
            run: |call| {
                $run(call)?.write_result(call);
                Ok(())
            },
            failed: |errors, call| failed(errors, call, $run),
            #[cfg(feature = "schema")]
            result: |generator| result(generator, $run),
        }),+];
    };
}

// name in the feature that has it [one form of the main input | another] [inputs beside it] => what runs
functions! {
    "batchChain" in "full" [BatchesInput] [ChainRoot] => compare::batch_chain;
    "batchProgress" in "full" [(batch: "DocumentOrText<object>")] [] => compare::batch_progress;
    "buildListQuery" in "full" [(query: "DocumentOrText<BatchListQuery>")] [(now: optional "string")]
        => proposals::build_list_query;
    "checkConnection" in "full" [] [CheckConnectionInputs] => recipe::check_connection_of;
    "checkRecipe" in "full" [DocumentToCheck | RecipeTypeToCheck | DefinitionToCheck] [KnownOfRecipe] => recipe::check_recipe;
    "compareBatches" in "full" [ComparisonInput | (documents: "readonly unknown[]") | BatchesInput] [ComparisonOptions]
        => compare::compare_batches;
    "comparisonCsv" in "full" [ComparisonInput | (documents: "readonly unknown[]") | BatchesInput] [ComparisonOptions, CsvStyle]
        => compare::comparison_csv;
    "comparisonRows" in "full" [ComparisonInput | (documents: "readonly unknown[]") | BatchesInput] [ComparisonOptions]
        => compare::comparison_rows;
    "diffBatch" in "full" [RequestInput] [KnownContext] => diff::diff_recipes;
    "drawBatchDiff" in "full" [RequestInput] [KnownContext, FormatInput] => diff::draw_diff;
    "explainBatchNode" in "full" [RequestInput] [KnownContext, NodeInput] => diff::explain_node;
    "diffRecipes" in "full" [] [DefinitionsInput | DiffInput, DiffOptions] => diff::diff_recipes;
    "drawDiff" in "full" [] [DefinitionsInput | DiffInput, DiffOptions, FormatInput] => diff::draw_diff;
    "editRequest" [] [EditRequestInputs] => proposals::edit_batch_request;
    "estimateRecipes" [RequestInput] [KnownContext] => validation::estimate_recipes;
    "expandForcedNodes" [] [ForcedNodesInputs] => forced_nodes::expand;
    "explainNode" in "full" [] [DefinitionsInput | DiffInput, DiffOptions, NodeInput] => diff::explain_node;
    "forcedNodesTree" [] [RecipeInputs] => forced_nodes::tree;
    "formatDuration" in "full" [(microseconds: "number")] [DurationStyle] => duration::format_duration;
    "holdContext" [(context: "DocumentOrText<BatchContext>")] [] => contexts::hold_context;
    "nextBatch" [] [NextBatchInputs] => proposals::next_batch_request;
    "normaliseForcedNodes" [] [ForcedNodesInputs] => forced_nodes::normalise;
    "parseDuration" in "full" [(text: "string")] [] => duration::parse_duration;
    "proposeInputMap" [] [ProposeInputMapInputs] => proposals::propose_map;
    "readBatch" in "full" [(batch: "DocumentOrText<object>")] [] => documents::read::<crate::documents::Batch>;
    "readBatchList" in "full" [(batch_list: "DocumentOrText<object>")] [] => documents::read::<crate::documents::BatchList>;
    "readBatches" in "full" [(batches: "DocumentOrText<readonly object[] | object>")] [] => documents::read::<crate::documents::Batches>;
    "readComparison" in "full" [(comparison: "DocumentOrText<object>")] [] => documents::read::<crate::Comparison>;
    "readConfiguration" [(configuration: "DocumentOrText<BatchConfiguration>")] []
        => documents::read::<crate::documents::BatchConfiguration>;
    "readCreateRequest" [(request: "DocumentOrText<CreateBatchRequest>")] []
        => documents::read::<crate::documents::CreateBatchRequest>;
    "readDataset" in "full" [(dataset: "DocumentOrText<object>")] [] => documents::read::<crate::documents::Dataset>;
    "readDefinition" [(definition: "DocumentOrText<BatchDefinition>")] []
        => documents::read::<crate::BatchDefinition>;
    "readDiff" in "full" [(diff: "DocumentOrText<object>")] [] => documents::read::<Option<crate::documents::RecipeDiffDocument>>;
    "readEditRequest" [(request: "DocumentOrText<EditBatchRequest>")] []
        => documents::read::<crate::documents::EditBatchRequest>;
    "readListQuery" in "full" [(query_string: "string")] [(now: optional "string")] => proposals::read_list_query;
    "readRecipeType" in "full" [(recipe_type: "DocumentOrText<object>")] [] => documents::read::<crate::RecipeType>;
    "readSubRecipeTypes" in "full" [(sub_recipe_types: "DocumentOrText<readonly object[] | object>")] []
        => documents::read::<crate::documents::SubRecipeTypes>;
    "readValidation" in "full" [(validation: "DocumentOrText<object>")] [] => documents::read::<crate::documents::ValidationResponse>;
    "releaseContext" [] [(held: "number")] => contexts::release_context;
    "updateContext" [(context: "DocumentOrText<BatchContext>")] [(held: "number")] => contexts::update_context;
    "validateBatch" [RequestInput] [KnownContext, ValidateOptions] => validation::validate_batch;
    "validateDocument" [(document: "unknown")] [(kind: "string"), KnownContext] => validation::validate_document;
    "version" [] [] => version;
}

fn failed<R: Outcome>(errors: Vec<Problem>, call: &Call<'_>, _: fn(&mut Call<'_>) -> Returned<R>) {
    R::write_failure(errors, call);
}

#[cfg(feature = "schema")]
fn result<R: JsonSchema>(
    generator: &mut SchemaGenerator,
    _: fn(&mut Call<'_>) -> Returned<R>,
) -> Schema {
    generator.subschema_for::<R>()
}

#[expect(clippy::unnecessary_wraps, reason = "a function as all others")]
fn version(call: &mut Call<'_>) -> Returned<Written<String>> {
    Ok(call.written(&env!("CARGO_PKG_VERSION")))
}
