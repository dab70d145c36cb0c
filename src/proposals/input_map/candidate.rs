//! The dataset parameters that can be connected to a recipe input, and what comes first among them.

use super::fit::FitReason;
use crate::problem::Severity;
use crate::proposals::words::{SharedWords, Words};
use crate::read::suggestion::Comparisons;
use crate::recipe::{Parameter, connect_parameter};

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

/// The parameters of a dataset that can be connected to a recipe input.
pub(super) fn fitting(wanted: Parameter<'_>, given: &[Parameter<'_>]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut problems = Vec::new();
    for (number, parameter) in given.iter().enumerate() {
        problems.clear();
        connect_parameter(wanted, *parameter, &mut problems);
        if problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
        {
            continue;
        }
        candidates.push(Candidate {
            number,
            kinship: Kinship::None,
            media_types: match problems.is_empty() {
                false => MediaTypes::Differ,
                true if parameter.names_media_types() => MediaTypes::Meet,
                true => MediaTypes::None,
            },
        });
    }
    candidates
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
