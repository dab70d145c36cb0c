#!/usr/bin/env bash
# dependencies.sh [CHECK…]: checks the dependencies against deny.toml, with all checks of cargo-deny (advisories, bans,
# licenses, sources) or the given ones. Only the advisories need the network.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

deny_dir=$tools/cargo-deny-$CARGO_DENY_VERSION
if [[ ! -x $deny_dir/bin/cargo-deny ]]; then
  echo "Building cargo-deny $CARGO_DENY_VERSION (once, takes a few minutes) …"
  cargo install cargo-deny --quiet --version "$CARGO_DENY_VERSION" --locked --root "$deny_dir"
fi
"$deny_dir/bin/cargo-deny" --locked check "$@"
