#!/usr/bin/env bash
# Checks that the crate builds with the oldest supported compiler (rust-version in Cargo.toml), if rustup has that
# compiler or can install it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

version=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
if ! timeout 300 rustup run --install "$version" rustc --version; then
  echo "rustup cannot install Rust $version here: not checked."
  exit 0
fi
for features in "" schema js wasm cli cli-wasm; do
  rustup run "$version" cargo check --quiet --lib --features "$features" --target-dir target/msrv
done
