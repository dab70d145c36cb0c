//! A document against its schema: that accepts exactly what the reader accepts.

use std::sync::LazyLock;

use jsonschema::Validator;
use scale_batch::documents::Document;
use scale_batch::{Limits, Reader};
use serde_json::Value;

use crate::{Target, seeds};

pub const TARGET: Target = Target {
    name: "schema",
    run,
    seeds: seeds::documents,
};

type Accepts = fn(&Value) -> bool;

/// As JavaScript reads it, whose largest integer is the schemas'.
fn accepts<D: Document>(value: &Value) -> bool {
    let limits = Limits {
        integer: (1 << 53) - 1,
        ..Limits::default()
    };
    Reader::new()
        .limits(limits)
        .value::<D>(value)
        .document
        .is_some()
}

/// The schemas that tell good documents from bad ones, with the reader that must agree; as in `tests/schemas.rs`.
const STRICT: &[(&str, Accepts)] = &[
    (
        "batch-configuration",
        accepts::<scale_batch::documents::BatchConfiguration>,
    ),
    ("batch-definition", accepts::<scale_batch::BatchDefinition>),
    (
        "create-batch-request",
        accepts::<scale_batch::documents::CreateBatchRequest>,
    ),
    ("data-filter", accepts::<scale_batch::documents::DataFilter>),
    (
        "edit-batch-request",
        accepts::<scale_batch::documents::EditBatchRequest>,
    ),
    (
        "forced-nodes",
        accepts::<scale_batch::documents::ForcedNodes>,
    ),
    ("interface", accepts::<scale_batch::documents::Interface>),
    (
        "recipe-definition",
        accepts::<scale_batch::documents::RecipeDefinition>,
    ),
    (
        "validate-batch-request",
        accepts::<scale_batch::ValidateBatchRequest>,
    ),
];

static VALIDATORS: LazyLock<Vec<(String, Validator, Accepts)>> = LazyLock::new(|| {
    let strict = seeds::schemas().filter_map(|(name, schema)| {
        let (_, accepts) = STRICT.iter().find(|(strict, _)| *strict == name)?;
        let validator = jsonschema::draft202012::new(&schema).expect("schemas are schemas");
        Some((name, validator, *accepts))
    });
    let validators: Vec<_> = strict.collect();
    assert_eq!(
        validators.len(),
        STRICT.len(),
        "every strict document has its schema in schemas/"
    );
    validators
});

fn run(data: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(data) else {
        return;
    };
    for (name, validator, accepts) in VALIDATORS.iter() {
        assert_eq!(
            validator.is_valid(&value),
            accepts(&value),
            "{name}: the schema says one thing, the reader another of {value}"
        );
    }
}
