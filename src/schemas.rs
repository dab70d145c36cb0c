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
/// let schemas = scale_batch::schemas::schemas();
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
        "batch-list-query": crate::documents::BatchListQuery,
        "batch-configuration": crate::documents::BatchConfiguration,
        "forced-nodes": crate::documents::ForcedNodes,
        "create-batch-request": crate::documents::CreateBatchRequest,
        "validate-batch-request": crate::ValidateBatchRequest,
        "edit-batch-request": crate::documents::EditBatchRequest,
        "batch": crate::documents::Batch,
        "batch-list": crate::documents::BatchList,
        "comparison": crate::Comparison,
        "analysis": crate::compare::Analysis,
        "progress": crate::compare::Progress,
        "recipe-definition": crate::documents::RecipeDefinition,
        "recipe-diff": crate::documents::RecipeDiffDocument,
        "node-tree": crate::forced_nodes::NodeTree,
        "recipe-diff-report": crate::edge::functions::diff::RecipeDiffReport<'_>,
        "explanation": crate::diff::Explanation<'_>,
        "layout": crate::diff::Layout<'_>,
        "recipe-report": crate::recipe::RecipeReport,
        "connection-report": crate::recipe::ConnectionReport,
        "interface": crate::documents::Interface,
        "dataset": crate::documents::Dataset,
        "recipe-type": crate::RecipeType,
        "sub-recipe-type": crate::documents::SubRecipeType,
        "data-filter": crate::documents::DataFilter,
        "validation-report": crate::ValidationReport,
        "validation-response": crate::documents::ValidationResponse,
        "input-map-proposal": crate::proposals::InputMapProposal,
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
/// let functions = scale_batch::schemas::functions();
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
