//! What was probably meant by the name of a node that a recipe does not have.

use super::inside::{Found, Inside, type_name};
use crate::documents::{NodeKind, RecipeDefinition, SubRecipeTypes};
use crate::hashed::HashedMap;
use crate::read::suggestion::Suggestions;

/// What a name is that no node of a recipe has.
pub(super) enum Meaning<'m, 'd> {
    /// The name of the type that these nodes of the recipe run.
    Type {
        kind: NodeKind,
        nodes: &'m [&'d str],
        /// Whether it is surely no node of a sub-recipe as well.
        is_only: bool,
    },
    /// The name of nodes inside sub-recipes.
    Inside(Found<'d>),
    /// The name of the type that nodes inside sub-recipes run.
    TypeInside(Found<'d>),
    /// None that is known: the nearest name of a node, where one is near.
    Unheard(Option<&'d str>),
}

/// The names that may have been meant, by the address of the definition that was asked for another one.
pub(super) struct Meant<'d> {
    sub_recipe_types: &'d SubRecipeTypes,
    of_definition: HashedMap<*const RecipeDefinition, Names<'d>>,
    /// How many nodes inside sub-recipes may still be walked: types that are used at every level would be walked at
    /// each of them.
    nodes_left: usize,
}

/// What can be said about names in one recipe.
struct Names<'d> {
    /// The nodes that run a job type or a recipe type, by the name of the type.
    of_types: HashedMap<&'d str, (NodeKind, Vec<&'d str>)>,
    inside: Option<Inside<'d>>,
    suggestions: Suggestions<'d>,
}

impl<'d> Meant<'d> {
    const NODES_INSIDE: usize = 100_000;

    pub(super) fn new(sub_recipe_types: &'d SubRecipeTypes) -> Self {
        Meant {
            sub_recipe_types,
            of_definition: HashedMap::new(),
            nodes_left: Self::NODES_INSIDE,
        }
    }

    /// What `name` is, which no node of `definition` has.
    pub(super) fn find(&mut self, name: &str, definition: &'d RecipeDefinition) -> Meaning<'_, 'd> {
        let Meant {
            sub_recipe_types,
            of_definition,
            nodes_left,
        } = self;
        let names = of_definition.get_or_insert_with(definition, || {
            Names::new(definition, sub_recipe_types, nodes_left)
        });
        let inside = names.inside.as_ref();
        let found = inside.and_then(|inside| inside.find(name));
        if let Some((kind, nodes)) = names.of_types.get(name) {
            return Meaning::Type {
                kind: *kind,
                nodes,
                is_only: found.is_none(),
            };
        }
        if let Some(found) = found {
            return Meaning::Inside(found);
        }
        match inside.and_then(|inside| inside.find_of_type(name)) {
            Some(found) => Meaning::TypeInside(found),
            None => Meaning::Unheard(names.suggestions.nearest(name)),
        }
    }
}

impl<'d> Names<'d> {
    /// What is inside sub-recipes is walked while `nodes_left` are left.
    fn new(
        definition: &'d RecipeDefinition,
        sub_recipe_types: &'d SubRecipeTypes,
        nodes_left: &mut usize,
    ) -> Self {
        let mut of_types: HashedMap<&str, (NodeKind, Vec<&str>)> = HashedMap::new();
        for (name, node) in &definition.nodes {
            let Some(type_name) = type_name(&node.node_type) else {
                continue;
            };
            let (_, nodes) =
                of_types.get_or_insert_with(type_name, || (node.node_type.kind(), Vec::new()));
            nodes.push(name);
        }
        let inside = (*nodes_left > 0).then(|| Inside::new(definition, sub_recipe_types));
        let walked = inside.as_ref().map_or(0, Inside::walked);
        *nodes_left = nodes_left.saturating_sub(walked);
        Names {
            of_types,
            inside,
            suggestions: Suggestions::new(definition.nodes.keys().map(String::as_str)),
        }
    }
}
