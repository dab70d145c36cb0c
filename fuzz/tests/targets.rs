//! Runs every target without libFuzzer: on its seeds, on every input that failed before, and on mutations of them.
//!
//! `SCALE_BATCH_FUZZ_SEED` and `SCALE_BATCH_FUZZ_ROUNDS` in the environment choose other mutations.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;
use std::{env, fs, panic};

use scale_batch_fuzz::mutation::{Random, mutated};
use scale_batch_fuzz::{Target, target};

const SEED: u64 = 722;

fn from_environment(name: &str, default: u64) -> u64 {
    let value = env::var(name).ok();
    value.map_or(default, |value| {
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} must be a number"))
    })
}

fn regressions(target: Target) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("regressions")
        .join(target.name)
}

/// What failed before.
fn failed_before(target: Target) -> Vec<Vec<u8>> {
    let Ok(folder) = fs::read_dir(regressions(target)) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = folder.map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Runs a target on an input; one that fails is written to a file, to be committed.
fn run(target: Target, input: &[u8], origin: &str) {
    let Err(failure) = panic::catch_unwind(|| (target.run)(input)) else {
        return;
    };
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    let file = regressions(target).join(format!("{:016x}", hasher.finish()));
    fs::create_dir_all(regressions(target)).unwrap();
    fs::write(&file, input).unwrap();
    eprintln!(
        "{}: {origin} fails; mend it and commit {}",
        target.name,
        file.display()
    );
    panic::resume_unwind(failure);
}

/// `rounds` fit into a few seconds in a debug build.
fn check(name: &str, rounds: u64) {
    let target = target(name);
    for (number, input) in failed_before(target).iter().enumerate() {
        run(target, input, &format!("regression {number}"));
    }
    let mut inputs = (target.seeds)();
    assert!(!inputs.is_empty());
    for (number, input) in inputs.iter().enumerate() {
        run(target, input, &format!("seed {number}"));
    }
    inputs.extend(failed_before(target));
    let seed = from_environment("SCALE_BATCH_FUZZ_SEED", SEED);
    let rounds = from_environment("SCALE_BATCH_FUZZ_ROUNDS", rounds);
    println!("{name}: SCALE_BATCH_FUZZ_SEED={seed} SCALE_BATCH_FUZZ_ROUNDS={rounds}");
    let mut random = Random::new(seed);
    for round in 0..rounds {
        let mut input = random.one_of(&inputs).clone();
        for _ in 0..=random.below(3) {
            input = mutated(&input, &mut random);
        }
        run(target, &input, &format!("round {round} of seed {seed}"));
    }
}

macro_rules! targets {
    ($($name:ident: $rounds:literal),+ $(,)?) => {
        $(
            #[test]
            fn $name() {
                check(stringify!($name), $rounds);
            }
        )+

        #[test]
        fn every_target_is_run() {
            let names = scale_batch_fuzz::TARGETS.iter().map(|target| target.name);
            assert_eq!(names.collect::<Vec<_>>(), [$(stringify!($name)),+]);
        }
    };
}

targets! {
    text: 5_000,
    edge: 10_000,
    schema: 5_000,
    fixes: 10_000,
    list_query: 20_000,
    duration: 50_000,
    comparison: 5_000,
    diff: 20_000,
}

#[test]
fn every_function_of_the_edge_has_a_seed_that_is_no_mistake() {
    let calls = scale_batch_fuzz::seeds::calls();
    let functions = scale_batch_fuzz::seeds::functions();
    let mut without: Vec<&String> = functions["functions"].as_object().unwrap().keys().collect();
    without.retain(|function| {
        let mut seeds = calls.iter().filter(|(name, _)| name == *function);
        let works = seeds.any(|(_, input)| {
            let result = scale_batch::edge::call(function, &input.to_string(), "");
            let result: serde_json::Value = serde_json::from_str(&result).unwrap();
            result["errors"].as_array().is_none_or(Vec::is_empty)
        });
        let needs_one_that_is_held =
            ["releaseContext", "updateContext"].contains(&function.as_str());
        !works && !needs_one_that_is_held
    });
    assert_eq!(without, [""; 0]);
}
