#!/usr/bin/env bash
# test.sh [PART…]: runs every check, or those of some parts (rust, compilers, javascript), and stops at the first failure.
# Needs `setup.sh`; the parts rust and compilers need only cargo.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

summary=()

# step TITLE COMMAND…
step() {
  local title=$1 start=$SECONDS
  shift
  printf '\n=== %s: %s\n' "$title" "$*"
  if ! "$@"; then
    printf '\n=== FAILED: %s, after %d s (passed before: %s)\n' "$title" $((SECONDS - start)) "${summary[*]:-nothing}"
    exit 1
  fi
  summary+=("$title $((SECONDS - start)) s,")
}

test_rust() {
  step "format" cargo fmt --check
  step "lint" cargo clippy --quiet --locked --all-targets --all-features -- -D warnings
  step "lint without the full part" cargo clippy --quiet --locked --no-default-features -- -D warnings
  step "tests" cargo test --quiet
  step "all-feature tests" cargo test --quiet --all-features
  step "fuzz format" cargo fmt --check --manifest-path fuzz/Cargo.toml
  step "fuzz lint" cargo clippy --quiet --locked --all-targets --manifest-path fuzz/Cargo.toml -- -D warnings
  step "fuzz targets" cargo test --quiet --locked --manifest-path fuzz/Cargo.toml
  step "service format" cargo fmt --check --manifest-path examples/service/Cargo.toml
  step "service lint" cargo clippy --quiet --locked --all-targets --manifest-path examples/service/Cargo.toml -- -D warnings
  step "service" cargo test --quiet --locked --manifest-path examples/service/Cargo.toml
  step "docs" env RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --all-features
  step "public API" scripts/public-api.sh
}

test_compilers() {
  step "oldest compiler" scripts/msrv.sh
  step "minimal versions" scripts/minimal-versions.sh
}

test_javascript() {
  CHROMIUM=$(command -v "${CHROMIUM:-chromium}")
  export CHROMIUM
  step "workflows" node scripts/check-workflows.mjs
  step "wasm" make --no-print-directory wasm
  step "crate in JavaScript format" cargo fmt --check --manifest-path tests/js/Cargo.toml
  step "crate in JavaScript lint" cargo clippy --quiet --locked --manifest-path tests/js/Cargo.toml --target-dir target/crate-in-js -- -D warnings
  step "crate in JavaScript" scripts/crate-in-js.sh
  step "growth format" cargo fmt --check --manifest-path tests/growth/Cargo.toml
  step "growth lint" cargo clippy --quiet --release --locked --manifest-path tests/growth/Cargo.toml -- -D warnings
  step "growth" cargo run --quiet --release --locked --manifest-path tests/growth/Cargo.toml
  cd js
  step "js build" npm run build
  step "js check" npm run check
  step "js lint" npm run --silent lint
  step "js docs" npm run --silent docs
  for lock in */package-lock.json; do
    if [[ -f $lock ]]; then step "build of js/${lock%/*}" npm run --if-present --prefix "${lock%/*}" build; fi
  done
  step "js tests" npm test
  step "browser tests" npm run test:browser
  step "tests of the crate in JavaScript" npm run test:crate
  step "packaging tests" npm run test:packaging
  cd "$root"
}

if (($# == 0)); then set -- rust compilers javascript; fi
for part; do "test_$part"; done
printf '\n=== All %d steps passed: %s %d s in total\n' ${#summary[@]} "${summary[*]}" $SECONDS
