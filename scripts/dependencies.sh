#!/usr/bin/env bash
# dependencies.sh [CHECK…]: checks the dependencies against deny.toml, with all checks of cargo-deny (advisories, bans,
# licenses, sources) or the given ones; and npm packages for advisories, if advisories are checked and the registry has any.
# Only the advisories need the network.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

deny_dir=$tools/cargo-deny-$CARGO_DENY_VERSION
if [[ ! -x $deny_dir/bin/cargo-deny ]]; then
  echo "Building cargo-deny $CARGO_DENY_VERSION (once, takes a few minutes) …"
  cargo install cargo-deny --quiet --version "$CARGO_DENY_VERSION" --locked --root "$deny_dir"
fi
"$deny_dir/bin/cargo-deny" --locked check "$@"

# audit FOLDER: fails if there is an advisory of high severity for a package that the folder's lock file names.
audit() {
  local report
  if report=$(npm audit --package-lock-only --audit-level=high --json --prefix "$1" 2>/dev/null); then return; fi
  if [[ $report == *'"auditReportVersion"'* ]]; then
    npm audit --package-lock-only --audit-level=high --prefix "$1" || die "there are advisories for the npm packages of $1/"
  fi
  echo "The npm registry returns no advisories here: $1/ is not checked."
}

if (($# == 0)) || [[ " $* " == *" advisories "* ]]; then
  for lock in js/package-lock.json js/*/package-lock.json; do audit "${lock%/*}"; done
fi
