#!/usr/bin/env bash
# Measures speed, and prints ratios: times would tell more about the machine than about the code.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo run --quiet --release --example bench_read
cargo run --quiet --release --example bench_diff
