//! What a check of a recipe definition left open, for people.

use std::fmt::Write;

use super::{Paint, Style};
use crate::recipe::RecipeReport;
use crate::sorted::sort;
use crate::words::listed;

/// A line for each document that is missing, with the nodes that were not checked for want of it.
pub(crate) fn unchecked_nodes(report: &RecipeReport, style: Style) -> String {
    let mut missing: Vec<_> = report
        .unchecked
        .iter()
        .map(|unchecked| (unchecked.needs.as_ref(), unchecked.name))
        .collect();
    sort(&mut missing);
    missing.dedup();
    let mut text = String::new();
    for (needs, name) in missing {
        let nodes = report
            .unchecked
            .iter()
            .filter(|unchecked| (unchecked.needs.as_ref(), unchecked.name) == (needs, name))
            .map(|unchecked| unchecked.node.as_str());
        let line = format!(
            "not checked without \"{needs}\": {name} of {}",
            listed(nodes)
        );
        // Writing to a String never fails.
        let _ = writeln!(text, "{}", style.paint(Paint::Faint, line));
    }
    text
}
