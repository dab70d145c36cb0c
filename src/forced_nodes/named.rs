//! A name in forced nodes, and the edits that name another node instead.

use crate::documents::{ForcedNodes, NodeKind};
use crate::problem::{PatchOperation, join};

/// A name, and its place in the forced nodes.
pub(super) struct Named<'f> {
    pub(super) name: &'f str,
    /// The forced nodes that name it, and their place in the document.
    pub(super) forced_nodes: &'f ForcedNodes,
    pub(super) pointer: &'f str,
    /// Its number in `nodes`; without one it is a key of `sub_recipes`.
    pub(super) number: Option<usize>,
}

impl Named<'_> {
    pub(super) fn path(&self) -> String {
        match self.number {
            Some(number) => format!("{}/nodes/{number}", self.pointer),
            None => join(&join(self.pointer, "sub_recipes"), self.name),
        }
    }

    /// Where nodes of that kind are named that stand for this one.
    pub(super) fn field(&self, kind: NodeKind) -> &'static str {
        match kind {
            NodeKind::Recipe if self.number.is_none() => "sub_recipes",
            _ => "nodes",
        }
    }

    /// The edit that names `node` instead; none where forced nodes of the two would have to be put together.
    pub(super) fn renamed(&self, node: &str, kind: NodeKind) -> Vec<PatchOperation> {
        let path = self.path();
        let is_forced = self.forced_nodes.forces(node);
        let value = node.into();
        match (self.number, kind) {
            (Some(_), _) if is_forced => vec![PatchOperation::Remove { path }],
            (Some(_), _) => vec![PatchOperation::Replace { path, value }],
            (None, NodeKind::Recipe) if self.forced_nodes.inside(node).is_none() => {
                let to = join(&join(self.pointer, "sub_recipes"), node);
                vec![PatchOperation::Move {
                    from: path,
                    path: to,
                }]
            }
            (None, NodeKind::Recipe) => Vec::new(),
            (None, _) => self.listed(node),
        }
    }

    /// The edit that lists `node` in `nodes` instead.
    pub(super) fn listed(&self, node: &str) -> Vec<PatchOperation> {
        let mut fix = vec![PatchOperation::Remove { path: self.path() }];
        fix.extend(listing(node, self.forced_nodes, self.pointer));
        fix
    }

    /// The edit that names `node` inside the sub-recipes of `place` instead; none where forced nodes of that node stand
    /// there.
    pub(super) fn moved(&self, node: &str, place: &[&str], field: &str) -> Vec<PatchOperation> {
        let from = self.path();
        let (mut here, mut pointer) = (self.forced_nodes, self.pointer.to_owned());
        let mut steps = place.iter();
        for step in steps.by_ref() {
            let ForcedNodes::Only { sub_recipes, .. } = here else {
                break;
            };
            let Some(inside) = sub_recipes.get(*step) else {
                // What is around it is not there yet.
                let mut value = if field == "nodes" {
                    serde_json::json!({"all": false, "nodes": [node]})
                } else {
                    serde_json::json!({"all": false, "sub_recipes": {}})
                };
                let rest: Vec<&str> = steps.copied().collect();
                for step in rest.iter().rev() {
                    value = serde_json::json!({"all": false, "sub_recipes": {*step: value}});
                }
                let around = join(&pointer, "sub_recipes");
                let new = join(&around, step);
                let add = if sub_recipes.is_empty() {
                    PatchOperation::Add {
                        path: around,
                        value: serde_json::json!({*step: value}),
                    }
                } else {
                    PatchOperation::Add {
                        path: new.clone(),
                        value,
                    }
                };
                if field == "nodes" {
                    return vec![PatchOperation::Remove { path: from }, add];
                }
                let innermost = rest
                    .iter()
                    .fold(new, |path, step| join(&join(&path, "sub_recipes"), step));
                let path = join(&join(&innermost, "sub_recipes"), node);
                return vec![add, PatchOperation::Move { from, path }];
            };
            pointer = join(&join(&pointer, "sub_recipes"), step);
            here = inside;
        }
        let remove = PatchOperation::Remove { path: from.clone() };
        match here {
            // It is forced there already.
            ForcedNodes::All => vec![remove],
            ForcedNodes::Only { .. } if field == "nodes" => {
                let mut fix = vec![remove];
                if !here.forces(node) {
                    fix.extend(listing(node, here, &pointer));
                }
                fix
            }
            ForcedNodes::Only { sub_recipes, .. } => {
                let around = join(&pointer, "sub_recipes");
                let path = join(&around, node);
                if sub_recipes.contains_key(node) {
                    return Vec::new();
                }
                let mut fix = Vec::new();
                if sub_recipes.is_empty() {
                    let value = serde_json::json!({});
                    fix.push(PatchOperation::Add {
                        path: around,
                        value,
                    });
                }
                fix.push(PatchOperation::Move { from, path });
                fix
            }
        }
    }
}

/// The edit that lists a node in the `nodes` of forced nodes; none where it is listed.
fn listing(node: &str, forced_nodes: &ForcedNodes, pointer: &str) -> Option<PatchOperation> {
    let ForcedNodes::Only { nodes, .. } = forced_nodes else {
        return None;
    };
    if nodes.iter().any(|name| name == node) {
        return None;
    }
    Some(if nodes.is_empty() {
        PatchOperation::Add {
            path: join(pointer, "nodes"),
            value: vec![node].into(),
        }
    } else {
        PatchOperation::Add {
            path: format!("{pointer}/nodes/-"),
            value: node.into(),
        }
    })
}
