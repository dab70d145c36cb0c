//! What a node runs and ran, whether a definition or a diff document tells it, and what is different.

use super::Change;
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

impl<'d> Program<'d> {
    pub(crate) fn kind(self) -> NodeKind {
        match self {
            Program::Job { .. } => NodeKind::Job,
            Program::Recipe { .. } => NodeKind::Recipe,
            Program::Condition => NodeKind::Condition,
        }
    }

    /// What a node ran that is of the same kind now; the document has what was different.
    pub(super) fn previous(node_type: &'d NodeTypeDiff) -> Self {
        match node_type {
            NodeTypeDiff::Job {
                job_type_name,
                job_type_version,
                job_type_revision,
                prev_job_type_name,
                prev_job_type_version,
                prev_job_type_revision,
            } => Program::Job {
                name: prev_job_type_name.as_ref().unwrap_or(job_type_name),
                version: prev_job_type_version.as_ref().unwrap_or(job_type_version),
                revision: prev_job_type_revision.unwrap_or(*job_type_revision),
            },
            NodeTypeDiff::Recipe {
                recipe_type_name,
                recipe_type_revision,
                prev_recipe_type_name,
                prev_recipe_type_revision,
            } => Program::Recipe {
                name: prev_recipe_type_name.as_ref().unwrap_or(recipe_type_name),
                revision: prev_recipe_type_revision.unwrap_or(*recipe_type_revision),
            },
            NodeTypeDiff::Condition {} => Program::Condition,
        }
    }

    /// Adds what is different from what ran before.
    pub(super) fn compare(self, before: Self, changes: &mut Vec<Change<'d>>) {
        match (before, self) {
            (
                Program::Job {
                    name: previous_name,
                    version: previous_version,
                    revision: previous_revision,
                },
                Program::Job {
                    name,
                    version,
                    revision,
                },
            ) => {
                if previous_name != name {
                    changes.push(Change::JobType {
                        previous: previous_name,
                        current: name,
                    });
                }
                if previous_version != version {
                    changes.push(Change::JobTypeVersion {
                        previous: previous_version,
                        current: version,
                    });
                }
                if previous_revision != revision {
                    changes.push(Change::JobTypeRevision {
                        previous: previous_revision,
                        current: revision,
                    });
                }
            }
            (
                Program::Recipe {
                    name: previous_name,
                    revision: previous_revision,
                },
                Program::Recipe { name, revision },
            ) => {
                if previous_name != name {
                    changes.push(Change::RecipeType {
                        previous: previous_name,
                        current: name,
                    });
                }
                if previous_revision != revision {
                    changes.push(Change::RecipeTypeRevision {
                        previous: previous_revision,
                        current: revision,
                    });
                }
            }
            (Program::Condition, Program::Condition) => {}
            (before, now) => changes.push(Change::NodeType {
                previous: before.kind(),
                current: now.kind(),
            }),
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
