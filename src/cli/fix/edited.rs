//! A document while it is edited: what no fix has reached still stands in the text.

use serde_json::Value;

use crate::cli::spans::Span;
use crate::hashed::HashedMap;
use crate::problem::PatchOperation;
use crate::read::tree::{Kind, Tree};

/// A document, as a list of nodes. Only the containers that an edit reaches into are taken apart.
pub(super) struct Edited<'t> {
    tree: &'t Tree<'t>,
    spans: &'t [Span],
    nodes: Vec<Node<'t>>,
    root: usize,
}

/// A value of an edited document.
pub(super) enum Node<'t> {
    /// As it stands in the text, by its entry in the tree.
    Written(u32),
    /// A value that an edit brings.
    New(Value),
    /// A container that an edit reaches into.
    Opened(Opened<'t>),
}

/// A container that is taken apart.
pub(super) struct Opened<'t> {
    /// What it was in the text; `None` where an edit brought it.
    pub(super) entry: Option<u32>,
    pub(super) is_object: bool,
    /// Members that are gone stay in the list of an object.
    pub(super) children: Vec<Child>,
    /// The member of each key; of equal keys the last, which counts.
    members: HashedMap<Name<'t>, usize>,
    /// Whether several members of the text have one key.
    has_duplicates: bool,
}

type Name<'t> = std::borrow::Cow<'t, str>;

/// An item or a member.
pub(super) struct Child {
    pub(super) node: usize,
    pub(super) key: Key,
    /// The entry that it was in this container.
    pub(super) was: Option<u32>,
    /// The entry that came before that one.
    pub(super) before: Option<u32>,
    /// The entry that it was in another container.
    pub(super) moved: Option<u32>,
    pub(super) is_gone: bool,
}

/// The key of a member.
pub(super) enum Key {
    /// An item of an array has none.
    None,
    /// As it stands in the text.
    Written(u32),
    /// A new one; the entry says how the colon was written.
    New(String, Option<u32>),
}

/// What was taken out of its container.
#[derive(Clone, Copy)]
struct Taken {
    node: usize,
    /// The entry that it was.
    was: Option<u32>,
}

impl<'t> Edited<'t> {
    pub(super) fn new(tree: &'t Tree<'t>, spans: &'t [Span]) -> Self {
        Edited {
            tree,
            spans,
            nodes: vec![Node::Written(0)],
            root: 0,
        }
    }

    pub(super) fn root(&self) -> usize {
        self.root
    }

    pub(super) fn node(&self, node: usize) -> Option<&Node<'t>> {
        self.nodes.get(node)
    }

    pub(super) fn span(&self, entry: u32) -> Span {
        self.spans.get(entry as usize).copied().unwrap_or_default()
    }

    /// The entries that a container had in the text.
    pub(super) fn entries_in(&self, entry: u32) -> impl Iterator<Item = u32> {
        self.tree.siblings(entry)
    }

    /// The first member of the text, whose colon shows how the others are written.
    pub(super) fn first_member(&self) -> Option<u32> {
        (0..self.tree.len())
            .zip(0_u32..)
            .map(|(_, entry)| entry)
            .find(|entry| self.tree.key(*entry).is_some())
    }

    /// Applies the operations in order; `None` where one of them cannot be applied.
    pub(super) fn apply(&mut self, operations: &[PatchOperation]) -> Option<()> {
        for operation in operations {
            match operation {
                PatchOperation::Add { path, value } => {
                    let node = self.push(Node::New(value.clone()));
                    self.add(path, Taken { node, was: None })?;
                }
                PatchOperation::Remove { path } => {
                    self.remove(path)?;
                }
                PatchOperation::Replace { path, value } => {
                    let node = self.push(Node::New(value.clone()));
                    self.replace(path, node)?;
                }
                PatchOperation::Move { from, path } => {
                    if self.rename(from, path).is_none() {
                        let taken = self.remove(from)?;
                        self.add(path, taken)?;
                    }
                }
            }
        }
        Some(())
    }

    fn push(&mut self, node: Node<'t>) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The container around a place, taken apart, and the last segment of the pointer.
    fn around(&mut self, pointer: &str) -> Option<(usize, String)> {
        let (around, last) = pointer.rsplit_once('/')?;
        let mut at = self.root;
        for segment in around.split('/').skip(1) {
            let place = self.open(at)?.find(&unescaped(segment))?;
            at = self.open(at)?.children.get(place)?.node;
        }
        self.open(at)?;
        Some((at, unescaped(last)))
    }

    fn opened(&mut self, node: usize) -> Option<&mut Opened<'t>> {
        match self.nodes.get_mut(node)? {
            Node::Opened(opened) => Some(opened),
            _ => None,
        }
    }

    /// A container, taken apart; `None` where the node is none.
    fn open(&mut self, node: usize) -> Option<&mut Opened<'t>> {
        let opened = match self.nodes.get_mut(node)? {
            Node::Opened(_) => None,
            Node::Written(entry) => {
                let entry = *entry;
                Some(self.taken_apart(entry)?)
            }
            Node::New(value) => {
                let value = std::mem::take(value);
                Some(self.made_of(value)?)
            }
        };
        if let Some(opened) = opened {
            *self.nodes.get_mut(node)? = Node::Opened(opened);
        }
        self.opened(node)
    }

    /// A container of the text.
    fn taken_apart(&mut self, entry: u32) -> Option<Opened<'t>> {
        let is_object = match self.tree.kind(entry)? {
            Kind::Object => true,
            Kind::Array => false,
            _ => return None,
        };
        let mut opened = Opened::new(Some(entry), is_object);
        let mut before = None;
        for was in self.tree.siblings(entry) {
            let node = self.push(Node::Written(was));
            let key = match self.tree.key(was) {
                Some(name) => {
                    let earlier = opened.members.insert(name.into(), opened.children.len());
                    opened.has_duplicates |= earlier.is_some();
                    Key::Written(was)
                }
                None => Key::None,
            };
            opened.children.push(Child {
                node,
                key,
                was: Some(was),
                before: before.replace(was),
                moved: None,
                is_gone: false,
            });
        }
        Some(opened)
    }

    /// A container that an edit brought.
    fn made_of(&mut self, value: Value) -> Option<Opened<'t>> {
        let mut opened = Opened::new(None, value.is_object());
        match value {
            Value::Array(items) => {
                for item in items {
                    let node = self.push(Node::New(item));
                    opened.children.push(Child::new(node, Key::None));
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    let node = self.push(Node::New(member));
                    opened.append(name, Taken { node, was: None });
                }
            }
            _ => return None,
        }
        Some(opened)
    }

    fn add(&mut self, path: &str, taken: Taken) -> Option<()> {
        if path.is_empty() {
            self.root = taken.node;
            return Some(());
        }
        let (around, last) = self.around(path)?;
        let opened = self.opened(around)?;
        if opened.is_object {
            match opened.find(&last) {
                Some(place) => {
                    let child = opened.children.get_mut(place)?;
                    child.node = taken.node;
                    child.moved = taken.was;
                }
                None => opened.append(last, taken),
            }
            return Some(());
        }
        let most = opened.children.len();
        let place = match last.as_str() {
            "-" => most,
            number => number.parse().ok().filter(|place| *place <= most)?,
        };
        let mut child = Child::new(taken.node, Key::None);
        child.moved = taken.was;
        opened.children.insert(place, child);
        Some(())
    }

    fn replace(&mut self, path: &str, node: usize) -> Option<()> {
        if path.is_empty() {
            self.root = node;
            return Some(());
        }
        let (around, last) = self.around(path)?;
        let opened = self.opened(around)?;
        let place = opened.find(&last)?;
        opened.children.get_mut(place)?.node = node;
        Some(())
    }

    fn remove(&mut self, path: &str) -> Option<Taken> {
        let (around, last) = self.around(path)?;
        let tree = self.tree;
        let opened = self.opened(around)?;
        let place = opened.find(&last)?;
        if !opened.is_object {
            let child = opened.children.remove(place);
            return Some(Taken {
                node: child.node,
                was: child.was.or(child.moved),
            });
        }
        let child = opened.children.get(place)?;
        let taken = Taken {
            node: child.node,
            was: child.was.or(child.moved),
        };
        opened.forget(tree, &last, place);
        Some(taken)
    }

    /// Gives a member another key, in its place; `None` where it is to move elsewhere.
    fn rename(&mut self, from: &str, path: &str) -> Option<()> {
        let (above, _) = from.rsplit_once('/')?;
        let (also_above, _) = path.rsplit_once('/')?;
        if above != also_above || from == path {
            return None;
        }
        let tree = self.tree;
        let (around, old) = self.around(from)?;
        let (_, new) = self.around(path)?;
        let opened = self.opened(around)?;
        if !opened.is_object {
            return None;
        }
        let place = opened.find(&old)?;
        if let Some(replaced) = opened.find(&new) {
            opened.forget(tree, &new, replaced);
        }
        opened.forget(tree, &old, place);
        let child = opened.children.get_mut(place)?;
        child.is_gone = false;
        child.key = Key::New(new.clone(), child.was.or(child.moved));
        opened.members.insert(new.into(), place);
        Some(())
    }
}

impl Opened<'_> {
    fn new(entry: Option<u32>, is_object: bool) -> Self {
        Opened {
            entry,
            is_object,
            children: Vec::new(),
            members: HashedMap::new(),
            has_duplicates: false,
        }
    }

    /// The place of the child that a segment of a pointer means.
    fn find(&self, segment: &str) -> Option<usize> {
        if self.is_object {
            return self.members.get(segment).copied();
        }
        let place: usize = segment.parse().ok()?;
        (place < self.children.len()).then_some(place)
    }

    fn append(&mut self, name: String, taken: Taken) {
        let mut child = Child::new(taken.node, Key::New(name.clone(), taken.was));
        child.moved = taken.was;
        self.members.insert(name.into(), self.children.len());
        self.children.push(child);
    }

    /// Takes out the member at a place, and all others of the text that have this key: they would count then.
    fn forget(&mut self, tree: &Tree<'_>, name: &str, place: usize) {
        self.members.remove(name);
        if let Some(child) = self.children.get_mut(place) {
            child.is_gone = true;
        }
        if self.has_duplicates {
            for child in &mut self.children {
                let is_same =
                    matches!(child.key, Key::Written(entry) if tree.key(entry) == Some(name));
                child.is_gone |= is_same;
            }
        }
    }
}

impl Child {
    fn new(node: usize, key: Key) -> Self {
        Child {
            node,
            key,
            was: None,
            before: None,
            moved: None,
            is_gone: false,
        }
    }
}

/// A segment of a JSON Pointer as the key that it stands for.
fn unescaped(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}
