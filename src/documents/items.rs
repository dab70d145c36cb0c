//! Documents that are lists.

use super::DocumentKind;
use crate::read::{At, Collector, Items};

/// The items of the array that a document is, or that a page of a list has.
pub(super) fn items_of<'a>(
    at: At<'a>,
    collector: &mut Collector,
    of_what: &str,
) -> Option<Items<'a>> {
    if at.is_another_document(
        collector,
        &format!("a list of {of_what}"),
        &[DocumentKind::Page],
    ) {
        return None;
    }
    let results = at.fields().and_then(|page| page.get("results"));
    let wanted = format!("an array of {of_what}");
    results.unwrap_or(at).items(collector, &wanted)
}
