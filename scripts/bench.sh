#!/usr/bin/env bash
# Measures how the crate and the npm package compare with others and how they grow. Every figure is a ratio of two
# measurements in the same run. Needs the npm package built (`make js`).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

for benchmark in read validate diff compare bulk; do
  printf '\n=== %s\n' "$benchmark"
  cargo bench --quiet --bench "$benchmark"
done

printf '\n=== js/bench\n'
cargo bench --quiet --no-run --bench call
npm run --silent --prefix js/bench start

printf '\n=== js/packaging\n'
CHROMIUM=$(command -v "${CHROMIUM:-chromium}")
export CHROMIUM
npm run --silent --prefix js/packaging first-answer
npm run --silent --prefix js/packaging longest-task
