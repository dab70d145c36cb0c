//! The dataset parameters that can be connected to a recipe input, and what comes first among them.

use std::rc::Rc;

use super::fit::FitReason;
use crate::hashed::HashedMap;
use crate::problem::Severity;
use crate::proposals::words::SharedWords;
use crate::recipe::{Parameter, ParameterKind, connect_parameter};
use crate::sorted::SortedSet;

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

/// The parameters of a dataset by their kinds: which can be connected to an input depends on nothing else.
pub(super) struct Kinds<'g> {
    /// The first parameter of each kind.
    firsts: Vec<Parameter<'g>>,
    /// By parameter: the number of its kind.
    kind_of: Vec<usize>,
    /// By the kind of an input: what can be connected to it.
    fitting: HashedMap<ParameterKind, Rc<Fitting>>,
}

/// What can be connected to the inputs of a kind.
#[derive(Debug, Default)]
pub(super) struct Fitting {
    /// By kind of a parameter: whether it fits.
    kinds: Vec<bool>,
    /// The numbers of the parameters, in the order of the dataset.
    pub(super) numbers: Vec<usize>,
}

impl Fitting {
    pub(super) fn has_kind(&self, kind: usize) -> bool {
        self.kinds.get(kind).copied().unwrap_or_default()
    }
}

impl<'g> Kinds<'g> {
    pub(super) fn new(given: &[Parameter<'g>]) -> Self {
        let mut numbers = HashedMap::new();
        let mut firsts = Vec::new();
        let kind_of = given.iter().map(|parameter| {
            *numbers.get_or_insert_with(parameter.kind(), || {
                firsts.push(*parameter);
                firsts.len() - 1
            })
        });
        let kind_of = kind_of.collect();
        Kinds {
            firsts,
            kind_of,
            fitting: HashedMap::new(),
        }
    }

    pub(super) fn count(&self) -> usize {
        self.firsts.len()
    }

    /// The number of the kind of a parameter.
    pub(super) fn of(&self, parameter: usize) -> usize {
        self.kind_of.get(parameter).copied().unwrap_or_default()
    }

    /// The parameters that can be connected to an input.
    pub(super) fn fitting(&mut self, wanted: Parameter<'_>) -> Rc<Fitting> {
        let Kinds {
            firsts,
            kind_of,
            fitting,
        } = self;
        let entry = fitting.get_or_insert_with(wanted.kind(), || {
            let fits = |given: &Parameter<'_>| {
                let mut problems = Vec::new();
                connect_parameter(wanted, *given, &mut problems);
                let mut severities = problems.iter().map(|problem| problem.severity);
                severities.all(|severity| severity == Severity::Warning)
            };
            let kinds: Vec<bool> = firsts.iter().map(fits).collect();
            let numbers = kind_of.iter().enumerate().filter_map(|(number, kind)| {
                let fits = kinds.get(*kind).copied().unwrap_or_default();
                fits.then_some(number)
            });
            let numbers = numbers.collect();
            Rc::new(Fitting { kinds, numbers })
        });
        Rc::clone(entry)
    }
}

/// The media types that an input takes.
pub(super) fn accepted(wanted: Parameter<'_>) -> SortedSet<&str> {
    wanted.media_types().iter().map(String::as_str).collect()
}

impl MediaTypes {
    pub(super) fn of(accepted: &SortedSet<&str>, given: &[String]) -> Self {
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
