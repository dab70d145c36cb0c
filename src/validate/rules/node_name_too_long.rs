//! `SERVER_ERROR_LIKELY` (`NODE_NAME_TOO_LONG`): the server validates a recipe with such a node, and fails when it
//! creates the batch.

use super::super::case::{Case, Findings};
use super::super::context::LONGEST_NODE_NAME;
use crate::documents::BatchService;
use crate::documents::rules::server_error_likely;
use crate::problem::causes::ServerFailure;

pub(in crate::validate) fn check(case: &Case<'_>, findings: &mut Findings) {
    if case.service != BatchService::Create || case.sound_recipe_type().is_none() {
        return;
    }
    let nodes = case.context.too_long_node_names();
    if nodes.is_empty() {
        return;
    }
    let because = ServerFailure::NodeNameTooLong {
        maximum: LONGEST_NODE_NAME,
        nodes: nodes.iter().map(String::as_str).collect(),
    };
    findings.push(server_error_likely(because, "/recipe_type_id".to_owned()));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::{BatchService, Reader};
    use crate::validate::{Context, Validator};

    fn nodes(service: BatchService, name: &str) -> Option<Value> {
        let node = json!({"dependencies": [], "input": {}, "node_type": {"node_type": "job",
            "job_type_name": "j", "job_type_version": "1", "job_type_revision": 1}});
        let context = json!({"recipe_type": {"id": 1, "definition": {"nodes": {name: node}}}});
        let context = Reader::new().value::<Context>(&context).document.unwrap();
        let request = json!({"recipe_type_id": 1, "definition": {"dataset": 5}});
        let report = Validator::new(context)
            .service(service)
            .text(&request.to_string());
        let mut warnings = report.warnings.into_iter();
        let found = warnings
            .find(|warning| warning.params.get("because") == Some(&"NODE_NAME_TOO_LONG".into()));
        found.map(|warning| warning.params["nodes"].clone())
    }

    #[test]
    fn only_a_batch_that_is_created_fails_at_a_long_name() {
        let (longest, too_long) = ("ü".repeat(100), "ü".repeat(101));
        assert_eq!(nodes(BatchService::Create, &longest), None);
        assert_eq!(
            nodes(BatchService::Create, &too_long),
            Some(json!([too_long]))
        );
        assert_eq!(nodes(BatchService::Validate, &too_long), None);
    }
}
