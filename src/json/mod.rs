//! JSON text in, JSON text out: the face for JavaScript, and for every other language that can pass a text.

mod compare;
mod contexts;
pub(crate) mod diff;
mod documents;
mod failure;
mod forced_nodes;
mod gathered;
mod inputs;
mod members;
mod proposals;
mod recipe;
mod schema;
mod suggestion;
mod validation;

use serde::Serialize;

use crate::problem::{Name, Problem};
use crate::read::suggestion::nearest;
use crate::words::quoted;
use failure::failure;
use inputs::Inputs;

/// A function by its JavaScript name, the inputs that it takes, and what it does.
struct Function {
    name: &'static str,
    inputs: &'static [&'static str],
    /// What stands before the errors where it cannot begin, so that a caller who reads on finds no field missing.
    /// Empty where a result has either errors or fields.
    fields_beside_errors: &'static str,
    run: fn(&Inputs<'_>) -> Answer,
}

/// The result as JSON text, or why the function could not even begin.
type Answer = Result<String, Problem>;

/// What readers of documents have beside their errors.
const NO_DOCUMENT: &str = r#""document":null,"warnings":[],"#;

const FUNCTIONS: &[Function] = &[
    Function {
        name: "batchChain",
        inputs: &["batches", "root_batch_id"],
        fields_beside_errors: r#""batches":[],"latest":null,"warnings":[],"#,
        run: compare::batch_chain,
    },
    Function {
        name: "batchProgress",
        inputs: &["batch"],
        fields_beside_errors: r#""progress":null,"warnings":[],"#,
        run: compare::batch_progress,
    },
    Function {
        name: "buildListQuery",
        inputs: &["query", "now"],
        fields_beside_errors: r#""document":null,"query_string":null,"warnings":[],"#,
        run: proposals::build_list_query,
    },
    Function {
        name: "checkConnection",
        inputs: &["accepting", "connecting"],
        fields_beside_errors: r#""ok":false,"warnings":[],"#,
        run: recipe::check_connection_of,
    },
    Function {
        name: "checkRecipe",
        inputs: &[
            "definition",
            "recipe_type",
            "document",
            "interfaces",
            "job_type_revisions",
            "revisions",
            "sub_recipe_types",
            "name",
            "saved",
        ],
        fields_beside_errors: r#""is_complete":false,"topological_order":null,"unchecked":[],"newer_revisions":[],"warnings":[],"#,
        run: recipe::check_recipe,
    },
    Function {
        name: "compareBatches",
        inputs: compare::INPUTS,
        fields_beside_errors: r#""comparison":null,"analysis":null,"warnings":[],"#,
        run: compare::compare_batches,
    },
    Function {
        name: "comparisonCsv",
        inputs: compare::INPUTS,
        fields_beside_errors: r#""csv":null,"warnings":[],"#,
        run: compare::comparison_csv,
    },
    Function {
        name: "comparisonRows",
        inputs: compare::INPUTS,
        fields_beside_errors: r#""rows":null,"warnings":[],"#,
        run: compare::comparison_rows,
    },
    Function {
        name: "diffBatch",
        inputs: &diff::BATCH_INPUTS,
        fields_beside_errors: "",
        run: diff::diff_recipes,
    },
    Function {
        name: "drawBatchDiff",
        inputs: &["request", "context", "held", "format"],
        fields_beside_errors: "",
        run: diff::draw_diff,
    },
    Function {
        name: "explainBatchNode",
        inputs: &["request", "context", "held", "node"],
        fields_beside_errors: "",
        run: diff::explain_node,
    },
    Function {
        name: "diffRecipes",
        inputs: &diff::DIFF_INPUTS,
        fields_beside_errors: "",
        run: diff::diff_recipes,
    },
    Function {
        name: "drawDiff",
        inputs: &[
            "diff",
            "previous",
            "current",
            "forced_nodes",
            "revisions",
            "sub_recipe_types",
            "format",
        ],
        fields_beside_errors: "",
        run: diff::draw_diff,
    },
    Function {
        name: "editRequest",
        inputs: &["before", "after"],
        fields_beside_errors: r#""request":null,"warnings":[],"#,
        run: proposals::edit_batch_request,
    },
    Function {
        name: "estimateRecipes",
        inputs: &["request", "context", "held"],
        fields_beside_errors: r#""is_complete":false,"outlook":"REFUSED","recipes_estimated":null,"estimate":null,"unchecked":[],"warnings":[],"#,
        run: validation::estimate_recipes,
    },
    Function {
        name: "expandForcedNodes",
        inputs: &[
            "forced_nodes",
            "definition",
            "revisions",
            "sub_recipe_types",
        ],
        fields_beside_errors: r#""warnings":[],"#,
        run: forced_nodes::expand,
    },
    Function {
        name: "explainNode",
        inputs: &[
            "diff",
            "previous",
            "current",
            "forced_nodes",
            "revisions",
            "sub_recipe_types",
            "node",
        ],
        fields_beside_errors: "",
        run: diff::explain_node,
    },
    Function {
        name: "forcedNodesTree",
        inputs: &["definition", "revisions", "sub_recipe_types"],
        fields_beside_errors: r#""warnings":[],"#,
        run: forced_nodes::forced_nodes_tree_of,
    },
    Function {
        name: "formatDuration",
        inputs: &["microseconds", "style"],
        fields_beside_errors: "",
        run: compare::format_duration,
    },
    Function {
        name: "holdContext",
        inputs: &["context"],
        fields_beside_errors: "",
        run: contexts::hold_context,
    },
    Function {
        name: "nearestName",
        inputs: &["name", "names"],
        fields_beside_errors: "",
        run: suggestion::nearest_name,
    },
    Function {
        name: "nextBatch",
        inputs: &["batch", "changes"],
        fields_beside_errors: r#""request":null,"warnings":[],"#,
        run: proposals::next_batch_request,
    },
    Function {
        name: "normaliseForcedNodes",
        inputs: &[
            "forced_nodes",
            "definition",
            "revisions",
            "sub_recipe_types",
        ],
        fields_beside_errors: r#""warnings":[],"#,
        run: forced_nodes::normalise,
    },
    Function {
        name: "parseDuration",
        inputs: &["text"],
        fields_beside_errors: "",
        run: compare::parse_duration,
    },
    Function {
        name: "proposeInputMap",
        inputs: &["recipe_type", "dataset"],
        fields_beside_errors: r#""proposal":null,"warnings":[],"#,
        run: proposals::propose_map,
    },
    Function {
        name: "readBatch",
        inputs: &["batch"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_batch,
    },
    Function {
        name: "readBatchList",
        inputs: &["batch_list"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_batch_list,
    },
    Function {
        name: "readBatches",
        inputs: &["batches"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_batches,
    },
    Function {
        name: "readComparison",
        inputs: &["comparison"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_comparison,
    },
    Function {
        name: "readConfiguration",
        inputs: &["configuration"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_configuration,
    },
    Function {
        name: "readCreateRequest",
        inputs: &["request"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_create_request,
    },
    Function {
        name: "readDataset",
        inputs: &["dataset"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_dataset,
    },
    Function {
        name: "readDefinition",
        inputs: &["definition"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_definition,
    },
    Function {
        name: "readDiff",
        inputs: &["diff"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_diff,
    },
    Function {
        name: "readEditRequest",
        inputs: &["request"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_edit_request,
    },
    Function {
        name: "readListQuery",
        inputs: &["query_string", "now"],
        fields_beside_errors: r#""document":null,"query_string":null,"warnings":[],"#,
        run: proposals::read_list_query,
    },
    Function {
        name: "readRecipeType",
        inputs: &["recipe_type"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_recipe_type,
    },
    Function {
        name: "readSubRecipeTypes",
        inputs: &["sub_recipe_types"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_sub_recipe_types,
    },
    Function {
        name: "readValidation",
        inputs: &["validation"],
        fields_beside_errors: NO_DOCUMENT,
        run: documents::read_validation,
    },
    Function {
        name: "releaseContext",
        inputs: &["held"],
        fields_beside_errors: "",
        run: contexts::release_context,
    },
    Function {
        name: "schemaName",
        inputs: &["line", "names"],
        fields_beside_errors: "",
        run: schema::schema_name,
    },
    Function {
        name: "updateContext",
        inputs: &["held", "context"],
        fields_beside_errors: "",
        run: contexts::update_context,
    },
    Function {
        name: "validateBatch",
        inputs: &["request", "context", "held", "order", "service", "diff"],
        fields_beside_errors: r#""is_valid":false,"is_complete":false,"outlook":"REFUSED","recipes_estimated":null,"recipe_type":null,"unchecked":[],"estimate":null,"warnings":[],"#,
        run: validation::validate_batch,
    },
    Function {
        name: "validateDocument",
        inputs: &["kind", "document", "context", "held"],
        fields_beside_errors: r#""document":null,"is_complete":false,"unchecked":[],"warnings":[],"#,
        run: validation::validate_document,
    },
    Function {
        name: "version",
        inputs: &[],
        fields_beside_errors: "",
        run: |_| Ok(answer(&env!("CARGO_PKG_VERSION"))),
    },
];

/// Calls a function of the JavaScript package by its name, such as `validateBatch`.
///
/// `input` is a JSON object with the inputs of the function. A document among them may be given as an object, or as
/// a string that holds its JSON text; from text, problems know their line and column. The input `print`,
/// `{"source": "name of the file", "colour": true}`, adds a `text` for people to the result, where the function has one;
/// where there are several documents, `"sources": {"previous": "name of its file"}` names those of some: of inputs, of
/// parts of the context, and of what is compared by its number.
///
/// `foreign` tells what `input` could not say because it is not JSON, by input and by number of the value in it,
/// counted in document order from 0: `{"definition": {"1": "NaN"}}`. Those values are `null` in `input`. Empty for none.
///
/// The result is JSON text. Whatever is wrong with the input is told in it: `{"errors": […]}`.
///
/// ```
/// use scale_batch::json::call;
///
/// let result = call("readDefinition", r#"{"definition": {"dataset": null}}"#, r#"{"definition": {"1": "NaN"}}"#);
/// assert!(result.contains("must be an integer: the id of a dataset, but it is NaN."), "{result}");
///
/// assert!(call("validateBach", "{}", "").contains("Did you mean \\\"validateBatch\\\"?"));
/// ```
#[must_use]
pub fn call(function: &str, input: &str, foreign: &str) -> String {
    let known = match find(function) {
        Ok(known) => known,
        Err(problem) => return failure("", &[problem], None),
    };
    let fields = known.fields_beside_errors;
    match Inputs::new(input, foreign, known.inputs) {
        Ok(inputs) => (known.run)(&inputs)
            .unwrap_or_else(|problem| failure(fields, &[problem], inputs.print.as_ref())),
        Err(problem) => failure(fields, &[problem], None),
    }
}

fn find(name: &str) -> Result<&'static Function, Problem> {
    if let Some(function) = FUNCTIONS.iter().find(|function| function.name == name) {
        return Ok(function);
    }
    let known = FUNCTIONS.iter().map(|function| function.name);
    Err(Problem::new(
        Name::InvalidRequest,
        format!("There is no function {}.", quoted(name)),
    )
    .param("cause", "UNKNOWN_FUNCTION")
    .param("found", name)
    .meant(nearest(name, known)))
}

/// A result as JSON text.
fn answer<R: Serialize>(result: &R) -> String {
    // Only maps with keys that are not texts can fail, and no result has one.
    serde_json::to_string(result).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_function_is_an_error() {
        assert!(call("fly", "{}", "").contains("There is no function \\\"fly\\\"."));
    }

    #[test]
    fn a_failure_can_be_printed() {
        let result = call("parseDuration", r#"{"text": "P1W", "print": {}}"#, "");
        let result: serde_json::Value = serde_json::from_str(&result).unwrap();
        let text = result["text"].as_str().unwrap();
        assert!(text.starts_with("input: error INVALID_DURATION"), "{text}");
    }

    #[test]
    fn tells_its_version() {
        assert_eq!(
            call("version", "{}", ""),
            format!("\"{}\"", env!("CARGO_PKG_VERSION"))
        );
    }
}
