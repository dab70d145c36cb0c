#!/usr/bin/env bash
# Builds the WebAssembly modules, pkg/forms, pkg/full and pkg/command, and prints their sizes. Needs `setup.sh wasm js`.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

toolchain=$(scripts/wasm-target.sh)
# js/node_modules/.bin has wasm-opt
export PATH="${toolchain:+$toolchain:}$wasm_pack_dir/bin:$wasm_bindgen_dir/bin:$root/js/node_modules/.bin:$PATH"
# Without it, wasm-pack would only warn and produce a module that is far too large.
command -v wasm-opt >/dev/null || die "wasm-opt is missing: js/ has to depend on binaryen"

# Panic messages name source files: keep the folders of this machine out of them.
export RUSTFLAGS="${RUSTFLAGS-} --remap-path-prefix=$root=. --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"

# build FOLDER NAME FEATURES…
build() {
  CARGO_PROFILE_RELEASE_OPT_LEVEL=s wasm-pack build --target web --mode no-install --release \
    --out-dir "pkg/$1" --out-name "$2" -- "${@:3}"
}
build forms scale_batch_forms --no-default-features --features wasm
build full scale_batch --features wasm
build command scale_batch_command --features cli-wasm
node scripts/wasm-size.mjs pkg/*/*.wasm
