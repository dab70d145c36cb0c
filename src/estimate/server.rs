//! What the reference server estimates where it does not do what it documents.
//!
//! It counts a recipe node that is a key of `sub_recipes` once. Any other recipe node it counts once for every
//! forced node that it finds above it, and it finds few: see [`Search`]. It fails where it needs a name or a recipe
//! type that is not there, and where recipe types contain each other in a circle.

use super::file_batch::FileBatch;
use super::search::Search;
use super::sub_recipes::{SubRecipeCounts, revision};
use crate::documents::ForcedNodes;
use crate::recipe::graph::NodeId;
use crate::sorted::{SortedSet, sort_unique_by};

/// More figures than these are no help to anybody.
const MOST_CANDIDATES: usize = 8;

/// What the server returns instead of an estimate, or with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ServerEstimate {
    /// A figure.
    Recipes(ServerFigure),
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
    /// An HTTP 500: every node is forced, and the latest revisions of these recipe types contain each other.
    FailsOnLoop { recipe_types: Vec<String> },
}

/// The server's figure, which may depend on the order in which a Python dictionary has the nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ServerFigure {
    /// The figure when the nodes are in the order of the document.
    pub(crate) in_document_order: u64,
    /// Every figure that some order makes, in ascending order; `None` where there are too many to be listed.
    pub(crate) candidates: Option<Vec<u64>>,
}

pub(super) fn estimate<'a>(
    batch: &FileBatch<'a>,
    files: u64,
    counts: &mut SubRecipeCounts<'a>,
) -> ServerEstimate {
    let definition = &batch.recipe_type.definition;
    let one = |figure| {
        ServerEstimate::Recipes(ServerFigure {
            in_document_order: figure,
            candidates: Some(vec![figure]),
        })
    };
    let recipes = |per_file: u64| files.saturating_mul(per_file.saturating_add(1));
    if batch.forced_nodes == Some(&ForcedNodes::All) {
        if let Some(recipe_types) = counts.loop_of_links() {
            let recipe_types = recipe_types.into_iter().map(str::to_owned).collect();
            return ServerEstimate::FailsOnLoop { recipe_types };
        }
        return one(recipes(counts.linked()));
    }
    let mut per_file = 0_u64;
    // Recipe nodes that count as often as a forced node is found above them, and what they count then.
    let mut looked_for: Vec<(NodeId, u64)> = Vec::new();
    let mut forced = SortedSet::default();
    for name in batch.recipe_nodes {
        let Some(node) = definition.nodes.get(name) else {
            continue;
        };
        let Some((recipe_type_name, revision_num)) = revision(node) else {
            continue;
        };
        let known = batch.known_types.get(recipe_type_name);
        if let Some(latest) = known.latest.filter(|latest| *latest != revision_num) {
            return ServerEstimate::FailsOnRevision {
                node: name.clone(),
                revision_num,
                latest,
            };
        }
        let Some(ForcedNodes::Only { nodes, sub_recipes }) = batch.forced_nodes else {
            return ServerEstimate::FailsWithoutForcedNodes;
        };
        let (recipes, _) = counts.of_node(recipe_type_name, revision_num);
        if sub_recipes.contains_key(name) {
            per_file = per_file.saturating_add(recipes);
            continue;
        }
        if looked_for.is_empty() {
            let names = nodes.iter().chain(sub_recipes.keys());
            forced = names.map(String::as_str).collect();
            let mut names = forced.iter();
            if let Some(missing) = names.find(|node| !definition.nodes.contains_key(**node)) {
                let node = (*missing).to_owned();
                return ServerEstimate::FailsOnForcedNode { node };
            }
        }
        looked_for.extend(batch.graph.node(name).map(|node| (node, recipes)));
    }
    if looked_for.is_empty() {
        return one(recipes(per_file));
    }
    let search = Search::new(batch, &forced, &looked_for);
    let figure = |found: u64| recipes(per_file.saturating_add(found));
    let candidates = search.in_any_order().and_then(|found| {
        let mut figures: Vec<u64> = found.into_iter().map(figure).collect();
        sort_unique_by(&mut figures, Ord::cmp);
        (figures.len() <= MOST_CANDIDATES).then_some(figures)
    });
    ServerEstimate::Recipes(ServerFigure {
        in_document_order: figure(search.in_document_order()),
        candidates,
    })
}
