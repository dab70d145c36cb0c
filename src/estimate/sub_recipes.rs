//! How many recipes are inside a recipe, at every depth.
//!
//! Each definition is counted once and remembered, so that recipe types that share sub-recipes cost no more than
//! their nodes; a recipe type that contains itself is counted once on each way down.

use serde::{Deserialize, Serialize};

use super::file_batch::FileBatch;
use crate::documents::{KnownTypes, Node, NodeType, RecipeDefinition, RecipeType, SubRecipeTypes};
use crate::hashed::{HashedMap, HashedSet};
use crate::recipe::first_loop;
use crate::sorted::{SortedSet, sort};

/// A revision of a recipe type that a recipe contains and the context does not.
///
/// ```
#[doc = include_str!("example.md")]
/// for unknown in &estimate.unknown_sub_recipes {
///     println!("add revision {} of {}", unknown.recipe_type_revision, unknown.recipe_type_name);
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnknownSubRecipe {
    /// The stable name of the recipe type.
    pub recipe_type_name: String,
    /// The number of the revision.
    pub recipe_type_revision: i64,
}

/// Which of the three ways to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    /// Links between recipe types: a type that uses another in two nodes links to it once. Links have no
    /// revision; a linked type is taken at its latest.
    Links,
    /// Every recipe node, at the revision that it is pinned to.
    Nodes,
    /// Every recipe node but those of inactive recipe types, of which the server creates no recipe.
    Created,
}

/// A definition is known by its address: the context holds it while it is counted.
type Key = (Way, *const RecipeDefinition);

pub(super) struct SubRecipeCounts<'a> {
    types: &'a SubRecipeTypes,
    known_types: &'a KnownTypes,
    /// The recipe type of the recipe itself.
    outermost: &'a RecipeType,
    /// Its recipe nodes.
    recipe_nodes: &'a [String],
    counted: HashedMap<Key, u64>,
    /// Revisions that were looked for in vain, as often as that was so.
    unknown: Vec<(String, i64)>,
}

impl<'a> SubRecipeCounts<'a> {
    pub(super) fn new(batch: &FileBatch<'a>) -> Self {
        SubRecipeCounts {
            types: batch.sub_recipe_types,
            known_types: batch.known_types,
            outermost: batch.recipe_type,
            recipe_nodes: batch.recipe_nodes,
            counted: HashedMap::new(),
            unknown: Vec::new(),
        }
    }

    /// The recipe types linked from the recipe type itself, at every depth.
    pub(super) fn linked(&mut self) -> u64 {
        self.count(Way::Links, &self.outermost.definition)
    }

    /// The recipes that one recipe node creates, itself included: as links and by node.
    pub(super) fn of_node(&mut self, name: &str, revision_num: i64) -> (u64, u64) {
        (
            self.with_inside(Way::Links, name, revision_num),
            self.with_inside(Way::Nodes, name, revision_num),
        )
    }

    /// As [`of_node`](Self::of_node), without those that the server never creates.
    pub(super) fn created_by_node(&mut self, name: &str, revision_num: i64) -> u64 {
        if self.is_inactive(name) {
            return 0;
        }
        self.with_inside(Way::Created, name, revision_num)
    }

    fn with_inside(&mut self, way: Way, name: &str, revision_num: i64) -> u64 {
        let inside = self.find(way, name, revision_num);
        let inside = inside.map_or(0, |definition| self.count(way, definition));
        inside.saturating_add(1)
    }

    /// Whether the recipe type of that name is known to be inactive.
    pub(super) fn is_inactive(&self, name: &str) -> bool {
        self.known_types.get(name).is_active == Some(false)
    }

    /// The recipe nodes of the recipe itself, or of a definition inside it.
    pub(super) fn recipe_nodes(
        &self,
        definition: &'a RecipeDefinition,
    ) -> Vec<(&'a str, &'a Node)> {
        if std::ptr::eq(definition, &raw const self.outermost.definition) {
            let names = self.recipe_nodes.iter();
            return names
                .filter_map(|name| Some((name.as_str(), definition.nodes.get(name)?)))
                .collect();
        }
        let nodes = definition.nodes.iter();
        nodes
            .filter(|(_, node)| matches!(node.node_type, NodeType::Recipe { .. }))
            .map(|(name, node)| (name.as_str(), node))
            .collect()
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
        let exact = self.revision(name, revision_num);
        if exact.is_none() {
            self.unknown.push((name.to_owned(), revision_num));
        }
        let found = self.latest(name);
        if way == Way::Links {
            let known = self.known_types.get(name).latest.unwrap_or(revision_num);
            if found.is_none_or(|(number, _)| number < known) {
                self.unknown.push((name.to_owned(), known));
            }
        }
        let latest = found.map(|(_, definition)| definition);
        match way {
            Way::Links => latest,
            Way::Nodes | Way::Created => exact.or(latest),
        }
    }

    /// One revision of a recipe type.
    pub(super) fn revision(&self, name: &str, revision_num: i64) -> Option<&'a RecipeDefinition> {
        let own = self.own(name).filter(|(own, _)| *own == revision_num);
        let own = own.map(|(_, definition)| definition);
        own.or_else(|| self.types.revision(name, revision_num))
    }

    /// The latest revision of a recipe type that is known, and its number.
    fn latest(&self, name: &str) -> Option<(i64, &'a RecipeDefinition)> {
        self.own(name).or_else(|| self.types.latest(name))
    }

    /// The recipe type of the recipe itself, which its details show at its latest revision.
    fn own(&self, name: &str) -> Option<(i64, &'a RecipeDefinition)> {
        let RecipeType {
            name: own,
            revision_num,
            definition,
            ..
        } = self.outermost;
        (own.as_deref() == Some(name)).then_some(((*revision_num)?, definition))
    }

    /// The names of recipe types whose latest revisions contain each other in a circle, as far as they are known.
    pub(super) fn loop_of_links(&self) -> Option<Vec<&'a str>> {
        let linked = |definition| {
            let nodes = self.recipe_nodes(definition).into_iter();
            let names = nodes.filter_map(|(_, node)| Some(revision(node)?.0));
            let names: SortedSet<&'a str> = names.collect();
            names.into_iter().collect()
        };
        let outermost = &self.outermost.definition;
        first_loop(self.outermost.name.as_deref(), linked(outermost), |name| {
            let latest = self.latest(name);
            // What an older revision contains proves nothing about the latest.
            let latest = latest.filter(|(number, _)| {
                let known = self.known_types.get(name).latest;
                known.is_none_or(|known| *number >= known)
            });
            latest.map_or_else(Vec::new, |(_, definition)| linked(definition))
        })
    }

    /// Counts from the inside out: a definition is added up when all that it contains are.
    fn count(&mut self, way: Way, definition: &'a RecipeDefinition) -> u64 {
        let key = |definition: &RecipeDefinition| -> Key { (way, std::ptr::from_ref(definition)) };
        let mut open: HashedSet<*const RecipeDefinition> = HashedSet::new();
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
        definition: &'a RecipeDefinition,
    ) -> Vec<(u64, Option<&'a RecipeDefinition>)> {
        let mut types: Vec<(&str, i64)> = self
            .recipe_nodes(definition)
            .into_iter()
            .filter_map(|(_, node)| revision(node))
            .filter(|(name, _)| way != Way::Created || !self.is_inactive(name))
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
                Way::Nodes | Way::Created => contained.push((same.len() as u64, inner)),
                Way::Links if last != Some(name) => contained.push((1, inner)),
                Way::Links => {}
            }
            last = Some(name);
        }
        contained
    }
}

/// The revision of a recipe type that a recipe node is pinned to.
pub(super) fn revision(node: &Node) -> Option<(&str, i64)> {
    match &node.node_type {
        NodeType::Recipe {
            recipe_type_name,
            recipe_type_revision,
        } => Some((recipe_type_name, *recipe_type_revision)),
        _ => None,
    }
}
