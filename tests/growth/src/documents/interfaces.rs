//! Interfaces, datasets and input maps.

use serde_json::{Value, json};

use super::{Shape, letters};

/// Which side of a connection an interface is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Accepting,
    Connecting,
}

/// The parameters of one side: the names of both are alike, but for the shape that shares types, where they only have
/// words in common.
pub fn interface(shape: Shape, size: usize, side: Side) -> Value {
    let count = shape.count(size);
    let name = |number: usize| match (shape, side) {
        (Shape::SharedTypes, Side::Accepting) => format!("IMAGE_FILE_OF_{}", letters(number)),
        (Shape::SharedTypes, Side::Connecting) => format!("FILE_OF_IMAGE_{}_X", letters(number)),
        (Shape::AllDifferent, Side::Connecting) => {
            format!("{}_OTHER", letters(number * 7919 % 99_991))
        }
        (Shape::ManyProblems, Side::Connecting) => format!("PARAMETR_{}", letters(number)),
        _ => shape.name("PARAMETER", number, size),
    };
    let media_types = |number: usize| match shape {
        // One parameter has as many media types as there are parameters.
        Shape::Wide if number == 0 => (0..count)
            .map(|number| format!("image/x-{number}"))
            .collect(),
        Shape::AllDifferent => vec![format!("image/x-{number}")],
        _ => vec!["image/tiff".to_owned()],
    };
    let files: Vec<Value> = (0..count)
        .map(|number| {
            let required = if shape == Shape::Malformed {
                json!("yes")
            } else {
                json!(number % 2 == 0)
            };
            json!({"name": name(number), "required": required, "media_types": media_types(number),
                "multiple": shape == Shape::Deep && side == Side::Connecting})
        })
        .collect();
    let json: Vec<Value> = (0..count / 4)
        .map(|number| {
            let kind = if side == Side::Accepting {
                "integer"
            } else {
                "string"
            };
            json!({"name": format!("{}_J", name(number)), "type": kind})
        })
        .collect();
    json!({"files": files, "json": json})
}

/// The details of a dataset with the parameters of the connecting side.
pub fn dataset(shape: Shape, size: usize) -> Value {
    let files: Vec<Value> = (0..shape.count(size))
        .map(
            |number| json!({"id": number, "parameter_name": shape.name("PARAMETER", number, size)}),
        )
        .collect();
    json!({"id": 1, "title": "d", "definition": {"parameters": interface(shape, size, Side::Connecting)},
        "files": files})
}

/// A recipe type that takes the parameters of the accepting side.
pub fn recipe_type(shape: Shape, size: usize) -> Value {
    json!({"id": 208, "name": "main", "is_active": true,
        "definition": {"input": interface(shape, size, Side::Accepting), "nodes": {}}})
}

/// An input map from each parameter to the one of its number.
pub fn input_map(shape: Shape, size: usize) -> Value {
    let count = shape.count(size);
    let entries = (0..count).map(|number| {
        json!({"input": shape.name("PARAMETER", number, size),
            "datasetParameter": shape.name("PARAMETER", count - 1 - number, size)})
    });
    entries.collect()
}
