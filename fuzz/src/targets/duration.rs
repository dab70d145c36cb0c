//! A duration, and an integer, against exact arithmetic with as many digits as are written.

use num_bigint::BigInt;
use num_rational::BigRational;
use scale_batch::Reader;
use scale_batch::documents::{BatchConfiguration, Duration};

use serde_json::value::RawValue;

use crate::{Target, seeds};

pub const TARGET: Target = Target {
    name: "duration",
    run,
    seeds: || {
        let mut seeds = seeds::durations();
        for number in [
            "5.0",
            "1e3",
            "9007199254740990.7",
            "0.99999999999999999999",
            "-12.50E+1",
        ] {
            seeds.push(number.as_bytes().to_vec());
        }
        seeds
    },
};

/// 2^53 - 1 microseconds, the longest duration.
const MOST: u64 = (1 << 53) - 1;

/// Takes `n.n` and its unit off a text; the number, or `None` where it has another unit.
fn take_amount(rest: &mut &str, unit: char) -> Option<BigRational> {
    let end = rest.find(|character: char| !(character.is_ascii_digit() || character == '.'))?;
    let number = &rest[..end];
    let after = rest[end..].strip_prefix(unit)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    *rest = after;
    let digits: BigInt = format!("{whole}{fraction}")
        .parse()
        .expect("digits are a number");
    let places = u32::try_from(fraction.len()).expect("inputs are short");
    Some(BigRational::new(digits, BigInt::from(10).pow(places)))
}

/// How many microseconds a text says, by the grammar `P[nD][T[nH][nM][nS]]`; `None` where it says none.
fn exactly(text: &str) -> Option<BigRational> {
    let mut rest = text.strip_prefix('P')?;
    let mut seconds = BigRational::default();
    let mut add = |rest: &mut &str, unit: char, length: u32| {
        if let Some(amount) = take_amount(rest, unit) {
            seconds += amount * BigInt::from(length);
        }
    };
    add(&mut rest, 'D', 86_400);
    if let Some(time) = rest.strip_prefix('T') {
        rest = time;
        add(&mut rest, 'H', 3_600);
        add(&mut rest, 'M', 60);
        add(&mut rest, 'S', 1);
    }
    rest.is_empty().then(|| seconds * BigInt::from(1_000_000))
}

/// The value of a JSON number; `None` where it is none, or where its exponent would take too many digits.
fn exact_number(text: &str) -> Option<BigRational> {
    serde_json::from_str::<&RawValue>(text).ok()?;
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let value: BigInt = format!("{whole}{fraction}").parse().ok()?;
    let exponent: i32 = exponent
        .parse()
        .ok()
        .filter(|exponent: &i32| exponent.abs() < 1_000)?;
    let places = exponent - i32::try_from(fraction.len()).ok()?;
    let power = BigInt::from(10).pow(places.unsigned_abs());
    Some(if places < 0 {
        BigRational::new(value, power)
    } else {
        BigRational::from(value * power)
    })
}

/// Checks that a number is taken as an integer exactly where it is one.
fn integer_as_written(text: &str) {
    let Some(number) = exact_number(text) else {
        return;
    };
    let configuration = format!("{{\"priority\": {text}}}");
    let reading = Reader::new().text::<BatchConfiguration>(&configuration);
    let found = reading.document.and_then(|read| read.priority);
    let expected = number
        .is_integer()
        .then(|| i64::try_from(number.to_integer()).ok());
    assert_eq!(found, expected.flatten(), "{text}");
}

/// The nearest integer; a half goes up.
fn half_up(number: &BigRational) -> BigInt {
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    (number + half).floor().to_integer()
}

fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    integer_as_written(text);
    if let Some(duration) = text.parse().ok().and_then(Duration::from_microseconds) {
        writes(duration);
    }
    let expected = exactly(text)
        .map(|exact| half_up(&exact))
        .filter(|exact| *exact <= BigInt::from(MOST));
    let found = text.parse::<Duration>().ok();
    assert_eq!(
        found.map(|found| BigInt::from(found.microseconds())),
        expected,
        "{text}"
    );
    if let Some(duration) = found {
        writes(duration);
    }
}

/// Checks what a duration is written as.
fn writes(duration: Duration) {
    let written = duration.to_string();
    assert_eq!(
        written.parse::<Duration>().ok(),
        Some(duration),
        "{written}"
    );
    let json = serde_json::to_string(&duration).expect("durations can be written");
    assert_eq!(
        serde_json::from_str::<Duration>(&json).ok(),
        Some(duration),
        "{json}"
    );
    let seconds = (duration.microseconds() + 500_000) / 1_000_000;
    let server = exactly(&duration.server_text());
    assert_eq!(
        server,
        Some(BigRational::from(BigInt::from(seconds * 1_000_000))),
        "{written}"
    );
}
