//! One way to say each choice of forced nodes.

use super::inside_of;
use crate::documents::{ForcedNodes, NodeType, RecipeDefinition, SubRecipeTypes};
use crate::sorted::{SortedMap, SortedSet};

/// The same choice in its shortest form: `all` where every node is chosen, names sorted and each once, and no
/// sub-recipe with nothing chosen inside it.
///
/// Two choices that make the same nodes run for the same reasons have the same form, as far as the recipes inside
/// are known. Names that the recipe does not have stay, unless every node is chosen.
///
/// Source: the Scale API's *Recipe Forced Nodes JSON*.
///
/// ```
/// use scale_batch::documents::{ForcedNodes, RecipeDefinition, SubRecipeTypes};
/// use scale_batch::forced_nodes::normalise_forced_nodes;
///
/// let definition: RecipeDefinition = serde_json::from_str(r#"{"nodes": {"parse": {
///     "dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": "parse",
///                                                    "job_type_version": "1.0", "job_type_revision": 1}
/// }}}"#)?;
/// let forced = ForcedNodes::nodes(["parse", "parse"]);
/// assert_eq!(normalise_forced_nodes(&forced, &definition, &SubRecipeTypes::default()), ForcedNodes::All);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn normalise_forced_nodes(
    forced_nodes: &ForcedNodes,
    definition: &RecipeDefinition,
    sub_recipe_types: &SubRecipeTypes,
) -> ForcedNodes {
    let mut levels = vec![Level {
        forced_nodes,
        definition: Some(definition),
        place: None,
        inside: Vec::new(),
    }];
    let mut current = 0;
    while let Some(level) = levels.get(current) {
        let mut inner = Vec::new();
        if let ForcedNodes::Only { sub_recipes, .. } = level.forced_nodes {
            for (name, forced_nodes) in sub_recipes {
                let node = level.definition.and_then(|known| known.nodes.get(name));
                inner.push(Level {
                    forced_nodes,
                    definition: node.and_then(|node| inside_of(&node.node_type, sub_recipe_types)),
                    place: Some((current, name)),
                    inside: Vec::new(),
                });
            }
        }
        levels.extend(inner);
        current += 1;
    }
    while let Some(level) = levels.pop() {
        let place = level.place;
        let normal = level.normalised(sub_recipe_types);
        let Some((around, name)) = place else {
            return normal;
        };
        if let Some(around) = levels.get_mut(around) {
            around.inside.push((name, normal));
        }
    }
    ForcedNodes::none()
}

/// One object of forced nodes, and the recipe that it is about, when that is known.
struct Level<'d> {
    forced_nodes: &'d ForcedNodes,
    definition: Option<&'d RecipeDefinition>,
    /// The level around it, and its name there.
    place: Option<(usize, &'d str)>,
    /// What is inside its sub-recipes, in its shortest form.
    inside: Vec<(&'d str, ForcedNodes)>,
}

impl Level<'_> {
    fn normalised(self, sub_recipe_types: &SubRecipeTypes) -> ForcedNodes {
        let Some(chosen) = self.forced_nodes.names() else {
            return ForcedNodes::All;
        };
        let inside: SortedMap<&str, ForcedNodes> = self.inside.into_iter().collect();
        let is_everything =
            |definition| is_everything(&chosen, &inside, definition, sub_recipe_types);
        if self.definition.is_some_and(is_everything) {
            return ForcedNodes::All;
        }
        let is_job = |name: &str| {
            let node = self.definition.and_then(|known| known.nodes.get(name));
            node.is_some_and(|node| matches!(node.node_type, NodeType::Job { .. }))
        };
        let sub_recipes: SortedMap<String, ForcedNodes> = inside
            .into_iter()
            .filter(|(name, inside)| *inside != ForcedNodes::none() && !is_job(name))
            .map(|(name, inside)| (name.to_owned(), inside))
            .collect();
        let nodes = chosen
            .into_iter()
            .filter(|name| !sub_recipes.contains_key(*name));
        ForcedNodes::Only {
            nodes: nodes.map(str::to_owned).collect(),
            sub_recipes,
        }
    }
}

/// Whether every job is chosen, and every sub-recipe with everything inside it.
fn is_everything(
    chosen: &SortedSet<&str>,
    inside: &SortedMap<&str, ForcedNodes>,
    definition: &RecipeDefinition,
    sub_recipe_types: &SubRecipeTypes,
) -> bool {
    let mut can_be_chosen = definition
        .nodes
        .iter()
        .filter(|(_, node)| !matches!(node.node_type, NodeType::Condition { .. }))
        .peekable();
    can_be_chosen.peek().is_some()
        && can_be_chosen.all(|(name, node)| {
            let is_empty = inside_of(&node.node_type, sub_recipe_types)
                .is_some_and(|inside| inside.nodes.is_empty());
            chosen.contains(name.as_str())
                && (matches!(node.node_type, NodeType::Job { .. })
                    || is_empty
                    || inside.get(name.as_str()) == Some(&ForcedNodes::All))
        })
}
