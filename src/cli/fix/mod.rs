//! Fixes applied to the text of a document: its formatting, the order of its members, its line ends and its byte order
//! mark stay, and only what changes is written anew.

mod edited;
mod render;

use super::lenient::{Lenient, is_json, needs_lenient, respelled};
use super::spans::{Span, spans};
use crate::problem::PatchOperation;
use crate::read::Limits;
use crate::read::tree::Tree;
use crate::text::instruction;
use edited::Edited;
use render::render;
use serde::Deserialize;

/// What a text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    Json,
    /// What [`Lenient`] reads, too.
    Lenient,
}

/// A text after its fixes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fixed {
    pub(crate) text: String,
    /// The fixes that were applied, each as its steps in words.
    pub(crate) fixes: Vec<Vec<String>>,
}

/// Applies fixes until none is left: one may show what another hid. `result_of` returns the result of checking some
/// JSON, whose fixes can be applied together.
pub(crate) fn fix(
    text: &str,
    spelling: Spelling,
    limits: &Limits,
    result_of: &dyn Fn(&str) -> String,
) -> Fixed {
    /// Each round has fixes that those before made possible; no document needs as many.
    const ROUNDS: usize = 100;
    const RESPELLING: &str = "write quotes, commas, True, False and None as JSON does";
    let mut fixed = Fixed {
        text: text.to_owned(),
        fixes: Vec::new(),
    };
    let mut spelling = spelling;
    if spelling == Spelling::Json && needs_lenient(text) {
        match respelled(text).filter(|json| is_json(json)) {
            Some(json) => {
                fixed = Fixed {
                    text: json,
                    fixes: vec![vec![RESPELLING.to_owned()]],
                };
            }
            // With its comments it is no JSON, however its other parts are spelled: they stay as they are, too.
            None => spelling = Spelling::Lenient,
        }
    }
    for _ in 0..ROUNDS {
        let result = match spelling {
            Spelling::Json => result_of(&fixed.text),
            Spelling::Lenient => result_of(&Lenient::new(&fixed.text).json),
        };
        let possible = fixes_of(&result);
        let (text, applied) = with_fixes(&fixed.text, spelling, limits, &possible);
        if text == fixed.text {
            break;
        }
        fixed.text = text;
        let steps = |fix: &[PatchOperation]| fix.iter().map(instruction).collect();
        fixed.fixes.extend(applied.into_iter().map(steps));
    }
    fixed
}

/// The problems of a result, as far as they are needed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Found {
    errors: Vec<Fixable>,
    warnings: Vec<Fixable>,
}

#[derive(Deserialize)]
struct Fixable {
    document: Option<String>,
    #[serde(default)]
    fix: Vec<PatchOperation>,
}

/// The fixes in a result. Left out are those of other documents, and those that do no more for a warning than remove what
/// somebody wrote: the document is valid with it, and it may belong elsewhere.
fn fixes_of(result: &str) -> Vec<Vec<PatchOperation>> {
    let Found { errors, warnings } = serde_json::from_str(result).unwrap_or_default();
    let keeps = |problem: &Fixable| !problem.fix.iter().all(is_removal);
    let problems = errors.into_iter().chain(warnings.into_iter().filter(keeps));
    let fixes = problems.filter(|problem| problem.document.is_none());
    fixes
        .map(|problem| problem.fix)
        .filter(|fix| !fix.is_empty())
        .collect()
}

fn is_removal(operation: &PatchOperation) -> bool {
    matches!(operation, PatchOperation::Remove { .. })
}

/// The text with these fixes, and those of them that were applied: one that cannot be is left out.
fn with_fixes<'f>(
    text: &str,
    spelling: Spelling,
    limits: &Limits,
    fixes: &'f [Vec<PatchOperation>],
) -> (String, Vec<&'f [PatchOperation]>) {
    let lenient = match spelling {
        Spelling::Json => None,
        Spelling::Lenient => Some(Lenient::new(text)),
    };
    let json = lenient
        .as_ref()
        .map_or(text, |lenient| lenient.json.as_str());
    let tree = match Tree::from_text(json, limits) {
        Ok(tree) if !fixes.is_empty() => tree,
        _ => return (text.to_owned(), Vec::new()),
    };
    let mut spans = spans(json, &tree);
    if let Some(lenient) = &lenient {
        let moved = |span: Span| span.moved(|place| lenient.origin(place));
        spans = spans.into_iter().map(moved).collect();
    }
    let mut left_out = vec![false; fixes.len()];
    loop {
        let mut edited = Edited::new(&tree, &spans);
        let mut kept = fixes
            .iter()
            .zip(&mut left_out)
            .filter(|(_, is_out)| !**is_out);
        let failed = kept.find(|(fix, _)| edited.apply(fix).is_none());
        let Some((_, is_out)) = failed else {
            let applied = fixes.iter().zip(&left_out).filter(|(_, is_out)| !**is_out);
            let applied = applied.map(|(fix, _)| fix.as_slice()).collect();
            return (render(&edited, text), applied);
        };
        // It may have been applied in part: the others are applied without it.
        *is_out = true;
    }
}

#[cfg(test)]
mod tests;
