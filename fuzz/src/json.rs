//! JSON as it is written: numbers keep their digits, objects their order and their repeated keys.

/// As deep as a document may be to be mutated by its structure.
const DEEPEST: usize = 300;

/// A value. Its parts are tokens of the text.
#[derive(Debug, Clone)]
pub enum Json {
    /// A string with its quotes, a number, `true`, `false` or `null`.
    Plain(String),
    Array(Vec<Json>),
    /// Keys with their quotes.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Takes a text apart; `None` if it is not JSON, or too deep.
    #[must_use]
    pub fn parse(text: &str) -> Option<Json> {
        serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
        let mut rest = text;
        let value = value(&mut rest, 0)?;
        Some(value)
    }

    /// A string as a value.
    #[must_use]
    pub fn string(text: &str) -> Json {
        Json::Plain(quoted(text))
    }

    /// Appends it as text.
    pub fn write(&self, text: &mut String) {
        match self {
            Json::Plain(token) => text.push_str(token),
            Json::Array(items) => {
                text.push('[');
                for (position, item) in items.iter().enumerate() {
                    text.push_str(if position == 0 { "" } else { "," });
                    item.write(text);
                }
                text.push(']');
            }
            Json::Object(members) => {
                text.push('{');
                for (position, (key, member)) in members.iter().enumerate() {
                    text.push_str(if position == 0 { "" } else { "," });
                    text.push_str(key);
                    text.push(':');
                    member.write(text);
                }
                text.push('}');
            }
        }
    }

    /// How many values it is, itself included.
    #[must_use]
    pub fn count(&self) -> usize {
        let inside: usize = match self {
            Json::Plain(_) => 0,
            Json::Array(items) => items.iter().map(Json::count).sum(),
            Json::Object(members) => members.iter().map(|(_, member)| member.count()).sum(),
        };
        1 + inside
    }

    /// The value of this number, in the order in which they are written.
    pub fn nth(&mut self, number: usize) -> Option<&mut Json> {
        let mut left = number;
        self.find(&mut left)
    }

    fn find(&mut self, left: &mut usize) -> Option<&mut Json> {
        if *left == 0 {
            return Some(self);
        }
        *left -= 1;
        match self {
            Json::Plain(_) => None,
            Json::Array(items) => items.iter_mut().find_map(|item| item.find(left)),
            Json::Object(members) => members.iter_mut().find_map(|(_, member)| member.find(left)),
        }
    }
}

impl std::fmt::Display for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
}

/// A string as JSON.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("strings can be written")
}

/// Takes a value off the rest of a text that is known to be JSON.
fn value(rest: &mut &str, depth: usize) -> Option<Json> {
    skip(rest, "");
    if depth > DEEPEST {
        return None;
    }
    match rest.as_bytes().first()? {
        b'[' => {
            let mut items = Vec::new();
            skip(rest, "[");
            while !rest.starts_with(']') {
                items.push(value(rest, depth + 1)?);
                skip(rest, ",");
            }
            skip(rest, "]");
            Some(Json::Array(items))
        }
        b'{' => {
            let mut members = Vec::new();
            skip(rest, "{");
            while !rest.starts_with('}') {
                let key = string(rest)?;
                skip(rest, ":");
                members.push((key, value(rest, depth + 1)?));
                skip(rest, ",");
            }
            skip(rest, "}");
            Some(Json::Object(members))
        }
        b'"' => string(rest).map(Json::Plain),
        _ => {
            let end = rest.find([',', ']', '}', ' ', '\n', '\r', '\t']);
            let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
            *rest = after;
            skip(rest, "");
            Some(Json::Plain(token.to_owned()))
        }
    }
}

/// Takes a string with its quotes, and the blanks after it.
fn string(rest: &mut &str) -> Option<String> {
    let bytes = rest.as_bytes();
    let mut end = 1;
    while *bytes.get(end)? != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    let (token, after) = rest.split_at(end + 1);
    *rest = after;
    skip(rest, "");
    Some(token.to_owned())
}

/// Takes a token where it is the next one, and the blanks around it.
fn skip(rest: &mut &str, token: &str) {
    let after = rest.trim_start();
    *rest = after.strip_prefix(token).unwrap_or(after).trim_start();
}
