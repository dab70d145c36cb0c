//! Reading single documents.

use serde::Serialize;

use crate::edge::call::{Call, Outcome, Returned};
use crate::problem::Problem;
use crate::read::{Read, Reading};

/// `{document, errors, warnings}` of the main input. The document of a diff is `null` for `{}` too, by which the server
/// says that there is no diff.
pub(in crate::edge) fn read<D: Read + Serialize>(call: &mut Call<'_>) -> Returned<Reading<D>> {
    let reading = call.main_part()?.read::<D>();
    call.print(|print| print.problems(&reading.errors, &reading.warnings));
    Ok(reading)
}

impl<D: Serialize> Outcome for Reading<D> {
    fn write_result(self, call: &Call<'_>) {
        call.write(&self);
    }

    fn write_failure(errors: Vec<Problem>, call: &Call<'_>) {
        call.write(&Reading::<()> {
            document: None, // The same for every document.
            errors,
            warnings: Vec::new(),
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

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
    fn documents_of_the_server_tell_their_lines() {
        let read = |function: &str, input: &Value| -> Value {
            serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
        };
        let text = "{\"id\": 7,\n \"definition\": {\"nodes\": []}}";
        let result = read("readRecipeType", &json!({"recipe_type": text}));
        assert_eq!(result["document"], Value::Null);
        assert_eq!(result["errors"][0]["path"], "/definition/nodes");
        assert_eq!(result["errors"][0]["line"], 2);
        assert_eq!(result["errors"][1], Value::Null, "told once: {result}");
        let result = read("readDataset", &json!({"dataset": "{\"id\": \"7\"}"}));
        assert_eq!(result["warnings"][0]["column"], 2);
        let input = json!({"sub_recipe_types": [{"name": "ortho"}]});
        let result = read("readSubRecipeTypes", &input);
        assert_eq!(result["errors"][0]["params"]["field"], "revision_num");
    }

    #[test]
    fn batches_come_as_an_array_or_a_page() {
        let page = json!({"count": 1, "next": null, "previous": null, "results": [{"id": 7}]});
        for batches in [json!([{"id": 7}]), page] {
            let input = json!({"batches": batches}).to_string();
            let result: Value = serde_json::from_str(&call("readBatches", &input, "")).unwrap();
            assert_eq!(result["document"][0]["id"], 7, "{result}");
        }
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
