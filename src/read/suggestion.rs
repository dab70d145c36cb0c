//! The name that was probably meant.

use strsim::damerau_levenshtein;

/// Longer names are not compared: nobody mistypes them, and the distance costs their lengths multiplied.
const LONGEST: usize = 64;

/// The candidate nearest to `written`, when it is near enough to be what was meant; the first of equals.
pub(crate) fn nearest<'c>(
    written: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    nearest_of(written, &mut candidates.into_iter())
}

fn nearest_of<'c>(written: &str, candidates: &mut dyn Iterator<Item = &'c str>) -> Option<&'c str> {
    let written = Written::new(written)?;
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = written.distance(candidate);
        if let Some(distance) =
            distance.filter(|found| best.is_none_or(|(least, _)| *found < least))
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A name that is compared with others.
struct Written<'w> {
    name: &'w str,
    plain: String,
}

impl<'w> Written<'w> {
    fn new(name: &'w str) -> Option<Self> {
        (name.len() <= LONGEST).then(|| Written {
            name,
            plain: simplified(name),
        })
    }

    /// How far apart the two names are, when they are near enough for the one to be meant by the other.
    fn distance(&self, candidate: &str) -> Option<usize> {
        // The lengths alone say how far apart two names are at least.
        if candidate.len() > LONGEST || candidate.len().abs_diff(self.name.len()) > LONGEST / 3 {
            return None;
        }
        let other = simplified(candidate);
        let lengths = (self.plain.chars().count(), other.chars().count());
        let farthest = lengths.0.max(lengths.1) / 3;
        if lengths.0.abs_diff(lengths.1) > farthest {
            return None;
        }
        let distance = if self.plain == other {
            0
        } else {
            damerau_levenshtein(&self.plain, &other)
        };
        (distance <= farthest).then_some(distance)
    }
}

/// So many names are compared for one document: whoever makes more mistakes gets suggestions for the first ones.
pub(crate) struct Comparisons {
    left: usize,
}

impl Comparisons {
    /// Comparing so many long names still takes less than a second, in WebAssembly too.
    const MOST: usize = 50_000;

    pub(crate) fn new() -> Self {
        Comparisons { left: Self::MOST }
    }

    /// Whether nothing is compared any more.
    pub(crate) fn are_spent(&self) -> bool {
        self.left == 0
    }

    /// The [`nearest`] candidate, as long as looking for it stays cheap.
    pub(crate) fn nearest<'c>(&mut self, written: &str, candidates: &[&'c str]) -> Option<&'c str> {
        if self.left == 0 {
            return None;
        }
        self.left = self.left.saturating_sub(candidates.len());
        nearest(written, candidates.iter().copied())
    }

    /// How far a candidate is from a name, when it is near enough to be what was meant, as long as that stays cheap.
    pub(crate) fn distance(&mut self, written: &str, candidate: &str) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        Written::new(written)?.distance(candidate)
    }
}

/// Suggests names out of one list, again and again, as long as that stays cheap.
pub(crate) struct Suggestions<'c> {
    candidates: Vec<&'c str>,
    comparisons: Comparisons,
}

impl<'c> Suggestions<'c> {
    pub(crate) fn new(candidates: impl IntoIterator<Item = &'c str>) -> Self {
        Suggestions {
            candidates: candidates.into_iter().collect(),
            comparisons: Comparisons::new(),
        }
    }

    /// The name that was probably meant.
    pub(crate) fn nearest(&mut self, written: &str) -> Option<&'c str> {
        self.comparisons.nearest(written, &self.candidates)
    }
}

/// Case and word separators are the commonest mistakes, and no difference in meaning.
fn simplified(name: &str) -> String {
    name.chars()
        .filter(|character| !matches!(character, '_' | '-' | ' '))
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Comparisons, Suggestions, nearest};

    #[test]
    fn finds_slips_of_the_finger_and_other_spellings() {
        let fields = [
            "supersedes",
            "dataset",
            "forced_nodes",
            "previous_batch",
            "inputMap",
        ];
        for (written, meant) in [
            ("datset", Some("dataset")),
            ("forcedNodes", Some("forced_nodes")),
            ("input_map", Some("inputMap")),
            ("previous", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, fields), meant, "{written}");
        }
        assert_eq!(nearest(&"a".repeat(10_000_000), fields), None);
    }

    #[test]
    fn many_mistakes_get_suggestions_as_long_as_that_is_cheap() {
        let names: Vec<String> = (0..Comparisons::MOST / 2)
            .map(|number| format!("node-{number}"))
            .collect();
        let mut suggestions = Suggestions::new(names.iter().map(String::as_str));
        let found: Vec<_> = (0..4).map(|_| suggestions.nearest("node_7")).collect();
        assert_eq!(found, [Some("node-7"), Some("node-7"), None, None]);
    }
}
