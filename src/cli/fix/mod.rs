//! Fixes applied to the text of a document: its formatting, the order of its members, its line ends and its byte order
//! mark stay, and only what changes is written anew.

mod edited;
mod render;

use super::lenient::Lenient;
use super::spans::{Span, spans};
use crate::problem::PatchOperation;
use crate::read::Limits;
use crate::read::tree::Tree;
use edited::Edited;
use render::render;

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
    /// How many fixes were applied.
    pub(crate) count: usize,
}

/// Applies fixes until none is left: one may show what another hid. `find` returns those for a text, a list of
/// operations each, which can be applied together as those of one report can.
pub(crate) fn fix(
    text: &str,
    spelling: Spelling,
    limits: &Limits,
    find: &mut dyn FnMut(&str) -> Vec<Vec<PatchOperation>>,
) -> Fixed {
    /// Each round has fixes that those before made possible; no document needs as many.
    const ROUNDS: usize = 100;
    let mut fixed = Fixed {
        text: text.to_owned(),
        count: 0,
    };
    for _ in 0..ROUNDS {
        let (text, count) = with_fixes(&fixed.text, spelling, limits, &find(&fixed.text));
        fixed.count += count;
        if count == 0 || text == fixed.text {
            break;
        }
        fixed.text = text;
    }
    fixed
}

/// The text with these fixes, and how many of them were applied: one that cannot be is left out.
fn with_fixes(
    text: &str,
    spelling: Spelling,
    limits: &Limits,
    fixes: &[Vec<PatchOperation>],
) -> (String, usize) {
    let lenient = match spelling {
        Spelling::Json => None,
        Spelling::Lenient => Some(Lenient::new(text)),
    };
    let json = lenient
        .as_ref()
        .map_or(text, |lenient| lenient.json.as_str());
    let tree = match Tree::from_text(json, limits) {
        Ok(tree) if !fixes.is_empty() => tree,
        _ => return (text.to_owned(), 0),
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
            let count = left_out.iter().filter(|is_out| !**is_out).count();
            return (render(&edited, text), count);
        };
        // It may have been applied in part: the others are applied without it.
        *is_out = true;
    }
}

#[cfg(test)]
mod tests;
