//! What changes between two texts, line by line, as other programs apply it: a unified diff.

use similar::{ChangeTag, TextDiff};

use crate::text::{Paint, Style};
use crate::words::printable;

/// The unified diff of a file; empty where nothing changes. Characters that nobody sees are shown as escapes: of such
/// lines other programs would not find the places.
pub(crate) fn line_diff(file: &str, before: &str, after: &str, style: Style) -> String {
    let mut text = String::new();
    // Other programs know no other line ends.
    let [before, after] =
        [before, after].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let diff = TextDiff::configure()
        .newline_terminated(true)
        .diff_slices(&before, &after);
    for hunk in diff.unified_diff().iter_hunks() {
        if text.is_empty() {
            let file = printable(file);
            let heading = format!("--- {file}\n+++ {file}");
            text.push_str(&format!("{}\n", style.paint(Paint::Strong, heading)));
        }
        let header = hunk.header().to_string();
        text.push_str(&format!("{}\n", style.paint(Paint::Faint, header)));
        for change in hunk.iter_changes() {
            let (sign, paint) = match change.tag() {
                ChangeTag::Delete => ('-', Some(Paint::Bad)),
                ChangeTag::Insert => ('+', Some(Paint::Good)),
                ChangeTag::Equal => (' ', None),
            };
            let (line, end) = line_and_end(change.value());
            let shown: Vec<String> = line.split('\t').map(printable).collect();
            let line = format!("{sign}{}", shown.join("\t"));
            match paint {
                Some(paint) => text.push_str(&style.paint(paint, line).to_string()),
                None => text.push_str(&line),
            }
            text.push_str(if end.is_empty() { "\n" } else { end });
            if change.missing_newline() {
                text.push_str("\\ No newline at end of file\n");
            }
        }
    }
    text
}

/// A line and the characters that end it.
fn line_and_end(line: &str) -> (&str, &str) {
    let end = if line.ends_with("\r\n") {
        2
    } else {
        usize::from(line.ends_with('\n'))
    };
    line.split_at_checked(line.len() - end)
        .unwrap_or((line, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_are_shown_with_three_around_them() {
        let before = "1\n2\n3\n4\n5\r\n6\n7\n8\n9\n";
        let after = "1\n2\n3\n4\nfive\r\n6\n7\n8\n9\n";
        let expected =
            "--- a.json\n+++ a.json\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\r\n+five\r\n 6\n 7\n 8\n";
        assert_eq!(line_diff("a.json", before, after, Style::Plain), expected);
        assert_eq!(line_diff("a.json", before, before, Style::Plain), "");
    }

    #[test]
    fn a_last_line_without_an_end_is_told() {
        let expected = "--- a\n+++ a\n@@ -1 +1 @@\n-{\n\\ No newline at end of file\n+{}\n\\ No newline at end of file\n";
        assert_eq!(line_diff("a", "{", "{}", Style::Plain), expected);
    }

    #[test]
    fn nothing_in_a_line_moves_the_cursor() {
        let shown = line_diff(
            "a\u{1b}[2J",
            "\t\"a\rb\"\n",
            "\"\u{202e}\"\n",
            Style::Coloured,
        );
        let expected = "\u{1b}[1m--- a\\u{1b}[2J\n+++ a\\u{1b}[2J\u{1b}[0m\n\u{1b}[2m@@ -1 +1 @@\u{1b}[0m\n\
                        \u{1b}[31m-\t\"a\\rb\"\u{1b}[0m\n\u{1b}[32m+\"\\u{202e}\"\u{1b}[0m\n";
        assert_eq!(shown, expected);
    }
}
