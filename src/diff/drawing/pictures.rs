//! The diff as text that other programs draw: Mermaid and DOT.

use std::borrow::Cow;
use std::fmt::Write;

use super::origins::{Mark, Origins};
use crate::diff::{NodeDiff, Program, RecipeDiff, bare};
use crate::documents::NodeKind;

/// Fill, line and text of each mark; readable on light and dark pages, also by the colour-blind.
fn colours(mark: Mark) -> [&'static str; 3] {
    match mark {
        Mark::New => ["#d3f1dc", "#1a7f37", "#0b3d1a"],
        Mark::Changed => ["#fff0c2", "#9a6700", "#4a3200"],
        Mark::Forced => ["#dbe9ff", "#0a5bd0", "#06305f"],
        Mark::Copied => ["#f3f4f6", "#8a939d", "#3a424a"],
        Mark::Deleted => ["#ffdfdc", "#c0392b", "#6b1710"],
    }
}

impl RecipeDiff<'_> {
    /// The diff as a [Mermaid](https://mermaid.js.org) flowchart, coloured by what becomes of each node.
    ///
    /// ```
    /// # use scale_batch::RecipeDiff;
    /// # use scale_batch::documents::RecipeDefinition;
    /// # let definition = serde_json::from_value::<RecipeDefinition>(serde_json::json!({"nodes": {"say \"hi\"": {
    /// #     "dependencies": [], "input": {}, "node_type": {"node_type": "recipe", "recipe_type_name": "ortho",
    /// #         "recipe_type_revision": 1}}}}))?;
    /// let diff = RecipeDiff::between(&definition, &definition, None)?;
    /// assert!(diff.mermaid().contains("n0[[\"say #34;hi#34;<br/>recipe ortho, revision 1<br/>copied\"]]:::copied"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn mermaid(&self) -> String {
        let origins = Origins::new(self);
        let mut text = String::from("flowchart TD\n");
        for node in self.in_order() {
            let lines = label(node, &origins)
                .map(|line| for_mermaid(&line))
                .join("<br/>");
            let (open, close) = match node.kind() {
                NodeKind::Job => ("[", "]"),
                NodeKind::Recipe => ("[[", "]]"),
                NodeKind::Condition => ("{{", "}}"),
            };
            let class = Mark::of(node).word();
            // Writing to a String never fails.
            let _ = writeln!(
                text,
                "  n{}{open}\"{lines}\"{close}:::{class}",
                node.id.number()
            );
        }
        for node in self.in_order() {
            for parent in node.dependencies() {
                let arrow = if Mark::of(node) == Mark::Deleted {
                    "-.->"
                } else {
                    "-->"
                };
                let _ = writeln!(
                    text,
                    "  n{} {arrow} n{}",
                    parent.id.number(),
                    node.id.number()
                );
            }
        }
        for mark in Mark::ALL {
            let [fill, line, colour] = colours(mark);
            let _ = writeln!(
                text,
                "  classDef {} fill:{fill},stroke:{line},color:{colour}",
                mark.word()
            );
        }
        text
    }

    /// The diff as a [DOT](https://graphviz.org/doc/info/lang.html) graph, coloured by what becomes of each node.
    ///
    /// ```
    /// # use scale_batch::RecipeDiff;
    /// # use scale_batch::documents::RecipeDefinition;
    /// # let definition = serde_json::from_value::<RecipeDefinition>(serde_json::json!({"nodes": {"a\\b": {
    /// #     "dependencies": [], "input": {}, "node_type": {"node_type": "recipe", "recipe_type_name": "ortho",
    /// #         "recipe_type_revision": 1}}}}))?;
    /// let diff = RecipeDiff::between(&definition, &definition, None)?;
    /// assert!(diff.dot().contains(r#"label="a\\b\nrecipe ortho, revision 1\ncopied""#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn dot(&self) -> String {
        let origins = Origins::new(self);
        let mut text = String::from(
            "digraph recipe {\n  rankdir=TB;\n  node [style=\"filled,rounded\", shape=box, fontname=\"sans-serif\"];\n",
        );
        for node in self.in_order() {
            let lines = label(node, &origins).map(|line| for_dot(&line)).join("\\n");
            let [fill, line, colour] = colours(Mark::of(node));
            let shape = match node.kind() {
                NodeKind::Job => "box",
                NodeKind::Recipe => "box3d",
                NodeKind::Condition => "diamond",
            };
            // Writing to a String never fails.
            let _ = writeln!(
                text,
                "  n{} [label=\"{lines}\", shape={shape}, fillcolor=\"{fill}\", color=\"{line}\", fontcolor=\"{colour}\"];",
                node.id.number()
            );
        }
        for node in self.in_order() {
            for parent in node.dependencies() {
                let style = if Mark::of(node) == Mark::Deleted {
                    " [style=dashed]"
                } else {
                    ""
                };
                let _ = writeln!(
                    text,
                    "  n{} -> n{}{style};",
                    parent.id.number(),
                    node.id.number()
                );
            }
        }
        text.push_str("}\n");
        text
    }
}

/// The lines of a node: its name, what it runs, what becomes of it and why.
fn label(node: NodeDiff<'_, '_>, origins: &Origins<'_, '_>) -> [String; 3] {
    [bare(node.name()), runs(node), origins.note(node)]
}

/// What a node runs: `job scene-parse 1.0.0, revision 3`.
pub(crate) fn runs(node: NodeDiff<'_, '_>) -> String {
    match node.program() {
        Program::Job {
            name,
            version,
            revision,
        } => format!("job {} {}, revision {revision}", bare(name), bare(version)),
        Program::Recipe { name, revision } => {
            format!("recipe {}, revision {revision}", bare(name))
        }
        Program::Condition => "condition".to_owned(),
    }
}

/// A line within quotes of Mermaid, which knows entities but no backslashes.
///
/// Whatever its syntax may be made of is an entity. That is not enough for what Mermaid looks for after it has decoded the
/// entities: formulas, icons, line breaks, and its own marks for entities. A word joiner, which has no width, separates
/// their characters. `direction` is a statement even within quotes.
fn for_mermaid(line: &str) -> String {
    let mut text = Cow::Borrowed(line);
    for (read, separated) in [
        ("$$", "$\u{2060}$\u{2060}"),
        (":fa-", ":\u{2060}fa-"),
        ("\\n", "\\\u{2060}n"),
        ("ﬂ°", "ﬂ\u{2060}°"),
        ("¶ß", "¶\u{2060}ß"),
    ] {
        if text.contains(read) {
            text = Cow::Owned(text.replace(read, separated));
        }
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '(' | ')' | '+' | ',' | '-' | '.' | '/' | '_' => escaped.push(character),
            other if other.is_ascii_punctuation() => {
                // Writing to a String never fails.
                let _ = write!(escaped, "#{};", u32::from(other));
            }
            other => escaped.push(other),
        }
    }
    if escaped.contains("direction") {
        escaped = escaped.replace("direction", "#100;irection");
    }
    escaped
}

/// A string within quotes of DOT, which decodes entities of HTML.
fn for_dot(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('&', "&amp;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_its_quotes() {
        assert_eq!(for_mermaid("a\"]-->b"), "a#34;#93;--#62;b");
        assert_eq!(for_mermaid("`x` #1"), "#96;x#96; #35;1");
        assert_eq!(for_dot("\\\"];"), "\\\\\\\"];");
        assert_eq!(for_dot("a&lt;b"), "a&amp;lt;b");
    }

    #[test]
    fn no_name_is_an_instruction_of_mermaid() {
        for (name, escaped) in [
            ("%%{init}%%", "#37;#37;#123;init#125;#37;#37;"),
            ("$$x$$", "#36;\u{2060}#36;\u{2060}x#36;\u{2060}#36;\u{2060}"),
            ("fa:fa-ban", "fa#58;\u{2060}fa-ban"),
            ("a\\nb", "a#92;\u{2060}nb"),
            ("ﬂ°lt¶ß", "ﬂ\u{2060}°lt¶\u{2060}ß"),
            ("direction LR", "#100;irection LR"),
            ("scene-parse 1.0.0", "scene-parse 1.0.0"),
        ] {
            assert_eq!(for_mermaid(name), escaped);
        }
    }
}
