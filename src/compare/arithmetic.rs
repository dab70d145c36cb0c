//! Differences, products and quotients, exact as long as they can be.

/// `part / whole` as a float; the caller sees to it that `whole` is not 0.
#[expect(
    clippy::cast_precision_loss,
    reason = "a quotient is not exact anyway, and each side is rounded only once"
)]
pub(super) fn quotient(part: i128, whole: i128) -> f64 {
    part as f64 / whole as f64
}

/// The ratio of a value to its baseline and the change in percents; the only step that is not exact, and the last.
pub(super) fn quotients((value, baseline): (u64, u64)) -> Option<(f64, f64)> {
    if baseline == 0 {
        return None;
    }
    if let Some((value, baseline)) = small(value).zip(small(baseline)) {
        let ratio = small_quotient(value, baseline);
        return Some((ratio, small_quotient((value - baseline) * 100, baseline)));
    }
    let difference = i128::from(value) - i128::from(baseline);
    Some((
        quotient(i128::from(value), i128::from(baseline)),
        quotient(difference * 100, i128::from(baseline)),
    ))
}

/// As [`quotient`], with the same result.
#[expect(
    clippy::cast_precision_loss,
    reason = "a quotient is not exact anyway, and each side is rounded only once"
)]
fn small_quotient(part: i64, whole: i64) -> f64 {
    part as f64 / whole as f64
}

/// A count or a duration as a float, to the nearest one.
#[expect(
    clippy::cast_precision_loss,
    reason = "statistics take no more digits than a float has"
)]
pub(super) fn float(value: u64) -> f64 {
    value as f64
}

/// The exact product, without long numbers where it can be had without.
pub(super) fn times(value: u64, factor: u32) -> u128 {
    if factor <= 100 && small(value).is_some() {
        return (value * u64::from(factor)).into();
    }
    u128::from(value) * u128::from(factor)
}

/// How much more the first is than the second; `None` where that is more than an `i64` can hold.
pub(super) fn difference(current: u64, before: u64) -> Option<i64> {
    if let Some((current, before)) = small(current).zip(small(before)) {
        return Some(current - before);
    }
    i64::try_from(i128::from(current) - i128::from(before)).ok()
}

/// A value of which a hundredfold fits into an `i64`. Nearly all do, and WebAssembly is slow with longer numbers.
fn small(value: u64) -> Option<i64> {
    i64::try_from(value)
        .ok()
        .filter(|value| *value <= i64::MAX / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_and_long_ones_say_the_same() {
        let edges = [
            0,
            1,
            7,
            99,
            100,
            u64::from(u32::MAX),
            1 << 53,
            i64::MAX as u64 / 100,
            i64::MAX as u64,
            u64::MAX,
        ];
        let all = edges
            .iter()
            .flat_map(|value| [value.saturating_sub(1), *value, value.saturating_add(1)]);
        let all: Vec<u64> = all.collect();
        for &value in &all {
            for factor in [0, 1, 90, 100, 101, u32::MAX] {
                assert_eq!(times(value, factor), u128::from(value) * u128::from(factor));
            }
            for &baseline in &all {
                let (long, before) = (i128::from(value), i128::from(baseline));
                assert_eq!(
                    difference(value, baseline),
                    i64::try_from(long - before).ok()
                );
                let quotients = quotients((value, baseline));
                let expected = (
                    quotient(long, before),
                    quotient((long - before) * 100, before),
                );
                assert_eq!(
                    quotients,
                    (baseline > 0).then_some(expected),
                    "{value} {baseline}"
                );
            }
        }
    }
}
