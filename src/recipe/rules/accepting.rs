//! What nodes take, sorted once for all nodes that run the same.

use super::super::parameter::{Parameter, parameters};
use super::connection::Delivered;
use super::duplicate_input::duplicates_of;
use crate::documents::Interface;
use crate::sorted::{SortedMap, SortedSet, sort};

/// What a node takes.
pub(super) struct Accepting<'d> {
    pub(super) parameters: Vec<Parameter<'d>>,
    /// The number of each parameter.
    numbers: SortedMap<&'d str, usize>,
    /// The names that stand twice: which of the two is meant, nobody can tell.
    duplicates: SortedSet<&'d str>,
    /// The parameters that something has to be connected to, without those whose names stand twice.
    required: Vec<usize>,
}

impl<'d> Accepting<'d> {
    pub(super) fn new(interface: &'d Interface) -> Self {
        let parameters: Vec<Parameter<'_>> = parameters(interface).collect();
        let duplicates: SortedSet<&str> = duplicates_of(interface).map(|(_, name)| name).collect();
        let numbered = parameters.iter().enumerate();
        let required = numbered
            .clone()
            .filter(|(_, wanted)| wanted.required && !duplicates.contains(&wanted.name))
            .map(|(number, _)| number);
        Accepting {
            numbers: numbered
                .map(|(number, wanted)| (wanted.name, number))
                .collect(),
            required: required.collect(),
            duplicates,
            parameters,
        }
    }

    pub(super) fn takes(&self, name: &str) -> bool {
        self.numbers.contains_key(name)
    }

    /// The parameters that something is connected to, without those whose names stand twice.
    pub(super) fn connected(&self, delivered: &SortedMap<&str, Delivered<'_>>) -> Connected {
        let names = delivered
            .keys()
            .filter(|name| !self.duplicates.contains(*name));
        let mut numbers: Vec<usize> = names
            .filter_map(|name| self.numbers.get(name).copied())
            .collect();
        sort(&mut numbers);
        let required = numbers.iter().filter(|number| self.is_required(**number));
        Connected {
            missing: self.required.len() - required.count(),
            numbers,
        }
    }

    fn is_required(&self, number: usize) -> bool {
        let wanted = self.parameters.get(number);
        wanted.is_some_and(|wanted| wanted.required)
    }

    /// The required parameters that nothing is connected to, by their numbers.
    pub(super) fn missing(
        &self,
        delivered: &SortedMap<&str, Delivered<'_>>,
    ) -> impl Iterator<Item = (usize, Parameter<'d>)> {
        let required = self.required.iter().filter_map(|number| {
            let wanted = self.parameters.get(*number)?;
            Some((*number, *wanted))
        });
        required.filter(|(_, wanted)| !delivered.contains_key(wanted.name))
    }

    /// The only parameter that nothing is connected to.
    pub(super) fn only_free(
        &self,
        delivered: &SortedMap<&str, Delivered<'_>>,
    ) -> Option<Parameter<'d>> {
        // Where there is one, most have a connection: no more are looked at than these are.
        let mut free = self
            .parameters
            .iter()
            .take(delivered.len() + 2)
            .filter(|wanted| !delivered.contains_key(wanted.name));
        let only = free.next().copied();
        let is_only = free.next().is_none() && self.parameters.len() < delivered.len() + 2;
        only.filter(|_| is_only)
    }
}

/// What of an interface is connected.
pub(super) struct Connected {
    /// The parameters that something is connected to.
    pub(super) numbers: Vec<usize>,
    /// To how many required parameters nothing is.
    pub(super) missing: usize,
}
