//! Which fixes of a report can be applied together.
//!
//! Each fix is made for its problem alone. Of two that would edit the same place, that of the later problem is cleared,
//! so that any fixes of a report can be applied, in any order: the rest comes with the next report.

use super::tree::{Kind, Locator, Tree};
use crate::hashed::HashedSet;
use crate::problem::{PatchOperation, Problem};

/// Clears each fix that cannot be applied together with one of an earlier problem.
pub(super) fn keep_what_fits_together(
    tree: &Tree<'_>,
    locator: &mut Locator<'_>,
    reports: &mut [&mut Vec<Problem>],
) {
    // The fixes for other documents were chosen when those were read.
    let has_fix = |problem: &Problem| !problem.fix.is_empty() && problem.document.is_none();
    let problems = reports.iter().flat_map(|problems| problems.iter());
    if problems.clone().filter(|problem| has_fix(problem)).count() < 2 {
        return;
    }
    let mut fixes = Fixes {
        tree,
        edited: vec![Edited::default(); tree.len()],
        added: HashedSet::new(),
    };
    let mut cleared = Vec::new();
    for (number, problem) in problems.enumerate() {
        if has_fix(problem) && !fixes.keep(problem, locator) {
            cleared.push(number);
        }
    }
    let mut cleared = cleared.into_iter().peekable();
    let problems = reports.iter_mut().flat_map(|problems| problems.iter_mut());
    for (number, problem) in problems.enumerate() {
        if cleared.next_if_eq(&number).is_some() {
            problem.fix.clear();
        }
    }
}

/// The fixes of a report that are kept so far.
struct Fixes<'p, 't> {
    tree: &'t Tree<'t>,
    /// How each entry is edited.
    edited: Vec<Edited>,
    /// The pointers to what objects get that was not in them.
    added: HashedSet<&'p str>,
}

/// How an entry is edited.
#[derive(Clone, Copy, Default)]
struct Edited {
    /// As a whole: nothing in it can be edited, too.
    whole: bool,
    /// In its inside: it cannot be edited as a whole, too.
    inside: bool,
    /// Of an array, the first item that is removed: those after it get other numbers. 0 for none.
    first_removed: u32,
    /// Of an array, the last item that is edited.
    last: u32,
}

/// A place that a fix edits.
struct Place<'p> {
    /// What is there, or what gets something new.
    entry: u32,
    /// The pointer to what is new in it.
    new: Option<&'p str>,
    /// Whether the items after it get other numbers.
    is_removed: bool,
}

impl<'p> Fixes<'p, '_> {
    /// Whether the fix of a problem is kept: no other edits the same place.
    fn keep(&mut self, problem: &'p Problem, locator: &mut Locator<'_>) -> bool {
        let mut places = Vec::new();
        for operation in &problem.fix {
            let (removed, written) = match operation {
                PatchOperation::Add { path, .. } | PatchOperation::Replace { path, .. } => {
                    (None, Some(path))
                }
                PatchOperation::Remove { path } => (Some(path), None),
                PatchOperation::Move { from, path } => (Some(from), Some(path)),
            };
            for (path, is_removed) in [(removed, true), (written, false)] {
                if let Some(path) = path {
                    let (entry, new) = locator.nearest(path);
                    places.push(Place {
                        entry,
                        new,
                        is_removed,
                    });
                }
            }
        }
        let is_kept = !places.iter().any(|place| self.is_taken(place));
        if is_kept {
            for place in &places {
                self.take(place);
            }
        }
        is_kept
    }

    fn edited(&self, entry: u32) -> Edited {
        self.edited.get(entry as usize).copied().unwrap_or_default()
    }

    fn edit(&mut self, entry: u32, edit: impl FnOnce(&mut Edited)) {
        if let Some(edited) = self.edited.get_mut(entry as usize) {
            edit(edited);
        }
    }

    /// What an entry is in; `None` for the root.
    fn parent(&self, entry: u32) -> Option<u32> {
        let parent = self.tree.entry(entry)?.parent;
        (entry != 0).then_some(parent)
    }

    fn is_array(&self, entry: u32) -> bool {
        self.tree.kind(entry) == Some(Kind::Array)
    }

    /// Whether a fix that is kept edits this place.
    fn is_taken(&self, place: &Place<'p>) -> bool {
        let here = self.edited(place.entry);
        let is_same = match place.new {
            // Any number of items can be added at the end of an array.
            Some(new) => !self.is_array(place.entry) && self.added.contains(new),
            None => here.inside,
        };
        if here.whole || is_same {
            return true;
        }
        let mut child = place.entry;
        let mut is_removed = place.is_removed;
        while let Some(parent) = self.parent(child) {
            let around = self.edited(parent);
            let is_moved = around.first_removed != 0 && child > around.first_removed;
            if around.whole || is_moved || (is_removed && around.last > child) {
                return true;
            }
            is_removed = false;
            child = parent;
        }
        false
    }

    fn take(&mut self, place: &Place<'p>) {
        let is_new = place.new.is_some();
        self.added.extend(place.new);
        self.edit(place.entry, |here| {
            here.whole |= !is_new;
            here.inside |= is_new;
        });
        let mut child = place.entry;
        let mut is_removed = place.is_removed;
        while let Some(parent) = self.parent(child) {
            let is_array = self.is_array(parent);
            self.edit(parent, |around| {
                around.inside = true;
                if is_array {
                    around.last = around.last.max(child);
                    if is_removed && (around.first_removed == 0 || child < around.first_removed) {
                        around.first_removed = child;
                    }
                }
            });
            is_removed = false;
            child = parent;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    /// The fixes of a call, or null where a problem has none.
    fn fixes(function: &str, input: &Value) -> Vec<Value> {
        let result: Value = serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
        let problems = ["errors", "warnings"].map(|list| result[list].as_array().unwrap().clone());
        problems
            .concat()
            .into_iter()
            .map(|mut problem| problem["fix"].take())
            .collect()
    }

    #[test]
    fn of_two_fields_that_are_moved_to_one_the_first_is() {
        let request =
            json!({"recipe_type_id": 1, "datset": 1, "definition": {"datset": 1, "dataste": 2}});
        let found = fixes("readCreateRequest", &json!({"request": request}));
        let moved =
            json!([{"op": "move", "from": "/definition/dataste", "path": "/definition/dataset"}]);
        assert_eq!(
            found.iter().filter(|fix| **fix == moved).count(),
            1,
            "{found:?}"
        );
        assert_eq!(
            found.iter().filter(|fix| fix.is_array()).count(),
            1,
            "{found:?}"
        );
    }

    #[test]
    fn of_two_lists_that_are_added_at_one_place_the_first_is() {
        let job = json!({"node_type": "job", "job_type_name": "j", "job_type_version": "1", "job_type_revision": 1});
        let node = json!({"dependencies": [], "input": {}, "node_type": job});
        let recipe_type = json!({"id": 1, "name": "r", "revision_num": 1, "definition":
            {"input": {}, "nodes": {"ortho": node, "parse": node}}});
        let forced =
            json!({"all": false, "sub_recipes": {"ortho": {"all": true}, "parse": {"all": true}}});
        let input = json!({
            "request": {"recipe_type_id": 1, "definition": {"dataset": 1, "forced_nodes": forced}},
            "context": {"recipe_type": recipe_type},
        });
        let found = fixes("validateBatch", &input);
        let at = "/definition/forced_nodes";
        let listed = json!([
            {"op": "remove", "path": format!("{at}/sub_recipes/ortho")},
            {"op": "add", "path": format!("{at}/nodes"), "value": ["ortho"]},
        ]);
        assert_eq!(found, [listed, Value::Null]);
    }

    #[test]
    fn an_item_is_removed_only_where_no_later_one_is_edited() {
        let node = |job_type: &str| {
            json!({"dependencies": [], "input": {}, "node_type": {"node_type": "job", "job_type_name": job_type,
                "job_type_version": "1", "job_type_revision": 1}})
        };
        let nodes =
            json!({"parse": node("parser"), "ortho": node("rectifier"), "merge": node("merger")});
        let recipe_type = json!({"id": 1, "name": "r", "revision_num": 1, "definition": {"input": {}, "nodes": nodes}});
        let found = |nodes: Value| {
            let forced = json!({"all": false, "nodes": nodes});
            let request =
                json!({"recipe_type_id": 1, "definition": {"dataset": 1, "forced_nodes": forced}});
            fixes(
                "validateBatch",
                &json!({"request": request, "context": {"recipe_type": recipe_type}}),
            )
        };
        let path = |item: usize| format!("/definition/forced_nodes/nodes/{item}");
        let remove = |item: usize| json!([{"op": "remove", "path": path(item)}]);
        let replace =
            |item: usize, name: &str| json!([{"op": "replace", "path": path(item), "value": name}]);
        assert_eq!(
            found(json!(["rectifier", "parser", "parse"])),
            [replace(0, "ortho"), remove(1)]
        );
        assert_eq!(
            found(json!(["parser", "rectifier", "parse"])),
            [remove(0), Value::Null]
        );
        assert_eq!(
            found(json!(["parse", "parser", "parser"])),
            [remove(1), Value::Null]
        );
    }
}
