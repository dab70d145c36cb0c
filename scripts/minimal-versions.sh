#!/usr/bin/env bash
# Checks that the crate builds with the oldest versions of its dependencies that Cargo.toml allows.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A copy, so that Cargo.lock stays as it is. Without the dependencies of tests: users never build those.
cp -r src schemas docs README.md "$work"
sed -e '/^\[dev-dependencies\]/,/^$/d' -e '/^\[\[/,/^$/d' Cargo.toml >"$work/Cargo.toml"
cd "$work"
# The option is nightly-only; RUSTC_BOOTSTRAP enables it in a stable cargo.
RUSTC_BOOTSTRAP=1 cargo update --quiet -Z direct-minimal-versions
for features in "" schema js wasm; do
  cargo check --quiet --lib --features "$features" --target-dir "$root/target/minimal-versions"
done
