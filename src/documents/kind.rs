//! What a document of a server looks like, told by the fields that only documents of that kind have.
//!
//! A script saves whatever it was sent: an error response when a token has expired, or the response to another request.
//! Read leniently, nearly every object could pass for a document of which nothing is known.

use super::words::words;
use crate::problem::structural::Mistake;
use crate::read::tree::Kind as JsonKind;
use crate::read::{At, Collector, Fields};
use crate::words::quoted;

words! {
    /// A kind of document, by its name in `params`.
    pub(crate) enum DocumentKind {
        Batch = "BATCH",
        BatchRequest = "BATCH_REQUEST",
        Comparison = "COMPARISON",
        Dataset = "DATASET",
        JobType = "JOB_TYPE",
        Page = "PAGE",
        RecipeDefinition = "RECIPE_DEFINITION",
        RecipeDiff = "RECIPE_DIFF",
        RecipeType = "RECIPE_TYPE",
        Revision = "REVISION",
        ValidationReport = "VALIDATION_REPORT",
    }
}

impl DocumentKind {
    /// What an object looks like; `None` where nothing tells.
    pub(crate) fn of(fields: Fields<'_>) -> Option<Self> {
        let has = |field: &str| fields.present(field).is_some();
        let has_any = |names: &[&str]| names.iter().any(|name| has(name));
        let has_inside = |field: &str, names: &[&str]| {
            let inside = fields.present(field).and_then(At::fields);
            inside.is_some_and(|inside| names.iter().any(|name| inside.get(name).is_some()))
        };
        let is_array = |field: &str| {
            let found = fields.present(field);
            found.is_some_and(|at| at.kind() == JsonKind::Array)
        };
        let of_batch = [
            "is_creation_done",
            "job_metrics",
            "recipe_type_rev",
            "recipes_total",
            "root_batch",
            "superseded_batch",
        ];
        let of_dataset = ["global_data", "global_parameters", "parameters"];
        let kind = if is_array("results") {
            DocumentKind::Page
        } else if has("recipe_type_id") {
            DocumentKind::BatchRequest
        } else if has("is_valid") {
            DocumentKind::ValidationReport
        } else if has("metrics") && is_array("batches") {
            DocumentKind::Comparison
        } else if has("manifest") {
            DocumentKind::JobType
        } else if has_any(&of_batch) {
            DocumentKind::Batch
        } else if has("files_per_parameter") || has_inside("definition", &of_dataset) {
            DocumentKind::Dataset
        } else if has_inside("recipe_type", &["name"]) && has("revision_num") {
            DocumentKind::Revision
        } else if has_inside("definition", &["input", "nodes"]) {
            DocumentKind::RecipeType
        } else if fields.get("nodes").is_some_and(|at| at.fields().is_some()) {
            if has_any(&["can_be_reprocessed", "reasons"]) {
                DocumentKind::RecipeDiff
            } else {
                DocumentKind::RecipeDefinition
            }
        } else {
            return None;
        };
        Some(kind)
    }

    /// The kind as a person would say it, after "this looks like".
    const fn phrase(self) -> &'static str {
        match self {
            DocumentKind::Batch => "a batch",
            DocumentKind::BatchRequest => "a request for a batch",
            DocumentKind::Comparison => "a comparison of batches",
            DocumentKind::Dataset => "a dataset",
            DocumentKind::JobType => "a job type",
            DocumentKind::Page => "a page of a list",
            DocumentKind::RecipeDefinition => "a recipe definition",
            DocumentKind::RecipeDiff => "a recipe diff",
            DocumentKind::RecipeType => "the details of a recipe type",
            DocumentKind::Revision => "a revision of a recipe type",
            DocumentKind::ValidationReport => "a validation report",
        }
    }
}

impl<'a> At<'a> {
    /// The fields of a document that a server sent; `wanted` says what it must be, such as "a dataset".
    ///
    /// What looks like none of the `kinds`, but like another, is refused; what looks like nothing may be one of them.
    pub(crate) fn document(
        self,
        collector: &mut Collector,
        wanted: &str,
        kinds: &[DocumentKind],
    ) -> Option<Fields<'a>> {
        let fields = self.object(collector, &format!("an object: {wanted}"))?;
        if self.is_another_document(collector, wanted, kinds) {
            return None;
        }
        Some(fields)
    }

    /// Refuses an error response, and a document of another kind; what is no object is neither.
    pub(crate) fn is_another_document(
        self,
        collector: &mut Collector,
        wanted: &str,
        kinds: &[DocumentKind],
    ) -> bool {
        let Some(fields) = self.fields() else {
            return false;
        };
        let kind = DocumentKind::of(fields);
        if kind.is_some_and(|kind| kinds.contains(&kind)) {
            return false;
        }
        if let Some(detail) = error_answer(fields) {
            let said = format!(
                "This is not {wanted}, but an error response from the server: {}.",
                quoted(detail)
            );
            self.report(
                collector,
                self.mistake(Mistake::ErrorAnswer { detail, said })
                    .left_out(),
            );
            return true;
        }
        let Some(kind) = kind else { return false };
        let looks = match kind {
            DocumentKind::RecipeType => "These look",
            _ => "This looks",
        };
        let said = format!("{looks} like {}, not like {wanted}.", kind.phrase());
        let found = kind.as_str();
        self.report(
            collector,
            self.mistake(Mistake::OtherDocument { found, said })
                .left_out(),
        );
        true
    }
}

/// What the server says instead of sending a document.
fn error_answer(fields: Fields<'_>) -> Option<&str> {
    let detail = fields.get("detail")?.text()?;
    fields.get("id").is_none().then_some(detail)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn problem(function: &str, input: &Value) -> Value {
        let result: Value = serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
        assert_eq!(result["document"], Value::Null, "{result}");
        result["errors"][0].clone()
    }

    #[test]
    fn an_error_answer_is_no_document() {
        let answer = json!({"detail": "Authentication credentials were not provided."});
        for (function, input) in [
            ("readBatch", "batch"),
            ("readBatchList", "batch_list"),
            ("readBatches", "batches"),
            ("readComparison", "comparison"),
            ("readDataset", "dataset"),
            ("readDiff", "diff"),
            ("readRecipeType", "recipe_type"),
            ("readSubRecipeTypes", "sub_recipe_types"),
            ("readValidation", "validation"),
        ] {
            let problem = problem(function, &json!({ input: answer }));
            assert_eq!(problem["name"], "INVALID_RESPONSE", "{function}");
            assert_eq!(problem["path"], "");
            assert_eq!(problem["params"]["cause"], "ERROR_ANSWER");
            assert_eq!(problem["params"]["detail"], answer["detail"]);
            let description = problem["description"].as_str().unwrap();
            assert!(description.contains("credentials were not provided"));
        }
    }

    /// The problem of a document among several, and where it stands.
    fn problem_in(function: &str, input: &Value) -> (Value, Value) {
        let result: Value = serde_json::from_str(&call(function, &input.to_string(), "")).unwrap();
        let errors = result["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{function} {input}: {result}");
        let document = errors[0]["params"]["document"].clone();
        (errors[0].clone(), document)
    }

    #[test]
    fn an_error_answer_is_nothing_to_check_or_compare() {
        let answer = json!({"detail": "Not found."});
        for (function, input, path, document) in [
            ("checkRecipe", json!({"definition": answer}), "", None),
            ("checkRecipe", json!({"document": answer}), "", None),
            ("checkRecipe", json!({"recipe_type": answer}), "", None),
            (
                "checkRecipe",
                json!({"definition": {}, "interfaces": answer}),
                "",
                Some("interfaces"),
            ),
            (
                "checkRecipe",
                json!({"definition": {}, "saved": answer}),
                "",
                Some("saved"),
            ),
            (
                "diffRecipes",
                json!({"previous": answer, "current": {}}),
                "",
                Some("previous"),
            ),
            (
                "diffRecipes",
                json!({"previous": {}, "current": answer}),
                "",
                Some("current"),
            ),
            ("diffRecipes", json!({"diff": answer}), "", Some("diff")),
            (
                "forcedNodesTree",
                json!({"definition": answer}),
                "",
                Some("definition"),
            ),
        ] {
            let (problem, found) = problem_in(function, &input);
            assert_eq!(problem["name"], "INVALID_RESPONSE", "{function} {input}");
            assert_eq!(problem["params"]["cause"], "ERROR_ANSWER", "{problem}");
            assert_eq!(problem["params"]["detail"], "Not found.");
            assert_eq!(problem["path"], path);
            assert_eq!(found, json!(document));
        }
    }

    #[test]
    fn another_document_is_nothing_to_check_or_compare() {
        let dataset = json!({"id": 57, "definition": {"parameters": {"files": []}}});
        let diff = json!({"can_be_reprocessed": true, "reasons": [], "nodes": {}});
        let definition = json!({"nodes": {}});
        for (function, input, found) in [
            ("checkRecipe", json!({"recipe_type": dataset}), "DATASET"),
            ("checkRecipe", json!({"document": dataset}), "DATASET"),
            ("checkRecipe", json!({"definition": dataset}), "DATASET"),
            (
                "checkRecipe",
                json!({"recipe_type": definition}),
                "RECIPE_DEFINITION",
            ),
            (
                "diffRecipes",
                json!({"previous": dataset, "current": {}}),
                "DATASET",
            ),
            (
                "diffRecipes",
                json!({"diff": definition}),
                "RECIPE_DEFINITION",
            ),
            ("readValidation", json!({"validation": diff}), "RECIPE_DIFF"),
        ] {
            let (problem, _) = problem_in(function, &input);
            assert_eq!(problem["name"], "INVALID_RESPONSE", "{function} {input}");
            assert_eq!(problem["params"]["cause"], "OTHER_DOCUMENT", "{problem}");
            assert_eq!(problem["params"]["found"], found);
        }
    }

    #[test]
    fn a_definition_with_a_wrong_field_stays_one() {
        for field in [
            "detail",
            "is_valid",
            "manifest",
            "recipe_type_id",
            "reasons",
        ] {
            for input in ["definition", "document"] {
                let definition = json!({"nodes": {}, field: "x"});
                let (problem, _) = problem_in("checkRecipe", &json!({ input: definition }));
                assert_eq!(problem["name"], "INVALID_RECIPE_DEFINITION", "{field}");
                assert_eq!(problem["params"]["cause"], "UNKNOWN_FIELD");
                assert_eq!(problem["path"], format!("/{field}"));
            }
        }
        let misspelt = json!({"definition": {"node": {}}});
        let (problem, _) = problem_in("checkRecipe", &misspelt);
        assert_eq!(problem["params"]["cause"], "UNKNOWN_FIELD");
    }

    #[test]
    fn nodes_may_have_names_of_fields() {
        let node = json!({"input": {}});
        let interfaces = json!({"manifest": node, "is_valid": node, "nodes": node});
        let input = json!({"definition": {}, "interfaces": interfaces});
        let result: Value =
            serde_json::from_str(&call("checkRecipe", &input.to_string(), "")).unwrap();
        assert_eq!(result["errors"], json!([]));
    }

    #[test]
    fn another_document_is_named() {
        let nodes = json!({"nodes": {}});
        let recipe_type = json!({"id": 208, "name": "r", "revision_num": 1, "definition": nodes});
        let revision = json!({"id": 9, "recipe_type": {"id": 208, "name": "r"}, "revision_num": 1, "definition": nodes});
        let dataset = json!({"id": 57, "definition": {"parameters": {"files": []}}});
        let batch = json!({"id": 7, "root_batch": {"id": 7}});
        let page = json!({"count": 1, "results": [batch]});
        for (function, input, document, found) in [
            ("readDataset", "dataset", &recipe_type, "RECIPE_TYPE"),
            ("readDataset", "dataset", &page, "PAGE"),
            ("readRecipeType", "recipe_type", &revision, "REVISION"),
            ("readRecipeType", "recipe_type", &dataset, "DATASET"),
            ("readRecipeType", "recipe_type", &nodes, "RECIPE_DEFINITION"),
            ("readBatch", "batch", &dataset, "DATASET"),
            ("readBatch", "batch", &page, "PAGE"),
            ("readBatches", "batches", &batch, "BATCH"),
        ] {
            let problem = problem(function, &json!({ input: document }));
            assert_eq!(problem["params"]["cause"], "OTHER_DOCUMENT", "{problem}");
            assert_eq!(problem["params"]["found"], found);
        }
        let description =
            problem("readDataset", &json!({"dataset": recipe_type}))["description"].clone();
        assert_eq!(
            description,
            "These look like the details of a recipe type, not like a dataset."
        );
    }
}
