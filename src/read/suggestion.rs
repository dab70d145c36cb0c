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

/// What is compared for one document: whoever makes more mistakes gets suggestions for the first ones.
pub(crate) struct Comparisons {
    /// So many pairs of letters may still be compared.
    left: usize,
}

impl Comparisons {
    /// Comparing so many pairs of letters takes less than a tenth of a second, in WebAssembly too.
    const MOST: usize = 50_000 * Self::FEWEST;

    /// A comparison of short names costs more than their letters: it counts as one of names of 20 letters.
    const FEWEST: usize = 20 * 20;

    pub(crate) fn new() -> Self {
        Comparisons { left: Self::MOST }
    }

    /// Whether nothing is compared any more.
    pub(crate) fn are_spent(&self) -> bool {
        self.left == 0
    }

    /// The [`nearest`] candidate, as long as looking for it stays cheap.
    pub(crate) fn nearest<'c>(&mut self, written: &str, candidates: &[&'c str]) -> Option<&'c str> {
        self.spend(written, candidates)?;
        nearest(written, candidates.iter().copied())
    }

    /// How far a candidate is from a name, when it is near enough to be what was meant, as long as that stays cheap.
    pub(crate) fn distance(&mut self, written: &str, candidate: &str) -> Option<usize> {
        self.spend(written, &[candidate])?;
        Written::new(written)?.distance(candidate)
    }

    /// Counts the letters of these comparisons; `None` when there were too many before.
    fn spend(&mut self, written: &str, candidates: &[&str]) -> Option<()> {
        if self.left == 0 {
            return None;
        }
        let length = |name: &str| name.len().min(LONGEST);
        let pairs = candidates
            .iter()
            .map(|candidate| (length(written) * length(candidate)).max(Self::FEWEST));
        self.left = self
            .left
            .saturating_sub(pairs.fold(0, usize::saturating_add));
        Some(())
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

    /// How many of 100 mistakes get a suggestion out of 1,000 names with so many letters.
    fn suggested(letters: usize) -> usize {
        let names: Vec<String> = (0..1_000)
            .map(|number| format!("{number:0letters$}"))
            .collect();
        let mut suggestions = Suggestions::new(names.iter().map(String::as_str));
        let mistakes = (0..100).map(|_| suggestions.nearest(&names[7].replace('7', "_7")));
        mistakes.filter(|found| *found == Some(&names[7])).count()
    }

    #[test]
    fn many_mistakes_get_suggestions_as_long_as_that_is_cheap() {
        let most = Comparisons::MOST / 1_000;
        assert_eq!(suggested(8), most / Comparisons::FEWEST);
        assert_eq!(suggested(20), most.div_ceil(20 * 21));
        // Long names cost as much, in fewer comparisons.
        assert_eq!(suggested(60), most.div_ceil(60 * 61));
        assert_eq!(suggested(63), most.div_ceil(63 * 64));
        // Longer ones are not compared.
        assert_eq!(suggested(65), 0);
    }

    #[test]
    fn a_distance_costs_as_much_as_a_suggestion() {
        let mut comparisons = Comparisons::new();
        let name = "x".repeat(50);
        let found = (0..Comparisons::MOST).map_while(|_| comparisons.distance(&name, &name));
        assert_eq!(found.count(), Comparisons::MOST / (50 * 50));
        assert!(comparisons.are_spent());
    }
}
