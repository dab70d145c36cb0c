//! How many columns of a terminal a text takes.

/// The columns of a text that is safe to print: two for a character of Chinese, Japanese or Korean and for an emoji,
/// none for a combining mark. The tables for that come with the command line; without it each character counts one.
pub(super) fn width(text: &str) -> usize {
    #[cfg(feature = "cli")]
    return unicode_width::UnicodeWidthStr::width(text);
    #[cfg(not(feature = "cli"))]
    return text.chars().count();
}

/// The text, with spaces after it up to a number of columns.
pub(super) fn padded(mut text: String, columns: usize) -> String {
    let missing = columns.saturating_sub(width(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_padded_to_its_columns() {
        assert_eq!(padded("é".to_owned(), 3), "é  ");
        assert_eq!(padded("abc".to_owned(), 2), "abc");
    }

    #[cfg(feature = "cli")]
    #[test]
    fn wide_characters_and_marks_are_counted_as_they_are_shown() {
        for (text, columns) in [
            ("水面検出", 8),
            ("e\u{301}", 1),
            ("👍🏽", 2),
            ("a─│", 3),
            ("ｱ", 1),
        ] {
            assert_eq!(width(text), columns, "{text}");
            assert_eq!(padded(text.to_owned(), 9).len(), text.len() + 9 - columns);
        }
    }
}
