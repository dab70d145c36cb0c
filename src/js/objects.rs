//! What a value of JavaScript is, whatever it does when it is looked at: getters that throw, proxies, changed prototypes.
//! `js/src/objects.ts` says the same for the npm package.

use wasm_bindgen::{JsCast, JsValue};

use super::imports::{self, AnyObject, JsString};

/// In place of a property that throws an error.
pub(super) const UNREADABLE: &str = "a property that throws an error when it is read";
/// In place of an object that throws an error.
pub(super) const THROWS: &str = "an object that throws an error when it is read";

/// It threw an error, whichever.
pub(super) struct Thrown;

impl From<JsValue> for Thrown {
    fn from(_: JsValue) -> Self {
        Thrown
    }
}

/// The result of a value's `toJSON`, or the value itself if it has none; else what is wrong with it.
pub(super) fn read(value: JsValue, key: impl FnOnce() -> String) -> Result<JsValue, &'static str> {
    if !value.is_object() {
        return Ok(value);
    }
    let Ok(to_json) = to_json_of(&value) else {
        return Err(THROWS);
    };
    let Some(to_json) = to_json else {
        return Ok(value);
    };
    match is_invalid_date(&value) {
        Ok(false) => {}
        Ok(true) => return Err("an invalid Date"),
        Err(Thrown) => return Err(THROWS),
    }
    imports::apply(&to_json, &value, &imports::array_of(&key()))
        .map_err(|_| "an object whose toJSON throws an error")
}

/// Its `toJSON`, if that says what it is as a document. A `Buffer` has one in Node.js, but is none.
fn to_json_of(value: &JsValue) -> Result<Option<JsValue>, Thrown> {
    let method = method_of(value, "toJSON", AnyObject::to_json)?;
    Ok(method.filter(|_| !imports::is_view(value)))
}

fn is_invalid_date(value: &JsValue) -> Result<bool, Thrown> {
    Ok(tag_of(value)? == "Date" && imports::number(value)?.is_nan())
}

/// A method of an object, unless it is one that somebody gave to all objects or arrays.
fn method_of(
    value: &JsValue,
    name: &str,
    get: fn(&AnyObject) -> Result<JsValue, JsValue>,
) -> Result<Option<JsValue>, Thrown> {
    let method = get(value.unchecked_ref())?;
    if !method.is_function() {
        return Ok(None);
    }
    let is_of = |prototype: &AnyObject| -> Result<bool, Thrown> {
        Ok(imports::has_own(prototype, name)? && get(prototype)? == method)
    };
    let is_of_all =
        imports::PROTOTYPE_OF_OBJECTS.with(is_of)? || imports::PROTOTYPE_OF_ARRAYS.with(is_of)?;
    Ok((!is_of_all).then_some(method))
}

/// What is wrong with a whole input whose `toJSON` returns no object: a string would be taken for a document.
pub(super) fn scalar_of(root: &JsValue, value: &JsValue) -> Option<String> {
    if !root.is_object() || value.is_object() {
        return None;
    }
    Some(name_of(root).unwrap_or_else(|Thrown| THROWS.to_owned()))
}

/// Whether an array has no item there.
pub(super) fn is_hole(array: &JsValue, index: u32) -> bool {
    matches!(imports::has_own_index(array, index), Ok(false))
}

/// What an object is, in words, unless it can have the fields of a document: a plain object, or an instance of a class of
/// the user.
pub(super) fn class_of(value: &JsValue) -> Result<Option<String>, Thrown> {
    let prototype = imports::prototype_of(value)?;
    if prototype.is_null() || imports::PROTOTYPE_OF_OBJECTS.with(|ours| prototype == **ours) {
        return Ok(None);
    }
    // To the user, the Object.prototype of another window or worker is the same as ours.
    let is_last = imports::prototype_of(&prototype)?.is_null();
    if is_last && imports::has_own(&prototype, "hasOwnProperty")? {
        return Ok(None);
    }
    let tag = tag_of(value)?;
    if tag == "Promise" || method_of(value, "then", AnyObject::then)?.is_some() {
        return Ok(Some("a Promise: await it first".to_owned()));
    }
    if has_class(&prototype)? && !is_of_the_platform(&tag)? {
        return Ok(None);
    }
    name_of(value).map(Some)
}

/// The platform's tag of a value: `Map` for a Map and its subclasses, `Object` for the user's own.
fn tag_of(value: &JsValue) -> Result<String, Thrown> {
    let string = name_in(&imports::to_string(value)?).unwrap_or_default();
    let tag = string.strip_prefix("[object ");
    let tag = tag.and_then(|rest| rest.strip_suffix(']'));
    Ok(tag.unwrap_or_default().to_owned())
}

/// Whether objects with this tag hold their data in something other than fields.
fn is_of_the_platform(tag: &str) -> Result<bool, Thrown> {
    if tag == "Object" {
        return Ok(false);
    }
    if tag.contains(' ') {
        // The tag of a user's class has no space: this is an iterator.
        return Ok(true);
    }
    let class = imports::GLOBAL.with(|global| imports::get(global, &tag.into()))?;
    Ok(class.is_function())
}

/// Whether a prototype is that of a class. One from `Object.create` is not.
fn has_class(prototype: &JsValue) -> Result<bool, Thrown> {
    if !imports::has_own(prototype, "constructor")? {
        return Ok(false);
    }
    let constructor = prototype.unchecked_ref::<AnyObject>().constructor()?;
    Ok(constructor.is_function() && imports::OBJECT.with(|object| constructor != *object))
}

/// The name of an object's class, in words.
fn name_of(value: &JsValue) -> Result<String, Thrown> {
    const LONGEST: usize = 60;
    let prototype = imports::prototype_of(value)?;
    let constructor = if prototype.is_null() {
        JsValue::UNDEFINED
    } else {
        prototype.unchecked_ref::<AnyObject>().constructor()?
    };
    let name = if constructor.is_function() {
        name_in(&constructor.unchecked_ref::<AnyObject>().name()?)
    } else {
        None
    };
    let Some(name) = name.filter(|name| !name.is_empty() && name != "Object") else {
        return Ok("an object with a prototype".to_owned());
    };
    let is_vowel = |first| matches!(first, 'a' | 'e' | 'i' | 'o' | 'u');
    let begins_with_vowel = name.chars().next().map(|first| first.to_ascii_lowercase());
    let article = if begins_with_vowel.is_some_and(is_vowel) {
        "an"
    } else {
        "a"
    };
    let units: Vec<u16> = name.encode_utf16().take(LONGEST).collect();
    Ok(format!("{article} {}", String::from_utf16_lossy(&units)))
}

/// The string that a value is, unless it is longer than that many UTF-16 code units or has half a surrogate pair.
pub(super) fn string_within(string: &JsString, longest: usize) -> StringRead {
    #[expect(clippy::cast_precision_loss, reason = "no string is that long")]
    if string.length() > longest as f64 {
        return StringRead::TooLong;
    }
    let read = string.as_string().unwrap_or_default();
    // What stands in place of half a pair may be the user's own.
    if read.contains(char::REPLACEMENT_CHARACTER) && JsValue::from_str(&read) != **string {
        StringRead::Broken(read)
    } else {
        StringRead::Whole(read)
    }
}

/// A string, if it is no longer than any name of a class: a longer one would have to be copied only to be cut.
fn name_in(value: &JsValue) -> Option<String> {
    const LONGEST: f64 = 1000.0;
    let is_name = value.is_string() && value.unchecked_ref::<JsString>().length() <= LONGEST;
    is_name.then(|| value.as_string())?
}

/// A string of JavaScript in Rust.
pub(super) enum StringRead {
    Whole(String),
    /// It has half a surrogate pair, in whose place stands U+FFFD.
    Broken(String),
    TooLong,
}
