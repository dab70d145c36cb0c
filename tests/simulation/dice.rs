//! Random numbers, the same every time.

use std::f64::consts::PI;

/// SplitMix64, a generator with a word of state.
pub(crate) struct Dice(u64);

impl Dice {
    /// Different numbers for each seed.
    pub(crate) fn new(seed: &[usize]) -> Self {
        let mut dice = Dice(14);
        for part in seed {
            dice.0 = dice.next() ^ (*part as u64);
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Evenly between 0 and 1, without both.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// From a standard normal distribution.
    pub(crate) fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (2.0 * PI * self.unit()).cos()
    }
}
