//! Which file depends on which, and the circles among them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::modules::{Modules, Written};

/// One place in a file that depends on another file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Use {
    pub(crate) line: usize,
    path: String,
}

/// For each pair of files of which one depends on the other: the places where it does.
#[derive(Default)]
pub(crate) struct Arrows(BTreeMap<String, BTreeMap<String, Vec<Use>>>);

impl Arrows {
    pub(crate) fn between(modules: &Modules) -> Self {
        let mut arrows = Arrows::default();
        for (number, module) in modules.0.iter().enumerate() {
            let imports = module
                .imports
                .iter()
                // Passing on what a child defines is not using it.
                .filter(|import| !import.is_passed_on || module.mentioned.contains(&import.name))
                .map(|import| &import.path);
            for path in imports.chain(&module.paths) {
                if let Some(file) = modules.definition(number, path) {
                    arrows.add(&module.file, file, path);
                }
            }
        }
        arrows
    }

    fn add(&mut self, from: &str, to: &str, path: &Written) {
        if from == to {
            return;
        }
        let arrows = self.0.entry(from.to_owned()).or_default();
        let uses = arrows.entry(to.to_owned()).or_default();
        uses.push(Use {
            line: path.line,
            path: path.segments.join("::"),
        });
        uses.sort();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str, &[Use])> {
        self.0.iter().flat_map(|(from, arrows)| {
            arrows
                .iter()
                .map(|(to, uses)| (from.as_str(), to.as_str(), uses.as_slice()))
        })
    }

    /// An arrow as people read it, by the first place of the dependency.
    pub(crate) fn told(&self, from: &str, to: &str) -> String {
        let Use { line, path } = &self.0[from][to][0];
        format!("{from}:{line}: `{path}` is in {to}")
    }

    fn targets<'a>(&'a self, from: &str) -> impl Iterator<Item = &'a str> {
        self.0
            .get(from)
            .into_iter()
            .flat_map(|arrows| arrows.keys().map(String::as_str))
    }

    /// The files on a shortest way, both ends included.
    fn way<'a>(&'a self, from: &'a str, to: &str) -> Option<Vec<&'a str>> {
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut ahead = VecDeque::from([from]);
        while let Some(file) = ahead.pop_front() {
            if file == to {
                let mut way = vec![file];
                while let Some(previous) = came_from.get(way[way.len() - 1]) {
                    way.push(previous);
                }
                way.reverse();
                return Some(way);
            }
            for next in self.targets(file) {
                if next != from && !came_from.contains_key(next) {
                    came_from.insert(next, file);
                    ahead.push_back(next);
                }
            }
        }
        None
    }
}

/// For each arrow in a circle the shortest that it is in, each once: a line for every arrow.
pub(crate) fn circles(arrows: &Arrows) -> Vec<String> {
    let mut found = BTreeSet::new();
    for (from, to, _) in arrows.iter() {
        if let Some(mut way) = arrows.way(to, from) {
            // The way back starts where the arrow ends; a circle starts at its first file in the alphabet.
            let first = (0..way.len()).min_by_key(|&at| way[at]).unwrap_or_default();
            way.rotate_left(first);
            found.insert(way);
        }
    }
    let told = found.iter().map(|way| {
        let ends = way.iter().cycle().skip(1);
        let lines: Vec<_> = way
            .iter()
            .zip(ends)
            .map(|(from, to)| arrows.told(from, to))
            .collect();
        lines.join("\n")
    });
    told.collect()
}
