//! The shapes of objects: the keys that they have, in order.
//!
//! Shapes are a tree, in which a shape is the one before it and one more key. A key is compared by its address, as it is
//! a string of the program. Two addresses of equal keys give two shapes, which do no harm.

/// A shape by its place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape(usize);

impl Shape {
    /// The shape of an object without keys.
    pub(super) const EMPTY: Shape = Shape(0);
}

#[derive(Debug)]
struct Node {
    key: &'static str,
    before: Shape,
    /// The first of the shapes that continue this one.
    longer: Option<Shape>,
    /// The next of the shapes that continue the same one.
    sibling: Option<Shape>,
    /// By which JavaScript knows the shape.
    number: Option<u32>,
}

impl Node {
    fn new(before: Shape, key: &'static str, sibling: Option<Shape>) -> Self {
        Node {
            key,
            before,
            longer: None,
            sibling,
            number: None,
        }
    }
}

/// All shapes that objects had.
#[derive(Debug)]
pub(super) struct Shapes {
    nodes: Vec<Node>,
    numbered: u32,
}

impl Default for Shapes {
    fn default() -> Self {
        Shapes {
            nodes: vec![Node::new(Shape::EMPTY, "", None)],
            numbered: 0,
        }
    }
}

impl Shapes {
    #[cfg(any(feature = "wasm", test))]
    /// How many shapes have a number.
    pub(super) fn numbered(&self) -> u32 {
        self.numbered
    }

    #[cfg(any(feature = "wasm", test))]
    /// How many shapes there are.
    pub(super) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The shape with one more key.
    pub(super) fn with(&mut self, shape: Shape, key: &'static str) -> Shape {
        let first = self.nodes.get(shape.0).and_then(|node| node.longer);
        let mut next = first;
        while let Some(longer) = next {
            let Some(node) = self.nodes.get(longer.0) else {
                break;
            };
            if std::ptr::eq(node.key, key) {
                return longer;
            }
            next = node.sibling;
        }
        let longer = Shape(self.nodes.len());
        self.nodes.push(Node::new(shape, key, first));
        if let Some(node) = self.nodes.get_mut(shape.0) {
            node.longer = Some(longer);
        }
        longer
    }

    /// The number of a shape, where it has one.
    pub(super) fn number(&self, shape: Shape) -> Option<u32> {
        self.nodes.get(shape.0)?.number
    }

    /// Gives a shape the next number.
    pub(super) fn assign_number(&mut self, shape: Shape) -> u32 {
        let number = self.numbered;
        self.numbered += 1;
        if let Some(node) = self.nodes.get_mut(shape.0) {
            node.number = Some(number);
        }
        number
    }

    /// The keys of a shape, in order.
    pub(super) fn keys(&self, mut shape: Shape) -> Vec<&'static str> {
        let mut keys = Vec::new();
        while shape != Shape::EMPTY {
            let Some(node) = self.nodes.get(shape.0) else {
                break;
            };
            keys.push(node.key);
            shape = node.before;
        }
        keys.reverse();
        keys
    }
}
