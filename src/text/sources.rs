//! Where documents came from, as the list of problems names them.

use crate::problem::Problem;
use crate::sorted::SortedMap;

/// Where documents came from, usually the names of files: the one that is checked, and those given beside it.
///
/// A name alone is that of the document that is checked.
///
/// ```
/// use scale_batch::text::{Sources, Style, report};
/// use scale_batch::{Context, Reader, validate_text};
///
/// let context = Reader::new().text::<Context>(r#"{"dataset": "{\n\"definition\": 5}"}"#).into_result()?;
/// let found = validate_text(r#"{"recipe_type_id": 208, "definition": {"dataset": 1}}"#, &context);
/// let sources = Sources::from("batch.json").with("dataset", "dataset.json");
/// assert!(report(sources, &found, Style::Plain).contains("dataset.json:2:1: error INVALID_DATASET_DEFINITION"));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sources<'s> {
    checked: &'s str,
    others: SortedMap<&'s str, &'s str>,
}

impl<'s> Sources<'s> {
    /// The same sources, and that of another document: of one in the context by the name of its part.
    ///
    /// ```
    /// use scale_batch::text::Sources;
    ///
    /// let sources = Sources::from("batch.json").with("dataset", "june.json");
    /// ```
    #[must_use]
    pub fn with(mut self, document: &'s str, source: &'s str) -> Self {
        self.others.insert(document, source);
        self
    }

    /// Where the document that is checked came from.
    pub(crate) fn checked(&self) -> &'s str {
        self.checked
    }

    /// Where the document came from that the problem is about; what has no source goes by its own name.
    pub(crate) fn of<'p>(&self, problem: &'p Problem) -> &'p str
    where
        's: 'p,
    {
        match problem.document.as_deref() {
            Some(document) => self.others.get(document).copied().unwrap_or(document),
            None => self.checked,
        }
    }
}

impl<'s> From<&'s str> for Sources<'s> {
    fn from(source: &'s str) -> Self {
        Sources {
            checked: source,
            others: SortedMap::new(),
        }
    }
}

impl<'s> From<&'s String> for Sources<'s> {
    fn from(source: &'s String) -> Self {
        Sources::from(source.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::ProblemName;

    #[test]
    fn the_document_that_is_wrong_is_named() {
        let problem = || Problem::new(ProblemName::InvalidResponse, "Wrong.");
        let sources = Sources::from("batch.json").with("dataset", "d.json");
        assert_eq!(sources.of(&problem()), "batch.json");
        assert_eq!(sources.of(&problem().of("dataset")), "d.json");
        assert_eq!(sources.of(&problem().of("batches")), "batches");
    }
}
