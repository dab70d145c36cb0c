//! `RECURSIVE_SUBRECIPES`: revisions of recipe types in the context that contain each other in a circle.

use super::super::case::{Case, Findings};

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    findings.problems.extend(case.circle().cloned());
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::Reader;
    use crate::validate::{Context, ValidationReport, validate_value};

    fn definition(node: &str, name: &str, revision: i64) -> Value {
        json!({"nodes": {node: {"dependencies": [], "input": {}, "node_type":
            {"node_type": "recipe", "recipe_type_name": name, "recipe_type_revision": revision}}}})
    }

    /// The report on a batch of one file; `ortho` 2 contains `tile`, and `tile` contains `ortho` at a revision.
    fn report(ortho: i64) -> ValidationReport {
        let context = json!({
            "recipe_type": {"id": 1, "name": "whole", "revision_num": 1, "definition": definition("o", "ortho", 2)},
            "dataset": {"id": 3, "definition": {}, "files_per_parameter": {"SCENE": 1}},
            "revisions": [
                {"name": "ortho", "revision_num": 1, "definition": {}},
                {"name": "ortho", "revision_num": 2, "definition": definition("t", "tile", 1)},
                {"name": "tile", "revision_num": 1, "definition": definition("o", "ortho", ortho)},
            ],
        });
        let definition = json!({"dataset": 3, "forced_nodes": {"all": false, "sub_recipes": {"o": {"all": true}}}});
        let request = json!({"recipe_type_id": 1, "definition": definition});
        let context = Reader::new().value::<Context>(&context).into_result();
        validate_value(&request, &context.unwrap())
    }

    #[test]
    fn a_circle_of_pinned_revisions_is_an_error_of_the_document() {
        let report = report(2);
        let [problem] = &report.errors[..] else {
            panic!("{:?}", report.errors);
        };
        assert_eq!(problem.name.as_str(), "RECURSIVE_SUBRECIPES");
        assert_eq!(problem.path, "/definition/nodes/o");
        assert_eq!(problem.params["document"], "recipe_type");
        assert_eq!(
            problem.params["recipe_types"][0],
            json!({"name": "ortho", "revision_num": 2})
        );
        assert_eq!(report.recipes_estimated, None);
        assert_eq!(report.estimate, None, "there is no end of them");
    }

    #[test]
    fn a_circle_of_names_through_other_revisions_is_none() {
        assert_eq!(report(1).errors, []);
    }

    #[test]
    fn a_recipe_type_that_contains_itself_is_an_error_and_no_endless_loop() {
        let context = json!({
            "recipe_type": {"id": 1, "definition": definition("o", "ortho", 3)},
            "dataset": {"id": 3, "definition": {}, "files_per_parameter": {"SCENE": 1}},
            "revisions": [{"name": "ortho", "revision_num": 3, "definition": definition("again", "ortho", 3)}],
        });
        let request = json!({"recipe_type_id": 1, "definition": {"dataset": 3, "forced_nodes": {"all": true}}});
        let context = Reader::new().value::<Context>(&context).into_result();
        let report = validate_value(&request, &context.unwrap());
        let errors = report.errors.iter();
        let errors: Vec<_> = errors
            .map(|error| (error.name.as_str(), &*error.path))
            .collect();
        assert_eq!(errors, [("RECURSIVE_SUBRECIPES", "/definition/nodes/o")]);
        assert_eq!(report.recipes_estimated, None);
    }
}
