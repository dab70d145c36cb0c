#!/usr/bin/env bash
# Builds tests/js, a WebAssembly module that uses the crate with its feature `js`, for Node.js and for browsers: pkg/crate.
# Needs `setup.sh wasm`.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

manifest=tests/js/Cargo.toml
grep -A1 '^name = "wasm-bindgen"$' tests/js/Cargo.lock | grep -Fxq "version = \"$WASM_BINDGEN_VERSION\"" ||
  die "tests/js/Cargo.lock must have wasm-bindgen $WASM_BINDGEN_VERSION, as Cargo.lock"

toolchain=$(scripts/wasm-target.sh)
export PATH="${toolchain:+$toolchain:}$PATH"
cargo build --quiet --locked --manifest-path "$manifest" --target "$WASM_TARGET" --target-dir target/crate-in-js
for target in nodejs web; do
  "$wasm_bindgen_dir/bin/wasm-bindgen" --target "$target" --out-dir "pkg/crate/$target" \
    "target/crate-in-js/$WASM_TARGET/debug/scale_batch_in_javascript.wasm"
done
