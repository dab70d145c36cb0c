//! How values, names and counts are written in a sentence.

use std::fmt::Display;

use serde_json::Value;

use crate::write::json;

/// A string of the user's in quotes, at most a line long.
pub(crate) fn quoted(text: &str) -> String {
    ["\"", &shortened(text), "\""].concat()
}

/// A string of the user's, safe to print and at most a line long.
pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.len() <= LONGEST {
        return printable(text);
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => printable(text.get(..end).unwrap_or_default()) + "…",
        None => printable(text),
    }
}

/// A string of the user's, safe to print: characters that nobody sees are written as escapes.
pub(crate) fn printable(text: &str) -> String {
    if !text.contains(is_unseen) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unseen(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a character is not shown itself, but changes what is shown: it moves the cursor or breaks the line of a
/// terminal (controls, separators), reverses the text after it (bidirectional controls), or makes two names look alike
/// (zero width, fillers, tags).
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// The first five names of the user's, quoted, and how many more there are.
pub(crate) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    list(&mut names.into_iter())
}

fn list(names: &mut dyn Iterator<Item = &str>) -> String {
    const MOST: usize = 5;
    let mut text = String::new();
    let mut more = 0_usize;
    for (number, name) in names.enumerate() {
        if number >= MOST {
            more += 1;
            continue;
        }
        if number > 0 {
            text.push_str(", ");
        }
        text.push_str(&quoted(name));
    }
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}

/// A value as JSON. It uses the serializer that writes every result: `Display` would add another one to the
/// WebAssembly module.
pub(crate) fn as_json(value: &Value) -> String {
    json(value)
}

/// All words that the API accepts: `"a", "b" and "c"`.
pub(crate) fn choice_list(choices: &[&str]) -> String {
    let mut list = String::new();
    for (number, choice) in choices.iter().enumerate() {
        list.push_str(match number {
            0 => "\"",
            _ if number + 1 == choices.len() => "\" and \"",
            _ => "\", \"",
        });
        list.push_str(choice);
    }
    if !list.is_empty() {
        list.push('"');
    }
    list
}

/// The question after a sentence about a name that is not known, where one was probably meant.
pub(crate) fn meant(suggestion: Option<&str>) -> String {
    match suggestion {
        Some(suggestion) => [" Did you mean ", &quoted(suggestion), "?"].concat(),
        None => String::new(),
    }
}

/// The same string with a capital first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        std::iter::once(first.to_ascii_uppercase())
            .chain(characters)
            .collect()
    })
}

/// `1 error`, `2 errors`.
pub(crate) fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, one: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{count} {one}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_of_the_users_is_safe_to_print_and_at_most_a_line_long() {
        assert_eq!(quoted("a\u{1b}[31m"), "\"a\\u{1b}[31m\"");
        assert_eq!(
            quoted("a\u{202e}b\u{200b}\u{2028}"),
            r#""a\u{202e}b\u{200b}\u{2028}""#
        );
        // Marks of Hangul, Mongolian and music that are never shown, and selectors of variants.
        assert_eq!(
            quoted("\u{34f}\u{115f}\u{180b}\u{3164}\u{ffa0}\u{1d173}\u{e0100}"),
            r#""\u{34f}\u{115f}\u{180b}\u{3164}\u{ffa0}\u{1d173}\u{e0100}""#
        );
        assert_eq!(quoted("日本語 עברית 👍🏽"), "\"日本語 עברית 👍🏽\"");
        assert_eq!(shortened(&"ä".repeat(60)), "ä".repeat(60));
        assert_eq!(shortened(&"ä".repeat(61)), "ä".repeat(60) + "…");
    }

    #[test]
    fn five_names_are_listed_and_the_others_counted() {
        assert_eq!(listed([]), "");
        assert_eq!(listed(["a", "b"]), r#""a", "b""#);
        let more = listed(["a", "b", "c", "d", "e", "f", "g"]);
        assert_eq!(more, r#""a", "b", "c", "d", "e" and 2 more"#);
    }

    #[test]
    fn all_choices_are_listed() {
        assert_eq!(choice_list(&[]), "");
        assert_eq!(choice_list(&["a"]), r#""a""#);
        assert_eq!(choice_list(&["a", "b", "c"]), r#""a", "b" and "c""#);
    }

    #[test]
    fn what_is_counted_is_plural_unless_it_is_one() {
        assert_eq!(counted(0, "error"), "0 errors");
        assert_eq!(counted(1, "error"), "1 error");
        assert_eq!(counted(2, "error"), "2 errors");
    }
}
