#!/usr/bin/env bash
# fuzz.sh: runs each target of fuzz/ with libFuzzer for $MINUTES minutes, 10 if not given, or only those in $TARGETS.
# Prints the commit, and for each target the seed, the executions and the processor time. Fails on a finding and names
# the file to commit. Inputs that reach new code are kept in fuzz/target/corpus/ for the next run.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

minutes=${MINUTES:-10}
seed=${SEED:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
targets=${TARGETS:-$(cd fuzz/fuzz_targets && ls | sed 's/\.rs$//')}
# At most half a megabyte: larger inputs are for the growth tests. The timeout, which is one of the clock, only ends what
# hangs.
longest=${LONGEST:-500000}

# The coverage flags of cargo-fuzz. Without a sanitizer every compiler takes them; the crate has no unsafe code.
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
  -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
# With a target, flags are not for build scripts.
host=$(rustc -vV | sed -n 's/^host: //p')
cargo build --quiet --locked --release --features libfuzzer --manifest-path fuzz/Cargo.toml --target "$host"
programs=fuzz/target/$host/release

echo "commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown), seed $seed, $minutes min for each target"
for target in $targets; do
  corpus=fuzz/target/corpus/$target
  findings=fuzz/regressions/$target
  mkdir -p "$findings" "$corpus"
  export SCALE_BATCH_FUZZ_CORPUS=$corpus
  log=fuzz/target/$target.log
  status=0
  TIMEFORMAT="%U"
  { seconds=$( { time "$programs/$target" -seed="$seed" -max_total_time=$((minutes * 60)) -max_len="$longest" -timeout=300 \
    -report_slow_units=600 -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="$findings/" "$corpus" "$findings" >"$log" 2>&1; } 2>&1 ); } || status=$?
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  printf '%s: %s executions, %s s of processor time\n' "$target" "${executions:-?}" "$seconds"
  if ((status != 0)); then
    grep -v '^#\|^INFO\|^NEW\|^REDUCE' "$log" | cut -c1-2000 | tail -40 >&2
    die "$target failed with seed $seed; fix it and commit the new file in $findings"
  fi
done
