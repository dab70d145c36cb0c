//! Checking a whole recipe definition.

use serde::Serialize;
use serde_json::Value;

use super::node_interfaces::{NodeInterfaces, declared};
use super::rules::{self, Subject};
use crate::documents::{JobType, PartialRecipe, RecipeDefinition, RecipeType, SubRecipeTypes};
use crate::problem::{Name, Problem, Severity};
use crate::read::fields::{At, Collector};
use crate::read::tree::{Tree, Unreadable};
use crate::read::{Limits, Read, Reader, report_duplicates};
use crate::sorted::{SortedMap, SortedSet};

/// What came of checking a recipe definition.
///
/// In JSON: `{errors, warnings, topological_order}`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Recipe report",
    description = "What came of checking a recipe definition.",
    transform = crate::documents::schema::titled,
))]
#[non_exhaustive]
pub struct RecipeReport {
    /// Why the server would refuse the definition, in document order; the server reports one of them.
    pub errors: Vec<Problem>,
    /// What is allowed, but a person should look at, in document order.
    pub warnings: Vec<Problem>,
    /// The names of the nodes, each after all that it depends on; of nodes that could come next, the smallest name
    /// does. `None` when nodes depend on each other in a circle, or cannot be read.
    pub topological_order: Option<Vec<String>>,
}

/// Checks a recipe definition by every rule that there is.
///
/// `interfaces` are what the job types and recipe types of nodes declare, by the name of the node. What a node
/// without an entry takes and gives is not checked.
///
/// The errors are `DUPLICATE_INPUT`, `UNKNOWN_NODE`, `UNKNOWN_INPUT`, `CONNECTION_INVALID_NODE`,
/// `CIRCULAR_DEPENDENCY`, `NODE_INTERFACE`, `INVALID_CONDITION`, `INVALID_FIELDS` and `VALUE_ERROR`; the warnings
/// `MISMATCHED_MEDIA_TYPES`, `MISMATCHED_TYPE`, `UNMATCHED_FILTER` and `UNMATCHED_PARAMETERS`.
///
/// Linear in nodes, dependencies and connections, but for connections that reach past a node's own dependencies:
/// those cost more the further they reach.
///
/// Source: the Scale API's *Recipe Definition JSON*, and the rules of its *Validate Recipe Type*.
///
/// ```
/// use scale_batch::{Name, RecipeDefinition, check_recipe, SortedMap};
///
/// let definition: RecipeDefinition = serde_json::from_str(r#"{
///     "nodes": {
///         "parse": {
///             "dependencies": [{"name": "prase"}],
///             "input": {"INPUT_FILE": {"type": "recipe", "input": "SCENE"}},
///             "node_type": {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}
///         }
///     }
/// }"#)?;
/// let report = check_recipe(&definition, &SortedMap::new());
/// let names: Vec<Name> = report.errors.iter().map(|problem| problem.name).collect();
/// assert_eq!(names, [Name::UnknownNode, Name::UnknownInput]);
/// assert_eq!(report.errors[1].path, "/nodes/parse/input/INPUT_FILE/input");
/// assert_eq!(report.topological_order, Some(vec!["parse".to_owned()]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn check_recipe(
    definition: &RecipeDefinition,
    interfaces: &SortedMap<String, NodeInterfaces>,
) -> RecipeReport {
    let (problems, topological_order) = rules::check(&Subject {
        definition,
        input_is_whole: true,
        broken_nodes: &SortedSet::default(),
        interfaces,
    });
    let (errors, warnings) = problems
        .into_iter()
        .partition(|problem| problem.severity == Severity::Error);
    RecipeReport {
        errors,
        warnings,
        topological_order,
    }
}

impl Reader {
    /// Reads a recipe definition from JSON text and [checks](check_recipe) what could be read; problems know their
    /// lines and columns.
    ///
    /// Structural errors are `INVALID_RECIPE_DEFINITION`. A node with one is left alone by the rules.
    ///
    /// ```
    /// use scale_batch::{Reader, SortedMap};
    ///
    /// let text = "{\"nodes\": {\n  \"a\": {\"dependencies\": [{\"name\": \"b\"}]},\n  \"c\": 5\n}}";
    /// let report = Reader::new().check_recipe_text(text, &SortedMap::new());
    /// assert_eq!(report.errors.len(), 3);
    /// assert_eq!(report.errors[2].position.unwrap().line, 3);
    /// ```
    #[must_use]
    pub fn check_recipe_text(
        &self,
        text: &str,
        interfaces: &SortedMap<String, NodeInterfaces>,
    ) -> RecipeReport {
        let tree = Tree::from_text(text, &self.limits);
        check_recipe_tree(tree, Some(text), &self.limits, interfaces)
    }

    /// As [`check_recipe_text`](Self::check_recipe_text), from a value.
    #[must_use]
    pub fn check_recipe_value(
        &self,
        value: &Value,
        interfaces: &SortedMap<String, NodeInterfaces>,
    ) -> RecipeReport {
        let tree = Tree::from_value(value, &self.limits);
        check_recipe_tree(tree, None, &self.limits, interfaces)
    }

    /// Reads the details of a recipe type from JSON text and [checks](check_recipe) its definition with what they
    /// tell of its nodes, as [`node_interfaces`](crate::node_interfaces) does.
    ///
    /// ```
    /// use scale_batch::{Reader, SubRecipeTypes};
    ///
    /// let text = r#"{"name": "ortho", "definition": {"nodes": {"a": {"dependencies": [{"name": "b"}],
    ///     "input": {}, "node_type": {"node_type": "recipe", "recipe_type_name": "c", "recipe_type_revision": 1}}}}}"#;
    /// let report = Reader::new().check_recipe_type_text(text, &SubRecipeTypes::default());
    /// assert_eq!(report.errors[0].path, "/definition/nodes/a/dependencies/0/name");
    /// ```
    #[must_use]
    pub fn check_recipe_type_text(
        &self,
        text: &str,
        sub_recipe_types: &SubRecipeTypes,
    ) -> RecipeReport {
        let tree = Tree::from_text(text, &self.limits);
        check_recipe_type_tree(tree, Some(text), &self.limits, sub_recipe_types)
    }
}

/// Checks a recipe definition that is a whole document.
pub(crate) fn check_recipe_tree(
    tree: Result<Tree<'_>, Unreadable>,
    text: Option<&str>,
    limits: &Limits,
    interfaces: &SortedMap<String, NodeInterfaces>,
) -> RecipeReport {
    report(
        tree,
        RecipeDefinition::NAME,
        text,
        limits,
        |root, collector| {
            let partial = PartialRecipe::read(root, collector)?;
            apply_rules(root, &partial, interfaces, collector)
        },
    )
}

/// Checks the recipe definition in the details of a recipe type, with what these tell of its nodes.
pub(crate) fn check_recipe_type_tree(
    tree: Result<Tree<'_>, Unreadable>,
    text: Option<&str>,
    limits: &Limits,
    sub_recipe_types: &SubRecipeTypes,
) -> RecipeReport {
    report(tree, RecipeType::NAME, text, limits, |root, collector| {
        let fields = root.object(collector, "an object: the recipe type")?;
        let job_types = JobType::read_all(fields, collector);
        let at = RecipeType::definition_in(fields, collector)?;
        let partial = PartialRecipe::read(at, collector)?;
        let interfaces = declared(&partial.definition, &job_types, sub_recipe_types);
        apply_rules(at, &partial, &interfaces, collector)
    })
}

fn report(
    tree: Result<Tree<'_>, Unreadable>,
    name: Name,
    text: Option<&str>,
    limits: &Limits,
    check: impl FnOnce(At<'_>, &mut Collector) -> Option<Vec<String>>,
) -> RecipeReport {
    let tree = match tree {
        Ok(tree) => tree,
        Err(unreadable) => {
            return RecipeReport {
                errors: vec![unreadable.into_problem(name, text)],
                warnings: Vec::new(),
                topological_order: None,
            };
        }
    };
    let mut collector = Collector::new(limits);
    let topological_order = check(At::root(&tree, name), &mut collector);
    report_duplicates(&tree, &mut collector);
    let (errors, warnings) = collector.finish(&tree);
    RecipeReport {
        errors,
        warnings,
        topological_order,
    }
}

/// Applies every rule to what could be read, and gives the order of the nodes.
fn apply_rules(
    at: At<'_>,
    partial: &PartialRecipe,
    interfaces: &SortedMap<String, NodeInterfaces>,
    collector: &mut Collector,
) -> Option<Vec<String>> {
    let (problems, order) = rules::check(&Subject {
        definition: &partial.definition,
        input_is_whole: partial.input_is_whole,
        broken_nodes: &partial.broken_nodes,
        interfaces,
    });
    let place = at.pointer();
    for problem in problems {
        collector.rule(problem.below(&place));
    }
    order
}
