//! How many recipes are inside a recipe, at every depth.
//!
//! Each definition is counted once and remembered, so that recipe types that share sub-recipes cost no more than
//! their nodes; a recipe type that contains itself is counted once on each way down.

use std::collections::{HashMap, HashSet};

use super::UnknownSubRecipe;
use crate::documents::{Node, NodeType, RecipeDefinition, SubRecipeTypes};
use crate::sorted::{SortedSet, sort};

/// Which of the two ways to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    /// Links between recipe types: a type that uses another in two nodes links to it once. Links have no
    /// revision; a linked type is taken at its latest.
    Links,
    /// Every recipe node, at the revision that it is pinned to.
    Nodes,
}

/// A definition is known by its address: the context holds it while it is counted.
type Key = (Way, *const RecipeDefinition);

pub(super) struct SubRecipeCounts<'a> {
    types: &'a SubRecipeTypes,
    /// The recipe itself, of which the recipe nodes are known.
    outermost: &'a RecipeDefinition,
    recipe_nodes: &'a [String],
    counted: HashMap<Key, u64>,
    /// Revisions that were looked for in vain, as often as that was so.
    unknown: Vec<(String, i64)>,
}

impl<'a> SubRecipeCounts<'a> {
    pub(super) fn new(
        types: &'a SubRecipeTypes,
        outermost: &'a RecipeDefinition,
        recipe_nodes: &'a [String],
    ) -> Self {
        SubRecipeCounts {
            types,
            outermost,
            recipe_nodes,
            counted: HashMap::new(),
            unknown: Vec::new(),
        }
    }

    /// The recipe types linked from a definition, at every depth.
    pub(super) fn linked(&mut self, definition: &'a RecipeDefinition) -> u64 {
        self.count(Way::Links, definition)
    }

    /// The recipes inside one recipe of a definition, at every depth.
    pub(super) fn by_node(&mut self, definition: &'a RecipeDefinition) -> u64 {
        self.count(Way::Nodes, definition)
    }

    /// The recipes that one recipe node creates, itself included: as links and by node.
    pub(super) fn of_node(&mut self, name: &str, revision_num: i64) -> (u64, u64) {
        let mut inside = |way| {
            self.find(way, name, revision_num)
                .map_or(0, |definition| self.count(way, definition))
        };
        (
            inside(Way::Links).saturating_add(1),
            inside(Way::Nodes).saturating_add(1),
        )
    }

    pub(super) fn into_unknown(self) -> Vec<UnknownSubRecipe> {
        let unknown: SortedSet<(String, i64)> = self.unknown.into_iter().collect();
        unknown
            .into_iter()
            .map(
                |(recipe_type_name, recipe_type_revision)| UnknownSubRecipe {
                    recipe_type_name,
                    recipe_type_revision,
                },
            )
            .collect()
    }

    fn find(&mut self, way: Way, name: &str, revision_num: i64) -> Option<&'a RecipeDefinition> {
        let exact = self.types.revision(name, revision_num);
        if exact.is_none() {
            self.unknown.push((name.to_owned(), revision_num));
        }
        let latest = || self.types.latest(name).map(|(_, definition)| definition);
        match way {
            Way::Links => latest(),
            Way::Nodes => exact.or_else(latest),
        }
    }

    /// Counts from the inside out: a definition is added up when all that it contains are.
    fn count(&mut self, way: Way, definition: &'a RecipeDefinition) -> u64 {
        let key = |definition: &RecipeDefinition| -> Key { (way, std::ptr::from_ref(definition)) };
        let mut open: HashSet<*const RecipeDefinition> = HashSet::new();
        let mut waiting = vec![(definition, false)];
        while let Some((definition, inside_counted)) = waiting.pop() {
            if self.counted.contains_key(&key(definition)) {
                continue;
            }
            let contained = self.contained(way, definition);
            if inside_counted {
                let sum = contained.iter().fold(0_u64, |sum, (times, inner)| {
                    let inside = inner
                        .and_then(|inner| self.counted.get(&key(inner)))
                        .copied()
                        .unwrap_or(0);
                    sum.saturating_add(times.saturating_mul(inside.saturating_add(1)))
                });
                self.counted.insert(key(definition), sum);
                open.remove(&std::ptr::from_ref(definition));
            } else if open.insert(std::ptr::from_ref(definition)) {
                waiting.push((definition, true));
                let inner = contained.into_iter().filter_map(|(_, inner)| inner);
                waiting.extend(
                    inner
                        .filter(|inner| !open.contains(&std::ptr::from_ref(*inner)))
                        .map(|inner| (inner, false)),
                );
            }
        }
        self.counted.get(&key(definition)).copied().unwrap_or(0)
    }

    /// The recipe types that a definition contains, each with how often it counts.
    fn contained(
        &mut self,
        way: Way,
        definition: &RecipeDefinition,
    ) -> Vec<(u64, Option<&'a RecipeDefinition>)> {
        let nodes: Vec<&Node> = if std::ptr::eq(definition, self.outermost) {
            let names = self.recipe_nodes.iter();
            names
                .filter_map(|name| definition.nodes.get(name))
                .collect()
        } else {
            definition.nodes.values().collect()
        };
        let mut types: Vec<(&str, i64)> = nodes
            .into_iter()
            .filter_map(|node| match &node.node_type {
                NodeType::Recipe {
                    recipe_type_name,
                    recipe_type_revision,
                } => Some((recipe_type_name.as_str(), *recipe_type_revision)),
                _ => None,
            })
            .collect();
        sort(&mut types);
        let mut last = None;
        let mut contained = Vec::new();
        for same in types.chunk_by(|one, other| one == other) {
            let Some(&(name, revision)) = same.first() else {
                continue;
            };
            let inner = self.find(way, name, revision);
            match way {
                Way::Nodes => contained.push((same.len() as u64, inner)),
                Way::Links if last != Some(name) => contained.push((1, inner)),
                Way::Links => {}
            }
            last = Some(name);
        }
        contained
    }
}
