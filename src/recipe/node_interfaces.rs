//! What the job types and recipe types of nodes declare.

use serde::Serialize;

use crate::documents::{
    Interface, JobType, Node, NodeType, RecipeDefinition, RecipeType, SubRecipeTypes,
    deserialize_by_reading,
};
use crate::problem::ProblemName;
use crate::read::{At, Collector, Read};
use crate::sorted::SortedMap;

/// What the job type or recipe type of a node declares.
///
/// ```
/// use scale_batch::recipe::NodeInterfaces;
///
/// let interfaces: NodeInterfaces = serde_json::from_str(r#"{"output": {"files": [{"name": "IMAGE"}]}}"#)?;
/// assert!(interfaces.input.is_none(), "not known");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// Structural mistakes are `INVALID_RECIPE_DEFINITION`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "What the job type or recipe type of a node declares.",
        deny_unknown_fields,
    )
)]
pub struct NodeInterfaces {
    /// What it takes; `None` when that is not known.
    pub input: Option<Interface>,
    /// What it gives; `None` when that is not known.
    pub output: Option<Interface>,
}

deserialize_by_reading!(NodeInterfaces);

impl Read for NodeInterfaces {
    const NAME: ProblemName = ProblemName::InvalidRecipeDefinition;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let wanted = "an object with the interfaces of a node: input and output";
        let fields = at.strict_object(collector, wanted, &["input", "output"])?;
        let mut interface = |field| match fields.present(field) {
            Some(at) => Interface::read_declared(at, collector).map(Some),
            None => Some(None),
        };
        let input = interface("input");
        let output = interface("output");
        Some(NodeInterfaces {
            input: input?,
            output: output?,
        })
    }
}

/// What the types of a recipe's nodes declare, by node: as far as `job_types` of the recipe type have its job types
/// with their manifests, and `sub_recipe_types` the recipe types of its recipe nodes.
///
/// A node that runs another revision than the one listed is left out: what that revision declares is not known.
///
/// Source: the Scale API's recipe type details, `job_types`, and the interface of their Seed manifests.
///
/// ```
/// use scale_batch::{Reader, RecipeType};
/// use scale_batch::documents::SubRecipeTypes;
/// use scale_batch::recipe::{RecipeContext, check_recipe, node_interfaces};
///
/// let text = r#"{"definition": {"input": {"files": [{"name": "SCENE"}]}, "nodes": {"parse": {
///     "dependencies": [], "input": {"SCENE": {"type": "recipe", "input": "SCENE"}},
///     "node_type": {"node_type": "job", "job_type_name": "parse", "job_type_version": "1.0", "job_type_revision": 3}}}},
///   "job_types": [{"name": "parse", "version": "1.0", "revision_num": 3,
///     "manifest": {"job": {"interface": {"inputs": {"files": [{"name": "IMAGE"}]}}}}}]}"#;
/// let recipe_type = Reader::new().text::<RecipeType>(text).into_result()?;
/// let interfaces = node_interfaces(&recipe_type, &SubRecipeTypes::default());
/// let context = RecipeContext::new().with_interfaces(interfaces);
/// let report = check_recipe(&recipe_type.definition, &context);
/// assert_eq!(report.errors[0].params["cause"], "PARAM_REQUIRED", "nothing is connected to IMAGE");
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[must_use]
pub fn node_interfaces(
    recipe_type: &RecipeType,
    sub_recipe_types: &SubRecipeTypes,
) -> SortedMap<String, NodeInterfaces> {
    let declared = declared(
        &recipe_type.definition,
        &recipe_type.job_types,
        sub_recipe_types,
    );
    let interfaces = declared
        .into_iter()
        .map(|(name, Declared { input, output })| {
            let interfaces = NodeInterfaces {
                input: input.cloned(),
                output: output.cloned(),
            };
            (name.to_owned(), interfaces)
        });
    interfaces.collect()
}

/// The [`NodeInterfaces`] of a node where they are declared: all nodes of one type share them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Declared<'d> {
    pub(super) input: Option<&'d Interface>,
    pub(super) output: Option<&'d Interface>,
}

/// [`node_interfaces`] of a definition.
pub(super) fn declared<'d>(
    definition: &'d RecipeDefinition,
    job_types: impl IntoIterator<Item = &'d JobType>,
    sub_recipe_types: &'d SubRecipeTypes,
) -> SortedMap<&'d str, Declared<'d>> {
    let job_types: SortedMap<_, _> = job_types
        .into_iter()
        // A document without a manifest does not hide another with one.
        .filter(|known| known.input.is_some())
        .map(|known| {
            let key = (known.name.as_str(), known.version.as_str());
            ((key, known.revision_num), known)
        })
        .collect();
    let declared = |node: &'d Node| match &node.node_type {
        NodeType::Job {
            job_type_name,
            job_type_version,
            job_type_revision,
        } => {
            let key = (job_type_name.as_str(), job_type_version.as_str());
            let known = job_types.get(&(key, *job_type_revision))?;
            Some(Declared {
                input: known.input.as_ref(),
                output: known.output.as_ref(),
            })
        }
        NodeType::Recipe {
            recipe_type_name,
            recipe_type_revision,
        } => {
            let known = sub_recipe_types.revision(recipe_type_name, *recipe_type_revision)?;
            Some(Declared {
                input: Some(&known.input),
                output: None,
            })
        }
        NodeType::Condition { .. } => None,
    };
    let nodes = definition.nodes.iter();
    nodes
        .filter_map(|(name, node)| Some((name.as_str(), declared(node)?)))
        .collect()
}
