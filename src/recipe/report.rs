//! Checking a whole recipe definition.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::context::{Details, Known, RecipeContext};
use super::rules::{self, Subject};
use super::unchecked::{NewerRevision, UncheckedNode, newer_revisions, unchecked_interfaces};
use crate::documents::{
    DocumentKind, JobType, PartialRecipe, RecipeDefinition, RecipeType, is_no_definition,
};
use crate::problem::{Problem, ProblemName, Severity};
use crate::read::tree::{Tree, Unreadable};
use crate::read::{At, Collector, Found, Limits, Read, Reader, report_duplicates};
use crate::sorted::{SortedMap, SortedSet, sort_by};

/// What came of checking a recipe definition.
///
/// In JSON: `{is_complete, errors, warnings, topological_order, unchecked, newer_revisions}`.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::recipe::RecipeContext;
///
/// let definition = std::fs::read_to_string("examples/story/current-definition.json")?;
/// let report = Reader::new().check_recipe_text(&definition, &RecipeContext::new());
/// assert_eq!(report.errors, []);
/// assert!(!report.is_complete, "the interfaces of its nodes were not given");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(description = "What came of checking a recipe definition.",)
)]
#[non_exhaustive]
pub struct RecipeReport {
    /// Whether every rule was decided: the definition could be read, nothing is `unchecked`, and where the saved
    /// recipe type is given, it could be compared.
    pub is_complete: bool,
    /// Why the server would refuse the definition, in document order; the server reports one of them.
    #[serde(deserialize_with = "crate::problem::errors")]
    pub errors: Vec<Problem>,
    /// What is allowed, but a person should look at, in document order.
    #[serde(deserialize_with = "crate::problem::warnings")]
    pub warnings: Vec<Problem>,
    /// The names of the nodes, each after all that it depends on; of nodes that could come next, the smallest name
    /// does. `None` when nodes depend on each other in a circle, or cannot be read.
    pub topological_order: Option<Vec<String>>,
    /// The nodes that were not checked by a rule because a document is not known, in the order of their names.
    pub unchecked: Vec<UncheckedNode>,
    /// The nodes that run an older revision than the latest one that is known, in the order of their names.
    pub newer_revisions: Vec<NewerRevision>,
}

/// Checks a recipe definition by every rule that there is.
///
/// `context` has the job types, revisions and interfaces that are known. What a node takes and gives of which it says
/// nothing is not checked, and the report's `unchecked` names the node.
///
/// The errors are `DUPLICATE_INPUT`, `UNKNOWN_NODE`, `UNKNOWN_INPUT`, `CONNECTION_INVALID_NODE`,
/// `CIRCULAR_DEPENDENCY`, `NODE_INTERFACE`, `INVALID_CONDITION`, `INVALID_FIELDS` and `VALUE_ERROR`; the warnings
/// `MISMATCHED_MEDIA_TYPES`, `MISMATCHED_TYPE`, `UNMATCHED_FILTER`, `UNMATCHED_PARAMETERS`, `FILTER_NEVER_HOLDS`,
/// `UNMATCHED_CONNECTION`, and `UNKNOWN_NODE` for [interfaces](RecipeContext::with_interfaces) of a node that is not there or is a condition.
///
/// Linear in nodes, dependencies and connections, but for connections that reach past a node's own dependencies:
/// those cost more the further they reach.
///
/// The error `RECURSIVE_SUBRECIPES` says that the recipe type would contain itself, or that revisions which it is
/// pinned to contain each other, the warning `SERVER_ERROR_LIKELY` that others which it uses do, and the warning
/// `REPROCESS_WARNING` that recipes of the saved revision cannot be re-processed. A document about another recipe type is
/// the error `INVALID_REQUEST`.
///
/// Source: the Scale API's *Recipe Definition JSON*, and the rules of its *Validate Recipe Type*.
///
/// ```
/// use scale_batch::ProblemName;
/// use scale_batch::documents::RecipeDefinition;
/// use scale_batch::recipe::{RecipeContext, check_recipe};
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
/// let report = check_recipe(&definition, &RecipeContext::new());
/// let names: Vec<ProblemName> = report.errors.iter().map(|problem| problem.name).collect();
/// assert_eq!(names, [ProblemName::UnknownNode, ProblemName::UnknownInput]);
/// assert_eq!(report.errors[1].path, "/nodes/parse/input/INPUT_FILE/input");
/// assert_eq!(report.topological_order, Some(vec!["parse".to_owned()]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn check_recipe(definition: &RecipeDefinition, context: &RecipeContext) -> RecipeReport {
    let known = Known::new(context, Details::default());
    let checked = check(
        Part {
            definition,
            input_is_whole: true,
            broken_nodes: &SortedSet::default(),
            is_sound: true,
        },
        &known,
        Found::default(),
    );
    let mut found = checked.problems;
    found.extend(known.problems);
    let (errors, warnings) = found.separated();
    RecipeReport {
        is_complete: checked.is_complete,
        errors,
        warnings,
        topological_order: checked.topological_order,
        unchecked: checked.unchecked,
        newer_revisions: checked.newer_revisions,
    }
}

/// The errors of a definition of whose types nothing is known, as far as they are wanted.
pub(crate) fn errors_of(
    definition: &RecipeDefinition,
    is_wanted: fn(&Problem) -> bool,
) -> Vec<Problem> {
    let mut found = Found::default().only(is_wanted);
    rules::check(
        &Subject {
            definition,
            input_is_whole: true,
            broken_nodes: &SortedSet::default(),
            interfaces: &SortedMap::new(),
            recursion: &SortedMap::new(),
        },
        &mut found,
    );
    found.separated().0
}

/// A definition, or what could be read of it.
#[derive(Clone, Copy)]
struct Part<'d> {
    definition: &'d RecipeDefinition,
    input_is_whole: bool,
    broken_nodes: &'d SortedSet<String>,
    /// Whether nothing is wrong with its structure.
    is_sound: bool,
}

/// What the rules find.
struct Checked {
    is_complete: bool,
    problems: Found,
    topological_order: Option<Vec<String>>,
    unchecked: Vec<UncheckedNode>,
    newer_revisions: Vec<NewerRevision>,
}

fn check(part: Part<'_>, known: &Known<'_>, mut found: Found) -> Checked {
    let definition = part.definition;
    let is_node =
        |name: &str| definition.nodes.contains_key(name) || part.broken_nodes.contains(name);
    let (interfaces, of_no_node) = known.interfaces(definition, is_node);
    let recursion = rules::recursive_subrecipes(definition, known);
    let topological_order = rules::check(
        &Subject {
            definition,
            input_is_whole: part.input_is_whole,
            broken_nodes: part.broken_nodes,
            interfaces: &interfaces,
            recursion: &recursion.problems,
        },
        &mut found,
    );
    // A circle of the latest revisions is said already.
    if recursion.problems.is_empty() {
        found.extend(rules::pinned_loop(None, definition, |revision| {
            known.definition(revision)
        }));
    }
    // The server compares revisions though what their nodes run does not fit, but not when one is broken.
    let can_be_compared = part.is_sound
        && !found.lacks_errors()
        && found.problems().iter().all(|problem| {
            problem.severity == Severity::Warning
                || matches!(
                    problem.name,
                    ProblemName::NodeInterface | ProblemName::RecursiveSubrecipes
                )
        });
    let saved = known.saved.filter(|_| can_be_compared);
    let reprocess = saved.and_then(|saved| rules::reprocess_warning(saved, definition));
    found.extend(reprocess);
    found.extend(of_no_node);
    let mut unchecked = unchecked_interfaces(definition, &interfaces);
    unchecked.extend(recursion.unchecked);
    sort_by(&mut unchecked, |one, other| one.node.cmp(&other.node));
    Checked {
        is_complete: unchecked.is_empty() && !known.saved_is_useless,
        problems: found,
        topological_order,
        unchecked,
        newer_revisions: newer_revisions(definition, known),
    }
}

impl Reader {
    /// Reads a recipe definition from JSON text and [checks](check_recipe) what could be read; problems know their
    /// lines and columns.
    ///
    /// Structural errors are `INVALID_RECIPE_DEFINITION`. A node with one is left alone by the rules.
    ///
    /// ```
    /// use scale_batch::Reader;
    /// use scale_batch::recipe::RecipeContext;
    ///
    /// let text = "{\"nodes\": {\n  \"a\": {\"dependencies\": [{\"name\": \"b\"}]},\n  \"c\": 5\n}}";
    /// let report = Reader::new().check_recipe_text(text, &RecipeContext::new());
    /// assert_eq!(report.errors.len(), 3);
    /// assert_eq!(report.errors[2].position.unwrap().line, 3);
    /// ```
    #[must_use]
    pub fn check_recipe_text(&self, text: &str, context: &RecipeContext) -> RecipeReport {
        let tree = Tree::from_text(text, &self.limits);
        check_recipe_tree(tree, Some(text), &self.limits, context)
    }

    /// As [`check_recipe_text`](Self::check_recipe_text), from a value.
    ///
    /// ```
    /// use scale_batch::Reader;
    /// use scale_batch::recipe::RecipeContext;
    ///
    /// let definition = serde_json::json!({"nodes": {}});
    /// let report = Reader::new().check_recipe_value(&definition, &RecipeContext::new());
    /// assert_eq!(report.errors, []);
    /// ```
    #[must_use]
    pub fn check_recipe_value(&self, value: &Value, context: &RecipeContext) -> RecipeReport {
        let tree = Tree::from_value(value, &self.limits);
        check_recipe_tree(tree, None, &self.limits, context)
    }

    /// Reads the details of a recipe type from JSON text and [checks](check_recipe) its definition with what they
    /// tell of its nodes, as [`node_interfaces`](crate::recipe::node_interfaces) does.
    ///
    /// ```
    /// use scale_batch::Reader;
    /// use scale_batch::recipe::RecipeContext;
    ///
    /// let text = r#"{"name": "ortho", "definition": {"nodes": {"a": {"dependencies": [{"name": "b"}],
    ///     "input": {}, "node_type": {"node_type": "recipe", "recipe_type_name": "c", "recipe_type_revision": 1}}}}}"#;
    /// let report = Reader::new().check_recipe_type_text(text, &RecipeContext::new());
    /// assert_eq!(report.errors[0].path, "/definition/nodes/a/dependencies/0/name");
    /// ```
    #[must_use]
    pub fn check_recipe_type_text(&self, text: &str, context: &RecipeContext) -> RecipeReport {
        let tree = Tree::from_text(text, &self.limits);
        check_recipe_type_tree(tree, Some(text), &self.limits, context)
    }

    /// As [`check_recipe_type_text`](Self::check_recipe_type_text), from a value.
    ///
    /// ```
    /// use scale_batch::Reader;
    /// use scale_batch::recipe::RecipeContext;
    ///
    /// let recipe_type = serde_json::json!({"name": "ortho", "definition": {"nodes": {}}});
    /// let report = Reader::new().check_recipe_type_value(&recipe_type, &RecipeContext::new());
    /// assert_eq!(report.errors, []);
    /// ```
    #[must_use]
    pub fn check_recipe_type_value(&self, value: &Value, context: &RecipeContext) -> RecipeReport {
        let tree = Tree::from_value(value, &self.limits);
        check_recipe_type_tree(tree, None, &self.limits, context)
    }
}

/// Checks a recipe definition that is a whole document.
pub(crate) fn check_recipe_tree(
    tree: Result<Tree<'_>, Unreadable>,
    text: Option<&str>,
    limits: &Limits,
    context: &RecipeContext,
) -> RecipeReport {
    report(
        tree,
        RecipeDefinition::NAME,
        text,
        limits,
        |root, collector| {
            let partial = if is_no_definition(root, collector) {
                None
            } else {
                PartialRecipe::read(root, collector)
            };
            let known = Known::new(context, Details::default());
            apply_rules(root, partial, known, collector)
        },
    )
}

/// Checks the recipe definition in the details of a recipe type, with what these tell of its nodes.
pub(crate) fn check_recipe_type_tree(
    tree: Result<Tree<'_>, Unreadable>,
    text: Option<&str>,
    limits: &Limits,
    context: &RecipeContext,
) -> RecipeReport {
    report(tree, RecipeType::NAME, text, limits, |root, collector| {
        let kinds = [DocumentKind::RecipeType, DocumentKind::Revision];
        let fields = root.document(collector, "the details of a recipe type", &kinds)?;
        let job_types = JobType::read_all(fields, collector);
        let sub_recipe_types = RecipeType::summaries_in(fields, collector);
        // A revision names its recipe type inside.
        let revision_of = fields
            .leniently()
            .present("recipe_type")
            .and_then(At::fields);
        let whose = revision_of.unwrap_or(fields.leniently());
        let name = whose.present("name");
        let name = name.and_then(|at| at.string(collector, "a string"));
        let at = RecipeType::definition_in(fields, collector)?;
        let partial = PartialRecipe::read(at, collector);
        let details = Details {
            name,
            job_types: &job_types,
            sub_recipe_types: &sub_recipe_types,
        };
        apply_rules(at, partial, Known::new(context, details), collector)
    })
}

fn report(
    tree: Result<Tree<'_>, Unreadable>,
    name: ProblemName,
    text: Option<&str>,
    limits: &Limits,
    check: impl FnOnce(At<'_>, &mut Collector) -> Option<Checked>,
) -> RecipeReport {
    let mut report = RecipeReport {
        is_complete: false,
        errors: Vec::new(),
        warnings: Vec::new(),
        topological_order: None,
        unchecked: Vec::new(),
        newer_revisions: Vec::new(),
    };
    let tree = match tree {
        Ok(tree) => tree,
        Err(unreadable) => {
            report.errors.push(unreadable.into_problem(name, text));
            return report;
        }
    };
    let mut collector = Collector::new(limits);
    if let Some(checked) = check(At::root(&tree, name), &mut collector) {
        report.is_complete = checked.is_complete;
        report.topological_order = checked.topological_order;
        report.unchecked = checked.unchecked;
        report.newer_revisions = checked.newer_revisions;
    }
    report_duplicates(&tree, &mut collector);
    (report.errors, report.warnings) = collector.finish(&tree);
    report
}

/// Applies every rule to what could be read.
fn apply_rules(
    at: At<'_>,
    partial: Option<PartialRecipe>,
    mut known: Known<'_>,
    collector: &mut Collector,
) -> Option<Checked> {
    for problem in std::mem::take(&mut known.problems) {
        collector.rule(problem);
    }
    let partial = partial?;
    let part = Part {
        definition: &partial.definition,
        input_is_whole: partial.input_is_whole,
        broken_nodes: &partial.broken_nodes,
        is_sound: !collector.has_errors(),
    };
    let mut checked = check(part, &known, Found::new(collector.limits()));
    let place = at.pointer();
    let found = std::mem::take(&mut checked.problems);
    collector.rules(found, &mut |problem| {
        Some(if problem.document.is_some() {
            problem
        } else {
            problem.below(&place)
        })
    });
    Some(checked)
}
