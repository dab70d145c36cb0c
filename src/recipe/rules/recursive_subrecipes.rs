//! ## RECURSIVE_SUBRECIPES
//!
//! A recipe type contains itself.
//!
//! **Cause.** Following the recipe nodes leads back to a recipe type that was there before. When a recipe definition is checked, the latest revisions count: they lead back to `params.recipe_type_name`, and `params.within` is the recipe type that contains it, where that is another one. The revisions to which nodes are pinned count, too, there and in the documents of a request's context: `params.recipe_types` has those of the circle, and `params.document` the part of the context. Of them a circle of names through different revisions is not reported.
//!
//! **Example.** `checkRecipe` returns it for
//!
//! ```json
//! {
//!   "name": "ortho",
//!   "definition": {"nodes": {"again": {"dependencies": [], "input": {},
//!     "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}}}}
//! }
//! ```
//!
//! **Remedy.** In the recipe type `ortho`, run another recipe type, or the nodes themselves. Fetch the revisions of a context again: no server can have saved them like that.
//!
//! The server looks by name, at the latest revisions, and only if it knows the name of the recipe type. The loop
//! among other recipe types, at which the server fails, is `SERVER_ERROR_LIKELY`.

use std::collections::VecDeque;

use serde_json::json;

use crate::documents::rules::server_error_likely;
use crate::documents::{NodeType, RecipeDefinition};
use crate::hashed::HashedMap;
use crate::problem::catalogue::RecursiveSubrecipes;
use crate::problem::causes::ServerFailure;
use crate::problem::{Problem, ProblemName, join};
use crate::recipe::context::Known;
use crate::recipe::graph::{Adjacency, NodeId, NodeMap};
use crate::recipe::unchecked::{TypeRevision, UncheckedNode};
use crate::sorted::{SortedMap, sort};
use crate::words::quoted;

/// What looking for recursion found.
#[derive(Default)]
pub(crate) struct Recursion {
    /// The problem of each node that has one.
    pub(crate) problems: SortedMap<String, Problem>,
    /// The nodes for which a latest revision is missing.
    pub(crate) unchecked: Vec<UncheckedNode>,
}

/// Follows the recipe nodes through the latest revisions; linear in what these contain.
pub(crate) fn recursive_subrecipes(definition: &RecipeDefinition, known: &Known<'_>) -> Recursion {
    let Some(own) = known.name else {
        return Recursion::default();
    };
    let nodes: Vec<(&String, &str)> = definition
        .nodes
        .iter()
        .filter_map(|(name, node)| match &node.node_type {
            NodeType::Recipe {
                recipe_type_name, ..
            } => Some((name, recipe_type_name.as_str())),
            _ => None,
        })
        .collect();
    let types = Types::new(own, nodes.iter().map(|(_, name)| *name), known);
    let users = types.contents.reversed();
    let within = nearest_of(&users, [OWN], |user, _| user);
    let missing = nearest_of(&users, types.is_unknown.chosen(), |_, missing| missing);
    let mut looping = types.lead_into_loops(&users);
    let mut recursion = Recursion::default();
    let mut problems = Vec::new();
    for (node, recipe_type) in nodes {
        let Some(&number) = types.numbers.get(recipe_type) else {
            continue;
        };
        let path = format!("{}/node_type/recipe_type_name", join("/nodes", node));
        if let Some(within) = within[number] {
            let within = (number != OWN).then(|| types.names[within]);
            let problem = contains_itself(node, recipe_type, own, within);
            problems.push((node.clone(), problem.at(path)));
        } else if looping[number] {
            let circle = types.circle_from(number, &looping);
            problems.push((node.clone(), leads_into_loop(node, &circle, path)));
            // The server fails at the first one; the others say nothing new.
            looping = types.names.filled_alike(false);
        } else if let Some(missing) = missing[number] {
            let missing = types.names[missing];
            recursion.unchecked.push(UncheckedNode {
                name: ProblemName::RecursiveSubrecipes,
                node: node.clone(),
                interfaces: Vec::new(),
                needs: "revisions".into(),
                wanted: TypeRevision::Recipe {
                    recipe_type_name: missing.to_owned(),
                    revision_num: known.latest_revision(missing),
                },
            });
        }
    }
    recursion.problems = problems.into_iter().collect();
    recursion
}

fn contains_itself(node: &str, runs: &str, own: &str, within: Option<&str>) -> Problem {
    let problem = RecursiveSubrecipes {
        node: Some(node),
        recipe_type_name: Some(own),
        within,
        recipe_types: None,
        said: contains_itself_words(node, runs, own, within),
    };
    problem.problem()
}

fn contains_itself_words(node: &str, runs: &str, own: &str, within: Option<&str>) -> String {
    let (node, runs, own) = (quoted(node), quoted(runs), quoted(own));
    let reason = match within.map(quoted) {
        None => format!("Node {node} runs {own}, the recipe type itself."),
        Some(within) if within == runs => {
            format!("Node {node} runs {runs}, which contains {own} in its latest revision.")
        }
        Some(within) => format!(
            "Node {node} runs {runs}, and inside it {within} contains {own} in its latest revision."
        ),
    };
    reason + " A recipe type cannot contain itself."
}

/// The problem of revisions that contain each other in a circle: each with its name and its number.
pub(super) fn circle_of_revisions(circle: &[(&str, i64)]) -> Problem {
    let names: Vec<String> = circle
        .iter()
        .chain(circle.first())
        .map(|(name, number)| format!("{} revision {number}", quoted(name)))
        .collect();
    let recipe_types = circle
        .iter()
        .map(|(name, number)| json!({"name": name, "revision_num": number}));
    let problem = RecursiveSubrecipes {
        node: None,
        recipe_type_name: None,
        within: None,
        recipe_types: Some(recipe_types.collect()),
        said: format!(
            "Revisions of recipe types contain each other ({}). No server can have saved them.",
            names.join(" → ")
        ),
    };
    problem.problem()
}

fn leads_into_loop(node: &str, circle: &[&str], path: String) -> Problem {
    let because = ServerFailure::RecipeTypeLoop {
        node: Some(node),
        recipe_types: circle.to_vec(),
    };
    server_error_likely(because, path)
}

/// The number of the recipe type itself.
const OWN: NodeId = NodeId::FIRST;

/// The recipe types that can be reached, by number.
struct Types<'k> {
    names: NodeMap<&'k str>,
    numbers: HashedMap<&'k str, NodeId>,
    /// What the latest revision of each contains. The recipe type itself is not looked into.
    contents: Adjacency,
    /// Whether the latest revision of each is not known.
    is_unknown: NodeMap<bool>,
}

impl<'k> Types<'k> {
    fn new(own: &'k str, starts: impl Iterator<Item = &'k str>, known: &'k Known<'_>) -> Self {
        let mut types = Types {
            names: NodeMap::from_iter([own]),
            numbers: HashedMap::from_iter([(own, OWN)]),
            contents: Adjacency::with_capacity(1, 0),
            is_unknown: NodeMap::from_iter([false]),
        };
        types.contents.push([]);
        for start in starts {
            types.number(start);
        }
        // Each has an answer, in the order of their numbers.
        while let Some(name) = types.names.values().nth(types.is_unknown.len()).copied() {
            let definition = known.latest_definition(name);
            types.is_unknown.push(definition.is_none());
            let nodes = definition
                .into_iter()
                .flat_map(|found| found.nodes.values());
            let inside = nodes.filter_map(|node| match &node.node_type {
                NodeType::Recipe {
                    recipe_type_name, ..
                } => Some(recipe_type_name.as_str()),
                _ => None,
            });
            let mut inside: Vec<NodeId> = inside.map(|name| types.number(name)).collect();
            sort(&mut inside);
            inside.dedup();
            types.contents.push(inside);
        }
        types
    }

    fn number(&mut self, name: &'k str) -> NodeId {
        let Types { numbers, names, .. } = self;
        *numbers.get_or_insert_with(name, || names.push(name))
    }

    /// Which recipe types are in a loop, or contain one that is.
    fn lead_into_loops(&self, users: &Adjacency) -> NodeMap<bool> {
        let mut left = self.contents.lengths();
        let mut done: Vec<NodeId> = self.contents.without_edges().collect();
        while let Some(number) = done.pop() {
            for &user in users.of(number) {
                left[user] -= 1;
                if left[user] == 0 {
                    done.push(user);
                }
            }
        }
        left.values().map(|left| *left > 0).collect()
    }

    /// The loop that a recipe type leads into, or is in: each contains the next, and the last the first.
    fn circle_from(&self, start: NodeId, looping: &NodeMap<bool>) -> Vec<&'k str> {
        let circle = self.contents.cycle_from(start, &|inside| looping[inside]);
        circle
            .into_iter()
            .map(|number| self.names[number])
            .collect()
    }
}

/// For every number from which one of the `targets` can be reached: what `first` makes of the user of a target that
/// stands on the way, and that target; for a target itself, of it and itself.
fn nearest_of(
    users: &Adjacency,
    targets: impl IntoIterator<Item = NodeId>,
    first: impl Fn(NodeId, NodeId) -> NodeId,
) -> NodeMap<Option<NodeId>> {
    let mut found = users.node_map(None);
    let targets: Vec<NodeId> = targets.into_iter().collect();
    for &target in &targets {
        found[target] = Some(first(target, target));
    }
    let mut waiting = VecDeque::new();
    for &target in &targets {
        for &user in users.of(target) {
            if found[user].is_none() {
                found[user] = Some(first(user, target));
                waiting.push_back(user);
            }
        }
    }
    while let Some(number) = waiting.pop_front() {
        for &user in users.of(number) {
            if found[user].is_none() {
                found[user] = found[number];
                waiting.push_back(user);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::{RecipeDefinition, SubRecipeType, SubRecipeTypes};
    use crate::recipe::{RecipeContext, RecipeReport, check_recipe};

    /// A definition whose nodes run these recipe types, each at its first revision.
    fn definition(inside: &[&str]) -> Value {
        let nodes: serde_json::Map<String, Value> = inside
            .iter()
            .map(|name| {
                let node_type = json!({"node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": 1});
                let node = json!({"dependencies": [], "input": {}, "node_type": node_type});
                (format!("run-{name}"), node)
            })
            .collect();
        json!({ "nodes": nodes })
    }

    fn revision(name: &str, revision_num: i64, inside: &[&str]) -> Value {
        json!({"name": name, "revision_num": revision_num, "definition": definition(inside)})
    }

    /// The report on a recipe type "own" that contains these.
    fn report(inside: &[&str], revisions: Value) -> RecipeReport {
        let definition: RecipeDefinition = serde_json::from_value(definition(inside)).unwrap();
        let revisions: Vec<SubRecipeType> = serde_json::from_value(revisions).unwrap();
        let context = RecipeContext::new()
            .with_name("own")
            .with_revisions(revisions);
        check_recipe(&definition, &context)
    }

    fn unchecked(report: &RecipeReport) -> Vec<(&str, Value)> {
        let of_the_rule = report
            .unchecked
            .iter()
            .filter(|unchecked| unchecked.interfaces.is_empty());
        of_the_rule
            .map(|unchecked| {
                (
                    &*unchecked.node,
                    serde_json::to_value(&unchecked.wanted).unwrap(),
                )
            })
            .collect()
    }

    #[test]
    fn a_recipe_type_that_comes_back_is_an_error() {
        let revisions = json!([
            revision("a", 1, &["b"]),
            revision("b", 1, &["own"]),
            revision("c", 1, &[])
        ]);
        let report = report(&["a", "b", "c", "own"], revisions);
        let found: Vec<_> = report
            .errors
            .iter()
            .map(|error| {
                (
                    error.path.as_str(),
                    error.params.get("within").and_then(Value::as_str),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("/nodes/run-a/node_type/recipe_type_name", Some("b")),
                ("/nodes/run-b/node_type/recipe_type_name", Some("b")),
                ("/nodes/run-own/node_type/recipe_type_name", None),
            ]
        );
        assert!(
            report
                .errors
                .iter()
                .all(|error| error.name.as_str() == "RECURSIVE_SUBRECIPES")
        );
    }

    #[test]
    fn a_loop_among_others_makes_the_server_fail() {
        let revisions = json!([
            revision("a", 1, &["b"]),
            revision("b", 1, &["c"]),
            revision("c", 1, &["b"])
        ]);
        let found = report(&["a", "c"], revisions.clone());
        assert_eq!(found.errors, []);
        let [warning] = &found.warnings[..] else {
            panic!("{:#?}", found.warnings)
        };
        assert_eq!(warning.params["because"], "RECIPE_TYPE_LOOP");
        assert_eq!(warning.params["recipe_types"], json!(["b", "c"]));

        // Without a name the server does not look.
        let revisions: SubRecipeTypes = serde_json::from_value(revisions).unwrap();
        let nameless = RecipeContext::new().with_known_revisions(revisions);
        let definition = serde_json::from_value(definition(&["a", "own"])).unwrap();
        assert_eq!(check_recipe(&definition, &nameless).warnings, []);
    }

    #[test]
    fn the_latest_revisions_count_and_those_that_are_missing_are_named() {
        let earlier = json!([revision("a", 1, &["own"]), revision("a", 2, &["b"])]);
        let found = report(&["a"], earlier);
        assert_eq!(found.errors, []);
        let b = json!({"recipe_type_name": "b", "revision_num": null});
        assert_eq!(unchecked(&found), [("run-a", b)]);

        let served = json!([{"recipe_type": {"id": 1, "name": "a", "revision_num": 3}, "revision_num": 1,
                             "definition": definition(&["own"])}]);
        let found = report(&["a"], served);
        assert_eq!(found.errors, []);
        let a = json!({"recipe_type_name": "a", "revision_num": 3});
        assert_eq!(unchecked(&found), [("run-a", a)]);
        assert!(!found.is_complete);
    }

    #[test]
    fn a_long_chain_is_followed_to_its_end() {
        let names: Vec<String> = (0..100_000).map(|number| format!("t{number:06}")).collect();
        let ends: Vec<&str> = names
            .iter()
            .skip(1)
            .map(String::as_str)
            .chain(["own"])
            .collect();
        let revisions = names
            .iter()
            .zip(ends)
            .map(|(name, inside)| revision(name, 1, &[inside]));
        let report = report(&[&names[0]], revisions.collect());
        assert_eq!(report.errors[0].params["within"], "t099999");
    }

    #[test]
    fn the_description_says_how_the_recipe_type_comes_to_contain_itself() {
        let ending = " A recipe type cannot contain itself.";
        for (within, reason) in [
            (None, r#"Node "run" runs "own", the recipe type itself."#),
            (
                Some("harbours"),
                r#"Node "run" runs "harbours", which contains "own" in its latest revision."#,
            ),
            (
                Some("tides"),
                r#"Node "run" runs "harbours", and inside it "tides" contains "own" in its latest revision."#,
            ),
        ] {
            let words = super::contains_itself_words("run", "harbours", "own", within);
            assert_eq!(words, format!("{reason}{ending}"));
        }
    }
}
