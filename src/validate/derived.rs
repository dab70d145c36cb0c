//! What follows from a context alone: found when it is first needed, and kept for the requests after.
//!
//! A keystroke changes the request, not the recipe. Without this every one of them would walk the whole recipe.

use std::sync::OnceLock;

use super::Context;
use super::case::FoundBatch;
use crate::diff::{RecipeDiff, Sound};
use crate::documents::{DiffReason, KnownType, KnownTypes, NodeKind, NodeStatus, SubRecipeTypes};
use crate::recipe::graph::Graph;
use crate::sorted::{sort, sort_by_key};

/// What was found so far; it depends on nothing but the documents, so that two contexts are the same without it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Derived {
    recipe_nodes: OnceLock<Vec<String>>,
    revisions: OnceLock<SubRecipeTypes>,
    known_types: OnceLock<KnownTypes>,
    graph: OnceLock<Option<Graph<'static>>>,
    of_batches: Vec<FromBatch>,
    of_previous_batch: FromBatch,
}

/// What follows from a batch and the recipe type.
#[derive(Debug, Clone, Default)]
struct FromBatch {
    graph: OnceLock<Option<Graph<'static>>>,
    unforced: OnceLock<Option<Unforced>>,
}

/// What the diff with a previous batch says, whatever is forced.
#[derive(Debug, Clone)]
pub(crate) struct Unforced {
    /// Why its recipes cannot be re-processed.
    pub(crate) reasons: Vec<DiffReason>,
    /// Whether every node is as it was.
    pub(crate) is_unchanged: bool,
}

impl PartialEq for Derived {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Derived {
    /// Nothing is found yet, of a context with so many batches.
    pub(super) fn new(batches: usize) -> Self {
        Derived {
            of_batches: vec![FromBatch::default(); batches],
            ..Derived::default()
        }
    }

    /// The revisions of all parts together.
    pub(super) fn revisions(&self, all: impl FnOnce() -> SubRecipeTypes) -> &SubRecipeTypes {
        self.revisions.get_or_init(all)
    }
}

impl Context {
    /// What the documents together say of recipe types, whichever their revisions.
    pub(crate) fn known_types(&self) -> &KnownTypes {
        self.derived.known_types.get_or_init(|| {
            let summaries = self.recipe_type_summaries();
            let of_summaries = summaries.filter_map(|summary| {
                let known = KnownType {
                    is_active: summary.is_active,
                    latest: summary.revision_num,
                };
                Some((summary.name.clone()?, known))
            });
            let revisions = self.revisions().into_iter().flat_map(SubRecipeTypes::iter);
            let of_revisions = revisions.map(|(name, revision_num, _)| {
                let known = KnownType {
                    is_active: None,
                    latest: Some(revision_num),
                };
                (name.to_owned(), known)
            });
            of_summaries.chain(of_revisions).collect()
        })
    }

    /// The names of the recipe nodes of the recipe type, in the order of the document.
    pub(crate) fn recipe_nodes(&self) -> &[String] {
        self.derived.recipe_nodes.get_or_init(|| {
            let Some(recipe_type) = self.sound_recipe_type() else {
                return Vec::new();
            };
            let order = recipe_type.document_order.iter().map(String::as_str);
            let mut places: Vec<(&str, usize)> = order.zip(0..).collect();
            sort(&mut places);
            let nodes = recipe_type.definition.nodes.iter();
            let mut names: Vec<String> = nodes
                .filter(|(_, node)| node.node_type.kind() == NodeKind::Recipe)
                .map(|(name, _)| name.clone())
                .collect();
            sort_by_key(&mut names, |name| {
                let found = places.binary_search_by(|(found, _)| (*found).cmp(name));
                found
                    .ok()
                    .and_then(|found| places.get(found))
                    .map(|(_, place)| *place)
            });
            names
        })
    }

    /// The definition of the recipe type with its graph; `None` where it cannot be relied on.
    pub(crate) fn sound_definition(&self) -> Option<Sound<'_, '_>> {
        let definition = &self.sound_recipe_type()?.definition;
        let graph = self.derived.graph.get_or_init(|| {
            let graph = Graph::new(definition).ok()?;
            Some(graph.into_owned())
        });
        let graph = graph.as_ref()?;
        Some(Sound { definition, graph })
    }

    /// The definition that a previous batch ran, with its graph; `None` where it is not known.
    ///
    /// Whether anything is wrong with it is for the caller to ask.
    pub(super) fn previous_definition(&self, found: &FoundBatch<'_>) -> Option<Sound<'_, '_>> {
        let (batch, kept) = match found.index {
            Some(index) => (
                self.batches()?.get(index)?,
                self.derived.of_batches.get(index)?,
            ),
            None => (self.previous_batch()?, &self.derived.of_previous_batch),
        };
        let definition = batch.recipe_type_rev.as_ref()?.definition.as_ref()?;
        let graph = kept.graph.get_or_init(|| {
            let graph = Graph::new(definition).ok()?;
            Some(graph.into_owned())
        });
        let graph = graph.as_ref()?;
        Some(Sound { definition, graph })
    }

    /// What the diff with a previous batch says, whatever is forced; both definitions are sound.
    pub(super) fn unforced(&self, found: &FoundBatch<'_>) -> Option<&Unforced> {
        let kept = match found.index {
            Some(index) => self.derived.of_batches.get(index)?,
            None => &self.derived.of_previous_batch,
        };
        let unforced = kept.unforced.get_or_init(|| {
            let previous = self.previous_definition(found)?;
            let diff = RecipeDiff::between_sound(previous, self.sound_definition()?, None);
            Some(Unforced {
                reasons: diff.reasons().to_vec(),
                is_unchanged: diff
                    .nodes()
                    .all(|node| node.status() == NodeStatus::Unchanged),
            })
        });
        unforced.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::json::call;

    fn run(function: &str, input: &Value) -> Value {
        serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
    }

    fn recipe(revision: i64) -> Value {
        let job = |name: &str| json!({"node_type": "job", "job_type_name": name, "job_type_version": "1.0", "job_type_revision": 1});
        let mut nodes = json!({
            "parse": {"dependencies": [], "input": {}, "node_type": job("parse")},
            "report": {"dependencies": [{"name": "parse"}], "input": {}, "node_type": job("report")},
        });
        nodes["parse"]["node_type"]["job_type_revision"] = revision.into();
        json!({ "nodes": nodes })
    }

    fn batch(id: i64, revision: i64) -> Value {
        json!({"id": id, "root_batch": {"id": id}, "recipe_type": {"id": 1}, "is_creation_done": true,
            "recipes_total": 1, "recipe_type_rev": {"definition": recipe(revision)}})
    }

    fn names(report: &Value) -> Vec<&str> {
        let warnings = report["warnings"].as_array().unwrap().iter();
        warnings
            .map(|warning| warning["name"].as_str().unwrap())
            .collect()
    }

    #[test]
    fn what_was_found_is_forgotten_with_its_document() {
        let context = json!({"recipe_type": {"id": 1, "definition": recipe(1)}, "batches": [batch(7, 1), batch(8, 2)]});
        let held = run("holdContext", &json!({ "context": context }))["held"].clone();
        let validate = |root: i64| {
            let definition = json!({"previous_batch": {"root_batch_id": root}});
            let request = json!({"recipe_type_id": 1, "definition": definition});
            run("validateBatch", &json!({"held": held, "request": request}))
        };
        let status =
            |report: &Value| report["prev_batch"]["diff"]["nodes"]["report"]["status"].clone();
        for _ in 0..2 {
            assert_eq!(names(&validate(7)), ["NOTHING_TO_REPROCESS"]);
            assert_eq!(names(&validate(8)), [""; 0], "each batch has its own diff");
        }
        let newer = json!({"recipe_type": {"id": 1, "definition": recipe(2)}});
        run("updateContext", &json!({"held": held, "context": newer}));
        assert_eq!(names(&validate(7)), [""; 0]);
        assert_eq!(status(&validate(7)), "CHANGED");
        assert_eq!(names(&validate(8)), ["NOTHING_TO_REPROCESS"]);
        assert_eq!(status(&validate(8)), "UNCHANGED");
        let newer = json!({ "batches": [batch(7, 2)] });
        run("updateContext", &json!({"held": held, "context": newer}));
        assert_eq!(names(&validate(7)), ["NOTHING_TO_REPROCESS"]);
        run("releaseContext", &json!({ "held": held }));
    }

    #[test]
    fn a_report_without_its_diff_is_otherwise_the_same() {
        let cases = include_str!("../../tests/data/batch-validate.jsonl").lines();
        let mut diffs = 0;
        for case in cases {
            let case: Value = serde_json::from_str(case).unwrap();
            let input = &case["input"];
            let request = json!({"recipe_type_id": input["recipe_type"]["id"], "definition": input["definition"],
                "configuration": input["configuration"]});
            let types = input["sub_recipe_types"].as_object();
            let types: Vec<&Value> = types.map_or_else(Vec::new, |types| types.values().collect());
            let context = json!({"recipe_type": input["recipe_type"], "dataset": input["dataset"],
                "previous_batch": input["previous_batch"], "sub_recipe_types": types});
            let mut call = json!({"request": request, "context": context});
            let mut whole = run("validateBatch", &call);
            call["diff"] = false.into();
            let without = run("validateBatch", &call);
            if let Some(diff) = whole.pointer_mut("/prev_batch/diff") {
                diffs += usize::from(!diff.take().is_null());
            }
            assert_eq!(without, whole, "{}", case["id"]);
        }
        assert!(diffs > 20, "only {diffs} reports had a diff");
        let wrong = run("validateBatch", &json!({"request": {}, "diff": "no"}));
        assert_eq!(wrong["errors"][0]["path"], "/diff");
    }
}
