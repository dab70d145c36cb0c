//! A diff of two recipes against a model that follows the text of the API's documentation, walking again and again.

use std::collections::BTreeMap;

use scale_batch::documents::{
    Connection, DataFilter, ForcedNodes, NodeKind, NodeStatus, NodeType, RecipeDefinition,
};
use scale_batch::{Reader, RecipeDiff};
use serde_json::Value;

use crate::{Target, seeds};

/// `{"previous": definition, "current": definition, "forced_nodes": …}`.
pub const TARGET: Target = Target {
    name: "diff",
    run,
    seeds: || seeds::cases("diff"),
};

/// The two definitions, and what is forced.
struct Model<'d> {
    previous: &'d RecipeDefinition,
    current: &'d RecipeDefinition,
    forced: Option<&'d ForcedNodes>,
}

/// The parents of a node, each with the outcome that it waits for; none where there is no such node.
fn parents(definition: &RecipeDefinition, name: &str) -> Vec<(String, bool)> {
    let node = definition.nodes.get(name);
    let dependencies = node.into_iter().flat_map(|node| &node.dependencies);
    // The last of several dependencies on one node is the one that stays.
    let parents: BTreeMap<String, bool> = dependencies
        .map(|parent| (parent.name.clone(), parent.acceptance))
        .collect();
    parents.into_iter().collect()
}

/// Filters with the values of number and integer filters as the numbers that they stand for.
fn converted(filter: &DataFilter) -> Value {
    let mut value = serde_json::to_value(filter).expect("filters can be written");
    for filter in value["filters"].as_array_mut().into_iter().flatten() {
        let kind = filter["type"].as_str().unwrap_or_default().to_owned();
        for value in filter["values"].as_array_mut().into_iter().flatten() {
            let number = match &*value {
                Value::String(text) => text
                    .trim()
                    .parse::<f64>()
                    .ok()
                    .filter(|number| number.is_finite()),
                Value::Bool(is) => Some(f64::from(*is)),
                other => other.as_f64(),
            };
            match (kind.as_str(), number) {
                ("number", Some(number)) => *value = number.into(),
                ("integer", Some(number)) => *value = number.trunc().into(),
                _ => {}
            }
        }
    }
    value
}

/// Whether a definition has a filter that this model does not compare as exactly as the API does: with large numbers,
/// with numbers inside of values, or with strings for integers.
fn is_beyond_the_model(definition: &RecipeDefinition) -> bool {
    definition.nodes.values().any(|node| match &node.node_type {
        NodeType::Condition { data_filter, .. } => data_filter.filters.iter().any(|filter| {
            filter.values.iter().any(|value| match value {
                Value::Number(number) => number.as_f64().is_none_or(|number| number.abs() > 1e15),
                Value::String(text) => {
                    let is_integer = text
                        .trim()
                        .parse::<i64>()
                        .is_ok_and(|number| number < 1 << 50);
                    text.parse::<f64>().is_ok() && !is_integer
                }
                Value::Bool(_) | Value::Null => false,
                Value::Array(_) | Value::Object(_) => true,
            })
        }),
        _ => false,
    })
}

impl Model<'_> {
    fn status(&self, name: &str) -> NodeStatus {
        match (self.previous.nodes.get(name), self.current.nodes.get(name)) {
            (None, _) => NodeStatus::New,
            (Some(_), None) => NodeStatus::Deleted,
            (Some(_), Some(_)) if self.changes(name).is_empty() => NodeStatus::Unchanged,
            (Some(_), Some(_)) => NodeStatus::Changed,
        }
    }

    /// The names of the changes of a node, without their order.
    fn changes(&self, name: &str) -> Vec<&'static str> {
        let (Some(before), Some(now)) =
            (self.previous.nodes.get(name), self.current.nodes.get(name))
        else {
            return Vec::new();
        };
        let mut changes = type_changes(&before.node_type, &now.node_type);
        let (before_it, above) = (parents(self.previous, name), parents(self.current, name));
        for (parent, acceptance) in &above {
            match before_it.iter().find(|(other, _)| other == parent) {
                None => changes.push("PARENT_NEW"),
                Some((_, before)) => {
                    if self.status(parent) == NodeStatus::Changed {
                        changes.push("PARENT_CHANGED");
                    }
                    if before != acceptance {
                        changes.push("PARENT_ACCEPTANCE_CHANGED");
                    }
                }
            }
        }
        for (parent, _) in &before_it {
            if !above.iter().any(|(other, _)| other == parent) {
                changes.push("PARENT_REMOVED");
            }
        }
        for (input, connection) in &now.input {
            match before.input.get(input) {
                None => changes.push("INPUT_NEW"),
                Some(before) if same_connection(before, connection) => {}
                Some(_) => changes.push("INPUT_CHANGE"),
            }
        }
        for (input, _) in &before.input {
            if now.input.get(input).is_none() {
                changes.push("INPUT_REMOVED");
            }
        }
        changes.sort_unstable();
        changes
    }

    /// Whether the node or one above it is forced. Deleted nodes hang below what they depended on.
    fn is_forced(&self, name: &str) -> bool {
        let directly = match self.forced {
            None => false,
            Some(ForcedNodes::All) => true,
            Some(ForcedNodes::Only { nodes, sub_recipes }) => {
                nodes.iter().any(|node| node == name) || sub_recipes.contains_key(name)
            }
        };
        let definition = if self.current.nodes.contains_key(name) {
            self.current
        } else {
            self.previous
        };
        let is_there =
            self.current.nodes.contains_key(name) || self.previous.nodes.contains_key(name);
        is_there
            && (directly
                || parents(definition, name)
                    .iter()
                    .any(|(parent, _)| self.is_forced(parent)))
    }
}

fn type_changes(before: &NodeType, now: &NodeType) -> Vec<&'static str> {
    let mut changes = Vec::new();
    let mut note = |differs: bool, change: &'static str| changes.extend(differs.then_some(change));
    match (before, now) {
        (
            NodeType::Job {
                job_type_name: name,
                job_type_version: version,
                job_type_revision: revision,
            },
            NodeType::Job {
                job_type_name,
                job_type_version,
                job_type_revision,
            },
        ) => {
            note(name != job_type_name, "JOB_TYPE_CHANGE");
            note(version != job_type_version, "JOB_TYPE_VERSION_CHANGE");
            note(revision != job_type_revision, "JOB_TYPE_REVISION_CHANGE");
        }
        (
            NodeType::Recipe {
                recipe_type_name: name,
                recipe_type_revision: revision,
            },
            NodeType::Recipe {
                recipe_type_name,
                recipe_type_revision,
            },
        ) => {
            note(name != recipe_type_name, "RECIPE_TYPE_CHANGE");
            note(
                revision != recipe_type_revision,
                "RECIPE_TYPE_REVISION_CHANGE",
            );
        }
        (
            NodeType::Condition {
                data_filter: before,
                ..
            },
            NodeType::Condition {
                data_filter: now, ..
            },
        ) => note(converted(before) != converted(now), "FILTER_CHANGE"),
        _ => note(true, "NODE_TYPE_CHANGE"),
    }
    changes
}

fn same_connection(before: &Connection, now: &Connection) -> bool {
    match (before, now) {
        (Connection::Recipe { input: before }, Connection::Recipe { input: now }) => before == now,
        (
            Connection::Dependency {
                node: node_before,
                output: before,
            },
            Connection::Dependency { node, output },
        ) => node_before == node && before == output,
        _ => false,
    }
}

/// Whether every parameter of the current input gets what it takes from the previous one.
fn can_be_passed(previous: &RecipeDefinition, current: &RecipeDefinition) -> bool {
    let (given, taken) = (&previous.input, &current.input);
    let files = taken.files.iter().all(|taken| {
        let given_as_json = given.json.iter().any(|given| given.name == taken.name);
        match given.files.iter().find(|given| given.name == taken.name) {
            Some(given) => {
                !given_as_json
                    && (given.required || !taken.required)
                    && (taken.multiple || !given.multiple)
            }
            None => !given_as_json && !taken.required,
        }
    });
    let json = taken.json.iter().all(|taken| {
        let given_as_file = given.files.iter().any(|given| given.name == taken.name);
        match given.json.iter().find(|given| given.name == taken.name) {
            Some(given) => {
                !given_as_file
                    && (given.required || !taken.required)
                    && given.json_type == taken.json_type
            }
            None => !given_as_file && !taken.required,
        }
    });
    files && json
}

fn run(data: &[u8]) {
    let Ok(input) = serde_json::from_slice::<Value>(data) else {
        return;
    };
    let definition = |field: &str| {
        Reader::new()
            .value::<RecipeDefinition>(&input[field])
            .document
    };
    let (Some(previous), Some(current)) = (definition("previous"), definition("current")) else {
        return;
    };
    let forced = Reader::new()
        .value::<ForcedNodes>(&input["forced_nodes"])
        .document;
    // The model walks again and again.
    let are_small = previous.nodes.len() + current.nodes.len() < 30;
    if !are_small || is_beyond_the_model(&previous) || is_beyond_the_model(&current) {
        return;
    }
    let Ok(diff) = RecipeDiff::between(&previous, &current, forced.as_ref()) else {
        return;
    };
    let model = Model {
        previous: &previous,
        current: &current,
        forced: forced.as_ref(),
    };
    let names: std::collections::BTreeSet<&String> =
        previous.nodes.keys().chain(current.nodes.keys()).collect();
    assert_eq!(diff.nodes().len(), names.len(), "{input}");
    let can_be_reprocessed = can_be_passed(&previous, &current);
    assert_eq!(diff.can_be_reprocessed(), can_be_reprocessed, "{input}");
    for name in names {
        let node = diff.node(name).expect("every node is in the diff");
        let status = model.status(name);
        let is_forced = model.is_forced(name);
        let document = node.document();
        let mut changes: Vec<&str> = document
            .changes
            .iter()
            .map(|change| change.name.as_str())
            .collect();
        changes.sort_unstable();
        assert_eq!(changes, model.changes(name), "{name} of {input}");
        assert_eq!(node.status(), status, "{name} of {input}");
        assert_eq!(document.force_reprocess, is_forced, "{name} of {input}");
        let is_new_or_changed = matches!(status, NodeStatus::New | NodeStatus::Changed);
        let is_deleted = status == NodeStatus::Deleted;
        let runs = can_be_reprocessed && (is_new_or_changed || (is_forced && !is_deleted));
        assert_eq!(document.reprocess_new_node, runs, "{name} of {input}");
        assert_eq!(
            node.is_copied(),
            can_be_reprocessed && !is_deleted && !runs,
            "{name} of {input}"
        );
        let is_superseded = is_deleted
            || status == NodeStatus::Changed
            || (status == NodeStatus::Unchanged && is_forced);
        assert_eq!(
            node.is_superseded(),
            can_be_reprocessed && is_superseded,
            "{name} of {input}"
        );
        let definition = if is_deleted { &previous } else { &current };
        let above: Vec<String> = parents(definition, name)
            .into_iter()
            .map(|(parent, _)| parent)
            .collect();
        let found: Vec<&str> = node
            .dependencies()
            .map(scale_batch::diff::NodeDiff::name)
            .collect();
        assert_eq!(found, above, "{name} of {input}");
        let parent_runs = above.iter().any(|parent| {
            let parent = diff.node(parent).expect("every parent is in the diff");
            parent.document().reprocess_new_node
        });
        let inside = ["RECIPE_TYPE_CHANGE", "RECIPE_TYPE_REVISION_CHANGE"];
        let is_recursive = node.kind() == NodeKind::Recipe
            && (parent_runs || changes.iter().any(|change| !inside.contains(change)));
        let recursively = diff.recursively_superseded().any(|other| other == name);
        assert_eq!(
            recursively,
            can_be_reprocessed && is_recursive,
            "{name} of {input}"
        );
    }
}
