//! Comparing two recipe definitions, explaining and drawing what is different.

use std::sync::Arc;

use serde::Serialize;

use crate::diff::{Explanation, Layout, RecipeDiff, SubRecipeDiff, SubRecipeDiffs};
use crate::documents::{
    ForcedNodes, RecipeDiffDocument, ServedDefinition, SubRecipeTypes, ValidationResponse,
};
use crate::edge::call::{Call, KnownRevisions, Returned, Stopped, Written};
use crate::edge::inputs::{Part, about};
use crate::edge::takes::inputs;
use crate::problem::catalogue::UnknownNode;
use crate::problem::causes::NodeNamed;
use crate::problem::structural::{Mistake, structural};
use crate::problem::{Problem, ProblemName};
use crate::read::suggestion::nearest;
use crate::read::{At, Collector, Read};
use crate::sorted::SortedMap;
use crate::text::{self, Style};
use crate::validate::{Context, DiffedRequest};

inputs! {
    /// Two definitions to compare, each on its own or as the API serves it.
    DefinitionsInput {
        /// The definition that ran before.
        previous: "DocumentOrText<RecipeDefinition | WithDefinition>",
        /// The definition that is to run.
        current: "DocumentOrText<RecipeDefinition | WithDefinition>",
    }

    /// A diff by the server.
    DiffInput {
        /// The diff, or a validation response that has one. What only the definitions contain, such as old and new
        /// values, is null in an explanation.
        diff: "DocumentOrText<RecipeDiff | ValidationResponse | object>",
    }

    /// What can accompany the definitions or the diff.
    DiffOptions: KnownRevisions {
        /// What is to run again though nothing about it changed.
        forced_nodes: optional "DocumentOrText<ForcedNodes>",
    }

    /// What is explained.
    NodeInput {
        /// The name of the node.
        node: "string",
    }

    /// How a diff is drawn.
    FormatInput {
        /// As Mermaid or DOT, as a tree for a terminal, or as nodes and edges with their places.
        format: "\"mermaid\" | \"dot\" | \"text\" | \"layout\"",
    }
}

/// What a diff is made of, and what is known beside it.
enum Subject {
    /// Two definitions.
    Definitions {
        previous: ServedDefinition,
        current: ServedDefinition,
        beside: Beside,
    },
    /// A diff that a document tells.
    Told {
        document: Box<RecipeDiffDocument>,
        beside: Beside,
    },
    /// A request for a batch: the diff between what the previous batch ran and what the batch will run. Without a
    /// previous batch nothing changed, and what is forced runs.
    Request {
        request: DiffedRequest,
        context: Arc<Context>,
    },
}

/// What stands beside two definitions, or beside a diff.
struct Beside {
    forced_nodes: Option<ForcedNodes>,
    revisions: Option<SubRecipeTypes>,
}

impl Subject {
    /// Reads all documents; stops with the errors of all of them when any is broken.
    fn read(call: &mut Call<'_>) -> Returned<Self> {
        if call.part("request").is_some() {
            return Subject::of_request(call);
        }
        if let Some(part) = call.part("diff") {
            refuse_definitions(call)?;
            let told = part.read::<DiffOrValidation>();
            let told = call.take(told);
            if matches!(told, Some(DiffOrValidation(None))) {
                let said = "There is no diff in it: without a previous batch, or with an error, the server makes none.";
                let mistake = Mistake::NoDiff {
                    said: said.to_owned(),
                };
                call.fail(
                    "diff",
                    vec![structural(ProblemName::InvalidResponse, None, mistake)],
                );
            }
            let beside = Beside::read(call);
            let document = told.and_then(|DiffOrValidation(document)| document);
            call.go_on()?;
            let document = Box::new(document.ok_or_else(Stopped::default)?);
            return Ok(Subject::Told { document, beside });
        }
        let previous = call.required::<ServedDefinition>("previous")?;
        let current = call.required::<ServedDefinition>("current")?;
        let beside = Beside::read(call);
        call.go_on()?;
        let (previous, current) = previous.zip(current).ok_or_else(Stopped::default)?;
        Ok(Subject::Definitions {
            previous,
            current,
            beside,
        })
    }

    /// Takes the documents from the context of a request.
    fn of_request(call: &Call<'_>) -> Returned<Self> {
        let part = call.main_part()?;
        let (context, mut errors) = call.context()?;
        let request = match part.tree() {
            Ok(tree) => DiffedRequest::read(&tree, &call.limits()),
            Err(unreadable) => {
                let text = part.text_with_positions();
                errors.insert(
                    0,
                    unreadable.into_problem(ProblemName::InvalidRequest, text),
                );
                return Err(errors.into());
            }
        };
        if !errors.is_empty() {
            return Err(errors.into());
        }
        Ok(Subject::Request { request, context })
    }

    fn diff(&self) -> Returned<RecipeDiff<'_>> {
        Ok(match self {
            Subject::Definitions {
                previous,
                current,
                beside,
            } => {
                let (before, now) = (&previous.definition, &current.definition);
                let forced_nodes = beside.forced_nodes.as_ref();
                RecipeDiff::between(before, now, forced_nodes).map_err(|problems| {
                    let problems = problems.into_vec().into_iter();
                    let placed = problems.map(|problem| match problem.document.as_deref() {
                        Some("previous") => problem.below(previous.place),
                        _ => problem.below(current.place),
                    });
                    Stopped::from(placed.collect::<Vec<_>>())
                })?
            }
            Subject::Told { document, beside } => {
                let forced_nodes = beside.forced_nodes.as_ref();
                RecipeDiff::of_document(document, forced_nodes)
                    .map_err(|problems| Stopped::from(about("diff", problems.into_vec())))?
            }
            Subject::Request { request, context } => request.diff(context)?,
        })
    }

    fn revisions(&self) -> Option<&SubRecipeTypes> {
        match self {
            Subject::Definitions { beside, .. } | Subject::Told { beside, .. } => {
                beside.revisions.as_ref()
            }
            Subject::Request { context, .. } => context.revisions(),
        }
    }
}

impl<'s> Subject {
    /// What happens inside recipe nodes, where their types are known.
    fn inside(
        &'s self,
        diff: &RecipeDiff<'s>,
        call: &Call<'_>,
    ) -> Returned<Option<SubRecipeDiffs<'s>>> {
        let Some(types) = self.revisions() else {
            return Ok(None);
        };
        match diff.sub_recipes_until(&call.limits(), types) {
            (inside, None) => Ok(Some(inside)),
            (_, Some(exceeded)) => Err(exceeded.into()),
        }
    }
}

impl Beside {
    fn read(call: &mut Call<'_>) -> Self {
        let forced_nodes = call.optional("forced_nodes");
        let revisions = call.optional("revisions");
        let older_name = "sub_recipe_types";
        let sub_recipe_types = call.optional::<SubRecipeTypes>(older_name);
        let sub_recipe_types = sub_recipe_types.map(|types| types.given_as(older_name));
        Beside {
            forced_nodes,
            revisions: SubRecipeTypes::of_either(revisions, sub_recipe_types),
        }
    }
}

/// A diff that a document tells needs no definitions.
fn refuse_definitions(call: &Call<'_>) -> Result<(), Problem> {
    let mut given = ["previous", "current"]
        .into_iter()
        .filter_map(|name| call.part(name));
    let Some(beside) = given.next() else {
        return Ok(());
    };
    let name = beside.name();
    let mistake = Mistake::UnknownField {
        allowed: None,
        suggestion: None,
        said: format!(
            "A diff needs no definitions: give \"diff\", or \"previous\" and \"current\", not \"{name}\" beside \"diff\"."
        ),
    };
    let problem = structural(ProblemName::InvalidRequest, Some(name), mistake);
    Err(beside.tagged(problem))
}

/// A diff document, `{}` for "no diff", or a validation response that has one.
struct DiffOrValidation(Option<RecipeDiffDocument>);

impl Read for DiffOrValidation {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        if !at.has_field("is_valid") {
            return Option::<RecipeDiffDocument>::read(at, collector).map(DiffOrValidation);
        }
        let validation = ValidationResponse::read(at, collector)?;
        let previous = validation.prev_batch;
        Some(DiffOrValidation(previous.and_then(|batch| batch.diff)))
    }
}

/// The result of `diffRecipes`: the API's diff, and beside it what a re-processing does.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "The diff of two recipe definitions, and what a re-processing does.",)
)]
pub(crate) struct RecipeDiffReport<'r> {
    #[serde(flatten)]
    view: View<'r>,
    /// What happens inside recipe nodes; only where the types of sub-recipes were given.
    #[serde(flatten)]
    sub_recipes: Option<SubRecipes<'r>>,
    /// What is questionable in the documents.
    warnings: Vec<Problem>,
    /// The diff as a tree for people, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// A diff and its sets.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct View<'r> {
    /// The diff as the API has it.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::documents::RecipeDiffDocument")
    )]
    diff: &'r RecipeDiff<'r>,
    /// The nodes that are copied, sorted.
    copy: Vec<&'r str>,
    /// The nodes whose previous results are superseded, sorted.
    supersede: Vec<&'r str>,
    /// The nodes whose previous results are unpublished, sorted.
    unpublish: Vec<&'r str>,
    /// The recipe nodes in which everything is superseded, sorted.
    recursively_supersede: Vec<&'r str>,
    /// What is forced inside each recipe node, if anything.
    forced_inside: SortedMap<&'r str, Option<&'r ForcedNodes>>,
    /// What happens, in a sentence or two.
    summary: String,
}

impl<'r> View<'r> {
    fn new(diff: &'r RecipeDiff<'r>) -> Self {
        View {
            copy: diff.copied().collect(),
            supersede: diff.superseded().collect(),
            unpublish: diff.unpublished().collect(),
            recursively_supersede: diff.recursively_superseded().collect(),
            forced_inside: diff.forced_inside().collect(),
            summary: diff.summary(),
            diff,
        }
    }
}

/// What happens inside recipe nodes, at every depth.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(
    clippy::struct_field_names,
    reason = "the names of the result's fields"
)]
struct SubRecipes<'r> {
    /// By recipe node that runs again: the number of its diff in `sub_recipes`.
    inside: &'r SortedMap<&'r str, usize>,
    /// The diffs inside recipe nodes; nodes that run the same share one.
    sub_recipes: Vec<SubRecipe<'r>>,
    /// The revisions that are needed, but were not given.
    unknown_sub_recipes: Vec<UnknownRevision<'r>>,
    /// What is wrong with revisions that were given.
    sub_recipe_errors: &'r [Problem],
}

/// A revision of a recipe type by its name and number.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct UnknownRevision<'r> {
    /// The name of the recipe type.
    name: &'r str,
    /// The number of the revision.
    revision_num: i64,
}

/// What happens inside a recipe node.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SubRecipe<'r> {
    /// The name of the recipe type that runs.
    recipe_type_name: &'r str,
    /// The revision of the recipe type that runs.
    recipe_type_revision: i64,
    /// The name of the recipe type that ran before; absent where everything inside is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    prev_recipe_type_name: Option<&'r str>,
    /// The revision of the recipe type that ran before; absent where everything inside is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    prev_recipe_type_revision: Option<i64>,
    #[serde(flatten)]
    view: View<'r>,
    /// By recipe node inside that runs again: the number of its diff in `sub_recipes`.
    inside: &'r SortedMap<&'r str, usize>,
}

impl<'r> SubRecipes<'r> {
    fn new(all: &'r SubRecipeDiffs<'r>) -> Self {
        let sub_recipe = |inner: &'r SubRecipeDiff<'r>| SubRecipe {
            recipe_type_name: inner.current.0,
            recipe_type_revision: inner.current.1,
            prev_recipe_type_name: inner.previous.map(|(name, _)| name),
            prev_recipe_type_revision: inner.previous.map(|(_, number)| number),
            view: View::new(&inner.diff),
            inside: &inner.inside,
        };
        let unknown = all.unknown.iter();
        SubRecipes {
            inside: &all.inside,
            sub_recipes: all.diffs.iter().map(sub_recipe).collect(),
            unknown_sub_recipes: unknown
                .map(|&(name, revision_num)| UnknownRevision { name, revision_num })
                .collect(),
            sub_recipe_errors: &all.errors,
        }
    }
}

/// `diffRecipes({previous, current, forced_nodes?, revisions?, sub_recipe_types?})`, or `diff` in place of the
/// definitions.
pub(in crate::edge) fn diff_recipes(
    call: &mut Call<'_>,
) -> Returned<Written<RecipeDiffReport<'static>>> {
    let subject = Subject::read(call)?;
    let diff = subject.diff()?;
    let inside = subject.inside(&diff, call)?;
    let (_, warnings) = call.problems();
    let print = call.how_to_print();
    Ok(call.written(&RecipeDiffReport {
        text: print.map(|print| text::diff(&diff, inside.as_ref(), print.style)),
        view: View::new(&diff),
        sub_recipes: inside.as_ref().map(SubRecipes::new),
        warnings,
    }))
}

/// `explainNode({…, node})`.
pub(in crate::edge) fn explain_node(
    call: &mut Call<'_>,
) -> Returned<Written<Explanation<'static>>> {
    let subject = Subject::read(call)?;
    let diff = subject.diff()?;
    let part = call.required_part("node")?;
    let name = part.string()?;
    let explanation = diff
        .explain(name)
        .ok_or_else(|| unknown_node(part, name, &diff))?;
    call.print(|print| text::explanation(&explanation, print.style));
    Ok(call.written(&explanation))
}

/// A diff as text.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::edge) struct TextDrawing {
    /// The drawing.
    text: String,
}

/// A diff as a layout.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(in crate::edge) struct LayoutDrawing<'d> {
    /// Nodes with layer and position, and edges.
    layout: Layout<'d>,
}

/// A diff that is drawn.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
#[serde(untagged)]
pub(in crate::edge) enum Drawing<'d> {
    Text(TextDrawing),
    Layout(LayoutDrawing<'d>),
}

impl Drawing<'_> {
    fn text(text: String) -> Self {
        Drawing::Text(TextDrawing { text })
    }
}

/// How a diff is drawn.
#[derive(Clone, Copy)]
enum Format {
    Mermaid,
    Dot,
    Text,
    Layout,
}

impl Format {
    const ALL: [(&'static str, Format); 4] = [
        ("mermaid", Format::Mermaid),
        ("dot", Format::Dot),
        ("text", Format::Text),
        ("layout", Format::Layout),
    ];
}

/// `drawDiff({…, format})`: `{text}`, or `{layout}`.
pub(in crate::edge) fn draw_diff(call: &mut Call<'_>) -> Returned<Written<Drawing<'static>>> {
    let subject = Subject::read(call)?;
    let diff = subject.diff()?;
    let format = call.required_part("format")?.one_of(&Format::ALL)?;
    let drawing = match format {
        Format::Mermaid => Drawing::text(diff.mermaid()),
        Format::Dot => Drawing::text(diff.dot()),
        Format::Text => {
            let inside = subject.inside(&diff, call)?;
            let print = call.how_to_print();
            let style = print.map_or(Style::Plain, |print| print.style);
            Drawing::text(text::diff(&diff, inside.as_ref(), style))
        }
        Format::Layout => Drawing::Layout(LayoutDrawing {
            layout: diff.layout(),
        }),
    };
    Ok(call.written(&drawing))
}

fn unknown_node(part: &Part<'_>, name: &str, diff: &RecipeDiff<'_>) -> Problem {
    let known = diff.nodes().map(crate::diff::NodeDiff::name);
    let problem = UnknownNode {
        node: name,
        node_type: None,
        suggestion: nearest(name, known),
        named: NodeNamed::InNeitherRevision,
    };
    part.tagged(problem.problem())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn run(function: &str, input: &Value) -> Value {
        serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
    }

    /// The input that a problem is about, and its place there.
    fn place(problem: &Value) -> [&str; 2] {
        assert_eq!(problem["document"], problem["params"]["document"]);
        ["document", "path"].map(|field| problem[field].as_str().unwrap_or_default())
    }

    fn recipe(revision: i64, sub_revision: i64) -> Value {
        json!({"nodes": {
            "parse": {"dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": "parse",
                "job_type_version": "1.0", "job_type_revision": revision}},
            "report": {"dependencies": [{"name": "parse"}], "input": {}, "node_type": {"node_type": "job",
                "job_type_name": "report", "job_type_version": "1.0", "job_type_revision": 1}},
            "sub": {"dependencies": [], "input": {}, "node_type": {"node_type": "recipe",
                "recipe_type_name": "inner", "recipe_type_revision": sub_revision}},
        }})
    }

    #[test]
    fn a_diff_has_its_sets_beside_it() {
        let result = run(
            "diffRecipes",
            &json!({"previous": recipe(1, 1), "current": recipe(2, 1)}),
        );
        assert_eq!(result["copy"], json!(["sub"]));
        assert_eq!(result["supersede"], json!(["parse", "report"]));
        assert_eq!(result["unpublish"], json!([]));
        assert_eq!(result["recursively_supersede"], json!([]));
        assert_eq!(result["forced_inside"], json!({"sub": null}));
        assert_eq!(
            result["summary"],
            "2 of 3 nodes run again (2 changed), 1 is copied."
        );
        assert_eq!(
            result["diff"]["nodes"]["parse"]["node_type"]["prev_job_type_revision"],
            1
        );
        assert_eq!(result["warnings"], json!([]));
        assert_eq!(result.get("inside"), None, "no types were given");
    }

    /// Two revisions of a recipe of so many recipe nodes of one type, the nodes of that type, and in each something
    /// else is forced.
    fn forced_differently(count: usize) -> Value {
        let job = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": "j",
            "job_type_version": "1.0", "job_type_revision": 1}});
        let recipe_node = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "recipe",
            "recipe_type_name": "inner", "recipe_type_revision": 1}});
        let nodes = |node: &Value| -> serde_json::Map<String, Value> {
            (0..count)
                .map(|number| (format!("node {number}"), node.clone()))
                .collect()
        };
        let outer = json!({"nodes": nodes(&recipe_node)});
        let forced = |number: usize| json!({"all": false, "nodes": [format!("node {number}")]});
        let sub_recipes: serde_json::Map<String, Value> = (0..count)
            .map(|number| (format!("node {number}"), forced(number)))
            .collect();
        json!({"previous": outer, "current": outer,
            "revisions": [{"name": "inner", "revision_num": 1, "definition": {"nodes": nodes(&job)}}],
            "forced_nodes": {"all": false, "sub_recipes": sub_recipes}})
    }

    #[test]
    fn nodes_are_not_listed_again_and_again() {
        let mut inputs = forced_differently(5);
        inputs["format"] = json!("text");
        // The five nodes stand twice in the first diff, as before and as now, and the first time is free.
        let repeated = 5 * 2 * 5 - 5;
        for (entries, is_refused) in [(repeated - 1, true), (repeated, false)] {
            inputs["limits"] = json!({"entries": entries});
            for function in ["diffRecipes", "drawDiff"] {
                let mut inputs = inputs.clone();
                if function == "diffRecipes" {
                    inputs.as_object_mut().unwrap().remove("format");
                }
                let result = run(function, &inputs);
                assert_eq!(
                    result["errors"].is_array(),
                    is_refused,
                    "{function} {result}"
                );
                if is_refused {
                    assert_eq!(result["errors"][0]["name"], "LIMIT_EXCEEDED");
                    assert_eq!(result["errors"][0]["params"]["maximum"], entries);
                }
            }
        }
    }

    #[test]
    fn nodes_that_are_forced_alike_share_their_diff() {
        let mut inputs = forced_differently(50);
        inputs["forced_nodes"] = json!({"all": true});
        inputs["limits"] = json!({"entries": 50});
        assert_eq!(
            run("diffRecipes", &inputs)["sub_recipes"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
    }

    #[test]
    fn a_diff_goes_on_inside() {
        let inner = |revision: i64| json!({"name": "inner", "revision_num": revision, "definition": recipe(revision, 7)});
        let result = run(
            "diffRecipes",
            &json!({"previous": recipe(1, 1), "current": recipe(1, 2), "sub_recipe_types": [inner(1), inner(2)],
                "forced_nodes": {"all": false, "sub_recipes": {"sub": {"all": false, "nodes": ["sub"]}}}}),
        );
        assert_eq!(result["inside"], json!({"sub": 0}));
        let sub = &result["sub_recipes"][0];
        assert_eq!(sub["prev_recipe_type_revision"], 1);
        assert_eq!(sub["supersede"], json!(["parse", "report", "sub"]));
        assert_eq!(
            result["unknown_sub_recipes"],
            json!([{"name": "inner", "revision_num": 7}])
        );
    }

    #[test]
    fn a_batch_has_a_diff_too() {
        let previous = json!({"id": 7, "root_batch": {"id": 7}, "recipe_type": {"id": 1},
            "recipe_type_rev": {"definition": recipe(1, 1)}});
        let context =
            json!({"recipe_type": {"id": 1, "definition": recipe(2, 1)}, "batches": [previous]});
        let request = |definition: Value| json!({"recipe_type_id": 1, "definition": definition});
        let chain = request(json!({"previous_batch": {"root_batch_id": 7}}));
        let result = run("diffBatch", &json!({"request": chain, "context": context}));
        assert_eq!(result["supersede"], json!(["parse", "report"]));
        let why = json!({"request": chain, "context": context, "node": "report"});
        assert_eq!(
            run("explainBatchNode", &why)["causes"][0]["cause"],
            "INHERITED_CHANGE"
        );

        let files =
            request(json!({"dataset": 1, "forced_nodes": {"all": false, "nodes": ["report"]}}));
        let result = run("diffBatch", &json!({"request": files, "context": context}));
        assert_eq!(result["supersede"], json!(["report"]));

        let unknown = request(json!({"previous_batch": {"root_batch_id": 8}}));
        let result = run(
            "diffBatch",
            &json!({"request": unknown, "context": context}),
        );
        assert_eq!(result["errors"][0]["name"], "PREV_BATCH_NOT_FOUND");
        let result = run("diffBatch", &json!({"request": chain, "context": {}}));
        assert_eq!(result["errors"][0]["params"]["needs"], "recipe_type");
    }

    #[test]
    fn documents_are_taken_as_they_are_served() {
        let definitions = json!({"previous": recipe(1, 1), "current": recipe(2, 1)});
        let revision = json!({"id": 3, "recipe_type": {"id": 1, "name": "r"}, "revision_num": 1,
            "definition": recipe(1, 1), "created": null});
        let details = json!({"id": 1, "name": "r", "revision_num": 2, "job_types": [], "definition": recipe(2, 1)});
        let served = json!({"previous": revision, "current": details});
        for (function, option, value) in [
            ("diffRecipes", "forced_nodes", json!({"all": false})),
            ("explainNode", "node", json!("report")),
            ("drawDiff", "format", json!("text")),
        ] {
            let [found, expected] = [&served, &definitions].map(|documents| {
                let mut input = documents.clone();
                input[option] = value.clone();
                run(function, &input)
            });
            assert_eq!(found, expected, "{function}");
        }
        // A client's own keys are none of what a person got wrong.
        let mut kept = served.clone();
        kept["current"]["definition"]["nodes"]["parse"]["disabled"] = true.into();
        assert_eq!(run("diffRecipes", &kept), run("diffRecipes", &served));
        let mut written = definitions;
        written["current"]["nodes"]["parse"]["disabled"] = true.into();
        assert_eq!(
            place(&run("diffRecipes", &written)["errors"][0]),
            ["current", "/nodes/parse/disabled"]
        );
        let broken = json!({"previous": {"definition": {"nodes": 5}}, "current": {}});
        assert_eq!(
            place(&run("diffRecipes", &broken)["errors"][0]),
            ["previous", "/definition/nodes"]
        );
        let mut circle = recipe(1, 1);
        circle["nodes"]["parse"]["dependencies"] = json!([{"name": "report"}]);
        let served = json!({"previous": {"definition": circle}, "current": recipe(1, 1)});
        assert_eq!(
            place(&run("diffRecipes", &served)["errors"][0]),
            ["previous", "/definition/nodes/parse/dependencies/0"]
        );
    }

    #[test]
    fn problems_say_which_document_they_are_in() {
        let mut broken = recipe(1, 1);
        broken["nodes"]["parse"]["dependencies"] = json!([{"name": "report"}]);
        let result = run(
            "diffRecipes",
            &json!({"previous": broken, "current": recipe(1, 1)}),
        );
        assert_eq!(result["errors"][0]["name"], "CIRCULAR_DEPENDENCY");
        assert_eq!(
            place(&result["errors"][0]),
            ["previous", "/nodes/parse/dependencies/0"]
        );
        let result = run(
            "diffRecipes",
            &json!({"previous": {"node": 1}, "current": [], "forced_nodes": {"all": 1}}),
        );
        let paths: Vec<_> = result["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(place)
            .collect();
        let expected = [
            ["previous", "/node"],
            ["current", ""],
            ["forced_nodes", "/all"],
        ];
        assert_eq!(paths, expected);
        let print = json!({"source": "both", "sources": {"previous": "old.json"}});
        let result = run(
            "diffRecipes",
            &json!({"previous": "{\n\"node\": 1}", "current": [], "print": print}),
        );
        let text = result["text"].as_str().unwrap();
        assert!(text.contains("old.json:2:1: error"), "{text}");
        assert!(text.contains("current: error"), "{text}");
        let result = run("diffRecipes", &json!({"current": {}}));
        assert_eq!(result["errors"][0]["params"]["field"], "previous");
    }

    #[test]
    fn problems_of_revisions_stand_in_the_list_that_has_them() {
        let inside = |revision: i64| {
            json!({"nodes": {"inner": {"dependencies": [], "input": {}, "node_type": {
                "node_type": "recipe", "recipe_type_name": "r", "recipe_type_revision": revision}}}})
        };
        let mut circle = recipe(1, 1);
        circle["nodes"]["parse"]["dependencies"] = json!([{"name": "report"}]);
        let broken = json!({"name": "r", "revision_num": 2, "definition": circle});
        let sound = json!({"name": "r", "revision_num": 1, "definition": recipe(1, 1)});
        for (input, documents, index) in [
            ("revisions", json!([sound, broken]), 1),
            ("sub_recipe_types", json!([broken]), 0),
        ] {
            let mut inputs =
                json!({"previous": inside(1), "current": inside(2), "revisions": [sound]});
            inputs[input] = documents;
            let problem = &run("diffRecipes", &inputs)["sub_recipe_errors"][0];
            let path = format!("/{index}/definition/nodes/parse/dependencies/0");
            assert_eq!(place(problem), [input, &path]);
            assert_eq!(problem["params"]["document"], input);
            assert_eq!(problem["params"]["recipe_type_revision"], 2);
        }
    }

    #[test]
    fn a_diff_that_is_told_is_explained_and_drawn() {
        let definitions = json!({"previous": recipe(1, 1), "current": recipe(2, 1)});
        let compared = run("diffRecipes", &definitions);
        let validation = json!({"is_valid": true, "errors": [], "warnings": [], "recipes_estimated": 3,
            "prev_batch": {"recipe_type_rev": {"id": 1}, "diff": compared["diff"]}});
        for diff in [&compared["diff"], &validation] {
            assert_eq!(run("diffRecipes", &json!({"diff": diff})), compared);
            for (function, option, value) in [
                ("explainNode", "node", "report"),
                ("drawDiff", "format", "mermaid"),
                ("drawDiff", "format", "layout"),
                ("drawDiff", "format", "text"),
            ] {
                let mut from_definitions = definitions.clone();
                from_definitions[option] = value.into();
                assert_eq!(
                    run(function, &json!({"diff": diff, option: value})),
                    run(function, &from_definitions),
                    "{value}"
                );
            }
        }
        assert_eq!(
            run("readDiff", &json!({"diff": compared["diff"]}))["document"],
            compared["diff"]
        );
        assert_eq!(
            run("readDiff", &json!({"diff": {}}))["document"],
            Value::Null
        );
        let read = run("readValidation", &json!({"validation": validation}));
        assert_eq!(read["document"]["prev_batch"]["diff"], compared["diff"]);
    }

    #[test]
    fn what_is_no_diff_is_said() {
        let error = |input: Value| {
            let result = run("diffRecipes", &input);
            assert_eq!(result["errors"].as_array().unwrap().len(), 1, "{result}");
            result["errors"][0].clone()
        };
        let without = json!({"is_valid": false, "errors": [{"name": "NO_RECIPES"}]});
        for none in [json!({}), without] {
            assert_eq!(error(json!({"diff": none}))["params"]["cause"], "NO_DIFF");
        }
        let both = error(json!({"diff": {}, "current": {}}));
        assert_eq!(
            (&both["name"], place(&both)),
            (&json!("INVALID_REQUEST"), ["current", ""])
        );
        let compared = run(
            "diffRecipes",
            &json!({"previous": recipe(1, 1), "current": recipe(1, 1)}),
        );
        let mut circle = compared["diff"].clone();
        circle["nodes"]["parse"]["dependencies"] = json!([{"name": "report"}]);
        let found = error(json!({"diff": circle}));
        assert_eq!(place(&found), ["diff", "/nodes/parse/dependencies"]);
        assert_eq!(found["params"]["nodes"], json!(["parse", "report"]));
    }

    #[test]
    fn a_node_is_explained() {
        let mut input = json!({"previous": recipe(1, 1), "current": recipe(2, 1), "node": "report", "print": {}});
        let result = run("explainNode", &input);
        assert_eq!(result["causes"][0]["cause"], "INHERITED_CHANGE");
        assert_eq!(result["causes"][0]["path"], json!(["parse", "report"]));
        assert_eq!(result["causes"][0]["changes"][0]["previous"], 1);
        let text = "report runs again:\n  - It comes after \"parse\", which changed: The job type revision changed \
                    from 1 to 2.\n    parse → report\n";
        assert_eq!(result["text"], text);
        input["node"] = "reprot".into();
        let result = run("explainNode", &input);
        assert_eq!(result["errors"][0]["params"]["suggestion"], "report");
        let text = "node: error UNKNOWN_NODE\n  \
                    Neither revision has a node \"reprot\". Did you mean \"report\"?\n";
        assert_eq!(result["text"], text);
        input["node"] = 5.into();
        assert_eq!(
            place(&run("explainNode", &input)["errors"][0]),
            ["node", ""]
        );
    }

    #[test]
    fn a_diff_is_drawn_in_every_format() {
        let draw = |format: &str| {
            run(
                "drawDiff",
                &json!({"previous": recipe(1, 1), "current": recipe(2, 1), "format": format}),
            )
        };
        assert!(
            draw("mermaid")["text"]
                .as_str()
                .unwrap()
                .starts_with("flowchart TD\n")
        );
        assert!(
            draw("dot")["text"]
                .as_str()
                .unwrap()
                .starts_with("digraph recipe {\n")
        );
        assert!(draw("text")["text"].as_str().unwrap().contains("~ report"));
        assert_eq!(draw("layout")["layout"]["layers"], 2);
        assert_eq!(place(&draw("svg")["errors"][0]), ["format", ""]);
    }
}
