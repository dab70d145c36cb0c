//! `UNKNOWN_FORCED_NODE`, `NOT_A_SUB_RECIPE`, `SUB_RECIPE_NOT_EXPANDED`, `NOTHING_FORCED`: forced nodes that do not
//! do what they seem to say. The server accepts them all.

use super::inside_of;
use super::meant::{Meant, Unknown, listing};
use crate::documents::{ForcedNodes, NodeType, RecipeDefinition, SubRecipeTypes};
use crate::problem::{Name, PatchOperation, Problem, join};
use crate::sorted::SortedSet;
use crate::words::quoted;

/// Checks forced nodes against the recipe that they are about, and the recipes inside it that are known.
///
/// Everything found is a warning: the server accepts it. The names are `UNKNOWN_FORCED_NODE`, `NOT_A_SUB_RECIPE`,
/// `SUB_RECIPE_NOT_EXPANDED` and `NOTHING_FORCED`; each path leads into the forced nodes.
///
/// Source: the Scale API's *Recipe Forced Nodes JSON*.
///
/// ```
/// use scale_batch::{ForcedNodes, Name, RecipeDefinition, SubRecipeTypes, check_forced_nodes};
///
/// let definition: RecipeDefinition = serde_json::from_str(r#"{"nodes": {"ortho": {
///     "dependencies": [], "input": {},
///     "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}
/// }}}"#)?;
/// let forced = ForcedNodes::nodes(["ortho", "orhto"]);
/// let warnings = check_forced_nodes(&forced, &definition, &SubRecipeTypes::default());
/// assert_eq!(warnings[0].name, Name::SubRecipeNotExpanded);
/// assert_eq!(warnings[1].name, Name::UnknownForcedNode);
/// assert_eq!(warnings[1].params["suggestion"], "ortho");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn check_forced_nodes(
    forced_nodes: &ForcedNodes,
    definition: &RecipeDefinition,
    sub_recipe_types: &SubRecipeTypes,
) -> Vec<Problem> {
    forced_nodes_problems(forced_nodes, Some(definition), sub_recipe_types, "").problems
}

/// What was found in forced nodes, and what could not be decided.
#[derive(Default)]
pub(crate) struct CheckedForcedNodes<'d> {
    /// In document order.
    pub(crate) problems: Vec<Problem>,
    /// The revisions of recipe types inside which nodes are named, and that are not known.
    pub(crate) unknown: SortedSet<(&'d str, i64)>,
}

/// One object of forced nodes, and the recipe that it is about, when that is known.
struct Level<'d> {
    forced_nodes: &'d ForcedNodes,
    definition: Option<&'d RecipeDefinition>,
    pointer: String,
    /// The recipe node whose inside this is.
    around: Option<&'d str>,
}

/// As [`check_forced_nodes`], for forced nodes that stand at `pointer` in their document; in document order. Of a
/// recipe that is not known, what it has is taken on trust.
pub(crate) fn forced_nodes_problems<'d>(
    forced_nodes: &'d ForcedNodes,
    definition: Option<&'d RecipeDefinition>,
    sub_recipe_types: &'d SubRecipeTypes,
    pointer: &str,
) -> CheckedForcedNodes<'d> {
    let mut problems = Vec::new();
    let mut unknown = Vec::new();
    let mut meant = Meant::new(sub_recipe_types);
    let mut waiting = vec![Level {
        forced_nodes,
        definition,
        pointer: pointer.to_owned(),
        around: None,
    }];
    while let Some(level) = waiting.pop() {
        let ForcedNodes::Only { nodes, sub_recipes } = level.forced_nodes else {
            continue;
        };
        let unknown_node = |name, number| Unknown {
            name,
            forced_nodes: level.forced_nodes,
            pointer: &level.pointer,
            number,
        };
        if nodes.is_empty() && sub_recipes.is_empty() {
            problems.push(nothing_forced(level.around).at(&*level.pointer));
            continue;
        }
        if let Some(definition) = level.definition {
            for (number, name) in nodes.iter().enumerate() {
                let path = || format!("{}/nodes/{number}", level.pointer);
                match definition.nodes.get(name).map(|node| &node.node_type) {
                    None => {
                        let node = unknown_node(name, Some(number));
                        problems.push(meant.unknown(&node, definition).at(path()));
                    }
                    Some(NodeType::Condition { .. }) => problems.push(condition(name).at(path())),
                    Some(NodeType::Recipe { .. }) if !sub_recipes.contains_key(name) => {
                        problems.push(not_expanded(name).at(path()));
                    }
                    Some(NodeType::Recipe { .. } | NodeType::Job { .. }) => {}
                }
            }
        }
        let mut inner = Vec::new();
        for (name, forced_nodes) in sub_recipes {
            let pointer = join(&join(&level.pointer, "sub_recipes"), name);
            let node = level.definition.map(|definition| {
                let node = definition.nodes.get(name);
                node.map(|node| &node.node_type).ok_or(definition)
            });
            let inside = match node {
                // What the recipe is like is not known, so its nodes are taken on trust.
                None => None,
                Some(Ok(
                    node_type @ NodeType::Recipe {
                        recipe_type_name,
                        recipe_type_revision,
                    },
                )) => {
                    let inside = inside_of(node_type, sub_recipe_types);
                    let named = forced_nodes.names();
                    if inside.is_none() && named.is_some_and(|names| !names.is_empty()) {
                        unknown.push((recipe_type_name.as_str(), *recipe_type_revision));
                    }
                    inside
                }
                Some(Err(definition)) => {
                    let node = unknown_node(name, None);
                    problems.push(meant.unknown(&node, definition).at(pointer));
                    continue;
                }
                Some(Ok(NodeType::Condition { .. })) => {
                    problems.push(condition(name).at(pointer));
                    continue;
                }
                Some(Ok(NodeType::Job { .. })) => {
                    problems.push(job(name, level.forced_nodes, &level.pointer).at(pointer));
                    continue;
                }
            };
            inner.push(Level {
                forced_nodes,
                definition: inside,
                pointer,
                around: Some(name),
            });
        }
        waiting.extend(inner.into_iter().rev());
    }
    CheckedForcedNodes {
        problems,
        unknown: unknown.into_iter().collect(),
    }
}

fn nothing_forced(around: Option<&str>) -> Problem {
    match around {
        None => Problem::new(
            Name::NothingForced,
            "\"all\" is false and nothing is listed, so nothing is forced.",
        ),
        Some(node) => {
            let description = format!(
                "{} is forced, but inside it \"all\" is false and nothing is listed.",
                quoted(node)
            );
            Problem::new(Name::NothingForced, description).param("node", node)
        }
    }
}

fn condition(node: &str) -> Problem {
    let description = format!(
        "{} is a condition, which has nothing to run again. Force the nodes behind it instead.",
        quoted(node)
    );
    Problem::new(Name::NotASubRecipe, description)
        .param("node", node)
        .param("kind", "condition")
}

/// A job among the sub-recipes. It is forced all the same, so that it can as well be listed.
fn job(node: &str, forced_nodes: &ForcedNodes, pointer: &str) -> Problem {
    let description = format!(
        "{} is a job, and has no nodes inside. List it in \"nodes\" instead.",
        quoted(node)
    );
    let mut problem = Problem::new(Name::NotASubRecipe, description)
        .param("node", node)
        .param("kind", "job")
        .fix(PatchOperation::Remove {
            path: join(&join(pointer, "sub_recipes"), node),
        });
    problem.fix.extend(listing(node, forced_nodes, pointer));
    problem
}

fn not_expanded(node: &str) -> Problem {
    let description = format!(
        "{} is forced, but nothing inside it. Say in \"sub_recipes\" which of its nodes are.",
        quoted(node)
    );
    Problem::new(Name::SubRecipeNotExpanded, description).param("node", node)
}
