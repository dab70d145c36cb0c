#!/usr/bin/env bash
# properties.sh: tests the properties with $CASES cases each, drawn from $SEED; from a new seed each time where none is
# given. `make test` always tries the same cases.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export PROPTEST_CASES=${CASES:-20000}
export PROPTEST_RNG_SEED=${SEED:-$(od -An -N6 -tu8 /dev/urandom | tr -d ' ')}
echo "Again with the same cases: make properties CASES=$PROPTEST_CASES SEED=$PROPTEST_RNG_SEED"

tests=()
for file in $(grep -l 'properties()' tests/*.rs); do
  file=${file##*/}
  tests+=(--test "${file%.rs}")
done
cargo test --all-features --lib "${tests[@]}" || die "failed with SEED=$PROPTEST_RNG_SEED; commit the regressions that were written"
