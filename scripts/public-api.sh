#!/usr/bin/env bash
# public-api.sh [--write]: compares the public items of the crate with tests/snapshots/public-api.txt, or writes them there.
#
# Only nightly compilers describe a crate as JSON, and each does so differently. Not checked if rustup does not have and
# cannot install the nightly of versions.sh.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

snapshot=tests/snapshots/public-api.txt

# The nightly of that date, under its own name or as the installed one.
toolchain=
for name in nightly "nightly-$NIGHTLY_TOOLCHAIN"; do
  version=$(rustup run "$name" rustc --version --verbose 2>/dev/null || true)
  if [[ $version == *"commit-hash: $NIGHTLY_COMMIT"* ]]; then toolchain=$name; fi
done
if [[ ! $toolchain ]]; then
  toolchain=nightly-$NIGHTLY_TOOLCHAIN
  if ! timeout 300 rustup toolchain install "$toolchain" --profile minimal; then
    echo "rustup cannot install $toolchain here: not checked."
    exit 0
  fi
fi

public_api_dir=$tools/cargo-public-api-$CARGO_PUBLIC_API_VERSION
if [[ ! -x $public_api_dir/bin/cargo-public-api ]]; then
  echo "Building cargo-public-api $CARGO_PUBLIC_API_VERSION (once, takes about 2 minutes) …"
  cargo install cargo-public-api --quiet --version "$CARGO_PUBLIC_API_VERSION" --locked --root "$public_api_dir"
fi

found=$(mktemp)
trap 'rm -f "$found"' EXIT
# Without items that every type has, and without derived impls.
CARGO_TARGET_DIR=target/public-api rustup run "$toolchain" "$public_api_dir/bin/cargo-public-api" public-api \
  -sss --all-features >"$found" 2>/dev/null || die "cargo-public-api failed"
if [[ ${1-} == --write ]]; then
  cp "$found" "$snapshot"
elif ! diff -u "$snapshot" "$found"; then
  die "the public items changed: if this was intended, run \`make public-api\` and describe it in CHANGELOG.md"
fi
