//! What is different about a node itself.

use super::filter::same_filter;
use super::merge::{Side, merged};
use super::{Change, Program};
use crate::documents::{Node, NodeType};

/// Adds everything that is different between two versions of a node itself.
pub(super) fn own_changes<'d>(
    previous: &'d Node,
    current: &'d Node,
    changes: &mut Vec<Change<'d>>,
) {
    compare_node_types(previous, current, changes);
    compare_inputs(previous, current, changes);
}

fn compare_node_types<'d>(previous: &'d Node, current: &'d Node, changes: &mut Vec<Change<'d>>) {
    match (&previous.node_type, &current.node_type) {
        (
            NodeType::Condition {
                data_filter: previous,
                ..
            },
            NodeType::Condition {
                data_filter: current,
                ..
            },
        ) => {
            if !same_filter(previous, current) {
                changes.push(Change::Filter { previous, current });
            }
        }
        (previous, current) => Program::from(current).compare(previous.into(), changes),
    }
}

fn compare_inputs<'d>(previous: &'d Node, current: &'d Node, changes: &mut Vec<Change<'d>>) {
    for side in merged(&previous.input, &current.input, |(input, _)| *input) {
        match side {
            Side::Previous((input, previous)) => {
                changes.push(Change::InputRemoved { input, previous });
            }
            Side::Current((input, current)) => changes.push(Change::InputNew { input, current }),
            Side::Both {
                previous: (input, previous),
                current: (_, current),
            } if previous != current => changes.push(Change::InputChange {
                input,
                previous,
                current,
            }),
            Side::Both { .. } => {}
        }
    }
}
