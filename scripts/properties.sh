#!/usr/bin/env bash
# properties.sh: runs each property test with $CASES cases from $SEED, or from a new seed if none is given. `make test`
# always uses the same cases.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export PROPTEST_CASES=${CASES:-20000}
export PROPTEST_RNG_SEED=${SEED:-$(od -An -N6 -tu8 /dev/urandom | tr -d ' ')}
echo "To repeat these cases: make properties CASES=$PROPTEST_CASES SEED=$PROPTEST_RNG_SEED"

tests=()
for file in $(grep -l 'properties()' tests/*.rs); do
  file=${file##*/}
  tests+=(--test "${file%.rs}")
done
cargo test --all-features --lib "${tests[@]}" || die "failed with SEED=$PROPTEST_RNG_SEED; commit the .regressions files that were written"
