//! The types inside inputs, for TypeScript: what a reader of its own takes apart.

use super::takes::{Group, inputs};

/// Those that the inputs of functions name.
pub(crate) const NESTED: &[Group] = &[
    BatchChanges,
    BatchContext,
    CompareOptions,
    NodeInterface,
    Thresholds,
    WithDefinition,
];

inputs! {
    /// What is known beside a request, each part optional: as the API serves it, as an object or as JSON text.
    BatchContext {
        /// The details of the recipe type, with its definition and revision.
        recipe_type: optional "DocumentOrText<Served<RecipeType>> | null",
        /// The details of the dataset.
        dataset: optional "DocumentOrText<ServedDataset> | null",
        /// Batches among which the previous batch is looked for: a page of the list, an array, or the chain.
        batches: optional "DocumentOrText<ServedList<Batch>> | null",
        /// The details of the previous batch.
        previous_batch: optional "DocumentOrText<Served<Batch>> | null",
        /// Revisions of recipe types, one or an array, for what the previous batch ran and what recipe nodes run: as
        /// `GET /v6/recipe-types/{name}/revisions/{n}/` serves them, `{name, revision_num, definition}`, or the
        /// details of a recipe type.
        revisions: optional "DocumentOrText<ServedList<SubRecipeType>> | null",
        /// The former name of `revisions`, still accepted.
        sub_recipe_types: optional "DocumentOrText<ServedList<SubRecipeType>> | null",
        /// The details of recipe types that recipe nodes run, which show whether they are active.
        recipe_types: optional "DocumentOrText<ServedList<RecipeType>> | null",
    }

    /// How a comparison is judged.
    CompareOptions {
        /// What each batch is compared with: the one before it in the chain (the default), the root, or a batch by its
        /// id.
        baseline: optional "\"previous\" | \"root\" | number",
        /// From which change on there is a verdict, and how sure it has to be.
        thresholds: optional "Thresholds",
    }

    /// From which change on there is a verdict, and how sure it has to be, in whole percents.
    Thresholds {
        /// Up to how many percents of the baseline a change counts as none. Default: 5.
        same_percent: optional "number",
        /// How sure an interval is, from 50 to 99 percents. Default: 99.
        confidence: optional "number",
        /// No longer used: the warning `IGNORED_FIELD`.
        overlap_percent: optional "number",
        /// No longer used: the warning `IGNORED_FIELD`.
        shift_percent: optional "number",
    }

    /// What the next batch of a chain does differently from the last; omitted fields stay as they were.
    BatchChanges {
        /// Another title.
        title: optional "string",
        /// Another description.
        description: optional "string",
        /// Other forced nodes; those of the last batch are not taken over.
        forced_nodes: optional "ForcedNodes",
        /// Another configuration.
        configuration: optional "BatchConfiguration",
    }

    /// What the type of a node declares; a part that is not known is not checked.
    NodeInterface {
        /// What it takes.
        input: optional "Interface | null",
        /// What it gives.
        output: optional "Interface | null",
    }

    /// What the API serves around a recipe definition: the details of a recipe type, or one of its revisions.
    WithDefinition {
        /// The definition itself.
        definition: "object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{BatchContext, CompareOptions, Thresholds};
    use crate::edge::call;

    #[test]
    fn a_context_has_the_parts_that_are_read() {
        let input = json!({"request": {}, "context": {"nothing": 1}});
        let report: Value =
            serde_json::from_str(&call("validateBatch", &input.to_string(), "")).unwrap();
        let errors = report["errors"].as_array().unwrap();
        let of_context = errors.iter().find(|error| error["document"] == "context");
        assert_eq!(
            of_context.unwrap()["params"]["allowed"],
            json!(BatchContext.names)
        );
    }

    #[test]
    fn options_have_the_fields_that_are_read() {
        let options = json!({"nothing": 1, "thresholds": {"nothing": 1}});
        let input = json!({"batches": [], "options": options});
        let report: Value =
            serde_json::from_str(&call("compareBatches", &input.to_string(), "")).unwrap();
        let allowed = |path: &str| {
            let mut errors = report["errors"].as_array().unwrap().iter();
            let found = errors.find(|error| error["path"] == path);
            found.map(|error| error["params"]["allowed"].clone())
        };
        assert_eq!(allowed("/nothing"), Some(json!(CompareOptions.names)));
        assert_eq!(
            allowed("/thresholds/nothing"),
            Some(json!(Thresholds.names))
        );
    }
}
