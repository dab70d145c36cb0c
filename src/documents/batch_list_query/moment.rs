//! Points in time of a query.

use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, SecondsFormat, TimeDelta, Utc};
use serde::{Serialize, Serializer};

use super::datetime::{self, Fault};
use super::origin::Origin;
use crate::documents::Duration;
use crate::duration::microseconds_of;
use crate::read::{At, Collector};
use crate::words::quoted;

/// A point in time: a datetime with its zone, or how long ago it was.
///
/// It is written as the server takes it: a datetime in UTC with `Z`, whatever its zone.
///
/// ```
/// use scale_batch::Reader;
/// use scale_batch::documents::BatchListQuery;
///
/// let query = Reader::new().text::<BatchListQuery>(r#"{"started": "2015-01-01T00:00:00-05:00"}"#).into_result()?;
/// assert_eq!(query.started.unwrap().to_string(), "2015-01-01T05:00:00Z");
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// At this time. What is finer than a microsecond is cut off, as by the server.
    At(DateTime<FixedOffset>),
    /// This long before the server looks. Anything longer than [`Duration::MAX`] is read as that: no batch is as old.
    Ago(Duration),
}

/// The server counts back from the present, and not beyond the year 1, so many days ago in January 2027.
const MOST_DAYS_AGO: u128 = 740_000;
const MICROSECONDS_OF_A_DAY: u128 = 24 * 60 * 60 * 1_000_000;

/// Why a string is not a point in time, and what was probably meant.
struct Refusal {
    description: String,
    suggestion: Option<String>,
}

impl Refusal {
    fn new(description: String) -> Self {
        Refusal {
            description,
            suggestion: None,
        }
    }
}

impl Moment {
    pub(super) fn read(at: At<'_>, origin: Origin, collector: &mut Collector) -> Option<Self> {
        let text = at.string(collector, "an ISO-8601 datetime with a zone, or a duration")?;
        let refusal = match Moment::parse(text, origin) {
            Ok(moment) => return Some(moment),
            Err(refusal) => refusal,
        };
        let problem = at.invalid_value(Some(text), refusal.description);
        at.report(collector, problem.meant(refusal.suggestion.as_deref()));
        None
    }

    fn parse(text: &str, origin: Origin) -> Result<Self, Refusal> {
        // Where the server looks for the end, one line feed may follow.
        let text = text.strip_suffix('\n').unwrap_or(text);
        if text.starts_with('P') {
            return Moment::ago(text);
        }
        match datetime::parse(text) {
            Ok(spelled) if spelled.taken || origin == Origin::Document => {
                Ok(Moment::At(spelled.time))
            }
            Ok(spelled) => Err(Refusal {
                description: format!(
                    "The server refuses {}: it takes no offset below that of UTC, and no lower-case letters.",
                    quoted(text)
                ),
                suggestion: Some(Moment::At(spelled.time).to_string()),
            }),
            Err(fault) => Err(refusal(text, fault, origin)),
        }
    }

    fn ago(text: &str) -> Result<Self, Refusal> {
        let microseconds = microseconds_of(text).map_err(|problems| {
            let reasons = problems.into_vec().into_iter();
            let reasons: Vec<String> = reasons.map(|problem| problem.description).collect();
            Refusal::new(reasons.join(" "))
        })?;
        if microseconds > MOST_DAYS_AGO * MICROSECONDS_OF_A_DAY {
            let description = format!("{} ago lies before the year 1.", quoted(text));
            return Err(Refusal::new(description));
        }
        let duration = i64::try_from(microseconds)
            .ok()
            .and_then(Duration::from_microseconds);
        Ok(Moment::Ago(duration.unwrap_or(Duration::MAX)))
    }

    /// When it is, where the present is known.
    pub(super) fn time(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Moment::At(time) => Some(time.with_timezone(&Utc)),
            Moment::Ago(duration) => now.checked_sub_signed(TimeDelta::from(duration)),
        }
    }
}

fn refusal(text: &str, fault: Fault, origin: Origin) -> Refusal {
    match fault {
        Fault::NoZone => Refusal::new(format!(
            "{} has no zone. Add \"Z\" for UTC, or an offset such as \"+01:00\".",
            quoted(text)
        )),
        Fault::LongOffset => Refusal::new(format!(
            "{} has an offset of 24 hours or more, on which the server fails with an HTTP 500.",
            quoted(text)
        )),
        Fault::TooLate => Refusal::new(format!(
            "{} lies after the year 9999 in UTC, the last that the server takes.",
            quoted(text)
        )),
        Fault::NoDatetime => match meant_as_plus(text).filter(|_| origin == Origin::QueryString) {
            Some(time) => Refusal {
                description: format!(
                    "{} has a space before its offset: in a query string \"+\" is a space, and \"%2B\" a plus sign.",
                    quoted(text)
                ),
                suggestion: Some(Moment::At(time).to_string()),
            },
            None => Refusal::new(format!(
                "{} is neither an ISO-8601 datetime with a zone, such as \"2015-01-01T00:00:00Z\", nor a duration, \
                 such as \"PT3H\".",
                quoted(text)
            )),
        },
    }
}

/// The datetime whose plus sign became a space because nobody encoded it.
fn meant_as_plus(text: &str) -> Option<DateTime<FixedOffset>> {
    let (time, offset) = text.rsplit_once(' ')?;
    let spelled = datetime::parse(&format!("{time}+{offset}")).ok()?;
    Some(spelled.time)
}

impl From<DateTime<FixedOffset>> for Moment {
    fn from(time: DateTime<FixedOffset>) -> Self {
        Moment::At(time)
    }
}

impl From<DateTime<Utc>> for Moment {
    fn from(time: DateTime<Utc>) -> Self {
        Moment::At(time.fixed_offset())
    }
}

/// That long ago.
impl From<Duration> for Moment {
    fn from(duration: Duration) -> Self {
        Moment::Ago(duration)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::At(time) => {
                let utc = time.with_timezone(&Utc);
                // East of Greenwich the year 1 begins in the year before, which the server takes in no other zone.
                let text = if utc.year() < 1 {
                    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
                } else {
                    utc.to_rfc3339_opts(SecondsFormat::AutoSi, true)
                };
                f.write_str(&text)
            }
            Moment::Ago(duration) => duration.fmt(f),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Moment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An ISO-8601 datetime with a zone (2015-01-01T00:00:00Z), or a duration: that long ago (PT3H).",
            "type": "string",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, Origin};

    /// What is written for a text, or what is said about it, with the suggestion.
    fn written(text: &str, origin: Origin) -> Result<String, (String, Option<String>)> {
        match Moment::parse(text, origin) {
            Ok(moment) => Ok(moment.to_string()),
            Err(refusal) => Err((refusal.description, refusal.suggestion)),
        }
    }

    #[test]
    fn any_offset_is_written_in_utc() {
        for (text, utc) in [
            ("2015-01-01T00:00:00Z", "2015-01-01T00:00:00Z"),
            ("2015-01-01T01:30+01:30", "2015-01-01T00:00:00Z"),
            ("2015-01-01T00:00:00-05:00", "2015-01-01T05:00:00Z"),
            ("2015-01-01T00:00:00−05:00", "2015-01-01T05:00:00Z"),
            ("2015-01-01t00:00:00.25z", "2015-01-01T00:00:00.250Z"),
        ] {
            assert_eq!(written(text, Origin::Document), Ok(utc.to_owned()));
        }
    }

    #[test]
    fn the_first_hours_of_the_year_1_keep_their_offset() {
        let text = "0001-01-01T01:00:00+05:00";
        assert_eq!(written(text, Origin::QueryString), Ok(text.to_owned()));
    }

    #[test]
    fn a_query_string_is_refused_where_the_server_refuses_it() {
        for (text, meant) in [
            ("2015-01-01T00:00:00-05:00", "2015-01-01T05:00:00Z"),
            ("2015-01-01T00:00:00z", "2015-01-01T00:00:00Z"),
            ("2015-01-01T02:00:00 02:00", "2015-01-01T00:00:00Z"),
        ] {
            let (_, suggestion) = written(text, Origin::QueryString).unwrap_err();
            assert_eq!(suggestion.as_deref(), Some(meant));
        }
    }

    #[test]
    fn it_is_said_what_is_missing() {
        for (text, said) in [
            ("2015-01-01T00:00:00", "has no zone"),
            ("2015-01-01T00:00:00+24:00", "24 hours or more"),
            ("9999-12-31T23:00:00-05:00", "after the year 9999"),
            ("2015-01-01", "neither an ISO-8601 datetime"),
            ("P1W", "Scale takes no weeks"),
            ("P800000D", "before the year 1"),
        ] {
            let (description, _) = written(text, Origin::Document).unwrap_err();
            assert!(description.contains(said), "{description}");
        }
    }

    #[test]
    fn a_duration_may_be_longer_than_any_that_is_held() {
        let longest = crate::documents::Duration::MAX.to_string();
        assert_eq!(written("P735000D", Origin::QueryString), Ok(longest));
        assert_eq!(written("PT90M", Origin::QueryString), Ok("PT1H30M".into()));
        assert_eq!(written("P", Origin::QueryString), Ok("PT0S".into()));
    }

    #[test]
    fn one_line_feed_may_follow() {
        let day = Ok("2015-01-01T00:00:00Z".to_owned());
        assert_eq!(written("2015-01-01T00:00Z\n", Origin::QueryString), day);
        assert_eq!(written("P1D\n", Origin::QueryString), Ok("P1D".to_owned()));
        for text in [
            "2015-01-01T00:00Z\n\n",
            "2015-01-01T00:00Z\r",
            "P1D\n\n",
            "P1D ",
        ] {
            assert!(written(text, Origin::QueryString).is_err(), "{text:?}");
        }
    }
}
