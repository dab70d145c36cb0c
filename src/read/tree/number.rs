//! Numbers as they are written: digit by digit, for a double has no room for all of them.

/// A JSON number, taken apart.
struct Decimal<'t> {
    is_negative: bool,
    /// The digits before the point.
    whole: &'t str,
    /// The digits after it, without zeros at the end.
    fraction: &'t str,
    /// How many places the point moves to the right; at most as many as fit, which is further than any text is long.
    exponent: i64,
}

impl<'t> Decimal<'t> {
    fn of(number: &'t str) -> Self {
        let (is_negative, size) = match number.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, number),
        };
        let (digits, exponent) = size.split_once(['e', 'E']).unwrap_or((size, "0"));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        // An exponent that is no `i64` is one of too many digits.
        let furthest = if exponent.starts_with('-') {
            i64::MIN
        } else {
            i64::MAX
        };
        Decimal {
            is_negative,
            whole,
            fraction: fraction.trim_end_matches('0'),
            exponent: exponent.parse().unwrap_or(furthest),
        }
    }

    fn is_integral(&self) -> bool {
        let places = match self.fraction.len() {
            0 => {
                let digits = self.whole.trim_end_matches('0');
                if digits.is_empty() {
                    return true;
                }
                -as_i64(self.whole.len() - digits.len())
            }
            digits => as_i64(digits),
        };
        self.exponent >= places
    }

    /// Its value; `None` where it has a fraction or is no `i64`.
    fn integer(&self) -> Option<i64> {
        if !self.is_integral() {
            return None;
        }
        let end = self.exponent.saturating_add(as_i64(self.whole.len()));
        let mut digits = self.whole.bytes().chain(self.fraction.bytes());
        let mut value = 0_i64;
        let mut place = 0;
        while place < end {
            let Some(digit) = digits.next() else {
                if value == 0 {
                    break;
                }
                value = value.checked_mul(10)?;
                place += 1;
                continue;
            };
            // Below zero there is room for one more integer.
            value = value
                .checked_mul(10)?
                .checked_sub(i64::from(digit - b'0'))?;
            place += 1;
        }
        if self.is_negative {
            Some(value)
        } else {
            value.checked_neg()
        }
    }
}

fn as_i64(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// The integer that a number is, `5.0` and `1e3` included; `None` where it has a fraction or is no `i64`.
pub(super) fn integer(number: &str) -> Option<i64> {
    number
        .parse()
        .ok()
        .or_else(|| Decimal::of(number).integer())
}

/// Whether a number has no fraction, however large it is.
pub(crate) fn is_integral(number: &str) -> bool {
    Decimal::of(number).is_integral()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integer_is_one_as_it_is_written() {
        for (number, expected) in [
            ("5", Some(5)),
            ("5.0", Some(5)),
            ("-5.000", Some(-5)),
            ("1e3", Some(1_000)),
            ("1.5E+1", Some(15)),
            ("1500e-2", Some(15)),
            ("0.00025e5", Some(25)),
            ("0", Some(0)),
            ("-0.0", Some(0)),
            ("0e400", Some(0)),
            ("0.0e-99999999999999999999", Some(0)),
            ("9007199254740993.0", Some(9_007_199_254_740_993)),
            ("9223372036854775807e0", Some(i64::MAX)),
            ("-9223372036854775808.0", Some(i64::MIN)),
            ("9223372036854775808.0", None),
            ("9007199254740990.7", None),
            ("0.99999999999999999999", None),
            ("1.0000000000000000000001", None),
            ("1500e-3", None),
            ("1e400", None),
            ("1e-400", None),
            ("1e99999999999999999999", None),
            ("1e-99999999999999999999", None),
        ] {
            assert_eq!(integer(number), expected, "{number}");
        }
    }

    #[test]
    fn an_integer_can_be_larger_than_any_type() {
        for number in [
            "1e400",
            "123456789012345678901234567890",
            "1e99999999999999999999",
        ] {
            assert!(is_integral(number), "{number}");
        }
        for number in [
            "123456789012345678901234567890.5",
            "1e-1",
            "12e-99999999999999999999",
        ] {
            assert!(!is_integral(number), "{number}");
        }
    }
}
