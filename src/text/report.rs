//! A validation report and its estimate, for people.

use std::fmt::Write;

use super::{Paint, Sources, Style, counted, problems, summary};
use crate::estimate::{Basis, Estimate, NodeEstimate, RunReason};
use crate::problem::printable;
use crate::sorted::sort;
use crate::validate::Report;

/// The whole report: every problem, the verdict, what could not be checked, and the estimate.
///
/// ```
/// use scale_batch::text::{Style, report};
/// use scale_batch::{Context, validate_text};
///
/// let found = validate_text(r#"{"recipe_type_id": 208, "definition": {}}"#, &Context::new());
/// assert!(report("batch.json", &found, Style::Plain).contains("batch.json: invalid, 1 error"));
/// ```
#[must_use]
pub fn report<'s>(sources: impl Into<Sources<'s>>, report: &'s Report, style: Style) -> String {
    let sources = sources.into();
    let source = sources.checked();
    let mut text = problems(sources, report.errors.iter().chain(&report.warnings), style);
    let verdict = if report.is_valid { "valid" } else { "invalid" };
    let found = summary(report.errors.len(), report.warnings.len(), style);
    // Writing to a String never fails.
    let _ = writeln!(text, "{}: {verdict}, {found}", printable(source));
    if let Some(estimate) = &report.estimate {
        write_estimate(&mut text, estimate, style);
    }
    write_unchecked(&mut text, report, style);
    text
}

/// The estimate alone, with the errors that stand in its way.
#[must_use]
pub fn estimate<'s>(sources: impl Into<Sources<'s>>, report: &'s Report, style: Style) -> String {
    let about_documents = report
        .warnings
        .iter()
        .filter(|warning| warning.params.contains_key("document"));
    let mut text = problems(sources, report.errors.iter().chain(about_documents), style);
    match &report.estimate {
        Some(estimate) => write_estimate(&mut text, estimate, style),
        None => text.push_str("The number of recipes cannot be estimated.\n"),
    }
    write_unchecked(&mut text, report, style);
    text
}

fn write_unchecked(text: &mut String, report: &Report, style: Style) {
    let mut needed: Vec<&str> = report
        .unchecked
        .iter()
        .map(|unchecked| unchecked.needs)
        .collect();
    sort(&mut needed);
    needed.dedup();
    for document in needed {
        let rules = report
            .unchecked
            .iter()
            .filter(|unchecked| unchecked.needs == document);
        let rules: Vec<&str> = rules.map(|unchecked| unchecked.name.as_str()).collect();
        let line = format!(
            "not checked without \"{document}\" in the context: {}",
            rules.join(", ")
        );
        let _ = writeln!(text, "{}", style.paint(Paint::Faint, line));
    }
}

fn write_estimate(text: &mut String, estimate: &Estimate, style: Style) {
    let at_least = if estimate.is_lower_bound {
        "at least "
    } else {
        ""
    };
    let total = style.paint(
        Paint::Strong,
        format!("{at_least}{}", recipes(estimate.recipes_estimated)),
    );
    let basis = match estimate.basis {
        Basis::PreviousBatch => "the recipes of the previous batch",
        Basis::Dataset => "from the files of the dataset",
        Basis::UnconnectedDataset => "the dataset does not fit the recipe's inputs",
        Basis::Nothing => "neither a dataset nor a previous batch",
    };
    let _ = writeln!(text, "estimate: {total} ({basis})");
    for count in &estimate.files {
        let _ = writeln!(
            text,
            "  {:>8}  files of {}",
            count.files,
            printable(&count.parameter)
        );
    }
    for node in &estimate.nodes {
        let _ = writeln!(text, "  {:>8}  {}", node.recipes, describe_node(node));
    }
    for left_out in &estimate.files_left_out {
        let line = format!(
            "  {:>8}  files of {} left out: {}",
            left_out.files,
            printable(&left_out.parameter),
            printable(&left_out.because)
        );
        let _ = writeln!(text, "{}", style.paint(Paint::Faint, line));
    }
    if estimate.if_all_new > estimate.recipes_estimated {
        let _ = writeln!(
            text,
            "  {:>8}  if every file is new to the recipe type",
            estimate.if_all_new
        );
    }
    for unknown in &estimate.unknown_sub_recipes {
        let line = format!(
            "  not counted: what is inside {} revision {}",
            printable(&unknown.recipe_type_name),
            unknown.recipe_type_revision
        );
        let _ = writeln!(text, "{}", style.paint(Paint::Odd, line));
    }
}

fn describe_node(node: &NodeEstimate) -> String {
    let reason = match &node.reason {
        RunReason::AllForced => "every node is forced".to_owned(),
        RunReason::Forced => "it is forced".to_owned(),
        RunReason::BelowForced { node } => format!("below {}, which is forced", printable(node)),
    };
    let inside = match node.recipes_per_file {
        1 => String::new(),
        several => format!(", {several} for each file"),
    };
    format!(
        "in the recipe node {}{inside}: {reason}",
        printable(&node.name)
    )
}

fn recipes(count: u64) -> String {
    usize::try_from(count).map_or_else(
        |_| format!("{count} recipes"),
        |count| counted(count, "recipe"),
    )
}
