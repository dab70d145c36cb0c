//! Fuzz targets of scale-batch: plain functions that take bytes and panic where something is not as it should be.
//!
//! Two drivers run them: libFuzzer (`fuzz_targets/`, `make fuzz`), and `tests/targets.rs`, which needs nothing but cargo.

pub mod allocations;
pub mod json;
pub mod mutation;
pub mod seeds;
pub mod targets;

/// A property that holds for any input.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Also the name of its program and of its folder in `regressions/`.
    pub name: &'static str,
    /// Panics where the property does not hold.
    pub run: fn(&[u8]),
    /// The inputs to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every target.
pub const TARGETS: &[Target] = &[
    targets::text::TARGET,
    targets::edge::TARGET,
    targets::schema::TARGET,
    targets::fixes::TARGET,
    targets::list_query::TARGET,
    targets::duration::TARGET,
    targets::comparison::TARGET,
    targets::diff::TARGET,
];

/// The target of a name.
///
/// # Panics
/// Where there is none.
#[must_use]
pub fn target(name: &str) -> Target {
    let target = TARGETS.iter().find(|target| target.name == name);
    *target.unwrap_or_else(|| panic!("there is no target {name}"))
}

/// Writes the seeds of a target into the folder that `SCALE_BATCH_FUZZ_CORPUS` names.
///
/// # Panics
/// Where it cannot be written.
pub fn write_seeds(target: Target) {
    let Some(folder) = std::env::var_os("SCALE_BATCH_FUZZ_CORPUS") else {
        return;
    };
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for (number, seed) in (target.seeds)().into_iter().enumerate() {
        let file = std::path::Path::new(&folder).join(format!("seed-{number:04}"));
        std::fs::write(file, seed).expect("seeds can be written");
    }
}

/// The libFuzzer program of a target: it mutates structure and bytes.
#[cfg(feature = "libfuzzer")]
#[macro_export]
macro_rules! libfuzzer {
    ($name:literal) => {
        static TARGET: std::sync::LazyLock<$crate::Target> =
            std::sync::LazyLock::new(|| $crate::target($name));

        libfuzzer_sys::fuzz_target!(
            init: $crate::write_seeds(*TARGET),
            |data: &[u8]| (TARGET.run)(data)
        );

        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            let mut random = $crate::mutation::Random::new(seed.into());
            let mutated = match random.below(4) {
                0 => None,
                _ => Some($crate::mutation::mutated(&data[..size], &mut random)),
            };
            match mutated.filter(|mutated| mutated.len() <= max_size) {
                Some(mutated) => {
                    data[..mutated.len()].copy_from_slice(&mutated);
                    mutated.len()
                }
                None => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
            }
        });
    };
}
