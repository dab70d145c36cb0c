//! Recipe Definition JSON: what a recipe takes, and its nodes.

use serde::Serialize;

use super::version::{FIRST, check_version};
use super::with::with_methods;
use super::{DocumentKind, Interface, Node, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::problem::structural::Mistake;
use crate::read::{At, Collector, Fields, Read};
use crate::sorted::{SortedMap, SortedSet};
use crate::words::quoted;

/// A recipe: what it takes, and its nodes by name.
///
/// Reading checks its structure; whether the nodes fit together is told by its rules.
///
/// Source: the Scale API's *Recipe Definition JSON*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::{Connection, NodeType, RecipeDefinition};
///
/// let text = r#"{
///     "input": {"files": [{"name": "SCENE"}]},
///     "nodes": {
///         "parse": {
///             "dependencies": [],
///             "input": {"INPUT_FILE": {"type": "recipe", "input": "SCENE"}},
///             "node_type": {"node_type": "job", "job_type_name": "scene-parse", "job_type_version": "1.0.0",
///                           "job_type_revision": 1}
///         }
///     }
/// }"#;
/// let definition = Reader::new().text::<RecipeDefinition>(text).into_result()?;
/// let parse = &definition.nodes["parse"];
/// assert_eq!(parse.input["INPUT_FILE"], Connection::Recipe { input: "SCENE".into() });
/// assert!(matches!(&parse.node_type, NodeType::Job { job_type_name, .. } if job_type_name == "scene-parse"));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// Structural mistakes are `INVALID_RECIPE_DEFINITION`. A condition node whose interface leaves fields out is the
/// warning `SERVER_ERROR_LIKELY`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "What a recipe takes, and its nodes by name.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::versioned,
))]
#[non_exhaustive]
pub struct RecipeDefinition {
    /// What the recipe takes.
    #[cfg_attr(feature = "schema", schemars(default, transform = super::schema::without_default))]
    pub input: Interface,
    /// The nodes of the recipe by name.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub nodes: SortedMap<String, Node>,
}

impl RecipeDefinition {
    /// A recipe that takes nothing and has no nodes.
    ///
    /// ```
    /// use scale_batch::documents::{
    ///     Connection, Dependency, FileParameter, Interface, Node, NodeType, RecipeDefinition,
    /// };
    ///
    /// let parse = Node::new(NodeType::job("scene-parse", "1.0.0", 1))
    ///     .with_input([("INPUT_FILE", Connection::recipe("SCENE"))]);
    /// let report = Node::new(NodeType::job("report", "1.0.0", 1))
    ///     .with_dependencies([Dependency::new("parse")])
    ///     .with_input([("PARSED", Connection::dependency("parse", "OUTPUT_FILE"))]);
    /// let definition = RecipeDefinition::new()
    ///     .with_input(Interface::new().with_files([FileParameter::new("SCENE")]))
    ///     .with_nodes([("parse", parse), ("report", report)]);
    /// assert_eq!(definition.nodes.len(), 2);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

with_methods! { RecipeDefinition {
    /// The same with what it takes.
    with_input: set input Interface;
    /// The same with these nodes, by name.
    with_nodes: map nodes Node;
}}

deserialize_by_reading!(RecipeDefinition);

/// A recipe definition with the parts that could be read; rules run on what is there.
#[derive(Debug, Default)]
pub(crate) struct PartialRecipe {
    /// Without the broken parts.
    pub(crate) definition: RecipeDefinition,
    /// Whether `definition.input` is what the document says.
    pub(crate) input_is_whole: bool,
    /// Nodes that are there, but could not be read.
    pub(crate) broken_nodes: SortedSet<String>,
}

/// The definition in what should be one, but is what the API serves around it.
fn definition_inside(fields: Fields<'_>) -> Option<At<'_>> {
    let has_none_of_its_own = ["nodes", "input"]
        .iter()
        .all(|field| fields.get(field).is_none());
    fields.get("definition").filter(|_| has_none_of_its_own)
}

/// Refuses what a server sent that is no definition, neither for itself nor with something around it. What has the
/// fields of one is a definition, whatever else a person wrote there.
pub(crate) fn is_no_definition(at: At<'_>, collector: &mut Collector) -> bool {
    let is_definition = ["nodes", "input"].iter().any(|field| at.has_field(field));
    let kinds = [
        DocumentKind::RecipeDefinition,
        DocumentKind::RecipeType,
        DocumentKind::Revision,
    ];
    !is_definition
        && at.named(ProblemName::InvalidResponse).is_another_document(
            collector,
            "a recipe definition",
            &kinds,
        )
}

/// What shows that a definition is of the first version, which had lists in place of `input` and `nodes`.
fn first_version(fields: Fields<'_>) -> Option<At<'_>> {
    let lists = ["input_data", "jobs"];
    let list = lists.iter().find_map(|list| fields.get(list))?;
    let is_of_today = ["input", "nodes"]
        .iter()
        .any(|field| fields.get(field).is_some());
    if is_of_today {
        return None;
    }
    Some(fields.get("version").unwrap_or(list))
}

impl PartialRecipe {
    pub(crate) fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 3] = ["input", "nodes", "version"];
        let wanted = "an object: the recipe definition";
        if let Some(definition) = definition_inside(at.object(collector, wanted)?) {
            let description = "These look like the details of a recipe type. Its definition is in \"definition\".";
            let mistake = Mistake::UnknownField {
                allowed: None,
                suggestion: None,
                said: description.to_owned(),
            };
            definition.report(collector, definition.mistake(mistake));
            return None;
        }
        if let Some(old) = first_version(at.object(collector, wanted)?) {
            let said = format!(
                "This is a recipe definition of version {}, which the server converts when it is saved. In the form of \
                 today \"input_data\" is \"input\", with \"files\" and \"json\", and \"jobs\" is \"nodes\", an object that \
                 maps names to nodes.",
                quoted(FIRST)
            );
            old.report(
                collector,
                old.mistake(Mistake::OldVersion {
                    version: FIRST,
                    instead: None,
                    said,
                }),
            );
            return None;
        }
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        check_version(fields, collector, "A recipe definition");
        let input = match fields.optional("input") {
            Some(at) => Interface::read(at, collector),
            None => Some(Interface::default()),
        };
        let mut nodes = Vec::new();
        let mut broken_nodes = Vec::new();
        if let Some(at) = fields.optional("nodes") {
            let members = at.members(collector, "an object that maps names to nodes")?;
            for (name, member) in members {
                match Node::read(member, collector) {
                    Some(node) => nodes.push((name.to_owned(), node)),
                    None => broken_nodes.push(name.to_owned()),
                }
            }
        }
        // Null is a mistake, but no inputs all the same.
        let is_null = fields.get("input").is_some_and(At::is_null);
        Some(PartialRecipe {
            input_is_whole: input.is_some() || is_null,
            definition: RecipeDefinition {
                input: input.unwrap_or_default(),
                nodes: nodes.into_iter().collect(),
            },
            broken_nodes: broken_nodes.into_iter().collect(),
        })
    }
}

impl Read for RecipeDefinition {
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let partial = PartialRecipe::read(at, collector)?;
        (partial.input_is_whole && partial.broken_nodes.is_empty()).then_some(partial.definition)
    }
}

/// A recipe definition for itself, or the one in what the API serves around it: the details of a recipe type, or one
/// of its revisions.
pub(crate) struct ServedDefinition {
    pub(crate) definition: RecipeDefinition,
    /// Where it stands in the document: a JSON Pointer, empty where it is the document.
    pub(crate) place: &'static str,
}

impl Read for ServedDefinition {
    const NAME: ProblemName = RecipeDefinition::NAME;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        if is_no_definition(at, collector) {
            return None;
        }
        let (definition, place) = match at.fields().and_then(definition_inside) {
            Some(inside) => (
                RecipeDefinition::read(inside.as_served(), collector),
                "/definition",
            ),
            None => (RecipeDefinition::read(at, collector), ""),
        };
        Some(ServedDefinition {
            definition: definition?,
            place,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;
    use serde_json::{Value, json};

    fn job() -> Value {
        json!({"node_type": "job", "job_type_name": "a", "job_type_version": "1.0", "job_type_revision": 1})
    }

    #[test]
    fn comes_back_with_its_defaults() {
        let value = json!({"version": "7", "nodes": {
            "a": {"dependencies": [], "input": {"x": {"type": "recipe", "input": "y"}}, "node_type": job()},
            "b": {"dependencies": [{"name": "a"}], "input": {"x": {"type": "dependency", "node": "a", "output": "z"}},
                  "node_type": {"node_type": "recipe", "recipe_type_name": "r", "recipe_type_revision": 2.0}},
            "c": {"dependencies": [], "input": {}, "node_type":
                  {"node_type": "condition", "interface": {}, "data_filter": {}}},
        }});
        let definition: RecipeDefinition = serde_json::from_value(value).unwrap();
        let written = serde_json::to_value(&definition).unwrap();
        assert_eq!(
            written,
            json!({"input": {"files": [], "json": []}, "nodes": {
                "a": {"dependencies": [], "input": {"x": {"type": "recipe", "input": "y"}}, "node_type": job()},
                "b": {"dependencies": [{"name": "a", "acceptance": true}],
                      "input": {"x": {"type": "dependency", "node": "a", "output": "z"}},
                      "node_type": {"node_type": "recipe", "recipe_type_name": "r", "recipe_type_revision": 2}},
                "c": {"dependencies": [], "input": {}, "node_type": {
                    "node_type": "condition", "interface": {"files": [], "json": []},
                    "data_filter": {"filters": [], "all": true}}},
            }})
        );
        let again: RecipeDefinition = serde_json::from_value(written).unwrap();
        assert_eq!(again, definition);
        assert_eq!(
            serde_json::from_str::<RecipeDefinition>("{}").unwrap(),
            RecipeDefinition::default()
        );
    }

    #[test]
    fn finds_every_mistake() {
        let value = json!({"nodes": {
            "a": {"dependencies": [{"nam": "b"}, {"name": "c", "acceptance": 1}], "node_type": job()},
            "b": {"dependencies": [], "input": {
                "x": {"type": "dependency", "node": "a", "outout": "z"},
                "y": {"type": "recipe", "input": "x", "node": "a"},
                "z": {"type": "reciep", "input": "x"},
            }, "node_type": {"node_type": "job", "job_type_name": "n", "job_type_version": 1, "job_revision": 1}},
        }});
        let reading = Reader::new().value::<RecipeDefinition>(&value);
        assert!(
            reading
                .errors
                .iter()
                .all(|p| p.name == ProblemName::InvalidRecipeDefinition)
        );
        let mut found: Vec<_> = reading
            .errors
            .iter()
            .map(|problem| {
                (
                    problem.path.as_str(),
                    problem.params["cause"].as_str().unwrap(),
                )
            })
            .collect();
        found.sort_unstable();
        assert_eq!(
            found,
            [
                ("/nodes/a", "MISSING_FIELD"),
                ("/nodes/a/dependencies/0", "MISSING_FIELD"),
                ("/nodes/a/dependencies/0/nam", "UNKNOWN_FIELD"),
                ("/nodes/a/dependencies/1/acceptance", "WRONG_TYPE"),
                ("/nodes/b/input/x", "MISSING_FIELD"),
                ("/nodes/b/input/x/outout", "UNKNOWN_FIELD"),
                ("/nodes/b/input/y/node", "UNKNOWN_FIELD"),
                ("/nodes/b/input/z/type", "INVALID_VALUE"),
                ("/nodes/b/node_type", "MISSING_FIELD"),
                ("/nodes/b/node_type/job_revision", "UNKNOWN_FIELD"),
                ("/nodes/b/node_type/job_type_version", "WRONG_TYPE"),
            ]
        );
        let misspelled = reading.errors.iter().find(|p| p.path.ends_with("outout"));
        assert_eq!(misspelled.unwrap().params["suggestion"], "output");
    }

    #[test]
    fn details_of_a_recipe_type_are_recognised() {
        let value = json!({"id": 1, "name": "ortho", "title": "", "definition": {"nodes": {}}});
        let reading = Reader::new().value::<RecipeDefinition>(&value);
        let [problem] = &reading.errors[..] else {
            panic!("{:?}", reading.errors)
        };
        assert_eq!(problem.path, "/definition");
        assert!(problem.description.contains("details of a recipe type"));
    }

    #[test]
    fn a_definition_of_the_first_version_is_recognized() {
        let first = json!({"version": "1.0", "input_data": [{"name": "in", "type": "file"}], "jobs": [{"name": "a"}]});
        let without_version = json!({"jobs": []});
        for (value, path) in [(first, "/version"), (without_version, "/jobs")] {
            let reading = Reader::new().value::<RecipeDefinition>(&value);
            let [problem] = &reading.errors[..] else {
                panic!("{:?}", reading.errors)
            };
            assert_eq!((problem.path.as_str(), problem.fix.len()), (path, 0));
            assert_eq!(problem.params["cause"], "OLD_VERSION");
        }
    }

    #[test]
    fn every_version_is_that_of_today() {
        let condition = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "condition",
            "interface": {"files": [], "json": [], "version": "1.0"}, "data_filter": {"version": "8"}}});
        let value = json!({"version": "1.0", "input": {"version": ""}, "nodes": {"c": condition}});
        let reading = Reader::new().value::<RecipeDefinition>(&value);
        let found: Vec<_> = reading
            .errors
            .iter()
            .map(|problem| (problem.path.as_str(), problem.fix.len()))
            .collect();
        let node_type = "/nodes/c/node_type";
        assert_eq!(
            found,
            [
                ("/input/version", 0),
                (format!("{node_type}/data_filter/version").as_str(), 0),
                (format!("{node_type}/interface/version").as_str(), 1),
                ("/version", 1),
            ]
        );
        let problem = &reading.errors[3];
        assert!(problem.description.contains("\"input_data\" and \"jobs\""));
        assert_eq!(reading.errors.len(), 4);
    }

    #[test]
    fn a_condition_that_leaves_fields_out_is_warned_about() {
        let whole_lists = json!({"nodes": {"c": {"dependencies": [], "input": {}, "node_type": {
            "node_type": "condition", "data_filter": {}, "interface": {"files": []}}}}});
        let reading = Reader::new().value::<RecipeDefinition>(&whole_lists);
        let [problem] = &reading.warnings[..] else {
            panic!("{:?}", reading.warnings)
        };
        assert_eq!(problem.path, "/nodes/c/node_type/interface");
        assert_eq!(problem.params["fields"], json!(["json"]));
        assert_eq!(problem.params["server"], "INVALID_DEFINITION_JSON");
        let fix = json!([{"op": "add", "path": "/nodes/c/node_type/interface/json", "value": []}]);
        assert_eq!(serde_json::to_value(&problem.fix).unwrap(), fix);

        let value = json!({"nodes": {"c": {"dependencies": [], "input": {}, "node_type": {
            "node_type": "condition", "data_filter": {}, "interface": {
                "files": [{"name": "a", "required": false},
                          {"name": "b", "media_types": [], "required": true, "multiple": false}],
                "json": [{"name": "c", "type": "array"}]}}}}});
        let reading = Reader::new().value::<RecipeDefinition>(&value);
        assert_eq!(reading.errors, []);
        let found: Vec<_> = reading
            .warnings
            .iter()
            .map(|problem| (problem.name, problem.path.as_str(), problem.fix.len()))
            .collect();
        let interface = "/nodes/c/node_type/interface";
        assert_eq!(
            found,
            [
                (
                    ProblemName::ServerErrorLikely,
                    format!("{interface}/files/0").as_str(),
                    2
                ),
                (
                    ProblemName::ServerErrorLikely,
                    format!("{interface}/json/0").as_str(),
                    1
                ),
            ]
        );
    }

    #[test]
    fn a_part_that_is_broken_leaves_the_rest() {
        let value = json!({"input": 5, "nodes": {
            "a": {"dependencies": [], "input": {}, "node_type": job()},
            "b": {"dependencies": 1, "input": {}, "node_type": job()},
        }});
        let tree = crate::read::tree::Tree::from_value(&value, &crate::Limits::default());
        let Ok(tree) = tree else { panic!("no tree") };
        let mut collector = Collector::new(&crate::Limits::default());
        let at = At::root(&tree, RecipeDefinition::NAME);
        let partial = PartialRecipe::read(at, &mut collector).unwrap();
        assert!(!partial.input_is_whole);
        assert_eq!(partial.definition.nodes.len(), 1);
        assert!(partial.broken_nodes.contains("b"));
        assert!(RecipeDefinition::read(at, &mut collector).is_none());
    }
}
