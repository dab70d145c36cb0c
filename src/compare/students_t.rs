//! Quantiles and tails of Student's distribution, the same to the last bit on every platform.
//!
//! A platform's `exp` and `ln` differ in the last digit, so only additions, products, quotients and square roots are used,
//! and functions of `libm`, which consist of the same.

use super::arithmetic::float;

/// Up to so many degrees of freedom a quantile is searched for; above, its series is exact to eleven digits.
const SEARCHED: u64 = 200;

/// More degrees of freedom than these count as so many where a chance is computed, which makes it a little larger.
const MOST_FREEDOM: u64 = 1_000;

/// How many standard errors an average is from the true one at most, but for a chance of error.
pub(super) struct Quantiles {
    error: f64,
    /// Where the spread is known: the quantile of the normal distribution.
    pub(super) normal: f64,
    /// By degrees of freedom, as far as they were asked for.
    searched: Vec<Option<f64>>,
}

impl Quantiles {
    /// `error` is the chance that the true one is farther away, on either side.
    pub(super) fn new(error: f64) -> Self {
        Quantiles {
            error,
            normal: normal_quantile(error),
            searched: Vec::new(),
        }
    }

    /// The quantile for so many degrees of freedom, at least 1.
    pub(super) fn at(&mut self, freedom: u64) -> f64 {
        if freedom > SEARCHED {
            return series(self.normal, float(freedom));
        }
        let place = usize::try_from(freedom).unwrap_or(0);
        if self.searched.len() <= place {
            self.searched.resize(place + 1, None);
        }
        let Some(entry) = self.searched.get_mut(place) else {
            return self.normal;
        };
        *entry.get_or_insert_with(|| search(self.error, self.normal, freedom))
    }
}

/// The chance of a value as far from 0 as `t`, on either side.
pub(super) fn chance(t: f64, freedom: u64) -> f64 {
    let freedom = freedom.clamp(1, MOST_FREEDOM);
    let square = float(freedom) + t * t;
    let sine = if square.is_finite() {
        t / square.sqrt()
    } else {
        1.0
    };
    (1.0 - central(sine, freedom)).max(0.0)
}

/// The chance of a value between −t and t, where t = √freedom · tan θ, from the sine of θ: a finite sum of powers of its
/// cosine.
fn central(sine: f64, freedom: u64) -> f64 {
    let squared_cosine = 1.0 - sine * sine;
    let cosine = squared_cosine.max(0.0).sqrt();
    let is_odd = freedom % 2 == 1;
    let mut term = if is_odd { cosine } else { 1.0 };
    let mut sum = 0.0;
    let mut step = u64::from(is_odd);
    while step + 2 <= freedom {
        sum += term;
        term *= squared_cosine * float(step + 1) / float(step + 2);
        step += 2;
    }
    if is_odd {
        std::f64::consts::FRAC_2_PI * (libm::atan2(sine, cosine) + sine * sum)
    } else {
        sine * sum
    }
}

/// The quantile by false position in the sine of θ, between that of the normal quantile, which is too small, and 1.
fn search(error: f64, normal: f64, freedom: u64) -> f64 {
    let too_much = |sine: f64| 1.0 - central(sine, freedom) - error;
    let degrees = float(freedom);
    let (mut low, mut high) = (normal / (degrees + normal * normal).sqrt(), 1.0);
    let (mut above, mut below) = (too_much(low), -error);
    // Each step halves the figure of an end that stays twice: without that, one end would stay for ever.
    let mut stayed = 0_i32;
    for _ in 0..200 {
        let sine = low + (high - low) * above / (above - below);
        let found = too_much(sine);
        if found == 0.0 || sine <= low || sine >= high {
            low = sine;
            break;
        }
        if found > 0.0 {
            (low, above) = (sine, found);
            if stayed > 0 {
                below /= 2.0;
            }
            stayed = 1;
        } else {
            (high, below) = (sine, found);
            if stayed < 0 {
                above /= 2.0;
            }
            stayed = -1;
        }
        if high - low <= 1e-15 * high {
            break;
        }
    }
    low * (degrees / (1.0 - low * low)).sqrt()
}

/// The quantile as a series in 1 ÷ freedom.
fn series(z: f64, freedom: f64) -> f64 {
    let square = z * z;
    let first = (square + 1.0) * z / 4.0;
    let second = ((5.0 * square + 16.0) * square + 3.0) * z / 96.0;
    let third = (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) * z / 384.0;
    let fourth =
        ((((79.0 * square + 776.0) * square + 1_482.0) * square - 1_920.0) * square - 945.0) * z
            / 92_160.0;
    z + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom
}

/// How far from 0 a standard normal value is with this chance, on either side.
fn normal_quantile(chance: f64) -> f64 {
    // Newton's steps from 0 never go past the quantile, because the tail is convex.
    let mut z = 0.0;
    for _ in 0..100 {
        let slope = (2.0 * std::f64::consts::FRAC_1_PI).sqrt() * libm::exp(-z * z / 2.0);
        let next = z + (normal_chance(z) - chance) / slope;
        if next <= z {
            break;
        }
        z = next;
    }
    z
}

/// The chance of a standard normal value as far from 0 as `z`, on either side.
pub(super) fn normal_chance(z: f64) -> f64 {
    libm::erfc(z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: f64, expected: f64) {
        assert!(
            (found / expected - 1.0).abs() < 1e-9,
            "{found}, not {expected}"
        );
    }

    #[test]
    fn quantiles_are_those_of_the_tables() {
        let mut quantiles = Quantiles::new(0.01);
        assert_close(quantiles.normal, 2.575_829_303_548_901);
        // Where the distribution has a closed form: tan(0.495 π), and 0.99 · √(2 ÷ (1 − 0.99²)).
        assert_close(quantiles.at(1), 63.656_741_162_871_54);
        assert_close(
            quantiles.at(2),
            0.99 * (2.0_f64 / (1.0 - 0.99 * 0.99)).sqrt(),
        );
        for (freedom, expected) in [
            (4, 4.604),
            (9, 3.250),
            (30, 2.750),
            (60, 2.660),
            (120, 2.617),
        ] {
            let found = quantiles.at(freedom);
            assert!((found - expected).abs() < 0.000_6, "{freedom}: {found}");
        }
    }

    #[test]
    fn the_series_goes_on_where_the_search_ends() {
        for error in [0.5, 0.05, 0.01, 0.005] {
            let mut quantiles = Quantiles::new(error);
            let searched = quantiles.at(SEARCHED);
            assert_close(series(quantiles.normal, float(SEARCHED)), searched);
            assert!(quantiles.at(SEARCHED + 1) < searched);
            assert_close(quantiles.at(u64::MAX), quantiles.normal);
        }
    }

    #[test]
    fn a_quantile_has_its_chance() {
        for error in [0.5, 0.1, 0.01, 0.005] {
            let mut quantiles = Quantiles::new(error);
            for freedom in 1..=SEARCHED {
                let found = chance(quantiles.at(freedom), freedom);
                assert!((found / error - 1.0).abs() < 1e-11, "{freedom}: {found}");
            }
        }
        assert!(chance(f64::INFINITY, 5) < 1e-12);
        assert_close(chance(1.0, 1), 0.5);
    }
}
