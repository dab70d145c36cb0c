//! The diff as a layered drawing: where each node stands, and how each edge runs.

use serde::Serialize;

use super::origins::Origins;
use crate::diff::{Outcome, RecipeDiff};
use crate::documents::{NodeKind, NodeStatus};
use crate::recipe::graph::{NodeId, NodeMap};
use crate::sorted::sort_by;

/// How often the layers are put in order, down and up in turns.
const SWEEPS: usize = 8;

/// A layered drawing of a diff: every node below all that it depends on.
///
/// Layers count downwards from 0; positions within a layer count to the right, and nodes of one layer are at least
/// 1 apart. Multiply both by what suits the page.
///
/// ```
/// use scale_batch::RecipeDiff;
/// use scale_batch::documents::RecipeDefinition;
///
/// let node = |dependencies: &[&str]| {
///     let dependencies: Vec<_> = dependencies.iter().map(|name| serde_json::json!({ "name": name })).collect();
///     serde_json::json!({"dependencies": dependencies, "input": {}, "node_type": {"node_type": "recipe",
///         "recipe_type_name": "ortho", "recipe_type_revision": 1}})
/// };
/// let nodes = serde_json::json!({"top": node(&[]), "left": node(&["top"]), "right": node(&["top"])});
/// let definition: RecipeDefinition = serde_json::from_value(serde_json::json!({ "nodes": nodes }))?;
/// let diff = RecipeDiff::between(&definition, &definition, None)?;
/// let layout = diff.layout();
/// let places: Vec<_> = layout.nodes.iter().map(|node| (node.name, node.layer, node.position)).collect();
/// assert_eq!(places, [("left", 1, 0.0), ("right", 1, 1.0), ("top", 0, 0.5)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "A layered drawing of a recipe diff: every node below all that it depends on.",
    )
)]
#[non_exhaustive]
pub struct Layout<'d> {
    /// How many layers there are.
    pub layers: usize,
    /// The largest position of a node or a bend.
    pub width: f64,
    /// Every node, sorted by name.
    pub nodes: Vec<PlacedNode<'d>>,
    /// Every dependency, sorted by the node that depends and then by the one it depends on.
    pub edges: Vec<PlacedEdge<'d>>,
}

/// A node of a [`Layout`].
///
/// ```
#[doc = include_str!("../../diff/example.md")]
/// let layout = diff.layout();
/// let node = layout.nodes.iter().find(|node| node.name == "publish").unwrap();
/// assert!(node.layer > 0);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlacedNode<'d> {
    /// The name of the node.
    pub name: &'d str,
    /// The kind of the node.
    pub kind: NodeKind,
    /// How it compares with the previous revision.
    pub status: NodeStatus,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Whether it is forced to run again, itself or through a node that it depends on.
    pub forced: bool,
    /// Whether the forced nodes name it, or are all nodes.
    pub forced_directly: bool,
    /// What becomes of it and why, in a few words.
    pub note: String,
    /// Its layer, from 0 at the top.
    pub layer: u32,
    /// Its place within the layer, from 0 at the left.
    pub position: f64,
}

/// A dependency in a [`Layout`].
///
/// ```
#[doc = include_str!("../../diff/example.md")]
/// let layout = diff.layout();
/// assert!(layout.edges.iter().any(|edge| (edge.from, edge.to) == ("smooth-line", "publish")));
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PlacedEdge<'d> {
    /// The node that is depended on.
    pub from: &'d str,
    /// The node that depends on it.
    pub to: &'d str,
    /// The positions where the edge passes the layers between its ends, top to bottom; empty also in a graph with
    /// too many long edges to lead each around the nodes.
    pub bends: Vec<f64>,
}

impl<'d> RecipeDiff<'d> {
    /// Where each node stands in a drawing.
    ///
    /// Linear in nodes and edges, but for sorting the layers.
    ///
    /// ```
    #[doc = include_str!("../../diff/example.md")]
    /// assert_eq!(diff.layout().nodes.len(), 14);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn layout(&self) -> Layout<'d> {
        let origins = Origins::new(self);
        let mut drawing = Drawing::new(self);
        drawing.reduce_crossings();
        let positions = drawing.positions();
        let nodes = self.nodes().map(|node| PlacedNode {
            name: node.name(),
            kind: node.kind(),
            status: node.status(),
            outcome: node.outcome(),
            forced: node.is_forced(),
            forced_directly: node.is_forced_directly(),
            note: origins.note(node),
            layer: drawing.layer_of[node.id],
            position: positions[node.id],
        });
        let mut bends = positions.values().skip(self.names.len()).copied();
        let edges = drawing.edges.iter().map(|edge| PlacedEdge {
            from: self.names[edge.from],
            to: self.names[edge.to],
            bends: bends.by_ref().take(edge.bends as usize).collect(),
        });
        Layout {
            layers: drawing.layers.len(),
            width: positions.values().copied().fold(0.0, f64::max),
            nodes: nodes.collect(),
            edges: edges.collect(),
        }
    }
}

/// A dependency, and how many items stand for its bends.
struct Edge {
    from: NodeId,
    to: NodeId,
    bends: u32,
}

/// The drawing while it is made: a graph whose nodes, the items, are those of the diff, then the bends of edges that
/// pass layers, edge by edge.
struct Drawing {
    /// How many items are nodes.
    count: usize,
    layer_of: NodeMap<u32>,
    /// The items of each layer, left to right.
    layers: Vec<Vec<NodeId>>,
    links: Links,
    edges: Vec<Edge>,
}

/// For each item those that it is linked to in the layers above, and below.
struct Links {
    above: NodeMap<Vec<NodeId>>,
    below: NodeMap<Vec<NodeId>>,
}

impl Links {
    /// The items that an item is linked to.
    fn of(&self, item: NodeId, side: Side) -> impl Iterator<Item = NodeId> {
        let above = match side {
            Side::Above | Side::Both => self.above[item].as_slice(),
            Side::Below => &[],
        };
        let below = match side {
            Side::Below | Side::Both => self.below[item].as_slice(),
            Side::Above => &[],
        };
        above.iter().chain(below).copied()
    }
}

impl Drawing {
    fn new(diff: &RecipeDiff<'_>) -> Self {
        let mut layer_of = layers(diff);
        let count = layer_of.len();
        let mut all_bends = 0_u64;
        let mut edges = Vec::with_capacity(diff.outline.parents.edges());
        for to in diff.outline.parents.nodes() {
            for &from in diff.outline.parents.of(to) {
                let bends = layer_of[to] - layer_of[from] - 1;
                all_bends += u64::from(bends);
                edges.push(Edge { from, to, bends });
            }
        }
        // Leading a few edges around nodes makes a picture clear; millions of bends would only make it slow.
        if all_bends > 4 * (count + edges.len()) as u64 + 1_000 {
            for edge in &mut edges {
                edge.bends = 0;
            }
        }
        let mut above = layer_of.filled_alike(Vec::new());
        let mut below = layer_of.filled_alike(Vec::new());
        for edge in &edges {
            let mut upper = edge.from;
            for number in 1..=edge.bends {
                let bend = layer_of.push(layer_of[edge.from] + number);
                above.push(vec![upper]);
                below.push(Vec::new());
                below[upper].push(bend);
                upper = bend;
            }
            below[upper].push(edge.to);
            above[edge.to].push(upper);
        }
        let depth = layer_of.values().max().map_or(0, |last| last + 1);
        let mut layers = vec![Vec::new(); depth as usize];
        let bends = layer_of.nodes().skip(count);
        for item in diff.outline.order.iter().copied().chain(bends) {
            if let Some(layer) = layers.get_mut(layer_of[item] as usize) {
                layer.push(item);
            }
        }
        Drawing {
            count,
            layer_of,
            layers,
            links: Links { above, below },
            edges,
        }
    }

    /// Puts each layer in the order of the mean place of the neighbours, downwards and upwards in turns.
    fn reduce_crossings(&mut self) {
        let mut places = self.places();
        for (side, number) in sweeps(self.layers.len()) {
            let Some(layer) = self.layers.get_mut(number) else {
                continue;
            };
            let keyed = layer.iter().map(|&item| {
                let links = self.links.of(item, side);
                let wanted = mean(links.map(|neighbour| (places[neighbour], 1.0)));
                (wanted.map_or(places[item], |(wanted, _)| wanted), item)
            });
            let mut keyed: Vec<(f64, NodeId)> = keyed.collect();
            sort_by(&mut keyed, |(one, _), (other, _)| one.total_cmp(other));
            layer.clear();
            layer.extend(keyed.into_iter().map(|(_, item)| item));
            number_in(layer, &mut places);
        }
    }

    /// Draws each item towards its neighbours, as far as the others of its layer let it.
    fn positions(&self) -> NodeMap<f64> {
        let mut positions = self.places();
        let count = self.layers.len();
        let both = (0..SWEEPS).flat_map(|_| (0..count).map(|number| (Side::Both, number)));
        for (side, number) in sweeps(count).chain(both) {
            if let Some(layer) = self.layers.get(number) {
                self.spread(layer, side, &mut positions);
            }
        }
        let left = positions.values().copied().fold(f64::INFINITY, f64::min);
        for position in positions.values_mut() {
            // Three digits after the point are enough to draw, and short to write.
            *position = ((*position - left) * 1e3).round() / 1e3;
        }
        positions
    }

    /// The place of each item in its layer.
    fn places(&self) -> NodeMap<f64> {
        let mut places = self.layer_of.filled_alike(0.0);
        for layer in &self.layers {
            number_in(layer, &mut places);
        }
        places
    }

    fn is_bend(&self, item: NodeId) -> bool {
        item.number() as usize >= self.count
    }

    /// Puts the items of a layer as near to where their neighbours want them as their order and their distances
    /// allow: the sum of the squares of what each is moved, weighed by how much its links matter, is the least
    /// possible.
    ///
    /// Those who would overlap are pooled and share one place, that of their weighed mean, again and again.
    fn spread(&self, layer: &[NodeId], side: Side, positions: &mut NodeMap<f64>) {
        /// How much more it matters that an edge is straight on its way than that a node is in the middle.
        const STRAIGHT: f64 = 8.0;
        struct Pool {
            /// Where the first item of the layer would stand for the items of this pool to be where they want.
            wanted: f64,
            weight: f64,
            items: usize,
        }
        let mut distances = Vec::with_capacity(layer.len());
        let mut distance = 0.0;
        let mut pools: Vec<Pool> = Vec::new();
        let mut before = None;
        for &item in layer {
            if let Some(before) = before.replace(item) {
                distance += f64::midpoint(self.breadth(before), self.breadth(item));
            }
            distances.push(distance);
            let wanted = mean(self.links.of(item, side).map(|neighbour| {
                let weight = match (self.is_bend(item), self.is_bend(neighbour)) {
                    (true, true) => STRAIGHT,
                    (false, false) => 1.0,
                    _ => 2.0,
                };
                (positions[neighbour], weight)
            }));
            let (wanted, weight) = wanted.unwrap_or((positions[item], 0.1));
            let mut pool = Pool {
                wanted: wanted - distance,
                weight,
                items: 1,
            };
            while let Some(before) = pools.pop() {
                if before.wanted < pool.wanted {
                    pools.push(before);
                    break;
                }
                let weight = before.weight + pool.weight;
                pool = Pool {
                    wanted: (before.wanted * before.weight + pool.wanted * pool.weight) / weight,
                    weight,
                    items: before.items + pool.items,
                };
            }
            pools.push(pool);
        }
        let shared = pools
            .iter()
            .flat_map(|pool| std::iter::repeat_n(pool.wanted, pool.items));
        for ((item, distance), wanted) in layer.iter().zip(distances).zip(shared) {
            positions[*item] = wanted + distance;
        }
    }

    /// The room that an item takes: an edge that passes needs less than a node.
    fn breadth(&self, item: NodeId) -> f64 {
        if self.is_bend(item) { 0.4 } else { 1.0 }
    }
}

/// Which neighbours of an item are looked at.
#[derive(Clone, Copy)]
enum Side {
    Above,
    Below,
    Both,
}

/// The layers one after the other, downwards and upwards in turns, and the side from which each is come to.
fn sweeps(layers: usize) -> impl Iterator<Item = (Side, usize)> {
    (0..SWEEPS).flat_map(move |sweep| {
        (0..layers).map(move |number| {
            if sweep % 2 == 0 {
                (Side::Above, number)
            } else {
                (Side::Below, layers - 1 - number)
            }
        })
    })
}

/// Gives each item of a layer its place, from 0 at the left.
fn number_in(layer: &[NodeId], places: &mut NodeMap<f64>) {
    for (place, item) in (0_u32..).zip(layer) {
        places[*item] = f64::from(place);
    }
}

/// The layer of each node: one below the lowest that it depends on. What depends on nothing stands right above the
/// first node that needs it.
fn layers(diff: &RecipeDiff<'_>) -> NodeMap<u32> {
    let mut layer_of = diff.node_map(0_u32);
    for &node in &diff.outline.order {
        let parents = diff.outline.parents.of(node).iter();
        let lowest = parents.map(|parent| layer_of[*parent] + 1).max();
        layer_of[node] = lowest.unwrap_or(0);
    }
    for &node in &diff.outline.order {
        if diff.outline.parents.of(node).is_empty() {
            let children = diff.outline.children.of(node).iter();
            let first = children.map(|child| layer_of[*child]).min();
            layer_of[node] = first.map_or(0, |first| first.saturating_sub(1));
        }
    }
    layer_of
}

/// The weighed mean, and the weight of all together; of nothing there is none.
fn mean(values: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (value, weight) in values {
        sum += value * weight;
        weights += weight;
    }
    (weights > 0.0).then(|| (sum / weights, weights))
}
