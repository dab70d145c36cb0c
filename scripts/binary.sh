#!/usr/bin/env bash
# binary.sh TARGET: builds the command for a target of rustc, and packs it: dist/scale-batch-vVERSION-TARGET.tar.gz.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

target=${1:?which target?}
version=$(awk -F'"' '/^\[/ && NR > 1 {exit} /^version = / {print $2}' Cargo.toml)

# Panic messages name source files: keep the folders of this machine out of them.
export RUSTFLAGS="${RUSTFLAGS-} --remap-path-prefix=$root=. --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
CARGO_PROFILE_RELEASE_STRIP=symbols \
  cargo build --release --locked --features cli --bin scale-batch --target "$target"

binary=scale-batch
if [[ $target == *windows* ]]; then binary=scale-batch.exe; fi
archive=dist/scale-batch-v$version-$target.tar.gz
mkdir -p dist
tar -czf "$archive" LICENSE-APACHE LICENSE-MIT README.md -C "target/$target/release" "$binary"
echo "$archive"
