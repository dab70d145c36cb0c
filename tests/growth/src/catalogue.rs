//! A row for each function, and each way in which its inputs can grow.

use serde_json::{Value, json};

use crate::documents::batches::{batch, batches};
use crate::documents::interfaces::{Side, dataset, input_map, interface, recipe_type};
use crate::documents::recipes::Recipe;
use crate::documents::{Shape, letters, plain, written};

/// A function with inputs of some size.
pub struct ComparisonRow {
    pub function: &'static str,
    /// What is special about the inputs, where the function has several rows of one shape.
    pub variant: &'static str,
    /// The size at which it is counted first; then it is doubled.
    pub size: usize,
    pub inputs: fn(Shape, usize) -> Value,
    /// Calls that come before it, in the same instance.
    pub before: fn(Shape, usize) -> Option<(&'static str, Value)>,
    /// Whether its inputs come in every shape, or in one only.
    pub shapes: &'static [Shape],
}

const EVERY: &[Shape] = &Shape::ALL;
const ONE: &[Shape] = &[Shape::Wide];

const fn row(
    function: &'static str,
    variant: &'static str,
    size: usize,
    inputs: fn(Shape, usize) -> Value,
) -> ComparisonRow {
    ComparisonRow {
        function,
        variant,
        size,
        inputs,
        before: |_, _| None,
        shapes: EVERY,
    }
}

/// A row in which nothing but a number, or a single string, grows.
const fn single(
    function: &'static str,
    variant: &'static str,
    size: usize,
    inputs: fn(Shape, usize) -> Value,
) -> ComparisonRow {
    ComparisonRow {
        shapes: ONE,
        ..row(function, variant, size, inputs)
    }
}

/// A document among the inputs as a JSON string: so problems know their lines.
fn text(document: &Value) -> Value {
    written(document).into()
}

fn print() -> Value {
    json!({"source": "input.json", "colour": true})
}

fn previous_and_current(shape: Shape, size: usize) -> Value {
    let recipe = Recipe::new(shape, size);
    json!({"previous": text(&recipe.previous), "current": text(&recipe.current),
        "forced_nodes": text(&recipe.forced_nodes), "revisions": text(&recipe.revisions)})
}

fn drawn(shape: Shape, size: usize, format: &str) -> Value {
    let mut inputs = previous_and_current(shape, size);
    inputs["format"] = format.into();
    inputs
}

fn explained(shape: Shape, size: usize, node: &str) -> Value {
    let mut inputs = previous_and_current(shape, size);
    inputs["node"] = node.into();
    inputs
}

fn request_of_previous(shape: Shape, size: usize) -> Value {
    let recipe = Recipe::new(shape, size);
    json!({"request": text(&recipe.request_of_previous()), "context": text(&recipe.context())})
}

fn with(mut inputs: Value, name: &str, value: Value) -> Value {
    inputs[name] = value;
    inputs
}

fn request_of_dataset(shape: Shape, size: usize) -> Value {
    let recipe = Recipe::new(shape, size);
    json!({"request": text(&recipe.request_of_dataset()), "context": text(&recipe.context()), "print": print()})
}

/// A request whose dataset has as many parameters as its recipe type.
fn request_with_input_map(shape: Shape, size: usize) -> Value {
    let request = json!({"recipe_type_id": 208, "definition": {"dataset": 1},
        "configuration": {"inputMap": input_map(shape, size)}});
    let context = json!({"recipe_type": recipe_type(shape, size), "dataset": dataset(shape, size)});
    json!({"request": text(&request), "context": text(&context), "print": print()})
}

fn edited(shape: Shape, size: usize, priority: i64) -> Value {
    json!({"title": format!("title {priority}"),
        "configuration": {"priority": priority, "inputMap": input_map(shape, size)}})
}

fn created(shape: Shape, size: usize) -> Value {
    let mut request = Recipe::new(shape, size).request_of_dataset();
    request["configuration"] = json!({"inputMap": input_map(shape, size)});
    if shape == Shape::Malformed {
        for number in 0..size {
            request[format!("field_{number}")] = json!([number]);
        }
    }
    request
}

fn forced(shape: Shape, size: usize) -> Value {
    let recipe = Recipe::new(shape, size);
    json!({"definition": text(&recipe.current), "revisions": text(&recipe.revisions),
        "forced_nodes": text(&recipe.forced_nodes)})
}

/// What a function returns for inputs, as an input of another.
fn result_of(function: &str, inputs: &Value) -> Value {
    serde_json::from_str(&scale_batch::edge::call(function, &inputs.to_string(), ""))
        .unwrap_or_default()
}

fn told(shape: Shape, size: usize) -> Value {
    result_of("diffRecipes", &previous_and_current(shape, size))["diff"].clone()
}

fn compared(shape: Shape, size: usize) -> Value {
    result_of(
        "compareBatches",
        &json!({"batches": text(&batches(shape, size))}),
    )["comparison"]
        .clone()
}

fn strings(shape: Shape, size: usize) -> Vec<String> {
    (0..shape.count(size))
        .map(|number| shape.name("name", number, size))
        .map(|name| plain(&name))
        .collect()
}

fn document(shape: Shape, kind: &str, document: &Value, size: usize) -> Value {
    let context = Recipe::new(shape, size).context();
    json!({"kind": kind, "document": text(document), "context": text(&context)})
}

pub const CATALOGUE: &[ComparisonRow] = &[
    row(
        "batchChain",
        "",
        300,
        |shape, size| json!({"batches": text(&batches(shape, size)), "root_batch_id": 100}),
    ),
    row(
        "batchProgress",
        "",
        300,
        |shape, size| json!({"batch": text(&batch(shape, size))}),
    ),
    row("buildListQuery", "", 600, |shape, size| {
        let ids: Vec<usize> = (0..size)
            .map(|number| {
                if shape == Shape::Duplicates {
                    7
                } else {
                    number
                }
            })
            .collect();
        let mut query =
            json!({"recipe_type_id": ids, "root_batch_id": ids, "order": strings(shape, size)});
        if shape == Shape::Malformed {
            for name in strings(shape, size) {
                query[name] = json!({});
            }
        }
        json!({"query": text(&query), "now": "2026-01-01T00:00:00Z"})
    }),
    row("readListQuery", "", 600, |shape, size| {
        let parts: Vec<String> = strings(shape, size)
            .iter()
            .enumerate()
            .map(|(number, name)| match shape {
                Shape::Malformed | Shape::LongKeys => format!("{name}=x"),
                Shape::Deep => format!("order={name}"),
                _ => format!("recipe_type_id={number}&order=-{name}"),
            })
            .collect();
        json!({"query_string": parts.join("&"), "now": "2026-01-01T00:00:00Z"})
    }),
    row("checkConnection", "", 300, |shape, size| {
        json!({"accepting": text(&interface(shape, size, Side::Accepting)),
            "connecting": text(&interface(shape, size, Side::Connecting))})
    }),
    row("checkRecipe", "details", 200, |shape, size| {
        let recipe = Recipe::new(shape, size);
        json!({"recipe_type": text(&recipe.details(2)), "revisions": text(&recipe.revisions),
            "saved": text(&recipe.details(1)), "print": print()})
    }),
    row("checkRecipe", "definition", 200, |shape, size| {
        let recipe = Recipe::new(shape, size);
        let given = json!({"input": interface(shape, size, Side::Accepting)});
        let mut interfaces = json!({});
        interfaces[recipe.first] = given;
        json!({"definition": text(&recipe.current), "job_type_revisions": text(&recipe.job_types),
            "interfaces": text(&interfaces)})
    }),
    row(
        "compareBatches",
        "",
        100,
        |shape, size| json!({"batches": text(&batches(shape, size)), "print": print()}),
    ),
    row("compareBatches", "documents", 100, |shape, size| {
        let batches = batches(shape, size);
        let texts: Vec<Value> = batches.as_array().into_iter().flatten().map(text).collect();
        json!({"documents": texts, "print": print()})
    }),
    row(
        "compareBatches",
        "comparison",
        100,
        |shape, size| json!({"comparison": text(&compared(shape, size))}),
    ),
    row(
        "comparisonCsv",
        "",
        100,
        |shape, size| json!({"batches": text(&batches(shape, size))}),
    ),
    row(
        "comparisonRows",
        "",
        100,
        |shape, size| json!({"batches": text(&batches(shape, size))}),
    ),
    row(
        "readBatch",
        "",
        300,
        |shape, size| json!({"batch": text(&batch(shape, size))}),
    ),
    row(
        "readBatches",
        "",
        200,
        |shape, size| json!({"batches": text(&batches(shape, size))}),
    ),
    row(
        "readBatchList",
        "",
        200,
        |shape, size| json!({"batch_list": text(&json!({"count": size, "next": null, "previous": null, "results": batches(shape, size)}))}),
    ),
    row(
        "readComparison",
        "",
        100,
        |shape, size| json!({"comparison": text(&compared(shape, size))}),
    ),
    row("nextBatch", "", 300, |shape, size| {
        let changes = json!({"forced_nodes": Recipe::new(shape, size).forced_nodes,
            "configuration": {"inputMap": input_map(shape, size)}});
        json!({"batch": text(&batch(shape, size)), "changes": text(&changes)})
    }),
    row("diffRecipes", "", 200, |shape, size| {
        with(previous_and_current(shape, size), "print", print())
    }),
    row("diffRecipes", "told", 200, |shape, size| {
        let recipe = Recipe::new(shape, size);
        json!({"diff": text(&told(shape, size)), "forced_nodes": text(&recipe.forced_nodes),
            "revisions": text(&recipe.revisions)})
    }),
    row("drawDiff", "mermaid", 200, |shape, size| {
        drawn(shape, size, "mermaid")
    }),
    row("drawDiff", "dot", 200, |shape, size| {
        drawn(shape, size, "dot")
    }),
    row("drawDiff", "text", 200, |shape, size| {
        drawn(shape, size, "text")
    }),
    row("drawDiff", "layout", 200, |shape, size| {
        drawn(shape, size, "layout")
    }),
    row("explainNode", "first", 200, |shape, size| {
        explained(shape, size, &Recipe::new(shape, size).first)
    }),
    row("explainNode", "last", 200, |shape, size| {
        explained(shape, size, &Recipe::new(shape, size).last)
    }),
    row("explainNode", "unknown", 200, |shape, size| {
        explained(shape, size, "node_xaaaa")
    }),
    row("diffBatch", "", 200, request_of_previous),
    row("drawBatchDiff", "", 200, |shape, size| {
        with(request_of_previous(shape, size), "format", "text".into())
    }),
    row("explainBatchNode", "", 200, |shape, size| {
        with(
            request_of_previous(shape, size),
            "node",
            Recipe::new(shape, size).last.into(),
        )
    }),
    row(
        "editRequest",
        "",
        300,
        |shape, size| json!({"before": text(&edited(shape, size, 1)), "after": text(&edited(shape, size, 2))}),
    ),
    row("estimateRecipes", "dataset", 200, request_of_dataset),
    row("estimateRecipes", "previous", 200, request_of_previous),
    row("expandForcedNodes", "", 200, forced),
    row("normaliseForcedNodes", "", 200, forced),
    row("forcedNodesTree", "", 200, |shape, size| {
        let recipe = Recipe::new(shape, size);
        json!({"definition": text(&recipe.current), "revisions": text(&recipe.revisions)})
    }),
    // Many problems at the end of a long array.
    single(
        "validateDocument",
        "places in an array",
        3_000,
        |_, size| {
            let known: Vec<String> = (0..size).map(|number| format!("node_{number}")).collect();
            let nodes = known
                .iter()
                .cloned()
                .chain((0..300).map(|number| format!("other_{number}_x_y_z")));
            let nodes: Vec<String> = nodes.collect();
            let node = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "job",
            "job_type_name": "j", "job_type_version": "1.0", "job_type_revision": 1}});
            let known = known.into_iter().map(|name| (name, node.clone()));
            let recipe_type =
                json!({"id": 208, "definition": {"nodes": Value::Object(known.collect())}});
            json!({"kind": "definition", "context": {"recipe_type": recipe_type},
            "document": text(&json!({"dataset": 1, "forced_nodes": {"all": false, "nodes": nodes}}))})
        },
    ),
    // A node that depends on many others, which it did not before.
    single("drawDiff", "many parents", 300, |_, size| {
        let definition = |parents: usize| {
            let dependencies: Vec<Value> = (0..parents)
                .map(|number| json!({"name": format!("node_{number}")}))
                .collect();
            let node = |dependencies: &[Value]| {
                json!({"dependencies": dependencies, "input": {}, "node_type": {
                "node_type": "job", "job_type_name": "j", "job_type_version": "1.0", "job_type_revision": 1}})
            };
            let mut nodes: serde_json::Map<String, Value> = (0..size)
                .map(|number| (format!("node_{number}"), node(&[])))
                .collect();
            nodes.insert("last".to_owned(), node(&dependencies));
            json!({"nodes": nodes})
        };
        json!({"previous": definition(0), "current": definition(size), "format": "text"})
    }),
    // Connections that reach far past the dependencies of their nodes.
    single("checkRecipe", "far connections", 200, |_, size| {
        let nodes = (0..size).map(|number| {
            let above = number.checked_sub(1).map(|above| json!({"name": format!("node_{above}")}));
            let node = json!({"dependencies": above.into_iter().collect::<Vec<_>>(),
                "input": {"IN": {"type": "dependency", "node": format!("node_{}", number / 2), "output": "OUT"}},
                "node_type": {"node_type": "job", "job_type_name": "j", "job_type_version": "1.0",
                    "job_type_revision": 1}});
            (format!("node_{number}"), node)
        });
        let nodes: serde_json::Map<String, Value> = nodes.collect();
        json!({"definition": text(&json!({"nodes": nodes}))})
    }),
    // A problem and a source of its own for each of many documents.
    single("readBatches", "sources", 300, |_, size| {
        let batches: Vec<Value> = (0..size).map(|_| json!({"id": "x"})).collect();
        let sources = (0..size).map(|number| (number.to_string(), json!(format!("{number}.json"))));
        let sources: serde_json::Map<String, Value> = sources.collect();
        json!({"batches": batches, "print": {"sources": sources}})
    }),
    // Each node has a connection that goes nowhere, and many inputs that have none.
    single(
        "checkRecipe",
        "inputs without connections",
        150,
        |_, size| {
            let inputs: Vec<Value> = (0..size)
                .map(|number| json!({"name": format!("IN_{}", letters(number))}))
                .collect();
            let nodes = (0..size).map(|number| {
            let node = json!({"dependencies": [], "input": {format!("X{number}"): {"type": "recipe", "input": "IMAGE"}},
                "node_type": {"node_type": "job", "job_type_name": "j", "job_type_version": "1.0",
                    "job_type_revision": 1}});
            (format!("node_{number}"), node)
        });
            let nodes: serde_json::Map<String, Value> = nodes.collect();
            json!({"definition": text(&json!({"input": {"files": [{"name": "IMAGE"}]}, "nodes": nodes})),
            "job_type_revisions": [{"name": "j", "version": "1.0", "revision_num": 1,
                "manifest": {"job": {"interface": {"inputs": {"files": inputs}}}}}]})
        },
    ),
    single(
        "formatDuration",
        "",
        1,
        |_, size| json!({"microseconds": size * 1_000_000}),
    ),
    single(
        "parseDuration",
        "",
        10_000,
        |_, size| json!({"text": format!("PT{}S", "7".repeat(size))}),
    ),
    single(
        "parseDuration",
        "unknown",
        10_000,
        |_, size| json!({"text": "P1W".repeat(size)}),
    ),
    row(
        "holdContext",
        "",
        200,
        |shape, size| json!({"context": text(&Recipe::new(shape, size).context())}),
    ),
    ComparisonRow {
        before: |shape, size| {
            Some((
                "holdContext",
                json!({"context": Recipe::new(shape, size).context()}),
            ))
        },
        ..row(
            "updateContext",
            "",
            200,
            |shape, size| json!({"context": text(&Recipe::new(shape, size).context()), "held": 1}),
        )
    },
    ComparisonRow {
        before: |shape, size| {
            Some((
                "holdContext",
                json!({"context": Recipe::new(shape, size).context()}),
            ))
        },
        ..row("releaseContext", "", 200, |_, _| json!({"held": 1}))
    },
    row("proposeInputMap", "refused", 150, |shape, size| {
        json!({"recipe_type": text(&recipe_type(shape, size)), "dataset": text(&dataset(shape, size)),
            "fits": true, "limits": {"entries": 5_000}})
    }),
    // What fits is left out: there are so many that similar names are compared for as long as that may take.
    row(
        "proposeInputMap",
        "fits left out",
        400,
        |shape, size| json!({"recipe_type": text(&recipe_type(shape, size)), "dataset": text(&dataset(shape, size))}),
    ),
    row(
        "proposeInputMap",
        "few parameters",
        100,
        |shape, size| json!({"recipe_type": text(&recipe_type(shape, size)), "dataset": text(&dataset(shape, 10))}),
    ),
    row(
        "readConfiguration",
        "",
        300,
        |shape, size| json!({"configuration": text(&json!({"priority": 1, "inputMap": input_map(shape, size)}))}),
    ),
    row(
        "readCreateRequest",
        "",
        200,
        |shape, size| json!({"request": text(&created(shape, size))}),
    ),
    row(
        "readDataset",
        "",
        300,
        |shape, size| json!({"dataset": text(&dataset(shape, size))}),
    ),
    row(
        "readDefinition",
        "",
        300,
        |shape, size| json!({"definition": text(&json!({"dataset": 1, "forced_nodes": Recipe::new(shape, size).forced_nodes}))}),
    ),
    row(
        "readDiff",
        "",
        200,
        |shape, size| json!({"diff": text(&told(shape, size))}),
    ),
    row("readValidation", "", 200, |shape, size| {
        let problems: Vec<Value> = strings(shape, size)
            .iter()
            .map(|name| json!({"name": name, "description": name}))
            .collect();
        json!({"validation": text(&json!({"is_valid": false, "errors": problems, "warnings": problems,
            "recipes_estimated": 3, "prev_batch": {"diff": told(shape, size)}}))})
    }),
    row(
        "readEditRequest",
        "",
        300,
        |shape, size| json!({"request": text(&edited(shape, size, 1))}),
    ),
    row(
        "readRecipeType",
        "",
        200,
        |shape, size| json!({"recipe_type": text(&Recipe::new(shape, size).details(2))}),
    ),
    row(
        "readSubRecipeTypes",
        "",
        200,
        |shape, size| json!({"sub_recipe_types": text(&Recipe::new(shape, size).revisions)}),
    ),
    row("validateBatch", "previous", 200, |shape, size| {
        with(request_of_previous(shape, size), "print", print())
    }),
    row("validateBatch", "dataset", 200, request_of_dataset),
    row("validateBatch", "input map", 150, request_with_input_map),
    row("validateDocument", "definition", 200, |shape, size| {
        let definition =
            json!({"dataset": 1, "forced_nodes": Recipe::new(shape, size).forced_nodes});
        document(shape, "definition", &definition, size)
    }),
    row("validateDocument", "request", 200, |shape, size| {
        document(shape, "create_request", &created(shape, size), size)
    }),
    single("version", "", 1, |_, _| json!({})),
];
