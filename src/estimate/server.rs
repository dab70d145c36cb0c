//! What the reference server estimates where it does not do what it documents.
//!
//! It counts a recipe node that is a key of `sub_recipes` once. Any other recipe node it counts once for every
//! forced node that it finds above it, and it finds few: from each node it looks at the children one after the
//! other, takes the first that is no recipe node, and goes on from there only. It fails where it needs a name or a
//! recipe type that is not there.

use std::collections::HashMap;

use super::FileBatch;
use super::sub_recipes::SubRecipeCounts;
use crate::documents::{ForcedNodes, NodeType};
use crate::sorted::{SortedSet, sort_by_key};

/// What the server answers instead of an estimate, or with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ServerEstimate {
    /// This figure.
    Recipes(u64),
    /// An HTTP 500: no nodes are forced, but the recipe has recipe nodes.
    FailsWithoutForcedNodes,
    /// An HTTP 500: this recipe node is pinned to a revision that is not the latest.
    FailsOnRevision {
        node: String,
        revision_num: i64,
        latest: i64,
    },
    /// An HTTP 500: this forced node is not in the recipe.
    FailsOnForcedNode { node: String },
}

pub(super) fn estimate<'a>(
    batch: &FileBatch<'a>,
    files: u64,
    counts: &mut SubRecipeCounts<'a>,
) -> ServerEstimate {
    let definition = &batch.recipe_type.definition;
    if batch.forced_nodes == Some(&ForcedNodes::All) {
        return ServerEstimate::Recipes(
            files.saturating_mul(counts.linked(definition).saturating_add(1)),
        );
    }
    let mut found_above = None;
    let mut per_file = 0_u64;
    for name in batch.recipe_nodes {
        let Some(node) = definition.nodes.get(name) else {
            continue;
        };
        let NodeType::Recipe {
            recipe_type_name,
            recipe_type_revision,
        } = &node.node_type
        else {
            continue;
        };
        let known = batch.known_types.get(recipe_type_name);
        if let Some(latest) = known.latest.filter(|latest| latest != recipe_type_revision) {
            let (node, revision_num) = (name.clone(), *recipe_type_revision);
            return ServerEstimate::FailsOnRevision {
                node,
                revision_num,
                latest,
            };
        }
        let Some(ForcedNodes::Only { nodes, sub_recipes }) = batch.forced_nodes else {
            return ServerEstimate::FailsWithoutForcedNodes;
        };
        let (recipes, _) = counts.of_node(recipe_type_name, *recipe_type_revision);
        if sub_recipes.contains_key(name) {
            per_file = per_file.saturating_add(recipes);
            continue;
        }
        if found_above.is_none() {
            let forced: SortedSet<&str> = nodes
                .iter()
                .chain(sub_recipes.keys())
                .map(String::as_str)
                .collect();
            if let Some(missing) = forced
                .iter()
                .find(|node| !definition.nodes.contains_key(**node))
            {
                return ServerEstimate::FailsOnForcedNode {
                    node: (*missing).to_owned(),
                };
            }
            found_above = Some(FoundAbove::new(batch, &forced));
        }
        let above = found_above
            .as_ref()
            .map_or(0, |found| found.forced_nodes_above(name));
        per_file = per_file.saturating_add(recipes.saturating_mul(above));
    }
    ServerEstimate::Recipes(files.saturating_mul(per_file.saturating_add(1)))
}

/// How many forced nodes the server finds above a recipe node, for all of them in one walk.
///
/// From every node the server's search goes on to at most one child, so its ways join into a forest that flows
/// down to the nodes where it ends. Numbering the forest from there, all nodes whose search comes by a node lie in
/// one span of numbers that begins with that node's own.
struct FoundAbove<'a> {
    /// For each node, the span of the nodes whose search comes by.
    spans: Vec<(u32, u32)>,
    /// Forced nodes among the first so many numbers.
    forced_before: Vec<u64>,
    /// For each recipe node, the nodes from which the server sees it.
    seen_from: HashMap<&'a str, Vec<u32>>,
}

impl<'a> FoundAbove<'a> {
    fn new(batch: &FileBatch<'a>, forced: &SortedSet<&str>) -> Self {
        let graph = batch.graph;
        let length = graph.len();
        let mut next: Vec<Option<u32>> = vec![None; length];
        let mut seen_from: HashMap<&str, Vec<u32>> = HashMap::new();
        // Document order makes the children known to their parents.
        for name in &batch.recipe_type.document_order {
            let Some(node) = batch.recipe_type.definition.nodes.get(name) else {
                continue;
            };
            let is_recipe = matches!(node.node_type, NodeType::Recipe { .. });
            for dependency in &node.dependencies {
                let Some(parent) = graph.index(&dependency.name) else {
                    continue;
                };
                let Some(way @ None) = next.get_mut(parent as usize) else {
                    continue;
                };
                if is_recipe {
                    seen_from.entry(name).or_default().push(parent);
                } else {
                    *way = graph.index(name);
                }
            }
        }
        let mut sizes = vec![1_u32; length];
        for &index in graph.order() {
            let size = at(&sizes, index);
            if let Some(below) = at(&next, index).and_then(|below| sizes.get_mut(below as usize)) {
                *below += size;
            }
        }
        // The first free number of each node's span, and of the whole.
        let mut free = vec![0_u32; length];
        let mut free_outside = 0;
        let mut spans = vec![(0, 0); length];
        let mut is_forced = vec![false; length];
        for &index in graph.order().iter().rev() {
            let size = at(&sizes, index);
            let counter = at(&next, index)
                .and_then(|below| free.get_mut(below as usize))
                .unwrap_or(&mut free_outside);
            let first = *counter;
            *counter += size;
            set(&mut free, index, first + 1);
            set(&mut spans, index, (first, first + size));
            set(&mut is_forced, first, forced.contains(graph.name(index)));
        }
        let mut sum = 0;
        let counted = is_forced.into_iter().map(|is_forced| {
            sum += u64::from(is_forced);
            sum
        });
        let forced_before = std::iter::once(0).chain(counted).collect();
        FoundAbove {
            spans,
            forced_before,
            seen_from,
        }
    }

    fn forced_nodes_above(&self, recipe_node: &str) -> u64 {
        let Some(seen_from) = self.seen_from.get(recipe_node) else {
            return 0;
        };
        let mut spans: Vec<(u32, u32)> = seen_from
            .iter()
            .map(|&node| at(&self.spans, node))
            .collect();
        // Two spans are apart, or one lies in the other; a forced node counts once, so only the outer ones count.
        sort_by_key(&mut spans, |&(first, end)| (first, std::cmp::Reverse(end)));
        let (mut found, mut covered) = (0, 0);
        for (first, end) in spans {
            if first >= covered {
                found += at(&self.forced_before, end) - at(&self.forced_before, first);
                covered = end;
            }
        }
        found
    }
}

/// Every index here comes from the graph that the arrays are as long as.
fn at<T: Copy + Default>(values: &[T], index: u32) -> T {
    values.get(index as usize).copied().unwrap_or_default()
}

fn set<T>(values: &mut [T], index: u32, value: T) {
    if let Some(place) = values.get_mut(index as usize) {
        *place = value;
    }
}
