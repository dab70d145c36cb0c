//! Reading single documents.

use serde::Serialize;

use super::inputs::Inputs;
use super::{Answer, answer};
use crate::read::{Read, Reading};
use crate::{
    Batch, BatchConfiguration, BatchDefinition, BatchList, Comparison, CreateBatchRequest,
    EditBatchRequest,
};

pub(super) fn read_batch(inputs: &Inputs<'_>) -> Answer {
    read::<Batch>(inputs, "batch")
}

pub(super) fn read_batch_list(inputs: &Inputs<'_>) -> Answer {
    read::<BatchList>(inputs, "batch_list")
}

pub(super) fn read_comparison(inputs: &Inputs<'_>) -> Answer {
    read::<Comparison>(inputs, "comparison")
}

pub(super) fn read_definition(inputs: &Inputs<'_>) -> Answer {
    read::<BatchDefinition>(inputs, "definition")
}

pub(super) fn read_configuration(inputs: &Inputs<'_>) -> Answer {
    read::<BatchConfiguration>(inputs, "configuration")
}

pub(super) fn read_create_request(inputs: &Inputs<'_>) -> Answer {
    read::<CreateBatchRequest>(inputs, "request")
}

pub(super) fn read_edit_request(inputs: &Inputs<'_>) -> Answer {
    read::<EditBatchRequest>(inputs, "request")
}

/// `{document, errors, warnings}` of one input.
fn read<D: Read + Serialize>(inputs: &Inputs<'_>, name: &'static str) -> Answer {
    #[derive(Serialize)]
    struct Printed<D> {
        #[serde(flatten)]
        reading: Reading<D>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    }
    let reading = inputs.required(name)?.read::<D>();
    let text = inputs
        .print
        .as_ref()
        .map(|print| print.problems(&reading.errors, &reading.warnings));
    Ok(answer(&Printed { reading, text }))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::call;

    fn read_definition(input: &Value, foreign: &str) -> Value {
        serde_json::from_str(&call("readDefinition", &input.to_string(), foreign)).unwrap()
    }

    #[test]
    fn a_document_comes_back_complete() {
        let result = read_definition(&json!({"definition": {"dataset": 5}}), "");
        let document = json!({"dataset": 5, "supersedes": true});
        assert_eq!(
            result,
            json!({"document": document, "errors": [], "warnings": []})
        );
    }

    #[test]
    fn only_text_has_lines() {
        let object = read_definition(&json!({"definition": {"dataset": "5"}}), "");
        assert_eq!(object["errors"][0]["line"], Value::Null);
        let text = read_definition(&json!({"definition": "{\n \"dataset\": \"5\"}"}), "");
        assert_eq!(text["errors"][0]["line"], 2);
    }

    #[test]
    fn what_json_cannot_say_is_reported_at_its_place() {
        let input = json!({"definition": {"dataset": null, "previous_batch": null}});
        let result = read_definition(&input, r#"{"definition": {"1": "NaN", "2": "a Map"}}"#);
        assert_eq!(result["errors"][0]["path"], "/dataset");
        assert_eq!(result["errors"][0]["params"]["found"], "NaN");
        assert_eq!(result["errors"][1]["params"]["found"], "a Map");
    }

    #[test]
    fn wrong_inputs_are_errors() {
        let unknown = read_definition(&json!({"definitoin": {}}), "");
        assert_eq!(unknown["errors"][0]["params"]["suggestion"], "definition");
        let missing = read_definition(&json!({}), "");
        assert_eq!(missing["errors"][0]["params"]["field"], "definition");
        for (input, cause) in [("[]", "WRONG_TYPE"), ("{", "NOT_JSON"), ("", "NOT_JSON")] {
            let result: Value = serde_json::from_str(&call("readDefinition", input, "")).unwrap();
            assert_eq!(result["errors"][0]["params"]["cause"], cause, "{input}");
        }
        assert!(call("readDefinition", "{}", "{").contains("\\\"foreign\\\" is not what"));
    }
}
