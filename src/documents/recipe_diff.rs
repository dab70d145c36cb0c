//! Recipe Diff JSON: what a re-processing batch will do with each node, as the server tells it.

use std::fmt;

use serde::Serialize;

use super::{DocumentKind, NodeKind, deserialize_by_reading};
use crate::problem::Name;
use crate::read::Read;
use crate::read::fields::{At, Collector, Fields};
use crate::sorted::SortedMap;
use crate::words::quoted;

/// A diff between two revisions of a recipe type, as the API has it.
///
/// The server also sends `{}` for "no diff": read an `Option<RecipeDiffDocument>` to allow that.
///
/// Source: the Scale API's *Recipe Diff JSON*.
///
/// ```
/// use scale_batch::{NodeStatus, Reader, RecipeDiffDocument};
///
/// let text = r#"{"can_be_reprocessed": true, "reasons": [], "nodes": {"job_a": {
///     "status": "UNCHANGED", "changes": [], "reprocess_new_node": false, "force_reprocess": false,
///     "dependencies": [], "node_type": {"node_type": "condition"}}}}"#;
/// let diff = Reader::new().text::<RecipeDiffDocument>(text).into_result()?;
/// assert_eq!(diff.nodes["job_a"].status, NodeStatus::Unchanged);
/// let none = Reader::new().text::<Option<RecipeDiffDocument>>("{}").into_result()?;
/// assert_eq!(none, None);
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it is no object, has no nodes or does not say whether recipes can be re-processed. A node, a
/// change, a reason or a dependency that cannot be read is left out, with a warning; fields that the API does not have
/// are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Recipe diff",
    description = "What a re-processing batch will do with each node of the recipe.",
    transform = super::schema::titled,
))]
#[non_exhaustive]
pub struct RecipeDiffDocument {
    /// Whether recipes of the previous revision can be re-processed at all.
    pub can_be_reprocessed: bool,
    /// Why they cannot.
    pub reasons: Vec<DiffReason>,
    /// Every node of either revision, by name.
    pub nodes: SortedMap<String, NodeDiffDocument>,
}

/// Why recipes of the previous revision cannot be re-processed.
///
/// Source: the Scale API's *Recipe Diff JSON*, `reasons`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = super::schema::titled))]
pub struct DiffReason {
    /// The stable name; so far the API has `INPUT_CHANGE` only.
    pub name: String,
    /// The reason for people.
    pub description: String,
}

/// One node of a diff.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = super::schema::titled))]
#[non_exhaustive]
pub struct NodeDiffDocument {
    /// How it compares with the previous revision.
    pub status: NodeStatus,
    /// What is different.
    pub changes: Vec<NamedChange>,
    /// Whether it runs again.
    pub reprocess_new_node: bool,
    /// Whether it is forced to run again, itself or through a node that it depends on.
    pub force_reprocess: bool,
    /// What it depends on; for a deleted node, what it depended on.
    pub dependencies: Vec<DiffDependency>,
    /// Its previous kind, when that was another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev_node_type: Option<NodeKind>,
    /// What it runs, and what it ran before where that is different.
    pub node_type: NodeTypeDiff,
}

/// A node that another depends on.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes.dependencies`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = super::schema::titled))]
pub struct DiffDependency {
    /// The name of the node.
    pub name: String,
}

/// One difference of a node, as the API tells it: no values, only a sentence.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes.changes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = super::schema::titled))]
pub struct NamedChange {
    /// The stable name, for programs.
    pub name: ChangeName,
    /// What changed, for people.
    pub description: String,
}

/// What a node of a diff runs, with the previous values (`prev_…`) that are different.
///
/// Source: the Scale API's *Recipe Diff JSON*, `nodes.node_type`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "node_type", rename_all = "lowercase")]
#[non_exhaustive]
pub enum NodeTypeDiff {
    /// A job.
    Job {
        /// The name of the job type.
        job_type_name: String,
        /// The version of the job type.
        job_type_version: String,
        /// The revision of the job type.
        job_type_revision: i64,
        /// The previous name, if it was another.
        #[serde(skip_serializing_if = "Option::is_none")]
        prev_job_type_name: Option<String>,
        /// The previous version, if it was another.
        #[serde(skip_serializing_if = "Option::is_none")]
        prev_job_type_version: Option<String>,
        /// The previous revision, if it was another.
        #[serde(skip_serializing_if = "Option::is_none")]
        prev_job_type_revision: Option<i64>,
    },
    /// A recipe inside the recipe.
    Recipe {
        /// The name of the recipe type.
        recipe_type_name: String,
        /// The revision of the recipe type.
        recipe_type_revision: i64,
        /// The previous name, if it was another.
        #[serde(skip_serializing_if = "Option::is_none")]
        prev_recipe_type_name: Option<String>,
        /// The previous revision, if it was another.
        #[serde(skip_serializing_if = "Option::is_none")]
        prev_recipe_type_revision: Option<i64>,
    },
    /// A condition.
    Condition {},
}

/// Declares texts that stand for the variants of an enum.
macro_rules! words {
    ($($(#[$docs:meta])* $word:ident, $description:literal { $($(#[$variant_docs:meta])* $variant:ident = $text:literal,)+ })+) => {$(
        $(#[$docs])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(description = $description))]
        pub enum $word {
            $($(#[$variant_docs])* #[serde(rename = $text)] $variant,)+
        }

        impl $word {
            const ALL: &'static [(&'static str, $word)] = &[$(($text, $word::$variant),)+];

            /// The API's word for it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($word::$variant => $text,)+ }
            }
        }

        impl fmt::Display for $word {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )+};
}

words! {
    /// How a node of the current revision compares with the previous revision.
    ///
    /// Source: the Scale API's *Recipe Diff JSON*, `nodes.status`.
    ///
    /// ```
    /// assert_eq!(scale_batch::NodeStatus::Changed.as_str(), "CHANGED");
    /// ```
    NodeStatus, "How a node compares with the previous revision." {
        /// Only the current revision has it.
        New = "NEW",
        /// Both have it, and something is different.
        Changed = "CHANGED",
        /// Both have it, and nothing is different.
        Unchanged = "UNCHANGED",
        /// Only the previous revision has it.
        Deleted = "DELETED",
    }
    /// The kind of a change of a node.
    ///
    /// Source: the Scale API's *Recipe Diff JSON*, `nodes.changes.name`.
    ///
    /// ```
    /// assert_eq!(scale_batch::ChangeName::ParentNew.as_str(), "PARENT_NEW");
    /// ```
    ChangeName, "The kind of a change of a node." {
        /// Another kind of node.
        NodeTypeChange = "NODE_TYPE_CHANGE",
        /// Another job type.
        JobTypeChange = "JOB_TYPE_CHANGE",
        /// Another version of the job type.
        JobTypeVersionChange = "JOB_TYPE_VERSION_CHANGE",
        /// Another revision of the job type.
        JobTypeRevisionChange = "JOB_TYPE_REVISION_CHANGE",
        /// Another recipe type.
        RecipeTypeChange = "RECIPE_TYPE_CHANGE",
        /// Another revision of the recipe type.
        RecipeTypeRevisionChange = "RECIPE_TYPE_REVISION_CHANGE",
        /// Another data filter.
        FilterChange = "FILTER_CHANGE",
        /// A further dependency.
        ParentNew = "PARENT_NEW",
        /// A dependency changed itself.
        ParentChanged = "PARENT_CHANGED",
        /// A dependency less.
        ParentRemoved = "PARENT_REMOVED",
        /// It depends on the other answer of a condition.
        ParentAcceptanceChanged = "PARENT_ACCEPTANCE_CHANGED",
        /// A further input is connected.
        InputNew = "INPUT_NEW",
        /// An input is connected to something else.
        InputChange = "INPUT_CHANGE",
        /// An input is no longer connected.
        InputRemoved = "INPUT_REMOVED",
    }
}

deserialize_by_reading!(RecipeDiffDocument);

impl Read for RecipeDiffDocument {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.document(collector, "a recipe diff", &[DocumentKind::RecipeDiff])?;
        let can_be_reprocessed = boolean(fields, "can_be_reprocessed", collector);
        let reasons = list(fields.leniently(), "reasons", collector);
        let members = fields
            .required(collector, "nodes", "an object with every node by its name")
            .and_then(|at| at.members(collector, "an object with every node by its name"));
        let nodes = members.map(|members| {
            let mut dependencies = Vec::new();
            let mut nodes = Vec::new();
            for (name, at) in members {
                let Some(node) = at.read_or_leave_out(collector, NodeDiffDocument::read) else {
                    continue;
                };
                dependencies.extend(at.fields().and_then(|node| node.present("dependencies")));
                nodes.push((name.to_owned(), node));
            }
            let nodes: SortedMap<String, NodeDiffDocument> = nodes.into_iter().collect();
            for list in dependencies {
                report_unknown(list.leniently(), &nodes, collector);
            }
            nodes
        });
        Some(RecipeDiffDocument {
            can_be_reprocessed: can_be_reprocessed?,
            reasons,
            nodes: nodes?,
        })
    }
}

/// A node that depends on one that is not there, or could not be read.
fn report_unknown(
    dependencies: At<'_>,
    nodes: &SortedMap<String, NodeDiffDocument>,
    collector: &mut Collector,
) {
    let mut silent = collector.apart(); // Whether it is an array was asked before.
    for dependency in dependencies.each_item(&mut silent, "an array") {
        let name = dependency
            .fields()
            .and_then(|fields| fields.present("name")?.string(&mut silent, "a text"));
        let Some(name) = name.filter(|name| !nodes.contains_key(*name)) else {
            continue;
        };
        let description = format!(
            "The diff has no node {} that can be read: the dependency on it is left out.",
            quoted(name)
        );
        dependency.refuse(collector, "UNKNOWN_NODE", description);
    }
}

/// `{}` is "no diff".
impl Read for Option<RecipeDiffDocument> {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let mut members = at.members(collector, "an object: the recipe diff, or {}")?;
        if members.next().is_none() {
            return Some(None);
        }
        RecipeDiffDocument::read(at, collector).map(Some)
    }
}

impl Read for NodeDiffDocument {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: what becomes of the node")?;
        let status = word(fields, "status", collector, NodeStatus::ALL);
        let reprocess_new_node = boolean(fields, "reprocess_new_node", collector);
        let force_reprocess = boolean(fields, "force_reprocess", collector);
        let prev_node_type = fields
            .present("prev_node_type")
            .and_then(|at| at.one_of(collector, &NodeKind::CHOICES));
        let node_type = fields
            .required(collector, "node_type", "an object: what the node runs")
            .and_then(|at| NodeTypeDiff::read(at, collector));
        let changes = list(fields, "changes", collector);
        let dependencies = list(fields, "dependencies", collector);
        Some(NodeDiffDocument {
            status: status?,
            changes,
            reprocess_new_node: reprocess_new_node?,
            force_reprocess: force_reprocess?,
            dependencies,
            prev_node_type,
            node_type: node_type?,
        })
    }
}

impl Read for NodeTypeDiff {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: what the node runs")?;
        Some(
            match word(fields, "node_type", collector, &NodeKind::CHOICES)? {
                NodeKind::Job => {
                    let job_type_name = text(fields, "job_type_name", collector);
                    let job_type_version = text(fields, "job_type_version", collector);
                    let job_type_revision = integer(fields, "job_type_revision", collector);
                    NodeTypeDiff::Job {
                        prev_job_type_name: previous_text(fields, "prev_job_type_name", collector),
                        prev_job_type_version: previous_text(
                            fields,
                            "prev_job_type_version",
                            collector,
                        ),
                        prev_job_type_revision: previous_integer(
                            fields,
                            "prev_job_type_revision",
                            collector,
                        ),
                        job_type_name: job_type_name?,
                        job_type_version: job_type_version?,
                        job_type_revision: job_type_revision?,
                    }
                }
                NodeKind::Recipe => {
                    let recipe_type_name = text(fields, "recipe_type_name", collector);
                    let recipe_type_revision = integer(fields, "recipe_type_revision", collector);
                    NodeTypeDiff::Recipe {
                        prev_recipe_type_name: previous_text(
                            fields,
                            "prev_recipe_type_name",
                            collector,
                        ),
                        prev_recipe_type_revision: previous_integer(
                            fields,
                            "prev_recipe_type_revision",
                            collector,
                        ),
                        recipe_type_name: recipe_type_name?,
                        recipe_type_revision: recipe_type_revision?,
                    }
                }
                NodeKind::Condition => NodeTypeDiff::Condition {},
            },
        )
    }
}

impl Read for DiffReason {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object with a name and a description")?;
        let name = text(fields, "name", collector);
        Some(DiffReason {
            description: description(fields, collector),
            name: name?,
        })
    }
}

impl Read for NamedChange {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object with a name and a description")?;
        let name = word(fields, "name", collector, ChangeName::ALL);
        Some(NamedChange {
            description: description(fields, collector),
            name: name?,
        })
    }
}

impl Read for DiffDependency {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object with the name of a node")?;
        let name = text(fields, "name", collector)?;
        Some(DiffDependency { name })
    }
}

/// An array of documents; what is absent is empty.
fn list<D: Read>(fields: Fields<'_>, field: &'static str, collector: &mut Collector) -> Vec<D> {
    let Some(at) = fields.present(field) else {
        return Vec::new();
    };
    let items = at.each_item(collector, "an array");
    items
        .filter_map(|at| at.read_or_leave_out(collector, D::read))
        .collect()
}

fn boolean(fields: Fields<'_>, field: &'static str, collector: &mut Collector) -> Option<bool> {
    fields
        .required(collector, field, "true or false")?
        .boolean(collector, "true or false")
}

fn word<T: Copy>(
    fields: Fields<'_>,
    field: &'static str,
    collector: &mut Collector,
    words: &[(&'static str, T)],
) -> Option<T> {
    fields
        .required(collector, field, "one of a few words")?
        .one_of(collector, words)
}

fn text(fields: Fields<'_>, field: &'static str, collector: &mut Collector) -> Option<String> {
    let text = fields
        .required(collector, field, "a text")?
        .string(collector, "a text")?;
    Some(text.to_owned())
}

fn integer(fields: Fields<'_>, field: &'static str, collector: &mut Collector) -> Option<i64> {
    fields
        .required(collector, field, "an integer")?
        .integer(collector, "an integer")
}

fn previous_text(fields: Fields<'_>, field: &str, collector: &mut Collector) -> Option<String> {
    let text = fields.present(field)?.string(collector, "a text")?;
    Some(text.to_owned())
}

fn previous_integer(fields: Fields<'_>, field: &str, collector: &mut Collector) -> Option<i64> {
    fields.present(field)?.integer(collector, "an integer")
}

/// What the server says to people, nothing where it is silent.
fn description(fields: Fields<'_>, collector: &mut Collector) -> String {
    let text = fields
        .present("description")
        .and_then(|at| at.string(collector, "a text"));
    text.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::Reader;

    fn node(changed: impl FnOnce(&mut Value)) -> Value {
        let mut node = json!({
            "status": "CHANGED",
            "changes": [{"name": "NODE_TYPE_CHANGE", "description": "It was a condition."}],
            "reprocess_new_node": true,
            "force_reprocess": false,
            "dependencies": [{"name": "parse"}],
            "prev_node_type": "condition",
            "node_type": {
                "node_type": "job",
                "job_type_name": "ortho",
                "job_type_version": "1.0",
                "job_type_revision": 2,
                "prev_job_type_name": "orthorectify",
            },
        });
        changed(&mut node);
        json!({"can_be_reprocessed": true, "reasons": [], "nodes": {"ortho": node}})
    }

    #[test]
    fn what_the_server_sends_comes_back() {
        let sent = node(|_| {});
        let document: RecipeDiffDocument = serde_json::from_value(sent.clone()).unwrap();
        assert_eq!(serde_json::to_value(&document).unwrap(), sent);
        assert_eq!(
            document.nodes["ortho"].prev_node_type,
            Some(NodeKind::Condition)
        );
    }

    #[test]
    fn fields_that_the_api_does_not_have_are_ignored() {
        let sent = node(|node| {
            node["colour"] = "red".into();
            node["node_type"] = json!({"node_type": "condition", "interface": {}});
            node["prev_node_type"] = Value::Null;
        });
        let document: RecipeDiffDocument = serde_json::from_value(sent).unwrap();
        assert_eq!(
            document.nodes["ortho"].node_type,
            NodeTypeDiff::Condition {}
        );
        assert_eq!(document.nodes["ortho"].prev_node_type, None);
    }

    #[test]
    fn what_cannot_be_read_is_left_out_and_said() {
        let mut sent = node(|node| {
            node["changes"] =
                json!([{"name": "COLOUR_CHANGE"}, {"name": "FILTER_CHANGE"}, "PARENT_NEW"]);
            node["dependencies"] = json!([{"name": "parse"}, {}, {"name": "ghost"}]);
        });
        sent["reasons"] = json!(["INPUT_CHANGE"]);
        let mut broken = sent["nodes"]["ortho"].clone();
        broken["status"] = "CHANGD".into();
        broken["node_type"]["job_type_revision"] = "2".into();
        sent["nodes"]["parse"] = json!(broken);
        let reading = Reader::new().value::<RecipeDiffDocument>(&sent);
        assert_eq!(reading.errors, []);
        let said: Vec<_> = reading
            .warnings
            .iter()
            .map(|problem| {
                (
                    problem.path.as_str(),
                    problem.params["cause"].as_str().unwrap(),
                )
            })
            .collect();
        let ortho = "/nodes/ortho";
        let expected = [
            (format!("{ortho}/changes/0/name"), "INVALID_VALUE"),
            (format!("{ortho}/changes/2"), "WRONG_TYPE"),
            (format!("{ortho}/dependencies/0"), "UNKNOWN_NODE"),
            (format!("{ortho}/dependencies/1"), "MISSING_FIELD"),
            (format!("{ortho}/dependencies/2"), "UNKNOWN_NODE"),
        ];
        for (path, cause) in &expected {
            assert!(said.contains(&(path.as_str(), *cause)), "{path}: {said:?}");
        }
        assert!(said.contains(&("/nodes/parse/status", "INVALID_VALUE")));
        assert!(said.contains(&("/reasons/0", "WRONG_TYPE")));
        let document = reading.document.unwrap();
        assert_eq!(document.nodes.len(), 1);
        assert_eq!(document.nodes["ortho"].changes.len(), 1);
    }

    #[test]
    fn what_says_nothing_is_no_diff_document() {
        for (broken, path) in [
            (json!({"can_be_reprocessed": true}), ""),
            (json!({"nodes": {}}), ""),
            (json!({"can_be_reprocessed": true, "nodes": []}), "/nodes"),
            (json!([]), ""),
        ] {
            let reading = Reader::new().value::<RecipeDiffDocument>(&broken);
            assert_eq!(reading.errors.len(), 1, "{broken}");
            assert_eq!(reading.errors[0].path, path);
            assert_eq!(reading.errors[0].name, Name::InvalidResponse);
        }
    }

    #[test]
    fn an_empty_object_is_no_diff() {
        let read = |text| Reader::new().text::<Option<RecipeDiffDocument>>(text);
        assert_eq!(read("{}").document, Some(None));
        assert_eq!(read("[]").errors.len(), 1);
        assert!(read(&node(|_| {}).to_string()).document.unwrap().is_some());
    }
}
