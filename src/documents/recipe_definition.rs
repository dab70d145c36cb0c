//! Recipe Definition JSON: the nodes of a recipe, what each runs and where its input comes from.

use serde::Serialize;

use super::interface::warn_about_fields_left_out;
use super::version::{FIRST, check_version};
use super::{DataFilter, DocumentKind, Interface, deserialize_by_reading};
use crate::problem::Name;
use crate::read::Read;
use crate::read::fields::{At, Collector, Fields};
use crate::sorted::{SortedMap, SortedSet};
use crate::words::quoted;

/// A recipe: what it takes, and its nodes by name.
///
/// Reading checks its structure; whether the nodes fit together is told by its rules.
///
/// Source: the Scale API's *Recipe Definition JSON*.
///
/// ```
/// use scale_batch::{Connection, NodeType, Reader, RecipeDefinition};
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
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// Structural mistakes are `INVALID_RECIPE_DEFINITION`. A condition node whose interface leaves fields out is the
/// warning `SERVER_ERROR_LIKELY`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Recipe definition",
    description = "What a recipe takes, and its nodes by name.",
    deny_unknown_fields,
    transform = super::schema::request,
    transform = super::schema::versioned,
))]
pub struct RecipeDefinition {
    /// What the recipe takes.
    #[cfg_attr(feature = "schema", schemars(default, transform = super::schema::without_default))]
    pub input: Interface,
    /// The nodes of the recipe by name.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub nodes: SortedMap<String, Node>,
}

/// A node of a recipe: what it runs, after which other nodes, and where its input comes from.
///
/// Source: the Scale API's *Recipe Definition JSON*, `nodes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Recipe node",
    description = "What the node runs, after which other nodes, and where its input comes from.",
    deny_unknown_fields,
    transform = super::schema::request,
))]
pub struct Node {
    /// The nodes that run before it.
    pub dependencies: Vec<Dependency>,
    /// Where each of its inputs comes from, by the name of the input.
    pub input: SortedMap<String, Connection>,
    /// What it runs.
    pub node_type: NodeType,
}

/// A node that runs before another.
///
/// Source: the Scale API's *Recipe Definition JSON*, `nodes.*.dependencies`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Dependency",
    description = "A node that runs before another.",
    deny_unknown_fields,
    transform = super::schema::request,
))]
pub struct Dependency {
    /// The name of the node that runs before.
    pub name: String,
    /// Of a condition node: run when it lets the data through (true) or when it does not (false). Default: true.
    #[cfg_attr(feature = "schema", schemars(default = "super::schema::yes"))]
    pub acceptance: bool,
}

/// Where an input of a node comes from.
///
/// Source: the Scale API's *Recipe Definition JSON*, `nodes.*.input`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        title = "Connection",
        description = "Where an input of a node comes from."
    )
)]
#[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
pub enum Connection {
    /// From an input of the recipe.
    #[cfg_attr(feature = "schema", schemars(title = "From the recipe"))]
    Recipe {
        /// The name of the recipe's input.
        input: String,
    },
    /// From an output of another node.
    #[cfg_attr(feature = "schema", schemars(title = "From another node"))]
    Dependency {
        /// The name of the other node.
        node: String,
        /// The name of its output.
        output: String,
    },
}

/// What a node runs.
///
/// Source: the Scale API's *Recipe Definition JSON*, `nodes.*.node_type`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(title = "Node type", description = "What a node runs.")
)]
#[serde(
    tag = "node_type",
    rename_all = "lowercase",
    rename_all_fields = "snake_case",
    deny_unknown_fields
)]
pub enum NodeType {
    /// A job.
    #[cfg_attr(feature = "schema", schemars(title = "Job"))]
    Job {
        /// The name of the job type.
        job_type_name: String,
        /// The version of the job type, such as `1.0.0`.
        job_type_version: String,
        /// The revision of the job type.
        #[cfg_attr(feature = "schema", schemars(extend("minimum" = i64::MIN, "maximum" = i64::MAX)))]
        job_type_revision: i64,
    },
    /// Another recipe.
    #[cfg_attr(feature = "schema", schemars(title = "Sub-recipe"))]
    Recipe {
        /// The name of the recipe type.
        recipe_type_name: String,
        /// The revision of the recipe type.
        #[cfg_attr(feature = "schema", schemars(extend("minimum" = i64::MIN, "maximum" = i64::MAX)))]
        recipe_type_revision: i64,
    },
    /// A condition, which lets data through or does not.
    #[cfg_attr(feature = "schema", schemars(title = "Condition"))]
    Condition {
        /// What it takes, and gives when it lets the data through.
        interface: Interface,
        /// What it lets through.
        data_filter: DataFilter,
    },
}

impl NodeType {
    /// The kind of the node.
    ///
    /// ```
    /// use scale_batch::{NodeKind, NodeType};
    ///
    /// let node_type = NodeType::Recipe { recipe_type_name: "ortho".into(), recipe_type_revision: 1 };
    /// assert_eq!(node_type.kind(), NodeKind::Recipe);
    /// ```
    #[must_use]
    pub fn kind(&self) -> NodeKind {
        match self {
            NodeType::Job { .. } => NodeKind::Job,
            NodeType::Recipe { .. } => NodeKind::Recipe,
            NodeType::Condition { .. } => NodeKind::Condition,
        }
    }
}

/// The kind of a node.
///
/// Source: the Scale API's *Recipe Definition JSON*, `nodes.*.node_type.node_type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(title = "Node kind", description = "The kind of a node.")
)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// It runs a job.
    Job,
    /// It runs another recipe.
    Recipe,
    /// It lets data through or does not.
    Condition,
}

impl NodeKind {
    pub(crate) const CHOICES: [(&'static str, Self); 3] = [
        ("job", NodeKind::Job),
        ("recipe", NodeKind::Recipe),
        ("condition", NodeKind::Condition),
    ];

    /// The word for it in JSON: `job`, `recipe` or `condition`.
    ///
    /// ```
    /// assert_eq!(scale_batch::NodeKind::Recipe.as_str(), "recipe");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        super::word_for(&Self::CHOICES, self)
    }
}

impl std::fmt::Display for NodeKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

deserialize_by_reading!(RecipeDefinition, Node, Dependency, Connection, NodeType);

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
        && at.named(Name::InvalidResponse).is_another_document(
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
            let description = "These look like the details of a recipe type. Its definition is what stands in \"definition\".";
            definition.refuse(collector, "UNKNOWN_FIELD", description.to_owned());
            return None;
        }
        if let Some(old) = first_version(at.object(collector, wanted)?) {
            let description = format!(
                "This is a recipe definition of version {}, which the server converts when it is saved. In the form of \
                 today \"input_data\" is \"input\", with \"files\" and \"json\", and \"jobs\" is \"nodes\", an object that \
                 maps names to nodes.",
                quoted(FIRST)
            );
            let problem = old.structural("OLD_VERSION", description);
            old.report(collector, problem.param("version", FIRST));
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
    const NAME: Name = Name::InvalidRecipeDefinition;

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
    const NAME: Name = RecipeDefinition::NAME;

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

impl Read for Node {
    const NAME: Name = Name::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 3] = ["dependencies", "input", "node_type"];
        let wanted = "an object: a node with its dependencies, input and node_type";
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        let dependencies = fields
            .required(
                collector,
                "dependencies",
                "it lists the nodes that run before this one",
            )
            .and_then(|_| match fields.optional("dependencies") {
                Some(at) => {
                    at.required()
                        .every(collector, "an array of dependencies", Dependency::read)
                }
                None => Some(Vec::new()),
            });
        let input = fields
            .required(
                collector,
                "input",
                "it says where each input of the node comes from",
            )
            .and_then(|_| match fields.optional("input") {
                Some(at) => read_connections(at.required(), collector),
                None => Some(SortedMap::new()),
            });
        let node_type = fields
            .required(collector, "node_type", "it says what the node runs")
            .and_then(|at| NodeType::read(at, collector));
        Some(Node {
            dependencies: dependencies?,
            input: input?,
            node_type: node_type?,
        })
    }
}

fn read_connections(
    at: At<'_>,
    collector: &mut Collector,
) -> Option<SortedMap<String, Connection>> {
    let wanted = "an object that maps inputs to connections";
    at.every_member(collector, wanted, Connection::read)
}

impl Read for Dependency {
    const NAME: Name = Name::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 2] = ["name", "acceptance"];
        let wanted = "an object such as {\"name\": \"parse\"}";
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        let name = fields
            .required(collector, "name", "it names the node that runs before")
            .and_then(|at| at.string(collector, "the name of a node"));
        let acceptance = match fields.optional("acceptance") {
            Some(at) => at.boolean(
                collector,
                "true (after data was let through) or false (after it was not)",
            ),
            None => Some(true),
        };
        Some(Dependency {
            name: name?.to_owned(),
            acceptance: acceptance?,
        })
    }
}

/// Reads an object whose fields depend on what one of them, the tag, says. Each choice pairs a word with what it
/// stands for and the fields that belong there.
fn read_variant<'a, T: Copy>(
    at: At<'a>,
    collector: &mut Collector,
    wanted: &str,
    tag: &'static str,
    choices: &[(&'static str, (T, &[&'static str]))],
) -> Option<(T, Fields<'a>)> {
    let fields = at.object(collector, wanted)?;
    let (variant, known) = fields
        .required(collector, tag, wanted)?
        .one_of(collector, choices)?;
    at.strict_object(collector, wanted, known)?;
    Some((variant, fields))
}

/// A required text.
fn text(
    fields: Fields<'_>,
    collector: &mut Collector,
    field: &'static str,
    wanted: &str,
) -> Option<String> {
    fields
        .required(collector, field, wanted)?
        .string(collector, wanted)
        .map(str::to_owned)
}

/// A required integer.
fn integer(
    fields: Fields<'_>,
    collector: &mut Collector,
    field: &'static str,
    wanted: &str,
) -> Option<i64> {
    fields
        .required(collector, field, wanted)?
        .integer(collector, wanted)
}

impl Read for Connection {
    const NAME: Name = Name::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let choices = [
            ("recipe", (true, &["type", "input"][..])),
            ("dependency", (false, &["type", "node", "output"])),
        ];
        let wanted = "an object such as {\"type\": \"recipe\", \"input\": \"SCENE\"}";
        let (from_recipe, fields) = read_variant(at, collector, wanted, "type", &choices)?;
        if from_recipe {
            let input = text(fields, collector, "input", "the name of a recipe input")?;
            return Some(Connection::Recipe { input });
        }
        let node = text(fields, collector, "node", "the name of a node");
        let output = text(
            fields,
            collector,
            "output",
            "the name of an output of that node",
        );
        Some(Connection::Dependency {
            node: node?,
            output: output?,
        })
    }
}

impl Read for NodeType {
    const NAME: Name = Name::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const JOB: [&str; 4] = [
            "node_type",
            "job_type_name",
            "job_type_version",
            "job_type_revision",
        ];
        const RECIPE: [&str; 3] = ["node_type", "recipe_type_name", "recipe_type_revision"];
        const CONDITION: [&str; 3] = ["node_type", "interface", "data_filter"];
        let choices = [
            ("job", (NodeKind::Job, &JOB[..])),
            ("recipe", (NodeKind::Recipe, &RECIPE)),
            ("condition", (NodeKind::Condition, &CONDITION)),
        ];
        let wanted = "an object that says what the node runs: a job, a recipe or a condition";
        let (kind, fields) = read_variant(at, collector, wanted, "node_type", &choices)?;
        match kind {
            NodeKind::Job => {
                let name = text(fields, collector, "job_type_name", "the name of a job type");
                let version = text(
                    fields,
                    collector,
                    "job_type_version",
                    "the version of the job type, a text such as \"1.0.0\"",
                );
                let revision = integer(
                    fields,
                    collector,
                    "job_type_revision",
                    "an integer: the revision of the job type",
                );
                Some(NodeType::Job {
                    job_type_name: name?,
                    job_type_version: version?,
                    job_type_revision: revision?,
                })
            }
            NodeKind::Recipe => {
                let name = text(
                    fields,
                    collector,
                    "recipe_type_name",
                    "the name of a recipe type",
                );
                let revision = integer(
                    fields,
                    collector,
                    "recipe_type_revision",
                    "an integer: the revision of the recipe type",
                );
                Some(NodeType::Recipe {
                    recipe_type_name: name?,
                    recipe_type_revision: revision?,
                })
            }
            NodeKind::Condition => {
                let interface = fields
                    .required(collector, "interface", "it says what the condition takes")
                    .and_then(|at| {
                        let interface = Interface::read(at, collector)?;
                        warn_about_fields_left_out(at.object(collector, "an object")?, collector);
                        Some(interface)
                    });
                let data_filter = fields
                    .required(
                        collector,
                        "data_filter",
                        "it says what the condition lets through",
                    )
                    .and_then(|at| DataFilter::read(at, collector));
                Some(NodeType::Condition {
                    interface: interface?,
                    data_filter: data_filter?,
                })
            }
        }
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
                .all(|p| p.name == Name::InvalidRecipeDefinition)
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
                    Name::ServerErrorLikely,
                    format!("{interface}/files/0").as_str(),
                    2
                ),
                (
                    Name::ServerErrorLikely,
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
