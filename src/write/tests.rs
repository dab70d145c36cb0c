//! Both forms of a result: JSON text is what `serde_json` writes, and a tape holds the same value.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Map, Number, Value, json};

use super::shapes::Shape;
use super::{Writer, json as written};
use crate::properties::properties;

/// The value on a tape, made as js/src/result.ts makes it; with the number of shapes that were new.
fn on_tape(writer: &Writer, shapes: &mut Vec<Vec<String>>) -> Value {
    let (words, text, known) = writer.tape().unwrap();
    assert_eq!(known as usize, shapes.len());
    let text: Vec<u16> = std::str::from_utf8(text).unwrap().encode_utf16().collect();
    let mut strings = text.as_slice();
    let mut stack: Vec<Value> = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let number = (word >> 3) as usize;
        match word & 7 {
            0 => stack.push([Value::Null, false.into(), true.into()][number].clone()),
            1 => stack.push((i32::from_ne_bytes(word.to_ne_bytes()) >> 3).into()),
            2 => {
                let halves = [*words.next().unwrap(), *words.next().unwrap()].map(u64::from);
                let double = f64::from_bits(halves[0] | halves[1] << 32);
                stack.push(Number::from_f64(double).unwrap().into());
            }
            3 => {
                let (string, rest) = strings.split_at(number);
                strings = rest;
                stack.push(String::from_utf16(string).unwrap().into());
            }
            4 => {
                let items = stack.split_off(stack.len() - number);
                stack.push(items.into());
            }
            5 => {
                let entries = stack.split_off(stack.len() - 2 * number);
                let entries = entries.chunks(2);
                let entries = entries.map(|entry| (key(&entry[0]), entry[1].clone()));
                stack.push(entries.collect::<Map<_, _>>().into());
            }
            6 => shapes.push(
                stack
                    .split_off(stack.len() - number)
                    .iter()
                    .map(key)
                    .collect(),
            ),
            _ => {
                let keys = &shapes[number];
                let values = stack.split_off(stack.len() - keys.len());
                let entries = keys.iter().cloned().zip(values);
                stack.push(entries.collect::<Map<_, _>>().into());
            }
        }
    }
    assert!(strings.is_empty());
    assert_eq!(stack.len(), 1);
    stack.remove(0)
}

fn key(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// As JSON.parse reads numbers: all of them are doubles.
fn with_doubles(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64().unwrap()),
        Value::Array(items) => items.into_iter().map(with_doubles).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            let members = members.map(|(key, value)| (key, with_doubles(value)));
            Value::Object(members.collect())
        }
        other => other,
    }
}

/// Writes a value in both forms.
#[track_caller]
fn agrees<V: Serialize>(value: &V) {
    let expected = serde_json::to_string(value).unwrap();
    assert_eq!(written(value), expected);
    let mut writer = Writer::default();
    let mut shapes = Vec::new();
    for _ in 0..2 {
        // The second time, the shapes are known.
        writer = writer.for_tape();
        super::Write::write(value, &mut writer);
        let found = with_doubles(on_tape(&writer, &mut shapes));
        let expected = with_doubles(serde_json::from_str(&expected).unwrap());
        assert_eq!(found, expected);
    }
}

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
struct Newtype(u8);

#[derive(Serialize)]
struct Pair(i16, char);

#[derive(Serialize)]
enum Form {
    Unit,
    Newtype(Newtype),
    Tuple(i8, Pair),
    Struct { unit: Unit, form: Box<Option<Form>> },
}

#[derive(Serialize)]
struct Inner {
    one: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    two: Option<u64>,
}

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Tagged {
    Newtype(Inner),
    Struct { text: String },
}

#[derive(Serialize)]
struct Outer<'o> {
    forms: Vec<Form>,
    #[serde(flatten)]
    inner: Inner,
    tagged: [Tagged; 2],
    numbers: BTreeMap<i64, f64>,
    bytes: (&'o str, bool, ()),
    made: std::fmt::Arguments<'o>,
}

#[test]
fn every_kind_of_value() {
    for two in [None, Some(u64::MAX)] {
        let inner = || Inner { one: Some(1), two };
        agrees(&Outer {
            forms: vec![
                Form::Unit,
                Form::Newtype(Newtype(255)),
                Form::Tuple(-128, Pair(-1, '\u{1f600}')),
                Form::Struct {
                    unit: Unit,
                    form: Box::new(Some(Form::Unit)),
                },
            ],
            inner: inner(),
            tagged: [
                Tagged::Newtype(inner()),
                Tagged::Struct {
                    text: "a\u{0}b".to_owned(),
                },
            ],
            numbers: BTreeMap::from([(-1, 0.1), (7, f64::NAN), (8, f64::INFINITY)]),
            bytes: ("", true, ()),
            made: format_args!("{}\"{}", 1, 2),
        });
    }
}

#[test]
fn every_character_and_its_place() {
    for code in (0..0x300).chain([0x2028, 0xfeff, 0x1_f600]) {
        for before in 0..17 {
            let character = char::from_u32(code).unwrap();
            agrees(&format!(
                "{}{character}{}",
                "x".repeat(before),
                "é".repeat(16 - before)
            ));
        }
    }
}

#[test]
fn numbers_at_the_edges() {
    for power in 0..64 {
        for near in -2_i64..=2 {
            let number = (1_i64 << power).wrapping_add(near);
            agrees(&number);
            agrees(&number.wrapping_neg());
            agrees(&u64::from_ne_bytes(number.to_ne_bytes()));
        }
    }
    for number in [
        0.0,
        -0.0,
        1.0,
        1e16,
        1e21,
        5e-324,
        f64::MAX,
        0.1 + 0.2,
        -1.5e-7,
    ] {
        agrees(&number);
    }
}

#[test]
fn a_field_is_added_to_an_object() {
    let added = |value: &dyn super::Write| {
        let mut writer = Writer::json();
        value.write(&mut writer);
        writer.add_to_object("text", &"é\n");
        let text = writer.into_json();
        let mut writer = Writer::default().for_tape();
        value.write(&mut writer);
        writer.add_to_object("text", &"é\n");
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(on_tape(&writer, &mut Vec::new()), value);
        text
    };
    assert_eq!(added(&json!({})), r#"{"text":"é\n"}"#);
    assert_eq!(added(&json!({"a": 1})), r#"{"a":1,"text":"é\n"}"#);
    let inner = Inner {
        one: None,
        two: None,
    };
    assert_eq!(added(&inner), r#"{"one":null,"text":"é\n"}"#);
    assert_eq!(added(&[inner]), r#"[{"one":null}]"#);
    // The last word could be the end of an object, but is a half of a number.
    let number = f64::from_bits((7 << 32) | 7);
    assert_eq!(added(&number), serde_json::to_string(&number).unwrap());
}

#[test]
fn shapes_are_forgotten_when_there_are_too_many() {
    let mut writer = Writer::default().for_tape();
    let mut before = 0;
    let mut was_forgotten = false;
    for number in 0..10_002_usize {
        let key: &'static str = Box::leak(number.to_string().into_boxed_str());
        let tape = writer.tape.as_mut().unwrap();
        let shape = tape.shape_with(Shape::EMPTY, key);
        tape.push_object(shape, &mut writer.text);
        writer = writer.for_tape();
        let (_, _, known) = writer.tape().unwrap();
        was_forgotten |= known == 0;
        assert!(known == before + 1 || known == 0);
        before = known;
    }
    assert!(was_forgotten);
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[ -~]{0,30}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn any_value_in_both_forms(value in any_value()) {
        agrees(&value);
    }
}
