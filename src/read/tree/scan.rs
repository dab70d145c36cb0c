//! A tree of a JSON text.

use json_event_parser::{JsonEvent, LowLevelJsonParser, LowLevelJsonParserResult};

use super::super::limits::Limits;
use super::build::Builder;
use super::entries::Tree;
use super::kind::{Kind, number_kind};
use super::places::token_start;
use super::unreadable::Unreadable;

impl<'t> Tree<'t> {
    pub(crate) fn from_text(text: &'t str, limits: &Limits) -> Result<Self, Unreadable> {
        let maximum = limits.bytes_allowed();
        if text.len() > maximum {
            return Err(Unreadable::limit("bytes", maximum, "bytes"));
        }
        let bytes = text.as_bytes();
        let mut parser = LowLevelJsonParser::new();
        let mut builder = Builder::new(limits);
        // Most texts have a value in every 16 bytes; for large ones the list may as well grow.
        builder.entries.reserve((text.len() / 16).min(1_024));
        let mut consumed = 0_usize;
        loop {
            let before = consumed;
            let rest = bytes.get(consumed..).unwrap_or_default();
            let LowLevelJsonParserResult {
                consumed_bytes,
                event,
            } = parser.parse_next(rest, true);
            consumed += consumed_bytes;
            match event {
                Some(Ok(JsonEvent::Eof)) => break,
                Some(Ok(event)) => {
                    let event = builder.event(event, before);
                    event.map_err(|unreadable| Unreadable {
                        offset: unreadable.offset.map(|end| token_start(bytes, end)),
                        ..unreadable
                    })?;
                }
                Some(Err(error)) => {
                    let offset = usize::try_from(error.location().start.offset).unwrap_or(before);
                    return Err(Unreadable::not_json(text, offset, error.message()));
                }
                None => {
                    let message = "the text ends too early";
                    return Err(Unreadable::not_json(text, text.len(), message));
                }
            }
        }
        Ok(builder.finish(Some(text)))
    }
}

impl<'t> Builder<'t> {
    fn event(&mut self, event: JsonEvent<'t>, offset: usize) -> Result<(), Unreadable> {
        match event {
            JsonEvent::ObjectKey(key) => {
                self.key(key, offset);
                Ok(())
            }
            JsonEvent::StartObject => self.open(Kind::Object, offset),
            JsonEvent::StartArray => self.open(Kind::Array, offset),
            JsonEvent::EndObject | JsonEvent::EndArray => {
                self.close();
                Ok(())
            }
            JsonEvent::String(text) => self.push(Kind::String(text), offset),
            JsonEvent::Number(text) => self.push(number_kind(text), offset),
            JsonEvent::Boolean(value) => self.push(Kind::Boolean(value), offset),
            JsonEvent::Null => self.push(Kind::Null, offset),
            JsonEvent::Eof => Ok(()),
        }
    }
}
