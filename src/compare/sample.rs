//! The durations of the jobs of one batch as a sample: how far they spread, as far as four figures can tell.

use super::arithmetic::float;

/// How many jobs of the shortest, and of the longest duration are added for the widest spread.
const ADDED: f64 = 3.0;

/// What is known of the durations of at least two jobs of one batch, in microseconds.
#[derive(Clone, Copy)]
pub(super) struct Sample {
    pub(super) count: u64,
    pub(super) average: u64,
    shortest: u64,
    longest: u64,
    /// How far each duration may be from the true one, because a server rounds to whole seconds.
    pub(super) rounding: f64,
    pub(super) spread: Spread,
}

/// How far durations spread around their average.
#[derive(Clone, Copy)]
pub(super) struct Spread {
    /// The estimate: between what the range says of durations with one hump, and the bound of all samples.
    pub(super) likely: f64,
    /// What hardly a sample with these figures exceeds.
    pub(super) widest: f64,
}

impl Sample {
    /// `None` where there are fewer than two jobs, or the average is not between the shortest and the longest duration.
    pub(super) fn new(count: u64, shortest: u64, average: u64, longest: u64) -> Option<Self> {
        const SECOND: u64 = 1_000_000;
        if count < 2 || shortest > average || average > longest {
            return None;
        }
        let is_whole = [shortest, average, longest]
            .iter()
            .all(|duration| duration % SECOND == 0);
        let rounding = if is_whole { 500_000.0 } else { 0.0 };
        let jobs = float(count);
        let below = float(average - shortest) + rounding;
        let above = float(longest - average) + rounding;
        let of_sample = jobs / (jobs - 1.0);
        let range = (below + above) / mean_normal_range(count);
        let bound = (above * below * of_sample).sqrt();
        // The jobs that are added move the average towards the middle.
        let moved = (above - below) * ADDED / (jobs + 2.0 * ADDED);
        let widest = ((above - moved) * (below + moved) * of_sample).sqrt();
        Some(Sample {
            count,
            average,
            shortest,
            longest,
            rounding,
            spread: Spread {
                likely: (range * (bound * (range * bound).sqrt()).sqrt()).sqrt(),
                widest,
            },
        })
    }

    /// Whether neither the shortest nor the longest duration changed by half as much as the average, each in relation to
    /// itself: then the average may have changed by the mix of quick and slow jobs alone.
    pub(super) fn keeps_the_extremes(&self, after: &Sample) -> bool {
        self.extremes_stay(after, float(self.average.abs_diff(after.average)))
    }

    /// As [`keeps_the_extremes`](Self::keeps_the_extremes), for any change of the average.
    pub(super) fn extremes_stay(&self, after: &Sample, change: f64) -> bool {
        let stays = |before: u64, after: u64| {
            let moved = float(before.abs_diff(after)) * float(self.average);
            moved <= change / 2.0 * (float(before) + self.rounding)
        };
        stays(self.shortest, after.shortest) && stays(self.longest, after.longest)
    }
}

/// How far the smallest and the largest of so many standard normal draws lie apart on average; interpolated between the
/// entries of the table.
fn mean_normal_range(count: u64) -> f64 {
    let octave = count.checked_ilog2().unwrap_or(0);
    let (place, part) = if octave < FIRST_OCTAVE {
        (count.saturating_sub(2), 0.0)
    } else {
        let step = 1_u64 << (octave - 2);
        let beyond = count - (1_u64 << octave);
        let place = 14 + 4 * u64::from(octave - FIRST_OCTAVE) + beyond / step;
        (place, float(beyond % step) / float(step))
    };
    let entry = |place: u64| NORMAL_RANGES.get(usize::try_from(place).ok()?).copied();
    match (entry(place), entry(place + 1)) {
        (Some(low), Some(high)) => low + (high - low) * part,
        _ => LARGEST_RANGE,
    }
}

/// From this power of 2 on there are four entries for each.
const FIRST_OCTAVE: u32 = 4;

/// The last entry: more jobs spread wider, so that the estimate is on the safe side.
const LARGEST_RANGE: f64 = 12.418_096_060_322;

/// The mean range of 2, 3, 4, …, 16 draws, then of 20, 24, 28, 32, 40, 48, … to 2^31.
///
/// Each is the integral of 1 − Φⁿ − (1 − Φ)ⁿ.
#[expect(
    clippy::approx_constant,
    reason = "the first entry happens to be 2 ÷ √π"
)]
const NORMAL_RANGES: [f64; 123] = [
    1.128_379_167_096,
    1.692_568_750_643,
    2.058_750_746_008,
    2.325_928_947_281,
    2.534_412_721_223,
    2.704_356_751_214,
    2.847_200_612_091,
    2.970_026_324_418,
    3.077_505_461_670,
    3.172_872_703_816,
    3.258_455_279_744,
    3.335_980_354_098,
    3.406_763_108_200,
    3.471_826_889_882,
    3.531_982_786_110,
    3.734_950_119_597,
    3.895_348_148_451,
    4.027_413_848_247,
    4.139_337_655_858,
    4.321_554_356_350,
    4.466_241_761_692,
    4.585_818_201_260,
    4.687_466_930_159,
    4.853_548_836_943,
    4.985_934_940_767,
    5.095_676_419_404,
    5.189_194_737_199,
    5.342_434_805_540,
    5.464_965_737_262,
    5.566_785_909_711,
    5.653_726_557_879,
    5.796_521_411_700,
    5.910_988_328_586,
    6.006_295_586_059,
    6.087_806_322_409,
    6.221_937_029_085,
    6.329_679_248_767,
    6.419_532_058_711,
    6.496_479_202_751,
    6.623_297_200_785,
    6.725_337_066_979,
    6.810_547_357_517,
    6.883_598_198_128,
    7.004_149_679_743,
    7.101_283_110_365,
    7.182_485_901_309,
    7.252_164_355_539,
    7.367_274_576_616,
    7.460_132_701_853,
    7.537_833_677_051,
    7.604_558_437_817,
    7.714_889_733_769,
    7.803_981_509_754,
    7.878_590_036_331,
    7.942_701_140_562,
    8.048_793_502_972,
    8.134_535_662_549,
    8.206_388_093_442,
    8.268_165_737_834,
    8.370_465_675_668,
    8.453_204_137_877,
    8.522_580_537_781,
    8.582_258_631_793,
    8.681_140_049_794,
    8.761_165_484_010,
    8.828_301_838_069,
    8.886_077_930_672,
    8.981_857_485_818,
    9.059_416_814_186,
    9.124_514_085_979,
    9.180_556_755_000,
    9.273_505_333_692,
    9.348_810_367_094,
    9.412_041_324_640,
    9.466_495_762_781,
    9.556_847_190_126,
    9.630_081_209_599,
    9.691_595_645_625,
    9.744_587_945_002,
    9.832_545_688_749,
    9.903_868_531_816,
    9.963_797_311_287,
    10.015_437_794_544,
    10.101_180_194_440,
    10.170_732_237_427,
    10.229_190_476_092,
    10.279_576_318_956,
    10.363_260_716_376,
    10.431_166_030_022,
    10.488_255_620_119,
    10.537_472_940_173,
    10.619_238_976_476,
    10.685_607_854_292,
    10.741_419_493_393,
    10.789_545_031_529,
    10.869_517_310_105,
    10.934_448_314_896,
    10.989_063_151_953,
    11.036_165_639_275,
    11.114_455_894_747,
    11.178_037_530_688,
    11.231_528_513_828,
    11.277_669_792_904,
    11.354_378_674_403,
    11.416_690_765_003,
    11.469_123_754_458,
    11.514_359_706_731,
    11.589_578_255_854,
    11.650_693_088_590,
    11.702_127_782_874,
    11.746_509_101_638,
    11.820_319_986_597,
    11.880_303_270_714,
    11.930_793_982_935,
    11.974_366_822_165,
    12.046_845_375_501,
    12.105_757_048_929,
    12.155_353_361_838,
    12.198_159_884_388,
    12.269_374_981_149,
    12.327_269_894_584,
    12.376_017_216_722,
    12.418_096_060_322,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_interpolated() {
        for (count, expected) in [
            (2, 1.128),
            (5, 2.326),
            (16, 3.532),
            (50, 4.498),
            (200, 5.492),
            (1_000, 6.483),
            (10_000, 7.703),
        ] {
            let found = mean_normal_range(count);
            assert!((found - expected).abs() < 0.012, "{count}: {found}");
        }
        assert!((mean_normal_range(u64::MAX) - LARGEST_RANGE).abs() < 1e-12);
        let all: Vec<f64> = (2..5_000).map(mean_normal_range).collect();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn no_sample_of_the_same_figures_spreads_wider() {
        // Half of the jobs are as short, half as long as can be.
        let sample = Sample::new(10, 1, 500_001, 1_000_001).unwrap();
        assert!((sample.spread.widest - 527_046.277).abs() < 0.001);
        assert!(sample.spread.likely < sample.spread.widest);
        let equal = Sample::new(10, 7, 7, 7).unwrap();
        assert!(equal.spread.likely.abs() + equal.spread.widest.abs() < 1e-12);
    }

    #[test]
    fn whole_seconds_are_rounded() {
        let sample = Sample::new(10, 2_000_000, 2_000_000, 2_000_000).unwrap();
        assert!(sample.rounding > 499_999.0 && sample.spread.likely > 0.0);
        let precise = Sample::new(10, 2_000_000, 2_000_001, 3_000_000).unwrap();
        assert!(precise.rounding < 1.0);
        assert!(Sample::new(1, 2, 2, 2).is_none());
        assert!(Sample::new(9, 3, 2, 4).is_none());
    }

    #[test]
    fn a_mix_leaves_the_extremes() {
        let before = Sample::new(10, 10_000, 20_000, 30_000).unwrap();
        let slower = Sample::new(10, 12_000, 24_000, 36_000).unwrap();
        let mixed = Sample::new(10, 10_100, 24_000, 30_100).unwrap();
        assert!(!before.keeps_the_extremes(&slower));
        assert!(before.keeps_the_extremes(&mixed));
    }
}
