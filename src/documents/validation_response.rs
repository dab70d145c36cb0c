//! What the server says to a request that is validated.

use serde::Serialize;

use super::{
    DocumentKind, RecipeDiffDocument, RecipeTypeRevision, RecipeTypeSummary,
    deserialize_by_reading, metrics::read_count,
};
use crate::problem::Name;
use crate::read::Read;
use crate::read::fields::{At, Collector, Fields};

/// The server's answer to a request that is validated.
///
/// A [`Report`](crate::Report) as JSON is one, too. What is missing or odd beside `is_valid` is a warning.
///
/// Source: the Scale API's *Validate Batch*.
///
/// ```
/// use scale_batch::{Reader, ValidationResponse};
///
/// let text = r#"{"is_valid": false, "errors": [{"name": "NO_RECIPES", "description": "…"}], "warnings": [],
///     "recipes_estimated": 0, "recipe_type": {"id": 208, "revision_num": 1}}"#;
/// let response = Reader::new().text::<ValidationResponse>(text).into_result()?;
/// assert_eq!(response.errors[0].name, "NO_RECIPES");
/// assert_eq!(response.prev_batch, None);
/// # Ok::<(), scale_batch::Problems>(())
/// ```
///
/// # Errors
/// `INVALID_RESPONSE` when it is no object, or does not say whether the request is valid.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Validation response",
    description = "The server's answer to a request that is validated.",
    transform = super::schema::titled,
))]
#[non_exhaustive]
pub struct ValidationResponse {
    /// Whether the request is valid.
    pub is_valid: bool,
    /// What makes it invalid.
    pub errors: Vec<NamedProblem>,
    /// What a person should look at.
    pub warnings: Vec<NamedProblem>,
    /// The number of recipes that the server estimates, sub-recipes included.
    pub recipes_estimated: Option<u64>,
    /// The recipe type that the batch would run.
    pub recipe_type: Option<RecipeTypeSummary>,
    /// The previous batch; absent when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev_batch: Option<PreviousBatchResponse>,
}

/// A problem as the server tells it: only a name and a sentence.
///
/// Source: the Scale API's *Validate Batch*, `errors` and `warnings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Named problem",
    description = "A problem as the server tells it.",
    transform = super::schema::titled,
))]
pub struct NamedProblem {
    /// The stable name.
    pub name: String,
    /// What is wrong, for people; empty where the server is silent.
    pub description: String,
}

/// What the server says about the previous batch.
///
/// Source: the Scale API's *Validate Batch*, `prev_batch`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(
    title = "Previous batch response",
    description = "What the server says about the previous batch.",
    transform = super::schema::titled,
))]
#[non_exhaustive]
pub struct PreviousBatchResponse {
    /// The revision of the recipe type that it ran.
    pub recipe_type_rev: Option<RecipeTypeRevision>,
    /// Node by node, what the new batch will do; null where the server says `{}`, which is "no diff".
    pub diff: Option<RecipeDiffDocument>,
}

deserialize_by_reading!(ValidationResponse);

impl Read for ValidationResponse {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let kinds = [DocumentKind::ValidationReport];
        let fields = at.document(collector, "the answer to a validation", &kinds)?;
        let is_valid = fields
            .required(collector, "is_valid", "true or false")
            .and_then(|at| at.boolean(collector, "true or false"));
        let fields = fields.leniently();
        Some(ValidationResponse {
            errors: problems(fields, "errors", collector),
            warnings: problems(fields, "warnings", collector),
            recipes_estimated: fields
                .present("recipes_estimated")
                .and_then(|at| read_count(at, collector)),
            recipe_type: fields
                .present("recipe_type")
                .and_then(|at| RecipeTypeSummary::read(at, collector)),
            prev_batch: fields
                .present("prev_batch")
                .and_then(|at| PreviousBatchResponse::read(at, collector)),
            is_valid: is_valid?,
        })
    }
}

impl Read for PreviousBatchResponse {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object: the previous batch")?;
        Some(PreviousBatchResponse {
            recipe_type_rev: fields
                .present("recipe_type_rev")
                .and_then(|at| RecipeTypeRevision::read(at, collector)),
            diff: fields
                .present("diff")
                .and_then(|at| Option::<RecipeDiffDocument>::read(at, collector))
                .flatten(),
        })
    }
}

impl Read for NamedProblem {
    const NAME: Name = Name::InvalidResponse;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.object(collector, "an object with a name and a description")?;
        let name = fields
            .required(collector, "name", "a text")?
            .string(collector, "a text")?;
        let description = fields
            .present("description")
            .and_then(|at| at.string(collector, "a text"));
        Some(NamedProblem {
            name: name.to_owned(),
            description: description.unwrap_or_default().to_owned(),
        })
    }
}

/// What is absent is empty, and what cannot be read is left out.
fn problems(fields: Fields<'_>, field: &str, collector: &mut Collector) -> Vec<NamedProblem> {
    let Some(at) = fields.present(field) else {
        return Vec::new();
    };
    let items = at.each_item(collector, "an array of problems");
    items
        .filter_map(|at| at.read_or_leave_out(collector, NamedProblem::read))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::Reader;

    fn response() -> Value {
        json!({
            "is_valid": true,
            "errors": [],
            "warnings": [{"name": "EXAMPLE_WARNING", "description": "This is an example warning."}],
            "recipes_estimated": 10,
            "recipe_type": {"id": 208, "name": "my-recipe-type", "revision_num": 1},
            "prev_batch": {
                "recipe_type_rev": {"id": 4, "recipe_type": {"id": 208}, "revision_num": 1},
                "diff": {"can_be_reprocessed": true, "reasons": [], "nodes": {}},
            },
        })
    }

    #[test]
    fn what_the_server_sends_comes_back() {
        let reading = Reader::new().value::<ValidationResponse>(&response());
        assert_eq!((reading.errors, reading.warnings), (vec![], vec![]));
        let document = reading.document.unwrap();
        assert_eq!(serde_json::to_value(&document).unwrap(), response());
        let mut without = response();
        without["prev_batch"]["diff"] = json!({});
        let document: ValidationResponse = serde_json::from_value(without).unwrap();
        assert_eq!(document.prev_batch.unwrap().diff, None);
    }

    #[test]
    fn what_is_odd_is_left_out_and_said() {
        let mut odd = response();
        odd["warnings"] = json!(["text", {"name": "A"}, {"description": "no name"}]);
        odd["recipes_estimated"] = "10".into();
        let reading = Reader::new().value::<ValidationResponse>(&odd);
        let said: Vec<&str> = reading
            .warnings
            .iter()
            .map(|problem| problem.path.as_str())
            .collect();
        assert_eq!(said, ["/recipes_estimated", "/warnings/0", "/warnings/2"]);
        let document = reading.document.unwrap();
        assert_eq!(document.recipes_estimated, None);
        assert_eq!(document.warnings[0].name, "A");
        assert_eq!(document.warnings.len(), 1);
    }

    #[test]
    fn what_says_nothing_about_validity_is_no_response() {
        for document in [
            json!([]),
            json!({"errors": []}),
            json!({"detail": "Not found."}),
        ] {
            let reading = Reader::new().value::<ValidationResponse>(&document);
            assert_eq!(reading.errors.len(), 1, "{document}");
        }
    }
}
