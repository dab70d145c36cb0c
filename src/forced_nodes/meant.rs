//! What was probably meant by the name of a node that a recipe does not have.

use std::collections::HashMap;

use super::inside::{Found, Inside, type_name};
use crate::documents::{ForcedNodes, NodeKind, RecipeDefinition, SubRecipeTypes};
use crate::problem::{Name, PatchOperation, Problem, join};
use crate::read::suggestion::Suggestions;
use crate::words::{listed, quoted};

/// A name that a recipe does not have, and where it stands in the forced nodes.
pub(super) struct Unknown<'f> {
    pub(super) name: &'f str,
    /// The forced nodes that name it, and their place in the document.
    pub(super) forced_nodes: &'f ForcedNodes,
    pub(super) pointer: &'f str,
    /// Its number in `nodes`; without one it is a key of `sub_recipes`.
    pub(super) number: Option<usize>,
}

/// The names that may have been meant, by the address of the definition that was asked for another one.
pub(super) struct Meant<'d> {
    sub_recipe_types: &'d SubRecipeTypes,
    of_definition: HashMap<*const RecipeDefinition, Names<'d>>,
    /// How many nodes inside sub-recipes may still be walked: types that are used at every level would be walked at
    /// each of them.
    nodes_left: usize,
}

/// What can be said about names in one recipe.
struct Names<'d> {
    /// The nodes that run a job type or a recipe type, by the name of the type.
    of_types: HashMap<&'d str, (NodeKind, Vec<&'d str>)>,
    inside: Option<Inside<'d>>,
    suggestions: Suggestions<'d>,
}

impl<'d> Meant<'d> {
    const NODES_INSIDE: usize = 100_000;

    pub(super) fn new(sub_recipe_types: &'d SubRecipeTypes) -> Self {
        Meant {
            sub_recipe_types,
            of_definition: HashMap::new(),
            nodes_left: Self::NODES_INSIDE,
        }
    }

    /// `UNKNOWN_FORCED_NODE` with what was probably meant.
    pub(super) fn unknown(
        &mut self,
        unknown: &Unknown<'_>,
        definition: &'d RecipeDefinition,
    ) -> Problem {
        if !self
            .of_definition
            .contains_key(&std::ptr::from_ref(definition))
        {
            let names = self.names(definition);
            self.of_definition.insert(definition, names);
        }
        let problem = Problem::new(
            Name::UnknownForcedNode,
            format!("The recipe has no node {}.", quoted(unknown.name)),
        )
        .param("node", unknown.name);
        let Some(names) = self.of_definition.get_mut(&std::ptr::from_ref(definition)) else {
            return problem;
        };
        let found = names
            .inside
            .as_ref()
            .map(|inside| inside.find(unknown.name))
            .filter(|found| !found.places.is_empty());
        if let Some((kind, nodes)) = names.of_types.get(unknown.name) {
            let is_sure = found.is_none();
            return unknown.is_a_type(problem, *kind, nodes, is_sure);
        }
        if let Some(found) = found {
            return unknown.is_inside(problem, &found);
        }
        let of_type = names
            .inside
            .as_ref()
            .map(|inside| inside.find_of_type(unknown.name))
            .filter(|found| !found.places.is_empty());
        match of_type {
            Some(found) => unknown.is_a_type_inside(problem, &found),
            None => names.suggestions.suggest(unknown.name, problem),
        }
    }

    fn names(&mut self, definition: &'d RecipeDefinition) -> Names<'d> {
        let mut of_types: HashMap<&str, (NodeKind, Vec<&str>)> = HashMap::new();
        for (name, node) in &definition.nodes {
            let Some(type_name) = type_name(&node.node_type) else {
                continue;
            };
            let (_, nodes) = of_types
                .entry(type_name)
                .or_insert_with(|| (node.node_type.kind(), Vec::new()));
            nodes.push(name);
        }
        let inside = (self.nodes_left > 0).then(|| Inside::new(definition, self.sub_recipe_types));
        let walked = inside.as_ref().map_or(0, Inside::walked);
        self.nodes_left = self.nodes_left.saturating_sub(walked);
        Names {
            of_types,
            inside,
            suggestions: Suggestions::new(definition.nodes.keys().map(String::as_str)),
        }
    }
}

/// `params.because` for the name of a type of these nodes, and what people call it.
fn type_of(kind: NodeKind) -> (&'static str, &'static str) {
    match kind {
        NodeKind::Recipe => ("RECIPE_TYPE", "recipe type"),
        NodeKind::Job | NodeKind::Condition => ("JOB_TYPE", "job type"),
    }
}

impl Unknown<'_> {
    fn path(&self) -> String {
        match self.number {
            Some(number) => format!("{}/nodes/{number}", self.pointer),
            None => join(&join(self.pointer, "sub_recipes"), self.name),
        }
    }

    /// It is the name of the type that nodes of the recipe run.
    fn is_a_type(
        &self,
        mut problem: Problem,
        kind: NodeKind,
        nodes: &[&str],
        is_sure: bool,
    ) -> Problem {
        /// So many are listed for every name: more would help nobody.
        const MOST: usize = 100;
        let (because, what) = type_of(kind);
        problem.description = format!(
            "The recipe has no node {}: that is the {what} of the {} {}.",
            quoted(self.name),
            if nodes.len() == 1 { "node" } else { "nodes" },
            listed(nodes.iter().copied()),
        );
        problem = problem.param("because", because).param(
            "nodes",
            nodes.iter().copied().take(MOST).collect::<Vec<_>>(),
        );
        let [node] = nodes else {
            return problem;
        };
        problem = problem.param("suggestion", *node);
        if is_sure {
            problem.fix = self.renamed(node, kind);
        }
        problem
    }

    /// The edit that names `node` instead; none where forced nodes of the two would have to be put together.
    fn renamed(&self, node: &str, kind: NodeKind) -> Vec<PatchOperation> {
        let path = self.path();
        let is_forced = self.forced_nodes.forces(node);
        let value = node.into();
        match (self.number, kind) {
            (Some(_), _) if is_forced => vec![PatchOperation::Remove { path }],
            (Some(_), _) => vec![PatchOperation::Replace { path, value }],
            (None, NodeKind::Recipe) if self.forced_nodes.inside(node).is_none() => {
                let to = join(&join(self.pointer, "sub_recipes"), node);
                vec![PatchOperation::Move {
                    from: path,
                    path: to,
                }]
            }
            (None, NodeKind::Recipe) => Vec::new(),
            (None, _) => {
                let mut fix = vec![PatchOperation::Remove { path }];
                fix.extend(listing(node, self.forced_nodes, self.pointer));
                fix
            }
        }
    }

    /// It is the name of a node inside a sub-recipe.
    fn is_inside(&self, mut problem: Problem, found: &Found<'_>) -> Problem {
        let field = self.field(found.kind);
        let places = found.places_of(field);
        problem.description = format!(
            "The recipe has no node {} itself, but a sub-recipe of it has. Name it in {}{}.",
            quoted(self.name),
            if places.len() > 1 { "one of " } else { "" },
            listed(places.iter().map(String::as_str)),
        );
        problem = problem
            .param("because", "IN_SUB_RECIPE")
            .param("places", found.places.clone());
        if let ([place], true) = (found.places.as_slice(), found.is_only) {
            problem.fix = self.moved(self.name, place, field);
        }
        problem
    }

    /// It is the name of the type that nodes inside sub-recipes run.
    fn is_a_type_inside(&self, mut problem: Problem, found: &Found<'_>) -> Problem {
        let (because, what) = type_of(found.kind);
        let field = self.field(found.kind);
        let places = found.places_of(field);
        let nodes = found.nodes.iter().zip(&places);
        let named: Vec<String> = nodes
            .map(|(node, place)| format!("{} in {}", quoted(node), quoted(place)))
            .collect();
        problem.description = format!(
            "The recipe has no node {}: that is the {what} of a node inside a sub-recipe. Name that node instead: {}.",
            quoted(self.name),
            named.join(" or "),
        );
        problem = problem
            .param("because", because)
            .param("nodes", found.nodes.clone())
            .param("places", found.places.clone());
        if let ([node], [place], true) = (
            found.nodes.as_slice(),
            found.places.as_slice(),
            found.is_only,
        ) {
            problem.fix = self.moved(node, place, field);
        }
        problem
    }

    /// Where nodes of that kind are named that stand for this one.
    fn field(&self, kind: NodeKind) -> &'static str {
        match kind {
            NodeKind::Recipe if self.number.is_none() => "sub_recipes",
            _ => "nodes",
        }
    }

    /// The edit that names `node` inside the sub-recipes of `place` instead; none where forced nodes of that node stand
    /// there.
    fn moved(&self, node: &str, place: &[&str], field: &str) -> Vec<PatchOperation> {
        let from = self.path();
        let (mut here, mut pointer) = (self.forced_nodes, self.pointer.to_owned());
        let mut steps = place.iter();
        for step in steps.by_ref() {
            let ForcedNodes::Only { sub_recipes, .. } = here else {
                break;
            };
            let Some(inside) = sub_recipes.get(*step) else {
                // What is around it is not there yet.
                let mut value = if field == "nodes" {
                    serde_json::json!({"all": false, "nodes": [node]})
                } else {
                    serde_json::json!({"all": false, "sub_recipes": {}})
                };
                let rest: Vec<&str> = steps.copied().collect();
                for step in rest.iter().rev() {
                    value = serde_json::json!({"all": false, "sub_recipes": {*step: value}});
                }
                let around = join(&pointer, "sub_recipes");
                let new = join(&around, step);
                let add = if sub_recipes.is_empty() {
                    PatchOperation::Add {
                        path: around,
                        value: serde_json::json!({*step: value}),
                    }
                } else {
                    PatchOperation::Add {
                        path: new.clone(),
                        value,
                    }
                };
                if field == "nodes" {
                    return vec![PatchOperation::Remove { path: from }, add];
                }
                let innermost = rest
                    .iter()
                    .fold(new, |path, step| join(&join(&path, "sub_recipes"), step));
                let path = join(&join(&innermost, "sub_recipes"), node);
                return vec![add, PatchOperation::Move { from, path }];
            };
            pointer = join(&join(&pointer, "sub_recipes"), step);
            here = inside;
        }
        let remove = PatchOperation::Remove { path: from.clone() };
        match here {
            // It is forced there already.
            ForcedNodes::All => vec![remove],
            ForcedNodes::Only { .. } if field == "nodes" => {
                let mut fix = vec![remove];
                if !here.forces(node) {
                    fix.extend(listing(node, here, &pointer));
                }
                fix
            }
            ForcedNodes::Only { sub_recipes, .. } => {
                let around = join(&pointer, "sub_recipes");
                let path = join(&around, node);
                if sub_recipes.contains_key(node) {
                    return Vec::new();
                }
                let mut fix = Vec::new();
                if sub_recipes.is_empty() {
                    let value = serde_json::json!({});
                    fix.push(PatchOperation::Add {
                        path: around,
                        value,
                    });
                }
                fix.push(PatchOperation::Move { from, path });
                fix
            }
        }
    }
}

/// The edit that lists a node in the `nodes` of forced nodes; none where it is listed.
pub(super) fn listing(
    node: &str,
    forced_nodes: &ForcedNodes,
    pointer: &str,
) -> Option<PatchOperation> {
    let ForcedNodes::Only { nodes, .. } = forced_nodes else {
        return None;
    };
    if nodes.iter().any(|name| name == node) {
        return None;
    }
    Some(if nodes.is_empty() {
        PatchOperation::Add {
            path: join(pointer, "nodes"),
            value: vec![node].into(),
        }
    } else {
        PatchOperation::Add {
            path: format!("{pointer}/nodes/-"),
            value: node.into(),
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::check_forced_nodes;

    /// A node that runs a job type or, of the name of one of the recipe types, a recipe type.
    fn node(kind: &str, type_name: &str) -> Value {
        let node_type = if kind == "recipe" {
            json!({"node_type": "recipe", "recipe_type_name": type_name, "recipe_type_revision": 1})
        } else {
            json!({"node_type": "job", "job_type_name": type_name, "job_type_version": "1.0", "job_type_revision": 1})
        };
        json!({"dependencies": [], "input": {}, "node_type": node_type})
    }

    /// The problem of an unknown node, when `forced` is forced in a recipe that parses with one job type, tiles twice
    /// with another, and has the sub-recipe `ortho` with `clip` inside.
    fn unknown_in(forced: &Value, more: &Value) -> Option<Value> {
        let mut nodes = json!({
            "parse": node("job", "parser"),
            "tile-1": node("job", "tiler"),
            "tile-2": node("job", "tiler"),
            "ortho": node("recipe", "orthorectify"),
        });
        if let (Value::Object(nodes), Value::Object(more)) = (&mut nodes, more) {
            nodes.extend(more.clone());
        }
        let types = json!([
            {"name": "orthorectify", "revision_num": 1, "definition": {"nodes": {
                "warp": node("job", "warper"), "clip": node("recipe", "clipper")}}},
            {"name": "clipper", "revision_num": 1, "definition": {"nodes": {"cut": node("job", "cutter")}}},
        ]);
        let problems = check_forced_nodes(
            &serde_json::from_value(forced.clone()).unwrap(),
            &serde_json::from_value(json!({ "nodes": nodes })).unwrap(),
            &serde_json::from_value(types).unwrap(),
        );
        let unknown = problems
            .into_iter()
            .find(|problem| problem.name == Name::UnknownForcedNode)?;
        Some(serde_json::to_value(unknown).unwrap())
    }

    fn unknown(forced: &Value) -> Value {
        unknown_in(forced, &json!({})).unwrap()
    }

    #[test]
    fn the_name_of_a_type_is_told_from_the_names_of_its_nodes() {
        let one = unknown(&json!({"all": false, "nodes": ["parser"]}));
        assert_eq!(
            one["description"],
            "The recipe has no node \"parser\": that is the job type of the node \"parse\"."
        );
        assert_eq!(
            one["params"],
            json!({"node": "parser", "because": "JOB_TYPE", "nodes": ["parse"], "suggestion": "parse"})
        );
        let fix = json!([{"op": "replace", "path": "/nodes/0", "value": "parse"}]);
        assert_eq!(one["fix"], fix);

        let listed = unknown(&json!({"all": false, "nodes": ["parse", "parser"]}));
        assert_eq!(listed["fix"], json!([{"op": "remove", "path": "/nodes/1"}]));

        let two = unknown(&json!({"all": false, "nodes": ["tiler"]}));
        assert_eq!(two["params"]["nodes"], json!(["tile-1", "tile-2"]));
        assert_eq!(two["fix"], Value::Null);

        let job = unknown(&json!({"all": false, "sub_recipes": {"parser": {"all": true}}}));
        let fix = json!([
            {"op": "remove", "path": "/sub_recipes/parser"},
            {"op": "add", "path": "/nodes", "value": ["parse"]},
        ]);
        assert_eq!(job["fix"], fix);

        let recipe =
            unknown(&json!({"all": false, "sub_recipes": {"orthorectify": {"all": true}}}));
        assert_eq!(recipe["params"]["because"], "RECIPE_TYPE");
        let fix = json!([{"op": "move", "from": "/sub_recipes/orthorectify", "path": "/sub_recipes/ortho"}]);
        assert_eq!(recipe["fix"], fix);
    }

    #[test]
    fn a_type_that_is_also_a_node_of_a_sub_recipe_is_not_replaced() {
        let more = json!({"again": node("job", "warp")});
        let problem = unknown_in(&json!({"all": false, "nodes": ["warp"]}), &more).unwrap();
        assert_eq!(problem["params"]["nodes"], json!(["again"]));
        assert_eq!(problem["fix"], Value::Null);
    }

    #[test]
    fn a_node_of_a_sub_recipe_is_sent_to_its_place() {
        let deep = unknown(&json!({"all": false, "nodes": ["parse", "cut"]}));
        assert_eq!(
            deep["description"],
            "The recipe has no node \"cut\" itself, but a sub-recipe of it has. Name it in \
             \"sub_recipes.ortho.sub_recipes.clip.nodes\"."
        );
        assert_eq!(
            deep["params"],
            json!({"node": "cut", "because": "IN_SUB_RECIPE", "places": [["ortho", "clip"]]})
        );
        let inside =
            json!({"all": false, "sub_recipes": {"clip": {"all": false, "nodes": ["cut"]}}});
        let fix = json!([
            {"op": "remove", "path": "/nodes/1"},
            {"op": "add", "path": "/sub_recipes", "value": {"ortho": inside}},
        ]);
        assert_eq!(deep["fix"], fix);
    }

    #[test]
    fn the_type_of_a_node_of_a_sub_recipe_is_told_with_its_place() {
        let job = unknown(&json!({"all": false, "nodes": ["cutter"]}));
        assert_eq!(
            job["description"],
            "The recipe has no node \"cutter\": that is the job type of a node inside a sub-recipe. Name that node \
             instead: \"cut\" in \"sub_recipes.ortho.sub_recipes.clip.nodes\"."
        );
        assert_eq!(
            job["params"],
            json!({"node": "cutter", "because": "JOB_TYPE", "nodes": ["cut"], "places": [["ortho", "clip"]]})
        );
        let inside =
            json!({"all": false, "sub_recipes": {"clip": {"all": false, "nodes": ["cut"]}}});
        let fix = json!([
            {"op": "remove", "path": "/nodes/0"},
            {"op": "add", "path": "/sub_recipes", "value": {"ortho": inside}},
        ]);
        assert_eq!(job["fix"], fix);

        let recipe = unknown(&json!({"all": false, "sub_recipes": {"clipper": {"all": true}}}));
        assert_eq!(recipe["params"]["because"], "RECIPE_TYPE");
        let fix = json!([
            {"op": "add", "path": "/sub_recipes/ortho", "value": {"all": false, "sub_recipes": {}}},
            {"op": "move", "from": "/sub_recipes/clipper", "path": "/sub_recipes/ortho/sub_recipes/clip"},
        ]);
        assert_eq!(recipe["fix"], fix);

        let more = json!({"again": node("recipe", "clipper")});
        let forced = json!({"all": false, "nodes": ["cutter", "clipper"]});
        let several = unknown_in(&forced, &more).unwrap();
        assert_eq!(several["params"]["nodes"], json!(["cut", "cut"]));
        assert_eq!(
            several["params"]["places"],
            json!([["again"], ["ortho", "clip"]])
        );
        assert_eq!(several["fix"], Value::Null);
        // A node of the recipe itself goes before those inside.
        let own = unknown_in(&json!({"all": false, "nodes": ["clipper"]}), &more).unwrap();
        assert_eq!(own["params"]["nodes"], json!(["again"]));
    }

    #[test]
    fn what_stands_at_its_place_is_kept() {
        let fix = |ortho: Value| {
            unknown(&json!({"all": false, "nodes": ["warp"], "sub_recipes": {"ortho": ortho}}))["fix"].clone()
        };
        let remove = json!({"op": "remove", "path": "/nodes/0"});
        assert_eq!(fix(json!({"all": true})), json!([remove]));
        assert_eq!(
            fix(json!({"all": false, "nodes": ["warp"]})),
            json!([remove])
        );
        let add = json!({"op": "add", "path": "/sub_recipes/ortho/nodes/-", "value": "warp"});
        assert_eq!(
            fix(json!({"all": false, "nodes": ["clip"]})),
            json!([remove, add])
        );
        let add = json!({"op": "add", "path": "/sub_recipes/ortho/nodes", "value": ["warp"]});
        assert_eq!(fix(json!({"all": false})), json!([remove, add]));
    }

    #[test]
    fn forced_nodes_of_an_inner_sub_recipe_move_with_their_inside() {
        let problem = unknown(&json!({"all": false, "sub_recipes": {"clip": {"all": true}}}));
        assert_eq!(
            problem["description"],
            "The recipe has no node \"clip\" itself, but a sub-recipe of it has. Name it in \
             \"sub_recipes.ortho.sub_recipes\"."
        );
        let fix = json!([
            {"op": "add", "path": "/sub_recipes/ortho", "value": {"all": false, "sub_recipes": {}}},
            {"op": "move", "from": "/sub_recipes/clip", "path": "/sub_recipes/ortho/sub_recipes/clip"},
        ]);
        assert_eq!(problem["fix"], fix);
    }

    #[test]
    fn one_of_several_places_is_for_the_user_to_choose() {
        let more = json!({"again": node("recipe", "clipper")});
        let forced = json!({"all": false, "nodes": ["cut"]});
        let problem = unknown_in(&forced, &more).unwrap();
        assert_eq!(
            problem["params"]["places"],
            json!([["again"], ["ortho", "clip"]])
        );
        assert_eq!(problem["fix"], Value::Null);

        let not_known = json!({"again": node("recipe", "unheard-of")});
        let problem = unknown_in(&forced, &not_known).unwrap();
        assert_eq!(problem["params"]["places"], json!([["ortho", "clip"]]));
        assert_eq!(problem["fix"], Value::Null, "it may be there, too");
    }

    #[test]
    fn types_that_contain_themselves_or_multiply_end() {
        let twice = |name: &str| json!({"a": node("recipe", name), "b": node("recipe", name)});
        let mut types: Vec<Value> = (0..60)
            .map(|number| {
                let definition = json!({"nodes": twice(&format!("type-{}", (number + 1) % 60))});
                json!({"name": format!("type-{number}"), "revision_num": 1, "definition": definition})
            })
            .collect();
        types[59]["definition"]["nodes"]["last"] = node("job", "j");
        let problems = check_forced_nodes(
            &ForcedNodes::nodes(["last"]),
            &serde_json::from_value(json!({"nodes": twice("type-0")})).unwrap(),
            &serde_json::from_value(types.into()).unwrap(),
        );
        let places = problems[0].params["places"].as_array().unwrap();
        assert_eq!(places[0].as_array().map(Vec::len), Some(60));
        assert_eq!(problems[0].fix, []);
    }
}
