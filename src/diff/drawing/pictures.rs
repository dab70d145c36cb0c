//! The diff as text that other programs draw: Mermaid and DOT.

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
    /// # use scale_batch::{RecipeDefinition, RecipeDiff};
    /// # let definition = serde_json::from_value::<RecipeDefinition>(serde_json::json!({"nodes": {"say \"hi\"": {
    /// #     "dependencies": [], "input": {}, "node_type": {"node_type": "recipe", "recipe_type_name": "ortho",
    /// #         "recipe_type_revision": 1}}}}))?;
    /// let diff = RecipeDiff::between(&definition, &definition, None)?;
    /// assert!(diff.mermaid().contains("n0[[\"say #quot;hi#quot;<br/>recipe ortho, revision 1<br/>copied\"]]:::copied"));
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
    /// # use scale_batch::{RecipeDefinition, RecipeDiff};
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

/// A string within quotes of Mermaid, which knows entities but no backslashes.
fn for_mermaid(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("#quot;"),
            '#' => escaped.push_str("#35;"),
            '&' => escaped.push_str("#amp;"),
            '<' => escaped.push_str("#lt;"),
            '>' => escaped.push_str("#gt;"),
            '`' => escaped.push_str("#96;"),
            '\\' => escaped.push_str("#92;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A string within quotes of DOT.
fn for_dot(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_its_quotes() {
        assert_eq!(for_mermaid("a\"]-->b"), "a#quot;]--#gt;b");
        assert_eq!(for_mermaid("`x` #1"), "#96;x#96; #35;1");
        assert_eq!(for_dot("\\\"];"), "\\\\\\\"];");
    }
}
