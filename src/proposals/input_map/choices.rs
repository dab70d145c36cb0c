//! Which dataset parameter is chosen for which recipe input.

use std::rc::Rc;

use super::candidate::{Candidate, Fitting, Kinds, Kinship, MediaTypes, accepted};
use super::fit::{FitReason, InputFit, RankedFit};
use super::left::{Left, Names};
use crate::documents::{InputMapping, Interface};
use crate::hashed::{HashedMap, HashedSet};
use crate::proposals::words::Words;
use crate::read::suggestion::Comparisons;
use crate::recipe::{Parameter, parameters, refused_media_types};
use crate::sorted::{SortedSet, sort, sort_by_key};

/// Words that more names have say nothing where there are many inputs and parameters.
const MOST_NAMES_WITH_A_WORD: usize = 100;
/// So many pairs of an input and a parameter are few.
const FEW_PAIRS: usize = 10_000;

/// The recipe inputs, the dataset parameters, and which are chosen for which.
///
/// Choosing takes time in proportion to them, and not to the pairs that fit: candidates are looked up by name, by word,
/// and by what they have in common, and similar names are compared within a budget.
pub(super) struct Choices<'i> {
    given: Vec<Parameter<'i>>,
    kinds: Kinds<'i>,
    inputs: Vec<Input<'i>>,
    is_used: Vec<bool>,
    words: Words<'i>,
    /// By input and parameter: how many letters apart similar names are.
    similar: HashedMap<(usize, usize), usize>,
}

/// Which of the parameters that fit an input are listed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Listed {
    All,
    /// Only the one that is chosen, among the ranked ones.
    Chosen,
}

/// A recipe input.
struct Input<'i> {
    parameter: Parameter<'i>,
    /// What can be connected to it.
    fitting: Rc<Fitting>,
    chosen: Option<(usize, FitReason)>,
    /// Whether two parameters are equally good by their names, so that the names do not decide.
    is_undecided: bool,
}

impl<'i> Choices<'i> {
    pub(super) fn new(input: &'i Interface, dataset_parameters: &'i Interface) -> Self {
        let given: Vec<Parameter<'_>> = parameters(dataset_parameters).collect();
        let wanted: Vec<Parameter<'_>> = parameters(input).collect();
        let words = Words::new(
            wanted.iter().map(|parameter| parameter.name),
            given.iter().map(|parameter| parameter.name),
        );
        let mut kinds = Kinds::new(&given);
        let inputs = wanted.into_iter().map(|parameter| Input {
            parameter,
            fitting: kinds.fitting(parameter),
            chosen: None,
            is_undecided: false,
        });
        Choices {
            inputs: inputs.collect(),
            is_used: vec![false; given.len()],
            given,
            kinds,
            words,
            similar: HashedMap::new(),
        }
    }

    /// In how many pairs a parameter fits an input.
    pub(super) fn pairs(&self) -> usize {
        let fits = self.inputs.iter().map(|input| input.fitting.numbers.len());
        fits.fold(0, usize::saturating_add)
    }

    /// Chooses, the surest way first for all inputs, so that no input takes what is surely another's.
    pub(super) fn decide(&mut self, written: &[InputMapping]) {
        let mut names = Names::new(&self.given, &self.kinds);
        self.keep(written, &mut names);
        self.choose_by_same_name(&mut names);
        self.find_similar(&names);
        self.choose_by_name();
        self.choose_what_is_left();
    }

    fn choose(&mut self, input: usize, parameter: usize, because: FitReason) {
        if let (Some(input), Some(is_used)) =
            (self.inputs.get_mut(input), self.is_used.get_mut(parameter))
        {
            input.chosen = Some((parameter, because));
            *is_used = true;
        }
    }

    fn is_used(&self, parameter: usize) -> bool {
        self.is_used.get(parameter).copied().unwrap_or_default()
    }

    /// Keeps what is written where it fits, and takes from no input the parameter of its name.
    fn keep(&mut self, written: &[InputMapping], names: &mut Names<'i>) {
        if written.is_empty() {
            return;
        }
        let inputs = self.inputs.iter().map(|input| input.parameter.name);
        let inputs: HashedSet<&str> = inputs.collect();
        let entries: HashedMap<&str, &str> = written
            .iter()
            .map(|entry| (entry.input.as_str(), entry.dataset_parameter.as_str()))
            .filter(|(_, parameter)| !inputs.contains(parameter))
            .collect();
        for number in 0..self.inputs.len() {
            let Some(input) = self.inputs.get(number) else {
                continue;
            };
            let Some(wanted) = entries.get(input.parameter.name) else {
                continue;
            };
            if let Some(parameter) = names.unused(wanted, &input.fitting, &self.is_used) {
                // Only the map is made of it, so that nobody asks for the reason.
                self.choose(number, parameter, FitReason::OnlyOne);
            }
        }
    }

    fn choose_by_same_name(&mut self, names: &mut Names<'i>) {
        for number in 0..self.inputs.len() {
            let Some(input) = self
                .inputs
                .get(number)
                .filter(|input| input.chosen.is_none())
            else {
                continue;
            };
            let name = input.parameter.name;
            if let Some(parameter) = names.unused(name, &input.fitting, &self.is_used) {
                self.choose(number, parameter, FitReason::SameName);
            }
        }
    }

    /// Compares the names of inputs and parameters, unless one that fits has the same name, as long as that stays cheap.
    fn find_similar(&mut self, names: &Names<'i>) {
        let mut comparisons = Comparisons::new();
        for (number, input) in self.inputs.iter().enumerate() {
            let name = input.parameter.name;
            if names.has(name, &input.fitting) {
                continue;
            }
            for parameter in &input.fitting.numbers {
                if comparisons.are_spent() {
                    return;
                }
                if let Some(distance) = comparisons.distance(name, self.name(*parameter)) {
                    self.similar.insert((number, *parameter), distance);
                }
            }
        }
    }

    /// Chooses the parameters that are clearly the best by their names: of the pairs that are the most alike, those
    /// whose two sides are in no other such pair.
    fn choose_by_name(&mut self) {
        let are_few = self.inputs.len().saturating_mul(self.given.len()) <= FEW_PAIRS;
        let most = if are_few {
            usize::MAX
        } else {
            MOST_NAMES_WITH_A_WORD
        };
        let words = self.words.alike(most).into_iter();
        let by_words = words
            .filter(|(input, parameter, _)| !self.similar.contains_key(&(*input, *parameter)))
            .map(|(input, parameter, shared)| (input, parameter, Kinship::Words(shared)));
        let similar = self.similar.iter();
        let by_letters = similar.map(|((input, parameter), distance)| {
            (*input, *parameter, Kinship::Similar(*distance))
        });
        let mut pairs: Vec<(usize, Candidate)> = by_letters
            .chain(by_words)
            .filter_map(|(number, parameter, kinship)| {
                let input = self.inputs.get(number)?;
                let fits = input.chosen.is_none()
                    && !self.is_used(parameter)
                    && input.fitting.has_kind(self.kinds.of(parameter));
                let candidate = fits.then(|| {
                    let accepted = accepted(input.parameter);
                    self.candidate(&accepted, parameter, kinship)
                })?;
                candidate.reason_by_name().map(|_| (number, candidate))
            })
            .collect();
        sort_by_key(&mut pairs, |(_, candidate)| candidate.rank());
        let mut is_contested: HashedSet<usize> = HashedSet::new();
        for alike in pairs.chunk_by(|(_, one), (_, other)| one.rank() == other.rank()) {
            let free: Vec<(usize, Candidate)> = alike
                .iter()
                .copied()
                .filter(|(input, candidate)| {
                    let input = self.inputs.get(*input);
                    input.is_some_and(|input| input.chosen.is_none() && !input.is_undecided)
                        && !self.is_used(candidate.number)
                        && !is_contested.contains(&candidate.number)
                })
                .collect();
            let mut of_input: HashedMap<usize, usize> = HashedMap::new();
            let mut of_parameter: HashedMap<usize, usize> = HashedMap::new();
            for (input, candidate) in &free {
                *of_input.get_or_default(*input) += 1;
                *of_parameter.get_or_default(candidate.number) += 1;
            }
            for (number, candidate) in free {
                let is_only = of_input.get(&number) == Some(&1)
                    && of_parameter.get(&candidate.number) == Some(&1);
                if let Some(because) = candidate.reason_by_name().filter(|_| is_only) {
                    self.choose(number, candidate.number, because);
                    continue;
                }
                is_contested.insert(candidate.number);
                if let Some(input) = self.inputs.get_mut(number) {
                    input.is_undecided = true;
                }
            }
        }
    }

    /// Gives inputs the only parameter that is left for them, those that are required first: without a media type
    /// that differs, then to those that are required with one.
    fn choose_what_is_left(&mut self) {
        let mut left = Left::new(&self.given, &self.kinds, &self.is_used);
        let ways = [(true, false), (false, false), (true, true)];
        for (required, may_differ) in ways {
            for number in 0..self.inputs.len() {
                let Some(input) = self.inputs.get(number) else {
                    continue;
                };
                if input.chosen.is_some() || input.parameter.required != required {
                    continue;
                }
                let accepted = accepted(input.parameter);
                let only = if may_differ {
                    left.only(&input.fitting)
                } else {
                    left.only_accepted(&input.fitting, &accepted)
                };
                if let Some(only) = only {
                    let because = match self.media_types(&accepted, only) {
                        MediaTypes::Meet => FitReason::MediaTypesMeet,
                        MediaTypes::None | MediaTypes::Differ => FitReason::OnlyOne,
                    };
                    self.choose(number, only, because);
                    left.take(only);
                }
            }
        }
    }

    fn media_types(&self, accepted: &SortedSet<&str>, parameter: usize) -> MediaTypes {
        self.given
            .get(parameter)
            .map_or(MediaTypes::None, |parameter| {
                MediaTypes::of(accepted, parameter.media_types())
            })
    }

    fn candidate(
        &self,
        accepted: &SortedSet<&str>,
        parameter: usize,
        kinship: Kinship,
    ) -> Candidate {
        Candidate {
            number: parameter,
            kinship,
            media_types: self.media_types(accepted, parameter),
        }
    }

    /// How much the name of an input is alike that of a parameter.
    fn kinship(&self, input: usize, name: &str, parameter: usize) -> Kinship {
        if self.name(parameter) == name {
            Kinship::Same
        } else if let Some(distance) = self.similar.get(&(input, parameter)) {
            Kinship::Similar(*distance)
        } else {
            let shared = self.words.compare(input, parameter);
            shared.map_or(Kinship::None, Kinship::Words)
        }
    }

    fn name(&self, parameter: usize) -> &'i str {
        self.given
            .get(parameter)
            .map_or("", |parameter| parameter.name)
    }

    /// The entries that the choices need: none for a parameter of the same name.
    pub(super) fn input_map(&self) -> Vec<InputMapping> {
        let mut map = Vec::new();
        for input in &self.inputs {
            if let Some((parameter, _)) = input.chosen {
                let (wanted, given) = (input.parameter.name, self.name(parameter));
                if wanted != given {
                    map.push(InputMapping::new(wanted, given));
                }
            }
        }
        map
    }

    /// Whether every required input has a parameter.
    pub(super) fn are_complete(&self) -> bool {
        let mut inputs = self.inputs.iter();
        inputs.all(|input| input.chosen.is_some() || !input.parameter.required)
    }

    /// What fits each input, and what is chosen: of what fits everything, or only what is chosen.
    pub(super) fn fits(&self, listed: Listed) -> Vec<InputFit> {
        let inputs = self.inputs.iter().enumerate();
        inputs
            .map(|(number, input)| self.fit(number, input, listed))
            .collect()
    }

    fn fit(&self, number: usize, input: &Input<'_>, listed: Listed) -> InputFit {
        const MOST_RANKED: usize = 100;
        let chosen = input.chosen.map(|(parameter, _)| parameter);
        let numbers = match listed {
            Listed::All => &input.fitting.numbers[..],
            Listed::Chosen => chosen.as_slice(),
        };
        let mut fits: Vec<&str> = match listed {
            Listed::All => numbers.iter().map(|number| self.name(*number)).collect(),
            Listed::Chosen => Vec::new(),
        };
        sort(&mut fits);
        let accepted = accepted(input.parameter);
        let ranked = numbers.iter().map(|parameter| {
            let kinship = self.kinship(number, input.parameter.name, *parameter);
            self.candidate(&accepted, *parameter, kinship)
        });
        let mut candidates: Vec<Candidate> = ranked.collect();
        sort_by_key(&mut candidates, |candidate| {
            (candidate.rank(), self.name(candidate.number))
        });
        candidates.truncate(MOST_RANKED);
        let ranked = candidates.into_iter().map(|candidate| RankedFit {
            parameter: self.name(candidate.number).to_owned(),
            because: candidate.reasons(),
            shared_words: self.words.shared(number, candidate.number),
            mismatched_media_types: self.mismatched(&accepted, candidate.number),
        });
        InputFit {
            input: input.parameter.name.to_owned(),
            required: input.parameter.required,
            ranked: ranked.collect(),
            fits: fits.into_iter().map(str::to_owned).collect(),
            proposed: chosen.map(|parameter| self.name(parameter).to_owned()),
            because: input.chosen.map(|(_, because)| because),
        }
    }

    /// The media types of a parameter that an input does not list.
    fn mismatched(&self, accepted: &SortedSet<&str>, parameter: usize) -> Vec<String> {
        let given = self.given.get(parameter);
        let given = given.map_or(&[][..], |parameter| parameter.media_types());
        let refused = refused_media_types(accepted, given).into_iter();
        refused.map(str::to_owned).collect()
    }
}
