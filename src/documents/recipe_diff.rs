//! Recipe Diff JSON: what a re-processing batch will do with a recipe, as the server tells it.

use serde::Serialize;

use super::{DocumentKind, NodeDiffDocument, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::problem::structural::Mistake;
use crate::read::{At, Collector, Read};
use crate::sorted::SortedMap;
use crate::words::quoted;

/// A diff between two revisions of a recipe type, as the API has it.
///
/// The server also sends `{}` for "no diff": read an `Option<RecipeDiffDocument>` to allow that.
///
/// Source: the Scale API's *Recipe Diff JSON*.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::{NodeStatus, RecipeDiffDocument};
///
/// let text = r#"{"can_be_reprocessed": true, "reasons": [], "nodes": {"job_a": {
///     "status": "UNCHANGED", "changes": [], "reprocess_new_node": false, "force_reprocess": false,
///     "dependencies": [], "node_type": {"node_type": "condition"}}}}"#;
/// let diff = Reader::new().text::<RecipeDiffDocument>(text).into_result()?;
/// assert_eq!(diff.nodes["job_a"].status, NodeStatus::Unchanged);
/// let none = Reader::new().text::<Option<RecipeDiffDocument>>("{}").into_result()?;
/// assert_eq!(none, None);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it is no object, has no nodes or does not say whether recipes can be re-processed. A node, a
/// change, a reason or a dependency that cannot be read is left out, with a warning; fields that the API does not have
/// are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        title = "Recipe diff",
        description = "What a re-processing batch will do with each node of the recipe.",
    )
)]
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
///
/// ```
/// use scale_batch::documents::{DiffReason, RecipeDiffDocument};
///
/// let reason = DiffReason::new("INPUT_CHANGE", "The input interface changed.");
/// let nodes: [(&str, _); 0] = [];
/// let document = RecipeDiffDocument::new(nodes).with_reasons([reason]);
/// assert!(!document.can_be_reprocessed);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DiffReason {
    /// The stable name; so far the API has `INPUT_CHANGE` only.
    pub name: String,
    /// The reason for people.
    pub description: String,
}

impl RecipeDiffDocument {
    /// A diff with these nodes, whose recipes can be re-processed.
    ///
    /// ```
    /// use scale_batch::documents::{NodeDiffDocument, NodeStatus, NodeTypeDiff, RecipeDiffDocument};
    ///
    /// let node = NodeDiffDocument::new(NodeStatus::New, NodeTypeDiff::Condition {}).with_reprocess_new_node(true);
    /// let diff = RecipeDiffDocument::new([("is_cloudy", node)]);
    /// assert!(diff.can_be_reprocessed && diff.nodes["is_cloudy"].reprocess_new_node);
    /// ```
    #[must_use]
    pub fn new<K: Into<String>>(nodes: impl IntoIterator<Item = (K, NodeDiffDocument)>) -> Self {
        let nodes = nodes.into_iter().map(|(name, node)| (name.into(), node));
        RecipeDiffDocument {
            can_be_reprocessed: true,
            reasons: Vec::new(),
            nodes: nodes.collect(),
        }
    }

    /// The same, whose recipes cannot be re-processed, and why.
    ///
    /// ```
    /// use scale_batch::documents::{DiffReason, RecipeDiffDocument};
    ///
    /// let reason = DiffReason::new("INPUT_CHANGE", "The input interface changed.");
    /// let nodes: [(&str, _); 0] = [];
    /// let document = RecipeDiffDocument::new(nodes).with_reasons([reason]);
    /// assert!(!document.can_be_reprocessed);
    /// ```
    #[must_use]
    pub fn with_reasons(mut self, reasons: impl IntoIterator<Item = DiffReason>) -> Self {
        self.can_be_reprocessed = false;
        self.reasons = reasons.into_iter().collect();
        self
    }
}

impl DiffReason {
    /// A reason by its name, with a sentence for people.
    ///
    /// ```
    /// use scale_batch::documents::DiffReason;
    ///
    /// assert_eq!(DiffReason::new("INPUT_CHANGE", "…").name, "INPUT_CHANGE");
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, description: impl Into<String>) -> Self {
        DiffReason {
            name: name.into(),
            description: description.into(),
        }
    }
}

deserialize_by_reading!(RecipeDiffDocument);

impl Read for RecipeDiffDocument {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.document(collector, "a recipe diff", &[DocumentKind::RecipeDiff])?;
        let wanted = "true or false";
        let can_be_reprocessed = fields.required_boolean(collector, "can_be_reprocessed", wanted);
        let lenient = fields.leniently();
        let reasons = lenient.readable_documents(collector, "reasons", "an array");
        let wanted = "an object with every node by its name";
        let members = fields
            .required(collector, "nodes", wanted)
            .and_then(|at| at.members(collector, wanted));
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
            .and_then(|fields| fields.get("name")?.text());
        let Some(name) = name.filter(|name| !nodes.contains_key(*name)) else {
            continue;
        };
        let said = format!(
            "The diff has no node {} that can be read: the dependency on it is left out.",
            quoted(name)
        );
        let mistake = Mistake::UnknownNode { node: name, said };
        dependency.report(collector, dependency.mistake(mistake));
    }
}

/// `{}` is "no diff".
impl Read for Option<RecipeDiffDocument> {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let mut members = at.members(collector, "an object: the recipe diff, or {}")?;
        if members.next().is_none() {
            return Some(None);
        }
        RecipeDiffDocument::read(at, collector).map(Some)
    }
}

impl Read for DiffReason {
    const NAME: ProblemName = ProblemName::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at
            .as_served()
            .object(collector, "an object with a name and a description")?;
        let name = fields.required_string(collector, "name", "a string");
        let description = fields.string(collector, "description", "a string");
        Some(DiffReason {
            name: name?,
            description: description.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::documents::{NodeKind, NodeTypeDiff, Reader};

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
            assert_eq!(reading.errors[0].name, ProblemName::InvalidResponse);
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
