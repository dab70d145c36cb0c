//! Durations, as text and as numbers.

use serde::Serialize;

use super::Integer;
use crate::documents::Duration;
use crate::edge::call::{Call, Returned, Written};
use crate::edge::takes::inputs;
use crate::problem::ProblemName;
use crate::problem::structural::{Mistake, structural};

inputs! {
    /// How a duration is written.
    DurationStyle {
        /// Canonically (the default), or as the server does.
        style: optional "\"iso\" | \"server\"",
    }
}

/// A duration.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Microseconds {
    /// From 0 to 2^53 - 1.
    microseconds: i64,
}

/// A duration as text.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct DurationText {
    /// The duration as an ISO-8601 string.
    text: String,
}

/// `{microseconds}`, or `{errors}`.
pub(in crate::edge) fn parse_duration(call: &mut Call<'_>) -> Returned<Written<Microseconds>> {
    let duration = call.main_part()?.string()?.parse::<Duration>()?;
    Ok(call.written(&Microseconds {
        microseconds: duration.microseconds(),
    }))
}

/// `{text}`, or `{errors}`.
pub(in crate::edge) fn format_duration(call: &mut Call<'_>) -> Returned<Written<DurationText>> {
    let Integer(microseconds) = call.main_part()?.read::<Integer>().into_result()?;
    let duration = Duration::from_microseconds(microseconds).ok_or_else(|| {
        let said = format!(
            "A duration has from 0 to {} microseconds, not {microseconds}.",
            Duration::MAX.microseconds()
        );
        let mistake = Mistake::OutOfRange {
            found: Some(microseconds.into()),
            minimum: Some(0),
            maximum: Some(Duration::MAX.microseconds()),
            said,
        };
        structural(ProblemName::InvalidDuration, None, mistake)
    })?;
    let is_servers = match call.part("style") {
        None => false,
        Some(style) => style.one_of(&[("iso", false), ("server", true)])?,
    };
    let text = if is_servers {
        duration.server_text()
    } else {
        duration.to_string()
    };
    Ok(call.written(&DurationText { text }))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::edge::call;

    fn result(function: &str, input: &Value) -> Value {
        serde_json::from_str(&call(function, &input.to_string(), "")).unwrap()
    }

    #[test]
    fn durations() {
        assert_eq!(
            result("parseDuration", &json!({"text": "PT1.5S"})),
            json!({"microseconds": 1_500_000})
        );
        assert_eq!(
            result("parseDuration", &json!({"text": "P1W"}))["errors"][0]["name"],
            "INVALID_DURATION"
        );
        assert_eq!(
            result("parseDuration", &json!({"text": 5}))["errors"][0]["name"],
            "INVALID_REQUEST"
        );
        let text = |style: Value| {
            result(
                "formatDuration",
                &json!({"microseconds": 59_500_000, "style": style}),
            )["text"]
                .clone()
        };
        assert_eq!(
            (text(json!(null)), text(json!("server"))),
            (json!("PT59.5S"), json!("PT1M0S"))
        );
        assert_eq!(text(json!("short")), Value::Null);
        for microseconds in [json!(-1), json!(1.5), json!("one"), json!(1_u64 << 53)] {
            let found = result("formatDuration", &json!({"microseconds": microseconds}));
            assert_eq!(
                found["errors"].as_array().unwrap().len(),
                1,
                "{microseconds}"
            );
        }
    }
}
