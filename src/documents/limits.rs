//! The limits of the reader, as an input.

use super::deserialize_by_reading;
use crate::problem::ProblemName;
use crate::read::{At, Collector, Fields, Limits, Read};

deserialize_by_reading!(Limits);

/// The names of the limits.
pub(crate) const LIMITS: [&str; 8] = [
    "bytes",
    "values",
    "depth",
    "problems",
    "problem_bytes",
    "entries",
    "repeated_bytes",
    "integer",
];

impl Read for Limits {
    const NAME: ProblemName = ProblemName::InvalidRequest;

    fn read(at: At<'_>, collector: &mut Collector) -> Option<Self> {
        let fields = at.strict_object(collector, "an object: the limits", &LIMITS)?;
        let mut limits = Limits::default();
        let Limits {
            bytes,
            values,
            depth,
            problems,
            problem_bytes,
            entries,
            repeated_bytes,
            integer,
        } = &mut limits;
        read_count(fields, "bytes", bytes, collector);
        read_count(fields, "values", values, collector);
        read_count(fields, "depth", depth, collector);
        read_count(fields, "problems", problems, collector);
        read_count(fields, "problem_bytes", problem_bytes, collector);
        read_count(fields, "entries", entries, collector);
        read_count(fields, "repeated_bytes", repeated_bytes, collector);
        if let Some(number) = read_limit(fields, "integer", collector) {
            *integer = number;
        }
        Some(limits)
    }
}

fn read_count(
    fields: Fields<'_>,
    field: &'static str,
    limit: &mut usize,
    collector: &mut Collector,
) {
    if let Some(number) = read_limit(fields, field, collector) {
        // What is beyond every number of things is no limit.
        *limit = usize::try_from(number).unwrap_or(usize::MAX);
    }
}

fn read_limit(fields: Fields<'_>, field: &'static str, collector: &mut Collector) -> Option<i64> {
    let at = fields.get(field)?;
    let number = at.integer(collector, "an integer: how far the reader goes")?;
    if number >= 0 {
        return Some(number);
    }
    let said = format!("{} is {number}, but no limit is less than 0.", at.label());
    at.report(collector, at.out_of_range(number, Some(0), None, said));
    None
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::documents::{Limits, Reader};

    fn read(limits: &Value) -> Result<Limits, Vec<String>> {
        let reading = Reader::new().value::<Limits>(limits);
        reading.into_result().map_err(|problems| {
            let problems = problems.iter();
            problems
                .map(|problem| problem.description.clone())
                .collect()
        })
    }

    #[test]
    fn limits_are_read_like_any_document() {
        let all = json!({
            "bytes": 1, "values": 2, "depth": 3, "problems": 4, "problem_bytes": 5, "entries": 6,
            "repeated_bytes": 7, "integer": 8,
        });
        let limits = Limits {
            bytes: 1,
            values: 2,
            depth: 3,
            problems: 4,
            problem_bytes: 5,
            entries: 6,
            repeated_bytes: 7,
            integer: 8,
        };
        assert_eq!(read(&all), Ok(limits));
        assert_eq!(read(&json!({})), Ok(Limits::default()));
        let without = Limits {
            depth: 9,
            ..Limits::default()
        };
        assert_eq!(read(&json!({"depth": 9})), Ok(without));
    }

    #[test]
    fn what_is_no_limit_is_told() {
        let told = read(&json!({"dept": 300, "values": "many", "problems": -1})).unwrap_err();
        assert_eq!(
            told,
            [
                "There is no field \"dept\". Did you mean \"depth\"?",
                "\"problems\" is -1, but no limit is less than 0.",
                "\"values\" must be an integer: how far the reader goes, but it is the string \"many\".",
            ]
        );
        assert_eq!(
            read(&json!([])).unwrap_err(),
            ["The document must be an object: the limits, but it is an array."]
        );
    }
}
