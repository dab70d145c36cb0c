//! The values in an array or an object, in order.

use super::at::At;
use super::tree::Children;

/// The items of an array, or the values of an object, in order.
#[derive(Debug, Clone)]
pub(crate) struct Items<'a> {
    /// The array or the object itself.
    at: At<'a>,
    children: Children<'a>,
}

impl<'a> Items<'a> {
    pub(super) fn of(at: At<'a>) -> Self {
        Items {
            at,
            children: at.children(),
        }
    }

    /// No items.
    pub(super) fn none(at: At<'a>) -> Self {
        Items {
            at,
            children: Children::default(),
        }
    }

    /// The same values with their keys.
    pub(super) fn with_keys(self) -> Members<'a> {
        Members(self)
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = At<'a>;

    fn next(&mut self) -> Option<At<'a>> {
        let index = self.children.next()?;
        Some(self.at.beside(index))
    }
}

/// The members of an object, in order: their keys and their values.
#[derive(Debug, Clone)]
pub(crate) struct Members<'a>(Items<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, At<'a>);

    fn next(&mut self) -> Option<(&'a str, At<'a>)> {
        let member = self.0.next()?;
        Some((member.key().unwrap_or_default(), member))
    }
}
