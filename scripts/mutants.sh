#!/usr/bin/env bash
# mutants.sh [PART…]: changes the code one place at a time and runs the tests, which should notice (cargo-mutants).
#
# The parts, in this order if none is given:
#   estimate  every mutant of src/estimate/
#   rules     every mutant of the folders rules/
#   rest      of everything else, every eighth mutant, always the same ones
#
# A part takes hours, so it can be stopped and started again: mutants that were caught are not tried again. The results are
# in target/mutants/PART/mutants.out/: caught.txt and previously_caught.txt, missed.txt, timeout.txt, unviable.txt.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

mutants_dir=$tools/cargo-mutants-$CARGO_MUTANTS_VERSION
if [[ ! -x $mutants_dir/bin/cargo-mutants ]]; then
  echo "Building cargo-mutants $CARGO_MUTANTS_VERSION (once, takes about 2 minutes) …"
  cargo install cargo-mutants --quiet --version "$CARGO_MUTANTS_VERSION" --locked --root "$mutants_dir"
fi

# Tests of the public API that are quick to link and run; the property tests with few cases, for the same reason. What only
# measures growth with large inputs notices no mutant that the others miss.
tests=(--lib)
for test in batch_validate batches comparison context diff every_problem fixes forced_nodes found_recipes live_create \
  live_edit live_query live_recipe_type live_validate recipe_rules structure validation; do
  tests+=(--test "$test")
done
skipped=(--skip a_chain_of_a_million --skip a_ladder_of_a_hundred --skip a_star_of_a_hundred --skip is_linear_where
  --skip a_long_chain_is_followed)
export PROPTEST_CASES=${PROPTEST_CASES:-12} CARGO_PROFILE_DEV_DEBUG=0

# mutants PART OPTION…
mutants() {
  local output=target/mutants/$1 code=0
  shift
  mkdir -p "$output"
  "$mutants_dir/bin/cargo-mutants" mutants --output "$output" --iterate --no-shuffle --colors never \
    --timeout-multiplier 5 --minimum-test-timeout 120 "$@" -- "${tests[@]}" -- "${skipped[@]}" || code=$?
  # 2: mutants were missed; 3: tests took too long. Both are results.
  ((code == 0 || code == 2 || code == 3)) || die "cargo-mutants failed"
}

if (($# == 0)); then set -- estimate rules rest; fi
for part; do
  case $part in
    estimate) mutants estimate --file 'src/estimate/**' ;;
    rules) mutants rules --file 'src/**/rules/**' ;;
    rest) mutants rest --exclude 'src/estimate/**' --exclude 'src/**/rules/**' --shard 0/8 --sharding round-robin ;;
    *) die "there is no part $part" ;;
  esac
done
