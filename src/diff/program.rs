//! What a node runs, whether a definition or a diff document tells it.

use crate::documents::{NodeKind, NodeType, NodeTypeDiff};

/// What a node runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program<'d> {
    Job {
        name: &'d str,
        version: &'d str,
        revision: i64,
    },
    Recipe {
        name: &'d str,
        revision: i64,
    },
    Condition,
}

impl Program<'_> {
    pub(crate) fn kind(self) -> NodeKind {
        match self {
            Program::Job { .. } => NodeKind::Job,
            Program::Recipe { .. } => NodeKind::Recipe,
            Program::Condition => NodeKind::Condition,
        }
    }
}

impl<'d> From<&'d NodeType> for Program<'d> {
    fn from(node_type: &'d NodeType) -> Self {
        match node_type {
            NodeType::Job {
                job_type_name,
                job_type_version,
                job_type_revision,
            } => Program::Job {
                name: job_type_name,
                version: job_type_version,
                revision: *job_type_revision,
            },
            NodeType::Recipe {
                recipe_type_name,
                recipe_type_revision,
            } => Program::Recipe {
                name: recipe_type_name,
                revision: *recipe_type_revision,
            },
            NodeType::Condition { .. } => Program::Condition,
        }
    }
}

impl<'d> From<&'d NodeTypeDiff> for Program<'d> {
    fn from(node_type: &'d NodeTypeDiff) -> Self {
        match node_type {
            NodeTypeDiff::Job {
                job_type_name,
                job_type_version,
                job_type_revision,
                ..
            } => Program::Job {
                name: job_type_name,
                version: job_type_version,
                revision: *job_type_revision,
            },
            NodeTypeDiff::Recipe {
                recipe_type_name,
                recipe_type_revision,
                ..
            } => Program::Recipe {
                name: recipe_type_name,
                revision: *recipe_type_revision,
            },
            NodeTypeDiff::Condition {} => Program::Condition,
        }
    }
}
