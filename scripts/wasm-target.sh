#!/usr/bin/env bash
# Finds a Rust compiler that builds for WebAssembly, or sets one up. Prints the folder that has to be
# first on PATH to use it, or nothing if the default compiler has the target.
#
# Tries the default compiler first, then rustup. If rustup is missing or cannot download, Debian's
# compiler (rustc-web) builds the standard library from Debian's source package.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

debian_dir=$tools/debian-rust # only rustc and cargo, so nothing else from /usr/bin comes first on PATH
debian_lib=/usr/lib/rustlib/$WASM_TARGET/lib
built_by=$debian_lib/built-by # the version of the compiler that built it

default_has_target() {
  compgen -G "$(rustc --print sysroot)/lib/rustlib/$WASM_TARGET/lib/libstd-*.rlib" >/dev/null
}

debian_has_target() { [[ -f $built_by && $(/usr/bin/rustc -V) == "$(<"$built_by")" ]]; }

build_debian_target() {
  { apt update && apt install rustc-web cargo-web rust-web-src rust-web-llvm; } ||
    die "cannot install $WASM_TARGET here: neither 'rustup target add' nor Debian's rustc-web worked"
  # The linker has to use the same LLVM as the compiler.
  local llvm
  llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
  apt install "lld-$llvm"

  local work
  work=$(mktemp -d)
  mkdir "$work/src"
  echo '#![no_std]' >"$work/src/lib.rs"
  printf '[package]\nname = "only-std"\nversion = "0.0.0"\nedition = "2024"\n' >"$work/Cargo.toml"
  (
    cd "$work"
    # build-std is nightly-only; RUSTC_BOOTSTRAP enables it in a stable compiler
    PATH=/usr/bin:$PATH RUSTC_BOOTSTRAP=1 cargo build --quiet --release --target $WASM_TARGET \
      --target-dir target -Z build-std=std,panic_abort,proc_macro
    rm target/$WASM_TARGET/release/deps/libonly_std-*
    rm -rf "$debian_lib"
    mkdir -p "$debian_lib"
    cp target/$WASM_TARGET/release/deps/*.rlib "$debian_lib"
    /usr/bin/rustc -V >"$built_by"
  ) >&2
  rm -r "$work"
}

if default_has_target; then exit; fi
if ! debian_has_target; then
  if command -v rustup >/dev/null; then
    timeout 120 rustup target add $WASM_TARGET >&2 || echo "rustup cannot add the target; trying Debian" >&2
    if default_has_target; then exit; fi
  fi
  build_debian_target
fi
mkdir -p "$debian_dir"
ln -sf /usr/bin/rustc /usr/bin/cargo "$debian_dir"
echo "$debian_dir"
