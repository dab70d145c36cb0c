//! What a rule lacks.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::part::Part;
use crate::documents::{BatchId, DatasetId, RecipeTypeId};
use crate::words::quoted;

/// A document that a server has, named exactly.
///
/// ```
/// use scale_batch::{Context, validate_text};
///
/// let request = r#"{"recipe_type_id": 208, "definition": {"dataset": 12}}"#;
/// let report = validate_text(request, &Context::new());
/// let wanted = report.unchecked.iter().find_map(|rule| rule.wanted.as_ref()).unwrap();
/// assert_eq!(wanted.to_string(), "the details of recipe type 208");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
#[cfg_attr(feature = "schema", schemars(rename = "Wanted"))]
pub enum WantedDocument {
    /// A revision of a recipe type: `GET /v6/recipe-types/{name}/revisions/{n}/`.
    Revision {
        /// The stable name of the recipe type; null where only its id is known.
        recipe_type_name: Option<String>,
        /// The number of the revision.
        revision_num: i64,
    },
    /// The details of a recipe type.
    RecipeType {
        /// The id of the recipe type.
        recipe_type_id: RecipeTypeId,
    },
    /// The details of a recipe type, by its name: `GET /v6/recipe-types/{name}/`.
    RecipeTypeName {
        /// The stable name of the recipe type.
        recipe_type_name: String,
    },
    /// The details of a dataset: `GET /v6/datasets/{id}/`.
    Dataset {
        /// The id of the dataset.
        dataset_id: DatasetId,
    },
    /// The details of a batch: `GET /v6/batches/{id}/`.
    Batch {
        /// The id of the batch.
        batch_id: BatchId,
    },
    /// What a query of the list of batches finds: `GET /v6/batches/?{query}`.
    Batches {
        /// The query, such as `root_batch_id=104&is_superseded=false`.
        query: String,
    },
}

/// The document in words, such as `revision 1 of the recipe type "my-recipe-type"`.
impl fmt::Display for WantedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WantedDocument::Revision {
                recipe_type_name: Some(name),
                revision_num,
            } => write!(
                f,
                "revision {revision_num} of the recipe type {}",
                quoted(name)
            ),
            WantedDocument::Revision { revision_num, .. } => {
                write!(f, "revision {revision_num} of the recipe type")
            }
            WantedDocument::RecipeType { recipe_type_id } => {
                write!(f, "the details of recipe type {recipe_type_id}")
            }
            WantedDocument::RecipeTypeName { recipe_type_name } => {
                write!(
                    f,
                    "the details of the recipe type {}",
                    quoted(recipe_type_name)
                )
            }
            WantedDocument::Dataset { dataset_id } => {
                write!(f, "the details of dataset {dataset_id}")
            }
            WantedDocument::Batch { batch_id } => write!(f, "the details of batch {batch_id}"),
            WantedDocument::Batches { query } => {
                write!(f, "the list of batches of the query {query}")
            }
        }
    }
}

/// A part of the context that a rule lacks, and which document it has to be.
#[derive(Debug, Clone)]
pub(crate) struct Need {
    pub(crate) part: Part,
    pub(crate) wanted: Option<WantedDocument>,
}

impl Need {
    /// The need for a revision of a recipe type, of which the name may not be known.
    pub(crate) fn of_revision(recipe_type_name: Option<&str>, revision_num: i64) -> Self {
        Need {
            part: Part::Revisions,
            wanted: Some(WantedDocument::Revision {
                recipe_type_name: recipe_type_name.map(str::to_owned),
                revision_num,
            }),
        }
    }
}
