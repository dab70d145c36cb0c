#!/usr/bin/env bash
# public-api.sh [--write]: holds the public items of the crate against tests/snapshots/public-api.txt, or writes them there.
#
# Only a nightly compiler describes a crate as JSON, and each describes it differently: not checked where rustup neither
# has nor gets that of versions.sh.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

snapshot=tests/snapshots/public-api.txt

# The nightly of that date, by its own name or as the one that is installed.
toolchain=
for name in nightly "nightly-$NIGHTLY_TOOLCHAIN"; do
  version=$(rustup run "$name" rustc --version --verbose 2>/dev/null || true)
  if [[ $version == *"commit-hash: $NIGHTLY_COMMIT"* ]]; then toolchain=$name; fi
done
if [[ ! $toolchain ]]; then
  toolchain=nightly-$NIGHTLY_TOOLCHAIN
  if ! timeout 300 rustup toolchain install "$toolchain" --profile minimal; then
    echo "rustup cannot get $toolchain here: not checked."
    exit 0
  fi
fi

public_api_dir=$tools/cargo-public-api-$CARGO_PUBLIC_API_VERSION
if [[ ! -x $public_api_dir/bin/cargo-public-api ]]; then
  echo "Building cargo-public-api $CARGO_PUBLIC_API_VERSION (once, about 2 minutes) …"
  cargo install cargo-public-api --quiet --version "$CARGO_PUBLIC_API_VERSION" --locked --root "$public_api_dir"
fi

found=$(mktemp)
trap 'rm -f "$found"' EXIT
# Without what every type has, and what its derives say.
CARGO_TARGET_DIR=target/public-api rustup run "$toolchain" "$public_api_dir/bin/cargo-public-api" public-api \
  -sss --all-features >"$found" 2>/dev/null || die "cargo-public-api failed"
if [[ ${1-} == --write ]]; then
  cp "$found" "$snapshot"
elif ! diff -u "$snapshot" "$found"; then
  die "the public items changed: if that was intended, run \`make public-api\` and say it in CHANGELOG.md"
fi
