//! The diff inside recipe nodes, and inside those.

use super::{NodeDiff, Program, RecipeDiff, compare, forcing};
use crate::documents::{ForcedNodes, ListedRevision, NodeStatus, SubRecipeTypes};
use crate::hashed::{HashedMap, HashedSet};
use crate::problem::Problem;
use crate::read::{Found, Limits};
use crate::sorted::{SortedMap, SortedSet, sort_by_key};

/// A revision of a recipe type: its name and the number of the revision.
pub(crate) type Revision<'d> = (&'d str, i64);

/// What happens inside the recipe nodes that run again, at every depth.
///
/// Each pair of revisions is compared once for each choice of forced nodes, however many nodes run it: a recipe
/// type that contains itself ends in a reference to itself.
///
/// ```
#[doc = include_str!("example.md")]
/// let types = std::fs::read_to_string("examples/story/sub-recipe-types.json").unwrap();
/// let types = serde_json::from_str(&types).unwrap();
/// let inside = diff.sub_recipes(&types);
/// assert!(inside.inside.contains_key("orthorectify"));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct SubRecipeDiffs<'d> {
    /// By recipe node of the recipe itself: the place in `diffs` of what happens inside it.
    pub inside: SortedMap<&'d str, usize>,
    /// The diffs, in the order in which they were reached.
    pub diffs: Vec<SubRecipeDiff<'d>>,
    /// The revisions that are needed, but not known: name and number.
    pub unknown: SortedSet<(&'d str, i64)>,
    /// What is wrong with the revisions that cannot be compared, in the list of those that were given.
    pub errors: Vec<Problem>,
}

/// What happens inside a recipe node that runs again.
///
/// ```
#[doc = include_str!("example.md")]
/// let types = std::fs::read_to_string("examples/story/sub-recipe-types.json").unwrap();
/// let types = serde_json::from_str(&types).unwrap();
/// let inside = diff.sub_recipes(&types);
/// let number = inside.inside["orthorectify"];
/// assert_eq!(inside.diffs[number].current.0, "orthorectify");
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct SubRecipeDiff<'d> {
    /// The name and the revision that ran before; `None` when everything inside is new.
    pub previous: Option<(&'d str, i64)>,
    /// The name and the revision that runs now.
    pub current: (&'d str, i64),
    /// What is different, and what runs again.
    pub diff: RecipeDiff<'d>,
    /// By recipe node inside: the place in [`SubRecipeDiffs::diffs`] of what happens inside that.
    pub inside: SortedMap<&'d str, usize>,
}

/// What decides a diff: both revisions and what is forced.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key<'d> {
    previous: Option<Revision<'d>>,
    current: Revision<'d>,
    forced: Forced,
}

/// Forced nodes, told apart by where they stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Forced {
    None,
    All,
    Only(usize),
}

impl<'d> RecipeDiff<'d> {
    /// Continues the diff inside the recipe nodes that run again, at every depth.
    ///
    /// Inside a node that is new, everything is new; inside one that is
    /// [recursively superseded](NodeDiff::is_recursively_superseded), everything is forced; inside any other what
    /// the forced nodes say about its inside.
    ///
    /// ```
    /// use scale_batch::RecipeDiff;
    /// use scale_batch::documents::{ForcedNodes, RecipeDefinition, SubRecipeTypes};
    ///
    /// // A recipe type that contains itself.
    /// let definition = r#"{"nodes": {"again": {"dependencies": [], "input": {}, "node_type":
    ///     {"node_type": "recipe", "recipe_type_name": "ortho", "recipe_type_revision": 1}}}}"#;
    /// let types = format!(r#"[{{"name": "ortho", "revision_num": 1, "definition": {definition}}}]"#);
    /// let definition: RecipeDefinition = serde_json::from_str(definition)?;
    /// let types: SubRecipeTypes = serde_json::from_str(&types)?;
    /// let diff = RecipeDiff::between(&definition, &definition, Some(&ForcedNodes::All))?;
    /// let inside = diff.sub_recipes(&types);
    /// assert_eq!(inside.inside["again"], 0);
    /// assert_eq!(inside.diffs[0].inside["again"], 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sub_recipes(&self, types: &'d SubRecipeTypes) -> SubRecipeDiffs<'d> {
        self.sub_recipes_until(&Limits::unlimited_entries(), types)
            .0
    }

    /// As [`sub_recipes`](Self::sub_recipes), unless too many nodes would be listed once more: two nodes that run the same
    /// revision with other nodes forced are two diffs.
    ///
    /// # Errors
    /// `LIMIT_EXCEEDED` for more nodes than the limit `entries` allows.
    ///
    /// ```
    /// use scale_batch::documents::{Node, NodeType, RecipeDefinition, SubRecipeType, SubRecipeTypes};
    /// use scale_batch::{Limits, ProblemName, RecipeDiff};
    ///
    /// let job = Node::new(NodeType::job("parse", "1.0", 1));
    /// let inner = RecipeDefinition::new().with_nodes([("parse", job)]);
    /// let types: SubRecipeTypes = [1, 2].map(|number| SubRecipeType::new("ortho", number, inner.clone())).into_iter().collect();
    /// let recipe = |of_a, of_b| {
    ///     let node = |number| Node::new(NodeType::recipe("ortho", number));
    ///     RecipeDefinition::new().with_nodes([("a", node(of_a)), ("b", node(of_b))])
    /// };
    /// let (previous, current) = (recipe(1, 2), recipe(2, 1));
    /// let diff = RecipeDiff::between(&previous, &current, None)?;
    /// assert_eq!(diff.sub_recipes_within(&Limits::default(), &types)?.diffs.len(), 2);
    /// let limits = Limits { entries: 0, ..Limits::default() };
    /// let refused = diff.sub_recipes_within(&limits, &types).unwrap_err();
    /// assert_eq!(refused.name, ProblemName::LimitExceeded);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sub_recipes_within(
        &self,
        limits: &Limits,
        types: &'d SubRecipeTypes,
    ) -> Result<SubRecipeDiffs<'d>, Problem> {
        match self.sub_recipes_until(limits, types) {
            (diffs, None) => Ok(diffs),
            (_, Some(exceeded)) => Err(exceeded),
        }
    }

    /// As [`sub_recipes`](Self::sub_recipes), until too many nodes would be listed once more; then with the problem.
    pub(crate) fn sub_recipes_until(
        &self,
        limits: &Limits,
        types: &'d SubRecipeTypes,
    ) -> (SubRecipeDiffs<'d>, Option<Problem>) {
        let mut repeated = Repeated {
            compared: HashedSet::new(),
            nodes: 0,
        };
        let mut exceeded = None;
        let mut all = SubRecipeDiffs {
            inside: SortedMap::new(),
            diffs: Vec::new(),
            unknown: SortedSet::default(),
            errors: Vec::new(),
        };
        let mut found = Found::default();
        let mut known: HashedMap<Key<'d>, Option<usize>> = HashedMap::new();
        let mut unknown = Vec::new();
        // What lies inside which node of which diff; `None` for the recipe itself.
        let mut inside: Vec<(Option<usize>, &'d str, usize)> = Vec::new();
        let mut waiting: Vec<_> = inner(self).map(|inner| (None, inner)).collect();
        waiting.reverse();
        while let Some((around, (name, key, forced))) = waiting.pop() {
            let place = if let Some(place) = known.get(&key) {
                *place
            } else {
                repeated.add(key, types);
                if repeated.nodes > limits.entries {
                    let what = "nodes of sub-recipes that are listed once more";
                    exceeded = Some(limits.too_many_entries(what));
                    break;
                }
                let place = compare_inside(key, forced, types, &mut all, &mut unknown, &mut found);
                known.insert(key, place);
                if let Some((place, reached)) =
                    place.and_then(|place| Some((place, all.diffs.get(place)?)))
                {
                    let first = waiting.len();
                    waiting.extend(inner(&reached.diff).map(|inner| (Some(place), inner)));
                    if let Some(added) = waiting.get_mut(first..) {
                        added.reverse();
                    }
                }
                place
            };
            inside.extend(place.map(|place| (around, name, place)));
        }
        sort_by_key(&mut inside, |(around, name, _)| (*around, *name));
        for (around, name, place) in inside {
            let inside = match around {
                None => Some(&mut all.inside),
                Some(around) => all.diffs.get_mut(around).map(|around| &mut around.inside),
            };
            if let Some(inside) = inside {
                inside.insert(name, place);
            }
        }
        all.unknown = unknown.into_iter().collect();
        all.errors = found.finish();
        (all, exceeded)
    }
}

/// Counts the nodes of revisions that are compared once more, with another revision or other forced nodes.
struct Repeated<'d> {
    compared: HashedSet<Revision<'d>>,
    nodes: usize,
}

impl<'d> Repeated<'d> {
    fn add(&mut self, key: Key<'d>, types: &SubRecipeTypes) {
        for (name, number) in key.previous.into_iter().chain([key.current]) {
            if !self.compared.insert((name, number)) {
                let definition = types.revision(name, number);
                self.nodes += definition.map_or(0, |definition| definition.nodes.len());
            }
        }
    }
}

/// The recipe nodes of a diff that run again: the name, what decides the diff inside, and what is forced there.
fn inner<'r, 'd>(
    diff: &'r RecipeDiff<'d>,
) -> impl Iterator<Item = (&'d str, Key<'d>, Option<&'d ForcedNodes>)> + use<'r, 'd> {
    diff.nodes().filter(|node| node.runs()).filter_map(|node| {
        let current = revision(node.program())?;
        let previous = node.previous_program().and_then(revision);
        let forced = forced_inside(node, previous.is_none());
        let key = Key {
            previous,
            current,
            forced: match forced {
                None => Forced::None,
                Some(ForcedNodes::All) => Forced::All,
                Some(only) => Forced::Only(std::ptr::from_ref(only).addr()),
            },
        };
        Some((node.name(), key, forced))
    })
}

fn forced_inside<'d>(node: NodeDiff<'_, 'd>, is_new: bool) -> Option<&'d ForcedNodes> {
    if is_new || node.status() == NodeStatus::New {
        None
    } else if node.is_recursively_superseded() {
        Some(&ForcedNodes::All)
    } else {
        node.forced_inside()
    }
}

fn revision(program: Program<'_>) -> Option<Revision<'_>> {
    match program {
        Program::Recipe { name, revision } => Some((name, revision)),
        Program::Job { .. } | Program::Condition => None,
    }
}

/// Compares two revisions; the place of the diff, unless one of them is unknown or broken.
fn compare_inside<'d>(
    key: Key<'d>,
    forced: Option<&'d ForcedNodes>,
    types: &'d SubRecipeTypes,
    all: &mut SubRecipeDiffs<'d>,
    unknown: &mut Vec<Revision<'d>>,
    found: &mut Found,
) -> Option<usize> {
    let mut find = |(name, number): Revision<'d>| {
        let found = types.listed(name, number);
        if found.is_none() {
            unknown.push((name, number));
        }
        found
    };
    let previous = key.previous.map(&mut find);
    let current = find(key.current);
    let previous = match previous {
        Some(previous) => Some(previous?),
        None => None,
    };
    let current = current?;
    let definition = |listed: &'d ListedRevision| &listed.document.definition;
    match compare::compare(previous.map(definition), definition(current)) {
        Ok(mut diff) => {
            forcing::force(&mut diff, forced);
            all.diffs.push(SubRecipeDiff {
                previous: key.previous,
                current: key.current,
                diff,
                inside: SortedMap::new(),
            });
            Some(all.diffs.len() - 1)
        }
        Err(problems) => {
            let problems = problems.into_vec().into_iter().map(|problem| {
                let is_previous = problem.document.as_deref() == Some("previous");
                let listed = previous.filter(|_| is_previous).unwrap_or(current);
                let (name, number) = listed.document.key();
                problem
                    .param("recipe_type_name", name)
                    .param("recipe_type_revision", number)
                    .below(&[&listed.place, "/definition"].concat())
                    .of(listed.input)
            });
            found.extend(problems);
            None
        }
    }
}
