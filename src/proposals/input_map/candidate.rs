//! The dataset parameters that can be connected to a recipe input, and what comes first among them.

use std::collections::HashMap;

use super::fit::FitReason;
use crate::problem::Severity;
use crate::proposals::words::{SharedWords, Words};
use crate::read::suggestion::Comparisons;
use crate::recipe::{Parameter, ParameterKind, connect_parameter};
use crate::sorted::{SortedSet, sort};

/// A parameter that fits an input.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Its number among the parameters of the dataset.
    pub(super) number: usize,
    pub(super) kinship: Kinship,
    pub(super) media_types: MediaTypes,
}

/// How much alike two names are; the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kinship {
    Same,
    /// So many letters apart.
    Similar(usize),
    Words(SharedWords),
    None,
}

/// How the media types of a parameter go with those of an input; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MediaTypes {
    /// The input lists all of them.
    Meet,
    /// There are none.
    None,
    /// The input does not list them.
    Differ,
}

impl Candidate {
    /// What comes first among the parameters that fit an input. Media types that differ weigh more than words.
    pub(super) fn rank(&self) -> (u8, Kinship, MediaTypes) {
        let class = match (self.kinship, self.media_types) {
            (Kinship::Same, _) => 0,
            (Kinship::Similar(_), _) => 1,
            (Kinship::Words(_), MediaTypes::Meet | MediaTypes::None) => 2,
            (Kinship::None, MediaTypes::Meet | MediaTypes::None) => 3,
            (_, MediaTypes::Differ) => 4,
        };
        (class, self.kinship, self.media_types)
    }

    /// Why it is chosen by its name; `None` where the name is no reason.
    pub(super) fn reason_by_name(&self) -> Option<FitReason> {
        match (self.kinship, self.media_types) {
            (Kinship::Same, _) => Some(FitReason::SameName),
            (Kinship::Similar(_), _) => Some(FitReason::SimilarName),
            (Kinship::Words(_), MediaTypes::Meet | MediaTypes::None) => {
                Some(FitReason::SharedWords)
            }
            _ => None,
        }
    }

    /// What speaks for it.
    pub(super) fn reasons(&self) -> Vec<FitReason> {
        let by_name = match self.kinship {
            Kinship::Same => Some(FitReason::SameName),
            Kinship::Similar(_) => Some(FitReason::SimilarName),
            Kinship::Words(_) => Some(FitReason::SharedWords),
            Kinship::None => None,
        };
        let meet = (self.media_types == MediaTypes::Meet).then_some(FitReason::MediaTypesMeet);
        by_name.into_iter().chain(meet).collect()
    }
}

/// The parameters of a dataset by their kinds, and which kinds fit which.
pub(super) struct Kinds<'g> {
    given: &'g [Parameter<'g>],
    /// The numbers of the parameters of each kind.
    numbers: Vec<(ParameterKind, Vec<usize>)>,
    fit: HashMap<(ParameterKind, ParameterKind), bool>,
}

impl<'g> Kinds<'g> {
    pub(super) fn new(given: &'g [Parameter<'g>]) -> Self {
        let mut places = HashMap::new();
        let mut of_kind: Vec<(ParameterKind, Vec<usize>)> = Vec::new();
        for (number, parameter) in given.iter().enumerate() {
            let place = *places.entry(parameter.kind()).or_insert_with(|| {
                of_kind.push((parameter.kind(), Vec::new()));
                of_kind.len() - 1
            });
            if let Some((_, numbers)) = of_kind.get_mut(place) {
                numbers.push(number);
            }
        }
        Kinds {
            given,
            numbers: of_kind,
            fit: HashMap::new(),
        }
    }

    /// The numbers of the parameters that can be connected to an input, by kind.
    fn fitting(&mut self, wanted: Parameter<'_>) -> impl Iterator<Item = &[usize]> {
        let Kinds {
            given,
            numbers,
            fit,
        } = self;
        numbers.iter().filter_map(move |(kind, numbers)| {
            let one = given.get(*numbers.first()?)?;
            let fits = fit.entry((wanted.kind(), *kind)).or_insert_with(|| {
                let mut problems = Vec::new();
                connect_parameter(wanted, *one, &mut problems);
                let mut severities = problems.iter().map(|problem| problem.severity);
                severities.all(|severity| severity == Severity::Warning)
            });
            fits.then_some(&numbers[..])
        })
    }

    /// How many parameters can be connected to an input.
    pub(super) fn count(&mut self, wanted: Parameter<'_>) -> usize {
        self.fitting(wanted).map(<[usize]>::len).sum()
    }

    /// The parameters that can be connected to an input, in the order of the dataset.
    pub(super) fn candidates(&mut self, wanted: Parameter<'_>) -> Vec<Candidate> {
        let accepted = accepted(wanted);
        let given = self.given;
        let mut numbers: Vec<usize> = self.fitting(wanted).flatten().copied().collect();
        sort(&mut numbers);
        let candidate = |number| Candidate {
            number,
            kinship: Kinship::None,
            media_types: given.get(number).map_or(MediaTypes::None, |parameter| {
                MediaTypes::of(&accepted, parameter.media_types())
            }),
        };
        numbers.into_iter().map(candidate).collect()
    }
}

/// The media types that an input takes.
pub(super) fn accepted(wanted: Parameter<'_>) -> SortedSet<&str> {
    wanted.media_types().iter().map(String::as_str).collect()
}

impl MediaTypes {
    fn of(accepted: &SortedSet<&str>, given: &[String]) -> Self {
        let mut given = given.iter();
        if given.len() == 0 {
            MediaTypes::None
        } else if given.all(|media_type| accepted.contains(&media_type.as_str())) {
            MediaTypes::Meet
        } else {
            MediaTypes::Differ
        }
    }
}

/// Finds how much the name of an input is alike those of its candidates. Where one has the same name, no similar ones
/// are looked for.
pub(super) fn find_kinship(
    name: &str,
    number: usize,
    given: &[Parameter<'_>],
    words: &Words<'_>,
    comparisons: &mut Comparisons,
    candidates: &mut [Candidate],
) {
    let name_of =
        |candidate: &Candidate| given.get(candidate.number).map_or("", |given| given.name);
    let has_same = candidates
        .iter()
        .any(|candidate| name_of(candidate) == name);
    for candidate in candidates {
        let other = name_of(candidate);
        candidate.kinship = if other == name {
            Kinship::Same
        } else if let Some(distance) = (!has_same)
            .then(|| comparisons.distance(name, other))
            .flatten()
        {
            Kinship::Similar(distance)
        } else if let Some(shared) = words.compare(number, candidate.number) {
            Kinship::Words(shared)
        } else {
            Kinship::None
        };
    }
}
