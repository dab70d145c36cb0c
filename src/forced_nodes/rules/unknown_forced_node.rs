//! ## UNKNOWN_FORCED_NODE
//!
//! A forced node is not in the recipe.
//!
//! **Cause.** The name is misspelt, or the node is in another revision. Where more is known, `params.because` says it: it is the name of a job type or a recipe type (`JOB_TYPE`, `RECIPE_TYPE`), which `params.nodes` run, or of a node inside a sub-recipe (`IN_SUB_RECIPE`). Where the nodes are inside sub-recipes, `params.places` has the recipe nodes that lead to each.
//!
//! **Example.** `normaliseForcedNodes` returns it for
//!
//! ```json
//! {"forced_nodes": {"all": false, "nodes": ["prase"]},
//!  "definition": {"nodes": {"parse": {"dependencies": [], "input": {},
//!    "node_type": {"node_type": "job", "job_type_name": "parser", "job_type_version": "1.0", "job_type_revision": 1}}}}}
//! ```
//!
//! **Remedy.** Use the name of a node of the recipe; the nearest one is suggested. A node inside a sub-recipe goes into `sub_recipes`, under the name of the recipe node. Where one edit surely does that, `fix` holds it.

use crate::documents::NodeKind;
use crate::forced_nodes::inside::Found;
use crate::forced_nodes::meant::Meaning;
use crate::forced_nodes::named::Named;
use crate::problem::catalogue::UnknownForcedNode;
use crate::problem::causes::NamedInstead;
use crate::problem::{PatchOperation, Problem};

/// The problem of a name that no node of the recipe has, and that is `meaning`.
pub(in crate::forced_nodes) fn unknown_forced_node(
    named: &Named<'_>,
    meaning: Meaning<'_, '_>,
) -> Problem {
    let (mut suggestion, mut fix) = (None, Vec::new());
    let because = match meaning {
        Meaning::Type {
            kind,
            nodes,
            is_only,
        } => {
            if let [node] = nodes {
                suggestion = Some(*node);
                if is_only {
                    fix = named.renamed(node, kind);
                }
            }
            Some(of_type(kind, nodes))
        }
        Meaning::Inside(found) => {
            fix = moved(named, &found);
            Some(NamedInstead::InSubRecipe {
                field: named.field(found.kind),
                places: found.places,
            })
        }
        Meaning::TypeInside(found) => {
            fix = moved(named, &found);
            Some(of_type_inside(named.field(found.kind), found))
        }
        Meaning::Unheard(nearest) => {
            suggestion = nearest;
            None
        }
    };
    let problem = UnknownForcedNode {
        node: named.name,
        suggestion,
        because,
    };
    let mut problem = problem.problem().at(named.path());
    problem.fix = fix;
    problem
}

/// That it is the type that nodes of the recipe run.
fn of_type<'n>(kind: NodeKind, all: &'n [&'n str]) -> NamedInstead<'n> {
    /// So many are listed for every name: more would help nobody.
    const MOST: usize = 100;
    let nodes = all.iter().copied().take(MOST).collect();
    match kind {
        NodeKind::Recipe => NamedInstead::RecipeType { nodes, all },
        NodeKind::Job | NodeKind::Condition => NamedInstead::JobType { nodes, all },
    }
}

/// That it is the type that nodes inside sub-recipes run, which are named in `field`.
fn of_type_inside<'n>(field: &'n str, found: Found<'n>) -> NamedInstead<'n> {
    let Found { nodes, places, .. } = found;
    match found.kind {
        NodeKind::Recipe => NamedInstead::RecipeTypeInside {
            nodes,
            places,
            field,
        },
        NodeKind::Job | NodeKind::Condition => NamedInstead::JobTypeInside {
            nodes,
            places,
            field,
        },
    }
}

/// The edit that names the node at its place, where there is surely no other.
fn moved(named: &Named<'_>, found: &Found<'_>) -> Vec<PatchOperation> {
    match found.only() {
        Some((node, place)) => named.moved(node, place, named.field(found.kind)),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::forced_nodes::testing::{job_node, recipe_node, warnings_inside};

    /// The problem of an unknown node, when `forced` is forced in a recipe that parses with one job type, tiles twice
    /// with another, and has the sub-recipe `ortho` with `clip` inside.
    fn unknown_in(forced: &Value, more: &Value) -> Option<Value> {
        let mut nodes = json!({
            "parse": job_node("parser"),
            "tile-1": job_node("tiler"),
            "tile-2": job_node("tiler"),
            "ortho": recipe_node("orthorectify"),
        });
        if let (Value::Object(nodes), Value::Object(more)) = (&mut nodes, more) {
            nodes.extend(more.clone());
        }
        let types = json!([
            {"name": "orthorectify", "revision_num": 1, "definition": {"nodes": {
                "warp": job_node("warper"), "clip": recipe_node("clipper")}}},
            {"name": "clipper", "revision_num": 1, "definition": {"nodes": {"cut": job_node("cutter")}}},
        ]);
        let problems = warnings_inside(forced, &nodes, &types);
        let mut problems = problems.as_array().unwrap().iter();
        problems
            .find(|problem| problem["name"] == "UNKNOWN_FORCED_NODE")
            .cloned()
    }

    fn unknown(forced: &Value) -> Value {
        unknown_in(forced, &json!({})).unwrap()
    }

    #[test]
    fn the_nearest_node_is_suggested_for_a_name_that_is_nothing_known() {
        let near = unknown(&json!({"all": false, "nodes": ["prase"]}));
        assert_eq!(
            near,
            json!({
                "name": "UNKNOWN_FORCED_NODE",
                "path": "/nodes/0",
                "description": "The recipe has no node \"prase\". Did you mean \"parse\"?",
                "params": {"node": "prase", "suggestion": "parse"},
            })
        );
        let far = unknown(&json!({"all": false, "sub_recipes": {"nobody": {"all": true}}}));
        assert_eq!(far["path"], "/sub_recipes/nobody");
        assert_eq!(far["description"], "The recipe has no node \"nobody\".");
        assert_eq!(far["params"], json!({"node": "nobody"}));
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
        let more = json!({"again": job_node("warp")});
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
            json!({"node": "cut", "because": "IN_SUB_RECIPE", "places": [["ortho", "clip"]], "field": "nodes"})
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
            json!({"node": "cutter", "because": "JOB_TYPE", "nodes": ["cut"], "places": [["ortho", "clip"]], "field": "nodes"})
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

        let more = json!({"again": recipe_node("clipper")});
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
        let more = json!({"again": recipe_node("clipper")});
        let forced = json!({"all": false, "nodes": ["cut"]});
        let problem = unknown_in(&forced, &more).unwrap();
        assert_eq!(
            problem["params"]["places"],
            json!([["again"], ["ortho", "clip"]])
        );
        assert_eq!(problem["fix"], Value::Null);

        let not_known = json!({"again": recipe_node("unheard-of")});
        let problem = unknown_in(&forced, &not_known).unwrap();
        assert_eq!(problem["params"]["places"], json!([["ortho", "clip"]]));
        assert_eq!(problem["fix"], Value::Null, "it may be there, too");
    }

    #[test]
    fn types_that_contain_themselves_or_multiply_end() {
        let twice = |name: &str| json!({"a": recipe_node(name), "b": recipe_node(name)});
        let mut types: Vec<Value> = (0..60)
            .map(|number| {
                let definition = json!({"nodes": twice(&format!("type-{}", (number + 1) % 60))});
                json!({"name": format!("type-{number}"), "revision_num": 1, "definition": definition})
            })
            .collect();
        types[59]["definition"]["nodes"]["last"] = job_node("j");
        let forced = json!({"all": false, "nodes": ["last"]});
        let problems = warnings_inside(&forced, &twice("type-0"), &types.into());
        let places = problems[0]["params"]["places"].as_array().unwrap();
        assert_eq!(places[0].as_array().map(Vec::len), Some(60));
        assert_eq!(problems[0]["fix"], Value::Null);
    }
}
