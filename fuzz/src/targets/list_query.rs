//! A query for batches: its string and its document say the same.

use chrono::{DateTime, Utc};
use scale_batch::documents::BatchListQuery;
use scale_batch::{Problem, Reader};

use crate::{Target, seeds};

/// A document, or a query string.
pub const TARGET: Target = Target {
    name: "list_query",
    run,
    seeds: || {
        let mut seeds: Vec<_> = seeds::queries()
            .into_iter()
            .map(String::into_bytes)
            .collect();
        for query in [
            r#"{"started": "P1D", "ended": "2026-11-27T12:00:00+02:00", "page": 2, "page_size": 5}"#,
            r#"{"recipe_type_id": [1, 2], "root_batch_id": 3, "order": ["-id", "title"], "is_superseded": false}"#,
        ] {
            seeds.push(query.as_bytes().to_vec());
        }
        seeds
    },
};

fn now() -> DateTime<Utc> {
    "2026-11-27T12:00:00Z".parse().expect("it is a datetime")
}

fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let queries = [
        BatchListQuery::from_query_string_at(text, now()).document,
        Reader::new().text::<BatchListQuery>(text).document,
    ];
    for query in queries.into_iter().flatten() {
        let written = query.to_query_string();
        let again = BatchListQuery::from_query_string_at(&written, now());
        if again.document.is_none() && ends_first(&again.errors) {
            // A document is read at no time, and so a range from some time ago to a date may end before it starts.
            continue;
        }
        assert_eq!(
            again.document.as_ref(),
            Some(&query),
            "{written}: {:?}",
            again.errors
        );
        let document = serde_json::to_string(&query).expect("documents can be written");
        let again = Reader::new().text::<BatchListQuery>(&document);
        assert_eq!(
            again.document.as_ref(),
            Some(&query),
            "{document}: {:?}",
            again.errors
        );
        assert_eq!(
            again.document.map(|again| again.to_query_string()),
            Some(written)
        );
    }
}

/// Whether all that is wrong with a query is that its range ends before it starts.
fn ends_first(errors: &[Problem]) -> bool {
    let mut errors = errors.iter();
    errors.all(|error| error.path == "/ended" && error.params.contains_key("started"))
}
