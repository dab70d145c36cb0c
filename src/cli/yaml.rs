//! YAML as JSON: what the core schema of YAML 1.2 says of a document, if JSON can say it.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use crate::hashed::HashedMap;
use crate::problem::Position;
use crate::read::tree::BYTE_ORDER_MARK;
use crate::words::{as_json, quoted};

/// Whether a file holds YAML, by its name.
pub(crate) fn is_yaml(file: &str) -> bool {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["yaml", "yml"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// A document as JSON. Each key and each value begins a line of its own.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FromYaml {
    pub(crate) json: String,
    /// Where the key or value of each line stands.
    pub(crate) positions: Vec<Position>,
}

/// Why a file is not read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NotRead {
    pub(crate) position: Position,
    /// A sentence without its capital letter and full stop.
    pub(crate) description: String,
}

/// The only document of a YAML file.
pub(crate) fn from_yaml(text: &str) -> Result<FromYaml, NotRead> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut converter = Converter::default();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| NotRead {
            position: position(*error.marker()),
            description: ["it is not YAML: ", error.info()].concat(),
        })?;
        converter.position = position(span.start);
        let taken = converter.convert(event);
        taken.map_err(|description| NotRead {
            position: converter.position,
            description,
        })?;
    }
    if converter.positions.is_empty() {
        return Err(NotRead {
            position: converter.position,
            description: "it is empty".to_owned(),
        });
    }
    Ok(FromYaml {
        json: converter.json,
        positions: converter.positions,
    })
}

fn position(marker: Marker) -> Position {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Position {
        line: number(marker.line().max(1)),
        column: number(marker.col() + 1),
    }
}

struct Converter {
    json: String,
    positions: Vec<Position>,
    /// Where the event is.
    position: Position,
    open: Vec<Open>,
    /// What each anchor names.
    anchors: HashedMap<usize, Anchored>,
    /// How many bytes aliases have repeated.
    repeated: usize,
    has_document: bool,
}

/// A sequence or mapping that is open.
struct Open {
    is_mapping: bool,
    /// Whether there is something in it.
    has_children: bool,
    /// Whether the key of the next value is there.
    has_key: bool,
    /// Its anchor, and where it begins; 0 for none.
    anchor: usize,
    from: Anchored,
}

/// A value with an anchor: the part of the JSON, and of the list of positions. It has no end while it is open.
#[derive(Clone, Copy)]
struct Anchored {
    json: (usize, usize),
    positions: (usize, usize),
}

impl Default for Converter {
    fn default() -> Self {
        Converter {
            json: String::new(),
            positions: Vec::new(),
            position: Position { line: 1, column: 1 },
            open: Vec::new(),
            anchors: HashedMap::new(),
            repeated: 0,
            has_document: false,
        }
    }
}

impl Converter {
    fn convert(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::DocumentStart(_) => {
                if std::mem::replace(&mut self.has_document, true) {
                    return Err("there is a second document: each file can hold one".to_owned());
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain;
                let value = scalar(&text, is_plain, tag.as_deref())?;
                if self.is_key() {
                    if is_plain && text == "<<" {
                        return Err(
                            "YAML 1.2 has no merge keys (<<): write the members out".to_owned()
                        );
                    }
                    if !value.starts_with('"') {
                        let quoted = quoted(&text);
                        return Err(format!(
                            "a key must be a string: put it in quotes, as {quoted}"
                        ));
                    }
                }
                let from = self.begin();
                self.json.push_str(&value);
                self.end(anchor, from);
            }
            Event::Alias(anchor) => self.repeat(anchor)?,
            Event::SequenceStart(anchor, tag) => self.open(false, anchor, tag.as_deref())?,
            Event::MappingStart(anchor, tag) => self.open(true, anchor, tag.as_deref())?,
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.json.push(if open.is_mapping { '}' } else { ']' });
                    self.end(open.anchor, open.from);
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    /// Whether a key comes next.
    fn is_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|open| open.is_mapping && !open.has_key)
    }

    /// Begins a key or a value, in a line of its own.
    fn begin(&mut self) -> Anchored {
        if let Some(open) = self.open.last_mut() {
            if !open.has_key && open.has_children {
                self.json.push(',');
            }
            open.has_children = true;
        }
        if !self.positions.is_empty() {
            self.json.push('\n');
        }
        let from = Anchored {
            json: (self.json.len(), 0),
            positions: (self.positions.len(), 0),
        };
        self.positions.push(self.position);
        from
    }

    /// Ends a key or a value.
    fn end(&mut self, anchor: usize, mut from: Anchored) {
        from.json.1 = self.json.len();
        from.positions.1 = self.positions.len();
        if anchor != 0 {
            self.anchors.insert(anchor, from);
        }
        if let Some(open) = self.open.last_mut().filter(|open| open.is_mapping) {
            open.has_key = !open.has_key;
            if open.has_key {
                self.json.push(':');
            }
        }
    }

    fn open(&mut self, is_mapping: bool, anchor: usize, tag: Option<&Tag>) -> Result<(), String> {
        if self.is_key() {
            return Err("a key must be a string, and no list or mapping".to_owned());
        }
        let known = if is_mapping { "map" } else { "seq" };
        if let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema() || tag.suffix != known) {
            return Err(unknown_tag(tag));
        }
        let from = self.begin();
        self.json.push(if is_mapping { '{' } else { '[' });
        self.open.push(Open {
            is_mapping,
            has_children: false,
            has_key: false,
            anchor,
            from,
        });
        Ok(())
    }

    /// Repeats what an anchor names.
    fn repeat(&mut self, anchor: usize) -> Result<(), String> {
        /// More is no document that a person wrote.
        const MOST_REPEATED: usize = 1 << 24;
        let Some(Anchored { json, positions }) = self.anchors.get(&anchor).copied() else {
            return Err("an alias cannot stand in what its anchor names".to_owned());
        };
        if self.is_key() && self.json.as_bytes().get(json.0) != Some(&b'"') {
            return Err("a key must be a string, and this alias names none".to_owned());
        }
        self.repeated = self.repeated.saturating_add(json.1 - json.0);
        if self.repeated > MOST_REPEATED {
            return Err(format!(
                "its aliases repeat more than {MOST_REPEATED} bytes"
            ));
        }
        let from = self.begin();
        let repeated = self.json.get(json.0..json.1).unwrap_or_default().to_owned();
        self.json.push_str(&repeated);
        // The mistakes of a repeated value stand where it is written.
        self.positions.pop();
        self.positions.extend_from_within(positions.0..positions.1);
        self.end(0, from);
        Ok(())
    }
}

/// A scalar as JSON.
fn scalar(text: &str, is_plain: bool, tag: Option<&Tag>) -> Result<String, String> {
    let string = || as_json(&text.into());
    let resolved = || plain(text).unwrap_or_else(|| Ok(string()));
    let Some(tag) = tag else {
        return if is_plain { resolved() } else { Ok(string()) };
    };
    if tag.handle.is_empty() && tag.suffix == "!" {
        return Ok(string());
    }
    if !tag.is_yaml_core_schema() {
        return Err(unknown_tag(tag));
    }
    let found = match tag.suffix.as_str() {
        "str" => return Ok(string()),
        "null" | "bool" | "int" | "float" => resolved()?,
        _ => return Err(unknown_tag(tag)),
    };
    let is_of_kind = match (tag.suffix.as_str(), found.as_bytes()) {
        ("int", [b'0'..=b'9' | b'-', digits @ ..]) => digits.iter().all(u8::is_ascii_digit),
        ("null", b"null") | ("bool", b"true" | b"false") | ("float", [b'0'..=b'9' | b'-', ..]) => {
            true
        }
        _ => false,
    };
    if is_of_kind {
        Ok(found)
    } else {
        Err(format!(
            "{} is no {}, as its tag says",
            quoted(text),
            tag.suffix
        ))
    }
}

fn unknown_tag(tag: &Tag) -> String {
    let name = if tag.is_yaml_core_schema() {
        ["!!", &tag.suffix].concat()
    } else {
        [tag.handle.as_str(), &tag.suffix].concat()
    };
    format!("JSON has nothing for the tag {}", quoted(&name))
}

/// What a plain scalar is by the core schema, as JSON; `None` for a string.
fn plain(text: &str) -> Option<Result<String, String>> {
    let word = match text {
        "" | "~" | "null" | "Null" | "NULL" => "null",
        "true" | "True" | "TRUE" => "true",
        "false" | "False" | "FALSE" => "false",
        ".nan" | ".NaN" | ".NAN" => return Some(Err(format!("JSON has no number {text}"))),
        _ => {
            let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
            if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
                return Some(Err(format!("JSON has no number {text}")));
            }
            return based(text).or_else(|| decimal(text).map(Ok));
        }
    };
    Some(Ok(word.to_owned()))
}

/// An octal or hexadecimal integer.
fn based(text: &str) -> Option<Result<String, String>> {
    let (digits, radix) = match (text.strip_prefix("0o"), text.strip_prefix("0x")) {
        (Some(digits), _) => (digits, 8),
        (_, Some(digits)) => (digits, 16),
        _ => return None,
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let number = u128::from_str_radix(digits, radix).map(|number| number.to_string());
    Some(number.map_err(|_| format!("the number {} is too large", quoted(text))))
}

/// A number as JSON writes it: with digits around the point, and neither a plus nor zeros at the start.
fn decimal(text: &str) -> Option<String> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_digits = !whole.is_empty() || fraction.is_some_and(|fraction| !fraction.is_empty());
    if !has_digits || !is_digits(whole) || !is_digits(fraction.unwrap_or_default()) {
        return None;
    }
    let mut number = sign.to_owned();
    match whole.trim_start_matches('0') {
        "" => number.push('0'),
        digits => number.push_str(digits),
    }
    if let Some(fraction) = fraction {
        number.push('.');
        number.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        if digits.is_empty() || !is_digits(digits) {
            return None;
        }
        number.push('e');
        number.push_str(exponent);
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::properties::properties;

    fn value(text: &str) -> Value {
        let found = from_yaml(text).unwrap_or_else(|not_read| panic!("{not_read:?} of {text}"));
        assert_eq!(
            found.json.split('\n').count(),
            found.positions.len(),
            "{text}"
        );
        serde_json::from_str(&found.json).unwrap()
    }

    #[test]
    fn yaml_is_read_by_the_core_schema() {
        for (text, expected) in [
            (
                "a: 1\nb: [x, 'y', \"z\"]\n",
                json!({"a": 1, "b": ["x", "y", "z"]}),
            ),
            (
                "- yes\n- no\n- 2026-11-28\n- '1'\n- !!str 1\n- ! 2\n",
                json!(["yes", "no", "2026-11-28", "1", "1", "2"]),
            ),
            (
                "[true, False, NULL, ~, null]",
                json!([true, false, null, null, null]),
            ),
            (
                "[+1, 007, 0o17, 0xff, -0, .5, 5., 1e3, -1.5E-2, 1_000]",
                json!([1, 7, 15, 255, 0, 0.5, 5.0, 1000.0, -0.015, "1_000"]),
            ),
            (
                "a:\nb: |\n  two\n  lines\nc: >-\n  one\n  line\n",
                json!({"a": null, "b": "two\nlines\n", "c": "one line"}),
            ),
            (
                "a: &x {n: [1, 2]}\nb: *x\nc: [*x, *x]\n",
                json!({"a": {"n": [1, 2]}, "b": {"n": [1, 2]}, "c": [{"n": [1, 2]}, {"n": [1, 2]}]}),
            ),
            ("&k a: &v 1\n? *k\n: *v\n", json!({"a": 1})),
            (
                "\u{feff}--- # with a comment\na: {}\n...\n",
                json!({"a": {}}),
            ),
            ("'<<': 1", json!({"<<": 1})),
            (
                "!!map {a: !!seq [!!int 1, !!str 2]}",
                json!({"a": [1, "2"]}),
            ),
            ("null", Value::Null),
        ] {
            let found = value(text)
                .to_string()
                .replace("-0,", "0,")
                .replace("-0.0,", "0,");
            assert_eq!(found, expected.to_string(), "{text}");
        }
    }

    #[test]
    fn what_json_cannot_say_is_refused_at_its_place() {
        for (text, line, column, description) in [
            (
                "a: 1\n---\nb: 2\n",
                2,
                1,
                "there is a second document: each file can hold one",
            ),
            ("a: .nan", 1, 4, "JSON has no number .nan"),
            ("- -.inf", 1, 3, "JSON has no number -.inf"),
            (
                "a: 1\n2: b\n",
                2,
                1,
                "a key must be a string: put it in quotes, as \"2\"",
            ),
            (
                "null: b\n",
                1,
                1,
                "a key must be a string: put it in quotes, as \"null\"",
            ),
            (
                "? [a]\n: b\n",
                1,
                3,
                "a key must be a string, and no list or mapping",
            ),
            (
                "a: &x {}\n<<: *x\n",
                2,
                1,
                "YAML 1.2 has no merge keys (<<): write the members out",
            ),
            (
                "a: !point 1\n",
                1,
                4,
                "JSON has nothing for the tag \"!point\"",
            ),
            (
                "a: !!binary aa\n",
                1,
                4,
                "JSON has nothing for the tag \"!!binary\"",
            ),
            ("a: !!int x\n", 1, 4, "\"x\" is no int, as its tag says"),
            (
                "a: &x [*x]\n",
                1,
                8,
                "an alias cannot stand in what its anchor names",
            ),
            (
                "0xffffffffffffffffffffffffffffffffff",
                1,
                1,
                "the number \"0xffffffffffffffffffffffffffffffffff\" is too large",
            ),
            ("", 1, 1, "it is empty"),
            ("# nothing\n", 2, 1, "it is empty"),
        ] {
            let found = from_yaml(text).unwrap_err();
            let expected = NotRead {
                position: Position { line, column },
                description: description.to_owned(),
            };
            assert_eq!(found, expected, "{text}");
        }
        let broken = from_yaml("a: [1\nb: 2").unwrap_err();
        assert!(
            broken.description.starts_with("it is not YAML: "),
            "{broken:?}"
        );
    }

    #[test]
    fn each_line_of_the_json_has_its_position() {
        let found = from_yaml("é: [x,\n    y]\nb: &v\n  c: 1\nd: *v\n").unwrap();
        let positions = found.positions.iter();
        let positions: Vec<String> = positions
            .map(|position| format!("{}:{}", position.line, position.column))
            .collect();
        // A value that is repeated stands where it was written.
        let expected = "1:1 1:1 1:4 1:5 2:5 3:1 3:4 4:3 4:6 5:1 3:4 4:3 4:6";
        assert_eq!(positions.join(" "), expected, "{}", found.json);
    }

    #[test]
    fn aliases_repeat_no_more_than_a_person_would_write() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let before = level - 1;
            text.push_str(&format!(
                "a{level}: &a{level} [{}]\n",
                vec![format!("*a{before}"); 9].join(", ")
            ));
        }
        let found = from_yaml(&text).unwrap_err();
        assert_eq!(
            found.description,
            "its aliases repeat more than 16777216 bytes"
        );
        // Depth needs no stack.
        let deep = "[".repeat(200) + &"]".repeat(200);
        assert!(from_yaml(&deep).is_ok());
        assert!(from_yaml(&"[".repeat(100_000)).is_err());
        assert!(from_yaml(&"- ".repeat(10_000)).is_ok());
    }

    proptest! {
        #![proptest_config(properties())]

        #[test]
        fn any_text_is_json_or_refused(text in r#"([\-a:&*!|>?~'"\[\]{},# \n0]|é|\t|- |: |\n  ){0,40}"#) {
            if let Ok(found) = from_yaml(&text) {
                prop_assert!(serde_json::from_str::<Value>(&found.json).is_ok(), "{} of {}", found.json, text);
                prop_assert_eq!(found.json.split('\n').count(), found.positions.len());
            }
        }

        #[test]
        fn json_is_yaml(words in prop::collection::vec("[a-z\"\\\\é:]{0,5}", 0..5)) {
            let document = json!({"words": words, "inside": {"a": [null, true, 1.5, -7]}});
            prop_assert_eq!(value(&document.to_string()), document);
        }
    }
}
