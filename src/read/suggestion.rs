//! The name that was probably meant.

use strsim::damerau_levenshtein;

use crate::problem::Problem;

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
    if written.len() > LONGEST {
        return None;
    }
    let plain = simplified(written);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // The lengths alone say how far apart two names are at least.
        if candidate.len() > LONGEST || candidate.len().abs_diff(written.len()) > LONGEST / 3 {
            continue;
        }
        let other = simplified(candidate);
        let distance = if plain == other {
            0
        } else {
            damerau_levenshtein(&plain, &other)
        };
        let near = distance <= (plain.chars().count().max(other.chars().count()) / 3);
        if near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Suggests names out of one list, again and again, as long as that stays cheap.
pub(crate) struct Suggestions<'c> {
    candidates: Vec<&'c str>,
    comparisons_left: usize,
}

impl<'c> Suggestions<'c> {
    /// So many names are compared in all: whoever makes more mistakes gets suggestions for the first ones.
    const COMPARISONS: usize = 500_000;

    pub(crate) fn new(candidates: impl IntoIterator<Item = &'c str>) -> Self {
        Suggestions {
            candidates: candidates.into_iter().collect(),
            comparisons_left: Self::COMPARISONS,
        }
    }

    /// Adds the name that was probably meant to a problem about `written`, if there is one.
    pub(crate) fn suggest(&mut self, written: &str, problem: Problem) -> Problem {
        if self.comparisons_left == 0 {
            return problem;
        }
        self.comparisons_left = self.comparisons_left.saturating_sub(self.candidates.len());
        problem.meant(nearest(written, self.candidates.iter().copied()))
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
    use super::nearest;

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
}
