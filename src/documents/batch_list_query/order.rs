//! The fields that a list of batches can be ordered by, and `SERVER_ERROR_LIKELY` for any other.

use crate::documents::rules::server_error_likely;
use crate::problem::causes::ServerFailure;
use crate::read::suggestion::nearest;
use crate::read::{At, Collector};

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

/// A few that a list is often ordered by, for people.
const EXAMPLES: &str = "\"title\", \"created\", \"last_modified\", \"jobs_failed\", \"recipes_total\" or another field of a \
                        batch, with \"-\" before it to reverse";

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
    let reversed = if text.starts_with('-') { "-" } else { "" };
    let suggestion = nearest(text.trim_start_matches('-'), FIELDS);
    let suggestion = suggestion.map(|field| [reversed, field].concat());
    let because = ServerFailure::UnknownOrder {
        found: text,
        allowed: FIELDS.to_vec(),
        suggestion: suggestion.as_deref(),
        examples: EXAMPLES,
    };
    let problem = server_error_likely(because, at.pointer());
    at.report(collector, problem);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::documents::{BatchListQuery, Reader};
    use crate::problem::{Problem, ProblemName};

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
    fn what_can_be_ordered_by_is_said_where_no_name_is_near() {
        assert_eq!(
            warnings("status")[0].description,
            "The server fails with an HTTP 500 because there is no field \"status\" to order by. Order by \"title\", \
             \"created\", \"last_modified\", \"jobs_failed\", \"recipes_total\" or another field of a batch, with \"-\" \
             before it to reverse."
        );
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
            ("name", None),
            ("configuration_id", Some("configuration")),
            ("-", None),
            ("", None),
            ("id,title", None),
            (" id", Some("id")),
            ("\0", None),
        ] {
            let warnings = warnings(order);
            assert_eq!(
                warnings[0].name,
                ProblemName::ServerErrorLikely,
                "{order:?}"
            );
            assert_eq!(warnings[0].params["because"], "UNKNOWN_ORDER");
            let suggestion = warnings[0].params.get("suggestion");
            let suggestion = suggestion.and_then(serde_json::Value::as_str);
            assert_eq!(suggestion, meant, "{order:?}");
            assert_eq!(warnings[0].fix.len(), usize::from(meant.is_some()));
            let says_fields = warnings[0].description.contains(" Order by \"title\", ");
            assert_eq!(says_fields, meant.is_none(), "{order:?}");
            let allowed = warnings[0].params["allowed"].as_array().unwrap();
            assert!(allowed.contains(&json!("jobs_failed")), "{order:?}");
            assert_eq!(warnings.len(), 1);
        }
    }
}
