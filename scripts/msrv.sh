#!/usr/bin/env bash
# Checks that the crate builds with the oldest compiler that it promises (rust-version in Cargo.toml), where rustup
# has that compiler or can fetch it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

version=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
if ! timeout 300 rustup run --install "$version" rustc --version; then
  echo "rustup cannot get Rust $version here: not checked."
  exit 0
fi
for features in "" schema wasm; do
  rustup run "$version" cargo check --quiet --lib --features "$features" --target-dir target/msrv
done
