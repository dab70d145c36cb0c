#!/usr/bin/env bash
# Measures how the crate compares with others and how it grows. Every figure is a ratio of two measurements of one run.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

for benchmark in bench_read bench_diff bench_compare; do
  printf '\n=== %s\n' "$benchmark"
  cargo run --quiet --release --example "$benchmark"
done
