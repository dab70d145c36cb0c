//! The reader accepts what the reference server accepts.

use scale_batch::documents::{BatchConfiguration, Document, Reading};
use scale_batch::{BatchDefinition, Reader};
use serde_json::Value;

fn accepted<D: Document>(document: &Value) -> bool {
    let from_value: Reading<D> = Reader::new().value(document);
    let from_text: Reading<D> = Reader::new().text(&document.to_string());
    assert_eq!(
        from_value.errors.len(),
        from_text.errors.len(),
        "{document}"
    );
    assert_eq!(
        from_value.errors.is_empty(),
        from_value.document.is_some(),
        "{document}"
    );
    from_value.document.is_some()
}

#[test]
fn agrees_with_the_server_on_every_case() {
    let mut cases = 0;
    for line in include_str!("data/structure.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let document = &case["input"]["document"];
        let accepted = match case["input"]["kind"].as_str().unwrap() {
            "definition" => accepted::<BatchDefinition>(document),
            "configuration" => accepted::<BatchConfiguration>(document),
            other => panic!("unknown kind {other}"),
        };
        // Where the server fails, the document is not accepted either.
        assert_eq!(
            accepted,
            case["expect"]["accepted"].as_bool().unwrap_or(false),
            "{case}"
        );
        cases += 1;
    }
    assert_eq!(cases, 250);
}
