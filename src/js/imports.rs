//! What JavaScript offers to look at a value. Whatever may run code of the value, such as a getter or the trap of a proxy,
//! may throw, and returns a `Result`: an error that no Rust code catches would leave the instance in an unknown state. The
//! functions of `js-sys` do not all do so.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// A string.
    #[wasm_bindgen(js_name = String)]
    pub(super) type JsString;

    /// How many UTF-16 code units it has.
    #[wasm_bindgen(method, getter)]
    pub(super) fn length(this: &JsString) -> f64;

    /// Any object, whatever its class.
    pub(super) type AnyObject;

    #[wasm_bindgen(method, getter, structural, catch, js_name = toJSON)]
    pub(super) fn to_json(this: &AnyObject) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn then(this: &AnyObject) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn constructor(this: &AnyObject) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn name(this: &AnyObject) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = length)]
    pub(super) fn length_of(this: &AnyObject) -> Result<JsValue, JsValue>;

    /// The values that were passed already.
    pub(super) type Set;

    #[wasm_bindgen(constructor)]
    pub(super) fn new() -> Set;

    #[wasm_bindgen(method)]
    pub(super) fn has(this: &Set, value: &JsValue) -> bool;

    #[wasm_bindgen(method)]
    pub(super) fn add(this: &Set, value: &JsValue);

    #[wasm_bindgen(method)]
    pub(super) fn delete(this: &Set, value: &JsValue);

    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    pub(super) static GLOBAL: JsValue;

    #[wasm_bindgen(thread_local_v2, js_name = Object)]
    pub(super) static OBJECT: JsValue;

    #[wasm_bindgen(thread_local_v2, js_namespace = Object, js_name = prototype)]
    pub(super) static PROTOTYPE_OF_OBJECTS: AnyObject;

    #[wasm_bindgen(thread_local_v2, js_namespace = Array, js_name = prototype)]
    pub(super) static PROTOTYPE_OF_ARRAYS: AnyObject;

    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    pub(super) fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(js_namespace = Array, js_name = of)]
    pub(super) fn array_of(item: &str) -> JsValue;

    #[wasm_bindgen(js_namespace = ArrayBuffer, js_name = isView)]
    pub(super) fn is_view(value: &JsValue) -> bool;

    #[wasm_bindgen(js_namespace = Object, catch)]
    pub(super) fn keys(object: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = getPrototypeOf, catch)]
    pub(super) fn prototype_of(object: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = hasOwn, catch)]
    pub(super) fn has_own(object: &JsValue, name: &str) -> Result<bool, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = hasOwn, catch)]
    pub(super) fn has_own_index(object: &JsValue, index: u32) -> Result<bool, JsValue>;

    /// Such as `[object Map]`.
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "toString"], js_name = call, catch)]
    pub(super) fn to_string(value: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Reflect, js_name = get, catch)]
    pub(super) fn get(object: &JsValue, key: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Reflect, js_name = get, catch)]
    pub(super) fn get_index(object: &JsValue, index: u32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Reflect, catch)]
    pub(super) fn apply(
        function: &JsValue,
        this: &JsValue,
        arguments: &JsValue,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = Number, catch)]
    pub(super) fn number(value: &JsValue) -> Result<f64, JsValue>;

    /// A number or a `BigInt` as a string.
    #[wasm_bindgen(js_name = String)]
    pub(super) fn string_of(value: &JsValue) -> String;

    #[wasm_bindgen(js_namespace = BigInt, js_name = asIntN)]
    pub(super) fn lowest_bits(bits: u32, value: &JsValue) -> JsValue;

    #[wasm_bindgen(js_namespace = JSON, catch)]
    pub(super) fn parse(text: &str) -> Result<JsValue, JsValue>;
}
