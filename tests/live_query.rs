//! What the running server answers to list queries, `tests/data/live/query.jsonl`: the first line is its batches.

mod live;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use live::{Case, assert_differences, cases};
use scale_batch::ProblemName;
use scale_batch::documents::{BatchListQuery, Moment, Page, Reading};
use serde_json::Value;

/// The batches of the server, and when it was asked.
struct Server {
    now: DateTime<Utc>,
    batches: Vec<Value>,
}

/// What the server has for a query, by the library's reading of it.
struct Found<'s> {
    count: usize,
    page: Vec<&'s Value>,
    has_next: bool,
}

fn time(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The column of a batch that a field orders by; `None` where this model does not know it.
fn column(batch: &Value, field: &str) -> Option<Value> {
    match field {
        "recipe_type" => Some(batch["recipe_type"]["name"].clone()),
        "pk" => Some(batch["id"].clone()),
        "event" | "root_batch" | "superseded_batch" => Some(batch[field]["id"].clone()),
        "event_id" | "root_batch_id" | "superseded_batch_id" => {
            Some(batch[field.trim_end_matches("_id")]["id"].clone())
        }
        "created" | "last_modified" | "superseded" => Some(match batch[field].as_str() {
            Some(text) => time(text).timestamp_micros().into(),
            None => Value::Null,
        }),
        _ => batch
            .get(field)
            .filter(|value| !value.is_object())
            .map(|value| match value.as_str() {
                Some(text) => text.to_lowercase().into(),
                None => value.clone(),
            }),
    }
}

/// Values as the database sorts them: null comes last.
fn compared(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        (Value::String(one), Value::String(other)) => one.cmp(other),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        _ => one.as_i64().unwrap().cmp(&other.as_i64().unwrap()),
    }
}

impl Server {
    fn new(set: &Case) -> Self {
        let day = set.value("now");
        Server {
            now: time(&format!("{}T12:00:00Z", day.as_str().unwrap())),
            batches: set.value("batches").as_array().unwrap().clone(),
        }
    }

    fn time(&self, moment: Moment) -> DateTime<Utc> {
        match moment {
            Moment::At(time) => time.with_timezone(&Utc),
            Moment::Ago(duration) => self.now - TimeDelta::from(duration),
        }
    }

    fn shows(&self, batch: &Value, query: &BatchListQuery) -> bool {
        let modified = time(batch["last_modified"].as_str().unwrap());
        let is = |field: &str, wanted: Option<bool>| wanted.is_none_or(|is| batch[field] == is);
        let within = |ids: Vec<i64>, object: &str| {
            ids.is_empty() || ids.contains(&batch[object]["id"].as_i64().unwrap())
        };
        query
            .started
            .is_none_or(|started| modified >= self.time(started))
            && query.ended.is_none_or(|ended| modified <= self.time(ended))
            && is("is_creation_done", query.is_creation_done)
            && is("is_superseded", query.is_superseded)
            && within(
                query.recipe_type_id.iter().map(|id| id.0).collect(),
                "recipe_type",
            )
            && within(
                query.root_batch_id.iter().map(|id| id.0).collect(),
                "root_batch",
            )
    }

    /// The page that is asked for; `None` where there is no such page.
    fn find(&self, query: &BatchListQuery) -> Option<Found<'_>> {
        let shown = self.batches.iter().filter(|batch| self.shows(batch, query));
        let mut all: Vec<&Value> = shown.collect();
        all.sort_by(|one, other| {
            let orders = order(query)
                .into_iter()
                .map(|field| order_of(one, other, &field));
            orders.fold(Ordering::Equal, Ordering::then)
        });
        let size = usize::try_from(query.page_size).unwrap();
        let last = all.len().div_ceil(size).max(1);
        let page = match query.page {
            Page::Last => last,
            Page::Number(number) => usize::try_from(number).unwrap(),
        };
        (page <= last).then(|| Found {
            count: all.len(),
            page: all
                .iter()
                .skip((page - 1) * size)
                .take(size)
                .copied()
                .collect(),
            has_next: page < last,
        })
    }
}

/// The fields to order by: where none is named, the server orders by the last modification.
fn order(query: &BatchListQuery) -> Vec<String> {
    if query.order.is_empty() {
        return vec!["last_modified".to_owned()];
    }
    query.order.clone()
}

fn order_of(one: &Value, other: &Value, field: &str) -> Ordering {
    let name = field.trim_start_matches('-');
    match column(one, name).zip(column(other, name)) {
        Some((one, other)) if field.starts_with('-') => compared(&other, &one),
        Some((one, other)) => compared(&one, &other),
        None => Ordering::Equal,
    }
}

/// Whether this model knows in which order the batches come.
fn is_known(server: &Server, query: &BatchListQuery) -> bool {
    let known = |field: &String| {
        let name = field.trim_start_matches('-');
        column(&server.batches[0], name).is_some()
    };
    order(query).iter().all(known)
}

/// Compares what the server returned with what it should, by the library's reading. Batches that are equal in what
/// they are ordered by may come in any order.
fn compare(server: &Server, query: &BatchListQuery, expect: &Value) {
    let found = server.find(query).unwrap();
    assert_eq!(expect["count"], found.count);
    assert_eq!(expect["next"], found.has_next);
    let ids: Vec<i64> = serde_json::from_value(expect["ids"].clone()).unwrap();
    assert_eq!(ids.len(), found.page.len());
    if !is_known(server, query) {
        return;
    }
    for (id, expected) in ids.into_iter().zip(found.page) {
        let batch = server.batches.iter().find(|batch| batch["id"] == id);
        let batch = batch.unwrap();
        assert!(server.shows(batch, query), "{id}");
        for field in order(query) {
            assert_eq!(
                order_of(batch, expected, &field),
                Ordering::Equal,
                "{id}, {field}"
            );
        }
    }
}

/// Why the library disagrees with the server, if it does.
fn difference(server: &Server, case: &Case) -> Option<String> {
    let query = case.value("query");
    let query = query.as_str().unwrap();
    let reading = BatchListQuery::from_query_string_at(query, server.now);
    let Reading {
        document,
        errors,
        warnings,
        ..
    } = reading;
    let fails = warnings
        .iter()
        .any(|warning| warning.name == ProblemName::ServerErrorLikely);
    match (case.expect["status"].as_u64().unwrap(), document) {
        (500, document) => {
            (document.is_some() && !fails).then(|| "taken, but the server fails".into())
        }
        (400, document) => document.map(|_| "taken, but the server refuses it".into()),
        // Whether there is a page is for the server to say.
        (404, document) => document
            .filter(|query| server.find(query).is_some())
            .map(|_| "found, but the server finds no page".into()),
        (200, None) => Some(format!("refused: {}", errors[0])),
        (200, Some(read)) => {
            assert!(!fails, "{query}: a false alarm");
            compare(server, &read, &case.expect);
            // What is written says the same.
            let written = read.to_query_string();
            let again = BatchListQuery::from_query_string_at(&written, server.now);
            assert_eq!(again.document, Some(read), "{written}");
            None
        }
        (other, _) => panic!("{query}: status {other}"),
    }
}

#[test]
fn queries_are_read_as_the_server_reads_them() {
    let cases = cases("query");
    let (set, cases) = cases.split_first().unwrap();
    assert_eq!(cases.len(), 265);
    let server = Server::new(set);
    let mut found = BTreeMap::new();
    for case in cases {
        if let Some(difference) = difference(&server, case) {
            found.insert(case.id.clone(), difference);
        }
    }
    assert_differences("query", &found);
}
