//! A WebAssembly module as users of the feature `js` write one: it reads documents from JavaScript and returns results.

use js_sys::{Array, Reflect};
use scale_batch::documents::{
    Batch, BatchConfiguration, BatchList, Batches, CreateBatchRequest, Dataset, Document,
    EditBatchRequest, RecipeTypeId, SubRecipeType, SubRecipeTypes, ValidationResponse,
};
use scale_batch::js::{from_js, to_js, validate_js};
use scale_batch::{
    BatchDefinition, Comparison, Context, Limits, Reader, RecipeType, ValidateBatchRequest,
    Validator,
};
use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Reads a document with the function of the npm package that has this name.
#[wasm_bindgen]
pub fn read(function: &str, document: &JsValue) -> Result<JsValue, JsValue> {
    match function {
        "readBatch" => reading::<Batch>(document),
        "readBatchList" => reading::<BatchList>(document),
        "readBatches" => reading::<Batches>(document),
        "readComparison" => reading::<Comparison>(document),
        "readConfiguration" => reading::<BatchConfiguration>(document),
        "readCreateRequest" => reading::<CreateBatchRequest>(document),
        "readDataset" => reading::<Dataset>(document),
        "readDefinition" => reading::<BatchDefinition>(document),
        "readEditRequest" => reading::<EditBatchRequest>(document),
        "readRecipeType" => reading::<RecipeType>(document),
        "readSubRecipeTypes" => reading::<SubRecipeTypes>(document),
        "readValidation" => reading::<ValidationResponse>(document),
        _ => Err(format!("there is no function {function}").into()),
    }
}

fn reading<D: Document + Serialize>(document: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&from_js::<D>(document))
}

/// As `readDefinition` of the npm package with these limits.
#[wasm_bindgen(js_name = readDefinitionWithin)]
pub fn read_definition_within(
    definition: &JsValue,
    bytes: usize,
    values: usize,
    depth: usize,
) -> Result<JsValue, JsValue> {
    let limits = Limits {
        bytes,
        values,
        depth,
        ..Limits::default()
    };
    let reader = Reader::new().limits(limits);
    to_js(&reader.js::<BatchDefinition>(definition))
}

/// As `validateBatch` of the npm package. A document of the context that cannot be read is left out.
#[wasm_bindgen(js_name = validateBatch)]
pub fn validate_batch(request: &JsValue, context: &JsValue) -> Result<JsValue, JsValue> {
    let mut known = Context::new();
    if let Some(recipe_type) = part::<RecipeType>(context, "recipe_type") {
        known = known.with_recipe_type(recipe_type);
    }
    if let Some(dataset) = part::<Dataset>(context, "dataset") {
        known = known.with_dataset(dataset);
    }
    if let Some(batches) = part::<Batches>(context, "batches") {
        known = known.with_batches(batches);
    }
    if let Some(revisions) = revisions(context, "revisions") {
        known = known.with_revisions(revisions);
    }
    if let Some(types) = revisions(context, "sub_recipe_types") {
        known = known.with_sub_recipe_types(types);
    }
    to_js(&validate_js(request, &known))
}

/// As `validateDocument` of the npm package, for a definition without a context.
#[wasm_bindgen(js_name = checkDefinition)]
pub fn check_definition(definition: &JsValue) -> Result<JsValue, JsValue> {
    let validator = Validator::new(Context::new());
    to_js(&validator.document_js::<BatchDefinition>(definition))
}

fn part<D: Document>(context: &JsValue, name: &str) -> Option<D> {
    let document = Reflect::get(context, &name.into()).ok()?;
    from_js(&document).document
}

fn revisions(context: &JsValue, name: &str) -> Option<Vec<SubRecipeType>> {
    let revisions = Reflect::get(context, &name.into()).ok()?;
    let revisions = revisions.dyn_ref::<Array>()?.iter();
    revisions.map(|one| from_js(&one).document).collect()
}

/// A typed request with an id that no JavaScript number holds.
#[wasm_bindgen(js_name = requestWithLargeId)]
pub fn request_with_large_id() -> Result<JsValue, JsValue> {
    let id = RecipeTypeId(9_007_199_254_740_993);
    to_js(&ValidateBatchRequest::new(id, BatchDefinition::default()))
}

/// What serde-wasm-bindgen makes of a batch definition.
#[wasm_bindgen(js_name = definitionBySerde)]
pub fn definition_by_serde(definition: &JsValue) -> Result<JsValue, JsValue> {
    by_serde(&from_js::<BatchDefinition>(definition))
}

/// What serde-wasm-bindgen makes of the report without a context.
#[wasm_bindgen(js_name = reportBySerde)]
pub fn report_by_serde(request: &JsValue) -> Result<JsValue, JsValue> {
    by_serde(&validate_js(request, &Context::new()))
}

fn by_serde<T: Serialize>(result: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    Ok(result.serialize(&serializer)?)
}
