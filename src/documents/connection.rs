//! Where an input of a node comes from.

use serde::Serialize;

use super::deserialize_by_reading;
use super::words::words;
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};

/// Where an input of a node comes from.
///
/// Source: the Scale API's *Recipe Definition JSON*, `nodes.*.input`.
///
/// ```
/// use scale_batch::documents::Connection;
///
/// let connection = Connection::dependency("parse", "LINE");
/// assert!(matches!(connection, Connection::Dependency { node, .. } if node == "parse"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "Where an input of a node comes from.",)
)]
#[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
#[non_exhaustive]
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

impl Connection {
    /// From an input of the recipe.
    ///
    /// ```
    /// use scale_batch::documents::Connection;
    ///
    /// let json = r#"{"type":"recipe","input":"SCENE"}"#;
    /// assert_eq!(serde_json::to_string(&Connection::recipe("SCENE"))?, json);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn recipe(input: impl Into<String>) -> Self {
        Connection::Recipe {
            input: input.into(),
        }
    }

    /// From an output of another node.
    ///
    /// ```
    /// use scale_batch::documents::Connection;
    ///
    /// let json = r#"{"type":"dependency","node":"parse","output":"PARSED"}"#;
    /// assert_eq!(serde_json::to_string(&Connection::dependency("parse", "PARSED"))?, json);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn dependency(node: impl Into<String>, output: impl Into<String>) -> Self {
        Connection::Dependency {
            node: node.into(),
            output: output.into(),
        }
    }
}

words! {
    /// The two kinds of connections.
    enum ConnectionType {
        Recipe = "recipe",
        Dependency = "dependency",
    }
}

deserialize_by_reading!(Connection);

impl Read for Connection {
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let wanted = "an object such as {\"type\": \"recipe\", \"input\": \"SCENE\"}";
        let fields = at.object(collector, wanted)?;
        let kind = fields.required_word(collector, "type", wanted)?;
        match kind {
            ConnectionType::Recipe => {
                fields.only(collector, &["type", "input"]);
                let input =
                    fields.required_string(collector, "input", "the name of a recipe input");
                Some(Connection::Recipe { input: input? })
            }
            ConnectionType::Dependency => {
                fields.only(collector, &["type", "node", "output"]);
                let node = fields.required_string(collector, "node", "the name of a node");
                let wanted = "the name of an output of that node";
                let output = fields.required_string(collector, "output", wanted);
                Some(Connection::Dependency {
                    node: node?,
                    output: output?,
                })
            }
        }
    }
}
