//! ISO-8601 durations, held exactly: the lengths of time in job metrics.
//!
//! ## INVALID_DURATION
//!
//! A duration is not an ISO-8601 duration that scale-batch can hold.
//!
//! **Cause.** The string is not of the form `P[nD][T[nH][nM][nS]]`, or the duration is longer than `P104249DT23H47M34.740991S`; `params.cause` says
//! what is wrong with it. In what a server sent it is a warning, and the duration is taken as unknown.
//!
//! **Example.** `parseDuration` returns it for
//!
//! ```json
//! {"text": "P1W"}
//! ```
//!
//! **Remedy.** Write it in days, hours, minutes and seconds: `"P7D"`.

use std::fmt;
use std::str::FromStr;

use chrono::TimeDelta;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::problem::Problems;
use crate::problem::catalogue::InvalidDuration;
use crate::problem::causes::Refusal;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// 2^53 - 1: the largest integer that JavaScript can hold.
const MOST_MICROSECONDS: i64 = (1 << 53) - 1;

/// A length of time in whole microseconds: exact, and never negative.
///
/// It is read from ISO-8601 text of the form `P[nD][T[nH][nM][nS]]`. Every number may have a fraction; what is finer
/// than a microsecond is rounded half up. [`Display`](fmt::Display) writes the canonical text,
/// [`server_text`](Duration::server_text) what the server would write. In JSON it is text as well, spelled as the
/// server spells it; only where it has a fraction of a second, which the server would round away, is it canonical.
///
/// Source: the Scale API's *Batch Details*, `job_metrics`.
///
/// ```
/// use scale_batch::documents::Duration;
///
/// let before: Duration = "PT10M72S".parse()?;
/// let after: Duration = "PT0.185H".parse()?;
/// assert_eq!(before.to_string(), "PT11M12S");
/// assert_eq!(after.to_string(), "PT11M6S");
/// assert_eq!(after.since(before).num_seconds(), -6);
/// # Ok::<(), scale_batch::problem::Problems>(())
/// ```
///
/// # Errors
/// Any other text is `INVALID_DURATION`. `params.cause` says why: `EMPTY`, `SIGN`, `NO_P`, `LOWER_CASE`, `COMMA`,
/// `CALENDAR_UNIT`, `MISPLACED_UNIT`, `NO_UNIT`, `UNEXPECTED_CHARACTER` or `OUT_OF_RANGE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(
    /// Whole microseconds, from none to [`MOST_MICROSECONDS`].
    TimeDelta,
);

impl Duration {
    /// No time at all: `PT0S`.
    pub const ZERO: Duration = Duration(TimeDelta::zero());

    /// The longest duration, about 285 years: 2^53 - 1 microseconds, so that JavaScript can hold every duration.
    pub const MAX: Duration = Duration(TimeDelta::microseconds(MOST_MICROSECONDS));

    /// A duration of so many microseconds; `None` when they are negative, or more than [`Duration::MAX`] has.
    ///
    /// ```
    /// use scale_batch::documents::Duration;
    ///
    /// assert_eq!(Duration::from_microseconds(1_500_000).unwrap().to_string(), "PT1.5S");
    /// assert_eq!(Duration::from_microseconds(-1), None);
    /// ```
    #[must_use]
    pub fn from_microseconds(microseconds: i64) -> Option<Self> {
        (0..=MOST_MICROSECONDS)
            .contains(&microseconds)
            .then(|| Duration(TimeDelta::microseconds(microseconds)))
    }

    /// How many microseconds it has.
    ///
    /// ```
    /// let duration: scale_batch::documents::Duration = "PT0.25S".parse()?;
    /// assert_eq!(duration.microseconds(), 250_000);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn microseconds(self) -> i64 {
        self.0.num_seconds() * SECOND + i64::from(self.0.subsec_micros())
    }

    /// How much longer it is than another; negative when it is shorter.
    ///
    /// ```
    /// use scale_batch::documents::Duration;
    ///
    /// let (before, after): (Duration, Duration) = ("PT21S".parse()?, "PT20S".parse()?);
    /// assert_eq!(after.since(before), chrono::TimeDelta::seconds(-1));
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn since(self, other: Duration) -> TimeDelta {
        self.0 - other.0
    }

    /// Both together; `None` when that is longer than [`Duration::MAX`].
    ///
    /// ```
    /// use scale_batch::documents::Duration;
    ///
    /// let second: Duration = "PT1S".parse()?;
    /// assert_eq!(second.checked_add(second).unwrap().to_string(), "PT2S");
    /// assert_eq!(Duration::MAX.checked_add(second), None);
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn checked_add(self, other: Duration) -> Option<Self> {
        Self::from_microseconds(self.microseconds().checked_add(other.microseconds())?)
    }

    /// So many times its length; `None` when that is negative, or longer than [`Duration::MAX`].
    ///
    /// ```
    /// let average: scale_batch::documents::Duration = "PT20S".parse()?;
    /// assert_eq!(average.checked_mul(6).unwrap().to_string(), "PT2M");
    /// # Ok::<(), scale_batch::problem::Problems>(())
    /// ```
    #[must_use]
    pub fn checked_mul(self, times: i64) -> Option<Self> {
        Self::from_microseconds(self.microseconds().checked_mul(times)?)
    }

    /// The text that the server writes: whole seconds, rounded half up, even when there are none.
    ///
    /// A second that is rounded up to the sixtieth carries into the minute, where the server would write `PT60S`.
    ///
    /// ```
    /// use scale_batch::documents::Duration;
    ///
    /// let text = |microseconds| Duration::from_microseconds(microseconds).unwrap().server_text();
    /// assert_eq!(text(0), "PT0S");
    /// assert_eq!(text(86_400_000_000), "P1DT0S");
    /// assert_eq!(text(59_500_000), "PT1M0S");
    /// ```
    #[must_use]
    pub fn server_text(self) -> String {
        let rounded = (self.microseconds() + SECOND / 2) / SECOND * SECOND;
        let mut text = String::with_capacity(24);
        text.push('P');
        push_amount(&mut text, rounded / DAY, 'D');
        text.push('T');
        push_amount(&mut text, rounded % DAY / HOUR, 'H');
        push_amount(&mut text, rounded % HOUR / MINUTE, 'M');
        push_number(&mut text, rounded % MINUTE / SECOND);
        text.push('S');
        text
    }
}

/// Adds a number and its unit; nothing for 0.
fn push_amount(text: &mut String, number: i64, unit: char) {
    if number > 0 {
        push_number(text, number);
        text.push(unit);
    }
}

/// Adds the digits of a number that is not negative. A comparison writes millions of durations, and formatting them
/// with `format!` takes many times as long.
fn push_number(text: &mut String, number: i64) {
    let mut place = 1;
    while number / place >= 10 {
        place *= 10;
    }
    while place > 0 {
        let digit = u32::try_from(number / place % 10).unwrap_or_default();
        text.extend(char::from_digit(digit, 10));
        place /= 10;
    }
}

impl fmt::Display for Duration {
    /// The canonical text: no field that is zero, and no zeros at the end of a fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.microseconds();
        if all == 0 {
            return f.write_str("PT0S");
        }
        let mut text = String::from("P");
        push_amount(&mut text, all / DAY, 'D');
        if all % DAY > 0 {
            text.push('T');
            push_amount(&mut text, all % DAY / HOUR, 'H');
            push_amount(&mut text, all % HOUR / MINUTE, 'M');
        }
        f.write_str(&text)?;
        match (all % MINUTE / SECOND, all % SECOND) {
            (0, 0) => Ok(()),
            (seconds, 0) => write!(f, "{seconds}S"),
            (seconds, fraction) => {
                let digits = format!("{fraction:06}");
                write!(f, "{seconds}.{}S", digits.trim_end_matches('0'))
            }
        }
    }
}

impl From<Duration> for TimeDelta {
    fn from(duration: Duration) -> Self {
        duration.0
    }
}

impl From<Duration> for std::time::Duration {
    fn from(duration: Duration) -> Self {
        std::time::Duration::from_micros(duration.microseconds().unsigned_abs())
    }
}

/// A length of time that is negative, or longer than [`Duration::MAX`].
///
/// What is finer than a microsecond is rounded half up, as where a [`Duration`] is read.
///
/// ```
/// use scale_batch::documents::chrono::TimeDelta;
/// use scale_batch::documents::{Duration, DurationOutOfRange};
///
/// let measured = std::time::Duration::from_millis(1_500);
/// assert_eq!(Duration::try_from(measured)?.to_string(), "PT1.5S");
/// assert_eq!(std::time::Duration::from(Duration::try_from(measured)?), measured);
/// assert_eq!(Duration::try_from(TimeDelta::hours(-1)), Err(DurationOutOfRange));
/// # Ok::<(), DurationOutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a duration is not negative, and not longer than {}", Duration::MAX)]
pub struct DurationOutOfRange;

impl TryFrom<std::time::Duration> for Duration {
    type Error = DurationOutOfRange;

    fn try_from(duration: std::time::Duration) -> Result<Self, DurationOutOfRange> {
        let microseconds = (duration.as_nanos() + 500) / 1_000;
        let microseconds = i64::try_from(microseconds).map_err(|_| DurationOutOfRange)?;
        Duration::from_microseconds(microseconds).ok_or(DurationOutOfRange)
    }
}

impl TryFrom<TimeDelta> for Duration {
    type Error = DurationOutOfRange;

    fn try_from(delta: TimeDelta) -> Result<Self, DurationOutOfRange> {
        let duration = delta.to_std().map_err(|_| DurationOutOfRange)?;
        Duration::try_from(duration)
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.microseconds() % SECOND == 0 {
            serializer.serialize_str(&self.server_text())
        } else {
            serializer.collect_str(self)
        }
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Duration {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Duration".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A length of time as an ISO-8601 string of days, hours, minutes and seconds, such as PT10M12S.",
            "type": "string",
            "pattern": r"^P(\d+(\.\d+)?D)?(T(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$",
        })
    }
}

impl FromStr for Duration {
    type Err = Problems;

    /// `P` or `PT` without any field is no time at all, as on the server.
    fn from_str(text: &str) -> Result<Self, Problems> {
        let duration = i64::try_from(microseconds_of(text)?)
            .ok()
            .and_then(Duration::from_microseconds);
        duration.ok_or_else(|| refused(Refusal::OutOfRange, text))
    }
}

/// How many microseconds a text says, even where no [`Duration`] is that long.
pub(crate) fn microseconds_of(text: &str) -> Result<u128, Problems> {
    parse(text).map_err(|refusal| refused(refusal, text))
}

/// The units of a text, in the order in which they may stand.
const UNITS: [(char, i64); 4] = [('D', DAY), ('H', HOUR), ('M', MINUTE), ('S', SECOND)];

fn parse(text: &str) -> Result<u128, Refusal> {
    let Some(mut rest) = text.strip_prefix('P') else {
        return Err(refusal_of_beginning(text));
    };
    let mut allowed = UNITS.iter();
    let mut in_time = false;
    let mut whole: u128 = 0;
    let mut fractions = Vec::new();
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T').filter(|_| !in_time) {
            in_time = true;
            rest = time;
            continue;
        }
        let (digits, after) = split_digits(rest);
        let (fraction, after) = match after.strip_prefix('.') {
            Some(after) => split_digits(after),
            None => ("0", after),
        };
        let mut after = after.chars();
        let unit = after.next();
        if digits.is_empty() || fraction.is_empty() {
            return Err(refusal_of_character(rest));
        }
        let Some(&(_, length)) = allowed
            .by_ref()
            .find(|(name, _)| Some(*name) == unit && (*name != 'D') == in_time)
        else {
            return Err(refusal_of_unit(unit, in_time));
        };
        let length = length.unsigned_abs();
        fractions.push((fraction, length));
        let number: u128 = digits.parse().map_err(|_| Refusal::OutOfRange)?;
        whole = number
            .checked_mul(length.into())
            .and_then(|more| whole.checked_add(more))
            .ok_or(Refusal::OutOfRange)?;
        rest = after.as_str();
    }
    whole
        .checked_add(together(&fractions).into())
        .ok_or(Refusal::OutOfRange)
}

/// The ASCII digits at the beginning, and what follows them.
fn split_digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

/// How many microseconds fractions of units have together, rounded half up. Every digit counts: they are added in
/// columns, the last digits first, and what is carried out of the first column are whole microseconds.
fn together(fractions: &[(&str, u64)]) -> u64 {
    let columns = fractions.iter().map(|(fraction, _)| fraction.len()).max();
    let (mut carried, mut digit_after) = (0, 0);
    for column in (0..columns.unwrap_or(0)).rev() {
        for (fraction, length) in fractions {
            let digit = fraction
                .as_bytes()
                .get(column)
                .map_or(0, |digit| digit - b'0');
            carried += u64::from(digit) * length;
        }
        digit_after = carried % 10;
        carried /= 10;
    }
    carried + u64::from(digit_after >= 5)
}

/// Why a string does not begin like a duration.
fn refusal_of_beginning(text: &str) -> Refusal {
    match text.chars().next() {
        None => Refusal::Empty,
        Some('+' | '-' | '−') => Refusal::Sign,
        Some('p') => Refusal::LowerCase,
        Some(_) => Refusal::NoP,
    }
}

/// Why what stands where a number should begin, or is no digit in it, is refused.
fn refusal_of_character(rest: &str) -> Refusal {
    let character = rest
        .chars()
        .find(|character| !character.is_ascii_digit() && *character != '.');
    match character.or_else(|| rest.chars().next()) {
        Some('+' | '-' | '−') => Refusal::Sign,
        Some(',') => Refusal::Comma,
        Some(character) => Refusal::UnexpectedCharacter { at: character },
        None => Refusal::NoUnit,
    }
}

/// Why what stands where a unit should follow a number is refused.
fn refusal_of_unit(unit: Option<char>, in_time: bool) -> Refusal {
    match unit {
        None => Refusal::NoUnit,
        Some(',') => Refusal::Comma,
        Some(unit @ ('Y' | 'W')) => Refusal::CalendarUnit { at: unit },
        Some('M') if !in_time => Refusal::CalendarUnit { at: 'M' },
        Some(unit @ ('D' | 'H' | 'M' | 'S')) => Refusal::MisplacedUnit { at: unit },
        Some('y' | 'w' | 'd' | 'h' | 'm' | 's') => Refusal::LowerCase,
        Some(other) => Refusal::UnexpectedCharacter { at: other },
    }
}

fn refused(refusal: Refusal, text: &str) -> Problems {
    let problem = InvalidDuration {
        cause: refusal,
        found: text.chars().take(60).collect(),
        written: text,
    };
    Problems(vec![problem.problem()])
}

#[cfg(test)]
mod tests {
    use crate::ProblemName;
    use crate::properties::properties;
    use proptest::prelude::*;

    use super::*;

    fn cause(text: &str) -> String {
        let problems = text.parse::<Duration>().unwrap_err();
        let problem = problems.iter().next().unwrap();
        assert_eq!(problem.name, ProblemName::InvalidDuration);
        problem.params["cause"].as_str().unwrap().to_owned()
    }

    #[test]
    fn every_refusal_has_its_reason() {
        for (text, reason) in [
            ("", "EMPTY"),
            ("-PT1S", "SIGN"),
            ("PT-1S", "SIGN"),
            ("P+1D", "SIGN"),
            ("1S", "NO_P"),
            (" PT1S", "NO_P"),
            ("pt1s", "LOWER_CASE"),
            ("PT1s", "LOWER_CASE"),
            ("PT1,5S", "COMMA"),
            ("P1W", "CALENDAR_UNIT"),
            ("P1Y", "CALENDAR_UNIT"),
            ("P1M", "CALENDAR_UNIT"),
            ("PT1M1H", "MISPLACED_UNIT"),
            ("PT1S1S", "MISPLACED_UNIT"),
            ("P1S", "MISPLACED_UNIT"),
            ("PT1D", "MISPLACED_UNIT"),
            ("PT5", "NO_UNIT"),
            ("P1.5", "NO_UNIT"),
            ("PT1S ", "UNEXPECTED_CHARACTER"),
            ("PTS", "UNEXPECTED_CHARACTER"),
            ("PT.5S", "UNEXPECTED_CHARACTER"),
            ("PT1.S", "UNEXPECTED_CHARACTER"),
            ("PTT1S", "UNEXPECTED_CHARACTER"),
            ("PT٣S", "UNEXPECTED_CHARACTER"),
            ("P200000D", "OUT_OF_RANGE"),
            (
                "PT99999999999999999999999999999999999999999999S",
                "OUT_OF_RANGE",
            ),
            ("P104249DT23H59M59.99999999S", "OUT_OF_RANGE"),
        ] {
            assert_eq!(cause(text), reason, "{text}");
        }
    }

    #[test]
    fn reads_and_rounds_fractions_of_every_field() {
        for (text, microseconds) in [
            ("P", 0),
            ("PT", 0),
            (
                "P0.5DT0.5H0.5M0.5S",
                43_200_000_000 + 1_800_000_000 + 30_000_000 + 500_000,
            ),
            ("PT0.0000004S", 0),
            ("PT0.0000005S", 1),
            ("PT0.00000001M", 1),
            ("P0.000000000005787037037D", 0),
            ("P0.000000000005787037038D", 1),
            (
                "P0.000000000001DT0.0000000000116M0.0000000000000000000000001S",
                0,
            ),
            ("PT1.00000000000000000000000000000000001S", 1_000_000),
            ("PT000000000000000000000000000000000001S", 1_000_000),
        ] {
            assert_eq!(
                text.parse::<Duration>().unwrap().microseconds(),
                microseconds,
                "{text}"
            );
        }
    }

    #[test]
    fn json_spells_as_the_server_and_loses_nothing() {
        for (read, written) in [
            ("PT23H51M", "PT23H51M0S"),
            ("P1D", "P1DT0S"),
            ("PT60S", "PT1M0S"),
            ("PT59.9999S", "PT59.9999S"),
            ("P1DT0.5S", "P1DT0.5S"),
        ] {
            let duration: Duration = serde_json::from_value(read.into()).unwrap();
            assert_eq!(serde_json::to_value(duration).unwrap(), written);
        }
        assert!(serde_json::from_str::<Duration>("5").is_err());
        assert!(serde_json::from_str::<Duration>("\"P1W\"").is_err());
    }

    #[test]
    fn durations_of_other_crates_are_rounded_and_bounded() {
        let nanoseconds = |count| Duration::try_from(std::time::Duration::from_nanos(count));
        assert_eq!(nanoseconds(499), Ok(Duration::ZERO));
        assert_eq!(
            nanoseconds(500),
            Ok(Duration::from_microseconds(1).unwrap())
        );
        let most = u64::try_from(MOST_MICROSECONDS).unwrap();
        let longest = std::time::Duration::from_micros(most);
        assert_eq!(Duration::try_from(longest), Ok(Duration::MAX));
        for out_of_range in [
            TimeDelta::nanoseconds(-1),
            TimeDelta::microseconds(MOST_MICROSECONDS + 1),
            TimeDelta::MAX,
        ] {
            assert_eq!(Duration::try_from(out_of_range), Err(DurationOutOfRange));
        }
        assert_eq!(
            Duration::try_from(std::time::Duration::MAX),
            Err(DurationOutOfRange)
        );
        assert_eq!(
            DurationOutOfRange.to_string(),
            "a duration is not negative, and not longer than P104249DT23H47M34.740991S"
        );
    }

    proptest! {
        #![proptest_config(properties())]

        #[test]
        fn every_duration_survives_its_texts(microseconds in 0..=MOST_MICROSECONDS) {
            let duration = Duration::from_microseconds(microseconds).unwrap();
            prop_assert_eq!(duration.microseconds(), microseconds);
            prop_assert_eq!(duration.to_string().parse::<Duration>().unwrap(), duration);
            let json = serde_json::to_value(duration).unwrap();
            prop_assert_eq!(serde_json::from_value::<Duration>(json).unwrap(), duration);
            if let Ok(rounded) = duration.server_text().parse::<Duration>() {
                prop_assert!(duration.since(rounded).abs() <= TimeDelta::milliseconds(500));
            }
        }

        #[test]
        fn every_duration_is_that_of_other_crates(microseconds in 0..=MOST_MICROSECONDS) {
            let duration = Duration::from_microseconds(microseconds).unwrap();
            prop_assert_eq!(Duration::try_from(TimeDelta::from(duration)), Ok(duration));
            prop_assert_eq!(Duration::try_from(std::time::Duration::from(duration)), Ok(duration));
        }

        #[test]
        fn no_text_is_too_odd_to_answer(text in "[PTDHMSW0-9.,+-]{0,20}|.{0,20}") {
            let _ = text.parse::<Duration>();
        }
    }
}
