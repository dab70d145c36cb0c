//! What holds for the diff of any two definitions.
#![allow(
    clippy::field_reassign_with_default,
    reason = "a definition may get more fields: it cannot be written out"
)]

#[path = "../src/properties.rs"]
mod properties;

use std::collections::{BTreeMap, BTreeSet};

use properties::properties;
use proptest::prelude::*;
use scale_batch::RecipeDiff;
use scale_batch::diff::{Cause, Outcome};
use scale_batch::documents::{
    Connection, Dependency, ForcedNodes, Node, NodeStatus, NodeType, RecipeDefinition,
    RecipeDiffDocument,
};
use serde_json::{Value, json};

/// Recipes of up to ten nodes that depend only on nodes before them in `order`, so that there is no cycle.
fn recipe() -> impl Strategy<Value = RecipeDefinition> {
    let node = (
        any::<u16>(),
        any::<u16>(),
        prop::bool::weighted(0.85),
        0..3_i64,
        prop::bool::weighted(0.3),
        any::<bool>(),
    );
    prop::collection::btree_map(0..10_usize, node, 0..10).prop_map(|nodes| {
        let name = |number: usize| format!("node {number}");
        let numbers: Vec<usize> = nodes.keys().copied().collect();
        let mut definition = RecipeDefinition::default();
        for (number, (parents, inputs, acceptance, revision, is_recipe, is_other)) in nodes {
            let before = numbers.iter().copied().filter(|before| *before < number);
            let chosen = |bits: u16| before.clone().filter(move |before| bits >> before & 1 == 1);
            let node_type = if is_recipe {
                NodeType::recipe(if is_other { "other" } else { "sub" }, revision)
            } else {
                NodeType::job("job", if is_other { "2.0" } else { "1.0" }, revision)
            };
            let dependency = |parent| Dependency::new(name(parent)).with_acceptance(acceptance);
            let connection = |node| Connection::dependency(name(node), "output");
            let node = Node::new(node_type)
                .with_dependencies(chosen(parents).map(dependency))
                .with_input(chosen(inputs).map(|node| (format!("input {node}"), connection(node))));
            definition.nodes.insert(name(number), node);
        }
        definition
    })
}

fn forced() -> impl Strategy<Value = Option<ForcedNodes>> {
    let names = prop::collection::vec(0..12_usize, 0..3);
    prop_oneof![
        Just(None),
        Just(Some(ForcedNodes::All)),
        names.prop_map(|names| {
            let names = names.into_iter().map(|number| format!("node {number}"));
            Some(ForcedNodes::nodes(names))
        }),
    ]
}

/// The same definition as text, with its nodes and dependencies the other way round and its defaults spelled out.
fn reversed(definition: &RecipeDefinition) -> String {
    let mut value = serde_json::to_value(definition).unwrap();
    let Some(Value::Object(nodes)) = value.get_mut("nodes") else {
        return value.to_string();
    };
    let mut written = Vec::new();
    for (name, node) in nodes.iter_mut().rev() {
        let dependencies = node["dependencies"].as_array_mut().unwrap();
        dependencies.reverse();
        let node = format!(
            r#"{}: {{"node_type": {}, "input": {}, "dependencies": {}}}"#,
            json!(name),
            node["node_type"],
            node["input"],
            node["dependencies"]
        );
        written.push(node);
    }
    format!(
        r#"{{"nodes": {{{}}}, "version": "7", "input": {{"json": [], "files": []}}}}"#,
        written.join(", ")
    )
}

/// Takes away what is the default.
fn without_defaults(definition: &RecipeDefinition) -> Value {
    let mut value = serde_json::to_value(definition).unwrap();
    for node in value["nodes"].as_object_mut().unwrap().values_mut() {
        for dependency in node["dependencies"].as_array_mut().unwrap() {
            if dependency["acceptance"] == true {
                dependency.as_object_mut().unwrap().remove("acceptance");
            }
        }
    }
    value
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn nothing_changes_against_itself(definition in recipe()) {
        let diff = RecipeDiff::between(&definition, &definition, None).unwrap();
        prop_assert!(diff.nodes().all(|node| node.status() == NodeStatus::Unchanged && node.is_copied()));
        prop_assert_eq!(diff.copied().count(), definition.nodes.len());
    }

    #[test]
    fn order_and_defaults_make_no_difference(definition in recipe()) {
        let reversed: RecipeDefinition = serde_json::from_str(&reversed(&definition)).unwrap();
        let short: RecipeDefinition = serde_json::from_value(without_defaults(&definition)).unwrap();
        for other in [&reversed, &short] {
            let diff = RecipeDiff::between(&definition, other, None).unwrap();
            prop_assert!(diff.nodes().all(|node| node.changes().is_empty() && node.is_copied()));
        }
    }

    #[test]
    fn forcing_more_never_runs_less(
        previous in recipe(), current in recipe(), some in forced(), more in 0..10_usize,
    ) {
        let name = format!("node {more}");
        let all = match &some {
            Some(ForcedNodes::All) => ForcedNodes::All,
            Some(ForcedNodes::Only { nodes, .. }) => ForcedNodes::nodes(nodes.iter().chain([&name]).cloned()),
            None => ForcedNodes::nodes([name]),
        };
        let less = RecipeDiff::between(&previous, &current, some.as_ref()).unwrap();
        let more = RecipeDiff::between(&previous, &current, Some(&all)).unwrap();
        let [less, more] = [less, more].map(|diff| diff.runs().map(str::to_owned).collect::<BTreeSet<_>>());
        prop_assert!(less.is_subset(&more));
    }

    #[test]
    fn every_node_has_one_outcome(previous in recipe(), current in recipe(), forced in forced()) {
        let diff = RecipeDiff::between(&previous, &current, forced.as_ref()).unwrap();
        let set = |names: &mut dyn Iterator<Item = &str>| names.map(str::to_owned).collect::<BTreeSet<_>>();
        let (runs, copied, unpublished, superseded) = (
            set(&mut diff.runs()), set(&mut diff.copied()), set(&mut diff.unpublished()), set(&mut diff.superseded()),
        );
        prop_assert!(runs.is_disjoint(&copied) && runs.is_disjoint(&unpublished));
        prop_assert!(copied.is_disjoint(&unpublished) && copied.is_disjoint(&superseded));
        prop_assert!(unpublished.is_subset(&superseded));
        prop_assert_eq!(runs.len() + copied.len() + unpublished.len(), diff.nodes().len());
    }

    #[test]
    fn the_json_comes_back(previous in recipe(), current in recipe(), forced in forced()) {
        let diff = RecipeDiff::between(&previous, &current, forced.as_ref()).unwrap();
        let text = serde_json::to_string(&diff).unwrap();
        let read: RecipeDiffDocument = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &diff.document());
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn every_explanation_ends_at_a_cause(previous in recipe(), current in recipe(), forced in forced()) {
        let diff = RecipeDiff::between(&previous, &current, forced.as_ref()).unwrap();
        for node in diff.nodes() {
            let explanation = node.explain();
            prop_assert_eq!(explanation.causes.is_empty(), explanation.outcome != Outcome::Runs);
            for cause in &explanation.causes {
                let (Cause::InheritedChange { path, .. } | Cause::InheritedForce { path }) = cause else {
                    continue;
                };
                prop_assert_eq!(path.last(), Some(&node.name()));
                for step in path.windows(2) {
                    let below = diff.node(step[1]).unwrap();
                    prop_assert!(below.dependencies().any(|parent| parent.name() == step[0]));
                }
                let origin = diff.node(path[0]).unwrap();
                match cause {
                    Cause::InheritedForce { .. } => prop_assert!(origin.is_forced_directly()),
                    _ => prop_assert!(origin.changes().iter().any(scale_batch::diff::Change::is_own)),
                }
            }
        }
    }

    #[test]
    fn a_layout_has_every_node_below_its_dependencies(previous in recipe(), current in recipe()) {
        let diff = RecipeDiff::between(&previous, &current, None).unwrap();
        let layout = diff.layout();
        let place: BTreeMap<_, _> = layout.nodes.iter().map(|node| (node.name, (node.layer, node.position))).collect();
        for edge in &layout.edges {
            let (from, to) = (place[edge.from].0, place[edge.to].0);
            prop_assert!(from < to);
            prop_assert_eq!(edge.bends.len(), (to - from - 1) as usize);
        }
        let mut places: Vec<_> = place.values().collect();
        places.sort_by(|one, other| one.partial_cmp(other).unwrap());
        for pair in places.windows(2) {
            prop_assert!(pair[0].0 != pair[1].0 || pair[1].1 - pair[0].1 > 0.99);
        }
    }
}

/// A recipe of `count` nodes, each after the ones whose numbers `parents` gives.
fn large(count: usize, parents: impl Fn(usize) -> Vec<usize>) -> RecipeDefinition {
    let mut definition = RecipeDefinition::default();
    definition.nodes = (0..count)
        .map(|number| {
            let parents = parents(number).into_iter();
            let dependencies = parents.map(|parent| Dependency::new(format!("{parent:06}")));
            let node = Node::new(NodeType::job("job", "1.0", 1)).with_dependencies(dependencies);
            (format!("{number:06}"), node)
        })
        .collect();
    definition
}

#[test]
fn long_chains_and_ladders_are_explained_and_drawn() {
    let chain = large(20_000, |number| number.checked_sub(1).into_iter().collect());
    let ladder = large(30_001, |number| match number % 3 {
        0 => number
            .checked_sub(2)
            .map_or_else(Vec::new, |left| vec![left, left + 1]),
        side => vec![number - side],
    });
    let forced = ForcedNodes::nodes(["000000"]);
    for definition in [&chain, &ladder] {
        let diff = RecipeDiff::between(definition, definition, Some(&forced)).unwrap();
        assert_eq!(diff.runs().count(), definition.nodes.len());
        let last = definition.nodes.keys().next_back().unwrap();
        let explanation = diff.explain(last).unwrap();
        assert!(
            matches!(&explanation.causes[..], [Cause::InheritedForce { path }] if path[0] == "000000")
        );
        assert!(explanation.description.len() < 500);
        let edges: usize = diff.nodes().map(|node| node.dependencies().len()).sum();
        let tree = scale_batch::text::diff(&diff, None, scale_batch::text::Style::Plain);
        assert!(tree.lines().count() < 2 * (definition.nodes.len() + edges));
        assert_eq!(diff.layout().edges.len(), edges);
        assert_eq!(diff.mermaid().matches("-->").count(), edges);
        assert_eq!(diff.dot().matches(" -> ").count(), edges);
    }
}
