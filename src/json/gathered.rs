//! What is wrong with the documents of a call that takes several of them.

use serde::Serialize;

use super::inputs::{Inputs, Part};
use crate::SubRecipeTypes;
use crate::problem::Problem;
use crate::read::{Read, Reading};

/// Problems of several documents, each with the name of its input as `params.document`.
#[derive(Default, Serialize)]
pub(super) struct Gathered {
    pub(super) errors: Vec<Problem>,
    pub(super) warnings: Vec<Problem>,
}

impl Gathered {
    /// A document that has to be given; `None` when it is broken.
    pub(super) fn required<D: Read>(
        &mut self,
        inputs: &Inputs<'_>,
        name: &'static str,
    ) -> Result<Option<D>, Problem> {
        Ok(self.read(inputs.required(name)?, name))
    }

    /// A document that is the default when it is left out; `None` when it is broken.
    pub(super) fn optional<D: Read + Default>(
        &mut self,
        inputs: &Inputs<'_>,
        name: &'static str,
    ) -> Option<D> {
        match inputs.optional(name) {
            Some(part) => self.read(part, name),
            None => Some(D::default()),
        }
    }

    /// What can be read of a list, which is of use without the items that are broken.
    pub(super) fn what_can_be_read<D: Read + Default>(
        &mut self,
        inputs: &Inputs<'_>,
        name: &'static str,
    ) -> D {
        let Some(part) = inputs.optional(name) else {
            return D::default();
        };
        let (document, errors, warnings) = part.read_what_can_be::<D>();
        self.add(name, errors, warnings);
        document.unwrap_or_default()
    }

    /// The revisions of recipe types in `revisions` and, by its older name, in `sub_recipe_types`; `None` when one of
    /// the two is broken.
    pub(super) fn revisions(&mut self, inputs: &Inputs<'_>) -> Option<SubRecipeTypes> {
        let revisions = self.optional::<SubRecipeTypes>(inputs, "revisions");
        let sub_recipe_types = self.optional::<SubRecipeTypes>(inputs, "sub_recipe_types");
        Some(revisions?.and(&sub_recipe_types?))
    }

    fn read<D: Read>(&mut self, part: &Part<'_>, name: &'static str) -> Option<D> {
        let Reading {
            document,
            errors,
            warnings,
        } = part.read::<D>();
        self.add(name, errors, warnings);
        document
    }

    fn add(&mut self, name: &'static str, errors: Vec<Problem>, warnings: Vec<Problem>) {
        for (all, of_one) in [(&mut self.errors, errors), (&mut self.warnings, warnings)] {
            for problem in of_one {
                all.push(problem.of(name));
            }
        }
    }
}
