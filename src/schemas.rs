//! The JSON Schemas of the documents, generated from their types.

use serde_json::{Map, Value, json};

use crate::documents::schema::{generator, of, with_titles};
use crate::edge::nested::NESTED;
use crate::edge::table::FUNCTIONS;
use crate::problem::schema::by_name;

/// Every schema there is: its name, which is also the name of its file in `schemas/`, and the schema.
///
/// Draft 2020-12, with titles and descriptions good enough to draw a form.
///
/// ```
/// let schemas = scale_batch::schemas();
/// let (name, schema) = &schemas[0];
/// assert_eq!(*name, "batch-definition");
/// assert_eq!(schema["title"], "Batch definition");
/// ```
#[must_use]
pub fn schemas() -> Vec<(&'static str, Value)> {
    macro_rules! schemas {
        ($($name:literal: $document:ty),+ $(,)?) => { vec![$(($name, of::<$document>($name))),+] };
    }
    let mut schemas = schemas! {
        "batch-definition": crate::BatchDefinition,
        "batch-list-query": crate::BatchListQuery,
        "batch-configuration": crate::BatchConfiguration,
        "forced-nodes": crate::ForcedNodes,
        "create-batch-request": crate::CreateBatchRequest,
        "validate-batch-request": crate::ValidateBatchRequest,
        "edit-batch-request": crate::EditBatchRequest,
        "batch": crate::Batch,
        "batch-list": crate::BatchList,
        "comparison": crate::Comparison,
        "analysis": crate::Analysis,
        "progress": crate::Progress,
        "recipe-definition": crate::RecipeDefinition,
        "recipe-diff": crate::RecipeDiffDocument,
        "node-tree": crate::NodeTree,
        "recipe-diff-report": crate::edge::functions::diff::RecipeDiffReport<'_>,
        "explanation": crate::Explanation<'_>,
        "layout": crate::Layout<'_>,
        "recipe-report": crate::RecipeReport,
        "connection-report": crate::ConnectionReport,
        "interface": crate::Interface,
        "dataset": crate::Dataset,
        "recipe-type": crate::RecipeType,
        "sub-recipe-type": crate::SubRecipeType,
        "data-filter": crate::DataFilter,
        "validation-report": crate::Report,
        "validation-response": crate::ValidationResponse,
        "input-map-proposal": crate::InputMapProposal,
        "limits": crate::Limits,
        "problem": crate::Problem,
    };
    for (_, schema) in schemas.iter_mut().filter(|(name, _)| *name == "problem") {
        *schema = with_titles(by_name(schema.take()));
    }
    schemas
}

/// The functions of the JavaScript package: their inputs with the types in TypeScript, and the schemas of their results.
///
/// ```
/// let functions = scale_batch::functions();
/// assert_eq!(functions["functions"]["batchChain"]["result"]["$ref"], "#/$defs/BatchChain");
/// assert_eq!(functions["functions"]["batchChain"]["inputs"][0][0], "BatchesInput");
/// assert_eq!(functions["inputs"]["BatchesInput"]["inputs"][0]["required"], true);
/// assert_eq!(functions["$defs"]["BatchChain"]["required"][0], "batches");
/// ```
#[must_use]
pub fn functions() -> Value {
    let mut generator = generator();
    let mut inputs = Map::new();
    for nested in NESTED {
        nested.describe(&mut inputs);
    }
    let functions: Map<String, Value> = FUNCTIONS
        .iter()
        .map(|function| {
            let takes = function.takes.describe(&mut inputs);
            let result = (function.result)(&mut generator);
            let described = json!({"inputs": takes, "result": result});
            (function.name.to_owned(), described)
        })
        .collect();
    let definitions = generator.take_definitions(true);
    json!({"functions": functions, "inputs": inputs, "$defs": definitions})
}
