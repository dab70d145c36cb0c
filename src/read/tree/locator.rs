//! Entries by their JSON Pointers.

use super::entries::Tree;
use super::kind::Kind;
use crate::hashed::HashedMap;

/// Finds entries by their JSON Pointers: the members of an object, and the items of an array, are listed when they are
/// first asked for, so that many places in a large one cost no more than walking it once.
pub(crate) struct Locator<'t> {
    tree: &'t Tree<'t>,
    members: HashedMap<u32, HashedMap<&'t str, u32>>,
    items: HashedMap<u32, Vec<u32>>,
}

impl<'t> Locator<'t> {
    pub(crate) fn new(tree: &'t Tree<'t>) -> Self {
        Locator {
            tree,
            members: HashedMap::new(),
            items: HashedMap::new(),
        }
    }

    /// The entry at a JSON Pointer, or the nearest above it that is there.
    pub(crate) fn locate(&mut self, pointer: &str) -> u32 {
        self.nearest(pointer).0
    }

    /// The entry at a JSON Pointer; or the nearest above it that is there, and the pointer to what is missing in that.
    pub(crate) fn nearest<'p>(&mut self, pointer: &'p str) -> (u32, Option<&'p str>) {
        let (mut at, mut end) = (0, 0);
        for segment in pointer.split('/').skip(1) {
            end += 1 + segment.len();
            let child = if segment.contains('~') {
                self.child(at, &segment.replace("~1", "/").replace("~0", "~"))
            } else {
                self.child(at, segment)
            };
            let Some(child) = child else {
                return (at, pointer.get(..end));
            };
            at = child;
        }
        (at, None)
    }

    fn child(&mut self, parent: u32, segment: &str) -> Option<u32> {
        /// With no more values inside, walking them is faster than listing them.
        const FEW: u32 = 64;
        let tree = self.tree;
        let mut children = tree.children(parent);
        let is_small = tree.entry(parent)?.next - parent <= FEW;
        match tree.kind(parent)? {
            Kind::Object if is_small => children.find(|child| tree.key(*child) == Some(segment)),
            Kind::Object => {
                let members = self.members.get_or_insert_with(parent, || {
                    children
                        .filter_map(|child| Some((tree.key(child)?, child)))
                        .collect()
                });
                members.get(segment).copied()
            }
            Kind::Array => {
                let item = segment.parse::<usize>().ok()?;
                if is_small {
                    return children.nth(item);
                }
                let items = self.items.get_or_insert_with(parent, || children.collect());
                items.get(item).copied()
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;

    #[test]
    fn finds_entries_by_their_pointers() {
        let text = r#"{"a/b": [1, {"~": 2, "": 3}], "c": 4, "c": 5}"#;
        let tree = Tree::from_text(text, &Limits::default()).unwrap_or_else(|_| panic!("{text}"));
        let mut locator = Locator::new(&tree);
        for pointer in ["", "/a~1b", "/a~1b/0", "/a~1b/1/~0", "/a~1b/1/", "/c"] {
            assert_eq!(tree.pointer(locator.locate(pointer)), pointer);
        }
        // Of equal keys the one that counts.
        let last = locator.locate("/c");
        assert_eq!(tree.kind(last), Some(Kind::Integer(5)));
        // What is not there is nearest to what is around it.
        for (pointer, nearest) in [("/x", ""), ("/a~1b/2", "/a~1b"), ("/c/d/e", "/c")] {
            assert_eq!(tree.pointer(locator.locate(pointer)), nearest);
        }
    }
}
