//! A node of a recipe definition, and the nodes that run before it.

use serde::Serialize;

use super::with::with_methods;
use super::{Connection, NodeType, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};
use crate::sorted::SortedMap;

/// A node of a recipe: what it runs, after which other nodes, and where its input comes from.
///
/// Source: the Scale API's *Recipe Definition JSON*, `nodes`.
///
/// ```
/// use scale_batch::documents::{Dependency, Node, NodeType};
///
/// let node = Node::new(NodeType::job("parse", "1.0", 3)).with_dependencies([Dependency::new("read")]);
/// assert_eq!(node.dependencies[0].name, "read");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Recipe node",
    description = "What the node runs, after which other nodes, and where its input comes from.",
    deny_unknown_fields,
    transform = super::schema::request,
))]
#[non_exhaustive]
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
///
/// ```
/// use scale_batch::documents::Dependency;
///
/// assert!(Dependency::new("is-clear").acceptance, "the default");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    description = "A node that runs before another.",
    deny_unknown_fields,
    transform = super::schema::request,
))]
#[non_exhaustive]
pub struct Dependency {
    /// The name of the node that runs before.
    pub name: String,
    /// Of a condition node: run when it lets the data through (true) or when it does not (false). Default: true.
    #[cfg_attr(feature = "schema", schemars(default = "super::schema::yes"))]
    pub acceptance: bool,
}

impl Node {
    /// A node that depends on none and takes nothing.
    ///
    /// ```
    /// use scale_batch::documents::{Dependency, Node, NodeType};
    ///
    /// let node = Node::new(NodeType::recipe("ortho", 2)).with_dependencies([Dependency::new("parse")]);
    /// assert_eq!(node.dependencies[0].name, "parse");
    /// ```
    #[must_use]
    pub fn new(node_type: NodeType) -> Self {
        Node {
            dependencies: Vec::new(),
            input: SortedMap::new(),
            node_type,
        }
    }
}

with_methods! { Node {
    /// The same with the nodes that run before it.
    with_dependencies: list dependencies Dependency;
    /// The same with where its inputs come from, by the name of each.
    with_input: map input Connection;
}}

impl Dependency {
    /// A dependency on a node; on a condition node, that it lets the data through.
    ///
    /// ```
    /// use scale_batch::documents::Dependency;
    ///
    /// let dependency = Dependency::new("is_cloudy").with_acceptance(false);
    /// assert!(!dependency.acceptance);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Dependency {
            name: name.into(),
            acceptance: true,
        }
    }
}

with_methods! { Dependency {
    /// The same, to run when a condition node lets the data through (true) or when it does not (false).
    with_acceptance: set acceptance bool;
}}

deserialize_by_reading!(Node, Dependency);

impl Read for Node {
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 3] = ["dependencies", "input", "node_type"];
        let wanted = "an object: a node with its dependencies, input and node_type";
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        // Both must be there; as a server sends it, `null` is as good as empty.
        let wanted = "it lists the nodes that run before this one";
        let dependencies = fields
            .required(collector, "dependencies", wanted)
            .and_then(|_| match fields.optional("dependencies") {
                Some(at) => {
                    at.required()
                        .every(collector, "an array of dependencies", Dependency::read)
                }
                None => Some(Vec::new()),
            });
        let wanted = "it says where each input of the node comes from";
        let input = fields.required(collector, "input", wanted).and_then(|_| {
            match fields.optional("input") {
                Some(at) => read_connections(at.required(), collector),
                None => Some(SortedMap::new()),
            }
        });
        let wanted = "it says what the node runs";
        let node_type = fields.required_document(collector, "node_type", wanted);
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
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const FIELDS: [&str; 2] = ["name", "acceptance"];
        let wanted = "an object such as {\"name\": \"parse\"}";
        let fields = at.strict_object(collector, wanted, &FIELDS)?;
        let name =
            fields.required_string(collector, "name", "the name of the node that runs before");
        let wanted = "true (after data was let through) or false (after it was not)";
        let acceptance = fields.boolean_or(collector, "acceptance", true, wanted);
        Some(Dependency {
            name: name?,
            acceptance: acceptance?,
        })
    }
}
