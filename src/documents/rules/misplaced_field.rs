//! ## MISPLACED_FIELD
//!
//! A field is in a place where the server does not look for it.
//!
//! **Cause.** The server reads `supersedes` from the definition and ignores it at the top of a request.
//!
//! **Example.** `validateBatch` returns it for
//!
//! ```json
//! {"request": {"recipe_type_id": 208, "supersedes": false, "definition": {"dataset": 1}}}
//! ```
//!
//! **Remedy.** Move it to where it belongs: `params.belongs`, here `/definition/supersedes`.

use crate::problem::PatchOperation;
use crate::problem::catalogue::MisplacedField;
use crate::read::{At, Collector, Fields};

/// `member` is the `supersedes` of a request, which has these `fields`: the server looks for it in the definition only.
pub(crate) fn misplaced_supersedes(member: At<'_>, fields: Fields<'_>, collector: &mut Collector) {
    let problem = MisplacedField {
        field: "supersedes",
        belongs: "/definition/supersedes",
    };
    let mut problem = problem.problem();
    let definition_is_free = fields
        .get("definition")
        .and_then(At::fields)
        .is_some_and(|at| at.get("supersedes").is_none());
    // What is no boolean is as wrong there.
    if definition_is_free && member.value().is_boolean() {
        let request = fields.at().pointer();
        problem = problem.with_fix(PatchOperation::Move {
            from: member.pointer(),
            path: request + "/definition/supersedes",
        });
    }
    member.report(collector, problem);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::{Reader, ValidateBatchRequest};

    fn warnings(supersedes: &Value, definition: &Value) -> Value {
        let request =
            json!({"recipe_type_id": 1, "supersedes": supersedes, "definition": definition});
        let reading = Reader::new().value::<ValidateBatchRequest>(&request);
        serde_json::to_value(reading.warnings).unwrap()
    }

    #[test]
    fn it_is_moved_where_it_is_right_there_and_the_place_is_free() {
        let moved =
            json!([{"op": "move", "from": "/supersedes", "path": "/definition/supersedes"}]);
        assert_eq!(
            warnings(&json!(false), &json!({"dataset": 1})),
            json!([{
                "name": "MISPLACED_FIELD",
                "path": "/supersedes",
                "description": "\"supersedes\" has no effect here: the server reads it from \"definition\" only.",
                "params": {"field": "supersedes", "belongs": "/definition/supersedes"},
                "fix": moved,
            }])
        );
        for (supersedes, definition) in [
            (json!("no"), json!({"dataset": 1})),
            (json!(false), json!({"dataset": 1, "supersedes": true})),
        ] {
            assert_eq!(warnings(&supersedes, &definition)[0].get("fix"), None);
        }
    }
}
