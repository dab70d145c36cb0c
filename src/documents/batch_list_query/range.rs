//! Whether the range of a query ends before it starts.

use super::Moment;
use crate::problem::structural::Mistake;
use crate::read::{Collector, Fields};

/// Two datetimes or two durations can be compared; a datetime and a duration only when the present is known. Of two
/// equal durations the server reads the first one earlier, and so they are a range.
pub(super) fn check_range(
    fields: Fields<'_>,
    started: Moment,
    ended: Moment,
    collector: &mut Collector,
) {
    let in_order = match (started, ended) {
        (Moment::At(started), Moment::At(ended)) => started < ended,
        (Moment::Ago(started), Moment::Ago(ended)) => started >= ended,
        _ => true,
    };
    if in_order {
        return;
    }
    if let Some(at) = fields.get("ended") {
        at.report(collector, at.mistake(backwards(started, ended)));
    }
}

/// The mistake of a range that ends before it starts.
pub(super) fn backwards(started: Moment, ended: Moment) -> Mistake<'static> {
    let (started, ended) = (started.to_string(), ended.to_string());
    Mistake::InvalidValue {
        found: None,
        allowed: None,
        suggestion: None,
        said: format!("The range ends at {ended}, which is not after its start, {started}."),
        started: Some(started),
        ended: Some(ended),
    }
}

#[cfg(test)]
mod tests {
    use super::super::query_string::tests::read;

    #[test]
    fn a_range_may_not_end_before_it_starts() {
        for (query, is_range) in [
            ("started=2012-01-01T00:00Z&ended=2016-01-01T00:00Z", true),
            ("started=2016-01-01T00:00Z&ended=2012-01-01T00:00Z", false),
            (
                "started=2016-01-01T00:00Z&ended=2016-01-01T01:00%2B01",
                false,
            ),
            (
                "started=2016-01-01T00:00:00.0000001Z&ended=2016-01-01T00:00Z",
                false,
            ),
            ("started=PT3H&ended=PT1H", true),
            ("started=PT1H&ended=PT60M", true),
            ("started=PT1H&ended=PT3H", false),
            ("started=2026-11-27T10:00Z&ended=PT1H", true),
            ("started=2026-11-27T11:30Z&ended=PT1H", false),
            ("started=P1D&ended=2026-11-27T00:00Z", true),
            ("started=P1D&ended=2026-11-26T00:00Z", false),
        ] {
            let errors = read(query).errors;
            assert_eq!(errors.is_empty(), is_range, "{query}");
            assert!(errors.iter().all(|error| error.path == "/ended"), "{query}");
        }
    }
}
