//! What a node of a recipe definition runs.

use serde::Serialize;

use super::interface::warn_about_fields_left_out;
use super::words::words;
use super::{DataFilter, Interface, deserialize_by_reading};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};

/// What a node runs.
///
/// Source: the Scale API's *Recipe Definition JSON*, `nodes.*.node_type`.
///
/// ```
/// use scale_batch::documents::{NodeKind, NodeType};
///
/// assert_eq!(NodeType::recipe("mosaic", 2).kind(), NodeKind::Recipe);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(description = "What a node runs."))]
#[serde(
    tag = "node_type",
    rename_all = "lowercase",
    rename_all_fields = "snake_case",
    deny_unknown_fields
)]
#[non_exhaustive]
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
    /// A revision of a job type.
    ///
    /// ```
    /// use scale_batch::documents::{NodeKind, NodeType};
    ///
    /// assert_eq!(NodeType::job("scene-parse", "1.0.0", 1).kind(), NodeKind::Job);
    /// ```
    #[must_use]
    pub fn job(name: impl Into<String>, version: impl Into<String>, revision: i64) -> Self {
        NodeType::Job {
            job_type_name: name.into(),
            job_type_version: version.into(),
            job_type_revision: revision,
        }
    }

    /// A revision of a recipe type.
    ///
    /// ```
    /// use scale_batch::documents::{NodeKind, NodeType};
    ///
    /// assert_eq!(NodeType::recipe("ortho", 2).kind(), NodeKind::Recipe);
    /// ```
    #[must_use]
    pub fn recipe(name: impl Into<String>, revision: i64) -> Self {
        NodeType::Recipe {
            recipe_type_name: name.into(),
            recipe_type_revision: revision,
        }
    }

    /// A condition.
    ///
    /// ```
    /// use scale_batch::documents::{DataFilter, Interface, NodeKind, NodeType};
    ///
    /// let condition = NodeType::condition(Interface::new(), DataFilter::new([]));
    /// assert_eq!(condition.kind(), NodeKind::Condition);
    /// ```
    #[must_use]
    pub fn condition(interface: Interface, data_filter: DataFilter) -> Self {
        NodeType::Condition {
            interface,
            data_filter,
        }
    }

    /// The kind of the node.
    ///
    /// ```
    /// use scale_batch::documents::{NodeKind, NodeType};
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

words! {
    /// The kind of a node.
    ///
    /// Source: the Scale API's *Recipe Definition JSON*, `nodes.*.node_type.node_type`.
    ///
    /// ```
    /// assert_eq!(scale_batch::documents::NodeKind::Recipe.as_str(), "recipe");
    /// ```
    #[cfg_attr(feature = "schema", schemars(description = "The kind of a node."))]
    #[non_exhaustive]
    pub enum NodeKind {
        /// It runs a job.
        Job = "job",
        /// It runs another recipe.
        Recipe = "recipe",
        /// It lets data through or does not.
        Condition = "condition",
    }
}

deserialize_by_reading!(NodeType);

impl Read for NodeType {
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        const JOB: [&str; 4] = [
            "node_type",
            "job_type_name",
            "job_type_version",
            "job_type_revision",
        ];
        const RECIPE: [&str; 3] = ["node_type", "recipe_type_name", "recipe_type_revision"];
        const CONDITION: [&str; 3] = ["node_type", "interface", "data_filter"];
        let wanted = "an object that says what the node runs: a job, a recipe or a condition";
        let fields = at.object(collector, wanted)?;
        match fields.required_word(collector, "node_type", wanted)? {
            NodeKind::Job => {
                fields.only(collector, &JOB);
                let wanted = "the name of a job type";
                let name = fields.required_string(collector, "job_type_name", wanted);
                let wanted = "the version of the job type, a string such as \"1.0.0\"";
                let version = fields.required_string(collector, "job_type_version", wanted);
                let wanted = "an integer: the revision of the job type";
                let revision = fields.required_integer(collector, "job_type_revision", wanted);
                Some(NodeType::Job {
                    job_type_name: name?,
                    job_type_version: version?,
                    job_type_revision: revision?,
                })
            }
            NodeKind::Recipe => {
                fields.only(collector, &RECIPE);
                let wanted = "the name of a recipe type";
                let name = fields.required_string(collector, "recipe_type_name", wanted);
                let wanted = "an integer: the revision of the recipe type";
                let revision = fields.required_integer(collector, "recipe_type_revision", wanted);
                Some(NodeType::Recipe {
                    recipe_type_name: name?,
                    recipe_type_revision: revision?,
                })
            }
            NodeKind::Condition => {
                fields.only(collector, &CONDITION);
                let wanted = "it says what the condition takes";
                let interface: Option<Interface> =
                    fields.required_document(collector, "interface", wanted);
                if interface.is_some() {
                    if let Some(written) = fields.get("interface").and_then(At::fields) {
                        warn_about_fields_left_out(written, collector);
                    }
                }
                let wanted = "it says what the condition lets through";
                let data_filter = fields.required_document(collector, "data_filter", wanted);
                Some(NodeType::Condition {
                    interface: interface?,
                    data_filter: data_filter?,
                })
            }
        }
    }
}
