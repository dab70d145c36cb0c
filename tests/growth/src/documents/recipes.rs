//! Recipe types and what belongs to them.

use serde_json::{Value, json};

use super::{Shape, letters, object, plain};

/// A recipe type in two revisions, and all that is known beside it.
pub struct Recipe {
    pub previous: Value,
    pub current: Value,
    /// What its job nodes run.
    pub job_types: Value,
    /// What its recipe nodes run.
    pub revisions: Value,
    pub forced_nodes: Value,
    /// The names of two of its nodes: one near the beginning, and one at the end.
    pub first: String,
    pub last: String,
}

/// How deep recipe types and forced nodes lie in each other: within the limit of arrays and objects.
const DEEPEST: usize = 60;

impl Recipe {
    pub fn new(shape: Shape, size: usize) -> Self {
        let count = shape.count(size);
        let name = |number| shape.name("node", number, size);
        Recipe {
            previous: definition(shape, size, 1),
            current: definition(shape, size, 2),
            job_types: job_types(shape, size),
            revisions: revisions(shape, size),
            forced_nodes: forced_nodes(shape, size),
            first: plain(&name(0)),
            last: plain(&name(count - 1)),
        }
    }

    /// The details of the recipe type.
    pub fn details(&self, revision: i64) -> Value {
        let definition = match revision {
            1 => &self.previous,
            _ => &self.current,
        };
        json!({"id": 208, "name": "main", "title": "Main", "is_active": true, "revision_num": revision,
            "definition": definition, "job_types": self.job_types, "sub_recipe_types": []})
    }

    /// A request that runs what an earlier batch ran.
    pub fn request_of_previous(&self) -> Value {
        json!({"recipe_type_id": 208, "title": "t",
            "definition": {"previous_batch": {"root_batch_id": 104, "forced_nodes": self.forced_nodes}},
            "configuration": {"priority": 100}})
    }

    /// A request that runs a dataset.
    pub fn request_of_dataset(&self) -> Value {
        json!({"recipe_type_id": 208, "title": "t",
            "definition": {"dataset": 1, "forced_nodes": self.forced_nodes}})
    }

    /// All that is known beside a request.
    pub fn context(&self) -> Value {
        let batch = json!({"id": 104, "title": "b", "recipe_type": {"id": 208, "name": "main"},
            "root_batch": {"id": 104}, "is_superseded": false, "is_creation_done": true, "recipes_total": 3,
            "recipe_type_rev": {"revision_num": 1, "definition": self.previous}});
        let dataset = json!({"id": 1, "files_per_parameter": {"IMAGE": 3},
            "definition": {"parameters": {"files": [{"name": "IMAGE"}], "json": []}}});
        json!({"recipe_type": self.details(2), "dataset": dataset, "batches": [batch], "revisions": self.revisions})
    }
}

/// A node in two is a recipe node, but for the shape that asks for problems.
fn is_recipe_node(number: usize) -> bool {
    number % 2 == 1
}

fn definition(shape: Shape, size: usize, revision: i64) -> Value {
    let count = shape.count(size);
    let name = |number| shape.name("node", number, size);
    let nodes = (0..count).map(|number| {
        // An edge from the first to all, from all to the last, or from each to the next.
        let above: Vec<usize> = match (shape, number) {
            (_, 0) | (Shape::Duplicates, 1) => Vec::new(),
            (Shape::Deep, _) => vec![number - 1],
            (_, _) if number + 1 == count => (0..count - 2).collect(),
            _ => vec![0],
        };
        let mut dependencies: Vec<Value> =
            above.iter().map(|above| json!({"name": name(*above)})).collect();
        if shape == Shape::ManyProblems {
            dependencies.push(json!({"name": format!("nothing_{number}")}));
            dependencies.push(json!({"name": format!("node_x{}", letters(number))}));
        }
        let source = above.last().copied().filter(|above| !is_recipe_node(*above));
        let connection = match (shape, source) {
            (Shape::ManyProblems, _) => json!({"type": "recipe", "input": format!("IMAEG_{}", letters(number))}),
            (_, Some(source)) => json!({"type": "dependency", "node": name(source),
                "output": shape.name("output", 0, size)}),
            (_, None) => json!({"type": "recipe", "input": "IMAGE"}),
        };
        let input = shape.name("input", 0, size);
        let of_type = match shape {
            Shape::SharedTypes | Shape::Wide => 0,
            _ => number,
        };
        // The second revision changes a node in four.
        let revision = if number % 4 < 2 { revision } else { 1 };
        let node_type = if is_recipe_node(number) {
            json!({"node_type": "recipe", "recipe_type_name": shape.name("recipe", of_type, size),
                "recipe_type_revision": revision})
        } else if number % 8 == 6 {
            json!({"node_type": "condition",
                "interface": {"files": [], "json": [{"name": input, "type": "number"}]},
                "data_filter": {"all": true, "filters": [
                    {"name": input, "type": "number", "condition": "<", "values": [number, number + 1]}]}})
        } else {
            json!({"node_type": "job", "job_type_name": shape.name("job", of_type, size),
                "job_type_version": "1.0", "job_type_revision": revision})
        };
        let mut node = json!({"dependencies": dependencies, "input": {}, "node_type": node_type});
        node["input"][input] = connection;
        if shape == Shape::Malformed {
            node["unknown"] = json!(1);
            node["dependencies"] = json!({"name": 1});
        }
        (name(number), node)
    });
    json!({"input": {"files": [{"name": "IMAGE"}], "json": []}, "nodes": object(nodes)})
}

/// The name of a node inside a recipe node.
fn inner(number: usize) -> String {
    format!("inner_{}", letters(number))
}

/// How many parameters a type has: as many as there are nodes where all nodes share it.
fn parameters(shape: Shape, size: usize) -> usize {
    match shape {
        Shape::SharedTypes => size,
        _ => 2,
    }
}

fn types(shape: Shape, size: usize) -> usize {
    match shape {
        Shape::SharedTypes | Shape::Wide => 1,
        _ => shape.count(size),
    }
}

fn job_types(shape: Shape, size: usize) -> Value {
    let types = (0..types(shape, size)).flat_map(|number| {
        let parameters = 0..parameters(shape, size);
        let inputs: Vec<Value> = parameters
            .clone()
            .map(|number| json!({"name": shape.name("input", number, size), "required": shape == Shape::ManyProblems}))
            .collect();
        let outputs: Vec<Value> = parameters
            .map(|number| json!({"name": shape.name("output", number, size)}))
            .collect();
        let name = shape.name("job", number, size);
        [1, 2].map(|revision| {
            json!({"name": name, "version": "1.0", "revision_num": revision, "manifest": {"job": {"interface": {
                "inputs": {"files": inputs}, "outputs": {"files": outputs}}}}})
        })
    });
    types.collect()
}

/// The recipe types of recipe nodes. Where they are shared, each is as large as the recipe; where they are deep, each
/// contains the next.
fn revisions(shape: Shape, size: usize) -> Value {
    let count = match shape {
        Shape::Deep => DEEPEST.min(size),
        _ => types(shape, size),
    };
    let revisions = (0..count).flat_map(|number| {
        let nodes = match shape {
            Shape::SharedTypes => size,
            _ => 2,
        };
        [1, 2].map(|revision| {
            let inside = (0..nodes).map(|place| {
                let node_type = if shape == Shape::Deep && place == 0 && number + 2 < count {
                    json!({"node_type": "recipe", "recipe_type_name": shape.name("recipe", number + 2, size),
                        "recipe_type_revision": revision})
                } else {
                    json!({"node_type": "job", "job_type_name": "inner", "job_type_version": "1.0",
                        "job_type_revision": if place == 0 { revision } else { 1 }})
                };
                let node = json!({"dependencies": [], "input": {}, "node_type": node_type});
                (inner(place), node)
            });
            let input = shape.name("input", 0, size);
            json!({"name": shape.name("recipe", number, size), "revision_num": revision,
                "definition": {"input": {"files": [{"name": input, "required": false}], "json": []},
                    "nodes": object(inside)}})
        })
    });
    revisions.collect()
}

/// A node in three is forced. Inside each recipe node, another one is, where their types are shared.
fn forced_nodes(shape: Shape, size: usize) -> Value {
    let count = shape.count(size);
    let name = |number| match shape {
        Shape::ManyProblems => format!("nod_{}", letters(number)),
        _ => shape.name("node", number, size),
    };
    let nodes: Vec<String> = (0..count)
        .filter(|number| number % 3 == 0)
        .map(name)
        .collect();
    let inside = (0..count)
        .filter(|number| is_recipe_node(*number))
        .map(|number| {
            let mut forced = json!({"all": false, "nodes": [inner(number)]});
            if shape == Shape::Deep {
                for _ in 0..DEEPEST.min(size) / 2 {
                    forced = json!({"all": false, "nodes": [], "sub_recipes": {inner(0): forced}});
                }
            }
            (name(number), forced)
        });
    // Deep ones are long: one is enough.
    let inside = inside.take(if shape == Shape::Deep { 1 } else { count });
    json!({"all": false, "nodes": nodes, "sub_recipes": object(inside)})
}
