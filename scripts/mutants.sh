#!/usr/bin/env bash
# mutants.sh [--again] [PART…]: changes the code one place at a time and runs the tests, which should notice (cargo-mutants).
#
# The parts, in this order if none is given:
#   estimate  every mutant of src/estimate/
#   rules     every mutant of the folders rules/
#   rest      of everything else, every eighth mutant, always the same ones
#
# Each part has two passes: the unit tests, which link in seconds, and for what they miss the tests of the public API.
# A part takes hours, so it can be stopped and started again: only mutants without a result are tried, and with --again those
# that were missed too. The results are lists in target/mutants/PART/: caught.txt, timeout.txt (a test ran on without end, so
# it was noticed), unviable.txt (does not compile) and missed.txt, by both passes.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

mutants_dir=$tools/cargo-mutants-$CARGO_MUTANTS_VERSION
if [[ ! -x $mutants_dir/bin/cargo-mutants ]]; then
  echo "Building cargo-mutants $CARGO_MUTANTS_VERSION (once, takes about 2 minutes) …"
  cargo install cargo-mutants --quiet --version "$CARGO_MUTANTS_VERSION" --locked --root "$mutants_dir"
fi

# Tests of the public API that are quick to link and run; the property tests with few cases, for the same reason. What only
# measures growth with large inputs notices no mutant that the others miss.
api=()
for test in batch_validate batches comparison context diff estimate every_problem fixes forced_nodes found_recipes live_create \
  live_edit live_query live_recipe_type live_validate recipe_rules structure validation verdicts; do
  api+=(--test "$test")
done
skipped=(--skip a_chain_of_a_million --skip a_ladder_of_a_hundred --skip a_star_of_a_hundred --skip is_linear_where
  --skip a_long_chain_is_followed)
export PROPTEST_CASES=${PROPTEST_CASES:-12} CARGO_PROFILE_DEV_DEBUG=0 LC_ALL=C
# cargo-mutants copies the crate to a new folder for each pass; dependencies are compiled once.
mkdir -p target/mutants/build
export CARGO_TARGET_DIR=$root/target/mutants/build
# A loop without end may also allocate without end.
ulimit -v $((8 << 20))

cargo_mutants() { "$mutants_dir/bin/cargo-mutants" mutants --no-shuffle --colors never "$@"; }

# without FILE…: the lines of standard input that are in none of the files, sorted
without() { sort -u | comm -23 - <(sort -u "$@"); }

# gather PASS MISSED: moves the results of a pass, which may have been stopped, into the lists of the part
gather() {
  local results=$folder/$1/mutants.out list
  [[ -d $results ]] || return 0
  for list in caught timeout unviable; do cat "$results/$list.txt" >>"$folder/$list.txt"; done
  cat "$results/missed.txt" >>"$2"
  rm -rf "$folder/$1/gathered"
  mv "$results" "$folder/$1/gathered"
}

# try PASS MISSED TEST…: tries the mutants of wanted.txt with some of the tests and lists those that they miss
try() {
  local pass=$1 missed=$2 code=0
  shift 2
  [[ -s $folder/wanted.txt ]] || return 0
  # --iterate skips mutants by name. A regular expression would not select those that delete a field.
  mkdir -p "$folder/$pass/mutants.out"
  without "$folder/wanted.txt" <"$folder/listed.txt" >"$folder/$pass/mutants.out/previously_caught.txt"
  cargo clean --quiet --package scale-batch
  cargo_mutants --output "$folder/$pass" --iterate --timeout-multiplier 5 --minimum-test-timeout 60 "${files[@]}" \
    -- "$@" -- "${skipped[@]}" || code=$?
  # 2: mutants were missed; 3: tests took too long. Both are results.
  ((code == 0 || code == 2 || code == 3)) || die "cargo-mutants failed"
  gather "$pass" "$missed"
}

# mutants PART OPTION…: both passes of a part; the options select its files, and which of their mutants it has
mutants() {
  folder=target/mutants/$1
  local done=("$folder"/{caught,timeout,unviable}.txt) unit_missed=$folder/missed_by_unit_tests.txt missed=$folder/missed.txt
  shift
  mkdir -p "$folder"
  touch "${done[@]}" "$unit_missed" "$missed"
  gather unit "$unit_missed"
  gather api "$missed"
  if ((again)); then
    : >"$unit_missed"
    : >"$missed"
  fi
  cargo_mutants --list "${files[@]}" >"$folder/listed.txt"
  cargo_mutants --list "${files[@]}" "$@" >"$folder/mutants.txt"
  without "${done[@]}" "$unit_missed" <"$folder/mutants.txt" >"$folder/wanted.txt"
  try unit "$unit_missed" --lib
  without "${done[@]}" "$missed" <"$folder/mutants.txt" >"$folder/wanted.txt"
  try api "$missed" "${api[@]}"
  # The lists may name mutants of an older state of the code.
  for list in mutants caught timeout unviable missed; do
    sort -u "$folder/$list.txt" | comm -12 - <(sort -u "$folder/mutants.txt") | wc -l | xargs echo "$folder: $list"
  done
}

again=0
if [[ ${1:-} == --again ]]; then
  again=1
  shift
fi
if (($# == 0)); then set -- estimate rules rest; fi
for part; do
  case $part in
    estimate)
      files=(--file 'src/estimate/**')
      mutants estimate
      ;;
    rules)
      files=(--file 'src/**/rules/**')
      mutants rules
      ;;
    rest)
      files=(--exclude 'src/estimate/**' --exclude 'src/**/rules/**')
      mutants rest --shard 0/8 --sharding round-robin
      ;;
    *) die "there is no part $part" ;;
  esac
done
