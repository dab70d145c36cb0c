//! Writes any value of JavaScript on a tape: instances of classes as plain objects, and objects with a `toJSON` as that
//! returns them, as `JSON.stringify` does. Each property is read once, and in place of what JSON cannot say stands its name.
//! `js/src/tape.ts` does the same for the npm package.

use wasm_bindgen::{JsCast, JsValue};

use super::imports::{self, AnyObject, JsString, Set};
use super::objects::{
    StringRead, THROWS, Thrown, UNREADABLE, class_of, is_hole, read, scalar_of, string_within,
};
use crate::read::Limits;
use crate::read::tree::TapeWriter;

/// Up to here, comparing with every array or object around is faster than a set of them.
const SHALLOW: usize = 16;
/// A `BigInt` with more bits is far beyond every integer that the reader accepts, and slow to write.
const MOST_BITS: u32 = 4_096;

/// An array or object that is being written.
struct Open {
    value: JsValue,
    /// The object whose `toJSON` returned it; otherwise itself.
    origin: JsValue,
    /// The keys of an object; `None` for an array.
    keys: Option<JsValue>,
    length: f64,
    next: u32,
}

/// What is wrong with a value: what stands in its place.
type Wrong = String;

/// There is no room for more.
struct Full;

struct Walk {
    writer: TapeWriter,
    open: Vec<Open>,
    /// Those that are open, and where they came from, beyond the first few.
    deep: Set,
    /// How many bytes may still come.
    room: usize,
    /// How many values may still come.
    values: usize,
    deepest: usize,
}

/// The value on a tape, with one value more than the limits allow at most. `None` if it would surely be too long: objects
/// that share parts are short in memory and long when they are written.
pub(super) fn tape_of(root: &JsValue, limits: &Limits) -> Option<TapeWriter> {
    let mut walk = Walk {
        writer: TapeWriter::default(),
        open: Vec::new(),
        deep: Set::new(),
        room: limits.bytes_allowed(),
        values: limits.values_allowed().saturating_add(2),
        deepest: limits.depth_allowed().saturating_add(1),
    };
    walk.run(root).ok()?;
    Some(walk.writer)
}

impl Walk {
    fn run(&mut self, root: &JsValue) -> Result<(), Full> {
        let whole = match read(root.clone(), String::new) {
            Err(wrong) => Err(wrong.to_owned()),
            Ok(value) => scalar_of(root, &value).map_or(Ok(value), Err),
        };
        self.write(whole, root)?;
        while let Some(current) = self.open.last_mut() {
            let has_next = f64::from(current.next) < current.length;
            if !has_next || self.values == 0 {
                self.close();
                continue;
            }
            let index = current.next;
            current.next += 1;
            match &current.keys {
                None => self.item(index)?,
                Some(keys) => {
                    // Its keys are a list of this walk, which nobody else changes.
                    let key = imports::get_index(keys, index).unwrap_or_default();
                    self.member(&key)?;
                }
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        self.writer.end();
        let closed = self.open.pop();
        if let Some(closed) = closed.filter(|_| self.open.len() >= SHALLOW) {
            self.deep.delete(&closed.value);
            self.deep.delete(&closed.origin);
        }
    }

    /// Writes an item of the innermost array.
    fn item(&mut self, index: u32) -> Result<(), Full> {
        let Some(array) = self.open.last_mut() else {
            return Ok(());
        };
        let Ok(item) = imports::get_index(&array.value, index) else {
            return self.write(Err(UNREADABLE.to_owned()), &JsValue::UNDEFINED);
        };
        if item.is_undefined() && is_hole(&array.value, index) {
            // One report is enough: an array may have four billion holes.
            array.length = 0.0;
            return self.write(Err("a hole in the array".to_owned()), &item);
        }
        let value = read(item.clone(), || index.to_string());
        self.write(value.map_err(str::to_owned), &item)
    }

    /// Writes a member of the innermost object.
    fn member(&mut self, key: &JsValue) -> Result<(), Full> {
        let Some(object) = self.open.last() else {
            return Ok(());
        };
        let member = imports::get(&object.value, key);
        let (name, is_whole) = match string_within(key.unchecked_ref(), self.room) {
            StringRead::Whole(name) => (name, true),
            StringRead::Broken(name) => (name, false),
            StringRead::TooLong => return Err(Full),
        };
        self.take(name.len() + 4)?; // Its quotes, a colon and a comma.
        let value = match &member {
            Err(_) => Err(UNREADABLE),
            Ok(member) => read(member.clone(), || name.clone()),
        };
        let is_absent =
            |value: &JsValue| value.is_undefined() || (name == "toJSON" && value.is_function());
        // Treated as absent; but skipping takes time, too.
        if value.as_ref().is_ok_and(is_absent) {
            return Ok(());
        }
        self.writer.key(&name);
        let value = if is_whole {
            value
        } else {
            Err("a property whose name has half a surrogate pair")
        };
        self.write(value.map_err(str::to_owned), &member.unwrap_or_default())
    }

    fn take(&mut self, bytes: usize) -> Result<(), Full> {
        self.room = self.room.checked_sub(bytes).ok_or(Full)?;
        Ok(())
    }

    /// Writes a value that the `toJSON` of its origin returned, or what is wrong with it.
    fn write(&mut self, value: Result<JsValue, Wrong>, origin: &JsValue) -> Result<(), Full> {
        self.values = self.values.saturating_sub(1);
        self.take(1)?; // No value takes less.
        let wrong = match value {
            Ok(value) => self.put(value, origin)?,
            Err(wrong) => Some(wrong),
        };
        if let Some(wrong) = wrong {
            self.writer.foreign(&wrong);
        }
        Ok(())
    }

    /// Writes a value, or returns what is wrong with it.
    fn put(&mut self, value: JsValue, origin: &JsValue) -> Result<Option<Wrong>, Full> {
        if value.is_object() {
            return Ok(self.begin(value, origin).err());
        }
        if value.is_string() {
            return self.string(value.unchecked_ref());
        }
        if let Some(number) = value.as_f64() {
            if !number.is_finite() {
                return Ok(Some(imports::string_of(&value)));
            }
            self.writer.number(number, || imports::string_of(&value));
        } else if let Some(boolean) = value.as_bool() {
            self.writer.boolean(boolean);
        } else if value.is_null() {
            self.writer.null();
        } else if value.is_bigint() {
            if imports::lowest_bits(MOST_BITS, &value) != value {
                return Ok(Some(format!("a BigInt of more than {MOST_BITS} bits")));
            }
            self.writer.number_text(&imports::string_of(&value));
        } else if value.is_undefined() {
            return Ok(Some("undefined".to_owned()));
        } else if value.is_function() {
            return Ok(Some("a function".to_owned()));
        } else {
            return Ok(Some("a symbol".to_owned()));
        }
        Ok(None)
    }

    fn string(&mut self, string: &JsString) -> Result<Option<Wrong>, Full> {
        match string_within(string, self.room) {
            StringRead::Whole(string) => {
                self.take(string.len())?;
                self.writer.string(&string);
                Ok(None)
            }
            StringRead::Broken(_) => Ok(Some("a string with half a surrogate pair".to_owned())),
            StringRead::TooLong => Err(Full),
        }
    }

    /// Begins an array or object, or returns why it is neither.
    fn begin(&mut self, value: JsValue, origin: &JsValue) -> Result<(), Wrong> {
        if self.is_open(&value) || (*origin != value && self.is_open(origin)) {
            return Err("an object that contains itself".to_owned());
        }
        // Deeper than the reader goes: it refuses such a document, whatever is further down.
        if self.open.len() >= self.deepest {
            return Err("too deep".to_owned());
        }
        let (keys, length) = match contents(&value) {
            Ok(contents) => contents?,
            Err(Thrown) => return Err(THROWS.to_owned()),
        };
        if keys.is_some() {
            self.writer.begin_object();
        } else {
            self.writer.begin_array();
        }
        if self.open.len() >= SHALLOW {
            self.deep.add(&value);
            self.deep.add(origin);
        }
        self.open.push(Open {
            value,
            origin: origin.clone(),
            keys,
            length,
            next: 0,
        });
        Ok(())
    }

    fn is_open(&self, value: &JsValue) -> bool {
        let mut shallow = self.open.iter().take(SHALLOW);
        shallow.any(|around| around.value == *value || around.origin == *value)
            || (self.open.len() > SHALLOW && self.deep.has(value))
    }
}

/// The keys of an object, and how many it has; for an array only how many items. Otherwise what it is.
fn contents(value: &JsValue) -> Result<Result<(Option<JsValue>, f64), Wrong>, Thrown> {
    let keys = if imports::is_array(value)? {
        None
    } else {
        if let Some(class) = class_of(value)? {
            return Ok(Err(class));
        }
        Some(imports::keys(value)?)
    };
    let list = keys.as_ref().unwrap_or(value).unchecked_ref::<AnyObject>();
    let length = list.length_of()?.as_f64().unwrap_or_default();
    Ok(Ok((keys, length)))
}
