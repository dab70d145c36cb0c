//! Which dataset parameter is chosen for which recipe input.

use std::collections::{HashMap, HashSet};

use super::candidate::{Candidate, Kinds, Kinship, MediaTypes, accepted, find_kinship};
use super::fit::{FitReason, InputFit, RankedFit};
use crate::documents::{InputMapping, Interface};
use crate::problem::Problem;
use crate::proposals::words::Words;
use crate::read::Limits;
use crate::read::suggestion::Comparisons;
use crate::recipe::{Parameter, parameters, refused_media_types};
use crate::sorted::{SortedSet, sort, sort_by_key};

/// The recipe inputs, the dataset parameters, and which are chosen for which.
pub(super) struct Choices<'i> {
    given: Vec<Parameter<'i>>,
    inputs: Vec<Input<'i>>,
    is_used: Vec<bool>,
    words: Words<'i>,
}

/// A recipe input with the parameters that fit it.
struct Input<'i> {
    parameter: Parameter<'i>,
    /// In the order of the dataset.
    candidates: Vec<Candidate>,
    chosen: Option<(usize, FitReason)>,
    /// Whether two parameters are equally good by their names, so that the names do not decide.
    is_undecided: bool,
}

impl<'i> Choices<'i> {
    pub(super) fn new(
        input: &'i Interface,
        dataset_parameters: &'i Interface,
        written: &[InputMapping],
        limits: &Limits,
    ) -> Result<Self, Problem> {
        let given: Vec<Parameter<'_>> = parameters(dataset_parameters).collect();
        let wanted: Vec<Parameter<'_>> = parameters(input).collect();
        let words = Words::new(
            wanted.iter().map(|parameter| parameter.name),
            given.iter().map(|parameter| parameter.name),
        );
        let mut kinds = Kinds::new(&given);
        let fits = wanted.iter().map(|parameter| kinds.count(*parameter));
        if fits.fold(0, usize::saturating_add) > limits.entries {
            return Err(limits.too_many_entries("parameters that fit an input"));
        }
        let mut comparisons = Comparisons::new();
        let inputs = wanted.into_iter().enumerate().map(|(number, parameter)| {
            let mut candidates = kinds.candidates(parameter);
            find_kinship(
                parameter.name,
                number,
                &given,
                &words,
                &mut comparisons,
                &mut candidates,
            );
            Input {
                parameter,
                candidates,
                chosen: None,
                is_undecided: false,
            }
        });
        let inputs = inputs.collect();
        let mut choices = Choices {
            inputs,
            is_used: vec![false; given.len()],
            given,
            words,
        };
        // The surest way first, for all inputs, so that no input takes what is surely another's.
        choices.keep(written);
        choices.choose_by_same_name();
        choices.choose_by_name();
        choices.choose_what_is_left();
        Ok(choices)
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
    fn keep(&mut self, written: &[InputMapping]) {
        if written.is_empty() {
            return;
        }
        let inputs = self.inputs.iter().map(|input| input.parameter.name);
        let inputs: HashSet<&str> = inputs.collect();
        let entries: HashMap<&str, &str> = written
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
            let found = input.candidates.iter().find(|candidate| {
                !self.is_used(candidate.number) && self.name(candidate.number) == *wanted
            });
            if let Some(&Candidate {
                number: parameter, ..
            }) = found
            {
                // Only the map is made of it, so that nobody asks for the reason.
                self.choose(number, parameter, FitReason::OnlyOne);
            }
        }
    }

    fn choose_by_same_name(&mut self) {
        for number in 0..self.inputs.len() {
            let Some(input) = self
                .inputs
                .get(number)
                .filter(|input| input.chosen.is_none())
            else {
                continue;
            };
            let same = input.candidates.iter().find(|candidate| {
                candidate.kinship == Kinship::Same && !self.is_used(candidate.number)
            });
            if let Some(&Candidate {
                number: parameter, ..
            }) = same
            {
                self.choose(number, parameter, FitReason::SameName);
            }
        }
    }

    /// Chooses the parameters that are clearly the best by their names: of the pairs that are the most alike, those
    /// whose two sides are in no other such pair.
    fn choose_by_name(&mut self) {
        let mut pairs: Vec<(usize, Candidate)> = Vec::new();
        for (number, input) in self.inputs.iter().enumerate() {
            if input.chosen.is_none() {
                let by_name = input.candidates.iter().filter(|candidate| {
                    candidate.reason_by_name().is_some() && !self.is_used(candidate.number)
                });
                pairs.extend(by_name.map(|candidate| (number, *candidate)));
            }
        }
        sort_by_key(&mut pairs, |(_, candidate)| candidate.rank());
        let mut is_contested: HashSet<usize> = HashSet::new();
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
            let (mut of_input, mut of_parameter) = (HashMap::new(), HashMap::new());
            for (input, candidate) in &free {
                *of_input.entry(*input).or_insert(0_usize) += 1;
                *of_parameter.entry(candidate.number).or_insert(0_usize) += 1;
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
        let ways = [(true, false), (false, false), (true, true)];
        for (required, may_differ) in ways {
            for number in 0..self.inputs.len() {
                let Some(input) = self.inputs.get(number) else {
                    continue;
                };
                if input.chosen.is_some() || input.parameter.required != required {
                    continue;
                }
                let mut left = input.candidates.iter().filter(|candidate| {
                    !self.is_used(candidate.number)
                        && (may_differ || candidate.media_types != MediaTypes::Differ)
                });
                if let (Some(only), None) = (left.next().copied(), left.next()) {
                    let because = match only.media_types {
                        MediaTypes::Meet => FitReason::MediaTypesMeet,
                        MediaTypes::None | MediaTypes::Differ => FitReason::OnlyOne,
                    };
                    self.choose(number, only.number, because);
                }
            }
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

    /// What fits each input, and what is chosen.
    pub(super) fn into_fits(self) -> Vec<InputFit> {
        let mut choices = self;
        let inputs = std::mem::take(&mut choices.inputs).into_iter();
        let fits = inputs.enumerate();
        fits.map(|(number, input)| choices.fit(number, input))
            .collect()
    }

    fn fit(&self, number: usize, input: Input<'_>) -> InputFit {
        const MOST_RANKED: usize = 100;
        let mut fits: Vec<&str> = input
            .candidates
            .iter()
            .map(|candidate| self.name(candidate.number))
            .collect();
        sort(&mut fits);
        let mut candidates = input.candidates;
        sort_by_key(&mut candidates, |candidate| {
            (candidate.rank(), self.name(candidate.number))
        });
        candidates.truncate(MOST_RANKED);
        let accepted = accepted(input.parameter);
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
            proposed: input
                .chosen
                .map(|(parameter, _)| self.name(parameter).to_owned()),
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
