//! Where nodes are inside the sub-recipes of a recipe, at every depth.

use super::inside_of;
use crate::documents::{NodeKind, NodeType, RecipeDefinition, SubRecipeTypes};
use crate::hashed::HashedMap;

/// The nodes inside the sub-recipes of a recipe.
pub(super) struct Inside<'d> {
    /// The ways into sub-recipes, from the outside in. What is inside a definition is walked once, so that a type
    /// that is used again is the end of a way.
    ways: Vec<Way<'d>>,
    /// The ways that end at a definition.
    to_definition: HashedMap<*const RecipeDefinition, Vec<usize>>,
    /// The nodes of a name which can be forced.
    of_name: HashedMap<&'d str, Vec<NodeInside<'d>>>,
    /// The nodes that run a job type or a recipe type, by the name of the type.
    of_type: HashedMap<&'d str, Vec<NodeInside<'d>>>,
    /// Whether every definition inside is known.
    is_complete: bool,
}

/// A node inside sub-recipes, and the definition that it is in.
#[derive(Clone, Copy)]
struct NodeInside<'d> {
    name: &'d str,
    kind: NodeKind,
    definition: &'d RecipeDefinition,
}

/// A recipe node, the way to it, and what is inside it.
struct Way<'d> {
    around: Option<usize>,
    node: &'d str,
    definition: &'d RecipeDefinition,
}

/// Where nodes are inside sub-recipes.
pub(super) struct Found<'d> {
    /// The name of the node in each of the places.
    pub(super) nodes: Vec<&'d str>,
    /// The recipe nodes around it, from the outside in; a few places at most.
    pub(super) places: Vec<Vec<&'d str>>,
    /// Whether there is surely no other place.
    is_only: bool,
    /// What it is in the first place.
    pub(super) kind: NodeKind,
}

impl<'d> Found<'d> {
    /// The name of the node and the recipe nodes around it, where there is surely no other place.
    pub(super) fn only(&self) -> Option<(&'d str, &[&'d str])> {
        match (self.nodes.as_slice(), self.places.as_slice()) {
            ([node], [place]) if self.is_only => Some((node, place)),
            _ => None,
        }
    }
}

impl<'d> Inside<'d> {
    pub(super) fn new(
        definition: &'d RecipeDefinition,
        sub_recipe_types: &'d SubRecipeTypes,
    ) -> Self {
        let mut inside = Inside {
            ways: Vec::new(),
            to_definition: HashedMap::new(),
            of_name: HashedMap::new(),
            of_type: HashedMap::new(),
            is_complete: true,
        };
        let mut entered = vec![(None, definition)];
        let mut current = 0;
        while let Some(&(way, definition)) = entered.get(current) {
            for (name, node) in &definition.nodes {
                let kind = node.node_type.kind();
                if way.is_some() && kind != NodeKind::Condition {
                    let node_inside = NodeInside {
                        name,
                        kind,
                        definition,
                    };
                    inside.of_name.get_or_default(name).push(node_inside);
                    if let Some(type_name) = type_name(&node.node_type) {
                        let of_type = inside.of_type.get_or_default(type_name);
                        of_type.push(node_inside);
                    }
                }
                if kind != NodeKind::Recipe {
                    continue;
                }
                let Some(inner) = inside_of(&node.node_type, sub_recipe_types) else {
                    inside.is_complete = false;
                    continue;
                };
                let number = inside.ways.len();
                let ways = inside.to_definition.get_or_default(inner);
                if ways.is_empty() {
                    entered.push((Some(number), inner));
                }
                ways.push(number);
                inside.ways.push(Way {
                    around: way,
                    node: name,
                    definition: inner,
                });
            }
            current += 1;
        }
        inside
    }

    /// How much was walked to find them.
    pub(super) fn walked(&self) -> usize {
        self.of_name.len() + self.ways.len()
    }

    /// The places of the nodes of a name, where there are any.
    pub(super) fn find(&self, name: &str) -> Option<Found<'d>> {
        self.of_name.get(name).map(|nodes| self.found(nodes))
    }

    /// The places of the nodes that run a job type or a recipe type of a name, where there are any.
    pub(super) fn find_of_type(&self, type_name: &str) -> Option<Found<'d>> {
        self.of_type.get(type_name).map(|nodes| self.found(nodes))
    }

    fn found(&self, nodes: &[NodeInside<'d>]) -> Found<'d> {
        /// More places would not help anyone to choose.
        const MOST: usize = 5;
        let (names, places) = nodes
            .iter()
            .flat_map(|node| {
                let ways = self.ways_to(node.definition).iter();
                ways.map(|way| (node.name, *way))
            })
            .take(MOST)
            .map(|(name, way)| {
                let mut place: Vec<&str> = self.way(way).map(|way| way.node).collect();
                place.reverse();
                (name, place)
            })
            .unzip();
        let first = nodes.first();
        let way = first.and_then(|node| self.ways_to(node.definition).first());
        let is_single = way.is_some_and(|way| {
            self.way(*way)
                .all(|way| self.ways_to(way.definition).len() == 1)
        });
        Found {
            nodes: names,
            places,
            is_only: self.is_complete && nodes.len() == 1 && is_single,
            kind: first.map_or(NodeKind::Job, |node| node.kind),
        }
    }

    fn ways_to(&self, definition: &RecipeDefinition) -> &[usize] {
        self.to_definition
            .get(&std::ptr::from_ref(definition))
            .map_or(&[], Vec::as_slice)
    }

    /// A way from its end to the outside.
    fn way(&self, number: usize) -> impl Iterator<Item = &Way<'d>> {
        std::iter::successors(self.ways.get(number), |way| {
            way.around.and_then(|around| self.ways.get(around))
        })
    }
}

/// The job type or the recipe type that a node runs.
pub(super) fn type_name(node_type: &NodeType) -> Option<&str> {
    match node_type {
        NodeType::Job { job_type_name, .. } => Some(job_type_name),
        NodeType::Recipe {
            recipe_type_name, ..
        } => Some(recipe_type_name),
        NodeType::Condition { .. } => None,
    }
}
