//! Which page of a list, and how many results it has.

use std::fmt;

use serde::{Serialize, Serializer};

use super::origin::Origin;
use super::parameters;
use super::values::{in_range, read_integer};
use crate::documents::rules::ignored_field;
use crate::problem::causes::Ignored;
use crate::read::{At, Collector};

const FIRST_PAGE: i64 = 1;
pub(super) const USUAL_PAGE_SIZE: i64 = 100;
const LARGEST_PAGE_SIZE: i64 = 1000;

/// A page of a list.
///
/// ```
/// use scale_batch::documents::{BatchListQuery, Page};
///
/// let query = BatchListQuery::new().with_page(Page::Last);
/// assert_eq!(query.to_query_string(), "page=last");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// The page of this number, from 1.
    Number(i64),
    /// The last one, in JSON `"last"`.
    Last,
}

/// How the last page is written.
const LAST: &str = "last";

impl Default for Page {
    fn default() -> Self {
        Page::Number(FIRST_PAGE)
    }
}

impl From<i64> for Page {
    fn from(number: i64) -> Self {
        Page::Number(number)
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Page::Number(number) => number.fmt(f),
            Page::Last => f.write_str(LAST),
        }
    }
}

impl Serialize for Page {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Page::Number(number) => serializer.serialize_i64(*number),
            Page::Last => serializer.serialize_str(LAST),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Page {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Page".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "integer", "minimum": FIRST_PAGE, "maximum": i64::MAX },
                { "type": "string", "const": LAST },
            ],
        })
    }
}

impl Page {
    pub(super) fn read(at: At<'_>, origin: Origin, collector: &mut Collector) -> Option<Page> {
        if at.text() == Some(LAST) {
            return Some(Page::Last);
        }
        let wanted = "a page, from 1, or \"last\"";
        let number = read_integer(at, wanted, origin, collector)?;
        in_range(number, at, FIRST_PAGE..=i64::MAX, wanted, collector).map(Page::Number)
    }
}

/// The size of a page, 1 to 1000.
pub(super) fn read_size(at: At<'_>, origin: Origin, collector: &mut Collector) -> Option<i64> {
    let wanted = "a page size, from 1 to 1000";
    match origin {
        Origin::Document => {
            let size = read_integer(at, wanted, origin, collector)?;
            in_range(size, at, 1..=LARGEST_PAGE_SIZE, wanted, collector)
        }
        Origin::QueryString => Some(size_of_server(at, collector)),
    }
}

/// The size of a page that the server makes of what is asked for, whatever that is.
fn size_of_server(at: At<'_>, collector: &mut Collector) -> i64 {
    let text = at.text().unwrap_or_default();
    let size = parameters::integer(text, LARGEST_PAGE_SIZE + 1).filter(|size| *size > 0);
    let (server, why) = match size {
        Some(size) if size <= LARGEST_PAGE_SIZE => return size,
        Some(_) => (LARGEST_PAGE_SIZE, "which is more than the server allows"),
        None => (USUAL_PAGE_SIZE, "which the server does not take"),
    };
    let because = Ignored::PageSize {
        found: text,
        server,
        why,
    };
    let problem = ignored_field(because, at.pointer());
    at.report(collector, problem);
    server
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::query_string::tests::{built, read};
    use super::Page;
    use crate::documents::{BatchListQuery, Reader};
    use crate::problem::ProblemName;

    #[test]
    fn a_page_is_a_number_or_the_last() {
        for (text, page) in [
            ("page=last", Page::Last),
            ("page=01", Page::Number(1)),
            ("page=2%0A", Page::Number(2)),
            ("", Page::Number(1)),
        ] {
            assert_eq!(read(text).document.unwrap().page, page, "{text}");
        }
        for text in [
            "page=",
            "page=one",
            "page=0",
            "page=-1",
            "page=Last",
            "page=1.0",
        ] {
            let errors = read(text).errors;
            assert_eq!(errors[0].path, "/page", "{text}");
        }
        assert_eq!(built(&json!({"page": "last"})), "page=last");
        assert_eq!(serde_json::to_value(Page::Last).unwrap(), "last");
        let query = Reader::new().value::<BatchListQuery>(&json!({"page": "first"}));
        assert_eq!(query.errors[0].params["cause"], "WRONG_TYPE");
    }

    #[test]
    fn the_server_replaces_a_page_size_that_it_does_not_take() {
        for (text, size) in [
            ("page_size=7", None),
            ("page_size=1000", None),
            ("page_size=0", Some(100)),
            ("page_size=-5", Some(100)),
            ("page_size=", Some(100)),
            ("page_size=2.5", Some(100)),
            ("page_size=abc", Some(100)),
            ("page_size=1001", Some(1000)),
            ("page_size=99999999999999999999", Some(1000)),
        ] {
            let reading = read(text);
            let said = reading.warnings.first();
            assert_eq!(
                said.map(|warning| warning.name),
                size.map(|_| ProblemName::IgnoredField)
            );
            if let Some(size) = size {
                assert_eq!(said.unwrap().params["server"], size, "{text}");
                assert_eq!(reading.document.unwrap().page_size, size, "{text}");
            }
        }
        // Who writes a query says what is wanted.
        let query = Reader::new().value::<BatchListQuery>(&json!({"page_size": 0}));
        assert_eq!(query.errors[0].params["cause"], "OUT_OF_RANGE");
    }
}
