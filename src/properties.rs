//! How properties are tested: with the same cases on every machine and every day, so that only a change can turn a
//! test red. `make properties` tries other and more of them.
//!
//! What fails is written beside its test, as `….regressions`, and tried first from then on: commit it.

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};

/// `PROPTEST_RNG_SEED` and `PROPTEST_CASES` in the environment choose other cases.
pub(crate) fn properties() -> Config {
    const SEED: u64 = 722;
    let mut config = Config::default();
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(SEED);
    }
    config.failure_persistence = Some(Box::new(FileFailurePersistence::WithSource("regressions")));
    config
}
