//! The functions by their JavaScript names, a row each: the inputs, the result, and what runs.

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::call::{Call, Outcome, Returned, Written};
use super::functions::{
    compare, diff, documents, duration, forced_nodes, names, proposals, recipe, validation,
};
use super::{contexts, inputs::Names};
use crate::problem::Problem;

/// A function by its JavaScript name.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) inputs: Names,
    /// Its result as JSON text.
    pub(super) run: fn(&mut Call<'_>) -> Returned<String>,
    /// The result where it stopped.
    pub(super) failed: fn(Vec<Problem>) -> String,
    /// The schema of its result.
    #[cfg(feature = "schema")]
    pub(crate) result: fn(&mut SchemaGenerator) -> Schema,
}

macro_rules! functions {
    ($($name:literal [$($main:ident)*] [$($other:ident)*] => $run:expr;)+) => {
        pub(crate) const FUNCTIONS: &[Function] = &[$(Function {
            name: $name,
            inputs: Names {
                main: &[$(stringify!($main)),*],
                others: &[$(stringify!($other)),*],
            },
            run: |call| Ok($run(call)?.into_json()),
            failed: |errors| failed(errors, $run),
            #[cfg(feature = "schema")]
            result: |generator| result(generator, $run),
        }),+];
    };
}

// name [main input] [inputs beside it] => what runs
functions! {
    "batchChain" [batches] [root_batch_id] => compare::batch_chain;
    "batchProgress" [batch] [] => compare::batch_progress;
    "buildListQuery" [query] [now] => proposals::build_list_query;
    "checkConnection" [] [accepting connecting] => recipe::check_connection_of;
    "checkRecipe" [document recipe_type definition]
        [interfaces job_type_revisions revisions sub_recipe_types name saved] => recipe::check_recipe;
    "compareBatches" [comparison documents batches] [options] => compare::compare_batches;
    "comparisonCsv" [comparison documents batches] [options] => compare::comparison_csv;
    "comparisonRows" [comparison documents batches] [options] => compare::comparison_rows;
    "diffBatch" [request] [context held] => diff::diff_recipes;
    "drawBatchDiff" [request] [context held format] => diff::draw_diff;
    "explainBatchNode" [request] [context held node] => diff::explain_node;
    "diffRecipes" [] [diff previous current forced_nodes revisions sub_recipe_types] => diff::diff_recipes;
    "drawDiff" [] [diff previous current forced_nodes revisions sub_recipe_types format] => diff::draw_diff;
    "editRequest" [] [before after] => proposals::edit_batch_request;
    "estimateRecipes" [request] [context held] => validation::estimate_recipes;
    "expandForcedNodes" [] [forced_nodes definition revisions sub_recipe_types] => forced_nodes::expand;
    "explainNode" [] [diff previous current forced_nodes revisions sub_recipe_types node] => diff::explain_node;
    "forcedNodesTree" [] [definition revisions sub_recipe_types] => forced_nodes::tree;
    "formatDuration" [microseconds] [style] => duration::format_duration;
    "holdContext" [context] [] => contexts::hold_context;
    "nearestName" [name] [names] => names::nearest_name;
    "nextBatch" [] [batch changes] => proposals::next_batch_request;
    "normaliseForcedNodes" [] [forced_nodes definition revisions sub_recipe_types] => forced_nodes::normalise;
    "parseDuration" [text] [] => duration::parse_duration;
    "proposeInputMap" [] [recipe_type dataset] => proposals::propose_map;
    "readBatch" [batch] [] => documents::read::<crate::Batch>;
    "readBatchList" [batch_list] [] => documents::read::<crate::BatchList>;
    "readBatches" [batches] [] => documents::read::<crate::Batches>;
    "readComparison" [comparison] [] => documents::read::<crate::Comparison>;
    "readConfiguration" [configuration] [] => documents::read::<crate::BatchConfiguration>;
    "readCreateRequest" [request] [] => documents::read::<crate::CreateBatchRequest>;
    "readDataset" [dataset] [] => documents::read::<crate::Dataset>;
    "readDefinition" [definition] [] => documents::read::<crate::BatchDefinition>;
    "readDiff" [diff] [] => documents::read::<Option<crate::RecipeDiffDocument>>;
    "readEditRequest" [request] [] => documents::read::<crate::EditBatchRequest>;
    "readListQuery" [query_string] [now] => proposals::read_list_query;
    "readRecipeType" [recipe_type] [] => documents::read::<crate::RecipeType>;
    "readSubRecipeTypes" [sub_recipe_types] [] => documents::read::<crate::SubRecipeTypes>;
    "readValidation" [validation] [] => documents::read::<crate::ValidationResponse>;
    "releaseContext" [] [held] => contexts::release_context;
    "schemaName" [line] [names] => names::schema_name;
    "updateContext" [context] [held] => contexts::update_context;
    "validateBatch" [request] [context held order service diff] => validation::validate_batch;
    "validateDocument" [document] [kind context held] => validation::validate_document;
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
