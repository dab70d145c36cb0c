//! The JSON Schemas of the documents, generated from their types.

use serde_json::{Map, Value, json};

use crate::documents::schema::{dataset, generator_of_results, of, revision, served, with_titles};
use crate::documents::{DocumentKind, FilterCondition, FilterType, JsonType, LIMITS, Metric};
use crate::edge::nested::NESTED;
use crate::edge::table::FUNCTIONS;
use crate::estimate::CreationReason;
use crate::problem::schema::by_name;
use crate::read::Word;
use crate::validate::Part;

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
        ($($name:literal: $document:ty $(as $kind:ident)?),+ $(,)?) => {
            vec![$(($name, schema!($name $document $(, $kind)?))),+]
        };
    }
    macro_rules! schema {
        ($name:literal $document:ty) => {
            of::<$document>($name)
        };
        ($name:literal $document:ty, $kind:ident) => {
            $kind::<$document>($name)
        };
    }
    let mut schemas = schemas! {
        "batch-definition": crate::BatchDefinition,
        "batch-list-query": crate::documents::BatchListQuery,
        "batch-configuration": crate::documents::BatchConfiguration,
        "forced-nodes": crate::documents::ForcedNodes,
        "create-batch-request": crate::documents::CreateBatchRequest,
        "validate-batch-request": crate::ValidateBatchRequest,
        "edit-batch-request": crate::documents::EditBatchRequest,
        "batch": crate::documents::Batch as served,
        "batch-list": crate::documents::BatchList as served,
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
        "dataset": crate::documents::Dataset as dataset,
        "recipe-type": crate::RecipeType as served,
        "sub-recipe-type": crate::documents::SubRecipeType as revision,
        "data-filter": crate::documents::DataFilter,
        "validation-report": crate::ValidationReport,
        "validation-response": crate::documents::ValidationResponse as served,
        "input-map-proposal": crate::proposals::InputMapProposal,
        "limits": crate::Limits,
        "problem": crate::Problem,
    };
    for (_, schema) in schemas.iter_mut().filter(|(name, _)| *name == "problem") {
        *schema = with_titles(by_name(schema.take()));
        close_sets(schema);
    }
    schemas
}

/// The params that are one of a few strings, or a list of some: the name of the problem, or its cause, and the param.
fn closed_sets() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let metrics = Metric::WORDS.to_vec();
    let types = JsonType::WORDS.to_vec();
    let conditions = FilterCondition::WORDS.to_vec();
    let filters = FilterType::WORDS.to_vec();
    let sides = vec!["file", "json"];
    let parts = Part::ALL.map(Part::name).to_vec();
    vec![
        (
            "CREATED_COUNT_DIFFERS",
            "because",
            CreationReason::WORDS.to_vec(),
        ),
        ("DUPLICATE_INPUT", "server", vec!["HTTP 500"]),
        ("DURATIONS_OUT_OF_ORDER", "metric", metrics.clone()),
        ("DURATIONS_OUT_OF_ORDER", "shorter", metrics.clone()),
        ("FILTER_NEVER_HOLDS", "condition", conditions.clone()),
        ("INVALID_CONDITION", "allowed", conditions.clone()),
        ("INVALID_CONDITION", "condition", conditions),
        ("INVALID_CONDITION", "type", filters.clone()),
        ("LIMIT_EXCEEDED", "limit", LIMITS.to_vec()),
        ("MISMATCHED_JSON_TYPE", "expected", types.clone()),
        ("MISMATCHED_JSON_TYPE", "found", types.clone()),
        ("MISMATCHED_PARAM_TYPE", "expected", sides.clone()),
        ("MISMATCHED_PARAM_TYPE", "found", sides),
        ("MISMATCHED_TYPE", "found", [&types[..], &["file"]].concat()),
        ("MISMATCHED_TYPE", "type", filters),
        ("MISSING_DOCUMENT", "needs", parts),
        ("MORE_COMPLETED_THAN_TOTAL", "metric", metrics.clone()),
        ("MORE_COMPLETED_THAN_TOTAL", "total_metric", metrics),
        ("OTHER_DOCUMENT", "found", DocumentKind::WORDS.to_vec()),
        ("PARAM_REQUIRED", "found", vec!["nothing", "optional"]),
        ("REPROCESS_WARNING", "reasons", vec!["INPUT_CHANGE"]),
        (
            "SERVER_ERROR_LIKELY",
            "server",
            vec!["DUPLICATE_INPUT", "HTTP 500", "INVALID_DEFINITION_JSON"],
        ),
        ("UNKNOWN_NODE", "node_type", vec!["condition"]),
        ("VALUE_ERROR", "expected", vec!["integer", "number"]),
    ]
}

/// Says of the params of each problem, or of each cause, which strings they can be.
fn close_sets(schema: &mut Value) {
    let sets = closed_sets();
    let mut waiting = vec![(schema, None)];
    while let Some((schema, name)) = waiting.pop() {
        let said = |key: &str| {
            let word = schema.pointer(&format!("/properties/{key}/const"));
            word.and_then(Value::as_str).map(str::to_owned)
        };
        let (own, cause) = (said("name"), said("cause"));
        for (of, param, words) in &sets {
            let is_of = [&name, &cause].into_iter().flatten().any(|name| name == of);
            if !is_of {
                continue;
            }
            for strings in [
                format!("/properties/{param}/items"),
                format!("/properties/{param}"),
            ] {
                if let Some(Value::Object(strings)) = schema.pointer_mut(&strings) {
                    strings.insert("enum".to_owned(), json!(words));
                    break;
                }
            }
        }
        match schema {
            Value::Object(members) => {
                let inner = members.iter_mut().map(|(key, value)| {
                    // Only the params of a problem, whatever its cause, have its name.
                    let is_inside = matches!(key.as_str(), "properties" | "params" | "anyOf");
                    (value, own.clone().or(name.clone()).filter(|_| is_inside))
                });
                waiting.extend(inner);
            }
            Value::Array(items) => {
                waiting.extend(items.iter_mut().map(|item| (item, name.clone())));
            }
            _ => {}
        }
    }
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
    let mut generator = generator_of_results();
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
