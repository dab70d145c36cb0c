//! Changes inputs at random: by bytes, and by the structure of their JSON.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use crate::json::{Json, quoted};

/// Random numbers (`SplitMix64`) that depend on a seed only.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `end`, which is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("below a usize")
    }

    /// A number below a power of two of up to so many bits: mostly a small one.
    fn small(&mut self, bits: usize) -> usize {
        let bits = self.below(bits);
        self.below(1 << bits)
    }

    pub fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Values that tempt a reader, as tokens.
const TOKENS: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-0.0",
    "1",
    "-1",
    "2",
    "1.0",
    "1e0",
    "1e3",
    "1.5",
    "0.99999999999999999999",
    "1.0000000000000000000001",
    "9007199254740990.7",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1e18",
    "1e19",
    "1e400",
    "1e-400",
    "123456789012345678901234567890",
    "\"\"",
    "\"1\"",
    "\"true\"",
    "\"6\"",
    "\"7\"",
    "\"1.0\"",
    "\"two words\"",
    "\"\\u0000\"",
    "\"\\ud83d\\ude00\"",
    "\"\\u202e\\u200b\"",
    "\"a/b~c\"",
    "\"%%{init}$$\"",
    "\"__proto__\"",
    "\"PT1M\"",
    "\"P1DT0.5S\"",
    "\"2020-01-01T00:00:00Z\"",
    "\"2020-01-01T00:00:00-05:00\"",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "{\"\":null}",
    "{\"all\":true}",
    "{\"all\":false,\"nodes\":[\"a\",\"a\"]}",
];

/// Every word of the API: the names of fields and the values that they may have.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut words = BTreeSet::new();
    let mut waiting: Vec<Value> = crate::seeds::schemas()
        .map(|(_, schema)| schema)
        .chain([crate::seeds::functions()])
        .collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    match (key.as_str(), &member) {
                        ("properties" | "functions", Value::Object(named)) => {
                            words.extend(named.keys().cloned());
                        }
                        // Each pattern matches one name.
                        ("patternProperties", Value::Object(named)) => {
                            let names =
                                named.keys().map(|pattern| pattern.trim_matches(['^', '$']));
                            words.extend(names.map(|name| name.replace('\\', "")));
                        }
                        ("enum", Value::Array(values)) => {
                            words
                                .extend(values.iter().filter_map(Value::as_str).map(str::to_owned));
                        }
                        ("name" | "const", Value::String(name)) => {
                            words.insert(name.clone());
                        }
                        _ => {}
                    }
                    waiting.push(member);
                }
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    words.into_iter().collect()
});

/// Changes an input in a few places. What is JSON mostly stays JSON.
#[must_use]
pub fn mutated(input: &[u8], random: &mut Random) -> Vec<u8> {
    let json = std::str::from_utf8(input).ok().and_then(Json::parse);
    match json {
        Some(mut json) if random.below(10) > 0 => {
            for _ in 0..=random.below(4) {
                change(&mut json, random);
            }
            json.to_string().into_bytes()
        }
        _ => {
            let mut bytes = input.to_vec();
            for _ in 0..=random.below(4) {
                change_bytes(&mut bytes, random);
            }
            bytes
        }
    }
}

fn change_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    match random.below(5) {
        0 if at < bytes.len() => {
            bytes.remove(at);
        }
        1 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        2 => {
            let end = (at + random.below(20)).min(bytes.len());
            let part = bytes[at..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, part);
        }
        3 => {
            let token = random.one_of(TOKENS).trim_matches('"').bytes();
            bytes.splice(at..at, token);
        }
        _ => {
            let byte = *random.one_of(b"0159.+-PTDHMSYW:,;&=%[]{}\"\\/~ \n\0\xc3zZeE");
            bytes.insert(at, byte);
        }
    }
}

/// A value from nowhere: a token, or a word of the API.
fn anything(random: &mut Random) -> Json {
    if random.below(4) == 0 {
        return Json::string(random.one_of::<String>(&WORDS));
    }
    let token = *random.one_of(TOKENS);
    Json::parse(token).unwrap_or_else(|| Json::Plain(token.to_owned()))
}

/// A value from another place of the document.
fn elsewhere(json: &mut Json, random: &mut Random) -> Json {
    let number = random.below(json.count());
    let found = json.nth(number).cloned();
    found.unwrap_or_else(|| Json::Plain("null".to_owned()))
}

/// Changes one place.
fn change(json: &mut Json, random: &mut Random) {
    let other = match random.below(3) {
        0 => elsewhere(json, random),
        _ => anything(random),
    };
    let place = random.below(json.count());
    let Some(place) = json.nth(place) else {
        return;
    };
    match (random.below(12), place) {
        (0..=3, Json::Array(items)) => change_items(items, other, random),
        (0..=5, Json::Object(members)) => change_members(members, other, random),
        (6, place) => *place = Json::Array(vec![place.clone()]),
        (7, place) => *place = retyped(place),
        (8 | 9, Json::Plain(token)) if token.starts_with('"') => change_string(token, random),
        (_, place) => *place = other,
    }
}

fn change_items(items: &mut Vec<Json>, other: Json, random: &mut Random) {
    if items.is_empty() {
        items.push(other);
        return;
    }
    let (one, two) = (random.below(items.len()), random.below(items.len()));
    match random.below(5) {
        0 => {
            items.remove(one);
        }
        1 => items.swap(one, two),
        2 => {
            let again = items[one].clone();
            let times = 1 + random.small(7);
            items.splice(two..two, std::iter::repeat_n(again, times));
        }
        3 => items.insert(one, other),
        _ => items[one] = other,
    }
}

fn change_members(members: &mut Vec<(String, Json)>, other: Json, random: &mut Random) {
    if members.is_empty() || random.below(5) == 0 {
        let key = quoted(random.one_of::<String>(&WORDS));
        members.push((key, other));
        return;
    }
    let (one, two) = (random.below(members.len()), random.below(members.len()));
    match random.below(7) {
        0 => {
            members.remove(one);
        }
        1 => members.swap(one, two),
        // A value under another key, or another's.
        2 => members[one].0 = quoted(random.one_of::<String>(&WORDS)),
        3 => {
            let name = members[two].0.clone();
            members[one].0 = name;
        }
        4 => change_string(&mut members[one].0, random),
        // The same again, under other keys.
        5 => {
            let (key, value) = members[one].clone();
            for number in 0..=random.small(6) {
                let key = format!("{}{number}\"", &key[..key.len() - 1]);
                members.push((key, value.clone()));
            }
        }
        _ => members[one].1 = other,
    }
}

/// A number as a string, a string as what it says, and a document as its text.
fn retyped(value: &Json) -> Json {
    match value {
        Json::Plain(token) if token.starts_with('"') => {
            let text: String = serde_json::from_str(token).unwrap_or_default();
            Json::parse(&text).unwrap_or(Json::Plain("0".to_owned()))
        }
        other => Json::string(&other.to_string()),
    }
}

/// Makes a typing mistake, or lengthens a string.
fn change_string(token: &mut String, random: &mut Random) {
    let mut characters: Vec<char> = serde_json::from_str::<String>(token)
        .unwrap_or_default()
        .chars()
        .collect();
    let at = random.below(characters.len() + 1);
    match random.below(6) {
        0 | 1 if at < characters.len() => {
            characters.remove(at);
        }
        2 if at < characters.len() => {
            let character = characters[at];
            characters.insert(at, character);
        }
        3 if at + 1 < characters.len() => characters.swap(at, at + 1),
        4 => {
            let again = characters.repeat(random.small(7));
            characters.extend(again);
        }
        _ => {
            let character = *random.one_of(&[
                's', '_', '1', 'ü', '/', '~', '"', '\\', '\0', '\u{202e}', ' ', '😀',
            ]);
            characters.insert(at, character);
        }
    }
    *token = quoted(&characters.into_iter().collect::<String>());
}
