//! The functions by their JavaScript names, a row each: the inputs, the result, and what runs.

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::call::{Call, Outcome, Returned, Written};
use super::contexts::{self, KnownContext};
use super::functions::{
    compare, diff, documents, duration, forced_nodes, names, proposals, recipe, validation,
};
use super::functions::{
    compare::{BatchesInput, ChainRoot, ComparisonInput, ComparisonOptions, CsvStyle},
    diff::{DefinitionsInput, DiffInput, DiffOptions, FormatInput, NodeInput},
    duration::DurationStyle,
    forced_nodes::{ForcedNodesInputs, RecipeInputs},
    proposals::{EditRequestInputs, NextBatchInputs, ProposeInputMapInputs},
    recipe::{
        CheckConnectionInputs, DefinitionToCheck, DocumentToCheck, KnownOfRecipe, RecipeTypeToCheck,
    },
    validation::{RequestInput, ValidateOptions},
};
use super::inputs::CallOptions;
use super::takes::{Takes, group};
use crate::problem::Problem;

/// A function by its JavaScript name.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) takes: Takes,
    /// Its result as JSON text.
    pub(super) run: fn(&mut Call<'_>) -> Returned<String>,
    /// The result where it stopped.
    pub(super) failed: fn(Vec<Problem>) -> String,
    /// The schema of its result.
    #[cfg(feature = "schema")]
    pub(crate) result: fn(&mut SchemaGenerator) -> Schema,
}

macro_rules! functions {
    ($($name:literal [$($main:tt)|*] [$($($other:tt)|+),*] => $run:expr;)+) => {
        pub(crate) const FUNCTIONS: &[Function] = &[$(Function {
            name: $name,
            takes: Takes {
                main: &[$(&group!($main)),*],
                others: &[$(&[$(&group!($other)),+],)* &[&CallOptions]],
            },
            run: |call| Ok($run(call)?.into_json()),
            failed: |errors| failed(errors, $run),
            #[cfg(feature = "schema")]
            result: |generator| result(generator, $run),
        }),+];
    };
}

// name [one form of the main input | another] [inputs beside it] => what runs
functions! {
    "batchChain" [BatchesInput] [ChainRoot] => compare::batch_chain;
    "batchProgress" [(batch: "DocumentOrText<object>")] [] => compare::batch_progress;
    "buildListQuery" [(query: "DocumentOrText<BatchListQuery>")] [(now: optional "string")]
        => proposals::build_list_query;
    "checkConnection" [] [CheckConnectionInputs] => recipe::check_connection_of;
    "checkRecipe" [DocumentToCheck | RecipeTypeToCheck | DefinitionToCheck] [KnownOfRecipe] => recipe::check_recipe;
    "compareBatches" [ComparisonInput | (documents: "readonly unknown[]") | BatchesInput] [ComparisonOptions]
        => compare::compare_batches;
    "comparisonCsv" [ComparisonInput | (documents: "readonly unknown[]") | BatchesInput] [ComparisonOptions, CsvStyle]
        => compare::comparison_csv;
    "comparisonRows" [ComparisonInput | (documents: "readonly unknown[]") | BatchesInput] [ComparisonOptions]
        => compare::comparison_rows;
    "diffBatch" [RequestInput] [KnownContext] => diff::diff_recipes;
    "drawBatchDiff" [RequestInput] [KnownContext, FormatInput] => diff::draw_diff;
    "explainBatchNode" [RequestInput] [KnownContext, NodeInput] => diff::explain_node;
    "diffRecipes" [] [DefinitionsInput | DiffInput, DiffOptions] => diff::diff_recipes;
    "drawDiff" [] [DefinitionsInput | DiffInput, DiffOptions, FormatInput] => diff::draw_diff;
    "editRequest" [] [EditRequestInputs] => proposals::edit_batch_request;
    "estimateRecipes" [RequestInput] [KnownContext] => validation::estimate_recipes;
    "expandForcedNodes" [] [ForcedNodesInputs] => forced_nodes::expand;
    "explainNode" [] [DefinitionsInput | DiffInput, DiffOptions, NodeInput] => diff::explain_node;
    "forcedNodesTree" [] [RecipeInputs] => forced_nodes::tree;
    "formatDuration" [(microseconds: "number")] [DurationStyle] => duration::format_duration;
    "holdContext" [(context: "DocumentOrText<BatchContext>")] [] => contexts::hold_context;
    "nearestName" [(name: "string")] [(names: "readonly string[]")] => names::nearest_name;
    "nextBatch" [] [NextBatchInputs] => proposals::next_batch_request;
    "normaliseForcedNodes" [] [ForcedNodesInputs] => forced_nodes::normalise;
    "parseDuration" [(text: "string")] [] => duration::parse_duration;
    "proposeInputMap" [] [ProposeInputMapInputs] => proposals::propose_map;
    "readBatch" [(batch: "DocumentOrText<object>")] [] => documents::read::<crate::Batch>;
    "readBatchList" [(batch_list: "DocumentOrText<object>")] [] => documents::read::<crate::BatchList>;
    "readBatches" [(batches: "DocumentOrText<readonly object[] | object>")] [] => documents::read::<crate::Batches>;
    "readComparison" [(comparison: "DocumentOrText<object>")] [] => documents::read::<crate::Comparison>;
    "readConfiguration" [(configuration: "DocumentOrText<BatchConfiguration>")] []
        => documents::read::<crate::BatchConfiguration>;
    "readCreateRequest" [(request: "DocumentOrText<CreateBatchRequest>")] []
        => documents::read::<crate::CreateBatchRequest>;
    "readDataset" [(dataset: "DocumentOrText<object>")] [] => documents::read::<crate::Dataset>;
    "readDefinition" [(definition: "DocumentOrText<BatchDefinition>")] []
        => documents::read::<crate::BatchDefinition>;
    "readDiff" [(diff: "DocumentOrText<object>")] [] => documents::read::<Option<crate::RecipeDiffDocument>>;
    "readEditRequest" [(request: "DocumentOrText<EditBatchRequest>")] []
        => documents::read::<crate::EditBatchRequest>;
    "readListQuery" [(query_string: "string")] [(now: optional "string")] => proposals::read_list_query;
    "readRecipeType" [(recipe_type: "DocumentOrText<object>")] [] => documents::read::<crate::RecipeType>;
    "readSubRecipeTypes" [(sub_recipe_types: "DocumentOrText<readonly object[] | object>")] []
        => documents::read::<crate::SubRecipeTypes>;
    "readValidation" [(validation: "DocumentOrText<object>")] [] => documents::read::<crate::ValidationResponse>;
    "releaseContext" [] [(held: "number")] => contexts::release_context;
    "schemaName" [(line: "string")] [(names: "readonly string[]")] => names::schema_name;
    "updateContext" [(context: "DocumentOrText<BatchContext>")] [(held: "number")] => contexts::update_context;
    "validateBatch" [RequestInput] [KnownContext, ValidateOptions] => validation::validate_batch;
    "validateDocument" [(document: "unknown")] [(kind: "string"), KnownContext] => validation::validate_document;
    "version" [] [] => version;
}

fn failed<R: Outcome>(errors: Vec<Problem>, _: fn(&mut Call<'_>) -> Returned<R>) -> String {
    R::failed(errors)
}

#[cfg(feature = "schema")]
fn result<R: JsonSchema>(
    generator: &mut SchemaGenerator,
    _: fn(&mut Call<'_>) -> Returned<R>,
) -> Schema {
    generator.subschema_for::<R>()
}

#[expect(clippy::unnecessary_wraps, reason = "a function as all others")]
fn version(_: &mut Call<'_>) -> Returned<Written<String>> {
    Ok(Written::new(&env!("CARGO_PKG_VERSION")))
}
