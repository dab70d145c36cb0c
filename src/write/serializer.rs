//! The [`Writer`] as a serializer of serde.

use std::fmt::{self, Display, Write as _};

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::Writer;
use super::json::{push_name, push_number, push_string};
use super::shapes::Shape;
use super::tape::Tag;

/// The error of a writer, which has none: so no code is compiled for the errors of all fields of all types.
#[derive(Debug)]
pub(crate) enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl Error for Never {
    /// Types of std that not everything can be said of call it, such as paths and locks. No result has one.
    fn custom<T: Display>(_: T) -> Self {
        std::process::abort()
    }
}

type Written = Result<(), Never>;

/// What is around the members of a list or an object.
#[derive(Clone, Copy)]
enum Kind {
    List,
    Map,
    Struct,
}

impl Kind {
    fn brackets(self) -> (u8, u8) {
        match self {
            Kind::List => (b'[', b']'),
            Kind::Map | Kind::Struct => (b'{', b'}'),
        }
    }
}

/// A list or an object that is being written.
pub(crate) struct Members<'w> {
    writer: &'w mut Writer,
    kind: Kind,
    /// Whether it is the content of a variant of an enum, which is an object around it.
    is_variant: bool,
    count: u32,
    shape: Shape,
}

impl Writer {
    fn constant(&mut self, number: u32, json: &[u8]) {
        match &mut self.tape {
            Some(tape) => tape.push(Tag::Constant, number),
            None => self.text.extend_from_slice(json),
        }
    }

    fn integer(&mut self, number: i64) {
        match &mut self.tape {
            Some(tape) => tape.push_integer(number),
            None => push_number(&mut self.text, number),
        }
    }

    fn string(&mut self, string: &str) {
        match &mut self.tape {
            Some(tape) => tape.push_string(string, &mut self.text),
            None => push_string(&mut self.text, string),
        }
    }

    fn begin(&mut self, kind: Kind) -> Members<'_> {
        if self.tape.is_none() {
            self.text.push(kind.brackets().0);
        }
        Members {
            writer: self,
            kind,
            is_variant: false,
            count: 0,
            shape: Shape::EMPTY,
        }
    }

    /// Begins the object around the content of a variant.
    fn begin_variant(&mut self, variant: &'static str) {
        if self.tape.is_none() {
            self.text.push(b'{');
        }
        self.string(variant);
        if self.tape.is_none() {
            self.text.push(b':');
        }
    }

    fn end_variant(&mut self) {
        match &mut self.tape {
            Some(tape) => tape.push_map(1),
            None => self.text.push(b'}'),
        }
    }

    fn begin_in_variant(&mut self, variant: &'static str, kind: Kind) -> Members<'_> {
        self.begin_variant(variant);
        Members {
            is_variant: true,
            ..self.begin(kind)
        }
    }
}

impl Members<'_> {
    fn next(&mut self) {
        if self.count > 0 && self.writer.tape.is_none() {
            self.writer.text.push(b',');
        }
        self.count += 1;
    }

    /// Begins a field of a struct.
    fn field(&mut self, key: &'static str) {
        self.next();
        if let Some(tape) = &mut self.writer.tape {
            self.shape = tape.shape_with(self.shape, key);
        } else {
            push_name(&mut self.writer.text, key);
        }
    }

    fn close(self) {
        let writer = self.writer;
        match (&mut writer.tape, self.kind) {
            (Some(tape), Kind::List) => tape.push(Tag::Array, self.count),
            (Some(tape), Kind::Map) => tape.push_map(self.count),
            (Some(tape), Kind::Struct) => tape.push_object(self.shape, &mut writer.text),
            (None, kind) => writer.text.push(kind.brackets().1),
        }
        if self.is_variant {
            writer.end_variant();
        }
    }
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Members<'w>;
    type SerializeTuple = Members<'w>;
    type SerializeTupleStruct = Members<'w>;
    type SerializeTupleVariant = Members<'w>;
    type SerializeMap = Members<'w>;
    type SerializeStruct = Members<'w>;
    type SerializeStructVariant = Members<'w>;

    fn serialize_bool(self, value: bool) -> Written {
        if value {
            self.constant(2, b"true");
        } else {
            self.constant(1, b"false");
        }
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Written {
        self.integer(value);
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Written {
        self.serialize_i64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Written {
        match (i64::try_from(value), &mut self.tape) {
            (Ok(value), _) => self.integer(value),
            #[expect(clippy::cast_precision_loss, reason = "as JSON.parse reads it")]
            (Err(_), Some(tape)) => tape.push_double(value as f64),
            (Err(_), None) => push_number(&mut self.text, value),
        }
        Ok(())
    }

    /// Wider than `serde_json` writes one; no result has any.
    fn serialize_f32(self, value: f32) -> Written {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Written {
        match &mut self.tape {
            _ if !value.is_finite() => self.constant(0, b"null"),
            Some(tape) => tape.push_double(value),
            None => push_number(&mut self.text, value),
        }
        Ok(())
    }

    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written {
        self.string(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Written {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.constant(0, b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        self.begin_variant(variant);
        value.serialize(&mut *self)?;
        self.end_variant();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'w>, Never> {
        Ok(self.begin(Kind::List))
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'w>, Never> {
        Ok(self.begin(Kind::List))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Members<'w>, Never> {
        Ok(self.begin(Kind::List))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Members<'w>, Never> {
        Ok(self.begin_in_variant(variant, Kind::List))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'w>, Never> {
        Ok(self.begin(Kind::Map))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'w>, Never> {
        Ok(self.begin(Kind::Struct))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Members<'w>, Never> {
        Ok(self.begin_in_variant(variant, Kind::Struct))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Written {
        let mut made = std::mem::take(&mut self.made);
        made.clear();
        // Only a `Display` that fails by itself can fail.
        let _ = write!(made, "{value}");
        self.string(&made);
        self.made = made;
        Ok(())
    }
}

impl SerializeSeq for Members<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.next();
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

/// What serde tells apart, and JSON does not: each is written as a list.
macro_rules! lists {
    ($($list:ident::$add:ident),+) => {$(
        impl $list for Members<'_> {
            type Ok = ();
            type Error = Never;

            fn $add<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
                SerializeSeq::serialize_element(self, value)
            }

            fn end(self) -> Written {
                SerializeSeq::end(self)
            }
        }
    )+};
}

lists!(
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

impl SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.next();
        let begin = self.writer.text.len();
        key.serialize(&mut *self.writer)?;
        if self.writer.tape.is_none() {
            if self.writer.text.get(begin) != Some(&b'"') {
                self.writer.text.insert(begin, b'"');
                self.writer.text.push(b'"');
            }
            self.writer.text.push(b':');
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Written {
        SerializeSeq::end(self)
    }
}

impl SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Written {
        self.field(key);
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Written {
        SerializeSeq::end(self)
    }
}

impl SerializeStructVariant for Members<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Written {
        SerializeStruct::serialize_field(self, key, value)
    }

    fn end(self) -> Written {
        SerializeSeq::end(self)
    }
}
