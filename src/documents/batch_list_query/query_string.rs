//! A query as the server takes it: written to a query string, and read from one.

use chrono::{DateTime, Utc};

use super::BatchListQuery;
use super::clock::present;
use super::origin::Origin;
use super::page::{Page, USUAL_PAGE_SIZE};
use super::parameters::Parameters;
use super::range::backwards;
use crate::problem::catalogue::DuplicateKey;
use crate::problem::structural::structural;
use crate::read::tree::Tree;
use crate::read::{At, Collector, Read, Reader, Reading};

impl BatchListQuery {
    /// The query string, without `?`; what has its default is left out.
    ///
    /// ```
    /// use scale_batch::documents::BatchListQuery;
    ///
    /// let query = BatchListQuery::from_query_string("is_superseded=false").document.unwrap();
    /// assert_eq!(query.to_query_string(), "is_superseded=false");
    /// ```
    #[must_use]
    pub fn to_query_string(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let mut add = |field: &str, value: String| {
            query.append_pair(field, &value);
        };
        if self.page != Page::default() {
            add("page", self.page.to_string());
        }
        if self.page_size != USUAL_PAGE_SIZE {
            add("page_size", self.page_size.to_string());
        }
        for (field, moment) in [("started", self.started), ("ended", self.ended)] {
            if let Some(moment) = moment {
                add(field, moment.to_string());
            }
        }
        for id in &self.recipe_type_id {
            add("recipe_type_id", id.to_string());
        }
        for (field, value) in [
            ("is_creation_done", self.is_creation_done),
            ("is_superseded", self.is_superseded),
        ] {
            if let Some(value) = value {
                add(field, value.to_string());
            }
        }
        for id in &self.root_batch_id {
            add("root_batch_id", id.to_string());
        }
        for field in &self.order {
            add("order", field.clone());
        }
        query.finish()
    }

    /// Reads a query string back, with or without `?` or a whole address before it, as the server reads it.
    ///
    /// What the server refuses is an error: an offset below that of UTC, for example. A parameter that is repeated
    /// and should not be is the warning `DUPLICATE_KEY`, a page size that the server replaces by another
    /// `IGNORED_FIELD`. Whether a range of a datetime and a duration ends before it starts depends on the present: the
    /// clock of the system is asked, where there is one. [`from_query_string_at`](Self::from_query_string_at) takes it
    /// from the caller.
    ///
    /// ```
    /// use scale_batch::documents::BatchListQuery;
    ///
    /// let reading = BatchListQuery::from_query_string("?is_superseded=F;page_size=2000");
    /// assert_eq!(reading.warnings[0].path, "/page_size");
    /// let query = reading.into_result()?;
    /// assert_eq!(query.to_query_string(), "page_size=1000&is_superseded=false");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn from_query_string(text: &str) -> Reading<Self> {
        Reader::new().query_string(text, present())
    }

    /// As [`from_query_string`](Self::from_query_string), at another time.
    ///
    /// ```
    /// use chrono::DateTime;
    /// use scale_batch::documents::BatchListQuery;
    ///
    /// let text = "started=2015-01-01T00:00:00Z&ended=P1D";
    /// let errors = |now| BatchListQuery::from_query_string_at(text, now).errors.len();
    /// assert_eq!(errors("2015-01-02T01:00:00Z".parse()?), 0);
    /// assert_eq!(errors("2015-01-01T23:00:00Z".parse()?), 1);
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    #[must_use]
    pub fn from_query_string_at(text: &str, now: DateTime<Utc>) -> Reading<Self> {
        Reader::new().query_string(text, Some(now))
    }

    /// The reading, and an error where the range of a query ends before it starts at this time.
    pub(crate) fn judged_at(
        mut reading: Reading<Self>,
        now: Option<DateTime<Utc>>,
    ) -> Reading<Self> {
        let range = reading
            .document
            .as_ref()
            .and_then(|query| Some((query.started?, query.ended?)));
        let Some(((started, ended), now)) = range.zip(now) else {
            return reading;
        };
        if started
            .time(now)
            .zip(ended.time(now))
            .is_some_and(|(started, ended)| started > ended)
        {
            let problem = structural(Self::NAME, Some("ended"), backwards(started, ended));
            reading.document = None;
            reading.errors.push(problem.at("/ended"));
        }
        reading
    }
}

impl Reader {
    /// As [`BatchListQuery::from_query_string_at`], within the limits of this reader; without a time, a range whose
    /// end depends on it is not judged.
    ///
    /// ```
    /// use scale_batch::Reader;
    ///
    /// let reading = Reader::new().query_string("is_superseded=false", None);
    /// assert_eq!(reading.document.unwrap().is_superseded, Some(false));
    /// ```
    #[must_use]
    pub fn query_string(&self, text: &str, now: Option<DateTime<Utc>>) -> Reading<BatchListQuery> {
        let Parameters { document, repeated } = Parameters::new(text);
        let name = BatchListQuery::NAME;
        let tree = match Tree::from_value(&document, &self.limits) {
            Ok(tree) => tree,
            Err(unreadable) => return Reading::failed(unreadable.into_problem(name, None)),
        };
        let mut collector = Collector::new(&self.limits);
        let at = At::root(&tree, name);
        let document = BatchListQuery::read_from(at, Origin::QueryString, &mut collector);
        for field in &repeated {
            if let Some(member) = at.fields().and_then(|fields| fields.get(field)) {
                report_repeated(field, member, &mut collector);
            }
        }
        let (errors, warnings) = collector.finish(&tree);
        let reading = Reading {
            document: document.filter(|_| errors.is_empty()),
            errors,
            warnings,
        };
        let mut reading = BatchListQuery::judged_at(reading, now);
        if reading.document.is_none() {
            // There is no document that a fix could be applied to.
            for problem in reading.errors.iter_mut().chain(&mut reading.warnings) {
                problem.fix.clear();
            }
        }
        reading
    }
}

/// `DUPLICATE_KEY`, for a parameter that the server takes once.
fn report_repeated(field: &str, at: At<'_>, collector: &mut Collector) {
    let problem = DuplicateKey {
        key: field,
        is_parameter: true,
    };
    at.report(collector, problem.problem());
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::{Value, json};

    use super::{BatchListQuery, Page};
    use crate::documents::{Reader, Reading};
    use crate::problem::ProblemName;

    /// What a query string says at noon.
    pub(in super::super) fn read(query: &str) -> Reading<BatchListQuery> {
        let noon = "2026-11-27T12:00:00Z".parse().unwrap();
        BatchListQuery::from_query_string_at(query, noon)
    }

    /// The query string of a document.
    pub(in super::super) fn built(query: &Value) -> String {
        let query = Reader::new().value::<BatchListQuery>(query);
        query.into_result().unwrap().to_query_string()
    }

    #[test]
    fn booleans_and_ids_are_written_plainly() {
        let query =
            json!({"recipe_type_id": [-1, 0, 208], "root_batch_id": 104, "is_superseded": false});
        let text = "recipe_type_id=-1&recipe_type_id=0&recipe_type_id=208&is_superseded=false&root_batch_id=104";
        assert_eq!(built(&query), text);
        let read = read(
            "recipe_type_id=-1&recipe_type_id=+0&recipe_type_id=+208+&is_superseded=F&root_batch_id=%2B104",
        );
        assert_eq!(read.errors, []);
        assert_eq!(read.document.unwrap().to_query_string(), text);
    }

    #[test]
    fn an_offset_is_written_in_utc() {
        let query =
            json!({"started": "2015-01-01T00:00:00+01:30", "ended": "2015-01-01T00:00:00-05:00"});
        let text = "started=2014-12-31T22%3A30%3A00Z&ended=2015-01-01T05%3A00%3A00Z";
        assert_eq!(built(&query), text);
    }

    #[test]
    fn repeated_single_parameters_are_said() {
        let reading =
            read("is_superseded=x&is_superseded=true&page=1&page=2&page=3&order=id&order=id");
        let said: Vec<_> = reading
            .warnings
            .iter()
            .map(|warning| (warning.name, warning.path.as_str()))
            .collect();
        let expected = ["/is_superseded", "/page"].map(|path| (ProblemName::DuplicateKey, path));
        assert_eq!(said, expected);
        let query = reading.document.unwrap();
        assert_eq!(query.is_superseded, Some(true));
        assert_eq!(query.page, Page::Number(3));
    }

    #[test]
    fn what_the_server_refuses_is_an_error_at_its_place() {
        for (query, path) in [
            ("is_superseded=2", "/is_superseded"),
            ("is_creation_done", "/is_creation_done"),
            ("recipe_type_id=", "/recipe_type_id/0"),
            ("recipe_type_id=1&recipe_type_id=x", "/recipe_type_id/1"),
            ("started=", "/started"),
            ("ended=2015-01-01T00:00:00-05:00", "/ended"),
            ("recipe_typ_id=1", "/recipe_typ_id"),
        ] {
            let Reading {
                document, errors, ..
            } = read(query);
            assert_eq!(document, None, "{query}");
            assert_eq!(errors[0].path, path, "{query}");
            assert_eq!(
                errors[0].fix,
                [],
                "there is nothing to apply it to: {query}"
            );
        }
    }

    #[test]
    fn an_id_too_large_for_any_batch_finds_nothing_either() {
        let query = read("root_batch_id=99999999999999999999").document.unwrap();
        assert_eq!(query.root_batch_id, [i64::MAX.into()]);
    }
}
