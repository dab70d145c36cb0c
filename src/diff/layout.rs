//! The diff as a layered drawing: where each node stands, and how each edge runs.
#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "As in the module above; positions need no more than 52 bits."
)]

use serde::Serialize;

use super::origins::Origins;
use super::{Outcome, RecipeDiff};
use crate::documents::{NodeKind, NodeStatus};
use crate::sorted::sort_by;

/// How often the layers are put in order, down and up in turns.
const SWEEPS: usize = 8;

/// A layered drawing of a diff: every node below all that it depends on.
///
/// Layers count downwards from 0; positions within a layer count to the right, and nodes of one layer are at least
/// 1 apart. Multiply both by what suits the page.
///
/// ```
/// use scale_batch::{RecipeDefinition, RecipeDiff};
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
#[cfg_attr(feature = "schema", schemars(
    title = "Layout",
    description = "A layered drawing of a recipe diff: every node below all that it depends on.",
    transform = crate::documents::schema::titled,
))]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::documents::schema::titled))]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::documents::schema::titled))]
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
            layer: drawing.layer_of[node.index as usize],
            position: positions[node.index as usize],
        });
        let edges = drawing.edges.iter().map(|edge| PlacedEdge {
            from: self.names[edge.from as usize],
            to: self.names[edge.to as usize],
            bends: (edge.first_bend..edge.first_bend + edge.bends)
                .map(|bend| positions[bend as usize])
                .collect(),
        });
        Layout {
            layers: drawing.layers.len(),
            width: positions.iter().copied().fold(0.0, f64::max),
            nodes: nodes.collect(),
            edges: edges.collect(),
        }
    }
}

/// A dependency, and the items that stand for its bends.
struct Edge {
    from: u32,
    to: u32,
    first_bend: u32,
    bends: u32,
}

/// The drawing while it is made. Its items are the nodes, then the bends of edges that pass layers.
struct Drawing {
    /// How many items are nodes.
    count: usize,
    layer_of: Vec<u32>,
    /// The items of each layer, left to right.
    layers: Vec<Vec<u32>>,
    /// For each item those that it is linked to in the layers above, and below.
    above: Vec<Vec<u32>>,
    below: Vec<Vec<u32>>,
    edges: Vec<Edge>,
}

impl Drawing {
    fn new(diff: &RecipeDiff<'_>) -> Self {
        let mut layer_of = layers(diff);
        let spans =
            |layer_of: &[u32], from: u32, to: u32| layer_of[to as usize] - layer_of[from as usize];
        let count = diff.names.len();
        let mut all_bends = 0_u64;
        let mut edges = Vec::with_capacity(diff.parents.edges());
        for to in 0..count as u32 {
            for &from in diff.parents.of(to) {
                let bends = spans(&layer_of, from, to) - 1;
                all_bends += u64::from(bends);
                edges.push(Edge {
                    from,
                    to,
                    first_bend: 0,
                    bends,
                });
            }
        }
        // Leading a few edges around nodes makes a picture clear; millions of bends would only make it slow.
        if all_bends > 4 * (count + edges.len()) as u64 + 1_000 {
            for edge in &mut edges {
                edge.bends = 0;
            }
        }
        let mut above = vec![Vec::new(); count];
        let mut below = vec![Vec::new(); count];
        for edge in &mut edges {
            edge.first_bend = layer_of.len() as u32;
            let mut upper = edge.from;
            for number in 1..=edge.bends {
                let bend = layer_of.len() as u32;
                layer_of.push(layer_of[edge.from as usize] + number);
                above.push(vec![upper]);
                below.push(Vec::new());
                below[upper as usize].push(bend);
                upper = bend;
            }
            below[upper as usize].push(edge.to);
            above[edge.to as usize].push(upper);
        }
        let depth = layer_of.iter().max().map_or(0, |last| last + 1);
        let mut layers = vec![Vec::new(); depth as usize];
        let bends = count as u32..layer_of.len() as u32;
        for item in diff.order.iter().copied().chain(bends) {
            layers[layer_of[item as usize] as usize].push(item);
        }
        Drawing {
            count,
            layer_of,
            layers,
            above,
            below,
            edges,
        }
    }

    /// Puts each layer in the order of the mean place of the neighbours, downwards and upwards in turns.
    fn reduce_crossings(&mut self) {
        let mut places = self.places();
        for (side, number) in sweeps(self.layers.len()) {
            let mut keyed: Vec<(f64, u32)> = self.layers[number]
                .iter()
                .map(|item| {
                    let links = self.links(*item, side);
                    let wanted = mean(links.map(|neighbour| (places[neighbour as usize], 1.0)));
                    let place = places[*item as usize];
                    (wanted.map_or(place, |(wanted, _)| wanted), *item)
                })
                .collect();
            sort_by(&mut keyed, |(one, _), (other, _)| one.total_cmp(other));
            for (place, (_, item)) in keyed.into_iter().enumerate() {
                self.layers[number][place] = item;
                places[item as usize] = place as f64;
            }
        }
    }

    /// Draws each item towards its neighbours, as far as the others of its layer let it.
    fn positions(&self) -> Vec<f64> {
        let mut positions = self.places();
        let count = self.layers.len();
        let both = (0..SWEEPS).flat_map(|_| (0..count).map(|number| (Side::Both, number)));
        for (side, number) in sweeps(count).chain(both) {
            self.spread(&self.layers[number], side, &mut positions);
        }
        let left = positions.iter().copied().fold(f64::INFINITY, f64::min);
        for position in &mut positions {
            // Three digits after the point are enough to draw, and short to write.
            *position = ((*position - left) * 1e3).round() / 1e3;
        }
        positions
    }

    /// The place of each item in its layer.
    fn places(&self) -> Vec<f64> {
        let mut places = vec![0.0; self.layer_of.len()];
        for layer in &self.layers {
            for (place, item) in layer.iter().enumerate() {
                places[*item as usize] = place as f64;
            }
        }
        places
    }

    /// The items that an item is linked to.
    fn links(&self, item: u32, side: Side) -> impl Iterator<Item = u32> {
        let above = match side {
            Side::Above | Side::Both => self.above[item as usize].as_slice(),
            Side::Below => &[],
        };
        let below = match side {
            Side::Below | Side::Both => self.below[item as usize].as_slice(),
            Side::Above => &[],
        };
        above.iter().chain(below).copied()
    }

    fn is_bend(&self, item: u32) -> bool {
        item as usize >= self.count
    }

    /// Puts the items of a layer as near to where their neighbours want them as their order and their distances
    /// allow: the sum of the squares of what each is moved, weighed by how much its links matter, is the least
    /// possible.
    ///
    /// Those who would overlap are pooled and share one place, that of their weighed mean, again and again.
    fn spread(&self, layer: &[u32], side: Side, positions: &mut [f64]) {
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
        for (number, &item) in layer.iter().enumerate() {
            if number > 0 {
                distance += f64::midpoint(self.breadth(layer[number - 1]), self.breadth(item));
            }
            distances.push(distance);
            let wanted = mean(self.links(item, side).map(|neighbour| {
                let weight = match (self.is_bend(item), self.is_bend(neighbour)) {
                    (true, true) => STRAIGHT,
                    (false, false) => 1.0,
                    _ => 2.0,
                };
                (positions[neighbour as usize], weight)
            }));
            let (wanted, weight) = wanted.unwrap_or((positions[item as usize], 0.1));
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
            positions[*item as usize] = wanted + distance;
        }
    }

    /// The room that an item takes: an edge that passes needs less than a node.
    fn breadth(&self, item: u32) -> f64 {
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

/// The layer of each node: one below the lowest that it depends on. What depends on nothing stands right above the
/// first node that needs it.
fn layers(diff: &RecipeDiff<'_>) -> Vec<u32> {
    let mut layer_of = vec![0_u32; diff.names.len()];
    for &node in &diff.order {
        let lowest = diff
            .parents
            .of(node)
            .iter()
            .map(|parent| layer_of[*parent as usize] + 1)
            .max();
        layer_of[node as usize] = lowest.unwrap_or(0);
    }
    for &node in &diff.order {
        if diff.parents.of(node).is_empty() {
            let first = diff
                .children
                .of(node)
                .iter()
                .map(|child| layer_of[*child as usize])
                .min();
            layer_of[node as usize] = first.map_or(0, |first| first.saturating_sub(1));
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
