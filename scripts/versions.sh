# Versions of the tools that the set-up installs. Sourced by lib.sh, in the project's folder.
# Tools from npm (binaryen's wasm-opt, typescript, …) are pinned in js/package-lock.json.
# shellcheck shell=bash disable=SC2034
WASM_TARGET=wasm32-unknown-unknown
WASM_PACK_VERSION=0.15.1
CARGO_DENY_VERSION=0.20.2
CARGO_PUBLIC_API_VERSION=0.52.0
CARGO_MUTANTS_VERSION=27.1.0
CARGO_TARPAULIN_VERSION=0.37.5
# The nightly compiler for public-api.sh, by date and commit.
NIGHTLY_TOOLCHAIN=2026-05-20
NIGHTLY_COMMIT=e50aa6fba4e63ab34c72bf9acfd2c307c1155d1a
# The command-line tool must have exactly the version of the library, so it is read from Cargo.lock.
WASM_BINDGEN_VERSION=$(awk -F'"' '/^name = /{crate=$2} /^version = / && crate == "wasm-bindgen" {print $2; exit}' Cargo.lock)
