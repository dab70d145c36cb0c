//! What is wrong with the documents of a call that takes several of them.

use serde::Serialize;

use super::inputs::{Inputs, Part};
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

    fn read<D: Read>(&mut self, part: &Part<'_>, name: &'static str) -> Option<D> {
        let Reading {
            document,
            errors,
            warnings,
        } = part.read::<D>();
        let named = |problem: Problem| problem.param("document", name);
        self.errors.extend(errors.into_iter().map(named));
        self.warnings.extend(warnings.into_iter().map(named));
        document
    }
}
