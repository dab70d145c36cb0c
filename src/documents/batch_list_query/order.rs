//! The fields that a list of batches can be ordered by, and `SERVER_ERROR_LIKELY` for any other.

use crate::problem::{Name, PatchOperation, Problem, quoted};
use crate::read::fields::{At, Collector};
use crate::read::suggestion::nearest;

/// What the server can order by: the fields of an item of the list, and what it knows of a batch beside them.
const FIELDS: [&str; 37] = [
    "id",
    "title",
    "description",
    "recipe_type",
    "recipe_type_rev",
    "event",
    "is_superseded",
    "root_batch",
    "superseded_batch",
    "is_creation_done",
    "jobs_total",
    "jobs_pending",
    "jobs_blocked",
    "jobs_queued",
    "jobs_running",
    "jobs_failed",
    "jobs_completed",
    "jobs_canceled",
    "recipes_estimated",
    "recipes_total",
    "recipes_completed",
    "created",
    "superseded",
    "last_modified",
    "definition",
    "configuration",
    "pk",
    "creator_job",
    "recipe_type_id",
    "recipe_type_rev_id",
    "event_id",
    "root_batch_id",
    "superseded_batch_id",
    "creator_job_id",
    "metrics",
    "scalefile",
    "?",
];

pub(super) fn read(at: At<'_>, collector: &mut Collector) -> Option<String> {
    let wanted = "the name of a field to order by, with \"-\" before it to reverse";
    let text = at.string(collector, wanted)?;
    let field = text.strip_prefix('-').unwrap_or(text);
    if !FIELDS.contains(&field) && !is_path(field) {
        report(text, at, collector);
    }
    Some(text.to_owned())
}

/// Whether it leads into another table: only the server knows what is there.
fn is_path(field: &str) -> bool {
    field.contains("__") || field.contains('.')
}

fn report(text: &str, at: At<'_>, collector: &mut Collector) {
    let description = if text.is_empty() {
        "The server fails with an HTTP 500 because the field to order by is empty.".to_owned()
    } else {
        format!(
            "The server fails with an HTTP 500 because there is no field {} to order by, as \"title\" or \"-created\".",
            quoted(text)
        )
    };
    let mut problem = Problem::new(Name::ServerErrorLikely, description)
        .param("because", "UNKNOWN_ORDER")
        .param("server", "HTTP 500")
        .param("found", text);
    let name = text.trim_start_matches('-');
    if let Some(field) = nearest(name, FIELDS) {
        let reversed = if text.starts_with('-') { "-" } else { "" };
        let meant = [reversed, field].concat();
        problem = problem.meant(Some(&meant)).fix(PatchOperation::Replace {
            path: at.pointer(),
            value: meant.into(),
        });
    }
    at.report(collector, problem);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{BatchListQuery, Name, Problem, Reader};

    fn warnings(order: &str) -> Vec<Problem> {
        let reading = Reader::new().value::<BatchListQuery>(&json!({ "order": order }));
        assert_eq!(reading.errors, []);
        assert_eq!(reading.document.unwrap().order, [order]);
        reading.warnings
    }

    #[test]
    fn nothing_is_said_of_fields_and_paths() {
        for order in [
            "title",
            "-created",
            "pk",
            "-pk",
            "jobs_total",
            "creator_job",
            "-root_batch_id",
            "superseded_batch_id",
            "?",
            "recipe_type.name",
            "-recipe_type__title",
            "status__x",
        ] {
            assert_eq!(warnings(order), [], "{order}");
        }
    }

    #[test]
    fn the_server_fails_on_anything_else() {
        for (order, meant) in [
            ("TITLE", Some("title")),
            ("--title", Some("-title")),
            ("-create", Some("-created")),
            ("superseded_by_batch", Some("superseded_batch")),
            ("status", None),
            ("jobs", None),
            ("configuration_id", Some("configuration")),
            ("-", None),
            ("", None),
            ("id,title", None),
            (" id", Some("id")),
            ("\0", None),
        ] {
            let warnings = warnings(order);
            assert_eq!(warnings[0].name, Name::ServerErrorLikely, "{order:?}");
            assert_eq!(warnings[0].params["because"], "UNKNOWN_ORDER");
            let suggestion = warnings[0].params.get("suggestion");
            let suggestion = suggestion.and_then(serde_json::Value::as_str);
            assert_eq!(suggestion, meant, "{order:?}");
            assert_eq!(warnings[0].fix.len(), usize::from(meant.is_some()));
            assert_eq!(warnings.len(), 1);
        }
    }
}
