//! The diff that a request for a batch amounts to.

use super::Context;
use super::case::{Case, PreviousBatch};
use super::context::{Need, NoDefinition, Part};
use super::rules::{mismatched_recipe_type_id, prev_batch_not_found};
use crate::diff::RecipeDiff;
use crate::documents::{BatchService, PartialRequest};
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName};
use crate::read::tree::Tree;
use crate::read::{At, Collector, Limits};

/// A request of which the diff is asked.
pub(crate) struct DiffedRequest {
    request: PartialRequest,
    /// Where its structure is broken.
    broken: Vec<String>,
    /// What is wrong with its structure.
    errors: Vec<Problem>,
}

impl DiffedRequest {
    pub(crate) fn read(tree: &Tree<'_>, limits: &Limits) -> Self {
        let mut collector = Collector::new(limits);
        let at = At::root(tree, ProblemName::InvalidRequest);
        let request = PartialRequest::read(at, BatchService::Validate, &mut collector);
        DiffedRequest {
            request: request.unwrap_or_default(),
            broken: collector.error_paths(),
            errors: collector.finish(tree).0,
        }
    }

    /// The diff that the request amounts to; see [`diff`].
    pub(crate) fn diff<'a>(&'a self, context: &'a Context) -> Result<RecipeDiff<'a>, Vec<Problem>> {
        diff(
            &Case::new(&self.request, context, self.broken.clone()),
            &self.errors,
        )
    }
}

/// Compares what the previous batch ran with what the batch will run, or returns what prevents it. A request without a
/// previous batch compares the recipe type with itself: only what is forced runs. `errors` are those of the request.
pub(super) fn diff<'a>(
    case: &Case<'a>,
    errors: &[Problem],
) -> Result<RecipeDiff<'a>, Vec<Problem>> {
    let context = case.context;
    let sound = case.sound_recipe_type();
    let Some(current) = sound.and_then(|_| context.sound_definition()) else {
        let broken = context.problems(Part::RecipeType);
        return Err(match broken {
            [] if context.recipe_type().is_none() => {
                vec![missing(&case.need(Part::RecipeType))]
            }
            [] => match mismatched_recipe_type_id::mismatched(case) {
                Some(problem) => vec![problem],
                // Which recipe type it is of, the request does not tell, and that is wrong with it.
                None => errors.to_vec(),
            },
            problems => problems.to_vec(),
        });
    };
    let previous = match case.previous_batch() {
        PreviousBatch::NotWanted => context.ran_itself(current),
        PreviousBatch::NotFound => return Err(vec![prev_batch_not_found::not_found(case)]),
        PreviousBatch::Undecided => return Err(vec![missing(&case.need(Part::Batches))]),
        PreviousBatch::Found(found) => match context.ran_definition(&found) {
            Ok(previous) => previous,
            Err(NoDefinition::Broken(problems)) => return Err(problems),
            Err(NoDefinition::Missing(need)) => return Err(vec![missing(&need)]),
        },
    };
    let forced_nodes = case.forced_nodes().map(|(forced_nodes, _)| forced_nodes);
    Ok(previous.diff(current, forced_nodes))
}

fn missing(need: &Need) -> Problem {
    let part = need.part.name();
    let which = match &need.wanted {
        Some(wanted) => format!(" ({wanted})"),
        None => String::new(),
    };
    let mistake = Mistake::MissingDocument {
        needs: part,
        // A document is named by a few strings and numbers, which are always JSON.
        wanted: need
            .wanted
            .as_ref()
            .map(|wanted| serde_json::to_value(wanted).unwrap_or_default()),
        said: format!(
            "The context lacks \"{part}\"{which}, without which there is nothing to compare."
        ),
    };
    structural(ProblemName::InvalidRequest, None, mistake)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// The errors of a request for a recipe type with this id.
    fn errors(recipe_type_id: &Value) -> Value {
        let input = json!({
            "request": {"recipe_type_id": recipe_type_id, "definition": {"dataset": 1}},
            "context": {"recipe_type": {"id": 208, "definition": {}}},
        });
        let result: Value =
            serde_json::from_str(&call("diffBatch", &input.to_string(), "")).unwrap();
        result["errors"].clone()
    }

    #[test]
    fn what_is_wrong_with_the_recipe_type_of_the_request_is_told() {
        let another = errors(&json!(209));
        assert_eq!(another[0]["name"], "MISMATCHED_RECIPE_TYPE_ID");
        assert_eq!(another[0]["params"], json!({"found": 209, "expected": 208}));
        let broken = errors(&json!("208"));
        assert_eq!(broken[0]["name"], "INVALID_REQUEST");
        assert_eq!(broken[0]["path"], "/recipe_type_id");
        assert_eq!(errors(&json!(208)), Value::Null, "there is a diff");
    }

    #[test]
    fn a_held_context_keeps_only_what_no_request_and_no_update_changes() {
        let job = |revision: i64| json!({"node_type": "job", "job_type_name": "a", "job_type_version": "1", "job_type_revision": revision});
        let definition = |revision: i64| {
            let below = json!([{"name": "a"}]);
            json!({"nodes": {
                "a": {"dependencies": [], "input": {}, "node_type": job(revision)},
                "b": {"dependencies": below, "input": {}, "node_type": job(1)},
                "c": {"dependencies": below, "input": {}, "node_type": job(1)}}})
        };
        let ran = |revision: i64| json!({"id": 104, "recipe_type_rev": {"definition": definition(revision)}});
        let call = |function: &str, input: &Value| -> Value {
            serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
        };
        let recipe_type = json!({"id": 208, "definition": definition(1)});
        let mut context = json!({"recipe_type": recipe_type, "previous_batch": ran(1)});
        let held = call("holdContext", &json!({"context": context}))["held"].take();
        let batch =
            |forced: &[&str]| json!({"root_batch_id": 104, "forced_nodes": {"nodes": forced}});
        for revision in [1, 2, 1] {
            context["previous_batch"] = ran(revision);
            let update = json!({"previous_batch": ran(revision)});
            call("updateContext", &json!({"held": held, "context": update}));
            for definition in [
                json!({"previous_batch": batch(&["b"])}),
                json!({"previous_batch": batch(&["c"])}),
                json!({"previous_batch": batch(&[])}),
                json!({"dataset": 1}),
            ] {
                let request = json!({"recipe_type_id": 208, "definition": definition});
                let with_held = call("diffBatch", &json!({"request": request, "held": held}));
                let with_new = call(
                    "diffBatch",
                    &json!({"request": request, "context": context}),
                );
                assert_eq!(with_held, with_new);
                let is_changed = with_held["diff"]["nodes"]["b"]["status"] == "CHANGED";
                let compares = request["definition"].get("dataset").is_none();
                assert_eq!(is_changed, revision == 2 && compares);
            }
        }
    }
}
