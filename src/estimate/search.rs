//! How the reference server looks for the forced nodes above a recipe node.
//!
//! From each forced node it looks at the children one after the other: it ends at a recipe node that it looks for,
//! passes over any other recipe node, and takes the first child that is none to go on from there only. The children
//! of a node are a Python dictionary, so nobody knows their order.

use super::file_batch::FileBatch;
use crate::documents::NodeType;
use crate::hashed::HashedMap;
use crate::recipe::graph::{NodeId, NodeMap};
use crate::sorted::{SortedSet, sort_by_key};

/// So many orders are tried before the search is called undetermined.
const MOST_ORDERS: usize = 64;

/// The search for forced nodes above recipe nodes, in whatever order.
pub(super) struct Search<'a, 'b> {
    batch: &'b FileBatch<'a>,
    is_forced: NodeMap<bool>,
    /// The recipe nodes that are looked for, and what each counts when it is found.
    looked_for: &'b [(NodeId, u64)],
    /// The children of each node in the order of the document.
    children: NodeMap<Children>,
}

#[derive(Clone, Default)]
struct Children {
    /// Those that are no recipe nodes.
    others: Vec<NodeId>,
    /// Recipe nodes before the first of `others`.
    recipes_before: Vec<NodeId>,
    /// Recipe nodes after it.
    recipes_after: Vec<NodeId>,
}

impl Children {
    fn recipes(&self) -> impl Iterator<Item = NodeId> {
        let all = self.recipes_before.iter().chain(&self.recipes_after);
        all.copied()
    }
}

/// A node whose children make a difference by their order.
struct Choice {
    node: NodeId,
    /// The children that may come first among those that are no recipe nodes.
    next: Vec<NodeId>,
    /// The recipe nodes that may come before it.
    recipes: Vec<NodeId>,
}

impl Choice {
    /// The number of different orders.
    fn orders(&self) -> Option<usize> {
        let subsets = 1_usize.checked_shl(u32::try_from(self.recipes.len()).ok()?)?;
        subsets.checked_mul(self.next.len())
    }
}

/// Where the search goes for one order of all children.
#[derive(Clone)]
struct Ways {
    /// The child of each node from which the search goes on.
    next: NodeMap<Option<NodeId>>,
    /// For each recipe node, the nodes from which the search sees it.
    seen_from: HashedMap<NodeId, Vec<NodeId>>,
}

impl Ways {
    fn see(&mut self, recipe: NodeId, from: NodeId) {
        self.seen_from.get_or_default(recipe).push(from);
    }
}

impl<'a, 'b> Search<'a, 'b> {
    /// The search below `forced` nodes for those `looked_for`, which are recipe nodes.
    pub(super) fn new(
        batch: &'b FileBatch<'a>,
        forced: &SortedSet<&str>,
        looked_for: &'b [(NodeId, u64)],
    ) -> Self {
        let graph = batch.graph;
        let mut is_forced = graph.node_map(false);
        for node in forced.iter().filter_map(|name| graph.node(name)) {
            is_forced[node] = true;
        }
        let mut children = graph.node_map(Children::default());
        // Document order makes the children known to their parents.
        for name in &batch.recipe_type.document_order {
            let node = batch.recipe_type.definition.nodes.get(name);
            let Some((node, id)) = node.zip(graph.node(name)) else {
                continue;
            };
            let is_recipe = matches!(node.node_type, NodeType::Recipe { .. });
            for &parent in graph.parents(id) {
                let children = &mut children[parent];
                let list = match is_recipe {
                    false => &mut children.others,
                    true if children.others.is_empty() => &mut children.recipes_before,
                    true => &mut children.recipes_after,
                };
                list.push(id);
            }
        }
        Search {
            batch,
            is_forced,
            looked_for,
            children,
        }
    }

    /// What the recipe nodes count together when all children are in the order of the document.
    pub(super) fn in_document_order(&self) -> u64 {
        self.found(&self.ways_in_document_order())
    }

    /// The same for every order that makes a difference; `None` where there are too many.
    pub(super) fn in_any_order(&self) -> Option<Vec<u64>> {
        let mut ways = self.ways_in_document_order();
        let choices = self.choices();
        let mut orders = 1_usize;
        for choice in &choices {
            orders = orders.checked_mul(choice.orders()?)?;
            if orders > MOST_ORDERS {
                return None;
            }
            for recipe in &choice.recipes {
                if let Some(seen_from) = ways.seen_from.get_mut(recipe) {
                    seen_from.retain(|node| *node != choice.node);
                }
            }
        }
        let counted = (0..orders).map(|number| {
            let mut ways = ways.clone();
            let mut rest = number;
            for choice in &choices {
                let next = choice.next.get(rest % choice.next.len().max(1));
                rest /= choice.next.len().max(1);
                ways.next[choice.node] = next.copied();
                for &recipe in &choice.recipes {
                    if rest % 2 == 1 {
                        ways.see(recipe, choice.node);
                    }
                    rest /= 2;
                }
            }
            self.found(&ways)
        });
        Some(counted.collect())
    }

    fn ways_in_document_order(&self) -> Ways {
        let mut ways = Ways {
            next: NodeMap::with_capacity(self.children.len()),
            seen_from: HashedMap::new(),
        };
        for (node, children) in self.children.iter() {
            ways.next.push(children.others.first().copied());
            for &recipe in &children.recipes_before {
                ways.see(recipe, node);
            }
        }
        ways
    }

    /// The nodes that the search can come by and whose children can stand in orders that lead to other figures.
    fn choices(&self) -> Vec<Choice> {
        let graph = self.batch.graph;
        let mut counts = graph.node_map(false);
        for &(recipe, _) in self.looked_for {
            counts[recipe] = true;
        }
        // Whether some order leads from the node to a recipe node that is looked for.
        let mut leads = graph.node_map(false);
        for &node in graph.order().iter().rev() {
            let children = &self.children[node];
            leads[node] = children.recipes().any(|recipe| counts[recipe])
                || children.others.iter().any(|&other| leads[other]);
        }
        let mut reached = self.is_forced.clone();
        let mut choices = Vec::new();
        for &node in graph.order() {
            if !reached[node] {
                continue;
            }
            let children = &self.children[node];
            for &other in &children.others {
                reached[other] = true;
            }
            let (mut next, nowhere): (Vec<NodeId>, Vec<NodeId>) =
                children.others.iter().partition(|&&other| leads[other]);
            // Wherever the search ends in vain, it ends in vain.
            next.extend(nowhere.first());
            let mut recipes: Vec<NodeId> = children.recipes().collect();
            recipes.retain(|&recipe| counts[recipe]);
            if next.len() > 1 || next.len() == 1 && !recipes.is_empty() {
                choices.push(Choice {
                    node,
                    next,
                    recipes,
                });
            }
        }
        choices
    }

    /// What the recipe nodes count together: each as often as there are forced nodes whose search sees it.
    ///
    /// From every node the search goes on to at most one child, so its ways join into a forest that flows down to
    /// the nodes where it ends. Numbering the forest from there, all nodes whose search comes by a node lie in one
    /// span of numbers that begins with that node's own.
    fn found(&self, ways: &Ways) -> u64 {
        let graph = self.batch.graph;
        let mut sizes = graph.node_map(1_u32);
        for &node in graph.order() {
            if let Some(below) = ways.next[node] {
                sizes[below] += sizes[node];
            }
        }
        // The first free number of each node's span, and of the whole.
        let mut free = graph.node_map(0_u32);
        let mut free_outside = 0;
        let mut spans = graph.node_map((0, 0));
        let mut is_forced = vec![false; graph.len()];
        for &node in graph.order().iter().rev() {
            let counter = match ways.next[node] {
                Some(below) => &mut free[below],
                None => &mut free_outside,
            };
            let first = *counter;
            *counter += sizes[node];
            free[node] = first + 1;
            spans[node] = (first, first + sizes[node]);
            if let Some(is_forced) = is_forced.get_mut(first as usize) {
                *is_forced = self.is_forced[node];
            }
        }
        let mut sum = 0;
        let counted = is_forced.into_iter().map(|is_forced| {
            sum += u64::from(is_forced);
            sum
        });
        let forced_before: Vec<u64> = std::iter::once(0).chain(counted).collect();
        self.looked_for.iter().fold(0, |sum, (recipe, counts)| {
            let seen_from = ways.seen_from.get(recipe).map_or(&[][..], Vec::as_slice);
            let spans = seen_from.iter().map(|&node| spans[node]).collect();
            sum.saturating_add(counts.saturating_mul(forced_in(spans, &forced_before)))
        })
    }
}

/// How many forced nodes lie in some spans.
fn forced_in(mut spans: Vec<(u32, u32)>, forced_before: &[u64]) -> u64 {
    // Two spans are apart, or one lies in the other; a forced node counts once, so only the outer ones count.
    sort_by_key(&mut spans, |&(first, end)| (first, std::cmp::Reverse(end)));
    let before = |number: u32| forced_before.get(number as usize).copied().unwrap_or(0);
    let (mut found, mut covered) = (0, 0);
    for (first, end) in spans {
        if first >= covered {
            found += before(end) - before(first);
            covered = end;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::RecipeType;
    use crate::documents::{KnownTypes, SubRecipeTypes};
    use crate::recipe::graph::Graph;
    use crate::sorted::{SortedMap, sort_unique_by};

    const NODES: u32 = 4;

    /// A recipe of the nodes `0`, `1`, …, of which some are recipe nodes and the others jobs.
    struct Small {
        /// For each node its children, which have higher numbers.
        children: Vec<Vec<u32>>,
        /// A bit for each recipe node.
        recipes: u32,
        /// A bit for each node that is forced.
        forced: u32,
    }

    impl Small {
        /// The recipe of a number, of which every bit is an edge.
        fn new(mut edges: u32, recipes: u32, forced: u32) -> Self {
            let mut children = vec![Vec::new(); NODES as usize];
            for child in 0..NODES {
                for parent in 0..child {
                    if edges % 2 == 1 {
                        children[parent as usize].push(child);
                    }
                    edges /= 2;
                }
            }
            Small {
                children,
                recipes,
                forced,
            }
        }

        fn is_recipe(&self, node: u32) -> bool {
            self.recipes >> node & 1 == 1
        }

        fn recipe_type(&self) -> RecipeType {
            let mut nodes = Map::new();
            for node in 0..NODES {
                let parents =
                    (0..node).filter(|parent| self.children[*parent as usize].contains(&node));
                let dependencies: Vec<Value> = parents
                    .map(|parent| json!({"name": parent.to_string()}))
                    .collect();
                let node_type = if self.is_recipe(node) {
                    json!({"node_type": "recipe", "recipe_type_name": "r", "recipe_type_revision": 1})
                } else {
                    json!({"node_type": "job", "job_type_name": "j", "job_type_version": "1",
                        "job_type_revision": 1})
                };
                nodes.insert(
                    node.to_string(),
                    json!({"dependencies": dependencies, "input": {}, "node_type": node_type}),
                );
            }
            serde_json::from_value(json!({"id": 1, "definition": {"nodes": nodes}})).unwrap()
        }

        /// What the search finds, step by step, for the children in this order.
        fn found_step_by_step(&self, children: &[Vec<u32>]) -> u64 {
            let mut found = 0;
            for recipe in (0..NODES).filter(|node| self.is_recipe(*node)) {
                for forced in (0..NODES).filter(|node| self.forced >> node & 1 == 1) {
                    let mut node = Some(forced);
                    while let Some(current) = node.take() {
                        for &child in &children[current as usize] {
                            if child == recipe {
                                found += 1;
                                break;
                            }
                            if !self.is_recipe(child) {
                                node = Some(child);
                                break;
                            }
                        }
                    }
                }
            }
            found
        }

        /// All orders of the children of all nodes.
        fn orders(&self) -> Vec<Vec<Vec<u32>>> {
            let mut all = vec![Vec::new()];
            for children in &self.children {
                let mut longer = Vec::new();
                for order in permutations(children) {
                    longer.extend(all.iter().map(|before: &Vec<Vec<u32>>| {
                        let mut order_of_all = before.clone();
                        order_of_all.push(order.clone());
                        order_of_all
                    }));
                }
                all = longer;
            }
            all
        }
    }

    fn permutations(items: &[u32]) -> Vec<Vec<u32>> {
        let mut all = vec![Vec::new()];
        for &item in items {
            let longer = all.iter().flat_map(|shorter: &Vec<u32>| {
                (0..=shorter.len()).map(move |place| {
                    let mut longer = shorter.clone();
                    longer.insert(place, item);
                    longer
                })
            });
            all = longer.collect();
        }
        all
    }

    #[test]
    fn finds_what_a_search_step_by_step_finds_in_every_order() {
        let mut undetermined = 0;
        // Every third of all small recipes: 64 sets of edges, 16 of recipe nodes, 16 of forced nodes.
        for number in (0..1_u32 << 14).step_by(3) {
            let small = Small::new(number % 64, number >> 6 & 15, number >> 10);
            let recipe_type = small.recipe_type();
            let graph = Graph::new(&recipe_type.definition).unwrap();
            let names: Vec<String> = (0..NODES).map(|node| node.to_string()).collect();
            let forced = (0..NODES).filter(|node| small.forced >> node & 1 == 1);
            let forced: SortedSet<&str> =
                forced.map(|node| names[node as usize].as_str()).collect();
            let looked_for: Vec<(NodeId, u64)> = graph
                .nodes()
                .filter(|node| small.is_recipe(node.number()))
                .map(|node| (node, 1))
                .collect();
            let batch = FileBatch {
                recipe_type: &recipe_type,
                graph: &graph,
                recipe_nodes: &[],
                files_per_parameter: &SortedMap::new(),
                input_map: &[],
                forced_nodes: None,
                sub_recipe_types: &SubRecipeTypes::default(),
                known_types: &KnownTypes::default(),
            };
            let search = Search::new(&batch, &forced, &looked_for);
            assert_eq!(
                search.in_document_order(),
                small.found_step_by_step(&small.children),
                "{number}"
            );
            let sorted = |mut figures: Vec<u64>| {
                sort_unique_by(&mut figures, Ord::cmp);
                figures
            };
            let orders = small.orders();
            let orders = orders.iter().map(|order| small.found_step_by_step(order));
            let by_step = sorted(orders.collect());
            undetermined += u32::from(by_step.len() > 1);
            assert_eq!(search.in_any_order().map(sorted), Some(by_step), "{number}");
        }
        assert!(
            undetermined > 100,
            "only {undetermined} depend on the order"
        );
    }

    #[test]
    fn too_many_orders_are_not_tried() {
        for (recipes, is_tried) in [(6, true), (7, false), (8, false)] {
            // A forced job with a child that leads nowhere, so that each of the others may be seen or not.
            let job = json!({"node_type": "job", "job_type_name": "j", "job_type_version": "1",
                "job_type_revision": 1});
            let recipe =
                json!({"node_type": "recipe", "recipe_type_name": "r", "recipe_type_revision": 1});
            let node = |after: &Value, node_type: &Value| json!({"dependencies": after, "input": {}, "node_type": node_type});
            let below = json!([{"name": "forced"}]);
            let mut nodes = Map::new();
            nodes.insert("forced".to_owned(), node(&json!([]), &job));
            nodes.insert("nowhere".to_owned(), node(&below, &job));
            for number in 0..recipes {
                nodes.insert(format!("r{number}"), node(&below, &recipe));
            }
            let recipe_type: RecipeType =
                serde_json::from_value(json!({"id": 1, "definition": {"nodes": nodes}})).unwrap();
            let graph = Graph::new(&recipe_type.definition).unwrap();
            let looked_for = graph
                .nodes()
                .filter(|node| graph.name(*node).starts_with('r'));
            let looked_for: Vec<(NodeId, u64)> = looked_for.map(|node| (node, 1)).collect();
            let batch = FileBatch {
                recipe_type: &recipe_type,
                graph: &graph,
                recipe_nodes: &[],
                files_per_parameter: &SortedMap::new(),
                input_map: &[],
                forced_nodes: None,
                sub_recipe_types: &SubRecipeTypes::default(),
                known_types: &KnownTypes::default(),
            };
            let forced = std::iter::once("forced").collect();
            let figures = Search::new(&batch, &forced, &looked_for).in_any_order();
            assert_eq!(figures.is_some(), is_tried, "{recipes}");
        }
    }
}
