//! A validation report and its estimate, for people.

use std::fmt::Write;

use super::{Paint, Sources, Style, problems, summary_of_lists};
use crate::estimate::{Basis, Creation, CreationReason, Estimate, NodeEstimate, RunReason};
use crate::problem::ProblemName;
use crate::sorted::sort_by;
use crate::validate::{Outlook, ValidationReport};
use crate::words::{counted, listed, printable, quoted};

/// The whole report: every problem, the verdict with its outlook, what could not be checked, and the estimate.
///
/// ```
/// use scale_batch::text::{Style, report};
/// use scale_batch::{Context, validate_text};
///
/// let found = validate_text(r#"{"recipe_type_id": 208, "definition": {}}"#, &Context::new());
/// assert!(report("batch.json", &found, Style::Plain).contains("batch.json: invalid, 1 error"));
/// ```
#[must_use]
pub fn report<'s>(
    sources: impl Into<Sources<'s>>,
    report: &'s ValidationReport,
    style: Style,
) -> String {
    let sources = sources.into();
    let source = sources.checked();
    let mut text = problems(sources, report.errors.iter().chain(&report.warnings), style);
    let verdict = verdict(report.outlook, style);
    let found = summary_of_lists(&report.errors, &report.warnings, style);
    // Writing to a String never fails.
    let _ = writeln!(text, "{}: {verdict}, {found}", printable(source));
    if let Some(estimate) = &report.estimate {
        write_estimate(&mut text, estimate, style);
    }
    write_unchecked(&mut text, report, style);
    text
}

/// The estimate alone, with the errors that stand in its way.
///
/// ```
/// use scale_batch::text::{Style, estimate};
/// use scale_batch::{Context, validate_text};
///
/// let report = validate_text("{}", &Context::new());
/// assert!(estimate("batch.json", &report, Style::Plain).starts_with("batch.json:1:1: error"));
/// ```
#[must_use]
pub fn estimate<'s>(
    sources: impl Into<Sources<'s>>,
    report: &'s ValidationReport,
    style: Style,
) -> String {
    let about_documents = report
        .warnings
        .iter()
        .filter(|warning| warning.document.is_some());
    let mut text = problems(sources, report.errors.iter().chain(about_documents), style);
    match &report.estimate {
        Some(estimate) => write_estimate(&mut text, estimate, style),
        None => text.push_str("The number of recipes cannot be estimated.\n"),
    }
    write_unchecked(&mut text, report, style);
    text
}

/// Whether the server takes the request, and what becomes of it: loud where that is nothing.
fn verdict(outlook: Outlook, style: Style) -> String {
    let (verdict, but) = match outlook {
        Outlook::Refused => ("invalid", ""),
        Outlook::ServerFails => ("valid, but ", "the server fails"),
        Outlook::CreatesNothing => ("valid, but ", "nothing will be created"),
        Outlook::Creates => ("valid", ""),
        Outlook::Unknown => ("valid as far as it was checked", ""),
    };
    if but.is_empty() {
        return verdict.to_owned();
    }
    format!("{verdict}{}", style.paint(Paint::Bad, but))
}

fn write_unchecked(text: &mut String, report: &ValidationReport, style: Style) {
    let lacking = report.unchecked.iter().map(|unchecked| {
        let part = quoted(&unchecked.needs);
        let document = match &unchecked.wanted {
            Some(wanted) => format!("{} as {part}", printable(&wanted.to_string())),
            None => part,
        };
        (document, unchecked.name)
    });
    let mut lacking: Vec<(String, ProblemName)> = lacking.collect();
    sort_by(&mut lacking, |(one, _), (other, _)| one.cmp(other));
    for rules in lacking.chunk_by(|(one, _), (other, _)| one == other) {
        let names: Vec<&str> = rules.iter().map(|(_, name)| name.as_str()).collect();
        let document = rules.first().map_or("", |(document, _)| document);
        let line = format!(
            "not checked without {document} in the context: {}",
            names.join(", ")
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
    write_created(text, estimate, style);
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
    for unknown in &estimate.unknown_sub_recipes {
        let line = format!(
            "  not counted: what is inside {} revision {}",
            printable(&unknown.recipe_type_name),
            unknown.recipe_type_revision
        );
        let _ = writeln!(text, "{}", style.paint(Paint::Odd, line));
    }
}

/// What is really created, where that is not what is estimated.
fn write_created(text: &mut String, estimate: &Estimate, style: Style) {
    let estimated = estimate.recipes_estimated;
    // Where none is estimated, the server refuses the batch.
    let created = estimate
        .if_all_new
        .filter(|created| *created != estimated && estimated > 0);
    let Some(created) = created else {
        return;
    };
    let creation = estimate.creation.as_ref();
    let because = creation.map_or(&[][..], |creation| &creation.because);
    let mut reasons: Vec<&str> = because.iter().map(|reason| reason.meaning()).collect();
    if reasons.is_empty() {
        reasons.push(CreationReason::RecipeTypeInactive.meaning());
    }
    let inputs = creation.map_or_else(Vec::new, Creation::inputs_in_the_way);
    let inputs = if inputs.is_empty() {
        String::new()
    } else {
        format!(" (other inputs: {})", listed(inputs))
    };
    let created = match created {
        // No bound is needed: nothing at all comes.
        0 => "0 will be created".to_owned(),
        created => {
            let bound = match (estimate.is_lower_bound, estimate.if_all_new_is_upper_bound) {
                (true, false) => "at least ",
                (false, true) => "at most ",
                (true, true) => "about ",
                (false, false) => "",
            };
            format!("{bound}{created} will be created if no earlier recipe used the files")
        }
    };
    let paint = match estimate.if_all_new {
        Some(0) => Paint::Bad,
        _ => Paint::Odd,
    };
    let line = format!(
        "{estimated} estimated, {created}: {}{inputs}",
        reasons.join("; ")
    );
    let _ = writeln!(text, "{}", style.paint(paint, line));
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
    counted(count, "recipe")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Reader;
    use crate::validate::{Context, validate_text};
    use serde_json::json;

    fn headline(definition: &serde_json::Value) -> String {
        let context = json!({
            "recipe_type": {"id": 1, "name": "r", "definition": {"input": {"files": [{"name": "A"}]}}},
            "dataset": {"id": 2, "definition": {"parameters": {"files": [{"name": "A"}]}},
                "files_per_parameter": {"A": 6}},
        });
        let context = Reader::new().value::<Context>(&context).document;
        let request = json!({"recipe_type_id": 1, "definition": definition}).to_string();
        let found = validate_text(&request, &context.unwrap());
        let text = report("q.json", &found, Style::Plain);
        let mut lines = text.lines().filter(|line| line.starts_with("q.json: "));
        let verdict = |line: &&str| !line.contains(": error ") && !line.contains(": warning ");
        lines.find(verdict).unwrap().to_owned()
    }

    #[test]
    fn the_headline_says_what_becomes_of_the_batch() {
        for (definition, said) in [
            (json!({}), "q.json: invalid, 1 error"),
            (json!({"dataset": 2}), "q.json: valid, no problems"),
            (
                json!({"previous_batch": {"root_batch_id": 7}}),
                "q.json: valid as far as it was checked, no problems",
            ),
        ] {
            assert_eq!(headline(&definition), said);
        }
        for (outlook, said) in [
            (
                Outlook::ServerFails,
                "valid, but \u{1b}[31mthe server fails\u{1b}[0m",
            ),
            (
                Outlook::CreatesNothing,
                "valid, but \u{1b}[31mnothing will be created\u{1b}[0m",
            ),
        ] {
            assert_eq!(verdict(outlook, Style::Coloured), said);
        }
    }

    #[test]
    fn what_was_not_checked_names_the_document() {
        let request = r#"{"recipe_type_id": 1, "definition": {"dataset": 2}}"#;
        let found = validate_text(request, &Context::new());
        let text = report("q.json", &found, Style::Plain);
        assert!(
            text.contains("not checked without the details of dataset 2 as \"dataset\" in the context: UNKNOWN_DATASET"),
            "{text}"
        );
    }

    /// The lines about the estimate of a batch from two files of `A` and one of `B`.
    fn estimate_lines(input: &serde_json::Value) -> Vec<String> {
        let files = json!([{"name": "A"}, {"name": "B"}]);
        let context = json!({
            "recipe_type": {"id": 1, "definition": {"input": {"files": input}, "nodes": {}}},
            "dataset": {"definition": {"parameters": {"files": files}}, "files_per_parameter": {"A": 2, "B": 1}},
        });
        let context = Reader::new().value::<Context>(&context).into_result();
        let request = json!({"recipe_type_id": 1, "definition": {"dataset": 3}});
        let found = validate_text(&request.to_string(), &context.unwrap());
        let text = report("batch.json", &found, Style::Coloured);
        let lines = text.lines().filter(|line| line.contains("estimate"));
        lines
            .skip_while(|line| !line.starts_with("estimate:"))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn what_is_created_stands_below_the_estimate_where_it_is_another_number() {
        assert_eq!(
            estimate_lines(&json!([{"name": "A"}, {"name": "B"}]))[1],
            "\u{1b}[31m3 estimated, 0 will be created: each recipe gets a single file, and the recipe requires other \
             inputs beside it (other inputs: \"A\", \"B\")\u{1b}[0m"
        );
        assert_eq!(
            estimate_lines(&json!([{"name": "A", "required": false}]))[1],
            "\u{1b}[33m2 estimated, 3 will be created if no earlier recipe used the files: the recipe requires no input, \
             so that the files of every parameter are taken\u{1b}[0m"
        );
        assert_eq!(estimate_lines(&json!([{"name": "A"}])).len(), 1);
    }
}
