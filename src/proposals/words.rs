//! The words that names are made of.

use std::cmp::Reverse;

use crate::hashed::HashedMap;
use crate::sorted::{sort, sort_unique_by};

/// The words of two lists of names: of the inputs of a recipe and of the parameters of a dataset.
pub(super) struct Words<'n> {
    /// By word: in how many names it is, and whether it distinguishes names.
    known: Vec<Word>,
    inputs: Vec<NameWords<'n>>,
    parameters: Vec<NameWords<'n>>,
}

struct NameWords<'n> {
    /// Its words, each once, by number, and as they are written.
    words: Vec<(usize, &'n str)>,
    /// How many of them tell names apart.
    telling: usize,
}

struct Word {
    names: usize,
    is_telling: bool,
}

/// Words that say what every name of a parameter is about.
const NOT_TELLING: [&str; 10] = [
    "data",
    "dataset",
    "file",
    "files",
    "input",
    "inputs",
    "name",
    "param",
    "parameter",
    "the",
];

/// How much the words say that two names share; the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SharedWords {
    /// In how many names the rarest of them is.
    pub(super) rarest: usize,
    pub(super) shared: Reverse<usize>,
    /// How many words only one of the names has.
    pub(super) unshared: usize,
}

impl<'n> Words<'n> {
    pub(super) fn new(
        inputs: impl Iterator<Item = &'n str>,
        parameters: impl Iterator<Item = &'n str>,
    ) -> Self {
        let mut numbers: HashedMap<String, usize> = HashedMap::new();
        let mut known: Vec<Word> = Vec::new();
        let mut read = |name: &'n str| {
            let mut words: Vec<(usize, &'n str)> = Vec::new();
            for written in words_of(name) {
                let word = written.to_lowercase();
                let is_telling = !NOT_TELLING.contains(&word.as_str());
                let number = *numbers.get_or_insert_with(word, || known.len());
                if number == known.len() {
                    known.push(Word {
                        names: 0,
                        is_telling,
                    });
                }
                words.push((number, written));
            }
            sort_unique_by(&mut words, |(one, _), (other, _)| one.cmp(other));
            let mut telling = 0;
            for (number, _) in &words {
                if let Some(word) = known.get_mut(*number) {
                    word.names += 1;
                    telling += usize::from(word.is_telling);
                }
            }
            NameWords { words, telling }
        };
        let inputs = inputs.map(&mut read).collect();
        let parameters = parameters.map(&mut read).collect();
        Words {
            known,
            inputs,
            parameters,
        }
    }

    /// What the words say that an input and a parameter share; `None` where they say nothing: they share none that
    /// tells names apart, and do not consist of the same.
    pub(super) fn compare(&self, input: usize, parameter: usize) -> Option<SharedWords> {
        let (one, other) = (self.inputs.get(input)?, self.parameters.get(parameter)?);
        let shared: Vec<usize> = shared(&one.words, &other.words).collect();
        self.judge(one, other, &shared)
    }

    /// Every input and parameter to whose sharing of words there is something to say, and what, regardless of words
    /// that more than `most` names have: so it takes at most `most` steps for each word of a name.
    pub(super) fn alike(&self, most: usize) -> Vec<(usize, usize, SharedWords)> {
        let mut parameters_with: Vec<Vec<usize>> = vec![Vec::new(); self.known.len()];
        for (parameter, name) in self.parameters.iter().enumerate() {
            for (word, _) in &name.words {
                if let Some(parameters) = parameters_with.get_mut(*word) {
                    parameters.push(parameter);
                }
            }
        }
        let mut alike = Vec::new();
        for (input, name) in self.inputs.iter().enumerate() {
            let mut shared: Vec<(usize, usize)> = Vec::new();
            for (word, _) in &name.words {
                let is_rare = |known: &Word| known.names <= most;
                if self.known.get(*word).is_some_and(is_rare) {
                    let parameters = parameters_with.get(*word).into_iter().flatten();
                    shared.extend(parameters.map(|parameter| (*parameter, *word)));
                }
            }
            sort(&mut shared);
            for words in shared.chunk_by(|(one, _), (other, _)| one == other) {
                let numbers: Vec<usize> = words.iter().map(|(_, word)| *word).collect();
                let parameter = words.first().map(|(parameter, _)| *parameter);
                let found = parameter.and_then(|parameter| {
                    let other = self.parameters.get(parameter)?;
                    Some((input, parameter, self.judge(name, other, &numbers)?))
                });
                alike.extend(found);
            }
        }
        alike
    }

    /// What the words say that two names share.
    fn judge(
        &self,
        input: &NameWords<'_>,
        parameter: &NameWords<'_>,
        shared: &[usize],
    ) -> Option<SharedWords> {
        let is_telling =
            |number: &usize| self.known.get(*number).is_some_and(|word| word.is_telling);
        let tells = shared.iter().any(is_telling);
        let are_same = shared.len() == input.words.len() && shared.len() == parameter.words.len();
        if !tells && !are_same {
            return None;
        }
        let counted = shared
            .iter()
            .filter(|number| !tells || is_telling(number))
            .filter_map(|number| self.known.get(*number));
        let shared_telling = shared.iter().filter(|number| is_telling(number)).count();
        Some(SharedWords {
            rarest: counted.map(|word| word.names).min()?,
            shared: Reverse(shared.len()),
            unshared: input.telling + parameter.telling - 2 * shared_telling,
        })
    }

    /// The words that an input and a parameter share, as the input writes them.
    pub(super) fn shared(&self, input: usize, parameter: usize) -> Vec<String> {
        let (Some(input), Some(parameter)) =
            (self.inputs.get(input), self.parameters.get(parameter))
        else {
            return Vec::new();
        };
        // In the order of their numbers, which is that in which words were first read.
        let written = input.words.iter().filter(|(number, _)| {
            let words = &parameter.words;
            let found = words.binary_search_by_key(number, |(other, _)| *other);
            found.is_ok()
        });
        written.map(|(_, written)| (*written).to_owned()).collect()
    }
}

/// The numbers that stand in two lists in order.
fn shared(one: &[(usize, &str)], other: &[(usize, &str)]) -> impl Iterator<Item = usize> {
    one.iter().filter_map(|(number, _)| {
        let found = other.binary_search_by_key(number, |(other, _)| *other);
        found.is_ok().then_some(*number)
    })
}

/// Splits a name at each separator, and where a small letter or a digit is followed by a capital.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split(|character: char| !character.is_alphanumeric());
    parts.flat_map(|part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let mut characters = rest.char_indices().peekable();
            let mut end = rest.len();
            while let Some((_, character)) = characters.next() {
                let next = characters.peek();
                if let Some((place, _)) = next.filter(|(_, next)| {
                    next.is_uppercase() && (character.is_lowercase() || character.is_numeric())
                }) {
                    end = *place;
                    break;
                }
            }
            let (word, after) = rest.split_at(end);
            rest = after;
            Some(word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_where_a_reader_would() {
        for (name, words) in [
            ("PAN_FILE", vec!["PAN", "FILE"]),
            ("sceneFile-2", vec!["scene", "File", "2"]),
            ("DEM10mTiff", vec!["DEM10m", "Tiff"]),
            ("__", vec![]),
            ("Größe.Übersicht", vec!["Größe", "Übersicht"]),
        ] {
            assert_eq!(words_of(name).collect::<Vec<_>>(), words, "{name}");
        }
    }

    #[test]
    fn rare_words_say_more_and_words_of_every_name_nothing() {
        let inputs = ["PAN_FILE", "MS_FILE", "FILE_NAME"];
        let parameters = ["PAN_IMAGE", "PAN_MS_IMAGE", "DEM_FILE", "NAME_FILE"];
        let words = Words::new(inputs.into_iter(), parameters.into_iter());
        let pan = words.compare(0, 0).unwrap();
        assert!(pan < words.compare(0, 1).unwrap(), "MS is another word");
        assert!(words.compare(1, 1).unwrap() < pan, "MS is in fewer names");
        assert_eq!(words.compare(0, 2), None, "only FILE");
        assert_eq!(words.shared(0, 2), ["FILE"]);
        assert!(words.compare(2, 3).is_some(), "the same words");
    }
}
